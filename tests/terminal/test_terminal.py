"""The reader in a real terminal: it starts, ends truly, leaves the terminal whole, and lets no words act on it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pyte
import pytest

from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.listing import PaneId, View, listing
from briefing.loading import load_dossier
from briefing.shipped import shipped
from tests.terminal.conftest import Terminal

if TYPE_CHECKING:
    from tests.terminal.conftest import OpenTerminal

READER = ("-m", "briefing")
SEEDS = str(shipped("seeds"))

ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)

PAYLOADS = (
    "\x1b[?1337h",
    "\x1b]0;owned\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b]8;;http://example.invalid\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x9b31m",
    "\x9d0;owned\x9c",
    "\u202e\u2066",
)
"""What a hostile document would like to say to a terminal."""

POINTER = b"\x1b]22;default\x07"
"""Textual's own: it tells the terminal which mouse pointer to show."""

TITLE = re.compile(rb"\x1b]2;briefing: [^\x00-\x1f\x7f]*\x07")
"""The reader's own: the title of the window, which may say what the dossier is called but cannot say more."""

HOSTILE_DIGEST = r"""format: briefing/1
title: "Title PAYLOAD"
documents:
  - {id: loud, path: loud.txt, title: "Loud PAYLOAD", publisher: "Paper PAYLOAD"}
  - {id: gone, path: "goneESCAPED.txt", publisher: "PAYLOAD"}
actors:
  - {id: a, name: "Caller PAYLOAD", role: "PAYLOAD"}
facts:
  - id: f
    text: "A call PAYLOAD was heard."
    note: "PAYLOAD"
    evidence: {doc: loud, exact: "He called PAYLOAD twice."}
  - {id: g, text: Nothing., evidence: {doc: loud, exact: "never PAYLOAD said", note: "PAYLOAD"}}
statements:
  - {id: s, text: "He PAYLOAD said so.", speaker: a, cue: "PAYLOAD", evidence: {doc: loud, exact: "He called PAYLOAD"}}
"""


@pytest.fixture(scope="session")
def seeds() -> Dossier:
    """The example dossier, with its documents read."""
    return load_dossier(shipped("seeds"))


def opened(terminal: Terminal) -> Terminal:
    """Wait for the first screen, whole and at rest."""
    terminal.until_shown("? help")
    return terminal


def first_words(dossier: Dossier) -> tuple[str, str]:
    """Return how the first fact begins, and how the passage that it opens with does."""
    fact = listing(dossier, View(), PaneId.FACTS).ids[0]
    passage = next(found for found in dossier.annotations(fact) if found.span)
    return dossier.digest.items[fact].words[:24], one_line(dossier.words(passage) or "")[:24]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_the_reader_starts_on_the_first_fact_and_q_leaves_the_terminal_as_it_was(
    size: tuple[int, int], seeds: Dossier, open_terminal: OpenTerminal
):
    terminal = opened(open_terminal(*READER, SEEDS, size=size))
    fact, passage = first_words(seeds)
    assert f"> F{seeds.digest.labels[listing(seeds, View(), PaneId.FACTS).ids[0]][1:]} " in terminal.shown()
    assert fact in terminal.shown()
    assert passage in " ".join(terminal.shown().split())
    assert b"\x1b[?1049h" in terminal.raw
    assert not terminal.restored()
    terminal.press("\r")
    assert "Enter item" in terminal.shown()
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert terminal.restored()
    assert not _visible(terminal.after())


def _visible(written: bytes) -> str:
    """Return what of the last bytes a reader would see."""
    screen = pyte.Screen(200, 50)
    pyte.ByteStream(screen).feed(written)
    return "\n".join(screen.display).strip()


def test_an_idle_reader_writes_nothing(open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, SEEDS))
    terminal.press("jjj")
    assert terminal.look(1.0) == b""
    assert terminal.process.poll() is None


def test_modes_that_come_with_what_the_terminal_says_go_with_the_reader(open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, "--mouse", SEEDS))
    os.write(terminal.outer, b"\x1b[?2048;2$y")
    terminal.until(lambda: b"\x1b[?1016h" in terminal.raw)
    os.write(terminal.outer, b"\x1b[48;24;80;0;0t\x1b[<0;9;9M\x1b[<0;9;9m")
    terminal.press("?")
    terminal.press("q")
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_ctrl_z_gives_the_shell_its_terminal_and_coming_back_paints_everything(open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, SEEDS))
    terminal.press("jj")
    before = terminal.shown()
    os.write(terminal.outer, b"\x1a")
    terminal.until(lambda: os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT))
    terminal.settle()
    assert terminal.restored()
    assert terminal.raw.count(b"\x1b[23;0t") == 1
    terminal.screen.reset()
    terminal.process.send_signal(signal.SIGCONT)
    terminal.until_shown("? help")
    assert terminal.shown() == before
    assert TITLE.search(terminal.raw, terminal.raw.index(b"\x1b[23;0t"))
    terminal.press("j")
    assert terminal.shown() != before


