"""From the text of `digest.yaml` to a `Digest`, with every problem reported at once.

Owns the format `briefing/1`: which keys there are, what they may hold, what refers to what. Refuses to stop at the
first problem and to drop an item: what cannot be read is reported and left empty, so that the rest can still be
shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from msgspec import Struct

from briefing.digest import Actor, Conflict, Digest, Fact, Position, Quote, Statement
from briefing.errors import Place, Problem, Severity
from briefing.passages import Document, Passage
from briefing.records import Findings, Record
from briefing.references import Ids
from briefing.selectors import Selector
from briefing.vocabulary import (
    BASES,
    CREDIBILITIES,
    FORMS,
    IMPORTANCES,
    MARKUPS,
    MODES,
    RELIABILITIES,
    SPOKEN_FORMS,
    Kind,
    Stance,
)
from briefing.yamltree import Heard, Node, Scalar, nobody, read_tree

FORMAT = "briefing/1"


class _Common(TypedDict):
    """What every item may say."""

    importance: int
    tags: tuple[str, ...]
    note: str
    allow: Mapping[str, str]
    place: Place


class _Reading(Struct):
    """What is gathered while one digest is read."""

    ids: Ids
    only_document: str = ""
    """The id of the document, where there is just one."""


class Shelving:
    """Reads the documents of a digest while the rest has not been read, as they will stand in the whole of it.

    Hears what `read_tree` tells. What is wrong with a document is told with the whole digest.
    """

    def __init__(self) -> None:
        self._findings = Findings("")
        self._reading = _Reading(Ids(self._findings))

    def hear(self, key: str, node: Node) -> Document | None:
        """Return the document that an entry gives; None for any other entry."""
        if key != "documents":
            return None
        return _document(Record(node, self._findings, "a document"), self._reading)


def parse_digest(
    text: str, file: str, *, pure: bool = False, heard: Heard = nobody
) -> tuple[Digest | None, list[Problem]]:
    """Read a digest from `text` (line breaks as `\\n`); `file` names it in problems, `pure` keeps libyaml out of it.

    `heard` is told of what has been read while the rest has not, as `read_tree` does.

    The digest is None where there is nothing to read: not YAML, no mapping, or a format that this program does not
    know.
    """
    tree = read_tree(text, file, pure=pure, heard=heard)
    findings = Findings(text)
    findings.problems += tree.problems
    if tree.root is None:
        if not tree.problems:
            findings.add(
                "missing-key", Place(file), "the digest is empty", f"begin with `format: {FORMAT}`", key="format"
            )
        return None, findings.problems
    root = Record(tree.root, findings, "a digest")
    if root.malformed or not _known_format(root):
        return None, findings.problems
    digest = _digest(root, _Reading(Ids(findings)))
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
    reading.ids.look_up()
    return digest


def _document(record: Record, reading: _Reading) -> Document:
    document = Document(
        id=reading.ids.claim(record, "document"),
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
        derived_from=reading.ids.refer_all(record, "derived_from", "document"),
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
        id=reading.ids.claim(record, Kind.ACTOR),
        name=record.text("name", required=True),
        sort=record.text("kind"),
        role=record.text("role"),
        members=reading.ids.refer_all(record, "members", Kind.ACTOR),
        aliases=record.texts("aliases"),
        mentions=_passages(record, reading, "mentions"),
        **_common(record),
    )
    record.finish()
    return actor


def _fact(record: Record, reading: _Reading) -> Fact:
    fact = Fact(
        id=reading.ids.claim(record, Kind.FACT),
        text=record.text("text", required=True),
        when=record.when("when", BASES),
        where=record.texts("where"),
        actors=reading.ids.refer_all(record, "actors", Kind.ACTOR),
        credibility=record.choice("credibility", CREDIBILITIES),
        evidence=_passages(record, reading, "evidence"),
        **_common(record),
    )
    record.finish()
    return fact


def _statement(record: Record, reading: _Reading) -> Statement:
    statement = Statement(
        id=reading.ids.claim(record, Kind.STATEMENT),
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
    id_ = reading.ids.claim(record, Kind.QUOTE)
    form = record.choice("form", FORMS, default="quoted")
    quote = Quote(
        id=id_,
        text=record.text("text"),
        form=form,
        speaker=_speaker(record, reading, expected=form in SPOKEN_FORMS),
        addressee=record.text("addressee"),
        statement=reading.ids.refer(record, "statement", Kind.STATEMENT),
        cue=record.text("cue"),
        when=record.when("when", BASES),
        evidence=_passages(record, reading, "evidence"),
        **_common(record),
    )
    record.finish()
    return quote


def _conflict(record: Record, reading: _Reading) -> Conflict:
    conflict = Conflict(
        id=reading.ids.claim(record, Kind.CONFLICT),
        text=record.text("text", required=True),
        positions=tuple(_position(entry, reading) for entry in record.records("positions", "a position")),
        **_common(record),
    )
    record.finish()
    return conflict


def _position(record: Record, reading: _Reading) -> Position:
    position = Position(
        text=record.text("text", required=True),
        held_by=reading.ids.refer_all(record, "held_by", Kind.ACTOR, "document"),
        items=reading.ids.refer_all(record, "items", Kind.FACT, Kind.STATEMENT, Kind.QUOTE),
        evidence=_passages(record, reading, "evidence"),
    )
    record.finish()
    return position


def _common(record: Record) -> _Common:
    return {
        "importance": int(record.choice("importance", IMPORTANCES, default="2")),
        "tags": record.texts("tags"),
        "note": record.text("note"),
        "allow": record.pairs("allow"),
        "place": record.place,
    }


def _speaker(record: Record, reading: _Reading, *, expected: bool) -> str:
    speaker = reading.ids.refer(record, "speaker", Kind.ACTOR)
    if expected and record.node("speaker") is None and not record.malformed:
        record.complain("missing-key", record.place, f"{record.what} needs a 'speaker'",
                        "name the actor who speaks; one without a name is an actor too", key="speaker",
                        severity=Severity.WARNING)  # fmt: skip
    return speaker


def _passages(record: Record, reading: _Reading, key: str) -> tuple[Passage, ...]:
    return tuple(_passage(node, record, reading, key) for node in record.nodes(key))


def _passage(node: Node, owner: Record, reading: _Reading, key: str) -> Passage:
    if isinstance(node, Scalar):
        if not reading.only_document:
            owner.complain("bad-value", node.place, "words alone do not say which document they stand in",
                           "write {doc: …, exact: …}", key=key)  # fmt: skip
        return Passage(doc=reading.only_document, selector=Selector(node.text), place=node.place)
    record = Record(node, owner.findings, "a passage", owner.item)
    doc = reading.ids.refer(record, "doc", "document")
    if record.node("doc") is None and not record.malformed and not reading.only_document:
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
