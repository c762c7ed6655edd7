"""The lists a reader walks: which there are, and in which order each one runs.

Owns `PaneId`, the name of every pane, and `listing`, the order of the ids in a list. Refuses to know what a row
looks like.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from briefing.digest import Digest
from briefing.vocabulary import Kind


class PaneId(StrEnum):
    """A place on the screen that can hold the reader's attention; the lists in the order of their numbers."""

    TEXT = "text"
    FACTS = "facts"
    ACTORS = "actors"
    STATEMENTS = "statements"
    QUOTES = "quotes"
    CONFLICTS = "conflicts"
    DOCUMENTS = "documents"

    @property
    def number(self) -> int:
        """The digit that leads here."""
        return list(PaneId).index(self)

    @property
    def heading(self) -> str:
        """The name above the pane."""
        return self.value.capitalize()

    @classmethod
    def of(cls, kind: Kind) -> PaneId:
        """Return the list that holds the items of a kind."""
        return cls(kind.plural)


LISTS = tuple(pane for pane in PaneId if pane is not PaneId.TEXT)
KINDS = {PaneId.of(kind): kind for kind in Kind}


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The ids of one list in order, and where each stands."""

    ids: tuple[str, ...]
    places: dict[str, int]
    by_importance: bool = False
    """Whether the order is another than the digest's."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ids)

    def neighbour(self, id_: str, by: int) -> str:
        """Return the id `by` rows further, stopping at the ends; the first where `id_` is not in the list."""
        if not self.ids:
            return ""
        if id_ not in self.places:
            return self.ids[0]
        return self.ids[min(max(self.places[id_] + by, 0), len(self.ids) - 1)]


@lru_cache(maxsize=32)
def listing(digest: Digest, pane: PaneId) -> Listing:
    """Return a list of the digest in order: the most important first, otherwise as the digest gives them."""
    if pane in KINDS:
        items = sorted(digest.of(KINDS[pane]), key=lambda item: -item.importance)
        ids = tuple(item.id for item in items)
        by_importance = ids != tuple(item.id for item in digest.of(KINDS[pane]))
    else:
        ids = tuple(document.id for document in digest.documents) if pane is PaneId.DOCUMENTS else ()
        by_importance = False
    return Listing(ids, {id_: place for place, id_ in enumerate(ids)}, by_importance)
