"""What was found in all documents and items, one row each.

Owns the rows, which of them is highlighted, and what is left of a line where there is little room. Refuses to search:
it is given what was found, a batch at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.display import harmless, one_line
from briefing.reader.painting import Ink, Parts, cut, draw, filled, fitted, marked
from briefing.search import doc_of
from briefing.seeking import Found
from briefing.spans import Span

PLACE = 12, 28
"""Columns for where something was found: those it has on any screen, and those it has at most."""

LINE = 6
"""Columns for the number of a line."""

SHARE = 3
"""The part of the room for its line that stands before a hit, at most."""


class Results(ScrollView, can_focus=False, inherit_bindings=False):
    """The rows."""

    class Picked(Message):
        """A row was clicked."""

    def __init__(self, places: Mapping[str, str]) -> None:
        """Take what to call the places in which something is found, by the name that `Found.doc` gives."""
        super().__init__()
        self.places = places
        self.longest = max(
            (cell_len(one_line(name)) + LINE * bool(doc_of(id_)) for id_, name in places.items()), default=0
        )
        self.found: list[Found] = []
        self.at = 0

    @property
    def current(self) -> Found | None:
        """What is highlighted."""
        return self.found[self.at] if self.found else None

    def start_over(self) -> None:
        """Forget what was found."""
        self.found, self.at = [], 0
        self.virtual_size = Size(self.size.width, 0)
        self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh()

    def add(self, found: Iterable[Found]) -> None:
        """Add what was found to the end: what is highlighted stays so."""
        before = len(self.found)
        self.found += found
        if len(self.found) > before:
            self.virtual_size = Size(self.size.width, len(self.found))
            if before < self.scroll_offset.y + self.size.height:
                self.refresh()

    def step(self, by: int) -> None:
        """Highlight another row, stopping at the ends."""
        at = min(max(self.at + by, 0), max(len(self.found) - 1, 0))
        for row in (self.at, at):
            self.refresh_line(row)
        self.at = at
        self.reveal()

    def reveal(self) -> None:
        """Bring the highlighted row into view, by half a page where it is not."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if not top <= self.at < top + height:
            self.scroll_to(y=max(self.at - height // 2, 0), animate=False, immediate=True)

    def on_resize(self) -> None:
        """Keep what is highlighted in view."""
        self.virtual_size = Size(self.size.width, len(self.found))
        self.reveal()

    def on_click(self, event: events.Click) -> None:
        """Highlight what is clicked, and say so."""
        at = event.get_content_offset(self)
        if at and 0 <= at.y + self.scroll_offset.y < len(self.found):
            self.step(at.y + self.scroll_offset.y - self.at)
            self.post_message(self.Picked())

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        base, width, row = self.rich_style, self.size.width, y + self.scroll_offset.y
        ink: Ink = self.app.ink  # type: ignore[attr-defined]
        if row >= len(self.found):
            return Strip.blank(width, base)
        parts = result_row(self.found[row], self.places, (self.longest, width), here=row == self.at)
        return filled(draw(parts, ink, base), width, base)


def result_row(found: Found, places: Mapping[str, str], columns: tuple[int, int], *, here: bool) -> Parts:
    """Return a row: the document and line, or the item, then the words with the hit marked.

    `columns` are those of the longest place, and those of the row.
    """
    longest, width = columns
    room = min(longest, max(PLACE[0], width // 4), PLACE[1])
    line = f":{found.line}" if doc_of(found.doc) else ""
    name = one_line(places.get(found.doc, found.doc))
    place = fitted(f"{cut(name, room - len(line))}{line}", room)
    words, mark = shortened(harmless(found.context), found.mark, width - room - 4)
    marker = (" > ", "cursor") if here else ("   ", "")
    return (
        marker,
        (place, "title" if here else "muted"),
        (" ", ""),
        *marked(cut(words, width - room - 4), "", (mark,), "found" if here else "hit"),
    )


def shortened(words: str, mark: Span, room: int) -> tuple[str, Span]:
    """Return words with a stretch of them so that its beginning is within `room` columns, and where it then stands."""
    first = mark.start
    before = 0
    while first > 0 and (before := before + cell_len(words[first - 1])) <= max(room // SHARE, 1):
        first -= 1
    if cell_len(words[: mark.end]) <= room - 1 or first == 0:
        first = 0
    sign = "…" if first else ""
    moved = len(sign) - first
    return sign + words[first:], Span(mark.start + moved, mark.end + moved)
