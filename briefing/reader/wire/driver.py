"""Textual's driver for Unix terminals, with a reader of keys that loses nothing and waits for nothing.

Owns one hook, `run_input_thread` and with it three things: quitting does not wait for the next look at the keyboard
(Textual's own looks ten times a second), Esc is known after ESCDELAY and not at the next look, and neither a sequence
that arrives in pieces over a bad line nor a reply that nobody waits for becomes keys. Leaves no answer behind for the
shell either: on leaving it waits a moment for those that are due. Refuses to know what keys mean: that is Textual's
parser.
"""

from __future__ import annotations

import codecs
import os
import selectors
import time
from collections.abc import Iterable
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from briefing.reader.wire.pace import QUESTION
from briefing.reader.wire.pasted import Pastes
from briefing.reader.wire.sequences import ESC, Pieces

LAST_WORDS = 0.25
"""Seconds that leaving waits for an answer that is due: it would stand on the shell's command line."""


class HungUp(Message):
    """The terminal has gone. The kernel says so with a signal, but only of one that controls the process."""


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
        self.alarm: tuple[int, int] | None = None
        self.due = 0
        self.answers = False

    def write(self, data: str) -> None:
        """Write, and count the answers that are due."""
        self.due += data.count(QUESTION)
        super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal, with a way to call off the reading of keys."""
        # SIGCONT starts it once more, after a pause or with the hangup of a line: one reader of keys is enough.
        self.disable_input()
        self.alarm = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]

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
        parser, pieces = XTermParser(self._debug), Pieces()
        pastes = Pastes()
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(called_off, selectors.EVENT_READ)
            until: float | None = None
            while until is None or (self.answers and self.due > 0 and time.monotonic() < until):
                # The parser, too, may wait for more of something that it does not know.
                waiting = pieces.open or parser._timeout_time is not None
                open_end = pieces.patience() if waiting else None
                patience = open_end if until is None else max(until - time.monotonic(), 0)
                ready = {key.fd for key, _ in selector.select(patience)}
                if called_off in ready:
                    selector.unregister(called_off)
                    until = time.monotonic() + LAST_WORDS
                if self.fileno in ready:
                    received = self.read_keyboard()
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
                        self.hand_on(parser.feed(text))
                    except ValueError:
                        # A stray reply that Textual's parser falls over is not worth the session.
                        parser, pieces = XTermParser(self._debug), Pieces()
                elif not ready and until is None:
                    self.hand_on(taken_as_it_is(pieces.gave_up(), parser))

    def read_keyboard(self) -> bytes:
        """Return what has come from the keyboard, and nothing once the terminal has gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def hand_on(self, messages: Iterable[Message]) -> None:
        """Give the app what was read."""
        for message in messages:
            if isinstance(message, events.CursorPosition):
                self.due, self.answers = max(self.due - 1, 0), True
            self.process_message(message)
