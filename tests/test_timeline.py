"""Dated items in order, with no date made more precise than it is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.dates import When
from briefing.digest import Fact, Quote, Statement
from briefing.dossier import Dossier
from briefing.timeline import Event, Precision, on, precision_of, span_of_days, timeline, undated
from tests.invented import dossiers


@pytest.mark.parametrize(
    ("date", "basis", "precision", "certainty"),
    [
        ("2031-03-04", "stated", Precision.DAY, ""),
        ("2031-03-04~", "", Precision.DAY, "about"),
        ("2031-03-04", "derived", Precision.DAY, "derived"),
        ("2031-03", "", Precision.MONTH, "some time in the month"),
        ("2031~", "derived", Precision.YEAR, "about, derived, some time in the year"),
        ("2031-03-04/2031-03-04", "", Precision.DAY, ""),
        ("2031-03/2031-04", "", Precision.INTERVAL, "some time in the interval"),
        ("2031/..", "", Precision.OPEN, ""),
    ],
)
def test_what_a_date_names_and_how_certain_it_is(date: str, basis: str, precision: Precision, certainty: str) -> None:
    event = Event("f", When(date, basis), precision_of(When(date)), ())
    assert (event.precision, event.certainty) == (precision, certainty)


@given(dossiers(), st.randoms())
def test_the_timeline_holds_every_dated_item_once_whatever_the_order_of_the_digest(dossier: Dossier, chance) -> None:
    events = timeline(dossier)
    dated = [item for item in dossier.digest if isinstance(item, Fact | Statement | Quote)]
    assert sorted(event.item for event in events) == sorted(item.id for item in dated if item.when)
    assert [item.id for item in undated(dossier)] == [item.id for item in dated if not item.when]
    keys = [(event.when.earliest, event.when.latest) for event in events]
    assert keys == sorted(keys)
    facts = list(dossier.digest.facts)
    chance.shuffle(facts)
    shuffled = Dossier(dossier.folder, replace(dossier.digest, facts=tuple(facts)))
    assert [(event.when.earliest, event.when.latest) for event in timeline(shuffled)] == keys


@given(dossiers(), st.dates())
def test_an_event_is_on_every_day_that_its_date_can_mean(dossier: Dossier, day) -> None:
    events, named = timeline(dossier), day.isoformat()
    assert on(events, named) == [one for one in events if one.when.earliest <= named <= one.when.latest]
    assert on(events, "2031-03-04") == [
        one for one in events if one.when.date in
        ("2031", "2031-03", "2031-03-04", "2031-03-04~", "2031-03/2031-04", "2030/..", "../2031-03-04")
    ]  # fmt: skip


@given(dossiers(), st.integers(-3, 40))
def test_a_picture_has_at_most_so_many_days_one_after_the_other(dossier: Dossier, most: int) -> None:
    days = span_of_days(timeline(dossier), most)
    assert len(days) <= max(most, 0)
    assert all((later - earlier).days == 1 for earlier, later in pairwise(days))
    named = [event for event in timeline(dossier) if event.precision is Precision.DAY]
    assert bool(days) == (bool(named) and most > 0)


def test_a_day_long_ago_does_not_take_the_room_of_the_others() -> None:
    dates = ("1912-05-01", "2031-03-04", "2031-03-06", "2031-03-07")
    events = tuple(Event(date, When(date), Precision.DAY, ()) for date in dates)
    assert [day.isoformat() for day in span_of_days(events, 10)] == [
        "2031-03-04", "2031-03-05", "2031-03-06", "2031-03-07",
    ]  # fmt: skip
