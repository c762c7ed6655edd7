"""The palette: any command by its name, and any theme, tried on while it is highlighted.

Owns what is offered and what is done with the choice. Refuses ranking, which is for `choices`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.reader.choices import Choice, Ranked, choices, item_choice, line, ranked
from briefing.reader.painting import Parts
from briefing.reader.screens.moving import Moving
from briefing.reader.screens.prompt import MOST, Prompt
from briefing.themes import find_palettes

if TYPE_CHECKING:
    from briefing.reader.app import BriefingApp

GAP = 4
"""Columns that the list keeps for itself."""


class CommandPrompt(Prompt):
    """Asks what to do."""

    hints: tuple[str, ...] = ("Enter does it", "Esc back", "Up Down choose", "Tab completes")

    def __init__(self, over: Moving, begun: str = "") -> None:
        super().__init__(" : ", begun)
        self.over = over
        self.offered: list[Choice] = []
        self.found: list[Ranked] = []

    @property
    def briefing(self) -> BriefingApp:
        """The app, by its own name."""
        return self.app  # type: ignore[return-value]

    def gather(self) -> None:
        """Gather what there is to choose."""
        self.worn = self.briefing.palette
        try:
            themes = list(find_palettes())
        except BriefingError as error:
            themes = []
            self.remark(error.brief)
        self.offered = choices(self.briefing.keymap, self.over.where(), themes, self.worn.name)

    def suggestions(self, typed: str) -> list[Parts]:
        """Return what was meant: an item, commands, themes."""
        item = self.over.snapshot.digest.find(typed.strip())
        named = [Ranked(item_choice(self.over.snapshot.digest, item))] if item else []
        self.found = [*named, *ranked(typed, self.offered)][:MOST]
        if not self.found:
            self.remark("there is nothing of that name")
        return [line(found, self.size.width - GAP) for found in self.found]

    def completed(self, at: int) -> str:
        """Complete the name."""
        return self.found[at].choice.name

    def highlight(self, at: int | None) -> None:
        """Try a theme on while it is highlighted, and take it off again."""
        theme = self.found[at].choice.theme if at is not None else ""
        if not theme:
            self.briefing.wear(self.worn)
            return
        if wrong := self.briefing.try_on(theme):
            self.briefing.wear(self.worn)
        self.remark(wrong)

    def take_back(self) -> None:
        """Close in the theme that was worn before."""
        self.briefing.wear(self.worn)
        self.close()

    def answer(self, at: int | None) -> None:
        """Run the command, or keep the theme."""
        if at is None:
            return
        choice = self.found[at].choice
        if choice.theme:
            if wrong := self.briefing.try_on(choice.theme):
                self.remark(wrong)
                return
            self.close()
            self.over.keep_theme(choice.theme)
            return
        self.briefing.wear(self.worn)
        self.close()
        # The reader itself must be who asks: what a view or a prompt answers is lost with an asker that is closing.
        if choice.item:
            self.over.call_next(self.over.go_to_item, choice.item)
        elif choice.elsewhere:
            self.over.say(f"{choice.name} works {choice.elsewhere}")
        else:
            self.over.call_next(self.over.perform, choice.command, choice.count)
