"""The words by which two sentences that are otherwise alike say different things.

Owns days and months, which count besides what `figures` knows. Refuses to weigh them.
"""

from __future__ import annotations

import re

from briefing.figures import telling

WORD = re.compile(r"\w+")

CALENDAR = frozenset((
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
))  # fmt: skip

DATES = frozenset(word.lower() for word in CALENDAR)


def decisive(text: str) -> list[str]:
    """Return the words of a text that decide what it says, sorted; the same list means that none of them differs."""
    dates = (word for word in WORD.findall(text.lower()) if word in DATES)
    return sorted([*telling(text.replace("’", "'")), *dates])
