"""Offsets, lines and columns turn into each other, and an index answers as a look at every span would."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.spans import Lines, Span, SpanIndex

QUICK = settings(max_examples=100, deadline=None)

texts = st.text(st.sampled_from("ab 字\u0301\u2028\x0b\r\n\n\n"), max_size=40)


@st.composite
def spans(draw: st.DrawFn, largest: int = 12) -> Span:
    start = draw(st.integers(0, largest))
    return Span(start, draw(st.integers(start, largest)))


def rank(span: Span) -> tuple[int, int]:
    """Order by start, longer first: the order of an index."""
    return span.start, -span.end


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_a_span_that_ends_before_it_starts_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"{start} to {end}"):
        Span(start, end)


@given(texts, spans())
@QUICK
def test_a_span_has_the_length_of_its_words(text: str, span: Span) -> None:
    if span.end <= len(text):
        assert len(span.of(text)) == len(span)
    assert [at for at in range(14) if span.contains(at)] == list(range(span.start, span.end))


def test_an_empty_span_is_still_a_span() -> None:
    assert Span(3, 3)
    assert len(Span(3, 3)) == 0


@given(spans(), spans())
@QUICK
def test_spans_overlap_when_they_share_a_code_point(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    if len(one) and len(other):
        assert one.overlaps(other) == any(one.contains(at) for at in range(other.start, other.end))


def test_an_empty_span_overlaps_what_surrounds_or_begins_at_it() -> None:
    assert Span(3, 3).overlaps(Span(1, 5))
    assert Span(3, 3).overlaps(Span(3, 5))
    assert Span(3, 3).overlaps(Span(3, 3))
    assert not Span(3, 3).overlaps(Span(4, 5))


def test_an_empty_span_does_not_overlap_what_ends_before_it() -> None:
    assert not Span(3, 3).overlaps(Span(1, 3))


@given(texts)
@QUICK
def test_lines_are_what_stands_between_line_feeds(text: str) -> None:
    lines = Lines(text)
    stretches = [lines.span(line).of(text) for line in range(1, len(lines) + 1)]
    assert stretches == (text.removesuffix("\n") if text != "\n" else "").split("\n")


@given(texts)
@QUICK
def test_line_and_column_lead_back_to_the_offset(text: str) -> None:
    lines = Lines(text)
    for offset in range(len(text)):
        stretch = lines.span(lines.line_at(offset))
        assert stretch.start + lines.column_at(offset) - 1 == offset
        assert stretch.start <= offset <= stretch.end
        before = text[:offset]
        assert lines.line_at(offset) == before.count("\n") + 1
        assert lines.column_at(offset) == len(before) - before.rfind("\n")


@given(texts)
@QUICK
def test_the_end_of_a_text_is_on_its_last_line(text: str) -> None:
    assert Lines(text).line_at(len(text)) == len(Lines(text))


@pytest.mark.parametrize("line", [0, -1, 3])
def test_a_line_outside_the_text_is_refused(line: int) -> None:
    with pytest.raises(IndexError, match="the text has 2"):
        Lines("one\ntwo\n").span(line)


@given(st.lists(spans(), max_size=40), spans())
@QUICK
def test_an_index_finds_what_touches_a_stretch(given_: list[Span], stretch: Span) -> None:
    found = list(SpanIndex(given_).touching(stretch))
    assert sorted(found) == [at for at, span in enumerate(given_) if span.overlaps(stretch)]
    assert [rank(given_[at]) for at in found] == sorted(rank(given_[at]) for at in found)


@pytest.mark.parametrize("long", [[], [Span(0, 100_000)], [Span(at, 100_000 - at) for at in range(0, 90, 10)]])
def test_a_question_looks_at_few_spans_however_far_others_reach(
    long: list[Span], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = SpanIndex([*long, *(Span(at, at + 5) for at in range(0, 100_000, 10))])
    looked: list[Span] = []
    overlaps = Span.overlaps

    def counted(span: Span, other: Span) -> bool:
        looked.append(span)
        return overlaps(span, other)

    monkeypatch.setattr(Span, "overlaps", counted)
    found = [index.spans[index.order.index(at)] for at in index.touching(Span(90_000, 90_020))]
    assert found == [*long, Span(90_000, 90_005), Span(90_010, 90_015)]
    assert len(looked) < 40


@given(st.lists(spans(), max_size=12), spans())
@QUICK
def test_an_index_finds_the_neighbours_of_a_stretch(given_: list[Span], stretch: Span) -> None:
    index = SpanIndex(given_)
    after, before = index.after(stretch), index.before(stretch)
    later = [rank(span) for span in given_ if rank(span) > rank(stretch)]
    earlier = [rank(span) for span in given_ if rank(span) < rank(stretch)]
    assert (rank(given_[after]) if after is not None else None) == min(later, default=None)
    assert (rank(given_[before]) if before is not None else None) == max(earlier, default=None)


@given(st.lists(spans(), max_size=12))
@QUICK
def test_walking_an_index_meets_every_distinct_span_once(given_: list[Span]) -> None:
    index = SpanIndex(given_)
    there = walk(given_, index.after, Span(0, 99))
    assert there == sorted(set(given_), key=rank)
    assert walk(given_, index.before, Span(99, 99)) == there[::-1]


def walk(given_: list[Span], step, stretch: Span) -> list[Span]:
    met: list[Span] = []
    while (at := step(stretch)) is not None:
        stretch = given_[at]
        met.append(stretch)
    return met
