"""Where passages overlap the strongest wins, and the gutter names every one of them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.style import Style

from briefing.reader.painting import CURRENT, OWN, PASSAGE, PLAIN, SLOTS, gutter, layers, paint, strengths, whole_hints
from briefing.spans import Span

QUICK = settings(max_examples=100, deadline=None)

INK = {
    "passage": Style(underline=True), "own": Style(bold=True), "current": Style(reverse=True),
    "hit": Style(italic=True), "found": Style(overline=True),
    "heading": Style(color="blue"), "strong": Style(bold=True), "marks": Style(color="white"),
}  # fmt: skip
TEXT = "The crossing would reopen to freight on Friday. \nNothing else.\n"


@st.composite
def spans(draw: st.DrawFn, largest: int = 20) -> Span:
    start = draw(st.integers(0, largest))
    return Span(start, draw(st.integers(start, largest)))


meanings_ = st.lists(st.tuples(spans(), st.sampled_from(["heading", "strong", "marks"])), max_size=8)
marks_ = st.lists(st.tuples(spans(), st.sampled_from([PASSAGE, OWN, CURRENT])), max_size=8)


def on(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@given(spans(), marks_)
@QUICK
def test_every_character_is_as_strong_as_the_strongest_mark_on_it(row: Span, marks: list[tuple[Span, int]]) -> None:
    drawn = {at: strength for stretch, strength in strengths(row, marks) for at in range(stretch.start, stretch.end)}
    assert drawn == {
        at: max((strength for span, strength in marks if span.contains(at)), default=PLAIN)
        for at in range(row.start, row.end)
    }


@given(spans(), marks_)
@QUICK
def test_a_row_is_cut_in_order_without_gaps_and_no_more_than_needed(row: Span, marks: list[tuple[Span, int]]) -> None:
    cut = strengths(row, marks)
    assert all(len(stretch) for stretch, _ in cut)
    assert [stretch.start for stretch, _ in cut[1:]] == [stretch.end for stretch, _ in cut[:-1]]
    assert all(one[1] != other[1] for one, other in pairwise(cut))


@given(spans(), meanings_)
@QUICK
def test_every_character_means_all_that_lies_on_it_in_the_order_given(
    row: Span, meanings: list[tuple[Span, str]]
) -> None:
    cut = layers(row, meanings)
    assert [at for stretch, _ in cut for at in range(stretch.start, stretch.end)] == list(range(row.start, row.end))
    for stretch, slots in cut:
        for at in range(stretch.start, stretch.end):
            assert slots == [slot for span, slot in meanings if span.contains(at)]


@given(
    spans(len(TEXT)),
    st.lists(st.tuples(spans(len(TEXT)), st.sampled_from(sorted(SLOTS))), max_size=8),
    meanings_,
)
@QUICK
def test_the_segments_of_a_row_are_its_words(
    row: Span, marks: list[tuple[Span, int]], meanings: list[tuple[Span, str]]
) -> None:
    segments = paint(TEXT, row, marks, INK, Style(), meanings)
    assert "".join(segment.text for segment in segments) == row.of(TEXT).rstrip("\n ")


def test_a_passage_lies_over_what_its_words_mean() -> None:
    text = "# The **deck** holds"
    meanings = [
        (Span(0, 1), "marks"), (Span(2, 20), "heading"),
        (Span(6, 8), "marks"), (Span(8, 12), "strong"), (Span(12, 14), "marks"),
    ]  # fmt: skip
    base, heading = Style(bgcolor="black"), Style(bgcolor="black") + INK["heading"]
    drawn = [
        (segment.text, segment.style)
        for segment in paint(text, Span(0, len(text)), [(Span(2, 12), CURRENT)], INK, base, meanings)
    ]
    assert drawn == [
        ("#", base + INK["marks"]),
        (" ", base),
        ("The ", heading + INK["current"]),
        ("**", heading + INK["marks"] + INK["current"]),
        ("deck", heading + INK["strong"] + INK["current"]),
        ("**", heading + INK["marks"]),
        (" holds", heading),
    ]


def test_overlapping_passages_stay_apart() -> None:
    base = Style(color="red")
    marks = [(on("would reopen to freight"), PASSAGE), (on("reopen to freight on"), OWN), (on("to"), CURRENT)]
    row = Span(0, TEXT.index("\n") + 1)
    drawn = [(segment.text, segment.style) for segment in paint(TEXT, row, marks, INK, base)]
    assert drawn == [
        ("The crossing ", base),
        ("would ", base + INK["passage"]),
        ("reopen ", base + INK["own"]),
        ("to", base + INK["current"]),
        (" freight on", base + INK["own"]),
        (" Friday.", base),
    ]


def test_a_passage_over_several_rows_is_marked_on_each() -> None:
    passage = on("on Friday. \nNothing")
    first, second = Span(0, TEXT.index("Nothing")), Span(TEXT.index("Nothing"), len(TEXT))
    marked = [
        [
            segment.text
            for segment in paint(TEXT, row, [(passage, CURRENT)], INK, Style())
            if segment.style == INK["current"]
        ]
        for row in (first, second)
    ]
    assert marked == [["on Friday."], ["Nothing"]]


def test_markup_in_a_text_is_only_words() -> None:
    (segment,) = paint("[b]sic[/b]", Span(0, 10), [], INK, Style())
    assert segment.text == "[b]sic[/b]"


def test_an_empty_row_has_no_words_to_draw() -> None:
    assert "".join(segment.text for segment in paint("a\n\nb", Span(2, 3), [(Span(0, 4), CURRENT)], INK, Style())) == ""


# The gutter


@pytest.mark.parametrize(
    ("rows", "beginnings", "labels"),
    [
        (3, [], ["", "", ""]),
        (3, [(1, "F1")], ["", "F1", ""]),
        (3, [(0, "F1"), (0, "Q2")], ["F1", "^Q2", ""]),
        (3, [(0, "F1"), (0, "~Q2")], ["F1", "~Q2", ""]),
        (3, [(0, "F1"), (0, "Q2"), (1, "S3")], ["F1", "^Q2", "^S3"]),
        (3, [(2, "S3"), (0, "F1")], ["F1", "", "S3"]),
        (1, [(0, "F1")], ["F1"]),
        (1, [(0, "F1"), (0, "Q2")], ["+2"]),
        (2, [(0, "F1"), (0, "Q2"), (0, "S3")], ["F1", "+2"]),
        (2, [(1, "F1"), (1, "Q2")], ["", "+2"]),
        (0, [], []),
    ],
)
def test_a_label_stands_where_its_passage_begins_or_below(
    rows: int, beginnings: list[tuple[int, str]], labels: list[str]
) -> None:
    assert gutter(rows, beginnings) == labels


@given(
    st.integers(1, 6).flatmap(lambda rows: st.tuples(st.just(rows), st.lists(st.integers(0, rows - 1), max_size=10)))
)
@QUICK
def test_no_label_is_lost_and_none_stands_above_its_passage(case: tuple[int, list[int]]) -> None:
    rows, starts = case
    beginnings = [(row, f"F{number}") for number, row in enumerate(starts)]
    labels = gutter(rows, beginnings)
    assert len(labels) == rows
    named = [label for label in labels if label and not label.startswith("+")]
    counted = sum(int(label) for label in labels if label.startswith("+"))
    assert len(named) + counted == len(beginnings)
    assert len(set(named)) == len(named)
    assert all(row <= labels.index(label) for row, label in beginnings if label in named)


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (0, ""),
        (9, ""),
        (10, "Enter goes"),
        (20, "Enter goes"),
        (21, "Enter goes │ Esc back"),
        (99, "Enter goes │ Esc back"),
    ],
)
def test_hints_are_said_whole_or_not_at_all(room: int, said: str) -> None:
    assert whole_hints(("Enter goes", "Esc back"), room) == said
