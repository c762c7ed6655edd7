"""What the sheets show: all keys, the whole card of an item, everything that is wrong.

Owns the lines of each page. Refuses scrolling and keys: a page is a function from a width to lines.
"""

from __future__ import annotations

from briefing.card import Card
from briefing.checks import check
from briefing.commands import GROUPS, spelled
from briefing.display import harmless
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Problem
from briefing.reader.panes.detail import Line, wrapped

KEYS_WIDTH = 22
"""The column of keys in the help; the longest set of keys fits."""

NAMES_WIDTH = 12
"""The column of names on a card."""


def help_page(width: int) -> list[Line]:
    """Return every command with its keys, group by group, and what the signs mean."""
    lines: list[Line] = []
    for group, commands in GROUPS.items():
        lines += [((group, "title"),)]
        for command in commands:
            keys = " ".join(spelled(key) for key in command.keys)
            rows = wrapped(command.help, max(width - KEYS_WIDTH, 20))
            lines.append(((keys.ljust(KEYS_WIDTH), "current_key"), (rows[0], "")))
            lines += [((" " * KEYS_WIDTH, ""), (row, "")) for row in rows[1:]]
        lines.append(())
    return [*lines, *_signs()]


def card_page(shown: Card, width: int) -> list[Line]:
    """Return everything on a card: the sentence, the particulars, every passage with its words."""
    lines: list[Line] = [((row, "title"),) for row in wrapped(shown.words, width)]
    lines.append(())
    for name, value in shown.particulars:
        rows = wrapped(value, max(width - NAMES_WIDTH, 10))
        lines.append(((name.ljust(NAMES_WIDTH), "muted"), (rows[0], "")))
        lines += [((" " * NAMES_WIDTH, ""), (row, "")) for row in rows[1:]]
    for number, passage in enumerate(shown.passages, start=1):
        lines += [(), ((f"{number} {passage.document} ", shown.kind), (passage.citation, "muted"))]
        lines += [((row, "" if passage.trusted else "problem"),) for row in wrapped(f"“{passage.words}”", width)]
        slot = str(passage.stance) if passage.trusted else "problem"
        lines += [((row, slot),) for row in wrapped(passage.remark, width) if row]
    return lines


def problems_page(dossier: Dossier, width: int) -> list[Line]:
    """Return every problem of the dossier, as `briefing check` finds them."""
    try:
        problems = check(dossier)
    except BriefingError as error:
        return [((row, ""),) for line in str(error).splitlines() for row in wrapped(line, width)]
    if not problems:
        return [(("Nothing is wrong: every passage is anchored and every name is known.", "trusted"),)]
    return [line for problem in problems for line in _problem_lines(problem, width)]


def _problem_lines(problem: Problem, width: int) -> list[Line]:
    first, *rest = str(problem).splitlines()
    lines: list[Line] = [((row, "problem"),) for row in wrapped(first, width)]
    lines += [((harmless(line)[:width], "muted"),) for line in rest]
    return [*lines, ()]


def _signs() -> list[Line]:
    signs = (
        (">", "where you are, in a list and in the text"),
        ("*", "the text cursor touches a passage of this item"),
        ("!", "a passage of this item is not anchored, or its place is not trusted"),
        ("x  ~", "a document disputes the fact; qualifies it"),
        ("3/5", "three of five documents support the fact or carry the item"),
        (
            "reverse",
            "the current passage; bold underline: other passages of the current item; underline: of other items",
        ),
    )
    return [(("Signs", "title"),), *(((sign.ljust(KEYS_WIDTH), ""), (meaning, "")) for sign, meaning in signs)]
