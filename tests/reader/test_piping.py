"""Piping from the reader: what is offered, to which command, and what is said; tests/terminal has it in a terminal."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Label

from briefing.export.pieces import item_markdown
from briefing.listing import PaneId
from briefing.piping import ended, environment, pager, stays
from briefing.reader.screens.asking import PipePrompt
from briefing.reader.screens.prompt import Line
from briefing.taking import document_text

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt


def prompt(reader: Reader) -> PipePrompt:
    assert isinstance(reader.app.screen, PipePrompt)
    return reader.app.screen


async def command(reader: Reader, line: str) -> None:
    """Type a command and have it run."""
    prompt(reader).query_one(Line).value = line
    await reader.press("enter")


@pytest.fixture
def lending(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make as if the terminal could be lent, and a key were pressed at once."""
    monkeypatch.setattr("briefing.reader.app.BriefingApp.suspend", lambda _app: nullcontext())
    monkeypatch.setattr("briefing.reader.aside.wait_for_key", lambda _sentence: None)


async def test_what_has_the_keys_decides_what_is_piped(karro: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PAGER", "most -s")
    async with read_it(karro) as reader:
        await reader.press("|")
        assert str(prompt(reader).query_one("#sign", Label).content) == " pipe F1 to: "
        assert prompt(reader).typed == "most -s"
        await reader.press("escape", "0", "|")
        assert str(prompt(reader).query_one("#sign", Label).content) == " pipe text to: "
        await reader.press("down")
        assert str(prompt(reader).query_one("#sign", Label).content) == " pipe F1 to: "


@pytest.mark.usefixtures("lending")
async def test_the_words_go_to_the_command_and_none_of_them_into_it(karro: Path, read_it: ReadIt, tmp_path: Path):
    async with read_it(karro) as reader:
        await reader.press("|")
        await command(reader, f"cat > {tmp_path}/piped; printf '%s' \"$0 $*\" > {tmp_path}/called")
        assert (tmp_path / "piped").read_text("utf-8") == item_markdown(reader.dossier, "f-friday")
        assert (tmp_path / "called").read_text("utf-8") == "sh "
        assert "cat has ended" in reader.status()
        await reader.press("0", "|")
        await command(reader, f"cat > {tmp_path}/piped")
        piped = (tmp_path / "piped").read_text("utf-8")
        assert piped == document_text(reader.dossier, reader.cursor.doc)
        assert "\x1b" not in piped


@pytest.mark.usefixtures("lending")
async def test_a_list_can_be_piped(karro: Path, read_it: ReadIt, tmp_path: Path):
    async with read_it(karro) as reader:
        reader.highlight(PaneId.STATEMENTS, "s-sound")
        await reader.press("|", "down")
        await command(reader, f"cat > {tmp_path}/piped")
        assert (tmp_path / "piped").read_text("utf-8").startswith("# Statements of ")


@pytest.mark.usefixtures("lending")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("cat > /dev/null; exit 3", "cat ended with status 3"),
        ("nothing-of-this-name 2> /dev/null", "the shell knows no command 'nothing-of-this-name'"),
        ("true", "true has ended"),
    ],
)
async def test_how_it_ended_is_said(line: str, said: str, karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("|")
        await command(reader, line)
        assert said in reader.status()


async def test_where_the_terminal_cannot_be_lent_that_is_said(karro: Path, read_it: ReadIt, tmp_path: Path):
    async with read_it(karro) as reader:
        await reader.press("|")
        await command(reader, f"touch {tmp_path}/run")
        assert "this terminal cannot be lent to a program" in reader.status()
        assert not (tmp_path / "run").exists()
        await reader.press("P")
        assert "this terminal cannot be lent to a program" in reader.status()


async def test_an_empty_line_runs_nothing(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("|")
        await command(reader, "  ")
        assert "type a command" in str(prompt(reader).query_one("#remark", Label).content)


@pytest.mark.usefixtures("lending")
async def test_what_is_printed_plainly_is_what_is_shown(
    karro: Path, read_it: ReadIt, capfd: pytest.CaptureFixture[str]
):
    async with read_it(karro) as reader:
        lists = reader.screen.plain_lines()
        assert lists[2] == "F3\tA bishop blessed the bridge."
        await reader.press("0")
        lines = reader.screen.plain_lines()
        text = reader.dossier.text("wire")
        assert text is not None
        assert lines[:3] == text.received.split("\n")[:3]
        assert len(max(lines, key=len)) > 80
        await reader.press("P")
    printed = capfd.readouterr().out
    assert "␛[31mred" in printed
    assert "\x1b[31m" not in printed


# The command line


def test_a_pager_is_proposed():
    assert pager({}) == pager({"PAGER": " "}) == "less"
    assert pager({"PAGER": "moor -x"}) == "moor -x"
    assert environment({"LESS": "FRX", "A": "b"}) == {"LESS": "FRX -+F -+E", "A": "b"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("less", True), ("/usr/bin/less -R", True), ("grep x | less", True), ("LESSCHARSET=utf-8 less", True),
        ("less -FX", False), ("less --quit-if-one-screen", False), ("wc -w", False), ("less | wc", False),
        ("cat", False), ("grep -c less", False), ("", False),
    ],
)  # fmt: skip
def test_whether_a_program_stays_until_it_is_told_to_go(line: str, expected: bool):
    assert stays(line) is expected


def test_an_end_by_a_signal_is_told():
    assert ended("wc -w", -15) == "wc was ended by signal 15"
