"""Views over the reader: what they show leads to passages, at every size, whatever the words are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.coverage import coverage
from briefing.cursor import begin
from briefing.listing import PaneId
from briefing.loading import load_dossier
from briefing.reader.panes.grid import GridPane
from briefing.reader.screens.grid import GridView
from briefing.reader.screens.linked import Linked
from briefing.reader.screens.sheet import Sheet
from briefing.reader.views import conflict as conflicts
from briefing.reader.views.actor import actor_page
from briefing.reader.views.compare import compare_page
from briefing.reader.views.conflict import conflict_page
from briefing.reader.views.lines import DIFFERS, MARK, Line, around, sifted, stops, word_of
from briefing.reader.views.timeline import timeline_page
from briefing.shipped import shipped
from briefing.spans import Span
from briefing.themes import load_palette
from briefing.walking import passage_at
from briefing.wording import likeness

if TYPE_CHECKING:
    from tests.conftest import MakeDossier
    from tests.reader.conftest import Reader, ReadIt

SMALL, STACK, TWO, THREE = (30, 8), (80, 24), (120, 40), (200, 60)
SIZES = pytest.mark.parametrize("size", [SMALL, (50, 16), STACK, TWO, THREE])
WIDTHS = pytest.mark.parametrize("width", [27, 47, 77, 117, 197])


def linked(reader: Reader) -> Linked:
    assert isinstance(reader.app.screen, Linked)
    return reader.app.screen


def grid_pane(reader: Reader) -> GridPane:
    assert isinstance(reader.app.screen, GridView)
    return reader.app.screen.pane


def words(lines: list[Line]) -> str:
    return " ".join(" ".join(map(word_of, lines)).split())


def fits(lines: list[Line], width: int) -> None:
    for line in lines:
        for cell in line:
            room = cell.width - MARK if cell.width else width
            assert sum(cell_len(part) for part, _ in cell.parts) <= room, word_of(line)
        assert sum(cell.width for cell in line) <= width + MARK


def seen(reader: Reader) -> str:
    return " ".join(reader.shown().split())


# Pages


def test_the_positions_of_a_conflict_are_not_all_compared_with_one_another(
    make_dossier: MakeDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = "".join(f"    - text: They say that the bridge was closed for {at} days.\n" for at in range(100))
    dossier = make_dossier(f"conflicts:\n  - id: c\n    text: How long?\n    positions:\n{sides}", wire="The deck.")
    compared: list[str] = []

    def counted(one: str, other: str) -> float:
        compared.append(one)
        return likeness(one, other)

    monkeypatch.setattr(conflicts, "likeness", counted)
    page = conflict_page(dossier, "c", 77)
    assert len(compared) == 100 * conflicts.COMPARED
    assert any(slot == DIFFERS for line in page for cell in line for _, slot in cell.parts)


@WIDTHS
def test_every_line_of_every_page_fits(width: int) -> None:
    dossier = load_dossier(shipped("seeds"))
    cursor = begin(dossier)
    fits(timeline_page(dossier, width), width)
    for conflict in dossier.digest.conflicts:
        fits(conflict_page(dossier, conflict.id, width), width)
    for actor in dossier.digest.actors[:20]:
        fits(actor_page(dossier, actor.id, width), width)
    for item in [*dossier.digest.facts[:20], *dossier.digest.quotes]:
        fits(compare_page(dossier, passage_at(dossier, cursor, (item.id, 0)), width), width)


def test_every_passage_of_a_conflict_can_be_reached_once_column_by_column() -> None:
    dossier = load_dossier(shipped("seeds"))
    for conflict in dossier.digest.conflicts:
        for width in (77, 117, 197):
            found = stops(conflict_page(dossier, conflict.id, width))
            targets = [stop.link.target for stop in found]
            assert sorted(targets) == [(conflict.id, at) for at in range(len(dossier.annotations(conflict.id)))]
            assert [stop.column for stop in found] == sorted(stop.column for stop in found)


def test_the_page_of_an_actor_has_every_mention_and_all_that_it_said() -> None:
    dossier = load_dossier(shipped("seeds"))
    for actor in dossier.digest.actors:
        targets = [stop.link.target for stop in stops(actor_page(dossier, actor.id, 90))]
        mentions = {at for at, one in enumerate(dossier.annotations(actor.id)) if one.span}
        assert {at for id_, at in targets if id_ == actor.id} == mentions
        spoken = {one.id for one in dossier.digest.statements if one.speaker == actor.id}
        assert spoken <= {id_ for id_, _ in targets}


@given(st.text("ab \n\té\u202e", max_size=80), st.data())
def test_the_words_of_a_passage_stay_where_they_are_in_what_is_shown_around_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    shown, own = around(text, span, data.draw(st.integers(0, 30)))
    assert len(own) == len(span)
    assert "\n" not in shown
    assert "\u202e" not in shown
    assert all(a == b or b.isspace() or b == "\u202e" for a, b in zip(own.of(shown), span.of(text), strict=True))


def test_searching_a_page_leaves_whole_passages_that_hold_the_words() -> None:
    dossier = load_dossier(shipped("seeds"))
    lines = timeline_page(dossier, 77)
    found = sifted(lines, "AIRPORT aleppo")
    assert len(stops(found)) == 1
    assert "Saturday 30 November 2024" in words(found)
    assert "nothing here says these words" in words(sifted(lines, "zebra"))


# Conflicts


@SIZES
async def test_a_conflict_shows_its_positions_and_enter_goes_to_a_passage(
    karro: Path, read_it: ReadIt, size: tuple[int, int]
):
    async with read_it(karro, size) as reader:
        before = reader.cursor
        await reader.press("x")
        shown = words(linked(reader).pane.lines)
        for part in ("1 Freight from 7 March.", "2 Nothing heavy before April.", "by Orla Venn", "by Karro Council"):
            assert part in shown
        await reader.press("G", "enter")
        await reader.settle()
        assert reader.app.screen is reader.screen
        assert (reader.cursor.item, reader.cursor.doc, reader.focused()) == ("c-date", "minutes", "text")
        assert reader.passage_words() == "before the April inspection"
        assert reader.in_view(reader.text)
        await reader.press("H")
        assert (reader.cursor.item, reader.cursor.passage) == (before.item, before.passage)


async def test_the_conflict_shown_for_an_item_that_is_in_none_says_so(karro: Path, read_it: ReadIt):
    async with read_it(karro, STACK) as reader:
        await reader.press("x")
        assert "is in none" not in reader.rows()[0]
        await reader.press("q")
        reader.highlight(PaneId.FACTS, "f-tolls")
        await reader.press("x")
        assert "Conflict C1 of 1 │ F6 is in none │ q back" in reader.rows()[0]


async def test_positions_stand_side_by_side_where_there_is_room(karro: Path, read_it: ReadIt):
    async with read_it(karro, STACK) as reader:
        await reader.press("x")
        pane = linked(reader).pane
        assert {stop.column for stop in pane.stops} == {0, 1}
        await reader.press("l")
        assert pane.stops[pane.at].column == 1
        await reader.press("h")
        assert pane.stops[pane.at].column == 0
        await reader.resize((50, 16))
        assert {stop.column for stop in pane.stops} == {0}


async def test_conflicts_are_walked_and_stop_at_the_ends(read_it: ReadIt):
    async with read_it(shipped("seeds"), TWO) as reader:
        await reader.press("x")
        view = linked(reader)
        first = view.heading()
        await reader.press("x")
        assert view.heading() != first
        await reader.press("X")
        assert view.heading() == first.removesuffix(" │ F1 is in none")
        await reader.press("X")
        assert "there is none further" in reader.shown()


async def test_x_begins_at_a_conflict_that_the_current_item_belongs_to(read_it: ReadIt):
    async with read_it(shipped("seeds"), TWO) as reader:
        conflict = next(one for one in reader.dossier.digest.conflicts[3:] if any(p.items for p in one.positions))
        reader.highlight(PaneId.CONFLICTS, conflict.id)
        await reader.press("x")
        assert f"Conflict {reader.dossier.digest.labels[conflict.id]} " in linked(reader).heading()


# Grid


@SIZES
async def test_the_grid_shows_who_says_what_and_enter_goes_to_the_passage(
    karro: Path, read_it: ReadIt, size: tuple[int, int]
):
    async with read_it(karro, size) as reader:
        await reader.press("c")
        pane = grid_pane(reader)
        assert (pane.row and pane.row.fact, pane.doc, pane.sign) == ("f-friday", "wire", "#")
        await reader.press("l", "l")
        assert (pane.doc, pane.sign) == ("minutes", "x")
        assert "disputes: Karro" in seen(reader)
        assert "[x]" in reader.shown()
        await reader.press("enter")
        await reader.settle()
        assert reader.cursor.doc == "minutes"
        assert reader.passage_words() == "no vehicle above 3.5 tonnes may cross before the April inspection"


async def test_a_silent_cell_leads_nowhere_and_says_so(karro: Path, read_it: ReadIt):
    async with read_it(karro, STACK) as reader:
        await reader.press("c", "l", "enter")
        assert "nothing leads to a passage here" in reader.shown()
        await reader.press("c")
        assert reader.app.screen is reader.screen


async def test_a_document_that_cannot_be_read_is_not_said_to_be_silent(karro: Path, read_it: ReadIt):
    (karro / "wire.txt").unlink()
    async with read_it(karro, THREE) as reader:
        reader.highlight(PaneId.FACTS, "f-friday")
        await reader.settle()
        silence = next((row for row in reader.rows() if "Silent:" in row), "")
        assert "wire" not in silence
        await reader.press("c", "^")
        pane = grid_pane(reader)
        while pane.doc != "wire":
            await reader.press("l")
        assert (pane.row and pane.row.fact, pane.sign) == ("f-friday", ".")
        assert "is not to be trusted" in reader.shown()
        assert "is silent on it" not in reader.shown()
        assert "not to be trusted:" in reader.shown()
        await reader.press("q", "6", "g", "C")
        assert "cannot be read." in reader.shown()
        assert "No item rests on both" not in reader.shown()


async def test_the_signs_on_the_screen_are_those_of_the_coverage(read_it: ReadIt):
    async with read_it(shipped("seeds"), THREE) as reader:
        await reader.press("c")
        pane = grid_pane(reader)
        for at, row in enumerate(pane.rows[: pane.frame.body]):
            line = "".join(part for part, _ in pane.line(at + 1))
            facts = reader.dossier.digest.items[row.fact]
            supports = len(coverage(reader.dossier, facts).supports)  # type: ignore[arg-type]
            assert f"{supports} doc" in line
            assert [sign for sign in line[line.index("…") :] if sign in "#x~o."][:1] if "…" in line else True


async def test_the_grid_is_sorted_and_searched_and_keeps_its_fact(karro: Path, read_it: ReadIt):
    async with read_it(karro, TWO) as reader:
        await reader.press("c", "j")
        pane = grid_pane(reader)
        fact = pane.rows[pane.at].fact
        await reader.press("S")
        assert pane.rows[pane.at].fact == fact
        assert "most disputed first" in reader.shown()
        await reader.press("/", *"tolls", "enter")
        assert [row.fact for row in pane.rows] == ["f-tolls"]
        await reader.press("q")
        assert len(pane.rows) == len(reader.dossier.digest.facts)
        await reader.press("g", "G", "x")
        assert "no document disputes a fact further on" in reader.shown()
        await reader.press("X")
        assert (pane.row and pane.row.fact, pane.doc) == ("f-friday", "minutes")


async def test_a_search_in_the_grid_that_finds_nothing_or_is_taken_back_ends_where_it_began(
    karro: Path, read_it: ReadIt
):
    async with read_it(karro, TWO) as reader:
        await reader.press("c", "j", "l")
        pane = grid_pane(reader)
        place = pane.row and pane.row.fact, pane.doc
        assert pane.at == 1
        for end in (("enter", "escape"), ("escape",)):
            await reader.press("/", *"xyzzy", *end)
            assert (pane.row and pane.row.fact, pane.doc) == place
        await reader.press("/", *"tolls", "escape")
        assert (pane.row and pane.row.fact, pane.doc) == place


@pytest.mark.parametrize("keys", ["t", "5x", "2i"])
async def test_a_search_in_a_page_that_finds_nothing_or_is_taken_back_ends_where_it_began(read_it: ReadIt, keys: str):
    async with read_it(shipped("seeds"), TWO) as reader:
        await reader.press(*keys, "j")
        pane = linked(reader).pane
        place = pane.at
        assert place > 0
        for end in (("enter", "escape"), ("escape",)):
            await reader.press("/", *"xyzzy", *end)
            assert pane.at == place
        await reader.press("/", "a", "escape")
        assert pane.at == place


async def test_what_is_pointed_at_stays_so_while_a_page_is_narrowed_and_widened(read_it: ReadIt):
    async with read_it(shipped("seeds"), TWO) as reader:
        await reader.press("t", "G")
        pane = linked(reader).pane
        link = pane.stops[-1].link
        await reader.press("/", *reader.dossier.digest.labels[link.item].lower(), "enter")
        assert len(pane.stops) == 1
        await reader.press("escape")
        assert len(pane.stops) > 1
        assert pane.stops[pane.at].link is link


async def test_the_columns_follow_the_cursor_sideways(tmp_path: Path, read_it: ReadIt):
    docs = [f"d{number:03}" for number in range(60)]
    for name in docs:
        (tmp_path / f"{name}.txt").write_text("It rained.", "utf-8")
    listed = "".join(f"  - {{id: {name}, path: {name}.txt}}\n" for name in docs)
    evidence = "".join(f"      - {{doc: {name}, exact: It rained.}}\n" for name in docs)
    facts = f"facts:\n  - id: f\n    text: It rained.\n    evidence:\n{evidence}"
    (tmp_path / "digest.yaml").write_text(f"format: briefing/1\ndocuments:\n{listed}{facts}", "utf-8")
    async with read_it(tmp_path, STACK) as reader:
        await reader.press("c", "$")
        pane = grid_pane(reader)
        assert pane.doc == docs[-1]
        assert pane.left == len(docs) - pane.frame.fit
        assert "[#]" in reader.shown()
        await reader.press("^")
        assert (pane.left, pane.doc) == (0, docs[0])


def many_of_few_origins(folder: Path) -> Path:
    """Write a dossier of fifteen documents, of which the last ten rest on one base report; the twelfth disputes it."""
    docs = [f"d{number:02}" for number in range(15)]
    for name in docs:
        (folder / f"{name}.txt").write_text("It rained.", "utf-8")
    base = ", derived_from: [d05]"
    listed = "".join(f"  - {{id: {name}, path: {name}.txt{base if name > 'd05' else ''}}}\n" for name in docs)
    evidence = "".join(
        f"      - {{doc: {name}, exact: It rained., stance: {'disputes' if name == 'd11' else 'supports'}}}\n"
        for name in docs[5:]
    )
    facts = f"facts:\n  - id: f\n    text: It rained.\n    evidence:\n{evidence}"
    (folder / "digest.yaml").write_text(f"format: briefing/1\ndocuments:\n{listed}{facts}", "utf-8")
    return folder


async def test_many_documents_stand_under_their_origins_until_they_are_unfolded(tmp_path: Path, read_it: ReadIt):
    async with read_it(many_of_few_origins(tmp_path), TWO) as reader:
        await reader.press("c")
        pane = grid_pane(reader)
        assert [len(column.docs) for column in pane.grid.columns] == [1, 1, 1, 1, 1, 10]
        assert "+D05" in reader.shown()
        assert "9 docs" in reader.shown()
        await reader.press("$")
        assert (pane.sign, pane.doc) == ("x", "d11")
        assert "d05 and 9 more of its origin" in reader.shown()
        await reader.press("o")
        assert len(pane.grid.columns) == 15
        assert (pane.sign, pane.doc) == ("x", "d11")
        await reader.press("^", "o")
        assert pane.doc == "d00"
        await reader.press("$", "enter")
        await reader.settle()
        assert reader.cursor.doc == "d11"


async def test_where_no_documents_share_an_origin_there_is_nothing_to_fold(karro: Path, read_it: ReadIt):
    async with read_it(karro, STACK) as reader:
        await reader.press("c", "o")
        ties = grid_pane(reader).grid.ties
        assert ("no two documents share an origin" in reader.shown()) is not ties


# In every theme


@pytest.mark.parametrize("theme", sorted(path.stem for path in shipped("themes").glob("*.yaml")))
async def test_views_say_the_same_in_every_theme_and_mark_the_place_without_colour(read_it: ReadIt, theme: str):
    async with read_it(shipped("seeds"), TWO) as reader:
        for keys in ("c", "x", "t", "C", "2i"):
            await reader.press(*keys)
            before = reader.rows()
            reader.app.wear(load_palette(shipped("themes") / f"{theme}.yaml"))
            await reader.pilot.pause()
            assert reader.rows() == before
            assert any(">" in row or "[" in row for row in before)
            styles = [segment.style for strip in reader.app.screen._compositor.render_strips() for segment in strip]
            assert any(style and (style.bold or style.reverse or style.underline) for style in styles)
            await reader.press("q")
            assert reader.app.screen is reader.screen


# Timeline, comparison, actor


@SIZES
async def test_the_timeline_begins_at_the_current_item_and_leads_to_passages(read_it: ReadIt, size: tuple[int, int]):
    async with read_it(shipped("seeds"), size) as reader:
        fact = next(one for one in reader.dossier.digest.facts if one.when)
        reader.highlight(PaneId.FACTS, fact.id)
        await reader.press("t")
        stop = linked(reader).pane.stop
        assert stop
        assert stop.link.item == fact.id
        assert f"> {'?' if fact.when and fact.when.basis == 'derived' else ' '}" in reader.shown()
        await reader.press("j", "enter")
        await reader.settle()
        assert reader.focused() == "text"
        assert reader.cursor.item != fact.id


async def test_a_dossier_without_dates_says_so(karro: Path, read_it: ReadIt):
    async with read_it(karro, STACK) as reader:
        await reader.press("t", "enter")
        assert "nothing leads to a passage here" in reader.shown()
        assert "Nothing in this dossier has a date" in seen(reader)


@SIZES
async def test_a_passage_is_compared_with_the_others_of_its_item(karro: Path, read_it: ReadIt, size: tuple[int, int]):
    async with read_it(karro, size) as reader:
        reader.highlight(PaneId.FACTS, "f-deck")
        await reader.press("C")
        pane = linked(reader).pane
        marked = [part for line in pane.lines for cell in line for part, slot in cell.parts if slot == DIFFERS]
        assert "twice" in " ".join(marked)
        assert "the deck was" not in " ".join(marked)
        await reader.press("enter")
        await reader.settle()
        assert reader.passage_words() == "the deck was tested twice"


async def test_what_stands_alone_cannot_be_compared(karro: Path, read_it: ReadIt):
    async with read_it(karro, STACK) as reader:
        reader.highlight(PaneId.FACTS, "f-last")
        await reader.press("C")
        assert "no other passage says the same or otherwise" in reader.status()


@SIZES
async def test_an_actor_has_a_page(karro: Path, read_it: ReadIt, size: tuple[int, int]):
    async with read_it(karro, size) as reader:
        reader.highlight(PaneId.ACTORS, "venn")
        await reader.press("i")
        shown = words(linked(reader).pane.lines)
        for part in ("A1 Orla Venn", "transport minister", "Said 3", "At odds 1", "contradicts Karro Council",
                     "Facts 1", "Mentions 5 in 3 documents"):  # fmt: skip
            assert part in shown
        await reader.press("G", "enter")
        await reader.settle()
        assert (reader.cursor.item, reader.cursor.doc) == ("venn", "minutes")
        assert reader.passage_words() == "Venn"


async def test_the_card_of_another_item_is_a_sheet_as_before(karro: Path, read_it: ReadIt):
    async with read_it(karro, STACK) as reader:
        await reader.press("i")
        assert isinstance(reader.app.screen, Sheet)


async def test_documents_are_compared_by_what_they_report(read_it: ReadIt):
    async with read_it(shipped("seeds"), TWO) as reader:
        reader.highlight(PaneId.DOCUMENTS, "surprise")
        await reader.press("C")
        view = linked(reader)
        assert view.heading() == "Compare surprise with alarms"
        for stop in view.pane.stops:
            item, ordinal = stop.link.target
            doc = reader.dossier.annotations(item)[ordinal].doc
            assert doc in ("surprise", "alarms")
        await reader.press("x")
        assert view.heading() == "Compare surprise with Asian Lite News"
        await reader.press("l", "enter")
        await reader.settle()
        assert reader.cursor.doc == "asian-lite"


# Gaps


async def test_gaps_are_walked_and_each_says_what_is_missing(karro: Path, read_it: ReadIt):
    async with read_it(karro, STACK) as reader:
        reader.highlight(PaneId.FACTS, "f-deck")
        await reader.press("a")
        assert "gap 1/" in reader.status()
        assert "only one document supports it" in reader.status()
        while "this is the last gap" not in reader.status():
            await reader.press("a")
            if reader.cursor.item == "f-orphan":
                assert "a passage is not anchored; no document supports it" in reader.status()
        await reader.press("H", "A")
        assert "gap " in reader.status()


async def test_at_the_only_gap_it_is_said_what_is_missing(tmp_path: Path, read_it: ReadIt):
    (tmp_path / "wire.txt").write_text("It rained.", "utf-8")
    listed = "documents: [{id: wire, path: wire.txt}]\nfacts: [{id: f, text: Rain., evidence: It rained.}]\n"
    (tmp_path / "digest.yaml").write_text(f"format: briefing/1\n{listed}", "utf-8")
    async with read_it(tmp_path, STACK) as reader:
        for key, end in (("a", "last"), ("A", "first")):
            await reader.press(key)
            assert f"this is the {end} gap, F1: only one document supports it" in reader.status()


# Everywhere


@pytest.mark.parametrize("key", ["c", "x", "t", "C"])
@SIZES
async def test_words_from_outside_are_harmless_in_every_view(
    karro: Path, read_it: ReadIt, size: tuple[int, int], key: str
):
    async with read_it(karro, size) as reader:
        for fact in ("f-banner", "f-noise", "f-friday"):
            reader.highlight(PaneId.FACTS, fact)
            await reader.press(key)
            assert not {"\x1b", "\x07", "\u202e", "\u202c"} & set(reader.shown())
            assert all(cell_len(row) <= size[0] for row in reader.rows())
            if reader.app.screen is not reader.screen:
                await reader.press("q")
            assert reader.app.screen is reader.screen


@pytest.mark.parametrize("key", ["c", "x", "t"])
async def test_a_view_keeps_its_place_through_sizes_and_closes_without_moving(read_it: ReadIt, key: str):
    async with read_it(shipped("seeds"), TWO) as reader:
        before = reader.cursor
        await reader.press(key, "j", "j")
        view = reader.app.screen
        target = view.target()  # type: ignore[attr-defined]
        for size in (SMALL, THREE, STACK):
            await reader.resize(size)
            assert view.target() == target  # type: ignore[attr-defined]
        await reader.press("?")
        assert "Here, in a view" in reader.sheet_words()
        await reader.press("q", "z")
        assert "z works in lists and in the text" in reader.shown()
        await reader.press("escape")
        assert reader.cursor == before
