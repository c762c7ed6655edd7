"""Panes get their room: columns where it is wide, the screen for one by one key, and resizing loses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget

from briefing.listing import LISTS, PaneId
from briefing.reader.layout import MEASURE
from briefing.reader.panes.evidence import EvidencePane, evidence_lines
from briefing.shipped import shipped

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

STACK, TWO, THREE = (80, 24), (120, 40), (200, 60)


def visible(reader: Reader) -> set[str]:
    panes = reader.screen.query("ListPane, TextPane, DetailPane, EvidencePane")
    return {pane.id for pane in panes if pane.id and pane.size and all(part.display for part in shells(pane))}


def shells(pane: Widget) -> list[Widget]:
    """Return a pane and what it stands in."""
    return [part for part in pane.ancestors_with_self if isinstance(part, Widget)]


def evidence(reader: Reader) -> str:
    pane = reader.screen.query_one(EvidencePane)
    return " ".join(" ".join(pane.render_line(y).text for y in range(pane.size.height)).split())


async def test_a_wide_screen_shows_lists_text_and_evidence(karro: Path, read_it: ReadIt):
    async with read_it(karro, THREE) as reader:
        assert visible(reader) == {*LISTS, "text", "evidence"}
        assert reader.text.size.width >= MEASURE
        assert "F1 Freight returns to the bridge on Friday 7 March." in evidence(reader)
        assert "1 Northwire, line 1 supports “would reopen to freight on Friday”" in evidence(reader)
        assert "2 Karro Council, line 3 disputes" in evidence(reader)
        assert "Silent: Harbour Gazette" in evidence(reader)


async def test_the_evidence_follows_the_current_passage(karro: Path, read_it: ReadIt):
    async with read_it(karro, THREE) as reader:
        assert "> 1 Northwire" in evidence(reader)
        await reader.press(">")
        assert "> 2 Karro Council" in evidence(reader)
        reader.highlight(PaneId.FACTS, "f-orphan")
        await reader.settle()
        assert "not anchored: the words stand nowhere in this document" in evidence(reader)
        assert "“the bishop of Karro blessed it”" in evidence(reader)


async def test_the_current_passage_of_many_is_in_view(read_it: ReadIt):
    async with read_it(shipped("seeds"), (200, 30)) as reader:
        most = max(reader.dossier.digest.actors, key=lambda actor: len(reader.dossier.annotations(actor.id)))
        reader.highlight(PaneId.ACTORS, most.id)
        for number in range(1, len(reader.dossier.annotations(most.id)) + 1):
            assert f"> {number} " in evidence(reader)
            await reader.press(">")


async def test_every_line_of_the_evidence_fits(read_it: ReadIt):
    async with read_it(shipped("seeds"), THREE) as reader:
        for item in reader.dossier.digest:
            reader.highlight(PaneId.of(item.kind), item.id)
            head, lines, current = evidence_lines(reader.dossier, reader.cursor, 40)
            assert max(sum(len(words) for words, _ in line) for line in (*head, *lines)) <= 40
            assert 0 <= current < len(lines)


@pytest.mark.parametrize("size", [STACK, TWO, THREE])
async def test_one_key_gives_the_text_the_whole_screen_and_the_same_brings_the_rest_back(
    karro: Path, read_it: ReadIt, size: tuple[int, int]
):
    async with read_it(karro, size) as reader:
        before = visible(reader)
        await reader.press("enter", "z")
        assert visible(reader) == {"text"}
        assert reader.focused() == "text"
        assert reader.in_view(reader.text)
        await reader.press("h")
        assert visible(reader) == {"facts"}
        await reader.press("z")
        assert visible(reader) == before


async def test_a_text_that_has_a_wide_screen_for_itself_stands_in_its_middle(karro: Path, read_it: ReadIt):
    async with read_it(karro, THREE) as reader:
        await reader.press("enter", "z")
        assert reader.text.indent() == (200 - reader.text.gutter_width - 1 - MEASURE) // 2
        await reader.press("z")
        assert reader.text.indent() == 0


@pytest.mark.parametrize(("size", "side"), [(STACK, "height"), (TWO, "width"), (THREE, "width")])
async def test_a_pane_takes_room_from_its_neighbour_and_gives_it_back(
    karro: Path, read_it: ReadIt, size: tuple[int, int], side: str
):
    async with read_it(karro, size) as reader:

        def extent() -> int:
            found: int = getattr(reader.screen.query_one("#side").size, side)
            return found

        usual = extent()
        await reader.press("+")
        assert extent() > usual
        await reader.press("-", "-")
        assert extent() < usual
        await reader.press("+", "enter", "+")
        assert extent() < usual


async def test_room_is_remembered_for_each_layout(karro: Path, read_it: ReadIt):
    async with read_it(karro, TWO) as reader:
        await reader.press("+", "+")
        grown = reader.screen.query_one("#side").size.width
        await reader.resize(STACK)
        await reader.resize(TWO)
        assert reader.screen.query_one("#side").size.width == grown


async def test_what_cannot_grow_says_so(karro: Path, read_it: ReadIt):
    async with read_it(karro, STACK) as reader:
        for _ in range(20):
            await reader.press("-")
        assert "it cannot be smaller" in reader.status()
        await reader.press("+")
        assert "it cannot be smaller" not in reader.status()
        await reader.press("z", "+")
        assert "there is no more room to give" in reader.status()


@pytest.mark.parametrize("size", [(30, 8), (50, 16), STACK, (100, 30), TWO, THREE])
async def test_resizing_keeps_the_passage_in_view(karro: Path, read_it: ReadIt, size: tuple[int, int]):
    async with read_it(karro, TWO) as reader:
        reader.highlight(PaneId.FACTS, "f-last")
        await reader.settle()
        await reader.press("enter")
        words = reader.passage_words()
        await reader.resize(size)
        assert reader.passage_words() == words
        assert reader.in_view(reader.text)
        assert reader.focused() == "text"


@pytest.mark.parametrize("size", [STACK, TWO])
async def test_a_click_highlights_a_row_and_a_second_one_goes_to_its_passage(
    karro: Path, read_it: ReadIt, size: tuple[int, int]
):
    async with read_it(karro, size) as reader:
        pane = reader.pane(PaneId.FACTS)
        top = pane.content_region.offset - pane.region.offset
        await reader.pilot.click(pane, offset=(10, top.y + 2))
        assert reader.cursor.item == reader.screen.query_one("#facts").listing.ids[2]  # type: ignore[attr-defined]
        await reader.settle()
        await reader.pilot.click(pane, offset=(10, top.y), times=2)
        await reader.settle()
        assert reader.focused() == "text"
        assert reader.passage_words() == "would reopen to freight on Friday"


async def test_a_click_in_the_text_puts_the_text_cursor_there(karro: Path, read_it: ReadIt):
    async with read_it(karro, TWO) as reader:
        await reader.pilot.click(reader.text, offset=(20, 4))
        assert reader.focused() == "text"
        assert reader.cursor.spot == reader.text.row_span(reader.text.current_row())
        assert reader.text.current_row() > 0
