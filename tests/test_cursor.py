"""The cursor: where a reader begins, what it touches, what it becomes when the dossier changes, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.cursor import (
    HISTORY_LIMIT,
    START,
    Cursor,
    History,
    annotation,
    arrive,
    begin,
    follow,
    on_row,
    restore,
    stand,
    touched,
    wanted,
)
from briefing.digest import Digest
from briefing.dossier import Dossier
from briefing.listing import LISTS, PaneId
from briefing.loading import open_dossier, read_documents
from briefing.spans import Span

WIRE = "Orla Venn said the bridge would reopen to freight on Friday.\nNobody else spoke.\n"
GAZETTE = "Council: nothing heavy before April.\n"
FRIDAY = (
    "- {id: friday, text: F., importance: 3, evidence: [{doc: gazette, exact: lost}, {doc: wire, exact: on Friday}]}\n"
)
HEAVY = "- {id: heavy, text: H., evidence: [{doc: wire, exact: freight on Friday}, {doc: gazette, exact: heavy}]}\n"
QUOTES = (
    "quotes:\n- {id: reopen, form: text, evidence: {doc: wire, exact: reopen}}\n"
    "- {id: april, form: text, evidence: {doc: gazette, exact: April}}\n"
)
DIGEST = "facts:\n" + HEAVY + FRIDAY + "- {id: bare, text: Bare.}\nactors: [{id: venn, name: Orla Venn}]\n" + QUOTES


@pytest.fixture
def dossier(make_dossier) -> Dossier:
    made: Dossier = make_dossier(DIGEST, wire=WIRE, gazette=GAZETTE)
    return made


def words(dossier: Dossier, cursor: Cursor) -> str:
    """Return what the text cursor stands on."""
    text = dossier.text(cursor.doc)
    assert text is not None
    return cursor.spot.of(text.received)


def on(text: str, exact: str) -> Span:
    start = text.index(exact)
    return Span(start, start + len(exact))


# Beginning


def test_a_reader_begins_at_the_first_passage_of_the_most_important_fact(dossier: Dossier) -> None:
    cursor = begin(dossier)
    assert (cursor.pane, cursor.item, cursor.row(PaneId.FACTS)) == (PaneId.FACTS, "friday", "friday")
    assert (cursor.doc, words(dossier, cursor)) == ("wire", "on Friday")
    assert [cursor.row(pane) for pane in LISTS] == ["friday", "venn", "", "reopen", "", "wire"]


def test_a_reader_of_an_unread_dossier_begins_at_the_top_of_the_first_document(dossier: Dossier) -> None:
    cursor = begin(open_dossier(dossier.folder))
    assert (cursor.item, cursor.doc, cursor.spot) == ("friday", "wire", START)


def test_a_reader_without_facts_begins_with_the_first_list_that_has_a_row(make_dossier) -> None:
    dossier = make_dossier(QUOTES, wire=WIRE, gazette=GAZETTE)
    cursor = begin(dossier)
    assert (cursor.pane, cursor.item, words(dossier, cursor)) == (PaneId.QUOTES, "reopen", "reopen")


def test_a_reader_of_a_folder_without_a_digest_begins_with_its_documents(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    cursor = begin(open_dossier(tmp_path))
    assert (cursor.pane, cursor.row(PaneId.DOCUMENTS), cursor.doc) == (PaneId.DOCUMENTS, "wire.txt", "wire.txt")
    assert (cursor.item, cursor.spot) == ("", START)


def test_a_reader_of_nothing_begins_in_the_empty_text() -> None:
    cursor = begin(Dossier(Path(), Digest()))
    assert (cursor.pane, cursor.item, cursor.doc, cursor.spot) == (PaneId.TEXT, "", "", START)


# Rows


def test_each_list_has_a_row_of_its_own() -> None:
    cursor = Cursor()
    for pane in LISTS:
        cursor = cursor.with_row(pane, f"{pane}-1")
    assert [cursor.row(pane) for pane in LISTS] == [f"{pane}-1" for pane in LISTS]
    assert cursor.row(PaneId.TEXT) == ""


def test_a_row_makes_its_item_current_at_its_first_anchored_passage(dossier: Dossier) -> None:
    cursor = on_row(dossier, begin(dossier), PaneId.FACTS, "friday")
    found = annotation(dossier, cursor)
    assert found is not None
    assert dossier.words(found) == "on Friday"


def test_a_row_prefers_the_passage_that_is_looked_at(dossier: Dossier) -> None:
    cursor = replace(begin(dossier), doc="gazette")
    found = annotation(dossier, on_row(dossier, cursor, PaneId.FACTS, "heavy", at=on(GAZETTE, "nothing heavy")))
    assert found is not None
    assert dossier.words(found) == "heavy"


def test_a_row_of_documents_changes_no_item(dossier: Dossier) -> None:
    cursor = on_row(dossier, begin(dossier), PaneId.DOCUMENTS, "gazette")
    assert (cursor.item, cursor.row(PaneId.DOCUMENTS), cursor.doc) == ("friday", "gazette", "wire")


# What the text shows


def test_the_text_follows_to_the_current_passage(dossier: Dossier) -> None:
    cursor = follow(dossier, on_row(dossier, begin(dossier), PaneId.QUOTES, "april"))
    assert (cursor.doc, words(dossier, cursor)) == ("gazette", "April")


def test_the_text_stays_where_it_is_for_an_item_without_a_passage(dossier: Dossier) -> None:
    cursor = on_row(dossier, begin(dossier), PaneId.FACTS, "bare")
    assert annotation(dossier, cursor) is None
    assert follow(dossier, cursor) == cursor
    assert wanted(dossier, cursor) == ""


def test_the_text_never_goes_to_a_passage_that_is_not_trusted(dossier: Dossier) -> None:
    cursor = begin(dossier)
    lost = dossier.annotations("friday")[0]
    assert lost.span is None
    assert arrive(cursor, lost) == arrive(cursor, None) == cursor


def test_from_the_list_of_documents_the_text_shows_the_document_from_its_top(dossier: Dossier) -> None:
    cursor = replace(begin(dossier), pane=PaneId.DOCUMENTS).with_row(PaneId.DOCUMENTS, "gazette")
    assert wanted(dossier, cursor) == "gazette"
    followed = follow(dossier, cursor)
    assert (followed.doc, followed.spot) == ("gazette", START)
    assert follow(dossier, stand(followed, on(GAZETTE, "heavy"))).spot == on(GAZETTE, "heavy")


def test_the_document_wanted_is_known_before_it_is_read(dossier: Dossier) -> None:
    opened = open_dossier(dossier.folder)
    cursor = begin(opened)
    assert wanted(opened, cursor) == "gazette"
    assert follow(opened, cursor) == cursor


def test_what_the_text_cursor_touches_names_each_item_once_and_actors_last(dossier: Dossier) -> None:
    cursor = stand(replace(begin(dossier), doc="wire"), Span(0, len(WIRE)))
    assert [found.item for found in touched(dossier, cursor)] == ["reopen", "heavy", "friday", "venn"]
    assert touched(dossier, stand(cursor, on(WIRE, "Nobody"))) == ()


# A dossier read anew


def made_anew(dossier: Dossier, digest: str) -> Dossier:
    """Return the dossier as it is after its digest was edited."""
    documents = "".join(f"  - {{id: {name}, path: {name}.txt}}\n" for name in ("wire", "gazette"))
    listed = digest if "documents:" in digest else f"documents:\n{documents}{digest}"
    (dossier.folder / "digest.yaml").write_text(f"format: briefing/1\n{listed}", encoding="utf-8")
    opened = open_dossier(dossier.folder)
    return read_documents(opened, opened.unread)


def test_a_dossier_that_did_not_change_leaves_the_cursor_alone(dossier: Dossier) -> None:
    cursor = stand(begin(dossier), on(WIRE, "Nobody"))
    assert restore(made_anew(dossier, DIGEST), cursor) == cursor


def test_a_digest_that_lost_another_item_leaves_the_cursor_alone(dossier: Dossier) -> None:
    cursor = begin(dossier)
    assert restore(made_anew(dossier, DIGEST.replace(HEAVY, "")), cursor) == cursor


def test_a_digest_that_lost_the_current_item_leads_to_one_that_is_there(dossier: Dossier) -> None:
    anew = made_anew(dossier, DIGEST.replace(FRIDAY, ""))
    cursor = restore(anew, begin(dossier))
    assert (cursor.item, cursor.row(PaneId.FACTS)) == ("heavy", "heavy")
    assert (cursor.doc, words(anew, cursor)) == ("wire", "on Friday")


def test_a_digest_that_lost_the_highlighted_row_highlights_the_current_item(dossier: Dossier) -> None:
    anew = made_anew(dossier, DIGEST.replace(QUOTES.splitlines()[2] + "\n", ""))
    cursor = on_row(dossier, replace(begin(dossier), pane=PaneId.QUOTES), PaneId.QUOTES, "april")
    restored = restore(anew, cursor)
    assert restored.pane is PaneId.QUOTES
    assert restored.item == restored.row(PaneId.QUOTES) == "reopen"


def test_a_digest_that_lost_a_document_leads_to_one_that_is_there(dossier: Dossier) -> None:
    anew = made_anew(dossier, "documents: [{id: wire, path: wire.txt}]\n" + DIGEST)
    cursor = replace(begin(dossier), doc="gazette", spot=on(GAZETTE, "heavy"))
    restored = restore(anew, cursor.with_row(PaneId.DOCUMENTS, "gazette"))
    assert (restored.doc, restored.row(PaneId.DOCUMENTS), restored.spot) == ("wire", "wire", START)


def test_a_digest_that_lost_everything_leaves_a_cursor_on_nothing(dossier: Dossier) -> None:
    restored = restore(made_anew(dossier, "documents: []\n"), begin(dossier))
    assert (restored.item, restored.doc, set(restored.rows)) == ("", "", {""})


def test_a_current_item_with_fewer_passages_keeps_one_of_them(dossier: Dossier) -> None:
    cursor = replace(on_row(dossier, begin(dossier), PaneId.FACTS, "heavy"), passage=1)
    anew = made_anew(dossier, DIGEST.replace(", {doc: gazette, exact: heavy}", ""))
    found = annotation(anew, restore(anew, cursor))
    assert found is not None
    assert anew.words(found) == "freight on Friday"


def test_a_document_that_became_shorter_keeps_the_text_cursor_inside(dossier: Dossier) -> None:
    cursor = stand(begin(dossier), on(WIRE, "spoke"))
    (dossier.folder / "wire.txt").write_text("Short.\n", encoding="utf-8")
    anew = made_anew(dossier, DIGEST)
    text = anew.text("wire")
    assert text is not None
    assert restore(anew, cursor).spot.end <= len(text.received)


# The way back

places = st.integers(0, 5).map(lambda number: Cursor(item=f"f{number}"))


def test_there_is_no_way_back_from_the_beginning() -> None:
    history, here = History(), Cursor(item="f")
    assert history.back(here) == history.forward(here) == (history, here)


def test_back_leads_to_the_place_left_and_forward_returns() -> None:
    first, second, third = (Cursor(item=name) for name in "abc")
    history = History().leaving(first).leaving(second)
    history, here = history.back(third)
    assert here == second
    history, here = history.back(here)
    assert here == first
    history, here = history.forward(here)
    assert here == second
    assert history.forward(here)[1] == third


@given(st.lists(places, max_size=8), st.lists(places, max_size=3), places)
@settings(max_examples=100, deadline=None)
def test_back_and_forward_are_inverse(past: list[Cursor], future: list[Cursor], here: Cursor) -> None:
    history = History(tuple(past), tuple(future))
    if past:
        moved, place = history.back(here)
        assert moved.forward(place) == (history, here)
    if future:
        moved, place = history.forward(here)
        assert moved.back(place) == (history, here)


@given(st.lists(places, max_size=8), places)
@settings(max_examples=100, deadline=None)
def test_a_jump_forgets_what_was_ahead(past: list[Cursor], here: Cursor) -> None:
    left = History(tuple(past), (Cursor(item="ahead"),)).leaving(here)
    assert left.future == ()
    assert left.past[-1] == here
    assert left.leaving(here) == left


def test_the_way_back_is_long_but_ends() -> None:
    history = History()
    for number in range(HISTORY_LIMIT + 5):
        history = history.leaving(Cursor(item=str(number)))
    assert len(history.past) == HISTORY_LIMIT
    assert history.past[-1].item == str(HISTORY_LIMIT + 4)
