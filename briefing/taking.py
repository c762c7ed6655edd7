"""What somebody takes away from where they are: the words, and where they come from.

Owns which words are meant and how they are cited. Refuses to wrap, number or decorate: the words are those of the
document, with its own line breaks; only what a terminal could act on is replaced. For Markdown, see `export.pieces`;
for where it goes, see `clipboard`.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.cursor import Cursor, annotation
from briefing.display import CONTROLS
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.spans import Span

ACTED_ON: dict[int, int] = CONTROLS | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
"""What a terminal would act on when the words are pasted into it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Words with where they stand."""

    doc: str
    span: Span
    words: str
    """As they stand in the document, line breaks included."""
    what: str
    """What they are: `passage` or `line`."""


def taken(dossier: Dossier, cursor: Cursor) -> Taken | None:
    """Return the current passage, else the line that the text cursor is on; None where nothing can be read.

    In the text, a passage is current as long as the text cursor is on it; in a list, whatever the text shows.
    """
    found = annotation(dossier, cursor)
    if found and found.span and cursor.pane is not PaneId.DOCUMENTS:
        here = found.doc == cursor.doc and found.span.overlaps(cursor.spot)
        if cursor.pane is not PaneId.TEXT or here:
            return _taken(dossier, found.doc, found.span, "passage")
    text = dossier.text(cursor.doc)
    if text is None:
        return None
    line = text.lines.span(text.lines.line_at(cursor.spot.start))
    return _taken(dossier, cursor.doc, line, "line") if line.of(text.received).strip() else None


def passage_text(dossier: Dossier, cursor: Cursor) -> str:
    """Return the words to be copied; empty where there are none."""
    found = taken(dossier, cursor)
    return found.words if found else ""


def with_citation(dossier: Dossier, cursor: Cursor) -> str:
    """Return the words on one line, between quotation marks, with outlet, date and place; empty for no words."""
    found = taken(dossier, cursor)
    return f"“{' '.join(found.words.split())}” ({citation(dossier, found)})" if found else ""


def citation(dossier: Dossier, found: Taken) -> str:
    """Return who published the words, when, and on which line of which file they stand."""
    document = dossier.digest.shelf[found.doc]
    text = dossier.text(found.doc)
    line = f":{text.lines.line_at(found.span.start)}" if text else ""
    place = " ".join(f"{document.path}{line}".translate(ACTED_ON).split())
    outlet = " ".join((document.publisher or document.title).translate(ACTED_ON).split())
    return ", ".join(filter(None, (outlet, document.published, place)))


def _taken(dossier: Dossier, doc: str, span: Span, what: str) -> Taken | None:
    text = dossier.text(doc)
    return Taken(doc, span, span.of(text.received).translate(ACTED_ON), what) if text else None
