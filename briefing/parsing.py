"""From the text of `digest.yaml` to a `Digest`, with every problem reported at once.

Owns the format `briefing/1`: which keys there are, what they may hold, what refers to what. Refuses to stop at the
first problem and to drop an item: what cannot be read is reported and left empty, so that the rest can still be
shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypedDict

from briefing.digest import (
    BASES,
    CREDIBILITIES,
    FORMS,
    IMPORTANCES,
    MARKUPS,
    MODES,
    RELIABILITIES,
    SPOKEN_FORMS,
    Actor,
    Conflict,
    Digest,
    Document,
    Fact,
    Kind,
    Passage,
    Position,
    Quote,
    Stance,
    Statement,
)
from briefing.errors import Place, Problem, Severity, nearest
from briefing.records import Findings, Record
from briefing.selectors import Selector
from briefing.yamltree import Node, Scalar, read_tree

FORMAT = "briefing/1"
ID = re.compile(r"\w[\w.\-]*")


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that the digest uses, to be looked up once all are known."""

    id: str
    kinds: tuple[str, ...]
    place: Place
    item: str
    key: str


class _Common(TypedDict):
    """What every item may say."""

    importance: int
    tags: tuple[str, ...]
    note: str
    allow: dict[str, str]
    place: Place


@dataclass(slots=True)
class _Reading:
    """What is gathered while one digest is read."""

    findings: Findings
    only_document: str = ""
    owners: dict[str, tuple[str, Place]] = field(default_factory=dict)
    """Every id, with what it names (`document` or a kind) and where."""
    references: list[Reference] = field(default_factory=list)


def parse_digest(text: str, file: str, *, pure: bool = False) -> tuple[Digest | None, list[Problem]]:
    """Read a digest from `text` (line breaks as `\\n`); `file` names it in problems, `pure` keeps libyaml out of it.

    The digest is None where there is nothing to read: not YAML, no mapping, or a format that this program does not
    know.
    """
    tree = read_tree(text, file, pure=pure)
    findings = Findings(text)
    findings.problems += tree.problems
    if tree.root is None:
        if not tree.problems:
            findings.add(
                "missing-key", Place(file), "the digest is empty", f"begin with `format: {FORMAT}`", key="format"
            )
        return None, findings.problems
    root = Record(tree.root, findings, "a digest")
    if not root.entries or not _known_format(root):
        return None, findings.problems
    digest = _digest(root, _Reading(findings))
    return digest, findings.problems


def _known_format(root: Record) -> bool:
    scalar = root.scalar("format", required=True)
    if scalar and scalar.text != FORMAT:
        root.complain("unknown-format", scalar.place, f"the format {scalar.text!r} is not known",
                      f"this program reads {FORMAT}", key="format")  # fmt: skip
    return bool(scalar and scalar.text == FORMAT)


def _digest(root: Record, reading: _Reading) -> Digest:
    documents = tuple(_document(record, reading) for record in root.records("documents", "a document"))
    if len(documents) == 1:
        reading.only_document = documents[0].id
    digest = Digest(
        title=root.text("title"),
        as_of=root.date("as_of"),
        note=root.text("note"),
        documents=documents,
        actors=tuple(_actor(record, reading) for record in root.records("actors", "an actor")),
        facts=tuple(_fact(record, reading) for record in root.records("facts", "a fact")),
        statements=tuple(_statement(record, reading) for record in root.records("statements", "a statement")),
        quotes=tuple(_quote(record, reading) for record in root.records("quotes", "a quote")),
        conflicts=tuple(_conflict(record, reading) for record in root.records("conflicts", "a conflict")),
    )
    root.finish()
    for reference in reading.references:
        _look_up(reference, reading)
    return digest


