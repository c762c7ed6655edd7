"""Where the reader stands: one snapshot, one cursor, and the places jumped from.

Owns these three, and the hooks by which the halves of the reading screen hear of one another without knowing each
other: each half overrides what concerns it and passes the rest on. Refuses to move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual.reactive import reactive

from briefing.arranging import in_sight
from briefing.commands import Where
from briefing.cursor import Cursor, History, restore
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.reader.keyed import Keyed


class Standing(Keyed):
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

    def restored(self, cursor: Cursor) -> Cursor:
        """Return a place of the history as far as it still is one.

        The dossier may have been read anew since that place was left, and the lists sorted otherwise.
        """
        return restore(self.snapshot, replace(cursor, view=self.cursor.view))

    def read_wanted(self) -> None:
        """Read the document that the text is about to show, if nobody has yet."""
        raise NotImplementedError

    def read_now(self, doc: str) -> None:
        """Read a document, if there is one of that id and nobody has yet."""
        raise NotImplementedError

    def settled(self, cursor: Cursor) -> Cursor:
        """Return the cursor where the reader was in its document, if that is opened for its own sake."""
        return cursor

    def reach_back(self) -> None:
        """Bring to mind what was jumped from at an earlier time, once all of this time is retraced."""

    def remember_now(self) -> None:
        """Write down at once whatever is to be remembered."""

    def note_change(self) -> None:
        """Take notice that there is something else to be remembered."""

    def chosen(self) -> dict[str, str]:
        """Return what was chosen and is to be found again at another time, each under a name of its owner's."""
        return {}

    def choose_again(self, choices: Mapping[str, str]) -> None:
        """Choose what was chosen at another time."""

    def keep_theme(self, name: str) -> None:
        """Take notice that a theme was chosen, and say how to keep it."""
        self.say(f"to keep it: `theme: {name}` in your config.yaml")

    def carry_over(self, after: Dossier) -> None:
        """Bring what is known of places over to a dossier that was read again."""

    def with_unkept(self, dossier: Dossier) -> Dossier:
        """Return a dossier that was read again, with what was said here of its items and is not written yet."""
        return dossier

    def all_read(self) -> None:
        """Take notice that every document has been read."""
