"""What Textual's compositor hands out, read as rows of cells.

The only module that knows these private names, each under a contract test: of `textual._compositor` CompositorUpdate
(render_segments), LayoutUpdate (strips, region) and ChopsUpdate (chops, spans, chop_ends); of a strip _divide_cache.
Widths are Rich's, by which Textual laid everything out, and strips have been through the app's line filters. Refuses to
decide what is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from briefing.reader.wire.frames import Cell, Grid, Row, laid
from briefing.reader.wire.pen import PLAIN

__all__ = ["ChopsUpdate", "Difference", "LayoutUpdate", "let_go", "patched", "whole"]

COLOURS = {"256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}
"""How many colours may be asked for, by Rich's name; sixteen where it knows none."""

MOST_GLYPHS = 8192
"""Cells kept of one look; a screen rarely has two hundred."""


class Difference(CompositorUpdate):
    """What is owed to the terminal, settled only when Textual really asks for the bytes."""

    def __init__(self, settle: Callable[[], str]) -> None:
        self.settle = settle

    def render_segments(self, console: Console) -> str:
        """Return the bytes of what is owed by now."""
        return self.settle()

    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        """Draw nothing: this is no picture by itself. Textual's own updates are renderables too."""
        return iter(())


def whole(update: LayoutUpdate, console: Console) -> dict[int, Row]:
    """Return the rows of a whole screen."""
    colours = colours_of(console)
    return {
        y: [*chain.from_iterable(cells(strip, colours) for strip in line)]
        for y, line in enumerate(update.strips, update.region.y)
    }


def patched(update: ChopsUpdate, grid: Grid, console: Console) -> dict[int, Row]:
    """Return the rows that an update touches, cropped as Textual crops them."""
    colours = colours_of(console)
    rows: dict[int, Row] = {}
    for y, left, right in update.spans:
        row = rows.get(y) or grid.row(y)
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < right and end > left:
                row = laid(row, x, cells(strip if end <= right else strip.crop(0, right - x), colours))
        rows[y] = row
    return rows


def let_go(update: LayoutUpdate | ChopsUpdate) -> None:
    """Have the strips of an update forget what they were cut into.

    One that stays whole is then all that it was cut into, and so holds itself; only the collector could tell that
    nobody else does, and strips are most of what it would have to do.
    """
    lines = update.strips if isinstance(update, LayoutUpdate) else (chops.values() for chops in update.chops)
    for strip in chain.from_iterable(lines):
        if strip is not None:
            strip._divide_cache.clear()


def colours_of(console: Console) -> ColorSystem:
    """Return how many colours the terminal is known to have. Textual would take true colour for granted."""
    return COLOURS.get(console.color_system or "", ColorSystem.STANDARD)


def cells(strip: Strip, colours: ColorSystem) -> Row:
    """Return the columns of a strip. Of a style only what SGR says is taken: links and the like stay behind."""
    row: Row = []
    for text, style, control in strip:
        if not control:
            row += map(glyphs(style, colours).__getitem__, columns(text))
    return row


class Glyphs(dict[str, Cell]):
    """The cells of one look by their text, each made once: where two are the same nothing has to be compared."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.look = look

    def __missing__(self, text: str) -> Cell:
        """Make the cell of a text."""
        if len(self) >= MOST_GLYPHS:
            self.clear()
        cell = self[text] = Cell(text, self.look)
        return cell


@lru_cache(maxsize=4096)
def glyphs(style: Style | None, colours: ColorSystem) -> Glyphs:
    """Return the cells of a style. Styles that look the same share theirs."""
    return looking(Strip.render_ansi(style, colours) if style else "")


@lru_cache(maxsize=512)
def looking(look: str) -> Glyphs:
    """Return the cells of a look."""
    return Glyphs(look)


def columns(text: str) -> Sequence[str]:
    """Return what stands in each column that a text takes; nothing in the right half of something wide."""
    return text if PLAIN.fullmatch(text) else clusters(text)


@lru_cache(maxsize=2048)
def clusters(text: str) -> tuple[str, ...]:
    """Return the same where characters may be wide, combine, or have no width."""
    return tuple(
        part
        for start, stop, width in split_graphemes(text)[0]
        if width
        for part in (text[start:stop], *[""] * (width - 1))
    )
