"""The words by which two sentences that are otherwise alike say different things.

Owns the list: figures, negations, days and months. Refuses to weigh them.
"""

from __future__ import annotations

import re

WORD = re.compile(r"\w+")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")

NEGATIONS = frozenset((
    "no", "not", "never", "none", "nobody", "nothing", "without", "neither", "nor", "cannot",
    "kein", "keine", "keinen", "nicht", "nie", "ohne",
))  # fmt: skip

CALENDAR = frozenset((
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
))  # fmt: skip

DECISIVE = NEGATIONS | {word.lower() for word in CALENDAR}

CONTRACTED = re.compile(r"(?<=\w)n[’']t\b")


def decisive(text: str) -> list[str]:
    """Return the words of a text that decide what it says, sorted; the same list means that none of them differs."""
    words = text.lower()
    contracted = ["not"] * len(CONTRACTED.findall(words))
    return sorted([*FIGURE.findall(words), *contracted, *(word for word in WORD.findall(words) if word in DECISIVE)])
