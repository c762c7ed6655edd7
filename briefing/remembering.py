"""Places that outlive an edit, and everything that is remembered of one dossier.

Owns `Kept`, a place told by item and by words with their context, `Memory`, and the ways from cursors to places and
back. Refuses files (see `state`) and offsets: those go stale without a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.anchoring import ORPHANED, describe, match
from briefing.cursor import START, Cursor, History, annotation, begin, on_row
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.filters import NO_FILTERS, parse, spelled
from briefing.listing import LISTS, ORDERS, Order, PaneId, View
from briefing.resolving import Annotation
from briefing.selectors import Selector
from briefing.spans import Span

WORDS = 80
"""Code points by which a stretch of text is known again; the context tells the rest."""

JUMPS = 100
"""Places jumped from that are remembered."""

POSITIONS = 2000
"""Documents whose position is remembered: those read last."""

MARKS = 200
"""Named places that are remembered."""


class Kept(Struct, frozen=True):
    """A place in a dossier, told by what is there."""

    pane: str = ""
    item: str = ""
    passage: int = 0
    doc: str = ""
    words: Selector | None = None
    """What the text cursor stood on, or stood before; None where there is nothing more, or at the top of a document."""
    line: int = 0
    """The line, counted from 1: where to go if the words are gone."""


def _nothing() -> Mapping[str, Kept]:
    return MappingProxyType({})


def _no_words() -> Mapping[str, str]:
    return MappingProxyType({})


class Memory(Struct, frozen=True):
    """What is remembered of a dossier from one time to the next."""

    place: Kept | None = None
    """Where the reader was."""
    rows: tuple[str, ...] = ()
    """What was highlighted in each list."""
    marks: Mapping[str, Kept] = field(default_factory=_nothing)
    """Places that the reader named, by one letter."""
    past: tuple[Kept, ...] = ()
    """Places jumped from, the newest last."""
    positions: Mapping[str, Kept] = field(default_factory=_nothing)
    """Where the reader was in each document, the one read last at the end."""
    orders: tuple[str, ...] = ()
    speaker: str = ""
    filters: str = ""
    """As `filters.spelled` writes them."""
    choices: Mapping[str, str] = field(default_factory=_no_words)
    """Whatever else was chosen: theme, layout, shares of the screen, each under a name of its owner's."""


EMPTY = Memory()


def keep(dossier: Dossier, cursor: Cursor) -> Kept:
    """Tell a place by what is there."""
    text = dossier.text(cursor.doc)
    kept = Kept(str(cursor.pane), cursor.item, cursor.passage, cursor.doc)
    if text is None or cursor.spot.start == 0:
        return kept
    line = text.lines.line_at(cursor.spot.start)
    return replace(kept, words=_words_at(text.received, cursor.spot.start), line=line)


def find(dossier: Dossier, kept: Kept, cursor: Cursor) -> Cursor:
    """Return the cursor at a place, as far as it is still there; `cursor` gives what a place does not tell.

    An item or a document that is gone leaves the cursor where it is. A document must have been read for its words to be
    found.
    """
    if kept.item in dossier.digest.items:
        pane = PaneId.of(dossier.digest.items[kept.item].kind)
        cursor = on_row(dossier, cursor, pane, kept.item)
        cursor = replace(cursor, passage=min(kept.passage, max(0, len(dossier.annotations(kept.item)) - 1)))
    elif not kept.item:
        cursor = replace(cursor, item="", passage=0)
    if kept.pane in list(PaneId):
        cursor = replace(cursor, pane=PaneId(kept.pane))
    if kept.doc in dossier.digest.shelf:
        spot, current = spot_of(dossier, kept), annotation(dossier, cursor)
        if current and current.span and (current.doc, current.span.start) == (kept.doc, spot.start):
            spot = current.span
        cursor = replace(cursor, doc=kept.doc, spot=spot)
        if cursor.pane is PaneId.DOCUMENTS:
            cursor = cursor.with_row(PaneId.DOCUMENTS, kept.doc)
    return cursor


def spot_of(dossier: Dossier, kept: Kept) -> Span:
    """Return where a place is in its document today: at its words, else at the nearest of them, else on its line."""
    text = dossier.text(kept.doc)
    if text is None or not kept.line:
        return START
    anchor = match(kept.words, text.received) if kept.words else ORPHANED
    if anchor.span:
        return Span(anchor.span.start, anchor.span.start)
    line = min(max(kept.line, 1), len(text.lines))
    near = text.lines.span(line).start
    # Where only some of the places are known, the nearest of these may be far away.
    known = anchor.candidates if anchor.considered == len(anchor.candidates) else ()
    starts = [candidate.start for candidate in known]
    start = min(starts, key=lambda one: abs(one - near), default=near)
    return Span(start, start)


