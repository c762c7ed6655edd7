"""What the sheets show: all keys, the whole card of an item, a passage to paste, everything that is wrong.

Owns the lines of each page. Refuses scrolling and keys: a page is a function from a width to lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from msgspec.structs import replace
from rich.cells import cell_len

from briefing.card import Card
from briefing.checks import check
from briefing.commands import COMMANDS, GROUPS, Command, Where
from briefing.cursor import Cursor, touched
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Problem, Severity
from briefing.hidden import hidden
from briefing.keymap import Keymap
from briefing.keynames import spelled
from briefing.pointing import passage_lines, selector_at
from briefing.reader.painting import Page, Parts
from briefing.reader.wrapping import wrapped
from briefing.spans import Span

LISTED = 500
"""Hidden characters that a page lists: nobody reads more of them on a screen."""

PROBLEMS = 2_000
"""Problems that a page lists; to draw more would keep the reader waiting."""

EXCERPT_MARGIN = 8
"""Columns beside a line of the digest: its bar, and the signs that it was cut."""

HERE = {Where.LISTS: "Here, in a list", Where.TEXT: "Here, in the text", Where.VIEW: "Here, in a view"}
"""The heading over the keys that work where the reader is."""

KEYS_WIDTH = 22
"""The column of keys in the help; the longest set of keys fits."""

NAMES_WIDTH = 12
"""The column of names on a card."""


def help_page(keymap: Keymap, where: Where, width: int) -> list[Parts]:
    """Return every command with its keys, what works here before what works elsewhere, and what the signs mean."""
    here: list[Parts] = [((f"{HERE[where]}", "title"),)]
    here += _commands([command for command in COMMANDS.values() if command.where is where], keymap, width)
    lines = [*here, ()]
    for group, commands in GROUPS.items():
        rest = [command for command in commands if command.where is not where]
        if rest:
            lines += [((group, "title"),), *_commands(rest, keymap, width), ()]
    return [*lines, *_signs(width)]


def _commands(commands: Iterable[Command], keymap: Keymap, width: int) -> list[Parts]:
    lines: list[Parts] = []
    for command in commands:
        keys = " ".join(spelled(key) for key in keymap.keys.get(command.id, ()))
        lines += _entry(keys or f":{command.id.replace('-', ' ')}", command.help, width)
    return lines


def card_page(shown: Card, width: int) -> list[Parts]:
    """Return everything on a card: the sentence, the particulars, every passage with its words."""
    lines: list[Parts] = [((row, "title"),) for row in wrapped(shown.words, width)]
    lines.append(())
    for name, value in shown.particulars:
        lines += _entry(name, value, width, NAMES_WIDTH)
    for number, passage in enumerate(shown.passages, start=1):
        lines += [(), *_cited(f"{number} {passage.document}", shown.kind, passage.citation, width)]
        lines += [((row, "" if passage.trusted else "problem"),) for row in wrapped(f"“{passage.words}”", width)]
        slot = str(passage.stance) if passage.trusted else "problem"
        said = " · ".join(filter(None, (passage.status, passage.remark)))
        lines += [((row, slot),) for row in wrapped(said, width)]
    return lines


def _cited(document: str, slot: str, citation: str, width: int) -> list[Parts]:
    """Return a document with file and line beside it, or below it where the two do not fit: neither is ever cut."""
    if cell_len(document) + 1 + cell_len(citation) <= width:
        return [((f"{document} ", slot), (citation, "muted"))]
    rows = [(row, slot) for row in wrapped(document, width)] + [(row, "muted") for row in wrapped(citation, width)]
    return [(row,) for row in rows]


def problems_page(dossier: Dossier, broken: BriefingError | None, width: int) -> list[Parts]:
    """Return every problem of the dossier, as `briefing check` finds them; before them why a reload failed."""
    if broken:
        lines = [row for line in str(broken).splitlines() for row in wrapped(line, width)]
        older = wrapped("What is shown is the digest as it was read before; of that one:", width)
        below = problems_page(dossier, None, width)
        return [*(((row, "problem"),) for row in lines), (), *(((row, ""),) for row in older), (), *below]
    try:
        problems = check(dossier)
    except BriefingError as error:
        unread = [reading.problem for reading in dossier.readings.values() if reading.problem]
        found = [line for problem in unread for line in _problem_lines(problem, width)]
        return [*found, *(((row, ""),) for line in str(error).splitlines() for row in wrapped(line, width))]
    if not problems:
        return [(("Nothing is wrong: every passage is anchored and every name is known.", "trusted"),)]
    left = len(problems) - PROBLEMS
    more: list[Parts] = [((f"and {left} more; `briefing check` lists all", "muted"),)] if left > 0 else []
    return [*(line for problem in problems[:PROBLEMS] for line in _problem_lines(problem, width)), *more]


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
        ("~", "a passage of this item is to be confirmed: its words or its context differ from what stands there"),
        ("x  q", "a document disputes the fact; qualifies it"),
        ("v  ?", "somebody has checked the item; doubts it"),
        ("/", "what somebody said of the item lapsed: its words, or those of its passages, have changed since"),
        ('"', "there is nothing but notes on the item"),
        ("3/5", "three of five documents support the fact or carry the item"),
        ("15", "beside an actor: how often the documents mention it"),
        ("F9  ^F9", "a passage of F9 begins on this row; begins on a row above, where there was no room for the label"),
        ("+5", "five more passages begin here than there are rows for"),
        ("here: [F1] S1", "what rests on the words under the text cursor; in brackets the current item"),
        ("… i", "there is more than there is room for; i shows it all"),
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


def hidden_page(dossier: Dossier, cursor: Cursor) -> Page:
    """Return what stands unseen in the line of the text cursor, then in the whole document, run by run.

    Raises BriefingError where there is no text.
    """
    text = dossier.text(cursor.doc)
    if text is None:
        raise BriefingError("there is no text here")
    line = text.lines.line_at(cursor.spot.start)
    here = text.lines.span(line)
    listed = {"this line": [*islice(hidden(text.received, here.start, here.end), LISTED)],
              "this document": [*islice(hidden(text.received), LISTED)]}  # fmt: skip

    def page(width: int) -> list[Parts]:
        lines: list[Parts] = []
        for where, found in listed.items():
            lines += [((f"Hidden in {where}", "title"),)]
            for one in found:
                number, column = text.lines.line_at(one.start), text.lines.column_at(one.start)
                place = f"column {column}" if where == "this line" else f"line {number}, column {column}"
                lines += _entry(place, one.name, width)
            if not found:
                lines += [(("nothing", "muted"),)]
            elif len(found) == LISTED:
                lines += [((f"and more; `briefing show {cursor.doc} --hidden` lists all", "muted"),)]
            lines.append(())
        return lines

    return page


def passage_page(dossier: Dossier, cursor: Cursor) -> Page:
    """Return the words under the text cursor as a passage to paste under `evidence`, and what rests on them already.

    Raises BriefingError where there are no words to point at.
    """
    text, spot = dossier.text(cursor.doc), cursor.spot
    words = spot.of(text.received) if text else ""
    if text is None or not words.strip():
        raise BriefingError("there are no words under the text cursor")
    start = spot.start + len(words) - len(words.lstrip())
    selector = selector_at(Span(start, start + len(words.strip())), text.received)
    place = f"{dossier.digest.shelf[cursor.doc].path}:{text.lines.line_at(start)}"
    labels = [dossier.digest.labels[found.item] for found in touched(dossier, cursor)]
    said = [f"These words stand at {place}. Paste the lines above under `evidence:` of an item."]
    said += [f"On them rest already: {' '.join(labels)}"] if labels else []

    def page(width: int) -> list[Parts]:
        lines: list[Parts] = [((line, ""),) for line in passage_lines(cursor.doc, selector, width=width).split("\n")]
        for sentence in said:
            lines += [(), *(((row, "muted"),) for row in wrapped(sentence, width))]
        return lines

    return page
