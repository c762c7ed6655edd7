"""Two documents by what both report.

Owns which passages of the one stand against which of the other. Refuses to look for likeness: two documents report the
same where an item of the digest rests on both.
"""

from __future__ import annotations

from msgspec import Struct

from briefing.dossier import Dossier
from briefing.vocabulary import Kind, Stance

REPORTED = (Kind.FACT, Kind.STATEMENT, Kind.QUOTE)
"""What documents report. An actor is named, and a conflict is the digest's own."""


class Pair(Struct, frozen=True):
    """An item with the passage of either document, as ordinals of its annotations."""

    item: str
    one: int
    other: int


def aligned(dossier: Dossier, one: str, other: str) -> list[Pair]:
    """Return what both documents report, in the order in which the first would be read; each pair of passages once."""
    found: dict[tuple[object, object], tuple[int, Pair]] = {}
    for item in (item for kind in REPORTED for item in dossier.digest.of(kind)):
        # What gives context alone says the least of what is reported: it stands against what else is left.
        annotations = sorted(
            enumerate(dossier.annotations(item.id)), key=lambda found: found[1].stance is Stance.CONTEXT
        )
        first = [(at, here.span) for at, here in annotations if here.span and here.doc == one]
        second = [(at, here.span) for at, here in annotations if here.span and here.doc == other]
        for (mine, span), (theirs, against) in zip(first, second, strict=False):
            found.setdefault((span, against), (span.start, Pair(item.id, mine, theirs)))
    return [pair for _, pair in sorted(found.values(), key=lambda one_found: one_found[0])]


def alone(dossier: Dossier, one: str, other: str) -> list[tuple[str, int]]:
    """Return the facts that the first document bears on and the second does not, with the ordinal of a passage."""
    lonely = []
    for fact in dossier.digest.facts:
        annotations = dossier.annotations(fact.id)
        docs = {here.doc: at for at, here in reversed(list(enumerate(annotations))) if here.span}
        if one in docs and other not in docs:
            lonely.append((fact.id, docs[one]))
    return lonely
