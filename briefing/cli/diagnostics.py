"""A problem drawn as a compiler draws it: what, where, the line with the place underlined, and what would mend it.

Owns the drawing in 80 columns, in plain text and for a terminal. Refuses to need its colours, and to print a character
that a terminal would act on.
"""

from __future__ import annotations

import os
import sys
import textwrap
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from briefing.display import harmless, one_line
from briefing.errors import Compared, Problem, Severity, around
from briefing.pointing import differing

WIDTH = 80

INKS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
BOLD, QUIET = "1", "34"

SHORT = 2
"""Letters in common that are taken for chance where they stand alone between letters that differ."""


class Ink:
    """Puts colours around words, or does not."""

    def __init__(self, *, coloured: bool) -> None:
        """Say whether there are to be any."""
        self._coloured = coloured

    def __call__(self, words: str, ink: str) -> str:
        """Return words in an ink, a list of numbers as terminals know them."""
        return f"\x1b[{ink}m{words}\x1b[0m" if self._coloured and words else words


def ink_for_output() -> Ink:
    """Return colours where standard output is a terminal that has them and nobody declined them (no-color.org)."""
    declined = os.environ.get("NO_COLOR") or os.environ.get("TERM", "") in ("", "dumb", "unknown")
    return Ink(coloured=sys.stdout.isatty() and not declined)


def drawn(problem: Problem, ink: Ink) -> Iterator[str]:
    """Yield the lines of a problem."""
    place = problem.place
    bar = " " * len(str(place.line or ""))
    about = " ".join(filter(None, (problem.item, problem.key)))
    head = f"{problem.severity}[{problem.code}]"
    first, *rest = _wrapped(f"{head}: {about + ': ' if about else ''}{problem.message}", "  ")
    yield ink(head, INKS[problem.severity]) + ink(first.removeprefix(head), BOLD)
    yield from (ink(line, BOLD) for line in rest)
    yield f"{bar}{ink('-->', QUIET)} {harmless(str(place))}"
    if problem.excerpt.strip() and place.line:
        yield from _excerpt(problem, bar, ink)
    if problem.compared:
        yield from _compared(problem.compared, bar, ink)
    for kind, words in (*(("note", remark) for remark in problem.remarks), ("help", problem.mend)):
        if words:
            first, *rest = _wrapped(f"{bar} = {kind}: {words}", " " * (len(bar) + 9))
            sign = f"{bar} = "
            yield ink(sign, QUIET) + ink(f"{kind}:", BOLD) + first.removeprefix(f"{sign}{kind}:")
            yield from rest


def _wrapped(words: str, further: str) -> list[str]:
    margin = len(words) - len(words.lstrip(" "))
    text = words[:margin] + one_line(words)
    wrapper = textwrap.TextWrapper(WIDTH, subsequent_indent=further, break_on_hyphens=False)
    return wrapper.wrap(text) or [""]


def _excerpt(problem: Problem, bar: str, ink: Ink) -> Iterator[str]:
    """Yield the line of the file with the place underlined, cut where there is no room for all of it."""
    line, column = problem.excerpt, problem.place.column
    width = WIDTH - len(bar) - len(" | ") - 2
    shown, mark = around(line, column + min(problem.length, width) // 2, width)
    if cells(shown) > len(shown):
        # Of wide letters as many as would fit.
        width //= 2
        shown, mark = around(line, column + min(problem.length, width) // 2, width)
    start = mark - min(problem.length, width) // 2
    shown = harmless(shown)
    gap = f"{bar} {ink('|', QUIET)}"
    yield gap
    yield f"{ink(f'{problem.place.line}', QUIET)} {ink('|', QUIET)} {shown}".rstrip()
    if column:
        start = max(0, start)
        meant = shown[start : start + max(1, problem.length)]
        marks = "^" * max(1, cells(meant))
        yield f"{gap} {' ' * cells(shown[:start])}{ink(marks, INKS[problem.severity])}"


def _compared(compared: Compared, bar: str, ink: Ink) -> Iterator[str]:
    """Yield words and the nearest words below one another, with what differs underlined in both."""
    yield from comparison(compared.given, compared.there, f"{bar} = ", f"nearest, {one_line(compared.where)}", ink)


def comparison(
    given: str, there: str, margin: str, where: str, ink: Ink, names: tuple[str, str] = ("given", "there")
) -> Iterator[str]:
    """Yield a heading and two texts below one another, with what differs underlined in both."""
    yield ink(margin, QUIET) + ink(f"{where}:", BOLD)
    room = WIDTH - len(margin) - 9
    wide = cells(given + there) > len(given + there)
    sides = [harmless(side) for side in differing(given, there, room // 2 if wide else room)]
    for name, words, marks in zip(names, sides, _differences(*sides), strict=True):
        head = f"{' ' * len(margin)}  {name}: "
        yield f"{head}{words}"
        under = "".join(("^" if marked else " ") * cells(letter) for letter, marked in zip(words, marks, strict=True))
        if under.strip():
            yield f"{' ' * len(head)}{ink(under.rstrip(), INKS[Severity.ERROR])}"


def _differences(one: str, other: str) -> tuple[list[bool], list[bool]]:
    """Return of each letter of either text whether it differs from the other text."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    sides = ([True] * len(one), [True] * len(other))
    for block in blocks:
        inside = block.a > 0 and block.a + block.size < len(one)
        if block.size > SHORT or not inside:
            sides[0][block.a : block.a + block.size] = [False] * block.size
            sides[1][block.b : block.b + block.size] = [False] * block.size
    return sides


def cells(text: str) -> int:
    """Return how many columns a text takes on a terminal, as far as Unicode tells."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
