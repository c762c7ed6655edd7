"""The reading screen: lists and text side by side, painted from one cursor.

Owns the dossier's present snapshot, and what is laid over it. Refuses to paint, to move and to measure: panes paint,
`moving` moves, and `sharing` gives every pane its room.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from briefing.coverage import counted
from briefing.cursor import begin, follow, wanted
from briefing.digest import Actor
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.listing import LISTS
from briefing.loading import read_documents, readings_of
from briefing.reader.panes.detail import DetailPane, current_card
from briefing.reader.panes.evidence import EvidencePane
from briefing.reader.panes.heads import SmallRow, TabsRow, TitleRow
from briefing.reader.panes.items import ListPane
from briefing.reader.panes.rows import HintRow, StatusRow
from briefing.reader.panes.text import TextPane
from briefing.reader.screens.arriving import Arriving
from briefing.reader.screens.editing import Editing
from briefing.reader.screens.finding import Finding
from briefing.reader.screens.marking import Marking
from briefing.reader.screens.opening import Opening
from briefing.reader.screens.revealing import Revealing
from briefing.reader.screens.reviewing import Reviewing
from briefing.reader.screens.sharing import Sharing
from briefing.reader.screens.sifting import Sifting
from briefing.reader.screens.taking import Taking
from briefing.resolving import Reading as Found

SLICE = 0.005
"""Seconds of reading documents before keys get their turn."""

BREATH = 0.002
"""Seconds of that turn: a key goes through many hands, and between any two of them a slice could come."""

HUSH = 0.03
"""Seconds after a key in which nothing is read, so that what it changes is on the screen first."""

SHOWN = 1.0
"""Seconds after which it is shown how far the reading has come."""


class Reading(Editing, Marking, Sharing, Finding, Opening, Sifting, Reviewing, Revealing, Taking, Arriving):
    """The screen on which a dossier is read."""

    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = ""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.afterwards: Callable[[], None] | None = None
        self.set_reactive(Reading.dossier, dossier)
        self.set_reactive(Reading.cursor, begin(dossier))

    def compose(self) -> ComposeResult:
        """Lists beside or above the text; every pane is told of the dossier and the cursor, and of nothing else."""
        yield SmallRow(id="small")
        yield TitleRow(id="title").data_bind(Reading.dossier, Reading.cursor, Reading.share)
        yield TabsRow(id="tabs").data_bind(Reading.dossier, Reading.cursor)
        with Container(id="body"):
            with Vertical(id="side"):
                for pane in LISTS:
                    yield ListPane(pane).data_bind(Reading.dossier, Reading.cursor, Reading.search)
                yield DetailPane(id="detail").data_bind(Reading.dossier, Reading.cursor)
            yield TextPane().data_bind(Reading.dossier, Reading.cursor, Reading.search)
            yield EvidencePane(id="evidence").data_bind(Reading.dossier, Reading.cursor)
        yield StatusRow(id="status").data_bind(Reading.dossier, Reading.cursor, Reading.search, Reading.broken)
        yield HintRow(id="hints").data_bind(Reading.dossier, Reading.cursor, Reading.search)

    def on_mount(self) -> None:
        """Show what there is as one whole picture; other documents are read while keys are already answered."""
        self.hold_back()
        self.recollect()
        if self.snapshot.awaited:
            self.await_dossier()
        else:
            self.begin_reading()
        # Shared out now, everything is laid out and painted once and not twice.
        self.give_keys()
        if self.snapshot.digest_file is None:
            self.say("no digest here: `briefing init` writes one")

    # Reading documents

    def begin_reading(self) -> None:
        """Show the last place or the first passage, and read on."""
        with self.unheeded():
            self.cursor = begin(self.snapshot)
            if not self.resume():
                self.read_wanted()
                # Which passage is the first to be shown is known once its document has been read.
                self.cursor = follow(self.snapshot, begin(self.snapshot))
        self.call_after_refresh(self.read_on)

    @work(exclusive=True)
    async def read_on(self) -> None:
        """Read what has not been read, a slice at a time between keys, and show it now and then."""
        digest, found = self.snapshot.digest, dict[str, Found]()
        # All of it stays: the collector would look at everything read so far again and again, while keys wait.
        gc.disable()
        pause, until = time.monotonic() + SLICE, time.monotonic() + SHOWN
        for doc, reading in readings_of(self.snapshot, self.snapshot.unread, self.texts):
            found[doc] = reading.packed()
            if time.monotonic() < pause:
                continue
            if time.monotonic() > until:
                self.dossier, found = self.snapshot.with_readings(found), {}
                until = time.monotonic() + SHOWN
            await asyncio.sleep(max(BREATH, self.keyed_at + HUSH - time.monotonic()))
            pause = time.monotonic() + SLICE
            if self.snapshot.digest is not digest:
                return
        if found:
            self.dossier = self.snapshot.with_readings(found)
        self.call_after_refresh(self.briefing.collect)
        self.all_read()
        waited, self.afterwards = self.afterwards, None
        if waited and self.app.screen is self:
            self.say("")
            waited()

    def read_wanted(self) -> None:
        """Read the document that the text is about to show, if nobody has yet."""
        self.read_now(wanted(self.snapshot, self.cursor))

    def read_now(self, *docs: str) -> None:
        """Read documents, as far as there are some of these ids and nobody has yet."""
        known, shelf = self.snapshot.readings, self.snapshot.digest.shelf
        if unread := [shelf[doc] for doc in dict.fromkeys(docs) if doc in shelf and doc not in known]:
            self.dossier = read_documents(self.snapshot, unread, self.texts)

    # What is heard and said

    def deaf(self, command_id: str) -> bool:
        """A command that waited for the documents gives way to the next one."""
        self.afterwards = None
        return super().deaf(command_id)

    def say(self, sentence: str) -> None:
        """Say something in the status row until the next key."""
        self.query_one(StatusRow).notice = sentence

    def show_pending(self, pending: str) -> None:
        """Show in the status row what has been typed of a count or a sequence."""
        self.query_one(StatusRow).pending = pending

    # What is laid over it

    def action_palette(self, begun: str) -> None:
        """Ask for a command by its name."""
        from briefing.reader.screens.palette import CommandPrompt

        self.stop_following()
        self.app.push_screen(CommandPrompt(self, "" if begun == "palette" else begun))

    def action_detail(self, _command_id: str) -> None:
        """Show the whole card of what is highlighted; of an actor its page."""
        from briefing.reader.pages import card_page
        from briefing.reader.screens.sheet import Sheet

        self.finish_following()
        shown = current_card(self.snapshot, self.cursor)
        actor = self.snapshot.digest.items.get(shown.id) if shown and shown.label else None
        if isinstance(actor, Actor):
            self.when_read(lambda: self.open_actor(actor))
        elif shown:
            self.app.push_screen(Sheet(shown.label or shown.id, lambda width: card_page(shown, width)))

    def action_describe(self, _command_id: str) -> None:
        """Show the words under the text cursor as a passage to paste into a digest."""
        from briefing.reader.pages import passage_page
        from briefing.reader.screens.sheet import Sheet

        try:
            page = passage_page(self.snapshot, self.cursor)
        except (BriefingError, ValueError) as error:
            self.say(str(error))
            return
        self.app.push_screen(Sheet("A passage for the digest", page))

    def when_read(self, then: Callable[[], None]) -> None:
        """Do something once every document has been read."""
        if not self.snapshot.complete:
            self.afterwards = then
            self.say(f"reading {counted(len(self.snapshot.unread), 'document')} first")
            return
        then()

    def action_problems(self, _command_id: str) -> None:
        """Show what is wrong with the dossier, once every document has been read."""
        self.when_read(self.show_problems)

    def show_problems(self) -> None:
        """Show what is wrong with the dossier."""
        from briefing.reader.pages import problems_page
        from briefing.reader.screens.sheet import Sheet

        self.app.push_screen(Sheet("Problems", lambda width: problems_page(self.snapshot, self.broken, width)))

    def action_help(self, _command_id: str) -> None:
        """Show all keys, those that work here first."""
        from briefing.reader.pages import help_page
        from briefing.reader.screens.sheet import Sheet

        keymap, where = self.briefing.keymap, self.where()
        self.app.push_screen(Sheet("Keys", lambda width: help_page(keymap, where, width)))

    def action_suspend(self, _command_id: str) -> None:
        """Give the shell its terminal back for a while."""
        self.remember_now()
        self.briefing.step_aside()

    def action_quit(self, _command_id: str) -> None:
        """Leave, unless what was said of items would be lost and nobody has been told."""
        if not self.would_lose():
            self.app.exit()
