"""Words from outside are harmless on a screen, and no offset moves."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.display import REPLACEMENT, UNSAFE, harmless, one_line

QUICK = settings(max_examples=100, deadline=None)

anything = st.text(st.characters(categories=None))
"""Any text at all, lone surrogates among it."""

C0 = [chr(code) for code in range(0x20) if chr(code) != "\n"]
C1 = [chr(code) for code in range(0x80, 0xA0)]
BIDI = list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters"""
TAGS = [chr(code) for code in range(0xE0000, 0xE0080)]
LINE_BREAKS = list("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
"""What `str.splitlines` breaks at beside the two that every document is normalised to."""


@given(anything)
@QUICK
def test_every_text_keeps_its_length_and_its_lines(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert [at for at, character in enumerate(shown) if character == "\n"] == [
        at for at, character in enumerate(text) if character == "\n"
    ]


@given(anything)
@QUICK
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)


@pytest.mark.parametrize(
    "characters",
    [C0, ["\x7f"], C1, BIDI, TAGS, LINE_BREAKS, ["\ud800", "\udfff"], ["\u200b", "\u2060", "\ufeff"]],
    ids=["C0", "DEL", "C1", "bidi", "tags", "line breaks", "surrogates", "invisible"],
)
def test_what_a_terminal_could_act_on_has_a_visible_stand_in(characters: list[str]) -> None:
    for character in characters:
        shown = harmless(f"a{character}b")
        assert shown != f"a{character}b"
        assert shown[0] + shown[2] == "ab"
        assert shown[1] == " " if character == "\t" else unicodedata.category(shown[1]) == "So"


def test_nothing_that_acts_is_left_in_any_code_point() -> None:
    shown = harmless("".join(map(chr, range(0x110000))))
    assert {character for character in shown if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")} == {"\n"}


def test_what_has_a_stand_in_never_stands_alone() -> None:
    """A text that can be printed is not looked through."""
    unsafe = filter(re.compile(UNSAFE).match, map(chr, range(0x110000)))
    assert [f"U+{ord(one):04X}" for one in unsafe if one in harmless(f"a\n{one}")] == []


def test_a_line_break_is_no_danger() -> None:
    assert harmless("one\ntwo\n") == "one\ntwo\n"


def test_letters_digits_signs_marks_and_spaces_are_left_alone() -> None:
    for code in range(0x110000):
        if unicodedata.category(chr(code))[0] in "LMNPS" or unicodedata.category(chr(code)) == "Zs":
            assert harmless(chr(code)) == chr(code), f"U+{code:04X}"


def test_joiners_that_scripts_and_emoji_need_are_left_alone() -> None:
    assert harmless("नमस्\u200dते می\u200cخواهم 👩\u200d🚀 ❤\ufe0f") == "नमस्\u200dते می\u200cخواهم 👩\u200d🚀 ❤\ufe0f"


def test_escape_sequences_are_spelled_out() -> None:
    assert harmless("\x1b[2J\x9b31m\x07") == f"␛[2J{REPLACEMENT}31m␇"


def test_markup_is_only_words() -> None:
    assert harmless("[sic] [/b] [@click=app.quit]") == "[sic] [/b] [@click=app.quit]"


def test_a_label_stands_on_one_line() -> None:
    assert one_line("  a\tlong\r\n\n name \x1b ") == "a long name ␛"


@given(anything)
@QUICK
def test_a_label_never_breaks_or_acts(text: str) -> None:
    label = one_line(text)
    assert len(label.splitlines()) <= 1
    assert label == harmless(label) == label.strip()
