"""Two prompts about the notes on an item: one to write another, one to choose which to delete.

Owns what they show and answer with. Refuses to write or delete anything, which is for `reviewing`.
"""

from __future__ import annotations

from textual.widgets import OptionList

from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.reader.painting import MARGIN, Parts, cut
from briefing.reader.screens.prompt import Prompt

GAP = 4
"""Columns that the list keeps for itself."""


class NotePrompt(Prompt):
    """Asks for a note on an item; those it has stand above the line. Answers with the words."""

    hints: tuple[str, ...] = ("Enter keeps it", "Esc writes nothing")

    def __init__(self, dossier: Dossier, item: str) -> None:
        super().__init__(f" note on {dossier.digest.labels[item]}: ")
        self.notes = dossier.reviews.of(item).notes

    def suggest(self) -> None:
        """Show what has been noted already, to be read and not to be chosen."""
        super().suggest()
        self.query_one(OptionList).highlighted = None

    def suggestions(self, typed: str) -> list[Parts]:
        """Return the notes, the oldest first."""
        return [(MARGIN, (cut(one_line(note.told), self.size.width - GAP), "muted")) for note in self.notes]

    def completed(self, at: int) -> str:
        """There is nothing to complete."""
        return self.typed

    def answer(self, at: int | None) -> None:
        """Answer with the line; a click on an older note is no answer."""
        if at is None:
            self.close(self.typed)


class NotesPrompt(Prompt):
    """Asks which note on an item to delete, the newest first; words narrow them down. Answers with the note."""

    hints: tuple[str, ...] = ("Enter deletes it", "Esc deletes nothing", "Up Down choose")

    def __init__(self, dossier: Dossier, item: str) -> None:
        super().__init__(f" delete which note on {dossier.digest.labels[item]}? ")
        self.notes = dossier.reviews.of(item).notes[::-1]
        self.found = self.notes

    def suggestions(self, typed: str) -> list[Parts]:
        """Return the notes that hold all the words."""
        words = typed.casefold().split()
        self.found = tuple(note for note in self.notes if all(word in note.told.casefold() for word in words))
        if not self.found:
            self.remark("no note holds these words")
        return [(MARGIN, (cut(one_line(note.told), self.size.width - GAP), "")) for note in self.found]

    def completed(self, at: int) -> str:
        """Complete to the words of the note."""
        return one_line(self.found[at].text)

    def answer(self, at: int | None) -> None:
        """Answer with the note that is highlighted."""
        if at is not None:
            self.close(self.found[at])
