"""What tests of several modules need: a dossier made from a few lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from briefing.dossier import Dossier
from briefing.loading import load_dossier
from briefing.shipped import shipped

# No test passes or fails by being quick.
settings.register_profile("unhurried", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def nobodys_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what whoever runs the tests has read out of them, and them out of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def untouched_example() -> Iterator[None]:
    """See to it that no test writes into the example: what readers say of items is kept beside the digest."""
    before = sorted(shipped("seeds").iterdir())
    yield
    assert sorted(shipped("seeds").iterdir()) == before


class MakeDossier(Protocol):
    """Writes a dossier into a fresh folder and loads it."""

    def __call__(self, digest: str, **documents: str) -> Dossier:
        """Take the digest less its first line, and the documents by id; each is a file ID.txt.

        A digest that does not list its documents is given the plain list of them.
        """


@pytest.fixture
def make_dossier(tmp_path: Path) -> MakeDossier:
    """Return a function that makes dossiers; a later one replaces what an earlier one wrote."""

    def make(digest: str, **documents: str) -> Dossier:
        for name, text in documents.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        listed = "" if "documents:" in digest else "documents:\n"
        listed += "".join(f"  - {{id: {name}, path: {name}.txt}}\n" for name in documents if listed)
        (tmp_path / "digest.yaml").write_text(f"format: briefing/1\n{listed}{digest}", encoding="utf-8")
        return load_dossier(tmp_path)

    return make
