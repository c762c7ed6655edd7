"""The current passage beside the others that say the same, or say otherwise, with the words that differ.

Owns the page, and which passages are set beside the current one. Refuses to say which of them is right.
"""

from __future__ import annotations

from briefing.cursor import Cursor, annotation
from briefing.dossier import Annotation, Dossier
from briefing.reader.views.lines import MARK, READABLE, Line, Link, beside, heading, passage, spaced, told
from briefing.vocabulary import Kind
from briefing.walking import conflicts_of
from briefing.wording import differing

LEAST = 34
"""Columns below which a passage is hard to read beside another."""

MOST_PAIRS = 60
"""Passages set beside the current one, at most."""


def kin(dossier: Dossier, cursor: Cursor) -> list[tuple[Annotation, Link]]:
    """Return the passages to be set beside the current one: of the same item, then of the conflicts that hold it."""
    current = annotation(dossier, cursor)
    if current is None or current.span is None:
        return []
    item = dossier.digest.items[cursor.item]
    items = [cursor.item] if item.kind is not Kind.ACTOR else []
    if item.kind is not Kind.ACTOR:
        items += [id_ for id_ in conflicts_of(dossier, cursor.item) if id_ != cursor.item]
    places = {(current.doc, current.span)}
    found = []
    for id_ in items:
        for at, other in enumerate(dossier.annotations(id_)):
            if other.span and (other.doc, other.span) not in places:
                places.add((other.doc, other.span))
                found.append((other, Link(id_, at)))
    return found[:MOST_PAIRS]


def compare_page(dossier: Dossier, cursor: Cursor, width: int) -> list[Line]:
    """Return the lines of the comparison."""
    current = annotation(dossier, cursor)
    item = dossier.digest.items[cursor.item]
    head = heading(f"{dossier.digest.labels[item.id]}  {item.headline}", width)
    others = kin(dossier, cursor)
    if current is None or not others:
        return [*head, *told("No other passage says the same or otherwise.", width, "muted")]
    room = min((width + MARK) // 2, READABLE // 2 + 16)
    wide = room - MARK >= LEAST
    blocks = [head]
    for other, link in others:
        words, theirs = dossier.words(current) or "", dossier.words(other) or ""
        mine, differ = differing(words, theirs)
        if not mine and not differ:
            remark = "the same words"
        else:
            remark = _bearing(dossier, other, link)
        own_width = room - MARK - 1 if wide else min(width, READABLE)
        one = passage(dossier, current, own_width, mine, remark=_bearing(dossier, current, None))
        two = passage(dossier, other, own_width, differ, link, remark)
        blocks.append(beside([one, two], room) if wide else spaced([one, two]))
        if not wide and link is not others[-1][1]:
            blocks.append(told("─" * min(width, 20), width, "muted"))
    return spaced(blocks)


def _bearing(dossier: Dossier, found: Annotation, link: Link | None) -> str:
    """Return how a passage bears on its item."""
    kind = dossier.digest.items[found.item].kind
    if kind is Kind.FACT:
        return str(found.stance)
    if kind is Kind.CONFLICT and found.position is not None:
        side = f"position {found.position + 1}"
        return f"{dossier.digest.labels[link.item]} {side}" if link else side
    return ""
