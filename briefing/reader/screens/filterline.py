"""The line that asks for filters: the lists show what it would leave.

Owns the line and its suggestions. Refuses to narrow anything for good: it answers with filters.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual import on
from textual.timer import Timer
from textual.widgets import OptionList

from briefing.arranging import sift, what_is_left
from briefing.cursor import Cursor, restore
from briefing.display import one_line
from briefing.errors import BriefingError
from briefing.filters import Filters, Key, complete, completed, parse, spelled, told
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
        self.remark(what_is_left(self.over.snapshot, self.over.cursor.view))

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
        self.close(filters)

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
