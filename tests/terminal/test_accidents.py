"""Accidents: what happens to files and processes costs nobody a terminal, or anything that was written."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.review import NO_REVIEWS
from briefing.review_file import load
from briefing.shipped import shipped
from tests.terminal.ssh import ROOT

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


def storm(terminal: Terminal, sizes: int) -> None:
    """Give a terminal one size after another, the least of all last, and then its own again."""
    own = terminal.screen.columns, terminal.screen.lines
    chosen = random.Random(7)
    for _ in range(sizes):
        terminal.resize((chosen.randint(1, 220), chosen.randint(1, 70)))
        terminal.look(0)
    terminal.resize((1, 1))
    terminal.settle()
    assert terminal.process.poll() is None
    terminal.resize(own)


def test_a_storm_of_sizes_down_to_one_cell_ends_in_the_same_picture(open_terminal: OpenTerminal, dossier: Path):
    terminal = opened(open_terminal(*READER, str(dossier), size=(100, 30)))
    before = terminal.shown()
    storm(terminal, sizes=60)
    terminal.until(lambda: terminal.shown() == before)
    leaves_well(terminal)


def test_pasted_megabytes_are_no_keys_and_no_wait(open_terminal: OpenTerminal, dossier: Path):
    terminal = opened(open_terminal(*READER, str(dossier)))
    paste = b"\x1b[200~" + b"qQ\x1bQ:quit\r" * 200_000 + b"\x1b[201~"
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


SMALL = FULL.replace("(0, 0)", "(1000, 1000)")
"""A disk that is full in the middle of a file."""


def left(folder: Path) -> list[str]:
    """Return what of a file was begun and never ended, wherever it lies."""
    return [path.name for path in folder.rglob(".*.*") if path.is_file()]


@pytest.mark.parametrize("disk", [FULL, SMALL], ids=["full", "full halfway"])
@pytest.mark.parametrize(
    "keys",
    ["v", "wa note that is written down\r", "ma", "s{out}\r", "s{digest}\ry"],
    ids=["review", "note", "mark", "save", "save over what is there"],
)
def test_what_a_full_disk_does_not_take_is_said_and_every_file_stays_whole(
    open_terminal: OpenTerminal, dossier: Path, tmp_path: Path, keys: str, disk: str
):
    saved = tmp_path / "saved.md"
    saved.write_text("What was here before.\n", encoding="utf-8")
    before = contents(dossier)
    terminal = opened(open_terminal("-B", "-c", disk, str(dossier), size=(200, 30)))
    terminal.press(keys[0])
    for key in keys[1:].format(out=f"\x15{tmp_path / 'out.md'}", digest=f"\x15{saved}"):
        os.write(terminal.outer, key.encode())
        terminal.look()
    terminal.settle()
    if keys.startswith("s"):
        terminal.until(lambda: "File too large" in terminal.shown() or "saved as" in terminal.shown())
        assert disk is SMALL or "nothing was written" in terminal.shown()
        terminal.press("\x1b")
    elif disk is FULL and keys[0] in "vw":
        terminal.until(lambda: "not kept" in terminal.shown())
    terminal.press("q")
    if terminal.process.poll() is None:
        # What could not be kept was said; a second time the reader goes all the same.
        assert "would be lost" in terminal.shown()
        os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert terminal.restored()
    assert {name: data for name, data in contents(dossier).items() if name != "review.yaml"} == before
    assert disk is SMALL or (
        saved.read_text("utf-8") == "What was here before.\n" and not (tmp_path / "out.md").exists()
    )
    assert not left(tmp_path)


NEEDY = """\
format: briefing/1
documents: [{id: wire, path: wire.txt}]
facts:
  - id: f-moved
    text: The deck is repaired.
    evidence:
      - {doc: wire, exact: 'The deck has been mended with care', suffix: "."}
