"""A search under way: what is found at once or bit by bit is the same, and steps lead round without leaving any out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing import search as searching
from briefing.cursor import Cursor, begin
from briefing.digest import Actor, Digest, Fact, Statement
from briefing.documents import DocumentText
from briefing.dossier import Dossier
from briefing.finding import Hits, Query, hits
from briefing.listing import PaneId
from briefing.passages import Document
from briefing.rowwords import Said, said, texts
from briefing.search import (
    NO_SEARCH,
    Search,
    at_found,
    begun,
    counter,
    doc_of,
    heard,
    hidden_hit,
    nearest,
    query_here,
    step,
    text_name,
    turned,
    wrong_with,
)
from briefing.seeking import Batch, Found, Progress
from briefing.spans import Span

WORDS = st.text("ab \n", max_size=60)
EASY = settings(max_examples=150, deadline=None)

ACTORS = (Actor(id="venn", name="Orla  Venn", role="minister", aliases=("Ms Venn", "Venn")),)
FACTS = tuple(
    Fact(id=f"f{number}", text=words, note=note, tags=("toll",))
    for number, (words, note) in enumerate([("A bridge", ""), ("A ferry", "by the bridge"), ("Bridges", ""), ("x", "")])
)
STATEMENTS = (Statement(id="s", text="The deck\nis sound.", speaker="venn"),)
DIGEST = Digest(
    documents=(Document(id="d", path="d.txt", title="Of bridges"), Document(id="e", path="e.txt")),
    actors=ACTORS, facts=FACTS, statements=STATEMENTS,
)  # fmt: skip


def dossier(text: str = "", digest: Digest = DIGEST) -> Dossier:
    whole = Dossier(Path(), digest)
    return whole.with_texts({"d": DocumentText.of(text), "e": DocumentText.of("Another bridge.")})


def in_text(spot: int = 0) -> Cursor:
    return Cursor(pane=PaneId.TEXT, doc="d", spot=Span(spot, spot))


def stepped(found: Search, known: Dossier, cursor: Cursor, by: int) -> tuple[Cursor, bool]:
    place = step(found, known, cursor, by)
    assert place is not None
    return place


# In the text


@EASY
@given(WORDS, st.integers(0, 60))
def test_typing_leads_to_the_first_hit_from_where_one_is_and_else_to_the_first(text: str, at: int) -> None:
    known = dossier(text)
    place = nearest(begun(known, "d", Query("a")), known, in_text(at))
    spans = Hits.of(Query("a"), text).spans
    expected = next((span for span in spans if span.start >= at), spans[0] if spans else None)
    assert (place.spot if place else None) == expected


@EASY
@given(WORDS, st.integers(0, 60))
def test_steps_lead_through_every_hit_once_and_over_the_end_once(text: str, at: int) -> None:
    known = dossier(text)
    found = begun(known, "d", Query("a"))
    spans = found.hits.spans
    if not spans:
        assert step(found, known, in_text(at), 1) is None
        return
    for way in (1, -1):
        cursor, seen, wraps = in_text(at), [], 0
        for _ in spans:
            cursor, wrapped = stepped(found, known, cursor, way)
            seen.append(cursor.spot)
            wraps += wrapped
        assert sorted(seen) == list(spans)
        assert wraps == (any(span.start < at for span in spans) if way > 0 else any(s.start >= at for s in spans))


@EASY
@given(WORDS, st.integers(0, 60), st.integers(1, 7))
def test_a_count_is_so_many_steps_and_the_way_back_is_the_way(text: str, at: int, count: int) -> None:
    known = dossier(text)
    found = begun(known, "d", Query("a"))
    if not found.hits:
        return
    cursor, _ = stepped(found, known, in_text(at), 1)
    one_by_one = cursor
    for _ in range(count):
        one_by_one, _ = stepped(found, known, one_by_one, 1)
    at_once, _ = stepped(found, known, cursor, count)
    assert at_once == one_by_one
    assert stepped(found, known, at_once, -count)[0] == cursor


@EASY
@given(WORDS, st.lists(st.integers(1, 5), max_size=20))
def test_what_is_heard_bit_by_bit_is_what_is_found_at_once(text: str, sizes: list[int]) -> None:
    known, query = dossier(text), Query("a")
    found = replace(begun(known, "d", query), hits=Hits(whole=False), rows={}, text_due=True, rows_due=True)
    news = [Found(text_name("d"), span, words="a") for span in hits(query, text)]
    news += [Found(id_, span, words=span.of(row)) for id_, row in texts(DIGEST).items() for span in hits(query, row)]
    for size in (*sizes, len(news)):
        batch, news = news[:size], news[size:]
        found = heard(found, known, Batch(tuple(batch), Progress(9, done=False)))
        assert found.due
        assert not found.hits.whole
    found = heard(found, known, Batch((), Progress(9, done=True)))
    assert found == begun(known, "d", query)


def test_what_does_not_stand_there_any_more_is_left_out() -> None:
    known = dossier("a bridge")
    due = replace(NO_SEARCH, query=Query("bridge"), doc="d", text_due=True, rows_due=True, hits=Hits(whole=False))
    news = (
        Found(text_name("d"), Span(0, 6), words="bridge"), Found(text_name("d"), Span(2, 8), words="bridge"),
        Found(text_name("e"), Span(8, 14), words="bridge"), Found("f0", Span(3, 9), words="bridge"),
        Found("nobody", Span(0, 6), words="bridge"),
    )  # fmt: skip
    found = heard(due, known, Batch(news, Progress(2, done=True)))
    assert found.hits.spans == (Span(2, 8),)
    assert not found.rows


def test_a_search_that_was_stopped_has_not_found_everything() -> None:
    known = dossier("a")
    due = replace(NO_SEARCH, query=Query("a"), doc="d", text_due=True)
    found = heard(due, known, Batch((), Progress(2, done=True, trouble="stopped")))
    assert (found.due, found.hits.whole) == (False, False)


def test_while_hits_are_still_to_come_none_is_taken_that_may_be_left_again() -> None:
    known = dossier("a a a")
    due = replace(NO_SEARCH, query=Query("a"), doc="d", text_due=True, hits=Hits((Span(0, 1), Span(2, 3)), whole=False))
    assert nearest(due, known, in_text(3)) is None
    place = nearest(due, known, in_text(1))
    assert place is not None
    assert place.spot == Span(2, 3)
    assert nearest(replace(due, backward=True), known, in_text(4)) is None


@pytest.mark.parametrize(("query", "due"), [(Query("a"), False), (Query("a", regex=True), True)])
def test_what_may_take_for_ever_is_due_and_not_done(query: Query, due: bool) -> None:
    found = begun(dossier("a"), "d", query)
    assert (found.text_due, found.rows_due, bool(found.hits)) == (due, due, not due)
    assert counter(found, dossier("a"), in_text()) == ("…" if due else "1/1")


def test_in_another_document_other_hits_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dossier("a bridge")
    found = begun(known, "d", Query("bridge"))
    assert found.marks("d", Span(0, 99)) == (Span(2, 8),)
    assert found.marks("e", Span(0, 99)) == ()
    turn = turned(found, known, "e")
    assert turn.hits.spans == (Span(8, 14),)
    assert turn.rows is found.rows
    assert not turned(found, known, "nowhere").hits
    monkeypatch.setattr(searching, "at_once", lambda query, size: False)
    assert turned(found, known, "d").text_due


def test_a_search_for_nothing_is_none() -> None:
    assert begun(dossier("a"), "d", Query("  ")) == NO_SEARCH
    assert not NO_SEARCH


def test_what_cannot_be_looked_for_is_told_in_few_words() -> None:
    assert wrong_with(Query("(", regex=True)).startswith("missing )")
    assert wrong_with(Query("(")) == ""


# In lists


def in_list(row: str) -> Cursor:
    known = dossier()
    return replace(begin(known), pane=PaneId.FACTS).with_row(PaneId.FACTS, row)


def test_rows_are_gone_through_as_the_list_has_them() -> None:
    known = dossier()
    found = begun(known, "d", Query("bridge"))
    cursor, rows = in_list("f3"), []
    for _ in range(3):
        cursor, wrapped = stepped(found, known, cursor, 1)
        rows.append((cursor.row(PaneId.FACTS), wrapped, counter(found, known, cursor)))
    assert rows == [("f0", True, "1/3"), ("f1", False, "2/3"), ("f2", False, "3/3")]
    assert stepped(found, known, cursor, -3)[0].row(PaneId.FACTS) == "f2"
    assert stepped(found, known, in_list("f3"), -1)[0].row(PaneId.FACTS) == "f2"
    assert counter(found, known, in_list("f3")) == "3"


def test_typing_leads_to_the_nearest_row() -> None:
    known = dossier()
    found = begun(known, "d", Query("bridge"))
    place = nearest(found, known, in_list("f3"))
    assert place is not None
    assert place.row(PaneId.FACTS) == "f0"
    back = nearest(replace(found, backward=True), known, in_list("f2"))
    assert back is not None
    assert back.row(PaneId.FACTS) == "f1"
    assert nearest(replace(found, rows_due=True), known, in_list("f3")) is None
    assert nearest(begun(known, "d", Query("zebra")), known, in_list("f3")) is None


def test_what_a_row_does_not_show_is_told() -> None:
    known = dossier()
    found = begun(known, "d", Query("bridge"))
    assert hidden_hit(found, known, in_list("f1")) == "by the bridge"
    assert hidden_hit(found, known, in_list("f0")) == ""
    assert hidden_hit(found, known, in_list("f3")) == ""


def test_the_parts_of_a_row_stand_where_it_says() -> None:
    rows = {id_: said(DIGEST, id_) for id_ in texts(DIGEST)}
    assert rows["s"] == Said("The deck is sound.", "Orla Venn", "S1", "The deck is sound.\n\0\nOrla Venn\n\0\nS1")
    for row in rows.values():
        assert {name: place.of(row.text) for name, place in row.parts()} == {
            "words": row.words, "lead": row.lead, "label": row.label
        }  # fmt: skip
    assert rows["s"].within("lead", (Span(25, 29),)) == (Span(4, 8),)
    assert "toll" in rows["f0"].text
    assert "e.txt" in rows["e"].words


@EASY
@given(st.text("ab ", max_size=8), st.text("ab ", max_size=8), st.text("ab \n", min_size=1, max_size=6))
def test_nothing_is_found_over_the_border_of_two_parts(one: str, other: str, words: str) -> None:
    digest = Digest(facts=(Fact(id="f", text=one, note=other),))
    row = said(digest, "f")
    assert all("\0" not in span.of(row.text) for span in hits(Query(words), row.text))


# What was found everywhere


def test_the_place_of_what_was_found_is_its_row_or_its_words() -> None:
    known = dossier("One bridge. Two bridges.")
    query = Query("bridge")
    row = at_found(known, in_text(), query, Found("f2", Span(0, 6)))
    assert row is not None
    assert (row.pane, row.row(PaneId.FACTS), row.item) == (PaneId.FACTS, "f2", "f2")
    shelf = at_found(known, in_text(), query, Found("e", Span(0, 6)))
    assert shelf is not None
    assert (shelf.pane, shelf.row(PaneId.DOCUMENTS)) == (PaneId.DOCUMENTS, "e")
    words = at_found(known, in_text(), query, Found(text_name("d"), Span(16, 22), words="bridge"))
    assert words is not None
    assert (words.pane, words.doc, words.spot) == (PaneId.TEXT, "d", Span(16, 22))


def test_words_that_moved_are_found_near_by_and_words_that_went_are_not() -> None:
    known, query = dossier("One bridge. Two bridges."), Query("bridge")
    moved = at_found(known, in_text(), query, Found(text_name("d"), Span(12, 18), words="bridge"))
    assert moved is not None
    assert moved.spot == Span(16, 22)
    assert at_found(known, in_text(), Query("zebra"), Found(text_name("d"), Span(0, 5), words="zebra")) is None
    assert at_found(known, in_text(), query, Found(text_name("gone"), Span(0, 6), words="bridge")) is None


@given(st.text())
def test_a_text_is_told_from_a_row_by_its_name(doc: str) -> None:
    assert doc_of(text_name(doc)) == doc
    assert doc_of("f1") == ""


# Under the cursor


def test_under_the_cursor_is_an_actor_before_a_word() -> None:
    known = dossier("The bridge. Later Venn spoke.")
    assert query_here(known, in_text(4)) == Query("bridge", forms=("bridge",))
    assert query_here(known, in_text(18)) == Query("Orla  Venn", forms=("Orla  Venn", "Ms Venn", "Venn"))
    on_speaker = replace(in_list("f0"), pane=PaneId.STATEMENTS, item="s").with_row(PaneId.STATEMENTS, "s")
    assert query_here(known, on_speaker) == query_here(known, in_text(18))
    assert query_here(known, in_list("f0")) is None
    assert query_here(dossier(""), in_text()) is None
