"""The ground of a terminal, asked of the terminal itself.

Owns the question and what an answer means. A question that every terminal answers goes behind it, so that one which
does not know the first is not waited for. Refuses to ask unless somebody wants that: on a slow line the first picture
waits for the answer, and what is typed meanwhile is lost.
"""

from __future__ import annotations

import os
import re
import select
import signal
import termios
import time
import tty
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from briefing.terminals import AUTO, DARK, LIGHT, theme_for

QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
"""What colour the ground is (xterm's OSC 11), and what terminal this is (DA1), which is answered in any case."""

KNOWN = re.compile(rb"\x1b\[\?[0-9;]*c")
ANSWER = re.compile(rb"\x1b\]11;rgba?:([0-9A-Fa-f]{1,4})/([0-9A-Fa-f]{1,4})/([0-9A-Fa-f]{1,4})")

PATIENCE = 1.0
"""Seconds that a first picture waits at most for an answer from afar."""

ENOUGH = 4096
"""Bytes after which what comes is no answer any more."""

WEIGHTS = (0.2126, 0.7152, 0.0722)
MIDDLE = 0.18
"""The shares of red, green and blue in the luminance of a colour, and the luminance of middle grey (WCAG 2, sRGB)."""


def with_ground(environment: Mapping[str, str], terminal: int = 0) -> Mapping[str, str]:
    """Return the environment with what a terminal, a file descriptor, says of its ground in place of COLORFGBG.

    Nothing is asked where the ground has no say: without colours, with few of them, and where that is no terminal.
    """
    if theme_for(AUTO, environment) not in (DARK, LIGHT) or not os.isatty(terminal):
        return environment
    light = is_light(asked(terminal))
    return environment if light is None else {**environment, "COLORFGBG": "0;15" if light else "15;0"}


def is_light(answer: bytes) -> bool | None:
    """Say whether dark words are read on the ground that an answer tells; None where it tells none."""
    found = ANSWER.search(answer)
    if found is None:
        return None
    shares = (int(digits, 16) / (16 ** len(digits) - 1) for digits in found.groups())
    return sum(weight * _linear(share) for weight, share in zip(WEIGHTS, shares, strict=True)) > MIDDLE


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def asked(terminal: int, patience: float = PATIENCE) -> bytes:
    """Ask a terminal, and return all that comes until it has answered or is waited for no longer.

    Nothing comes of one that cannot be asked.
    """
    before = termios.tcgetattr(terminal)
    with _unwinding():
        try:
            # Neither shown nor kept for a whole line; Ctrl+C still interrupts.
            tty.setcbreak(terminal, termios.TCSANOW)
            os.write(terminal, QUESTION)
            return _answer(terminal, time.monotonic() + patience)
        except OSError:
            # Whoever started the reader may have opened the terminal for reading alone, as `xargs -o` does.
            return b""
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)


@contextmanager
def _unwinding() -> Iterator[None]:
    """Have signals end the program as Ctrl+C does, with the terminal as it was."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _answer(terminal: int, until: float) -> bytes:
    answer = b""
    while not KNOWN.search(answer) and len(answer) < ENOUGH:
        wait = until - time.monotonic()
        if wait <= 0 or not select.select([terminal], [], [], wait)[0]:
            break
        received = os.read(terminal, 1024)
        if not received:
            break
        answer += received
    return answer
