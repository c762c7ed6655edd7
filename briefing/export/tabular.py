"""A dossier as tables for spreadsheets: the passages, or the facts by documents.

Owns the columns, and what makes a cell safe: RFC 4180 with CRLF and UTF-8, no control or hidden character as it is, and
an apostrophe before everything that a spreadsheet would take for a formula. Refuses to say more than the other exports.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from briefing.display import harmless
from briefing.dossier import Dossier
from briefing.export.jsonl import KEYS, rows
from briefing.grid import SIGNS, grid

BEGINNING = re.compile("(?:^|(?<=[;,\"\n]))(?=[ \u00a0']*[=+\\-@＝＋－＠])")
"""Where a formula may begin (https://owasp.org/www-community/attacks/CSV_Injection): at the beginning of a cell, and
where a spreadsheet that goes by other separators, or loses count of quotation marks, begins another cell within it.
Apostrophes that stand there anyway get one more, so that ours can be told from theirs."""

STANCES = {sign: str(stance) for stance, sign in SIGNS.items()}


def passages_csv(dossier: Dossier) -> str:
    """Return one row per passage, with the keys of the JSON lines as columns; what says nothing is an empty cell."""
    return _table([KEYS, *([_cell(row[key]) for key in KEYS] for row in rows(dossier))])


def grid_csv(dossier: Dossier) -> str:
    """Return one row per fact and a column per document, with its stance, those of one origin side by side."""
    shown = grid(dossier)
    head = ["id", "text", *(column.doc for column in shown.columns), "supports", "origins"]
    origin = ["", "origin", *(column.origin for column in shown.columns), "", ""]
    facts = [
        [
            found.fact, dossier.digest.items[found.fact].words,
            *(STANCES.get(sign, "silent") for sign in found.signs),
            str(len(found.coverage.supports)), str(found.coverage.origins),
        ]
        for found in shown.rows
    ]  # fmt: skip
    return _table([head, origin, *facts])


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _table(lines: Iterable[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in line] for line in lines)
    return written.getvalue()


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, and no terminal for a command."""
    return BEGINNING.sub("'", harmless(cell))
