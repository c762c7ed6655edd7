"""`briefing anchor`: a passage for the digest, from words of a document.

Owns what is said where the words do not stand in one place. Refuses to choose a place, and to print a passage that does
not lead back to it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from briefing.cli.document import Meant, document_meant
from briefing.cli.progress import told
from briefing.coverage import counted
from briefing.display import harmless, one_line
from briefing.documents import DocumentText
from briefing.errors import BriefingError
from briefing.pointing import differing, find, find_read, nearest_stretch, passage_lines, selector_at
from briefing.spans import Span

DONE, UNDECIDED = 0, 1

LISTED = 20
"""How many places a message lists before it counts the rest."""

WIDTH = 80
"""Columns of a line that shows words in their context."""

STANDARD_INPUT = "-"


def anchor(arguments: Sequence[str], nth: int | None, configured: str) -> int:
    """Print the passage for `[DOSSIER] DOC WORDS`; return 1 where the words stand nowhere or in several places."""
    dossier, name, words = _told_apart(arguments)
    with told("reading the dossier"):
        meant = document_meant(dossier, name, configured)
    places = find(words, meant.text.received) or find_read(words, meant.text.received)
    if (nth is None and len(places) != 1) or (nth or 1) > len(places):
        _complain(_choices(meant, places, nth) if places else _nowhere(meant, words))
        return UNDECIDED
    selector = selector_at(places[(nth or 1) - 1], meant.text.received)
    sys.stdout.write(f"{passage_lines(meant.document.id, selector)}\n")
    sys.stdout.flush()
    if elsewhere := list(_elsewhere(meant, words)):
        _complain(["the words also stand in", *elsewhere])
    if meant.remark:
        _complain(meant.remark.split("\n"))
    return DONE


def _told_apart(arguments: Sequence[str]) -> tuple[str | None, str, str]:
    """Return the dossier, if one is named, the document and the words."""
    if len(arguments) > 3:
        raise BriefingError("the words must be one argument", mend='put them between quotation marks: "…"')
    if len(arguments) < 2:
        raise BriefingError("a document and words of it are needed", mend='briefing anchor [DOSSIER] DOC "WORDS"')
    *dossier, name, words = arguments
    if words == STANDARD_INPUT:
        words = sys.stdin.buffer.read().decode("utf-8", "replace") if sys.stdin else ""
    if not words.strip():
        raise BriefingError("there are no words to look for")
    return (dossier[0] if dossier else None), name, words


def _complain(lines: Iterable[str]) -> None:
    """Write lines to standard error, the first as the program's own."""
    said = "\n".join(line.replace("\n", " ") for line in lines)
    sys.stderr.write(harmless(f"briefing: {said}\n"))


def _choices(meant: Meant, places: Sequence[Span], nth: int | None) -> Iterator[str]:
    """Yield every place with its number, so that one can be asked for."""
    asked = f"; --nth {nth} is beyond them" if nth else ""
    yield f"the words stand in {counted(len(places), 'place')} of {meant.document.path!r}{asked}"
    text = meant.text
    numbers = len(str(min(len(places), LISTED)))
    lines = len(str(len(text.lines)))
    for number, place in enumerate(places[:LISTED], start=1):
        line = text.lines.line_at(place.start)
        margin = f"  {number:>{numbers}}  line {line:<{lines}}  "
        yield margin + in_context(place, text, WIDTH - len(margin))
    if len(places) > LISTED:
        yield f"  and {len(places) - LISTED} more"
    if len(places) > 1:
        yield "  help: choose with --nth, as in --nth 2, or give more of the words around them"


def in_context(span: Span, text: DocumentText, width: int) -> str:
    """Return words between brackets with what stands around them, on one line of `width` characters."""
    words = one_line(span.of(text.received))
    longest = width // 2
    if len(words) > longest:
        words = f"{words[: longest // 2]}…{words[-longest // 2 + 1 :]}"
    room = (width - len(words) - 4) // 2
    before = re.sub(r"\s+", " ", text.received[max(0, span.start - 2 * room) : span.start])
    after = re.sub(r"\s+", " ", text.received[span.end : span.end + 2 * room])
    before = before if len(before) <= room else f"…{before[-room:]}"
    return harmless(f"{before}[{words}]{after if len(after) <= room else f'{after[:room]}…'}".rstrip())


def _nowhere(meant: Meant, words: str) -> Iterator[str]:
    """Yield that the words do not stand there, what comes nearest, and where else they stand."""
    yield f"the words do not stand in {meant.document.path!r}"
    text = meant.text
    if near := nearest_stretch(words, text.received):
        margin = f"  line {text.lines.line_at(near.start)}  "
        given, there = differing(words, near.of(text.received), WIDTH - max(len(margin), len("  given  ")))
        yield f"{'  given':<{len(margin)}}{given}"
        yield f"{margin}{there}"
    elsewhere = list(_elsewhere(meant, words))
    if elsewhere:
        yield "  they stand in"
        yield from (f"  {place}" for place in elsewhere)
    if near or not elsewhere:
        yield "  help: copy the words from the document as they stand there, slips included"


def _elsewhere(meant: Meant, words: str) -> Iterator[str]:
    """Yield where the words stand in the other documents of the dossier."""
    found = []
    for document in meant.dossier.digest.documents:
        text = meant.dossier.text(document.id)
        if text and document.id != meant.document.id:
            found += [f"  {document.path}:{text.lines.line_at(place.start)}" for place in find(words, text.received)]
    yield from found[:LISTED]
    if len(found) > LISTED:
        yield f"  and {len(found) - LISTED} more"
