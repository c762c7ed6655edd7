"""Where two wordings differ, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.spans import Span
from briefing.wording import ALIKE, MOST, WORD, differing, likeness

TEXTS = st.text("abc xyz'’“\"-.,\n\u0301é", max_size=60) | st.text(max_size=60)


def left(text: str, spans: list[Span]) -> list[str]:
    """Return the words of a text that no stretch covers, as far as they count."""
    words = [found for found in WORD.finditer(text) if not any(span.contains(found.start()) for span in spans)]
    return [found.group().translate(ALIKE).casefold() for found in words]


def marked(text: str, spans: list[Span]) -> str:
    """Return a text with the stretches in brackets."""
    for span in reversed(spans):
        text = f"{text[: span.start]}[{span.of(text)}]{text[span.end :]}"
    return text


@pytest.mark.parametrize(
    ("one", "other", "mine", "theirs"),
    [
        ("at least 255 people died", "over 400 people died", "[at least 255] people died", "[over 400] people died"),
        ("He said “yes”", 'he said "yes"', "He said “yes”", 'he said "yes"'),
        ("the old bridge", "the bridge", "the [old] bridge", "the bridge"),
        ("Don’t go", "don't  go!", "Don’t go", "don't  go[!]"),
        ("", "all of it", "", "[all of it]"),
    ],
)
def test_what_differs_is_marked_in_whole_words(one: str, other: str, mine: str, theirs: str) -> None:
    found = differing(one, other)
    assert (marked(one, found[0]), marked(other, found[1])) == (mine, theirs)


@given(TEXTS, TEXTS)
def test_what_is_left_is_the_same_on_both_sides(one: str, other: str) -> None:
    mine, theirs = differing(one, other)
    assert left(one, mine) == left(other, theirs)


@given(TEXTS, TEXTS)
def test_stretches_are_in_order_apart_and_begin_and_end_with_words(one: str, other: str) -> None:
    for text, spans in zip((one, other), differing(one, other), strict=True):
        edges = [edge for span in spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in spans)


@given(TEXTS)
def test_nothing_differs_from_itself(text: str) -> None:
    assert differing(text, text) == ([], [])
    assert likeness(text, text) == 1


def test_a_long_text_does_not_differ_from_itself() -> None:
    text = " ".join(f"word{number}" for number in range(MOST + 10))
    assert differing(text, text) == ([], [])
    assert differing(text, f"{text} more")[1][0].of(f"{text} more").endswith(" more")


@given(TEXTS, TEXTS)
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
