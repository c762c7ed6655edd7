"""Every way to move leads where it says, stops at the ends, and keeps the cursor on something that exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.arranging import arrange, clear, in_sight, narrow, sift, widen
from briefing.cursor import START, Cursor, History, annotation, begin, follow, on_row, restore, stand, touched
from briefing.digest import Digest
from briefing.dossier import Dossier
from briefing.filters import NO_FILTERS, parse
from briefing.listing import LISTS, PaneId, listing, tally
from briefing.loading import load_dossier, open_dossier
from briefing.moves import MOVES, to_pane
from briefing.shipped import shipped
from briefing.spans import Span

WIRE = "Orla Venn said the bridge would reopen to freight on Friday.\nNobody else spoke.\nVenn left.\n"
GAZETTE = "Council: nothing heavy before April.\n"
DIGEST = """\
actors:
  - {id: venn, name: Orla Venn, aliases: [Venn]}
  - {id: council, name: Council}
facts:
  - {id: minor, text: M., importance: 1, evidence: {doc: wire, exact: Nobody}}
  - id: heavy
    text: H.
    evidence:
      - {doc: wire, exact: freight on Friday}
      - {doc: wire, exact: lost}
      - {doc: gazette, exact: nothing heavy}
      - {doc: gazette, exact: April}
  - {id: friday, text: F., importance: 3, evidence: {doc: wire, exact: on Friday}}
  - {id: bare, text: B.}
  - {id: lost, text: L., evidence: {doc: wire, exact: never written}}
quotes:
  - {id: reopen, form: text, evidence: {doc: wire, exact: reopen to freight on Friday}}
  - {id: same, form: text, evidence: {doc: wire, exact: on Friday}}
  - {id: april, form: text, evidence: {doc: gazette, exact: before April}}
