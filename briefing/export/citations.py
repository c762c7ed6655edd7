"""Footnotes: every passage is cited once, under one mark, wherever it is called on.

Owns the marks and the words of a citation: document, date, line, exact words. Refuses to pass off a passage that is not
anchored: its footnote says so, and gives the words that were looked for.
"""

from __future__ import annotations

from briefing.card import STATUSES, status_of
from briefing.dossier import Dossier
from briefing.export.escaping import code, inline, quoted
from briefing.passages import Passage
from briefing.resolving import Annotation
from briefing.vocabulary import Stance


class Citations:
    """The footnotes of one export, in the order in which they are first called on."""

    def __init__(self, dossier: Dossier) -> None:
        """Name every passage after the item that gives it, wherever it is called on first; no footnote yet."""
        self._dossier = dossier
        self._marks: dict[Passage, str] = {}
        self._notes: list[str] = []
        self._names = {
            passage: f"{item.id}-{number}"
            for item in dossier.digest
            for number, passage in enumerate(item.passages, start=1)
        }

    def mark(self, found: Annotation) -> str:
        """Return the footnote mark of a passage; a mention found by name has none."""
        passage = found.passage
        if passage is None:
            return ""
        if passage not in self._marks:
            self._marks[passage] = f"[^{self._names[passage]}]"
            self._notes.append(f"{self._marks[passage]}: {self.citation(found)}")
        return self._marks[passage]

    def marks(self, item: str) -> str:
        """Return the marks of all passages of an item."""
        return "".join(dict.fromkeys(self.mark(found) for found in self._dossier.annotations(item)))

    def citation(self, found: Annotation) -> str:
        """Return document, date, line and words of one passage."""
        document = self._dossier.digest.shelf.get(found.doc)
        line = self._dossier.line(found)
        where = f"{inline(document.path)}:{line}" if document and line else inline(document.path) if document else ""
        words = self._dossier.words(found) or (found.passage.selector.exact if found.passage else "")
        head = ", ".join(filter(None, (code(found.doc), document.published if document else "", where)))
        stance = f"{found.stance}: " if found.stance is not Stance.SUPPORTS else ""
        origin = f" (from {inline(found.passage.origin)})" if found.passage and found.passage.origin else ""
        note = f" ({inline(found.passage.note)})" if found.passage and found.passage.note else ""
        status = status_of(found) if STATUSES[found.anchor.status] else ""
        return f"{head}: {stance}{quoted(words)}{origin}{note}{f' **{status}**' if status else ''}"

    def notes(self) -> list[str]:
        """Return the footnotes called on so far."""
        return list(self._notes)
