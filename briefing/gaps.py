"""Where a dossier is thin: what a careful desk would look at before it relies on it.

Owns what counts as a gap and the sentence that says what is missing. Refuses to call a gap a fault: what is wrong is
for `checks` to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from briefing.coverage import coverage
from briefing.digest import Conflict, Fact, Item
from briefing.dossier import Dossier


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


@dataclass(frozen=True, slots=True)
class Gap:
    """An item with what it lacks."""

    item: str
    lack: Lack
    sentence: str
    """What is missing, for the reader."""


@lru_cache(maxsize=4)
def gaps(dossier: Dossier) -> tuple[Gap, ...]:
    """Return the gaps of a dossier: key items first, then in the digest's order; an item can have several."""
    found = [gap for item in dossier.digest for gap in _gaps(dossier, item)]
    importance = {item.id: -item.importance for item in dossier.digest}
    return tuple(sorted(found, key=lambda gap: importance[gap.item]))


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
