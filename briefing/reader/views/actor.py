"""One actor: what it is, what it said, what was said to it, with whom it is at odds, and every mention of it.

Owns the page. Refuses to infer: all that it says is in `card` and in `relations`.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.card import card
from briefing.coverage import counted
from briefing.digest import Conflict, Fact, Quote, Statement
from briefing.dossier import Dossier
from briefing.reader.views.lines import (
    READABLE,
    Line,
    Link,
    around,
    entry,
    heading,
    labelled,
    plain,
    shifted,
    spaced,
    styled,
    to_item,
    told,
)
from briefing.reader.wrapping import wrapped
from briefing.relations import opponents, relations
from briefing.resolving import Annotation
from briefing.spans import Span

MOST = 200
"""Mentions shown of each document; an actor may have a hundred thousand."""

PLACE = 6
"""Columns of a line's number before a mention."""


def actor_page(dossier: Dossier, id_: str, width: int) -> list[Line]:
    """Return the lines of an actor's page."""
    width = min(width, READABLE)
    shown, found = card(dossier, id_, slice(0)), relations(dossier, id_)
    head = [*heading(f"{shown.label}  {shown.words}", width)]
    for name, value in shown.particulars:
        head += entry(name, value, width) if name != "Says" else []
    total = sum(len(mentions) for _, mentions in found.mentions)
    return spaced([
        head,
        _speech(dossier, id_, "Said", found.said, width),
        _speech(dossier, id_, "Said to it", found.told, width),
        _conflicts(dossier, found.conflicts, width),
        _facts(dossier, found.facts, width),
        heading(f"Mentions  {total} in {counted(len(found.mentions), 'document')}", width) if total else [],
        *(_mentions(dossier, id_, doc, mentions, width) for doc, mentions in found.mentions),
    ])  # fmt: skip


def _speech(dossier: Dossier, id_: str, name: str, items: Sequence[Statement | Quote], width: int) -> list[Line]:
    lines = heading(f"{name}  {len(items)}", width) if items else []
    for item in items:
        as_group = f"as {dossier.digest.name_of(item.speaker)}" if item.speaker != id_ and name == "Said" else ""
        who = dossier.digest.name_of(item.speaker) if name != "Said" else as_group
        to = f"to {dossier.digest.name_of(item.addressee)}" if item.addressee and name == "Said" else ""
        said = " · ".join(filter(None, (item.when.date if item.when else "", who, to)))
        link = to_item(dossier, item.id)
        lines += labelled(dossier, item.id, width, link)
        lines += [plain((("     ", ""), (row, "muted")), link) for row in (wrapped(said, width - 5) if said else [])]
    return lines


def _conflicts(dossier: Dossier, sides: Sequence[tuple[Conflict, int]], width: int) -> list[Line]:
    lines = heading(f"At odds  {len(sides)}", width) if sides else []
    for conflict, side in sides:
        carried = (at for at, one in enumerate(dossier.annotations(conflict.id)) if one.position == side and one.span)
        link = Link(conflict.id, next(carried, 0))
        others = ", ".join(map(dossier.digest.name_of, opponents(dossier, conflict, side)))
        lines += labelled(dossier, conflict.id, width, link)
        lines += _named("holds", conflict.positions[side].text, width, link)
        lines += _named("contradicts", others, width, link) if others else []
    return lines


def _named(name: str, words: str, width: int, link: Link) -> list[Line]:
    rows = wrapped(words, max(width - 17, 10))
    names = [name, *[""] * (len(rows) - 1)]
    return [plain(((f"     {one:<12}", "muted"), (row, "")), link) for one, row in zip(names, rows, strict=True)]


def _facts(dossier: Dossier, facts: Sequence[Fact], width: int) -> list[Line]:
    lines = heading(f"Facts  {len(facts)}", width) if facts else []
    for fact in facts:
        lines += labelled(dossier, fact.id, width, to_item(dossier, fact.id))
    return lines


def _mentions(dossier: Dossier, id_: str, doc: str, mentions: Sequence[Annotation], width: int) -> list[Line]:
    """Return the mentions of one document, each on a line of its own with the words beside it."""
    lines = [plain(((f"{dossier.digest.name_of(doc)} ", ""), (f" {len(mentions)}", "muted")))]
    ordinals = {id(one): at for at, one in enumerate(dossier.annotations(id_))}
    for found in mentions[:MOST]:
        place = f"{dossier.line(found) or ''}".rjust(PLACE - 2) + "  "
        parts = _beside(dossier, found, width - PLACE)
        lines.append(plain(((place, "muted"), *parts), Link(id_, ordinals[id(found)])))
    more = len(mentions) - MOST
    return [*lines, *told(f"{more} more" if more > 0 else "", width, "muted")]


def _beside(dossier: Dossier, found: Annotation, width: int) -> tuple[tuple[str, str], ...]:
    """Return a mention with as many of the words around it as one row holds."""
    text = dossier.text(found.doc)
    assert text is not None
    assert found.span is not None
    reach = max((width - len(found.span)) // 2 - 4, 0)
    shown, own = around(text.shown, found.span, reach)
    meanings = [(Span(0, len(shown)), "muted"), (shifted(Span(0, len(own)), own.start), "own")]
    return styled(shown, meanings, max(width, 1))[0]
