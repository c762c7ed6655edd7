"""What is not needed for the first picture, or for a command, is not loaded for it: looked for in a fresh process."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import App

from briefing.reader.app import BriefingApp

ROOT = Path(__file__).parent.parent

OPENED_LATER = (
    "briefing.checks",
    "briefing.export",
    "briefing.rules",
    "briefing.pointing",
    "briefing.walking",
    "briefing.reader.pages",
    "briefing.reader.views",
    "briefing.reader.screens.grid",
    "briefing.reader.screens.linked",
    "briefing.reader.screens.palette",
    "briefing.reader.screens.prompt",
    "briefing.reader.screens.sheet",
    "markdown_it",
)
"""What a key opens, with what that leans on."""


def loaded_by(code: str) -> set[str]:
    """Return the names of the modules that a fresh process has after running some lines."""
    lines = f"{code}\nimport sys\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.fixture(scope="module")
def started() -> set[str]:
    return loaded_by("import briefing.__main__, briefing.reader.app")


def test_the_reader_is_loaded(started: set[str]) -> None:
    assert {"briefing.reader.screens.reading", "briefing.reader.panes.text", "textual.app"} <= started


@pytest.mark.parametrize("name", OPENED_LATER)
def test_the_reader_starts_without_what_a_key_opens(started: set[str], name: str) -> None:
    assert name not in started


UNOPENED = ("textual.command", "textual.widgets._option_list", "textual.widgets._input", "ssl")
"""What Textual loads for a palette of commands that is not the reader's, and asyncio for lines that nobody calls."""

LEAN = "from briefing.reader.wire.lean import load_textual\nload_textual()\n"


@pytest.fixture(scope="module")
def lean() -> set[str]:
    return loaded_by(f"import briefing.__main__\n{LEAN}import briefing.reader.app")


@pytest.mark.parametrize("name", UNOPENED)
def test_textual_is_loaded_without_what_the_reader_never_opens(lean: set[str], started: set[str], name: str) -> None:
    assert name in started, "nothing is saved any more"
    assert name not in lean


def test_all_else_is_loaded_as_ever(lean: set[str], started: set[str]) -> None:
    assert {"textual.app", "briefing.reader.screens.reading"} <= lean <= started | {"briefing.reader.wire.lean"}


def test_who_asks_for_it_later_gets_the_real_one() -> None:
    later = "import ssl, textual.command\nassert ssl.SSLContext\nassert textual.command.CommandPalette.BINDINGS"
    assert {*UNOPENED} <= loaded_by(f"{LEAN}import briefing.reader.app\n{later}")


def test_a_textual_that_makes_more_of_it_is_loaded_whole() -> None:
    broken = """
from briefing.reader.wire.lean import Unused, load_textual
load_textual({"textual.geometry": Unused("textual.geometry")})
import sys
assert "textual" not in sys.modules
"""
    assert {*UNOPENED, "textual.geometry"} <= loaded_by(f"{broken}import briefing.reader.app")


def test_textuals_own_palette_is_out_of_reach() -> None:
    assert BriefingApp.ENABLE_COMMAND_PALETTE is False
    assert inspect.getsource(App.action_command_palette).count("if self.use_command_palette and") == 1
