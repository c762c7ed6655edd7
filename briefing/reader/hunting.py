"""Searches by a process, heard by the loop of events: one at a time, begun once keys pause, ended at once.

Owns when a search begins and ends, and that no process is left behind. Refuses to know what is looked for and what
becomes of it: who hunts is told of every batch.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

from briefing.errors import BriefingError
from briefing.seeking import Batch, Progress, Seek

PAUSE = 0.1
"""Seconds without a letter after which a process is started: not one for every letter of a word."""


class Hunter:
    """Looks for one thing at a time."""

    def __init__(self, owner: MessagePump, heard: Callable[[Batch], None]) -> None:
        """Take who owns the timer, and what is to be told of every batch."""
        self.owner = owner
        self.heard = heard
        self.seek: Seek | None = None
        self.waiting: Timer | None = None

    @property
    def busy(self) -> bool:
        """Say whether something is being looked for, or about to be."""
        return self.seek is not None or self.waiting is not None

    def soon(self, begin: Callable[[], Seek], pause: float = PAUSE) -> None:
        """Give up what is being looked for, and begin something else when there was nothing new for a moment."""
        self.stop()
        self.waiting = self.owner.set_timer(pause, lambda: self.begin(begin))

    def begin(self, begin: Callable[[], Seek]) -> None:
        """Give up what is being looked for, and begin something else now."""
        self.stop()
        try:
            self.seek = begin()
        except BriefingError as error:
            self.heard(Batch((), Progress(0, done=True, trouble=error.brief)))
            return
        asyncio.get_running_loop().add_reader(self.seek.fileno(), self.hear)

    def hear(self) -> None:
        """Pass on what has been found since."""
        seek = self.seek
        if seek is None:
            return
        descriptor = seek.fileno()
        batch = seek.poll()
        if batch.progress.done:
            asyncio.get_running_loop().remove_reader(descriptor)
            self.seek = None
        self.heard(batch)

    def stop(self) -> None:
        """Look no further: a process is killed, whatever it is about. Nobody is told."""
        if self.waiting is not None:
            self.waiting.stop()
            self.waiting = None
        if self.seek is not None:
            asyncio.get_running_loop().remove_reader(self.seek.fileno())
            self.seek.cancel()
            self.seek = None