def _document(record: Record, reading: _Reading) -> Document:
    document = Document(
        id=_id(record, reading, "document"),
        path=record.text("path", required=True),
        title=record.text("title"),
        publisher=record.text("publisher"),
        published=record.date("published"),
        url=record.text("url"),
        retrieved=record.date("retrieved"),
        byline=record.text("byline"),
        language=record.text("language"),
        encoding=record.text("encoding"),
        markup=record.choice("markup", MARKUPS),
        reliability=record.choice("reliability", RELIABILITIES),
        sha256=record.text("sha256"),
        derived_from=_references(record, reading, "derived_from", "document"),
        origin=record.text("origin"),
        tags=record.texts("tags"),
        note=record.text("note"),
        allow=record.pairs("allow"),
        place=record.place,
    )
    record.finish()
    return document


def _actor(record: Record, reading: _Reading) -> Actor:
    actor = Actor(
        id=_id(record, reading, Kind.ACTOR),
        name=record.text("name", required=True),
        sort=record.text("kind"),
        role=record.text("role"),
        aliases=record.texts("aliases"),
        mentions=_passages(record, reading, "mentions"),
        **_common(record),
    )
    record.finish()
    return actor


def _fact(record: Record, reading: _Reading) -> Fact:
    fact = Fact(
        id=_id(record, reading, Kind.FACT),
        text=record.text("text", required=True),
        when=record.when("when", BASES),
        where=record.texts("where"),
        actors=_references(record, reading, "actors", Kind.ACTOR),
        credibility=record.choice("credibility", CREDIBILITIES),
        evidence=_passages(record, reading, "evidence"),
        **_common(record),
    )
    record.finish()
    return fact


def _statement(record: Record, reading: _Reading) -> Statement:
    statement = Statement(
        id=_id(record, reading, Kind.STATEMENT),
        text=record.text("text", required=True),
        speaker=_speaker(record, reading, expected=True),
        addressee=record.text("addressee"),
        mode=record.choice("mode", MODES),
        cue=record.text("cue"),
        when=record.when("when", BASES),
        evidence=_passages(record, reading, "evidence"),
        **_common(record),
    )
    record.finish()
    return statement


def _quote(record: Record, reading: _Reading) -> Quote:
    id_ = _id(record, reading, Kind.QUOTE)
    form = record.choice("form", FORMS, default="quoted")
    quote = Quote(
        id=id_,
        text=record.text("text"),
        form=form,
        speaker=_speaker(record, reading, expected=form in SPOKEN_FORMS),
        addressee=record.text("addressee"),
        statement=_reference(record, reading, "statement", Kind.STATEMENT),
        cue=record.text("cue"),
        when=record.when("when", BASES),
        evidence=_passages(record, reading, "evidence"),
        **_common(record),
    )
    record.finish()
    return quote


def _conflict(record: Record, reading: _Reading) -> Conflict:
    conflict = Conflict(
        id=_id(record, reading, Kind.CONFLICT),
        text=record.text("text", required=True),
        positions=tuple(_position(entry, reading) for entry in record.records("positions", "a position")),
        **_common(record),
    )
    record.finish()
    return conflict


def _position(record: Record, reading: _Reading) -> Position:
    position = Position(
        text=record.text("text", required=True),
        held_by=_references(record, reading, "held_by", Kind.ACTOR, "document"),
        items=_references(record, reading, "items", Kind.FACT, Kind.STATEMENT, Kind.QUOTE),
        evidence=_passages(record, reading, "evidence"),
    )
    record.finish()
    return position


def _id(record: Record, reading: _Reading, kind: str) -> str:
    """Read the id of a list entry; one that is missing, malformed or taken is reported, and replaced by one that no
    digest can give."""
    scalar = record.scalar("id", required=True)
    if scalar and ID.fullmatch(scalar.text) and scalar.text not in reading.owners:
        record.item = scalar.text
        reading.owners[scalar.text] = (kind, scalar.place)
        return scalar.text
    if scalar and scalar.text in reading.owners:
        first = reading.owners[scalar.text][1].line
        record.complain("duplicate-id", scalar.place, f"the id {scalar.text!r} is taken by line {first}",
                        "ids are unique over the whole digest: choose another", key="id")  # fmt: skip
    elif scalar:
        record.complain("bad-value", scalar.place, f"{scalar.text!r} is not an id",
                        "use letters, digits, hyphens, dots and underscores", key="id")  # fmt: skip
    record.item = next(free for n in range(1, len(reading.owners) + 2) if (free := f"{kind}:{n}") not in reading.owners)
    reading.owners[record.item] = (kind, record.place)
    return record.item


