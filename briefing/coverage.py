"""What the documents together say about a fact.

Owns the independence of documents (`origins`) and the coverage of a fact: who supports it, who disputes it, who is
silent, and from how many origins it really comes. Refuses to count what cannot be shown: only a passage whose place
is trusted bears on anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType

from msgspec import Struct

from briefing.digest import Digest, Fact
from briefing.dossier import Dossier
from briefing.lasting import lasting
from briefing.passages import Document, Passage
from briefing.resolving import Annotation
from briefing.vocabulary import Stance

SHARING = 24
"""Documents of one origin that are named with another one of it; more are counted."""


class Coverage(Struct, frozen=True):
    """How every document bears on one fact: ids in the digest's order. A document may bear on it in several ways."""

    supports: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    qualifies: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    origins: int = 0
    """The number of independent origins of the supporting passages."""

    @property
    def summary(self) -> str:
        """The coverage in a few words, such as `3 documents, 1 origin; 1 disputes`."""
        parts = [self._support]
        for count, verb in ((len(self.disputes), "dispute"), (len(self.qualifies), "qualif")):
            ending = {"dispute": ("s", ""), "qualif": ("ies", "y")}[verb][count != 1]
            parts += [f"{count} {verb}{ending}"] if count else []
        return "; ".join(parts)

    @property
    def _support(self) -> str:
        if not self.supports:
            return "no document supports it"
        documents = counted(len(self.supports), "document")
        # One document is one origin, unless a passage of it says otherwise: no need to spell that out.
        return (
            documents if len(self.supports) == self.origins == 1 else f"{documents}, {counted(self.origins, 'origin')}"
        )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where that is due."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: Iterable[str], count: int, most: int) -> str:
    """Return `count` names as people list them: the first ones, and how many more there are."""
    more = f" and {count - most} more" if count > most else ""
    return f"{', '.join(islice(names, most))}{more}"


def origins(digest: Digest) -> Mapping[str, str]:
    """Return the name of every document's origin group: the id of the group's first document.

    Documents joined by `derived_from` or by a shared `origin` are one group, over any number of steps.
    """
    groups = _groups(digest)
    return {document.id: groups[document.id] for document in digest.documents}


def sharing(digest: Digest, doc: str, called: Callable[[str], str]) -> str:
    """Return the documents that share the origin of one with it, as people list them; `called` says what one is called.

    Not all of many: each of them would name all the others.
    """
    members = _members(digest)[_groups(digest)[doc]]
    others = (called(other) for other in members if other != doc)
    return listed(others, len(members) - 1, SHARING)


def coverage(dossier: Dossier, fact: Fact) -> Coverage:
    """Return how the documents bear on `fact`."""
    groups = _groups(dossier.digest)
    docs, behind = defaultdict[str, set[str]](set), set[str]()
    for found in _trusted(dossier, fact.id):
        docs[found.stance.value].add(found.doc)
        if found.passage and found.stance is Stance.SUPPORTS:
            behind.add(_origin(found.passage, groups))
    return Coverage(**{stance: _in_order(dossier, bearing) for stance, bearing in docs.items()}, origins=len(behind))


def silent(dossier: Dossier, fact: Fact) -> tuple[str, ...]:
    """Return the documents in which no trusted passage bears on `fact`, in the digest's order."""
    bearing = {found.doc for found in _trusted(dossier, fact.id)}
    return tuple(doc for doc in dossier.digest.turns if doc not in bearing)


def distrusted(dossier: Dossier, fact: str) -> tuple[str, ...]:
    """Return the documents of which a fact has passages, and none that is trusted: what they say of it is not known."""
    named = {found.doc for found in dossier.annotations(fact)}
    return _in_order(dossier, named.difference(documents_of(dossier, fact)))


def documents_of(dossier: Dossier, item: str) -> tuple[str, ...]:
    """Return the ids of the documents that hold a trusted passage of the item, in the digest's order."""
    return _in_order(dossier, {found.doc for found in _trusted(dossier, item)})


def _trusted(dossier: Dossier, item: str) -> list[Annotation]:
    return [found for found in dossier.annotations(item) if found.span is not None]


def _in_order(dossier: Dossier, docs: set[str]) -> tuple[str, ...]:
    turns = dossier.digest.turns
    return tuple(sorted((doc for doc in docs if doc in turns), key=turns.__getitem__))


def _origin(passage: Passage, groups: Mapping[str, str]) -> str:
    """Return the group behind a passage: that of the origin it names, else that of its document."""
    node = _report(passage.origin) if passage.origin else passage.doc
    return groups.get(node, node)


@lasting
def _groups(digest: Digest) -> Mapping[str, str]:
    """Return the group of every document and of every origin that a document names, by union-find."""
    parents: dict[str, str] = {}

    def root(node: str) -> str:
        parents.setdefault(node, node)
        while parents[node] != node:
            parents[node] = node = parents[parents[node]]
        return node

    for document in digest.documents:
        for tied in _ties(document, digest):
            parents[root(tied)] = root(document.id)
    names: dict[str, str] = {}
    for document in digest.documents:
        names.setdefault(root(document.id), document.id)
    return MappingProxyType({node: names[root(node)] for node in list(parents)})


@lasting
def _members(digest: Digest) -> Mapping[str, list[str]]:
    """Return the documents of every group, in the digest's order."""
    members = defaultdict[str, list[str]](list)
    for doc, group in origins(digest).items():
        members[group].append(doc)
    return members


def _ties(document: Document, digest: Digest) -> Iterator[str]:
    """Yield what a document is one with: itself, the documents it repeats, the base report it names."""
    yield document.id
    yield from (other for other in document.derived_from if other in digest.shelf)
    if document.origin:
        yield _report(document.origin)


def _report(name: str) -> str:
    """Return a name for a base report that no document's id can equal: an id holds no space."""
    return f"origin {name}"
