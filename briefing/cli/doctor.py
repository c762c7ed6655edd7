"""`briefing doctor`: what the reader will find at this terminal, with advice.

Owns the questions and the wording. Refuses to ask the terminal itself, which may never answer: it goes by what the
environment says, and says so.
"""

from __future__ import annotations

import locale
import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from msgspec import Struct

from briefing import __version__
from briefing.clipboard import remote, routes
from briefing.display import harmless
from briefing.errors import BriefingError
from briefing.settings import CONFIG_NAME, Settings, config_home
from briefing.state import state_home
from briefing.terminals import ASK, UNNAMED, theme_for

SMALLEST = (80, 24)
"""Columns and rows at which list and text fit on one screen."""

POOR = ("", "dumb", "unknown")
"""Values of TERM that promise nothing a reader could be drawn with."""

PARTS = ("textual", "rich", "PyYAML", "markdown-it-py")


class Finding(Struct, frozen=True):
    """One thing that was looked at."""

    name: str
    value: str
    advice: str = ""
    """What to do about it; empty where all is well."""


class Machine(Struct, frozen=True):
    """What the findings depend on, besides the settings."""

    env: Mapping[str, str]
    size: tuple[int, int]
    """Columns and rows of the terminal."""
    encoding: str
    terminal: bool
    """Whether input and output are one."""
    installed: Callable[[str], bool]


def doctor(settings: Settings, named: Path | None) -> int:
    """Print what was found, what wants attention marked; exit 1 where the reader could not be drawn at all."""
    size = shutil.get_terminal_size()
    machine = Machine(
        os.environ, (size.columns, size.lines), locale.getpreferredencoding(do_setlocale=False),
        all(map(os.isatty, (0, 1, 2))), lambda name: shutil.which(name) is not None,
    )  # fmt: skip
    found = list(findings(machine, settings, named))
    width = max(len(one.name) for one in found)
    for one in found:
        mark = "!" if one.advice else " "
        sys.stdout.write(harmless(f"{mark} {one.name:<{width}}  {one.value}") + "\n")
        if one.advice:
            sys.stdout.write(harmless(f"  {'':<{width}}  {one.advice}") + "\n")
    return int(not machine.terminal or machine.env.get("TERM", "") in POOR)


def findings(machine: Machine, settings: Settings, named: Path | None) -> Iterator[Finding]:
    """Yield everything that was looked at, in an order in which one would ask."""
    yield Finding("briefing", f"{__version__}, Python {sys.version.split()[0]}, {', '.join(map(_part, PARTS))}")
    yield from _terminal(machine)
    yield _colours(machine, settings)
    yield from _connection(machine)
    yield _clipboard(machine)
    yield Finding("widths", f"as of Unicode {unicodedata.unidata_version}; wide and combining signs are two and no "
                            "columns, as in most terminals")  # fmt: skip
    yield from _files(settings, named)


def _terminal(machine: Machine) -> Iterator[Finding]:
    term = machine.env.get("TERM", "")
    poor = "the reader cannot be drawn here; `briefing show` and `briefing export` need no terminal"
    shown = " ".join(filter(None, (term or "TERM is not set", machine.env.get("TERM_PROGRAM"))))
    yield Finding("terminal", shown, poor if term in POOR else "")
    if not machine.terminal:
        yield Finding("streams", "not all of them are a terminal", "run it without a pipe to see what the reader sees")
    columns, rows = machine.size
    small = columns < SMALLEST[0] or rows < SMALLEST[1]
    advice = (
        f"below {SMALLEST[0]} by {SMALLEST[1]}, list and text take turns; `z` gives one the screen" if small else ""
    )
    yield Finding("size", f"{columns} columns, {rows} rows", advice)
    utf_8 = machine.encoding.lower().replace("-", "") == "utf8"
    yield Finding("characters", machine.encoding, "" if utf_8 else "set LANG to a UTF-8 locale, such as C.UTF-8")


def _colours(machine: Machine, settings: Settings) -> Finding:
    wears = theme_for(settings.theme, machine.env)
    why = {name: machine.env[name] for name in ("NO_COLOR", "COLORTERM", "COLORFGBG") if machine.env.get(name)}
    said = ", ".join(f"{name}={value}" for name, value in why.items()) or "nothing said but TERM"
    few = wears == "sixteen" and settings.theme in UNNAMED
    advice = "if it can show more, set COLORTERM=truecolor, or TERM to one that ends in -256color" if few else ""
    if settings.theme == ASK and not few:
        advice = "the reader asks the terminal for its ground when it starts, which counts for more"
    return Finding("colours", f"theme {wears}, for {settings.theme} ({said})", advice)


def _connection(machine: Machine) -> Iterator[Finding]:
    if remote(machine.env):
        mosh = "MOSH_CONNECTION" in machine.env
        yield Finding("connection", "from another machine", "mosh passes on short copies only" if mosh else "")
    if machine.env.get("TMUX"):
        yield Finding("tmux", "inside", "in ~/.tmux.conf: `set -g set-clipboard on`, `set -sg escape-time 10`")
    elif machine.env.get("STY"):
        yield Finding("screen", "inside", "GNU screen passes on no copies: use tmux, or save to a file")


def _clipboard(machine: Machine) -> Finding:
    ways = list(dict.fromkeys(route.name for route in routes("x", machine.env, machine.installed)))
    if not ways:
        return Finding("clipboard", "no way", "save to a file, or read inside tmux")
    return Finding("clipboard", f"by {', else '.join(ways)}",
                   "the terminal must allow it (OSC 52); it never says whether it did" if ways[0] == "the terminal"
                   else "")  # fmt: skip


def _files(settings: Settings, named: Path | None) -> Iterator[Finding]:
    own = config_home() / CONFIG_NAME
    yield Finding("settings", f"{own}{'' if own.exists() else ' (there is none: all as shipped)'}")
    if named:
        yield Finding("", f"{named} wins over it")
    yield Finding("in force", f"keys {settings.keymap.profile}, theme {settings.theme}, "
                              f"mouse {'on' if settings.mouse else 'off'}")  # fmt: skip
    try:
        home = state_home()
    except BriefingError as error:
        yield Finding("memory", error.message, error.mend)
        return
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    writable = os.access(nearest, os.W_OK)
    yield Finding("memory", str(home), "" if writable else "it cannot be written: set XDG_STATE_HOME to where it can")


def _part(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} (none)"
