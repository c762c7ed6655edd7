"""Where the lines of a text break into rows on a screen.

Owns `Rows`: offset to row and row to offset, for one text at one width in columns. Refuses to change or hold a
character: rows are offsets into the text that was given, and what a row shows is cut from that text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

from rich.cells import split_graphemes

from briefing.display import one_line
from briefing.spans import Span

UNEVEN = re.compile(
    "[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u05c8-\u060f\u061b-\u064a\u0660-\u066f\u0671-\u06d5\u06ee-\u06ff"
    "\u1d00-\u1dbf\u1e00-\u200b\u200e-\u20cf\u2100-\u2319\u23f4-\u25fc\u25ff\u27c0-\u2b1a\u2b56-\u2e7f]"
)
"""Finds a character that may not be one column wide. Only a line that has one pays for being measured. Told by those
that are, which are few, because `re` goes through a set character by character when it compiles it."""

BY_HAND = 80
"""Characters of a line, on the whole, beyond which nobody would have broken a text by hand."""


class Rows:
    """The rows of one text at one width."""

    def __init__(self, text: str, width: int) -> None:
        """Break `text` (line breaks as `\\n`) into rows of at most `width` columns, between words where possible.

        A text without any empty line, whose lines are too long to have been broken by hand, gets one shown after each:
        each is a paragraph of its own.
        """
        self._length = len(text)
        self._starts = array("q", [0])
        width = max(width, 1)
        lines = text.count("\n") + 1
        airy = "\n\n" not in text and "\n" in text.strip("\n") and len(text) > BY_HAND * lines
        start = 0
        while start <= len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            self._break(text, start, end, width)
            if airy and start < end < len(text) - 1:
                self._starts.append(end)
            if end + 1 < len(text):
                self._starts.append(end + 1)
            start = end + 1

    def __len__(self) -> int:
        """Return the number of rows; never less than one."""
        return len(self._starts)

    def row_at(self, offset: int) -> int:
        """Return the row, counted from 0, on which the character at `offset` is shown."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def span(self, row: int) -> Span:
        """Return the stretch of text that a row stands for, with the space or line break that ends it."""
        start = self._starts[row]
        return Span(start, self._starts[row + 1] if row + 1 < len(self._starts) else self._length)

    def _break(self, text: str, start: int, end: int, width: int) -> None:
        """Break one line, from `start` to `end`. The search for the last space in reach is quickest done by `rfind`."""
        if end - start > width // 2 and UNEVEN.search(text, start, end):
            self._break_measured(text, start, end, width)
            return
        while end - start > width:
            space = text.rfind(" ", start + 1, start + width + 1)
            start = space + 1 if space > start else start + width
            if start < end:
                self._starts.append(start)

    def _break_measured(self, text: str, start: int, end: int, width: int) -> None:
        """Break one line whose characters differ in width, never inside what is drawn as one character."""
        column = row_column = space_column = 0
        row = after_space = start
        clusters, _ = split_graphemes(text[start:end])
        for first, last, size in clusters:
            at, is_space = start + first, text[start + first : start + last] == " "
            while column + size - row_column > width and at > row and not is_space:
                row, row_column = (after_space, space_column) if after_space > row else (at, column)
                self._starts.append(row)
            column += size
            if is_space:
                after_space, space_column = at + 1, column


def wrapped(words: str, width: int) -> list[str]:
    """Return words from outside as harmless rows of at most `width` columns."""
    shown = one_line(words)
    rows = Rows(shown, width)
    return [rows.span(row).of(shown).rstrip() for row in range(len(rows))]
