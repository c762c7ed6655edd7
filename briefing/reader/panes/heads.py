"""The rows above lists and text: what is open, which list shows, and what the lists are narrowed to.

Owns their words and how they give way when there is little room. Refuses to hold anything of the dossier: what is
shown follows from it, the cursor and the keymap.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.reactive import reactive

from briefing.coverage import counted
from briefing.cursor import Cursor, home
from briefing.digest import Digest
from briefing.display import one_line
from briefing.filters import spelled
from briefing.listing import LISTS, ORDERS, SORTED, PaneId, tally
from briefing.reader.layout import SMALLEST
from briefing.reader.painting import cut
from briefing.reader.panes.rows import Row
from briefing.standing import tally as reviewed
from briefing.vocabulary import Kind

SHORT = {PaneId.STATEMENTS: "Stmts", PaneId.CONFLICTS: "Confl", PaneId.DOCUMENTS: "Docs"}
"""Names of lists for a row that is too narrow for the whole ones."""

LEAST_FILTER = 26
"""Columns that the filters are given at least, whatever else has to go."""


class Narrowed(Row):
    """A row that says what all lists are narrowed to."""

    def only(self, room: int) -> str:
        """Return what all lists are narrowed to, in at most so many columns, with the key that shows everything."""
        filters = self.cursor.view.filters
        key = f" ({self.key('widen')})" if self.key("widen") else ""
        return f"{cut(f'only {one_line(spelled(filters))}', room - cell_len(key))}{key}" if filters else ""


class TitleRow(Narrowed):
    """What is open, and how much of it there is."""

    share: reactive[float] = reactive(0.0, repaint=False)
    """How much of a digest that is awaited has been read, from 0 to 1."""

    def watch_share(self) -> None:
        """Say so."""
        self.rewrite()

    def follows(self, cursor: Cursor) -> object:
        """Where the reader is in the lists changes nothing of what they hold."""
        return cursor.view

    def words(self, width: int) -> list[tuple[str, str]]:
        """Give the counts way to the title, and the title to what the lists are narrowed to."""
        if self.dossier is None:
            return []
        digest = self.dossier.digest
        title = one_line(digest.title or self.dossier.folder.resolve().name)
        start = cut(f" briefing  {title}", width)
        if self.dossier.awaited:
            return spread(start, "title", f"{self._awaited(digest)} ", "muted", width)
        counts = [counted(len(digest.documents), "document")]
        counts += [counted(len(digest.of(kind)), kind.value) for kind in Kind]
        unread = len(self.dossier.unread)
        right = [f"reading, {unread} to go"] if unread else []
        right += [said] if not unread and (said := reviewed(self.dossier).summary) else []
        right += [f"as of {digest.as_of}"] if digest.as_of else []
        if only := self.only(max(width // 2, width - cell_len(start) - 3)):
            return spread(cut(start, width - cell_len(only) - 3), "title", f"{only} ", "found", width)
        while counts and cell_len(start) + 4 + cell_len("  ".join([*counts, *right])) > width:
            counts.pop()
        return spread(start, "title", "  ".join([*counts, *right]) + " ", "muted", width)

    def _awaited(self, digest: Digest) -> str:
        """Return what there is of a digest that is still being read, and how far the reading has come."""
        documents = counted(len(digest.documents), "document") if digest.documents else ""
        far = f"reading the digest, {int(100 * self.share)}%" if self.share else "reading the digest"
        return "  ".join(filter(None, (documents, far if self.share < 1 else "putting the digest together")))


class SmallRow(Row):
    """Why there is nothing else on the screen."""

    def words(self, width: int) -> list[tuple[str, str]]:
        """Name the size that is needed and the size there is."""
        size, needed = self.app.size, f"{SMALLEST[0]}x{SMALLEST[1]}"
        sentences = (f"Too small: need {needed}, have {size.width}x{size.height}", f"Too small: need {needed}")
        return [(next((one for one in sentences if len(one) <= width), "Too small")[:width], "problem")]


class TabsRow(Narrowed):
    """Which of the lists is on the screen, where there is room for one only."""

    alone: reactive[bool] = reactive(False, repaint=False)
    """Whether there is no row with the title, and so none that says what the lists are narrowed to."""

    def watch_alone(self) -> None:
        """Say it, or leave it to the title."""
        self.rewrite()

    def follows(self, cursor: Cursor) -> object:
        """Which of the rows is highlighted is no matter."""
        return cursor.pane, home(self.dossier, cursor) if self.dossier else None, cursor.view

    def words(self, width: int) -> list[tuple[str, str]]:
        """Shorten the names where the row is narrow."""
        if self.dossier is None:
            return []
        shown = home(self.dossier, self.cursor)
        order = self.cursor.view.order(shown)
        by = "" if order is ORDERS[shown][0] else f"{SORTED[order]} "
        sizes: dict[PaneId, str] = {pane: self._tally(pane) for pane in LISTS}
        keys: dict[PaneId, str] = {pane: self.key(pane) for pane in LISTS}
        counted_tabs = (
            [f" {keys[pane]} {names.get(pane, pane.heading)} {sizes[pane]} " for pane in LISTS] for names in ({}, SHORT)
        )
        shorts = {pane: f" {keys[pane]} {SHORT.get(pane, pane.heading)} " for pane in LISTS}
        own = [f"{shorts[pane]}{sizes[pane]} " if pane is shown else shorts[pane] for pane in LISTS]
        # What is left in the other lists is worth more than how much there is of it.
        left = [f"{shorts[pane]}{sizes[pane] if pane is shown else sizes[pane].partition('/')[0]} " for pane in LISTS]
        named = list(shorts.values())
        bare = [f" {keys[pane]} {pane.heading} " if pane is shown else f" {keys[pane]} " for pane in LISTS]
        if self.alone and self.cursor.view.filters:
            return self._narrowed(f" {keys[shown]} {SHORT.get(shown, shown.heading)} {sizes[shown]} ", bare, width)
        ways, room = (*counted_tabs, left, own, named), width - len(by)
        tabs = next((tabs for tabs in ways if sum(map(cell_len, tabs)) <= room), bare)
        tabs = [tab + by if pane is shown else tab for tab, pane in zip(tabs, LISTS, strict=True)]
        return [(tab, self._slot(pane, shown)) for tab, pane in zip(tabs, LISTS, strict=True)]

    def _narrowed(self, tab: str, bare: list[str], width: int) -> list[tuple[str, str]]:
        """Return the list that is shown with what it is narrowed to, and the keys of the others if there is room."""
        assert self.dossier is not None
        shown = home(self.dossier, self.cursor)
        tabs: list[tuple[str, PaneId]] = [
            (tab if pane is shown else one, pane) for one, pane in zip(bare, LISTS, strict=True)
        ]
        if width - sum(cell_len(one) for one, _ in tabs) < LEAST_FILTER:
            tabs = [(tab, shown)]
        room = width - sum(cell_len(one) for one, _ in tabs) - 1
        return [*((one, self._slot(pane, shown)) for one, pane in tabs), (" ", ""), (self.only(room), "found")]

    def _slot(self, pane: PaneId, shown: PaneId) -> str:
        return "focus" if pane is self.cursor.pane else "title" if pane is shown else "muted"

    def _tally(self, pane: PaneId) -> str:
        assert self.dossier is not None
        if self.dossier.awaited and pane is not PaneId.DOCUMENTS:
            return "…"
        left, whole = tally(self.dossier, self.cursor.view, pane)
        return f"{left}" if left == whole else f"{left}/{whole}"


def spread(left: str, left_slot: str, right: str, right_slot: str, width: int) -> list[tuple[str, str]]:
    """Put one thing at the left end of a row and another at the right; the right one gives way."""
    gap = width - cell_len(left) - cell_len(right)
    return [(left, left_slot), (" " * gap + right, right_slot)] if gap > 0 else [(left, left_slot)]
