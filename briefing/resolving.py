"""What an item rests on, found in one document at a time.

Owns the targets of a digest, gathered once, and `resolve`, which anchors those of one document and finds the actors in
it, purely: nothing but its arguments decides. Refuses to know which documents there are and which have been read.

Words: an *annotation* is an item together with one of its passages, resolved in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from briefing.anchoring import MISSED, Anchor, Status, everywhere, match
from briefing.digest import Conflict, Digest, Item
from briefing.documents import DocumentText, Unreadable
from briefing.errors import Problem
from briefing.names import Names
from briefing.passages import Passage
from briefing.selectors import Selector
from briefing.spans import Span, SpanIndex
from briefing.vocabulary import Stance

SEARCHED = 2_000
"""Passages of one document for which the nearest words are searched, which takes seconds; further ones are orphans."""

MANY = 300
"""Different words in one document from which one go through the text is quicker than a search for each of them."""


class Target(Struct, frozen=True):
    """A passage that an item rests on, before any document is read."""

    item: str
    passage: Passage
    position: int | None = None
    """Which position of a conflict the passage belongs to, counted from 0."""


class Annotation(Struct, frozen=True):
    """An item with one of its passages, resolved."""

    item: str
    doc: str
    anchor: Anchor
    passage: Passage | None = None
    """The passage as the digest gives it; None for a mention found by name."""
    position: int | None = None
    """Which position of a conflict the passage belongs to, counted from 0."""

    @property
    def span(self) -> Span | None:
        """Where it stands in the document; only where that can be trusted."""
        return self.anchor.span

    @property
    def stance(self) -> Stance:
        """How the passage bears on a fact."""
        return self.passage.stance if self.passage else Stance.SUPPORTS


class Layer:
    """The annotations of one document whose place is trusted, ready to be asked by stretch."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        """Take annotations of one document; those without a place are left out."""
        self.annotations = [annotation for annotation in annotations if annotation.span is not None]
        self.index = SpanIndex(annotation.span for annotation in self.annotations if annotation.span is not None)

    @cached_property
    def by_item(self) -> Mapping[str, list[Annotation]]:
        """The annotations of each item, in order of reading."""
        found: defaultdict[str, list[Annotation]] = defaultdict(list)
        for at in self.index.order:
            found[self.annotations[at].item].append(self.annotations[at])
        return found

    def touching(self, stretch: Span) -> list[Annotation]:
        """Return the annotations that overlap `stretch`, in order of their start, longer first."""
        return [self.annotations[at] for at in self.index.touching(stretch)]


NOTHING = Layer(())
"""What most documents have of one layer or the other, kept once for all of them."""


class Reading(Struct, frozen=True):
    """One document with everything that was found in it."""

    text: DocumentText | None
    """The words, or None where the document could not be read."""
    problem: Problem | None
    """Why the document could not be read."""
    anchors: Mapping[Passage, Anchor]
    """Every passage that names this document."""
    layer: Layer
    """Facts, statements, quotes and conflicts."""
    mentions: Layer
    """Actors, found by name or listed."""
    doubtful: int
    """The number of passages that were looked for and that somebody has to look at: not trusted, or to be confirmed."""

    def packed(self) -> Reading:
        """Return the same with the words packed."""
        return replace(self, text=self.text.packed()) if self.text else self


class Catalogue:
    """What is to be found in the documents: built once for a digest, used for every document."""

    def __init__(self, digest: Digest) -> None:
        """Gather the targets of every item."""
        self.targets = {item.id: tuple(targets_of(item, digest)) for item in digest}
        self.names = Names(digest.actors)
        self.by_document: defaultdict[str, list[Target]] = defaultdict(list)
        for targets in self.targets.values():
            for target in targets:
                self.by_document[target.passage.doc].append(target)
        self.actor_ids = frozenset(actor.id for actor in digest.actors)


def resolve(catalogue: Catalogue, doc: str, text: DocumentText | Unreadable) -> Reading:
    """Anchor every passage of one document and find the actors in it. Pure: depends on nothing but its arguments."""
    targets = catalogue.by_document.get(doc, [])
    if isinstance(text, Unreadable):
        anchors: dict[Passage, Anchor] = {target.passage: MISSED for target in targets}
        return Reading(None, text.problem, anchors, NOTHING, NOTHING, 0)
    anchors = {}
    annotations: list[Annotation] = []
    mentions: list[Annotation] = []
    searched = 0
    words = {target.passage.selector.exact for target in targets if target.passage.selector.exact}
    found = everywhere(words, text.received) if len(words) >= MANY else {}
    alike: dict[Selector, Anchor] = {}
    for target in targets:
        anchor = anchors.get(target.passage)
        if anchor is None:
            selector = target.passage.selector
            if (anchor := alike.get(selector)) is None:
                starts = found.get(selector.exact)
                anchor = alike[selector] = match(selector, text.received, near=searched < SEARCHED, starts=starts)
                searched += anchor.status.distrusted or anchor.status.to_confirm
            anchors[target.passage] = anchor
        annotation = Annotation(target.item, doc, anchor, target.passage, target.position)
        (mentions if target.item in catalogue.actor_ids else annotations).append(annotation)
    mentions += _named(catalogue.names, doc, text.received, _layer(mentions))
    doubtful = sum(anchor.status.distrusted or anchor.status.to_confirm for anchor in anchors.values())
    return Reading(text, None, anchors, _layer(annotations), _layer(mentions), doubtful)


def _layer(annotations: list[Annotation]) -> Layer:
    return Layer(annotations) if annotations else NOTHING


def targets_of(item: Item, digest: Digest) -> Iterable[Target]:
    """Yield what an item rests on; a conflict rests on its own passages and on those of the items it names."""
    if not isinstance(item, Conflict):
        yield from (Target(item.id, passage) for passage in item.passages)
        return
    for number, position in enumerate(item.positions):
        named = (_carrying(digest.items[id_]) for id_ in position.items if id_ in digest.items)
        for passages in (position.evidence, *named):
            yield from (Target(item.id, passage, number) for passage in passages)


def _carrying(item: Item) -> Iterable[Passage]:
    """Return the passages that say what an item says: those that dispute a fact carry another position."""
    return (passage for passage in item.passages if passage.stance is Stance.SUPPORTS)


def _named(names: Names, doc: str, text: str, listed: Layer) -> Iterable[Annotation]:
    """Yield the mentions found by name that no listed mention of the same actor already covers."""
    for span, actors in names.mentions(text):
        covered = {annotation.item for annotation in listed.touching(span)}
        for actor in actors:
            if actor not in covered:
                yield Annotation(actor, doc, Anchor(Status.EXACT, span))
