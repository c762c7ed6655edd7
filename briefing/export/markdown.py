"""The digest as Markdown: readable as it is, and rendered.

Owns the order of the sections and the wording of their entries. Refuses to let words from outside touch the structure
(see `escaping`), to depend on anything but the dossier, and to leave out what is not anchored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from briefing.card import status_of
from briefing.coverage import counted, coverage, documents_of, sharing
from briefing.digest import Actor, Conflict, Fact, Item, Quote, Statement
from briefing.dossier import Dossier
from briefing.export.citations import Citations
from briefing.export.escaping import code, inline, quoted, strong
from briefing.export.tables import coverage_section, timeline_section
from briefing.passages import Document
from briefing.resolving import Annotation
from briefing.standing import standing
from briefing.vocabulary import Kind

IMPORTANCE = {3: "Key facts", 2: "Further facts", 1: "Minor facts"}

SIDE_BY_SIDE = 3
"""Positions that still fit beside each other in a table; more are listed."""

BREAK = "\\\n  "
"""A line break inside a list entry."""


def markdown(dossier: Dossier) -> str:
    """Return the dossier as Markdown, ending with a line break."""
    citations = Citations(dossier)
    blocks = [
        *_head(dossier),
        *_documents(dossier),
        *_facts(dossier, citations),
        *coverage_section(dossier, citations),
        *_conflicts(dossier, citations),
        *timeline_section(dossier, citations),
        *_actors(dossier, citations),
        *_speech(dossier, citations),
        *_not_anchored(dossier, citations),
    ]
    if notes := citations.notes():
        blocks += ["## Passages", *notes]
    return "\n\n".join(blocks) + "\n"


def _head(dossier: Dossier) -> Iterator[str]:
    digest = dossier.digest
    yield f"# {inline(digest.title or dossier.folder.resolve().name)}"
    counts = [counted(len(digest.documents), "document")]
    counts += [counted(len(digest.of(kind)), kind.value) for kind in Kind if digest.of(kind)]
    yield f"{f'As of {digest.as_of}: ' if digest.as_of else ''}{', '.join(counts)}."
    if digest.note:
        yield inline(digest.note)


def entry(dossier: Dossier, item: Item, citations: Citations) -> str:
    """Return one item as it stands in the whole: an entry of a list, or, of a conflict, blocks under a heading."""
    match item:
        case Fact():
            return _fact(dossier, item, citations)
        case Actor():
            return _actor(dossier, item, citations)
        case Statement() | Quote():
            return _said(dossier, item, citations)
        case Conflict():
            return "\n\n".join(_conflict(dossier, item, citations))
        case _:
            raise TypeError(f"no kind of item: {item!r}")


def document_entry(dossier: Dossier, document: Document) -> str:
    """Return one document as it stands in the whole."""
    others = sharing(dossier.digest, document.id, code)
    shared = f"one origin with {others}" if others else ""
    reading = dossier.readings.get(document.id)
    particulars = [
        inline(document.path),
        inline(document.publisher),
        document.published or "no date",
        inline(document.byline),
        shared + (f" ({inline(document.origin)})" if shared and document.origin else ""),
        f"reliability {document.reliability}" if document.reliability else "",
        f"**{inline(reading.problem.message)}**" if reading and reading.problem else "",
    ]
    note = f"{BREAK}{inline(document.note)}" if document.note else ""
    title = strong(document.title or document.path)
    return f"- {title} {code(document.id)}{BREAK}{' · '.join(filter(None, particulars))}{note}"


def _documents(dossier: Dossier) -> Iterator[str]:
    yield "## Documents"
    yield "\n".join(document_entry(dossier, document) for document in dossier.digest.documents)


def _facts(dossier: Dossier, citations: Citations) -> Iterator[str]:
    # Nothing is further where no key fact stands before it: most digests that begin give no importance.
    keyed = any(fact.importance == max(IMPORTANCE) for fact in dossier.digest.facts)
    for importance, heading in (IMPORTANCE if keyed else IMPORTANCE | {2: "Facts"}).items():
        facts = [fact for fact in dossier.digest.facts if fact.importance == importance]
        if facts:
            yield f"## {heading}"
            yield "\n".join(_fact(dossier, fact, citations) for fact in facts)


def _fact(dossier: Dossier, fact: Fact, citations: Citations) -> str:
    particulars = [
        code(fact.id),
        coverage(dossier, fact).summary,
        str(fact.when or ""),
        ", ".join(map(inline, fact.where)),
        _names(dossier, fact.actors),
        f"credibility {fact.credibility}" if fact.credibility else "",
        _review(dossier, fact),
    ]
    note = f"{BREAK}{inline(fact.note)}" if fact.note else ""
    return f"- {strong(fact.text)}{citations.marks(fact.id)}{BREAK}{' · '.join(filter(None, particulars))}{note}"


def _conflicts(dossier: Dossier, citations: Citations) -> Iterator[str]:
    if dossier.digest.conflicts:
        yield "## Conflicts"
    for conflict in sorted(dossier.digest.conflicts, key=lambda conflict: -conflict.importance):
        yield from _conflict(dossier, conflict, citations)


def _conflict(dossier: Dossier, conflict: Conflict, citations: Citations) -> Iterator[str]:
    yield f"### {inline(conflict.text)}"
    yield " · ".join(filter(None, (code(conflict.id), inline(conflict.note), _review(dossier, conflict))))
    beside = len(conflict.positions) <= SIDE_BY_SIDE
    yield _table(dossier, conflict, citations) if beside else _list(dossier, conflict, citations)


def _review(dossier: Dossier, item: Item) -> str:
    """Return what readers said of an item, and their notes; nothing where nobody said anything."""
    found = standing(dossier, item.id)
    notes = (f"{note.who}: {note.text}" if note.who else note.text for note in found.mark.notes)
    return "; ".join(inline(words) for words in (found.summary, *notes) if words)


def _table(dossier: Dossier, conflict: Conflict, citations: Citations) -> str:
    columns = _sides(dossier, conflict, citations)
    rows = [" | ".join(cells) for cells in zip(*columns, strict=True)]
    rule = " | ".join("---" for _ in columns)
    return "\n".join(f"| {row} |" for row in [rows[0], rule, *rows[1:]]) if rows else "No position is given."


def _list(dossier: Dossier, conflict: Conflict, citations: Citations) -> str:
    sides = _sides(dossier, conflict, citations)
    return "\n".join(f"- {BREAK.join(filter(None, side))}" for side in sides)


def _sides(dossier: Dossier, conflict: Conflict, citations: Citations) -> list[tuple[str, str, str]]:
    """Return every position, who holds it, and the words that carry it."""
    carried = defaultdict[int | None, list[str]](list)
    for one in dossier.annotations(conflict.id):
        carried[one.position].append(f"{_words(dossier, one)} {code(one.doc)}{citations.mark(one)}")
    sides = []
    for number, position in enumerate(conflict.positions):
        holders = _names(dossier, position.held_by)
        sides.append((inline(position.text), f"Held by {holders}" if holders else "", "; ".join(carried[number])))
    return sides


def _words(dossier: Dossier, found: Annotation) -> str:
    return quoted(dossier.words(found) or (found.passage.selector.exact if found.passage else ""))


def _actors(dossier: Dossier, citations: Citations) -> Iterator[str]:
    if dossier.digest.actors:
        yield "## Actors"
        yield "\n".join(_actor(dossier, actor, citations) for actor in dossier.digest.actors)


def _actor(dossier: Dossier, actor: Actor, citations: Citations) -> str:
    found = [found for found in dossier.annotations(actor.id) if found.span]
    counts = [f"{code(doc)} {sum(one.doc == doc for one in found)}" for doc in documents_of(dossier, actor.id)]
    mentions = f"{counted(len(found), 'mention')}: {', '.join(counts)}" if found else "not mentioned by name"
    particulars = [
        code(actor.id),
        inline(actor.sort),
        f"also {', '.join(map(inline, actor.aliases))}" if actor.aliases else "",
        f"members: {', '.join(inline(dossier.digest.name_of(one)) for one in actor.members)}" if actor.members else "",
        mentions,
        _review(dossier, actor),
    ]
    note = f"{BREAK}{inline(actor.note)}" if actor.note else ""
    role = f", {inline(actor.role)}" if actor.role else ""
    marks = citations.marks(actor.id)
    return f"- {strong(actor.name)}{role}{marks}{BREAK}{' · '.join(filter(None, particulars))}{note}"


def _speech(dossier: Dossier, citations: Citations) -> Iterator[str]:
    """Yield statements and quotes by speaker, in the order in which the speakers first appear."""
    speech: dict[str, list[Statement | Quote]] = {}
    said: tuple[Statement | Quote, ...] = (*dossier.digest.statements, *dossier.digest.quotes)
    for item in said:
        speech.setdefault(item.speaker, []).append(item)
    if speech:
        yield "## Statements and quotes"
    for speaker in sorted(speech, key=lambda speaker: not speaker):
        yield f"### {inline(dossier.digest.name_of(speaker)) if speaker else 'Without a speaker'}"
        yield "\n".join(_said(dossier, item, citations) for item in speech[speaker])


def _said(dossier: Dossier, item: Statement | Quote, citations: Citations) -> str:
    words = quoted(item.words) if isinstance(item, Quote) and item.evidence else inline(item.words)
    particulars = [
        code(item.id),
        item.form if isinstance(item, Quote) else item.mode,
        f"“{inline(item.cue)}”" if item.cue else "",
        f"to {inline(dossier.digest.name_of(item.addressee))}" if item.addressee else "",
        str(item.when or ""),
        f"part of {code(item.statement)}" if isinstance(item, Quote) and item.statement else "",
        inline(item.text) if isinstance(item, Quote) and item.evidence else "",
        _review(dossier, item),
    ]
    note = f"{BREAK}{inline(item.note)}" if item.note else ""
    return f"- {words}{citations.marks(item.id)}{BREAK}{' · '.join(filter(None, particulars))}{note}"


def _not_anchored(dossier: Dossier, citations: Citations) -> Iterator[str]:
    yield "## Not anchored"
    yield _fared(dossier, dossier.distrusted(), citations) or "Every passage is anchored."
    if unsure := dossier.to_confirm():
        yield "## To be confirmed"
        yield _fared(dossier, unsure, citations)


def _fared(dossier: Dossier, passages: list[Annotation], citations: Citations) -> str:
    """Return passages with how they fared, for somebody to mend or to confirm."""
    return "\n".join(
        f"- {code(found.item)} in {code(found.doc)}: {_words(dossier, found)}{citations.mark(found)}{BREAK}"
        f"{status_of(found)}; digest line {found.passage.place.line if found.passage else '?'}"
        for found in passages
    )


def _names(dossier: Dossier, ids: tuple[str, ...]) -> str:
    return ", ".join(inline(dossier.digest.name_of(id_)) for id_ in ids)
