"""Sorting the lists and narrowing them, to one speaker or by filters.

Owns the pure steps from one view of the lists to the next. Refuses to move: what is highlighted stays highlighted,
unless narrowing has taken it out of its list.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from briefing.coverage import counted
from briefing.cursor import Cursor, home, nearest_row, touched, with_view
from briefing.dossier import Dossier
from briefing.filters import NO_FILTERS, Filters, spelled
from briefing.listing import KINDS, LISTS, ORDERS, Order, PaneId, View, listing, speaker_of, tally
from briefing.narrowing import asked


def arrange(dossier: Dossier, cursor: Cursor, order: Order | None = None) -> Cursor:
    """Sort the list that the reader is in, the next way round where no order is named.

    The same cursor comes back where the list cannot have that order.
    """
    pane = home(dossier, cursor)
    choices = ORDERS[pane]
    if order is None:
        order = choices[(choices.index(cursor.view.order(pane)) + 1) % len(choices)]
    return replace(cursor, view=cursor.view.sorted_by(pane, order))


def speaker_here(dossier: Dossier, cursor: Cursor) -> str:
    """Return the id of the actor or speaker under the cursor: of the current item, else of what the text touches."""
    return next((speaker for speaker in _speakers(dossier, cursor) if speaker), "")


def narrow(dossier: Dossier, cursor: Cursor) -> Cursor:
    """Show only the statements and quotes of the actor or speaker under the cursor, if there is one."""
    speaker = speaker_here(dossier, cursor)
    return with_view(dossier, cursor, replace(cursor.view, speaker=speaker)) if speaker else cursor


def widen(dossier: Dossier, cursor: Cursor) -> Cursor:
    """Show all statements and quotes again."""
    return with_view(dossier, cursor, replace(cursor.view, speaker=""))


def in_sight(dossier: Dossier, cursor: Cursor) -> Cursor:
    """See to it that the lists show where the reader is, however they are narrowed.

    The current item is held in its list for as long as it is the current one, though it does not belong there; in the
    other lists something is highlighted that they show.
    """
    whole = replace(cursor.view, filters=NO_FILTERS, speaker="", held="")
    view = replace(cursor.view, held="") if cursor.view.held else cursor.view
    item = dossier.digest.items.get(cursor.item)
    if view.narrowed and item and item.id not in listing(dossier, view, PaneId.of(item.kind)).places:
        view = replace(view, held=item.id)
    cursor = cursor if view == cursor.view else replace(cursor, view=view)
    for pane in LISTS if view.narrowed else ():
        found = listing(dossier, view, pane)
        if found and cursor.row(pane) not in found.places:
            cursor = cursor.with_row(pane, nearest_row(listing(dossier, whole, pane), found, cursor.row(pane)))
    return cursor


def sift(dossier: Dossier, cursor: Cursor, filters: Filters) -> Cursor:
    """Narrow every list to what meets the filters; none of them shows everything again."""
    return with_view(dossier, cursor, replace(cursor.view, filters=filters))


def clear(dossier: Dossier, cursor: Cursor) -> Cursor:
    """Show everything again: no filter, and no speaker alone."""
    return with_view(dossier, cursor, replace(cursor.view, filters=NO_FILTERS, speaker=""))


def why_empty(dossier: Dossier, view: View, pane: PaneId, key: str = "") -> str:
    """Return in one sentence why a list has no row; nothing where it has one, or is no list.

    `key` is the one that shows everything, as people read it.
    """
    way_out = f"; {key} shows all" if key else ""
    found = listing(dossier, view, pane)
    if found or pane is PaneId.TEXT:
        return ""
    noun = pane.value.removesuffix("s")
    if not found.whole:
        return f"the digest has no {noun}"
    spoken = listing(dossier, replace(view, filters=NO_FILTERS), pane)
    if not spoken:
        return f"no {noun} is by {dossier.digest.name_of(view.speaker)}{way_out}"
    filters = asked(view.filters, KINDS.get(pane))
    for condition in filters.conditions if len(filters.conditions) > 1 else ():
        if rest := len(listing(dossier, replace(view, filters=view.filters.without(condition)), pane)):
            return f"no {noun} meets {spelled(Filters((condition,)))} as well: without it {_are(rest)}{way_out}"
    return f"no {noun} meets {spelled(filters)}: without it {_are(len(spoken))}{way_out}"


def _are(number: int) -> str:
    return "there is 1" if number == 1 else f"there are {number}"


def _speakers(dossier: Dossier, cursor: Cursor) -> Iterator[str]:
    items = dossier.digest.items
    here = [found.item for found in touched(dossier, cursor)] if cursor.pane is PaneId.TEXT else [cursor.item]
    # The current item first, where it is under the text cursor at all.
    for id_ in sorted(here, key=lambda one: one != cursor.item):
        if id_ in items:
            yield speaker_of(items[id_])


def what_is_left(dossier: Dossier, view: View) -> str:
    """Say how many items the lists show of how many there are."""
    counts = [tally(dossier, view, pane) for pane in KINDS]
    left, whole = (sum(numbers) for numbers in zip(*counts, strict=True))
    return f"{left} of {counted(whole, 'item')}"
