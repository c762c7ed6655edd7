"""A page of lines over the reader: help, the full card, the list of problems.

Owns scrolling and closing. Refuses to know what it shows: it is given lines, each made of parts with a slot.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.commands import Where
from briefing.reader.bindings import bindings
from briefing.reader.painting import MARGIN, Ink, Parts, draw

Page = Callable[[int], list[Parts]]
"""Gives the lines of a sheet for a width in columns."""


class SheetPane(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines of a sheet."""

    def __init__(self, title: str, page: Page) -> None:
        super().__init__()
        self.border_title = Content(f" {title} ")
        self.page = page
        self.lines: list[Parts] = []

    def on_resize(self) -> None:
        """Lay the page out for another width."""
        self.lines = self.page(max(self.size.width - 2, 1))
        self.virtual_size = Size(self.size.width, len(self.lines))
        self.tell_place()
        self.refresh()

    def tell_place(self) -> None:
        """Say in the lower border how far the page has been read."""
        last = min(self.scroll_offset.y + self.size.height, len(self.lines))
        self.border_subtitle = Content(f" {last}/{len(self.lines)} ")

    def roll(self, by: int) -> None:
        """Scroll by lines."""
        limit = max(len(self.lines) - self.size.height, 0)
        self.scroll_to(y=min(max(self.scroll_offset.y + by, 0), limit), animate=False, immediate=True)
        self.tell_place()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        base, width, at = self.rich_style, self.size.width, y + self.scroll_offset.y
        ink: Ink = self.app.ink  # type: ignore[attr-defined]
        if at >= len(self.lines):
            return Strip.blank(width, base)
        return Strip(draw((MARGIN, *self.lines[at]), ink, base)).adjust_cell_length(width, base)


class Sheet(ModalScreen[None]):
    """A sheet fills the screen and goes away with the key that any reader would try first."""

    # A modal screen keeps the app's own keys out, and Ctrl+C is one of them.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.SHEET), Binding("ctrl+c", "app.help_quit", show=False)]

    def __init__(self, title: str, page: Page) -> None:
        super().__init__()
        self.pane = SheetPane(f"{title} │ j k Space b scroll │ q closes", page)

    def compose(self) -> ComposeResult:
        """Fill the screen."""
        yield self.pane

    def action_roll(self, by: int) -> None:
        """Scroll by lines."""
        self.pane.roll(by)

    def action_leaf(self, by: int) -> None:
        """Scroll by pages."""
        self.pane.roll(by * max(self.pane.size.height - 1, 1))

    def say(self, sentence: str) -> None:
        """Say something where the place is shown otherwise."""
        self.pane.border_subtitle = Content(f" {sentence} ")

    def action_close(self, _command_id: str) -> None:
        """Go back to the reader."""
        self.dismiss(None)
