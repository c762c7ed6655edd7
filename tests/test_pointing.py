"""Words that somebody copied are found, and the passage written for them leads back to where they stand."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.anchoring import Anchor, Status, describe, match
from briefing.documents import normalise
from briefing.parsing import parse_digest
from briefing.pointing import differing, find, nearest_stretch, passage_lines, selector_at
from briefing.selectors import Selector
from briefing.shipped import shipped
from briefing.spans import Span

THOROUGH = settings(max_examples=150, deadline=None)

SEEDS = {path.stem: normalise(path.read_text(encoding="utf-8")) for path in sorted(shipped("seeds").glob("*.txt"))}

TEXT = """KARRO, 4 March - Transport minister Orla Venn said the crossing
would reopen to freight on Friday.

Venn told reporters the deck was “sound, tested and paid for” – she’d been there.
Asked about the council’s café, the minister left...
"""


def words_at(found: list[Span], text: str = TEXT) -> list[str]:
    return [span.of(text) for span in found]


# Finding


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("Orla Venn", "Orla Venn"),
        ("  the crossing would\n\t reopen ", "the crossing\nwould reopen"),
        ("on Friday. Venn told", "on Friday.\n\nVenn told"),
        ('was "sound, tested', "was “sound, tested"),
        ("paid for\" -- she'd been", "paid for” – she’d been"),
        ("council's cafe\u0301", "council’s café"),
        ("minister left…", "minister left..."),
        ("ransport ministe", "ransport ministe"),
    ],
)
def test_words_are_found_as_people_have_them(words: str, there: str) -> None:
    assert words_at(find(words, TEXT)) == [there]


@pytest.mark.parametrize("words", ["", " \n", "orla venn", "Orla  Ven n", "sound tested"])
def test_nothing_else_is_taken_for_the_words(words: str) -> None:
    assert find(words, TEXT) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [("—" * 40 + "x y z", "-" * 5_000), ("a-" * 40 + "x", "a-" * 5_000), ("--- " * 30 + "x", "- " * 5_000)],
)
def test_words_that_can_be_meant_in_many_ways_are_looked_for_once(words: str, text: str) -> None:
    """Where every way to share out the hyphens was tried, this would not end."""
    assert find(words, text) == []
    nearest_stretch(words, text)


def test_signs_as_given_come_before_others_of_their_kind() -> None:
    text = 'She said “no”. He said "no".'
    assert words_at(find('"no"', text), text) == ['"no"']
    assert words_at(find("„no“", text), text) == ["“no”", '"no"']


def test_whole_words_come_before_parts_of_words() -> None:
    text = "The theme, the other."
    assert find("the", text) == [Span(11, 14)]
    assert find("eme", text) == [Span(6, 9)]


def test_places_that_overlap_are_all_found() -> None:
    assert find("a a", "a a a") == [Span(0, 3), Span(2, 5)]


def test_a_letter_composed_in_the_document_and_not_in_the_words_is_found_and_the_other_way_round() -> None:
    for text, words in (("un café noir", "cafe\u0301"), ("un cafe\u0301 noir", "café")):
        (span,) = find(words, text)
        assert span.of(text) in text


# Writing


def read_back(lines: str, *, pure: bool) -> Selector:
    """Return the selector of a passage that was pasted into a digest."""
    indented = "".join(f"      {line}\n" for line in lines.split("\n"))
    digest, problems = parse_digest(
        "format: briefing/1\ndocuments: [{id: wire, path: wire.txt}]\n"
        f"facts:\n  - id: f\n    text: A claim.\n    evidence:\n{indented}",
        "digest.yaml",
        pure=pure,
    )
    assert problems == []
    assert digest
    (passage,) = digest.facts[0].evidence
    assert passage.doc == "wire"
    return passage.selector


def assert_leads_back(span: Span, text: str, *, pure: bool = False) -> None:
    selector = selector_at(span, text)
    written = read_back(passage_lines("wire", selector), pure=pure)
    assert written == selector
    assert match(written, text) == Anchor(Status.EXACT, span)


@pytest.mark.parametrize("pure", [False, True])
@given(text=st.text(min_size=1, max_size=80) | st.text("ab \n\t\"'\\:#“字\x00\x1b\u202e\ufeff\x85", max_size=200))
@THOROUGH
def test_any_stretch_of_any_text_is_led_back_to(pure: bool, text: str) -> None:
    data = [Span(start, end) for start, end in combinations(range(0, len(text) + 1, max(1, len(text) // 6)), 2)]
    for span in data:
        if span.of(text).strip():
            assert_leads_back(span, text, pure=pure)


@pytest.mark.parametrize("text", ["a", "aaa aaa", 'x "y" \\ z\n\tx "y"', "\x1b[2J\r\nno\u2028no", "no. " * 60])
def test_every_stretch_of_a_short_text_is_led_back_to(text: str) -> None:
    for start, end in combinations(range(min(len(text), 24) + 1), 2):
        if text[start:end].strip():
            assert_leads_back(Span(start, end), text)


@pytest.mark.parametrize("name", SEEDS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_stretch_of_a_seed_is_led_back_to_and_found_by_its_words(name: str, data: st.DataObject) -> None:
    text = SEEDS[name]
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, min(len(text), start + 400))))
    if words := span.of(text).strip():
        assert_leads_back(span, text)
        assert find(" ".join(words.split()), text)


def test_a_passage_is_written_as_one_would_write_it() -> None:
    (span,) = find("would reopen to freight", TEXT)
    assert passage_lines("wire", selector_at(span, TEXT)) == (
        "- doc: wire\n"
        '  exact: "would reopen to freight"\n'
        '  prefix: "Orla Venn said the crossing "\n'
        '  suffix: " on Friday. Venn told reporters"'
    )


def test_a_passage_without_context_or_told_by_its_number_has_just_that() -> None:
    assert passage_lines("wire", selector_at(Span(0, 2), "No")) == '- doc: wire\n  exact: "No"'
    assert passage_lines("no", Selector("a", occurrence=2), 2) == '  - doc: "no"\n    exact: "a"\n    occurrence: 2'


def test_the_context_is_what_describe_says_less_its_white_space() -> None:
    for name, text in SEEDS.items():
        span = Span(len(text) // 2, len(text) // 2 + 40)
        full, tidy = describe(span, text), selector_at(span, text)
        assert (full.exact, full.prefix.split(), full.suffix.split()) == (
            tidy.exact, tidy.prefix.split(), tidy.suffix.split()), name  # fmt: skip


@pytest.mark.parametrize("span", [Span(0, 0), Span(2, 3), Span(0, 9)])
def test_there_is_nothing_to_point_at_in_white_space_or_past_the_text(span: Span) -> None:
    with pytest.raises(ValueError, match="nothing to"):
        selector_at(span, "no \n")


# What comes nearest


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("orla venn", "Orla Venn"),
        ("would re-open to frieght", "would reopen to freight"),
        ("the minister of transport left", "the minister left"),
        ("nothing of the kind was ever said by anybody", None),
        ("xy", None),
        ("", None),
    ],
)
def test_the_nearest_stretch_is_shown_if_it_is_near(words: str, there: str | None) -> None:
    span = nearest_stretch(words, TEXT)
    assert (span.of(TEXT) if span else None) == there


@pytest.mark.parametrize("name", SEEDS)
def test_one_wrong_letter_in_a_long_stretch_is_pointed_out(name: str) -> None:
    text = SEEDS[name]
    middle = text.index(" ", len(text) // 2)
    words = f"{text[200:middle]} Zzz{text[middle + 1 : 1500 + middle]}"
    near = nearest_stretch(words, text)
    assert near
    given_, there = differing(words, near.of(text), 60)
    assert "Zzz" in given_
    assert " ".join(text[middle + 1 : middle + 20].split()) in there


def test_no_stretch_of_an_empty_text_is_near() -> None:
    assert nearest_stretch("words", "") is None


def test_two_texts_are_cut_alike_around_where_they_differ() -> None:
    one, other = differing(f"{'word ' * 20}here and on {'x' * 99}", f"{'word ' * 20}there\nand on", 40)
    assert one == "…word word word here and on xxxxxxxxxxx…"
    assert other == "…word word word there and on"
    assert differing("same", "same", 40) == ("same", "same")


@given(one=st.text(max_size=200), other=st.text(max_size=200), width=st.integers(10, 80))
@THOROUGH
def test_what_differs_is_shown_on_one_line_of_the_width(one: str, other: str, width: int) -> None:
    for side in differing(one, other, width):
        assert len(side) <= width
        assert "\n" not in side
