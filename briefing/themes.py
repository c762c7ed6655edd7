"""From a theme's YAML file to a `Palette`: one style for each thing that the reader can show.

Owns the slots, the words that a style is made of, and the measure of contrast. Refuses to know how a style gets onto
a screen, and to pass on half a theme: a slot that is missing, unknown or misspelt ends the matter, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from briefing.errors import BriefingError, nearest
from briefing.records import Record
from briefing.settings import SWITCH, close_record, open_record, read_text, yaml_files
from briefing.terminals import UNNAMED
from briefing.yamltree import Scalar

PAGE = ("text", "ground")
"""The two slots that are one colour each; every other style is laid over them."""

SLOTS = (
    *PAGE, "muted", "title",
    "fact", "actor", "statement", "quote", "conflict",
    "current", "own", "passage",
    "heading", "strong", "emphasis", "code", "blockquote", "link", "marks",
    "cursor", "touched", "found", "hit",
    "trusted", "problem",
    "supports", "disputes", "qualifies", "context",
)  # fmt: skip
"""What a theme gives a style to. Kinds and stances have the names that the digest gives them."""

ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")

_HUES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
COLOURS = ("default", *_HUES, *(f"bright_{hue}" for hue in _HUES))
"""The colours with a name: what they look like is for the terminal to say."""

HEX = re.compile(r"#[0-9A-Fa-f]{6}")

CUT = re.compile(r"\s*(#[0-9A-Fa-f]{3,8})\b")
"""A colour that stands behind the words of a style."""


class BadStyleError(ValueError):
    """Words that are not a style, with what would mend them."""

    def __init__(self, message: str, mend: str) -> None:
        """Take the sentence for the user and what would mend the words."""
        super().__init__(message)
        self.mend = mend


class SlotStyle(Struct, frozen=True):
    """How one thing is shown. An empty colour is whatever lies below."""

    foreground: str = ""
    background: str = ""
    attributes: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, words: str) -> SlotStyle:
        """Read a style such as `bold #aabbcc on #112233`. Raises BadStyleError."""
        attributes, colours = set(), {"": "", "on": ""}
        rest = iter(words.split())
        for word in rest:
            if word in ATTRIBUTES:
                attributes.add(word)
                continue
            side, colour = ("on", next(rest, "")) if word == "on" else ("", word)
            _prove_colour(colour, after_on=bool(side))
            if colours[side]:
                raise BadStyleError(f"{colours[side]!r} and {colour!r} are two colours for one thing", "keep one")
            colours[side] = colour
        return cls(colours[""], colours["on"], frozenset(attributes))

    def __str__(self) -> str:
        """Spell the style as it is written in a theme."""
        words = [word for word in ATTRIBUTES if word in self.attributes]
        return " ".join([*words, *filter(None, (self.foreground, self.background and f"on {self.background}"))])


class Palette(Struct, frozen=True):
    """A theme: its name, whether its ground is dark, and a style for every slot."""

    name: str
    dark: bool
    styles: Mapping[str, SlotStyle]

    def __hash__(self) -> int:
        """Leave the styles out, for a mapping has no hash: so what is made of a palette can be kept by palette."""
        return hash((self.name, self.dark))

    @property
    def text(self) -> str:
        """Return the colour of plain words."""
        return self.styles["text"].foreground

    @property
    def ground(self) -> str:
        """Return the colour that everything is laid on."""
        return self.styles["ground"].foreground

    @property
    def colourless(self) -> bool:
        """Say whether the theme does without any colour but the terminal's own two."""
        colours = {colour for style in self.styles.values() for colour in (style.foreground, style.background)}
        return colours <= {"", "default"}

    @property
    def exact(self) -> bool:
        """Say whether the theme leaves nothing to the terminal: no colour by its name, nothing merely dim."""
        styles = self.styles.values()
        named = {colour for style in styles for colour in (style.foreground, style.background)} & {*COLOURS}
        return not named and not any("dim" in style.attributes for style in styles)


def find_palettes() -> Mapping[str, Path]:
    """Return the files of all themes by name: the shipped ones and the user's, which win."""
    return {name: path for name, path in yaml_files("themes").items() if name not in UNNAMED}


def load_palette(path: Path) -> Palette:
    """Read the theme at `path`. Raises BriefingError with everything that is wrong with it."""
    text = read_text(path)
    record = open_record(text, path, "a theme")
    if not record.entries:
        raise BriefingError("the theme is empty", record.place, "begin with a copy of a theme that you like")
    lines = text.split("\n")
    palette = Palette(
        name=_name(record, path.stem),
        dark=_dark(record),
        styles=MappingProxyType({slot: _style(record, slot, lines) for slot in SLOTS}),
    )
    close_record(record)
    return palette


def contrast(fg: str, bg: str) -> float:
    """Return the contrast of two `#rrggbb` colours, from 1 to 21.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((_luminance(fg), _luminance(bg)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    if not HEX.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour of the form #rrggbb")
    red, green, blue = (_linear(byte / 255) for byte in bytes.fromhex(colour[1:]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _prove_colour(word: str, *, after_on: bool) -> None:
    if HEX.fullmatch(word) or word in COLOURS:
        return
    known = COLOURS if after_on else (*ATTRIBUTES, *COLOURS, "on")
    mend = nearest(word, known) or f"write #rrggbb, or one of {', '.join(known)}"
    if not word:
        raise BadStyleError("after 'on' comes a colour", mend)
    raise BadStyleError(f"{word!r} is not a colour" if after_on else f"{word!r} is no colour and no attribute", mend)


def _name(record: Record, stem: str) -> str:
    scalar = record.scalar("name", required=True)
    if scalar and scalar.text != stem:
        # The setting names the file and lists show the name: were they two things, one would be a riddle.
        record.complain("bad-value", scalar.place, f"the file is named {stem!r}, the theme {scalar.text!r}",
                        f"write `name: {stem}`, or rename the file", key="name")  # fmt: skip
    return stem


def _dark(record: Record) -> bool:
    record.scalar("dark", required=True)
    return record.choice("dark", SWITCH) == "true"


def _style(record: Record, slot: str, lines: list[str]) -> SlotStyle:
    if _cut_by_comment(record, slot, lines):
        return SlotStyle()
    scalar = record.scalar(slot, required=True)
    try:
        style = SlotStyle.parse(scalar.text if scalar else "default")
        if slot in PAGE and style != SlotStyle(style.foreground or "default"):
            raise BadStyleError(f"{slot!r} is one colour, nothing else", "write one colour, such as #aabbcc")
        return style
    except BadStyleError as error:
        if scalar:
            record.complain("bad-value", scalar.place, str(error), error.mend, key=slot)
        return SlotStyle()


def _cut_by_comment(record: Record, slot: str, lines: list[str]) -> bool:
    """Report a colour outside quotation marks: YAML takes it for a comment, and the slot would quietly lose it."""
    key, value = record.entries.get(slot, (None, None))
    if key is None or not isinstance(value, Scalar):
        return False
    # YAML also breaks lines where this list does not, so the line may not be there.
    line = "".join(lines[key.place.line - 1 : key.place.line])
    said = line[key.place.column - 1 :].partition(":")[2].lstrip()
    if not (cut := CUT.match(said.removeprefix(value.text))) or not said.startswith(value.text):
        return False
    record.node(slot)
    mend = f'put the style into quotation marks: "{" ".join(filter(None, (value.text, cut[1])))}"'
    record.complain("bad-value", key.place, f"YAML takes {cut[1]} for a comment", mend, key=slot)
    return True
