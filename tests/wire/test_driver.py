"""Keys arrive whole, at once, and nothing else arrives as a key."""

from __future__ import annotations

import errno
import inspect
import os
from collections import deque
from collections.abc import Iterator

import pytest
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from briefing.reader.wire import driver
from briefing.reader.wire.driver import HungUp, ReaderDriver, driver_for
from briefing.reader.wire.pace import QUESTION
from tests.wire.conftest import REPLIES

ESC = "\x1b"


def test_the_hooks_have_the_shape_that_is_relied_on():
    assert list(inspect.signature(LinuxDriver.run_input_thread).parameters) == ["self"]
    assert list(inspect.signature(LinuxDriver.disable_input).parameters) == ["self"]
    assert "self.run_input_thread()" in inspect.getsource(LinuxDriver._run_input_thread)
    assert "self._key_thread.join()" in inspect.getsource(LinuxDriver.disable_input)
    assert "self.disable_input()" in inspect.getsource(LinuxDriver.stop_application_mode)
    assert "signal.SIGCONT, self._sigcont_application" in inspect.getsource(LinuxDriver.__init__)
    assert "self.resume_application_mode()" in inspect.getsource(LinuxDriver._sigcont_application)
    assert "self.stop_application_mode()" in inspect.getsource(LinuxDriver.suspend_application_mode)
    assert "self._file = sys.__stderr__" in inspect.getsource(LinuxDriver.__init__)
    taking = inspect.getsource(LinuxDriver.start_application_mode)
    assert "WriterThread(self._file)" in taking
    assert "self.attrs_before = termios.tcgetattr(self.fileno)" in taking
    assert "self._mouse_pixels = True" in inspect.getsource(LinuxDriver._enable_mouse_pixels)
    parser = XTermParser(False)
    assert parser._timeout_time is None
    assert [*parser.feed(ESC)] == []
    assert parser._timeout_time is not None


def test_only_the_driver_that_is_extended_is_replaced():
    assert driver_for(LinuxDriver) is ReaderDriver
    assert driver_for(HeadlessDriver) is HeadlessDriver


class Keyboard(ReaderDriver):
    """The driver with a pipe for a keyboard, and nobody who hears of the keys."""

    def __init__(self) -> None:
        self._debug = False
        self.fileno, self.hand = os.pipe()
        self.alarm = os.pipe()
        self.due: deque[float] = deque()
        self.lag = 0.0
        self.answers = False
        self.heard: list[Message] = []

    def process_message(self, message: Message) -> None:
        self.heard.append(message)
        if isinstance(message, events.Key) and message.key == "q" and self.alarm:
            os.write(self.alarm[1], b".")

    @property
    def keys(self) -> list[str]:
        return [message.key for message in self.heard if isinstance(message, events.Key)]


@pytest.fixture
def keyboard() -> Iterator[Keyboard]:
    made = Keyboard()
    yield made
    for end in (made.fileno, made.hand, *(made.alarm or ())):
        os.close(end)


def test_keys_are_read_until_it_is_called_off(keyboard: Keyboard):
    os.write(keyboard.hand, "jé\x1b[A\x1b[5;5Rq".encode())
    keyboard.run_input_thread()
    assert keyboard.keys == ["j", "é", "up", "q"]
    assert any(isinstance(message, events.CursorPosition) for message in keyboard.heard)


@pytest.mark.parametrize("broken", [False, True])
def test_a_terminal_that_has_gone_is_told_of_once(keyboard: Keyboard, broken: bool):
    def read(_end: int, _most: int) -> bytes:
        if broken:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return b""

    def told(message: Message) -> None:
        keyboard.heard.append(message)
        assert keyboard.alarm
        os.write(keyboard.alarm[1], b".")

    os.write(keyboard.hand, b"j")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefing.reader.wire.driver.os.read", read)
        patch.setattr(keyboard, "process_message", told)
        keyboard.run_input_thread()
    assert [type(message) for message in keyboard.heard] == [HungUp]


def test_a_reply_that_the_parser_falls_over_is_left_out(keyboard: Keyboard):
    reply, read = b"\x1b[:282A", os.read
    os.write(keyboard.hand, reply + b"jq")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "read", lambda descriptor, _count: read(descriptor, len(reply)))
        keyboard.run_input_thread()
    assert keyboard.keys == ["j", "q"]


@pytest.mark.parametrize("at_once", [1, 4096])
def test_alt_with_a_letter_is_one_key_whatever_follows(keyboard: Keyboard, at_once: int):
    read = os.read
    os.write(keyboard.hand, b"\x1bx\x1b[5;5R\x1bjk\x1b\x1b[Aq")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "read", lambda descriptor, _count: read(descriptor, at_once))
        keyboard.run_input_thread()
    assert keyboard.keys == ["alt+x", "alt+j", "k", "escape", "up", "q"]


SEQUENCES = [
    keys for keys in ANSI_SEQUENCES_KEYS if len(keys) > 2 and keys.startswith(ESC) and not keys.startswith(ESC + ESC)
]


