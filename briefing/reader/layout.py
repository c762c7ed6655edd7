"""Which layout a screen gets, and how its room is shared out: one rule, so that no size falls between.

Owns the modes and every width and height that depends on the size of the screen. Refuses widgets: it is given
numbers and returns numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

SMALLEST = (30, 8)
"""Columns and rows below which nothing can be read."""

MODES = ("small", "single", "stack", "two", "three")

MEASURE = 80
"""Lines of text longer than this are hard to read; room beyond goes to lists and evidence."""

TEXT_WIDTH = MEASURE + 9
"""The measure with the labels beside it and a margin."""

AROUND = 3
"""The rows around lists and text: title, status, hints."""

STEP = {"stack": 2, "two": 4, "three": 4}
"""Rows or columns by which a pane grows at a time."""

DETAIL_MOST = 12
"""Rows of detail beyond which the lists have better use for the room."""


class Shape(Struct, frozen=True):
    """How a screen is shared out."""

    mode: str
    """One of `MODES`."""
    side: int = 0
    """What the lists get: columns beside a text, rows above one."""
    evidence: int = 0
    """Columns of the evidence for the current item, right of the text."""


def layout(width: int, height: int) -> str:
    """Return the layout for a screen of so many columns and rows: small, single, three, two or stack."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return "small"
    if width < 60 or height < 19:
        return "single"
    if width >= 180 and height >= 30:
        return "three"
    return "two" if width >= 100 and height >= 24 and height <= width else "stack"


def shape(width: int, height: int, grown: int = 0, *, zoomed: bool = False) -> Shape:
    """Return how a screen is shared out when the lists have been given `grown` steps more room, or less."""
    mode = layout(width, height)
    if mode == "small" or mode == "single" or zoomed:
        return Shape("small" if mode == "small" else "single")
    more = grown * STEP[mode]
    if mode == "stack":
        return Shape(mode, within(4, height // 4 + 3 + more, height - AROUND - 7))
    if mode == "two":
        # A narrow screen is shared; a wide one gives the text its measure first, then the lists.
        usual = max(38 + (min(width, 120) - 100) * 2 // 5, width - TEXT_WIDTH - 1)
        return Shape(mode, within(30, min(usual, 72) + more, width - 50))
    side = within(30, 56 + max(width - 210, 0) // 2 + more, width - TEXT_WIDTH - 36)
    return Shape(mode, side, within(34, width - side - TEXT_WIDTH - 2, 64))


def within(least: int, number: int, most: int) -> int:
    """Return `number`, or the nearer end of the range."""
    return max(least, min(number, most))


def heights(rows: int, counts: Sequence[int], shown: int, *, detail: int) -> list[int]:
    """Share rows out among lists of so many items, one below the other, each with a title; what is left is detail.

    The list at `shown` gets what it can use. Of the others each shows an item or two, and more where there is room.
    `detail` is the least that stays for the detail, 0 where it stands elsewhere.
    """
    least, spare = within(2, rows // 11, 6), DETAIL_MOST if detail else 0
    given = [min(least, max(count, 1) + 1) for count in counts]
    given[shown] = 2
    given[shown] = within(2, rows - detail - sum(given) + 2, max(counts[shown], 1) + 1)
    left = rows - sum(given) - spare
    while left > 0 and (hungry := [at for at, count in enumerate(counts) if given[at] < count + 1]):
        for at in hungry[:left]:
            given[at] += 1
        left -= len(hungry[:left])
    return given
