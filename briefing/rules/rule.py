"""What a rule of `check` is, and the example that goes with it.

Owns the form of the table. Refuses to hold a rule.
"""

from __future__ import annotations

from msgspec import Struct, field

from briefing.errors import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

WIRE = """\
The bridge reopens on Friday, the minister said.
"It is safe," Orla Venn told reporters.
"""
"""The document of most examples."""


class Example(Struct, frozen=True):
    """A dossier that breaks one rule and, where that can be had, no other."""

    digest: str
    """The text of digest.yaml."""
    documents: dict[str, str] = field(default_factory=lambda: {"wire.txt": WIRE})
    """The documents by the name of their file."""
    encoding: str = "utf-8"
    """How all these files are encoded."""


class Rule(Struct, frozen=True):
    """One thing that `check` looks for."""

    code: str
    """A stable name in kebab case."""
    severity: Severity
    """How much it usually matters; where the words of a problem say otherwise, they count."""
    meaning: str
    """What is wrong, in a line, with a capital and a full stop."""
    explanation: str
    """Why it matters and what to do, in a paragraph."""
    example: Example


def example(body: str, encoding: str = "utf-8", **documents: str) -> Example:
    """Return a digest that lists its documents before `body`; each is a file ID.txt. The wire is there if none is."""
    files = {f"{id_}.txt": text for id_, text in documents.items()} or {"wire.txt": WIRE}
    listed = "".join(f"  - {{id: {name.removesuffix('.txt')}, path: {name}}}\n" for name in files)
    given = "documents:" in body
    return Example(f"format: briefing/1\n{'' if given else f'documents:{chr(10)}{listed}'}{body}", files, encoding)
