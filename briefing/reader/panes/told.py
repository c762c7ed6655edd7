"""A widget that only says something about where the reader is.

Owns the being told: dossier and cursor come down, and the words are chosen again. Refuses focus and keys.
"""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from briefing.cursor import Cursor
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.reader.painting import Ink


class Told(Widget):
    """What is said follows from the dossier, the cursor and the size."""

    dossier: reactive[Dossier | None] = reactive(None, repaint=False)
    told: tuple[object, ...] = ()
    """What the last card was made from."""

    cursor: reactive[Cursor] = reactive(Cursor(), repaint=False)

    base = Style()
    """What rows are drawn on."""

    @property
    def ink(self) -> Ink:
        """The styles of the current theme."""
        return self.app.ink  # type: ignore[attr-defined, no-any-return]

    def key(self, command_id: str) -> str:
        """Return the key that calls a command, as people read it."""
        return self.app.keymap.shown(command_id)  # type: ignore[attr-defined, no-any-return]

    def rewrite(self) -> None:
        """Choose the words again; nothing is painted when they are the same."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Choose the words for another size."""
        self.rewrite()

    def watch_dossier(self) -> None:
        """Take another snapshot."""
        self.rewrite()

    def watch_cursor(self) -> None:
        """Follow the reader."""
        self.rewrite()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw rows of the screen. What they are drawn on is asked for once, for the answer takes as long as a row."""
        self.base = self.rich_style
        return super().render_lines(crop)

    def same_card(self) -> bool:
        """Say whether the card to show is the one that was asked for last, at the same size, and remember it."""
        cursor = self.cursor
        row = cursor.rows[-1] if cursor.pane is PaneId.DOCUMENTS else ""
        wanted = (self.dossier, self.size, self.display, row, cursor.item, cursor.passage, cursor.item or cursor.doc)
        same, self.told = wanted == self.told, wanted
        return same
