"""Everything that the current item rests on, beside the text where the screen is wide.

Owns the column: the sentence, what is known about it, each passage with its document, and which documents are silent.
Refuses the keys: the passages are walked with the same keys as everywhere, and the column keeps the current one in
view.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from briefing.card import Card, PassageLine
from briefing.coverage import counted, distrusted, silent
from briefing.cursor import Cursor
from briefing.digest import Fact
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.reader.painting import Parts, fitted
from briefing.reader.panes.detail import MORE, NO_BREAK, current_card
from briefing.reader.panes.told import ToldLines
from briefing.reader.wrapping import wrapped

AROUND = 20
"""Passages shown before and after the current one; an actor may have a hundred thousand."""

MOST_SILENT = 40
"""Silent documents that are named; more are only counted."""

NAMES = 13
"""The column of names of particulars."""


def evidence_lines(dossier: Dossier, cursor: Cursor, width: int) -> tuple[list[Parts], list[Parts], int]:
    """Return the sentence, the lines below it, and on which of those the current passage begins."""
    first = max(cursor.passage - AROUND, 0)
    shown = current_card(dossier, cursor, slice(first, cursor.passage + AROUND + 1))
    if shown is None:
        return [], [], 0
    lines = _particulars(shown, width, notes=False)
    current = 0
    count = len(dossier.annotations(shown.id)) if shown.label else 0
    if first:
        lines += [(), ((f"{first} earlier", "muted"),)]
    for number, passage in enumerate(shown.passages, start=first):
        here = number == cursor.passage
        current = len(lines) if here else current
        lines += [(), *_passage(passage, number + 1, here, width)]
    if first + len(shown.passages) < count:
        lines += [(), ((f"{count - first - len(shown.passages)} later", "muted"),)]
    lines += _silent(dossier, shown, width)
    lines += _particulars(shown, width, notes=True)
    return _head(shown, width), lines, current


def _head(shown: Card, width: int) -> list[Parts]:
    label = f"{shown.label} " if shown.label else ""
    first, *rest = wrapped(label.replace(" ", NO_BREAK) + shown.words, width)
    return [((label, shown.kind), (first[len(label) :], "")), *(((row, ""),) for row in rest)]


def _particulars(shown: Card, width: int, *, notes: bool) -> list[Parts]:
    """Return the notes, which can be long and wait for the end, or everything else."""
    chosen = [(name, value) for name, value in shown.particulars if (name == "Note") is notes]
    lines: list[Parts] = [()] if chosen else []
    for name, value in chosen:
        rows = wrapped(value, max(width - NAMES, 10))
        lines.append(((name.ljust(NAMES), "muted"), (rows[0], "")))
        lines += [((" " * NAMES, ""), (row, "")) for row in rows[1:]]
    return lines


def _passage(passage: PassageLine, number: int, here: bool, width: int) -> list[Parts]:
    remark, _, note = passage.remark.partition(" · ")
    # The text of a position stands above, and would say itself again with every passage.
    remark = one_line(remark.partition(":")[0] if remark.startswith("position ") else remark)
    line = f", line {passage.line}" if passage.line else ""
    ordinal, name = f"{number} ", one_line(passage.document)
    room = width - 2 - len(ordinal) - len(line)
    name = name if cell_len(name) <= room else fitted(name, room)
    rows: list[Parts] = [(("> " if here else "  ", "touched"), (ordinal, "muted"), (name, "title"), (line, "muted"))]
    bears = passage.trusted and remark == str(passage.stance)
    said = (remark, remark if bears else "muted" if passage.trusted else "problem")
    if remark and cell_len(name) + 2 + cell_len(remark) <= room:
        rows[0] += (("  ", ""), said)
    elif remark:
        rows += [(("  ", ""), (row, said[1])) for row in wrapped(remark, width - 2)]
    slot = ("own" if here else "") if passage.trusted else "problem"
    rows += [(("  ", ""), (row, slot)) for row in wrapped(f"“{passage.words}”", width - 2)]
    for told in filter(None, (passage.told, note)):
        rows += [(("  ", ""), (row, "muted" if passage.trusted else "problem")) for row in wrapped(told, width - 2)]
    return rows


def _silent(dossier: Dossier, shown: Card, width: int) -> list[Parts]:
    fact = dossier.digest.items.get(shown.id)
    if not isinstance(fact, Fact):
        return []
    # A document whose passage stands above, not trusted, may well say it.
    known = distrusted(dossier, fact.id)
    docs = [doc for doc in silent(dossier, fact) if doc not in known]
    if not docs:
        return []
    named = ", ".join(dossier.digest.name_of(doc) for doc in docs) if len(docs) <= MOST_SILENT else ""
    names = named or counted(len(docs), "document")
    return [(), *(((row, "muted"),) for row in wrapped(f"Silent: {names}", width))]


class EvidencePane(ToldLines):
    """A column of lines: the sentence always, below it as much as there is room for, the current passage in view."""

    def on_mount(self) -> None:
        """Say what the column is."""
        self.border_title = Content(" Evidence ")

    def rewrite(self) -> None:
        """Bring the lines up to date; nothing is painted when they are the same."""
        width, height = max(self.size.width - 2, 1), max(self.size.height, 1)
        if self.same_card() or self.dossier is None or not self.size or not self.display:
            return
        head, below, current = evidence_lines(self.dossier, self.cursor, width)
        room = max(height - len(head), 1)
        # The beginning stays as long as the current passage can be seen below it.
        first = 0 if current < room - room // 3 else min(current - room // 3, max(len(below) - room, 0))
        shown = below[first : first + room]
        if first:
            shown[0] = ((f"{MORE}{first} rows above", "muted"),)
        if first + room < len(below):
            shown[-1] = ((f"{MORE}{len(below) - first - room + 1} rows below: {self.key('detail')}", "muted"),)
        self.lines = (*head, *shown)
