"""The text of one document, with its passages marked and the items that rest on them named in the gutter.

Owns the text cursor's motion by rows and pages, the room of the gutter, and bringing the spot into view. Refuses to
change what is current: it turns a motion into a span, and the reading screen decides.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Set

from rich.style import Style
from textual.reactive import reactive

from briefing.cursor import Cursor, annotation
from briefing.documents import DocumentText
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.reader.layout import MEASURE
from briefing.reader.painting import BELOW, draw
from briefing.reader.panes.pane import Drawing, Pane
from briefing.reader.panes.textrows import Columns, TextRows
from briefing.reader.wrapping import Rows
from briefing.search import NO_SEARCH, Search
from briefing.spans import Span
from briefing.vocabulary import Kind

OPENED_AT_ONCE = 8
"""Wrapped documents kept, so that going to and fro between them costs nothing."""

WIDE = 10
"""Columns beyond the measure from which a text is moved away from the edge."""

MARGIN = 3
"""Rows kept in view above and below the text cursor where there are any."""


class TextPane(Pane):
    """The text. What is marked in it and where the cursor stands follow from the reader's cursor alone."""

    search: reactive[Search] = reactive(NO_SEARCH, repaint=False)

    def __init__(self) -> None:
        super().__init__(id=PaneId.TEXT.value)
        self._wrapped: OrderedDict[tuple[int, int], tuple[DocumentText, Rows]] = OrderedDict()
        self._labels: dict[int, list[str]] = {}
        self.gutter_width = 6

    @property
    def text(self) -> DocumentText | None:
        """The words of the document in the pane."""
        return self.dossier.text(self.cursor.doc) if self.dossier else None

    @property
    def rows(self) -> Rows:
        """The rows of the document at the present width."""
        text = self.text
        width = min(self.size.width - self.gutter_width - 1, MEASURE)
        if text is None or width < 1:
            return Rows("", 1)
        key = (id(text), width)
        kept = self._wrapped.get(key)
        if kept is None or kept[0] is not text:
            kept = self._wrapped[key] = (text, Rows(text.shown, width))
            self._labels.clear()
        self._wrapped.move_to_end(key)
        while len(self._wrapped) > OPENED_AT_ONCE:
            self._wrapped.popitem(last=False)
        return kept[1]

    def title(self) -> str:
        """Number, document, publisher and date."""
        digest = self.dossier.digest if self.dossier else None
        document = digest.shelf.get(self.cursor.doc) if digest else None
        if digest is None or document is None:
            return f"{self.key(PaneId.TEXT)} Text"
        turn = f"{digest.turns[document.id] + 1}/{len(digest.shelf)}"
        names = dict.fromkeys((document.id, document.publisher, document.published, document.path))
        return " │ ".join(filter(None, (f"{self.key(PaneId.TEXT)} Text {turn}", *names)))

    def indent(self) -> int:
        """Return the columns left of the labels: a text that has a screen for itself stands in the middle of it."""
        beyond = self.size.width - self.gutter_width - 1 - MEASURE
        return beyond // 2 if beyond >= WIDE else 0

    def row_span(self, row: int) -> Span:
        """Return what a row stands for, as a span of the document; the nearest row with words where it has none."""
        return self.rows.span(self._worded(row, forward=True))

    def count(self) -> int:
        """The number of rows of the document."""
        return len(self.rows)

    def current_row(self) -> int:
        """The row on which the spot begins."""
        return self.rows.row_at(self.cursor.spot.start)

    def on_resize(self) -> None:
        """Wrap for another width."""
        self._labels.clear()

    def watch_dossier(self, old: Dossier | None, new: Dossier | None) -> None:
        """Take another snapshot: other words, other passages, perhaps longer labels."""
        if old and new and self._drawn_from(old) == self._drawn_from(new):
            return
        self._labels.clear()
        sizes = [len(self.dossier.digest.of(kind)) for kind in Kind] if self.dossier else [0]
        self.gutter_width = len(BELOW) + max(3, 1 + len(str(max(sizes)))) + 2
        super().watch_dossier(old, new)

    def _drawn_from(self, dossier: Dossier) -> tuple[object, ...]:
        """Return what of a snapshot the pane shows: more may be known of other documents, and nothing of this one."""
        return dossier.digest, dossier.readings.get(self.cursor.doc), annotation(dossier, self.cursor)

    def watch_cursor(self, old: Cursor, new: Cursor) -> None:
        """Show another document, or paint what changed in this one: all of it, where it is scrolled."""
        if old.doc != new.doc:
            self._labels.clear()
            self.retitle()
            self.lay_rows()
            return
        other = (old.item, old.passage) != (new.item, new.passage)
        if other:
            self._labels.clear()
        top = self.scroll_offset.y
        if old.spot != new.spot or old.pane != new.pane:
            self.reveal()
        if self.scroll_offset.y != top:
            return
        if other:
            self.refresh_items({old.item, new.item})
        if old.spot != new.spot:
            for spot in (old.spot, new.spot):
                self.refresh_rows(spot if spot in self.search.marks(new.doc, spot) else Span(spot.start, spot.start))

    def watch_search(self, old: Search, new: Search) -> None:
        """Paint the rows in view whose hits changed."""
        doc, view = self.cursor.doc, self.in_view()
        if (old.hits is new.hits and old.doc == new.doc) or not view:
            return
        for hit in {*old.marks(doc, view)} ^ {*new.marks(doc, view)}:
            self.refresh_rows(hit)

    def in_view(self) -> Span:
        """Return the words whose rows are on the screen."""
        rows, top = self.rows, min(self.scroll_offset.y, self.count() - 1)
        last = min(top + self.size.height, len(rows)) - 1
        return Span(rows.span(top).start, rows.span(last).end) if last >= top else Span(0, 0)

    def refresh_items(self, items: Set[str]) -> None:
        """Paint the rows in view of all lines that items have marked: on a line labels give way to one another."""
        text, reading = self.text, self.dossier.readings.get(self.cursor.doc) if self.dossier else None
        view = self.in_view()
        if text is None or reading is None or not view:
            return

        def whole_lines(stretch: Span) -> Span:
            ends = (stretch.start, max(stretch.end - 1, stretch.start))
            first, last = (text.lines.span(text.lines.line_at(at)) for at in ends)
            return Span(first.start, max(last.end, first.start + 1))

        around = whole_lines(view)
        for found in (*reading.layer.touching(around), *reading.mentions.touching(around)):
            if found.span and found.item in items and (lines := whole_lines(found.span)).overlaps(view):
                self.refresh_rows(Span(max(lines.start, view.start), min(lines.end, view.end)))

    def refresh_rows(self, stretch: Span) -> None:
        """Paint the rows on which a stretch of text stands."""
        for row in range(self.rows.row_at(stretch.start), self.rows.row_at(max(stretch.end - 1, stretch.start)) + 1):
            self.refresh_line(row)

    def show_row(self, row: int) -> None:
        """Scroll by as little as keeps a margin; a jump out of view puts its row at a third of the height."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        margin = min(MARGIN, (height - 1) // 2)
        if top + margin <= row < top + height - margin:
            return
        near = top - height // 2 <= row < top + height + height // 2
        target = row - height // 3
        if near:
            target = row - margin if row < top + margin else row - height + margin + 1
        self.scroll_to(y=min(max(target, 0), max(self.count() - height, 0)), animate=False, immediate=True)

    def motion(self, name: str, count: int = 1) -> Span:
        """Return the row that a motion by rows or pages leads to, as a span of the document.

        `line` and `share` go to a line, counted from 1, and to so many hundredths of the document.
        """
        rows, page = self.rows, max(self.size.height - 2, 1)
        row = self.current_row()
        if name in ("page-down", "page-up"):
            row = self._turn_page(row, count * (page if name == "page-down" else -page))
        steps = {"down": 1, "up": -1, "half-down": page // 2, "half-up": -(page // 2)}
        target = {"top": 0, "end": len(rows) - 1, "line": self._row_of_line(count), "share": len(rows) * count // 100}
        at = min(max(target.get(name, row + count * steps.get(name, 0)), 0), len(rows) - 1)
        return rows.span(self._worded(at, forward=at >= row and name not in ("end", "page-up")))

    def _row_of_line(self, line: int) -> int:
        lines = self.text.lines if self.text else None
        return self.rows.row_at(lines.span(min(max(line, 1), len(lines))).start) if lines else 0

    def _turn_page(self, row: int, by: int) -> int:
        """Scroll by a page and return the row where the text cursor then stands: where it stood on the screen."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        last = max(self.count() - height, 0)
        turned = min(max(top + by, 0), last)
        if turned == top:
            return row + by
        margin = min(MARGIN, (height - 1) // 2)
        self.scroll_to(y=turned, animate=False, immediate=True)
        return turned + min(max(row - top, margin), height - 1 - margin)

    def drawing(self, width: int, base: Style) -> Drawing:
        """Return how rows are drawn: label, cursor mark, words."""
        ink = self.ink
        if self.text is None or self.dossier is None:
            absence = draw(((self._absence(), "problem"),), ink, base)
            return lambda row: absence
        drawn = TextRows(self.dossier, self.cursor, self.search, self.rows, self._labels)
        columns = Columns(self.indent(), self.gutter_width)
        return lambda row: drawn.segments(row, columns, ink, base)

    def _worded(self, row: int, *, forward: bool) -> int:
        """Return the nearest row with words on it, looking ahead first."""
        text, rows = self.text, self.rows
        if text is None:
            return row
        ways = [range(row, len(rows)), range(row, -1, -1)]
        for way in ways if forward else reversed(ways):
            for candidate in way:
                if rows.span(candidate).of(text.shown).strip():
                    return candidate
        return row

    def _absence(self) -> str:
        reading = self.dossier.readings.get(self.cursor.doc) if self.dossier else None
        if reading and reading.problem:
            return f"  {reading.problem.message}"
        waiting = self.dossier and (self.dossier.awaited or self.cursor.doc in self.dossier.digest.shelf)
        return "  reading…" if waiting else "  no document"