def remembered(
    memory: Memory,
    dossier: Dossier,
    cursor: Cursor,
    history: History,
    *,
    earlier: tuple[Kept, ...] = (),
    left: Iterable[Cursor] = (),
) -> Memory:
    """Return the memory with where the reader is now, and has been; marks and choices are as they were.

    `earlier` are places jumped from before those of the history, `left` where the reader was in other documents.
    """
    here = keep(dossier, cursor)
    positions = dict(memory.positions)
    for kept in (*(keep(dossier, one) for one in left), here):
        positions.pop(kept.doc, None)
        if kept.words:
            positions[kept.doc] = kept
    return replace(
        memory,
        place=here,
        rows=cursor.rows,
        past=(*earlier, *(keep(dossier, one) for one in history.past[-JUMPS:]))[-JUMPS:],
        positions=MappingProxyType(dict(list(positions.items())[-POSITIONS:])),
        orders=tuple(map(str, cursor.view.orders)),
        speaker=cursor.view.speaker,
        filters=spelled(cursor.view.filters),
    )


def with_mark(memory: Memory, letter: str, kept: Kept) -> Memory:
    """Return the memory with a place under a letter; the oldest gives way where there are too many."""
    marks = {name: place for name, place in memory.marks.items() if name != letter} | {letter: kept}
    return replace(memory, marks=MappingProxyType(dict(list(marks.items())[-MARKS:])))


def with_choices(memory: Memory, choices: Mapping[str, str]) -> Memory:
    """Return the memory with these things chosen."""
    return replace(memory, choices=MappingProxyType({**memory.choices, **choices}))


def documents_wanted(memory: Memory) -> tuple[str, ...]:
    """Return the documents to be read before `resumed`, so that its place can be found."""
    return (memory.place.doc,) if memory.place and memory.place.doc else ()


def resumed(dossier: Dossier, memory: Memory) -> Cursor:
    """Return the cursor of a reader who comes back; that of one who begins where nothing is remembered."""
    cursor = replace(begin(dossier), view=view_of(dossier, memory))
    for pane, row in zip(LISTS, memory.rows, strict=False):
        if row in dossier.digest.items or (pane is PaneId.DOCUMENTS and row in dossier.digest.shelf):
            cursor = cursor.with_row(pane, row)
    return find(dossier, memory.place, cursor) if memory.place else cursor


def met(mine: Memory, theirs: Memory, own: Collection[str]) -> Memory:
    """Return one memory where somebody else has written meanwhile: mine, with their marks but for my `own`.

    Where I have not been in a document, their position in it counts.
    """
    marks = {**theirs.marks, **{letter: mine.marks[letter] for letter in own if letter in mine.marks}}
    positions = {**theirs.positions, **mine.positions}
    return replace(mine, marks=MappingProxyType(marks), positions=MappingProxyType(positions))


def carried(before: Dossier, after: Dossier, cursor: Cursor) -> Cursor:
    """Return the cursor at the same passage and the same words in a dossier whose files were read again.

    Where the words of its document are the same, or have not been read, the text cursor stays where it is.
    """
    found = annotation(before, cursor)
    cursor = replace(cursor, passage=_same_passage(found, after.annotations(cursor.item), cursor.passage))
    old, new = before.text(cursor.doc), after.text(cursor.doc)
    if old is None or new is None or old.received == new.received:
        return cursor
    now = annotation(after, cursor)
    if found and now and now.span and found.span == cursor.spot and now.doc == cursor.doc:
        return replace(cursor, spot=now.span)
    return replace(cursor, spot=spot_of(after, keep(before, cursor)))


def _same_passage(found: Annotation | None, now: Sequence[Annotation], usual: int) -> int:
    """Return which annotation of an item is the one found before, however many stand before it today."""
    passage = found.passage if found else None
    if passage is None or not now:
        return usual
    alike = [at for at, one in enumerate(now) if one.passage and one.passage.selector == passage.selector]
    same = [at for at in alike if now[at].doc == passage.doc] or alike
    return min(same, key=lambda at: abs(at - usual), default=min(usual, len(now) - 1))


def view_of(dossier: Dossier, memory: Memory) -> View:
    """Return how the lists were sorted and narrowed, as far as that is still possible."""
    view = View()
    for pane, order in zip(LISTS, memory.orders, strict=False):
        if order in list(Order) and Order(order) in ORDERS[pane]:
            view = view.sorted_by(pane, Order(order))
    try:
        filters = parse(memory.filters, dossier.digest)
    except BriefingError:
        # An actor or a tag that is gone; who comes back sees everything and is told so by the lists.
        filters = NO_FILTERS
    speaker = memory.speaker if memory.speaker in dossier.digest.items else ""
    return replace(view, speaker=speaker, filters=filters)


@lru_cache(maxsize=4 * JUMPS)
def _words_at(text: str, offset: int) -> Selector | None:
    """Describe what stands from `offset` on, blank lines past; None where there is nothing more."""
    start = next((at for at in range(offset, len(text)) if not text[at].isspace()), len(text))
    end = min(len(text), start + WORDS)
    return describe(Span(start, end), text) if end > start else None
