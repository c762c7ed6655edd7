"""Taking words away from a screen: to the clipboard, and into a file.

Owns copying and saving, and what is said of them. Refuses to know which words are meant, which every screen tells, and
how they get there, which is for `copying` and `saving`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from briefing.clipboard import briefly, outcome
from briefing.cursor import Cursor
from briefing.dossier import Dossier
from briefing.reader.copying import copied
from briefing.reader.keyed import Keyed
from briefing.saving import save, shown
from briefing.taking import Taken, cited, taken

if TYPE_CHECKING:
    from briefing.export.offers import Offer

WHAT = {"line": "line: ", "item": "the item's own words: "}
"""What is said of words that are no passage."""

NOTHING = "there are no words here to take"


class Carrying(Keyed):
    """A screen from which words can be taken away."""

    @property
    def first(self) -> str:
        """The id of the offer that this screen is about, where it is not the item."""
        return ""

    def at_hand(self) -> tuple[Dossier, Cursor] | None:
        """Return the dossier, and a cursor at what would be taken; None where there is nothing."""
        raise NotImplementedError

    def found(self) -> Taken | None:
        """Return the words that would be copied."""
        here = self.at_hand()
        return taken(*here) if here else None

    def when_read(self, then: Callable[[], None]) -> None:
        """Do something once every document has been read."""
        then()

    # To the clipboard

    def action_copy(self, _command_id: str) -> None:
        """Copy the passage, else the line or the item."""
        self.take(lambda _dossier, found: found.words)

    def action_cite(self, _command_id: str) -> None:
        """Copy the same with where it stands."""
        self.take(cited)

    def take(self, spelled: Callable[[Dossier, Taken], str]) -> None:
        """Copy what is here, spelled in a way."""
        here, found = self.at_hand(), self.found()
        if here is None or found is None or not found.words.strip():
            self.say(NOTHING)
            return
        self.copy(spelled(here[0], found), WHAT.get(found.what, ""))

    @work(group="copying", description="copy")
    async def copy(self, words: str, what: str = "") -> None:
        """Copy words, and say what became of them."""
        route = await copied(self.briefing, words)
        told = outcome(words, route, os.environ)
        self.say(f"{what if told.done else ''}{told.message}")

    @work(group="copying", description="copy an address")
    async def copy_address(self, url: str) -> None:
        """Copy an address, and show it."""
        self.say(f"{briefly(await copied(self.briefing, url))}: {url}")

    # Into a file

    def action_save(self, _command_id: str) -> None:
        """Ask what to save, and where."""
        self.when_read(self.ask_save)

    def ask_save(self) -> None:
        """Ask what to save, and where."""
        from briefing.reader.screens.asking import SavePrompt

        if offered := [offer for offer in self.offered() if offer.file]:
            self.app.push_screen(SavePrompt(offered, self.briefing.started, self.keep))

    def offered(self) -> list[Offer]:
        """Return what can be taken from here as a whole, the likeliest first."""
        from briefing.export.offers import offers

        here = self.at_hand()
        return offers(*here, self.first) if here else []

    def keep(self, offer: Offer, path: Path) -> None:
        """Write a file, and say where. Raises BriefingError."""
        here = self.at_hand()
        assert here is not None
        save(self.briefing.permits, here[0], path, offer.text())
        self.say(f"{offer.name} saved as {shown(path)}")
