"""Nothing from outside acts on a terminal, whichever way it takes, and nothing of it vanishes."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from briefing.crashes import crashed
from briefing.cursor import begin, follow
from briefing.display import harmless
from briefing.errors import BriefingError, Place, Problem, Severity
from briefing.export.pieces import items_markdown, list_markdown
from briefing.listing import PaneId, View
from briefing.loading import load_dossier, open_dossier
from briefing.reader.titlebar import spelled
from briefing.reader.wire.pen import spelling
from briefing.reader.wire.updates import columns
from briefing.review import State, marked
from briefing.review_file import load, save
from briefing.state import recall, remember, state_file, understood
from briefing.taking import cited, taken
from tests.hostile.conftest import FEW, HOSTILE, Run
from tests.hostile.words import EVERYTHING, SEQUENCES, acting, hostile_dossier, hostile_words
from tests.terminal.conftest import open_terminal
from tests.wire.conftest import paint_it

if TYPE_CHECKING:
    from tests.terminal.conftest import OpenTerminal
    from tests.wire.conftest import PaintIt

__all__ = ["open_terminal", "paint_it"]

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "@"), ("check", "@", "--format", "json"), ("check", "@", "--format", "github"),
    ("check", "@", "--coverage"), ("fix", "@"), ("show", "@"), ("show", "@", "f-1"), ("show", "@", "venn"),
    ("show", "@", "c-1"), ("show", "@", "q-1"), ("show", "@", "s-1"), ("show", "@", "wire"), ("show", "@", "latin"),
    ("show", "@", "gone"), ("show", "@", "wire:3"), ("show", "@", "2031"), ("--flat", "@"),
    ("export", "@"), ("export", "@", "--format", "jsonl"), ("export", "@", "--format", "csv"),
    ("export", "@", "--format", "grid-csv"), ("anchor", "@", "wire", "e"), ("anchor", "@", "wire",
    "The minister spake"),
    ("completion", "words", "@"), ("keys",), ("doctor",),
)  # fmt: skip
"""What is asked of a hostile dossier."""

SAID: tuple[tuple[str, ...], ...] = (
    ("WORDS",), ("--theme", "WORDS"), ("--keys", "WORDS"), ("--config", "WORDS", "keys"), ("check", "--explain",
    "WORDS"),
    ("check", "@", "--select", "WORDS"), ("export", "@", "--format", "WORDS"), ("export", "@", "-o", "@/no/WORDS"),
    ("show", "@", "WORDS"), ("show", "WORDS", "x"), ("anchor", "@", "wire", "WORDS"), ("anchor", "@", "WORDS", "x"),
    ("anchor", "WORDS", "WORDS", "WORDS"), ("fix", "@", "--only", "WORDS"), ("init", "WORDS"), ("pin", "WORDS"),
    ("completion", "WORDS"), ("completion", "words", "WORDS"), ("--WORDS",), ("show", "@", "WORDS", "WORDS"),
)  # fmt: skip
"""What somebody may type, or a script may pass on."""


def calm(ran_bytes: bytes) -> list[str]:
    """Return what would act in the bytes that a command wrote, which are UTF-8 without exception."""
    return acting(ran_bytes.decode("utf-8").replace("\r\n", "\n"))


@given(hostile_words)
@example(EVERYTHING)
@FEW
def test_no_command_writes_what_acts(tmp_path: Path, run: Run, words: str) -> None:
    folder = hostile_dossier(tmp_path / "dossier", words)
    for command in COMMANDS:
        ran = run(*(word.replace("@", str(folder)) for word in command))
        assert "briefing crashed" not in ran.said, command
        assert calm(ran.out) + calm(ran.err) == [], command


@given(hostile_words)
@example(EVERYTHING)
@FEW
def test_no_command_repeats_what_was_typed_as_it_was(tmp_path: Path, run: Run, words: str) -> None:
    folder = hostile_dossier(tmp_path / "dossier", "word")
    typed = words.replace("\x00", "").replace("/", "")
    for command in SAID:
        ran = run(*(word.replace("@", str(folder)).replace("WORDS", typed) for word in command))
        assert "briefing crashed" not in ran.said, command
        assert calm(ran.out) + calm(ran.err) == [], command


@given(hostile_words)
@example(EVERYTHING)
@example("caf\udce9 \udc9b31m")
@FEW
def test_the_names_of_files_and_folders_are_words(tmp_path: Path, run: Run, words: str) -> None:
    name = words.replace("\x00", "").replace("/", "")[:40].strip(".")
    folder = tmp_path / f"d{name}"
    folder.mkdir(exist_ok=True)
    for suffix in ("txt", "md", "pdf", "yaml"):
        (folder / f"n{name}.{suffix}").write_text(f"A report {harmless(words)}\n", "utf-8", errors="replace")
    for command in (
        ("init", "--print"),
        ("show",),
        ("check",),
        ("init",),
        ("pin",),
        ("check",),
        ("export",),
        ("--flat",),
    ):
        ran = run(*command, folder)
        assert "briefing crashed" not in ran.said, command
        assert calm(ran.out) + calm(ran.err) == [], command
    (folder / "digest.yaml").unlink(missing_ok=True)


@given(hostile_words)
@example(EVERYTHING)
@FEW
def test_settings_and_themes_say_nothing_but_words(tmp_path: Path, run: Run, words: str) -> None:
    home = tmp_path / "config" / "briefing"
    (home / "themes").mkdir(parents=True, exist_ok=True)
    escaped = "".join(f"\\U{ord(letter):08x}" for letter in words)
    for text in (
        f'theme: "{escaped}"', f'keymap: {{next-item: "{escaped}"}}', f'keymap: {{"{escaped}": x}}', f'"{escaped}": 1',
        f'dossier: "{escaped}"', f"theme: {words}", f"{words}: 1", f"# {words}",
    ):  # fmt: skip
        (home / "config.yaml").write_text(f"{text}\n", "utf-8")
        for command in (("keys",), ("show",), ("doctor",)):
            ran = run(*command)
            assert "briefing crashed" not in ran.said, text
            assert calm(ran.out) + calm(ran.err) == [], text
    (home / "config.yaml").unlink()


@given(hostile_words)
@example(EVERYTHING)
@HOSTILE
def test_errors_and_problems_spell_nothing_but_words(words: str) -> None:
    place = Place(words, 1, 2)
    problem = Problem("code", Severity.ERROR, words, place, words, words, words, words, words, 3, None, (words,))
    error = BriefingError(words, place, words)
    assert acting(f"{problem}\n{error}\n{error.brief}") == []
    assert acting(spelled(words).removeprefix("\x1b]2;").removesuffix("\x07")) == []


@given(hostile_words)
@example(EVERYTHING)
@FEW
def test_what_is_taken_away_acts_nowhere_it_is_pasted(tmp_path: Path, words: str) -> None:
    dossier = load_dossier(hostile_dossier(tmp_path / "dossier", words))
    cursor = follow(dossier, begin(dossier))
    # Marks of direction are words of the document, and stay; whatever a terminal acts on goes.
    found = taken(dossier, cursor)
    assert found
    for text in (found.words, cited(dossier, found)):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
    for pane in (PaneId.FACTS, PaneId.ACTORS, PaneId.DOCUMENTS):
        assert acting(list_markdown(dossier, View(), pane)) == []
    assert acting(items_markdown(dossier, [item.id for item in dossier.digest], words)) == []


@given(hostile_words)
@example(EVERYTHING)
@FEW
def test_reviews_and_what_is_remembered_come_back_as_they_were(tmp_path: Path, words: str) -> None:
    folder = hostile_dossier(tmp_path / "dossier", words)
    dossier = open_dossier(folder)
    path = folder / "other.review.yaml"
    path.unlink(missing_ok=True)
    before = load(path)[0]
    said = marked(before, "f-1", State.CHECKED, words, "2031-03-06T10:00:00Z", words)
    assert save(path, before, said) == load(path)[0] == said
    assert acting(path.read_text("utf-8")) == []
    memory = recall(dossier).memory
    remember(dossier, memory)
    assert acting(state_file(dossier).read_text("utf-8")) == []
    assert understood(words.encode()).notice


def test_a_crash_tells_neither_words_nor_names_that_act(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "\x1b]0;owned\x07\u202e"))
    try:
        raise ValueError(EVERYTHING)
    except ValueError as error:
        said = crashed(error)
    assert "briefing crashed (ValueError)" in said
    assert acting(said) == []
    [written] = tmp_path.rglob("crash.txt")
    assert acting(written.read_text("utf-8")) == []
    # What is remembered of dossiers will lie beside it, under their names.
    assert stat.S_IMODE(written.parent.stat().st_mode) == 0o700


def test_a_command_that_crashes_keeps_the_words_to_itself(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError(f"secret {EVERYTHING}")

    monkeypatch.setattr("briefing.cli.show.lines_of", fail)
    ran = run("show", hostile_dossier(tmp_path / "dossier", EVERYTHING))
    assert ran.status == 2
    assert b"secret" not in ran.err
    assert ran.err.startswith(b"briefing crashed (RuntimeError)")
    assert calm(ran.err) == []


def test_a_process_of_its_own_writes_the_same(tmp_path: Path) -> None:
    folder = hostile_dossier(tmp_path / "dossier", EVERYTHING)
    for command in (("fix",), ("check", "--coverage"), ("export",)):
        argv = [sys.executable, "-m", "briefing", command[0], str(folder), *command[1:]]
        done = subprocess.run(argv, capture_output=True, check=False, env={"LC_ALL": "C", "HOME": str(tmp_path)},
                              cwd=Path(__file__).parents[2])  # fmt: skip
        assert calm(done.stdout) + calm(done.stderr) == []
        assert done.stdout


# Nothing vanishes


@given(st.text(st.characters(categories=None).filter(lambda letter: letter != "\n")))
@example("".join(chr(code) for code in range(0x3000) if code != 10))
@FEW
def test_every_character_of_a_line_is_shown_in_its_place(tmp_path: Path, words: str) -> None:
    whole = words.encode("utf-8", "replace").decode()
    folder = tmp_path / "dossier"
    folder.mkdir(exist_ok=True)
    (folder / "wire.txt").write_text(f"<{whole}>", "utf-8", newline="")
    (folder / "digest.yaml").write_text("format: briefing/1\ndocuments: [{id: wire, path: wire.txt}]\n", "utf-8")
    text = load_dossier(folder).text("wire")
    assert text is not None
    assert len(text.shown) == len(text.received)
    assert acting(text.shown) == []


def test_no_character_is_lost_on_the_way_to_a_cell() -> None:
    lost = []
    for code in range(0x110000):
        shown = harmless(chr(code))
        # What has a column has a cell of its own; lost can be what is put into the cell before it.
        if shown in "\n\u200c\u200d" or get_character_cell_size(shown):
            continue
        texts = columns(f"a{shown}b")
        if len("".join(spelling(text).text for text in texts if text)) < 3:
            lost.append(f"U+{code:04X}")
    assert lost == []


# The reader

PROGRAM = re.compile(
    r"\x1b\[(?:[0-9]{1,3}(?:;[0-9]{1,3})*)?[ABCDHJKLMPXm]"
    r"|\x1b\[(?:[0-9]{1,2};[0-9]{1,2})?r|\x1b\[6n|\x1b\[[<>]?[0-9]{0,2}[un]|\x1b\[\?[0-9]{1,4}(?:[hl]|\$p)"
    r"|\x1b\]22;default\x07"
    r"|\x1b\[22;0t|\x1b\[23;0t|\x1b\]2;briefing: [^\x00-\x1f\x7f-\x9f]{0,60}\x07|\x1b\[\?u|\r\n|\x07"
)
"""Every sequence that the reader itself sends."""

KEYS = ("j", "i", "escape", "!", "G", "escape", "2", "i", "escape", "5", "x", "escape", "1", "enter", "i", "escape",
    "p",
        "escape", "c", "escape", "t", "escape", "C", "escape", "6", "j", "j", "R", ":", "s", "h", "escape", "T",
        "escape")  # fmt: skip


def assert_inert(sent: str) -> None:
    """Demand that nothing was sent but the program's own sequences and words."""
    for mode in re.findall(r"\x1b\[\?([0-9]+)[hl]", sent):
        assert mode in ("7", "25", "1000", "1003", "1004", "1006", "1015", "1016", "1049", "2004", "2026", "2048"), mode
    assert acting(PROGRAM.sub("", sent), "\n\r") == []
    assert "\x1b[6n\x1b[6n" not in sent


