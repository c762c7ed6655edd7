"""Words are found as people type them, where they stand in the text as received."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError
from briefing.finding import LONGEST_QUERY, Hits, Query, checked, forms_query, hits, holds, word_at, word_query
from briefing.spans import Span
from briefing.typed import ALIKE, UNSEEN

THOROUGH = settings(max_examples=200, deadline=None)

TEXT = """KARRO, 4 March - Transport minister Orla Venn said the crossing
would reopen to freight on\u00a0Friday.

Venn told reporters the deck was “sound, tested and paid for” – she’d been there.
The cafe\u0301 and the Café in Łódź, the co\xadoperation of the oﬃce, the Straße... İstanbul, Ёлка, naïve;
Athén ΣΟΦΟΣ σοφος
"""


def found(query: str | Query, text: str = TEXT, *, regex: bool = False) -> list[str]:
    query = query if isinstance(query, Query) else Query(query, regex)
    return [span.of(text) for span in hits(query, text)]


# What a query finds


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("venn", ["Venn", "Venn"]),
        ("Venn", ["Venn", "Venn"]),
        ("VENN", []),
        ("the crossing would", ["the crossing\nwould"]),
        ("on friday", ["on\u00a0Friday"]),
        ("friday. venn", ["Friday.\n\nVenn"]),
        ('"sound', ["“sound"]),
        ("for\" - she'd", ["for” – she’d"]),
        ("for” -- she’d", ["for” – she’d"]),
        ("cafe", ["cafe\u0301", "Café"]),
        ("café", ["cafe\u0301", "Café"]),
        ("Cafe", ["Café"]),
        ("cafe\u0301", ["cafe\u0301", "Café"]),
        ("lodz", ["Łódź"]),
        ("cooperation", ["co\xadoperation"]),
        ("co\xadoperation", ["co\xadoperation"]),
        ("office", ["oﬃce"]),
        ("strasse…", ["Straße..."]),
        ("istanbul", ["İstanbul"]),
        ("елка", ["Ёлка"]),
        ("naive", ["naïve"]),
        ("Athèn", []),
        ("σοφοσ", ["ΣΟΦΟΣ", "σοφος"]),
        ("freight ", ["freight "]),
        (" venn told", ["\n\nVenn told"]),
        (" was", [" was"]),
        ("crossing \u200b would", ["crossing\nwould"]),
        ("(", []),
        (".", ["."] * 5),
        ("", []),
        (" \n", []),
    ],
)
def test_plain_words_find_others(query: str, there: list[str]) -> None:
    assert found(query) == there


def test_a_soft_hyphen_is_no_space() -> None:
    assert found("co operation") == []


@pytest.mark.parametrize(
    ("query", "there"),
    [
        (r"cafe?", ["cafe\u0301", "Café"]),
        (r"[Vv]enn", ["Venn", "Venn"]),
        (r"\bVen\w\b", ["Venn", "Venn"]),
        (r"ven\S\b", ["Venn", "Venn"]),
        (r"crossing would", ["crossing\nwould"]),
        (r"""for" . she'd""", ["for” – she’d"]),
        (r"^venn", ["Venn"]),
        (r"(?P<one>n)(?P=one)", ["nn", "nn"]),
        (r"n{2}", ["nn", "nn"]),
        (r"(?x) v e n n  # in pieces", ["Venn", "Venn"]),
        (r"\x56enn", ["Venn", "Venn"]),
        (r"[[:alpha:]]q", []),
        (r"x*", []),
    ],
)
def test_a_regular_expression_is_folded_where_it_is_plain(query: str, there: list[str]) -> None:
    assert found(query, regex=True) == there


@pytest.mark.parametrize("query", ["(", "a{2", "[", "*", r"\1", "(?P<a>", "a{99999999999}", "\\", "a**"])
def test_what_is_no_regular_expression_is_told_or_taken(query: str) -> None:
    try:
        re.compile(query)
    except (re.error, OverflowError):
        with pytest.raises(BriefingError, match="regular expression"):
            checked(Query(query, regex=True))
    else:
        assert checked(Query(query, regex=True))
    assert checked(Query(query))


def test_an_error_says_where_and_what_would_mend_it() -> None:
    with pytest.raises(BriefingError) as caught:
        checked(Query("one (two", regex=True))
    assert caught.value.message == "this is no regular expression: missing ), unterminated subpattern at character 5"
    assert caught.value.mend


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (" x", " " * 300_000),
        (" x", "\u200b " * 150_000),
        ("-" * 90 + " x", "-" * 20_000),
        ("—" * 40 + "x", "-" * 20_000),
        ("a-" * 40 + "x", "a-" * 20_000),
        ("\u0301" * 20 + "x", "\u0301" * 100_000),
        ("ש\u05b8\u05c1\u05b7x", "ש" + "\u05b8\u05c1\u05b7" * 30_000),
    ],
)
def test_words_that_can_be_meant_in_many_ways_are_looked_for_once(query: str, text: str) -> None:
    """Where every way was tried, this would go on for hours, where keys are heard."""
    assert Query(query).certain
    assert found(query, text) == []


@pytest.mark.parametrize(("typed", "text"), [("----", "--"), ("----", "——"), ("——", "------"), ("--", "—")])
def test_dashes_in_a_row_stand_for_as_many_others(typed: str, text: str) -> None:
    assert found(f"a{typed}b", f"a{text}b") == [f"a{text}b"]
    assert found(f"a{typed}b", "a-------b") == []


