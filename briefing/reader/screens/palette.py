"""The palette: any command by its name, and any theme, tried on while it is highlighted.

Owns what is offered and what is done with the choice. Refuses ranking, which is for `choices`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.reader.choices import Choice, Ranked, choices, line, ranked
from briefing.reader.keyed import Keyed
from briefing.reader.painting import Parts
from briefing.reader.screens.prompt import MOST, Prompt
from briefing.themes import find_palettes

if TYPE_CHECKING:
    from briefing.reader.app import BriefingApp

GAP = 4
"""Columns that the list keeps for itself."""


class Palette(Prompt):
    """Asks what to do."""

    def __init__(self, over: Keyed, begun: str = "") -> None:
        super().__init__(" : ", begun)
        self.over = over
        self.offered: list[Choice] = []
        self.found: list[Ranked] = []

    @property
    def briefing(self) -> BriefingApp:
        """The app, by its own name."""
        return self.app  # type: ignore[return-value]

    def on_mount(self) -> None:
        """Gather what there is to choose."""
        self.worn = self.briefing.palette
        self.offered = choices(self.briefing.keymap, self.over.where(), find_palettes(), self.worn.name)
        super().on_mount()

    def suggestions(self, typed: str) -> list[Parts]:
        """Return the commands and themes that were meant."""
        self.found = ranked(typed, self.offered)[:MOST]
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
        self.dismiss(None)

    def answer(self, at: int | None) -> None:
        """Run the command, or keep the theme."""
        if at is None:
            self.remark("there is no such command")
            return
        choice = self.found[at].choice
        if choice.theme:
            self.briefing.try_on(choice.theme)
            self.dismiss(None)
            self.over.say(f"to keep it: `theme: {choice.theme}` in your config.yaml")
            return
        self.briefing.wear(self.worn)
        self.dismiss(None)
        if choice.elsewhere:
            self.over.say(f"{choice.name} works {choice.elsewhere}")
            return
        self.over.call_after_refresh(self.over.perform, choice.command, choice.count)
