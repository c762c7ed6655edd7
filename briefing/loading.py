"""From a folder or a file to a `Dossier`.

Owns the reading of files. A document is read when it is asked for, never before. Refuses to raise for what is wrong
inside a dossier: that is a problem with its place; only a dossier that is not there, or whose digest cannot be read
at all, ends the matter.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.digest import Digest
from briefing.documents import SUFFIXES, normalise, read_document
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Place, Problem, ProblemsError, Severity
from briefing.parsing import parse_digest
from briefing.passages import Document
from briefing.regular import leads_out, read_regular
from briefing.review_file import load, review_path

DIGEST_NAME = "digest.yaml"

NUMBERS = re.compile("([0-9]+)")


class BrokenDigestError(ProblemsError):
    """A digest that cannot be read at all."""


def open_dossier(path: Path) -> Dossier:
    """Open the dossier at `path`, a folder or a digest file, without reading its documents.

    A folder without a digest gives its texts for plain reading. Raises BriefingError where there is nothing to open.
    """
    if path.is_dir():
        digest_file = path / DIGEST_NAME
        if not os.path.lexists(digest_file):
            return _without_digest(path)
        if leads_out(path, DIGEST_NAME):
            mend = "name the file itself, if you trust it"
            raise BriefingError("the digest is a link that leads out of the folder", Place(str(digest_file)), mend)
        return _with_digest(digest_file)
    if path.exists():
        return _with_digest(path)
    raise BriefingError(
        f"there is no dossier at {str(path)!r}", mend="name a folder with a digest.yaml, or a digest file"
    )


def read_documents(dossier: Dossier, documents: Iterable[Document]) -> Dossier:
    """Return a richer snapshot in which these documents have been read."""
    texts = {document.id: read_document(dossier.folder, document) for document in documents}
    return dossier.with_texts(texts) if texts else dossier


def load_dossier(path: Path) -> Dossier:
    """Open the dossier at `path` and read all its documents, for the commands that need them all."""
    dossier = open_dossier(path)
    return read_documents(dossier, dossier.unread)


def _with_digest(path: Path) -> Dossier:
    file = str(path)
    try:
        text = normalise(read_regular(path).decode("utf-8"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message, mend = "the digest is not UTF-8", "save it as UTF-8 in your editor"
        problem = Problem("undecodable-digest", Severity.ERROR, message, Place(file, line), mend)
        raise BrokenDigestError([problem]) from error
    except OSError as error:
        raise BriefingError(f"the digest cannot be read: {error.strerror}", Place(file)) from error
    with _no_collection():
        digest, problems = parse_digest(text, file)
    if digest is None:
        raise BrokenDigestError(problems)
    reviews, doubts = load(review_path(path))
    return Dossier(path.parent, digest, path, text, (*problems, *doubts), reviews=reviews)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector out: building many small values that all stay, it would look at each in vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def text_names(folder: Path) -> list[str]:
    """Return the names of the texts that lie in a folder, `report2` before `report10`. Raises BriefingError."""
    try:
        names = [entry.name for entry in folder.iterdir() if _is_text(entry)]
    except OSError as error:
        raise BriefingError(f"the folder cannot be read: {error.strerror}", Place(str(folder))) from error
    return sorted(names, key=_natural)


def _is_text(path: Path) -> bool:
    """Say whether somebody put a text there to be read: what is hidden was put there by a program."""
    return path.suffix in SUFFIXES and not path.name.startswith(".") and path.is_file()


def _natural(name: str) -> tuple[list[str | int], str]:
    """Return what to sort a name by: numbers by their value, letters without regard to capitals."""
    parts = NUMBERS.split(name)
    return [int(part) if at % 2 else part.casefold() for at, part in enumerate(parts)], name


def _without_digest(folder: Path) -> Dossier:
    names = text_names(folder)
    if not names:
        mend = "put .txt or .md documents and a digest.yaml there, or try `briefing --example`"
        raise BriefingError(f"there is no digest and no text in {str(folder)!r}", mend=mend)
    documents = tuple(Document(id=name, path=name, title=name) for name in names)
    return Dossier(folder, Digest(title=folder.resolve().name, documents=documents))
