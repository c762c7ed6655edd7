"""Textual's driver for Unix terminals, with a reader of keys that loses nothing and waits for nothing.

Owns one hook, `run_input_thread` and with it three things: quitting does not wait for the next look at the keyboard
(Textual's own looks ten times a second), Esc is known after ESCDELAY and not at the next look, and a sequence that
arrives in pieces over a bad line does not become keys. Leaves no answer behind for the shell either: on leaving it
waits a moment for those that are due. Refuses to know what keys mean: that is Textual's parser.
"""

from __future__ import annotations

import codecs
import os
import re
import selectors
import time
from collections.abc import Iterable
from typing import Any

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from briefing.reader.wire.pace import QUESTION
from briefing.reader.wire.pasted import Pastes

PIECES = 1.0
"""Seconds within which the rest of a sequence is waited for. Nobody types one by hand."""

TOLERANCE = 0.002
"""Seconds by which a wait may end too early for the parser's own clock."""

LAST_WORDS = 0.25
"""Seconds that leaving waits for an answer that is due: it would stand on the shell's command line."""

ORPHAN = re.compile(r"\[(?:\d|[?<>=])[0-9;:?$]*[A-Za-z~]|\[[A-DHFIO]|O[A-DHFPQRS]")
"""The rest of a sequence whose Esc was taken for the key: no hand types that at once."""


class Pieces:
    """What has arrived of a sequence. Knows how long its rest is worth waiting for, and what came too late."""

    def __init__(self, escape_delay: float = constants.ESCAPE_DELAY) -> None:
        self.escape_delay = escape_delay
        self.open = ""
        self.lost = False

    def patience(self) -> float:
        """Return the seconds to wait for more before what is there is taken as it is."""
        return PIECES if len(self.open) > 1 else self.escape_delay + TOLERANCE

    def arrived(self, text: str) -> str:
        """Take note of what arrived, and return what of it is to be read as keys."""
        if self.lost and not self.open:
            text = ORPHAN.sub("", text, count=1) if ORPHAN.match(text) else text
        self.lost = False
        whole = self.open + text
        last = whole[whole.rfind("\x1b") :] if "\x1b" in whole else ""
        self.open = last if last and unfinished(last) else ""
        return text

    def gave_up(self) -> None:
        """Take note that what is open is taken as it is."""
        self.lost, self.open = self.open == "\x1b", ""


def unfinished(sequence: str) -> bool:
    """Say whether more belongs to what begins with Esc (ECMA-48, 5.4: parameters, intermediates, a final)."""
    return re.fullmatch(r"\x1b(?:O|\[[0-?]*[ -/]*)?", sequence) is not None


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
                # Only the parser knows whether it waits for more of something.
                open_end = pieces.patience() if parser._timeout_time is not None else None
                patience = open_end if until is None else max(until - time.monotonic(), 0)
                ready = {key.fd for key, _ in selector.select(patience)}
                if called_off in ready:
                    selector.unregister(called_off)
                    until = time.monotonic() + LAST_WORDS
                if self.fileno in ready:
                    received = os.read(self.fileno, 4096)
                    if not received:
                        selector.unregister(self.fileno)
                        continue
                    text = pieces.arrived(pastes.arrived(decode(received)))
                    if not text:
                        # Half a letter, or half the end of a paste. To the parser nothing would be the end of all.
                        continue
                    try:
                        self.hand_on(parser.feed(text))
                    except ValueError:
                        # A stray reply that Textual's parser falls over is not worth the session.
                        parser, pieces = XTermParser(self._debug), Pieces()
                elif not ready and until is None:
                    pieces.gave_up()
                    self.hand_on(parser.tick())

    def hand_on(self, messages: Iterable[Message]) -> None:
        """Give the app what was read."""
        for message in messages:
            if isinstance(message, events.CursorPosition):
                self.due, self.answers = max(self.due - 1, 0), True
            self.process_message(message)
