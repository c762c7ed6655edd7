"""What a key costs on the wire: bytes and milliseconds, beside stock painting and `less`, in the same run.

Owns the pty, the keys and the table; docs/performance.md says how to read it. Refuses to judge: budgets that do not
depend on the machine are tests. The seeds are the dossier, so nothing has to be built.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent

SIZES = ((80, 24), (120, 40), (200, 60))

QUIET = 0.25
"""Seconds without a byte after which a key has had its effect; the text follows a list within that time."""

KEPT = 100_000
"""Bytes of what was sent that are kept to be looked at."""

PATIENCE = 120.0
"""Seconds after which a program is taken not to do what is waited for."""

KEYS: tuple[tuple[str, list[str], str, int], ...] = (
    ("list move, text following", [], "j", 12),
    ("list move, list alone", ["z"], "j", 12),
    ("next list", [], "\t", 8),
    ("list to text and back", [], "01", 8),
    ("text line, full width", ["0", "z"], "j", 16),
    ("text page, full width", ["0", "z"], " b", 8),
    ("next passage", ["0"], "}", 8),
)
"""What is measured: the keys before it, the keys in turn, and how often."""

LESS = {"text line, full width": ("j", 16), "text page, full width": (" b", 8)}


@dataclass
class Measured:
    """The cost of one kind of key."""

    sent: list[int]
    took: list[float]

    def __str__(self) -> str:
        spread = quantiles(self.took, n=20)[-1] if len(self.took) > 1 else self.took[0]
        return f"{median(self.sent):>8.0f} B {max(self.sent):>7} B {median(self.took):>6.1f} ms {spread:>6.1f} ms"


class Program:
    """A program in a pty of a size, which answers what a terminal is asked."""

    def __init__(self, argv: list[str], size: tuple[int, int], *, settle: float = 2.0) -> None:
        """Start it, and let it come to rest: until nothing has come for so many seconds."""
        self.outer, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        # Nobody was ever here: what is remembered would begin elsewhere.
        self.home = tempfile.TemporaryDirectory()
        environment = os.environ | {
            "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT), "LESS": "",
            "XDG_CONFIG_HOME": self.home.name, "XDG_STATE_HOME": self.home.name,
        }  # fmt: skip
        for name in ("COLUMNS", "LINES", "TEXTUAL_DRIVER", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
            environment.pop(name, None)
        self.began = time.perf_counter()
        self.seen = b""
        self.process: subprocess.Popen[bytes] = subprocess.Popen(
            argv, cwd=ROOT, env=environment, start_new_session=True, stdin=inner, stdout=inner, stderr=inner
        )
        os.close(inner)
        self.take(settle)

    def take(self, quiet: float = QUIET) -> tuple[int, float]:
        """Read until nothing comes for a while; return the bytes, and the milliseconds to the last of them."""
        began = last = time.perf_counter()
        count = 0
        while select.select([self.outer], [], [], quiet)[0]:
            try:
                data = os.read(self.outer, 65536)
            except OSError:  # the program has gone
                break
            count, last = count + len(data), time.perf_counter()
            self.seen = self.seen[-KEPT:] + data
            os.write(self.outer, b"\x1b[1;1R" * data.count(b"\x1b[6n"))
        return count, 1000 * (last - began)

    def until(self, words: bytes) -> float:
        """Read until words come, and return the seconds since the start of the program. Raises TimeoutError."""
        while words not in self.seen:
            self.take(0.001)
            if time.perf_counter() - self.began > PATIENCE or self.process.poll() is not None:
                raise TimeoutError(f"{words!r} never came; last came {self.seen[-300:]!r}")
        return time.perf_counter() - self.began

    def press(self, key: str) -> tuple[int, float]:
        """Press one key, and return what it cost."""
        os.write(self.outer, key.encode())
        return self.take()

    def first(self, key: str, pause: float = 0.1) -> float:
        """Press one key, and return the milliseconds to the first byte after it; then leave it a pause."""
        self.take(0)
        began = time.perf_counter()
        os.write(self.outer, key.encode())
        select.select([self.outer], [], [], 1.0)
        took = 1000 * (time.perf_counter() - began)
        until = time.perf_counter() + pause
        while time.perf_counter() < until:
            self.take(0.01)
        return took

    def end(self) -> None:
        """Make an end of it, and of what it has started."""
        self.process.terminate()
        try:
            self.process.wait(1.0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.outer)
        self.home.cleanup()


def measure(argv: list[str], size: tuple[int, int], before: list[str], keys: str, times: int) -> Measured:
    """Return what keys cost, pressed in turn."""
    program = Program(argv, size)
    try:
        for key in before:
            program.press(key)
        costs = [program.press(keys[turn % len(keys)]) for turn in range(times)]
    finally:
        program.end()
    felt = [cost for cost in costs if cost[0]] or [(0, 0.0)]
    return Measured([sent for sent, _ in felt], [took for _, took in felt])


def longest(folder: Path) -> Path:
    """Return the longest text of the seeds, for `less` to read."""
    return max(folder.rglob("*.txt"), key=lambda path: path.stat().st_size)


def report(size: tuple[int, int], less: str | None) -> None:
    """Print the table of one size."""
    reader = [sys.executable, "-m", "briefing", "seeds"]
    print(f"\n{size[0]}x{size[1]}{'':<31}bytes median, most; ms median, p95; ratio of bytes")
    for name, before, keys, times in KEYS:
        thin = measure(reader, size, before, keys, times)
        stock = measure([*reader, "--stock-paint"], size, before, keys, times)
        print(f"  {name:<28}briefing {thin}")
        print(f"  {'':<28}stock    {stock}   {median(stock.sent) / max(median(thin.sent), 1):>5.1f} x briefing")
        if less and name in LESS:
            beside = measure([less, str(longest(ROOT / "seeds"))], size, [], *LESS[name])
            print(f"  {'':<28}less     {beside}   {median(thin.sent) / max(median(beside.sent), 1):>5.1f} x less")


def main() -> None:
    """Print the tables."""
    less = shutil.which("less")
    if less is None:
        print("less is not installed; nothing to stand beside")
    for size in SIZES:
        report(size, less)


if __name__ == "__main__":
    main()
