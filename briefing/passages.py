"""What a digest says of its documents, and of the passages in them.

Owns `Document` and `Passage` as the digest gives them. Refuses the words of a document, which are in `documents`, and
where a passage stands, which is for `anchoring` to find.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from briefing.errors import Place
from briefing.selectors import Selector
from briefing.vocabulary import Stance

NOWHERE = Place("")


class Passage(Struct, frozen=True, kw_only=True, eq=False):
    """A stretch of one document, told by its words. Two passages with the same words are two: identity counts."""

    doc: str
    """The id of the document, or an empty string when the digest names none that exists."""
    selector: Selector
    """How the words are found."""
    stance: Stance = Stance.SUPPORTS
    """How the words bear on the fact; without meaning for other kinds."""
    origin: str = ""
    """A name for the base report behind these words, when it is not the document's own."""
    note: str = ""
    """What the author of the digest wants known about this passage."""
    place: Place = NOWHERE
    """Where the digest gives the passage."""


class Document(Struct, frozen=True, kw_only=True):
    """What the digest says about a document. Its words are elsewhere, see `documents`."""

    id: str
    path: str
    """The path as the digest gives it, relative to the dossier's folder."""
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    retrieved: str = ""
    byline: str = ""
    language: str = ""
    encoding: str = ""
    """The encoding of the file; UTF-8 unless it says otherwise."""
    markup: str = ""
    """`plain` or `markdown`."""
    reliability: str = ""
    """A to F on the Admiralty scale."""
    sha256: str = ""
    """Pins the bytes that the digest was written against."""
    derived_from: tuple[str, ...] = ()
    """Ids of the documents of this dossier that this one repeats."""
    origin: str = ""
    """A name for the base report that this document rests on, seen or unseen."""
    tags: tuple[str, ...] = ()
    note: str = ""
    allow: Mapping[str, str] = field(default_factory=dict)
    """Rules of the check that do not hold here, each with the reason."""
    place: Place = NOWHERE

    @property
    def name(self) -> str:
        """What a reader calls the document: its publisher, else its id, which is shorter than most titles."""
        return self.publisher or self.id
