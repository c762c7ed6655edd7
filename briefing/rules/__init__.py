"""Every rule of `check`: its code, how much it matters, what it means, and an example that breaks it.

Owns the table. Refuses to look at a dossier: what finds a problem is in `checks` and in what reads the digest. A code
is stable: it stands in people's digests under `allow`, in their scripts, and in docs/checks.md.
"""

from __future__ import annotations

from briefing.errors import BriefingError, nearest
from briefing.rules.form import FORM
from briefing.rules.passages import PASSAGES
from briefing.rules.rule import Example, Rule
from briefing.rules.wording import WORDING

__all__ = ["GROUPS", "RULES", "Example", "Rule", "rule"]

GROUPS: dict[str, tuple[Rule, ...]] = {
    "The digest file": FORM,
    "Documents and passages": PASSAGES,
    "What we write": WORDING,
}
"""The rules in the order of docs/checks.md, under its headings."""

RULES: dict[str, Rule] = {found.code: found for group in GROUPS.values() for found in group}
"""Every rule by its code."""


def rule(code: str) -> Rule:
    """Return the rule of this code. Raises BriefingError, which names the nearest."""
    if code not in RULES:
        raise BriefingError(f"there is no rule {code!r}", mend=nearest(code, RULES) or "docs/checks.md lists them all")
    return RULES[code]
