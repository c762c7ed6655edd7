"""The text of one document, with its passages marked and the items that rest on them named in the gutter.

Owns the text cursor's motion by rows and pages, the gutter, and bringing the spot into view. Refuses to change what
is current: it turns a motion into a span, and the reading screen decides.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Set

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive

from briefing.cursor import Cursor, annotation
from briefing.documents import DocumentText
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.markup import Meaning, markup_of, meanings
from briefing.reader.layout import MEASURE
from briefing.reader.painting import BELOW, CURRENT, FOUND, HIT, OWN, PASSAGE, UNSURE, draw, gutter, paint
from briefing.reader.panes.pane import Pane
from briefing.reader.wrapping import Rows
from briefing.resolving import Annotation
from briefing.search import NO_SEARCH, Search
from briefing.spans import Span
from briefing.vocabulary import Kind

OPENED_AT_ONCE = 8
"""Wrapped documents kept, so that going to and fro between them costs nothing."""

KINDS_BY_LETTER = {kind.letter: kind for kind in Kind}

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
        """Show another document, or paint what changed in this one."""
        if old.doc != new.doc:
            self._labels.clear()
            self.retitle()
            self.lay_rows()
            return
        if (old.item, old.passage) != (new.item, new.passage):
            self._labels.clear()
            self.refresh_items({old.item, new.item})
        if old.spot != new.spot:
            for spot in (old.spot, new.spot):
                self.refresh_rows(spot if spot in self.search.marks(new.doc, spot) else Span(spot.start, spot.start))
        if old.spot != new.spot or old.pane != new.pane:
            self.reveal()

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
        """Paint the rows in view that items have marked, and all of their lines: labels give way to one another."""
        text, reading = self.text, self.dossier.readings.get(self.cursor.doc) if self.dossier else None
        view = self.in_view()
        if text is None or reading is None or not view:
            return
        for found in (*reading.layer.touching(view), *reading.mentions.touching(view)):
            if found.span and found.item in items:
                first = text.lines.span(text.lines.line_at(found.span.start)).start
                last = text.lines.span(text.lines.line_at(max(found.span.end - 1, found.span.start))).end
                self.refresh_rows(Span(max(first, view.start), min(max(last, first + 1), view.end)))

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

    def segments(self, row: int, width: int, base: Style) -> list[Segment]:
        """Draw one row: label, cursor mark, words."""
        text, rows = self.text, self.rows
        if text is None or self.dossier is None:
            return draw(((self._absence(), "problem"),), self.ink, base)
        span = rows.span(row)
        label = self._label(row)
        here = row == self.current_row()
        slot = KINDS_BY_LETTER.get(label.removeprefix(UNSURE)[:1], "muted")
        return [
            Segment(" " * self.indent(), base),
            Segment(label.rjust(self.gutter_width - 2), base + self.ink[slot]),
            Segment(">" if here else " ", base + self.ink["cursor"] if here else base),
            Segment(" ", base),
            *paint(text.shown, span, self._marks(span), self.ink, base, self._meanings(span)),
        ]

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

    def _marks(self, span: Span) -> list[tuple[Span, int]]:
        """Return what crosses a row, with how strongly it is marked. Mentions show only for the current actor."""
        dossier, cursor = self.dossier, self.cursor
        assert dossier is not None
        current, reading = annotation(dossier, cursor), dossier.readings[cursor.doc]
        marks = [
            (found.span, PASSAGE if found.item != cursor.item else CURRENT if found == current else OWN)
            for found in reading.layer.touching(span)
        ]
        marks += [
            (found.span, CURRENT if found == current else OWN)
            for found in reading.mentions.touching(span)
            if found.item == cursor.item
        ]
        hits = [(hit, FOUND if hit == cursor.spot else HIT) for hit in self.search.marks(cursor.doc, span)]
        return [*((stretch, strength) for stretch, strength in marks if stretch), *hits]

    def _meanings(self, span: Span) -> list[Meaning]:
        """Return what the words of a row mean; a document is read as Markdown when the first of its rows is drawn."""
        assert self.dossier is not None
        text, document = self.text, self.dossier.digest.shelf.get(self.cursor.doc)
        return list(meanings(text.received, markup_of(document)).touching(span)) if text and document else []

    def _label(self, row: int) -> str:
        """Return the label in the gutter beside a row. Labels are placed a line of the document at a time."""
        text, rows = self.text, self.rows
        assert text is not None
        line = text.lines.line_at(rows.span(row).start)
        stretch = text.lines.span(line)
        first = rows.row_at(stretch.start)
        if line not in self._labels:
            height = rows.row_at(max(stretch.end - 1, stretch.start)) - first + 1
            self._labels[line] = gutter(height, self._beginnings(stretch, first), self._current(stretch, first))
        labels = self._labels[line]
        return labels[row - first] if 0 <= row - first < len(labels) else ""

    def _current(self, stretch: Span, first: int) -> tuple[int, str] | None:
        """Return the row on which the current passage begins, with the label of its item, if it begins on this line."""
        assert self.dossier is not None
        found = annotation(self.dossier, self.cursor)
        line = range(stretch.start, max(stretch.end, stretch.start + 1))
        if found is None or found.span is None or found.doc != self.cursor.doc or found.span.start not in line:
            return None
        return self.rows.row_at(found.span.start) - first, self._label_of(found)

    def _label_of(self, found: Annotation) -> str:
        """Return the label of an annotation, with a mark where its passage is to be confirmed."""
        assert self.dossier is not None
        mark = UNSURE if found.anchor.status.to_confirm else ""
        return f"{mark}{self.dossier.digest.labels[found.item]}"

    def _beginnings(self, stretch: Span, first: int) -> list[tuple[int, str]]:
        assert self.dossier is not None
        beginnings: dict[str, int] = {}
        for found in self.dossier.readings[self.cursor.doc].layer.touching(stretch):
            if found.span and found.span.start >= stretch.start:
                beginnings.setdefault(self._label_of(found), self.rows.row_at(found.span.start) - first)
        return [(row, label) for label, row in beginnings.items()]
