"""A selector finds its words or says that it does not, and what is described is found again."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.anchoring import (
    CONTEXT,
    HEAD,
    WORD_LIMIT,
    Anchor,
    Status,
    describe,
    everywhere,
    match,
    occurrences,
    stands,
)
from briefing.anchors import CANDIDATES
from briefing.documents import normalise
from briefing.folding import fold
from briefing.loading import load_dossier
from briefing.selectors import Selector
from briefing.shipped import shipped
from briefing.spans import Span

QUICK = settings(max_examples=100, deadline=None)

CASES = Path(__file__).parent / "cases" / "anchoring.md"
CASE = re.compile(r"^## (.+)\n\n```text\n([\s\S]*?)\n```\n\n((?:- .+\n)+)\n→ (\w+) ?(\d*)$", re.MULTILINE)
PAIR = re.compile(r"^- (\w+): `(.*)`$", re.MULTILINE)

SEEDS = {path.stem: normalise(path.read_text(encoding="utf-8")) for path in sorted(shipped("seeds").glob("*.txt"))}


@dataclass(frozen=True)
class Case:
    """A text, a selector and what becomes of it."""

    title: str
    text: str
    selector: Selector
    status: Status
    span: Span | None
    considered: int


def read_cases(page: str) -> Iterator[Case]:
    for title, marked, selector, status, considered in CASE.findall(page):
        before, mark, rest = marked.partition("⟦")
        words = rest.partition("⟧")[0]
        given_ = dict(PAIR.findall(selector))
        yield Case(
            title,
            re.sub("[⟦⟧]", "", marked),
            Selector(**{**given_, "occurrence": int(given_.get("occurrence", 0))}),
            Status(status),
            Span(len(before), len(before) + len(words)) if mark else None,
            int(considered or 0),
        )


ALL_CASES = list(read_cases(CASES.read_text(encoding="utf-8")))


def test_every_case_is_read() -> None:
    titles = re.findall("^## (.+)$", CASES.read_text(encoding="utf-8"), re.MULTILINE)
    assert [case.title for case in ALL_CASES] == titles
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.title)
def test_a_selector_fares_as_the_case_says(case: Case) -> None:
    found = match(case.selector, case.text)
    assert found.status is case.status
    assert found.span == case.span
    assert len(found.candidates) == case.considered


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.title)
def test_a_place_that_is_believed_unasked_holds_the_words(case: Case) -> None:
    found = match(case.selector, case.text)
    if found.status in (Status.EXACT, Status.NORMALISED):
        assert found.span
        assert fold(found.span.of(case.text), markdown=True) == fold(case.selector.exact, markdown=True)


def test_context_longer_than_the_text_beside_a_hit_disagrees() -> None:
    assert match(Selector("no", prefix="Ann said "), "said no").status is Status.WEAK


def test_a_context_agrees_across_any_amount_of_white_space() -> None:
    text = "Ann" + " \n" * 60 + "said no. Eve said no."
    found = match(Selector("said no", prefix="Ann"), text)
    assert found.span is not None
    assert found.span.of(text) == "said no"


def test_words_are_found_wherever_they_begin() -> None:
    assert list(occurrences("aa", "aaaa")) == [0, 1, 2]
    assert list(occurrences("b", "aaaa")) == []


@given(st.text("ab", max_size=4 * HEAD), st.lists(st.text("ab", min_size=1, max_size=HEAD + 3), max_size=9))
@QUICK
def test_many_words_are_found_in_one_go_where_each_of_them_is(text: str, words: list[str]) -> None:
    words += [text[at : at + HEAD + at % 5] for at in range(0, len(text), 5)]
    sought = {one for one in words if one}
    assert everywhere(sought, text) == {one: [*occurrences(one, text)] for one in sought}


@pytest.mark.parametrize("span", [Span(2, 2), Span(3, 9), Span(7, 9)])
def test_nothing_and_what_reaches_past_the_text_cannot_be_described(span: Span) -> None:
    with pytest.raises(ValueError, match="nothing to describe"):
        describe(span, "words")


def assert_found_again(span: Span, text: str) -> None:
    found = match(describe(span, text), text)
    assert found == Anchor(Status.EXACT, span)


@pytest.mark.parametrize("name", SEEDS)
def test_every_word_of_a_seed_is_found_again(name: str) -> None:
    text = SEEDS[name]
    for word in re.finditer(r"\w+", text):
        assert_found_again(Span(*word.span()), text)


@pytest.mark.parametrize("name", SEEDS)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_any_stretch_of_a_seed_is_found_again(name: str, data: st.DataObject) -> None:
    text = SEEDS[name]
    start = data.draw(st.integers(0, len(text) - 1))
    assert_found_again(Span(start, data.draw(st.integers(start + 1, min(len(text), start + 300)))), text)


ALPHABETS = [
    "a",
    "ab ",
    "字国 。",
    "e\u0301o\u0308 ",
    "👩\u200d🚀👍🏽 ",
    "שלוםسلام \u200f",
    "x\u00a0\u2003\t\n ",
    "\x1c \x85z",
]


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Span, str]:
    alphabet = draw(st.sampled_from(ALPHABETS))
    unit = draw(st.text(alphabet, min_size=1, max_size=30))
    text = unit * draw(st.integers(1, 12)) + draw(st.text(alphabet, max_size=5))
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text)))), text


@given(stretches())
@settings(max_examples=100, deadline=None)
def test_any_stretch_of_any_text_is_found_again(stretch: tuple[Span, str]) -> None:
    assert_found_again(*stretch)


@pytest.mark.parametrize(
    "text", ["aaaa", "a" * 500, "ab" * 400, "字" * 450, "no. " * 200, " " * 450, "\n\n" * 200 + "x"]
)
def test_repeated_words_are_found_again_each_in_its_place(text: str) -> None:
    for start in sorted({0, 1, len(text) // 3, len(text) // 2, len(text) - 2}):
        assert_found_again(Span(start, start + 1), text)


def test_words_that_stand_once_are_described_with_the_words_beside_them() -> None:
    text = (
        "The minister told reporters that the crossing would reopen to freight on Friday, weather permitting, or later."
    )
    start = text.index("reopen")
    selector = describe(Span(start, start + len("reopen")), text)
    assert selector.exact == "reopen"
    assert selector.occurrence == 0
    assert f"{selector.prefix}{selector.exact}{selector.suffix}" in text
    assert selector.prefix.startswith("that ")
    assert selector.suffix.endswith(" weather")


@pytest.mark.parametrize("text", ["word" * 2_000, f"Before {'word' * 2_000} after"])
def test_a_context_does_not_grow_to_the_end_of_a_word_that_has_none(text: str) -> None:
    for start in (8, len(text) // 2, len(text) - 20):
        selector = describe(Span(start, start + 8), text)
        assert max(len(selector.prefix), len(selector.suffix)) <= WORD_LIMIT
        assert_found_again(Span(start, start + 8), text)


def test_line_breaks_are_for_documents_to_normalise() -> None:
    received = "The bridge\r\nwould reopen."
    selector = Selector("bridge\nwould")
    assert match(selector, received).status is Status.NORMALISED
    assert match(selector, normalise(received)).status is Status.EXACT


@given(st.text(max_size=20), st.text(max_size=4), st.text(max_size=4), st.text(max_size=4), st.integers(0, 5))
@QUICK
def test_only_what_is_trusted_has_a_span(text: str, exact: str, prefix: str, suffix: str, occurrence: int) -> None:
    found = match(Selector(exact, prefix, suffix, occurrence), text)
    assert (found.span is not None) == found.status.trusted
    assert found.status.trusted != found.status.distrusted
    assert found.status is not Status.EXACT or found.found == found.span
    assert found.status is not Status.EXACT or (found.span and found.span.of(text) == exact)


SIGNS = [*"ab1 -.'\"*_`", "…", "—", "\u00a0", "\n", "\u00ad", "\u00ad\n", "ﬁ", "e\u0301", "é", "’", "--", "[a](b)"]
TYPED = st.lists(st.sampled_from(SIGNS), max_size=12).map("".join)


@given(TYPED, TYPED, TYPED)
@settings(max_examples=300, deadline=None)
def test_a_normalised_place_folds_to_the_words(before: str, words: str, after: str) -> None:
    text = f"{before}{words}{after}"
    found = match(Selector(fold(words)), text)
    if found.status is Status.NORMALISED:
        assert found.span is not None
        there = found.span.of(text)
        assert fold(fold(words), markdown=True) == fold(there, markdown=True) or fold(fold(words)) == fold(there)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_words_whose_figures_or_negations_differ_are_never_evidence(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(sorted(SEEDS.values())))
    places = list(re.finditer(r"\d+|\b(?:not|no|never)\b", text))
    place = data.draw(st.sampled_from(places))
    start = max(0, place.start() - data.draw(st.integers(0, 80)))
    span = Span(start, min(len(text), place.end() + data.draw(st.integers(0, 80))))
    selector = describe(span, text)
    other = str(int(place.group()) + 3) if place.group().isdigit() else "indeed"
    found = match(selector, text[: place.start()] + other + text[place.end() :])
    # A sentence may be there twice: the other one still says it.
    changed = Span(place.start(), place.start() + len(other))
    assert not (found.span and found.span.overlaps(changed) and found.status.trusted)


def test_a_negation_of_which_the_words_have_the_end_alone_does_not_stand_for_one_that_is_gone() -> None:
    text = "“Sadly, we could not get a positive response,” he added, stressing that Ankara is not seeking a conflict."
    start, end = text.index("t get"), text.index("eking")
    selector = Selector(text[start:end], text[:start], text[end:])
    assert match(selector, text).span == Span(start, end)
    assert match(selector, text.replace("is not", "is indeed")).status is Status.CHANGED


def retyped(text: str) -> str:
    """Return a text as it comes out of somebody's editor: straight marks, one space, letters taken apart."""
    plain = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "-": "\u2011"})
    return re.sub(r"\s+", " ", unicodedata.normalize("NFD", text.translate(plain)))


