"""A widget that only says something about where the reader is.

Owns the being told: dossier and cursor come down, and the words are chosen again; and that only rows are painted that
say something else. Refuses focus and keys.
"""

from __future__ import annotations

from itertools import zip_longest

from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from briefing.cursor import Cursor
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.reader.painting import MARGIN, Parts, draw, filled
from briefing.reader.panes.papered import Papered


class Told(Papered[tuple[int, Style]]):
    """What is said follows from the dossier, the cursor and the size."""

    dossier: reactive[Dossier | None] = reactive(None, repaint=False)
    told: tuple[object, ...] = ()
    """What the last card was made from."""

    cursor: reactive[Cursor] = reactive(Cursor(), repaint=False)

    def rewrite(self) -> None:
        """Choose the words again; nothing is painted when they are the same."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Choose the words for another size."""
        self.rewrite()

    def watch_dossier(self) -> None:
        """Take another snapshot."""
        self.rewrite()

    def watch_cursor(self, old: Cursor, new: Cursor) -> None:
        """Follow the reader."""
        if self.follows(old) != self.follows(new):
            self.rewrite()

    def follows(self, cursor: Cursor) -> object:
        """Return all of a cursor that the words depend on."""
        return cursor

    def row(self, y: int) -> Parts:
        """Return what stands in a row."""
        raise NotImplementedError

    def make_paper(self) -> tuple[int, Style]:
        """Return the columns of a row, and its style."""
        return self.size.width, self.rich_style

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width, base = self.paper
        return filled(draw(self.row(y), self.ink, base), width, base)

    def same_card(self) -> bool:
        """Say whether the card to show is the one that was asked for last, at the same size, and remember it."""
        cursor = self.cursor
        row = cursor.rows[-1] if cursor.pane is PaneId.DOCUMENTS else ""
        wanted = (self.dossier, self.size, self.display, row, cursor.item, cursor.passage, cursor.item or cursor.doc)
        same, self.told = wanted == self.told, wanted
        return same


class ToldLines(Told):
    """Several rows of words."""

    lines: reactive[tuple[Parts, ...]] = reactive((), repaint=False)
    """The words of each row."""

    def watch_lines(self, old: tuple[Parts, ...], new: tuple[Parts, ...]) -> None:
        """Paint the rows that say something else."""
        changed = [y for y, (was, now) in enumerate(zip_longest(old, new)) if was != now]
        self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def row(self, y: int) -> Parts:
        """Return what stands in a row, with a margin."""
        return (MARGIN, *self.lines[y]) if y < len(self.lines) else ()
