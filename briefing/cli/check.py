"""`briefing check`: everything that is wrong with a dossier."""

from __future__ import annotations

import sys

from briefing.checks import check
from briefing.coverage import counted
from briefing.dossier import Dossier
from briefing.errors import Severity


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