def test_a_copy_of_the_seeds_typed_anew_keeps_every_anchor() -> None:
    dossier = load_dossier(shipped("seeds"))
    passages = {target.passage for targets in dossier.catalogue.targets.values() for target in targets}
    copies = {doc: retyped(reading.text.received) for doc, reading in dossier.readings.items() if reading.text}
    fared = Counter(match(passage.selector, copies[passage.doc]).status for passage in passages)
    assert set(fared) == {Status.EXACT, Status.NORMALISED}


def test_every_passage_of_the_seeds_is_described_so_that_it_is_found() -> None:
    dossier = load_dossier(shipped("seeds"))
    for targets in dossier.catalogue.targets.values():
        for target in targets:
            text = dossier.text(target.passage.doc)
            anchor = match(target.passage.selector, text.received) if text else None
            assert text
            assert anchor
            assert anchor.span
            assert_found_again(anchor.span, text.received)


@given(stretches())
@settings(max_examples=100, deadline=None)
def test_what_is_described_has_context_on_both_sides_unless_the_text_ends(stretch: tuple[Span, str]) -> None:
    span, text = stretch
    selector = describe(span, text)
    assert len(selector.prefix) >= min(CONTEXT, span.start)
    assert len(selector.suffix) >= min(CONTEXT, len(text) - span.end)


