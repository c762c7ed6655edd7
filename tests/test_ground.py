"""What a terminal says of its ground: every form of the answer, none, and half of one."""

from __future__ import annotations

import os
import pty
import termios
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.ground import KNOWN, QUESTION, asked, is_light, with_ground

MANY = {"TERM": "xterm-256color"}
DEVICE = b"\x1b[?62;22c"


@pytest.fixture
def line() -> Iterator[tuple[int, int]]:
    """The two ends of a terminal: that of who looks at it, and that of the program."""
    outer, inner = pty.openpty()
    yield outer, inner
    os.close(outer)
    os.close(inner)


def answering(outer: int, answer: bytes) -> threading.Thread:
    """Be a terminal that answers once it has been asked."""

    def answer_it() -> None:
        heard = b""
        while QUESTION not in heard:
            heard += os.read(outer, 1024)
        os.write(outer, answer)

    thread = threading.Thread(target=answer_it)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", True),
        (b"\x1b]11;rgb:0000/0000/0000\x07", False),
        (b"\x1b]11;rgb:fd/f6/e3\x1b\\", True),
        (b"\x1b]11;rgba:0000/2b2b/3636/ffff\x07", False),
        (b"\x1b]11;rgb:f/f/f\x07", True),
        (b"\x1b]11;rgb:0000/0000/ffff\x07", False),
        (b"\x1b]11;rgb:0000/ffff/0000\x07", True),
        (b"jj\x1b]11;rgb:eeee/eeee/eeee\x07" + DEVICE, True),
        (b"\x1b]11;rgb:zz/00/00\x07", None),
        (b"\x1b]10;rgb:ffff/ffff/ffff\x07", None),
        (DEVICE, None),
        (b"", None),
    ],
)
def test_an_answer_says_whether_dark_words_are_read_on_the_ground(answer: bytes, light: bool | None) -> None:
    assert is_light(answer) is light


@pytest.mark.parametrize(("colour", "fields"), [(b"ffff/ffff/ffff", "0;15"), (b"0000/0000/0000", "15;0")])
def test_what_the_terminal_says_counts_for_more_than_the_environment(
    line: tuple[int, int], colour: bytes, fields: str
) -> None:
    outer, inner = line
    thread = answering(outer, b"\x1b]11;rgb:" + colour + b"\x1b\\" + DEVICE)
    found = with_ground(MANY | {"COLORFGBG": "7;8"}, inner)
    thread.join()
    assert found == MANY | {"COLORFGBG": fields}


def test_a_terminal_that_does_not_know_is_not_waited_for(line: tuple[int, int]) -> None:
    outer, inner = line
    thread = answering(outer, DEVICE)
    before = termios.tcgetattr(inner)
    # Were it waited for, this would take longer than any test may.
    assert KNOWN.search(asked(inner, patience=60.0)) is not None
    thread.join()
    assert termios.tcgetattr(inner) == before


def test_a_terminal_that_says_nothing_leaves_what_is_known(line: tuple[int, int]) -> None:
    _, inner = line
    before = termios.tcgetattr(inner)
    assert asked(inner, patience=0) == b""
    assert termios.tcgetattr(inner) == before


@pytest.mark.parametrize("environment", [{"TERM": "linux"}, MANY | {"NO_COLOR": "1"}])
def test_nothing_is_asked_where_the_ground_has_no_say(line: tuple[int, int], environment: dict[str, str]) -> None:
    outer, inner = line
    assert with_ground(environment, inner) == environment
    os.set_blocking(outer, False)
    with pytest.raises(BlockingIOError):
        os.read(outer, 1024)


def test_nothing_is_asked_where_there_is_no_terminal() -> None:
    with Path(os.devnull).open("rb") as nothing:
        assert with_ground(MANY, nothing.fileno()) == MANY


def test_a_terminal_that_is_open_for_reading_alone_is_not_asked(line: tuple[int, int]) -> None:
    _, inner = line
    reading = os.open(os.ttyname(inner), os.O_RDONLY | os.O_NOCTTY)
    before = termios.tcgetattr(inner)
    try:
        assert with_ground(MANY, reading) == MANY
    finally:
        os.close(reading)
    assert termios.tcgetattr(inner) == before
