"""What can be chosen in the palette, and which of it a few typed letters mean.

Owns the choices, their names and their ranking. Refuses to run anything, and any widget.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from textual.fuzzy import FuzzySearch

from briefing.commands import COMMANDS, Where
from briefing.display import one_line
from briefing.keymap import Keymap
from briefing.reader.painting import MARGIN, Parts, fitted

NAMES = 24
"""The column of names."""

THEME = "theme "
"""How the name of every theme begins in the palette."""

LEAST_HELP = 16
"""Columns below which what a choice does is not worth beginning to say."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the palette."""

    name: str
    help: str = ""
    keys: str = ""
    command: str = ""
    """The id of the command that it runs."""
    count: int | None = None
    """The number that goes with the command."""
    theme: str = ""
    """The theme that it puts on."""
    elsewhere: str = ""
    """Where it works, if not here."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A choice, and which letters of its name were typed."""

    choice: Choice
    letters: tuple[int, ...] = ()


def choices(keymap: Keymap, where: Where, themes: Iterable[str], worn: str) -> list[Choice]:
    """Return everything there is to choose for somebody in `where`, who wears a theme; what works elsewhere is last."""
    here, away = [], []
    for command in COMMANDS.values():
        name = command.id.replace("-", " ")
        if command.where is Where.SHEET or command.id == "palette":
            continue
        if command.where in (where, Where.ANYWHERE):
            here.append(Choice(name, command.help, keymap.shown(command.id), command.id))
        elif command.where.value:
            away.append(Choice(name, command.help, keymap.shown(command.id), command.id, elsewhere=str(command.where)))
    known = {choice.name for choice in here}
    worn_first = sorted(themes, key=lambda name: name != worn)
    dressed = [Choice(f"{THEME}{name}", "as it is now" if name == worn else "", theme=name) for name in worn_first]
    return [*here, *dressed, *(choice for choice in away if choice.name not in known)]


def ranked(typed: str, offered: Iterable[Choice]) -> list[Ranked]:
    """Return the choices that `typed` may mean, the likeliest first; all of them where nothing is typed.

    A number is a line. Names count before what is said of them.
    """
    wanted = typed.strip()
    if wanted.isascii() and wanted.isdigit():
        line = int(wanted[:9])
        return [
            Ranked(Choice(f"line {line}", "go to this line, or to this row of the list", command="to-line", count=line))
        ]
    if not wanted:
        return [Ranked(choice) for choice in offered]
    search = FuzzySearch()
    scored = []
    for choice in offered:
        score, letters = search.match(wanted, choice.name)
        literal = wanted.lower() in choice.name.lower()
        told = 0.5 if not score and wanted.lower() in choice.help.lower() else 0
        if score or told:
            rank = (choice.elsewhere != "", not literal, -(score or told))
            scored.append((rank, Ranked(choice, tuple(letters))))
    return [found for _, found in sorted(scored, key=lambda pair: pair[0])]


def line(found: Ranked, width: int) -> Parts:
    """Return a choice as it is shown: its name with the typed letters marked, what it does, its keys."""
    choice = found.choice
    name, marked = one_line(choice.name), set(found.letters)
    parts = [MARGIN, *((letter, "found" if at in marked else "") for at, letter in enumerate(name))]
    parts.append((" " * max(NAMES - cell_len(name), 1), ""))
    keys = f" {choice.keys} " if choice.keys else " "
    room = width - max(NAMES, cell_len(name) + 1) - cell_len(keys)
    said = f"{choice.help} ({choice.elsewhere})" if choice.elsewhere else choice.help
    if room >= LEAST_HELP:
        parts += [(fitted(one_line(said), room), "muted"), (keys, "title")]
    return tuple(parts)
