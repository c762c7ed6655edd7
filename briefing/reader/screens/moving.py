"""Moving about: the actions that lead from one cursor to the next.

Owns which moves are jumps worth coming back from, and when the text follows a list. Refuses to decide where a move
leads, which is for `moves` and `arranging`, and to paint.
"""

from __future__ import annotations

from msgspec.structs import replace
from textual.timer import Timer

from briefing.arranging import arrange, clear, narrow, speaker_here
from briefing.commands import COMMANDS, Command, Where
from briefing.coverage import counted
from briefing.cursor import Cursor, History, follow, home, on_row, stand
from briefing.display import one_line
from briefing.filters import spelled
from briefing.listing import LISTS, ORDERS, SORTED, SPOKEN, Order, PaneId, listing, tally
from briefing.moves import MOVES, OF_AN_ITEM, no_item, no_row, nothing_to_choose, to_pane
from briefing.reader.messages import Pointed
from briefing.reader.painting import cut
from briefing.reader.panes.pane import Pane
from briefing.reader.panes.rows import LONGEST_NAME
from briefing.reader.panes.text import TextPane
from briefing.reader.screens.standing import Standing

PAUSE = 0.06
"""Seconds without a key after which the text follows the list; two repeats of a held key fall into it."""

TO_END = ("end", "top")
COUNTED_ROWS = ("first-item", "last-item")
"""Commands for which a count is the number of a row."""


