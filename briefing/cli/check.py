"""`briefing check`: everything that is wrong with a dossier, and the sentences on which nothing rests."""

from __future__ import annotations

import sys

from briefing.checks import check
from briefing.coverage import counted
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.errors import Severity
from briefing.sentences import sentences, uncovered


def report_coverage(dossier: Dossier) -> int:
    """Print every sentence that no item rests on, and count them by document on standard error; return 0.

    It is no fault of a sentence to carry nothing, so that this is no list of problems.
    """
    for document in dossier.digest.documents:
        text = dossier.text(document.id)
        if text is None:
            problem = dossier.readings[document.id].problem
            sys.stderr.write(f"{one_line(document.path)}: {problem.message if problem else 'not read'}\n")
            continue
        left = list(uncovered(dossier, document.id))
        for span in left:
            words = one_line(span.of(text.received))
            sys.stdout.write(f"{one_line(document.path)}:{text.lines.line_at(span.start)}: {words}\n")
        whole = counted(len(sentences(text.received)), "sentence")
        sys.stderr.write(f"{one_line(document.id)}: {len(left)} of {whole} without an item\n")
    return 0


def report(dossier: Dossier) -> int:
    """Print every problem and count them on standard error; return 1 if any is an error or a warning."""
    problems = check(dossier)
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    counts = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    found = ", ".join(counted(count, severity.value) for severity, count in counts.items() if count)
    passages = sum(len(reading.anchors) for reading in dossier.readings.values())
    scope = f"{counted(len(list(dossier.digest)), 'item')}, {counted(passages, 'passage')}"
    sys.stderr.write(f"{found or 'nothing is wrong'} ({scope})\n")
    return 1 if counts[Severity.ERROR] or counts[Severity.WARNING] else 0
