"""In a real terminal: a line that drops loses nothing, and an editor has the terminal for as long as it runs."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.shipped import shipped

if TYPE_CHECKING:
    from tests.terminal.conftest import OpenTerminal, Terminal

READER = ("-m", "briefing", "--theme", "dark")

EDITOR = """\
#!/bin/sh
stty -a < /dev/tty > {folder}/tty
printf '%s\\n' "$@" > {folder}/argv
echo the editor has the terminal
sed -i 's/jointly called/called together/' {folder}/seeds/digest.yaml
read -r line
echo "$line" > {folder}/typed
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(shipped("seeds"), tmp_path / "seeds")
    return tmp_path


def opened(terminal: Terminal) -> Terminal:
    terminal.until_shown("? help")
    return terminal


def state(folder: Path) -> dict[str, object]:
    (file,) = (folder / "state" / "briefing").glob("*.json")
    whole: dict[str, object] = json.loads(file.read_text("utf-8"))
    return whole


@pytest.mark.parametrize("way", ["SIGHUP", "SIGTERM", "the line drops", "q"])
def test_whatever_ends_the_reader_the_next_one_goes_on_from_there(way: str, folder: Path, open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, str(folder / "seeds")))
    terminal.press("jjj\r")
    terminal.press("jj")
    place = terminal.shown().splitlines()[-2].split("line ")[1]
    if way == "the line drops":
        terminal.hang_up()
        terminal.process.wait(timeout=20)
    elif way == "q":
        os.write(terminal.outer, b"q")
        assert terminal.ended() == 0
    else:
        terminal.process.send_signal(signal.Signals[way])
        assert terminal.ended() == 128 + signal.Signals[way]
    assert state(folder)["version"] == 1
    again = opened(open_terminal(*READER, str(folder / "seeds")))
    assert "back at F8, " in again.shown()
    again.press("j")
    again.press("k")
    assert again.shown().splitlines()[-2].split("line ")[1] == place
    assert not list((folder / "state" / "briefing").glob(".*"))


def test_fresh_begins_at_the_start(folder: Path, open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, str(folder / "seeds")))
    start = terminal.shown()
    terminal.press("jjj\r")
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert opened(open_terminal(*READER, "--fresh", str(folder / "seeds"))).shown() == start


def test_who_remembers_nothing_writes_nothing(folder: Path, open_terminal: OpenTerminal):
    (folder / "config" / "briefing").mkdir(parents=True)
    (folder / "config" / "briefing" / "config.yaml").write_text("remember: false\n")
    terminal = opened(open_terminal(*READER, str(folder / "seeds")))
    terminal.press("jjj\r")
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert not (folder / "state").exists()


def with_editor(folder: Path, open_terminal: OpenTerminal) -> Terminal:
    """Open the reader of somebody whose editor, by the name of vim, changes one word and waits for a line."""
    vim = folder / "vim"
    vim.write_text(EDITOR.format(folder=folder))
    vim.chmod(0o755)
    environment: dict[str, str | None] = {"EDITOR": f"{vim} -x", "VISUAL": None}
    return opened(open_terminal(*READER, str(folder / "seeds"), environment=environment))


def test_an_editor_has_the_terminal_and_what_it_changed_is_shown(folder: Path, open_terminal: OpenTerminal):
    terminal = with_editor(folder, open_terminal)
    before = terminal.shown()
    assert "jointly called" in before
    os.write(terminal.outer, b"e")
    terminal.until_shown("the editor has the terminal")
    assert " icanon" in (folder / "tty").read_text()
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")
    terminal.screen.reset()
    os.write(terminal.outer, b"jq typed\n")
    terminal.until_shown("digest.yaml read again")
    option, line, file = (folder / "argv").read_text().splitlines()
    digest = folder / "seeds" / "digest.yaml"
    first = int(line.removeprefix("+")) - 1
    assert (option, file) == ("-x", str(digest))
    assert any("called together" in one for one in digest.read_text("utf-8").split("\n")[first : first + 3])
    assert (folder / "typed").read_text() == "jq typed\n"
    assert "United Kingdom called together" in " ".join(terminal.shown().split())
    assert terminal.shown().splitlines()[1] == before.splitlines()[1]
    assert b"\x1b]2;briefing" in terminal.raw[terminal.raw.rfind(b"\x1b[?1049h") :]
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_an_interrupt_in_the_editor_is_the_editors(folder: Path, open_terminal: OpenTerminal):
    terminal = with_editor(folder, open_terminal)
    os.write(terminal.outer, b"e")
    terminal.until_shown("the editor has the terminal")
    terminal.screen.reset()
    os.write(terminal.outer, b"\x03")
    terminal.until_shown("digest.yaml read again")
    terminal.press("j")
    assert terminal.process.poll() is None
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.ended() == 128 + signal.SIGINT
    assert terminal.restored()
