"""Every way to move.

Owns the moves: pure functions from a dossier, a cursor and a count to the next cursor. A move that leads nowhere
returns the cursor it was given. Refuses rows, pages and wrapping: what depends on the size of a screen is turned into a
span before it gets to a cursor.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from msgspec.structs import replace

from briefing.cursor import START, Cursor, annotation, arrive, follow, home, on_row, touched
from briefing.dossier import Dossier
from briefing.listing import LISTS, PaneId, listing
from briefing.resolving import Annotation
from briefing.spans import Span

Move = Callable[[Dossier, Cursor, int], Cursor]
"""A move takes the dossier, the cursor and a count of at least 1."""

NO_ITEMS = "there is no item in this dossier yet"
"""What is said where a digest begins, or none is there."""


def to_pane(dossier: Dossier, cursor: Cursor, pane: PaneId) -> Cursor:
    """Give the keys to a pane.

    Coming from the text, a list turns to an item that the text cursor touches, so that one arrives where one was
    looking; the row highlighted there becomes the current item either way, and the text stays.
    """
    if pane is cursor.pane:
        return cursor
    here = [found.item for found in touched(dossier, cursor)] if cursor.pane is PaneId.TEXT else []
    moved = replace(cursor, pane=pane)
    places = listing(dossier, cursor.view, pane).places
    if pane is PaneId.DOCUMENTS and (cursor.doc in places or not places):
        return moved.with_row(pane, cursor.doc)
    if pane is PaneId.TEXT or not places:
        return moved
    candidates = [item for item in here if item in places]
    known = [item for item in (cursor.item, cursor.row(pane)) if item in (candidates or places)]
    row = next(iter([*known, *candidates]), listing(dossier, cursor.view, pane).ids[0])
    if row == cursor.item:
        return moved.with_row(pane, row)
    return on_row(dossier, moved, pane, row, at=cursor.spot if row in here else None)


def next_item(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Highlight a row further down in the list that has the keys."""
    return _step(dossier, cursor, cursor.pane, count)


