"""Passages beside each other with the words that differ: those of one item, or those of two documents.

Owns the two pages, and which passages are set beside the current one. Refuses to say which of them is right.
"""

from __future__ import annotations

from msgspec import Struct

from briefing.aligning import aligned, alone
from briefing.cursor import Cursor, annotation
from briefing.dossier import Dossier
from briefing.reader.views.lines import (
    MARK,
    READABLE,
    Line,
    Link,
    beside,
    heading,
    labelled,
    passage,
    spaced,
    told,
)
from briefing.resolving import Annotation
from briefing.vocabulary import Kind
from briefing.walking import conflicts_of
from briefing.wording import differing

LEAST = 34
"""Columns below which a passage is hard to read beside another."""

WIDEST = 64
"""Columns of a passage beside another, at most."""

MOST_PAIRS = 60
"""Passages set beside the current one, at most."""


class Side(Struct, frozen=True):
    """A passage of a pair."""

    found: Annotation
    link: Link | None = None
    remark: str = ""


def kin(dossier: Dossier, cursor: Cursor) -> list[Side]:
    """Return the passages to be set beside the current one: of the same item, then of the conflicts that hold it."""
    current = annotation(dossier, cursor)
    if current is None or current.span is None or dossier.digest.items[cursor.item].kind is Kind.ACTOR:
        return []
    items = dict.fromkeys((cursor.item, *conflicts_of(dossier, cursor.item)))
    places = {(current.doc, current.span)}
    found = []
    for id_ in items:
        for at, other in enumerate(dossier.annotations(id_)):
            if other.span and (other.doc, other.span) not in places:
                places.add((other.doc, other.span))
                found.append(Side(other, Link(id_, at), _bearing(dossier, other)))
    return found[:MOST_PAIRS]


def compare_page(dossier: Dossier, cursor: Cursor, width: int) -> list[Line]:
    """Return the current passage beside each of its kin."""
    item, current = dossier.digest.items[cursor.item], annotation(dossier, cursor)
    head = heading(f"{dossier.digest.labels[item.id]}  {item.headline}", width)
    others = kin(dossier, cursor)
    if current is None or not others:
        return [*head, *told("No other passage says the same or otherwise.", width, "muted")]
    own = Side(current, None, _bearing(dossier, current))
    return spaced([head, *(_pair(dossier, own, other, width) for other in others)])


def documents_page(dossier: Dossier, one: str, other: str, width: int) -> list[Line]:
    """Return two documents aligned by what both report, then the facts on which one of them alone bears."""
    blocks = [heading(f"{dossier.digest.name_of(one)} beside {dossier.digest.name_of(other)}", width)]
    pairs = aligned(dossier, one, other)
    unread = [doc for doc in (one, other) if dossier.text(doc) is None]
    for doc in unread:
        blocks.append(told(f"{dossier.digest.name_of(doc)} cannot be read.", width, "problem"))
    if unread:
        return spaced(blocks)
    if not pairs:
        blocks.append(told("No item rests on both of them.", width, "muted"))
    for pair in pairs:
        annotations = dossier.annotations(pair.item)
        mine, theirs = (
            Side(annotations[at], Link(pair.item, at), _bearing(dossier, annotations[at]))
            for at in (pair.one, pair.other)
        )
        head = labelled(dossier, pair.item, min(width, READABLE))
        blocks.append([*head, *_pair(dossier, mine, theirs, width)])
    return spaced([*blocks, _alone(dossier, one, other, width), _alone(dossier, other, one, width)])


def _alone(dossier: Dossier, one: str, other: str, width: int) -> list[Line]:
    found = alone(dossier, one, other)
    lines = heading(f"Facts in {dossier.digest.name_of(one)} alone  {len(found)}", width) if found else []
    for fact, at in found:
        lines += labelled(dossier, fact, min(width, READABLE), Link(fact, at))
    return lines


def _pair(dossier: Dossier, one: Side, two: Side, width: int) -> list[Line]:
    """Return two passages with what differs between them: beside each other, or one after the other."""
    mine, theirs = differing(dossier.words(one.found) or "", dossier.words(two.found) or "")
    same = "the same words" if not mine and not theirs else ""
    room = min((width + MARK) // 2, WIDEST)
    wide = room - MARK >= LEAST
    own = room - MARK - 1 if wide else min(width, READABLE)
    left = passage(dossier, one.found, own, mine, one.link, one.remark)
    right = passage(dossier, two.found, own, theirs, two.link, " · ".join(filter(None, (two.remark, same))))
    return beside([left, right], room) if wide else [*left, *right]


def _bearing(dossier: Dossier, found: Annotation) -> str:
    """Return how a passage bears on its item."""
    kind = dossier.digest.items[found.item].kind
    if kind is Kind.FACT:
        return str(found.stance)
    if kind is Kind.CONFLICT and found.position is not None:
        return f"{dossier.digest.labels[found.item]} position {found.position + 1}"
    return ""
