"""Lists sort as asked and narrow to one speaker, and what is highlighted stays highlighted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from briefing.arranging import arrange, narrow, speaker_here, widen
from briefing.cursor import Cursor, begin, on_row, restore, stand
from briefing.digest import Digest
from briefing.dossier import Dossier
from briefing.listing import LISTS, ORDERS, Order, PaneId, View, listing
from briefing.loading import load_dossier, open_dossier
from briefing.moves import MOVES, to_pane
from briefing.shipped import shipped
from briefing.spans import Span

TEXTS = {
    "first": "Venn said it was late. The council denied that. Nobody else spoke.\n",
    "second": "It was late, Venn repeated. The council denied that again.\n",
}
DIGEST = """\
documents:
  - {id: first, path: first.txt, published: 2031-03-05}
  - {id: second, path: second.txt, published: 2031-03-04}
  - {id: undated, path: first.txt}
actors:
  - {id: council, name: council}
  - {id: venn, name: Venn}
facts:
  - {id: lost, text: A, evidence: {doc: first, exact: never written}}
  - {id: last, text: B, when: 2031-02, evidence: {doc: second, exact: again}}
  - {id: minor, text: C, importance: 1, when: 2031-01-07, evidence: {doc: first, exact: Nobody}}
  - {id: both, text: D, evidence: [{doc: second, exact: It was late}, {doc: first, exact: it was late}]}
  - {id: key, text: E, importance: 3, when: 2031-02-03/2031-02-05, evidence: {doc: first, exact: said}}
statements:
  - {id: denial, speaker: council, text: No., evidence: {doc: first, exact: denied that}}
  - {id: late, speaker: venn, text: Late., evidence: {doc: first, exact: it was late}}
  - {id: late-again, speaker: venn, text: Late., evidence: {doc: second, exact: It was late}}
  - {id: nobody, text: Said by nobody., evidence: {doc: first, exact: Nobody else}}
conflicts:
  - {id: two, text: Two., positions: [{text: One.}, {text: Other.}]}
  - {id: three, text: Three., positions: [{text: One.}, {text: Other.}, {text: Third.}]}
