"""The timeline: a picture of the days by document, then every dated item in order.

Owns the page and the words for a date. Refuses to order anything and to judge a date: `timeline` of the core does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from rich.cells import cell_len

from briefing.dates import OPEN, When
from briefing.digest import Fact, Quote
from briefing.dossier import Dossier
from briefing.grid import CODE, SILENT, codes, columns, grid
from briefing.reader.painting import Parts, fitted
from briefing.reader.views.lines import READABLE, Cell, Line, heading, labelled, plain, spaced, to_item, told
from briefing.timeline import Event, Precision, span_of_days, timeline, undated
from briefing.vocabulary import Stance

LANE = 4
"""Columns of a document."""

WORDS = 46
"""Columns that the words of an event must keep for the documents to have lanes beside them."""

DAY = 3
"""Columns of a day in the picture."""

FEWEST = 7
"""Days that a picture must have room for."""

NAMES = 16
"""Columns of the names of documents in the picture."""

MOST_LANES = 24
"""Documents in the picture; with more of them it shows all together."""

SIGNS = (("~", "about then"), ("?", "the date follows from what documents say"))
"""What stands before an event whose date is not simply stated."""

OWN = {"#": str(Stance.SUPPORTS), "x": str(Stance.DISPUTES), "q": str(Stance.QUALIFIES), "o": str(Stance.CONTEXT)}
"""The slot of each sign in a lane."""


def timeline_page(dossier: Dossier, width: int) -> list[Line]:
    """Return the lines of the timeline."""
    events = timeline(dossier)
    if not events:
        return told("Nothing in this dossier has a date: `when` in the digest gives one.", width, "muted")
    lanes = len(dossier.digest.documents) * LANE
    lanes = lanes if width - lanes >= WORDS else 0
    width = min(width, READABLE + lanes)
    days = [_day(dossier, when, list(found), width, lanes) for when, found in groupby(events, lambda one: _key(one))]
    without = len(undated(dossier))
    end = told(f"{without} facts, statements and quotes have no date." if without else "", width, "muted")
    return spaced([_picture(dossier, events, width), _legend(width, lanes), *days, end])


def _key(event: Event) -> tuple[str, str, Precision]:
    return event.when.earliest, event.when.latest, event.precision


def _picture(dossier: Dossier, events: tuple[Event, ...], width: int) -> list[Line]:
    """Return the days as columns and the documents as rows, with the number of events that name the day."""
    room = (width - NAMES) // DAY
    days = span_of_days(events, room)
    if len(days) < 2 or room < FEWEST:
        return []
    counts: Counter[tuple[str, str]] = Counter()
    for event in events:
        if event.precision is Precision.DAY:
            counts.update((doc, event.when.earliest) for doc in {*event.docs, ""})
    rows = [("all", "")]
    if len(dossier.digest.documents) <= MOST_LANES:
        rows += [(dossier.digest.name_of(column.doc), column.doc) for column in columns(dossier)]
    lines = [plain(parts) for parts in _calendar(days)]
    for name, doc in rows:
        cells: list[tuple[str, str]] = []
        for day in days:
            count = counts[doc, day.isoformat()]
            cells.append(((str(count) if count else SILENT).rjust(DAY), "" if count else "muted"))
        lines.append(plain(((fitted(name, NAMES), "" if doc else "muted"), *cells)))
    return lines


def _calendar(days: list[date]) -> list[Parts]:
    """Return the months over their days."""
    months = ""
    for at, day in enumerate(days):
        if at == 0 or day.day == 1:
            months = months.ljust(at * DAY + 1) + day.strftime("%b %Y" if at == 0 else "%b")
    return [
        ((" " * NAMES, ""), (months[: len(days) * DAY], "muted")),
        ((" " * NAMES, ""), ("".join(str(day.day).rjust(DAY) for day in days), "title")),
    ]


def _legend(width: int, lanes: int) -> list[Line]:
    signs = [*SIGNS, *((("#", "carries it"), ("x", "disputes it"), (SILENT, "silent")) if lanes else ())]
    return told(" · ".join(f"{sign} {meaning}" for sign, meaning in signs), width, "muted")


def _day(dossier: Dossier, key: tuple[str, str, Precision], events: list[Event], width: int, lanes: int) -> list[Line]:
    """Return one date with everything that bears it, under the codes of the documents where they have lanes."""
    lines = heading(spelled(events[0].when, key[2]), width - lanes)
    if lanes:
        short = codes(dossier)
        ((day,),) = lines[:1]
        head = "".join(("=" if one.joined else " ") + short[one.doc].center(CODE) for one in columns(dossier))
        gap = width - lanes - sum(cell_len(words) for words, _ in day.parts)
        lines[0] = plain((*day.parts, (" " * gap, ""), (head, "muted")))
    for event in events:
        lines += _event(dossier, event, width, lanes)
    return lines


def _event(dossier: Dossier, event: Event, width: int, lanes: int) -> list[Line]:
    sign = "~" if event.when.approximate else "?" if event.when.basis == "derived" else " "
    item = dossier.digest.items[event.item]
    said = (
        f"{dossier.digest.name_of(item.speaker)}: {item.headline}" if isinstance(item, Quote) and item.speaker else ""
    )
    room = width - lanes - (4 if lanes else 2)
    lines = labelled(dossier, event.item, room, to_item(dossier, event.item), said)
    drawn: list[Line] = [
        (Cell((((sign if at == 0 else " ") + " ", "qualifies"), *cell.parts), cell.link),)
        for at, (cell,) in enumerate(lines)
    ]
    if not lanes:
        return drawn
    (first,) = drawn[0]
    used = sum(cell_len(words) for words, _ in first.parts)
    gap = (" " * max(width - lanes - used, 1), "")
    return [plain((*first.parts, gap, *_lanes(dossier, event)), first.link), *drawn[1:]]


def _lanes(dossier: Dossier, event: Event) -> Iterable[tuple[str, str]]:
    """Yield a mark for every document: how it bears on a fact, or that it carries what was said."""
    whole = grid(dossier)
    fact = isinstance(dossier.digest.items[event.item], Fact)
    signs = whole.rows[whole.places[event.item]].signs if fact else ""
    for at, column in enumerate(whole.columns):
        sign = signs[at] if signs else "#" if column.doc in event.docs else SILENT
        yield f"  {sign} ", OWN.get(sign, "muted")


def spelled(when: When, precision: Precision) -> str:
    """Return a date as a heading says it."""
    first, _, last = when.date.replace("~", "").partition("/")
    if precision is Precision.DAY:
        day = date.fromisoformat(when.earliest)
        return f"{day:%A} {day.day} {day:%B %Y}"
    if precision is Precision.OPEN:
        return f"until {_named(last)}" if first == OPEN else f"since {_named(first)}"
    if precision is Precision.INTERVAL:
        return f"{_named(first)} to {_named(last)}"
    if precision is Precision.MONTH:
        return f"{date.fromisoformat(when.earliest):%B %Y}, on a day not named"
    return f"{first}, on a day not named"


def _named(point: str) -> str:
    """Return a year, a month or a day of an interval in words."""
    if len(point) == len("2031"):
        return point
    day = date.fromisoformat(When(point).earliest)
    return f"{day:%B %Y}" if len(point) == len("2031-03") else f"{day.day} {day:%B %Y}"
