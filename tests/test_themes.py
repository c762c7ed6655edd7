"""Themes: what the shipped ones promise, and what is said about one that is wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import BriefingError
from briefing.shipped import shipped
from briefing.themes import (
    ATTRIBUTES,
    COLOURS,
    HEX,
    PAGE,
    SLOTS,
    BadStyleError,
    Palette,
    SlotStyle,
    contrast,
    find_palettes,
    load_palette,
)
from briefing.vocabulary import Kind, Stance

SHIPPED = sorted(shipped("themes").glob("*.yaml"))
TERMINALS_OWN = ("sixteen", "monochrome")
"""The themes that mix no colours."""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Shut the user's machine out, and return an empty folder for themes of their own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "briefing" / "themes"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture(params=SHIPPED, ids=lambda path: path.stem)
def palette(request: pytest.FixtureRequest) -> Palette:
    """Give each shipped theme in turn."""
    return load_palette(request.param)


def theme(folder: Path, **changes: str | None) -> Path:
    """Write a theme named `mine`, the dark one with some of its lines changed, or left out where the change is None."""
    lines = []
    for line in (shipped("themes") / "dark.yaml").read_text(encoding="utf-8").split("\n"):
        key = line.partition(":")[0]
        change = changes.get(key, line.partition(":")[2].strip())
        if key in ("name", "dark", *SLOTS) and change is not None:
            lines.append(f"{key}: {'mine' if key == 'name' and 'name' not in changes else change}")
    path = folder / "mine.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(BriefingError) as raised:
        load_palette(path)
    return str(raised.value)


def test_eight_themes_are_shipped() -> None:
    dark = {path.stem: load_palette(path).dark for path in SHIPPED if path.stem not in TERMINALS_OWN}
    assert dark == {
        "dark": True,
        "light": False,
        "harbour": True,
        "salmon": False,
        "high-contrast-dark": True,
        "high-contrast-light": False,
    }
    assert {path.stem for path in SHIPPED} == {*dark, *TERMINALS_OWN}


def test_every_kind_and_every_stance_has_a_slot_of_its_name() -> None:
    assert {*Kind, *Stance} <= set(SLOTS)


def test_a_shipped_theme_gives_every_slot_a_style(palette: Palette) -> None:
    assert tuple(palette.styles) == SLOTS
    assert palette.name in TERMINALS_OWN or all(str(palette.styles[slot]) for slot in SLOTS)


def test_a_shipped_theme_begins_with_its_portrait(palette: Palette) -> None:
    first, second = find_palettes()[palette.name].read_text(encoding="utf-8").split("\n")[:2]
    assert first.startswith("# ")
    assert first.endswith(".")
    assert second == "#"


def test_no_shipped_theme_dims_what_it_has_to_say(palette: Palette) -> None:
    assert not [slot for slot, style in palette.styles.items() if "dim" in style.attributes]


def test_the_passages_of_a_shipped_theme_can_be_told_apart_without_colour(palette: Palette) -> None:
    attributes = {slot: palette.styles[slot].attributes for slot in ("current", "own", "passage")}
    assert attributes == {"current": {"reverse"}, "own": {"bold", "underline"}, "passage": {"underline"}}


def test_hits_cannot_be_taken_for_passages_nor_for_the_hit_one_is_at(palette: Palette) -> None:
    styles = [palette.styles[slot].attributes for slot in ("current", "own", "passage", "found", "hit")]
    assert len(set(styles)) == len(styles)


def test_the_kinds_and_the_stances_of_a_shipped_theme_all_look_different(palette: Palette) -> None:
    assert len({palette.styles[kind] for kind in Kind}) == len(Kind)
    assert len({palette.styles[stance] for stance in Stance}) == len(Stance)


def test_monochrome_tells_kinds_and_stances_apart_without_any_colour() -> None:
    styles = load_palette(shipped("themes") / "monochrome.yaml").styles
    assert len({styles[kind].attributes for kind in Kind}) == len(Kind)
    assert len({styles[stance].attributes for stance in Stance}) == len(Stance)


def test_a_theme_is_colourless_if_it_has_no_colours_but_the_terminals_two(palette: Palette, own: Path) -> None:
    assert palette.colourless == (palette.name == "monochrome")
    assert not load_palette(theme(own, text="default", ground="default")).colourless


def test_a_theme_is_exact_if_it_leaves_no_colour_to_the_terminal(palette: Palette, own: Path) -> None:
    assert palette.exact == (palette.name not in ("monochrome", "sixteen"))
    for left in ({"text": "default"}, {"fact": "bold red"}, {"cursor": "on blue"}, {"muted": "dim"}):
        assert not load_palette(theme(own, **left)).exact


def test_sixteen_colours_no_words_without_giving_them_their_ground() -> None:
    palette = load_palette(shipped("themes") / "sixteen.yaml")
    assert (palette.text, palette.ground) == ("default", "default")
    pairs = {(style.foreground, style.background) for slot, style in palette.styles.items() if slot not in PAGE}
    # What is coloured alone vanishes on one terminal or another; what has only a ground may lose its words.
    assert {words for words, _ in pairs - {("", "")}} <= {"black", "bright_white"}
    assert {ground for _, ground in pairs - {("", "")}} <= {"red", "green", "yellow", "blue", "magenta", "cyan"}


def test_a_theme_is_known_by_the_name_of_its_file(palette: Palette) -> None:
    assert find_palettes()[palette.name].stem == palette.name


def test_a_theme_of_the_users_own_joins_the_shipped_ones_and_wins_by_name(own: Path) -> None:
    mine, dark = theme(own), own / "dark.yaml"
    dark.write_text("", encoding="utf-8")
    (own / ".hidden.yaml").write_text("", encoding="utf-8")
    (own / "notes.txt").write_text("", encoding="utf-8")
    assert find_palettes() == {path.stem: path for path in SHIPPED} | {"dark": dark, "mine": mine}


def test_a_palette_is_frozen_and_equal_to_its_like(own: Path) -> None:
    first, second = load_palette(theme(own)), load_palette(theme(own))
    assert first == second
    assert hash(first) == hash(second)
    with pytest.raises(TypeError):
        first.styles["text"] = SlotStyle()  # type: ignore[index]
    assert load_palette(theme(own, text='"#ffffff"')) != first


def test_a_theme_may_leave_its_colours_to_the_terminal(own: Path) -> None:
    palette = load_palette(theme(own, text="default", ground="default", fact="bold bright_blue", passage='""'))
    assert (palette.text, palette.ground) == ("default", "default")
    assert palette.styles["fact"] == SlotStyle("bright_blue", attributes=frozenset({"bold"}))
    assert palette.styles["passage"] == SlotStyle()


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("", SlotStyle()),
        ("reverse", SlotStyle(attributes=frozenset({"reverse"}))),
        ("on #112233", SlotStyle(background="#112233")),
        ("bold #aabbcc on #112233", SlotStyle("#aabbcc", "#112233", frozenset({"bold"}))),
        ("on black  red\titalic bold", SlotStyle("red", "black", frozenset({"bold", "italic"}))),
    ],
)
def test_a_style_is_attributes_and_one_or_two_colours_in_any_order(words: str, style: SlotStyle) -> None:
    assert SlotStyle.parse(words) == style


COLOUR = st.sampled_from(["", *COLOURS]) | st.from_regex(HEX, fullmatch=True)


@given(st.builds(SlotStyle, COLOUR, COLOUR, st.frozensets(st.sampled_from(ATTRIBUTES))))
def test_a_style_is_spelt_as_it_is_read(style: SlotStyle) -> None:
    assert SlotStyle.parse(str(style)) == style


@pytest.mark.parametrize(
    ("words", "message", "mend"),
    [
        ("underlin", "'underlin' is no colour and no attribute", "did you mean 'underline'?"),
        ("Bold", "'Bold' is no colour and no attribute", "did you mean 'bold'?"),
        ("brightred", "'brightred' is no colour and no attribute", "did you mean 'bright_red'?"),
        ("#abc", "'#abc' is no colour and no attribute", "write #rrggbb, or one of bold, "),
        ("#aabbccdd", "'#aabbccdd' is no colour and no attribute", "write #rrggbb"),
        ("red on bred", "'bred' is not a colour", "did you mean 'red'?"),
        ("red on bold", "'bold' is not a colour", "write #rrggbb, or one of default, "),
        ("red on", "after 'on' comes a colour", "write #rrggbb"),
        ("red blue", "'red' and 'blue' are two colours for one thing", "keep one"),
        ("on red on blue", "'red' and 'blue' are two colours for one thing", "keep one"),
    ],
)
def test_words_that_are_no_style_are_named_with_the_nearest_that_is(words: str, message: str, mend: str) -> None:
    with pytest.raises(BadStyleError) as raised:
        SlotStyle.parse(words)
    assert str(raised.value) == message
    assert raised.value.mend.startswith(mend)


def test_every_problem_of_a_theme_is_told_at_once_with_its_place(own: Path) -> None:
    path = theme(own, dark="yes", fact='"#12345"', actor=None, passage="underlin", ground='"bold #000000"')
    with path.open("a", encoding="utf-8") as file:
        file.write("qoute: bold\n")
    said = refusal(path)
    lines = path.read_text(encoding="utf-8").split("\n")

    def place(key: str) -> str:
        [line] = [line for line in lines if line.startswith(f"{key}:")]
        return f"{path}:{lines.index(line) + 1}:{len(key) + 3}"

    assert f"{place('dark')}: error[bad-value]: dark: 'yes' is not a value of 'dark'" in said
    assert f"{place('fact')}: error[bad-value]: fact: '#12345' is no colour and no attribute" in said
    assert f"{place('passage')}: error[bad-value]: passage: 'underlin'" in said
    assert f"{place('ground')}: error[bad-value]: ground: 'ground' is one colour, nothing else" in said
    assert f"{path}:1:1: error[missing-key]: actor: a theme needs 'actor'" in said
    assert f"{path}:{len(lines) - 1}:1: error[unknown-key]: qoute: unknown key 'qoute'" in said
    assert "did you mean 'quote'?" in said


@pytest.mark.parametrize("slot", SLOTS)
def test_no_slot_may_be_missing(own: Path, slot: str) -> None:
    path = theme(own, **{slot: None})
    assert f"{path}:1:1: error[missing-key]: {slot}: a theme needs {slot!r}" in refusal(path)


@pytest.mark.parametrize(
    ("said", "mend"),
    [("#d8d3c7", '"#d8d3c7"'), ("bold #d8d3c7", '"bold #d8d3c7"'), ("bold on #d8d3c7 #000000", '"bold on #d8d3c7"')],
)
def test_a_colour_that_yaml_takes_for_a_comment_is_not_lost_quietly(own: Path, said: str, mend: str) -> None:
    path = theme(own, title=said)
    assert ": title: YAML takes #d8d3c7 for a comment" in refusal(path)
    assert f"help: put the style into quotation marks: {mend}\n" in refusal(path) + "\n"


@pytest.mark.parametrize("said", ["bold # was #d8d3c7", "bold  # a comment", '"bold #d8d3c7" # the page'])
def test_a_comment_beside_a_style_is_a_comment(own: Path, said: str) -> None:
    assert "bold" in load_palette(theme(own, title=said)).styles["title"].attributes


@pytest.mark.parametrize("slot", PAGE)
@pytest.mark.parametrize("said", ["bold", '"on #aabbcc"', '"bold #aabbcc"', '""'])
def test_text_and_ground_are_one_colour_each(own: Path, slot: str, said: str) -> None:
    assert f": {slot}: {slot!r} is one colour, nothing else" in refusal(theme(own, **{slot: said}))


def test_a_theme_whose_name_is_not_that_of_its_file_is_refused(own: Path) -> None:
    path = theme(own, name="yours")
    assert f"{path}:1:7: error[bad-value]: name: the file is named 'mine', the theme 'yours'" in refusal(path)
    assert "write `name: mine`, or rename the file" in refusal(path)


def test_a_file_that_is_no_theme_at_all_is_one_problem(own: Path) -> None:
    path = own / "mine.yaml"
    assert refusal(path) == f"{path}: the file cannot be read: No such file or directory"
    path.write_text("# nothing yet\n", encoding="utf-8")
    assert refusal(path).startswith(f"{path}: the theme is empty")
    path.write_text("text: [\n", encoding="utf-8")
    assert refusal(path).count("error[") == 1
    path.write_bytes(b"text: \xff\n")
    assert refusal(path).startswith(f"{path}:1:7: the file is not UTF-8")


def test_unusual_line_breaks_do_not_confuse_the_search_for_lost_colours(own: Path) -> None:
    path = theme(own)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r"))
    assert load_palette(path).styles["passage"].attributes == {"underline"}


def test_contrast_is_the_ratio_that_wcag_defines() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    # The usual example: the lightest grey that passes on white, and the next, which does not.
    assert contrast("#767676", "#ffffff") >= 4.5 > contrast("#777777", "#ffffff")


def test_contrast_is_not_guessed_for_colours_that_only_the_terminal_knows() -> None:
    with pytest.raises(ValueError, match="'red' is not a colour of the form #rrggbb"):
        contrast("red", "#000000")
