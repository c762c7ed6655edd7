"""What is left of a list under filters.

Owns what each condition asks of an item or a document. Refuses orders and lists (see `listing`). A condition that the
items of a list cannot meet, such as a stance for actors, is not asked of them: `applies` says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefing.digest import Actor, Conflict, Fact, Item, Quote, Statement
from briefing.dossier import Dossier
from briefing.filters import DISTRUSTED, Condition, Filters, Key
from briefing.finding import Query, holds
from briefing.passages import Document
from briefing.resolving import targets_of
from briefing.standing import standing
from briefing.vocabulary import Kind

OF_DOCUMENTS = (Key.ACTOR, Key.DOCUMENT, Key.TAG, Key.WORDS)
"""What can be asked of a document."""


def applies(key: Key, kind: Kind | None) -> bool:
    """Say whether a condition is asked of the items of a kind; None are the documents."""
    if kind is None:
        return key in OF_DOCUMENTS
    return kind is Kind.FACT if key is Key.STANCE else True


def asked(filters: Filters, kind: Kind | None) -> Filters:
    """Return the conditions that are asked of the items of a kind; None are the documents."""
    return Filters(tuple(one for one in filters.conditions if applies(one.key, kind)))


def depends(filters: Filters, kind: Kind | None) -> bool:
    """Say whether the answer depends on more than the digest: on the documents as read, or on what readers said."""
    keys = {Key.STATUS, Key.REVIEW, *([Key.ACTOR] if kind is None else [Key.DOCUMENT] if kind is Kind.ACTOR else [])}
    return any(one.key in keys for one in filters.conditions)


def keeps(dossier: Dossier, filters: Filters, item: Item) -> bool:
    """Say whether an item meets every condition that is asked of its kind."""
    return all(_meets(dossier, one, item) for one in asked(filters, item.kind).conditions)


def keeps_document(dossier: Dossier, filters: Filters, document: Document) -> bool:
    """Say whether a document meets every condition that is asked of documents.

    One that has not been read yet may name any actor, and is kept until it is known not to.
    """
    return all(_document_meets(dossier, one, document) for one in asked(filters, None).conditions)


def _meets(dossier: Dossier, condition: Condition, item: Item) -> bool:
    return any(MEETS[condition.key](dossier, item, value) for value in condition.values) != condition.negated


def _document_meets(dossier: Dossier, condition: Condition, document: Document) -> bool:
    if condition.key is Key.ACTOR and document.id not in dossier.readings:
        return True
    return any(_describes(dossier, condition.key, document, value) for value in condition.values) != condition.negated


def _describes(dossier: Dossier, key: Key, document: Document, value: str) -> bool:
    if key is Key.ACTOR:
        return value in dossier.readings[document.id].mentions.by_item
    if key is Key.DOCUMENT:
        return document.id == value
    if key is Key.TAG:
        return value in document.tags
    known = (document.id, document.path, document.title, document.publisher, document.byline, document.note)
    return any(holds(Query(value), words) for words in known)


def _by_actor(dossier: Dossier, item: Item, actor: str) -> bool:
    """Say whether an actor is the item, speaks in it, alone or in a group, is spoken to, acts or holds a position."""
    if isinstance(item, Actor):
        return item.id == actor
    voices = dossier.digest.voices(actor)
    return any(voice in voices for voice in _actors(item))


def _actors(item: Item) -> Iterator[str]:
    match item:
        case Fact():
            yield from item.actors
        case Statement() | Quote():
            yield from (item.speaker, item.addressee)
        case Conflict():
            for position in item.positions:
                yield from position.held_by


def _in_document(dossier: Dossier, item: Item, doc: str) -> bool:
    """Say whether an item rests on a document; an actor, on one that names it, as far as they have been read."""
    if any(target.passage.doc == doc for target in targets_of(item, dossier.digest)):
        return True
    return isinstance(item, Actor) and doc in dossier.readings and item.id in dossier.readings[doc].mentions.by_item


def _of_status(dossier: Dossier, item: Item, status: str) -> bool:
    statuses = (found.anchor.status for found in dossier.annotations(item.id) if found.passage)
    return any(one.distrusted if status == DISTRUSTED else one == status for one in statuses)


def _reviewed(dossier: Dossier, item: Item, state: str) -> bool:
    return state in standing(dossier, item.id).words


def said_of(item: Item) -> Iterator[str]:
    """Yield the texts of an item in which words are looked for."""
    yield from (item.words, item.note)
    match item:
        case Actor():
            yield from (*item.aliases, item.role)
        case Fact():
            yield from item.where
        case Statement() | Quote():
            yield from (item.text, item.cue)
        case Conflict():
            yield from (position.text for position in item.positions)


MEETS: dict[Key, Callable[[Dossier, Item, str], bool]] = {
    Key.ACTOR: _by_actor,
    Key.DOCUMENT: _in_document,
    Key.KIND: lambda _, item, kind: item.kind == kind,
    Key.TAG: lambda _, item, tag: tag in item.tags,
    Key.STANCE: lambda _, item, stance: any(passage.stance == stance for passage in item.passages),
    Key.REVIEW: _reviewed,
    Key.STATUS: _of_status,
    Key.WORDS: lambda _, item, words: any(holds(Query(words), said) for said in said_of(item)),
}