"""
FACTS = ["friday", "heavy", "bare", "lost", "minor"]
"""The facts as the list has them: the most important first."""


@pytest.fixture
def dossier(make_dossier) -> Dossier:
    made: Dossier = make_dossier(DIGEST, wire=WIRE, gazette=GAZETTE)
    return made


@cache
def seeds() -> Dossier:
    return load_dossier(shipped("seeds"))


def move(dossier: Dossier, cursor: Cursor, name: str, count: int = 1) -> Cursor:
    return MOVES[name](dossier, cursor, count)


def words(dossier: Dossier, cursor: Cursor) -> str:
    """Return what the text cursor stands on."""
    text = dossier.text(cursor.doc)
    assert text is not None
    return cursor.spot.of(text.received)


def current(dossier: Dossier, cursor: Cursor) -> str | None:
    """Return the words of the current passage."""
    found = annotation(dossier, cursor)
    return dossier.words(found) if found else None


def at(exact: str, text: str = WIRE, doc: str = "wire") -> Cursor:
    """Return a cursor in the text, on some words."""
    start = text.index(exact)
    return Cursor(PaneId.TEXT, ("friday", "venn", "", "reopen", "", doc), doc=doc, spot=Span(start, start + len(exact)))


def on_fact(dossier: Dossier, id_: str) -> Cursor:
    """Return a cursor in the list of facts, the text with it."""
    return follow(dossier, on_row(dossier, begin(dossier), PaneId.FACTS, id_))


# In a list


def test_next_and_previous_walk_the_rows_of_the_list_and_stop_at_its_ends(dossier: Dossier) -> None:
    cursor = begin(dossier)
    met = [cursor.item]
    while (further := move(dossier, cursor, "next-item")) != cursor:
        cursor = further
        met.append(cursor.item)
    assert met == FACTS
    for item in reversed(FACTS[:-1]):
        cursor = move(dossier, cursor, "previous-item")
        assert cursor.item == cursor.row(PaneId.FACTS) == item
    assert move(dossier, cursor, "previous-item") is cursor


def test_a_count_walks_as_many_rows_and_no_further_than_the_end(dossier: Dossier) -> None:
    cursor = begin(dossier)
    assert move(dossier, cursor, "next-item", 3).item == "lost"
    assert move(dossier, cursor, "next-item", 99).item == "minor"
    assert move(dossier, move(dossier, cursor, "next-item", 3), "previous-item", 99).item == "friday"


def test_first_and_last_lead_to_the_ends(dossier: Dossier) -> None:
    last = move(dossier, begin(dossier), "last-item")
    assert last.item == "minor"
    assert move(dossier, last, "last-item") is last
    assert move(dossier, last, "first-item").item == "friday"


def test_a_row_moves_the_emphasis_and_leaves_the_text(dossier: Dossier) -> None:
    cursor = begin(dossier)
    below = move(dossier, cursor, "next-item")
    assert (below.item, current(dossier, below)) == ("heavy", "freight on Friday")
    assert (below.doc, below.spot) == (cursor.doc, cursor.spot)


def test_rows_of_documents_are_walked_without_changing_the_item(dossier: Dossier) -> None:
    cursor = to_pane(dossier, begin(dossier), PaneId.DOCUMENTS)
    below = move(dossier, cursor, "next-item")
    assert (below.row(PaneId.DOCUMENTS), below.item) == ("gazette", "friday")


@pytest.mark.parametrize("name", ["next-item", "previous-item", "first-item", "last-item"])
def test_in_the_text_and_in_an_empty_list_there_are_no_rows_to_walk(dossier: Dossier, name: str) -> None:
    for pane in (PaneId.TEXT, PaneId.CONFLICTS):
        cursor = replace(begin(dossier), pane=pane)
        assert move(dossier, cursor, name) == cursor


def test_the_next_item_of_a_kind_takes_the_text_along_and_keeps_the_pane(dossier: Dossier) -> None:
    cursor = replace(begin(dossier), pane=PaneId.TEXT)
    further = move(dossier, cursor, "next-item-in-text")
    assert (further.pane, further.item, further.row(PaneId.FACTS)) == (PaneId.TEXT, "heavy", "heavy")
    assert words(dossier, further) == "freight on Friday"
    assert move(dossier, further, "previous-item-in-text") == cursor
    assert move(dossier, cursor, "previous-item-in-text") is cursor
    assert move(dossier, cursor, "next-item-in-text", 99).item == "minor"


def test_an_item_of_the_kind_without_a_passage_leaves_the_text_where_it_is(dossier: Dossier) -> None:
    cursor = on_fact(dossier, "heavy")
    further = move(dossier, cursor, "next-item-in-text")
    assert further.item == "bare"
    assert (further.doc, further.spot) == (cursor.doc, cursor.spot)


# Both ways


def test_choosing_a_row_leads_to_its_passage_in_the_text(dossier: Dossier) -> None:
    cursor = move(dossier, begin(dossier), "next-item")
    chosen = move(dossier, cursor, "choose")
    assert (chosen.pane, chosen.item, words(dossier, chosen)) == (PaneId.TEXT, "heavy", "freight on Friday")


@pytest.mark.parametrize("item", ["bare", "lost"])
def test_choosing_a_row_without_a_trusted_passage_leads_nowhere(dossier: Dossier, item: str) -> None:
    cursor = on_row(dossier, begin(dossier), PaneId.FACTS, item)
    assert move(dossier, cursor, "choose") == cursor


def test_choosing_a_document_opens_it(dossier: Dossier) -> None:
    cursor = move(dossier, to_pane(dossier, begin(dossier), PaneId.DOCUMENTS), "next-item")
    chosen = move(dossier, cursor, "choose")
    assert (chosen.pane, chosen.doc, chosen.spot) == (PaneId.TEXT, "gazette", START)


def test_choosing_in_the_text_cycles_through_all_that_rests_there_and_returns_to_the_first(dossier: Dossier) -> None:
    cursor = at("Friday")
    items = []
    for _ in range(5):
        chosen = move(dossier, cursor, "choose")
        assert chosen.spot == cursor.spot
        assert current(dossier, chosen) in ("reopen to freight on Friday", "freight on Friday", "on Friday")
        items.append(chosen.item)
        cursor = chosen
    assert items[4] == items[0]
    assert sorted(items[:4]) == ["friday", "heavy", "reopen", "same"]
    assert {cursor.row(PaneId.FACTS), cursor.row(PaneId.QUOTES)} <= set(items)


def test_choosing_in_the_text_counts(dossier: Dossier) -> None:
    one = move(dossier, at("Friday"), "choose")
    assert move(dossier, one, "choose", 2) == move(dossier, move(dossier, one, "choose"), "choose")
    assert move(dossier, one, "choose", 4) == one


def test_choosing_in_the_text_takes_up_the_passage_that_is_looked_at(dossier: Dossier) -> None:
    chosen = move(dossier, at("April", GAZETTE, "gazette"), "choose")
    chosen = move(dossier, chosen, "choose") if chosen.item != "heavy" else chosen
    assert current(dossier, chosen) == "April"


def test_choosing_a_name_takes_up_its_actor(dossier: Dossier) -> None:
    chosen = move(dossier, at("left"), "choose")
    assert chosen == at("left")
    chosen = move(dossier, at("Venn left"), "choose")
    assert (chosen.item, current(dossier, chosen)) == ("venn", "Venn")


# Passages of one item


def test_passages_of_an_item_are_walked_across_documents_and_the_lost_leave_the_text_alone(
    dossier: Dossier,
) -> None:
    cursor = on_fact(dossier, "heavy")
    met = [(cursor.doc, words(dossier, cursor))]
    while (further := move(dossier, cursor, "next-passage")) != cursor:
        cursor = further
        met.append((cursor.doc, words(dossier, cursor)))
    lost = ("wire", "freight on Friday")
    assert met == [("wire", "freight on Friday"), lost, ("gazette", "nothing heavy"), ("gazette", "April")]
    back = [cursor := move(dossier, cursor, "previous-passage") for _ in range(3)]
    assert [words(dossier, place) for place in back] == ["nothing heavy", "nothing heavy", "freight on Friday"]
    assert move(dossier, cursor, "previous-passage") is cursor


def test_passages_of_an_item_can_be_counted(dossier: Dossier) -> None:
    cursor = on_fact(dossier, "heavy")
    assert words(dossier, move(dossier, cursor, "next-passage", 3)) == "April"
    assert words(dossier, move(dossier, cursor, "next-passage", 99)) == "April"


def test_passages_keep_the_pane(dossier: Dossier) -> None:
    for pane in (PaneId.FACTS, PaneId.TEXT):
        assert move(dossier, replace(on_fact(dossier, "heavy"), pane=pane), "next-passage").pane is pane


@pytest.mark.parametrize("item", ["friday", "bare", "lost"])
def test_an_item_with_one_passage_or_none_leads_nowhere(dossier: Dossier, item: str) -> None:
    cursor = on_fact(dossier, item)
    assert move(dossier, cursor, "next-passage") == move(dossier, cursor, "previous-passage") == cursor


# Passages of one document


def walk(dossier: Dossier, cursor: Cursor, name: str) -> list[Cursor]:
    """Return every place that a repeated move leads to."""
    met: list[Cursor] = []
    while (further := move(dossier, cursor, name)) != cursor:
        cursor = further
        met.append(cursor)
        assert len(met) < 1000
    return met


def test_passages_of_a_document_are_met_in_order_each_once_whatever_rests_on_them(dossier: Dossier) -> None:
    top = replace(at("Orla"), spot=START)
    met = walk(dossier, top, "next-in-document")
    assert [words(dossier, place) for place in met] == [
        "reopen to freight on Friday", "freight on Friday", "on Friday", "Nobody",
    ]  # fmt: skip
    assert all(place.item in {found.item for found in touched(dossier, place)} for place in met)
    assert all(current(dossier, place) == words(dossier, place) for place in met)


def test_a_passage_that_begins_the_row_one_stands_on_comes_next(dossier: Dossier) -> None:
    row = at("Nobody else spoke.\n")
    assert words(dossier, move(dossier, row, "next-in-document")) == "Nobody"
    assert words(dossier, move(dossier, row, "previous-in-document")) == "on Friday"


def test_a_count_of_passages_goes_as_far_as_there_are_any(dossier: Dossier) -> None:
    top = replace(at("Orla"), spot=START)
    assert words(dossier, move(dossier, top, "next-in-document", 3)) == "on Friday"
    assert words(dossier, move(dossier, top, "next-in-document", 99)) == "Nobody"
    assert move(dossier, top, "previous-in-document") is top


@pytest.mark.parametrize("place", range(5))
def test_every_distinct_passage_of_a_seed_is_met_once_and_the_same_way_back(place: int) -> None:
    dossier = seeds()
    doc = dossier.digest.documents[place].id
    text = dossier.text(doc)
    assert text is not None
    start = replace(begin(dossier), pane=PaneId.TEXT, doc=doc, spot=START)
    there = [cursor.spot for cursor in walk(dossier, start, "next-in-document")]
    layer = dossier.readings[doc].layer
    distinct = {found.span for found in layer.annotations}
    assert set(there) == distinct
    assert len(there) == len(distinct)
    end = stand(start, Span(len(text.received), len(text.received)))
    assert [cursor.spot for cursor in walk(dossier, end, "previous-in-document")] == there[::-1]


def test_a_document_that_was_not_read_has_no_passages_to_walk(dossier: Dossier) -> None:
    opened = open_dossier(dossier.folder)
    cursor = replace(begin(opened), pane=PaneId.TEXT)
    assert walk(opened, cursor, "next-in-document") == walk(opened, cursor, "previous-in-document") == []


# Documents


def test_documents_are_opened_one_after_another_from_their_top(dossier: Dossier) -> None:
    cursor = on_fact(dossier, "friday")
    second = move(dossier, cursor, "next-document")
    assert (second.doc, second.row(PaneId.DOCUMENTS), second.spot) == ("gazette", "gazette", START)
    assert move(dossier, second, "next-document") is second
    assert move(dossier, second, "previous-document").doc == "wire"
    assert move(dossier, cursor, "previous-document") is cursor
    assert move(dossier, cursor, "next-document", 99).doc == "gazette"


# Panes


def test_panes_go_round_in_a_ring(dossier: Dossier) -> None:
    cursor, ring = begin(dossier), []
    for _ in range(7):
        ring.append(cursor.pane)
        cursor = move(dossier, cursor, "next-pane")
    assert ring == [*LISTS, PaneId.TEXT]
    assert cursor.pane is PaneId.FACTS
    assert move(dossier, cursor, "previous-pane").pane is PaneId.TEXT
    assert move(dossier, cursor, "next-pane", 8).pane is PaneId.ACTORS


def test_the_pane_one_is_in_is_no_move(dossier: Dossier) -> None:
    for pane in PaneId:
        cursor = replace(begin(dossier), pane=pane)
        assert to_pane(dossier, cursor, pane) is cursor


def test_from_list_to_list_the_row_highlighted_there_becomes_current(dossier: Dossier) -> None:
    cursor = begin(dossier).with_row(PaneId.QUOTES, "april")
    moved = to_pane(dossier, cursor, PaneId.QUOTES)
    assert (moved.pane, moved.item, moved.row(PaneId.FACTS)) == (PaneId.QUOTES, "april", "friday")
    assert (moved.doc, moved.spot) == (cursor.doc, cursor.spot)


def test_an_empty_list_takes_the_keys_and_changes_nothing_else(dossier: Dossier) -> None:
    cursor = begin(dossier)
    assert to_pane(dossier, cursor, PaneId.CONFLICTS) == replace(cursor, pane=PaneId.CONFLICTS)


def test_the_list_of_documents_turns_to_the_document_that_is_open(dossier: Dossier) -> None:
    moved = to_pane(dossier, at("April", GAZETTE, "gazette").with_row(PaneId.DOCUMENTS, "wire"), PaneId.DOCUMENTS)
    assert moved.row(PaneId.DOCUMENTS) == "gazette"


def test_the_text_takes_the_keys_and_changes_nothing_else(dossier: Dossier) -> None:
    cursor = begin(dossier)
    assert move(dossier, cursor, "to-text") == replace(cursor, pane=PaneId.TEXT)


def test_from_the_text_a_list_turns_to_its_first_item_that_is_touched(dossier: Dossier) -> None:
    moved = to_pane(dossier, replace(at("Nobody else"), item="april"), PaneId.FACTS)
    assert (moved.item, moved.row(PaneId.FACTS), current(dossier, moved)) == ("minor", "minor", "Nobody")
    assert moved.spot == at("Nobody else").spot


def test_from_the_text_a_list_turns_to_what_is_touched_though_another_of_its_items_is_current(dossier: Dossier) -> None:
    moved = to_pane(dossier, replace(at("Nobody else"), item="friday"), PaneId.FACTS)
    assert (moved.item, moved.row(PaneId.FACTS)) == ("minor", "minor")


def test_from_the_text_a_list_keeps_a_row_that_is_touched(dossier: Dossier) -> None:
    moved = to_pane(dossier, replace(at("Friday"), item="heavy").with_row(PaneId.QUOTES, "same"), PaneId.QUOTES)
    assert (moved.item, moved.row(PaneId.QUOTES)) == ("same", "same")


def test_from_the_text_a_list_keeps_the_current_item_where_it_is_touched(dossier: Dossier) -> None:
    moved = to_pane(dossier, replace(at("Friday"), item="heavy"), PaneId.FACTS)
    assert (moved.item, moved.row(PaneId.FACTS)) == ("heavy", "heavy")


def test_from_the_text_a_list_whose_items_are_elsewhere_keeps_its_row(dossier: Dossier) -> None:
    moved = to_pane(dossier, at("Nobody else"), PaneId.QUOTES)
    assert (moved.item, moved.row(PaneId.QUOTES)) == ("reopen", "reopen")


def test_from_the_text_a_list_arrives_at_the_passage_one_was_looking_at(dossier: Dossier) -> None:
    moved = to_pane(dossier, at("April", GAZETTE, "gazette"), PaneId.FACTS)
    assert (moved.item, current(dossier, moved)) == ("heavy", "April")


def test_to_the_lists_leads_to_the_list_of_the_current_item(dossier: Dossier) -> None:
    cursor = replace(at("Friday"), item="same")
    assert move(dossier, cursor, "to-lists").pane is PaneId.QUOTES
    assert move(dossier, replace(cursor, item=""), "to-lists").pane is PaneId.DOCUMENTS
    assert move(dossier, begin(dossier), "to-lists") == begin(dossier)


# Laws


def assert_valid(dossier: Dossier, cursor: Cursor) -> None:
    for pane, row in zip(LISTS, cursor.rows, strict=True):
        places = listing(dossier, replace(cursor.view, speaker="", filters=NO_FILTERS), pane).places
        assert row in places if places else row == ""
        assert set(listing(dossier, cursor.view, pane).ids) <= places.keys()
    assert cursor.item in dossier.digest.items or not cursor.item
    assert cursor.doc in dossier.digest.shelf or not cursor.doc
    assert 0 <= cursor.passage < max(len(dossier.annotations(cursor.item)), 1)
    text = dossier.text(cursor.doc)
    assert cursor.spot.end <= (len(text.received) if text else 0)


Step = tuple[str, int]

LINES = ("review:unchecked", "doc:call", "stance:disputes", "kind:quote", "zebra", "-Aleppo")
"""Filters that leave much, little, one list or nothing."""


def filtered(line: str) -> Callable[[Dossier, Cursor], Cursor]:
    return lambda dossier, cursor: sift(dossier, cursor, parse(line, seeds().digest))


ARRANGED = {
    "sort": arrange, "narrow": narrow, "widen": widen, "clear": clear, "in sight": in_sight,
    **{line: filtered(line) for line in LINES},
}  # fmt: skip

steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(sorted(MOVES)), st.integers(1, 4)),
        st.tuples(st.just("follow"), st.just(0)),
        st.tuples(st.just("pane"), st.integers(0, len(PaneId) - 1)),
        st.tuples(st.just("line"), st.integers(0, 200)),
        st.tuples(st.sampled_from(["leave", "back", "forward"]), st.just(0)),
        st.tuples(st.sampled_from(sorted(ARRANGED)), st.just(0)),
    ),
    max_size=25,
)


def run(dossier: Dossier, cursor: Cursor, history: History, step: Step) -> tuple[History, Cursor]:
    name, number = step
    if name in MOVES:
        return history, MOVES[name](dossier, cursor, number)
    if name in ARRANGED:
        return history, ARRANGED[name](dossier, cursor)
    if name == "pane":
        return history, to_pane(dossier, cursor, list(PaneId)[number])
    if name == "line":
        text = dossier.text(cursor.doc)
        return history, stand(cursor, text.lines.span(number % len(text.lines) + 1)) if text else cursor
    if name in ("back", "forward"):
        return history.back(cursor) if name == "back" else history.forward(cursor)
    return (history.leaving(cursor), cursor) if name == "leave" else (history, follow(dossier, cursor))


@given(steps)
@settings(max_examples=100, deadline=None)
def test_any_moves_through_the_seeds_keep_the_cursor_on_what_exists(taken: list[Step]) -> None:
    dossier, cursor, history = seeds(), begin(seeds()), History()
    for step in taken:
        history, cursor = run(dossier, cursor, history, step)
        assert_valid(dossier, cursor)
    assert restore(dossier, cursor) == cursor


@given(steps)
@settings(max_examples=100, deadline=None)
def test_where_the_reader_is_can_be_seen_however_the_lists_are_narrowed(taken: list[Step]) -> None:
    dossier, cursor, history = seeds(), begin(seeds()), History()
    for step in taken:
        history, cursor = run(dossier, cursor, history, step)
        cursor = in_sight(dossier, cursor)
        assert in_sight(dossier, cursor) == cursor
        for pane in LISTS:
            found = listing(dossier, cursor.view, pane)
            assert not found or cursor.row(pane) in found.places
            assert len(found) - tally(dossier, cursor.view, pane)[0] == (
                bool(cursor.view.held) and PaneId.of(dossier.digest.items[cursor.view.held].kind) is pane
            )
        if cursor.item:
            kind = dossier.digest.items[cursor.item].kind
            assert cursor.item in listing(dossier, cursor.view, PaneId.of(kind)).places


@given(steps, st.integers(0, 4))
@settings(max_examples=50, deadline=None)
def test_any_moves_through_seeds_half_read_keep_the_cursor_on_what_exists(taken: list[Step], read: int) -> None:
    dossier = seeds().without([document.id for document in seeds().digest.documents[read:]])
    cursor, history = begin(dossier), History()
    for step in taken:
        history, cursor = run(dossier, cursor, history, step)
        assert_valid(dossier, cursor)


@given(steps)
@settings(max_examples=50, deadline=None)
def test_no_move_fails_in_a_dossier_of_nothing(taken: list[Step]) -> None:
    dossier = Dossier(seeds().folder, Digest())
    cursor, history = begin(dossier), History()
    for step in taken:
        history, cursor = run(dossier, cursor, history, step)
        assert_valid(dossier, cursor)


@given(st.sampled_from(sorted(MOVES)), steps)
@settings(max_examples=50, deadline=None)
def test_a_move_depends_on_nothing_but_what_it_is_given(name: str, taken: list[Step]) -> None:
    dossier, cursor, history = seeds(), begin(seeds()), History()
    for step in taken:
        history, cursor = run(dossier, cursor, history, step)
    assert move(dossier, cursor, name) == move(dossier, cursor, name)
