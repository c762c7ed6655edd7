"""Programs that the reader runs for its user: a pager, an editor, whatever takes words to a clipboard.

Owns the one place where the reader starts a program of somebody else's, and how the terminal is handed over and taken
back whole. Refuses to decide whether one may be run, which is for `permits`, and to make a command line out of words of
a dossier: what is run is the user's own, and words go to its standard input.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
import tty
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import IO, TYPE_CHECKING

from textual.app import SuspendNotSupported

from briefing.errors import BriefingError
from briefing.permits import Act, Permits

if TYPE_CHECKING:
    from briefing.reader.app import BriefingApp

LEADING_OUT = (signal.SIGTERM, signal.SIGHUP)
"""Signals that end the reader, whatever runs in front of it."""

IN_FRONT = (signal.SIGINT, signal.SIGQUIT)
"""Signals that a key sends, to all that have the terminal, and that are for the program in front."""

Stream = int | IO[bytes] | None


class Called(Exception):  # noqa: N818 - it is no error to be called away
    """The reader was told to end while something else had the terminal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def start(
    permits: Permits,
    argv: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    stdin: Stream = None,
    output: Stream = None,
) -> subprocess.Popen[bytes]:
    """Start a program of the user's, if that is permitted, and nothing else does. Raises BriefingError.

    A stream that is None is the reader's own; `output` is where both of what it prints and of what it complains goes.
    """
    permits.require(Act.RUN)
    try:
        return subprocess.Popen(argv, stdin=stdin, stdout=output, stderr=output, env=environment)
    except (OSError, ValueError) as error:
        raise BriefingError(f"{argv[0]!r} cannot be run: {getattr(error, 'strerror', None) or error}") from error


def run_aside(
    app: BriefingApp,
    argv: Sequence[str],
    stdin: str | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    pause: str = "",
) -> int:
    """Give a program the terminal until it ends, and return its exit status. Raises BriefingError where none can run.

    Words for its standard input come in `stdin`; without them it has the keyboard. Where there is something to `pause`
    for, it is said at the end, and the reader comes back with the next key.
    """
    app.permits.require(Act.RUN)
    called: Called | None = None
    status = 0
    with lent(app):
        program = start(app.permits, argv, environment, stdin=None if stdin is None else subprocess.PIPE)
        try:
            with answering():
                program.communicate(None if stdin is None else stdin.encode("utf-8", errors="replace"))
                if pause:
                    wait_for_key(pause)
        except Called as heard:
            called = heard
            program.terminate()
        status = program.wait()
    if called:
        app.end_by(called.number)
    return status


def print_aside(app: BriefingApp, words: str, pause: str) -> None:
    """Print words on the terminal as it was before the reader, until a key is pressed. Raises BriefingError."""
    try:
        with lent(app), answering():
            sys.stdout.write(words)
            sys.stdout.flush()
            wait_for_key(pause)
    except Called as called:
        app.end_by(called.number)


@contextmanager
def lent(app: BriefingApp) -> Iterator[None]:
    """Lend the terminal, in the state and with the title it had before the reader. Raises BriefingError."""
    if app.title_bar:
        app.title_bar.restore()
    failed: BaseException | None = None
    try:
        with app.suspend():
            kept = _modes()
            try:
                yield
            except BaseException as error:
                # Textual takes the terminal back only from who comes out in good order.
                failed = error
            if kept:
                # A program that was killed leaves the terminal as it used it.
                with suppress(termios.error, OSError, ValueError):
                    termios.tcsetattr(_keyboard(), termios.TCSADRAIN, kept)
    except SuspendNotSupported as error:
        raise BriefingError("this terminal cannot be lent to a program") from error
    finally:
        app.show_title()
    if failed:
        raise failed


@contextmanager
def answering() -> Iterator[None]:
    """Hear signals as somebody who waits: those of keys are for the program in front."""

    def call(number: int, _frame: FrameType | None) -> None:
        raise Called(number)

    before = {number: signal.signal(number, call) for number in LEADING_OUT}
    # Not ignored: that would be inherited.
    before |= {number: signal.signal(number, lambda *_: None) for number in IN_FRONT}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wait_for_key(sentence: str) -> None:
    """Say something below what was printed, and wait for any key."""
    with suppress(termios.error, OSError, ValueError):
        keyboard = _keyboard()
        screen = sys.__stderr__.fileno() if sys.__stderr__ else keyboard
        os.write(screen, f"\r\n\x1b[7m {sentence} \x1b[0m".encode())
        tty.setcbreak(keyboard, termios.TCSAFLUSH)
        os.read(keyboard, 64)
        # Whoever leaves the reader finds what was printed, and nothing that asks for a key.
        os.write(screen, b"\r\x1b[K")
        # What was typed after it was not for the reader.
        termios.tcflush(keyboard, termios.TCIFLUSH)


def _keyboard() -> int:
    """Return what keys are read from. Raises ValueError where there is none."""
    if sys.__stdin__ is None:
        raise ValueError("no standard input")
    return sys.__stdin__.fileno()


def _modes() -> list[int | list[bytes | int]] | None:
    with suppress(termios.error, OSError, ValueError):
        return termios.tcgetattr(_keyboard())
    return None
