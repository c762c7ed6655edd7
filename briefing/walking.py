"""Ways that lead by what is known of items: to a passage named from afar, from gap to gap, from conflict to conflict.

Owns these as pure functions of a dossier and a cursor. Refuses to say anything and to know a screen. Gaps are told
from the documents, so who asks for them sees to it that all documents have been read.
"""

from __future__ import annotations

from msgspec.structs import replace

from briefing.arranging import in_sight
from briefing.cursor import Cursor, annotation, arrive, on_row
from briefing.dossier import Dossier
from briefing.filters import NO_FILTERS
from briefing.gaps import Gap, gaps
from briefing.listing import PaneId, listing
from briefing.relations import holders

Target = tuple[str, int]
"""The id of an item, and which of its annotations is meant, counted from 0."""


def passage_at(dossier: Dossier, cursor: Cursor, target: Target) -> Cursor:
    """Go to a passage, and give the keys to the text; where its place is not trusted, to its item in the list."""
    item, ordinal = target
    moved = replace(_shown(dossier, cursor, item), passage=ordinal)
    found = annotation(dossier, moved)
    anchored = found is not None and found.span is not None
    pane = PaneId.TEXT if anchored else PaneId.of(dossier.digest.items[item].kind)
    return replace(arrive(moved, found), pane=pane)


def next_gap(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Go to the next item that lacks something."""
    return _to_gap(dossier, cursor, count)


def previous_gap(dossier: Dossier, cursor: Cursor, count: int) -> Cursor:
    """Go to the previous item that lacks something."""
    return _to_gap(dossier, cursor, -count)


def gaps_here(dossier: Dossier, cursor: Cursor) -> tuple[Gap, ...]:
    """Return what the current item lacks."""
    return tuple(gap for gap in gaps(dossier) if gap.item == cursor.item)


def lacking(dossier: Dossier) -> list[str]:
    """Return the ids of the items that lack something, each once."""
    return list(dict.fromkeys(gap.item for gap in gaps(dossier)))


def conflicts_of(dossier: Dossier, item: str) -> list[str]:
    """Return the ids of the conflicts that an item is, that name it, or in which it holds a position as an actor."""
    voices = set(dossier.digest.voices(item))
    return [
        conflict.id
        for conflict in dossier.digest.conflicts
        if conflict.id == item
        or any(item in position.items or voices & set(holders(dossier, position)) for position in conflict.positions)
    ]


def conflict_here(dossier: Dossier, cursor: Cursor) -> str:
    """Return the conflict that the current item belongs to, else the one highlighted; an empty string for none."""
    return next(iter(conflicts_of(dossier, cursor.item)), cursor.row(PaneId.CONFLICTS))


def conflict_beside(dossier: Dossier, cursor: Cursor, conflict: str, by: int) -> str:
    """Return the conflict `by` further in the list of them, stopping at the ends, whatever filters hide."""
    return listing(dossier, replace(cursor.view, filters=NO_FILTERS), PaneId.CONFLICTS).neighbour(conflict, by)


def _to_gap(dossier: Dossier, cursor: Cursor, by: int) -> Cursor:
    items = lacking(dossier)
    if not items:
        return cursor
    # From an item that lacks nothing, the first step leads to an end of the row of gaps.
    at = items.index(cursor.item) + by if cursor.item in items else by - 1 if by > 0 else len(items) + by
    item = items[min(max(at, 0), len(items) - 1)]
    if item == cursor.item:
        return cursor
    moved = _shown(dossier, cursor, item)
    moved = arrive(moved, annotation(dossier, moved))
    in_list = cursor.pane is not PaneId.TEXT
    return replace(moved, pane=PaneId.of(dossier.digest.items[item].kind)) if in_list else moved


def _shown(dossier: Dossier, cursor: Cursor, item: str) -> Cursor:
    """Make an item the current one; where narrowing would hide it, it is held in its list."""
    return in_sight(dossier, on_row(dossier, cursor, PaneId.of(dossier.digest.items[item].kind), item))