def test_what_was_left_out_is_kept() -> None:
    text = "The bridge would reopen, the minister said at length, to freight on Friday."
    found = match(Selector("The bridge would reopen […] to freight on Friday"), text)
    assert found.status is Status.ELIDED
    assert [gap.of(text) for gap in found.gaps] == [", the minister said at length, "]


@pytest.mark.parametrize(
    "between",
    [
        "The ferry left the quay, a clerk said, before the storm came up over Karro. " * 70,
        # More beginnings than are laid to their ends.
        ("The ferry left the quay. " * 20 + "It was before the storm came up. " * 20 + "z " * 400) * 300,
    ],
)
def test_words_left_out_in_too_many_ways_to_be_looked_at_are_not_believed(between: str) -> None:
    passage = "Noon. The ferry left the quay, a clerk said, before the storm came up over Karro at last. "
    text = f"{passage}{'z ' * 400}{between}{'z ' * 400}{passage}"
    pieces = ("The ferry left the quay", "before the storm came up", *(["over Karro at last"] * ("It was" in between)))
    found = match(Selector(" […] ".join(pieces), prefix="Noon. "), text)
    assert not found.status.trusted


@pytest.mark.parametrize("words", ["the bridge", "the  bridge"])
def test_of_words_that_stand_in_thousands_of_places_some_are_kept_and_all_counted(words: str) -> None:
    found = match(Selector(words), "the bridge, " * 5_000)
    assert found.status is Status.AMBIGUOUS
    assert len(found.candidates) == CANDIDATES
    assert found.considered == 5_000


def test_a_changed_passage_shows_what_stands_there_today() -> None:
    before = "The minister told reporters that 12 lorries had crossed the bridge on Friday, and left for the coast."
    start = before.index("12 lorries")
    selector = describe(Span(start, start + len("12 lorries had crossed the bridge")), before)
    after = before.replace("12", "19")
    found = match(selector, after)
    assert found.status is Status.CHANGED
    assert found.span is None
    assert found.found
    assert found.found.of(after) == "19 lorries had crossed the bridge"


def test_an_orphan_says_how_far_its_words_stand() -> None:
    found = match(Selector("the bridge would open its gates to merchants"), "Nobody knew when the bridge would fall.")
    assert (found.status, found.reached) == (Status.ORPHAN, "the bridge would")


def test_the_words_of_another_document_have_a_place_there() -> None:
    assert stands("would ‘reopen’", "It would\n'reopen'.") == Span(3, 17)
    assert stands("would close", "It would reopen.") is None
