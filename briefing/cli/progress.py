"""A line that says what takes so long.

Owns the line: it appears on standard error once a blink has passed, and is wiped away in the end. Refuses to appear
where nobody watches.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from briefing.display import one_line

BLINK = 0.4
"""Seconds after which somebody begins to wonder."""

LONGEST = 70
"""Characters that fit on one row of the narrowest usual terminal, so that wiping one row wipes all of it."""

WIPE = "\r\x1b[K"


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say `what` is being done while it lasts, if it lasts longer than a blink and somebody watches."""
    terminal = sys.stderr
    if not terminal.isatty():
        yield
        return
    shown = threading.Event()

    def show() -> None:
        shown.set()
        with suppress(OSError, ValueError):
            terminal.write(one_line(f"briefing: {what}")[:LONGEST])
            terminal.flush()

    clock = threading.Timer(BLINK, show)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        clock.join()
        if shown.is_set():
            terminal.write(WIPE)
            terminal.flush()
