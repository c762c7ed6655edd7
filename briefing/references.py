"""The ids of a digest, and what refers to them.

Owns the one namespace that all ids share, and the looking up of every reference once all ids are known. Refuses to know
what the holder of an id looks like: a kind is a word here.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from msgspec import Struct

from briefing.errors import Place, nearest
from briefing.records import Findings, Record
from briefing.yamltree import Scalar

ID = re.compile(r"\w[\w.\-]*")

SUGGESTIONS = 100
"""References that lead nowhere for which the nearest id is looked for: more than anybody mends in one go."""

LOOKED_AT = 2_000
"""Ids among which it is looked for: comparing a word with all of a large digest takes long."""


class Reference(Struct, frozen=True):
    """An id that the digest uses, to be looked up once all are known."""

    id: str
    kinds: tuple[str, ...]
    """What the holder of the id may be."""
    place: Place
    item: str
    key: str


class Ids:
    """Every id of one digest while it is read."""

    def __init__(self, findings: Findings) -> None:
        """Take the list that problems go to."""
        self._findings = findings
        self._owners: dict[str, tuple[str, Place]] = {}
        self._claimed = Counter[str]()
        self._references: list[Reference] = []
        self._suggested = 0

    def claim(self, record: Record, kind: str) -> str:
        """Read the id of a list entry and give it to the record.

        One that is missing, malformed or taken is reported, and replaced by one that no digest can give: the kind, and
        which of its list it is.
        """
        scalar = record.scalar("id", required=True)
        self._claimed[kind] += 1
        if scalar and ID.fullmatch(scalar.text) and scalar.text not in self._owners:
            record.item = scalar.text
            self._owners[record.item] = (kind, scalar.place)
            return record.item
        if scalar and scalar.text in self._owners:
            message = f"the id {scalar.text!r} is taken by line {self._owners[scalar.text][1].line}"
            mend = "ids are unique over the whole digest: choose another"
            record.complain("duplicate-id", scalar.place, message, mend, key="id")
        elif scalar:
            mend = "use letters, digits, hyphens, dots and underscores"
            record.complain("bad-value", scalar.place, f"{scalar.text!r} is not an id", mend, key="id")
        record.item = f"{kind}:{self._claimed[kind]}"
        self._owners[record.item] = (kind, record.place)
        return record.item

    def refer(self, record: Record, key: str, *kinds: str) -> str:
        """Return the one id under `key`, or an empty string, and note it for looking up."""
        scalar = record.scalar(key)
        return self._note([scalar], record, key, kinds)[0] if scalar else ""

    def refer_all(self, record: Record, key: str, *kinds: str) -> tuple[str, ...]:
        """Return the ids under `key`, and note them for looking up."""
        return self._note(record.scalars(key), record, key, kinds)

    def look_up(self) -> None:
        """Report every reference to an id that nobody holds, or somebody of another kind."""
        for reference in self._references:
            kind = self._owners[reference.id][0] if reference.id in self._owners else ""
            if kind not in reference.kinds:
                self._dangling(reference, kind)

    def _note(self, scalars: list[Scalar], record: Record, key: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
        self._references += [Reference(scalar.text, kinds, scalar.place, record.item, key) for scalar in scalars]
        return tuple(scalar.text for scalar in scalars)

    def _dangling(self, reference: Reference, kind: str) -> None:
        wanted = " or ".join(reference.kinds)
        if kind:
            message, mend = f"{reference.id!r} is {_article(kind)}, not {_article(wanted)}", ""
        else:
            message, mend = f"there is no {wanted} {reference.id!r}", self._nearest(reference)
        place, item, key = reference.place, reference.item, reference.key
        self._findings.add("dangling-id", place, message, mend, item=item, key=key)

    def _nearest(self, reference: Reference) -> str:
        """Return a mend for the first references that lead nowhere; where all do, a name for each helps nobody."""
        if self._suggested == SUGGESTIONS:
            return ""
        self._suggested += 1
        known = (id_ for id_, (owner, _) in self._owners.items() if owner in reference.kinds)
        return nearest(reference.id, islice(known, LOOKED_AT))


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
