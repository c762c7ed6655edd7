"""A palette becomes what Textual and Rich draw with, nothing unproved gets that far, and NO_COLOR is kept."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.color import Color as RichColour
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color

from briefing.errors import BriefingError
from briefing.loading import open_dossier
from briefing.reader.app import BriefingApp
from briefing.reader.panes.rows import StatusRow
from briefing.reader.themes import COLOURLESS, load_or_fall_back, styles, textual_theme
from briefing.shipped import shipped
from briefing.terminals import AUTO, SIXTEEN, theme_for
from briefing.themes import COLOURS, SLOTS, Palette, SlotStyle, load_palette

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
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Shut the user's machine out, and return an empty folder for themes of their own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / ".config" / "briefing" / "themes"
    folder.mkdir(parents=True)
    return folder


def shipped_palette(name: str) -> Palette:
    return load_palette(shipped("themes") / f"{name}.yaml")


PALETTES = [TERMINAL, *(load_palette(path) for path in sorted(shipped("themes").glob("*.yaml")))]


def changed(palette: Palette, changes: Mapping[str, SlotStyle]) -> Palette:
    return replace(palette, styles={**palette.styles, **changes})


def test_each_of_textuals_own_colours_comes_from_a_slot() -> None:
    palette = shipped_palette("light")
    theme = textual_theme(palette)
    assert (theme.name, theme.dark, theme.ansi) == ("light", False, False)
    assert (theme.foreground, theme.background) == (palette.text, palette.ground)
    assert theme.surface == theme.boost == palette.ground
    assert theme.panel == palette.styles["cursor"].background
    slots = ("title", "muted", "current", "problem", "disputes", "supports")
    roles = (theme.primary, theme.secondary, theme.accent, theme.warning, theme.error, theme.success)
    assert roles == tuple(palette.styles[slot].foreground for slot in slots)


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
    palette = shipped_palette("dark")
    made = styles(palette)
    assert made["text"] == Style.parse(f"{palette.text} on {palette.ground}")
    assert made["ground"] == Style.parse(f"on {palette.ground}")
    label = made["text"] + made["cursor"] + made["fact"]
    words, ground = palette.styles["fact"].foreground, palette.styles["cursor"].background
    assert (label.color, label.bgcolor) == (RichColour.parse(words), RichColour.parse(ground))
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


@pytest.mark.parametrize("colour", [*COLOURS, "#000000", "#ffffff", "#A1b2C3"])
def test_whatever_a_theme_file_may_say_can_be_drawn(colour: str) -> None:
    assert styles(changed(TERMINAL, {"quote": SlotStyle(colour, colour)}))["quote"].color


# A broken theme


def test_a_theme_is_loaded_by_its_name() -> None:
    assert load_or_fall_back("harbour", "dark") == (shipped_palette("harbour"), None)


@pytest.mark.parametrize("name", ["mine", "light"])
def test_where_a_theme_is_broken_a_shipped_one_is_worn_and_the_complaint_is_handed_on(own: Path, name: str) -> None:
    (own / f"{name}.yaml").write_text(f"name: {name}\ndark: ture\ntext: bold\n", "utf-8")
    palette, broken = load_or_fall_back(name, "light")
    assert palette == shipped_palette("light")
    assert broken is not None
    assert broken.brief.startswith(f"{name}.yaml:")
    assert "\n" not in broken.brief
    assert "'ture' is not a value of 'dark'" in str(broken)
    assert "'text' is one colour, nothing else" in str(broken)


@pytest.mark.parametrize(("content", "brief"), [(b"", "the theme is empty"), (b"\xff", "the file is not UTF-8")])
def test_a_file_that_is_no_theme_at_all_is_a_complaint_of_one_line(own: Path, content: bytes, brief: str) -> None:
    (own / "mine.yaml").write_bytes(content)
    palette, broken = load_or_fall_back("mine", "sixteen")
    assert palette.name == "sixteen"
    assert broken is not None
    assert broken.brief.startswith("mine.yaml")
    assert broken.brief.endswith(brief)


def test_a_broken_theme_that_nobody_wears_is_no_hindrance(own: Path) -> None:
    (own / "mine.yaml").write_text("text: [\n", "utf-8")
    assert load_or_fall_back("dark", "dark") == (shipped_palette("dark"), None)


async def test_a_notice_given_before_there_is_a_screen_stands_until_the_next_key() -> None:
    app = BriefingApp(open_dossier(shipped("seeds")), shipped_palette("dark"), notice="mine.yaml:1:1: wrong")
    async with app.run_test() as pilot:
        await pilot.pause()
        status = app.screen.query_one(StatusRow)
        assert status.notice == "mine.yaml:1:1: wrong"
        await pilot.press("j")
        assert status.notice == ""


# Colour, and none


def test_what_is_drawn_without_colour_keeps_its_attributes() -> None:
    drawn = [
        Segment("a", Style.parse("bold red on blue")),
        Segment("b", Style.parse("default on default")),
        Segment("c"),
    ]
    [first, second, third] = COLOURLESS.apply(drawn, Color.parse("black"))
    assert first == Segment("a", Style(bold=True))
    assert second.style is not None
    assert (second.style.color, second.style.bgcolor) == (None, None)
    assert third == Segment("c")


def colours_on_screen(app: App[None]) -> set[str]:
    """Return the names of all the colours that the screen is drawn with."""
    drawn = [segment.style for row in app.screen._compositor.render_strips() for segment in row if segment.style]
    return {colour.name for style in drawn for colour in (style.color, style.bgcolor) if colour}


@pytest.mark.parametrize("name", ["harbour", "high-contrast-light"])
async def test_where_an_exact_theme_is_worn_nobody_asks_for_a_colour_of_the_terminals(name: str) -> None:
    palette = shipped_palette(name)
    assert palette.exact
    app = BriefingApp(open_dossier(shipped("seeds")), palette)
    async with app.run_test(size=(200, 60)) as pilot:
        for keys in ("0", "question_mark", "q", "slash", "a", "escape", "ctrl+p", "escape", "g", "u"):
            await pilot.press(keys)
            await pilot.pause()
            drawn = [style for row in app.screen._compositor.render_strips() for _, style, _ in row if style]
            assert all(colour.triplet for style in drawn for colour in (style.color, style.bgcolor) if colour)
            assert not any(style.dim for style in drawn)


@pytest.mark.parametrize("no_color", [None, "", "1"])
@pytest.mark.parametrize("name", ["monochrome", "sixteen", "harbour"])
async def test_no_color_changes_nothing_in_a_theme_that_is_worn(
    name: str, no_color: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    palette = shipped_palette(name)
    app = BriefingApp(open_dossier(shipped("seeds")), palette)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        seen = colours_on_screen(app)
    said = {colour for style in palette.styles.values() for colour in (style.foreground, style.background) if colour}
    assert seen <= said
    assert bool(seen) == (not palette.colourless)


@pytest.mark.parametrize("term", ["xterm", "screen", "linux", "xterm-256color", "xterm-kitty", "xterm-direct", "foot"])
@pytest.mark.parametrize("colorterm", [None, "truecolor", "24bit", "yes"])
def test_colours_are_counted_as_rich_counts_them(term: str, colorterm: str | None) -> None:
    environment = {"TERM": term} | ({"COLORTERM": colorterm} if colorterm else {})
    few = Console(force_terminal=True, _environ=environment).color_system == "standard"
    assert (theme_for(AUTO, environment) == SIXTEEN) == few
