"""The problems that checks find, in the order found.

Owns what every such problem has: the severity of its rule and the line of the digest. Refuses a code that no rule has.
"""

from __future__ import annotations

from briefing.dossier import Dossier
from briefing.errors import Compared, Place, Problem, Severity
from briefing.records import Findings
from briefing.rules import RULES


class Report:
    """A list of problems of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        """Begin an empty list; the lines that problems show are those of the digest."""
        self.problems: list[Problem] = []
        self._findings = Findings(dossier.digest_text)

    def add(
        self, code: str, place: Place, message: str, mend: str = "", *, item: str = "", key: str = "", words: str = "",
        compared: Compared | None = None, remarks: tuple[str, ...] = (), severity: Severity | None = None,
    ) -> None:  # fmt: skip
        """Note that a rule is broken; `words` are those meant within the value of `key`."""
        self.problems.append(
            Problem(
                code,
                severity or RULES[code].severity,
                message,
                place,
                mend,
                item,
                key,
                self._findings.line(place),
                words,
                compared=compared,
                remarks=remarks,
            )
        )