@pytest.mark.parametrize("typed", ["ש\u05c1\u05b8לום", "ש\u05b8\u05c1לום", "ש\u05b8לום", "שלום"])
@pytest.mark.parametrize("text", ["ש\u05c1\u05b8לום", "ש\u05b8\u05c1לום"])
def test_marks_that_were_typed_stand_in_any_order(typed: str, text: str) -> None:
    """Unicode has an order of its own for them, and most documents another."""
    assert found(typed, text) == [text]
    assert found(word_query(text), f"{text} {typed}")[0] == text
    assert found("ש\u05b7לום", text) == []


def test_a_query_has_an_end() -> None:
    with pytest.raises(BriefingError, match="longer"):
        checked(Query("a" * (LONGEST_QUERY + 1)))


# Laws

LETTERS = st.text("aeiosſßéèÉëc\u0301\u0308ﬁfl Kk\u212aİıI-–'’\"“ \n\u00a0\xad\u200b.…xyzσςΣäöü", max_size=12)


@THOROUGH
@given(LETTERS, LETTERS, LETTERS)
def test_words_find_themselves(before: str, words: str, after: str) -> None:
    words = unicodedata.normalize("NFC", words).strip(UNSEEN)
    if words.strip() and not unicodedata.combining(words[0]):
        text = f"{before}{words}{after}"
        assert holds(Query(words), text), (words, text)


@THOROUGH
@given(LETTERS, LETTERS)
def test_hits_lie_in_the_text_in_order_and_apart(words: str, text: str) -> None:
    spans = list(hits(Query(words), text))
    assert all(len(span) and span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@THOROUGH
@given(st.text("abcde '-\"\n.E", min_size=1, max_size=6), st.text("abcdeE '\"-\n.", max_size=40))
def test_a_plain_text_answers_as_any_other_does(words: str, text: str) -> None:
    query = Query(words)
    assert list(hits(query, text)) == [span for span in hits(query, f"{text}\N{SNOWMAN}") if span.end <= len(text)]


@THOROUGH
@given(st.text("ae bcN", min_size=1, max_size=6), st.text("ae bcN\n", max_size=20))
def test_what_decorates_a_text_hides_nothing_in_it(words: str, text: str) -> None:
    decorated = text.translate({ord("a"): "á", ord("e"): "e\u0301\xad", ord(" "): "\u00a0"})
    assert len(found(words, decorated)) == len(found(words, text))


@pytest.mark.parametrize("signs", ALIKE)
def test_signs_stand_for_one_another(signs: str) -> None:
    assert all(found(one, other) == [other] for one in signs for other in signs)


# Whole words


def test_a_word_is_taken_up_whole_and_whatever_its_capitals() -> None:
    text = "The crossing. Crossings cross. THE CROSSING, crossin\u0301g"
    word = word_at(text, text.index("crossing"))
    assert found(word_query(word.of(text)), text) == ["crossing", "CROSSING", "crossin\u0301g"]
    assert found(word_query("US"), "us US use") == ["US"]


def test_an_actor_is_found_under_every_form() -> None:
    query = forms_query("Orla Venn", ("Orla Venn", "Venn", " ", "the minister", "U.S."))
    text = "Orla Venn, the\nminister; Venns, Venn and the Minister of the U.S. left."
    assert found(query, text) == ["Orla Venn", "the\nminister", "Venn", "the Minister", "U.S."]


@pytest.mark.parametrize(
    ("at", "word"),
    [("she’d", "she’d"), ("e’d", "she’d"), ("’d", "she’d"), ("– she", "she’d"), (", tested", "tested"),
     ("operation", "co\xadoperation"), (".\n\nVenn", "Friday"), ("\nVenn", ""), ("KARRO", "KARRO")],
)  # fmt: skip
def test_the_word_at_a_place(at: str, word: str) -> None:
    assert word_at(TEXT, TEXT.index(at)).of(TEXT) == word


@THOROUGH
@given(st.text("ab '’\n-é\u0301"), st.integers(0, 60))
def test_there_is_an_answer_at_every_place(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    word = word_at(text, offset)
    assert word.end <= len(text)
    assert "\n" not in word.of(text)


# Among the hits

HITS = Hits.of(Query("a"), "a.a...a")


def test_one_walks_round_the_hits() -> None:
    assert HITS.after(0) == Span(2, 3)
    assert HITS.after(0, 2) == Span(6, 7)
    assert HITS.after(6) == Span(0, 1)
    assert HITS.before(6) == Span(2, 3)
    assert HITS.before(0) == Span(6, 7)
    assert HITS.before(3) == Span(2, 3)
    assert HITS.nearest(2) == Span(2, 3)
    assert HITS.nearest(7) == Span(0, 1)
    assert Hits().after(0) is Hits().before(0) is Hits().nearest(0) is None


@pytest.mark.parametrize(
    ("spot", "counter"), [(Span(0, 0), "1/3"), (Span(2, 3), "2/3"), (Span(3, 4), "3"), (Span(6, 7), "3/3")]
)
def test_one_knows_which_hit_one_is_on(spot: Span, counter: str) -> None:
    assert HITS.counter(spot) == counter


def test_what_is_not_counted_to_the_end_says_so() -> None:
    some = Hits.of(Query("a"), "a.a...a", most=2)
    assert (len(some), some.whole, some.counter(Span(0, 1))) == (2, False, "1/2+")
    assert Hits.of(Query("a"), "a.a...a", most=3).whole
    assert Hits().counter(Span(0, 0)) == "none"


@THOROUGH
@given(st.text("a.", max_size=30), st.integers(0, 30), st.integers(0, 8))
def test_a_stretch_knows_its_hits(text: str, start: int, length: int) -> None:
    spans = Hits.of(Query("aa"), text)
    stretch = Span(start, start + length)
    expected = [span for span in spans.spans if span.start < stretch.end and stretch.start < span.end]
    assert list(spans.within(stretch)) == expected
