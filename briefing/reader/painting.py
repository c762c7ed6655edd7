"""Spans become styles: the only place where the two meet.

Owns the drawing of one row of text with whatever passages cross it, and the labels in the gutter beside it. Refuses
to know a widget: it is given words and annotations, and returns segments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from rich.segment import Segment
from rich.style import Style

from briefing.display import harmless
from briefing.spans import Span

Ink = Mapping[str, Style]
"""A style for every slot of the palette."""

Parts = tuple[tuple[str, str], ...]
"""Words side by side, each with the slot of its style; an empty slot is plain."""

MARGIN = (" ", "")
"""The column left of words that have a row to themselves."""

PLAIN, PASSAGE, OWN, CURRENT = range(4)
"""How strongly a character is marked; where passages overlap the strongest wins."""

SLOTS = {PASSAGE: "passage", OWN: "own", CURRENT: "current"}


def draw(parts: Parts, ink: Ink, base: Style) -> list[Segment]:
    """Return the segments of words in slots. Whatever the words went through before, they are harmless after this."""
    return [Segment(harmless(words), base + ink.get(slot, Style.null())) for words, slot in parts]


def strengths(row: Span, marks: Iterable[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """Cut a row into stretches of equal strength, in order and without gaps; where marks overlap the strongest wins."""
    strength_at = [PLAIN] * len(row)
    for span, strength in sorted(marks, key=lambda mark: mark[1]):
        start, end = max(span.start, row.start) - row.start, min(span.end, row.end) - row.start
        if start < end:
            strength_at[start:end] = [strength] * (end - start)
    cut, start = [], row.start
    for strength, characters in groupby(strength_at):
        end = start + len(list(characters))
        cut.append((Span(start, end), strength))
        start = end
    return cut


def paint(text: str, row: Span, marks: Iterable[tuple[Span, int]], ink: Ink, base: Style) -> list[Segment]:
    """Return the segments of one row of `text`, which must be the shown text, without its line break."""
    words = row.of(text).rstrip("\n ")
    visible = Span(row.start, row.start + len(words))
    return [
        Segment(stretch.of(text), base + ink[SLOTS[strength]] if strength else base)
        for stretch, strength in strengths(visible, marks)
    ]


def gutter(row_count: int, beginnings: Iterable[tuple[int, str]]) -> list[str]:
    """Place labels beside the rows of one line of text.

    `beginnings` gives each label with the row, counted from 0, on which its passage begins. Where several begin on
    one row the next ones stand on the rows below; what finds no row is counted on the last one, as `+2`.
    """
    waiting = sorted(beginnings, key=lambda beginning: beginning[0])
    labels: list[str] = []
    for row in range(row_count):
        if waiting and waiting[0][0] <= row:
            last = row == row_count - 1
            labels.append(f"+{len(waiting)}" if last and len(waiting) > 1 else waiting.pop(0)[1])
        else:
            labels.append("")
    return labels
