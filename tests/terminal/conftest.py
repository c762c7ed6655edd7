"""A real terminal for the tests: a program in a pty, with the screen that its bytes add up to."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Protocol

import pyte
import pytest

from tests.emulator import Emulator

ROOT = Path(__file__).resolve().parent.parent.parent

PATIENCE = 30.0
"""Seconds until a test gives up on a program; no test passes or fails by being quick."""

EVERYTHING = "BRIEFING_TEST_EVERYTHING"
"""Set to 1 where every program that these tests want is there, so that none may skip."""

LOOK = 0.05
"""Seconds that one look at the terminal may wait for bytes."""


class Screen(Emulator):
    """A screen that replies to a program that asks it something, as every terminal does."""

    def __init__(self, columns: int, lines: int, terminal: "Terminal") -> None:
        self.terminal = terminal
        super().__init__(columns, lines)

    def write_process_input(self, data: str) -> None:
        os.write(self.terminal.outer, data.encode())


class Terminal:
    """A program in a pty, which is its controlling terminal."""

    def __init__(
        self, argv: list[str], size: tuple[int, int], environment: dict[str, str], other: dict[str, int]
    ) -> None:
        self.screen = Screen(*size, self)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.answers: dict[bytes, bytes] = {}
        self.outer, self.inner = pty.openpty()
        self._resize(size)
        self.before = termios.tcgetattr(self.inner)
        streams = {"stdin": self.inner, "stdout": self.inner, "stderr": self.inner} | other
        self.process: subprocess.Popen[bytes] = subprocess.Popen(
            argv,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            preexec_fn=self._control,
            stdin=streams["stdin"],
            stdout=streams["stdout"],
            stderr=streams["stderr"],
        )

    def _control(self) -> None:
        fcntl.ioctl(self.inner, termios.TIOCSCTTY, 0)

    def _resize(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self.inner, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size, as a user does who drags its window."""
        self.screen.resize(size[1], size[0])
        self._resize(size)

    def look(self, wait: float = LOOK) -> bytes:
        """Take what the program writes within a moment; nothing if it writes nothing."""
        if not select.select([self.outer], [], [], wait)[0]:
            return b""
        written = os.read(self.outer, 65536)
        self.raw += written
        for question, answer in self.answers.items():
            if question in written:
                os.write(self.outer, answer)
        self.stream.feed(written)
        return written

    def until(self, holds: Callable[[], object]) -> None:
        """Take what the program writes until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            self.look()
            if time.monotonic() > deadline:
                raise AssertionError(f"this did not come to hold; the screen:\n{self.shown()}")

    def until_shown(self, words: str) -> None:
        """Take what the program writes until words stand on the screen and it pauses."""
        self.until(lambda: words in self.shown())
        self.settle()

    def settle(self) -> None:
        """Take what the program writes until it pauses."""
        while self.look(4 * LOOK):
            pass

    def press(self, keys: str) -> None:
        """Type, and take what comes of it until the program pauses."""
        os.write(self.outer, keys.encode())
        self.settle()

    def shown(self) -> str:
        """Return what the screen shows."""
        return "\n".join(row.rstrip() for row in self.screen.display)

    def ended(self) -> int:
        """Wait for the program to end by itself, take its last words, and return its exit status."""
        self.until(lambda: self.process.poll() is not None)
        while self.look():
            pass
        return self.process.returncode

    def after(self) -> bytes:
        """Return what was written after the alternate screen was left for the last time."""
        return self.raw.rpartition(b"\x1b[?1049l")[2]

    def restored(self) -> bool:
        """Say whether the terminal is as it was: every mode that was touched, and cooked."""
        final = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", self.raw))
        usual = {mode: b"h" if mode in (b"7", b"25") else b"l" for mode in final}
        return final == usual and termios.tcgetattr(self.inner) == self.before

    def hang_up(self) -> None:
        """Close the terminal under the program, as a line that drops does."""
        os.close(self.inner)
        os.close(self.outer)
        self.outer = self.inner = -1

    def close(self) -> None:
        """Make an end of everything."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        for descriptor in (self.outer, self.inner):
            if descriptor >= 0:
                os.close(descriptor)


class OpenTerminal(Protocol):
    """Starts a program in a terminal."""

    def __call__(
        self,
        *arguments: str,
        size: tuple[int, int] = ...,
        environment: dict[str, str | None] | None = ...,
        other: dict[str, int] | None = ...,
        program: str = ...,
    ) -> Terminal:
        """Take what comes after the program, which is Python.

        A variable that is None is unset; `other` streams are not the terminal.
        """
        ...


@pytest.fixture
def open_terminal(tmp_path: Path) -> Iterator[OpenTerminal]:
    """Return the way to start Python, or another program, in a terminal, on nobody's machine."""
    opened: list[Terminal] = []

    def start(
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        environment: dict[str, str | None] | None = None,
        other: dict[str, int] | None = None,
        program: str = sys.executable,
    ) -> Terminal:
        given = os.environ | {
            "TERM": "xterm-256color",
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "PYTHONPATH": str(ROOT),
        }
        for name in ("COLUMNS", "LINES", "TEXTUAL_DRIVER", "NO_COLOR", "COLORTERM", "COLORFGBG"):
            given.pop(name, None)
        for name, value in (environment or {}).items():
            if value is None:
                given.pop(name, None)
            else:
                given[name] = value
        terminal = Terminal([program, *arguments], size, given, other or {})
        opened.append(terminal)
        return terminal

    yield start
    for terminal in opened:
        terminal.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail what would skip for want of a program that is said to be there."""
    report = yield
    if report.skipped and os.environ.get(EVERYTHING) == "1":
        report.outcome = "failed"
        report.longrepr = f"{EVERYTHING} is set, and this test was skipped: {report.longrepr}"
    return report
