"""How much may be on its way to a terminal.

Owns the credit: what has been sent and not yet been seen to arrive. Refuses to know clocks and terminals. How full a
queue is here says nothing about a link, for SSH and TCP swallow megabytes; only the far end knows, and it can be asked
(DSR 6, https://vt100.net/docs/vt510-rm/DSR-CPR.html), for it answers in its turn.
"""

from __future__ import annotations

from collections import deque

QUESTION = "\x1b[6n"
"""Asks where the cursor is; the answer comes when everything before it has been read."""

LARGE = 512
"""Bytes after which it is time to ask."""

WINDOW = 2048
"""Bytes that may be on their way: at 32 kB a second, a sixteenth of one."""


UNANSWERED = 64
"""Questions remembered at most: a terminal may answer none of them."""


class Pace:
    """What is on its way to one terminal, as its answers tell; one that has given none yet is not waited for."""

    def __init__(self) -> None:
        self.parts: deque[int] = deque(maxlen=UNANSWERED)
        self.since = 0
        self.heard = False

    def free(self) -> bool:
        """Say whether more may be sent."""
        return not (self.heard and self.parts) or sum(self.parts) + self.since <= WINDOW

    def sent(self, count: int) -> bool:
        """Take note of bytes that are sent, and say whether the question is to go with them."""
        self.since += count
        if self.since <= LARGE:
            return False
        self.parts.append(self.since)
        self.since = 0
        return True

    def answered(self) -> None:
        """Take note of an answer: the terminal has read up to one question, the oldest."""
        self.heard = True
        if self.parts:
            self.parts.popleft()

    def waited(self) -> None:
        """Give up waiting, until the terminal says something again."""
        self.heard = False
        self.parts.clear()
        self.since = 0
