"""Over a real SSH connection, with a real client and a real server, as most readers sit before it."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from briefing.shipped import shipped
from tests.terminal.conftest import OpenTerminal, Terminal
from tests.terminal.ssh import ROOT, Host, exported

HELD = 3.0
"""Seconds for which a key is held, and the times a second that it repeats."""
REPEATS = 30

SLOW = 32_000
"""Bytes a second of a slow line."""


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """Return a server of this test alone."""
    return Host.make(tmp_path / "ssh")


def homely(home: Path) -> dict[str, str]:
    """Return the variables of somebody who is at home nowhere else."""
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }


def reader(home: Path, *arguments: str) -> str:
    """Return the command that reads the example dossier and leaves the number of its process behind."""
    # The shell becomes the reader, so that the number is the reader's.
    script = f'echo $$ > {home / "pid"}; exec "$@"'
    read = [sys.executable, "-m", "briefing", *arguments, str(shipped("seeds"))]
    return exported(["sh", "-c", script, "sh", *read], homely(home))


def pid(home: Path) -> int:
    return int((home / "pid").read_text("utf-8"))


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


def remembered(home: Path) -> list[Path]:
    return list((home / "state" / "briefing").glob("*.json"))


@pytest.mark.parametrize("term", ["xterm-256color", "linux"])
def test_the_dossier_is_read_over_ssh(open_terminal: OpenTerminal, host: Host, tmp_path: Path, term: str) -> None:
    terminal = open_terminal(*host.login(reader(tmp_path)), environment={"TERM": term}, program="ssh")
    terminal.until_shown("? help")
    assert "1 Facts" in terminal.shown()
    assert "The joint statement" in terminal.shown()
    terminal.press("5")
    terminal.until_shown("C1")
    terminal.press("\r")
    terminal.until(lambda: "passage" in terminal.shown())
    # No colour that the terminal did not say it has, and on a Linux console none but its own sixteen.
    assert b"\x1b[38;2" not in terminal.raw
    assert b";38;2;" not in terminal.raw
    assert term != "linux" or b"38;5" not in terminal.raw
    terminal.resize((100, 30))
    terminal.until(lambda: max(map(len, terminal.shown().splitlines())) > 80)
    terminal.settle()
    terminal.press("q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_a_dropped_connection_ends_the_reader_and_loses_nothing(
    open_terminal: OpenTerminal, host: Host, tmp_path: Path
) -> None:
    terminal = open_terminal(*host.login(reader(tmp_path)), program="ssh")
    terminal.until_shown("? help")
    terminal.press("5")
    terminal.until_shown("C1")
    process = pid(tmp_path)
    assert alive(process)
    terminal.process.kill()
    terminal.process.wait()
    terminal.until(lambda: not alive(process))
    (state,) = remembered(tmp_path)
    assert json.loads(state.read_text("utf-8"))["place"]["pane"] == "conflicts"
    assert not [path for path in state.parent.iterdir() if path != state], "something half-written was left"

    again = open_terminal(*host.login(reader(tmp_path)), program="ssh")
    again.until_shown("? help")
    assert ">" in next(row for row in again.shown().splitlines() if " C1 " in row)
    again.press("q")
    assert again.ended() == 0


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed; this test needs a real one")
def test_in_tmux_over_ssh_the_reader_outlives_the_connection(
    open_terminal: OpenTerminal, host: Host, tmp_path: Path
) -> None:
    home = homely(tmp_path)
    tmux = [str(shutil.which("tmux")), "-S", str(tmp_path / "tmux"), "-f", "/dev/null", "-u"]
    first = open_terminal(
        *host.login(exported([*tmux, "new-session", "-s", "desk", reader(tmp_path)], home)), program="ssh"
    )
    first.until_shown("? help")
    first.press("4")
    first.until_shown("Q1")
    process = pid(tmp_path)
    first.process.kill()
    first.process.wait()

    second = open_terminal(*host.login(exported([*tmux, "attach", "-t", "desk"], home)), program="ssh")
    second.until_shown("? help")
    assert alive(process)
    assert "Q1" in second.shown()
    second.press("q")
    assert second.ended() == 0
    second.until(lambda: not alive(process))
    assert remembered(tmp_path)


def hold(terminal: Terminal, key: str) -> None:
    """Hold a key down, as a keyboard does that repeats it."""
    for _ in range(round(HELD * REPEATS)):
        until = time.monotonic() + 1 / REPEATS
        os.write(terminal.outer, key.encode())
        while (rest := until - time.monotonic()) > 0:
            terminal.look(rest)


@pytest.mark.parametrize("pane", ["1", "0"], ids=["list", "text"])
def test_on_a_slow_line_no_stale_picture_follows_a_key_that_was_let_go(
    open_terminal: OpenTerminal, host: Host, tmp_path: Path, pane: str
) -> None:
    """What a line still owes when the key is let go is told in bytes: at its rate they are the time it takes."""
    login = host.login(reader(tmp_path), rate=SLOW)
    terminal = open_terminal(*login, size=(120, 40), program="ssh")
    terminal.until_shown("? help")
    terminal.press(pane)
    hold(terminal, "j")
    before = len(terminal.raw)
    terminal.settle()
    assert len(terminal.raw) - before <= 0.3 * SLOW
    terminal.press("q")
    assert terminal.ended() == 0
