"""Spans become styles: the only place where the two meet.

Owns the drawing of one row of text with what its words mean and whatever passages cross it, and the labels in the
gutter beside it. Refuses to know a widget: it is given words and spans, and returns segments, or the strip of a row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import groupby, pairwise

from rich.cells import cell_len, set_cell_size, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from briefing.display import harmless, one_line
from briefing.reader.wrapping import UNEVEN
from briefing.spans import Span

Ink = Mapping[str, Style]
"""A style for every slot of the palette."""

Parts = tuple[tuple[str, str], ...]
"""Words side by side, each with the slot of its style; an empty slot is plain."""

Page = Callable[[int], list[Parts]]
"""Gives the lines of a page for a width in columns."""

MARGIN = (" ", "")
"""The column left of words that have a row to themselves."""

PLAIN, PASSAGE, OWN, CURRENT, HIT, FOUND = range(6)
"""How strongly a character is marked; where passages and hits overlap the strongest wins."""

SLOTS = {PASSAGE: "passage", OWN: "own", CURRENT: "current", HIT: "hit", FOUND: "found"}


def draw(parts: Parts, ink: Ink, base: Style) -> list[Segment]:
    """Return the segments of words in slots. Whatever the words went through before, they are harmless after this."""
    return [Segment(harmless(words), base + ink.get(slot, Style.null())) for words, slot in parts]


def filled(segments: list[Segment], width: int, base: Style) -> Strip:
    """Return a row in exactly so many columns: the rest of them blank, or cut where it needs more."""
    taken = sum([len(words) if words.isascii() else cell_len(words) for words, _, _ in segments])
    if taken > width:
        return Strip(segments, taken).crop(0, width)
    return Strip([*segments, Segment(" " * (width - taken), base)] if taken < width else segments, width)


def title_of(words: str) -> Content:
    """Return words as the title of a border."""
    return Content(f" {one_line(words)} ")


def whole_hints(hints: Iterable[str], room: int) -> str:
    """Return as many hints as stand whole in `room` columns, the first ones, parted by lines."""
    said = ""
    for hint in hints:
        longer = f"{said} │ {hint}" if said else hint
        if cell_len(longer) > room:
            break
        said = longer
    return said


def cut(words: str, room: int) -> str:
    """Return `words` in at most `room` columns, with an ellipsis where they had to be cut."""
    return set_cell_size(words, room - 1).rstrip() + "…" if cell_len(words) > room > 0 else words


def fitted(words: str, room: int) -> str:
    """Return `words` in exactly `room` columns, with an ellipsis where they had to be cut."""
    return set_cell_size(cut(words, room), max(room, 0))


def marked(words: str, slot: str, spans: Iterable[Span], mark: str) -> Parts:
    """Return words with some stretches of them in another slot; `words` may have been cut or filled up since."""
    marks = [(span, 1) for span in spans]
    return tuple((piece.of(words), mark if on else slot) for piece, on in strengths(Span(0, len(words)), marks))


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


def layers(row: Span, meanings: Collection[tuple[Span, str]]) -> list[tuple[Span, list[str]]]:
    """Cut a row where a meaning begins or ends, in order and without gaps; each stretch with its slots, as given."""
    inside = [edge for span, _ in meanings for edge in (span.start, span.end) if row.contains(edge)]
    return [
        (Span(start, end), [slot for span, slot in meanings if span.start <= start and end <= span.end])
        for start, end in pairwise(sorted({row.start, row.end, *inside}))
    ]


def edges_of(words: str, start: int) -> list[int]:
    """Return where what is drawn as one character begins, and the end; `start` is the offset of the first."""
    return [start + first for first, _, _ in split_graphemes(words)[0]] + [start + len(words)]


def unbroken(span: Span, edges: Sequence[int]) -> Span:
    """Return a span with the whole of every character that it begins or ends in; `edges` are where they begin."""
    start, end = span.start, span.end
    if edges[0] < start < edges[-1]:
        start = edges[bisect_right(edges, start) - 1]
    if edges[0] < end < edges[-1]:
        end = edges[bisect_left(edges, end)]
    return Span(start, end) if len(span) else Span(start, start)


def paint(
    text: str,
    row: Span,
    marks: Iterable[tuple[Span, int]],
    ink: Ink,
    base: Style,
    meanings: Collection[tuple[Span, str]] = (),
) -> list[Segment]:
    """Return the segments of one row of `text`, which must be the shown text, without its line break.

    What the words mean is laid over the base in the order given, and how strongly they are marked over that. A hit is
    marked as a hit and as nothing else, so that it looks the same wherever it stands. What is drawn as one character
    has one look: its parts, each by itself, would take more columns than the whole.
    """
    words = row.of(text).rstrip("\n ")
    if UNEVEN.search(words):
        edges = edges_of(words, row.start)
        marks = [(unbroken(span, edges), strength) for span, strength in marks]
        meanings = [(unbroken(span, edges), slot) for span, slot in meanings]
    segments = []
    for stretch, strength in strengths(Span(row.start, row.start + len(words)), marks):
        mark = ink[SLOTS[strength]] if strength else Style.null()
        for piece, slots in layers(stretch, () if strength >= HIT else meanings):
            segments.append(Segment(piece.of(text), sum((ink[slot] for slot in slots), base) + mark))
    return segments


UNSURE = "~"
"""Stands before the label of a passage that is to be confirmed."""

BELOW = "^"
"""Stands before a label that had no room on the row where its passage begins, which is above."""


def gutter(row_count: int, beginnings: Iterable[tuple[int, str]], current: tuple[int, str] | None = None) -> list[str]:
    """Place labels beside the rows of one line of text.

    `beginnings` gives each label with the row, counted from 0, on which its passage begins. Where several begin on
    one row the next ones stand on the rows below, each with a sign that it does; what finds no row is counted on the
    last one, as `+2`. The label of the `current` passage has its own row for itself.
    """
    label_here = current[1] if current else ""
    waiting = sorted((found for found in beginnings if found[1] != label_here), key=lambda beginning: beginning[0])
    labels: list[str] = []
    for row in range(row_count):
        if current and row == current[0]:
            labels.append(label_here)
        elif waiting and waiting[0][0] <= row:
            if row == row_count - 1 and len(waiting) > 1:
                labels.append(f"+{len(waiting)}")
                continue
            begins, label = waiting.pop(0)
            # That a passage is to be confirmed matters more than that its label had to give way.
            labels.append(label if begins == row or label.startswith(UNSURE) else f"{BELOW}{label}")
        else:
            labels.append("")
    return labels
