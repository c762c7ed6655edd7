"""Stretches of text and the lines they stand on.

Owns `Span`, `Lines` and `SpanIndex`. All offsets are Unicode code points in a text whose line breaks are `\\n`;
spans are half-open. Refuses to hold any text: a span means nothing without the document it belongs to.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """A stretch of text, half-open: `start` is in it, `end` is not."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a stretch that ends before it starts."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def __len__(self) -> int:
        """Return the number of code points covered."""
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a value even when it covers nothing."""
        return True

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a code point; an empty span is shared with what surrounds or begins at it."""
        return self.start < max(other.end, other.start + 1) and other.start < max(self.end, self.start + 1)

    def contains(self, offset: int) -> bool:
        """Say whether the code point at `offset` is covered."""
        return self.start <= offset < self.end

    def of(self, text: str) -> str:
        """Return the words that the span covers in `text`."""
        return text[self.start : self.end]


class Lines:
    """Where the lines of one text begin, so that offsets and line numbers turn into each other quickly."""

    __slots__ = ("_length", "_starts")

    def __init__(self, text: str) -> None:
        """Find the line breaks of `text`; the text itself is not kept."""
        starts = array("q", [0])
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        self._starts = starts
        self._length = len(text)

    def __len__(self) -> int:
        """Return the number of lines; a text that ends with a break has no empty line after it."""
        last_is_empty = len(self._starts) > 1 and self._starts[-1] == self._length
        return len(self._starts) - last_is_empty

    @property
    def extent(self) -> int:
        """The length of the text, in code points."""
        return self._length

    def line_at(self, offset: int) -> int:
        """Return the line, counted from 1, that holds `offset`."""
        return min(bisect_right(self._starts, offset), len(self))

    def column_at(self, offset: int) -> int:
        """Return the column of `offset` in its line, in code points, counted from 1."""
        return offset - self._starts[self.line_at(offset) - 1] + 1

    def span(self, line: int) -> Span:
        """Return the stretch of `line`, counted from 1, without its line break. Raises IndexError outside the text."""
        if not 1 <= line <= len(self):
            raise IndexError(f"no line {line}: the text has {len(self)}")
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else self._length
        return Span(start, end)


class SpanIndex:
    """Spans that may overlap in any way, asked which of them touch a stretch.

    Spans are kept by start, with the furthest end so far beside them, so that a question looks at the spans near it
    only. Where a long span reaches over many short ones, the furthest end of every two, four, eight spans and so on
    tells which of them to leap over (an interval tree, as in Cormen et al., "Introduction to Algorithms", ch. 14.3).
    """

    __slots__ = ("_furthest", "_reach", "_starts", "order", "spans")

    def __init__(self, spans: Iterable[Span]) -> None:
        """Sort the spans by start, longer first. `order` maps a sorted position to the position given."""
        given = list(spans)
        self.order = sorted(range(len(given)), key=lambda at: (given[at].start, -given[at].end))
        self.spans = [given[at] for at in self.order]
        self._starts = array("q", [span.start for span in self.spans])
        self._reach = array("q", accumulate(map(_beyond, self.spans), max))
        self._furthest: list[array[int]] = []

    def __len__(self) -> int:
        """Return the number of spans."""
        return len(self.spans)

    def touching(self, stretch: Span) -> Iterator[int]:
        """Yield the given positions of all spans that overlap `stretch`, in order of start, longer first."""
        at = bisect_right(self._reach, stretch.start)
        last = bisect_left(self._starts, _beyond(stretch))
        while at < last:
            if self.spans[at].overlaps(stretch):
                yield self.order[at]
                at += 1
            else:
                at = self._reaching(at + 1, stretch.start)

    def _reaching(self, at: int, offset: int) -> int:
        """Return the first sorted position from `at` on whose span goes beyond an offset, or how many there are."""
        levels = self._furthest = self._furthest or _furthest(self.spans)
        level = 0
        while at < len(levels[level]):
            if levels[level][at] <= offset:
                # Past the second of two, the next are looked at together with theirs.
                level, at = (level + 1, (at + 1) // 2) if at % 2 else (level, at + 1)
            elif level:
                level, at = level - 1, 2 * at
            else:
                return at
        return len(self.spans)

    def after(self, stretch: Span) -> int | None:
        """Return the given position of the first span that comes after `stretch` in order, or None at the end."""
        key = (stretch.start, -stretch.end)
        at = bisect_left(self._starts, stretch.start)
        while at < len(self.spans) and (self.spans[at].start, -self.spans[at].end) <= key:
            at += 1
        return self.order[at] if at < len(self.spans) else None

    def before(self, stretch: Span) -> int | None:
        """Return the given position of the last span that comes before `stretch` in order, or None at the start."""
        key = (stretch.start, -stretch.end)
        at = bisect_right(self._starts, stretch.start) - 1
        while at >= 0 and (self.spans[at].start, -self.spans[at].end) >= key:
            at -= 1
        return self.order[at] if at >= 0 else None


def _beyond(span: Span) -> int:
    """Return the first offset past all that a span overlaps; an empty one overlaps what begins at it."""
    return max(span.end, span.start + 1)


def _furthest(spans: list[Span]) -> list[array[int]]:
    """Return where each span ends, then the furthest end of every two of these, and so on up to a single one."""
    levels = [array("q", map(_beyond, spans))]
    while len(below := levels[-1]) > 1:
        levels.append(array("q", map(max, below[::2], below[1::2] + below[-1:])))
    return levels
