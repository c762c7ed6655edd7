"""The reading screen: lists and text side by side, and the one cursor from which they are painted.

Owns the dossier's present snapshot, the cursor, its history, and when the text follows a list. Refuses to paint and
to decide where a move leads: panes paint, and `moves` decides.
"""

from __future__ import annotations

import asyncio
import time
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer

from briefing.commands import COMMANDS, Where
from briefing.cursor import Cursor, History, begin, follow, home, restore, stand, wanted
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.listing import LISTS, PaneId
from briefing.loading import DIGEST_NAME, open_dossier, read_documents
from briefing.moves import MOVES, nothing_to_choose, to_pane
from briefing.reader.bindings import bindings
from briefing.reader.layout import layout
from briefing.reader.pages import card_page, help_page, problems_page
from briefing.reader.panes.detail import DetailPane, current_card
from briefing.reader.panes.items import ListPane
from briefing.reader.panes.pane import Pane
from briefing.reader.panes.rows import HintRow, SmallRow, StatusRow, TabsRow, TitleRow
from briefing.reader.panes.text import TextPane
from briefing.reader.screens.sheet import Sheet

PAUSE = 0.06
"""Seconds without a key after which the text follows the list; two repeats of a held key fall into it."""

HEARD_BLIND = ("q", "Q", "ctrl+c", "ctrl+q")
"""The keys that work on a screen too small to show anything."""

ROOMY = 34
TALL = 50
"""Rows from which every list beside the text can show two of its own and the detail nine; the detail sixteen."""

SLICE = 0.015
"""Seconds of reading documents before keys get their turn."""


