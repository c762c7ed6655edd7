"""From a folder or a file to a `Dossier`.

Owns the reading of files. A document is read when it is asked for, never before. Refuses to raise for what is wrong
inside a dossier: that is a problem with its place; only a dossier that is not there, or whose digest cannot be read
at all, ends the matter.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from briefing.digest import Digest
from briefing.documents import SUFFIXES, normalise, read_document
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Place, Problem, Severity
from briefing.parsing import parse_digest
from briefing.passages import Document

DIGEST_NAME = "digest.yaml"


class BrokenDigestError(BriefingError):
    """A digest that cannot be read at all: message, place and mend are those of the first problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take the problems, of which there is at least one."""
        first = problems[0]
        super().__init__(first.message, first.place, first.mend)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        """Spell every problem."""
        return "\n".join(map(str, self.problems))


def open_dossier(path: Path) -> Dossier:
    """Open the dossier at `path`, a folder or a digest file, without reading its documents.

    A folder without a digest gives its texts for plain reading. Raises BriefingError where there is nothing to open.
    """
    if path.is_dir():
        digest_file = path / DIGEST_NAME
        return _with_digest(digest_file) if digest_file.exists() else _without_digest(path)
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
        text = normalise(path.read_bytes().decode("utf-8"))
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
    return Dossier(path.parent, digest, path, text, tuple(problems))


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


def _without_digest(folder: Path) -> Dossier:
    try:
        names = sorted(entry.name for entry in folder.iterdir() if entry.suffix in SUFFIXES and entry.is_file())
    except OSError as error:
        raise BriefingError(f"the folder cannot be read: {error.strerror}", Place(str(folder))) from error
    if not names:
        mend = "put .txt or .md documents and a digest.yaml there, or try `briefing --example`"
        raise BriefingError(f"there is no digest and no text in {str(folder)!r}", mend=mend)
    documents = tuple(Document(id=name, path=name, title=name) for name in names)
    return Dossier(folder, Digest(title=folder.resolve().name, documents=documents))
