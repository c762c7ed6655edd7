"""Any command by its name, any theme tried on, sheets searched, lists sorted and narrowed by keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.widgets import Input, OptionList

from briefing.commands import COMMANDS, Where
from briefing.keymap import Override, resolve
from briefing.listing import Order, PaneId
from briefing.reader.choices import SELF, THEME, Choice, choices, found_in, line, ranked
from briefing.reader.screens.sheet import Sheet

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

KEYMAP = resolve("default")[0]


def names(typed: str, where: Where = Where.LISTS) -> list[str]:
    return [found.choice.name for found in ranked(typed, choices(KEYMAP, where, ["dark", "light"], "dark"))]


@pytest.mark.parametrize("where", [Where.LISTS, Where.TEXT])
def test_every_command_of_the_place_can_be_chosen_by_its_name(where: Where) -> None:
    for command in COMMANDS.values():
        if command.where in (where, Where.ANYWHERE) and command.id not in SELF:
            name = command.id.replace("-", " ")
            assert names(name, where)[0] == name


def test_a_few_letters_are_enough() -> None:
    assert names("nxps")[0] == "next passage"
    assert names("by d")[:2] == ["by digest", "by date"]
    assert names("quo")[0] == "quotes"
    assert names("f1") == []


def test_what_a_command_does_finds_it_when_its_name_does_not() -> None:
    assert "redraw" in names("screen again")


def test_what_works_elsewhere_comes_last_and_says_where() -> None:
    found = ranked("choose", choices(KEYMAP, Where.TEXT, [], ""))
    assert [one.choice.elsewhere for one in found] == sorted(one.choice.elsewhere for one in found)
    assert ranked("first item", choices(KEYMAP, Where.TEXT, [], ""))[0].choice.elsewhere == "in a list"


def test_the_theme_worn_comes_first_among_themes() -> None:
    offered = choices(KEYMAP, Where.LISTS, ["dark", "light"], "light")
    assert [choice.theme for choice in offered if choice.theme] == ["light", "dark"]


def test_a_number_is_a_line() -> None:
    [found] = ranked(" 12 ", [])
    assert (found.choice.command, found.choice.count) == ("to-line", 12)


@pytest.mark.parametrize("width", [20, 40, 76, 200])
def test_a_line_of_the_palette_fits_and_names_from_outside_are_harmless(width: int) -> None:
    found = ranked("", [Choice("theme \x1b[2J" + "x" * 90, "what " * 50, "Ctrl+P")])[0]
    shown = "".join(words for words, _ in line(found, width))
    assert "\x1b" not in shown
    assert cell_len(shown) <= width


def test_where_there_is_no_room_for_what_a_command_does_its_key_is_still_told() -> None:
    shown = "".join(words for words, _ in line(ranked("", [Choice("choose", "go there", "Enter")])[0], 46))
    assert shown.split() == ["choose", "Enter"]
    assert cell_len(shown) == 46


@given(st.text("ab c"), st.text("ab c"))
def test_typed_letters_are_found_in_order_or_not_at_all(wanted: str, name: str) -> None:
    letters = found_in(wanted, name)
    assert list(letters) == sorted(set(letters))
    assert all(at < len(name) for at in letters)
    if letters:
        found = "".join(name[at] for at in letters)
        assert found in (wanted, wanted.replace(" ", ""))


def test_a_name_made_to_be_searched_for_ever_is_not() -> None:
    assert ranked("a" * 40 + "b", [Choice("a" * 5000)]) == []


def typed(reader: Reader) -> str:
    return reader.app.screen.query_one(Input).value


async def type_words(reader: Reader, words: str) -> None:
    for letter in words:
        await reader.press("space" if letter == " " else letter)


async def test_the_palette_runs_what_is_chosen(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(":")
        await type_words(reader, "quotes")
        await reader.press("enter")
        await reader.settle()
        assert reader.focused() == "quotes"
        assert reader.app.screen is reader.screen


async def called(reader: Reader, name: str) -> None:
    """Call a command by its name, and wait for what it opens."""
    await reader.press(":")
    await type_words(reader, name)
    palette = reader.app.screen
    await reader.press("enter")
    await reader.until(lambda: reader.app.screen not in (palette, reader.screen))


async def test_a_view_called_by_its_name_leads_to_a_passage(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("6", "g", "j", "enter", "m", "a", "1", "g")
        await called(reader, "marks")
        await reader.press("enter")
        await reader.settle()
        assert "mark a: " in reader.status()
        await reader.press("1", "g", "j")
        await called(reader, "coverage")
        await reader.press("enter")
        await reader.settle()
        assert reader.cursor.pane is PaneId.TEXT


async def test_what_a_prompt_called_by_its_name_was_told_is_done(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await called(reader, "filter")
        await type_words(reader, "tolls")
        await reader.press("enter")
        await reader.settle()
        assert reader.cursor.view.filters
        await called(reader, "note")
        await type_words(reader, "why")
        await reader.press("enter")
        await reader.until(lambda: "noted on " in reader.status())


async def test_tab_completes_and_arrows_choose(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(":")
        await type_words(reader, "by d")
        await reader.press("down", "tab")
        assert typed(reader) == "by date"
        await reader.press("enter")
        await reader.settle()
        assert reader.cursor.view.order(PaneId.FACTS) is Order.DATE
        assert "facts by date" in reader.status()


async def test_a_number_goes_to_the_line_of_the_text_and_to_the_row_of_a_list(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(":", "3", "enter")
        await reader.settle()
        assert reader.cursor.item == reader.screen.query_one("#facts").listing.ids[2]  # type: ignore[attr-defined]
        await reader.press("0", ":", "9", "enter")
        await reader.settle()
        text = reader.dossier.text("wire")
        assert text
        assert text.lines.line_at(reader.cursor.spot.start) == 9


async def test_nothing_is_run_that_is_not_there(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(":")
        await type_words(reader, "qqqqzz")
        await reader.press("enter")
        assert "there is nothing of that name" in str(reader.app.screen.query_one("#remark").render())
        before = reader.cursor
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.cursor == before


async def test_a_theme_is_tried_on_while_it_is_highlighted_and_taken_off_again(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("T")
        assert typed(reader) == THEME
        await type_words(reader, "light")
        assert reader.app.theme == "light"
        await reader.press("escape")
        assert reader.app.theme == "dark"
        await reader.press("T")
        await type_words(reader, "light")
        await reader.press("enter")
        await reader.settle()
        assert reader.app.theme == "light"
        assert "theme: light" in reader.status()


async def test_a_broken_theme_is_named_with_its_line_and_not_worn(karro: Path, read_it: ReadIt, tmp_path: Path):
    own = tmp_path / "config" / "briefing" / "themes"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text("name: mine\ndark: maybe\n", "utf-8")
    async with read_it(karro) as reader:
        await reader.press("T")
        await type_words(reader, "mine")
        assert reader.app.theme == "dark"
        assert "mine.yaml:" in str(reader.app.screen.query_one("#remark").render())
        await reader.press("escape")
        assert reader.app.theme == "dark"


async def test_a_prompt_takes_every_letter_as_it_is(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(":", "q", "й", "j")
        assert typed(reader) == "qйj"
        assert reader.app.is_running


async def test_the_suggestions_leave_half_of_the_screen_to_what_was_there(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(":")
        options = reader.app.screen.query_one(OptionList)
        assert options.option_count > 20
        assert options.size.height <= 12


async def test_the_help_shows_what_works_here_first_and_can_be_searched(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("?")
        assert reader.sheet_words().startswith("Here, in a list")
        await reader.press("/")
        await type_words(reader, "across documents")
        sheet = reader.app.screen_stack[-2]
        assert isinstance(sheet, Sheet)
        await reader.press("enter")
        assert "next passage of the current item" in reader.sheet_words()
        assert "quit" not in reader.sheet_words()
        await reader.press("escape")
        assert "quit" in reader.sheet_words()
        await reader.press("escape", "enter", "?")
        assert reader.sheet_words().startswith("Here, in the text")


async def test_a_search_without_hits_says_so_and_escape_brings_everything_back(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("?", "/")
        await type_words(reader, "zzz")
        sheet = reader.app.screen_stack[-2]
        assert isinstance(sheet, Sheet)
        assert sheet.pane.lines == [(("no line holds these words", "muted"),)]
        await reader.press("escape")
        assert "quit" in reader.sheet_words()


async def test_sorting_goes_round_and_names_the_order_in_the_title(karro: Path, read_it: ReadIt):
    async with read_it(karro, (120, 40)) as reader:
        item = reader.cursor.item
        for words in ("as in the digest", "by coverage", "by date", "by document", "by importance"):
            await reader.press("S")
            assert words in str(reader.pane(PaneId.FACTS).border_title)
            assert words in reader.status()
            assert reader.cursor.item == item


async def test_an_order_that_a_list_cannot_have_is_refused_in_words(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("6")
        await reader.screen.perform("by-coverage")
        assert "documents cannot be sorted by coverage" in reader.status()


async def test_narrowing_is_always_visible_and_escape_clears_it(karro: Path, read_it: ReadIt):
    async with read_it(karro, (120, 40)) as reader:
        reader.highlight(PaneId.ACTORS, "council")
        await reader.settle()
        await reader.press("f")
        assert "only Karro Council: 0 statements, 0 quotes" in reader.status()
        await reader.press("k")
        assert "only Karro Council (Esc)" in reader.status()
        assert "3 Statements 0 of 2 │ Karro Council" in str(reader.pane(PaneId.STATEMENTS).border_title)
        assert "no statement is by Karro Council; Esc" in reader.shown()
        await reader.press("3")
        assert "shows all" in reader.shown()
        assert reader.focused() == "statements"
        await reader.press("escape")
        assert "everything again, no longer only Karro Council" in reader.status()
        await reader.press("j")
        assert "only" not in reader.status()
        assert "3 Statements 2" in str(reader.pane(PaneId.STATEMENTS).border_title)


async def test_narrowing_needs_somebody_under_the_cursor(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("f")
        assert "no actor or speaker here" in reader.status()


async def test_pasted_words_run_nothing(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        before = reader.cursor
        reader.app.post_message(events.Paste("qqq\njjj"))
        await reader.pilot.pause()
        assert reader.app.is_running
        assert reader.cursor == before
        assert "pasted words are not taken for keys" in reader.status()


async def test_the_words_under_the_text_cursor_are_written_as_a_passage(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("enter", "p")
        said = "\n".join("".join(words for words, _ in line) for line in reader.sheet.pane.lines)
        assert '- doc: wire\n  exact: "would reopen to freight on Friday"\n' in said
        assert "These words stand at wire.txt:1." in said
        assert "On them rest already: F1 C1" in said


async def test_where_there_are_no_words_there_is_no_passage(tmp_path: Path, read_it: ReadIt):
    (tmp_path / "blank.txt").write_text("\n\n", "utf-8")
    async with read_it(tmp_path) as reader:
        await reader.press("0", "p")
        assert "there are no words under the text cursor" in reader.status()


@pytest.mark.parametrize("profile", ["less", "vim"])
async def test_in_other_sets_of_keys_numbers_are_counts(karro: Path, read_it: ReadIt, profile: str):
    async with read_it(karro, keymap=resolve(profile)[0]) as reader:
        ids = reader.screen.query_one("#facts").listing.ids  # type: ignore[attr-defined]
        await reader.press("3", "j")
        await reader.settle()
        assert reader.cursor.item == ids[3]
        await reader.press("2", "G")
        await reader.settle()
        assert reader.cursor.item == ids[1]
        await reader.press("l", "5")
        assert reader.status().rstrip().endswith("5")
        await reader.press("0", "%")
        text = reader.dossier.text(reader.cursor.doc)
        assert text
        assert 40 <= 100 * reader.cursor.spot.start // len(text.received) <= 60
        await reader.press("4", "escape")
        assert not reader.status().rstrip().endswith(" 4")


async def test_a_sequence_waits_for_its_end_and_a_wrong_end_is_named(karro: Path, read_it: ReadIt):
    async with read_it(karro, keymap=resolve("vim")[0]) as reader:
        await reader.press("G", "g")
        assert reader.status().rstrip().endswith("g")
        await reader.press("g")
        await reader.settle()
        assert reader.cursor.item == "f-friday"
        await reader.press("g", "q")
        assert reader.focused() == "quotes"
        await reader.press("g", "x")
        assert "gx does nothing here" in reader.status()


async def test_a_key_of_another_place_says_what_it_does_there(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("0", "l")
        assert "l works in a list: from a list to the text" in reader.status()


async def test_keys_of_ones_own_are_heard_shown_and_listed(karro: Path, read_it: ReadIt):
    keymap = resolve("default", {"zoom": Override("W")})[0]
    async with read_it(karro, (200, 60), keymap=keymap) as reader:
        assert "W zoom" in reader.hints.render_line(0).text
        await reader.press("?")
        assert "W the whole screen" in reader.sheet_words()
        await reader.press("q", "enter", "W")
        assert reader.screen.has_class("-single")
        await reader.press("z")
        assert "z does nothing here" in reader.status()
