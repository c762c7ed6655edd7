"""What all panes have in common: rows painted on demand, and the one cursor flowing down.

Owns virtual rows, the title, and bringing a row into view. Refuses to post what it was told and to hold a position
of its own: a pane compares its part of the cursor with what it painted, and paints the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.cursor import Cursor
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.reader.messages import Pointed
from briefing.reader.painting import filled, title_of
from briefing.reader.panes.papered import Papered

Drawing = Callable[[int], list[Segment]]
"""Draws a row, counted from 0."""


class Paper(NamedTuple):
    """What rows are drawn on."""

    top: int
    """The first row on the screen."""
    end: int
    """The number of all rows."""
    width: int
    base: Style
    drawing: Drawing


class Pane(Papered[Paper], ScrollView, can_focus=True, inherit_bindings=False):
    """Rows on the line API, so that a hundred thousand of them cost no more than a screenful."""

    dossier: reactive[Dossier | None] = reactive(None, repaint=False)
    cursor: reactive[Cursor] = reactive(Cursor(), repaint=False)

    titled = ""
    """The words of the title as it is."""

    def on_mount(self) -> None:
        """Show the title at once: the pane may be resized before it is ever told of a change."""
        self.retitle()

    def on_resize(self) -> None:
        """Lay the rows out again for another size, and keep what is current in view."""
        self.retitle()
        self.lay_rows()

    def on_focus(self) -> None:
        """Bring the current row into view, and the terminal's cursor onto it: screen readers follow that."""
        self.reveal()

    def watch_dossier(self, _old: Dossier | None, _new: Dossier | None) -> None:
        """Take another snapshot of the dossier."""
        self.retitle()
        self.lay_rows()

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked."""
        at = event.get_content_offset(self)
        row = at.y + self.scroll_offset.y if at else -1
        if 0 <= row < self.count() and self.id:
            self.post_message(Pointed(PaneId(self.id), row, twice=event.chain > 1))

    def title(self) -> str:
        """Return the words of the title row."""
        raise NotImplementedError

    def count(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def drawing(self, width: int, base: Style) -> Drawing:
        """Return how rows are drawn as things are now."""
        raise NotImplementedError

    def current_row(self) -> int:
        """Return the row that is to stay in view."""
        raise NotImplementedError

    def retitle(self) -> None:
        """Bring the title up to date. Textual paints the whole pane for a title, even for the same one."""
        words = self.title()
        if words != self.titled:
            self.titled = words
            self.border_title = title_of(words)

    def lay_rows(self) -> None:
        """Bring the number of rows up to date, and what is current into view."""
        self.virtual_size = Size(self.size.width, self.count())
        self.reveal()
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Show other rows. No scroll bar is told: for one that is not to be seen Textual would map the screen anew."""
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def reveal(self) -> None:
        """Bring the current row into view."""
        self.show_row(self.current_row())
        # While something is typed over the screen, the terminal's cursor stands there.
        if self.has_focus and self.app.screen is self.screen:
            row = self.current_row() - self.scroll_offset.y
            self.app.cursor_position = self.content_region.offset + Offset(0, max(row, 0))

    def show_row(self, row: int) -> None:
        """Scroll as little as needed, and by half a pane at the edges, so that scrolling is rare."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if row < top or row >= top + height:
            half = height // 2
            target = row - half if row >= top + height else row - height + 1 + half
            self.scroll_to(y=min(max(target, 0), max(self.count() - height, 0)), animate=False, immediate=True)

    @property
    def above(self) -> int:
        """How many rows stand above the current one on the screen; fewer than none where it is out of view."""
        return self.current_row() - self.scroll_offset.y

    def hold(self, above: int) -> None:
        """Scroll so that as many rows stand above the current one as did before, if it was in view."""
        if 0 <= above < self.size.height:
            top = min(self.current_row() - above, max(self.count() - self.size.height, 0))
            self.scroll_to(y=max(top, 0), animate=False, immediate=True)
            self.reveal()

    def make_paper(self) -> Paper:
        """Return what is the same for all rows."""
        base, width = self.rich_style, self.size.width
        if self.dossier is None:
            return Paper(0, 0, width, base, lambda row: [])
        return Paper(self.scroll_offset.y, self.count(), width, base, self.drawing(width, base))

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen. May be asked before there is a size or a dossier."""
        paper = self.paper
        row, width, base = y + paper.top, paper.width, paper.base
        return filled(paper.drawing(row), width, base) if row < paper.end else Strip.blank(width, base)
