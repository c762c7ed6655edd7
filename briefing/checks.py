"""What is wrong with a dossier, or may be.

Owns the rules of `check`: what the digest file itself got wrong, documents that cannot be read, passages that are
not found, and words that claim more than a passage carries. Refuses to mend anything, and to leave out a passage that
is not anchored: where an item allows it, or its document cannot be read, it is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefing.anchoring import Anchor, Status
from briefing.digest import Conflict, Fact, Item, Quote, Statement
from briefing.dossier import Annotation, Dossier
from briefing.errors import BriefingError, Place, Problem, Severity
from briefing.passages import Document
from briefing.records import Findings
from briefing.selectors import Selector

QUOTATION = re.compile(r"“([^“”]*)”|\"([^\"]*)\"")
NEVER_SILENT = (Status.ORPHAN.value, Status.AMBIGUOUS.value, Status.WEAK.value)
"""What is not trusted is listed everywhere, whatever is said for it."""

LINES_NAMED = 5
"""How many lines a message names before it says that there are more."""


def check(dossier: Dossier) -> tuple[Problem, ...]:
    """Return every problem of a dossier whose documents have been read, by file, line and column.

    Raises BriefingError where there is no digest.
    """
    if dossier.digest_file is None:
        raise BriefingError(
            "there is no digest to check",
            Place(str(dossier.folder)),
            "begin one: `briefing init` writes a digest.yaml",
        )
    findings = Findings(dossier.digest_text)
    findings.problems += dossier.problems
    for rule in (_documents, _passages, _aliases, _evidence, _quotations):
        rule(dossier, findings)
    judged = [kept for problem in findings.problems if (kept := _judged(problem, dossier))]
    return tuple(sorted(judged, key=lambda problem: (problem.place, problem.code)))


def _judged(problem: Problem, dossier: Dossier) -> Problem | None:
    """Silence a problem that the item or document concerned allows; a passage that is not anchored stays, as a note."""
    owner: Item | Document | None = dossier.digest.items.get(problem.item) or dossier.digest.shelf.get(problem.item)
    if owner is None or problem.code not in owner.allow:
        return problem
    if problem.code not in NEVER_SILENT:
        return None
    return replace(problem, severity=Severity.NOTE, mend=f"allowed: {owner.allow[problem.code]}")


def _documents(dossier: Dossier, findings: Findings) -> None:
    for document in dossier.digest.documents:
        reading = dossier.readings.get(document.id)
        if reading and (found := reading.problem):
            if found.place == document.place:
                findings.add(found.code, found.place, found.message, found.mend, item=found.item, key=found.key)
            else:
                findings.problems.append(found)
        elif reading and reading.text and document.sha256:
            _pinned(document, reading.text.sha256, findings)


def _pinned(document: Document, today: str, findings: Findings) -> None:
    if today != document.sha256.lower():
        findings.add("changed-document", document.place, "the file is not the one that the digest was written against",
                     f"look through its passages, then write `sha256: {today}`", item=document.id, key="sha256",
                     severity=Severity.WARNING)  # fmt: skip


def _passages(dossier: Dossier, findings: Findings) -> None:
    wording = {Status.ORPHAN: _orphan, Status.AMBIGUOUS: _ambiguous, Status.WEAK: _weak}
    for found in dossier.distrusted():
        if found.passage and found.doc in dossier.digest.shelf and found.anchor.status is Status.MISSING:
            message = (
                f"the words {found.passage.selector.exact!r} cannot be looked for: {found.doc!r} could not be read"
            )
            findings.add("missing", found.passage.place, message, item=found.item, key="exact", severity=Severity.NOTE)
        # Words that are not given at all were reported when the digest was read.
        elif found.passage and found.passage.selector.exact and found.anchor.status in wording:
            message, mend = wording[found.anchor.status](dossier, found, found.passage.selector)
            code = found.anchor.status.value
            findings.add(code, found.passage.place, message, mend, item=found.item, key="exact")


def _orphan(dossier: Dossier, found: Annotation, selector: Selector) -> tuple[str, str]:
    message = f"the words {selector.exact!r} do not stand in {found.doc!r}"
    loosely = re.compile(r"\s+".join(map(re.escape, selector.exact.split())) or r"(?!)", re.IGNORECASE)
    text = dossier.text(found.doc)
    if text and (near := loosely.search(text.received)):
        line = text.lines.line_at(near.start())
        return message, f"line {line} has them with other spaces, line breaks or capitals: copy them from there"
    elsewhere = next(_holders(dossier, selector.exact), "")
    return message, elsewhere or "copy the words from the document as they stand there, slips included"


def _holders(dossier: Dossier, words: str) -> Iterator[str]:
    """Yield a mend for every document that has these words."""
    for document in dossier.digest.documents:
        text = dossier.text(document.id)
        if text and (at := text.received.find(words)) >= 0:
            yield f"they stand in {document.id!r}, line {text.lines.line_at(at)}: is that the document you mean?"


def _ambiguous(dossier: Dossier, found: Annotation, selector: Selector) -> tuple[str, str]:
    count = len(found.anchor.candidates)
    message = f"the words {selector.exact!r} stand in {count} places of {found.doc!r} ({_lines(dossier, found)})"
    if selector.occurrence > count:
        return message, f"`occurrence` counts to {count} here"
    if selector.prefix.strip() or selector.suffix.strip():
        return message, "correct the `prefix` or `suffix`: it does not say which place is meant"
    return message, "add a `prefix` or `suffix` that only one of them has"


def _weak(dossier: Dossier, found: Annotation, selector: Selector) -> tuple[str, str]:
    if not (selector.prefix.strip() or selector.suffix.strip()):
        count = len(found.anchor.candidates)
        message = f"the words {selector.exact!r} have no occurrence {selector.occurrence} in {found.doc!r}"
        return message, f"`occurrence` counts to {count} here ({_lines(dossier, found)})"
    where = f"{found.doc!r} ({_lines(dossier, found)})"
    message = f"the words {selector.exact!r} stand in {where}, but not beside the given context"
    return message, "correct the `prefix` and `suffix`, or leave them out if this is the place"


def _lines(dossier: Dossier, found: Annotation) -> str:
    """Name the lines of the places that were considered."""
    numbers = list(dict.fromkeys(_line_numbers(dossier, found.doc, found.anchor)))
    named = ", ".join(map(str, numbers[:LINES_NAMED])) + (" and more" if len(numbers) > LINES_NAMED else "")
    return f"line {named}" if len(numbers) == 1 else f"lines {named}"


def _line_numbers(dossier: Dossier, doc: str, anchor: Anchor) -> Iterator[int]:
    text = dossier.text(doc)
    return (text.lines.line_at(span.start) for span in anchor.candidates) if text else iter(())


def _aliases(dossier: Dossier, findings: Findings) -> None:
    for form, (first, *others) in dossier.catalogue.names.shared().items():
        for other in others:
            findings.add("shared-alias", dossier.digest.items[other].place, f"{form!r} also names {first!r}",
                         "keep it with one of them; list the other's mentions one by one",
                         item=other, key="aliases")  # fmt: skip


def _evidence(dossier: Dossier, findings: Findings) -> None:
    for fact in dossier.digest.facts:
        if not fact.evidence:
            findings.add("no-evidence", fact.place, "no passage carries this fact",
                         "add `evidence: [{doc: …, exact: …}]`", item=fact.id, key="evidence",
                         severity=Severity.WARNING)  # fmt: skip


def _quotations(dossier: Dossier, findings: Findings) -> None:
    for item in dossier.digest:
        targets = dossier.catalogue.targets[item.id]
        theirs = [" ".join(target.passage.selector.exact.split()) for target in targets]
        for words in dict.fromkeys(quoted for text in _own_texts(item) for quoted in _quoted(text)):
            if not any(words in exact for exact in theirs):
                message = f"{words!r} stands in quotation marks, but in no passage of this item"
                findings.add("unquoted-words", item.place, message,
                             "quote the words as a passage gives them, or drop the marks", item=item.id, key="text",
                             severity=Severity.WARNING)  # fmt: skip


def _own_texts(item: Item) -> tuple[str, ...]:
    """Return what the digest says about an item in its own words."""
    if isinstance(item, Conflict):
        return (item.text, *(position.text for position in item.positions))
    return (item.text,) if isinstance(item, Fact | Statement | Quote) else ()


def _quoted(text: str) -> Iterator[str]:
    """Yield what stands between quotation marks, less a comma or full stop that closes our sentence."""
    for found in QUOTATION.finditer(text):
        words = " ".join((found[1] or found[2] or "").split()).rstrip(".,")
        if words:
            yield words
