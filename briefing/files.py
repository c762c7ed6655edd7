"""Files written whole or not at all.

Owns the one way in which this program writes a file for its user, and what tells that a file has changed. Refuses to
write over what a dossier is made of, unless values of the digest are to be changed, and, where a new file is asked for,
over anything at all.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.documents import normalise
from briefing.errors import BriefingError, Place
from briefing.regular import read_regular

Signature = tuple[int, int, int, int, int] | None
"""What tells that a file is another: the times of its words and of its entry, size, and which file it is; None where
there is none. Times are only compared for being the same: a clock may jump either way. That of the entry is nobody's
to set, so that a file of the same size whose time was put back is another all the same."""


def signature(path: Path) -> Signature:
    """Return what tells a file from what it was before."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev


def write_whole(path: Path, text: str, protected: Iterable[Path] = (), *, private: bool = False) -> None:
    """Write `text` as UTF-8 to `path`, which then holds all of it or what it held before. Raises BriefingError.

    What is `private` is for the eyes of the user alone.
    """
    if any(_same(path, original) for original in protected):
        raise BriefingError(f"{str(path)!r} belongs to the dossier and is not written over", mend="name another file")
    try:
        if path.exists() and not path.is_file():
            raise BriefingError(f"{str(path)!r} is not a file", mend="name a file")
        _replace(path.resolve(), text, 0o600 if private else None)
    except (OSError, RuntimeError, ValueError) as error:
        # A circle of links is no OSError to Python before 3.13, and a name that no file can have is to none.
        why = getattr(error, "strerror", None) or "no file can be written under that name"
        raise BriefingError(f"nothing was written: {why}", Place(str(path))) from error


def rewrite(path: Path, read: str, change: Callable[[str], str]) -> None:
    """Change a digest at its user's word: its text, line breaks and all, becomes what `change` makes of it.

    `read` is the text that the change was thought out for. Raises BriefingError where the file says something else by
    now, and where nothing can be written.
    """
    try:
        text = read_regular(path).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BriefingError("nothing was written: the digest cannot be read any more", Place(str(path))) from error
    if normalise(text) != read:
        raise BriefingError("nothing was written: the digest changed meanwhile", Place(str(path)), "try again")
    write_whole(path, change(text), ())


def _same(path: Path, original: Path) -> bool:
    """Say whether both are one file, through links of any kind, or would be: a missing document is one too."""
    try:
        return path.samefile(original) if path.exists() and original.exists() else path.resolve() == original.resolve()
    except (OSError, RuntimeError, ValueError):
        # A path that no file can have names no file that could be lost.
        return False


def write_new(path: Path, text: str) -> None:
    """Write `text` as UTF-8 to `path`, where nothing may stand, not even what appears meanwhile.

    Raises FileExistsError where something does, and BriefingError where nothing can be written.
    """
    try:
        with _beside(path, text, 0o666 & ~_umask()) as written:
            _link(written, path, text)
    except FileExistsError:
        raise
    except OSError as error:
        raise BriefingError(f"nothing was written: {error.strerror}", Place(str(path))) from error


def _link(written: Path, path: Path, text: str) -> None:
    """Give a file that is written a second name, which the system refuses where the name is taken."""
    try:
        path.hardlink_to(written)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: the name is still taken at once, though the words come after it.
        with path.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(text)
            except BaseException:
                path.unlink(missing_ok=True)
                raise


def _replace(path: Path, text: str, mode: int | None) -> None:
    """Write beside the file, then rename over it: the rename is what the system does at once."""
    if mode is None:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    with _beside(path, text, mode) as written:
        written.replace(path)


@contextmanager
def _beside(path: Path, text: str, mode: int) -> Iterator[Path]:
    """Write `text` to a file of another name in the same folder; it is gone afterwards, unless it was renamed."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(mode)
        yield written
    finally:
        written.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
