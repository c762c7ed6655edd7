"""`briefing show`: an item or a document in plain text.

Owns the plain drawing of cards and documents. Refuses colour, width and wrapping: what is printed can be searched,
cut and piped.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from briefing.card import Card, card, document_card
from briefing.cli.telling import day, is_date, related
from briefing.cli.unseen import unseen
from briefing.display import harmless, one_line
from briefing.documents import DocumentText
from briefing.dossier import Dossier
from briefing.errors import BriefingError, nearest
from briefing.passages import Document
from briefing.spans import Span
from briefing.vocabulary import Kind

NAMED_LINE = re.compile(r"(?P<name>.+):(?P<line>[0-9]{1,9})", re.DOTALL)
"""A document with one of its lines."""

NAME_WIDTH = 12

MARGIN = 20
"""Columns of labels beside a line; the rest belongs to the words, and `DOC:LINE` names them all."""


def show(dossier: Dossier, what: str | None, *, hidden: bool = False) -> int:
    """Print what is named: an id, a label, a document, one of its lines or a date; an overview where nothing is.

    `hidden` prints what stands there unseen instead: in a document, in one of its lines, or in all documents.
    """
    for line in _hidden(dossier, what) if hidden else lines_of(dossier, what):
        sys.stdout.write(f"{harmless(line)}\n")
    return 0


def lines_of(dossier: Dossier, what: str | None) -> Iterator[str]:
    """Return the lines of what is named. Raises BriefingError where there is no such thing."""
    if what is None:
        return _overview(dossier)
    if item := dossier.digest.find(what):
        return _card(card(dossier, item.id), related(dossier, item))
    named = NAMED_LINE.fullmatch(what)
    name = named["name"] if named else what
    whole, document = _document(dossier, what), _document(dossier, name)
    if whole:
        return _text(dossier, whole)
    if document is None and is_date(what):
        return day(dossier, what)
    if document is None or named is None:
        names = [*dossier.digest.items, *dossier.digest.labels.values(), *dossier.digest.shelf]
        paths = [document.path for document in dossier.digest.documents]
        raise BriefingError(f"there is no item or document {what!r}", mend=nearest(name, [*names, *paths]))
    return _line(dossier, document, int(named["line"]))


def _hidden(dossier: Dossier, what: str | None) -> Iterator[str]:
    """Yield what is hidden in the document or line that is named. Raises BriefingError where there is none."""
    named = NAMED_LINE.fullmatch(what or "")
    whole = _document(dossier, what or "")
    document = whole or (_document(dossier, named["name"]) if named else None)
    if what is not None and document is None:
        raise BriefingError(f"there is no document {what!r}", mend="name its id or its path")
    for one in [document] if document else dossier.digest.documents:
        number = int(named["line"]) if named and not whole else None
        text = _readable(dossier, one, number) if document else dossier.text(one.id)
        if text:
            yield from unseen(one.path, text, number)


def _document(dossier: Dossier, name: str) -> Document | None:
    return next((found for found in dossier.digest.documents if name in (found.id, found.path)), None)


def _overview(dossier: Dossier) -> Iterator[str]:
    digest = dossier.digest
    yield one_line(digest.title or dossier.folder.resolve().name)
    if digest.documents:
        yield from ("", "Documents")
    for document in digest.documents:
        known = (document.id, document.path, document.publisher, document.published)
        yield "  ".join(one_line(value) for value in known if value)
    for kind in Kind:
        if digest.of(kind):
            yield from ("", kind.plural.capitalize())
        for item in digest.of(kind):
            yield f"{digest.labels[item.id]:<5}{one_line(item.headline)}"


def _card(shown: Card, beside: Iterable[str] = ()) -> Iterator[str]:
    yield f"{shown.label}  {one_line(shown.words)}".strip()
    yield f"{'Id':<{NAME_WIDTH}}{shown.id}"
    for name, value in shown.particulars:
        yield f"{name:<{NAME_WIDTH}}{one_line(value)}"
    yield from beside
    for passage in shown.passages:
        yield ""
        said = " · ".join(filter(None, (passage.status, passage.remark)))
        yield f"{one_line(passage.citation)}  {one_line(passage.document)}  ({one_line(said)})"
        yield f"  “{one_line(passage.words)}”"


def _text(dossier: Dossier, document: Document) -> Iterator[str]:
    """Yield every line of a document, with its number and the labels of the items whose passages begin on it."""
    text = dossier.text(document.id)
    if text is None:
        yield from _card(document_card(dossier, document.id))
        return
    beginnings = defaultdict[int, dict[str, None]](dict)
    for found in dossier.readings[document.id].layer.annotations:
        if found.span:
            beginnings[text.lines.line_at(found.span.start)][dossier.digest.labels[found.item]] = None
    margins = {number: _margin(list(labels)) for number, labels in beginnings.items()}
    widest = max(map(len, margins.values()), default=0)
    width = len(str(len(text.lines)))
    for number in range(1, len(text.lines) + 1):
        words = text.lines.span(number).of(text.shown)
        yield f"{margins.get(number, ''):>{widest}}  {number:>{width}}  {words}".rstrip()


def _margin(labels: list[str]) -> str:
    """Return labels for the margin; those that would take too much of the line are counted."""
    # Each with the space behind it, of which the last needs none.
    ends = list(accumulate(len(label) + 1 for label in labels))
    shown = max(bisect_right(ends, MARGIN + 1), 1)
    return " ".join([*labels[:shown], *([f"+{len(labels) - shown}"] if shown < len(labels) else [])])


def _line(dossier: Dossier, document: Document, number: int) -> Iterator[str]:
    """Yield one line of a document, then every item that rests on it with the words it rests on."""
    text = _readable(dossier, document, number)
    span: Span = text.lines.span(number)
    yield f"{document.path}:{number}"
    yield span.of(text.shown)
    seen: set[tuple[str, Span]] = set()
    for found in dossier.touching(document.id, span):
        if found.span and (found.item, found.span) not in seen:
            seen.add((found.item, found.span))
            label, item = dossier.digest.labels[found.item], dossier.digest.items[found.item]
            yield from ("", f"{label:<5}{one_line(item.words)}", f"  “{one_line(found.span.of(text.received))}”")


def _readable(dossier: Dossier, document: Document, line: int | None) -> DocumentText:
    """Return the words of a document that has such a line. Raises BriefingError where there are none."""
    text = dossier.text(document.id)
    if text is None:
        problem = dossier.readings[document.id].problem
        raise BriefingError(problem.message if problem else f"{document.path!r} could not be read")
    if line is not None and not 1 <= line <= len(text.lines):
        raise BriefingError(f"there is no line {line} in {document.path!r}", mend=f"it has {len(text.lines)} lines")
    return text
