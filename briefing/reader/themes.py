"""From a `Palette` to what Textual and Rich understand.

Owns the one table that says which slot stands behind each of Textual's own colours, and what to wear where a theme is
broken. Refuses to let through a colour that Textual cannot read: Textual would accept the theme and fall over later,
while it draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.filter import LineFilter
from textual.theme import Theme

from briefing.errors import BriefingError
from briefing.shipped import shipped
from briefing.themes import COLOURS, PAGE, SLOTS, Palette, find_palettes, load_palette


class Colourless(LineFilter):
    """Takes colours out of what is drawn: Textual asks even for the terminal's own, time and again."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with their attributes alone."""
        return [Segment(text, style and _plain(style), control) for text, style, control in segments]


COLOURLESS = Colourless()
"""The one filter of its kind: Textual keeps what it has drawn by filter."""


def load_or_fall_back(name: str, fallback: str) -> tuple[Palette, BriefingError | None]:
    """Return the theme called `name`; if it is broken, the shipped one called `fallback`, and what is wrong."""
    try:
        palette = load_palette(find_palettes()[name])
        _prove(palette)
    except BriefingError as error:
        # Not the user's own theme of that name: it may be the broken one.
        return load_palette(shipped("themes") / f"{fallback}.yaml"), error
    return palette, None


def textual_theme(palette: Palette) -> Theme:
    """Return the theme to register with the app; it has the palette's name. Raises BriefingError."""
    _prove(palette)
    text, ground = _spelt(palette.text), _spelt(palette.ground)
    return Theme(
        name=palette.name,
        dark=palette.dark,
        # Colours that only the terminal knows must reach it as they are, not as somebody's idea of them.
        ansi=palette.ground in COLOURS,
        foreground=text,
        background=ground,
        surface=ground,
        boost=ground,
        panel=_spelt(palette.styles["cursor"].background or palette.ground),
        primary=_foreground(palette, "title"),
        secondary=_foreground(palette, "muted"),
        accent=_foreground(palette, "current"),
        warning=_foreground(palette, "problem"),
        error=_foreground(palette, "disputes"),
        success=_foreground(palette, "supports"),
        # Textual's own style sheet asks for these two, and makes them up only where `ansi` is false.
        variables={"ansi-foreground": text, "ansi-background": ground},
    )


@lru_cache(maxsize=16)
def styles(palette: Palette) -> Mapping[str, Style]:
    """Return a style for every slot: `text` is words on the ground, the others are laid over it. Raises
    BriefingError.

    What a slot leaves open stays open, so `styles["text"] + styles["cursor"] + styles["fact"]` is a fact's label in
    the row of the cursor.
    """
    _prove(palette)
    page = {"text": f"{palette.text} on {palette.ground}", "ground": f"on {palette.ground}"}
    overlays = {slot: str(palette.styles[slot]) for slot in SLOTS if slot not in PAGE}
    return MappingProxyType({slot: Style.parse(words) for slot, words in (page | overlays).items()})


@lru_cache(maxsize=1024)
def _plain(style: Style) -> Style:
    return style.without_color


def _prove(palette: Palette) -> None:
    for slot in SLOTS:
        for colour in (palette.styles[slot].foreground, palette.styles[slot].background):
            if colour:
                _prove_colour(palette.name, slot, colour)


def _prove_colour(name: str, slot: str, colour: str) -> None:
    try:
        Color.parse(_spelt(colour))
    except ColorParseError as error:
        raise BriefingError(f"in the theme {name!r}, {slot!r} has the colour {colour!r}, which is none") from error


def _foreground(palette: Palette, slot: str) -> str:
    return _spelt(palette.styles[slot].foreground or palette.text)


def _spelt(colour: str) -> str:
    return f"ansi_{colour}" if colour in COLOURS else colour
