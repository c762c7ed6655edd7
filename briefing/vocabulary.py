"""The words of the format that have fixed values.

Owns the kinds of item, the stances of a passage, and every list of values that a key may have. Refuses to hold items.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The five kinds of item, in the order in which a reader meets them."""

    FACT = "fact"
    ACTOR = "actor"
    STATEMENT = "statement"
    QUOTE = "quote"
    CONFLICT = "conflict"

    @property
    def plural(self) -> str:
        """The name of the list of such items, in the digest and above the pane."""
        return f"{self}s"

    @property
    def letter(self) -> str:
        """The letter of such an item's label."""
        return self.value[0].upper()


class Stance(StrEnum):
    """How a passage bears on a fact."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    QUALIFIES = "qualifies"
    CONTEXT = "context"


MODES = ("direct", "indirect", "mixed")
FORMS = ("quoted", "turn", "scare", "title", "text")
SPOKEN_FORMS = ("quoted", "turn")
"""The forms of a quote for which somebody must have spoken."""
BASES = ("stated", "derived")
MARKUPS = ("plain", "markdown")
RELIABILITIES = ("A", "B", "C", "D", "E", "F")
IMPORTANCES = ("1", "2", "3")
CREDIBILITIES = ("1", "2", "3", "4", "5", "6")