def test_the_window_is_titled_and_gets_its_old_title_back(open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, SEEDS))
    assert terminal.raw.startswith(b"\x1b[22;0t\x1b]2;briefing: Syria")
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert terminal.raw.endswith(b"\x1b[23;0t")


def test_pasted_words_run_no_commands(open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, SEEDS))
    terminal.press("\x1b[200~qQjjj\n\x1b[201~")
    assert "pasted words are not taken for keys" in terminal.shown()
    assert terminal.process.poll() is None


@pytest.mark.parametrize("keys", ["оо", "ξξ"], ids=["Cyrillic", "Greek"])
def test_keys_of_another_alphabet_do_what_stands_on_them_elsewhere(keys: str, open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, SEEDS))
    terminal.press("jj")
    second = terminal.shown()
    terminal.press("g")
    terminal.press(keys)
    assert terminal.shown() == second


def test_ctrl_c_twice_quits(open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, SEEDS))
    terminal.press("\x03")
    assert "Ctrl+C again to quit" in terminal.shown()
    os.write(terminal.outer, b"\x03")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_a_window_that_is_dragged_smaller_and_larger_again_is_drawn_again(open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, SEEDS, size=(120, 40)))
    before = terminal.shown()
    for size, words in (
        ((80, 24), "3 Stmts"),
        ((30, 8), "q quit"),
        ((20, 5), "Too small"),
        ((120, 40), "3 Statements"),
    ):
        terminal.resize(size)
        terminal.until_shown(words)
    assert terminal.shown() == before
    terminal.press("j")
    assert terminal.shown() != before


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT], ids=lambda number: number.name
)
def test_a_signal_ends_the_reader_with_its_number_and_the_terminal_whole(
    number: signal.Signals, open_terminal: OpenTerminal
):
    terminal = opened(open_terminal(*READER, SEEDS))
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert terminal.restored()
    assert not _visible(terminal.after())


@pytest.mark.skipif(
    not Path("/proc/thread-self/children").exists(), reason="nothing tells here which processes a process has"
)
@pytest.mark.parametrize("key", ["q", "\x03\x03", signal.SIGTERM, signal.SIGHUP])
def test_a_reader_who_leaves_while_a_large_digest_is_read_leaves_no_process_behind(
    key: str | signal.Signals, tmp_path: Path, open_terminal: OpenTerminal
):
    (tmp_path / "one.txt").write_text("The crossing is open.\n", encoding="utf-8")
    facts = "".join(f"- {{id: f{at}, text: {'It rains. ' * 10}}}\n" for at in range(60_000))
    digest = f"format: briefing/1\ndocuments:\n- {{id: one, path: one.txt}}\nfacts:\n{facts}"
    (tmp_path / "digest.yaml").write_text(digest, encoding="utf-8")
    terminal = open_terminal(*READER, "--fresh", str(tmp_path))
    terminal.until(lambda: "The crossing is open" in terminal.shown())
    reader = terminal.process.pid
    beside = Path(f"/proc/{reader}/task/{reader}/children").read_text(encoding="ascii").split()
    assert len(beside) == 1
    assert "reading the digest" in terminal.shown()
    if isinstance(key, str):
        terminal.press(key)
    else:
        terminal.process.send_signal(key)
    terminal.ended()
    assert terminal.restored()
    assert not Path(f"/proc/{beside[0]}").exists()


@pytest.mark.parametrize("controls", [True, False])
def test_the_reader_ends_where_its_terminal_goes_away(
    open_terminal: OpenTerminal, controls: bool, monkeypatch: pytest.MonkeyPatch
):
    if not controls:
        # No signal tells of the end of a terminal that does not control the process.
        monkeypatch.setattr(Terminal, "_control", lambda terminal: None)
    # What is written at once is nowhere kept, to be written again at the end.
    terminal = opened(open_terminal(*READER, SEEDS, environment={"PYTHONUNBUFFERED": None}))
    terminal.press("j")
    terminal.until_shown("F2 passage")
    terminal.hang_up()
    terminal.process.wait(timeout=20)
    assert terminal.process.returncode == 128 + signal.SIGHUP


