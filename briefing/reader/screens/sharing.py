"""Which pane has the keys, and how much of the screen each one gets.

Owns the shares that the reader chose, for each layout, and the focus, which follows the cursor. Refuses to know what a
layout is, which is for `layout`, and to paint.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import ExitStack

from textual import events, on
from textual.messages import Layout, Prune

from briefing.cursor import Cursor, home
from briefing.listing import LISTS, PaneId, View, listing
from briefing.moves import to_pane
from briefing.reader.layout import MODES, heights, layout, shape
from briefing.reader.panes.heads import TabsRow
from briefing.reader.panes.items import ListPane
from briefing.reader.panes.pane import Pane
from briefing.reader.screens.moving import Moving

GROWN = "grown "
ZOOMED = "zoomed"
"""Under which names it is remembered how the room was shared."""

DETAIL = {"stack": 3, "two": 5}
"""The least rows for the detail under the lists."""


REASON = 3
"""Rows for saying why nothing is left of a list."""


def classes(mode: str) -> dict[str, bool]:
    """Return the classes of all modes, and which of them the screen has in this one."""
    return {f"-{name}": name == mode for name in MODES}


class Sharing(Moving):
    """A screen whose panes share the room."""

    def __init__(self) -> None:
        super().__init__()
        self.unseen = ExitStack()
        self.grown: dict[str, int] = {}
        self.zoomed = False

    def watch_cursor(self, old: Cursor, new: Cursor) -> None:
        """Give the keys to the pane that the cursor names, and lay out what follows from it."""
        if self.is_mounted and self.shared_for(old) != self.shared_for(new):
            self.give_keys()

    def shared_for(self, cursor: Cursor) -> tuple[PaneId, PaneId, View]:
        """Return all of a cursor that the room is shared out for."""
        return cursor.pane, home(self.snapshot, cursor), cursor.view

    def give_keys(self) -> None:
        """Focus the cursor's pane, and show the list that belongs to it."""
        shown = home(self.snapshot, self.cursor)
        unfolds = not self.query_one(f"#{shown}", ListPane).has_class("-shown")
        for pane in self.query(ListPane):
            pane.set_class(pane.pane is shown, "-shown")
            pane.retitle()
        self.set_class(self.cursor.pane is PaneId.TEXT, "-text")
        self.share_out()
        if unfolds and self.cursor.pane is shown:
            # Every pane says so itself when it comes to it, and then it is two pictures until the list is seen.
            self.post_message(Layout(self.query_one("#side")))
        focused = self.query_one(f"#{self.cursor.pane}", Pane)
        if self.focused is not focused:
            self.set_focus(focused, scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A pane may be given the focus from outside, by a click: the cursor follows, unless the focus has moved on."""
        pane = event.widget
        if isinstance(pane, Pane) and pane is self.focused and pane.id and pane.id != self.cursor.pane:
            self.cursor = to_pane(self.snapshot, self.cursor, PaneId(pane.id))

    def dress(self) -> None:
        """Take the classes of the layout before there are panes, so that each gets its styles for it at once."""
        width, height = self.app.size
        mode = shape(width, height, 0).mode
        self.update_classes(classes(mode) | {"-text": self.cursor.pane is PaneId.TEXT}, update=False)

    @on(events.ScreenResume)
    def stay_dressed(self, event: events.ScreenResume) -> None:
        """Keep Textual from looking up all styles once more: whatever has changed since has been looked up."""
        event.refresh_styles = False

    def hold_back(self) -> None:
        """Paint nothing until every pane has heard of its size: the first picture is whole."""
        self.unseen.enter_context(self.app.batch_update())

    @on(events.Resize)
    async def show_whole(self) -> None:
        """Let the panes hear of their sizes, and paint."""
        await asyncio.sleep(0)
        self.unseen.close()

    @on(Prune)
    def leave_nothing_going(self) -> None:
        """End what goes on beside the keys, which would come back to a screen whose panes are gone."""
        self.workers.cancel_node(self)

    def on_screen_resume(self) -> None:
        """Take the terminal's cursor back from what lay over the screen."""
        if isinstance(self.focused, Pane):
            self.focused.reveal()

    @on(events.Resize)
    def rearrange(self) -> None:
        """Lay everything out for another size."""
        self.share_out()
        # A pane that was hidden has lost the focus, and can take it again only once it is laid out.
        self.call_after_refresh(self.give_keys)

    def share_out(self) -> None:
        """Give every pane its share of the screen."""
        # Of another size the screen hears first, and has it only once everything is laid out.
        width, height = self.app.size
        mode = layout(width, height)
        given = shape(width, height, self.grown.get(mode, 0), zoomed=self.zoomed)
        self.update_classes(classes(given.mode))
        self.query_one(TabsRow).alone = given.mode == "single"
        side = self.query_one("#side")
        side.styles.width = given.side if given.mode in ("two", "three") else "1fr"
        side.styles.height = given.side if given.mode == "stack" else "1fr"
        self.query_one("#evidence").styles.width = given.evidence
        self.share_lists(given.mode, given.side if given.mode == "stack" else height - 3)

    def share_lists(self, mode: str, rows: int) -> None:
        """Give every list its share of the rows that the lists have together."""
        lists = [listing(self.snapshot, self.cursor.view, pane) for pane in LISTS]
        counts = [len(found) or (REASON if found.whole else 1) for found in lists]
        shown = LISTS.index(home(self.snapshot, self.cursor))
        detail = DETAIL.get(mode, 0) if rows >= 6 else 0
        one = mode in ("stack", "single")
        given = [rows - detail] * len(LISTS) if one else heights(rows, counts, shown, detail=detail)
        for pane, own in zip(self.query(ListPane), given, strict=True):
            pane.styles.height = own
        strip = self.query_one("#detail")
        strip.styles.height = detail if one else rows - sum(given)
        strip.styles.display = "block" if detail else "none"

    def action_zoom(self, _command_id: str) -> None:
        """Give the pane that has the keys the whole screen, or bring the others back."""
        self.zoomed = not self.zoomed
        self.note_change()
        self.rearrange()

    def action_grow(self, steps: int) -> None:
        """Give the pane that has the keys more room, or less."""
        mode = layout(*self.size)
        lists = steps if self.cursor.pane in LISTS else -steps
        before, now = self.grown.get(mode, 0), self.grown.get(mode, 0) + lists * (self.count or 1)
        if self.zoomed or shape(*self.size, before) == shape(*self.size, now):
            self.say("there is no more room to give" if steps > 0 else "it cannot be smaller")
            return
        self.grown[mode] = now
        self.note_change()
        self.rearrange()

    def chosen(self) -> dict[str, str]:
        """Return the shares, and whether one pane has the screen for itself."""
        shares = {f"{GROWN}{mode}": str(by) for mode, by in self.grown.items()}
        return super().chosen() | shares | {ZOOMED: "yes" if self.zoomed else ""}

    def choose_again(self, choices: Mapping[str, str]) -> None:
        """Give every pane the share that it had."""
        super().choose_again(choices)
        self.zoomed = bool(choices.get(ZOOMED))
        for mode in MODES:
            if re.fullmatch(r"-?\d{1,3}", share := choices.get(f"{GROWN}{mode}", ""), re.ASCII):
                self.grown[mode] = int(share)
