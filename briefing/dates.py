"""Dates as a digest gives them: as precise as the documents allow, and no more.

Owns the subset of EDTF (ISO 8601-2) that a digest may use: a year, a month, a day, an interval of these that may be
open at one end, and `~` for approximate. Refuses to guess a date from words.
"""

from __future__ import annotations

import re
from calendar import monthrange

from msgspec import Struct

OPEN = ".."
"""The end of an interval of which nobody says when it was, or that has not come."""

ALWAYS = ("0000-00-00", "9999-12-31")
"""Before and after all days that a date can mean."""

POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?~?", re.ASCII)


class When(Struct, frozen=True):
    """A date, and how the digest came by it."""

    date: str
    """The date as written, such as 2031-03, 2031-03-07~ or 2031-03/2031-04."""
    basis: str = ""
    """`stated` if a document says so, `derived` if it follows from what documents say, or nothing."""

    @property
    def earliest(self) -> str:
        """The first day it can mean, as YYYY-MM-DD; one before all others where it has no beginning."""
        return _day(self.date.split("/")[0], last=False)

    @property
    def latest(self) -> str:
        """The last day it can mean, as YYYY-MM-DD; one after all others where it has no end."""
        return _day(self.date.split("/")[-1], last=True)

    @property
    def approximate(self) -> bool:
        """Say whether any part of it is only about right."""
        return "~" in self.date

    def __str__(self) -> str:
        """Spell the date with its basis, as a reader would note it."""
        return f"{self.date} ({self.basis})" if self.basis else self.date


def well_formed(date: str) -> bool:
    """Say whether `date` is a date of the subset that exists in the calendar, its interval in order."""
    parts = date.split("/")
    if len(parts) == 2 and OPEN in parts:
        parts.remove(OPEN)
    if len(parts) > 2 or not all(_exists(part) for part in parts):
        return False
    return len(parts) == 1 or _day(parts[0], last=False) <= _day(parts[1], last=True)


def _exists(point: str) -> bool:
    found = POINT.fullmatch(point)
    if not found or found["year"] == "0000":
        return False
    month = int(found["month"] or 1)
    return 1 <= month <= 12 and 1 <= int(found["day"] or 1) <= monthrange(int(found["year"]), month)[1]


def _day(point: str, *, last: bool) -> str:
    if point == OPEN:
        return ALWAYS[last]
    found = POINT.fullmatch(point)
    if not found:
        raise ValueError(f"not a date: {point!r}")
    year, month = found["year"], found["month"] or ("12" if last else "01")
    end = f"{monthrange(int(year), int(month))[1]:02}"
    return f"{year}-{month}-{found['day'] or (end if last else '01')}"
