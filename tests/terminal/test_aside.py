"""Programs in front of the reader: they get the terminal whole, and the reader gets it back whole."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.shipped import shipped

if TYPE_CHECKING:
    from tests.terminal.conftest import OpenTerminal, Terminal

SEEDS = str(shipped("seeds"))

LENDING = """\
import os
import sys

from briefing.__main__ import main
from briefing.errors import BriefingError
from briefing.reader.aside import run_aside
from briefing.reader.screens.reading import Reading


def lends(screen, _command_id):
    words = os.environ.get("WORDS")
    try:
        status = run_aside(screen.briefing, os.environ["PROGRAM"].split("|"), words, pause=os.environ.get("PAUSE", ""))
    except BriefingError as error:
        screen.say(error.brief)
    else:
        screen.say(f"it ended with {status}")


Reading.action_help = lends
sys.exit(main(sys.argv[1:]))
"""

ASKING = """\
import sys, termios
print("modes", bool(termios.tcgetattr(1)[3] & termios.ICANON), "heard", sys.stdin.readline().strip())
print("more", open("/dev/tty").readline().strip())
"""


def lent(tmp_path: Path, open_terminal: OpenTerminal, *program: str, **variables: str) -> Terminal:
    """Open the reader with a key that runs a program, and press it."""
    (tmp_path / "lending.py").write_text(LENDING, "utf-8")
    terminal = open_terminal(
        str(tmp_path / "lending.py"), SEEDS, environment={"PROGRAM": "|".join(program), **variables}
    )
    terminal.until_shown("? help")
    terminal.press("jj")
    os.write(terminal.outer, b"?")
    return terminal


def test_a_program_has_the_terminal_in_good_order_and_the_reader_comes_back_as_it_was(
    tmp_path: Path, open_terminal: OpenTerminal
):
    terminal = lent(tmp_path, open_terminal, sys.executable, "-c", ASKING, WORDS="Karro\n")
    terminal.until_shown("heard Karro")
    assert "modes True" in terminal.shown()
    assert terminal.restored()
    assert terminal.raw.rstrip().count(b"\x1b[23;0t") == 1
    os.write(terminal.outer, b"typed\n")
    terminal.until_shown("it ended with 0")
    assert "? help" in terminal.shown()
    assert "> F4" in terminal.shown()
    assert terminal.raw.rfind(b"\x1b]2;briefing: ") > terminal.raw.rfind(b"\x1b[23;0t")
    terminal.press("j")
    assert "> F4" not in terminal.shown()


def test_a_program_without_words_has_the_keyboard(tmp_path: Path, open_terminal: OpenTerminal):
    terminal = lent(
        tmp_path, open_terminal, "sh", "-c", "echo asks; read -r line; echo got $line; exit 7", PAUSE="any key"
    )
    terminal.until_shown("asks")
    os.write(terminal.outer, b"a line\n")
    terminal.until_shown("got a line")
    terminal.until_shown("any key")
    os.write(terminal.outer, b"\x1b[B")
    terminal.until_shown("it ended with 7")
    assert "> F4" in terminal.shown()


def test_what_cannot_be_run_is_said_and_the_reader_has_its_terminal(tmp_path: Path, open_terminal: OpenTerminal):
    terminal = lent(tmp_path, open_terminal, "/nowhere/to/be/found")
    terminal.until_shown("cannot be run: No such file or directory")
    before = terminal.shown()
    terminal.press("j")
    assert terminal.shown() != before


@pytest.mark.parametrize(("key", "status"), [(b"\x03", -2), (b"\x1c", -3)], ids=["Ctrl+C", "Ctrl+\\"])
def test_a_key_that_ends_the_program_is_not_for_the_reader(
    key: bytes, status: int, tmp_path: Path, open_terminal: OpenTerminal
):
    terminal = lent(tmp_path, open_terminal, "sh", "-c", "ulimit -c 0; echo begun; read -r line", PAUSE="any key")
    terminal.until_shown("begun")
    os.write(terminal.outer, key)
    terminal.until_shown("any key")
    os.write(terminal.outer, b"x")
    terminal.until_shown(f"it ended with {status}")
    terminal.press("j")
    assert terminal.process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_ends_the_program_and_the_reader(number: signal.Signals, tmp_path: Path, open_terminal: OpenTerminal):
    terminal = lent(tmp_path, open_terminal, "sh", "-c", "echo begun; read -r line; echo never")
    terminal.until_shown("begun")
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert terminal.restored()
    assert b"never" not in terminal.raw
