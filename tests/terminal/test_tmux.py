"""Inside a real tmux, which is a terminal with a mind of its own, thin painting shows what stock painting does."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

from briefing.shipped import shipped

ROOT = Path(__file__).resolve().parent.parent.parent
TMUX = shutil.which("tmux")
PATIENCE = 30.0
SIZE = (100, 30)

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed; these tests need a real one")

STEPS = (
    ("j", "F2>"),
    ("j", "F4>"),
    ("j", "F8>"),
    ("G", "F96>"),
    ("g", "F1>"),
    ("Tab", "A1>"),
    ("0 Space", "Enter item"),
    ("j j j k", "Enter item"),
    ("z", "C11>"),
    ("}", "S64>"),
    ("z", "S64>"),
    ("?", "q closes"),
    ("q", "? help"),
)
"""Keys, and what is to be seen before the next are typed. The text follows a list after a moment, and a passage that is
in view already stays where it is: keys that did not wait for the text would leave it at two heights."""


def glyph(char: pyte.screens.Char) -> tuple[object, ...]:
    marks = (char.underscore, char.strikethrough, char.reverse, char.blink)
    if char.data == " " and not any(marks):
        return " ", char.bg
    return (char.data, char.bg, char.fg, char.bold, char.italics, *marks)


class Tmux:
    """A server of its own, with one window for each way of painting."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "tmux"
        self.home = folder

    def __call__(self, *arguments: str) -> str:
        assert TMUX is not None
        command = [TMUX, "-S", str(self.socket), "-f", "/dev/null", *arguments]
        environment = {"HOME": str(self.home), "TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    def open(self, name: str, *options: str) -> None:
        """Read the example dossier in a session of its own."""
        # Each begins at the start: what one remembers is not for the other to come back to.
        own = f"COLORTERM=truecolor XDG_STATE_HOME={self.home / name}"
        reader = f"cd {ROOT} && {own} {sys.executable} -m briefing {' '.join(options)} {shipped('seeds')}"
        self("-u", "new-session", "-d", "-s", name, "-x", str(SIZE[0]), "-y", str(SIZE[1]), reader)

    def shown(self, name: str) -> list[list[tuple[object, ...]]]:
        """Return what can be seen in a session: the characters with their looks; of a space, its ground."""
        screen = pyte.Screen(*SIZE)
        pyte.Stream(screen).feed(self("capture-pane", "-p", "-e", "-N", "-t", name).rstrip("\n").replace("\n", "\r\n"))
        return [[glyph(screen.buffer[y][x]) for x in range(SIZE[0])] for y in range(SIZE[1])]

    def words(self, name: str) -> str:
        """Return the characters alone."""
        return self("capture-pane", "-p", "-t", name)

    def until(self, holds: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                return False
        return True


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    made = Tmux(tmp_path)
    yield made
    subprocess.run([TMUX or "tmux", "-S", str(made.socket), "kill-server"], capture_output=True, check=False)


def test_both_ways_of_painting_show_the_same(tmux: Tmux):
    tmux.open("thin")
    tmux.open("stock", "--stock-paint")
    assert tmux.until(lambda: all("? help" in tmux.words(name) for name in ("thin", "stock")))
    assert tmux.until(lambda: tmux.shown("thin") == tmux.shown("stock"))
    for keys, awaited in STEPS:
        before = tmux.shown("thin")
        for name in ("thin", "stock"):
            tmux("send-keys", "-t", name, *keys.split())
        assert tmux.until(lambda: tmux.shown("thin") != before), keys  # noqa: B023 - called before the next turn
        for name in ("thin", "stock"):
            assert tmux.until(lambda: awaited in tmux.words(name)), (name, keys)  # noqa: B023 - likewise
        assert tmux.until(lambda: tmux.shown("thin") == tmux.shown("stock")), keys
