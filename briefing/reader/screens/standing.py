"""Where the reader stands: one snapshot, one cursor, and the places jumped from.

Owns these three. Refuses to move.
"""

from __future__ import annotations

from msgspec.structs import replace
from textual.reactive import reactive

from briefing.arranging import in_sight
from briefing.commands import Where
from briefing.cursor import Cursor, History, begin, restore
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.reader.screens.parted import Parted


class Standing(Parted):
    """A screen with one cursor."""

    dossier: reactive[Dossier | None] = reactive(None, repaint=False)
    cursor: reactive[Cursor] = reactive(Cursor(), repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self.history = History()

    @property
    def snapshot(self) -> Dossier:
        """The dossier as far as it has been read."""
        assert self.dossier is not None
        return self.dossier

    def validate_cursor(self, cursor: Cursor) -> Cursor:
        """See to it that the lists show where the reader is, whichever way led there."""
        return in_sight(self.dossier, cursor) if self.dossier else cursor

    def watch_dossier(self) -> None:
        """Hold the current item in its list where what was read, or said of it, has taken it out."""
        if self.is_mounted and self.cursor.view.narrowed:
            self.cursor = in_sight(self.snapshot, self.cursor)

    def where(self) -> Where:
        """Tell lists and text apart."""
        return Where.TEXT if self.cursor.pane is PaneId.TEXT else Where.LISTS

    def waiting_place(self) -> Cursor:
        """Return where to wait for a digest that is still being read: in the first of its documents."""
        return begin(self.snapshot)

    def restored(self, cursor: Cursor) -> Cursor:
        """Return a place of the history as far as it still is one.

        The dossier may have been read anew since that place was left, and the lists sorted otherwise.
        """
        return restore(self.snapshot, replace(cursor, view=self.cursor.view))
