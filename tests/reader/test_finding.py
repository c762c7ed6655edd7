"""Words are found as they are typed, in the text, in lists and everywhere, and keys are answered all the while."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.style import Style
from textual.widgets import Input, Label

from briefing import seeking
from briefing.finding import Query
from briefing.keymap import resolve
from briefing.listing import PaneId
from briefing.loading import open_dossier
from briefing.reader.panes.results import Results, shortened
from briefing.reader.screens import findline
from briefing.reader.screens.findline import FindLine
from briefing.search import NO_SEARCH
from briefing.shipped import shipped
from briefing.spans import Span

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

LONG = 5000
"""Looks until a process has answered: it has to start first."""

PORT = """\
The “corridor” stays open, the caf\N{LATIN SMALL LETTER E WITH ACUTE}\N{NO-BREAK SPACE}owner said.

Nobody at the port would say how long the corridor
will remain open to ships that carry grain, nor who pays for the tugs and pilots of the corridor between the moles.

Corridor of the hotel: closed.
"""

RUNAWAY = "(a+)+$"

DIGEST = """\
format: briefing/1
title: The port
documents:
  - {id: port, path: port.txt}
  - {id: trap, path: trap.txt}
actors:
  - {id: brandt, name: Ada Brandt, aliases: [Ms Brandt, the deputy], importance: 1}
  - {id: norland, name: Norland}
facts:
  - {id: f-open, text: The corridor is open., evidence: {doc: port, exact: stays open}}
  - {id: f-tugs, text: Tugs are paid., note: Whose corridor is it?, evidence: {doc: port, exact: who pays for the tugs}}
  - {id: f-hotel, text: The hotel is closed., evidence: {doc: port, exact: "hotel: closed"}}
  - {id: f-corridor, text: A corridor closed., evidence: {doc: port, exact: closed}}
statements:
  - {id: s-cafe, speaker: brandt, text: She will not say., evidence: {doc: trap, exact: the deputy said nothing}}
"""

TRAP = "Ms Brandt was there. At noon the deputy said nothing. Later Ada Brandt left.\n" + "a" * 60 + "!\n"


@pytest.fixture
def port(tmp_path: Path) -> Path:
    """Return the folder of a dossier with typography in its words, and a trap for regular expressions."""
    folder = tmp_path / "port"
    folder.mkdir()
    (folder / "port.txt").write_text(PORT, encoding="utf-8", newline="")
    (folder / "trap.txt").write_text(TRAP, encoding="utf-8", newline="")
    (folder / "digest.yaml").write_text(DIGEST, encoding="utf-8")
    return folder


async def type_words(reader: Reader, words: str) -> None:
    for letter in words:
        await reader.press("space" if letter == " " else letter)


async def find(reader: Reader, words: str, *end: str) -> None:
    await reader.press("/")
    await type_words(reader, words)
    await reader.press(*end)


def line(reader: Reader) -> FindLine:
    assert isinstance(reader.app.screen, FindLine)
    return reader.app.screen


def remark(reader: Reader) -> str:
    return str(line(reader).query_one("#remark", Label).render())


def sign(reader: Reader) -> str:
    return str(line(reader).query_one("#sign", Label).render()).strip()


def in_slot(reader: Reader, slot: str) -> Callable[[Style], bool]:
    """Return a test for the style of a slot, by its attributes and colour."""
    wanted = reader.app.ink[slot]
    return lambda style: style.bold == wanted.bold and style.reverse == wanted.reverse and style.color == wanted.color


def hits_drawn(reader: Reader) -> list[str]:
    """Return the words in the text pane that are drawn as other hits, row by row."""
    ink = reader.app.ink["hit"]
    rows = (reader.text.render_line(y) for y in range(reader.text.size.height))
    return [
        segment.text for row in rows for segment in row
        if segment.style and segment.style.italic and segment.style.underline and segment.style.color == ink.color
    ]  # fmt: skip


def found_drawn(reader: Reader) -> str:
    return reader.drawn(in_slot(reader, "found"))


async def rested(reader: Reader) -> None:
    """Let the app work until no process looks for anything."""
    for _ in range(LONG):
        screen = reader.app.screen
        if not reader.screen.hunter.busy and not (isinstance(screen, FindLine) and screen.hunter.busy):
            return
        await reader.pilot.pause()
    raise AssertionError("a process still looks for something")


async def until(reader: Reader, holds: Callable[[], object]) -> None:
    """Let the app work until something holds for which a process has to start."""
    for _ in range(LONG):
        if holds():
            return
        await reader.pilot.pause()
    raise AssertionError("this did not come to hold")


ALL = -1
"""Stands for every row of a pane."""


def painted_rows(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list of the rows of the text that are asked to be painted from now on, counted from 0 at its top."""
    painted: list[int] = []
    refresh, refresh_line = reader.text.refresh, reader.text.refresh_line

    def whole(*regions: Any, **options: Any) -> Any:
        if not regions:
            painted.append(ALL)
        return refresh(*regions, **options)

    def one(y: int) -> None:
        painted.append(y)
        refresh_line(y)

    monkeypatch.setattr(reader.text, "refresh", whole)
    monkeypatch.setattr(reader.text, "refresh_line", one)
    return painted


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


