"""What the shipped themes promise of their colours: contrast, and kinds that stay apart, for every eye and terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import combinations

import pytest
from rich.color import Color, ColorSystem

from briefing.shipped import shipped
from briefing.themes import HEX, Palette, contrast, load_palette
from briefing.vocabulary import Kind, Stance

THEMES = [load_palette(path) for path in sorted(shipped("themes").glob("*.yaml"))]
MIXED = [palette for palette in THEMES if HEX.fullmatch(palette.ground)]
"""Those that mix their own colours; the others leave them to the terminal."""

AA, AAA = 4.5, 7
"""https://www.w3.org/TR/WCAG22/#contrast-minimum and #contrast-enhanced"""

EYES = {
    "most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "without green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "without blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What becomes of linear red, green and blue: Machado, Oliveira and Fernandes 2009, full severity."""

TERMINALS = {
    "VGA": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa ffffff",
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 ffffff",
    "macOS": "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf e6e6e6",
    "Windows": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc f2f2f2",
    "GNOME": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf eeeeec",
    "Solarized": "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 fdf6e3",
}
"""The first eight of the sixteen, and the bright white, as terminals come with them."""


def fewer(colour: str) -> str:
    """Return what a terminal of 256 colours shows instead."""
    return Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


def words_and_grounds(palette: Palette) -> tuple[dict[str, str], set[str]]:
    """Return the colour of each slot's words, and everything that they may come to stand on."""
    words = {slot: style.foreground or palette.text for slot, style in palette.styles.items() if slot != "ground"}
    return words, {palette.ground, *(style.background for style in palette.styles.values() if style.background)}


def lab(colour: str, eye: str) -> tuple[float, ...]:
    """Return where an eye sees a colour in Oklab (https://bottosson.github.io/posts/oklab/)."""
    shares = [byte / 255 for byte in bytes.fromhex(colour[1:])]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    seen = [min(max(value, 0), 1) for value in times(EYES[eye], linear)]
    to_cones = ((0.41222, 0.53633, 0.05145), (0.2119, 0.6807, 0.1074), (0.0883, 0.28172, 0.62998))
    to_lab = ((0.21045, 0.79362, -0.00407), (1.978, -2.42859, 0.45059), (0.0259, 0.78277, -0.80868))
    return tuple(times(to_lab, [math.cbrt(value) for value in times(to_cones, seen)]))


def times(matrix: Iterable[Iterable[float]], vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def nearest_pair(colours: Iterable[str], eye: str) -> float:
    """Return how far apart the two colours are that are nearest to each other; black and white are at 100."""
    return min(100 * math.dist(lab(one, eye), lab(other, eye)) for one, other in combinations(colours, 2))


@pytest.mark.parametrize("shown", [str, fewer], ids=["every colour", "256 colours"])
@pytest.mark.parametrize("palette", MIXED, ids=lambda palette: palette.name)
def test_every_colour_of_a_shipped_theme_can_be_read_on_every_ground_of_it(palette: Palette, shown) -> None:
    least = AAA if palette.name.startswith("high-contrast-") else AA
    words, grounds = words_and_grounds(palette)
    pairs = {(slot, on): contrast(shown(colour), shown(on)) for slot, colour in words.items() for on in grounds}
    assert {pair: ratio for pair, ratio in pairs.items() if ratio < least} == {}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize(("shown", "least"), [(str, 7), (fewer, 6)], ids=["every colour", "256 colours"])
@pytest.mark.parametrize("palette", MIXED, ids=lambda palette: palette.name)
def test_the_kinds_of_a_shipped_theme_stay_apart_for_every_eye(palette: Palette, shown, least: float, eye: str) -> None:
    assert nearest_pair([shown(palette.styles[kind].foreground) for kind in Kind], eye) >= least


@pytest.mark.parametrize("shown", [str, fewer], ids=["every colour", "256 colours"])
@pytest.mark.parametrize("palette", MIXED, ids=lambda palette: palette.name)
def test_the_stances_of_a_shipped_theme_have_four_colours(palette: Palette, shown) -> None:
    assert len({shown(palette.styles[stance].foreground) for stance in Stance}) == len(Stance)


@pytest.mark.parametrize("terminal", TERMINALS)
def test_what_has_a_colour_in_sixteen_can_be_read_on_any_terminal(terminal: str) -> None:
    names = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright_white")
    hexes = dict(zip(names, (f"#{colour}" for colour in TERMINALS[terminal].split()), strict=True))
    [sixteen] = [palette for palette in THEMES if palette.name == "sixteen"]
    flags = {style for slot, style in sixteen.styles.items() if slot not in ("text", "ground") and style.foreground}
    # Solarized gives its own plain words 4.1; what is bold or a short label needs 3 (WCAG 1.4.3 on large text).
    assert all(contrast(hexes[flag.foreground], hexes[flag.background]) >= 3 for flag in flags)
