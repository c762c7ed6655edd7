"""What somebody takes away from where they are: the words, and where they come from.

Owns which words are meant and how they are cited. Refuses to wrap, number or decorate: the words are those of the
document, with its own line breaks; only what a terminal could act on is replaced. For Markdown, see `export.pieces`;
for where it goes, see `clipboard`.
"""

from __future__ import annotations

import re

from msgspec import Struct

from briefing.cursor import Cursor, annotation
from briefing.display import CONTROLS, harmless
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.resolving import Annotation
from briefing.spans import Span

ACTED_ON: dict[int, int] = CONTROLS | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
"""What a terminal would act on when the words are pasted into it."""

WEB = r"(?i:https?)://[^\s/?#]\S*"
"""An address that a browser opens without anything being run."""


class Taken(Struct, frozen=True):
    """Words with where they stand."""

    doc: str
    """The document; empty for an item's own words, which stand in the digest."""
    span: Span
    words: str
    """As they stand in the document, line breaks included."""
    what: str
    """What they are: `passage`, `line` or `item`."""
    item: str = ""
    """The id of the item whose own words they are."""


def taken(dossier: Dossier, cursor: Cursor) -> Taken | None:
    """Return the current passage, else the line that the text cursor is on; None where nothing can be read.

    In the text, a passage is current as long as the text cursor is on it; in a list, whatever the text shows. An item
    in a list that has no passage, or one whose place is not trusted, gives its own words.
    """
    found = annotation(dossier, cursor)
    if cursor.pane is not PaneId.DOCUMENTS:
        if found and found.span and (cursor.pane is not PaneId.TEXT or _here(found, cursor)):
            return _taken(dossier, found.doc, found.span, "passage")
        if cursor.pane is not PaneId.TEXT:
            waits = found is not None and found.doc in {document.id for document in dossier.unread}
            return None if waits else item_words(dossier, cursor.item)
    text = dossier.text(cursor.doc)
    if text is None:
        return None
    line = text.lines.span(text.lines.line_at(cursor.spot.start))
    return _taken(dossier, cursor.doc, line, "line") if line.of(text.received).strip() else None


def item_words(dossier: Dossier, item: str) -> Taken | None:
    """Return what the digest says of an item; None for what is no item."""
    found = dossier.digest.items.get(item)
    return Taken("", Span(0, 0), found.words.translate(ACTED_ON), "item", item) if found else None


def document_text(dossier: Dossier, doc: str) -> str:
    """Return all the words of a document, ending with a line break; empty where it cannot be read."""
    text = dossier.text(doc)
    words = text.received.translate(ACTED_ON) if text else ""
    return words if not words or words.endswith("\n") else f"{words}\n"


def address(dossier: Dossier, doc: str) -> str:
    """Return where a document can be seen by anybody; empty where the digest names no address on the web."""
    document = dossier.digest.shelf.get(doc)
    url = harmless(document.url.strip()) if document else ""
    return url if re.fullmatch(WEB, url) else ""


def cited(dossier: Dossier, found: Taken) -> str:
    """Return words that were taken on one line, between quotation marks, with what `citation` says of them."""
    return f"“{' '.join(found.words.split())}” ({citation(dossier, found)})"


def citation(dossier: Dossier, found: Taken) -> str:
    """Return who published the words, when, and on which line of which file they stand; of an item its label."""
    if found.item:
        title = dossier.digest.title or dossier.folder.resolve().name
        return f"{dossier.digest.labels[found.item]}, {' '.join(title.translate(ACTED_ON).split())}"
    document = dossier.digest.shelf[found.doc]
    text = dossier.text(found.doc)
    line = f":{text.lines.line_at(found.span.start)}" if text else ""
    place = " ".join(f"{document.path}{line}".translate(ACTED_ON).split())
    outlet = " ".join((document.publisher or document.title).translate(ACTED_ON).split())
    return ", ".join(filter(None, (outlet, document.published, place)))


def _here(found: Annotation, cursor: Cursor) -> bool:
    return found.doc == cursor.doc and found.span is not None and found.span.overlaps(cursor.spot)


def _taken(dossier: Dossier, doc: str, span: Span, what: str) -> Taken | None:
    text = dossier.text(doc)
    return Taken(doc, span, span.of(text.received).translate(ACTED_ON), what) if text else None
