"""A search under way: what is looked for, and where it stands in the text that is shown and in the rows of the lists.

Owns `Search`, the one value from which hits are painted and counted, and the pure steps from one hit to the next.
Refuses to look through what takes longer than a picture: that is for `seeking`, and `Search` says what is due.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.arranging import clear, speaker_here
from briefing.cursor import Cursor, on_row, stand, touched
from briefing.digest import Actor, Digest
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.finding import NO_HITS, NO_REGEX, Hits, Query, checked, forms_query, hits, word_at, word_query
from briefing.lasting import lasting
from briefing.listing import PaneId, listing
from briefing.passages import Document
from briefing.rowwords import said, texts, weight
from briefing.seeking import Batch, Found, at_once
from briefing.spans import Span

Rows = Mapping[str, tuple[Span, ...]]
"""Where something stands in the text of a row (see `rowwords`), by the id of the row; rows without it are not there."""

NOTHING = Query("")
NO_ROWS: Rows = MappingProxyType({})


class Search(Struct, frozen=True):
    """What is looked for, and what has been found. A search for nothing is no search, and false."""

    query: Query = NOTHING
    backward: bool = False
    """Whether the next hit is the one before."""
    doc: str = ""
    """The document in whose text the hits are."""
    hits: Hits = NO_HITS
    rows: Rows = field(default_factory=lambda: NO_ROWS)
    text_due: bool = False
    """Whether the text is still being looked through."""
    rows_due: bool = False
    """Whether the rows are."""

    def __bool__(self) -> bool:
        """Say whether anything is looked for."""
        return bool(self.query)

    @property
    def due(self) -> bool:
        """Whether something is still being looked through."""
        return self.text_due or self.rows_due

    def marks(self, doc: str, stretch: Span) -> tuple[Span, ...]:
        """Return the hits that cross a stretch of a document."""
        return self.hits.within(stretch) if doc == self.doc else ()

    @property
    def sign(self) -> str:
        """What stands before the words: how they are looked for."""
        way = "?" if self.backward else "/"
        return "*" if self.query.forms else f"{way}re " if self.query.regex else way


NO_SEARCH = Search()


def begun(dossier: Dossier, doc: str, query: Query, *, backward: bool = False) -> Search:
    """Return a search with what can be found at once; what takes longer is due.

    Raises BriefingError for a query that cannot be looked for.
    """
    if not query:
        return NO_SEARCH
    search = turned(Search(query, backward), dossier, doc)
    if at_once(query, weight(dossier.digest)):
        return replace(search, rows=_row_hits(query, dossier.digest))
    return replace(search, rows_due=True)


def turned(search: Search, dossier: Dossier, doc: str) -> Search:
    """Return the search in the text of another document, or of the same one when it was read anew."""
    text = dossier.text(doc)
    if search.rows_due:
        # Whoever looks through the rows begins again.
        search = replace(search, rows=NO_ROWS)
    if text is None or not search:
        return replace(search, doc=doc, hits=NO_HITS, text_due=False)
    if at_once(search.query, len(text.received)):
        return replace(search, doc=doc, hits=_text_hits(search.query, text.received), text_due=False)
    return replace(search, doc=doc, hits=Hits(whole=False), text_due=True)


def heard(search: Search, dossier: Dossier, batch: Batch) -> Search:
    """Return the search with what a process found for it. What does not stand in the text as it is now is left out."""
    text, known, done = dossier.text(search.doc), texts(dossier.digest), batch.progress.done
    spans, rows = list(search.hits.spans), dict(search.rows)
    for one in batch.found:
        if one.doc == text_name(search.doc):
            if text and one.stands(text.received):
                spans.append(one.span)
        elif one.doc in known and one.stands(known[one.doc]):
            rows[one.doc] = (*rows.get(one.doc, ()), one.span)
    if search.text_due:
        whole = done and not batch.progress.limited and not batch.progress.trouble
        search = replace(search, hits=Hits(tuple(spans), whole), text_due=not done)
    return replace(search, rows=MappingProxyType(rows), rows_due=not done) if search.rows_due else search


def text_name(doc: str) -> str:
    """Return the name by which a process calls the text of a document; no row has it."""
    return f"\0{doc}"


@lasting
def renamed(digest: Digest) -> tuple[Document, ...]:
    """Return all documents by the names by which a process calls their texts."""
    return tuple(replace(document, id=text_name(document.id)) for document in digest.documents)


def doc_of(name: str) -> str:
    """Return the document of whose text a process speaks; an empty string where it speaks of a row."""
    return name[1:] if name.startswith("\0") else ""


def wrong_with(query: Query) -> str:
    """Return why something cannot be looked for, in a few words; nothing where it can be."""
    try:
        checked(query)
    except BriefingError as error:
        # Who types one knows that it is to be a regular expression.
        return error.brief.removeprefix(NO_REGEX).replace(" at character ", " at ")
    return ""


@lru_cache(maxsize=16)
def _text_hits(query: Query, text: str) -> Hits:
    return Hits.of(query, text)


@lru_cache(maxsize=4)
def _row_hits(query: Query, digest: Digest) -> Rows:
    found = {id_: tuple(hits(query, text)) for id_, text in texts(digest).items()}
    return MappingProxyType({id_: spans for id_, spans in found.items() if spans})


# From hit to hit


def nearest(search: Search, dossier: Dossier, origin: Cursor) -> Cursor | None:
    """Return where typing a search leads to from where it began, or None while nothing is found.

    While hits are still to come, none is taken that lies behind: it might be left again.
    """
    back = search.backward
    if origin.pane is PaneId.TEXT:
        start = origin.spot.start
        found = search.hits.before(start) if back else search.hits.nearest(start)
        behind = found is not None and (found.start >= start if back else found.start < start)
        if found is None or (search.text_due and (back or behind)):
            return None
        return stand(origin, found)
    ids, places = _hit_rows(search, dossier, origin)
    at = _place(dossier, origin)
    turn = bisect_left(places, at)
    if not ids or (search.rows_due and (back or turn == len(ids))):
        return None
    return _at_row(dossier, origin, ids[(turn - 1 if back else turn) % len(ids)])


def step(search: Search, dossier: Dossier, cursor: Cursor, by: int) -> tuple[Cursor, bool] | None:
    """Return the place `by` hits further, or back where negative, and whether the way led over an end.

    From a row that is no hit itself, the first step forward leads to the first hit that begins on it.
    """
    if cursor.pane is not PaneId.TEXT:
        return _step_in_list(search, dossier, cursor, by)
    start, found = cursor.spot.start, search.hits
    on_hit = cursor.spot in found.within(cursor.spot)
    hit = found.before(start, -by) if by < 0 else found.after(start if on_hit else start - 1, by)
    if hit is None:
        return None
    return stand(cursor, hit), hit.start >= start if by < 0 else hit.start < start + on_hit


def _step_in_list(search: Search, dossier: Dossier, cursor: Cursor, by: int) -> tuple[Cursor, bool] | None:
    ids, places = _hit_rows(search, dossier, cursor)
    if not ids:
        return None
    at = _place(dossier, cursor)
    turn = bisect_left(places, at)
    on_hit = turn < len(ids) and places[turn] == at
    wanted = turn + (by if by < 0 or on_hit else by - 1)
    return _at_row(dossier, cursor, ids[wanted % len(ids)]), not 0 <= wanted < len(ids)


def at_found(dossier: Dossier, cursor: Cursor, query: Query, found: Found) -> Cursor | None:
    """Return where something was found: at its row, or on its words in the text, which has to have been read.

    Words that do not stand there any more are looked for near by; None where they are gone.
    """
    items = dossier.digest.items
    if found.doc in items or found.doc in dossier.digest.shelf:
        pane = PaneId.of(items[found.doc].kind) if found.doc in items else PaneId.DOCUMENTS
        # Its list is shown whole where the row would be hidden.
        shown = found.doc in listing(dossier, cursor.view, pane).places
        return on_row(dossier, replace(cursor if shown else clear(dossier, cursor), pane=pane), pane, found.doc)
    doc = doc_of(found.doc)
    text = dossier.text(doc)
    span = found.span if text and found.stands(text.received) else None
    if span is None and text and at_once(query, len(text.received)):
        span = _text_hits(query, text.received).nearest(found.span.start)
    return replace(cursor, pane=PaneId.TEXT, doc=doc, spot=span) if span else None


def counter(search: Search, dossier: Dossier, cursor: Cursor) -> str:
    """Return which hit one is at and how many there are, as in `3/17`; `17+` where there may be more."""
    if cursor.pane is PaneId.TEXT:
        return "…" if search.text_due and not search.hits else search.hits.counter(cursor.spot)
    ids, _ = _hit_rows(search, dossier, cursor)
    if not ids:
        return "…" if search.rows_due else "none"
    row = cursor.row(cursor.pane)
    many = f"{len(ids)}{'+' if search.rows_due else ''}"
    return f"{ids.index(row) + 1}/{many}" if row in ids else many


def hidden_hit(search: Search, dossier: Dossier, cursor: Cursor) -> str:
    """Return the words around a hit in the highlighted row where the row itself does not show any of its hits."""
    id_ = cursor.row(cursor.pane)
    spans = search.rows.get(id_, ())
    if not spans:
        return ""
    row = said(dossier.digest, id_)
    if any(row.shows(span) for span in spans):
        return ""
    start, end = row.text.rfind("\n", 0, spans[0].start) + 1, row.text.find("\n", spans[0].end)
    return row.text[start : end if end >= 0 else len(row.text)]


def _hit_rows(search: Search, dossier: Dossier, cursor: Cursor) -> tuple[list[str], list[int]]:
    """Return the ids of the rows with hits in the list that has the keys, and their places in it, in order."""
    places = listing(dossier, cursor.view, cursor.pane).places
    found = sorted((places[id_], id_) for id_ in search.rows if id_ in places)
    return [id_ for _, id_ in found], [place for place, _ in found]


def _place(dossier: Dossier, cursor: Cursor) -> int:
    return listing(dossier, cursor.view, cursor.pane).places.get(cursor.row(cursor.pane), 0)


def _at_row(dossier: Dossier, cursor: Cursor, id_: str) -> Cursor:
    return cursor if id_ == cursor.row(cursor.pane) else on_row(dossier, cursor, cursor.pane, id_)


# What is under the cursor


def query_here(dossier: Dossier, cursor: Cursor) -> Query | None:
    """Return the query for the actor under the cursor, by all its names, else for the word there; None for neither.

    In a list that is the actor highlighted, or who speaks.
    """
    actor = dossier.digest.items.get(_actor_here(dossier, cursor))
    if isinstance(actor, Actor):
        return forms_query(actor.name, actor.forms)
    text = dossier.text(cursor.doc)
    if text is None or cursor.pane is not PaneId.TEXT:
        return None
    word = word_at(text.received, cursor.spot.start).of(text.received)
    return word_query(word) if word else None


def _actor_here(dossier: Dossier, cursor: Cursor) -> str:
    if cursor.pane is not PaneId.TEXT:
        return speaker_here(dossier, cursor) if cursor.pane is not PaneId.DOCUMENTS else ""
    here = [one.item for one in touched(dossier, cursor) if isinstance(dossier.digest.items[one.item], Actor)]
    # The current item first, where it is under the text cursor at all.
    return min(here, key=lambda one: one != cursor.item, default="")
