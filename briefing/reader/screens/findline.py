"""The line in which one types what to find, at the foot of a text that stays to be seen.

Owns the line, the ways to look (words or a regular expression, here or everywhere), and what was typed before. Refuses
to find anything here, which is for the screen below; everywhere a process does, and its results stand above the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on
from textual.widget import Widget
from textual.widgets import Label

from briefing.finding import Query
from briefing.reader.hunting import Hunter
from briefing.reader.painting import Parts
from briefing.reader.panes.pane import Pane
from briefing.reader.panes.results import Results
from briefing.reader.screens.prompt import STEPS, Line, Prompt
from briefing.rowwords import texts
from briefing.search import counter, renamed, text_name, wrong_with
from briefing.seeking import Batch, Seek, seek

if TYPE_CHECKING:
    from briefing.reader.screens.finding import Finding

RECALL = {"up": -1, "down": 1, "ctrl+p": -1, "ctrl+n": 1}
"""Keys that call up what was typed before, and in which direction."""

HERE = ("Enter goes", "Esc back", "Ctrl+R regex", "/ everywhere", "Up earlier ones")
EVERYWHERE = ("Enter goes", "Esc stops, then closes", "Ctrl+R regex", "Ctrl+P earlier ones")

SPARED = 8
"""Rows of the screen that results leave to what is below them."""


class FindLine(Prompt):
    """Asks what to find, and shows it while it is asked."""

    def __init__(self, over: Finding, *, regex: bool = False, back: bool = False, everywhere: bool = False) -> None:
        super().__init__("")
        self.over = over
        self.regex, self.backward, self.everywhere = regex, back, everywhere
        self.before, self.search_before = over.cursor, over.search
        self.scrolled = {pane: pane.scroll_offset.y for pane in over.query(Pane)}
        self.hunter = Hunter(self, self.hear_of)
        self.stale = False
        self.eager = False
        self.recall_at = 0
        self.begun_with = ""

    def above(self) -> list[Widget]:
        """What is found everywhere stands above the line."""
        digest = self.over.snapshot.digest
        names = {text_name(doc): doc for doc in digest.shelf}
        return [Results(digest.labels | names)]

    def on_mount(self) -> None:
        """Show how one looks."""
        self.dress()

    def on_unmount(self) -> None:
        """Leave no process behind."""
        self.hunter.stop()

    def on_resize(self) -> None:
        """Leave some of the screen to what was there."""
        self.dress()

    @property
    def results(self) -> Results:
        """What was found everywhere."""
        return self.query_one(Results)

    @property
    def query_typed(self) -> Query:
        """What is asked for."""
        return Query(self.typed, regex=self.regex)

    def dress(self) -> None:
        """Show in the sign before the line, and above it, how one looks and which keys there are."""
        way = "//" if self.everywhere else "?" if self.backward else "/"
        self.query_one("#sign", Label).update(f" {way}{'re' if self.regex else ''} ")
        self.hints = EVERYWHERE if self.everywhere else HERE
        self.tell_keys()
        self.results.display = self.everywhere
        self.results.styles.height = max(self.size.height - SPARED, self.size.height // 2, 1)

    # While it is typed

    def suggestions(self, typed: str) -> list[Parts]:
        """Suggest nothing: the text and the lists show what is found."""
        if not self.everywhere and typed.startswith("/"):
            self.widen(typed.removeprefix("/"))
        if self.everywhere:
            self.seek_everywhere()
        else:
            self.look_here()
        return []

    def look_here(self) -> None:
        """Show the hits below, and lead to the nearest."""
        query = self.query_typed
        if not query:
            self.over.end_search()
            self.over.return_to(self.before, self.scrolled)
        elif wrong := wrong_with(query):
            self.remark(wrong)
        else:
            self.over.look_for(query, backward=self.backward, origin=self.before)

    def count(self) -> None:
        """Say how many hits there are below."""
        over = self.over
        if not self.everywhere and over.search:
            self.remark(counter(over.search, over.snapshot, over.cursor))

    def widen(self, rest: str) -> None:
        """Look everywhere from now on; what is below goes back to where it was."""
        self.everywhere = True
        self.put_back()
        self.write(rest)
        self.dress()

    def narrow(self) -> None:
        """Look here again."""
        self.everywhere = False
        self.hunter.stop()
        self.results.start_over()
        self.remark("")
        self.dress()

    def seek_everywhere(self) -> None:
        """Let a process look through everything, once keys pause."""
        self.hunter.stop()
        query, dossier = self.query_typed, self.over.snapshot
        wrong = "the digest is still being read" if dossier.awaited else wrong_with(query)
        if not query or wrong:
            self.results.start_over()
            self.remark(wrong)
            return

        def begin() -> Seek:
            return seek(query, dossier.folder, renamed(dossier.digest), texts=texts(dossier.digest))

        self.stale = True
        self.hunter.soon(begin)

    def hear_of(self, batch: Batch) -> None:
        """Show what was found, and how far the search is."""
        if self.stale:
            self.stale = False
            self.results.start_over()
        self.results.add(batch.found)
        # How far it is is told of the documents: the rows of the lists are gone through in no time.
        rows, far = len(texts(self.over.snapshot.digest)), batch.progress
        self.remark(replace(far, total=far.total - rows, texts=max(far.texts - rows, 0)).summary)
        if self.eager and batch.found:
            self.answer(None)

    def write(self, words: str) -> None:
        """Put words into the line."""
        line = self.query_one(Line)
        line.value = words
        line.cursor_position = len(words)

    # Keys

    def takes(self, key: str) -> bool:
        """Do what a key means here, and say whether it means anything."""
        if self.typed != self.suggested:
            self.retype()
        if key in ("escape", "ctrl+c") and self.everywhere and self.hunter.busy:
            self.hunter.stop()
            self.eager = False
            self.remark("stopped: Esc closes")
        elif key == "ctrl+r":
            self.regex = not self.regex
            self.dress()
            self.suggest()
        elif key == "backspace" and not self.typed:
            self.narrow() if self.everywhere else self.take_back()
        elif self.everywhere and key in STEPS and not key.startswith("ctrl"):
            self.results.step(STEPS[key])
        elif key in RECALL:
            self.recall(RECALL[key])
        else:
            return super().takes(key)
        return True

    def recall(self, by: int) -> None:
        """Put into the line what was searched for before."""
        known = self.over.recalled
        if self.recall_at == 0:
            self.begun_with = self.typed
        self.recall_at = min(max(self.recall_at + by, -len(known)), 0)
        query = known[self.recall_at] if self.recall_at else Query(self.begun_with, regex=self.regex)
        self.regex = query.regex
        self.dress()
        self.write(query.text)
        self.suggest()

    @on(Results.Picked)
    def pick(self) -> None:
        """A click on what was found is an answer."""
        self.answer(None)

    def answer(self, at: int | None) -> None:
        """Go to what was found."""
        query = self.query_typed
        if wrong := wrong_with(query):
            self.remark(wrong)
        elif self.everywhere:
            self.go_to_result(query)
        else:
            self.close()
            if query:
                self.over.keep_search(query, self.before)
            else:
                self.search_again()
                self.over.call_after_refresh(self.over.perform, "next-hit")

    def go_to_result(self, query: Query) -> None:
        """Go to what is highlighted; where nothing was found yet, to the first that will be."""
        found = self.results.current
        if self.stale or found is None:
            self.eager = self.hunter.busy
            return
        self.hunter.stop()
        self.close()
        self.over.call_after_refresh(self.over.go_to_found, query, found)

    def take_back(self) -> None:
        """Go back to where one was, and to what was searched for then."""
        self.hunter.stop()
        self.put_back()
        self.close()

    def put_back(self) -> None:
        """Show below what was shown before anything was typed."""
        self.over.end_search()
        self.over.return_to(self.before, self.scrolled)
        self.search_again()

    def search_again(self) -> None:
        """Search for what was searched for before: whatever was not found yet is looked for anew."""
        if known := self.search_before:
            self.over.look_for(known.query, backward=known.backward)
