"""Signals that end the reader, from before it takes the terminal until it has given it back.

Owns when they are heard: what is told to a reader that is still being set up waits until it is up, because half of it
cannot be taken down again. Refuses to decide what an end consists of: that is for the app.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from textual.app import App

ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
"""Signals after which the terminal must be whole again; the exit status is 128 and their number."""


class Ended(App[None]):
    """An app that ends as the system asks."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.up = False
        self.called = 0
        """The first signal that told it to end; 0 where none has."""
        self.loop: asyncio.AbstractEventLoop | None = None

    @contextmanager
    def heeding(self) -> Iterator[None]:
        """Hear signals, as long as this lasts. Python's own handlers would leave the terminal as it is."""
        before = {number: signal.signal(number, self.hear) for number in ENDINGS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler or signal.SIG_DFL)

    def hear(self, number: int, _frame: FrameType | None) -> None:
        """Take note of a signal, in the middle of whatever is being done."""
        if self.loop is None:
            self.called = self.called or number
            return
        with suppress(RuntimeError):  # the loop is closed: that is the end
            self.loop.call_soon_threadsafe(self.end_by, number)

    def on_load(self) -> None:
        """Have signals heard by the loop from now on."""
        self.loop = asyncio.get_running_loop()

    def on_ready(self) -> None:
        """End, if that was asked for before there was anything to end."""
        self.up = True
        if self.called:
            self.end(self.called)

    def end_by(self, number: int) -> None:
        """Leave because of a signal, at once or as soon as the reader is up."""
        self.called = self.called or number
        if self.up:
            self.end(self.called)

    def end(self, number: int) -> None:
        """Leave with the exit status of a signal."""
        self.exit(return_code=128 + number)
