"""What readers narrow the lists to is always to be seen, is cleared with one key, and never hides where they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual.widgets import Label

from briefing.filters import parse, spelled
from briefing.listing import LISTS, PaneId, listing
from briefing.reader.panes.heads import TabsRow, TitleRow
from briefing.reader.screens.filterline import FilterPrompt
from briefing.reader.screens.prompt import Line

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

LAYOUTS = ((30, 8), (50, 16), (80, 24), (120, 40), (200, 60))


def prompt(reader: Reader) -> FilterPrompt:
    """Return the prompt that is open."""
    assert isinstance(reader.app.screen, FilterPrompt)
    return reader.app.screen


def offered(reader: Reader) -> list[str]:
    """Return the first words of what is suggested."""
    return ["".join(words for words, _ in line).split()[0] for line in prompt(reader).lines]


def ids(reader: Reader, pane: PaneId) -> list[str]:
    return list(listing(reader.dossier, reader.cursor.view, pane).ids)


def filters(reader: Reader) -> str:
    return spelled(reader.cursor.view.filters)


async def ask(reader: Reader, line: str) -> None:
    """Narrow the lists to a line."""
    await reader.press("&", *("space" if letter == " " else letter for letter in line), "enter")
    await reader.settle()


async def test_a_line_narrows_every_list_and_says_how_many_are_left(karro: Path, read_it: ReadIt):
    async with read_it(karro, (120, 40)) as reader:
        await ask(reader, "doc:gazette")
        assert filters(reader) == "doc:gazette"
        assert ids(reader, PaneId.FACTS) == ["f-deck", "f-orphan", "f-tolls"]
        assert ids(reader, PaneId.DOCUMENTS) == ["gazette"]
        assert "5 of 13 items; Esc shows all" in reader.status()
        assert "1 Facts 3 of 7" in str(reader.pane(PaneId.FACTS).border_title)
        assert reader.cursor.item == reader.cursor.row(PaneId.FACTS) == "f-deck"
        assert reader.passage_words().startswith("the deck was")


@pytest.mark.parametrize("size", LAYOUTS, ids=str)
async def test_what_the_lists_are_narrowed_to_can_be_seen_in_every_layout(
    karro: Path, read_it: ReadIt, size: tuple[int, int]
):
    async with read_it(karro, size) as reader:
        await ask(reader, "tag:nothing")
        await reader.press("escape")
        await ask(reader, "review:unchecked -actor:council")
        await reader.press("j", "0")
        above = "\n".join(reader.rows()[:2])
        assert "only rev" in above
        assert "(Esc)" in above
        await reader.resize((120, 40))
        assert "only review:unchecked -actor:council (Esc)" in reader.rows()[0]
        await reader.press("z")
        assert "only review:unchecked -actor:council (Esc)" in reader.rows()[0]
        await reader.press("escape")
        assert "only review" not in reader.shown().partition("everything again")[0]


async def test_what_is_left_of_every_list_is_told_where_there_is_no_room_for_how_much_there_is(
    karro: Path, read_it: ReadIt
):
    async with read_it(karro, (72, 24)) as reader:
        await ask(reader, "freight")
        row = reader.screen.query_one(TabsRow).render_line(0).text
        assert re.fullmatch(r" 1 Facts \d/\d  2 Actors \d  3 Stmts \d  4 Quotes \d  5 Confl \d  6 Docs \d *", row)


async def test_words_longer_than_a_search_narrow_nothing_and_are_said(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("&")
        prompt(reader).query_one(Line).value = "x" * 1001
        await reader.press("enter")
        await reader.settle()
        assert "a search is not longer than 1000 characters" in reader.shown()
        await reader.press("escape")
        assert not filters(reader)


async def test_long_filters_are_cut(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await ask(reader, " ".join(f"word{number}" for number in range(12)))
        rows = [reader.screen.query_one(row).render_line(0).text for row in (TitleRow, TabsRow)]
        assert "… (Esc)" in rows[0]
        assert rows[0].startswith(" briefing  Karro")
        assert "only" not in rows[1]
        assert all(len(row) == 80 for row in rows)


async def test_who_reads_on_in_the_text_stays_there_when_lists_are_narrowed_and_widened(karro: Path, read_it: ReadIt):
    async with read_it(karro, (80, 24)) as reader:
        await reader.press("0", "G")
        spot, doc = reader.cursor.spot, reader.cursor.doc
        await ask(reader, "actor:venn")
        reader.screen.finish_following()
        assert (reader.cursor.spot, reader.cursor.doc) == (spot, doc)
        await reader.press("escape")
        reader.screen.finish_following()
        assert (reader.cursor.spot, reader.cursor.doc) == (spot, doc)


async def test_one_key_clears_filters_and_speaker_and_tells_what_it_cleared(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        reader.highlight(PaneId.ACTORS, "venn")
        await reader.press("f")
        await ask(reader, "doc:wire")
        await reader.press("escape")
        assert not reader.cursor.view.narrowed
        assert "everything again, no longer only doc:wire and Orla Venn" in reader.status()
        await reader.press("escape")
        assert "everything again" not in reader.status()
        await reader.press("&")
        assert offered(reader)[0] == "doc:wire"
        await reader.press("down", "up", "enter")
        assert filters(reader) == "doc:wire"


async def test_an_empty_line_clears_the_filters_alone(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        reader.highlight(PaneId.ACTORS, "venn")
        await reader.press("f")
        await ask(reader, "doc:wire")
        await reader.press("&", *["backspace"] * 12, "enter")
        assert not filters(reader)
        assert reader.cursor.view.speaker == "venn"
        assert "no longer only doc:wire" in reader.status()


@pytest.mark.parametrize("key", ["&", "\\"])
async def test_the_line_begins_with_what_holds_and_escape_takes_it_back(karro: Path, read_it: ReadIt, key: str):
    async with read_it(karro) as reader:
        await ask(reader, "doc:gazette")
        before = reader.cursor
        await reader.press(key)
        assert prompt(reader).query_one(Line).value == "doc:gazette "
        await reader.press(*"tolls")
        await reader.until(lambda: ids(reader, PaneId.FACTS) == ["f-tolls"])
        assert reader.cursor.item == "f-tolls"
        await reader.press("escape")
        assert reader.cursor == before


async def test_the_lists_and_a_count_show_what_a_line_would_leave(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("&", *"doc:gaz")
        assert not filters(reader)
        await reader.press("tab")
        assert prompt(reader).query_one(Line).value == "doc:gazette"
        await reader.until(lambda: filters(reader) == "doc:gazette")
        assert "5 of 13 items" in str(prompt(reader).query_one("#remark", Label).render())


async def test_a_large_dossier_is_not_looked_through_for_words_at_every_pause(
    karro: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("briefing.reader.screens.filterline.LARGE", 3)
    async with read_it(karro) as reader:
        await reader.press("&", *"tolls")
        await reader.until(lambda: "Enter" in str(prompt(reader).query_one("#remark", Label).render()))
        assert not filters(reader)
        await reader.press("enter")
        assert filters(reader) == "tolls"


async def test_enter_takes_the_line_or_what_it_is_the_beginning_of_or_says_why_not(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await ask(reader, "actor:ven")
        assert filters(reader) == "actor:venn"
        await ask(reader, "review:d")
        assert filters(reader) == "actor:venn review:doubtful"
        await ask(reader, "stance:")
        assert isinstance(reader.app.screen, FilterPrompt)
        assert "a value is missing" in reader.shown()
        assert offered(reader)[0] == "stance:supports"
        await reader.press("backspace")
        assert offered(reader) == ["stance:"]
        await reader.press("down", "enter")
        assert offered(reader)[0] == "stance:supports"
        await reader.press("down", "enter")
        assert filters(reader) == "actor:venn review:doubtful stance:disputes"


async def test_what_can_never_be_meant_is_told_with_what_could(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("&", *"actr:venn")
        await reader.until(lambda: "nothing can be filtered by 'actr'" in reader.shown())
        assert "actor" in reader.shown().partition("'actr'")[2]


async def test_suggestions_tell_what_they_stand_for(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("&")
        assert offered(reader)[:2] == ["actor:", "doc:"]
        await reader.press(*"actor:")
        assert "actor:venn" in reader.shown()
        assert "Orla Venn" in reader.shown().partition("actor:venn")[2]


async def test_an_empty_list_says_why_and_what_to_press(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await ask(reader, "stance:qualifies")
        assert "no fact meets stance:qualifies: without it there are 7; Esc shows all" in reader.shown()
        assert not reader.cursor.item
        await reader.press("j", "enter", "v")
        assert reader.cursor.view.filters
        await reader.press("tab", "1", "escape")
        assert reader.cursor.item == reader.cursor.row(PaneId.FACTS) == "f-friday"


async def test_a_reason_that_is_long_is_wrapped(karro: Path, read_it: ReadIt):
    async with read_it(karro, (50, 16)) as reader:
        await ask(reader, "stance:qualifies,context tag:nothing")
        await reader.press("escape", "escape")
        await ask(reader, "stance:qualifies,context zebra")
        shown = " ".join(" ".join(reader.rows()).split())
        assert "no fact meets stance:qualifies,context zebra: without it there are 7; Esc shows all" in shown


async def test_reading_on_past_the_filters_shows_where_one_is_and_leaves_them(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await ask(reader, "doc:gazette")
        reader.highlight(PaneId.FACTS, "f-friday")
        reader.screen.say("")
        await reader.settle()
        assert ids(reader, PaneId.FACTS) == ["f-friday", "f-deck", "f-orphan", "f-tolls"]
        assert reader.marked(PaneId.FACTS)["f-friday"] == ">"
        assert "F1 outside the filters" in reader.status()
        assert "1 Facts 3/7" in reader.shown()
        await reader.press("j")
        assert ids(reader, PaneId.FACTS) == ["f-deck", "f-orphan", "f-tolls"]
        assert "outside" not in reader.status()
        assert filters(reader) == "doc:gazette"


async def test_every_way_to_a_hidden_item_shows_it(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await ask(reader, "doc:minutes")
        for way in ((":", "F", "5", "enter"), ("a",), ("A",), ("}",), ("backspace",), ("x", "j", "enter"), ("R",)):
            await reader.press(*way)
            await reader.settle()
            item = reader.dossier.digest.items.get(reader.cursor.item)
            assert item, way
            assert item.id in ids(reader, PaneId.of(item.kind)), way
            assert filters(reader) == "doc:minutes"
            assert all(reader.cursor.row(pane) in ids(reader, pane) for pane in LISTS if ids(reader, pane)), way


async def test_the_palette_narrows_further_to_what_is_asked_for_often(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(":", *"only", "space", *"unch", "enter")
        await reader.settle()
        assert filters(reader) == "review:unchecked"
        await reader.screen.perform("only-disputed")
        assert filters(reader) == "review:unchecked stance:disputes"
        assert ids(reader, PaneId.FACTS) == ["f-friday"]
        await reader.screen.perform("only-distrusted")
        assert filters(reader) == "review:unchecked stance:disputes status:distrusted"
        assert ids(reader, PaneId.FACTS) == []


async def test_what_is_read_later_does_not_take_the_item_out_of_its_list(karro: Path, read_it: ReadIt):
    async with read_it(karro, settled=False) as reader:
        filtered = parse("status:unread", reader.dossier.digest)
        reader.screen.cursor = replace(reader.cursor, view=replace(reader.cursor.view, filters=filtered))
        await reader.settle()
        assert ids(reader, PaneId.FACTS) == [reader.cursor.item] == ["f-friday"]
