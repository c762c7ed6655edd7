"""Sorting the lists and narrowing them to one speaker.

Owns the pure steps from one view of the lists to the next. Refuses to move: what is highlighted stays highlighted,
unless narrowing has taken it out of its list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.cursor import Cursor, home, touched, with_view
from briefing.dossier import Dossier
from briefing.listing import ORDERS, SPOKEN, Order, PaneId, listing, speaker_of


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
    """Show all statements and quotes again where the current item is one that narrowing hides."""
    item = dossier.digest.items.get(cursor.item)
    pane = PaneId.of(item.kind) if item else PaneId.DOCUMENTS
    hidden = pane in SPOKEN and cursor.item not in listing(dossier, cursor.view, pane).places
    return replace(cursor, view=replace(cursor.view, speaker="")) if hidden else cursor


def _speakers(dossier: Dossier, cursor: Cursor) -> Iterator[str]:
    items = dossier.digest.items
    here = [found.item for found in touched(dossier, cursor)] if cursor.pane is PaneId.TEXT else [cursor.item]
    # The current item first, where it is under the text cursor at all.
    for id_ in sorted(here, key=lambda one: one != cursor.item):
        if id_ in items:
            yield speaker_of(items[id_])
