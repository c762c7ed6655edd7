"""Where a file is to be written, as somebody typed it.

Owns what a path that was typed means, how it is completed, and why nothing may be written there. Refuses to write,
which is for `files`.
"""

from __future__ import annotations

import os
from pathlib import Path

from briefing.display import harmless, one_line
from briefing.dossier import Dossier
from briefing.files import write_whole
from briefing.permits import Act, Permits
from briefing.review_file import review_path

NO_NAME = "no file can be called that"


def meant(typed: str, folder: Path, name: str) -> Path:
    """Return the file that was meant, from the folder where the reader was started; in a folder it gets `name`."""
    path = folder / Path(typed.strip()).expanduser()
    return path / name if name and _is_folder(path) else path


def refusal(path: Path) -> str:
    """Return why no file can be written there, so far as that can be told beforehand; empty where one can."""
    if _is_folder(path):
        return "that is a folder"
    if not _is_folder(path.parent):
        return f"there is no folder {one_line(shown(path.parent))}"
    if not os.access(path.parent, os.W_OK):
        return f"nothing can be written into {one_line(shown(path.parent))}"
    return "" if _can_be(path) else NO_NAME


def own_files(dossier: Dossier) -> list[Path]:
    """Return the files that a dossier is made of, which nothing is written over."""
    own = [dossier.folder / document.path for document in dossier.digest.documents if document.path]
    return own + ([dossier.digest_file, review_path(dossier.digest_file)] if dossier.digest_file else [])


def save(permits: Permits, dossier: Dossier, path: Path, text: str) -> None:
    """Write what was made of a dossier, and nothing else in the reader does: where that may be is decided here.

    Raises BriefingError.
    """
    permits.require(Act.SAVE)
    write_whole(path, text, own_files(dossier))


def shown(path: Path) -> str:
    """Return a path as people write it: what is in their home begins with a tilde."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (RuntimeError, ValueError):
        return str(path)


def completions(typed: str, folder: Path) -> list[str]:
    """Return the ways to go on with a path; a folder ends with a slash. No name that shows otherwise than it is."""
    head, slash, begun = typed.rpartition("/")
    try:
        names = sorted(
            f"{entry.name}/" if entry.is_dir() else entry.name
            for entry in os.scandir(folder / Path(f"{head}{slash}").expanduser())
            if entry.name.startswith(begun) and (begun.startswith(".") or not entry.name.startswith("."))
        )
    except (OSError, RuntimeError, ValueError):
        return []
    return [f"{head}{slash}{name}" for name in names if harmless(name) == name]


def completed(typed: str, folder: Path) -> tuple[str, list[str]]:
    """Return what was typed, as far as all ways to go on agree, and these ways where there are several."""
    ways = completions(typed, folder)
    if not ways:
        return typed, []
    # Of a sorted list, what its ends have in common all have.
    pairs = zip(ways[0], ways[-1], strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(ways[0]), len(ways[-1])))
    return ways[0][:same], ways if len(ways) > 1 else []


def _can_be(path: Path) -> bool:
    """Say whether the system hears of a path at all: it asks back of a name that is too long."""
    try:
        path.exists()
    except (OSError, ValueError):
        return False
    return True


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