@pytest.mark.parametrize("term", ["dumb", None, ""], ids=["dumb", "unset", "empty"])
def test_the_reader_refuses_a_terminal_that_cannot_show_it(term: str | None, open_terminal: OpenTerminal):
    terminal = open_terminal(*READER, SEEDS, environment={"TERM": term})
    assert terminal.ended() == 2
    assert_refused(terminal.raw)


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_the_reader_refuses_where_a_stream_is_no_terminal(stream: str, open_terminal: OpenTerminal):
    terminal = open_terminal(*READER, SEEDS, other={stream: subprocess.PIPE})
    assert terminal.ended() == 2
    pipe = terminal.process.stdout or terminal.process.stderr
    piped = pipe.read() if pipe else b""
    if stream == "stderr":
        assert terminal.raw == b""
        assert_refused(piped)
    else:
        assert piped == b""
        assert_refused(terminal.raw)


def assert_refused(written: bytes) -> None:
    """Demand one line without any control, which names what works without a terminal."""
    line = written.decode().replace("\r\n", "\n")
    assert line.endswith("\n")
    assert line.count("\n") == 1
    assert "`briefing show`" in line
    assert "`briefing export`" in line
    assert line.strip().isprintable()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_no_sequence_of_a_document_or_a_digest_reaches_the_terminal(
    size: tuple[int, int], tmp_path: Path, open_terminal: OpenTerminal
):
    payload = "".join(PAYLOADS)
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "loud.txt").write_text(f"He called {payload} twice.\n\nThen {payload} nothing.\n", "utf-8", newline="")
    escaped = "".join(f"\\U{ord(character):08x}" for character in payload)
    digest = HOSTILE_DIGEST.replace("ESCAPED", r"\e[?1337h").replace("PAYLOAD", escaped)
    (folder / "digest.yaml").write_text(digest, "utf-8")
    terminal = opened(open_terminal(*READER, str(folder), size=size))
    assert "He called" in terminal.shown()
    assert terminal.shown().count("␛[?1337h␛]0;owned␇") >= 2
    terminal.press("i")
    assert "A call" in terminal.shown()
    for keys in ("q", "!", "q", "2", "i", "q", "6", "j", "i", "q", "R"):
        terminal.press(keys)
    assert "gone␛[?1337h.txt" in terminal.shown()
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    for part in PAYLOADS:
        assert part.encode() not in terminal.raw
    for character in "\x9b\x9d\u202e\u2066":
        assert character.encode() not in terminal.raw
    assert b"\x1b]" not in TITLE.sub(b"", terminal.raw.replace(POINTER, b""))
    assert b"\x1bP" not in terminal.raw


CRASHING = """\
import sys

from briefing.__main__ import main
from briefing.reader.screens.reading import Reading


def raises(screen, _command_id):
    words = [reading.text.received for reading in screen.snapshot.readings.values()]
    raise RuntimeError(words)


Reading.action_help = raises
sys.exit(main(sys.argv[1:]))
"""


def test_a_crash_leaves_the_terminal_whole_and_tells_nothing_of_the_documents(
    tmp_path: Path, seeds: Dossier, open_terminal: OpenTerminal
):
    (tmp_path / "crashing.py").write_text(CRASHING, "utf-8")
    terminal = opened(open_terminal(str(tmp_path / "crashing.py"), SEEDS))
    os.write(terminal.outer, b"?")
    assert terminal.ended() == 1
    assert terminal.restored()
    said = _visible(terminal.after())
    assert said.startswith("briefing crashed (RuntimeError). Nothing of yours was changed.")
    assert len(said.splitlines()) <= 4
    written = (tmp_path / "state" / "briefing" / "crash.txt").read_text("utf-8")
    assert "in raises" in written
    for document in seeds.digest.documents:
        text = seeds.text(document.id)
        assert text is not None
        for line in filter(None, text.received.splitlines()):
            assert line[:16] not in said
            assert line[:16] not in written
    for item in seeds.digest:
        assert one_line(item.words)[:24] not in said.replace("\n", " ")


def test_a_dossier_that_is_not_there_is_said_without_taking_the_screen(tmp_path: Path, open_terminal: OpenTerminal):
    terminal = open_terminal(*READER, str(tmp_path / "nowhere"))
    assert terminal.ended() == 2
    assert b"nowhere" in terminal.raw
    assert b"\x1b[" not in terminal.raw
    assert terminal.restored()


