"""What of colour reaches a real terminal: as much as it can show, nothing where NO_COLOR asks, and never a crash."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.shipped import shipped

if TYPE_CHECKING:
    from tests.terminal.conftest import OpenTerminal, Terminal

READER = ("-m", "briefing", str(shipped("seeds")))
ATTRIBUTES = {"", "0", "1", "3", "4", "7", "9", "22", "23", "24", "27", "29"}
"""Those without colour, and their ends."""

DEFAULT = {"39", "49"}
NAMED = {str(base + hue) for base in (30, 40, 90, 100) for hue in range(8)}


def looked_around(terminal: Terminal) -> Terminal:
    """Go through the panes and over a sheet, so that most of what there is to show has been shown."""
    terminal.until_shown("? help")
    for keys in ("5", "\r", ">", "i", "q", "?", "q", "!", "q"):
        terminal.press(keys)
    return terminal


def codes(terminal: Terminal) -> set[str]:
    """Return what was asked of the terminal about the look of words."""
    return {code for found in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw) for code in found.decode().split(";")}


def test_no_color_is_kept_to_the_letter(open_terminal: OpenTerminal):
    terminal = looked_around(open_terminal(*READER, environment={"NO_COLOR": "1", "COLORTERM": "truecolor"}))
    assert {"1", "4", "7"} <= codes(terminal) <= ATTRIBUTES


def test_a_theme_named_for_this_run_is_worn_in_its_colours_all_the_same(open_terminal: OpenTerminal):
    environment: dict[str, str | None] = {"NO_COLOR": "1", "COLORTERM": "truecolor"}
    terminal = open_terminal(*READER, "--theme", "harbour", environment=environment)
    terminal.until_shown("? help")
    assert b";48;2;12;34;41m" in terminal.raw


@pytest.mark.parametrize("term", ["screen", "xterm", "linux"])
def test_a_terminal_of_few_colours_is_asked_for_the_sixteen_by_name(term: str, open_terminal: OpenTerminal):
    terminal = looked_around(open_terminal(*READER, environment={"TERM": term}))
    assert codes(terminal) & NAMED
    assert codes(terminal) <= ATTRIBUTES | DEFAULT | NAMED


@pytest.mark.parametrize("fields", ["0;15", "15;0", ""])
def test_a_light_ground_that_is_known_gets_the_light_theme(fields: str, open_terminal: OpenTerminal):
    terminal = open_terminal(*READER, environment={"COLORFGBG": fields, "COLORTERM": "truecolor"})
    terminal.until_shown("? help")
    assert (b";48;2;250;246;236m" in terminal.raw) == (fields == "0;15")
    assert (b";48;2;30;31;34m" in terminal.raw) == (fields != "0;15")


def test_a_broken_theme_is_a_notice_and_no_hindrance(tmp_path: Path, open_terminal: OpenTerminal):
    folder = tmp_path / "config" / "briefing"
    (folder / "themes").mkdir(parents=True)
    (folder / "config.yaml").write_text("theme: mine\n", "utf-8")
    theme = (shipped("themes") / "harbour.yaml").read_text("utf-8").replace("name: harbour", "name: mine")
    (folder / "themes" / "mine.yaml").write_text(theme.replace('passage: "underline"', 'passage: "underlin"'), "utf-8")
    terminal = open_terminal(*READER, size=(120, 40))
    terminal.until_shown("'underlin' is no colour and no attribute; the theme is dark")
    assert re.search(r"mine\.yaml:\d+:10: ", terminal.shown())
    terminal.press("j")
    assert "underlin" not in _last_rows(terminal.screen.display)


def _last_rows(rows: Iterable[str]) -> str:
    return "\n".join([*rows][-2:])
