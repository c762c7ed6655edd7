"""Words with some left out: the pieces, and where they stand one after the other.

Owns what counts as a mark of omission and how far apart pieces may stand. Refuses to hide what was left out: every gap
is returned with the place, for a reader to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from briefing.spans import Span

OMISSION = re.compile(r"\s*(?:\[\s*(?:…|\.{3}|\. \. \.)\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3})\s*")
"""An omission, with or without brackets."""

NEAR = 600
"""Characters that one omission may stand for: a paragraph or two. What is further apart is two passages."""

PLACES = 64
"""Ways to lay the pieces that are kept; where there are more, the pieces tell nothing."""

STEPS = 20_000
"""Pieces laid in all, before the words are given up as telling nothing."""

PIECES = 40
"""Pieces that a quotation may have."""


class Elided(Struct, frozen=True):
    """A place for all pieces together."""

    span: Span
    gaps: tuple[Span, ...]


def pieces(words: str) -> list[str]:
    """Return what stands between the omissions of folded words; nothing where none is marked."""
    return [piece for piece in OMISSION.split(words) if piece] if OMISSION.search(words) else []


def places(wanted: list[str], text: str) -> tuple[list[Elided], bool]:
    """Return the places of all pieces in order, each within reach of the one before, and whether these are all."""
    if not 0 < len(wanted) <= PIECES:
        return [], True
    steps = [0]
    found = (place for at in _starts(wanted[0], text, 0, len(text), steps) for place in _laid(wanted, text, at, steps))
    laid = list(islice(found, PLACES + 1))
    return laid[:PLACES], len(laid) <= PLACES and steps[0] < STEPS


def _laid(wanted: list[str], text: str, at: int, steps: list[int]) -> Iterator[Elided]:
    """Yield every way to lay the pieces, the first of them at `at`."""
    end = at + len(wanted[0])
    if len(wanted) == 1:
        yield Elided(Span(at, end), ())
        return
    for following in _starts(wanted[1], text, end, end + NEAR + len(wanted[1]), steps):
        for rest in _laid(wanted[1:], text, following, steps):
            yield Elided(Span(at, rest.span.end), (Span(end, following), *rest.gaps))


def _starts(piece: str, text: str, start: int, end: int, steps: list[int]) -> Iterator[int]:
    at = text.find(piece, start, end)
    while at >= 0 and steps[0] < STEPS:
        steps[0] += 1
        yield at
        at = text.find(piece, at + 1, end)
