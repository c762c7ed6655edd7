"""The words of the documents, as received and as shown.

Owns `DocumentText` and the reading of a document's file. Refuses to change a word: line breaks become `\\n` so that
offsets mean one thing, a byte order mark is not a letter, and nothing else is touched. Never opens a path outside
the dossier.
"""

from __future__ import annotations

import codecs
import hashlib
import zlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from briefing.display import harmless
from briefing.errors import Place, Problem, Severity, nearest
from briefing.passages import Document
from briefing.regular import OutsideError, read_inside
from briefing.spans import Lines

SUFFIXES = (".txt", ".md")
"""The files that a folder without a digest offers for reading."""

NO_ENCODINGS = ("idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape")
"""What Python calls encodings, and no text is saved in: they are for names and programs, and slow on a long text."""

PACKED = 100_000
"""Characters of the longest text that is packed: unpacking takes half a millisecond then. There are few longer ones."""

QUICKLY = 1
"""How hard packing tries: more would save little, and take twice as long."""

OPEN = 16
"""Packed texts whose words are at hand, because somebody has just looked at them."""


class Words(NamedTuple):
    """A text twice, of the same length, so that an offset serves for either. Mostly both are the same string."""

    received: str
    shown: str

    @classmethod
    def of(cls, received: str) -> Words:
        """Take words as received."""
        return cls(received, harmless(received))


class DocumentText(Struct, frozen=True):
    """A document's words."""

    kept: Words | bytes
    """The words, or what they were packed to."""
    lines: Lines
    sha256: str = ""
    """Of the bytes of the file, in hexadecimal; only where the digest pins them."""

    @classmethod
    def of(cls, received: str, sha256: str = "") -> DocumentText:
        """Take words whose line breaks are `\\n`."""
        return cls(Words.of(received), Lines(received), sha256)

    @property
    def received(self) -> str:
        """The words as received: what selectors are matched against and what is copied."""
        return self._words.received

    @property
    def shown(self) -> str:
        """The same with visible stand-ins for what a terminal could act on: what is drawn."""
        return self._words.shown

    def packed(self) -> DocumentText:
        """Return the same text in half the memory, as long as nobody looks at it; a long one as it is.

        Packed and not read again when it is wanted: the file may be another one by then.
        """
        if isinstance(self.kept, bytes) or not 0 < len(self.kept.received) <= PACKED:
            return self
        return replace(self, kept=zlib.compress(self.kept.received.encode("utf-8", "surrogatepass"), QUICKLY))

    @property
    def _words(self) -> Words:
        return _unpacked(self.kept) if isinstance(self.kept, bytes) else self.kept


@lru_cache(maxsize=OPEN)
def _unpacked(kept: bytes) -> Words:
    return Words.of(zlib.decompress(kept).decode("utf-8", "surrogatepass"))


class Unreadable(Struct, frozen=True):
    """Why a document could not be read."""

    problem: Problem


def normalise(text: str) -> str:
    """Return `text` without a leading byte order mark and with `\\n` for every CRLF."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def read_document(folder: Path, document: Document) -> DocumentText | Unreadable:
    """Read a document of the dossier in `folder`. What prevents it is returned, not raised."""
    data = _read(folder, document)
    if isinstance(data, Unreadable):
        return data
    words = _decoded(document, data)
    if isinstance(words, Unreadable):
        return words
    return DocumentText.of(words, hashlib.sha256(data).hexdigest() if document.sha256 else "")


def read_words(folder: Path, document: Document) -> str | Unreadable:
    """Return the words of a document as received, and nothing made of them: for who goes through many."""
    data = _read(folder, document)
    return data if isinstance(data, Unreadable) else _decoded(document, data)


def _read(folder: Path, document: Document) -> bytes | Unreadable:
    try:
        if not document.path:
            raise OutsideError
        return read_inside(folder, document.path)
    except OutsideError:
        mend = "put the document beside the digest and give its path from there"
        return _unreadable(document, "outside-folder", f"{document.path!r} is not a path inside the dossier", mend)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        path = folder / document.path
        mend = nearest(path.name, _neighbours(path))
        return _unreadable(document, "missing-document", f"there is no file {document.path!r}", mend)
    except (OSError, ValueError) as error:
        # A circle of links, a name that is too long or that no file can have: the system has its own words for each.
        reason = getattr(error, "strerror", None) or "it is not a path that a file can have"
        return _unreadable(document, "unreadable-document", f"{document.path!r} cannot be read: {reason}")


def _neighbours(path: Path) -> list[str]:
    """Return the files among which the one meant may be."""
    try:
        return [found.name for found in path.parent.iterdir() if found.is_file()]
    except OSError:
        return []


def _decoded(document: Document, data: bytes) -> str | Unreadable:
    encoding = document.encoding or "utf-8"
    try:
        if codecs.lookup(encoding).name in NO_ENCODINGS:
            raise LookupError
        return normalise(data.decode(encoding))
    except UnicodeDecodeError as error:
        return Unreadable(_undecodable(document, data, error.start))
    except (LookupError, ValueError):
        message = f"{encoding!r} is not an encoding that texts can be read with"
        return _unreadable(document, "bad-value", message, "UTF-8 needs no `encoding`")


def _undecodable(document: Document, data: bytes, at: int) -> Problem:
    """Place the byte at which decoding failed by the words before it."""
    encoding = document.encoding or "utf-8"
    try:
        before = normalise(data[:at].decode(encoding, errors="replace"))
    except ValueError:
        before = ""
    file = str(Path(document.place.file).parent / document.path)
    return Problem(
        "undecodable-document",
        Severity.ERROR,
        f"the byte 0x{data[at]:02X} is not {encoding}",
        Place(file, before.count("\n") + 1, len(before) - before.rfind("\n")),
        "say in the digest which `encoding` the document has, such as windows-1252",
        item=document.id,
    )


def _unreadable(document: Document, code: str, message: str, mend: str = "") -> Unreadable:
    return Unreadable(Problem(code, Severity.ERROR, message, document.place, mend, item=document.id, key="path"))
