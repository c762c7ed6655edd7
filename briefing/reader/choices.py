"""What can be chosen in the palette, and which of it a few typed letters mean.

Owns the choices, their names and their ranking. Refuses to run anything, and any widget.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from briefing.commands import COMMANDS, Where
from briefing.digest import Digest, Item
from briefing.display import one_line
from briefing.keymap import Keymap
from briefing.reader.painting import MARGIN, Parts, cut, fitted

NAMES = 24
"""The column of names."""

THEME = "theme "
"""How the name of every theme begins in the palette."""

SELF = ("palette", "theme")
"""Commands that would only lead back to the palette."""

PLACE = re.compile(r"(?P<number>[0-9]{1,9}) ?(?P<share>%?)", re.ASCII)
"""A line or a share of the document."""

LONGEST = 60
"""Letters of a name that are looked at: a theme's name is that of a file."""

LEAST_HELP = 16
"""Columns below which what a choice does is not worth beginning to say."""


class Choice(Struct, frozen=True):
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
    item: str = ""
    """The id of the item that it goes to."""
    elsewhere: str = ""
    """Where it works, if not here."""


class Ranked(Struct, frozen=True):
    """A choice, and which letters of its name were typed."""

    choice: Choice
    letters: tuple[int, ...] = ()


def choices(keymap: Keymap, where: Where, themes: Iterable[str], worn: str) -> list[Choice]:
    """Return everything there is to choose for somebody in `where`, who wears a theme.

    What is hinted at comes first, what works elsewhere last, and of the themes the one that is worn.
    """
    here, away = [], []
    for command in sorted(COMMANDS.values(), key=lambda command: command.rank):
        if command.where in (Where.SHEET, Where.VIEW) or command.id in SELF:
            continue
        choice = Choice(command.id.replace("-", " "), command.help, keymap.shown(command.id), command.id)
        if command.where in (where, Where.ANYWHERE):
            here.append(choice)
        else:
            away.append(replace(choice, elsewhere=str(command.where)))
    worn_first = sorted(themes, key=lambda name: name != worn)
    dressed = [Choice(f"{THEME}{name}", "as it is now" if name == worn else "", theme=name) for name in worn_first]
    return [*here, *dressed, *away]


def item_choice(digest: Digest, item: Item) -> Choice:
    """Return the choice that goes to an item."""
    return Choice(digest.labels[item.id], item.headline, item=item.id)


def ranked(typed: str, offered: Iterable[Choice]) -> list[Ranked]:
    """Return the choices that `typed` may mean, the likeliest first; all of them where nothing is typed.

    A number is a line, with `%` a share. Names count before what is said of them.
    """
    wanted = " ".join(typed.lower().split())
    if place := PLACE.fullmatch(wanted):
        count, share = int(place["number"]), bool(place["share"])
        name, said = (f"{count}%", "of the document") if share else (f"line {count}", "of the text, or row of the list")
        return [Ranked(Choice(name, said, command="to-share" if share else "to-line", count=count))]
    if not wanted:
        return [Ranked(choice) for choice in offered]
    scored = []
    for choice in offered:
        name, said = choice.name.lower()[:LONGEST], choice.help.lower()
        letters = found_in(wanted, name)
        rank = (name != wanted, not name.startswith(wanted), wanted not in name, not letters)
        if letters or wanted in said or all(word in said for word in wanted.split()):
            breaks = sum(after - before > 1 for before, after in pairwise(letters))
            scored.append(((choice.elsewhere != "", rank, breaks), Ranked(choice, letters)))
    return [found for _, found in sorted(scored, key=lambda pair: pair[0])]


def found_in(wanted: str, name: str) -> tuple[int, ...]:
    """Return where the letters of `wanted` stand in `name`, in order: together, else each as soon as it comes.

    A letter that begins a word is taken before one inside a word, if the rest can still be found after it. Nothing is
    returned where they are not all there.
    """
    together = name.find(wanted)
    if together >= 0:
        return tuple(range(together, together + len(wanted)))
    at = 0
    letters: list[int] = []
    for number, letter in enumerate(wanted.replace(" ", "")):
        rest = wanted.replace(" ", "")[number + 1 :]
        places = [place for place in range(at, len(name)) if name[place] == letter and _holds(rest, name, place + 1)]
        if not places:
            return ()
        begun = [place for place in places if place == 0 or name[place - 1] == " "]
        nearest = places[0] if letters and places[0] == letters[-1] + 1 else None
        letters.append(nearest if nearest is not None else (begun or places)[0])
        at = letters[-1] + 1
    return tuple(letters)


def _holds(letters: str, name: str, at: int) -> bool:
    """Say whether letters stand in a name in order, from a place on."""
    for letter in letters:
        at = name.find(letter, at) + 1
        if not at:
            return False
    return True


def line(found: Ranked, width: int) -> Parts:
    """Return a choice as it is shown: its name with the typed letters marked, what it does, its keys."""
    choice = found.choice
    name, marked = cut(one_line(choice.name), max(width - 2, 1)), set(found.letters)
    parts = [MARGIN, *((letter, "found" if at in marked else "") for at, letter in enumerate(name))]
    column = max(NAMES, cell_len(name) + 1)
    keys = f" {choice.keys} " if choice.keys else " "
    room = width - len(MARGIN[0]) - column - cell_len(keys)
    said = f"{choice.help} ({choice.elsewhere})" if choice.elsewhere else choice.help
    if room >= LEAST_HELP:
        parts.append((" " * (column - cell_len(name)), ""))
        parts += [(fitted(one_line(said), room), "muted"), (keys, "title")]
    elif (gap := width - len(MARGIN[0]) - cell_len(name) - cell_len(keys)) >= 0:
        parts += [(" " * gap, ""), (keys, "title")]
    return tuple(parts)