def test_it_does_not_matter_in_which_pieces_a_key_arrives(keyboard: Keyboard):
    read, heard = os.read, list[list[str]]()
    for at_once in (4096, 1):
        for sequence in (*SEQUENCES, "\x1b[M !!"):
            os.write(keyboard.hand, f"{sequence}q".encode())
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(os, "read", lambda descriptor, _count, most=at_once: read(descriptor, most))
                keyboard.run_input_thread()
            assert keyboard.alarm
            read(keyboard.alarm[0], 1)
            heard.append(keyboard.keys)
            keyboard.heard.clear()
    whole, apart = heard[: len(heard) // 2], heard[len(heard) // 2 :]
    assert all(keys[-1] == "q" for keys in whole)
    assert whole == apart


def test_a_size_without_pixels_does_not_end_the_reader_at_the_next_click(keyboard: Keyboard):
    said = [b"\x1b[48;24;80;0;0t", b"\x1b[<0;5;5M", b"jq"]
    with pytest.MonkeyPatch.context() as patch:
        os.write(keyboard.hand, b".")
        patch.setattr(keyboard, "read_keyboard", lambda: said.pop(0) if said else None)
        keyboard.run_input_thread()
    assert keyboard.keys == ["j", "q"]


def test_a_keyboard_that_somebody_else_has_read_from_has_not_gone(keyboard: Keyboard):
    os.set_blocking(keyboard.fileno, False)
    assert keyboard.read_keyboard() is None
    os.write(keyboard.hand, b"j")
    assert keyboard.read_keyboard() == b"j"


def test_a_letter_whose_bytes_arrive_apart_is_one_key_and_not_the_last(keyboard: Keyboard):
    read = os.read
    os.write(keyboard.hand, "é語q".encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "read", lambda descriptor, _count: read(descriptor, 1))
        keyboard.run_input_thread()
    assert keyboard.keys == ["é", "語", "q"]


@pytest.mark.parametrize("at_once", [1, 4096])
def test_what_stands_behind_an_esc_in_pasted_words_is_no_key(keyboard: Keyboard, at_once: int):
    read = os.read
    os.write(keyboard.hand, b"\x1b[200~a\x1b|rm\r\x1b[201~q")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "read", lambda descriptor, _count: read(descriptor, at_once))
        keyboard.run_input_thread()
    assert keyboard.keys == ["q"]
    assert [heard.text for heard in keyboard.heard if isinstance(heard, events.Paste)] == ["a␛|rm\r"]


@pytest.mark.parametrize("at_once", [1, 7, 4096])
@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_that_nobody_waits_for_is_no_key(keyboard: Keyboard, reply: str, at_once: int):
    read = os.read
    os.write(keyboard.hand, f"j{reply}k{reply}{reply}q".encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "read", lambda descriptor, _count: read(descriptor, at_once))
        keyboard.run_input_thread()
    assert keyboard.keys == ["j", "k", "q"]


def test_escape_alone_is_a_key(keyboard: Keyboard):
    os.write(keyboard.hand, ESC.encode())
    heard = keyboard.hand_on

    def hand_on(messages: object) -> None:
        heard(messages)  # type: ignore[arg-type]
        if keyboard.keys and keyboard.alarm:
            os.write(keyboard.alarm[1], b".")

    keyboard.hand_on = hand_on  # type: ignore[method-assign]
    keyboard.run_input_thread()
    assert keyboard.keys == ["escape"]


def test_leaving_waits_for_an_answer_that_is_due(keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(driver, "LAST_WORDS", 1000.0)
    monkeypatch.setattr(driver, "PATIENCE", 1000.0)
    monkeypatch.setattr(LinuxDriver, "write", lambda self, data: None)
    keyboard.write(f"words{QUESTION}")
    keyboard.answers = True
    assert len(keyboard.due) == 1
    assert keyboard.alarm is not None
    os.write(keyboard.alarm[1], b".")
    os.write(keyboard.hand, b"\x1b[7;9R")
    keyboard.run_input_thread()
    assert not keyboard.due


def test_leaving_does_not_wait_for_one_for_ever(keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(driver, "LAST_WORDS", 0.0)
    keyboard.answers = True
    keyboard.due.append(0.0)
    assert keyboard.alarm is not None
    os.write(keyboard.alarm[1], b".")
    keyboard.run_input_thread()
    assert keyboard.keys == []


def test_leaving_waits_for_nothing_from_a_terminal_that_never_answered(
    keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(driver, "LAST_WORDS", 1000.0)
    monkeypatch.setattr(driver, "PATIENCE", 1000.0)
    keyboard.due.append(0.0)
    assert keyboard.alarm is not None
    os.write(keyboard.alarm[1], b".")
    keyboard.run_input_thread()
    assert keyboard.due


def test_leaving_waits_longer_where_answers_take_longer(keyboard: Keyboard):
    assert keyboard.last_words() == driver.LAST_WORDS
    keyboard.due.extend([100.0, 100.25])
    keyboard.answered(100.5)
    assert keyboard.last_words() == 1.0
    keyboard.answered(100.25 + driver.PATIENCE)
    assert keyboard.last_words() == driver.PATIENCE
    keyboard.answered(200.0)
    assert keyboard.last_words() == driver.PATIENCE, "nothing was asked"


def test_an_answer_that_was_lost_makes_no_slow_line(keyboard: Keyboard):
    keyboard.due.extend([100.0, 200.0])
    keyboard.answered(200.125)
    assert not keyboard.due
    assert keyboard.last_words() == driver.LAST_WORDS


def test_a_keyboard_that_is_gone_is_not_asked_again(keyboard: Keyboard):
    os.close(keyboard.hand)
    keyboard.hand = os.open(os.devnull, os.O_RDONLY)
    assert keyboard.alarm is not None
    os.write(keyboard.alarm[1], b".")
    keyboard.run_input_thread()
    assert keyboard.heard == []


def test_a_driver_that_never_took_the_terminal_reads_nothing(keyboard: Keyboard):
    for end in keyboard.alarm or ():
        os.close(end)
    keyboard.alarm = None
    keyboard.run_input_thread()
    assert keyboard.heard == []
