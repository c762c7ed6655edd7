"""The terminal's cells: what it shows, what it should show, and few bytes from the one to the other.

Owns every byte of a frame, and is the second fence: what a terminal would not simply print is never sent, whoever
asked for it. Refuses to know Textual, Rich, widgets or keys: rows of cells come in and a string goes out. A wrong
guess about what moved costs bytes and never a cell, for after a scroll every row is compared again.

The idea is that of curses: keep a copy of the screen, compare, and let the terminal move whole rows itself (James
Gosling, "A redisplay algorithm", 1981). Rows that moved are found as `diff` finds lines: those that occur once vote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain, compress, groupby, pairwise
from operator import attrgetter, is_not
from typing import NamedTuple

from briefing.reader.wire.pen import Pen, alike, ground, sure

GAP = 4
"""Unchanged cells that are repeated rather than jumped over: a jump within a row takes four bytes."""

BLOCK = 3
"""Rows that a scroll must put right before it is worth its twenty bytes."""

FEW = 12
"""Rows of a frame that may be written one look after the other. A page comes from its top to its end."""


class Cell(NamedTuple):
    """One column of one row."""

    text: str
    """What stands here, with all that combines with it; nothing in the right half of something wide."""

    sgr: str = ""
    """Its look, as parameters of SGR; nothing for the terminal's own."""


Row = list[Cell]


class Line:
    """A row on its way to the terminal and there, with what is found out about it once. Nobody changes it any more."""

    def __init__(self, row: Row) -> None:
        self.row = row

    @cached_property
    def sure(self) -> bool:
        """Whether every terminal gives the cells the columns that they have here."""
        return sure(self.row)

    @cached_property
    def key(self) -> int:
        """What equal rows have in common."""
        return hash(tuple(self.row))


BLANK = Cell(" ")
"""What the terminal itself puts where rows were taken away."""


class Block(NamedTuple):
    """Rows that moved up together by `by`, or down where it is negative."""

    top: int
    bottom: int
    by: int


class Stretch(NamedTuple):
    """Columns of a row that are to be written."""

    y: int
    start: int
    stop: int


class Grid:
    """The screen as it was last sent, and what is owed to it."""

    def __init__(self, *, fills: bool = False) -> None:
        """Take whether erasing fills with the present background (`bce` and `ech` in terminfo)."""
        self.fills = fills
        self.shown: list[Line] = []
        self.wanted: dict[int, Row] = {}

    def forget(self) -> None:
        """Take all that stands there as unknown: it was resized, suspended, or written to by someone else."""
        self.shown, self.wanted = [], {}

    @property
    def known(self) -> bool:
        """Say whether what stands on the screen is known, or will be once everything owed is paid."""
        return bool(self.shown or self.wanted)

    def row(self, y: int) -> Row:
        """Return what will stand in a row once everything owed is paid; nothing where that is unknown."""
        return self.wanted.get(y) or (self.shown[y].row if y < len(self.shown) else [])

    def want(self, rows: Mapping[int, Row]) -> bool:
        """Ask for whole rows, and say whether anything is owed. The last word about a row holds."""
        self.wanted.update(rows)
        known = len(self.shown)
        self.wanted = {y: row for y, row in self.wanted.items() if y >= known or row != self.shown[y].row}
        return bool(self.wanted)

    def pay(self) -> str:
        """Return the bytes that settle what is owed, and take them for sent."""
        owed, self.wanted = {y: Line(row) for y, row in self.wanted.items()}, {}
        self.shown += [Line([]) for _ in range(1 + max(owed, default=-1) - len(self.shown))]
        block = moved(self.shown, owed)
        scrolled = ""
        if block:
            owed = {y: self.shown[y] for y in range(block.top, block.bottom + 1)} | owed
            scrolled = self._scroll(block)
        stretches = [Stretch(y, *ends) for y in sorted(owed) for ends in changes(self.shown[y], owed[y])]
        ways = [stretches]
        if len(owed) <= FEW and all(line.sure for line in owed.values()):
            ways.append(by_look(stretches, owed))
        for y, line in owed.items():
            self.shown[y] = line
        return scrolled + min((self._written(way, owed) for way in ways), key=len)

    def _written(self, stretches: Iterable[Stretch], lines: Mapping[int, Line]) -> str:
        pen = Pen(fills=self.fills)
        for y, start, stop in stretches:
            pen.draw(y, start, stop, lines[y].row)
        return pen.lift()

    def _scroll(self, block: Block) -> str:
        top, bottom, by = block
        moving, width = self.shown[top : bottom + 1], len(self.shown[top].row)
        blank = [Line([BLANK] * width)] * abs(by)
        self.shown[top : bottom + 1] = [*moving[by:], *blank] if by > 0 else [*blank, *moving[:by]]
        pen = Pen(fills=self.fills)
        pen.scroll(top, bottom, by)
        return pen.lift()


