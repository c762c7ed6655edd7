"""The manual page says what the program declares, and roff takes it without a word."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from briefing.__main__ import main
from briefing.cli.arguments import COMMANDS, parsers
from briefing.cli.man import FILES, STATUSES, VARIABLES, page
from briefing.commands import COMMANDS as READER_COMMANDS
from briefing.keynames import KEY_NAMES
from briefing.shipped import shipped

ROOT = Path(__file__).parent.parent

ROFF = pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff")


def shown() -> str:
    """Return the page as a terminal shows it, with every run of white space as one space."""
    argv = ["groff", "-man", "-Tutf8", "-ww", "-P-cbou", "-rLL=100n"]
    run = subprocess.run(argv, input=page(), capture_output=True, encoding="utf-8", check=True)
    assert run.stderr == ""
    return " ".join(run.stdout.split())


def test_the_page_in_the_repository_is_the_one_that_is_made() -> None:
    assert (ROOT / "docs" / "briefing.1").read_text(encoding="utf-8") == page()


def test_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["man"]) == 0
    assert capsys.readouterr().out == page()


def test_it_is_ascii_and_no_line_is_a_request_by_accident() -> None:
    assert page().isascii()
    begun = {line.split()[0] for line in page().splitlines() if line[:1] in (".", "'")}
    assert begun <= {'.\\"', ".TH", ".ad", ".nh", ".SH", ".SS", ".PP", ".TP", ".B", ".BR", ".br"}


@ROFF
def test_everything_that_is_declared_is_shown_as_it_is_typed() -> None:
    text = shown()
    for name, parser in parsers().items():
        assert f"briefing {name}".strip() in text
        for action in parser._actions:
            assert all(option in text for option in action.option_strings)
            assert " ".join((action.help or "").split()) in text
    for command in COMMANDS:
        assert re.search(rf"{command} {COMMANDS[command][:6]}", text, re.IGNORECASE)
    for called in READER_COMMANDS.values():
        assert " ".join(called.help.split()) in text
        assert all(KEY_NAMES.get(key, key) in text for key in called.keys)
    for table in (STATUSES, VARIABLES, FILES):
        for name, what in table.items():
            assert f"{name} {what}" in text


@ROFF
def test_every_setting_is_shown_with_what_the_shipped_file_says_of_it() -> None:
    text = shown()
    settings = re.findall(r"^(\w+): ?(.*)$", shipped("config.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(settings) >= 5
    for name, value in settings:
        assert f"{name}: {value}" in text
    assert "Whether a click highlights a row" in text


def test_every_variable_that_is_asked_for_is_told() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "briefing").rglob("*.py"))
    asked = set(re.findall(r"(?:environ|env|environment)(?:\.get)?[\[(]\"([A-Z_]+)\"", sources))
    assert {"TERM", "TMUX", "PAGER", "XDG_STATE_HOME"} <= asked
    told = {name for names in VARIABLES for name in names.split(", ")}
    # Textual's own, for a browser; and what only the doctor looks for.
    assert asked - told <= {"TEXTUAL_DRIVER", "STY", "TERM_PROGRAM"}