class Reading(Screen[None]):
    """The screen on which a dossier is read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.ANYWHERE)
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = ""

    dossier: reactive[Dossier | None] = reactive(None, repaint=False)
    cursor: reactive[Cursor] = reactive(Cursor(), repaint=False)

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.history = History()
        self.following: Timer | None = None
        self.broken: BriefingError | None = None
        self.set_reactive(Reading.dossier, dossier)
        cursor = begin(dossier)
        self.set_reactive(Reading.cursor, cursor)

    def compose(self) -> ComposeResult:
        """Lists beside or above the text; every pane is told of the dossier and the cursor, and of nothing else."""
        yield SmallRow(id="small")
        yield TitleRow(id="title").data_bind(Reading.dossier, Reading.cursor)
        yield TabsRow(id="tabs").data_bind(Reading.dossier, Reading.cursor)
        with Container(id="body"):
            with Vertical(id="side"):
                for pane in LISTS:
                    yield ListPane(pane).data_bind(Reading.dossier, Reading.cursor)
                yield DetailPane(id="detail").data_bind(Reading.dossier, Reading.cursor)
            yield TextPane().data_bind(Reading.dossier, Reading.cursor)
        yield StatusRow(id="status").data_bind(Reading.dossier, Reading.cursor)
        yield HintRow(id="hints").data_bind(Reading.dossier, Reading.cursor)

    def on_mount(self) -> None:
        """Show the first passage at once; the other documents are read while keys are already answered."""
        self.read_wanted()
        self.cursor = follow(self.snapshot, begin(self.snapshot))
        if self.snapshot.digest_file is None:
            self.say(f"no digest here: a {DIGEST_NAME} beginning with `format: briefing/1` would be one")
        self.read_on()

    @property
    def snapshot(self) -> Dossier:
        """The dossier as far as it has been read."""
        assert self.dossier is not None
        return self.dossier

    @work(exclusive=True)
    async def read_on(self) -> None:
        """Read what has not been read, a slice at a time."""
        while unread := self.snapshot.unread:
            until = time.monotonic() + SLICE
            richer = self.snapshot
            for document in unread:
                richer = read_documents(richer, [document])
                if time.monotonic() > until:
                    break
            self.dossier = richer
            await asyncio.sleep(0)

    def read_wanted(self) -> None:
        """Read the document that the text is about to show, if nobody has yet."""
        document = self.snapshot.digest.shelf.get(wanted(self.snapshot, self.cursor))
        if document and document.id not in self.snapshot.readings:
            self.dossier = read_documents(self.snapshot, [document])

    # Moving

    def go_to(self, cursor: Cursor, *, jump: bool = False) -> None:
        """Make `cursor` the reader's place, remembering the one left if it is worth coming back to."""
        left_text = self.cursor.pane is PaneId.TEXT and cursor.pane is not PaneId.TEXT
        if (jump or left_text) and cursor != self.cursor:
            self.history = self.history.leaving(self.cursor)
        self.cursor = cursor

    def watch_cursor(self, old: Cursor, new: Cursor) -> None:
        """Give the keys to the pane that the cursor names, and lay out what follows from it."""
        if self.is_mounted and (old.pane, old.item) != (new.pane, new.item):
            self.give_keys()

    def give_keys(self) -> None:
        """Focus the cursor's pane, and show the list that belongs to it."""
        shown = home(self.snapshot, self.cursor)
        for pane in self.query(ListPane):
            pane.set_class(pane.pane is shown, "-shown")
        self.set_class(self.cursor.pane is PaneId.TEXT, "-text")
        focused = self.query_one(f"#{self.cursor.pane}", Pane)
        if self.focused is not focused:
            self.set_focus(focused, scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A pane may be given the focus from outside, by a click: the cursor follows, unless the focus has moved on."""
        pane = event.widget
        if isinstance(pane, Pane) and pane is self.focused and pane.id and pane.id != self.cursor.pane:
            self.cursor = to_pane(self.snapshot, self.cursor, PaneId(pane.id))

    def action_go(self, command_id: str) -> None:
        """Run a command that is a pure move, and say so when it leads nowhere."""
        command = COMMANDS[command_id]
        if not command.patient:
            self.finish_following()
        cursor = MOVES[command_id](self.snapshot, self.cursor, 1)
        if cursor == self.cursor:
            self.say(command.otherwise)
            return
        from_list = self.cursor.pane in LISTS
        self.go_to(cursor, jump=command.jump)
        if command.patient and from_list and cursor.pane in LISTS:
            self.follow_soon()

    def action_choose(self, _command_id: str) -> None:
        """Go from the item to its passage, or from the words to an item."""
        self.finish_following()
        cursor = MOVES["choose"](self.snapshot, self.cursor, 1)
        if cursor == self.cursor:
            self.say(nothing_to_choose(self.snapshot, self.cursor))
        self.go_to(cursor, jump=self.cursor.pane is not PaneId.TEXT)

    def action_pane(self, name: str) -> None:
        """Give the keys to a pane."""
        moved = to_pane(self.snapshot, self.cursor, PaneId(name))
        turned = moved.pane is not self.cursor.pane and self.cursor.pane in LISTS and moved.pane in LISTS
        self.go_to(moved)
        if turned:
            self.follow_soon()

    def action_leaf(self, share: float) -> None:
        """Move through the list that has the keys by a share of what it shows."""
        pane = self.query_one(f"#{self.cursor.pane}", Pane)
        rows = max(round(abs(share) * pane.size.height), 1)
        move = MOVES["next-item" if share > 0 else "previous-item"]
        self.go_to(move(self.snapshot, self.cursor, rows))
        self.follow_soon()

    def action_read(self, motion: str) -> None:
        """Move the text cursor by rows or pages, whichever pane has the keys."""
        self.finish_following()
        spot = self.query_one(TextPane).motion(motion)
        if spot == self.cursor.spot:
            self.say("this is the end of the document" if motion in ("down", "half-down", "page-down", "end") else
                     "this is the top of the document")  # fmt: skip
        self.go_to(stand(self.cursor, spot), jump=motion in ("top", "end"))

    def action_back(self, command_id: str) -> None:
        """Go back to the last place jumped from."""
        self.retrace(*self.history.back(self.cursor), COMMANDS[command_id].otherwise)

    def action_forward(self, command_id: str) -> None:
        """Go forward again."""
        self.retrace(*self.history.forward(self.cursor), COMMANDS[command_id].otherwise)

    def retrace(self, history: History, cursor: Cursor, otherwise: str) -> None:
        """Take a place from the history."""
        self.stop_following()
        if history is self.history:
            self.say(otherwise)
        self.history = history
        # The dossier may have been read anew since that place was left.
        self.cursor = restore(self.snapshot, cursor)

    # The text follows the list once keys pause

    def follow_soon(self) -> None:
        """Let the text follow when no key has come for a moment, so that a held key paints one text and not fifty."""
        self.stop_following()
        self.following = self.set_timer(PAUSE, self.follow_now)

    def follow_now(self) -> None:
        """Take the text to what is highlighted."""
        self.stop_following()
        self.read_wanted()
        self.cursor = follow(self.snapshot, self.cursor)

    def finish_following(self) -> None:
        """Do at once what was about to be done: the next command starts from what the reader believes to see."""
        if self.following is not None:
            self.follow_now()

    def stop_following(self) -> None:
        """Forget what was about to be done."""
        if self.following is not None:
            self.following.stop()
            self.following = None

    # Everything else

    def on_key(self, event: events.Key) -> None:
        """A notice stands until the next key; where nothing can be seen, only what cannot hurt is heard."""
        unknown = event.is_printable and event.key not in self.active_bindings
        self.say(f"{event.character} does nothing here; ? lists the keys" if unknown else "")
        if self.has_class("-small") and event.key not in HEARD_BLIND:
            event.stop()

    @on(events.Resize)
    def rearrange(self, event: events.Resize) -> None:
        """Choose the layout for a size."""
        chosen = layout(event.size.width, event.size.height)
        for name in ("single", "stack", "two", "three", "small"):
            self.set_class(name == chosen, f"-{name}")
        self.set_class(event.size.height < ROOMY, "-low")
        self.set_class(event.size.height >= TALL, "-tall")
        # A pane that was hidden has lost the focus, and can take it again only once it is laid out.
        self.call_after_refresh(self.give_keys)

    def say(self, sentence: str) -> None:
        """Say something in the status row until the next key."""
        self.query_one(StatusRow).notice = sentence

    def action_detail(self, _command_id: str) -> None:
        """Show the whole card of what is highlighted."""
        shown = current_card(self.snapshot, self.cursor)
        if shown:
            self.app.push_screen(Sheet(shown.label or shown.id, lambda width: card_page(shown, width)))

    def action_problems(self, _command_id: str) -> None:
        """Show what is wrong with the dossier."""
        self.dossier = read_documents(self.snapshot, self.snapshot.unread)
        self.app.push_screen(Sheet("Problems", lambda width: problems_page(self.snapshot, self.broken, width)))

    def action_help(self, _command_id: str) -> None:
        """Show all keys."""
        self.app.push_screen(Sheet("Keys", help_page))

    def action_reload(self, _command_id: str) -> None:
        """Read the dossier again; where the digest is broken the last good one stays."""
        self.stop_following()
        try:
            dossier = open_dossier(self.snapshot.digest_file or self.snapshot.folder)
        except BriefingError as error:
            self.broken = error
            self.query_one(StatusRow).stale = True
            self.say(error.brief)
            return
        self.broken = None
        self.query_one(StatusRow).stale = False
        document = dossier.digest.shelf.get(self.cursor.doc)
        self.dossier = read_documents(dossier, [document] if document else [])
        self.cursor = restore(self.snapshot, self.cursor)
        self.say("read again")
        self.read_on()

    def action_redraw(self, _command_id: str) -> None:
        """Draw everything again."""
        self.refresh(layout=True)

    def action_quit(self, _command_id: str) -> None:
        """Leave."""
        self.app.exit()
