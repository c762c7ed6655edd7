"""What happened and was said, in order, as far as the dates go.

Owns the events, their order, and how certain each date is. Refuses to make a date more precise than the digest has it:
an event covers every day that its date can mean.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from briefing.coverage import documents_of
from briefing.dates import OPEN, When
from briefing.digest import Fact, Item, Quote, Statement
from briefing.dossier import Dossier
from briefing.lasting import lasting

Dated = Fact | Statement | Quote


class Precision(StrEnum):
    """What a date names."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"
    OPEN = "open"
    """An interval without a beginning or an end."""


class Event(Struct, frozen=True):
    """A dated item."""

    item: str
    when: When
    precision: Precision
    docs: tuple[str, ...]
    """The documents that carry the item, in the digest's order."""

    @property
    def certainty(self) -> str:
        """How far the date can be relied on, in a few words; nothing where a document gives that day."""
        about = "about" if self.when.approximate else ""
        derived = "derived" if self.when.basis == "derived" else ""
        wide = "" if self.precision in (Precision.DAY, Precision.OPEN) else f"some time in the {self.precision}"
        return ", ".join(filter(None, (about, derived, wide)))


@lasting
def timeline(dossier: Dossier) -> tuple[Event, ...]:
    """Return the dated facts, statements and quotes: by their first possible day, of two the one with fewer days first.

    What begins on one day and lasts as long stands as the digest has it.
    """
    dated = [item for item in dossier.digest if isinstance(item, Fact | Statement | Quote) and item.when]
    events = [_event(dossier, item, item.when) for item in dated if item.when]
    return tuple(sorted(events, key=lambda event: (event.when.earliest, event.when.latest)))


def on(events: tuple[Event, ...], day: str) -> list[Event]:
    """Return the events whose date can mean `day`, written YYYY-MM-DD; a month or a year takes all of its days."""
    wanted = When(day)
    return [event for event in events if event.when.earliest <= wanted.latest and wanted.earliest <= event.when.latest]


def undated(dossier: Dossier) -> list[Item]:
    """Return the facts, statements and quotes that have no date, in the digest's order."""
    return [item for item in dossier.digest if isinstance(item, Fact | Statement | Quote) and not item.when]


def span_of_days(events: tuple[Event, ...], most: int) -> list[date]:
    """Return the days that a picture of the events should show: at most so many, those on which days are named.

    Events of a month, a year or an open interval say too little of a day to widen the picture.
    """
    named = sorted(
        day
        for event in events
        if event.precision is Precision.DAY
        for day in (date.fromisoformat(event.when.earliest),)
    )
    if not named or most < 1:
        return []
    # A single day long before all others would leave no room for them.
    middle = named[len(named) // 2]
    near = [day for day in named if abs((day - middle).days) < most]
    first, last = near[0], near[-1]
    count = min((last - first).days + 1, most)
    return [first + timedelta(days=days) for days in range(count)]


def _event(dossier: Dossier, item: Dated, when: When) -> Event:
    return Event(item.id, when, precision_of(when), documents_of(dossier, item.id))


def precision_of(when: When) -> Precision:
    """Return what a date names."""
    if OPEN in when.date.split("/"):
        return Precision.OPEN
    if "/" in when.date:
        return Precision.DAY if when.earliest == when.latest else Precision.INTERVAL
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(when.date.rstrip("~"))]
