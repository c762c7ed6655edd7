"""`briefing check`: everything that is wrong with a dossier, and the sentences on which nothing rests.

Owns what is written for people and for machines, and which findings fail a check. Refuses to pass a check over nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from briefing.checks import check, nothing
from briefing.cli.diagnostics import WIDTH, drawn, ink_for_output
from briefing.cli.progress import told
from briefing.coverage import counted
from briefing.display import harmless, one_line
from briefing.dossier import Dossier
from briefing.errors import Problem, ProblemsError, Severity
from briefing.rules import rule
from briefing.rules.page import explained
from briefing.sentences import sentences, uncovered

PASSED, FAILED, COULD_NOT_RUN = 0, 1, 2


class Wanted(Struct, frozen=True):
    """Which findings are told, how, and which of them fail the check."""

    format: str = "text"
    select: tuple[str, ...] = ()
    """Codes of the only rules that count; all where there are none."""
    ignore: tuple[str, ...] = ()
    """Codes of rules that do not count."""
    strict: bool = False
    """Whether notes fail the check, too."""

    def __post_init__(self) -> None:
        """Refuse codes that no rule has: raises BriefingError."""
        for code in (*self.select, *self.ignore):
            rule(code)

    def takes(self, problem: Problem) -> bool:
        """Say whether a problem counts."""
        return problem.code not in self.ignore and (not self.select or problem.code in self.select)

    def fails(self, problem: Problem) -> bool:
        """Say whether a problem fails the check."""
        return self.strict or problem.severity is not Severity.NOTE


def report_coverage(dossier: Dossier) -> int:
    """Print every sentence that no item rests on, and count them by document on standard error; return 0.

    It is no fault of a sentence to carry nothing, so that this is no list of problems.
    """
    for document in dossier.digest.documents:
        text = dossier.text(document.id)
        if text is None:
            problem = dossier.readings[document.id].problem
            sys.stderr.write(one_line(f"{document.path}: {problem.message if problem else 'not read'}") + "\n")
            continue
        left = list(uncovered(dossier, document.id))
        for span in left:
            words = one_line(span.of(text.received))
            sys.stdout.write(f"{one_line(document.path)}:{text.lines.line_at(span.start)}: {words}\n")
        whole = counted(len(sentences(text.received)), "sentence")
        sys.stderr.write(f"{one_line(document.id)}: {len(left)} of {whole} without an item\n")
    return PASSED


def explain(code: str) -> int:
    """Print what a rule means, why it matters, and an example. Raises BriefingError where there is no such rule."""
    for line in explained(rule(code), WIDTH):
        sys.stdout.write(f"{harmless(line)}\n")
    return PASSED


def report(load: Callable[[], Dossier], wanted: Wanted) -> int:
    """Print every problem of the dossier that `load` reads, count them on standard error, and return 1 if any fails.

    A digest that cannot be read at all returns 2, and its problems are errors of the command: on standard error, unless
    a machine reads them.
    """
    write = FORMATS[wanted.format]
    try:
        dossier = load()
    except ProblemsError as error:
        stream = sys.stderr if wanted.format == "text" else sys.stdout
        stream.writelines(f"{line}\n" for line in write(error.problems))
        return COULD_NOT_RUN
    with told(f"checking {dossier.folder}"):
        problems = [problem for problem in (*nothing(dossier), *check(dossier)) if wanted.takes(problem)]
    sys.stdout.writelines(f"{line}\n" for line in write(problems))
    sys.stdout.flush()
    sys.stderr.write(f"{_summary(dossier, problems)}\n")
    return FAILED if any(map(wanted.fails, problems)) else PASSED


def _summary(dossier: Dossier, problems: Sequence[Problem]) -> str:
    counts = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    found = ", ".join(counted(count, severity.value) for severity, count in counts.items() if count)
    passages = sum(len(reading.anchors) for reading in dossier.readings.values())
    return (
        f"{found or 'nothing is wrong'} ({counted(len(list(dossier.digest)), 'item')}, {counted(passages, 'passage')})"
    )


def _text(problems: Sequence[Problem]) -> Iterator[str]:
    ink = ink_for_output()
    for problem in problems:
        yield from drawn(problem, ink)
        yield ""


def _json(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield one array; only ASCII, so that no terminal acts on it."""
    yield json.dumps([_object(problem) for problem in problems], indent=2)


def _object(problem: Problem) -> dict[str, object]:
    place, near = problem.place, problem.compared
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "length": problem.length or None,
        "item": problem.item or None,
        "key": problem.key or None,
        "nearest": {"where": near.where, "given": near.given, "there": near.there} if near else None,
        "notes": list(problem.remarks),
        "help": problem.mend or None,
    }


def _github(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield workflow commands, which GitHub shows beside the lines of a change."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    for problem in problems:
        place = problem.place
        where = {"file": place.file, "line": place.line, "col": place.column}
        where["endColumn"] = place.column + problem.length if problem.length else 0
        properties = [f"{name}={_escaped(str(value), ':,')}" for name, value in where.items() if value]
        said = [problem.message, *problem.remarks, *([f"help: {problem.mend}"] if problem.mend else [])]
        about = f"{problem.item}: " if problem.item else ""
        words = _escaped(about + "\n".join(said))
        yield f"::{levels[problem.severity]} {','.join([*properties, f'title={problem.code}'])}::{words}"


def _escaped(words: str, signs: str = "") -> str:
    """Return words as GitHub takes them in a workflow command: what would end it is written as a code."""
    words = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for sign in signs:
        words = words.replace(sign, f"%{ord(sign):02X}")
    return harmless(words)


FORMATS: dict[str, Callable[[Sequence[Problem]], Iterator[str]]] = {"text": _text, "json": _json, "github": _github}
