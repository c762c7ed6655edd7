"""What is wrong with a dossier, or may be.

Owns the order of the checks, and what `allow` does. Refuses to mend anything, and to leave out a passage that is not
anchored: where an item allows it, or its document cannot be read, it is a note. The rules themselves are declared in
`rules`, and found by one module for each sort.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from briefing.checks.documents import documents
from briefing.checks.english import english_wording
from briefing.checks.naming import naming
from briefing.checks.passages import NEVER_SILENT, passages
from briefing.checks.report import Report
from briefing.checks.support import excused, support
from briefing.checks.unseen import unseen
from briefing.checks.wording import wording
from briefing.digest import Item
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Place, Problem, Severity, nearest
from briefing.passages import Document
from briefing.pinpoint import pinpointed
from briefing.rules import RULES

CHECKS = (documents, passages, naming, support, wording, english_wording, unseen)


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
    report = Report(dossier)
    report.problems += dossier.problems
    for found in CHECKS:
        found(dossier, report)
    judged = [kept for problem in report.problems if (kept := _judged(problem, dossier))]
    _allowances(dossier, report.problems, given := Report(dossier))
    told = pinpointed([*judged, *given.problems], dossier.digest_text, str(dossier.digest_file))
    return tuple(sorted(told, key=lambda problem: (problem.place, problem.code)))


def nothing(dossier: Dossier) -> tuple[Problem, ...]:
    """Return the problem of a dossier that has nothing to check, if so it is."""
    wanting = [] if dossier.digest.documents else ["document"]
    wanting += [] if list(dossier.digest) else ["item"]
    report = Report(dossier)
    if wanting:
        message = f"the digest lists no {' and no '.join(wanting)}, so that nothing was checked"
        mend = "`briefing init --print` shows what a digest may hold"
        report.add("nothing-to-check", Place(str(dossier.digest_file)), message, mend)
    return tuple(report.problems)


def _owner(id_: str, dossier: Dossier) -> Item | Document | None:
    return dossier.digest.items.get(id_) or dossier.digest.shelf.get(id_)


def _judged(problem: Problem, dossier: Dossier) -> Problem | None:
    """Silence a problem that the item or document concerned allows; a passage that is not anchored stays, as a note."""
    owner = _owner(problem.item, dossier)
    if owner is None or problem.code not in owner.allow:
        return problem
    if problem.code not in NEVER_SILENT:
        return None
    return replace(problem, severity=Severity.NOTE, mend=f"allowed: {owner.allow[problem.code]}")


def _allowances(dossier: Dossier, found: list[Problem], report: Report) -> None:
    """Report what is allowed in vain: rules that there are none of, and rules that nothing breaks."""
    broken = {(problem.item, problem.code) for problem in found} | excused(dossier)
    for owner in _owners(dossier):
        for code in owner.allow:
            if code not in RULES:
                mend = nearest(code, RULES) or "docs/checks.md lists them all"
                report.add("unknown-rule", owner.place, f"there is no rule {code!r}", mend,
                           item=owner.id, key="allow", words=code)  # fmt: skip
            elif (owner.id, code) not in broken:
                report.add("unused-allow", owner.place, f"nothing here breaks {code!r}", "take it away",
                           item=owner.id, key="allow", words=code)  # fmt: skip


def _owners(dossier: Dossier) -> Iterator[Item | Document]:
    yield from dossier.digest.documents
    yield from dossier.digest
