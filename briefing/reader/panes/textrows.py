"""The rows of a text as they are drawn at one moment: the labels beside it, the cursor's mark, the words.

Owns what passages and hits cross a row, what its words mean, and which label has a row. Whatever is the same for all
rows is asked for once. Refuses to know a widget: it is told where the reader is, and returns segments.
"""

from __future__ import annotations

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style

from briefing.cursor import Cursor, annotation
from briefing.documents import DocumentText
from briefing.dossier import Dossier
from briefing.markup import Meaning, markup_of, meanings
from briefing.reader.painting import CURRENT, FOUND, HIT, OWN, PASSAGE, UNSURE, Ink, gutter, paint
from briefing.reader.wrapping import Rows
from briefing.resolving import Annotation
from briefing.search import Search
from briefing.spans import Span
from briefing.vocabulary import Kind

KINDS_BY_LETTER = {kind.letter: kind for kind in Kind}


class Columns(Struct, frozen=True):
    """The columns left of the words."""

    indent: int
    """Those left of everything."""
    gutter: int
    """Those of the labels, with the cursor's mark and what stands between it and the words."""


class TextRows:
    """One text as one cursor has it."""

    def __init__(
        self, dossier: Dossier, cursor: Cursor, search: Search, rows: Rows, labels: dict[int, list[str]]
    ) -> None:
        """Take where the reader is, in a document that has been read, and the labels placed so far, by line."""
        self.dossier, self.cursor, self.search, self.rows, self.labels = dossier, cursor, search, rows, labels
        self.reading = dossier.readings[cursor.doc]
        self.current = annotation(dossier, cursor)
        self.here = rows.row_at(cursor.spot.start)
        document = dossier.digest.shelf.get(cursor.doc)
        # A document is read as Markdown when the first of its rows is drawn.
        self.meant = meanings(self.text.received, markup_of(document)) if document else None

    @property
    def text(self) -> DocumentText:
        """The words."""
        assert self.reading.text is not None
        return self.reading.text

    def segments(self, row: int, columns: Columns, ink: Ink, base: Style) -> list[Segment]:
        """Draw one row: label, cursor mark, words."""
        span = self.rows.span(row)
        label = self._label(row)
        slot = KINDS_BY_LETTER.get(label.removeprefix(UNSURE)[:1], "muted")
        here = row == self.here
        return [
            Segment(" " * columns.indent, base),
            Segment(label.rjust(columns.gutter - 2), base + ink[slot]),
            Segment(">" if here else " ", base + ink["cursor"] if here else base),
            Segment(" ", base),
            *paint(self.text.shown, span, self._marks(span), ink, base, self._meanings(span)),
        ]

    def _marks(self, span: Span) -> list[tuple[Span, int]]:
        """Return what crosses a row, with how strongly it is marked. Mentions show only for the current actor."""
        current, cursor = self.current, self.cursor
        marks = [
            (found.span, PASSAGE if found.item != cursor.item else CURRENT if found == current else OWN)
            for found in self.reading.layer.touching(span)
        ]
        marks += [
            (found.span, CURRENT if found == current else OWN)
            for found in self.reading.mentions.touching(span)
            if found.item == cursor.item
        ]
        hits = [(hit, FOUND if hit == cursor.spot else HIT) for hit in self.search.marks(cursor.doc, span)]
        return [*((stretch, strength) for stretch, strength in marks if stretch), *hits]

    def _meanings(self, span: Span) -> list[Meaning]:
        """Return what the words of a row mean."""
        return list(self.meant.touching(span)) if self.meant else []

    def _label(self, row: int) -> str:
        """Return the label in the gutter beside a row. Labels are placed a line of the document at a time."""
        lines, rows = self.text.lines, self.rows
        line = lines.line_at(rows.span(row).start)
        stretch = lines.span(line)
        first = rows.row_at(stretch.start)
        if line not in self.labels:
            last = rows.row_at(max(stretch.end - 1, stretch.start))
            self.labels[line] = gutter(
                last - first + 1, self._beginnings(stretch, first), self._current(stretch, first)
            )
        labels = self.labels[line]
        return labels[row - first] if 0 <= row - first < len(labels) else ""

    def _current(self, stretch: Span, first: int) -> tuple[int, str] | None:
        """Return the row on which the current passage begins, with the label of its item, if it begins on this line."""
        found = self.current
        if (
            found is None
            or found.span is None
            or found.doc != self.cursor.doc
            or not stretch.start <= found.span.start < max(stretch.end, stretch.start + 1)
        ):
            return None
        return self.rows.row_at(found.span.start) - first, self._label_of(found)

    def _label_of(self, found: Annotation) -> str:
        """Return the label of an annotation, with a mark where its passage is to be confirmed."""
        mark = UNSURE if found.anchor.status.to_confirm else ""
        return f"{mark}{self.dossier.digest.labels[found.item]}"

    def _beginnings(self, stretch: Span, first: int) -> list[tuple[int, str]]:
        beginnings: dict[str, int] = {}
        for found in self.reading.layer.touching(stretch):
            if found.span and found.span.start >= stretch.start:
                beginnings.setdefault(self._label_of(found), self.rows.row_at(found.span.start) - first)
        return [(row, label) for label, row in beginnings.items()]
