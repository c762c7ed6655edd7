"""Finding words in the text and in the lists, and going from hit to hit.

Owns the search in force, what was searched for before, and the process that looks where words are not found at once.
Refuses to match, which is for `finding`, and to decide where a step leads, which is for `search`.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from textual.reactive import reactive

from briefing.commands import COMMANDS
from briefing.cursor import Cursor
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.finding import Query
from briefing.listing import PaneId
from briefing.moves import MOVES
from briefing.reader.hunting import Hunter
from briefing.reader.painting import cut
from briefing.reader.panes.pane import Pane
from briefing.reader.panes.rows import found_of
from briefing.reader.screens.moving import Moving
from briefing.rowwords import texts
from briefing.search import (
    NO_SEARCH,
    Search,
    at_found,
    begun,
    doc_of,
    heard,
    hidden_hit,
    nearest,
    query_here,
    step,
    text_name,
    turned,
    wrong_with,
)
from briefing.seeking import Batch, Found, Seek, seek_spans

REMEMBERED = 100
"""Searches of a session that can be called up again."""

LONGEST = 40
"""Columns of words that are said of a search."""


def where(cursor: Cursor) -> tuple[object, ...]:
    """Return the place of the keys alone: in a list the text may follow without anybody having gone elsewhere."""
    in_text = cursor.pane is PaneId.TEXT
    return (cursor.pane, cursor.doc, cursor.spot) if in_text else (cursor.pane, cursor.row(cursor.pane))


class Finding(Moving):
    """A screen on which words are found."""

    search: reactive[Search] = reactive(NO_SEARCH, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self.hunter = Hunter(self, self.hear_of)
        self.recalled: list[Query] = []
        self.latest = NO_SEARCH
        self.origin: Cursor | None = None
        self.led_to: tuple[object, ...] = ()

    def on_mount(self) -> None:
        """Keep the hits those of the text that is shown."""
        self.watch(self, "cursor", self.look_again, init=False)
        self.watch(self, "dossier", self.look_anew, init=False)

    def on_unmount(self) -> None:
        """Leave no process behind."""
        self.hunter.stop()

    # What is looked for

    def look_for(self, query: Query, *, backward: bool = False, origin: Cursor | None = None) -> None:
        """Look for something, and from an origin lead to the nearest hit, at once or as soon as it is known.

        Refuses to be asked for a query with which something is wrong (see `wrong_with`).
        """
        found = begun(self.snapshot, self.cursor.doc, query, backward=backward)
        self.hunter.stop()
        self.search, self.origin, self.led_to = found, origin, where(self.cursor)
        self.hunt()
        self.lead()

    def end_search(self) -> None:
        """Look for nothing any more: marks and counter are gone."""
        self.hunter.stop()
        self.search, self.origin = NO_SEARCH, None

    def hunt(self) -> None:
        """Let a process look for what is due."""
        if not self.search.due:
            return
        search, dossier = self.search, self.snapshot
        document = dossier.digest.shelf.get(search.doc)
        rows = texts(dossier.digest) if search.rows_due else {}
        shown = [replace(document, id=text_name(search.doc))] if search.text_due and document else []

        def begin() -> Seek:
            return seek_spans(search.query, dossier.folder, shown, texts=rows)

        self.hunter.soon(begin)

    def hear_of(self, batch: Batch) -> None:
        """Take in what the process found."""
        if self.search.due:
            self.search = heard(self.search, self.snapshot, batch)
        self.lead()
        if batch.progress.trouble:
            self.tell(batch.progress.trouble)

    def tell(self, trouble: str) -> None:
        """Say what is wrong with a search, where one looks while one types."""
        from briefing.reader.screens.findline import FindLine

        line = self.app.screen
        if isinstance(line, FindLine):
            line.remark(trouble)
        else:
            self.say(trouble)

    def lead(self) -> None:
        """Go to the nearest hit, unless the reader has gone elsewhere since."""
        from briefing.reader.screens.findline import FindLine

        if self.origin is not None and self.led_to == where(self.cursor):
            place = nearest(self.search, self.snapshot, self.origin) or self.origin
            if where(place) != where(self.cursor):
                # The text follows a list by itself: until then it stays as it is.
                seen = {} if place.pane is PaneId.TEXT else {"doc": self.cursor.doc, "spot": self.cursor.spot}
                self.cursor = replace(place, **seen)
                if seen:
                    self.follow_soon()
            self.led_to = where(self.cursor)
            if not self.search.due and self.app.screen is self:
                self.origin = None
        line = self.app.screen
        if isinstance(line, FindLine):
            line.count()

    def look_again(self, old: Cursor, new: Cursor) -> None:
        """Look through another document when it comes to be shown."""
        if self.search and new.doc != self.search.doc:
            self.turn()

    def look_anew(self, old: Dossier, new: Dossier) -> None:
        """Look again where the dossier was read anew, or the text that is shown was read at last."""
        if not self.search:
            return
        if old.digest is not new.digest:
            # Whatever was found in the dossier as it was is not to be believed.
            self.hunter.stop()
            self.search = begun(new, self.cursor.doc, self.search.query, backward=self.search.backward)
            self.hunt()
        elif old.text(self.search.doc) is not new.text(self.search.doc):
            self.turn()

    def turn(self) -> None:
        """Look through the text that is shown; what the rows say is known, or begun again."""
        self.hunter.stop()
        self.search = turned(self.search, self.snapshot, self.cursor.doc)
        self.hunt()

    def return_to(self, cursor: Cursor, scrolled: Mapping[Pane, int]) -> None:
        """Go back to where one was, row for row."""
        self.stop_following()
        self.cursor = cursor
        for pane, top in scrolled.items():
            pane.scroll_to(y=top, animate=False, immediate=True)

    # Asking

    def action_find(self, command_id: str) -> None:
        """Ask for words, and show them while they are typed."""
        from briefing.reader.screens.findline import FindLine

        self.finish_following()
        ways = {way: command_id == f"find-{way}" for way in ("regex", "back", "everywhere")}
        self.app.push_screen(FindLine(self, **ways))

    def keep_search(self, query: Query, before: Cursor) -> None:
        """Keep a search that was typed; where it led is a jump."""
        self.remember(query)
        self.latest = replace(NO_SEARCH, query=query, backward=self.search.backward)
        if self.cursor != before:
            self.history = self.history.leaving(before)
        if not self.search.due:
            self.origin = None
        if self.search.due or nearest(self.search, self.snapshot, before):
            self.explain()
        else:
            self.say(self.nothing())

    def remember(self, query: Query) -> None:
        """Remember what was typed, the latest last."""
        self.recalled = [*(one for one in self.recalled if one != query), query][-REMEMBERED:]

    def nothing(self) -> str:
        """Say that there is no hit here, and what to do about it."""
        words = cut(one_line(self.search.query.text), LONGEST)
        where = "in this document" if self.cursor.pane is PaneId.TEXT else f"among the {self.cursor.pane}"
        if self.search.due:
            return f"still looking for “{words}”"
        return f"“{words}” stands nowhere {where}; {self.briefing.keymap.shown('find')}/ looks everywhere"

    # From hit to hit

    def action_hit(self, command_id: str) -> None:
        """Go to the next hit, or the one before; of the last search where it was ended."""
        if not self.search:
            if not self.latest:
                self.say(f"nothing has been searched for yet: {self.briefing.keymap.shown('find')} does")
                return
            self.look_for(self.latest.query, backward=self.latest.backward)
        in_text = self.cursor.pane is PaneId.TEXT
        if in_text:
            self.finish_following()
        forward = (command_id == "next-hit") is not self.search.backward
        found = step(self.search, self.snapshot, self.cursor, (self.count or 1) * (1 if forward else -1))
        if found is None:
            self.say(self.nothing())
            return
        place, wrapped = found
        self.origin = None
        if place != self.cursor:
            self.go_to(place)
            if not in_text:
                self.follow_soon()
        self.explain("from the top again" if wrapped and forward else "from the end again" if wrapped else "")

    def explain(self, turn: str = "") -> None:
        """Say that the way led over the end, and what was found in a row that does not show it."""
        hidden = hidden_hit(self.search, self.snapshot, self.cursor) if self.cursor.pane is not PaneId.TEXT else ""
        counted = found_of(self.search, self.snapshot, self.cursor)
        if turn or hidden:
            self.say(" · ".join(filter(None, (turn, counted, f"in “{one_line(hidden)}”" if hidden else ""))))

    def action_find_here(self, command_id: str) -> None:
        """Find the word or the actor under the cursor."""
        self.finish_following()
        query = query_here(self.snapshot, self.cursor)
        if query is None:
            self.say(COMMANDS[command_id].otherwise)
            return
        if wrong := wrong_with(query):
            self.say(wrong)
            return
        if self.cursor.pane is PaneId.ACTORS:
            self.go_to(MOVES["choose"](self.snapshot, self.cursor, 1), jump=True)
        self.look_for(query, origin=self.cursor)
        self.latest = replace(NO_SEARCH, query=query)
        if not self.search.due and not nearest(self.search, self.snapshot, self.cursor):
            self.say(self.nothing())

    # From everywhere

    def go_to_found(self, query: Query, found: Found) -> None:
        """Go to what was found somewhere in the dossier; the search goes on there."""
        self.remember(query)
        self.latest = replace(NO_SEARCH, query=query)
        self.stop_following()
        self.read_now(doc_of(found.doc))
        place = at_found(self.snapshot, self.cursor, query, found)
        if place is None:
            again = self.briefing.keymap.shown("reload")
            self.say(f"these words are not there any more; {again} reads the dossier again")
            return
        self.go_to(place, jump=True)
        if place.pane is not PaneId.TEXT:
            self.follow_soon()
        self.look_for(query)
        self.explain()

    def action_widen(self, command_id: str) -> None:
        """End the search; where there is none, show again what was narrowed."""
        if self.search:
            self.end_search()
            return
        super().action_widen(command_id)
