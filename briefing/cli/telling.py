"""What `briefing show` adds to a card: an actor's relations, who stands where in a conflict, the events of a day.

Owns the lines. Refuses colour, width and wrapping, as `show` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.dates import OPEN, well_formed
from briefing.digest import Actor, Conflict, Item, Quote, Statement
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.relations import holders, opponents, relations
from briefing.timeline import Event, on, timeline

LABEL = 5
"""Columns of labels."""


def related(dossier: Dossier, item: Item) -> Iterator[str]:
    """Yield what an actor or a conflict has to do with others; nothing for other items."""
    if isinstance(item, Actor):
        yield from _actor(dossier, item)
    elif isinstance(item, Conflict):
        for number, position in enumerate(item.positions):
            held = holders(dossier, position)
            if held:
                yield f"Position {number + 1} is held by {_names(dossier, held)}"


def _actor(dossier: Dossier, actor: Actor) -> Iterator[str]:
    found = relations(dossier, actor.id)
    yield from _listed(dossier, "Said", found.said)
    yield from _listed(dossier, "Said to it", found.told)
    yield from _listed(dossier, "Facts", found.facts)
    if found.conflicts:
        yield from ("", "At odds")
    for conflict, side in found.conflicts:
        yield _line(dossier, conflict)
        yield f"{'':<{LABEL}}holds: {one_line(conflict.positions[side].text)}"
        if others := opponents(dossier, conflict, side):
            yield f"{'':<{LABEL}}contradicts: {_names(dossier, others)}"
    if found.mentions:
        yield from ("", "Mentions")


def _listed(dossier: Dossier, heading: str, items: Iterable[Item]) -> Iterator[str]:
    lines = [_line(dossier, item) for item in items]
    if lines:
        yield from ("", heading, *lines)


def _line(dossier: Dossier, item: Item) -> str:
    when = item.when if isinstance(item, Statement | Quote) else None
    return f"{dossier.digest.labels[item.id]:<{LABEL}}{f'{when.date}  ' if when else ''}{one_line(item.headline)}"


def _names(dossier: Dossier, ids: Iterable[str]) -> str:
    return ", ".join(one_line(dossier.digest.name_of(id_)) for id_ in ids)


def is_date(word: str) -> bool:
    """Say whether a word is a date or an interval such as a digest gives."""
    return well_formed(word) and OPEN not in word.split("/")


def day(dossier: Dossier, date: str) -> Iterator[str]:
    """Yield what happened or was said on a day, in a month, in a year or in an interval, as far as the dates go."""
    events = on(timeline(dossier), date)
    if not events:
        yield f"nothing in this dossier has a date that can mean {date}"
    for event in events:
        yield _event(dossier, event)


def _event(dossier: Dossier, event: Event) -> str:
    item = dossier.digest.items[event.item]
    said = f"  ({event.certainty})" if event.certainty else ""
    docs = f"  [{', '.join(map(one_line, event.docs))}]" if event.docs else ""
    label = dossier.digest.labels[event.item]
    return f"{event.when.date:<23} {label:<{LABEL}}{one_line(item.headline)}{said}{docs}"