def by_look(stretches: Iterable[Stretch], lines: Mapping[int, Line]) -> list[Stretch]:
    """Return the same, cut so as to be written one look after the other: a jump is mostly shorter than a colour."""
    looks: dict[str, list[Stretch]] = {}
    for y, start, stop in stretches:
        for sgr, cells in groupby(lines[y].row[start:stop], key=attrgetter("sgr")):
            end = start + len([*cells])
            looks.setdefault(sgr, []).append(Stretch(y, start, end))
            start = end
    return [*chain.from_iterable(looks.values())]


def laid(row: Row, x: int, cells: Row) -> Row:
    """Return a row with some cells laid over it; what is wide and cut in half leaves a space."""
    base = [*row, *[BLANK] * (x - len(row))]
    end = x + len(cells)
    if x < len(base) and not base[x].text and x:
        base[x - 1] = Cell(" ", base[x - 1].sgr)
    if end < len(base) and not base[end].text:
        base[end] = Cell(" ", base[end].sgr)
    base[x:end] = cells
    return base


def changes(old: Line, new: Line) -> list[tuple[int, int]]:
    """Return the stretches of a row to write. Where terminals may disagree about a width, that is all of it."""
    was, row = old.row, new.row
    if was == row:
        return []
    if len(was) != len(row) or not (old.sure and new.sure):
        return [(0, len(row))]
    # Most cells are the very same, or have another text; only the others need a look.
    differing = compress(range(len(row)), map(is_not, was, row))
    changed = [x for x in differing if was[x].text != row[x].text or not alike(was[x], row[x])]
    found: list[tuple[int, int]] = []
    start = changed[0] if changed else 0
    for last, x in pairwise(changed):
        if x > last + 1 and not _worth_repeating(row, last + 1, x):
            found.append((start, last + 1))
            start = x
    return [*found, (start, changed[-1] + 1)] if changed else []


def _worth_repeating(row: Row, start: int, stop: int) -> bool:
    """Say whether unchanged cells cost no more than a jump: few, in the look that the pen has there anyway."""
    pen = row[start - 1].sgr
    return stop - start <= GAP and all(
        sgr == pen or (text == " " and ground(sgr) == ground(pen)) for text, sgr in row[start:stop]
    )


def moved(shown: list[Line], owed: Mapping[int, Line]) -> Block | None:
    """Return the rows that moved together over the whole width of the screen, where a scroll puts enough right.

    Rows that stand once on the screen vote for how far. Of that distance the best stretch is taken (Kadane): a row
    that a scroll puts right counts for it, one that was right and would not be any more counts against it.
    """
    if len(owed) < BLOCK:
        return None
    keys = [line.key if line.row else None for line in shown]
    becomes = {y: line.key for y, line in owed.items()}
    once = {key: y for y, key in enumerate(keys) if key is not None}
    seen = Counter(keys)
    votes = Counter(once[key] - y for y, key in becomes.items() if key in once and seen[key] == 1)
    by = votes.most_common(1)[0][0] if votes else 0
    if not by:
        return None
    best, start, total = (0, 0, 0), 0, 0
    for y in range(max(0, -by), len(shown) - max(0, by)):
        if total <= 0:
            start, total = y, 0
        total += _gain(y in owed, becomes.get(y, keys[y]) == keys[y + by])
        best = max(best, (total, start, y), key=lambda one: one[0])
    score, first, last = best
    # The rows that the scroll leaves blank have to be written, right as they may have been.
    bared = range(last + 1, last + by + 1) if by > 0 else range(first + by, first)
    score -= sum(y not in owed for y in bared)
    top, bottom = first + min(by, 0), last + max(by, 0)
    lengths = {len(line.row) for line in shown[top : bottom + 1]}
    known = len(lengths) == 1 and 0 not in lengths
    return Block(top, bottom, by) if score >= BLOCK and known else None


def _gain(is_owed: bool, would_be_right: bool) -> int:
    return int(would_be_right) if is_owed else int(would_be_right) - 1
