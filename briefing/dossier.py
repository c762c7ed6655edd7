"""Documents, digest and anchors together: what a reader reads.

Owns `Dossier`, an immutable snapshot that answers both ways: from an item to its passages, from a stretch of text
to the items that rest on it. Documents are resolved one by one (see `resolving`), so that a richer snapshot can
replace a poorer one while a large dossier is being read. Refuses files (see `loading`), judgement (see `checks`) and
any screen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.anchoring import MISSED, WAITING, Status
from briefing.astray import Astray
from briefing.digest import Actor, Digest
from briefing.documents import DocumentText, Unreadable
from briefing.errors import Problem
from briefing.passages import Document, Passage
from briefing.resolving import Annotation, Catalogue, Reading, resolve
from briefing.review import NO_REVIEWS, Reviews
from briefing.spans import Span


class Dossier(Struct, frozen=True, eq=False, dict=True, weakref=True):
    """A dossier as far as it has been read. Compared by identity: each snapshot is another."""

    folder: Path
    digest: Digest
    digest_file: Path | None = None
    """The file that the digest came from; None for a folder without one."""
    digest_text: str = ""
    """The words of that file, so that problems can show their line."""
    problems: tuple[Problem, ...] = ()
    """What was wrong with the digest file itself."""
    readings: Mapping[str, Reading] = field(default_factory=dict)
    """The documents read so far, by id."""
    reviews: Reviews = NO_REVIEWS
    """What readers have said of the items."""
    awaited: bool = False
    """Whether the digest is still being read: nothing is known of it but some of its documents."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """What is to be found in the documents."""
        return Catalogue(self.digest)

    @cached_property
    def _annotations(self) -> dict[str, tuple[Annotation, ...]]:
        return {}

    def with_texts(self, texts: Mapping[str, DocumentText | Unreadable]) -> Dossier:
        """Return a richer snapshot in which these documents, by id, have been read and resolved."""
        return self.with_readings({doc: resolve(self.catalogue, doc, text) for doc, text in texts.items()})

    def with_readings(self, readings: Mapping[str, Reading]) -> Dossier:
        """Return a richer snapshot with what was found in further documents, by id."""
        return self._with("catalogue", readings={**self.readings, **readings})

    def without(self, documents: Collection[str]) -> Dossier:
        """Return the snapshot in which these documents, by id, have yet to be read."""
        return self._with("catalogue", readings=dict(one for one in self.readings.items() if one[0] not in documents))

    def with_documents(self, documents: Iterable[Document]) -> Dossier:
        """Return a richer snapshot of a dossier whose digest is still being read, with further documents of it."""
        return self._with("catalogue", digest=replace(self.digest, documents=(*self.digest.documents, *documents)))

    def with_reviews(self, reviews: Reviews, problems: tuple[Problem, ...] | None = None) -> Dossier:
        """Return the snapshot with other reviews; what was found in the documents is not looked for again.

        `problems` are all those of its files, where they are others.
        """
        told = self.problems if problems is None else problems
        other = self._with("catalogue", "_annotations", "_astray", reviews=reviews, problems=told)
        other.__dict__["_basis"] = self.basis
        return other

    def _with(self, *computed: str, **changes: Any) -> Dossier:
        """Return another snapshot, with what was computed for this one and holds for that one as well."""
        other = replace(self, **changes)
        other.__dict__.update((name, self.__dict__[name]) for name in computed if name in self.__dict__)
        return other

    @property
    def basis(self) -> Dossier:
        """The snapshot with the same readings, whatever was said of the items since: what answers are remembered by.

        Kept only where it is another: a snapshot that held itself would outlive its last reader.
        """
        basis: Dossier = self.__dict__.get("_basis", self)
        return basis

    @cached_property
    def unread(self) -> list[Document]:
        """The documents that have not been read yet, in the digest's order."""
        return [document for document in self.digest.documents if document.id not in self.readings]

    @cached_property
    def complete(self) -> bool:
        """Say whether every document has been read, or was tried in vain."""
        return not self.unread and not self.awaited

    def text(self, doc: str) -> DocumentText | None:
        """Return the words of a document, or None where it has not been or could not be read."""
        return self.readings[doc].text if doc in self.readings else None

    def annotations(self, item: str) -> tuple[Annotation, ...]:
        """Return an item with each of its passages, in the digest's order; an actor's mentions in order of reading."""
        if item not in self._annotations:
            actor = self.digest.items.get(item)
            found = self._mentions(actor) if isinstance(actor, Actor) else self._declared(item)
            self._annotations[item] = tuple(found)
        return self._annotations[item]

    def touching(self, doc: str, stretch: Span) -> tuple[Annotation, ...]:
        """Return every annotation that overlaps `stretch`: what rests on the words first, then who is named in them."""
        if doc not in self.readings:
            return ()
        reading = self.readings[doc]
        return (*reading.layer.touching(stretch), *reading.mentions.touching(stretch))

    def distrusted(self) -> list[Annotation]:
        """Return every annotation whose place is not to be trusted, each passage once, in the digest's order."""
        return [found for found in self._passages() if found.anchor.status.distrusted]

    def to_confirm(self) -> list[Annotation]:
        """Return every annotation that is shown with a mark until somebody confirms it, each passage once, in order."""
        return [found for found in self._passages() if found.anchor.status.to_confirm]

    @cached_property
    def trouble(self) -> int:
        """How much is wrong: problems of the digest file, of documents, and passages that are not to be trusted."""
        readings = self.readings.values()
        return len(self.problems) + sum(reading.doubtful + (reading.problem is not None) for reading in readings)

    def line(self, annotation: Annotation) -> int | None:
        """Return the line of the document on which an annotation begins, counted from 1."""
        text = self.text(annotation.doc)
        return text.lines.line_at(annotation.span.start) if text and annotation.span else None

    def words(self, annotation: Annotation) -> str | None:
        """Return what stands in the document where the annotation is trusted."""
        text = self.text(annotation.doc)
        return annotation.span.of(text.received) if text and annotation.span else None

    def _passages(self) -> Iterator[Annotation]:
        """Yield every passage once, with the item that comes first."""
        seen: set[Passage] = set()
        for item in self.digest:
            for annotation in self._declared(item.id):
                if annotation.passage and annotation.passage not in seen:
                    seen.add(annotation.passage)
                    yield annotation

    @cached_property
    def _astray(self) -> Astray:
        texts = {doc: reading.text for doc, reading in self.readings.items() if reading.text}
        found = (one for reading in self.readings.values() if reading.doubtful for one in reading.anchors.items())
        return Astray(texts, (passage for passage, anchor in found if anchor.status is Status.ORPHAN))

    def _declared(self, item: str) -> list[Annotation]:
        annotations = []
        for target in self.catalogue.targets.get(item, ()):
            doc = target.passage.doc
            reading = self.readings.get(doc)
            known = doc in self.digest.shelf
            anchor = reading.anchors[target.passage] if reading else WAITING if known else MISSED
            # Only once everything has been read is it worth knowing, and can it not change any more.
            if anchor.status is Status.ORPHAN and self.complete:
                anchor = self._astray.looked_for(target.passage, anchor)
            annotations.append(Annotation(item, doc, anchor, target.passage, target.position))
        return annotations

    def _mentions(self, actor: Actor) -> list[Annotation]:
        lost = [annotation for annotation in self._declared(actor.id) if annotation.span is None]
        return self._mentioned[actor.id] + lost if actor.id in self._mentioned else lost

    @cached_property
    def _mentioned(self) -> Mapping[str, list[Annotation]]:
        """The mentions of all actors in order of reading: one after the other, each would ask every document."""
        mentioned = defaultdict[str, list[Annotation]](list)
        for document in self.digest.documents:
            reading = self.readings.get(document.id)
            for actor, mentions in reading.mentions.by_item.items() if reading else ():
                mentioned[actor] += mentions
        return mentioned
