"""The way out to the terminal: all that is written arrives there, unless it has gone.

Owns whatever the reader writes there. Textual's own thread for writing ends with the first that fails, after which
the reader would stand still for ever, and be deaf to signals: with a terminal that has gone, and with one that takes no
more just now, where some program left it not to be waited for (O_NONBLOCK). Refuses to tell that the terminal has gone:
who reads keys hears of it.
"""

from __future__ import annotations

import os
import select

ENOUGH = 8192
"""Characters that are kept together until they are flushed: what is written at once is few packets on a line."""


class Outlet:
    """Takes what is written, in place of standard error."""

    def __init__(self, descriptor: int) -> None:
        """Take the file descriptor of the terminal."""
        self.descriptor = descriptor
        self.kept: list[str] = []

    def fileno(self) -> int:
        """Return the file descriptor of the terminal."""
        return self.descriptor

    def write(self, text: str) -> int:
        """Write a text, at the latest when it is flushed."""
        self.kept.append(text)
        if sum(map(len, self.kept)) >= ENOUGH:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Write what is kept, and wait until the terminal has taken all of it, or has gone."""
        left = memoryview("".join(self.kept).encode("utf-8", errors="replace"))
        self.kept.clear()
        while left:
            try:
                left = left[os.write(self.descriptor, left) :]
            except BlockingIOError:
                select.select([], [self.descriptor], [])
            except OSError:
                return