@pytest.mark.parametrize(
    ("words", "stock_paint"), [(EVERYTHING, False), (EVERYTHING, True), ("".join(SEQUENCES), False)],
    ids=["thin", "stock", "sequences"],
)  # fmt: skip
async def test_the_reader_sends_nothing_that_acts(
    words: str, tmp_path: Path, paint_it: PaintIt, *, stock_paint: bool
) -> None:
    folder = hostile_dossier(tmp_path / "dossier", words)
    size = (120, 40) if stock_paint else (80, 24)
    async with paint_it(folder, size, stock_paint=stock_paint) as painted:
        sent = [await painted.press(key) for key in KEYS]
        assert painted.app.stock_paint == stock_paint
        assert painted.app.is_running
        assert_inert("".join([*painted.sent, *sent]))


async def test_marks_without_end_and_a_line_without_end_cost_a_terminal_little(
    tmp_path: Path, paint_it: PaintIt
) -> None:
    (tmp_path / "wire.txt").write_text(f"a{chr(0x301) * 20_000}b {'x' * 300_000}\nlast line\n", "utf-8")
    (tmp_path / "digest.yaml").write_text("format: briefing/1\ndocuments: [{id: wire, path: wire.txt}]\n", "utf-8")
    async with paint_it(tmp_path, (80, 24)) as painted:
        sent = [await painted.press(key) for key in ("0", "j", "d", "g", "G")]
        assert max(map(len, sent)) < 20_000
        assert_inert("".join(sent))
        text = painted.reading.snapshot.text("wire")
        assert text is not None
        assert len(text.shown) == len(text.received)
        assert any("last line" in "".join(str(cell[0]) for cell in row) for row in painted.screen())


def test_a_real_terminal_gets_nothing_that_acts(tmp_path: Path, open_terminal: OpenTerminal) -> None:
    folder = hostile_dossier(tmp_path / "dossier", EVERYTHING)
    terminal = open_terminal("-m", "briefing", str(folder), size=(120, 40))
    terminal.until_shown("? help")
    for keys in ("i", "\x1b", "!", "\x1b", "2i", "\x1b", "6j", "0"):
        terminal.press(keys)
    terminal.press("Q")
    assert terminal.ended() == 0
    assert terminal.restored()
    assert_inert(terminal.raw.decode("utf-8"))


@pytest.mark.parametrize("command", ["check", "fix"])
def test_colours_on_a_terminal_are_the_programs_own(command: str, tmp_path: Path, open_terminal: OpenTerminal) -> None:
    folder = hostile_dossier(tmp_path / "dossier", EVERYTHING)
    terminal = open_terminal("-m", "briefing", command, str(folder))
    assert terminal.ended() == 1
    said = re.sub(r"\x1b\[(?:0|1|34|1;3[136])m|\r\x1b\[K|\r\n", "", terminal.raw.decode("utf-8"))
    assert acting(said) == []
