"""The lists a reader walks: which there are, in which order each one runs, and what is left of it when narrowed.

Owns `PaneId`, the name of every pane, `View`, how the reader wants the lists, and `listing`, the ids of a list in
order. Refuses to know what a row looks like, and what is highlighted: an order never changes that.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.digest import Actor, Conflict, Digest, Fact, Item, Quote, Statement
from briefing.dossier import Dossier
from briefing.filters import NO_FILTERS, Filters
from briefing.lasting import lasting
from briefing.narrowing import asked, depends, keeps, keeps_document
from briefing.vocabulary import Kind, Stance


class PaneId(StrEnum):
    """A place on the screen that can hold the reader's attention; the lists in the order of their numbers."""

    TEXT = "text"
    FACTS = "facts"
    ACTORS = "actors"
    STATEMENTS = "statements"
    QUOTES = "quotes"
    CONFLICTS = "conflicts"
    DOCUMENTS = "documents"

    @property
    def number(self) -> int:
        """The digit that leads here."""
        return list(PaneId).index(self)

    @property
    def heading(self) -> str:
        """The name above the pane."""
        return self.value.capitalize()

    @classmethod
    def of(cls, kind: Kind) -> PaneId:
        """Return the list that holds the items of a kind."""
        return cls(kind.plural)


LISTS = tuple(pane for pane in PaneId if pane is not PaneId.TEXT)
KINDS = {PaneId.of(kind): kind for kind in Kind}
SPOKEN = (PaneId.STATEMENTS, PaneId.QUOTES)
"""The lists that can be narrowed to one speaker."""


class Order(StrEnum):
    """What a list is sorted by. Ties fall as the digest has them."""

    IMPORTANCE = "importance"
    """Key items first."""
    DIGEST = "digest"
    """As the digest gives them."""
    COVERAGE = "coverage"
    """By the figure in the row, the highest first: documents, mentions of an actor, sides of a conflict."""
    DATE = "date"
    """The earliest first, what has no date last."""
    DOCUMENT = "document"
    """Document by document, in order of reading; what is anchored nowhere last."""


ORDERS = {
    PaneId.FACTS: tuple(Order),
    PaneId.STATEMENTS: tuple(Order),
    PaneId.QUOTES: tuple(Order),
    PaneId.ACTORS: (Order.IMPORTANCE, Order.DIGEST, Order.COVERAGE, Order.DOCUMENT),
    PaneId.CONFLICTS: (Order.IMPORTANCE, Order.DIGEST, Order.COVERAGE, Order.DOCUMENT),
    PaneId.DOCUMENTS: (Order.DIGEST, Order.DATE),
}
"""The orders each list can have, its usual one first."""

SORTED = {
    Order.IMPORTANCE: "by importance",
    Order.DIGEST: "as in the digest",
    Order.COVERAGE: "by coverage",
    Order.DATE: "by date",
    Order.DOCUMENT: "by document",
}
"""How the order of a list is called in words."""

READ = (Order.COVERAGE, Order.DOCUMENT)
"""The orders that follow from what stands in the documents."""


class View(Struct, frozen=True):
    """How the reader wants the lists."""

    orders: tuple[Order, ...] = tuple(ORDERS[pane][0] for pane in LISTS)
    """What each list is sorted by, in the order of the lists."""
    speaker: str = ""
    """The id of the actor to whom, with the groups it is in, statements and quotes are narrowed; empty for all."""
    filters: Filters = NO_FILTERS
    """What every list is narrowed to."""
    held: str = ""
    """The id of an item that stays in its list though it does not belong there: the one that the reader is at."""

    @property
    def narrowed(self) -> bool:
        """Say whether anything may be missing from the lists."""
        return bool(self.filters or self.speaker)

    def order(self, pane: PaneId) -> Order:
        """Return what a list is sorted by."""
        return self.orders[LISTS.index(pane)] if pane in LISTS else Order.DIGEST

    def sorted_by(self, pane: PaneId, order: Order) -> View:
        """Return the view with a list in another order; the same view where the list cannot have it."""
        if order not in ORDERS.get(pane, ()):
            return self
        at = LISTS.index(pane)
        return replace(self, orders=(*self.orders[:at], order, *self.orders[at + 1 :]))


USUAL = View()
"""How the lists are before anybody asks for anything."""