# In the text


async def test_the_text_goes_to_the_nearest_hit_with_every_letter(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        before = reader.cursor
        history = reader.screen.history
        await reader.press("/")
        assert (sign(reader), remark(reader)) == ("/", "")
        await type_words(reader, "c")
        assert reader.passage_words() == "c"
        await type_words(reader, "orr")
        assert reader.passage_words() == "corr"
        assert remark(reader) == "1/4"
        assert found_drawn(reader) == "corr"
        assert hits_drawn(reader) == ["corr", "corr", "Corr"]
        await type_words(reader, "x")
        assert remark(reader) == "none"
        assert reader.cursor == before
        assert reader.screen.history is history


async def test_enter_keeps_the_hit_and_back_leads_to_where_one_was(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "G", "g")
        before = reader.cursor
        await find(reader, "grain", "enter")
        assert reader.app.screen is reader.screen
        assert reader.passage_words() == "grain"
        assert "/grain 1/1" in reader.status()
        await reader.press("H")
        assert reader.cursor.spot == before.spot


async def test_esc_goes_back_row_for_row(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("0", "space", "j")
        before, top = reader.cursor, reader.text.scroll_offset.y
        assert top > 0
        await find(reader, "orla venn")
        assert reader.text.scroll_offset.y != top
        await reader.press("escape")
        assert (reader.cursor, reader.text.scroll_offset.y) == (before, top)
        assert not reader.screen.search
        assert not hits_drawn(reader)


async def test_n_goes_round_and_says_so(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "corridor", "enter")
        seen = []
        for _ in range(4):
            seen.append(reader.passage_words())
            await reader.press("n")
        assert seen == ["corridor", "corridor", "corridor", "Corridor"]
        assert reader.status().strip().startswith("from the top again · /corridor 1/4")
        await reader.press("N")
        assert reader.status().strip().startswith("from the end again · /corridor 4/4")
        await reader.press("N")
        assert "/corridor 3/4" in reader.status()
        assert "again" not in reader.status()


async def test_from_a_row_the_next_hit_is_the_first_on_it(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "corridor", "enter")
        await reader.press("G")
        assert "/corridor 4/4" in reader.status()
        await reader.press("n")
        assert "/corridor 4/4" in reader.status()
        assert reader.passage_words() == "Corridor"
        await reader.press("g", "N")
        assert "/corridor 4/4" in reader.status()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("cafe owner", "café\N{NO-BREAK SPACE}owner"),
        ('"corridor"', "“corridor”"),
        ("corridor will remain", "corridor\nwill remain"),
        ("Corridor", "Corridor"),
    ],
)
async def test_plain_letters_find_what_documents_have(port: Path, read_it: ReadIt, typed: str, words: str):
    async with read_it(port, (40, 24)) as reader:
        await reader.press("0", "g")
        await find(reader, typed)
        assert remark(reader) == "1/1"
        assert reader.passage_words() == words
        assert found_drawn(reader).split() == words.replace("\n", " ").split()


async def test_a_hit_over_the_end_of_a_row_is_marked_on_both_and_unmarked_again(
    port: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
):
    async with read_it(port, (40, 24)) as reader:
        await reader.press("0", "g")
        words = "the corridor will remain open to ships that carry grain, nor who pays"
        await find(reader, words, "enter")
        rows = [
            y for y in range(reader.text.size.height)
            if any(segment.style and in_slot(reader, "found")(segment.style) for segment in reader.text.render_line(y))
        ]  # fmt: skip
        assert len(rows) > 2
        assert found_drawn(reader) == words
        painted = painted_rows(reader, monkeypatch)
        await reader.press("g")
        assert {*rows} <= {*painted}
        assert found_drawn(reader) == ""


