"""Pasted words are never keys, whatever stands in them and however they arrive."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from briefing.reader.wire.pasted import BEGIN, END, SHOWN, Pastes

WORDS = st.text(st.sampled_from("aq:|\x1b[~201O\r\n\t\x00é"), max_size=40).filter(lambda words: END not in words)
CUTS = st.lists(st.integers(1, 9), min_size=1, max_size=9)


def pieces(text: str, sizes: list[int]) -> list[str]:
    """Return a text as it might arrive."""
    found: list[str] = []
    while text:
        size = sizes[len(found) % len(sizes)]
        found.append(text[:size])
        text = text[size:]
    return found


@given(words=WORDS, sizes=CUTS)
def test_whatever_is_pasted_is_one_paste_and_no_key(words: str, sizes: list[int]) -> None:
    # What stands before the end of the paste could make another end together with it.
    words = words.rstrip("\x1b[201~")
    pastes, parser, heard = Pastes(), XTermParser(), []
    for piece in pieces(f"j{BEGIN}{words}{END}k", sizes):
        if text := pastes.arrived(piece):
            heard += [*parser.feed(text)]
    heard += [*parser.tick()]
    keys = [event.key for event in heard if isinstance(event, events.Key)]
    assert keys == ["j", "k"]
    pasted = [event.text for event in heard if isinstance(event, events.Paste)]
    assert pasted in ([], [words.replace("\x1b", SHOWN).replace("\x00", "")])


@given(
    words=st.text(st.sampled_from("aq\x1b[~201O\r"), max_size=40).filter(lambda words: BEGIN not in words), sizes=CUTS
)
def test_what_is_typed_is_handed_on_at_once_as_it_is(words: str, sizes: list[int]) -> None:
    pastes = Pastes()
    for piece in pieces(words, sizes):
        assert pastes.arrived(piece) == piece


def test_textual_leaves_a_paste_at_an_esc_which_is_why_there_is_none_in_it() -> None:
    heard = [*XTermParser().feed(f"{BEGIN}a\x1bq{END}")]
    assert any(isinstance(event, events.Key) for event in heard)
