"""A page of lines over the reader: help, the full card, the list of problems.

Owns scrolling and closing. Refuses to know what it shows: it is given lines, each made of parts with a slot.
"""

from __future__ import annotations

import os
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.clipboard import outcome
from briefing.commands import Where
from briefing.display import one_line
from briefing.reader.copying import copied
from briefing.reader.keyed import Closing, Keyed
from briefing.reader.painting import MARGIN, Ink, Page, Parts, draw, filled, title_of, whole_hints
from briefing.reader.screens.prompt import BORDER, Prompt


class SheetPane(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines of a sheet."""

    def __init__(self, title: str, page: Page) -> None:
        super().__init__()
        self.border_title = title_of(title)
        self.page = page
        self.lines: list[Parts] = []

    def on_resize(self) -> None:
        """Lay the page out for another width."""
        self.write()

    def write(self) -> None:
        """Write the page anew."""
        self.lines = self.page(max(self.size.width - 2, 1))
        self.virtual_size = Size(self.size.width, len(self.lines))
        self.roll(0)
        self.tell_place()
        self.refresh()

    def tell_place(self) -> None:
        """Say in the lower border how far the page has been read."""
        last = min(self.scroll_offset.y + self.size.height, len(self.lines))
        self.border_subtitle = title_of(f"{last}/{len(self.lines)}")

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
        return filled(draw((MARGIN, *self.lines[at]), ink, base), width, base)


class Sheet(ModalScreen[None], Closing, Keyed):
    """A sheet fills the screen and goes away with the key that any reader would try first."""

    # A modal screen keeps the app's own keys out, and Ctrl+C is one of them.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "app.help_quit", show=False)]

    def __init__(self, title: str, page: Page) -> None:
        super().__init__()
        self.heading = title
        self.whole = page
        self.written: tuple[int, list[Parts]] | None = None
        self.wanted = ""
        self.pane = SheetPane(title, self.page)

    def compose(self) -> ComposeResult:
        """Fill the screen."""
        yield self.pane

    def on_mount(self) -> None:
        """Say which keys work here."""
        self.retitle()

    def on_resize(self) -> None:
        """Say as many of them as there is room for."""
        self.retitle()

    def where(self) -> Where:
        """A sheet has keys of its own."""
        return Where.SHEET

    def page(self, width: int) -> list[Parts]:
        """Return the lines of the page, or those of them that hold the words wanted, with their headings."""
        # A long page is written once for a width, and not again for every letter that is searched.
        if self.written is None or self.written[0] != width:
            self.written = (width, self.whole(width))
        lines = self.written[1]
        return sifted(lines, self.wanted) if self.wanted else lines

    def retitle(self) -> None:
        """Say in the upper border what is shown and which keys there are."""
        shown = self.briefing.keymap.shown
        keys = " ".join(map(shown, ("sheet-down", "sheet-up", "sheet-page-down", "sheet-page-up")))
        only = f" │ only “{self.wanted}”" if self.wanted else ""
        hints = (
            f"{shown('sheet-close')} closes", f"{keys} scroll", f"{shown('sheet-find')} search",
            f"{shown('sheet-copy')} copy",
        )  # fmt: skip
        title = one_line(f"{self.heading}{only}")
        self.pane.border_title = title_of(whole_hints((title, *hints), self.size.width - BORDER) or title)

    def action_roll(self, by: int) -> None:
        """Scroll by lines."""
        self.pane.roll(by * (self.count or 1))

    def action_leaf(self, by: float) -> None:
        """Scroll by pages."""
        self.pane.roll(round(by * max(self.pane.size.height - 1, 1)) * (self.count or 1))

    @work(group="copying", description="copy")
    async def action_copy(self, _command_id: str) -> None:
        """Copy the lines of the sheet, as they stand there."""
        words = "\n".join("".join(said for said, _ in parts).rstrip() for parts in self.pane.lines)
        told = outcome(words, await copied(self.briefing, words), os.environ)
        self.say(told.message)

    def action_find(self, _command_id: str) -> None:
        """Ask for words, and show only the lines that hold them while they are typed."""
        self.app.push_screen(Sift(self))

    def sift(self, words: str) -> None:
        """Show only the lines that hold some words; all of them where there are none."""
        self.wanted = words
        self.pane.write()
        self.retitle()

    def say(self, sentence: str) -> None:
        """Say something where the place is shown otherwise."""
        if sentence:
            self.pane.border_subtitle = title_of(sentence)
        else:
            self.pane.tell_place()

    def action_close(self, _command_id: str) -> None:
        """Show all lines again, or go back to the reader."""
        if self.wanted:
            self.sift("")
            return
        self.close()


class Sift(Prompt):
    """Asks which lines of a sheet to show, and shows them while it is asked."""

    hints: tuple[str, ...] = ("Enter keeps these lines", "Esc shows all")

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(" / ", sheet.wanted)
        self.sheet = sheet

    def suggestions(self, typed: str) -> list[Parts]:
        """Suggest nothing: the sheet itself shows what is found."""
        self.sheet.sift(typed)
        return []

    def completed(self, at: int) -> str:
        """There is nothing to complete."""
        return self.typed

    def answer(self, at: int | None) -> None:
        """Keep what is found."""
        self.close()

    def take_back(self) -> None:
        """Show everything again."""
        self.sheet.sift("")
        self.close()


def sifted(lines: list[Parts], words: str) -> list[Parts]:
    """Return the entries that hold all of some words, whatever their case, with the heading above each.

    A row that begins with blanks goes on with the entry above it.
    """
    wanted = words.lower().split()
    kept: list[Parts] = []
    heading: Parts = ()
    for entry in entries(lines):
        said = " ".join("".join(word for word, _ in parts).strip() for parts in entry).lower()
        if all(slot == "title" for parts in entry for _, slot in parts):
            heading = entry[0]
        elif all(word in said for word in wanted):
            kept += [*([()] if heading and kept else []), *([heading] if heading else []), *entry]
            heading = ()
    return kept or [(("no line holds these words", "muted"),)]


def entries(lines: list[Parts]) -> list[list[Parts]]:
    """Return the lines of a page entry by entry, without the empty ones."""
    found: list[list[Parts]] = []
    goes_on = False
    for parts in lines:
        if parts and goes_on and not parts[0][0].strip():
            found[-1].append(parts)
        elif parts:
            found.append([parts])
        goes_on = bool(parts)
    return found
