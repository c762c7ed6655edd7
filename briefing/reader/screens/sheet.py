"""A page of lines over the reader: help, the full card, the list of problems.

Owns scrolling and closing. Refuses to know what it shows: it is given lines, each made of parts with a slot.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.reader.painting import Ink, Parts, draw
from briefing.reader.panes.detail import MARGIN

Page = Callable[[int], list[Parts]]
"""Gives the lines of a sheet for a width in columns."""


class SheetPane(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines of a sheet."""

    DEFAULT_CSS = """
    SheetPane {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 0;
        border-title-style: bold;
    }
    """
    BINDINGS = [
        Binding("j,down", "scroll(1)", "down", show=False),
        Binding("k,up", "scroll(-1)", "up", show=False),
        Binding("space,pagedown,ctrl+d", "leaf(1)", "page down", show=False),
        Binding("b,pageup,ctrl+u", "leaf(-1)", "page up", show=False),
        Binding("g,home", "scroll(-1000000)", "top", show=False),
        Binding("G,end", "scroll(1000000)", "end", show=False),
    ]

    def __init__(self, title: str, page: Page) -> None:
        super().__init__()
        self.border_title = Content(title)
        self.page = page
        self.lines: list[Parts] = []

    def on_resize(self) -> None:
        """Lay the page out for another width."""
        self.lines = self.page(max(self.size.width - 2, 1))
        self.virtual_size = Size(self.size.width, len(self.lines))
        last = min(self.scroll_offset.y + self.size.height, len(self.lines))
        self.border_subtitle = Content(f"{last}/{len(self.lines)}")
        self.refresh()

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        limit = max(len(self.lines) - self.size.height, 0)
        self.scroll_to(y=min(max(self.scroll_offset.y + by, 0), limit), animate=False, immediate=True)

    def action_leaf(self, by: int) -> None:
        """Scroll by pages."""
        self.action_scroll(by * max(self.size.height - 1, 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        base, width, at = self.rich_style, self.size.width, y + self.scroll_offset.y
        ink: Ink = self.app.ink  # type: ignore[attr-defined]
        if at >= len(self.lines):
            return Strip.blank(width, base)
        return Strip(draw((MARGIN, *self.lines[at]), ink, base)).adjust_cell_length(width, base)


class Sheet(ModalScreen[None]):
    """A sheet fills the screen and goes away with the key that any reader would try first."""

    BINDINGS = [Binding("q,escape,enter,i,question_mark,exclamation_mark,backspace", "close", "close", show=False)]

    def __init__(self, title: str, page: Page) -> None:
        super().__init__()
        self.pane = SheetPane(f"{title} │ j k Space b scroll │ q closes", page)

    def compose(self):  # type: ignore[no-untyped-def]
        """Fill the screen."""
        yield self.pane

    def action_close(self) -> None:
        """Go back to the reader."""
        self.dismiss(None)