class Moving(Standing):
    """A screen on which the cursor moves."""

    def __init__(self) -> None:
        super().__init__()
        self.following: Timer | None = None

    def go_to(self, cursor: Cursor, *, jump: bool = False) -> None:
        """Make `cursor` the reader's place, remembering the one left if it is worth coming back to."""
        left_text = self.cursor.pane is PaneId.TEXT and cursor.pane is not PaneId.TEXT
        if (jump or left_text) and cursor != self.cursor:
            self.history = self.history.leaving(self.cursor)
        self.cursor = cursor

    def go_to_item(self, id_: str) -> None:
        """Highlight an item in its list, and the text with it."""
        pane = PaneId.of(self.snapshot.digest.items[id_].kind)
        moved = on_row(self.snapshot, replace(self.cursor, pane=pane), pane, id_)
        self.go_to(moved, jump=True)
        self.follow_soon()

    # Through lists and passages

    def action_go(self, command_id: str) -> None:
        """Run a command that is a pure move, and say so when it leads nowhere."""
        command = COMMANDS[command_id]
        if not command.patient:
            self.finish_following()
        if self.count is not None and command_id in COUNTED_ROWS:
            self.go_to_row(self.count)
            return
        cursor = MOVES[command_id](self.snapshot, self.cursor, self.count or 1)
        if cursor == self.cursor:
            self.say(self.nowhere(command))
            return
        from_list = self.cursor.pane in LISTS
        self.go_to(self.settled(cursor), jump=command.jump)
        if command.patient and from_list and cursor.pane in LISTS:
            self.follow_soon()

    def nowhere(self, command: Command) -> str:
        """Return why a move leads nowhere."""
        if command.id in OF_AN_ITEM:
            why = self.no_item()
        else:
            why = no_row(self.snapshot, self.cursor) if command.where is Where.LISTS else ""
        return why or command.otherwise

    def no_item(self) -> str:
        """Return why there is no current item; empty where there is one."""
        return no_item(self.snapshot, self.cursor, self.briefing.keymap.shown("choose-here"))

    def go_to_row(self, number: int) -> None:
        """Highlight a row of the list that has the keys, counted from 1, or go to a line of the text."""
        if self.cursor.pane is PaneId.TEXT:
            self.read("line", number)
            return
        ids = listing(self.snapshot, self.cursor.view, self.cursor.pane).ids
        if ids:
            row = ids[min(max(number, 1), len(ids)) - 1]
            self.go_to(on_row(self.snapshot, self.cursor, self.cursor.pane, row))
            self.follow_soon()

    def action_choose(self, _command_id: str) -> None:
        """Go from the item to its passage, or from the words to an item."""
        self.finish_following()
        cursor = MOVES["choose"](self.snapshot, self.cursor, self.count or 1)
        if cursor == self.cursor:
            self.say(nothing_to_choose(self.snapshot, self.cursor))
        self.go_to(self.settled(cursor), jump=self.cursor.pane is not PaneId.TEXT)

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
        rows = max(round(abs(share) * pane.size.height), 1) * (self.count or 1)
        command = COMMANDS["next-item" if share > 0 else "previous-item"]
        cursor = MOVES[command.id](self.snapshot, self.cursor, rows)
        if cursor == self.cursor:
            self.say(self.nowhere(command))
        self.go_to(cursor)
        self.follow_soon()

    def on_pointed(self, message: Pointed) -> None:
        """A click does what the keys would: it highlights a row, or puts the text cursor there; twice, it chooses."""
        self.forget_keys()
        self.finish_following()
        if message.pane is PaneId.TEXT:
            self.go_to(stand(self.cursor, self.query_one(TextPane).row_span(message.row)))
        else:
            ids = listing(self.snapshot, self.cursor.view, message.pane).ids
            if message.row >= len(ids):
                return
            turned = to_pane(self.snapshot, self.cursor, message.pane)
            self.go_to(on_row(self.snapshot, turned, message.pane, ids[message.row]))
            self.follow_soon()
        if message.twice:
            self.action_choose("choose")

    # Through the text

    def action_read(self, motion: str) -> None:
        """Move the text cursor by rows or pages, whichever pane has the keys."""
        if self.count is not None and motion in TO_END:
            self.read("line", self.count)
            return
        self.read(motion, self.count or 1)

    def action_line(self, _command_id: str) -> None:
        """Go to a line of the text, or to a row of the list that has the keys."""
        if self.count is None:
            self.say("give the number, as in :12")
            return
        self.go_to_row(self.count)

    def action_share(self, _command_id: str) -> None:
        """Go to a share of the document."""
        if self.count is None:
            self.say("give the number first, as in 50%")
            return
        self.read("share", self.count)

    def read(self, motion: str, count: int) -> None:
        """Move the text cursor, and say so when it was at the end."""
        self.finish_following()
        spot = self.query_one(TextPane).motion(motion, count)
        if spot == self.cursor.spot:
            ends = {"line": "this is that line", "share": "this is that place"}
            ends |= dict.fromkeys(("down", "half-down", "page-down", "end"), "this is the end of the document")
            self.say(ends.get(motion, "this is the top of the document"))
        self.go_to(stand(self.cursor, spot), jump=motion in (*TO_END, "line", "share"))

    # Back and forth

    def action_back(self, command_id: str) -> None:
        """Go back to the last place jumped from."""
        self.reach_back()
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
        self.cursor = self.restored(cursor)

    # Sorting and narrowing

    def action_sort(self, order: str) -> None:
        """Sort the list that has the keys by an order, or by the next of its orders."""
        pane = home(self.snapshot, self.cursor)
        named = Order(order) if order in list(Order) else None
        if named and named not in ORDERS[pane]:
            self.say(f"{pane} cannot be sorted {SORTED[named]}")
            return
        self.cursor = arrange(self.snapshot, self.cursor, named)
        self.say(f"{pane} {SORTED[self.cursor.view.order(pane)]}")

    def action_narrow(self, command_id: str) -> None:
        """Narrow statements and quotes to who is under the cursor."""
        speaker = speaker_here(self.snapshot, self.cursor)
        if not speaker:
            self.say(COMMANDS[command_id].otherwise)
            return
        self.cursor = narrow(self.snapshot, self.cursor)
        said, quoted = (tally(self.snapshot, self.cursor.view, pane)[0] for pane in SPOKEN)
        name = cut(one_line(self.snapshot.digest.name_of(speaker)), LONGEST_NAME)
        counts = f"{counted(said, 'statement')}, {counted(quoted, 'quote')}"
        self.say(f"only {name}: {counts}; {self.briefing.keymap.shown('widen')} shows all")

    def action_widen(self, _command_id: str) -> None:
        """Show everything again, and say what it was narrowed to."""
        view = self.cursor.view
        speaker = cut(one_line(self.snapshot.digest.name_of(view.speaker)), LONGEST_NAME) if view.speaker else ""
        gone = " and ".join(filter(None, (one_line(spelled(view.filters)), speaker)))
        if gone:
            before, self.cursor = self.cursor, clear(self.snapshot, self.cursor)
            self.follow_another(before)
            self.say(f"everything again, no longer only {gone}")

    # The text follows the list once keys pause

    def follow_soon(self) -> None:
        """Let the text follow when no key has come for a moment, so that a held key paints one text and not fifty."""
        self.stop_following()
        self.following = self.set_timer(PAUSE, self.follow_now)

    def follow_another(self, before: Cursor) -> None:
        """Let the text follow where another row is highlighted now: who has read on in the text stays there."""
        pane = self.cursor.pane
        if pane in LISTS and self.cursor.row(pane) != before.row(pane):
            self.follow_soon()

    def follow_now(self) -> None:
        """Take the text to what is highlighted."""
        self.stop_following()
        self.read_wanted()
        self.cursor = self.settled(follow(self.snapshot, self.cursor))

    def finish_following(self) -> None:
        """Do at once what was about to be done: the next command starts from what the reader believes to see."""
        if self.following is not None:
            self.follow_now()

    def stop_following(self) -> None:
        """Forget what was about to be done."""
        if self.following is not None:
            self.following.stop()
            self.following = None
