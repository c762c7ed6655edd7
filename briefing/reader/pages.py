"""What the sheets show: all keys, the whole card of an item, everything that is wrong.

Owns the lines of each page. Refuses scrolling and keys: a page is a function from a width to lines.
"""

from __future__ import annotations

from dataclasses import replace

from briefing.card import Card
from briefing.checks import check
from briefing.commands import GROUPS, spelled
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Problem, Severity
from briefing.reader.painting import Parts
from briefing.reader.wrapping import wrapped

EXCERPT_MARGIN = 8
"""Columns beside a line of the digest: its bar, and the signs that it was cut."""

KEYS_WIDTH = 22
"""The column of keys in the help; the longest set of keys fits."""

NAMES_WIDTH = 12
"""The column of names on a card."""


def help_page(width: int) -> list[Parts]:
    """Return every command with its keys, group by group, and what the signs mean."""
    lines: list[Parts] = []
    for group, commands in GROUPS.items():
        lines += [((group, "title"),)]
        for command in commands:
            keys = " ".join(spelled(key) for key in command.keys)
            lines += _entry(keys, command.help, width)
        lines.append(())
    return [*lines, *_signs(width)]


def card_page(shown: Card, width: int) -> list[Parts]:
    """Return everything on a card: the sentence, the particulars, every passage with its words."""
    lines: list[Parts] = [((row, "title"),) for row in wrapped(shown.words, width)]
    lines.append(())
    for name, value in shown.particulars:
        lines += _entry(name, value, width, NAMES_WIDTH)
    for number, passage in enumerate(shown.passages, start=1):
        lines += [(), ((f"{number} {passage.document} ", shown.kind), (passage.citation, "muted"))]
        lines += [((row, "" if passage.trusted else "problem"),) for row in wrapped(f"“{passage.words}”", width)]
        slot = str(passage.stance) if passage.trusted else "problem"
        said = " · ".join(filter(None, (passage.status, passage.remark)))
        lines += [((row, slot),) for row in wrapped(said, width)]
    return lines


def problems_page(dossier: Dossier, broken: BriefingError | None, width: int) -> list[Parts]:
    """Return every problem of the dossier, as `briefing check` finds them; before them why a reload failed."""
    if broken:
        lines = [row for line in str(broken).splitlines() for row in wrapped(line, width)]
        return [*(((row, "problem"),) for row in lines), (), *problems_page(dossier, None, width)]
    try:
        problems = check(dossier)
    except BriefingError as error:
        return [((row, ""),) for line in str(error).splitlines() for row in wrapped(line, width)]
    if not problems:
        return [(("Nothing is wrong: every passage is anchored and every name is known.", "trusted"),)]
    return [line for problem in problems for line in _problem_lines(problem, width)]


def _problem_lines(problem: Problem, width: int) -> list[Parts]:
    first, *rest = replace(problem, place=problem.place.nearby).lines(max(width - EXCERPT_MARGIN, 10))
    slot = "muted" if problem.severity is Severity.NOTE else "problem"
    lines: list[Parts] = [((row, slot),) for row in wrapped(first, width)]
    for line in rest:
        rows = wrapped(line, width) if line.lstrip().startswith("help:") else [line]
        lines += [((row, "muted"),) for row in rows]
    return [*lines, ()]


def _signs(width: int) -> list[Parts]:
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
    return [(("Signs", "title"),), *(line for sign, meaning in signs for line in _entry(sign, meaning, width))]


def _entry(name: str, meaning: str, width: int, names: int = KEYS_WIDTH) -> list[Parts]:
    """Return a name with its meaning beside it, on as many rows as that takes."""
    if width < 2 * names or len(name) >= names:
        return [((name, "muted"),), *((("  ", ""), (row, "")) for row in wrapped(meaning, max(width - 2, 10)))]
    first, *rest = wrapped(meaning, max(width - names, 10))
    return [((name.ljust(names), "muted"), (first, "")), *(((" " * names, ""), (row, "")) for row in rest)]
