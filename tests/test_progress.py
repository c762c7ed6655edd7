"""What takes longer than a blink says what it is, and leaves nothing behind."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from briefing.cli import progress
from briefing.cli.progress import WIPE, told


class Screen(io.StringIO):
    """A terminal that remembers, and says when something was written."""

    def __init__(self, *, watched: bool = True) -> None:
        super().__init__()
        self.watched = watched
        self.written = threading.Event()

    def isatty(self) -> bool:
        return self.watched

    def flush(self) -> None:
        self.written.set()


def test_what_takes_long_is_told_and_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "BLINK", 0)
    with told("reading a\x1b[2J" + "very long name " * 9):
        assert screen.written.wait(30)
    line, wiped = screen.getvalue()[: -len(WIPE)], screen.getvalue()[-len(WIPE) :]
    assert line.startswith("briefing: reading a␛[2Jvery")
    assert len(line) == progress.LONGEST
    assert wiped == WIPE


def test_what_is_quick_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "BLINK", 3600)
    with told("reading"):
        pass
    assert screen.getvalue() == ""


def test_nothing_is_told_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(watched=False)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "BLINK", 0)
    before = threading.active_count()
    with told("reading"):
        assert threading.active_count() == before
    assert screen.getvalue() == ""


def test_a_failure_passes_through_and_the_line_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "BLINK", 0)

    def fail() -> None:
        with told("reading"):
            assert screen.written.wait(30)
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert screen.getvalue().endswith(WIPE)
