"""Whole sequences of what arrives in pieces, and no reply among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from briefing.reader.wire.sequences import ESC, LONG, PIECES, Pieces
from tests.wire.conftest import REPLIES

WANTED = ("\x1b[12;40R", "\x1b[?2026;2$y", "\x1b[48;40;120;800;960t", "\x1b[I", "\x1b[O", "\x1b[<0;1;1M", "\x1b[201~")
"""What terminals say and Textual's parser hears."""

ALT = ("\x1b]", "\x1bP", "\x1b_", "\x1bj", "\x1b\\")
TYPED = (
    "j",
    "12G",
    "\r",
    "語",
    *ALT,
    *(keys for keys in ANSI_SEQUENCES_KEYS if keys.startswith(ESC) and len(keys) > 1),
)


def through(*chunks: str) -> str:
    """Return what is handed on of what arrives in some chunks, after which nothing more comes."""
    pieces = Pieces()
    return "".join(map(pieces.arrived, chunks)) + pieces.gave_up()


def test_escape_waits_as_long_as_the_user_said():
    pieces = Pieces(0.025)
    assert pieces.arrived(ESC) == ""
    assert pieces.open == ESC
    assert 0.025 <= pieces.patience() < 0.03
    assert Pieces().escape_delay == constants.ESCAPE_DELAY


@pytest.mark.parametrize("begun", ["\x1b[", "\x1b[1", "\x1b[12;", "\x1b[<0;1", "\x1b[?1;"])
def test_a_sequence_that_has_begun_is_waited_for_longer(begun: str):
    pieces = Pieces(0.025)
    assert pieces.arrived(f"j{begun}") == "j"
    assert pieces.patience() == PIECES
    assert pieces.arrived("5R") in (f"{begun}5R", "")
    assert not pieces.open
    assert pieces.patience() < PIECES


@pytest.mark.parametrize("rest", ["[A", "[12;40R", "[1;2A", "OP", "[<0;1;1M", "[?2026;2$y", "[I"])
def test_the_rest_of_a_sequence_whose_escape_was_taken_for_the_key_is_no_keys(rest: str):
    pieces = Pieces()
    pieces.arrived(ESC)
    assert pieces.gave_up() == ESC
    assert pieces.arrived(f"{rest}j") == "j"
    assert pieces.arrived("[A") == "[A"


@pytest.mark.parametrize("typed", ["[", "]", "j", "O", "12G", "[j"])
def test_what_a_hand_types_after_escape_is_heard(typed: str):
    pieces = Pieces()
    pieces.arrived(ESC)
    pieces.gave_up()
    assert pieces.arrived(typed) == typed


@pytest.mark.parametrize("reply", REPLIES)
def test_no_reply_is_handed_on(reply: str):
    assert through(reply) == ""
    for at in range(1, len(reply)):
        assert through(f"j{reply[:at]}", f"{reply[at:]}k") == "jk"
    assert through(*f"j{reply}k{reply}") == "jk"


@pytest.mark.parametrize("reply", [reply for reply in REPLIES if reply[1] != "["])
def test_half_a_reply_is_never_keys(reply: str):
    assert through(f"j{reply[:6]}") == "j"


@pytest.mark.parametrize("begun", ["\x1b[1", "\x1b[12;", "\x1b[<0;1", "\x1b[?1;"])
def test_half_a_key_is_never_keys(begun: str):
    assert through(f"j{begun}") == "j"


@pytest.mark.parametrize("size", ["0;0;0;0", "24;0;480;0", "0;80;0;0", "00:1;80;1;1", "24:2;0:2;1;1"])
def test_a_window_of_no_size_is_not_drawn_in(size: str):
    assert through(f"j\x1b[48;{size}tk") == "jk"


@pytest.mark.parametrize("size", ["24;80;0;0", "10;100;160;800", "24:1;80:0;0;0"])
def test_the_size_of_a_window_is_heard(size: str):
    assert through(f"j\x1b[48;{size}tk") == f"j\x1b[48;{size}tk"


UNKNOWN = {
    "Alt+F5": "\x1b[15;3~", "Shift+Insert": "\x1b[2;2~", "Alt+F1": "\x1b[1;3P", "Shift+F3": "\x1b[13;2~",
    "Ctrl and 5 of the number pad": "\x1b[1;5E", "Meta+Shift+Up": "\x1b[1;10A", "Ctrl+Enter": "\x1b[27;5;13~",
    "Ctrl+C": "\x1b[99;5u",
}  # fmt: skip
"""Keys that Textual's parser knows by no table, the last two as they come where a program has left modes behind."""


@pytest.mark.parametrize("key", UNKNOWN.values(), ids=UNKNOWN)
def test_a_key_that_nobody_knows_is_no_others(key: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)
    assert key not in ANSI_SEQUENCES_KEYS
    assert through(f"j{key}k{key}") == "jk"
    for at in range(2, len(key)):
        assert through(f"j{key[:at]}", f"{key[at:]}k") == "jk"


def test_where_the_parser_knows_keys_by_rule_they_are_left_to_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", False)
    assert through("\x1b[99;5u") == "\x1b[99;5u"
    assert [event.key for event in XTermParser().feed("\x1b[99;5u") if isinstance(event, events.Key)] == ["ctrl+c"]


def test_a_control_string_that_breaks_off_ends_with_what_comes_next():
    assert through("\x1b]11;rgb:ff", "\x1b[A") == "\x1b[A"
    assert through("\x1b]11;rgb:ff\x1b", "[A") == "\x1b[A"


def test_nothing_is_kept_of_a_long_control_string():
    pieces = Pieces()
    for _ in range(100):
        assert pieces.arrived("\x1b]52;c;" if not pieces.open else "A" * 100) == ""
        assert len(pieces.open) <= LONG + 100
    assert pieces.arrived("\x1b") == ""
    assert pieces.arrived("\\q") == "q"


@pytest.mark.parametrize("words", [*TYPED, *WANTED])
def test_what_is_typed_and_what_is_wanted_is_handed_on_as_it_came(words: str):
    assert through(words) == words
    for at in range(1, len(words)):
        assert through(words[:at], words[at:]) == words


@given(st.lists(st.sampled_from((*TYPED, *WANTED, *REPLIES)), max_size=6), st.integers(1, 9))
def test_it_does_not_matter_in_which_pieces_things_arrive(said: list[str], size: int):
    whole = "".join(said)
    assert through(*(whole[at : at + size] for at in range(0, len(whole), size))) == through(whole)
