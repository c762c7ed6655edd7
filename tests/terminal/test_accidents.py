"""Accidents: what happens to files and processes costs nobody a terminal, or anything that was written."""

from __future__ import annotations

import os
import random
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.shipped import shipped

if TYPE_CHECKING:
    from tests.terminal.conftest import OpenTerminal, Terminal

READER = ("-m", "briefing")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a copy of the example dossier, to be damaged."""
    return Path(shutil.copytree(shipped("seeds"), tmp_path / "dossier"))


def opened(terminal: Terminal) -> Terminal:
    terminal.until_shown("? help")
    return terminal


def leaves_well(terminal: Terminal) -> None:
    """Show that the reader still hears, and leaves the terminal as it was."""
    before = terminal.shown()
    terminal.press("?")
    assert terminal.shown() != before
    terminal.press("q")
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert terminal.restored()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_stop_and_a_continue_from_elsewhere_are_a_pause(open_terminal: OpenTerminal, dossier: Path):
    terminal = opened(open_terminal(*READER, str(dossier)))
    before = terminal.shown()
    terminal.process.send_signal(signal.SIGTSTP)
    terminal.until(lambda: os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT))
    terminal.settle()
    assert terminal.restored()
    terminal.screen.reset()
    terminal.process.send_signal(signal.SIGCONT)
    terminal.until_shown("? help")
    assert terminal.shown() == before
    leaves_well(terminal)


def test_a_kill_that_nobody_can_hear_leaves_every_file_whole(open_terminal: OpenTerminal, dossier: Path):
    before = contents(dossier)
    terminal = opened(open_terminal(*READER, str(dossier)))
    for key in "jj5jx":
        os.write(terminal.outer, key.encode())
    terminal.process.kill()
    terminal.process.wait()
    assert contents(dossier) == before
    again = opened(open_terminal(*READER, str(dossier)))
    leaves_well(again)


def test_a_storm_of_sizes_down_to_one_cell_ends_in_the_same_picture(open_terminal: OpenTerminal, dossier: Path):
    terminal = opened(open_terminal(*READER, str(dossier), size=(100, 30)))
    before = terminal.shown()
    sizes = random.Random(7)
    for _ in range(60):
        terminal.resize((sizes.randint(1, 220), sizes.randint(1, 70)))
        terminal.look(0)
    terminal.resize((1, 1))
    terminal.settle()
    assert terminal.process.poll() is None
    terminal.resize((100, 30))
    terminal.until(lambda: terminal.shown() == before)
    leaves_well(terminal)


def test_pasted_megabytes_are_no_keys_and_no_wait(open_terminal: OpenTerminal, dossier: Path):
    terminal = opened(open_terminal(*READER, str(dossier)))
    paste = b"\x1b[200~" + b"qQ:quit\r" * 250_000 + b"\x1b[201~"
    os.set_blocking(terminal.outer, False)
    while paste:
        try:
            paste = paste[os.write(terminal.outer, paste[:65536]) :]
        except BlockingIOError:
            terminal.look()
    os.set_blocking(terminal.outer, True)
    terminal.until(lambda: "pasted words are not taken for keys" in terminal.shown())
    leaves_well(terminal)


def test_a_document_that_shrinks_or_goes_while_it_is_read_is_said(open_terminal: OpenTerminal, dossier: Path):
    terminal = opened(open_terminal(*READER, str(dossier)))
    documents = sorted(dossier.rglob("*.txt"))
    for path in documents[:-1]:
        path.write_text("Gone.\n", encoding="utf-8")
    documents[-1].unlink()
    for key in ("0", " ", "G", "]", "R"):
        terminal.press(key)
    terminal.until(lambda: "read again" in terminal.shown())
    terminal.press("!")
    terminal.until(lambda: "Problems" in terminal.shown() and documents[-1].name in terminal.shown())
    terminal.press("q")
    leaves_well(terminal)


@pytest.mark.parametrize("damage", ["gone", "broken", "folder"])
def test_a_digest_that_vanishes_or_breaks_leaves_the_last_good_view(
    open_terminal: OpenTerminal, dossier: Path, damage: str
):
    terminal = opened(open_terminal(*READER, str(dossier)))
    digest = dossier / "digest.yaml"
    whole = digest.read_bytes()
    digest.unlink()
    if damage == "broken":
        digest.write_bytes(whole[: len(whole) // 2] + b"\n  - [")
    elif damage == "folder":
        digest.mkdir()
    terminal.press("R")
    terminal.until(lambda: "digest" in terminal.shown().splitlines()[-2] or "stale" in terminal.shown())
    assert "The joint statement" in terminal.shown()
    if digest.is_dir():
        digest.rmdir()
    digest.write_bytes(whole)
    terminal.press("R")
    terminal.until(lambda: "read again" in terminal.shown())
    leaves_well(terminal)


def test_where_nothing_can_be_kept_the_dossier_is_read_all_the_same(
    open_terminal: OpenTerminal, dossier: Path, tmp_path: Path
):
    # A home that is a file: not even root can make a folder in it.
    nowhere = tmp_path / "nowhere"
    nowhere.write_text("", encoding="utf-8")
    environment: dict[str, str | None] = {
        "HOME": str(nowhere), "XDG_CONFIG_HOME": str(nowhere / "config"), "XDG_STATE_HOME": str(nowhere / "state"),
    }  # fmt: skip
    terminal = opened(open_terminal(*READER, str(dossier), environment=environment))
    terminal.press("jj5j")
    leaves_well(terminal)
    assert nowhere.read_bytes() == b""


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from briefing.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
"""A disk that takes not one byte more. A terminal is no file, and is written to as ever."""


def test_on_a_full_disk_the_dossier_is_read_all_the_same(open_terminal: OpenTerminal, dossier: Path):
    before = contents(dossier)
    terminal = opened(open_terminal("-B", "-c", FULL, str(dossier)))
    terminal.press("jj5j")
    leaves_well(terminal)
    assert contents(dossier) == before