SIGNALLED = """\
import os
import sys

from briefing.__main__ import main
from briefing.reader import app, titlebar
from briefing.reader.screens.findline import FindLine
from briefing.reader.screens.reading import Reading
from briefing.reader.wire.driver import ReaderDriver

AT = {
    "titled": (titlebar.TitleBar, "show"), "loaded": (app.BriefingApp, "on_load"),
    "taken": (ReaderDriver, "start_application_mode"), "set up": (Reading, "compose"),
    "mounted": (app.BriefingApp, "on_mount"), "asked": (FindLine, "compose"),
    "given back": (ReaderDriver, "stop_application_mode"),
}
owner, name = AT[os.environ["AT"]]
done = getattr(owner, name)


def signalled(*arguments):
    found = done(*arguments)
    os.kill(os.getpid(), int(os.environ["NUMBER"]))
    return found


setattr(owner, name, signalled)
sys.exit(main(sys.argv[1:]))
"""


def signalled(tmp_path: Path, open_terminal: OpenTerminal, at: str, number: signal.Signals) -> Terminal:
    """Open a reader that gets a signal in the middle of something."""
    (tmp_path / "signalled.py").write_text(SIGNALLED, "utf-8")
    environment: dict[str, str | None] = {"AT": at, "NUMBER": str(int(number))}
    return open_terminal(str(tmp_path / "signalled.py"), SEEDS, environment=environment)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
@pytest.mark.parametrize("at", ["titled", "loaded", "taken", "set up", "mounted"])
def test_a_signal_in_the_middle_of_the_start_leaves_the_terminal_whole(
    at: str, number: signal.Signals, tmp_path: Path, open_terminal: OpenTerminal
):
    terminal = signalled(tmp_path, open_terminal, at, number)
    assert terminal.ended() == 128 + number
    assert terminal.restored()
    assert terminal.raw.endswith(b"\x1b[23;0t")
    assert b"crashed" not in terminal.raw


def test_a_signal_while_something_is_laid_out_is_no_crash(tmp_path: Path, open_terminal: OpenTerminal):
    terminal = opened(signalled(tmp_path, open_terminal, "asked", signal.SIGTERM))
    os.write(terminal.outer, b"/")
    assert terminal.ended() == 128 + signal.SIGTERM
    assert terminal.restored()
    assert b"crashed" not in terminal.raw


def test_the_end_of_a_pause_that_comes_when_all_is_over_begins_nothing_anew(
    tmp_path: Path, open_terminal: OpenTerminal
):
    terminal = opened(signalled(tmp_path, open_terminal, "given back", signal.SIGCONT))
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert terminal.restored()


@pytest.mark.parametrize("stopped", [True, False])
def test_a_pause_that_nobody_announced_leaves_the_terminal_as_it_was(stopped: bool, open_terminal: OpenTerminal):
    terminal = opened(open_terminal(*READER, SEEDS))
    before = terminal.shown()
    if stopped:
        terminal.process.send_signal(signal.SIGSTOP)
        terminal.until(lambda: os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT))
        terminal.screen.reset()
    terminal.process.send_signal(signal.SIGCONT)
    terminal.until(lambda: terminal.raw.count(b"\x1b[?1049h") == 2)
    terminal.until(lambda: terminal.shown() == before)
    terminal.press("j")
    assert terminal.shown() != before
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert terminal.restored()


SHELL = """\
import os
import signal
import subprocess
import sys
import termios

sane = termios.tcgetattr(0)
editing = termios.tcgetattr(0)
editing[3] &= ~(termios.ICANON | termios.ECHO)
termios.tcsetattr(0, termios.TCSANOW, editing)
program = subprocess.Popen([sys.executable, *sys.argv[1:]], process_group=0)
os.waitid(os.P_PID, program.pid, os.WSTOPPED | os.WNOWAIT)
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
termios.tcsetattr(0, termios.TCSANOW, sane)
os.tcsetpgrp(0, program.pid)
os.killpg(program.pid, signal.SIGCONT)
status = program.wait()
os.tcsetpgrp(0, os.getpgrp())
sys.exit(status)
"""
"""What a shell does with `briefing &` and then `fg`."""


def test_what_was_begun_in_the_background_waits_for_its_terminal_and_leaves_it_whole(open_terminal: OpenTerminal):
    terminal = opened(open_terminal("-c", SHELL, *READER, SEEDS))
    assert terminal.raw.count(b"\x1b[?1049h") == 1
    terminal.press("jj")
    assert "> F4" in terminal.shown()
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert terminal.restored()
