"""The marks, and where each of them leads.

Owns the lines of the view. Refuses to look for a place: what is shown of it is what was kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.reader.painting import cut
from briefing.reader.views.lines import Line, Link, plain, spaced
from briefing.remembering import Kept

NAMES = 4
"""Columns of the letters."""


def marks_page(dossier: Dossier, marks: Mapping[str, Kept], width: int) -> list[Line]:
    """Return every mark with its item, its document and its words; what each of them leads to is its letter."""
    return spaced([_mark(dossier, letter, marks[letter], width) for letter in sorted(marks)])


def _mark(dossier: Dossier, letter: str, kept: Kept, width: int) -> list[Line]:
    link, digest = Link(letter), dossier.digest
    room = max(width - NAMES, 1)
    item, gap = digest.items.get(kept.item), " " * NAMES
    lines: list[Line] = []
    if item:
        label = f"{digest.labels[item.id]} "
        words = cut(one_line(item.headline), max(room - len(label), 1))
        lines.append(plain(((gap, ""), (label, item.kind.value), (words, "")), link))
    line = f", line {kept.line}" if kept.line else ", at the top"
    if kept.doc in digest.shelf:
        lines.append(plain(((gap, ""), (cut(f"{one_line(kept.doc)}{line}", room), "muted")), link))
    if not lines:
        words = cut(f"{one_line(kept.item or kept.doc)} is gone", room)
        lines.append(plain(((gap, ""), (words, "problem")), link))
    if kept.words and kept.doc in digest.shelf:
        lines.append(plain(((gap, ""), (cut(one_line(kept.words.exact), room), "muted")), link))
    (first,) = lines[0]
    lines[0] = plain(((f"{letter.ljust(NAMES)}", "title"), *first.parts[1:]), link)
    return lines
