"""How a selector fared, and where.

Owns `Status`, the words for it that exports write, and `Anchor`. Refuses to look anything up: `anchoring` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from briefing.spans import Span

CANDIDATES = 100
"""Places that are kept of words that stand in many: thousands of passages may each stand in a hundred thousand."""


class Status(StrEnum):
    """How a selector fared, from the surest to the least sure. `trusted` and the rest say what follows from it."""

    EXACT = "exact"
    """The words stand there, and nothing speaks against the place."""
    NORMALISED = "normalised"
    """They stand there but for typography, and nothing speaks against the place."""
    ELIDED = "elided"
    """They stand there with something between, where the selector has a mark of omission."""
    FUZZY = "fuzzy"
    """The words or their context differ from what stands there, but no other place comes near: to be confirmed."""
    CHANGED = "changed"
    """As fuzzy, but figures or negations differ: the document no longer says this, or never did."""
    AMBIGUOUS = "ambiguous"
    """Several places, and nothing tells them apart."""
    WEAK = "weak"
    """The words, or words like them, stand there, but neither context nor occurrence speaks for the place."""
    ELSEWHERE = "elsewhere"
    """The words stand nowhere in the document, but in another of the dossier."""
    ORPHAN = "orphan"
    """The words stand nowhere in the document."""
    MISSING = "missing"
    """The document could not be read."""
    UNREAD = "unread"
    """The document has not been read yet."""

    @property
    def trusted(self) -> bool:
        """Say whether the place may be shown as evidence; one that is `to_confirm` only with its mark."""
        return self in _TRUSTED

    @property
    def to_confirm(self) -> bool:
        """Say whether the place is shown as evidence, but somebody has to confirm it."""
        return self is Status.FUZZY

    @property
    def distrusted(self) -> bool:
        """Say whether the passage was sought and may not be shown as evidence until somebody has mended it."""
        return self is not Status.UNREAD and self not in _TRUSTED


_TRUSTED = frozenset({Status.EXACT, Status.NORMALISED, Status.ELIDED, Status.FUZZY})


class Anchor(Struct, frozen=True):
    """A selector resolved in today's text."""

    status: Status
    span: Span | None = None
    """Where the words stand; only present when the status is trusted."""
    candidates: tuple[Span, ...] = ()
    """The places that were considered and not believed, for the reader to judge; the first ones of many."""
    considered: int = 0
    """How many such places there are."""
    near: Span | None = None
    """The likeliest place where none is trusted: of what changed, the words that stand there today."""
    score: float = 1.0
    """How much of words and contexts stands at the likeliest place, from 0 to 1."""
    gaps: tuple[Span, ...] = ()
    """What the marks of omission stand for."""
    reached: str = ""
    """Of an orphan, the longest run of its words that does stand in the document, folded."""
    elsewhere: tuple[str, ...] = ()
    """The ids of the documents in which the words stand instead."""

    @property
    def found(self) -> Span | None:
        """The likeliest place, trusted or not."""
        return self.span or self.near


ORPHANED = Anchor(Status.ORPHAN, score=0.0)
MISSED = Anchor(Status.MISSING, score=0.0)
WAITING = Anchor(Status.UNREAD, score=0.0)


def believed(status: Status, span: Span, score: float = 1.0, gaps: tuple[Span, ...] = ()) -> Anchor:
    """Return the anchor of a place that may be shown as evidence."""
    return Anchor(status, span, score=score, gaps=gaps)


def doubted(
    status: Status, places: Sequence[Span], near: Span | None = None, score: float = 1.0, considered: int = 0
) -> Anchor:
    """Return the anchor of words with places that are not believed; a lone place is the likeliest.

    Where more were `considered` than are handed over, that is how many there are.
    """
    near = near or (places[0] if len(places) == 1 else None)
    count = max(considered, len(places))
    return Anchor(status, candidates=tuple(places[:CANDIDATES]), considered=count, near=near, score=score)
