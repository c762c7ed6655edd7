"""What of colour reaches a real terminal: as much as it can show, nothing where NO_COLOR asks, and never a crash."""

from __future__ import annotations

import re
import signal
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

LIGHT, DARK = b";48;2;250;246;236m", b";48;2;30;31;34m"
"""The grounds of two themes, as they are asked for."""

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
    assert (LIGHT in terminal.raw) == (fields == "0;15")
    assert (DARK in terminal.raw) == (fields != "0;15")


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


LIGHT_GROUND = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"


def test_a_terminal_is_asked_for_its_ground_where_that_is_wanted(open_terminal: OpenTerminal):
    terminal = open_terminal(*READER, "--theme", "ask", environment={"COLORTERM": "truecolor", "COLORFGBG": None})
    terminal.answers[b"\x1b]11;?"] = LIGHT_GROUND
    terminal.until_shown("? help")
    assert LIGHT in terminal.raw
    assert b"rgb:" not in terminal.raw
    terminal.press("q")
    assert terminal.ended() == 0
    assert terminal.restored()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT, signal.SIGINT], ids=lambda number: number.name)
def test_who_ends_the_reader_while_the_terminal_is_asked_finds_it_as_it_was(
    number: signal.Signals, open_terminal: OpenTerminal, monkeypatch: pytest.MonkeyPatch
):
    terminal = open_terminal(*READER, "--theme", "ask", environment={"COLORTERM": "truecolor", "COLORFGBG": None})
    # One that answers at once would not be waited for any more when the signal comes.
    monkeypatch.setattr(terminal.screen, "write_process_input", lambda _data: None)
    terminal.until(lambda: b"\x1b]11;?" in terminal.raw)
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert terminal.restored()


def test_an_answer_that_comes_too_late_is_no_key(open_terminal: OpenTerminal):
    terminal = open_terminal(*READER, "--theme", "ask", environment={"COLORTERM": "truecolor", "COLORFGBG": None})
    terminal.until_shown("? help")
    assert DARK in terminal.raw
    before = terminal.shown()
    terminal.press(LIGHT_GROUND.decode())
    assert terminal.shown() == before


@pytest.mark.parametrize("theme", ["auto", "dark"])
def test_no_terminal_is_asked_unless_somebody_wants_that(theme: str, open_terminal: OpenTerminal):
    terminal = open_terminal(*READER, "--theme", theme, environment={"COLORTERM": "truecolor", "COLORFGBG": None})
    terminal.until_shown("? help")
    assert b"\x1b]11;" not in terminal.raw
