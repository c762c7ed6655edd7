"""From a folder or a file to a `Dossier`.

Owns the reading of files. A document is read when it is asked for, never before. Refuses to raise for what is wrong
inside a dossier: that is a problem with its place; only a dossier that is not there, or whose digest cannot be read
at all, ends the matter.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from briefing.digest import Digest
from briefing.documents import SUFFIXES, DocumentText, Unreadable, normalise, read_document
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Place, Problem, ProblemsError, Severity
from briefing.parsing import parse_digest
from briefing.passages import Document
from briefing.regular import leads_out, read_regular
from briefing.resolving import Reading, resolve
from briefing.review import Reviews
from briefing.review_file import load, review_path
from briefing.yamltree import Heard, nobody

DIGEST_NAME = "digest.yaml"

LARGE = 1_000_000
"""Bytes of a digest from which a picture does not wait for it."""
Texts = Mapping[str, DocumentText | Unreadable]
"""The words of documents, by id."""

NO_TEXTS: Texts = MappingProxyType({})

NUMBERS = re.compile("([0-9]+)")


class BrokenDigestError(ProblemsError):
    """A digest that cannot be read at all."""


def open_dossier(path: Path) -> Dossier:
    """Open the dossier at `path`, a folder or a digest file, without reading its documents.

    A folder without a digest gives its texts for plain reading. Raises BriefingError where there is nothing to open.
    """
    if path.is_dir() and not os.path.lexists(digest_of(path)):
        return _without_digest(path)
    if path.exists():
        digest_file = trusted_digest(path)
        return dossier_of(digest_file, *read_digest(digest_file))
    raise BriefingError(
        f"there is no dossier at {str(path)!r}", mend="name a folder with a digest.yaml, or a digest file"
    )


def digest_of(path: Path) -> Path:
    """Return the digest file of the dossier at `path`, a folder or that file, whether there is one or not."""
    return path / DIGEST_NAME if path.is_dir() else path


def digest_beside(dossier: Dossier) -> Path:
    """Return the digest file of a dossier; of one without a digest, the file that would be one if it appeared."""
    return dossier.digest_file or dossier.folder / DIGEST_NAME


def trusted_digest(path: Path) -> Path:
    """Return that file. Raises BriefingError for one that is a link out of a folder that was named."""
    if path.is_dir() and leads_out(path, DIGEST_NAME):
        mend = "name the file itself, if you trust it"
        raise BriefingError("the digest is a link that leads out of the folder", Place(str(digest_of(path))), mend)
    return digest_of(path)


def is_large(path: Path) -> bool:
    """Say whether the dossier at `path` is one that takes long to open."""
    try:
        return digest_of(path).stat().st_size >= LARGE
    except OSError:
        return False


def awaited(path: Path) -> Dossier:
    """Return what can be shown of the dossier at `path` before its digest has been read. Raises BriefingError."""
    digest_file = trusted_digest(path)
    return Dossier(digest_file.parent, Digest(), digest_file, awaited=True)


def readings_of(
    dossier: Dossier, documents: Iterable[Document], known: Texts = NO_TEXTS
) -> Iterator[tuple[str, Reading]]:
    """Read documents and yield what is found in each, with its id, one by one as they are asked for."""
    for one in documents:
        yield one.id, resolve(dossier.catalogue, one.id, known.get(one.id) or read_document(dossier.folder, one))


def read_documents(dossier: Dossier, documents: Iterable[Document], known: Texts = NO_TEXTS) -> Dossier:
    """Return a richer snapshot in which these documents have been read; what is `known` is not read from its file."""
    readings = dict(readings_of(dossier, documents, known))
    return dossier.with_readings(readings) if readings else dossier


class Again(Struct, frozen=True):
    """What became of the files of a dossier that changed."""

    dossier: Dossier | None
    """The dossier, of which no document has been read; None where the digest is as it was."""
    texts: Texts
    """The words that need not be read from a file any more: where the digest is as it was, of what changed."""
    reviews: Reviews | None = None
    """What readers have said, if that is another file now and can be read."""
    doubts: tuple[Problem, ...] | None = None
    """What is wrong with the file of that; None where it is as it was, or told with the dossier."""

    def having_read(self, *docs: str) -> Again:
        """Return the same with these documents read, as far as the dossier is another one and lists them."""
        if self.dossier is None:
            return self
        shelf = self.dossier.digest.shelf
        listed = [shelf[doc] for doc in dict.fromkeys(docs) if doc in shelf]
        return replace(self, dossier=read_documents(self.dossier, listed, self.texts))

    def reviewed(self, dossier: Dossier) -> Dossier:
        """Return a dossier with what the file of reviews says now; while it is broken, what is known of it stays."""
        if self.doubts is None or dossier.digest_file is None:
            return dossier
        file = str(review_path(dossier.digest_file))
        others = [problem for problem in dossier.problems if problem.place.file != file]
        reviews = dossier.reviews if self.reviews is None else self.reviews
        return dossier.with_reviews(reviews, (*others, *self.doubts))


def read_again(before: Dossier, changed: Collection[Path], opening: Callable[[Path], Dossier] = open_dossier) -> Again:
    """Return what became of these files of a dossier. Raises BriefingError where its digest cannot be read any more.

    `opening` opens a dossier; there are several ways.
    """
    listed = before.digest.documents
    texts = {one.id: read_document(before.folder, one) for one in listed if before.folder / one.path in changed}
    digest = digest_beside(before)
    if digest in changed:
        if before.digest_file and not digest.exists():
            raise BriefingError("the digest is gone", Place(str(digest)), "it is read again when it is back")
        after = opening(before.digest_file or before.folder)
        return Again(after, words_known(before, after, texts))
    if before.digest_file is None or review_path(digest) not in changed:
        return Again(None, texts)
    reviews, problems = load(review_path(digest))
    return Again(None, texts, None if problems else reviews, problems)


def words_known(before: Dossier, after: Dossier, texts: Texts = NO_TEXTS) -> Texts:
    """Return the words that need not be read again for another digest: those of documents whose entry is the same.

    `texts` are words that have been read since.
    """
    words = {doc: reading.text for doc, reading in before.readings.items() if reading.text} | {**texts}
    shelves = before.digest.shelf, after.digest.shelf
    return {doc: text for doc, text in words.items() if _same_file(*(shelf.get(doc) for shelf in shelves))}


def _same_file(one: Document | None, other: Document | None) -> bool:
    """Say whether two entries of digests come to the same words, if the file is the same."""
    if one is None or other is None:
        return False
    return (one.path, one.encoding, bool(one.sha256)) == (other.path, other.encoding, bool(other.sha256))


def load_dossier(path: Path) -> Dossier:
    """Open the dossier at `path` and read all its documents, for the commands that need them all."""
    dossier = open_dossier(path)
    return read_documents(dossier, dossier.unread)


def read_digest(path: Path, heard: Heard = nobody) -> tuple[Digest, str, tuple[Problem, ...]]:
    """Return the digest in a file, the words of the file, and what is wrong with them. Raises BriefingError.

    `heard` is told of what has been read while the rest has not, as `yamltree.read_tree` does.
    """
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
    with no_collection():
        digest, problems = parse_digest(text, file, heard=heard)
    if digest is None:
        raise BrokenDigestError(problems)
    return digest, text, tuple(problems)


def dossier_of(path: Path, digest: Digest, text: str, problems: tuple[Problem, ...]) -> Dossier:
    """Return the dossier of a digest that was read from `path`, with what readers said of its items."""
    reviews, doubts = load(review_path(path))
    return Dossier(path.parent, digest, path, text, (*problems, *doubts), reviews=reviews)


@contextmanager
def no_collection() -> Iterator[None]:
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
