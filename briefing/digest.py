"""What a digest says: documents, actors, facts, statements, quotes and conflicts.

Owns the vocabulary as frozen values with tuples and ids. Refuses files, positions in texts and anything that can be
computed: where a passage stands, how many origins a fact has, who disagrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field

from briefing.dates import When
from briefing.errors import Place
from briefing.passages import NOWHERE, Document, Passage
from briefing.vocabulary import Kind


class Item(Struct, frozen=True, kw_only=True):
    """What facts, actors, statements, quotes and conflicts have in common."""

    id: str
    importance: int = 2
    """3 is key, 1 is minor."""
    tags: tuple[str, ...] = ()
    note: str = ""
    allow: Mapping[str, str] = field(default_factory=dict)
    """Rules of the check that do not hold here, each with the reason."""
    place: Place = NOWHERE

    kind = Kind.FACT

    @property
    def words(self) -> str:
        """The item in one line, in the digest's own words."""
        raise NotImplementedError

    @property
    def headline(self) -> str:
        """The item in one line, with the marks that tell whose words they are."""
        return self.words

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that the item itself gives, in the digest's order."""
        raise NotImplementedError


class Actor(Item, frozen=True, kw_only=True):
    """A person, organisation, government, armed group, institution or outlet that acts or speaks."""

    name: str
    sort: str = ""
    """What kind of actor: person, state, institution and so on; the digest's key is `kind`."""
    role: str = ""
    members: tuple[str, ...] = ()
    """Ids of the actors who together are this one: what it says, each of them says."""
    aliases: tuple[str, ...] = ()
    """Every other form under which the documents name the actor."""
    mentions: tuple[Passage, ...] = ()
    """Passages that mean the actor without naming it."""

    kind = Kind.ACTOR

    @property
    def words(self) -> str:
        """The actor's name."""
        return self.name

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The mentions that the digest lists; those found by name are the dossier's to compute."""
        return self.mentions

    @property
    def forms(self) -> tuple[str, ...]:
        """Name and aliases, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


class Fact(Item, frozen=True, kw_only=True):
    """What the digest asserts: one checkable claim in one sentence."""

    text: str
    when: When | None = None
    where: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    evidence: tuple[Passage, ...] = ()
    credibility: str = ""
    """1 to 6 on the Admiralty scale."""

    kind = Kind.FACT

    @property
    def words(self) -> str:
        """The claim."""
        return self.text

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The evidence, whatever its stance."""
        return self.evidence


class Statement(Item, frozen=True, kw_only=True):
    """What somebody asserts: a speech act with its attribution."""

    text: str
    speaker: str = ""
    addressee: str = ""
    mode: str = ""
    cue: str = ""
    """The word that marks the act of saying, such as `told`."""
    when: When | None = None
    evidence: tuple[Passage, ...] = ()

    kind = Kind.STATEMENT

    @property
    def words(self) -> str:
        """What was said, in the digest's words."""
        return self.text

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Where it is reported."""
        return self.evidence


class Quote(Item, frozen=True, kw_only=True):
    """Verbatim words."""

    text: str = ""
    """A gloss in the digest's words; most quotes need none."""
    form: str = "quoted"
    speaker: str = ""
    addressee: str = ""
    statement: str = ""
    """The statement that the quote belongs to."""
    cue: str = ""
    when: When | None = None
    evidence: tuple[Passage, ...] = ()

    kind = Kind.QUOTE

    @property
    def words(self) -> str:
        """The words quoted, as the first passage gives them; the gloss if there is no passage."""
        return self.evidence[0].selector.exact if self.evidence else self.text

    @property
    def headline(self) -> str:
        """The words quoted, between quotation marks."""
        return f"“{self.words}”" if self.evidence else self.words

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Where the words stand."""
        return self.evidence


class Position(Struct, frozen=True, kw_only=True):
    """One side of a conflict."""

    text: str
    held_by: tuple[str, ...] = ()
    """Ids of the actors or documents that hold it."""
    items: tuple[str, ...] = ()
    """Ids of the items whose passages carry it."""
    evidence: tuple[Passage, ...] = ()


class Conflict(Item, frozen=True, kw_only=True):
    """A point on which documents disagree, with the positions and who holds them."""

    text: str
    positions: tuple[Position, ...] = ()

    kind = Kind.CONFLICT

    @property
    def words(self) -> str:
        """The point at issue."""
        return self.text

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that the positions give themselves; those of the items they name are the dossier's to add."""
        return tuple(passage for position in self.positions for passage in position.evidence)


class Digest(Struct, frozen=True, kw_only=True, eq=False, dict=True, weakref=True):
    """One digest, whole. Compared by identity: reading the same file twice gives two."""

    title: str = ""
    as_of: str = ""
    note: str = ""
    documents: tuple[Document, ...] = ()
    facts: tuple[Fact, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    quotes: tuple[Quote, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def of(self, kind: Kind) -> tuple[Item, ...]:
        """Return the items of one kind, in the digest's order."""
        items: tuple[Item, ...] = getattr(self, kind.plural)
        return items

    def __iter__(self) -> Iterator[Item]:
        """Yield every item, kind by kind."""
        for kind in Kind:
            yield from self.of(kind)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for item in self}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of every item by its id: the letter of its kind and its number in the digest."""
        return {
            item.id: f"{kind.letter}{number}" for kind in Kind for number, item in enumerate(self.of(kind), start=1)
        }

    @cached_property
    def shelf(self) -> dict[str, Document]:
        """Every document by its id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def turns(self) -> dict[str, int]:
        """The place of every document in the digest's order, counted from 0, by its id."""
        return {document.id: turn for turn, document in enumerate(self.documents)}

    @cached_property
    def _groups(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for actor in self.actors:
            for member in actor.members:
                groups.setdefault(member, []).append(actor.id)
        return groups

    def voices(self, actor: str) -> tuple[str, ...]:
        """Return the ids under which an actor speaks: its own, then those of the groups it is in, however deep."""
        found, seen = [actor], {actor}
        for id_ in found:
            further = [group for group in dict.fromkeys(self._groups.get(id_, ())) if group not in seen]
            seen.update(further)
            found += further
        return tuple(found)

    def find(self, handle: str) -> Item | None:
        """Return the item with this id or, failing that, this label in any letter case."""
        if handle in self.items:
            return self.items[handle]
        ids = {label: id_ for id_, label in self.labels.items()}
        return self.items.get(ids.get(handle.upper(), ""))

    def name_of(self, id_: str) -> str:
        """Return what to call the holder of this id, an actor or a document; the id itself where it is neither."""
        if isinstance(actor := self.items.get(id_), Actor):
            return actor.name
        return self.shelf[id_].name if id_ in self.shelf else id_