"""


@pytest.fixture
def dossier(make_dossier: Callable[..., Dossier]) -> Dossier:
    return make_dossier(DIGEST, **TEXTS)


def ids(dossier: Dossier, pane: PaneId, order: Order) -> list[str]:
    return list(listing(dossier, View().sorted_by(pane, order), pane).ids)


@pytest.mark.parametrize(
    ("pane", "order", "expected"),
    [
        (PaneId.FACTS, Order.DIGEST, ["lost", "last", "minor", "both", "key"]),
        (PaneId.FACTS, Order.IMPORTANCE, ["key", "lost", "last", "both", "minor"]),
        (PaneId.FACTS, Order.COVERAGE, ["both", "last", "minor", "key", "lost"]),
        (PaneId.FACTS, Order.DATE, ["minor", "last", "key", "lost", "both"]),
        (PaneId.FACTS, Order.DOCUMENT, ["key", "both", "minor", "last", "lost"]),
        (PaneId.ACTORS, Order.DOCUMENT, ["venn", "council"]),
        (PaneId.CONFLICTS, Order.COVERAGE, ["three", "two"]),
        (PaneId.DOCUMENTS, Order.DIGEST, ["first", "second", "undated"]),
        (PaneId.DOCUMENTS, Order.DATE, ["second", "first", "undated"]),
    ],
)
def test_each_order_is_what_it_says(dossier: Dossier, pane: PaneId, order: Order, expected: list[str]) -> None:
    assert ids(dossier, pane, order) == expected


def test_an_order_that_follows_from_the_documents_goes_by_the_digest_until_all_are_read(dossier: Dossier) -> None:
    unread = open_dossier(dossier.folder)
    assert ids(unread, PaneId.FACTS, Order.COVERAGE) == ["both", "lost", "last", "minor", "key"]
    assert ids(unread, PaneId.FACTS, Order.DOCUMENT) == ["lost", "minor", "both", "key", "last"]


def test_a_view_keeps_its_order_where_a_list_cannot_have_another() -> None:
    assert View().sorted_by(PaneId.DOCUMENTS, Order.COVERAGE) == View()
    assert View().sorted_by(PaneId.TEXT, Order.DATE) == View()


@pytest.mark.parametrize("pane", LISTS)
def test_the_orders_of_a_list_come_in_turn_and_what_is_highlighted_stays(pane: PaneId) -> None:
    dossier = load_dossier(shipped("seeds"))
    start = to_pane(dossier, begin(dossier), pane)
    cursor, seen = start, []
    for _ in ORDERS[pane]:
        cursor = arrange(dossier, cursor)
        seen.append(cursor.view.order(pane))
        assert replace(cursor, view=start.view) == start
    assert seen == [*ORDERS[pane][1:], ORDERS[pane][0]]
    assert arrange(dossier, start, Order.DATE).view == start.view.sorted_by(pane, Order.DATE)


def test_moving_through_a_sorted_list_goes_by_what_is_shown(dossier: Dossier) -> None:
    cursor = arrange(dossier, on_row(dossier, begin(dossier), PaneId.FACTS, "minor"), Order.DATE)
    assert MOVES["next-item"](dossier, cursor, 1).item == "last"
    assert MOVES["next-item-in-text"](dossier, cursor, 2).item == "key"


def on(dossier: Dossier, pane: PaneId, id_: str) -> Cursor:
    return on_row(dossier, to_pane(dossier, begin(dossier), pane), pane, id_)


@pytest.mark.parametrize(
    ("pane", "id_", "speaker"),
    [
        (PaneId.ACTORS, "venn", "venn"),
        (PaneId.STATEMENTS, "denial", "council"),
        (PaneId.STATEMENTS, "nobody", ""),
        (PaneId.FACTS, "both", ""),
    ],
)
def test_who_is_under_the_cursor_is_the_actor_or_the_speaker(
    dossier: Dossier, pane: PaneId, id_: str, speaker: str
) -> None:
    assert speaker_here(dossier, on(dossier, pane, id_)) == speaker


def test_in_the_text_the_current_item_speaks_first_then_whoever_is_touched(dossier: Dossier) -> None:
    text = replace(on(dossier, PaneId.FACTS, "both"), pane=PaneId.TEXT, doc="first")
    assert speaker_here(dossier, stand(text, Span(0, 22))) == "venn"
    whole = stand(text, Span(0, 50))
    assert speaker_here(dossier, replace(whole, item="denial")) == "council"
    assert speaker_here(dossier, stand(text, Span(60, 61))) == ""


def test_narrowing_leaves_the_statements_of_one_speaker_and_widening_brings_the_others_back(dossier: Dossier) -> None:
    cursor = narrow(dossier, on(dossier, PaneId.ACTORS, "venn"))
    found = listing(dossier, cursor.view, PaneId.STATEMENTS)
    assert (found.ids, found.whole) == (("late", "late-again"), 4)
    assert cursor.row(PaneId.STATEMENTS) == "late"
    assert cursor.item == "venn"
    assert len(listing(dossier, cursor.view, PaneId.FACTS)) == 5
    wide = widen(dossier, cursor)
    assert len(listing(dossier, wide.view, PaneId.STATEMENTS)) == 4
    assert wide.row(PaneId.STATEMENTS) == "late"


def test_narrowing_keeps_what_is_highlighted(dossier: Dossier) -> None:
    cursor = narrow(dossier, on(dossier, PaneId.STATEMENTS, "late-again"))
    assert (cursor.item, cursor.row(PaneId.STATEMENTS)) == ("late-again", "late-again")


def test_without_a_speaker_nothing_is_narrowed(dossier: Dossier) -> None:
    cursor = on(dossier, PaneId.FACTS, "both")
    assert narrow(dossier, cursor) == cursor
    assert widen(dossier, cursor) == cursor


def test_a_speaker_who_is_gone_after_a_reload_narrows_nothing(dossier: Dossier) -> None:
    cursor = narrow(dossier, on(dossier, PaneId.ACTORS, "venn"))
    assert restore(dossier, cursor).view == cursor.view
    assert restore(Dossier(dossier.folder, Digest()), cursor).view.speaker == ""


GROUP = """\
actors:
  - {id: one, name: One}
  - {id: two, name: Two, members: three}
  - {id: three, name: Three, members: [one, two]}
statements:
  - {id: alone, speaker: one, text: A., evidence: {doc: first, exact: Venn}}
  - {id: together, speaker: three, text: B., evidence: {doc: first, exact: said}}
  - {id: apart, speaker: two, text: C., evidence: {doc: first, exact: late}}
"""


@pytest.mark.parametrize(
    ("actor", "statements"),
    [("one", {"alone", "together", "apart"}), ("two", {"together", "apart"}), ("three", {"together", "apart"})],
)
def test_what_a_group_says_counts_as_said_by_each_of_its_members(
    make_dossier: Callable[..., Dossier], actor: str, statements: set[str]
) -> None:
    dossier = make_dossier(GROUP, first=TEXTS["first"])
    cursor = narrow(dossier, on(dossier, PaneId.ACTORS, actor))
    assert set(listing(dossier, cursor.view, PaneId.STATEMENTS).ids) == statements
