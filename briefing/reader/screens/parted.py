"""What the parts of the reading screen ask of each other, without knowing who answers.

Owns these questions: each part that has something to add overrides one, and hands it on. Refuses to answer them.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefing.cursor import Cursor
from briefing.dossier import Dossier
from briefing.reader.keyed import Keyed


class Parted(Keyed):
    """A screen made of parts."""

    def read_wanted(self) -> None:
        """Read the document that the text is about to show, if nobody has yet."""
        raise NotImplementedError

    def read_now(self, *docs: str) -> None:
        """Read documents, as far as there are some of these ids and nobody has yet."""
        raise NotImplementedError

    def settled(self, cursor: Cursor) -> Cursor:
        """Return the cursor where the reader was in its document, if that is opened for its own sake."""
        return cursor

    def take_up(self) -> None:
        """Take up what only a digest tells, around who has gone somewhere before it was there."""

    def reach_back(self) -> None:
        """Bring to mind what was jumped from at an earlier time, once all of this time is retraced."""

    def remember_now(self) -> None:
        """Write down at once whatever is to be remembered."""

    def note_change(self) -> None:
        """Take notice that there is something else to be remembered."""

    def chosen(self) -> dict[str, str]:
        """Return what was chosen and is to be found again at another time, each under a name of its owner's."""
        return {}

    def choose_again(self, choices: Mapping[str, str]) -> None:
        """Choose what was chosen at another time."""

    def keep_theme(self, name: str) -> None:
        """Take notice that a theme was chosen, and say how to keep it."""
        self.say(f"to keep it: `theme: {name}` in your config.yaml")

    def carry_over(self, after: Dossier) -> None:
        """Bring what is known of places over to a dossier that was read again."""

    def with_unkept(self, dossier: Dossier) -> Dossier:
        """Return a dossier that was read again, with what was said here of its items and is not written yet."""
        return dossier

    def arrived(self) -> None:
        """Take notice that the digest that was awaited has come."""

    def all_read(self) -> None:
        """Take notice that every document has been read."""
