"""Files read so that nothing which stands in their place can do harm.

Owns the one way in which a file is opened for reading: without waiting, only where it is an ordinary file, and no more
of it than anybody could mean. Refuses devices, pipes, sockets and folders, and, where a folder is given, whatever leads
out of it, even where somebody changes the folder at that moment. What prevents it is an OSError that says why.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

LARGEST = 64 << 20
"""Bytes of a file that is read: a library of books, and no more than a small machine has room for."""

FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
"""A pipe that nobody writes to is opened at once, and a terminal does not become ours."""

FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_CLOEXEC
"""A folder is only walked through, which needs no leave to list it."""


class OutsideError(Exception):
    """A path that leads out of the folder in which it was given."""


def leads_out(folder: Path, name: str) -> bool:
    """Say whether what is called `name` in `folder` is a link that leads out of it."""
    try:
        return not (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        # A circle of links leads nowhere.
        return False


def read_regular(path: Path, largest: int = LARGEST) -> bytes:
    """Return what is in the file at `path`, of at most so many bytes. Raises OSError."""
    # Some devices act when they are opened, so that this is asked before, and again of what was opened.
    _prove(path.stat(), largest)
    return _whole(os.open(path, FLAGS), largest)


def read_inside(folder: Path, path: str, largest: int = LARGEST) -> bytes:
    """Return what is in the file at `path` in `folder`, links within it followed.

    Raises OutsideError where the path leads out of the folder; OSError where there is nothing to read, and ValueError
    where no file can have such a name.
    """
    try:
        root, whole = folder.resolve(), (folder / path).resolve()
    except RuntimeError as error:
        # What Python before 3.13 says of a circle of links.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
    if not whole.is_relative_to(root):
        raise OutsideError(path)
    _prove(whole.stat(), largest)
    *folders, name = whole.relative_to(root).parts or (".",)
    # The path holds no link any more. One that appears meanwhile is refused by the system, step by step.
    at = os.open(root, FOLDER)
    try:
        for step in folders:
            below = os.open(step, FOLDER | os.O_NOFOLLOW, dir_fd=at)
            os.close(at)
            at = below
        opened = os.open(name, FLAGS | os.O_NOFOLLOW, dir_fd=at)
    finally:
        os.close(at)
    return _whole(opened, largest)


def _whole(opened: int, largest: int) -> bytes:
    with os.fdopen(opened, "rb") as file:
        _prove(os.fstat(opened), largest)
        data = file.read(largest + 1)
    if len(data) > largest:
        raise _too_large(largest)
    return data


def _prove(found: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no file but a pipe, a socket or a device")
    if found.st_size > largest:
        raise _too_large(largest)


def _too_large(largest: int) -> OSError:
    return OSError(errno.EFBIG, f"it is larger than {largest:,} bytes")