"""
"""A digest that needs each of them."""

WRITING = {
    "export": ("export", "{dossier}", "-o", "{saved}"),
    "fix": ("fix", "--write", "{dossier}"),
    "pin": ("pin", "{dossier}"),
}
"""Commands that write."""


@pytest.mark.parametrize("command", WRITING.values(), ids=WRITING)
def test_a_command_that_a_full_disk_stops_says_so_and_leaves_every_file_whole(tmp_path: Path, command: tuple[str, ...]):
    saved = tmp_path / "saved.md"
    saved.write_text("What was here before.\n", encoding="utf-8")
    words = {"digest.yaml": NEEDY, "wire.txt": "The deck has been repaired with care.\n"}
    dossier = tmp_path / "needy"
    dossier.mkdir()
    for name, said in words.items():
        (dossier / name).write_text(said, encoding="utf-8")
    before = contents(dossier)
    given = [part.format(dossier=dossier, saved=saved) for part in command]
    home = {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-B", "-c", FULL, *given], capture_output=True, text=True, check=False, input="y\ny\ny\n",
        env=os.environ | home,
    )  # fmt: skip
    assert done.returncode == 2, done.stdout
    assert "nothing was written: File too large" in done.stderr
    assert ": pinned" not in done.stdout, "what is not written is not told as done"
    assert "Traceback" not in done.stderr
    assert contents(dossier) == before
    assert saved.read_text("utf-8") == "What was here before.\n"
    assert not left(tmp_path)


ENDS = {
    "lists": ("", signal.SIGQUIT), "palette": (":", signal.SIGTERM), "pipe": ("|", signal.SIGHUP),
    "grid": ("c", signal.SIGINT), "help": ("?", signal.SIGQUIT), "note": ("w", signal.SIGHUP),
}  # fmt: skip
"""Places, and a signal that ends the reader there."""


@pytest.mark.parametrize(("keys", "number"), ENDS.values(), ids=ENDS)
def test_a_signal_ends_the_reader_wherever_it_is(
    open_terminal: OpenTerminal, dossier: Path, number: signal.Signals, keys: str
):
    terminal = opened(open_terminal(*READER, str(dossier)))
    terminal.press(keys)
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert terminal.restored()
    assert not left(dossier.parent)


def whole(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def changed(path: Path, was: bytes | None) -> bool:
    return whole(path) != was


def test_a_kill_in_the_middle_of_a_write_leaves_the_old_file_or_the_new_one_and_no_lock(
    open_terminal: OpenTerminal, dossier: Path
):
    review = dossier / "review.yaml"
    found = NO_REVIEWS
    for _ in range(3):
        was = whole(review)
        terminal = opened(open_terminal(*READER, str(dossier)))
        os.write(terminal.outer, b"vjv")
        terminal.until(partial(changed, review, was))
        terminal.process.kill()
        terminal.process.wait()
        found, problems = load(review)
        assert not problems
    # Nobody holds the folder, and what is left of a killed write is in nobody's way.
    again = opened(open_terminal(*READER, str(dossier)))
    again.press("Gv")
    again.until(lambda: load(review)[0] != found)
    leaves_well(again)


@pytest.mark.parametrize("keys", ["/", "&", "w", ":", "s"], ids=["search", "filter", "note", "palette", "save"])
def test_megabytes_pasted_into_a_prompt_end_neither_it_nor_the_reader(
    open_terminal: OpenTerminal, dossier: Path, keys: str
):
    terminal = opened(open_terminal(*READER, str(dossier)))
    terminal.press(keys)
    paste = b"\x1b[200~" + b"qQ\x1bQ:quit\r" * 100_000 + b"\x1b[201~"
    os.set_blocking(terminal.outer, False)
    while paste:
        try:
            paste = paste[os.write(terminal.outer, paste[:65536]) :]
        except BlockingIOError:
            terminal.look()
    os.set_blocking(terminal.outer, True)
    terminal.settle()
    assert terminal.process.poll() is None
    terminal.press("\x1b")
    terminal.press("\x1b")
    terminal.until(lambda: "? help" in terminal.shown())
    leaves_well(terminal)


@pytest.mark.parametrize("keys", [":", "/the", "c", "x", "?", "w"])
def test_a_storm_of_sizes_over_a_prompt_or_a_view_is_survived(open_terminal: OpenTerminal, dossier: Path, keys: str):
    terminal = opened(open_terminal(*READER, str(dossier), size=(100, 30)))
    terminal.press(keys)
    before = terminal.shown()
    storm(terminal, sizes=20)
    terminal.until(lambda: terminal.shown() == before)
    terminal.press("\x1b")
    terminal.press("\x1b")
    leaves_well(terminal)


def test_two_readers_of_one_dossier_lose_nothing_of_each_other(open_terminal: OpenTerminal, dossier: Path):
    one, other = opened(open_terminal(*READER, str(dossier))), opened(open_terminal(*READER, str(dossier)))
    one.press("vma")
    other.press("jvmb")
    other.press("wHeard by the other.\r")
    review = dossier / "review.yaml"

    def both() -> bool:
        marks = load(review)[0].marks
        return len(marks) == 2 and any(mark.notes for mark in marks.values())

    one.until(both)
    leaves_well(one)
    leaves_well(other)
    assert both()
    (state,) = (dossier.parent / "state" / "briefing").glob("*.json")
    assert {*json.loads(state.read_text("utf-8"))["marks"]} == {"a", "b"}


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "</dev/null", ">/dev/null", "0<&- 1>&- 2>&-"])
def test_without_all_three_streams_there_is_no_reader_and_no_traceback(
    dossier: Path, tmp_path: Path, closed: str, open_terminal: OpenTerminal
):
    trace = tmp_path / "status"
    script = f'"$@" {closed}; echo $? > {trace}'
    terminal = open_terminal("-c", script, "sh", sys.executable, *READER, str(dossier), program="/bin/sh")
    assert terminal.ended() == 0
    assert trace.read_text("utf-8") == "2\n"
    assert "Traceback" not in terminal.shown()
    assert terminal.restored()


def test_a_reader_that_goes_away_ends_an_export_without_a_word(dossier: Path):
    read, write = os.pipe()
    os.close(read)
    told = [sys.executable, *READER, "export", str(dossier)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(told, stdout=write, stderr=subprocess.PIPE, check=False, env=environment)
    os.close(write)
    assert done.returncode == 128 + signal.SIGPIPE
    assert b"Traceback" not in done.stderr


def test_on_a_full_disk_the_dossier_is_read_all_the_same(open_terminal: OpenTerminal, dossier: Path):
    before = contents(dossier)
    terminal = opened(open_terminal("-B", "-c", FULL, str(dossier)))
    terminal.press("jj5j")
    leaves_well(terminal)
    assert contents(dossier) == before
