"""Words are found in many texts by a process that answers as it goes and can be killed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError
from briefing.finding import Hits, Query
from briefing.passages import Document
from briefing.searcher import BEFORE, ROOM, around
from briefing.seeking import AT_ONCE, Found, Progress, Seek, at_once, seek, seek_spans
from briefing.spans import Span

THOROUGH = settings(max_examples=200, deadline=None)

RUNAWAY = Query("(a+)+b", regex=True)


@pytest.fixture
def documents(tmp_path: Path) -> list[Document]:
    texts = {"one": "Nothing.\nThe bridge\nis open, the bridge.\n", "two": "Le café\n", "three": "bridge\r\nThe Bridge"}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    (tmp_path / "old.txt").write_bytes("caf\xe9".encode("cp1252"))
    listed = [Document(id=name, path=f"{name}.txt") for name in texts]
    return [*listed, Document(id="gone", path="gone.txt"), Document(id="old", path="old.txt", encoding="cp1252")]


def everything(search: Seek) -> list[Found]:
    with search:
        return [found for batch in search for found in batch.found]


def places(found: list[Found]) -> list[tuple[str, int, str]]:
    return [(one.doc, one.line, one.words) for one in found]


def test_documents_are_gone_through_in_their_order(tmp_path: Path, documents: list[Document]) -> None:
    search = seek(Query("bridge"), tmp_path, documents)
    found = everything(search)
    assert places(found) == [("one", 2, "bridge"), ("one", 3, "bridge"), ("three", 1, "bridge"), ("three", 2, "Bridge")]
    assert [one.context for one in found] == ["The bridge", "is open, the bridge.", "bridge", "The Bridge"]
    assert all(one.mark.of(one.context) == one.words for one in found)
    assert search.progress == Progress(5, texts=5, hits=4, with_hits=2, unreadable=1, done=True)
    assert search.progress.summary == "4 in 2 · 1 could not be read"
    assert search.poll().found == ()


def test_the_query_is_folded_there_as_it_is_here(tmp_path: Path, documents: list[Document]) -> None:
    assert places(everything(seek(Query("cafe"), tmp_path, documents))) == [("two", 1, "café"), ("old", 1, "café")]
    assert places(everything(seek(Query("cross it", forms=("the bridge", "Café")), tmp_path, documents))) == [
        ("one", 2, "The bridge"), ("one", 3, "the bridge"), ("three", 2, "The Bridge"),
    ]  # fmt: skip


def test_a_hit_may_go_beyond_its_line(tmp_path: Path, documents: list[Document]) -> None:
    found = everything(seek(Query("bridge is open"), tmp_path, documents))
    assert places(found) == [("one", 2, "bridge\nis open")]
    assert (found[0].context, found[0].mark) == ("The bridge is open, the bridge.", Span(4, 18))


def test_texts_are_searched_as_documents_are(tmp_path: Path) -> None:
    found = everything(seek(Query("b.", regex=True), tmp_path, texts={"x": "a b", "y": "bc\udc80", "z": "\u0301bd"}))
    assert places(found) == [("y", 1, "bc"), ("z", 1, "bd")]


def test_a_hit_knows_whether_it_still_stands(tmp_path: Path, documents: list[Document]) -> None:
    found = everything(seek(Query("café"), tmp_path, documents))[0]
    assert found.stands("Le café\n")
    assert not found.stands("Le  café\n")
    assert not Found("x", Span(0, 1)).stands("Le café")


def test_a_document_is_searched_for_spans_and_their_words_alone(tmp_path: Path, documents: list[Document]) -> None:
    query = Query("BRIDGE|e", regex=True)
    found = everything(seek_spans(query, tmp_path, documents[:1]))
    text = (tmp_path / "one.txt").read_text(encoding="utf-8")
    assert tuple(one.span for one in found) == Hits.of(query, text).spans


def test_there_may_be_more_than_anybody_looks_through(tmp_path: Path) -> None:
    texts = {"x": "a" * 500, "y": "a" * 5, "z": "a"}
    search = seek(Query("a"), tmp_path, texts=texts, each=4, most=7)
    assert [one.doc for one in everything(search)] == ["x"] * 4 + ["y"] * 3
    assert (search.progress.hits, search.progress.limited, search.progress.summary) == (7, True, "7+ in 2")


def test_nothing_found_is_said(tmp_path: Path, documents: list[Document]) -> None:
    search = seek(Query("zebra"), tmp_path, documents[:1])
    assert everything(search) == []
    assert search.progress.summary == "none"


def test_many_answers_arrive_whole(tmp_path: Path) -> None:
    texts = {f"t{number}": "x" * 300 + " needle " + "é" * 300 for number in range(3000)}
    found = everything(seek(Query("needle"), tmp_path, texts=texts))
    assert [one.doc for one in found] == list(texts)


def test_what_runs_away_is_killed(tmp_path: Path) -> None:
    search = seek(RUNAWAY, tmp_path, texts={"x": "a" * 99, "y": "aab"})
    pid = search._process.pid
    assert search.poll().found == ()
    search.cancel()
    assert search.progress == Progress(2, done=True, trouble="stopped")
    assert search.progress.summary == "none · 0 of 2 searched · stopped"
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    search.cancel()
    assert list(search) == []


def test_what_runs_away_unwatched_ends_by_itself(tmp_path: Path) -> None:
    search = seek(RUNAWAY, tmp_path, texts={"x": "aab", "y": "a" * 99}, patience=0.2)
    everything(search)
    assert "lost its way" in search.progress.trouble


def test_a_process_that_ends_before_its_time_is_told(tmp_path: Path) -> None:
    search = seek(RUNAWAY, tmp_path, texts={"y": "a" * 99})
    search._process.terminate()
    everything(search)
    assert search.progress.trouble == "the search ended before its time"


def test_what_cannot_be_looked_for_starts_nothing(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="regular expression"):
        seek(Query("(", regex=True), tmp_path)


def test_nothing_runs_from_the_current_folder(
    tmp_path: Path, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json.py", "briefing.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit(1)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert len(everything(seek(Query("bridge"), tmp_path, documents))) == 4


def test_only_words_in_short_texts_are_looked_for_at_once() -> None:
    assert at_once(Query("a"), AT_ONCE)
    assert not at_once(Query("a"), AT_ONCE + 1)
    assert not at_once(Query("a", regex=True), 1)


@THOROUGH
@given(st.text("ab\n", max_size=400), st.data())
def test_what_is_around_a_hit_holds_as_much_of_it_as_there_is_room_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    context, mark = around(span, text)
    assert len(context) <= ROOM
    assert mark.start <= BEFORE
    assert "\n" not in context
    assert span.of(text).replace("\n", " ").startswith(mark.of(context))
    assert len(mark) >= min(len(span), ROOM - mark.start - 1)


def test_what_is_left_out_around_a_hit_is_seen_to_be() -> None:
    text = "first\n" + "a " * BEFORE + "hit" + " z" * ROOM + "\nlast"
    context, mark = around(Span(text.index("hit"), text.index("hit") + 3), text)
    assert mark.of(context) == "hit"
    assert (context[0], context[-1]) == ("…", "…")
    assert around(Span(0, 5), text)[0] == "first"
