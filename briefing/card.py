"""Everything that is known about one item or document, in the order in which a reader asks for it.

Owns the wording of a card: a sentence, named particulars, and the passages with how they fared. Refuses layout and
colour; the detail strip, the full view and `briefing show` each draw the same card their own way.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from briefing.anchoring import Status
from briefing.coverage import counted, coverage, documents_of, sharing
from briefing.digest import Actor, Conflict, Digest, Fact, Item, Quote, Statement
from briefing.dossier import Dossier
from briefing.hidden import summary
from briefing.passages import Document
from briefing.resolving import Annotation
from briefing.standing import standing
from briefing.vocabulary import Kind, Stance

STATUSES = {
    Status.EXACT: "",
    Status.NORMALISED: "",
    Status.ELIDED: "",
    Status.FUZZY: "~ to be confirmed: the words or their context differ from what stands there",
    Status.CHANGED: "not trusted: words like these stand there, with other figures or another negation",
    Status.WEAK: "not trusted: the words stand there, but not as the digest says",
    Status.AMBIGUOUS: "not trusted: the words stand in several places",
    Status.ELSEWHERE: "not anchored: the words stand in another document",
    Status.ORPHAN: "not anchored: the words stand nowhere in this document",
    Status.MISSING: "not anchored: there is no such document, or it could not be read",
    Status.UNREAD: "the document has not been read yet",
}
"""What is said of a passage with each status; nothing of one that is as it should be."""


class PassageLine(Struct, frozen=True):
    """One passage on a card."""

    document: str
    """What to call the document."""
    path: str
    line: int | None
    """The line of the document, counted from 1; None where the place is not trusted."""
    words: str
    """What stands there; the words looked for where the place is not trusted."""
    remark: str = ""
    """Stance or position, the passage's own origin, and the note."""
    status: str = ""
    """How the anchor fared, in words where it is not to be trusted."""
    stance: Stance = Stance.SUPPORTS
    trusted: bool = True
    to_confirm: bool = False

    @property
    def told(self) -> str:
        """What has to be said of the passage beside its words; nothing where it is as it should be."""
        return self.status if self.to_confirm or not self.trusted else ""

    @property
    def citation(self) -> str:
        """Where the passage stands, as path and line."""
        return f"{self.path}:{self.line}" if self.line else self.path


class Card(Struct, frozen=True):
    """What is known about one item or document."""

    label: str
    id: str
    kind: str
    words: str
    particulars: tuple[tuple[str, str], ...]
    """Names and values, without those that are empty."""
    passages: tuple[PassageLine, ...] = ()


def card(dossier: Dossier, item_id: str, some: slice = slice(None)) -> Card:
    """Return the card of an item, with all its passages or some, counted from 0.

    An actor may have a hundred thousand mentions, and a strip of rows shows one. Raises KeyError for what is no item.
    """
    item = dossier.digest.items[item_id]
    rows = [*_particulars(item, dossier.digest), ("Documents", _spread(dossier, item)), *_shared(item)]
    rows += _reviews(dossier, item_id)
    passages = tuple(_passage(dossier, item, found) for found in dossier.annotations(item_id)[some])
    words = {f"passage {number}": passage.words for number, passage in enumerate(passages, start=1)}
    rows.append(("Hidden", summary({"its words": item.words, **words})))
    return Card(dossier.digest.labels[item_id], item_id, item.kind, item.headline, _filled(rows), passages)


def document_card(dossier: Dossier, doc: str) -> Card:
    """Return the card of a document. Raises KeyError for an id that is no document."""
    document = dossier.digest.shelf[doc]
    reading = dossier.readings.get(doc)
    rows = [
        ("Publisher", document.publisher),
        ("Published", document.published),
        ("By", document.byline),
        ("Path", document.path),
        ("Address", document.url),
        ("Retrieved", document.retrieved),
        ("Language", document.language),
        ("Reliability", document.reliability),
        # With whom a document shares it is known once all are.
        ("Origin", document.origin if dossier.awaited else _origin(document, dossier.digest)),
        ("Tags", ", ".join(document.tags)),
        ("Note", document.note),
        ("Problem", reading.problem.message if reading and reading.problem else ""),
    ]
    return Card("", doc, "document", document.title or document.path, _filled(rows))


def _filled(rows: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in rows if value)


