"""One mapping of a YAML file being read: hands out its values by key, and reports what does not fit.

Owns the conversions from text to values and the wording of what is wrong with a value. Refuses to know any format:
which keys there are is for the caller to say, by asking for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from briefing import dates
from briefing.dates import When
from briefing.errors import Place, Problem, Severity, nearest
from briefing.yamltree import Mapping as MappingNode
from briefing.yamltree import Node, Scalar
from briefing.yamltree import Sequence as ListNode

WHOLE = re.compile(r"[1-9][0-9]{0,8}")
"""A whole number from 1, of no more digits than anybody could mean."""

NO_PAIRS: Mapping[str, str] = {}
"""What most mappings have, kept once for all of them; a plain one, since a digest goes from one process to another."""


class Findings:
    """The problems found in one file, in the order found."""

    def __init__(self, text: str) -> None:
        """Take the file's text, whose lines the problems will show."""
        self.problems: list[Problem] = []
        self._text = text

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    def add(
        self, code: str, place: Place, message: str, mend: str = "", *, item: str = "", key: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        """Note a problem, with the line it stands on."""
        self.problems.append(Problem(code, severity, message, place, mend, item, key, self.line(place)))

    def line(self, place: Place) -> str:
        """Return the line of the file that a place is on, or an empty string when it names none."""
        return self._lines[place.line - 1] if 0 < place.line <= len(self._lines) else ""


class Record:
    """A mapping with its place; every question for a key is remembered, so that the rest can be called unknown."""

    def __init__(self, node: Node, findings: Findings, what: str, item: str = "") -> None:
        """Take a node that ought to be a mapping; anything else is reported and read as an empty one."""
        self.findings = findings
        self.what = what
        self.place = node.place
        self.item = item
        self.asked: list[str] = []
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.malformed = not isinstance(node, MappingNode)
        if isinstance(node, MappingNode):
            self.entries = node.entries
        else:
            self.complain("bad-value", node.place, f"{what} must be keys and values", "write `key: value` lines")

    def node(self, key: str) -> Node | None:
        """Return what stands under `key`, or None when nothing does."""
        self.asked.append(key)
        if key not in self.entries:
            return None
        node = self.entries[key][1]
        return None if isinstance(node, Scalar) and node.empty else node

    def scalar(self, key: str, *, required: bool = False) -> Scalar | None:
        """Return the text node under `key`, reporting a list or mapping there, or its absence if `required`."""
        node = self.node(key)
        if isinstance(node, Scalar):
            return node
        if node is not None:
            self.complain("bad-value", node.place, "one value is expected here", key=key)
        elif required:
            self.miss(key)
        return None

    def miss(self, key: str) -> None:
        """Report that nothing stands under `key`, unless the mapping was none to begin with."""
        if not self.malformed:
            self.complain("missing-key", self.place, f"{self.what} needs {key!r}", f"add `{key}: …`", key=key)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the text under `key`, or an empty string."""
        scalar = self.scalar(key, required=required)
        if required and scalar and not scalar.text.strip():
            self.miss(key)
        return scalar.text if scalar else ""

    def choice(self, key: str, values: Sequence[str], default: str = "") -> str:
        """Return the text under `key` if it is one of `values`; anything else is reported and becomes `default`."""
        scalar = self.scalar(key)
        if scalar is None or scalar.text in values:
            return scalar.text if scalar else default
        mend = nearest(scalar.text, values) or f"use one of {', '.join(values)}"
        self.complain("bad-value", scalar.place, f"{scalar.text!r} is not a value of {key!r}", mend, key=key)
        return default

    def number(self, key: str) -> int:
        """Return the whole number from 1 under `key`, or 0."""
        scalar = self.scalar(key)
        if scalar is None:
            return 0
        if WHOLE.fullmatch(scalar.text):
            return int(scalar.text)
        self.complain("bad-value", scalar.place, f"{scalar.text!r} is not a whole number from 1", key=key)
        return 0

    def scalars(self, key: str) -> list[Scalar]:
        """Return the text nodes under `key`, where one value and a list of values are both accepted."""
        found = []
        for node in self.nodes(key):
            if isinstance(node, Scalar):
                found.append(node)
            else:
                self.complain("bad-value", node.place, "a word or a list of words is expected here", key=key)
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts under `key`, where one value and a list of values are both accepted."""
        return tuple(scalar.text for scalar in self.scalars(key))

    def nodes(self, key: str) -> list[Node]:
        """Return what stands under `key` as a list; a single value is a list of one."""
        node = self.node(key)
        if node is None:
            return []
        return node.items if isinstance(node, ListNode) else [node]

    def date(self, key: str) -> str:
        """Return the date under `key`, or an empty string."""
        scalar = self.scalar(key)
        if scalar is None or dates.well_formed(scalar.text):
            return scalar.text if scalar else ""
        mend = "write YYYY, YYYY-MM or YYYY-MM-DD, an interval with a slash (.. for an open end), ~ for about"
        self.complain("bad-value", scalar.place, f"{scalar.text!r} is not a date", mend, key=key)
        return ""

    def when(self, key: str, bases: Sequence[str]) -> When | None:
        """Return the date under `key`, written plainly or with its basis."""
        node = self.node(key)
        if node is None or isinstance(node, Scalar):
            date = self.date(key)
            return When(date) if date else None
        record = Record(node, self.findings, key, self.item)
        if record.node("date") is None:
            record.miss("date")
        date, basis = record.date("date"), record.choice("basis", bases)
        record.finish()
        return When(date, basis) if date else None

    def pairs(self, key: str) -> Mapping[str, str]:
        """Return the words under `key`, each with its text."""
        node = self.node(key)
        if node is None:
            return NO_PAIRS
        record = Record(node, self.findings, key, self.item)
        return {name: record.text(name, required=True) for name in record.entries}

    def finish(self) -> None:
        """Report every key that nobody asked for."""
        for key, (scalar, _) in self.entries.items():
            if key not in self.asked:
                mend = nearest(key, self.asked) or f"{self.what} may have {', '.join(dict.fromkeys(self.asked))}"
                self.complain("unknown-key", scalar.place, f"unknown key {key!r}", mend, key=key,
                              severity=Severity.WARNING)  # fmt: skip

    def complain(
        self,
        code: str,
        place: Place,
        message: str,
        mend: str = "",
        *,
        key: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem with this mapping."""
        self.findings.add(code, place, message, mend, item=self.item, key=key, severity=severity)

    def records(self, key: str, what: str) -> Iterator[Record]:
        """Yield the mappings in the list under `key`."""
        node = self.node(key)
        if node is not None and not isinstance(node, ListNode):
            self.complain("bad-value", node.place, f"{key!r} must be a list", "begin each entry with `- `", key=key)
            return
        for entry in node.items if node else ():
            yield Record(entry, self.findings, what, self.item)
