"""What is wrong with documents as files.

Owns what a changed or withdrawn document takes with it. Refuses to tell how a file was before: only its digest is kept.
"""

from __future__ import annotations

from briefing.checks.passages import CHANGED
from briefing.checks.report import Report
from briefing.coverage import counted, documents_of
from briefing.dossier import Dossier
from briefing.passages import Document

NAMED = 12
"""How many items a sentence names before it counts the rest."""


def documents(dossier: Dossier, report: Report) -> None:
    """Report documents that cannot be read, that changed since they were pinned, and that nobody uses."""
    used, items = _used(dossier), bool(dossier.digest.items)
    for document in dossier.digest.documents:
        reading = dossier.readings.get(document.id)
        if reading and (found := reading.problem):
            if found.place == document.place:
                report.add(found.code, found.place, found.message, found.mend, item=found.item, key=found.key)
            else:
                report.problems.append(found)
        elif reading and reading.text and document.sha256:
            _pinned(dossier, document, reading.text.sha256, report)
        if items and document.id not in used:
            report.add("unused-document", document.place, f"no item uses {document.id!r}",
                       "give a passage of it, or allow it here and say why it is in the dossier",
                       item=document.id, key="id")  # fmt: skip


def _used(dossier: Dossier) -> set[str]:
    """Return the documents that a passage names, that hold a position, or that another is derived from."""
    used = {doc for doc, targets in dossier.catalogue.by_document.items() if targets}
    for conflict in dossier.digest.conflicts:
        used.update(holder for position in conflict.positions for holder in position.held_by)
    for document in dossier.digest.documents:
        used.update(document.derived_from)
    return used


def _pinned(dossier: Dossier, document: Document, today: str, report: Report) -> None:
    if today == document.sha256.lower():
        return
    moved, alone = falling(dossier, document.id)
    remarks = [f"its words moved or changed under {_named(moved)}" if moved else "every passage of it still stands"]
    remarks += [f"rests on this document alone: {_named(alone)}"] if alone else []
    report.add("changed-document", document.place, "the file is not the one that the digest was written against",
               f"look through its passages, then write `sha256: {today}`, as `briefing pin` does",
               item=document.id, key="sha256", remarks=tuple(remarks))  # fmt: skip


def falling(dossier: Dossier, doc: str) -> tuple[list[str], list[str]]:
    """Return the items with a passage of a document that is not where it was, and those that rest on it alone."""
    moved, alone = [], []
    for item in dict.fromkeys(target.item for target in dossier.catalogue.by_document.get(doc, ())):
        if item in dossier.catalogue.actor_ids:
            continue
        found = (one for one in dossier.annotations(item) if one.doc == doc)
        if any(one.anchor.status.value in CHANGED for one in found):
            moved.append(item)
        if not set(documents_of(dossier, item)) - {doc}:
            alone.append(item)
    return moved, alone


def _named(items: list[str]) -> str:
    more = f" and {counted(len(items) - NAMED, 'more item')}" if len(items) > NAMED else ""
    return ", ".join(items[:NAMED]) + more
