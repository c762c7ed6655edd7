"""The whole of the current item in a few rows, under the lists.

Owns what of a card comes first where there is little room. Refuses the keys: it is read, not walked; the full card
opens in a sheet of its own.
"""

from __future__ import annotations

from briefing.card import Card, card, document_card
from briefing.cursor import Cursor
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.reader.painting import Parts
from briefing.reader.panes.told import ToldLines
from briefing.reader.wrapping import wrapped

FIRST = ("Review", "Speaker", "When", "Documents", "Position 1", "Position 2", "Position 3", "Role", "Form", "Note")
"""The particulars that matter most, in this order; the rest is for the sheet."""


NO_BREAK = "\N{NO-BREAK SPACE}"

MORE = " … "
"""What ends a strip that had no room for all, before the key that shows the rest."""


def current_card(dossier: Dossier, cursor: Cursor, some: slice = slice(None)) -> Card | None:
    """Return the card of what is highlighted: the current item, with all its passages or some, or a document."""
    if cursor.pane is PaneId.DOCUMENTS and cursor.row(PaneId.DOCUMENTS) in dossier.digest.shelf:
        return document_card(dossier, cursor.row(PaneId.DOCUMENTS))
    if cursor.item in dossier.digest.items:
        return card(dossier, cursor.item, some)
    return document_card(dossier, cursor.doc) if cursor.doc in dossier.digest.shelf else None


def strip_lines(shown: Card, width: int, height: int, key: str) -> list[Parts]:
    """Return the rows of the strip: the sentence, the state of the passage, particulars as far as they go.

    Where they go no further, the last row ends with the key that shows the rest.
    """
    label = f"{shown.label} " if shown.label else ""
    # A space would let the label have a row to itself before words that have none.
    sentence = wrapped(label.replace(" ", NO_BREAK) + shown.words, width)
    lines: list[Parts] = [
        ((label, shown.kind), (sentence[0][len(label) :], "")),
        *(((row, ""),) for row in sentence[1:]),
    ]
    particulars = dict(shown.particulars)
    for name in [name for name in FIRST if name in particulars]:
        lines += [((row, "muted"),) for row in wrapped(f"{name}: {particulars[name]}", width)]
    for passage in shown.passages[:1]:
        said = [passage.told, passage.citation, passage.remark]
        slot = "muted" if passage.trusted else "problem"
        rows = wrapped(" · ".join(filter(None, said)), width)
        lines[len(sentence) : len(sentence)] = [((row, slot),) for row in rows[:2]]
    if len(lines) > height > 0:
        *before, (words, slot) = lines[height - 1]
        room = width - len(MORE + key) - sum(len(part) for part, _ in before)
        lines[height - 1] = (*before, (wrapped(words, room)[0].rstrip(" ·,;:") + MORE + key, slot))
    return lines[:height]


class DetailPane(ToldLines):
    """A strip of rows."""

    DEFAULT_CSS = "DetailPane { width: 1fr; height: 1fr; }"

    def rewrite(self) -> None:
        """Bring the rows up to date; nothing is painted when they are the same."""
        if self.same_card() or not self.size or not self.display:
            return
        at = self.cursor.passage
        shown = current_card(self.dossier, self.cursor, slice(at, at + 1)) if self.dossier else None
        width, height = max(self.size.width - 2, 1), self.size.height
        self.lines = tuple(strip_lines(shown, width, height, self.key("detail"))) if shown else ()
