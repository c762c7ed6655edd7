"""What is kept of a dossier goes with it."""

from __future__ import annotations

import gc
import weakref

from msgspec.structs import replace

from briefing.coverage import origins
from briefing.filters import parse
from briefing.gaps import gaps
from briefing.grid import Rank, grid
from briefing.lasting import MOST, lasting
from briefing.listing import LISTS, ORDERS, USUAL, listing, tally
from briefing.loading import load_dossier
from briefing.shipped import shipped
from briefing.timeline import timeline


class Owner:
    pass


def test_a_result_is_made_once_and_goes_with_what_it_was_made_of() -> None:
    asked: list[int] = []

    @lasting
    def twice(_owner: Owner, number: int) -> list[int]:
        asked.append(number)
        return [number, number]

    owner, other = Owner(), Owner()
    assert twice(owner, 1) is twice(owner, 1)
    assert twice(owner, 2) == [2, 2]
    assert twice(other, 1) is not twice(owner, 1)
    assert asked == [1, 2, 1]
    for number in range(3 * MOST):
        assert twice(owner, number) == [number, number]
    assert len(asked) < 5 * MOST


def test_nothing_that_was_made_of_a_dossier_keeps_it() -> None:
    dossier = load_dossier(shipped("seeds"))
    held = next(iter(dossier.digest.items))
    narrowed = replace(USUAL, filters=parse("-status:changed stance:supports", dossier.digest), held=held)
    for pane in LISTS:
        for order in ORDERS[pane]:
            for view in (USUAL, narrowed):
                view = view.sorted_by(pane, order)
                assert listing(dossier, view, pane) is listing(dossier, view, pane)
                assert len(listing(dossier, view, pane)) >= tally(dossier, view, pane)[0]
    for rank in Rank:
        assert grid(dossier, rank) is grid(dossier, rank)
    assert timeline(dossier) is timeline(dossier)
    assert gaps(dossier) is gaps(dossier)
    assert origins(dossier.digest)
    gone = weakref.ref(dossier)
    del dossier
    gc.collect()
    assert gone() is None
