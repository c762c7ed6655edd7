"""What of the dossier is wanted, and where it shall go: the prompts for saving and for piping.

Owns the choice among what can be taken, the line for a path or a command, and the question before a file is written
over. Refuses to write and to run: what is chosen is handed back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rich.cells import cell_len

from briefing.display import one_line
from briefing.errors import BriefingError
from briefing.export.offers import Offer
from briefing.reader.painting import Parts, cut
from briefing.reader.screens.prompt import Line, Prompt
from briefing.saving import NO_NAME, completed, meant, refusal

GAP = 4
"""Columns that the list keeps for itself."""


class Asking(Prompt):
    """Asks for one of several offers, and for a line beside it. The arrows choose, Tab completes, Enter does it."""

    verb = ""
    """What is done with it, for the sign."""

    def __init__(self, offers: Sequence[Offer], begun: str) -> None:
        super().__init__("", begun)
        self.offers = offers
        self.chosen = 0

    @property
    def offer(self) -> Offer:
        """What is wanted."""
        return self.offers[self.chosen]

    def suggestions(self, typed: str) -> list[Parts]:
        """Return every offer, whatever is typed: the line is not about them."""
        room = max(self.size.width - GAP, 1)
        return [((cut(one_line(offer.what), room), ""),) for offer in self.offers]

    def suggest(self) -> None:
        """Offer once; what is chosen stays while the line is typed."""
        if self.suggested is None:
            super().suggest()
        self.suggested = self.typed

    def highlight(self, at: int | None) -> None:
        """Take what is highlighted for what is wanted, and say so."""
        self.chosen = at or 0
        self.ask(f" {self.verb} {one_line(self.offer.name)} to: ")

    def completed(self, at: int) -> str:
        """Leave the line as it is."""
        return self.typed

    def ask(self, sign: str) -> None:
        """Say before the line what is asked."""
        self.query_one("#sign").update(sign)  # type: ignore[attr-defined]

    def write(self, words: str) -> None:
        """Write into the line."""
        line = self.query_one(Line)
        line.value = self.suggested = words
        line.cursor_position = len(words)


class SavePrompt(Asking):
    """Asks what to save and in which file. What stands there is written over after a second question alone."""

    verb = "save"
    hints: tuple[str, ...] = ("Enter saves", "Esc back", "Up Down choose what", "Tab completes the path")

    def __init__(self, offers: Sequence[Offer], folder: Path, keep: Callable[[Offer, Path], None]) -> None:
        super().__init__(offers, offers[0].file)
        self.folder = folder
        self.keep = keep
        self.over: Path | None = None

    def highlight(self, at: int | None) -> None:
        """A name that nobody changed follows what is wanted."""
        given = self.offer.file
        super().highlight(at)
        if self.typed == given:
            self.write(self.offer.file)

    def completed(self, at: int) -> str:
        """Go on with the path as far as there is one way; say which ways there are where there are several."""
        typed, ways = completed(self.typed, self.folder)
        self.suggested = typed
        names = "  ".join(way.rstrip("/").rpartition("/")[2] + "/" * way.endswith("/") for way in ways)
        self.remark(cut(names, max(self.size.width // 2 - cell_len(typed), 20)))
        return typed

    def answer(self, at: int | None) -> None:
        """Write the file, or say why not; what is there already is asked about."""
        if at is not None:
            self.highlight(at)
        if not self.typed.strip():
            self.remark("type the name of a file")
            return
        try:
            path = meant(self.typed, self.folder, self.offer.file)
            wrong = refusal(path)
        except (RuntimeError, ValueError):
            wrong, path = NO_NAME, self.folder
        if wrong:
            self.remark(wrong)
        elif path.exists():
            self.over = path
            self.ask(" write over it? y/n ")
            self.remark("")
            self.hints = ("y writes over it", "n Esc back")
            self.tell_keys()
        else:
            self.finish(path)

    def finish(self, path: Path) -> None:
        """Have the file written; the prompt stays where that fails."""
        try:
            self.keep(self.offer, path)
        except BriefingError as error:
            self.remark(error.brief)
            return
        self.close()

    def takes(self, key: str) -> bool:
        """While it is asked whether to write over a file, only the answer is heard."""
        if self.over is None:
            return super().takes(key)
        if key in ("y", "n", "escape", "ctrl+c"):
            path, self.over = self.over, None
            self.hints = type(self).hints
            self.tell_keys()
            self.highlight(self.chosen)
            if key == "y":
                self.finish(path)
        return True


class PipePrompt(Asking):
    """Asks what to give to a program, and to which."""

    verb = "pipe"
    hints: tuple[str, ...] = ("Enter runs it", "Esc back", "Up Down choose what")

    def __init__(self, offers: Sequence[Offer], command: str, run: Callable[[Offer, str], None]) -> None:
        super().__init__(offers, command)
        self.run = run

    def answer(self, at: int | None) -> None:
        """Have the command run."""
        command = self.typed.strip()
        if not command:
            self.remark("type a command, such as less or wc -w")
            return
        if at is not None:
            self.highlight(at)
        self.close()
        self.run(self.offer, command)
