"""Rows stand for every character of a text once, and fit the width they were made for."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from briefing.display import harmless
from briefing.reader.wrapping import UNEVEN, Rows
from briefing.shipped import shipped

SEEDS = sorted(shipped("seeds").glob("*.txt"))

LETTERS = [
    ["a", "b", " "], ["a", " ", " ", " "], ["a", "bc", "def", " ", "\n"], ["字", "国", "。", " ", "\n"],
    ["a", "字", " "], ["e\u0301", "o\u0308\u0323", " ", "\n"], ["א", "ב", " ", "\n"],
    ["aa", "क\u094d", "क\u093f", "த", " ", "\n"],
]  # fmt: skip
"""What the texts of each script are made of; a mark always has a letter to stand on."""

texts = st.sampled_from(LETTERS).flatmap(lambda letters: st.lists(st.sampled_from(letters), max_size=40).map("".join))
anything = st.text(max_size=60).map(harmless)
widths = st.one_of(st.integers(1, 4), st.integers(1, 20))


def cut(text: str, width: int) -> list[str]:
    """Return the words of every row, with the space or line break that ends it."""
    rows = Rows(text, width)
    return [rows.span(row).of(text) for row in range(len(rows))]


def shown(text: str, width: int) -> list[str]:
    """Return every row as it is drawn."""
    return [row.rstrip("\n ") for row in cut(text, width)]


def assert_covers(text: str, width: int) -> None:
    rows = Rows(text, width)
    spans = [rows.span(row) for row in range(len(rows))]
    assert spans[0].start == 0
    assert spans[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(spans))
    assert all(len(span) for span in spans) or not text


def assert_fits(text: str, width: int) -> None:
    for row in shown(text, width):
        assert "\n" not in row
        assert cell_len(row) <= width or len(row) == 1 or is_one_character(row)


def is_one_character(row: str) -> bool:
    """Say whether a row holds one character with what joins or combines with it."""
    return all(unicodedata.combining(mark) or get_character_cell_size(mark) == 0 for mark in row[1:])


@given(st.one_of(texts, anything), widths)
@settings(max_examples=100, deadline=None)
def test_rows_stand_for_the_whole_text_without_gap_or_overlap(text: str, width: int) -> None:
    assert_covers(text, width)


@given(st.one_of(texts, anything), widths)
@settings(max_examples=100, deadline=None)
def test_the_row_at_an_offset_is_the_one_that_holds_it(text: str, width: int) -> None:
    rows = Rows(text, width)
    for row in range(len(rows)):
        span = rows.span(row)
        assert {rows.row_at(offset) for offset in range(span.start, span.end)} <= {row}


@given(texts, widths)
@settings(max_examples=100, deadline=None)
def test_a_row_fits_the_width(text: str, width: int) -> None:
    assert_fits(text, width)


@pytest.mark.parametrize("width", [20, 40, 66, 80])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_are_covered_and_fit(path, width: int) -> None:
    text = harmless(path.read_text(encoding="utf-8"))
    assert_covers(text, width)
    assert_fits(text, width)


def test_rows_break_between_words() -> None:
    assert shown("the bridge would reopen to freight", 11) == ["the bridge", "would", "reopen to", "freight"]


def test_a_row_may_be_filled_to_its_last_column() -> None:
    assert shown("the bridge would", 10) == ["the bridge", "would"]


def test_a_word_wider_than_a_row_is_broken() -> None:
    assert shown("a bbbbbbbbbb c", 4) == ["a", "bbbb", "bbbb", "bb c"]


def test_a_line_break_ends_a_row() -> None:
    assert cut("one\n\ntwo\n", 20) == ["one\n", "\n", "two\n"]


def test_lines_without_any_empty_line_between_them_are_set_apart() -> None:
    long = "word " * 40
    assert shown(f"{long}\n{long}\n", 300) == [long.rstrip(), "", long.rstrip()]
    assert shown("one\n\ntwo\nthree\n", 20) == ["one", "", "two", "three"]


def test_lines_that_were_broken_by_hand_stand_as_they_are() -> None:
    assert shown("one\ntwo\nthree\n", 20) == ["one", "two", "three"]


@pytest.mark.parametrize("text", ["", "one", "one\n"])
def test_a_text_of_one_line_is_one_row(text: str) -> None:
    assert cut(text, 20) == [text]


def test_a_width_of_nothing_is_a_width_of_one() -> None:
    assert cut("ab", 0) == cut("ab", -5) == ["a", "b"]


def test_wide_characters_take_two_columns() -> None:
    assert shown("字国字国字", 4) == ["字国", "字国", "字"]
    assert shown("a字国字", 4) == ["a字", "国字"]


def test_a_wide_character_does_not_fit_half_a_row() -> None:
    assert shown(" " + "a" * 9 + "字" * 2, 10) == ["", "a" * 9, "字字"]


def test_a_character_wider_than_the_row_has_one_for_itself() -> None:
    assert cut("字国", 1) == ["字", "国"]


def test_a_combining_mark_stays_with_its_letter() -> None:
    assert cut("e\u0301" * 7, 3) == ["e\u0301" * 3, "e\u0301" * 3, "e\u0301"]


@pytest.mark.parametrize("emoji", ["👩\u200d🚀", "👩\u200d👩\u200d👧", "❤\ufe0f", "👍🏽", "🇫🇷", "1\ufe0f\u20e3"],
                         ids=["rocket", "family", "heart", "thumb", "flag", "key"])  # fmt: skip
def test_emoji_of_several_code_points_are_never_torn_apart(emoji: str) -> None:
    rows = cut("ab " + emoji * 6, 8)
    assert all(row.removeprefix("ab ").replace(emoji, "").strip() == "" for row in rows)
    assert all(cell_len(row) <= 8 for row in rows)


def test_no_character_of_another_width_is_overlooked() -> None:
    overlooked = [
        f"U+{code:04X}"
        for code in range(0x20, 0x110000)
        if not 0xD800 <= code <= 0xDFFF and get_character_cell_size(chr(code)) > 1 and not UNEVEN.match(chr(code))
    ]
    assert overlooked == []
