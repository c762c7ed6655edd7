"""Filters: the lists are narrowed to what matters, and everything comes back with one key.

Owns asking for filters, and what is said of them. Refuses to decide what meets them (see `narrowing`) and what is
highlighted then (see `arranging`).
"""

from __future__ import annotations

from rich.cells import cell_len
from textual import on
from textual.timer import Timer
from textual.widgets import OptionList

from briefing.arranging import sift
from briefing.commands import COMMANDS
from briefing.coverage import counted
from briefing.cursor import Cursor, restore
from briefing.display import one_line
from briefing.errors import BriefingError
from briefing.filters import Filters, Key, complete, completed, parse, spelled, told
from briefing.listing import KINDS, tally
from briefing.reader.painting import MARGIN, Parts, cut, fitted
from briefing.reader.screens.moving import Moving
from briefing.reader.screens.prompt import STEPS, Prompt
from briefing.reader.wrapping import wrapped

PAUSE = 0.15
"""Seconds without a key after which the lists show what a line would leave."""

LARGE = 5000
"""Items beyond which looking for words in all of them would be felt between two keys."""

GAP = 4
"""Columns that the list keeps for itself."""


class Sifting(Moving):
    """A screen whose lists can be filtered."""

    def __init__(self) -> None:
        super().__init__()
        self.lately = ""

    def action_filter(self, line: str) -> None:
        """Ask what the lists are to be narrowed to, or narrow them further by a line that is no command's name."""
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
        before = self.cursor.view.filters
        if before and not filters:
            self.lately = spelled(before)
        self.cursor = sift(self.snapshot, self.cursor, filters)
        self.follow_soon()
        if filters:
            key = self.briefing.keymap.shown("widen")
            self.say(f"{what_is_left(self)}{f'; {key} shows all' if key else ''}")
        elif before:
            self.say(f"all of them again, no longer only {self.lately}")

    def action_widen(self, command_id: str) -> None:
        """Show everything again, and remember what it was narrowed to, to be asked for again."""
        self.lately = spelled(self.cursor.view.filters) or self.lately
        super().action_widen(command_id)


def what_is_left(over: Moving) -> str:
    """Say how many items the lists show of how many there are."""
    counts = [tally(over.snapshot, over.cursor.view, pane) for pane in KINDS]
    left, whole = (sum(numbers) for numbers in zip(*counts, strict=True))
    return f"{left} of {counted(whole, 'item')}"


class FilterPrompt(Prompt):
    """Asks for a line of conditions. The lists show what it would leave whenever the keys pause."""

    hints: tuple[str, ...] = ("Enter narrows", "Esc back", "Tab completes", "Up Down choose", "- before one: not so")

    def __init__(self, over: Moving, lately: str) -> None:
        filters = over.cursor.view.filters
        super().__init__(" & ", f"{spelled(filters)} " if filters else "")
        self.over = over
        self.lately = lately
        self.start = over.cursor
        self.offers: list[str] = []
        self.chosen = False
        self.waiting: Timer | None = None

    def suggestions(self, typed: str) -> list[Parts]:
        """Return what the last word may become; on an empty line first what was cleared last."""
        self.chosen = False
        if self.waiting:
            self.waiting.stop()
        self.waiting = self.set_timer(PAUSE, self.preview)
        digest = self.over.snapshot.digest
        again = [self.lately] if self.lately and not typed.strip() else []
        candidates = complete(typed, digest)
        self.offers = [*again, *(completed(typed, candidate) for candidate in candidates)]
        meanings = [*("as it was before" for _ in again), *(told(candidate, digest) for candidate in candidates)]
        return self.lined([*again, *candidates], meanings)

    def lined(self, candidates: list[str], meanings: list[str]) -> list[Parts]:
        """Return suggestions, each with what it stands for in a column beside them."""
        width = max(self.size.width - GAP, 4)
        names = [one_line(candidate) for candidate in candidates]
        column = min(max(map(cell_len, names), default=0) + 2, width if not any(meanings) else width // 2)
        return [
            (MARGIN, (fitted(name, column), ""), (cut(one_line(meaning), width - column), "muted"))
            for name, meaning in zip(names, meanings, strict=True)
        ]

    def preview(self) -> None:
        """Show in the lists what the line leaves, or say why it cannot be meant."""
        if self.typed == self.begun and self.over.cursor == self.start:
            return
        try:
            filters = parse(self.typed, self.over.snapshot.digest)
        except BriefingError as error:
            if not self.offers:
                self.complain(error)
            return
        words = any(condition.key is Key.WORDS for condition in filters.conditions)
        if words and len(self.over.snapshot.digest.items) > LARGE:
            self.remark("Enter applies it")
            return
        self.over.cursor = sift(self.over.snapshot, self.before(), filters)
        self.remark(what_is_left(self.over))

    def before(self) -> Cursor:
        """Return where the reader was when this was asked, as far as that is still there."""
        return restore(self.over.snapshot, self.start)

    def takes(self, key: str) -> bool:
        """Tell a suggestion that was gone to from one that is merely the first."""
        taken = super().takes(key)
        self.chosen = self.chosen or key in STEPS
        return taken

    @on(OptionList.OptionSelected)
    def choose(self) -> None:
        """A click goes to a suggestion."""
        self.chosen = True

    def completed(self, at: int) -> str:
        """Return the line with its last word as suggested."""
        return self.offers[at]

    def answer(self, at: int | None) -> None:
        """Narrow the lists to the line; where it is only begun, go on with the one thing it can become."""
        line = self.offers[at] if self.chosen and at is not None else self.typed
        if line.endswith(":"):
            # A key without a value is to be gone on with, and its values are suggested.
            self.fill(line)
            self.remark("" if self.chosen else "a value is missing")
            return
        try:
            filters = self.meant(line)
        except BriefingError as error:
            self.complain(error)
            return
        self.over.cursor = self.before()
        self.dismiss(filters)

    def meant(self, line: str) -> Filters:
        """Read a line, or the one that it can become. Raises BriefingError."""
        digest = self.over.snapshot.digest
        try:
            return parse(line, digest)
        except BriefingError:
            if len(self.offers) != 1:
                raise
            return parse(self.offers[0], digest)

    def complain(self, error: BriefingError) -> None:
        """Say where the suggestions were why a line cannot be meant, and what could."""
        self.offers = []
        said = "; ".join(filter(None, (error.message, error.mend)))
        self.lines = [(MARGIN, (row, "problem")) for row in wrapped(one_line(said), max(self.size.width - GAP, 10))]
        self.draw_suggestions()

    def take_back(self) -> None:
        """Leave the lists as they were."""
        self.over.cursor = self.before()
        self.close()
