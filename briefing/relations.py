"""What an actor has to do with the rest of a dossier.

Owns the answers: where it is mentioned, what it said in order, what is said of it, with whom it is at odds. Refuses to
infer: two actors contradict each other where a conflict has them on different sides, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from briefing.digest import Conflict, Fact, Position, Quote, Statement
from briefing.dossier import Dossier
from briefing.resolving import Annotation


class Relations(Struct, frozen=True):
    """What is known of one actor beside its own particulars."""

    mentions: tuple[tuple[str, tuple[Annotation, ...]], ...]
    """Every document that mentions it, in the digest's order, with the mentions in order of reading."""
    said: tuple[Statement | Quote, ...]
    """What it said, alone or in a group: dated ones by date, then the others as the digest has them."""
    told: tuple[Statement | Quote, ...]
    """What was said to it by name of an actor."""
    facts: tuple[Fact, ...]
    """The facts that name it among their actors."""
    conflicts: tuple[tuple[Conflict, int], ...]
    """The conflicts in which it holds a position, alone or in a group, with the number of that, counted from 0."""


def relations(dossier: Dossier, actor: str) -> Relations:
    """Return what an actor has to do with the rest. Raises KeyError for an id that is no item."""
    digest = dossier.digest
    name = digest.items[actor].words
    speech: tuple[Statement | Quote, ...] = (*digest.statements, *digest.quotes)
    voices = digest.voices(actor)
    said = sorted((item for item in speech if item.speaker in voices), key=_first_day)
    mentions: dict[str, list[Annotation]] = {}
    for found in dossier.annotations(actor):
        if found.span:
            mentions.setdefault(found.doc, []).append(found)
    return Relations(
        mentions=tuple((doc, tuple(mentions[doc])) for doc in digest.shelf if doc in mentions),
        said=tuple(said),
        told=tuple(item for item in speech if item.addressee and item.addressee in (actor, name)),
        facts=tuple(fact for fact in digest.facts if actor in fact.actors),
        conflicts=tuple(_sides(dossier, actor)),
    )


def opponents(dossier: Dossier, conflict: Conflict, side: int) -> tuple[str, ...]:
    """Return the ids of the actors and documents that hold another position of a conflict, in order."""
    others = [position for number, position in enumerate(conflict.positions) if number != side]
    mine = set(holders(dossier, conflict.positions[side]))
    return tuple(dict.fromkeys(id_ for other in others for id_ in holders(dossier, other) if id_ not in mine))


def holders(dossier: Dossier, position: Position) -> tuple[str, ...]:
    """Return the ids of who holds a position: those it names, and the speakers of the statements and quotes in it."""
    items = [dossier.digest.items.get(id_) for id_ in position.items]
    speakers = [item.speaker for item in items if isinstance(item, Statement | Quote) and item.speaker]
    return tuple(dict.fromkeys((*position.held_by, *speakers)))


def _sides(dossier: Dossier, actor: str) -> Iterator[tuple[Conflict, int]]:
    voices = set(dossier.digest.voices(actor))
    for conflict in dossier.digest.conflicts:
        for number, position in enumerate(conflict.positions):
            if voices & set(holders(dossier, position)):
                yield conflict, number


def _first_day(item: Statement | Quote) -> tuple[bool, str]:
    return (item.when is None, item.when.earliest if item.when else "")
