"""Textual's driver for Unix terminals, with a reader of keys that loses nothing and waits for nothing.

Owns three hooks. With `run_input_thread` quitting does not wait for the next look at the keyboard (Textual's own looks
ten times a second), Esc is known after ESCDELAY and not at the next look, and neither a sequence that arrives in pieces
over a bad line nor a reply that nobody waits for becomes keys; with `_file` all that is written goes through `outlet`;
with `_sigcont_application` a pause that nobody announced leaves the terminal as it was before the reader. Leaves no
answer behind for the shell either: on leaving it waits a moment for those that are due. Refuses to know what keys mean:
that is Textual's parser.
"""

from __future__ import annotations

import asyncio
import codecs
import os
import re
import selectors
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from briefing.reader.wire.outlet import Outlet
from briefing.reader.wire.pace import QUESTION, UNANSWERED
from briefing.reader.wire.pasted import Pastes
from briefing.reader.wire.sequences import ESC, Pieces

LAST_WORDS = 0.25
"""Seconds that leaving waits at least for an answer that is due: it would stand on the shell's command line."""

PATIENCE = 3.0
"""Seconds that it waits at most, where answers have taken long."""


class HungUp(Message):
    """The terminal has gone. The kernel says so with a signal, but only of one that controls the process."""


def read(text: str, parser: XTermParser) -> Iterator[Message]:
    """Yield what comes of whole sequences.

    Alt with a letter, of which the parser waits for more, is over where something else begins: it would make `^` of it.
    """
    for part in re.split(rf"(?={ESC})", text):
        if parser._timeout_time is not None:
            parser._timeout_time = 0.0
            yield from parser.tick()
        if part:
            yield from parser.feed(part)


def taken_as_it_is(begun: str, parser: XTermParser) -> Iterable[Message]:
    """Return what comes of a sequence whose rest has not come in time."""
    if begun == ESC:
        # The parser would wait for more of it once again.
        return [events.Key("escape", ESC)]
    return parser.feed(begun) if begun else parser.tick()


def driver_for(chosen: type[Driver]) -> type[Driver]:
    """Return the driver to use where Textual chose one: its own where that is not the one for Unix terminals."""
    return ReaderDriver if chosen is LinuxDriver else chosen


class ReaderDriver(LinuxDriver):
    """Reads keys as they come, and stops at once."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self._file is not None:
            self._file = Outlet(self._file.fileno())  # type: ignore[assignment]
        self.alarm: tuple[int, int] | None = None
        self.modes: list[Any] | None = None
        """The terminal's own, as they were when it was taken; None while it is not."""
        self.left = False
        """Whether the terminal was given back for good."""
        self.due: deque[float] = deque(maxlen=UNANSWERED)
        """When the questions were asked whose answers are due, in seconds of the clock that only goes on."""
        self.lag = 0.0
        """Seconds that the last answer took."""
        self.answers = False

    def write(self, data: str) -> None:
        """Write, and take note of the answers that are due."""
        self.due.extend([time.monotonic()] * data.count(QUESTION))
        super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal, with a way to call off the reading of keys."""
        # SIGCONT starts it once more, after a pause or with the hangup of a line: one reader of keys is enough.
        self.disable_input()
        before = self.modes
        self.due.clear()
        self.alarm = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # Taken twice, it is not to be left as the reader has it.
        self.modes = self.attrs_before = before or self.attrs_before

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.left = True
        if self._mouse_pixels:
            # Textual asks for it where the terminal tells its size unasked, and leaves it.
            self.write("\x1b[?1016l")
        super().stop_application_mode()
        self.modes = None

    def suspend_application_mode(self) -> None:
        """Give the terminal back for a while."""
        super().suspend_application_mode()
        self.left = False

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a pause."""
        if self.left:
            # With the hangup of a line it comes when all is over, too: nobody would end the reader once more.
            return
        if self.modes is None:
            super()._sigcont_application()
        else:
            # Stopped by a signal that nobody can hear, which may have come in the middle of writing.
            asyncio.get_running_loop().call_soon_threadsafe(self.take_again)

    def take_again(self) -> None:
        """Take a terminal that was never given back, and that somebody else has used meanwhile."""
        if self.modes is not None:
            self.close()
            self.start_application_mode()

    def disable_input(self) -> None:
        """Stop reading keys, now."""
        if self.alarm is None:
            return
        os.write(self.alarm[1], b".")
        super().disable_input()
        for end in self.alarm:
            os.close(end)
        self.alarm = None

    def run_input_thread(self) -> None:
        """Read keys until called off."""
        if self.alarm is None:
            return
        called_off = self.alarm[0]
        parser, pieces, pastes = XTermParser(self._debug), Pieces(), Pastes()
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(called_off, selectors.EVENT_READ)
            until: float | None = None
            while until is None or (self.answers and self.due and time.monotonic() < until):
                # The parser, too, may wait for more of something that it does not know.
                waiting = pieces.open or parser._timeout_time is not None
                open_end = pieces.patience() if waiting else None
                patience = open_end if until is None else max(until - time.monotonic(), 0)
                ready = {key.fd for key, _ in selector.select(patience)}
                if called_off in ready:
                    selector.unregister(called_off)
                    until = time.monotonic() + self.last_words()
                if self.fileno in ready:
                    received = self.read_keyboard()
                    if received is None:
                        continue
                    if not received:
                        selector.unregister(self.fileno)
                        if until is None:
                            self.process_message(HungUp())
                        continue
                    text = pieces.arrived(pastes.arrived(decode(received)))
                    if not text:
                        # Half of something, or a reply. To the parser nothing would be the end of all.
                        continue
                    try:
                        self.hand_on(read(text, parser))
                    except (ValueError, ArithmeticError):
                        # A stray reply that Textual's parser falls over is not worth the session.
                        parser, pieces = XTermParser(self._debug), Pieces()
                elif not ready and until is None:
                    self.hand_on(taken_as_it_is(pieces.gave_up(), parser))

    def read_keyboard(self) -> bytes | None:
        """Return what has come from the keyboard: nothing once the terminal has gone, None for none."""
        try:
            return os.read(self.fileno, 4096)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def last_words(self) -> float:
        """Return the seconds that leaving waits for an answer: twice what the last one took, on a line that is slow."""
        return min(max(LAST_WORDS, 2 * self.lag), PATIENCE)

    def answered(self, now: float) -> None:
        """Take note of an answer."""
        self.answers = True
        while len(self.due) > 1 and now - self.due[0] > PATIENCE:
            # Lost on its way, or with what was typed while another program had the terminal.
            self.due.popleft()
        if self.due:
            self.lag = now - self.due.popleft()

    def hand_on(self, messages: Iterable[Message]) -> None:
        """Give the app what was read."""
        for message in messages:
            if isinstance(message, events.CursorPosition):
                self.answered(time.monotonic())
            self.process_message(message)
