"""Facts by documents: who says what, who says otherwise, who is silent.

Owns the grid: its columns, grouped by origin, its rows in an order of their own, and the sign in every cell. Refuses
drawing and judgement: a cell says what the coverage of the fact says, and nothing that needs a colour to be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from briefing.coverage import Coverage, coverage, origins
from briefing.digest import Fact
from briefing.dossier import Dossier
from briefing.lasting import lasting
from briefing.vocabulary import Stance

SIGNS = {Stance.DISPUTES: "x", Stance.QUALIFIES: "q", Stance.SUPPORTS: "#", Stance.CONTEXT: "o"}
"""The sign of each stance, the most telling first: where a document bears on a fact in several ways it shows that."""

SILENT = "."
"""The sign of a document that does not bear on a fact."""

TELLING = "".join((*SIGNS.values(), SILENT))
"""All signs, the most telling first: what a column shows that stands for several documents."""


CODE = 3
"""Characters of the code of a document."""


class Rank(StrEnum):
    """How the rows of the grid are sorted. Ties fall as the digest has them."""

    IMPORTANCE = "importance"
    """Key facts first."""
    DISAGREEMENT = "disagreement"
    """What most documents dispute first, then what most qualify."""
    SUPPORT = "support"
    """What rests on fewest origins first."""


class Column(Struct, frozen=True):
    """A document of the grid."""

    doc: str
    origin: str
    """The id of the first document of its origin group."""
    joined: bool
    """Whether it shares its origin with the column before it."""
    others: tuple[str, ...] = ()
    """The further documents of its origin that the column stands for where the groups are folded."""

    @property
    def docs(self) -> tuple[str, ...]:
        """All the documents that the column stands for."""
        return (self.doc, *self.others)


class Row(Struct, frozen=True):
    """A fact of the grid."""

    fact: str
    signs: str
    """One sign for each column."""
    coverage: Coverage

    @property
    def disagreement(self) -> tuple[int, int]:
        """How many documents dispute the fact, and how many qualify it."""
        return len(self.coverage.disputes), len(self.coverage.qualifies)


class Grid(Struct, frozen=True, eq=False):
    """The whole grid."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    places: dict[str, int]
    """The row of every fact, counted from 0."""

    @property
    def documents(self) -> int:
        """How many documents the columns stand for."""
        return sum(len(column.docs) for column in self.columns)

    @property
    def folded(self) -> bool:
        """Whether there is a column that stands for several documents."""
        return any(column.others for column in self.columns)

    @property
    def ties(self) -> bool:
        """Whether there are documents that share an origin."""
        return any(column.joined or column.others for column in self.columns)


def columns(dossier: Dossier) -> tuple[Column, ...]:
    """Return the documents, those of one origin side by side, the groups in the order of their first documents."""
    groups = origins(dossier.digest)
    turns = dossier.digest.turns
    ordered = sorted(turns, key=lambda doc: (turns[groups[doc]], turns[doc]))
    before = ("", *(groups[doc] for doc in ordered))
    return tuple(
        Column(doc, groups[doc], joined=groups[doc] == previous) for doc, previous in zip(ordered, before, strict=False)
    )


def folded(whole: Grid) -> Grid:
    """Return a grid with one column for each origin, whose sign is the most telling of its documents'."""
    starts = [at for at, column in enumerate(whole.columns) if not column.joined]
    stretches = [slice(start, end) for start, end in pairwise([*starts, len(whole.columns)])]
    shown = tuple(
        replace(first, others=tuple(column.doc for column in rest))
        for first, *rest in (whole.columns[stretch] for stretch in stretches)
    )
    rows = tuple(
        replace(row, signs="".join(min(row.signs[stretch], key=TELLING.index) for stretch in stretches))
        for row in whole.rows
    )
    return Grid(shown, rows, whole.places)


@lasting
def grid(dossier: Dossier, rank: Rank = Rank.IMPORTANCE) -> Grid:
    """Return the facts of a dossier with a sign for each of its documents."""
    shown, told = _told(dossier)
    rows = list(told)
    importance = {fact.id: -fact.importance for fact in dossier.digest.facts}
    keys = {
        Rank.IMPORTANCE: lambda row: (importance[row.fact],),
        Rank.DISAGREEMENT: lambda row: tuple(-count for count in row.disagreement),
        Rank.SUPPORT: lambda row: (row.coverage.origins,),
    }
    rows.sort(key=keys[rank])
    return Grid(shown, tuple(rows), {row.fact: place for place, row in enumerate(rows)})


@lasting
def _told(dossier: Dossier) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """Return columns and rows as the digest has them; each order of the rows is made from these."""
    shown = columns(dossier)
    places = {column.doc: place for place, column in enumerate(shown)}
    return shown, tuple(_row(dossier, fact, places) for fact in dossier.digest.facts)


def _row(dossier: Dossier, fact: Fact, places: Mapping[str, int]) -> Row:
    found = coverage(dossier, fact)
    signs = [SILENT] * len(places)
    # The most telling stance is written last, over the others.
    for stance, sign in reversed(SIGNS.items()):
        for doc in getattr(found, stance.value):
            signs[places[doc]] = sign
    return Row(fact.id, "".join(signs), found)


def codes(dossier: Dossier) -> dict[str, str]:
    """Return a code of at most three characters for every document: the beginning of its id, else its number.

    The number is the one that it has in the list of documents.
    """
    begun = {doc: "".join(filter(str.isalnum, doc))[:CODE].upper() for doc in dossier.digest.turns}
    often = Counter(begun.values())
    plain = {doc: code for doc, code in begun.items() if often[code] == 1 and code.isascii() and not code.isdecimal()}
    return {doc: plain.get(doc, str(turn + 1)) for doc, turn in dossier.digest.turns.items()}
