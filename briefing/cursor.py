"""Where the reader is.

Owns `Cursor`, the one value from which all panes are painted, and `History`, the places jumped from. Refuses rows,
pages and wrapping, and knows no key: the ways to move are in `moves`.

Three things are kept apart: the *item* (with one of its passages) that is emphasised, the *rows* highlighted in the
lists, and the *spot*, the stretch of text that the text cursor stands on.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from briefing.dossier import Dossier
from briefing.filters import NO_FILTERS
from briefing.listing import LISTS, USUAL, Listing, PaneId, View, listing
from briefing.resolving import Annotation
from briefing.spans import Span
from briefing.vocabulary import Stance

START = Span(0, 0)
HISTORY_LIMIT = 200


class Cursor(Struct, frozen=True):
    """One place in a dossier."""

    pane: PaneId = PaneId.FACTS
    """The pane that takes the keys."""
    rows: tuple[str, ...] = ("",) * len(LISTS)
    """The id highlighted in each list, in the order of the lists."""
    item: str = ""
    """The id of the current item; empty for who reads a document for its own sake."""
    passage: int = 0
    """Which of the item's annotations is the current one, counted from 0."""
    doc: str = ""
    """The document in the text pane."""
    spot: Span = START
    """What the text cursor stands on: a row when moved by row, a passage when moved by passage."""
    view: View = USUAL
    """How the lists are sorted and narrowed."""

    def row(self, pane: PaneId) -> str:
        """Return the id highlighted in a list."""
        return self.rows[LISTS.index(pane)] if pane in LISTS else ""

    def with_row(self, pane: PaneId, id_: str) -> Cursor:
        """Return the cursor with another row highlighted in a list."""
        at = LISTS.index(pane)
        return replace(self, rows=(*self.rows[:at], id_, *self.rows[at + 1 :]))


def begin(dossier: Dossier) -> Cursor:
    """Return the cursor of a reader who has just opened the dossier."""
    rows = tuple(listing(dossier, USUAL, pane).neighbour("", 0) for pane in LISTS)
    filled = [pane for pane, row in zip(LISTS, rows, strict=True) if row]
    pane = filled[0] if filled else PaneId.TEXT
    cursor = Cursor(pane=pane, rows=rows, doc=rows[LISTS.index(PaneId.DOCUMENTS)])
    return follow(dossier, on_row(dossier, cursor, pane, cursor.row(pane))) if filled else cursor


def restore(dossier: Dossier, cursor: Cursor) -> Cursor:
    """Return the cursor nearest to `cursor` in a dossier that has been read anew."""
    fresh = begin(dossier)
    if cursor.view.speaker not in dossier.digest.items:
        cursor = replace(cursor, view=replace(cursor.view, speaker=""))
    cursor = replace(cursor, view=replace(cursor.view, filters=cursor.view.filters.known(dossier.digest)))
    whole = replace(cursor.view, speaker="", filters=NO_FILTERS)
    rows = tuple(
        row if row in listing(dossier, whole, pane).places else fresh.row(pane)
        for pane, row in zip(LISTS, cursor.rows, strict=True)
    )
    cursor = replace(cursor, rows=rows)
    if cursor.item and cursor.item not in dossier.digest.items:
        pane = cursor.pane if cursor.row(cursor.pane) in dossier.digest.items else PaneId.FACTS
        cursor = on_row(dossier, replace(cursor, item="", passage=0), pane, cursor.row(pane))
    if cursor.doc not in dossier.digest.shelf:
        cursor = replace(cursor, doc=fresh.doc, spot=START)
    text = dossier.text(cursor.doc)
    if text and cursor.spot.end > len(text.received):
        cursor = replace(cursor, spot=START)
    return cursor


def annotation(dossier: Dossier, cursor: Cursor) -> Annotation | None:
    """Return the current item with its current passage, or None where the item has no passage."""
    annotations = dossier.annotations(cursor.item)
    return annotations[min(cursor.passage, len(annotations) - 1)] if annotations else None


def touched(dossier: Dossier, cursor: Cursor) -> tuple[Annotation, ...]:
    """Return what the text cursor touches, each item once, those that rest on the words before those named in them."""
    found: dict[str, Annotation] = {}
    for candidate in dossier.touching(cursor.doc, cursor.spot):
        found.setdefault(candidate.item, candidate)
    return tuple(found.values())


def home(dossier: Dossier, cursor: Cursor) -> PaneId:
    """Return the list that the reader is in, or comes from: that of the keys, else that of the current item."""
    if cursor.pane is not PaneId.TEXT:
        return cursor.pane
    item = dossier.digest.items.get(cursor.item)
    return PaneId.of(item.kind) if item else PaneId.DOCUMENTS


