"""A sentence is found where it stands, and one on which nothing rests is named."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.dossier import Dossier
from briefing.loading import load_dossier
from briefing.sentences import sentences, uncovered
from briefing.shipped import shipped


def words(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("One.", ["One."]),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("A heading\nA line. Another.\n", ["A heading", "A line.", "Another."]),
        ("He said “no.” She left.", ["He said “no.”", "She left."]),
        ("It cost 3.50 in all. He paid.", ["It cost 3.50 in all.", "He paid."]),
        ("The U.S. office spoke. Then Mr. Miller left.", ["The U.S. office spoke.", "Then Mr. Miller left."]),
        ("“Why?” asked Venn. “Because.”", ["“Why?” asked Venn.", "“Because.”"]),
        ("He waited … and left. Gone…", ["He waited … and left.", "Gone…"]),
        ("Сказал он. Она ушла.", ["Сказал он.", "Она ушла."]),
    ],
)  # fmt: skip
def test_sentences_end_at_their_marks_and_with_their_lines(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("text", ["A. " * 200_000, f"{'.' * 300_000}x"])
def test_a_sentence_without_end_is_gone_through_once(text: str) -> None:
    """Where each mark began a look at all before it or behind it, this would go on for hours."""
    assert words(text) == [text.strip()]


@given(st.text(alphabet="aB .!?…\n“”'\tД") | st.text())
def test_sentences_are_in_order_apart_and_leave_nothing_but_white_space(text: str) -> None:
    found = sentences(text)
    assert all(span.of(text) == span.of(text).strip() != "" for span in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())


def test_a_sentence_is_covered_by_what_rests_on_any_of_its_words(make_dossier: Callable[..., Dossier]) -> None:
    dossier = make_dossier(
        "actors: [{id: venn, name: Venn}]\nfacts:\n  - {id: f, text: F., evidence: {doc: wire, exact: late}}\n"
        "  - {id: lost, text: L., evidence: {doc: wire, exact: never}}\n",
        wire="It was late. Venn left. Nobody spoke.\n",
    )
    text = dossier.text("wire")
    assert text
    assert [span.of(text.received) for span in uncovered(dossier, "wire")] == ["Venn left.", "Nobody spoke."]
    assert list(uncovered(dossier, "nowhere")) == []


RESIDUE = {"call": 3, "surprise": 0, "alarms": 5, "asian-lite": 1, "world-today": 10}
"""Headings, comment, menus, teasers, doubled captions and what is left of a web page: read one by one."""


def test_the_example_digest_leaves_no_sentence_but_those_that_were_looked_at() -> None:
    dossier = load_dossier(shipped("seeds"))
    assert {doc: len(list(uncovered(dossier, doc))) for doc in dossier.digest.shelf} == RESIDUE