class Listing(Struct, frozen=True, eq=False, weakref=True):
    """The ids of one list in order, and where each stands."""

    ids: tuple[str, ...] = ()
    places: dict[str, int] = field(default_factory=dict)
    whole: int = 0
    """How many there are when nothing is narrowed."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ids)

    def neighbour(self, id_: str, by: int) -> str:
        """Return the id `by` rows further, stopping at the ends; the first where `id_` is not in the list."""
        if not self.ids:
            return ""
        if id_ not in self.places:
            return self.ids[0]
        return self.ids[min(max(self.places[id_] + by, 0), len(self.ids) - 1)]


def listing(dossier: Dossier, view: View, pane: PaneId) -> Listing:
    """Return a list as the reader wants it.

    While documents are still being read, an order that depends on them goes by what the digest says of them, so that
    rows do not jump as the reading goes on.
    """
    found = _without_held(dossier, view, pane)
    item = dossier.digest.items.get(view.held)
    if item is None or item.kind is not KINDS.get(pane) or item.id in found.places:
        return found
    everything = replace(view, filters=NO_FILTERS, speaker="")
    return _holding(found, _without_held(dossier, everything, pane), item.id)


def tally(dossier: Dossier, view: View, pane: PaneId) -> tuple[int, int]:
    """Return how many of a list meet what it is narrowed to, and how many there are."""
    found = _without_held(dossier, view, pane)
    return len(found), found.whole


def _without_held(dossier: Dossier, view: View, pane: PaneId) -> Listing:
    order = view.order(pane)
    settled = dossier.basis if order in READ and dossier.complete else None
    speaker = view.speaker if pane in SPOKEN else ""
    whole = _settled(settled, pane, order, speaker) if settled else _listing(dossier.digest, pane, order, speaker)
    filters = asked(view.filters, KINDS.get(pane))
    if not filters or pane is PaneId.TEXT:
        return whole
    # Few filters ask for more than the digest tells, and a digest is the same in all snapshots that know more.
    asked_of = dossier if depends(filters, KINDS.get(pane)) else _unread(dossier.digest)
    return _narrowed(asked_of, filters, pane, whole)


@lru_cache(maxsize=1)
def _unread(digest: Digest) -> Dossier:
    return Dossier(Path(), digest)


@lasting
def _narrowed(dossier: Dossier, filters: Filters, pane: PaneId, whole: Listing) -> Listing:
    digest = dossier.digest
    if pane is PaneId.DOCUMENTS:
        ids = [id_ for id_ in whole.ids if keeps_document(dossier, filters, digest.shelf[id_])]
    else:
        ids = [id_ for id_ in whole.ids if keeps(dossier, filters, digest.items[id_])]
    return _placed(ids, whole.whole)


@lasting
def _holding(found: Listing, whole: Listing, held: str) -> Listing:
    return _placed([id_ for id_ in whole.ids if id_ == held or id_ in found.places], found.whole)


@lasting
def _settled(dossier: Dossier, pane: PaneId, order: Order, speaker: str) -> Listing:
    return _sorted(dossier.digest, dossier, pane, order, speaker)


@lasting
def _listing(digest: Digest, pane: PaneId, order: Order, speaker: str) -> Listing:
    return _sorted(digest, None, pane, order, speaker)


def _sorted(digest: Digest, settled: Dossier | None, pane: PaneId, order: Order, speaker: str) -> Listing:
    if pane is PaneId.DOCUMENTS:
        documents = digest.documents
        ids = [document.id for document in documents]
        if order is Order.DATE:
            ids = [found.id for found in sorted(documents, key=lambda one: (not one.published, one.published))]
        return _placed(ids, len(ids))
    everything = digest.of(KINDS[pane]) if pane in KINDS else ()
    voices = digest.voices(speaker) if speaker else ()
    items = [item for item in everything if not speaker or speaker_of(item) in voices]
    items.sort(key=_key(digest, settled, order))
    return _placed([item.id for item in items], len(everything))


def speaker_of(item: Item) -> str:
    """Return the id of the actor who speaks: an actor's own, or that of a statement or quote; else an empty string."""
    if isinstance(item, Actor):
        return item.id
    return item.speaker if isinstance(item, Statement | Quote) else ""


def _placed(ids: list[str], whole: int) -> Listing:
    return Listing(tuple(ids), {id_: place for place, id_ in enumerate(ids)}, whole)


def _key(digest: Digest, settled: Dossier | None, order: Order) -> Callable[[Item], tuple[object, ...]]:
    """Return what items are sorted by."""
    keys: dict[Order, Callable[[Item], tuple[object, ...]]] = {
        Order.IMPORTANCE: lambda item: (-item.importance,),
        Order.DIGEST: lambda item: (),
        Order.COVERAGE: lambda item: (-_weight(settled, item),),
        Order.DATE: _date,
        Order.DOCUMENT: lambda item: _first_place(digest, settled, item),
    }
    return keys[order]


def _weight(settled: Dossier | None, item: Item) -> int:
    """Return the figure in the row of an item, or as much of it as the digest tells."""
    if isinstance(item, Conflict):
        return len(item.positions)
    if settled is None:
        return len({passage.doc for passage in item.passages})
    if isinstance(item, Actor):
        return sum(found.span is not None for found in settled.annotations(item.id))
    found = [one for one in settled.annotations(item.id) if one.span]
    return len({one.doc for one in found if item.kind is not Kind.FACT or one.stance is Stance.SUPPORTS})


def _date(item: Item) -> tuple[object, ...]:
    when = item.when if isinstance(item, Fact | Statement | Quote) else None
    return (False, when.earliest, when.latest) if when else (True, "", "")


def _first_place(digest: Digest, settled: Dossier | None, item: Item) -> tuple[object, ...]:
    """Return where an item is first carried, in the order in which the documents would be read from end to end."""
    if settled is None:
        places = [(digest.turns[passage.doc], 0) for passage in item.passages if passage.doc in digest.turns]
    else:
        found = settled.annotations(item.id)
        places = [(digest.turns[one.doc], one.span.start) for one in found if one.span and one.doc in digest.turns]
    return (False, *min(places)) if places else (True, 0, 0)
