"""The rows of a list as they are drawn at one moment: marker, label, state, words, and a figure at the right.

Owns how these share the columns of a row, and what is marked in it. Refuses to know a widget, and what the rows of a
kind say: that is `entries`.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from briefing.cursor import Cursor
from briefing.digest import Fact, Quote, Statement
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.listing import Order, PaneId
from briefing.reader.entries import entry
from briefing.reader.painting import Ink, Parts, draw, fitted, marked
from briefing.rowwords import said
from briefing.search import Search

NARROW = 60
"""Below this width the words need the room that the name of a speaker takes."""


class ListRows(Struct, frozen=True):
    """One list as one cursor has it."""

    ids: Sequence[str]
    dossier: Dossier
    cursor: Cursor
    search: Search
    pane: PaneId
    touched: Set[str]
    """The ids that the text cursor touches."""
    ink: Ink
    base: Style
    width: int

    def segments(self, row: int) -> list[Segment]:
        """Draw one row in the columns there are; the words give way first."""
        id_, width, ink, base = self.ids[row], self.width, self.ink, self.base
        shown = entry(self.dossier, self.pane, id_)
        here = id_ == self.cursor.row(self.pane)
        marker, marked = (" > ", "cursor") if here else (" * ", "touched") if id_ in self.touched else ("   ", "")
        label_base = base + ink["cursor"] if here else base
        if self.cursor.view.order(self.pane) is Order.DATE:
            shown = replace(shown, tail=self._date_of(id_))
        tail = f" {shown.tail}" if shown.tail and width >= NARROW // 2 else ""
        lead = f"{fitted(shown.lead, shown.lead_width)} " if shown.lead and width >= NARROW else ""
        label = f"{shown.label:<{shown.label_width}}"
        mark = "found" if here and self.cursor.pane is self.pane else "hit"
        reviews = bool(self.dossier.reviews.marks) and self.pane is not PaneId.DOCUMENTS
        review = (shown.review or " ") * reviews
        room = width - 3 - len(label) - 2 - len(review) - cell_len(lead) - cell_len(tail)
        rest = (
            (review, shown.review_slot),
            (f"{shown.glyph or ' '} ", shown.glyph_slot),
            *self._with_hits(id_, "lead", lead, ("muted", mark)),
            *self._with_hits(id_, "words", fitted(shown.words, room), ("", mark)),
            (tail, "muted"),
        )
        return [
            *draw(((marker, marked),), ink, base),
            *draw(self._with_hits(id_, "label", label, (shown.slot, mark)), ink, label_base),
            *draw(rest, ink, base),
        ]

    def _date_of(self, id_: str) -> str:
        """Return the date by which an item or document is sorted."""
        digest = self.dossier.digest
        if id_ in digest.shelf:
            return one_line(digest.shelf[id_].published)
        item = digest.items[id_]
        return item.when.date if isinstance(item, Fact | Statement | Quote) and item.when else "–"

    def _with_hits(self, id_: str, part: str, shown: str, slots: tuple[str, str]) -> Parts:
        """Return a part of a row, as fitted into its room, with the hits in it in the second slot."""
        spans = self.search.rows.get(id_, ())
        if not spans:
            return ((shown, slots[0]),)
        # Beyond the room there was stands nothing of the words but blanks and the sign that they were cut.
        return marked(shown, slots[0], said(self.dossier.digest, id_).within(part, spans), slots[1])
