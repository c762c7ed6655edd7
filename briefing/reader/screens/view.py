"""What all views have in common: a screen over the reader whose places lead to passages.

Owns the border rows, searching, help, and closing with or without a place to go to. Refuses to hold the cursor: a view
is dismissed with a target, and the reading screen goes there.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace
from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from briefing.commands import Where
from briefing.cursor import Cursor
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.export.offers import Offer, offers
from briefing.listing import PaneId
from briefing.reader.pages import help_page
from briefing.reader.painting import Parts
from briefing.reader.screens.carrying import Carrying
from briefing.reader.screens.moving import Moving
from briefing.reader.screens.prompt import Prompt
from briefing.reader.screens.sheet import Sheet
from briefing.taking import Taken, item_words
from briefing.walking import Target, passage_at

LEAST_HINTS = 40
"""Columns below which the title has the border for itself."""


BORDER = 8
"""Columns of the border around its words."""


class View(ModalScreen[Target | None], Carrying):
    """A view fills the screen until a place is chosen or it is closed."""

    # A modal screen keeps the app's own keys out, and Ctrl+C is one of them.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "app.help_quit", show=False)]

    wanted = ""
    """The words searched for."""

    def where(self) -> Where:
        """A view has keys of its own."""
        return Where.VIEW

    @property
    def body(self) -> Widget:
        """The widget with the borders."""
        raise NotImplementedError

    def heading(self) -> str:
        """Return what the upper border says."""
        raise NotImplementedError

    def place(self) -> str:
        """Return what the lower border says."""
        raise NotImplementedError

    def hinted(self) -> tuple[tuple[str, str], ...]:
        """Return the commands worth knowing here, each with a word."""
        raise NotImplementedError

    def retitle(self) -> None:
        """Bring the borders up to date."""
        only = f" │ only “{one_line(self.wanted)}”" if self.wanted else ""
        shown = self.briefing.keymap.shown
        title = f"{one_line(self.heading())}{only}"
        room = self.size.width - cell_len(title) - BORDER
        hints = ""
        for command, word in self.hinted():
            hint = f"  {shown(command)} {word}" if shown(command) else ""
            if self.size.width < LEAST_HINTS or len(hints) + len(hint) > room:
                break
            hints += hint
        self.body.border_title = Content(f" {title}{f' │{hints[1:]}' if hints else ''} ")
        self.body.border_subtitle = Content(f" {one_line(self.place())} ")

    def say(self, sentence: str) -> None:
        """Say something where the place is shown otherwise."""
        self.body.border_subtitle = Content(f" {one_line(sentence or self.place())} ")

    def search(self, words: str) -> None:
        """Show only what holds some words; everything where there are none."""
        raise NotImplementedError

    def keep_place(self) -> None:
        """Remember what is pointed at, if anything is: a search ends where it began."""
        raise NotImplementedError

    def go_back(self) -> None:
        """Point at what was remembered."""
        raise NotImplementedError

    def target(self) -> Target | None:
        """Return the passage that is pointed at."""
        raise NotImplementedError

    def at_hand(self) -> tuple[Dossier, Cursor] | None:
        """Return the passage pointed at, as the reader would stand on it in a list."""
        below = self.app.screen_stack[0]
        if not isinstance(below, Moving):
            return None
        items, cursor = below.snapshot.digest.items, below.cursor
        item, passage = self.target() or (self.about(), 0)
        if item in items:
            cursor = passage_at(below.snapshot, cursor, (item, passage))
            cursor = replace(cursor, pane=PaneId.of(items[item].kind))
        return below.snapshot, cursor

    def found(self) -> Taken | None:
        """Return the words pointed at; where nothing leads to a passage, those of the item itself."""
        here = self.at_hand()
        if here and not self.target():
            return item_words(here[0], self.about())
        return super().found()

    def offered(self) -> list[Offer]:
        """Return what can be taken from here as a whole: the item that the view is about, else the one pointed at."""
        here = self.at_hand()
        if here and self.about():
            return offers(here[0], replace(here[1], item=self.about()), self.first)
        return super().offered()

    def about(self) -> str:
        """Return the id of the item that the view is about, if it is about one."""
        return ""

    def action_open(self, _command_id: str) -> None:
        """Go to the passage pointed at."""
        target = self.target()
        if target is None:
            self.say("nothing leads to a passage here")
            return
        self.dismiss(target)

    def action_find(self, _command_id: str) -> None:
        """Ask for words, and show only what holds them while they are typed."""
        self.app.push_screen(Search(self))

    def action_order(self, _command_id: str) -> None:
        """Only a grid is sorted."""
        self.say("this is in order already")

    def action_help(self, _command_id: str) -> None:
        """Show all keys, those of views first."""
        keymap = self.briefing.keymap
        self.app.push_screen(Sheet("Keys", lambda width: help_page(keymap, Where.VIEW, width)))

    def action_close(self, _command_id: str) -> None:
        """Show everything again, or go back to the reader."""
        if self.wanted:
            # Where nothing was found, nothing is pointed at, and what was before the search is still remembered.
            self.keep_place()
            self.search("")
            self.go_back()
            return
        self.dismiss(None)


class Search(Prompt):
    """Asks what of a view to show, and shows it while it is asked."""

    hints: tuple[str, ...] = ("Enter keeps these", "Esc shows all")

    def __init__(self, view: View) -> None:
        super().__init__(" / ", view.wanted)
        self.view = view
        view.keep_place()

    def suggestions(self, typed: str) -> list[Parts]:
        """Suggest nothing: the view itself shows what is found."""
        self.view.search(typed)
        return []

    def completed(self, at: int) -> str:
        """There is nothing to complete."""
        return self.typed

    def answer(self, at: int | None) -> None:
        """Keep what is found."""
        self.close()

    def take_back(self) -> None:
        """Show everything again, from where one was."""
        self.view.search("")
        self.view.go_back()
        self.close()
