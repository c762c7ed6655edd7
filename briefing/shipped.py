"""Finds the data that is shipped with the package.

Owns the one question where the default settings, the themes and the seed dossier lie: inside the
package when it was installed from a wheel, at the root of the checkout otherwise. Refuses to read,
copy or interpret any of it, and knows nothing of the reader's own files.
"""

from pathlib import Path

SHIPPED = ("config.yaml", "seeds", "themes")

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the path of the shipped file or folder `name`, one of `SHIPPED`."""
    if name not in SHIPPED:
        raise ValueError(f"{name!r} is not shipped; what is: {', '.join(SHIPPED)}.")
    places = [_PACKAGE / "_shipped"]
    # Without this test an installed package would go looking among its neighbours.
    if (_PACKAGE.parent / "pyproject.toml").is_file():
        places.append(_PACKAGE.parent)
    for place in places:
        if (place / name).exists():
            return place / name
    raise FileNotFoundError(
        f"{name} belongs to briefing but is not at {places[-1] / name}: the installation is damaged."
    )