def _common(record: Record) -> _Common:
    return {
        "importance": int(record.choice("importance", IMPORTANCES, default="2")),
        "tags": record.texts("tags"),
        "note": record.text("note"),
        "allow": record.pairs("allow"),
        "place": record.place,
    }


def _speaker(record: Record, reading: _Reading, *, expected: bool) -> str:
    speaker = _reference(record, reading, "speaker", Kind.ACTOR)
    if expected and "speaker" not in record.entries and not record.malformed:
        record.complain("missing-key", record.place, f"{record.what} needs a 'speaker'",
                        "name the actor who speaks; one without a name is an actor too", key="speaker",
                        severity=Severity.WARNING)  # fmt: skip
    return speaker


def _reference(record: Record, reading: _Reading, key: str, *kinds: str) -> str:
    scalar = record.scalar(key)
    return _refer([scalar], record, reading, key, kinds)[0] if scalar else ""


def _references(record: Record, reading: _Reading, key: str, *kinds: str) -> tuple[str, ...]:
    return _refer(record.scalars(key), record, reading, key, kinds)


def _refer(
    scalars: list[Scalar], record: Record, reading: _Reading, key: str, kinds: tuple[str, ...]
) -> tuple[str, ...]:
    """Note the ids that are referred to, for looking up, and return them."""
    reading.references += [Reference(scalar.text, kinds, scalar.place, record.item, key) for scalar in scalars]
    return tuple(scalar.text for scalar in scalars)


def _look_up(reference: Reference, reading: _Reading) -> None:
    wanted = " or ".join(reference.kinds)
    kind = reading.owners[reference.id][0] if reference.id in reading.owners else ""
    if kind in reference.kinds:
        return
    if kind:
        message, mend = f"{reference.id!r} is {_article(kind)}, not {_article(wanted)}", ""
    else:
        message = f"there is no {wanted} {reference.id!r}"
        mend = nearest(reference.id, [id_ for id_, (kind, _) in reading.owners.items() if kind in reference.kinds])
    reading.findings.add("dangling-id", reference.place, message, mend, item=reference.item, key=reference.key)


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _passages(record: Record, reading: _Reading, key: str) -> tuple[Passage, ...]:
    return tuple(_passage(node, record, reading, key) for node in record.nodes(key))


def _passage(node: Node, owner: Record, reading: _Reading, key: str) -> Passage:
    if isinstance(node, Scalar):
        if not reading.only_document:
            owner.complain("bad-value", node.place, "words alone do not say which document they stand in",
                           "write {doc: …, exact: …}", key=key)  # fmt: skip
        return Passage(doc=reading.only_document, selector=Selector(node.text), place=node.place)
    record = Record(node, reading.findings, "a passage", owner.item)
    doc = _reference(record, reading, "doc", "document")
    if "doc" not in record.entries and not record.malformed and not reading.only_document:
        record.complain("missing-key", record.place, "a passage needs 'doc'", "add `doc: …`", key="doc")
    passage = Passage(
        doc=doc or reading.only_document,
        selector=Selector(
            exact=record.text("exact", required=True),
            prefix=record.text("prefix"),
            suffix=record.text("suffix"),
            occurrence=record.number("occurrence"),
        ),
        stance=Stance(record.choice("stance", tuple(Stance), default=Stance.SUPPORTS)),
        origin=record.text("origin"),
        note=record.text("note"),
        place=record.place,
    )
    record.finish()
    return passage
