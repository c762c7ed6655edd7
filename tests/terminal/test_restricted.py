"""Offered over SSH with a forced command, the reader leads nowhere else, whatever is tried."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.commands import COMMANDS, Where
from briefing.permits import REFUSALS, SECURE, Act
from briefing.shipped import shipped
from tests.terminal.ssh import ROOT, Host, exported, server

if TYPE_CHECKING:
    from tests.terminal.conftest import OpenTerminal, Terminal

TRACE = "opened"
"""The file that every attempt would make, if it got through."""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a copy of the example dossier."""
    return Path(shutil.copytree(shipped("seeds"), tmp_path / "dossier"))


def forced(tmp_path: Path, dossier: Path, *options: str) -> Host:
    """Return a server on which every login gets the reader, restricted."""
    environment = {
        "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8", "EDITOR": f"touch {tmp_path / TRACE}", "PAGER": f"touch {tmp_path / TRACE}",
    }  # fmt: skip
    reader = [sys.executable, "-m", "briefing", "--restricted", *options, str(dossier)]
    more = f"ForceCommand {exported(reader, environment)}\nSetEnv {SECURE}=1\nPermitUserRC no\nDisableForwarding yes"
    return Host.make(tmp_path / "ssh", more)


def opened(terminal: Terminal) -> Terminal:
    terminal.until_shown("? help")
    return terminal


def children(terminal: Terminal, tmp_path: Path) -> list[str]:
    """Return the programs below the reader."""
    told = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in told.splitlines()[1:]]
    readers = {pid for pid, _, args in rows if str(tmp_path / "dossier") in args and "-m briefing" in args}
    assert readers, "the reader itself must be among the processes"
    return [args for _, parent, args in rows if parent in readers]


def test_a_command_of_the_clients_own_is_not_run(open_terminal: OpenTerminal, tmp_path: Path, dossier: Path) -> None:
    host = forced(tmp_path, dossier)
    terminal = opened(open_terminal(*host.login(f"touch {tmp_path / TRACE}; sh"), program="ssh"))
    assert "1 Facts" in terminal.shown()
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert not (tmp_path / TRACE).exists()


def test_without_a_terminal_there_is_no_reader_and_nothing_else(tmp_path: Path, dossier: Path) -> None:
    host = forced(tmp_path, dossier)
    asked = ["ssh", *host.login(f"touch {tmp_path / TRACE}", options=("-T",))]
    done = subprocess.run(asked, input="touch opened\n", capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert not (tmp_path / TRACE).exists()


ATTEMPTS = {
    "suspending": "\x1a",
    "suspending by name": ":suspend\r",
    "editing": "e",
    "editing a document": "0e",
    "editing by name": ":edit\r",
    "piping": f"|touch {TRACE}\r",
    "piping by name": f":pipe\rtouch {TRACE}\r",
    "printing plainly": "P",
    "saving": f"s{TRACE}\ry",
    "saving by name": ":save\r\r",
    "saving from a view": f"cs{TRACE}\ry",
    "saving from a conflict": f"xs{TRACE}\ry",
    "saving from the timeline": f"ts{TRACE}\ry",
    "suspending in a view": "c\x1a",
    "suspending in a sheet": "?\x1a",
    "suspending in a prompt": ":\x1a",
    "editing from a view": "te",
    "piping from a sheet": f"?|touch {TRACE}\r",
    "a path for a filter": f"&../../{TRACE}\t\r",
    "a path for a search": f"/../../{TRACE}\t\r",
    "a path for a theme": f":theme ../../{TRACE}\r",
    "a command line by name": f":!touch {TRACE}\r",
    "copying from a view": "cy",
    "copying from a sheet": "?y",
    "copying an address": "0o",
    "cutting in a prompt": f":{TRACE}\x01\x18\x0b\x15",
    "the palette of the toolkit": "\x10screenshot\r",
    "a picture of the screen": ":screenshot\r",
    "a mark with a path for a name": "m/",
    "copying": "y",
    "marking": "v",
    "noting": f"w{TRACE}\r",
    "quitting a program": "\x1c",
    "interrupting": "\x03",
}
"""Ways out that somebody would try, as typed."""


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_no_way_out_leads_anywhere(attempt: str, open_terminal: OpenTerminal, tmp_path: Path, dossier: Path) -> None:
    before = sorted(path.name for path in dossier.rglob("*"))
    terminal = opened(open_terminal(*forced(tmp_path, dossier).login(), program="ssh"))
    terminal.press(attempt)
    terminal.press("\r")
    assert terminal.process.poll() is None
    assert b"\x1b[?1049l" not in terminal.raw
    assert not children(terminal, tmp_path)
    assert b"\x1b]52" not in terminal.raw
    for _ in range(4):
        terminal.press("\x1b")
    os.write(terminal.outer, b"Q")
    assert terminal.ended() == 0
    assert not (tmp_path / TRACE).exists()
    assert sorted(path.name for path in dossier.rglob("*")) == before


OVERLAID = (Where.SHEET, Where.VIEW)

REFUSED = sorted(
    (id_, command.needs) for id_, command in COMMANDS.items() if command.needs and command.where not in OVERLAID
)


@pytest.mark.parametrize(("id_", "needs"), REFUSED, ids=[id_ for id_, _ in REFUSED])
def test_every_command_that_reaches_further_is_refused_by_name(
    id_: str, needs: Act, open_terminal: OpenTerminal, dossier: Path
) -> None:
    terminal = opened(open_terminal("-m", "briefing", "--restricted", str(dossier)))
    terminal.press(f":{id_.replace('-', ' ')}")
    assert REFUSALS[needs] not in terminal.shown()
    terminal.press("\r")
    assert f"restricted: {REFUSALS[needs]}" in terminal.shown()
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0


def test_the_example_for_administrators_is_understood_by_the_server(tmp_path: Path) -> None:
    example = re.search(r"```sshd_config\n(.*?)```", (ROOT / "docs" / "ssh.md").read_text("utf-8"), re.DOTALL)
    assert example
    host = Host.make(tmp_path / "ssh", example[1])
    told = [str(server()), "-T", "-C", "user=readers,host=x,addr=127.0.0.1", "-f", str(host.folder / "config")]
    done = subprocess.run(told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "forcecommand /opt/briefing/bin/python -I -m briefing --restricted" in done.stdout
    for closed in ("disableforwarding yes", "permituserrc no", "permituserenvironment no", "passwordauthentication no"):
        assert closed in done.stdout