def _particulars(item: Item, digest: Digest) -> Iterator[tuple[str, str]]:
    """Yield what is said of one kind of item only."""
    if isinstance(item, Fact):
        yield "When", str(item.when or "")
        yield "Where", ", ".join(item.where)
        yield "Actors", ", ".join(digest.name_of(actor) for actor in item.actors)
        yield "Credibility", item.credibility
    elif isinstance(item, Actor):
        yield "Kind", item.sort
        yield "Role", item.role
        yield "Also", ", ".join(item.aliases)
        yield "Members", ", ".join(map(digest.name_of, item.members))
        yield "Says", "; ".join(_says(item, digest))
    elif isinstance(item, Statement | Quote):
        yield "Speaker", digest.name_of(item.speaker)
        yield "To", digest.name_of(item.addressee)
        yield "Cue", item.cue
        yield "When", str(item.when or "")
        if isinstance(item, Statement):
            yield "Mode", item.mode
        else:
            yield "Form", item.form
            yield "Said as", digest.labels.get(item.statement, "")
            yield "Gloss", item.text
    elif isinstance(item, Conflict):
        for number, position in enumerate(item.positions, start=1):
            holders = ", ".join(digest.name_of(holder) for holder in position.held_by)
            yield f"Position {number}", f"{position.text}{f' ({holders})' if holders else ''}"


def _says(actor: Actor, digest: Digest) -> Iterator[str]:
    """Yield the labels of what an actor says, alone first, then as a member of each group."""
    speech: tuple[Statement | Quote, ...] = (*digest.statements, *digest.quotes)
    for voice in digest.voices(actor.id):
        labels = " ".join(digest.labels[said.id] for said in speech if said.speaker == voice)
        if labels:
            yield labels if voice == actor.id else f"as {digest.name_of(voice)} {labels}"


def _shared(item: Item) -> list[tuple[str, str]]:
    importance = {1: "minor", 2: "", 3: "key"}[item.importance]
    return [("Importance", importance), ("Tags", ", ".join(item.tags)), ("Note", item.note)]


def _reviews(dossier: Dossier, item: str) -> Iterator[tuple[str, str]]:
    """Yield what readers have said of an item, and each of their notes with who wrote it and when."""
    found = standing(dossier, item)
    mend = "; look again and mark it anew" if found.lapsed else ""
    notes = counted(len(found.mark.notes), "note") if found.mark.notes else ""
    yield "Review", " · ".join(filter(None, (f"{found.summary}{mend}", notes)))
    yield from (("Noted", note.told) for note in found.mark.notes)


def _spread(dossier: Dossier, item: Item) -> str:
    if isinstance(item, Fact):
        return coverage(dossier, item).summary
    docs = documents_of(dossier, item.id)
    count = counted(len(docs), "document")
    if item.kind is not Kind.ACTOR:
        return count if docs else ""
    mentions = sum(found.span is not None for found in dossier.annotations(item.id))
    return f"{counted(mentions, 'mention')} in {count}"


def _origin(document: Document, digest: Digest) -> str:
    others = sharing(digest, document.id, digest.name_of)
    return " · ".join(filter(None, (document.origin, f"shared with {others}" if others else "")))


def _position(item: Item, found: Annotation) -> str:
    if not isinstance(item, Conflict) or found.position is None:
        return ""
    return f"position {found.position + 1}: {item.positions[found.position].text}"


def status_of(found: Annotation) -> str:
    """Return how the anchor of a passage fared; of words that stand elsewhere, in which documents."""
    where = f" ({', '.join(found.anchor.elsewhere)})" if found.anchor.elsewhere else ""
    return f"{STATUSES[found.anchor.status]}{where}" or str(found.anchor.status)


def _passage(dossier: Dossier, item: Item, found: Annotation) -> PassageLine:
    document = dossier.digest.shelf.get(found.doc)
    remarks = [
        _position(item, found),
        str(found.stance) if item.kind is Kind.FACT else "",
        f"from {found.passage.origin}" if found.passage and found.passage.origin else "",
        found.passage.note if found.passage else "",
    ]
    return PassageLine(
        document=document.name if document else found.doc,
        path=document.path if document else found.doc,
        line=dossier.line(found),
        words=dossier.words(found) or (found.passage.selector.exact if found.passage else ""),
        remark=" · ".join(filter(None, remarks)),
        status=status_of(found),
        stance=found.stance,
        trusted=found.anchor.status.trusted,
        to_confirm=found.anchor.status.to_confirm,
    )