def follow(dossier: Dossier, cursor: Cursor) -> Cursor:
    """Take the text to what is highlighted: the current passage, or the document in the list of documents."""
    if cursor.pane is PaneId.DOCUMENTS:
        doc = cursor.row(PaneId.DOCUMENTS)
        return cursor if doc == cursor.doc else replace(cursor, doc=doc, spot=START)
    return arrive(cursor, annotation(dossier, cursor))


def wanted(dossier: Dossier, cursor: Cursor) -> str:
    """Return the document that `follow` would show, so that it can be read first."""
    if cursor.pane is PaneId.DOCUMENTS:
        return cursor.row(PaneId.DOCUMENTS)
    current = annotation(dossier, cursor)
    return current.doc if current else ""


def stand(cursor: Cursor, spot: Span) -> Cursor:
    """Put the text cursor on a stretch of the document it is in."""
    return replace(cursor, spot=spot)


def arrive(cursor: Cursor, found: Annotation | None) -> Cursor:
    """Take the text to an annotation, if its place is trusted."""
    return replace(cursor, doc=found.doc, spot=found.span) if found and found.span else cursor


def on_row(dossier: Dossier, cursor: Cursor, pane: PaneId, id_: str, at: Span | None = None) -> Cursor:
    """Highlight a row and make it the current item, with its passage at `at`, or else the first that supports it.

    One that is anchored nowhere has its first passage for the current one.
    """
    cursor = cursor.with_row(pane, id_)
    if pane is PaneId.DOCUMENTS or not id_:
        return cursor
    annotations = dossier.annotations(id_)
    anchored = [n for n, found in enumerate(annotations) if found.span]
    near = [n for n in anchored if at and annotations[n].doc == cursor.doc and _overlaps(annotations[n], at)]
    telling = [n for n in anchored if annotations[n].stance is Stance.SUPPORTS]
    return replace(cursor, item=id_, passage=next(iter(near or telling or anchored), 0))


def with_view(dossier: Dossier, cursor: Cursor, view: View) -> Cursor:
    """Take another view of the lists: what is highlighted stays so, unless narrowing has taken it out of its list.

    Then what comes next there is highlighted; nothing, and no item is the current one, where the list in hand is empty.
    """
    before, cursor = cursor.view, replace(cursor, view=view)
    for pane in LISTS:
        row = nearest_row(listing(dossier, before, pane), listing(dossier, view, pane), cursor.row(pane))
        if pane is not cursor.pane or pane is PaneId.DOCUMENTS:
            cursor = cursor.with_row(pane, row) if row else cursor
        elif not row:
            cursor = replace(cursor, item="", passage=0)
        elif row != cursor.row(pane) or row != cursor.item:
            cursor = on_row(dossier, cursor, pane, row)
    return cursor


def nearest_row(before: Listing, after: Listing, row: str) -> str:
    """Return what to highlight where a list has become another: the row, else the next that is left, else the last."""
    if row in after.places or not after.ids:
        return row if row in after.places else ""
    at = before.places.get(row, 0)
    later = (id_ for id_ in before.ids[at:] if id_ in after.places)
    earlier = (id_ for id_ in reversed(before.ids[:at]) if id_ in after.places)
    return next(later, None) or next(earlier, after.ids[0])


def in_hand(dossier: Dossier, cursor: Cursor) -> str:
    """Return the id of the item that is highlighted, or that the text is read for; empty where there is none."""
    if cursor.pane is PaneId.TEXT:
        return cursor.item if cursor.item in dossier.digest.items else ""
    row = cursor.row(cursor.pane)
    return row if row in dossier.digest.items and row in listing(dossier, cursor.view, cursor.pane).places else ""


def _overlaps(found: Annotation, stretch: Span) -> bool:
    return found.span is not None and found.span.overlaps(stretch)


class History(Struct, frozen=True):
    """The places jumped from, newest last, and those gone back from."""

    past: tuple[Cursor, ...] = ()
    future: tuple[Cursor, ...] = ()

    def leaving(self, cursor: Cursor) -> History:
        """Remember a place that is about to be left by a jump."""
        if self.past and self.past[-1] == cursor:
            return History(self.past)
        return History((*self.past, cursor)[-HISTORY_LIMIT:])

    def back(self, now: Cursor) -> tuple[History, Cursor]:
        """Return to the last place left; the same history and place where there is none."""
        if not self.past:
            return self, now
        return History(self.past[:-1], (now, *self.future)), self.past[-1]

    def forward(self, now: Cursor) -> tuple[History, Cursor]:
        """Go again where `back` came from; the same history and place where there is none."""
        if not self.future:
            return self, now
        return History((*self.past, now), self.future[1:]), self.future[0]
