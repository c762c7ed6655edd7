"""What is not needed for the first picture, or for a command, is not loaded for it: looked for in a fresh process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
