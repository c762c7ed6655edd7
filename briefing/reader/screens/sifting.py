"""Filters: the lists are narrowed to what matters, and everything comes back with one key.

Owns asking for filters, and what is said of them. Refuses to decide what meets them (see `narrowing`) and what is
highlighted then (see `arranging`).
"""

from __future__ import annotations

from briefing.arranging import sift, what_is_left
from briefing.commands import COMMANDS
from briefing.filters import Filters, parse, spelled
from briefing.reader.screens.moving import Moving


class Sifting(Moving):
    """A screen whose lists can be filtered."""

    def __init__(self) -> None:
        super().__init__()
        self.lately = ""

    def action_filter(self, line: str) -> None:
        """Ask what the lists are to be narrowed to, or narrow them further by a line that is no command's name."""
        from briefing.reader.screens.filterline import FilterPrompt

        self.finish_following()
        if line in COMMANDS:
            self.app.push_screen(FilterPrompt(self, self.lately), self.narrow_to)
            return
        filters = self.cursor.view.filters
        for condition in parse(line, self.snapshot.digest).conditions:
            filters = filters.having(condition)
        self.narrow_to(filters)

    def narrow_to(self, filters: Filters | None) -> None:
        """Narrow the lists, and say what is left; None is for who thought better of it."""
        if filters is None:
            return
        here, before = self.cursor, self.cursor.view.filters
        if before and not filters:
            self.lately = spelled(before)
        self.cursor = sift(self.snapshot, here, filters)
        self.follow_another(here)
        if filters:
            key = self.briefing.keymap.shown("widen")
            self.say(f"{what_is_left(self.snapshot, self.cursor.view)}{f'; {key} shows all' if key else ''}")
        elif before:
            self.say(f"all of them again, no longer only {self.lately}")

    def action_widen(self, command_id: str) -> None:
        """Show everything again, and remember what it was narrowed to, to be asked for again."""
        self.lately = spelled(self.cursor.view.filters) or self.lately
        super().action_widen(command_id)