async def test_a_step_paints_the_rows_that_changed_and_no_others(
    karro: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
):
    async with read_it(karro, (120, 60)) as reader:
        await reader.press("0", "g")
        await find(reader, "keeper", "enter")
        painted, top = painted_rows(reader, monkeypatch), reader.text.scroll_offset.y
        before = reader.text.current_row()
        await reader.press("n")
        assert reader.text.scroll_offset.y == top
        assert {*painted} == {before, reader.text.current_row()}
        del painted[:]
        await reader.press("escape")
        assert len({*painted}) > 5
        assert ALL not in painted


async def test_capitals_count_when_one_is_typed(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "Corridor")
        assert remark(reader) == "1/1"
        await reader.press("escape")
        await find(reader, "corridor")
        assert remark(reader) == "1/4"


async def test_escape_ends_a_search_and_n_takes_it_up_again(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "corridor", "enter")
        assert " n hit" in reader.hints.render_line(0).text
        await reader.press("escape")
        assert reader.screen.search == NO_SEARCH
        assert "corridor" not in reader.status()
        assert not hits_drawn(reader)
        assert not found_drawn(reader)
        assert " n hit" not in reader.hints.render_line(0).text
        await reader.press("n")
        assert "/corridor 2/4" in reader.status()


async def test_escape_ends_the_search_before_it_shows_all_again(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("3", "f")
        await find(reader, "minister", "enter", "escape")
        assert not reader.screen.search
        assert reader.cursor.view.speaker == "venn"
        await reader.press("escape")
        assert reader.cursor.view.speaker == ""


async def test_without_a_search_n_says_how_to_begin_one(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("n")
        assert "nothing has been searched for yet: / does" in reader.status()


async def test_what_is_nowhere_is_said_with_a_way_on(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        before = reader.cursor
        await find(reader, "zebra", "enter")
        assert "“zebra” stands nowhere in this document; // looks everywhere" in reader.status()
        assert reader.cursor == before
        await reader.press("n")
        assert "stands nowhere" in reader.status()


async def test_a_search_goes_on_in_the_next_document(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "the", "enter")
        await reader.press("]")
        assert reader.screen.search.doc == "trap"
        await reader.press("n")
        assert reader.cursor.doc == "trap"
        assert reader.passage_words() == "the"


async def test_searches_are_called_up_again(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        for words in ("grain", "tugs", "grain"):
            await find(reader, words, "enter")
        await find(reader, "ho")
        seen = []
        for key in ("up", "up", "ctrl+p", "down", "ctrl+n"):
            await reader.press(key)
            seen.append(line(reader).query_one(Input).value)
        assert seen == ["grain", "tugs", "tugs", "grain", "ho"]
        await reader.press("up", "up", "enter")
        assert reader.passage_words() == "tugs"


async def test_an_empty_line_repeats_the_last_search(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "corridor", "enter")
        await reader.press("/", "enter")
        await until(reader, lambda: "/corridor 2/4" in reader.status())
        await reader.press("/", "backspace")
        assert reader.app.screen is reader.screen
        assert reader.screen.search.query == Query("corridor")


@pytest.mark.parametrize("profile", ["less", "vim"])
async def test_counts_go_so_many_hits_on(port: Path, read_it: ReadIt, profile: str):
    async with read_it(port, keymap=resolve(profile)[0]) as reader:
        await reader.press(*("t t g" if profile == "less" else "g t g g").split())
        await find(reader, "corridor", "enter")
        await reader.press("2", "n")
        assert "/corridor 3/4" in reader.status()
        await reader.press("2", "N")
        assert "/corridor 1/4" in reader.status()
        await reader.press("6", "n")
        assert "/corridor 3/4" in reader.status()


async def test_less_searches_backwards(port: Path, read_it: ReadIt):
    async with read_it(port, keymap=resolve("less")[0]) as reader:
        await reader.press("t", "t", "G", "?")
        assert sign(reader) == "?"
        await type_words(reader, "corridor")
        assert remark(reader) == "3/4"
        await reader.press("enter", "n")
        assert "?corridor 2/4" in reader.status()
        await reader.press("N")
        assert "?corridor 3/4" in reader.status()


async def test_the_dossier_read_anew_is_searched_anew(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "corridor", "enter")
        (port / "port.txt").write_text(f"No corridors.\n\n{PORT}", encoding="utf-8")
        await reader.press("R")
        await reader.settle()
        text = reader.dossier.text("port")
        assert text is not None
        hits = reader.screen.search.hits
        assert len(hits) == 5
        assert all(span.of(text.received).lower() == "corridor" for span in hits.spans)


# Regular expressions


async def test_ctrl_r_turns_words_into_an_expression_and_back(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "corr.d", "ctrl+r")
        assert sign(reader) == "/re"
        await rested(reader)
        assert remark(reader) == "1/4"
        await reader.press("enter", "n")
        assert "/re corr.d 2/4" in reader.status()
        await reader.press("/", "up")
        assert sign(reader) == "/re"
        await reader.press("ctrl+r")
        assert (sign(reader), remark(reader)) == ("/", "none")


async def test_the_palette_leads_to_an_expression_too(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press(":")
        await type_words(reader, "find regex")
        await reader.press("enter")
        await until(reader, lambda: isinstance(reader.app.screen, FindLine))
        assert sign(reader) == "/re"


async def test_an_expression_that_is_none_is_said_and_not_suffered(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "tugs", "ctrl+r")
        await rested(reader)
        await type_words(reader, "(")
        assert remark(reader).startswith("missing )")
        assert reader.passage_words() == "tugs"
        await reader.press("enter")
        assert "missing )" in remark(reader)
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_a_runaway_expression_is_killed_and_keys_are_answered(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "]")
        await find(reader, RUNAWAY, "ctrl+r")
        await until(reader, lambda: reader.screen.hunter.seek)
        process = reader.screen.hunter.seek
        assert process is not None
        assert remark(reader) == "…"
        await reader.press("enter")
        assert "/re (a+)+$ …" in reader.status()
        # Nothing that another document would follow, through which something else would have to look.
        await reader.press("j", "1")
        assert reader.cursor.pane is PaneId.FACTS
        assert alive(process._process.pid)
        await reader.press("escape")
        assert not reader.screen.hunter.busy
        assert process.progress.trouble == "stopped"
        assert not alive(process._process.pid)


async def test_an_expression_that_ends_itself_says_why(port: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(seeking, "PATIENCE", 0.05)
    async with read_it(port) as reader:
        await reader.press("0", "]")
        await find(reader, RUNAWAY, "ctrl+r")
        await rested(reader)
        await until(reader, lambda: seeking.RUNAWAY in remark(reader))


async def test_the_nearest_hit_of_an_expression_is_gone_to_when_it_is_known(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "G")
        await find(reader, "gr.in", "ctrl+r", "enter")
        await rested(reader)
        assert reader.passage_words() == "grain"
        assert "/re gr.in 1/1" in reader.status()


async def test_nothing_typed_goes_on_with_a_search_that_is_not_done(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "gr.in", "ctrl+r", "enter", "/", "enter")
        await until(reader, lambda: reader.app.screen is reader.screen)
        await rested(reader)
        await until(reader, lambda: not reader.screen.search.due)
        assert len(reader.screen.search.hits.spans) == 1


async def test_who_went_elsewhere_is_not_called_back(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "hot.l", "ctrl+r", "enter", "]")
        await rested(reader)
        assert reader.cursor.doc == "trap"
        await reader.press("[")
        await rested(reader)
        assert "/re hot.l 1" in reader.status()


async def test_a_long_document_is_searched_by_a_process(port: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(seeking, "AT_ONCE", 10)
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "corridor")
        assert remark(reader) == "…"
        await rested(reader)
        assert remark(reader) == "1/4"
        (port / "port.txt").write_text("It was all different.", encoding="utf-8")
        await type_words(reader, "\N{SPACE}")
        await rested(reader)
        assert remark(reader) == "none"


# In lists


async def test_a_list_is_searched_by_what_its_rows_say(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        before = reader.cursor
        await find(reader, "closed")
        assert reader.cursor.row(PaneId.FACTS) == "f-hotel"
        assert remark(reader) == "1/2"
        await reader.press("enter")
        await reader.settle()
        assert reader.passage_words() == "hotel: closed"
        assert "/closed 1/2" in reader.status()
        await reader.press("n")
        assert reader.cursor.row(PaneId.FACTS) == "f-corridor"
        await reader.press("n")
        assert reader.cursor.row(PaneId.FACTS) == "f-hotel"
        assert "from the top again · /closed 1/2" in reader.status()
        await reader.press("H")
        assert reader.cursor.row(PaneId.FACTS) == before.row(PaneId.FACTS)


async def test_esc_leaves_list_and_text_as_they_were(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        before = reader.cursor
        await find(reader, "hotel")
        await reader.settle()
        assert reader.cursor.spot != before.spot
        await reader.press("escape")
        await reader.settle()
        assert reader.cursor == before


def row_drawn(reader: Reader, pane: PaneId, id_: str, slot: str) -> str:
    """Return the words of a row that are drawn in a slot."""
    shown = reader.pane(pane)
    row = shown.listing.places[id_]  # type: ignore[attr-defined]
    drawn = shown.drawing(shown.size.width, Style.null())(row)
    marked = in_slot(reader, slot)
    return "|".join(segment.text for segment in drawn if segment.style and marked(segment.style))


async def test_hits_are_marked_in_every_list_label_and_speaker_among_them(port: Path, read_it: ReadIt):
    async with read_it(port, (120, 40)) as reader:
        await find(reader, "a", "enter")
        assert row_drawn(reader, PaneId.ACTORS, "norland", "hit") == "A|a"
        assert row_drawn(reader, PaneId.ACTORS, "brandt", "hit") == "A|A|a|a"
        await reader.press("3")
        await find(reader, "brandt", "enter")
        assert reader.cursor.row(PaneId.STATEMENTS) == "s-cafe"
        await reader.press("1")
        await find(reader, "F3", "enter")
        assert reader.cursor.row(PaneId.FACTS) == "f-hotel"
        assert "F3" in row_drawn(reader, PaneId.FACTS, "f-hotel", "found")


async def test_a_hit_that_a_row_does_not_show_is_told(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await find(reader, "whose", "enter")
        assert reader.cursor.row(PaneId.FACTS) == "f-tugs"
        assert "/whose 1/1 · in “Whose corridor is it?”" in reader.status()


async def test_an_expression_finds_rows_too(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await find(reader, "^the h", "ctrl+r")
        await rested(reader)
        assert reader.cursor.row(PaneId.FACTS) == "f-hotel"
        await reader.press("enter")
        assert "/re ^the h 1/1" in reader.status()


# The word and the actor under the cursor


async def test_the_star_takes_the_word_under_the_text_cursor(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "corr", "enter", "escape", "*")
        assert "*corridor 1/4" in reader.status()
        assert reader.passage_words() == "corridor"
        await reader.press("n")
        assert "*corridor 2/4" in reader.status()


async def test_the_star_takes_an_actor_by_all_names(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("3", "enter", "*")
        assert "*Ada Brandt 2/3" in reader.status()
        assert reader.passage_words() == "the deputy"
        await reader.press("n")
        assert reader.passage_words() == "Ada Brandt"
        await reader.press("n")
        assert reader.passage_words() == "Ms Brandt"


async def test_the_star_on_an_actor_of_the_list_leads_to_the_text(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        reader.highlight(PaneId.ACTORS, "brandt")
        await reader.press("*")
        assert reader.focused() == "text"
        assert reader.passage_words() == "Ms Brandt"
        assert "*Ada Brandt 1/3" in reader.status()
        await reader.press("n", "H")
        assert reader.cursor.pane is PaneId.ACTORS


async def test_where_there_is_no_word_the_star_says_so(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("*")
        assert "no word and no actor here" in reader.status()


async def test_a_word_longer_than_a_search_is_said_and_not_looked_for(port: Path, read_it: ReadIt):
    (port / "trap.txt").write_text("f" * 1001, "utf-8")
    async with read_it(port) as reader:
        await reader.press("6", "j", "enter", "*")
        assert "a search is not longer than 1000 characters" in reader.status()


# Everywhere


def listed(reader: Reader) -> list[tuple[str, int, str]]:
    return [(one.doc.removeprefix("\0"), one.line, one.words) for one in line(reader).results.found]


async def test_everywhere_lists_documents_and_items_with_their_lines(port: Path, read_it: ReadIt):
    async with read_it(port, (120, 40)) as reader:
        await find(reader, "/tugs")
        assert sign(reader) == "//"
        await rested(reader)
        assert listed(reader) == [("f-tugs", 1, "Tugs"), ("port", 4, "tugs")]
        assert remark(reader) == "2 in 2"
        shown = reader.shown()
        assert " > F2" in shown
        assert "port:4" in shown
        assert "pays for the tugs and pilots" in shown


async def test_what_is_typed_in_one_breath_is_searched_everywhere(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.burst("/", "/", *"tugs")
        await until(reader, lambda: isinstance(reader.app.screen, FindLine) and sign(reader) == "//")
        await rested(reader)
        assert line(reader).typed == "tugs"
        assert len(listed(reader)) == 2


async def test_what_is_found_in_one_breath_is_gone_through(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.burst("0", "g", "/", *"corridor", "enter", "n", "n")
        await until(reader, lambda: "/corridor 3/4" in reader.status())


async def test_a_result_is_a_jump_and_the_search_goes_on_there(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        before = reader.cursor
        await find(reader, "/the")
        await rested(reader)
        wanted = [one.doc for one in line(reader).results.found].index("\0trap")
        await reader.press(*["down"] * wanted, "enter")
        await until(reader, lambda: reader.cursor.doc == "trap")
        assert (reader.focused(), reader.passage_words()) == ("text", "the")
        assert "/the 1/2" in reader.status()
        await reader.press("n")
        assert "/the 2/2" in reader.status()
        await reader.press("H")
        assert reader.cursor.pane is before.pane
        assert reader.cursor.doc == before.doc


async def test_an_item_that_was_found_is_gone_to_in_its_list(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "/she will")
        await rested(reader)
        await reader.press("enter")
        await until(reader, lambda: reader.cursor.row(PaneId.STATEMENTS) == "s-cafe")
        await reader.settle()
        assert reader.focused() == "statements"
        assert reader.cursor.doc == "trap"


async def test_enter_before_there_is_anything_waits_for_the_first(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "/said nothing", "enter")
        assert isinstance(reader.app.screen, FindLine)
        await until(reader, lambda: reader.app.screen is reader.screen and reader.cursor.doc == "trap")
        assert reader.passage_words() == "said nothing"


async def test_backspace_in_an_empty_line_looks_here_again(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await reader.press("0", "g")
        await find(reader, "//")
        await reader.press("backspace", "backspace")
        assert sign(reader) == "/"
        await type_words(reader, "tugs")
        assert remark(reader) == "1/1"


async def test_everywhere_is_called_up_again_by_its_words(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await find(reader, "/tugs")
        await rested(reader)
        await reader.press("down", "enter")
        await until(reader, lambda: reader.app.screen is reader.screen)
        await reader.press("/", "/", "ctrl+p")
        await rested(reader)
        assert len(listed(reader)) == 2


async def test_escape_stops_a_runaway_expression_everywhere_at_once(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        before = reader.cursor
        await find(reader, "/a", "ctrl+r")
        await rested(reader)
        known = len(listed(reader))
        assert known
        await reader.press("backspace")
        await type_words(reader, RUNAWAY)
        await until(reader, lambda: line(reader).hunter.seek)
        process = line(reader).hunter.seek
        assert process is not None
        pid = process._process.pid
        await reader.press("down", "x", "backspace")
        assert not alive(pid), "what was typed since made it useless"
        await until(reader, lambda: line(reader).hunter.seek)
        process = line(reader).hunter.seek
        assert process is not None
        await reader.press("escape")
        assert not alive(process._process.pid)
        assert remark(reader).startswith("stopped")
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.cursor == before


async def test_no_process_is_left_when_the_reader_closes(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        await find(reader, f"/{RUNAWAY}", "ctrl+r")
        await until(reader, lambda: line(reader).hunter.seek)
        process = line(reader).hunter.seek
        assert process is not None
    assert not alive(process._process.pid)


async def test_words_that_have_gone_are_not_gone_to(port: Path, read_it: ReadIt):
    async with read_it(port) as reader:
        (port / "port.txt").write_text("Only today there are walruses.", encoding="utf-8")
        await find(reader, "/walrus")
        await rested(reader)
        before = reader.cursor
        await reader.press("enter")
        await until(reader, lambda: "these words are not there any more; R reads" in reader.status())
        assert reader.cursor == before


async def test_what_a_filter_hides_is_shown_when_it_is_found(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        reader.highlight(PaneId.ACTORS, "council")
        await reader.press("f")
        await find(reader, "/payer to herself")
        await rested(reader)
        await reader.press("enter")
        await until(reader, lambda: reader.cursor.row(PaneId.STATEMENTS) == "s-silent")
        await reader.settle()
        assert "s-silent" in reader.pane(PaneId.STATEMENTS).listing.ids  # type: ignore[attr-defined]


async def test_results_scroll_with_the_keys_and_are_clicked(port: Path, read_it: ReadIt):
    async with read_it(port, (60, 16)) as reader:
        await find(reader, "/e")
        await rested(reader)
        results = line(reader).results
        await reader.press("pagedown", "pagedown", "up")
        assert results.at == 15
        assert results.scroll_offset.y <= 15 < results.scroll_offset.y + results.size.height
        await reader.press("pageup", "pageup", "pageup")
        assert results.at == 0
        await reader.pilot.click(Results, (5, 2))
        await until(reader, lambda: reader.app.screen is reader.screen)


@pytest.mark.parametrize("size", [(30, 8), (50, 16), (80, 24), (120, 40)], ids=str)
async def test_the_line_leaves_the_text_to_be_seen_and_words_from_outside_are_harmless(
    karro: Path, read_it: ReadIt, size: tuple[int, int]
):
    async with read_it(karro, size) as reader:
        await reader.press("0", "g")
        await find(reader, "the")
        assert line(reader).query_one("Vertical").size.height == 1
        await reader.press("escape")
        await find(reader, "/banner")
        await rested(reader)
        assert "[/b]" in reader.shown() or size[0] == 30
        assert "\x1b" not in reader.shown()
        assert line(reader).results.size.height <= size[1] - 3


async def test_many_documents_stream_in_while_keys_are_answered(
    tmp_path: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
):
    for number in range(300):
        (tmp_path / f"d{number}.txt").write_text(f"Word of {number}.\n" * 40, encoding="utf-8")
    async with read_it(open_dossier(tmp_path), settled=False) as reader:
        await find(reader, "/word")
        await until(reader, lambda: line(reader).results.found)
        await reader.press("down", "down")
        assert line(reader).results.at == 2
        await rested(reader)
        assert remark(reader).startswith("10000+ in ")
        assert len(line(reader).results.found) == 10_000


@pytest.mark.parametrize("room", [5, 20, 60])
def test_a_hit_far_along_its_line_is_in_what_is_shown_of_it(room: int) -> None:
    words = "x" * 50 + " hit " + "y" * 50
    shown, mark = shortened(words, Span(51, 54), room)
    assert mark.of(shown) == "hit"
    assert mark.start <= room


async def test_what_was_found_is_seen_to_be_cut_where_its_line_is_longer(port: Path, read_it: ReadIt):
    async with read_it(port, (50, 16)) as reader:
        await find(reader, "/remain")
        await rested(reader)
        rows = [row for row in reader.rows() if "will remain" in row]
        assert rows
        assert all(row.rstrip().endswith("…") for row in rows), rows


def test_what_stands_in_the_frame_fits() -> None:
    assert all(len(hint) < 76 for hint in (findline.HERE, findline.EVERYWHERE))


async def test_a_folder_without_a_digest_is_searched_as_well(tmp_path: Path, read_it: ReadIt):
    (tmp_path / "a.txt").write_text("One.\nTwo words.\n", encoding="utf-8")
    async with read_it(open_dossier(tmp_path)) as reader:
        await find(reader, "/words")
        await rested(reader)
        await reader.press("enter")
        await until(reader, lambda: reader.focused() == "text")
        assert reader.passage_words() == "words"


async def test_the_shipped_example_is_searched(read_it: ReadIt):
    async with read_it(shipped("seeds")) as reader:
        await find(reader, "/de-escalation")
        await rested(reader)
        assert {one.doc[:1] == "\0" for one in line(reader).results.found} == {True, False}
