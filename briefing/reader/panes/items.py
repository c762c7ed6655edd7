"""The lists of facts, actors, statements, quotes, conflicts and documents.

Owns which rows there are and what is said where there is none, the title, and which rows are painted again. Refuses to
know what a row looks like: that is `listrows`.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive

from briefing.arranging import why_empty
from briefing.cursor import Cursor, touched
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.listing import ORDERS, SORTED, SPOKEN, Listing, PaneId, listing, tally
from briefing.reader.entries import entry
from briefing.reader.painting import draw
from briefing.reader.panes.listrows import ListRows
from briefing.reader.panes.pane import Drawing, Pane
from briefing.reader.wrapping import wrapped
from briefing.search import NO_SEARCH, Search


class ListPane(Pane):
    """One list. All six are the same but for their name."""

    search: reactive[Search] = reactive(NO_SEARCH, repaint=False)

    def __init__(self, pane: PaneId) -> None:
        super().__init__(id=pane.value)
        self.pane = pane
        self.here: frozenset[str] = frozenset()

    @property
    def listing(self) -> Listing:
        """The ids of the list, in order."""
        return self.listed(self.dossier) if self.dossier else Listing()

    def title(self) -> str:
        """Number, name and count, and how the list is narrowed and sorted; what finds no room gives way."""
        shown, view = self.listing, self.cursor.view
        left, whole = tally(self.dossier, view, self.pane) if self.dossier else (0, 0)
        many = f"{left}{f' of {whole}' if left < whole else ''}"
        if self.dossier and self.dossier.awaited and self.pane is not PaneId.DOCUMENTS:
            many = "…"
        name = f"{self.key(self.pane)} {self.pane.heading} {many}"
        if view.speaker and self.pane in SPOKEN and self.dossier:
            name = f"{name} │ {self.dossier.digest.name_of(view.speaker)}"
        order = view.order(self.pane)
        # The usual order is only said of the list in hand: five titles that say the same say nothing.
        usual = order is ORDERS[self.pane][0] and not self.has_class("-shown")
        sort = "" if usual or len(shown) < 2 else f" │ {SORTED[order]}"
        return name + sort if cell_len(name + sort) + 4 <= self.size.width else name

    def count(self) -> int:
        """One row for each id, or those that say why there is none."""
        return len(self.listing) or len(self.nothing())

    def current_row(self) -> int:
        """The highlighted row; while the text has the keys, the nearest of those it touches."""
        places = self.listing.places
        highlighted = places.get(self.cursor.row(self.pane), 0)
        at_home = self.cursor.pane is not PaneId.TEXT or self.cursor.item in places
        if at_home or not self.here or self.listing.ids[highlighted] in self.here:
            return highlighted
        return min((places[id_] for id_ in self.here), key=lambda place: abs(place - highlighted))

    def watch_dossier(self, old: Dossier | None, new: Dossier | None) -> None:
        """Take another snapshot, in which the text cursor may touch more; where rows are the same, paint what changed.

        A list of another snapshot is the same one where nothing that it is made of has changed.
        """
        before, self.here = self.here, self.touched_here(self.cursor)
        if not old or not new or not self.listing.ids or not self.keeps_rows(old, new):
            super().watch_dossier(old, new)
            return
        self.retitle()
        top = self.scroll_offset.y
        for row, id_ in enumerate(self.listing.ids[top : top + self.size.height], start=top):
            if id_ in before ^ self.here or entry(old, self.pane, id_) != entry(new, self.pane, id_):
                self.refresh_line(row)
        if before != self.here:
            self.reveal()

    def keeps_rows(self, old: Dossier, new: Dossier) -> bool:
        """Say whether the same rows stand in the same columns: the first mark of a dossier takes one in every row."""
        return self.listed(new) is self.listed(old) and bool(old.reviews.marks) == bool(new.reviews.marks)

    def listed(self, dossier: Dossier) -> Listing:
        """Return the list as a snapshot gives it."""
        return listing(dossier, self.cursor.view, self.pane)

    def watch_cursor(self, old: Cursor, new: Cursor) -> None:
        """Paint the rows whose marker changed, or all of them where the list is another."""
        if old.view != new.view:
            self.here = self.touched_here(new)
            self.retitle()
            self.lay_rows()
            return
        before, self.here = self.here, self.touched_here(new)
        changed = {old.row(self.pane), new.row(self.pane)} if old.row(self.pane) != new.row(self.pane) else set()
        for id_ in changed | (before ^ self.here):
            if id_ in self.listing.places:
                self.refresh_line(self.listing.places[id_])
        if changed or before != self.here or old.pane != new.pane:
            self.reveal()

    def watch_search(self, old: Search, new: Search) -> None:
        """Paint the rows in view whose hits changed."""
        top = self.scroll_offset.y
        for row, id_ in enumerate(self.listing.ids[top : top + self.size.height], start=top):
            if old.rows.get(id_) != new.rows.get(id_):
                self.refresh_line(row)

    def touched_here(self, cursor: Cursor) -> frozenset[str]:
        """Return the ids of this list that the text cursor touches."""
        if self.dossier is None:
            return frozenset()
        if self.pane is PaneId.DOCUMENTS:
            return frozenset({cursor.doc} & self.listing.places.keys())
        return frozenset(found.item for found in touched(self.dossier, cursor) if found.item in self.listing.places)

    def drawing(self, width: int, base: Style) -> Drawing:
        """Return how rows are drawn."""
        ids, ink = self.listing.ids, self.ink
        if self.dossier is None or not ids:
            why = self.nothing()
            return lambda row: draw((("   ", ""), (why[row], "muted")), ink, base)
        return ListRows(ids, self.dossier, self.cursor, self.search, self.pane, self.here, ink, base, width).segments

    def nothing(self) -> list[str]:
        """Say why the list is empty, in as many rows as that takes."""
        if self.dossier is None:
            return [""]
        why = why_empty(self.dossier, self.cursor.view, self.pane, self.key("widen"))
        if self.dossier.digest_file is None:
            why = "no digest here: `briefing init` writes one"
        if self.dossier.awaited:
            why = "reading the digest…"
        return wrapped(one_line(why), max(self.size.width - 4, 10))
