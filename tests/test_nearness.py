"""Words that differ from what stands there: how far, where nearest, and what is then shown of them everywhere."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.anchoring import Status, describe, match
from briefing.approximate import distances, minima, reach
from briefing.card import card
from briefing.elisions import PLACES, places
from briefing.export.jsonl import jsonl
from briefing.export.markdown import markdown
from briefing.figures import same_figures
from briefing.folding import Folded, fold
from briefing.listing import PaneId
from briefing.reader.entries import entry
from briefing.selectors import Selector
from briefing.spans import Span

LETTERS = st.text("ab ", max_size=12)


def by_table(words: str, text: str, anchored: bool) -> list[int]:
    """Return the distances by the table that textbooks draw."""
    column = list(range(len(words) + 1))
    found = []
    for number, letter in enumerate(text, start=1):
        above, column[0] = column[0], number if anchored else 0
        for at, own in enumerate(words, start=1):
            above, column[at] = column[at], min(above + (own != letter), column[at] + 1, column[at - 1] + 1)
        found.append(column[-1])
    return found


@given(st.text("ab ", min_size=1, max_size=12), LETTERS, st.booleans())
@settings(max_examples=300, deadline=None)
def test_the_bits_say_what_the_table_says(words: str, text: str, anchored: bool) -> None:
    assert distances(words, text, anchored) == by_table(words, text, anchored)


@given(st.text("abc", min_size=4, max_size=12), LETTERS, LETTERS)
@settings(max_examples=200, deadline=None)
def test_words_that_stand_there_are_a_minimum_of_their_own(words: str, before: str, after: str) -> None:
    found = minima(words, before + words + after, len(words) // 4)
    assert found[0][1] == 0
    assert found[0][0].of(before + words + after) == words


def test_all_minima_are_kept_not_only_the_nearest() -> None:
    text = "the bridge would reopen. the bridge should reopen. the ferry runs."
    assert [distance for _, distance in minima("the bridge would reopen", text, 6)] == [0, 2]


def test_reach_prefers_what_is_as_long_as_the_words() -> None:
    assert reach("Monday", "Friday and") == (3, 6)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12 of 30", "12 of 30", True),
        ("12 of 30", "30 of 12", False),
        ("5,000 men", "5,001 men", False),
        ("5 %", "5", False),
        ("-5", "5", False),
        ("+5", "-5", False),
        ("$5", "€5", False),
        ("twelve men", "two men", False),
        ("would", "would not", False),
        ("did", "didn't", False),
        ("Not now", "not now", True),
        ("the bridge", "a bridge", True),
    ],
)
def test_figures_signs_and_negations_are_compared(one: str, other: str, same: bool) -> None:
    assert same_figures(one, other) is same


@pytest.mark.parametrize(
    "words",
    [
        "5 + 5",
        "5 − 5%",
        "x² = ½",
        "A a",
        "*",
        "5*3",
        "a_b_c",
        "#1",
        "~5",
        "1 < 2 > 0",
        "№ 7",
        "5−−3",
        "می\u200cخواهم",
        "👩\u200d🚀",
    ],
)
def test_what_carries_meaning_is_not_folded_away(words: str) -> None:
    assert fold(words, markdown=True).replace("-", "−") == words


@given(st.text(st.sampled_from("a1 -…—“\u00a0\n\u00adﬁe\u0301é*_`[]()>#"), max_size=40), st.booleans())
@settings(max_examples=300, deadline=None)
def test_every_stretch_of_a_folded_text_has_a_way_back_outwards(text: str, markdown_: bool) -> None:
    there = Folded(text, markdown_)
    for start in range(len(there.text)):
        wide = there.back(Span(start, start + 1), outward=True)
        assert wide
        assert wide.end <= len(text)
        assert there.back(Span(start, start + 1)) in (None, wide)


def test_pieces_that_stand_everywhere_do_not_take_for_ever() -> None:
    some, these_are_all = places(["a"] * 12, "a " * 5_000)
    assert len(some) <= PLACES
    assert not these_are_all
    assert places(["a", "b"] * 15, "a " * 5_000) == ([], True)


FILLER = "Nobody in the harbour had heard of it before the evening, and the ferry was late. "
BEFORE = (
    FILLER
    + "The minister told reporters that the bridge would reopen to freight at noon, weather permitting, or later."
)


def selected(words: str) -> str:
    start = BEFORE.index(words)
    selector = describe(Span(start, start + len(words)), BEFORE)
    return json.dumps({"doc": "d", "exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix})


@pytest.fixture
def fuzzy(make_dossier):
    evidence = selected("the bridge would reopen to freight")
    return make_dossier(f"facts: [{{id: f, text: F., evidence: {evidence}}}]\n", d=BEFORE.replace("freight", "lorries"))


def test_a_fuzzy_passage_is_evidence_to_be_confirmed(fuzzy) -> None:
    (found,) = fuzzy.annotations("f")
    assert found.anchor.status is Status.FUZZY
    assert fuzzy.words(found) == "the bridge would reopen to lorries"
    assert fuzzy.distrusted() == []
    assert [one.item for one in fuzzy.to_confirm()] == ["f"]
    assert fuzzy.trouble == 1


def test_a_fuzzy_passage_has_its_mark_everywhere(fuzzy) -> None:
    assert entry(fuzzy, PaneId.FACTS, "f").glyph == "~"
    assert card(fuzzy, "f").passages[0].told.startswith("~ to be confirmed")
    assert json.loads(jsonl(fuzzy).splitlines()[0])["status"] == "fuzzy"
    exported = markdown(fuzzy)
    assert "## To be confirmed\n\n- `f` in `d`" in exported
    assert "**~ to be confirmed" in exported


def test_a_changed_passage_is_no_evidence(make_dossier) -> None:
    evidence = selected("the bridge would reopen to freight")
    after = BEFORE.replace("would reopen", "would not reopen")
    dossier = make_dossier(f"facts: [{{id: f, text: F., evidence: {evidence}}}]\n", d=after)
    (found,) = dossier.annotations("f")
    assert (found.anchor.status, found.span) == (Status.CHANGED, None)
    assert entry(dossier, PaneId.FACTS, "f").glyph == "!"
    assert [one.item for one in dossier.distrusted()] == ["f"]


def test_words_of_another_document_are_elsewhere_and_it_is_named(make_dossier) -> None:
    words = "the bridge would reopen to freight"
    dossier = make_dossier(
        f"facts: [{{id: f, text: F., evidence: {{doc: d, exact: {words}}}}}]\n", d=FILLER, e=BEFORE.replace(" ", "\n")
    )
    (found,) = dossier.annotations("f")
    assert (found.anchor.status, found.anchor.elsewhere) == (Status.ELSEWHERE, ("e",))
    assert card(dossier, "f").passages[0].told == "not anchored: the words stand in another document (e)"


def test_hostile_words_come_to_an_end() -> None:
    assert match(Selector("a" * 2_000 + "b", "x" * 30, "y" * 30), "a" * 100_000).status is not Status.EXACT
    assert match(Selector("a", "x" * 30, "y" * 30), "a" * 150_000).status is Status.AMBIGUOUS
