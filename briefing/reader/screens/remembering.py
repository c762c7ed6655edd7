"""Where the reader was, kept from one time to the next.

Owns what the reader stood on in every document, and when it is written down: once keys pause, off the event loop, and
at once where the end is near. Refuses to know what is written and where, which is for `remembering` and `state`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from msgspec.structs import replace
from textual import work
from textual.timer import Timer

from briefing.cursor import START, Cursor, begin
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.listing import USUAL, PaneId
from briefing.reader.screens.moving import Moving
from briefing.remembering import (
    Kept,
    Memory,
    carried,
    documents_wanted,
    find,
    remembered,
    resumed,
    spot_of,
    with_choices,
    with_mark,
)
from briefing.spans import Span
from briefing.state import Scribe, recall

LULL = 1.0
"""Seconds without a change after which the place is written down."""

THEME = "theme"
"""Under which name it is remembered which theme was chosen."""


class Remembering(Moving):
    """A screen that remembers."""

    def __init__(self) -> None:
        super().__init__()
        self.scribe = Scribe(writable=False)
        self.earlier: tuple[Kept, ...] = ()
        """Places jumped from at earlier times, the newest last, that have not been gone back to."""
        self.stood: dict[str, Cursor] = {}
        """Where the reader was in the documents left this time, by id."""
        self.left: set[str] = set()
        """Those of them of which nothing has been written down."""
        self.own_marks: dict[str, Kept] = {}
        self.own_theme: str | None = None
        self.came_back_to: Cursor | None = None
        self.heeding = False
        """Whether a change of place is the reader's doing."""
        self.unwritten = False
        self.changed_at = 0.0
        self.lull: Timer | None = None
        self.complained = False

    def on_mount(self) -> None:
        """Take notice of every change of place."""
        self.watch(self, "cursor", self.note_place, init=False)

    # Coming back

    def recollect(self) -> None:
        """Bring to mind what is remembered, and choose again what was chosen."""
        habits = self.briefing.habits
        if not habits.remember:
            return
        recalled = habits.recalled or recall(self.snapshot)
        self.scribe = Scribe(recalled.memory, writable=recalled.writable)
        self.choose_again(recalled.memory.choices)
        if recalled.notice:
            self.say(recalled.notice)
        if not habits.fresh:
            self.earlier = recalled.memory.past

    def resume(self) -> bool:
        """Go where the reader was the last time, and say so; return whether there was a last time."""
        memory = self.scribe.memory
        if self.briefing.habits.fresh or memory.place is None:
            return False
        self.read_now(*documents_wanted(memory))
        cursor = resumed(self.snapshot, memory)
        self.read_now(cursor.doc)
        self.cursor = self.came_back_to = cursor
        self.say(f"back at {self.where_it_is(cursor)}")
        return True

    def waiting_place(self) -> Cursor:
        """Return the place in the document where the reader was the last time, as soon as that is there."""
        cursor, place = super().waiting_place(), self.scribe.memory.place
        if self.briefing.habits.fresh or place is None or place.doc not in self.snapshot.digest.shelf:
            return cursor
        self.read_now(place.doc)
        there = replace(cursor, doc=place.doc, spot=spot_of(self.snapshot, place))
        return there.with_row(PaneId.DOCUMENTS, place.doc)

    def take_up(self) -> None:
        """Have the lists as they were the last time, around who went somewhere before they were there."""
        now, view = self.cursor, self.cursor.view
        then = begin(self.snapshot) if self.briefing.habits.fresh else resumed(self.snapshot, self.scribe.memory)
        kept = replace(now, rows=then.rows, view=then.view if view == USUAL else view)
        self.cursor = kept.with_row(PaneId.DOCUMENTS, now.row(PaneId.DOCUMENTS))
        super().take_up()

    def where_it_is(self, cursor: Cursor) -> str:
        """Return in a few words what place a cursor is."""
        digest = self.snapshot.digest
        text = self.snapshot.text(cursor.doc)
        label = digest.labels.get(cursor.item, "")
        if cursor.pane is not PaneId.TEXT and label:
            return label
        line = f" line {text.lines.line_at(cursor.spot.start)}" if text else ""
        place = f"{one_line(cursor.doc)}{line}" if cursor.doc in digest.shelf else ""
        return ", ".join(filter(None, (label, place))) or "the start"

    def all_read(self) -> None:
        """Look for the place once more where the reader still is there: what rests on other documents is known now."""
        super().all_read()
        there, self.came_back_to = self.came_back_to, None
        place = self.scribe.memory.place
        if there is not None and there == self.cursor and place is not None:
            self.cursor = find(self.snapshot, place, self.cursor)

    @contextmanager
    def unheeded(self) -> Iterator[None]:
        """Put the reader somewhere: every change of place from then on is the reader's doing."""
        self.heeding = False
        yield
        self.heeding = True

    def note_place(self, old: Cursor, new: Cursor) -> None:
        """Take notice of a change of place, and of where a document was left."""
        if not self.heeding:
            return
        if old.doc != new.doc:
            self.stood[old.doc] = old
            self.left.add(old.doc)
        self.note_change()

    # In other documents

    def settled(self, cursor: Cursor) -> Cursor:
        """Return the cursor where the reader was in its document, if that is opened for its own sake."""
        if cursor.doc == self.cursor.doc or cursor.spot != START:
            return cursor
        self.read_now(cursor.doc)
        return replace(cursor, spot=self.spot_in(cursor.doc))

    def spot_in(self, doc: str) -> Span:
        """Return where the reader was in a document, this time or before; its top where nobody was."""
        text, kept = self.snapshot.text(doc), self.scribe.memory.positions.get(doc)
        if doc in self.stood and text and self.stood[doc].spot.end <= len(text.received):
            return self.stood[doc].spot
        return spot_of(self.snapshot, kept) if kept else START

    def reach_back(self) -> None:
        """Bring to mind what was jumped from at an earlier time, once all of this time is retraced."""
        super().reach_back()
        if self.history.past or not self.earlier or self.snapshot.awaited:
            return
        *earlier, kept = self.earlier
        self.earlier = tuple(earlier)
        self.read_now(kept.doc)
        self.history = replace(self.history, past=(find(self.snapshot, kept, self.cursor),))

    def carry_over(self, after: Dossier) -> None:
        """Bring the places of this time over to a dossier that was read again."""
        super().carry_over(after)
        before = self.snapshot
        past, future = (
            tuple(carried(before, after, one) for one in ones) for ones in (self.history.past, self.history.future)
        )
        self.history = replace(self.history, past=past, future=future)
        self.stood = {doc: carried(before, after, one) for doc, one in self.stood.items() if doc in after.digest.shelf}
        self.left &= self.stood.keys()
        self.came_back_to = None

    def arrived(self) -> None:
        """Write down before long what has changed while the digest was awaited."""
        super().arrived()
        if self.unwritten:
            self.note_change()

    # What was chosen

    def chosen(self) -> dict[str, str]:
        """Return the theme among what was chosen."""
        return super().chosen() | ({THEME: self.own_theme} if self.own_theme is not None else {})

    def keep_theme(self, name: str) -> None:
        """Remember a theme that was chosen; the one that is worn anyway needs no remembering."""
        if not self.scribe.writable:
            super().keep_theme(name)
            return
        usual = name == self.briefing.habits.theme
        self.own_theme = "" if usual else name
        self.note_change()
        elsewhere = "" if usual else f"; for all of them `theme: {name}` in your config.yaml"
        self.say(f"{name} is kept for this dossier{elsewhere}")

    # Writing it down

    def note_change(self) -> None:
        """Write down before long that something has changed."""
        if not self.scribe.writable:
            return
        self.unwritten = True
        self.changed_at = time.monotonic()
        if self.lull is None:
            self.lull = self.set_timer(LULL, self.pause)

    def pause(self) -> None:
        """Write everything down if nothing has changed for a while."""
        rest = self.changed_at + LULL - time.monotonic()
        self.lull = self.set_timer(rest, self.pause) if rest > LULL / 10 else None
        if self.lull is None and self.unwritten and not self.snapshot.awaited:
            self.write_down(self.account())

    @work(group="remembering", description="write down")
    async def write_down(self, account: tuple[Dossier, int, Callable[[Memory], Memory]]) -> None:
        """Write everything down while keys are answered, and say once where that cannot be."""
        try:
            await asyncio.to_thread(self.scribe.write, *account)
        except BriefingError as error:
            if not self.complained:
                self.complained = True
                self.say(f"the place is not remembered: {error.brief}")

    def remember_now(self) -> None:
        """Write everything down before the end, if something has changed.

        What is known of a place before its digest has been read is less than what was remembered.
        """
        if self.unwritten and not self.snapshot.awaited:
            try:
                self.scribe.write(*self.account())
            except BriefingError:
                # There is nobody left to be told.
                return

    def on_unmount(self) -> None:
        """Write everything down."""
        self.remember_now()

    def account(self) -> tuple[Dossier, int, Callable[[Memory], Memory]]:
        """Return what the scribe has to know: the dossier, its turn, and what is to be remembered from now on."""
        self.unwritten = False
        dossier, cursor, history, earlier = self.snapshot, self.cursor, self.history, self.earlier
        left = [self.stood[doc] for doc in self.left if doc != cursor.doc]
        marks, choices = dict(self.own_marks), self.chosen()
        self.left.clear()
        self.scribe.own |= marks.keys()

        def change(memory: Memory) -> Memory:
            memory = remembered(memory, dossier, cursor, history, earlier=earlier, left=left)
            for letter, kept in marks.items():
                memory = with_mark(memory, letter, kept)
            return with_choices(memory, choices)

        return dossier, self.scribe.turn(), change

    @property
    def marks(self) -> Mapping[str, Kept]:
        """The places that have a letter, those of this time last."""
        return {**self.scribe.memory.marks, **self.own_marks}
