"""Marks: places that the reader gave a letter, and the way back to them.

Owns setting and going to them, and the view that lists them. Refuses to find a place again, which is for `remembering`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.display import one_line
from briefing.keyboards import latin
from briefing.reader.screens.remembering import Remembering
from briefing.remembering import find, keep

if TYPE_CHECKING:
    from briefing.walking import Target


class Marking(Remembering):
    """A screen with marks."""

    def action_set_mark(self, _command_id: str) -> None:
        """Give this place a letter."""
        letter = self.letter
        if not letter.isalnum():
            self.say(f"a mark is a letter or a digit, and {one_line(letter)} is neither")
            return
        self.finish_following()
        moved = letter in self.marks
        self.own_marks[letter] = keep(self.snapshot, self.cursor)
        self.note_change()
        key = self.briefing.keymap.shown("go-to-mark")
        back = f"; {key}{letter} comes back" if key else ""
        self.say(f"mark {letter} {'is now' if moved else 'is'} {self.where_it_is(self.cursor)}{back}")

    def action_go_to_mark(self, _command_id: str) -> None:
        """Go to the place that has the letter, or to the last place where the command's own key comes twice."""
        letter = self.letter
        if letter in self.marks:
            self.go_to_mark(letter)
        elif {letter, latin(letter)} & {*self.briefing.keymap.keys["go-to-mark"]}:
            self.go_to_last()
        else:
            known = " ".join(self.marks)
            self.say(f"there is no mark {one_line(letter)}{f'; there are: {known}' if known else ' yet'}")

    def go_to_mark(self, letter: str) -> None:
        """Go to a mark."""
        self.finish_following()
        kept, digest = self.marks[letter], self.snapshot.digest
        if kept.item not in digest.items and kept.doc not in digest.shelf:
            self.say(f"mark {letter} leads nowhere any more: {one_line(kept.item or kept.doc)} is gone")
            return
        self.read_now(kept.doc)
        self.go_to(find(self.snapshot, kept, self.cursor), jump=True)
        self.say(f"mark {letter}: {self.where_it_is(self.cursor)}")

    def go_to_last(self) -> None:
        """Go to the place last jumped from; again: back here."""
        self.finish_following()
        self.reach_back()
        if not self.history.past:
            self.say("there is no last place yet")
            return
        self.go_to(self.restored(self.history.past[-1]), jump=True)

    def action_marks(self, _command_id: str) -> None:
        """List the marks."""
        from briefing.reader.screens.linked import Linked, Page
        from briefing.reader.views.marks import marks_page

        if not self.marks:
            key = self.briefing.keymap.shown("set-mark")
            self.say(f"there is no mark yet: {key} and a letter sets one" if key else "there is no mark yet")
            return
        self.finish_following()
        dossier, marks = self.snapshot, self.marks
        page = Page("Marks", lambda width: marks_page(dossier, marks, width))
        self.app.push_screen(Linked(page), self.arrive_at_mark)

    def arrive_at_mark(self, target: Target | None) -> None:
        """Go where the list of marks leads: its targets are letters."""
        if target is not None:
            self.go_to_mark(target[0])
