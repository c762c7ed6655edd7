"""A large digest, read while the screen is already there.

Owns the wait for it: which documents of it are there already, what is heard meanwhile, and what becomes of it when it
comes. Refuses to read it, which is for `beside`, and to read documents.
"""

from __future__ import annotations

import asyncio
import gc
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING

from textual import work
from textual.reactive import reactive

from briefing.commands import GROUPS
from briefing.cursor import Cursor, begin, on_row, wanted
from briefing.errors import BriefingError
from briefing.listing import KINDS, PaneId
from briefing.loading import Again, words_known
from briefing.reader.behind import behind
from briefing.reader.screens.moving import Moving

if TYPE_CHECKING:
    from briefing.beside import Beside, Coming

HEARD_BLIND = ("quit", "help", "suspend")
"""The commands that work where nothing can be seen."""

HEARD_EARLY = frozenset(
    {
        *(command.id for group in ("Text", "Panes", "Room") for command in GROUPS[group]),
        *("back", "forward", "redraw"),
    }
)
"""Those that need documents and no digest, whichever pane has the keys."""

HEARD_THERE = frozenset(
    {
        *("next-item", "previous-item", "first-item", "last-item", "list-half-down", "list-half-up"),
        *("sort", "by-digest", "by-date", "choose", "widen", "detail", "hidden", "describe"),
        *("find", "find-back", "find-regex", "find-here", "next-hit", "previous-hit"),
        *("copy", "copy-cited", "address"),
    }
)
"""Those that need no more where documents are in hand: of a list of items that has not come they would say nothing."""


class Arriving(Moving):
    """A screen that may be there before what it shows."""

    share: reactive[float] = reactive(0.0, repaint=False)
    """How much of the digest has been read, from 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self.put_at: Cursor | None = None
        """Where the reader was put before there was a digest; None before there was a document."""
        self.come: Again | None = None
        """What has come and is not shown yet."""

    def begin_reading(self) -> None:
        """Show what a reader sees first, and read the rest."""
        raise NotImplementedError

    def read_on(self) -> object:
        """Read what has not been read, while keys are answered."""
        raise NotImplementedError

    def give_keys(self) -> None:
        """Give the keys to the pane that the cursor names."""
        raise NotImplementedError

    def unheeded(self) -> AbstractContextManager[None]:
        """Put the reader somewhere: every change of place from then on is the reader's doing."""
        raise NotImplementedError

    def take_over(self, again: Again) -> object:
        """Show the dossier as it is now, with the place and the rows on the screen where they were."""
        raise NotImplementedError

    def await_dossier(self) -> None:
        """Show what there is of a dossier that is still being read, and the rest when it comes."""
        beside = self.briefing.beside
        # What has come while the reader was loaded belongs to the first picture; what is wrong is told of the rest.
        with suppress(BriefingError):
            if beside and beside.begun and (coming := beside.coming()):
                self.shelve(coming)
        self.await_digest(beside)

    @work(exclusive=True, group="digest", description="await the digest")
    async def await_digest(self, beside: Beside | None) -> None:
        """Show the dossier when its digest has been read; where that is broken, leave, and say why."""
        from briefing.beside import Beside

        assert self.snapshot.digest_file is not None
        # Until all has been read: the collector would look through what comes, and keys would wait for it.
        gc.disable()
        try:
            with beside or Beside(self.snapshot.digest_file) as opening:
                while coming := await asyncio.to_thread(opening.coming):
                    self.shelve(coming)
                come = await asyncio.to_thread(opening.dossier)
        except BriefingError as error:
            self.briefing.leave_for(error)
            return
        # What is shown first may be long, and rest under thousands of passages: keys would wait for all of them.
        again = Again(come, words_known(self.snapshot, come))
        self.come = await behind(again.having_read, self.cursor.doc, wanted(come, begin(come)))
        self.settle_in()

    def shelve(self, coming: Coming) -> None:
        """Show documents that have come. Who has not gone anywhere is put where there is something to read."""
        self.share = coming.share
        if not coming.documents:
            return
        moved = self.moved
        self.dossier = self.snapshot.with_documents(coming.documents)
        if not moved:
            with self.unheeded():
                self.put_at = self.cursor = self.waiting_place()
            self.read_now(self.cursor.doc)
            self.give_keys()

    @property
    def moved(self) -> bool:
        """Say whether the reader has gone somewhere since there was a document."""
        return self.put_at is not None and self.cursor != self.put_at

    def on_screen_resume(self) -> None:
        """Show what has come while something lay over the reader."""
        self.settle_in()

    def settle_in(self) -> None:
        """Show the dossier that has come. Who has gone somewhere meanwhile stays there."""
        if self.come is None or self.app.screen is not self:
            return
        self.finish_following()
        again, self.come = self.come, None
        if self.moved:
            self.take_over(again)
            self.take_up()
            self.read_on()
        else:
            self.dossier = again.dossier
            self.begin_reading()
            self.give_keys()
        self.arrived()
        self.briefing.retitle(self.snapshot)

    def take_up(self) -> None:
        """Make the row the current item for who has waited in a list of items; the text stays."""
        super().take_up()
        row = self.cursor.row(self.cursor.pane)
        if self.cursor.pane in KINDS and row and not self.cursor.item:
            self.cursor = on_row(self.snapshot, self.cursor, self.cursor.pane, row)

    def deaf(self, command_id: str) -> bool:
        """Where nothing can be seen, only what cannot hurt is heard; before the digest is there, what needs none."""
        if self.waits(command_id):
            self.say("the digest is still being read")
            return True
        return command_id not in HEARD_BLIND and self.has_class("-small")

    def waits(self, command_id: str) -> bool:
        """Say whether a command can do nothing before the digest is there."""
        return self.snapshot.awaited and command_id not in HEARD_BLIND and not self.needs_no_digest(command_id)

    def needs_no_digest(self, command_id: str) -> bool:
        """Say whether a command can do its work with the documents that are there."""
        there = self.cursor.pane in (PaneId.DOCUMENTS, PaneId.TEXT)
        heard = HEARD_EARLY | HEARD_THERE if there else HEARD_EARLY
        return self.put_at is not None and command_id in heard
