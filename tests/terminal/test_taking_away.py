"""Taking words away in a real terminal: what is asked of its clipboard, what a program is given, what is printed."""

from __future__ import annotations

import base64
import os
import re
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.loading import load_dossier
from briefing.shipped import shipped

if TYPE_CHECKING:
    from tests.terminal.conftest import OpenTerminal, Terminal

SEEDS = str(shipped("seeds"))

ALONE: dict[str, str | None] = {
    "TMUX": None, "SSH_TTY": None, "SSH_CONNECTION": None, "SSH_CLIENT": None, "DISPLAY": None, "WAYLAND_DISPLAY": None,
}  # fmt: skip
"""A terminal that is neither in tmux nor on a screen with a clipboard, nor far away."""

OSC_52 = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")

WORDS = "Said “here”: \x1b]0;owned\x07\tnaïve é 日本語 👩\u200d🚀 שלום\r\nand on the next line"

DIGEST = """\
format: briefing/1
documents: [{id: loud, path: loud.txt, publisher: The Wire, published: 2031-03-04}]
facts: [{id: f, text: It was said., evidence: {doc: loud, exact: EXACT}}]
"""


def opened(terminal: Terminal) -> Terminal:
    """Wait for the first screen, whole and at rest."""
    terminal.until_shown("? help")
    return terminal


def loud(folder: Path) -> str:
    """Write a dossier of one passage, which means harm, and return its words as they were received."""
    (folder / "loud.txt").write_text(f"First.\n\n{WORDS}\n", "utf-8", newline="")
    exact = "".join(f"\\U{ord(character):08x}" for character in WORDS)
    (folder / "digest.yaml").write_text(DIGEST.replace("EXACT", f'"{exact}"'), "utf-8")
    dossier = load_dossier(folder)
    (found,) = dossier.annotations("f")
    return dossier.words(found) or ""


def test_the_clipboard_is_asked_for_the_words_as_received_less_what_a_terminal_acts_on(
    tmp_path: Path, open_terminal: OpenTerminal
):
    words = loud(tmp_path)
    assert "\n" in words
    terminal = opened(open_terminal("-m", "briefing", str(tmp_path), environment=ALONE))
    os.write(terminal.outer, b"y")
    terminal.until_shown("sent ")
    (asked,) = OSC_52.findall(terminal.raw)
    assert base64.b64decode(asked).decode() == words.replace("\x1b", "␛").replace("\x07", "␇")
    assert f"sent {len(words)} characters to the terminal" in terminal.shown()


def test_nothing_is_asked_of_a_terminal_in_tmux(tmp_path: Path, open_terminal: OpenTerminal):
    (tmp_path / "bin").mkdir()
    tmux = tmp_path / "bin" / "tmux"
    tmux.write_text(f"#!/bin/sh\ncat > {tmp_path}/buffer\n", "utf-8")
    tmux.chmod(0o755)
    words = loud(tmp_path)
    environment = ALONE | {"TMUX": "/tmp/tmux-0/default,1,0", "PATH": f"{tmp_path}/bin:{os.environ['PATH']}"}
    terminal = opened(open_terminal("-m", "briefing", str(tmp_path), environment=environment))
    os.write(terminal.outer, b"y")
    terminal.until_shown("through tmux")
    assert OSC_52.findall(terminal.raw) == []
    assert (tmp_path / "buffer").read_bytes() == words.replace("\x1b", "␛").replace("\x07", "␇").encode()


def test_words_are_piped_to_a_pager_and_the_reader_is_there_again(tmp_path: Path, open_terminal: OpenTerminal):
    pager = tmp_path / "less"
    pager.write_text('#!/bin/sh\ncat\necho "$LESS"\necho "the pager waits"\nread -r line < /dev/tty\n', "utf-8")
    pager.chmod(0o755)
    terminal = opened(open_terminal("-m", "briefing", SEEDS, environment=ALONE | {"PAGER": str(pager)}))
    terminal.press("|")
    assert f"pipe F1 to: {pager}"[:40] in terminal.shown()
    os.write(terminal.outer, b"\r")
    terminal.until_shown("the pager waits")
    assert terminal.restored()
    assert "-+F" in terminal.shown()
    assert "[^" in terminal.shown()
    os.write(terminal.outer, b"\n")
    terminal.until_shown("has ended")
    assert "> F1" in terminal.shown()
    assert terminal.raw.rfind(b"\x1b]2;briefing: ") > terminal.raw.rfind(b"\x1b[23;0t")
    terminal.press("q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_what_a_command_prints_can_be_read_before_the_reader_comes_back(open_terminal: OpenTerminal):
    terminal = opened(open_terminal("-m", "briefing", SEEDS, environment=ALONE | {"PAGER": "wc -l; exit 4"}))
    terminal.press("|")
    os.write(terminal.outer, b"\r")
    terminal.until_shown("any key goes back to the reader")
    os.write(terminal.outer, b" ")
    terminal.until_shown("wc ended with status 4")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_ends_the_reader_while_a_plain_print_waits(number: signal.Signals, open_terminal: OpenTerminal):
    terminal = opened(open_terminal("-m", "briefing", SEEDS, environment=ALONE))
    os.write(terminal.outer, b"P")
    terminal.until_shown("any key goes back to the reader")
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert terminal.restored()


def test_a_plain_print_leaves_the_screen_to_the_terminal_until_a_key(open_terminal: OpenTerminal):
    terminal = opened(open_terminal("-m", "briefing", SEEDS, environment=ALONE))
    os.write(terminal.outer, b"P")
    terminal.until_shown("any key goes back to the reader")
    assert b"\x1b[?1049l" in terminal.raw
    printed = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
    fact = load_dossier(shipped("seeds")).digest.facts[0].text
    assert f"F1\t{fact}\r\n" in printed
    os.write(terminal.outer, b"\x1b[B")
    terminal.until_shown("? help")
    assert "> F1" in terminal.shown()
    # The shell's own screen, to which one comes back at the end, asks for no key any more.
    asked = terminal.raw.rpartition(b"any key goes back")[2].partition(b"\x1b[?1049h")[0]
    assert b"\r\x1b[K" in asked
