"""Whether what was said of an item still holds.

Owns the fingerprint of the words that somebody looked at, and `Standing`, what a mark is worth today: it lapses where
the words of the item have changed, or those of its passages, in the digest or in the documents. Refuses to drop what
has lapsed: it is shown as that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from msgspec import Struct

from briefing.digest import Actor, Conflict, Fact, Item, Quote, Statement
from briefing.dossier import Dossier
from briefing.lasting import lasting
from briefing.review import Mark, State

LENGTH = 16
"""Hexadecimal digits of a fingerprint: enough for no two states of one item ever to meet."""


class Standing(Struct, frozen=True):
    """What has been said of an item, and whether it holds."""

    mark: Mark
    lapsed: bool = False
    """Whether the words have changed since."""

    @property
    def state(self) -> State:
        """What holds today: of an item whose words have changed, nothing has been said."""
        return State.UNCHECKED if self.lapsed else self.mark.state

    @property
    def words(self) -> tuple[str, ...]:
        """What it may be called in a filter."""
        return (self.state, *(["lapsed"] if self.lapsed else []), *(["noted"] if self.mark.notes else []))

    @property
    def summary(self) -> str:
        """The mark in a few words, empty where nobody said anything."""
        if self.mark.state is State.UNCHECKED:
            return ""
        by = f"{self.mark.state} by {self.mark.who or 'somebody'}"
        on = f" on {self.mark.when[:10]}" if self.mark.when else ""
        return f"{by}{on}{', lapsed: the words have changed since' if self.lapsed else ''}"


CALLED = (*map(str, State), "lapsed", "noted")
"""Everything a standing may be called in a filter."""


def standing(dossier: Dossier, item: str) -> Standing:
    """Return what has been said of an item, and whether that holds."""
    mark = dossier.reviews.of(item)
    judged = mark.state is not State.UNCHECKED
    return Standing(mark, lapsed=judged and mark.words != fingerprint(dossier, item))


def fingerprint(dossier: Dossier, item: str) -> str:
    """Return a short text that changes when the words of an item change, or those of its passages.

    Of a passage in a document that has not been read yet, it goes by the words in the digest. Empty for what is no
    item.
    """
    if item not in dossier.digest.items:
        return ""
    known = _fingerprints(dossier.basis)
    if item not in known:
        words = [*_said(dossier.digest.items[item]), *_carried(dossier, item)]
        known[item] = hashlib.sha256(json.dumps(words).encode("ascii")).hexdigest()[:LENGTH]
    return known[item]


@lasting
def _fingerprints(_basis: Dossier) -> dict[str, str]:
    """Return the fingerprints that are known of a snapshot: what is said of an item changes none of them."""
    return {}


class Tally(Struct, frozen=True):
    """How far a dossier has been gone through."""

    items: int
    checked: int = 0
    doubtful: int = 0
    lapsed: int = 0

    def __bool__(self) -> bool:
        """Say whether anybody has begun."""
        return bool(self.checked or self.doubtful or self.lapsed)

    @property
    def summary(self) -> str:
        """The tally in a few words, such as `checked 9/12, 1 doubtful`; empty where nobody has begun."""
        rest = [f"{number} {name}" for number, name in ((self.doubtful, "doubtful"), (self.lapsed, "lapsed")) if number]
        return ", ".join([f"checked {self.checked}/{self.items}", *rest]) if self else ""


@lasting
def tally(dossier: Dossier) -> Tally:
    """Count what holds of everything that was said of the items."""
    found = [standing(dossier, item) for item in dossier.reviews.marks if item in dossier.digest.items]
    states = [one.state for one in found]
    lapsed = sum(one.lapsed for one in found)
    return Tally(len(dossier.digest.items), states.count(State.CHECKED), states.count(State.DOUBTFUL), lapsed)


def _said(item: Item) -> Iterator[str]:
    yield str(item.kind)
    match item:
        case Actor():
            yield from (*item.forms, item.role, *item.members)
        case Fact():
            yield from (item.text, str(item.when or ""), *item.where)
        case Statement() | Quote():
            yield from (item.text, item.speaker, item.addressee, str(item.when or ""))
        case Conflict():
            yield item.text
            for position in item.positions:
                yield from (position.text, *position.held_by)


def _carried(dossier: Dossier, item: str) -> Iterator[str]:
    for target in dossier.catalogue.targets[item]:
        passage = target.passage
        reading = dossier.readings.get(passage.doc)
        lost = reading is not None and not reading.anchors[passage].status.trusted
        yield from (passage.doc, str(passage.stance), passage.selector.exact, "lost" if lost else "")
