"""What the row of an item says.

Owns the choice of state and figure for each kind; the words are those of `rowwords`. Refuses widths and styles: an
entry names a slot of the palette, and the pane decides what fits.
"""

from __future__ import annotations

from msgspec import Struct

from briefing.coverage import Coverage, coverage, documents_of
from briefing.digest import Conflict, Fact, Item
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.passages import Document
from briefing.review import State
from briefing.rowwords import said
from briefing.standing import standing
from briefing.vocabulary import Kind

LEAD_WIDTH = 18
"""Enough for most names; longer ones are cut."""


class Entry(Struct, frozen=True):
    """The parts of one row, harmless and on one line."""

    label: str
    slot: str
    """The slot of the label's style."""
    words: str
    lead: str = ""
    """Who speaks, for items that have a speaker."""
    glyph: str = ""
    """`!` not anchored, `~` to be confirmed, `x` disputed, `q` qualified; state never shows by colour alone."""
    glyph_slot: str = "muted"
    review: str = ""
    """What readers said: `v` checked, `?` doubtful, `/` lapsed, `"` nothing but notes."""
    review_slot: str = "muted"
    tail: str = ""
    """A figure: documents, mentions or positions."""
    label_width: int = 4
    lead_width: int = LEAD_WIDTH


def entry(dossier: Dossier, pane: PaneId, id_: str) -> Entry:
    """Return the row of an item or a document."""
    if pane is PaneId.DOCUMENTS:
        return _document(dossier, dossier.digest.shelf[id_])
    item, row = dossier.digest.items[id_], said(dossier.digest, id_)
    covered = coverage(dossier, item) if isinstance(item, Fact) else None
    glyph, glyph_slot = _state(dossier, item, covered)
    review, review_slot = review_sign(dossier, id_)
    return Entry(
        label=row.label,
        slot=item.kind,
        words=one_line(row.words),
        lead=one_line(row.lead),
        glyph=glyph,
        glyph_slot=glyph_slot,
        review=review,
        review_slot=review_slot,
        tail=_figure(dossier, item, covered),
        label_width=1 + max(3, len(dossier.digest.labels[dossier.digest.of(item.kind)[-1].id])),
    )


def _state(dossier: Dossier, item: Item, covered: Coverage | None) -> tuple[str, str]:
    statuses = {found.anchor.status for found in dossier.annotations(item.id)}
    if any(status.distrusted for status in statuses):
        return "!", "problem"
    if any(status.to_confirm for status in statuses):
        return "~", "problem"
    if covered and covered.disputes:
        return "x", "disputes"
    if covered and covered.qualifies:
        return "q", "qualifies"
    return "", "muted"


def review_sign(dossier: Dossier, item: str) -> tuple[str, str]:
    """Return the sign for what readers have said of an item, with its slot; nothing where nobody said anything."""
    found = standing(dossier, item)
    if found.lapsed:
        return "/", "problem"
    signs = {State.CHECKED: ("v", "trusted"), State.DOUBTFUL: ("?", "problem")}
    return signs.get(found.state, ('"' if found.mark.notes else "", "muted"))


def _figure(dossier: Dossier, item: Item, covered: Coverage | None) -> str:
    if item.kind is Kind.ACTOR:
        return str(sum(found.span is not None for found in dossier.annotations(item.id)))
    if isinstance(item, Conflict):
        return f"{len(item.positions)} sides"
    docs = covered.supports if covered else documents_of(dossier, item.id)
    return f"{len(docs)}/{len(dossier.digest.documents)}"


def _document(dossier: Dossier, document: Document) -> Entry:
    reading = dossier.readings.get(document.id)
    broken = reading is not None and reading.text is None
    return Entry(
        label=str(dossier.digest.turns[document.id] + 1),
        slot="title",
        words=one_line(said(dossier.digest, document.id).words),
        glyph="!" if broken else "",
        glyph_slot="problem" if broken else "muted",
        tail=one_line(document.published),
    )