def previous_item(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Highlight a row further up in the list that has the keys."""
    return _step(dossier, cursor, cursor.pane, -count)


def first_item(dossier: Dossier, cursor: Cursor, _count: int) -> Cursor:
    """Highlight the first row of the list that has the keys."""
    return _step(dossier, cursor, cursor.pane, -sys.maxsize)


def last_item(dossier: Dossier, cursor: Cursor, _count: int) -> Cursor:
    """Highlight the last row of the list that has the keys."""
    return _step(dossier, cursor, cursor.pane, sys.maxsize)


def next_item_in_text(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Go to the next item of the current kind, and the text with it, without changing panes."""
    return _step_in_text(dossier, cursor, count)


def previous_item_in_text(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Go to the previous item of the current kind, and the text with it, without changing panes."""
    return _step_in_text(dossier, cursor, -count)


def choose(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """From a list go to the passage; in the text take up the item under the text cursor, then the next one there."""
    if cursor.pane is not PaneId.TEXT:
        arrived = follow(dossier, cursor)
        anchored = cursor.pane is PaneId.DOCUMENTS or _anchored(annotation(dossier, cursor))
        if cursor.pane is PaneId.DOCUMENTS:
            arrived = replace(arrived, item="", passage=0)
        return replace(arrived, pane=PaneId.TEXT) if anchored else cursor
    here = touched(dossier, cursor)
    if not here:
        return cursor
    items = [found.item for found in here]
    at = (items.index(cursor.item) + count) % len(here) if cursor.item in items else 0
    return _take_up(dossier, cursor, here[at])


def nothing_to_choose(dossier: Dossier, cursor: Cursor) -> str:
    """Return why `choose` leads nowhere, for the reader to be told."""
    if why := no_row(dossier, cursor):
        return why
    if cursor.pane is not PaneId.TEXT:
        return "this item has no passage to go to: i tells why"
    here = touched(dossier, cursor)
    return "this is the only item that rests on these words" if here else "no item rests on these words"


def no_row(dossier: Dossier, cursor: Cursor) -> str:
    """Return why nothing is highlighted, for the reader to be told; empty where something is, and in the text."""
    if dossier.awaited:
        return "the digest is still being read"
    empty = cursor.pane is not PaneId.TEXT and not listing(dossier, cursor.view, cursor.pane)
    return "no item here: this list is empty" if empty else ""


def no_item(dossier: Dossier, cursor: Cursor, key: str) -> str:
    """Return why there is no current item, for the reader to be told; empty where there is one.

    `key` is the one that takes up an item in the text, as people read it.
    """
    if cursor.item in dossier.digest.items:
        return ""
    if why := no_row(dossier, cursor):
        return why
    if not dossier.digest.items:
        return NO_ITEMS
    if cursor.pane is PaneId.TEXT:
        return f"no item here: {key} takes up the one under the text cursor"
    return "no item here: go to a fact, a statement, a quote"


def next_passage(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Go to a later passage of the current item, in whichever document it stands."""
    return _walk(dossier, cursor, count)


def previous_passage(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Go to an earlier passage of the current item, in whichever document it stands."""
    return _walk(dossier, cursor, -count)


def next_in_document(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Go to the next passage of this document, whichever item rests on it."""
    return _leap(dossier, cursor, count, forward=True)


def previous_in_document(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Go to the previous passage of this document, whichever item rests on it."""
    return _leap(dossier, cursor, count, forward=False)


def next_document(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Open a document further down in the list of documents."""
    return _open(dossier, cursor, count)


def previous_document(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Open a document further up in the list of documents."""
    return _open(dossier, cursor, -count)


def next_pane(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Give the keys to the next pane, the text after the last list."""
    return _turn(dossier, cursor, count)


def previous_pane(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Give the keys to the previous pane."""
    return _turn(dossier, cursor, -count)


def to_lists(dossier: Dossier, cursor: Cursor, _count: int) -> Cursor:
    """Give the keys to the list that holds the current item."""
    return to_pane(dossier, cursor, home(dossier, cursor))


def to_text(dossier: Dossier, cursor: Cursor, _count: int) -> Cursor:
    """Give the keys to the text."""
    return to_pane(dossier, cursor, PaneId.TEXT)


MOVES: dict[str, Move] = {
    move.__name__.replace("_", "-"): move
    for move in (
        next_item, previous_item, first_item, last_item, next_item_in_text, previous_item_in_text, choose,
        next_passage, previous_passage, next_in_document, previous_in_document, next_document, previous_document,
        next_pane, previous_pane, to_lists, to_text,
    )
}  # fmt: skip
"""Every move by its name."""

OF_AN_ITEM = ("next-passage", "previous-passage", "next-item-in-text", "previous-item-in-text")
"""The moves that begin at the current item, wherever the keys are."""


def _anchored(found: Annotation | None) -> bool:
    return found is not None and found.span is not None


def _step(dossier: Dossier, cursor: Cursor, pane: PaneId, by: int) -> Cursor:
    row = listing(dossier, cursor.view, pane).neighbour(cursor.row(pane), by)
    return on_row(dossier, cursor, pane, row) if row and row != cursor.row(pane) else cursor


def _step_in_text(dossier: Dossier, cursor: Cursor, by: int) -> Cursor:
    item = dossier.digest.items.get(cursor.item)
    if item is None:
        return cursor
    pane = PaneId.of(item.kind)
    row = listing(dossier, cursor.view, pane).neighbour(item.id, by)
    if row in ("", item.id):
        return cursor
    moved = on_row(dossier, cursor, pane, row)
    return arrive(moved, annotation(dossier, moved))


def _take_up(dossier: Dossier, cursor: Cursor, found: Annotation) -> Cursor:
    """Make an annotation the current one and highlight its item, without moving the text cursor."""
    pane = PaneId.of(dossier.digest.items[found.item].kind)
    ordinal = dossier.annotations(found.item).index(found)
    return replace(cursor.with_row(pane, found.item), item=found.item, passage=ordinal)


def _walk(dossier: Dossier, cursor: Cursor, by: int) -> Cursor:
    annotations = dossier.annotations(cursor.item)
    ordinal = min(max(cursor.passage + by, 0), len(annotations) - 1)
    if not annotations or ordinal == cursor.passage:
        return cursor
    return arrive(replace(cursor, passage=ordinal), annotations[ordinal])


def _leap(dossier: Dossier, cursor: Cursor, count: int, *, forward: bool) -> Cursor:
    if cursor.doc not in dossier.readings:
        return cursor
    layer = dossier.readings[cursor.doc].layer
    beside = layer.index.after if forward else layer.index.before
    # A row is left before its first passage is: what begins on it comes next, even at its very start.
    on_passage = any(found.span == cursor.spot for found in layer.touching(cursor.spot))
    stretch = cursor.spot if on_passage else Span(cursor.spot.start, sys.maxsize)
    at = None
    for _ in range(count):
        if (found := beside(stretch)) is None:
            break
        at = found
        stretch = layer.annotations[found].span or stretch
    if at is None:
        return cursor
    first = next(found for found in layer.touching(stretch) if found.span == stretch)
    return replace(_take_up(dossier, cursor, first), spot=stretch)


def _open(dossier: Dossier, cursor: Cursor, by: int) -> Cursor:
    doc = listing(dossier, cursor.view, PaneId.DOCUMENTS).neighbour(cursor.doc, by)
    return cursor if doc in ("", cursor.doc) else replace(cursor.with_row(PaneId.DOCUMENTS, doc), doc=doc, spot=START)


def _turn(dossier: Dossier, cursor: Cursor, by: int) -> Cursor:
    ring = (*LISTS, PaneId.TEXT)
    return to_pane(dossier, cursor, ring[(ring.index(cursor.pane) + by) % len(ring)])
