"""What the row of an item or a document says, and the words of it for which no row has room.

Owns these words as one text for each row, in which lists are searched, and where in that text each part of the row
stands. Refuses widths, styles and states: `!` and figures are nobody's words. Every part is on one line, as received.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from briefing.digest import Actor, Digest, Item, Quote, Statement
from briefing.lasting import lasting
from briefing.narrowing import said_of
from briefing.passages import Document
from briefing.spans import Span

BETWEEN = "\n\0\n"
"""Stands between two parts, so that nothing is found that begins in one and ends in the next."""

NOBODY = "–"
"""Stands where a speaker would."""


class Said(Struct, frozen=True):
    """The words of one row."""

    words: str
    """What the row is about."""
    lead: str = ""
    """Who speaks, for items that have a speaker."""
    label: str = ""
    text: str = ""
    """Words, lead and label as above, then what the row does not show; what is searched."""

    def parts(self) -> Iterator[tuple[str, Span]]:
        """Yield what the row shows by name, with where it stands in the text."""
        at = 0
        for name, part in (("words", self.words), ("lead", self.lead), ("label", self.label)):
            yield name, Span(at, at + len(part))
            at += len(part) + len(BETWEEN)

    def within(self, part: str, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return what of some spans of the text stands in a part of the row, as spans of that part."""
        place = dict(self.parts())[part]
        shared = ((max(span.start, place.start), min(span.end, place.end)) for span in spans)
        return tuple(Span(start - place.start, end - place.start) for start, end in shared if start < end)

    def shows(self, span: Span) -> bool:
        """Say whether the row itself shows some of a span of the text, room permitting."""
        return any(self.within(part, (span,)) for part, _ in self.parts())


def said(digest: Digest, id_: str) -> Said:
    """Return the words of the row of an item or a document."""
    return _item(digest, digest.items[id_]) if id_ in digest.items else _document(digest.shelf[id_])


@lasting
def texts(digest: Digest) -> Mapping[str, str]:
    """Return the text of every row of the lists by id, as `seek` takes texts."""
    return {id_: said(digest, id_).text for id_ in (*digest.items, *digest.shelf)}


@lasting
def weight(digest: Digest) -> int:
    """Return how many code points all rows have together."""
    return sum(map(len, texts(digest).values()))


def _item(digest: Digest, item: Item) -> Said:
    words = f"{item.words}, {item.role}" if isinstance(item, Actor) and item.role else item.headline
    lead = digest.name_of(item.speaker) or NOBODY if isinstance(item, Statement | Quote) else ""
    return _joined(words, lead, digest.labels[item.id], (*said_of(item), *item.tags))


def _document(document: Document) -> Said:
    title = " · ".join(filter(None, (document.publisher, document.title or document.path)))
    words = title if document.id == document.path else f"{document.id} │ {title}"
    return _joined(words, "", "", (document.path, document.byline, document.note, *document.tags))


def _joined(words: str, lead: str, label: str, more: Iterable[str]) -> Said:
    words, lead, label = (" ".join(part.split()) for part in (words, lead, label))
    others = dict.fromkeys(" ".join(part.split()) for part in more)
    rest = [part for part in others if part and part not in words]
    return Said(words, lead, label, BETWEEN.join([words, lead, label, *rest]))
