"""A palette becomes what Textual and Rich draw with, and nothing unproved gets that far."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from rich.color import Color as RichColour
from rich.style import Style
from textual.app import App
from textual.color import Color

from briefing.errors import BriefingError
from briefing.reader.themes import styles, textual_theme
from briefing.shipped import shipped
from briefing.themes import SLOTS, Palette, SlotStyle, load_palette

TERMINAL = Palette(
    name="terminal",
    dark=True,
    styles={slot: SlotStyle() for slot in SLOTS}
    | {
        "text": SlotStyle("default"),
        "ground": SlotStyle("default"),
        "fact": SlotStyle("bright_blue", attributes=frozenset({"bold", "strike"})),
        "cursor": SlotStyle(attributes=frozenset({"reverse"})),
        "disputes": SlotStyle("red"),
    },
)
"""A palette that leaves everything it can to the terminal."""


@pytest.fixture(autouse=True)
def _nobodys_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


def shipped_palette(name: str) -> Palette:
    return load_palette(shipped("themes") / f"{name}.yaml")


PALETTES = [TERMINAL, *(load_palette(path) for path in sorted(shipped("themes").glob("*.yaml")))]


def changed(palette: Palette, changes: Mapping[str, SlotStyle]) -> Palette:
    return replace(palette, styles={**palette.styles, **changes})


def test_each_of_textuals_own_colours_comes_from_a_slot() -> None:
    theme = textual_theme(shipped_palette("light"))
    assert (theme.name, theme.dark, theme.ansi) == ("light", False, False)
    assert (theme.foreground, theme.background, theme.surface, theme.boost) == ("#322d27", *["#faf6ec"] * 3)
    assert (theme.panel, theme.primary, theme.secondary, theme.accent) == ("#eee7d8", "#211d18", "#6b6458", "#75490f")
    assert (theme.warning, theme.error, theme.success) == ("#98480f", "#a3342b", "#2a6847")


def test_colours_of_the_terminal_are_left_to_the_terminal() -> None:
    theme = textual_theme(TERMINAL)
    assert theme.ansi
    assert {theme.foreground, theme.background, theme.panel, theme.primary} == {"ansi_default"}
    assert theme.error == "ansi_red"


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
async def test_the_theme_can_be_registered_and_drawn(palette: Palette) -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        app.register_theme(textual_theme(palette))
        app.theme = palette.name
        await pilot.pause()
        assert app.current_theme.name == palette.name
        assert app.screen.styles.background == Color.parse(textual_theme(palette).background or "")


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_every_slot_becomes_a_style_with_the_same_colours_and_attributes(palette: Palette) -> None:
    made = styles(palette)
    assert tuple(made) == SLOTS
    for slot in SLOTS[2:]:
        said, style = palette.styles[slot], made[slot]
        colours = tuple(colour.name if colour else "" for colour in (style.color, style.bgcolor))
        assert colours == (said.foreground, said.background)
        assert {name for name in said.attributes if getattr(style, name)} == said.attributes


def test_text_is_words_on_the_ground_and_the_rest_is_laid_over_it() -> None:
    made = styles(shipped_palette("dark"))
    assert made["text"] == Style.parse("#d8d3c7 on #1e1f22")
    assert made["ground"] == Style.parse("on #1e1f22")
    label = made["text"] + made["cursor"] + made["fact"]
    assert (label.color, label.bgcolor) == (RichColour.parse("#92b9de"), RichColour.parse("#2b2d32"))
    assert label.bold


def test_the_styles_of_a_palette_are_made_once() -> None:
    assert styles(shipped_palette("dark")) is styles(shipped_palette("dark"))
    mended = changed(shipped_palette("dark"), {"fact": SlotStyle("red")})
    assert styles(mended)["fact"] == Style.parse("red")


@pytest.mark.parametrize("style", [SlotStyle("blurple"), SlotStyle(background="#12345g"), SlotStyle("red; } Screen {")])
def test_a_colour_that_textual_cannot_read_is_refused_before_it_is_registered(style: SlotStyle) -> None:
    palette = changed(TERMINAL, {"quote": style})
    with pytest.raises(BriefingError, match="in the theme 'terminal', 'quote' has the colour"):
        textual_theme(palette)
    with pytest.raises(BriefingError, match="which is none"):
        styles(palette)
