"""Where a dossier is thin: what a careful desk would look at before it relies on it.

Owns what counts as a gap and the sentence that says what is missing. Refuses to call a gap a fault: what is wrong is
for `checks` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from briefing.coverage import coverage
from briefing.digest import Conflict, Fact, Item
from briefing.dossier import Dossier
from briefing.lasting import lasting
from briefing.review import State
from briefing.standing import standing, tally


class Lack(StrEnum):
    """What is missing."""

    UNANCHORED = "unanchored"
    """A passage has no place that can be trusted."""
    UNCOVERED = "uncovered"
    """Nothing that can be shown carries the item."""
    SINGLE = "single origin"
    """All support comes from one origin."""
    ONE_SIDED = "one-sided"
    """A position of a conflict has no passage."""
    UNCHECKED = "unchecked"
    """Nobody has said anything of the item, or its words have changed since."""


class Gap(Struct, frozen=True):
    """An item with what it lacks."""

    item: str
    lack: Lack
    sentence: str
    """What is missing, for the reader."""


@lasting
def gaps(dossier: Dossier) -> tuple[Gap, ...]:
    """Return the gaps of a dossier: key items first, then in the digest's order; an item can have several.

    What is unchecked comes after all else, and is a gap only once somebody has begun to check: before that every item
    would be one, and the gaps that the documents leave would be lost among them.
    """
    return (*_left_by_documents(dossier.basis), *_unchecked(dossier))


@lasting
def _left_by_documents(basis: Dossier) -> tuple[Gap, ...]:
    return _by_importance(basis, (gap for item in basis.digest for gap in _gaps(basis, item)))


def _unchecked(dossier: Dossier) -> tuple[Gap, ...]:
    found = ((item.id, standing(dossier, item.id)) for item in dossier.digest if tally(dossier))
    open_ = ((item, said.lapsed) for item, said in found if said.state is State.UNCHECKED)
    # Short, for in the reader it comes after whatever else the item lacks.
    sentences = {True: "its review lapsed", False: "unchecked"}
    return _by_importance(dossier, (Gap(item, Lack.UNCHECKED, sentences[lapsed]) for item, lapsed in open_))


def _by_importance(dossier: Dossier, found: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(sorted(found, key=lambda gap: -dossier.digest.items[gap.item].importance))


def _gaps(dossier: Dossier, item: Item) -> Iterator[Gap]:
    annotations = dossier.annotations(item.id)
    lost = sum(found.anchor.status.distrusted for found in annotations)
    if lost:
        passages = "a passage is" if lost == 1 else f"{lost} passages are"
        yield Gap(item.id, Lack.UNANCHORED, f"{passages} not anchored")
    if isinstance(item, Fact):
        yield from _thin(dossier, item)
    elif isinstance(item, Conflict):
        carried = {found.position for found in annotations if found.span}
        for number, position in enumerate(item.positions):
            if number not in carried:
                yield Gap(item.id, Lack.ONE_SIDED, f"nothing carries position {number + 1}: {position.text}")
    elif item.passages and not any(found.span for found in annotations):
        yield Gap(item.id, Lack.UNCOVERED, "no passage of it can be shown")


def _thin(dossier: Dossier, fact: Fact) -> Iterator[Gap]:
    found = coverage(dossier, fact)
    if not found.supports:
        yield Gap(fact.id, Lack.UNCOVERED, "no document supports it")
    elif found.origins == 1:
        one = len(found.supports) == 1
        yield Gap(fact.id, Lack.SINGLE, "only one document supports it" if one else
                  f"{len(found.supports)} documents support it, all from one origin")  # fmt: skip
