"""One conflict: its positions beside each other where there is room, with the words in which they differ.

Owns the page. Refuses to judge: which words differ is for `wording` to say, and what follows from it for the reader.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from briefing.digest import Conflict
from briefing.dossier import Dossier
from briefing.reader.views.lines import (
    DIFFERS,
    EMPTY,
    MARK,
    READABLE,
    Line,
    Link,
    beside,
    heading,
    passage,
    plain,
    shifted,
    spaced,
    styled,
    told,
)
from briefing.reader.wrapping import wrapped
from briefing.relations import holders
from briefing.spans import Span
from briefing.wording import differing, likeness

LEAST = 34
"""Columns below which a position is hard to read beside another."""

MOST = 64
"""Columns of a position beyond which lines are longer than is pleasant."""

KINDRED = 0.34
"""The share of words from which two texts are alike enough for their differences to say something."""

COMPARED = 24
"""Sentences, or passages, of other positions with which one is compared, at most."""


def conflict_page(dossier: Dossier, id_: str, width: int) -> list[Line]:
    """Return the lines of a conflict."""
    conflict = dossier.digest.items[id_]
    assert isinstance(conflict, Conflict)
    label = dossier.digest.labels[id_]
    head = [*heading(f"{label}  {conflict.text}", width), *told(conflict.note, min(width, READABLE), "muted")]
    count = len(conflict.positions)
    if not count:
        return [*head, *told("No position is given.", width, "muted")]
    room = min((width + MARK) // count, MOST + MARK)
    if count > 1 and room - MARK >= LEAST:
        # Who says what stands on the same lines in every column, and so do the first passages.
        heads = [_head(dossier, conflict, side, room - MARK - 1) for side in range(count)]
        deepest = max(map(len, heads))
        bodies = [_passages(dossier, conflict, side, room - MARK - 1) for side in range(count)]
        columns = [[*top, *[EMPTY] * (deepest - len(top) + 1), *body] for top, body in zip(heads, bodies, strict=True)]
        return spaced([head, beside(columns, room)])
    width = min(width, READABLE)
    sides = (
        (_head(dossier, conflict, side, width), _passages(dossier, conflict, side, width)) for side in range(count)
    )
    return spaced([head, *(spaced(parts) for parts in sides)])


def _head(dossier: Dossier, conflict: Conflict, side: int, width: int) -> list[Line]:
    """Return what a position says, and who holds it."""
    names = ", ".join(map(dossier.digest.name_of, holders(dossier, conflict.positions[side])))
    return [*_said(conflict, side, width), *told(f"held by {names}" if names else "", width, "muted")]


def _passages(dossier: Dossier, conflict: Conflict, side: int, width: int) -> list[Line]:
    """Return what carries a position."""
    passages = dossier.annotations(conflict.id)
    beside = (words for one in passages if one.position != side and (words := dossier.words(one)))
    others = tuple(islice(beside, COMPARED))
    blocks = (
        passage(dossier, one, width, _differing(dossier.words(one) or "", others), Link(conflict.id, at))
        for at, one in enumerate(passages)
        if one.position == side
    )
    return spaced(blocks) or told("no passage carries it", width, "problem")


def _said(conflict: Conflict, side: int, width: int) -> list[Line]:
    """Return the sentence of a position, with what it does not share with the one that is most like it."""
    words = " ".join(conflict.positions[side].text.split())
    beside = (position.text for number, position in enumerate(conflict.positions) if number != side)
    marks = _differing(words, tuple(islice(beside, COMPARED)))
    number = f"{side + 1} "
    meanings = [(shifted(span, len(number)), DIFFERS) for span in marks]
    shown = "".join(wrapped(f"{number}{words}", 10**6))
    return [plain(parts) for parts in styled(shown, [(Span(0, len(number)), "conflict"), *meanings], width)]


@lru_cache(maxsize=512)
def _differing(own: str, others: tuple[str, ...]) -> tuple[Span, ...]:
    """Return the words in which a text differs from that of another position that is most like it."""
    if not own or not others:
        return ()
    alike, nearest = max(((likeness(own, other), other) for other in others), key=lambda pair: pair[0])
    return tuple(differing(own, nearest)[0]) if alike >= KINDRED else ()
