"""What an actor said, what was said to it, and with whom it is at odds."""

import pytest
from hypothesis import given

from briefing.dossier import Dossier
from briefing.relations import holders, opponents, relations
from briefing.walking import conflicts_of
from tests.conftest import MakeDossier
from tests.invented import dossiers

DIGEST = """\
actors:
  - {id: venn, name: Venn}
  - {id: council, name: Council}
  - {id: both, name: Both, members: [venn, council]}
facts:
  - {id: f, text: F., actors: [venn], evidence: {doc: wire, exact: spoke}}
statements:
  - {id: late, speaker: venn, addressee: council, text: L., when: {date: 2031-03-05},
     evidence: {doc: wire, exact: spoke}}
  - {id: undated, speaker: venn, addressee: the press, text: U., evidence: {doc: wire, exact: spoke}}
  - {id: early, speaker: both, text: E., when: {date: 2031-03}, evidence: {doc: wire, exact: spoke}}
  - {id: reply, speaker: council, addressee: venn, text: R., evidence: {doc: radio, exact: replied}}
conflicts:
  - {id: c, text: C., positions: [{text: Open., items: [late]}, {text: Shut., held_by: [council, wire]}, {text: N.}]}
"""


@pytest.fixture
def dossier(make_dossier: MakeDossier) -> Dossier:
    return make_dossier(DIGEST, wire="Venn spoke. Venn left.", radio="Council replied to Venn.")


def test_an_actor_says_what_its_groups_say_dated_first(dossier: Dossier) -> None:
    found = relations(dossier, "venn")
    assert [item.id for item in found.said] == ["early", "late", "undated"]
    assert [item.id for item in found.told] == ["reply"]
    assert [fact.id for fact in found.facts] == ["f"]
    assert [(doc, len(mentions)) for doc, mentions in found.mentions] == [("wire", 2), ("radio", 1)]


def test_who_speaks_in_a_position_holds_it_and_is_at_odds_with_who_holds_another(dossier: Dossier) -> None:
    [(conflict, side)] = relations(dossier, "venn").conflicts
    assert (conflict.id, side) == ("c", 0)
    assert holders(dossier, conflict.positions[0]) == ("venn",)
    assert opponents(dossier, conflict, 0) == ("council", "wire")
    assert opponents(dossier, conflict, 2) == ("venn", "council", "wire")
    assert conflicts_of(dossier, "late") == conflicts_of(dossier, "council") == conflicts_of(dossier, "c") == ["c"]
    assert conflicts_of(dossier, "f") == []


def test_a_group_holds_a_position_for_its_members(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(DIGEST.replace("held_by: [council, wire]", "held_by: [both]"), wire="Venn", radio="x")
    assert [side for _, side in relations(dossier, "council").conflicts] == [1]


@given(dossiers())
def test_what_an_actor_says_is_all_that_one_of_its_voices_says_dated_by_date(dossier: Dossier) -> None:
    digest = dossier.digest
    for actor in digest.actors:
        found = relations(dossier, actor.id)
        voices = digest.voices(actor.id)
        spoken = {item.id for item in digest.statements if item.speaker in voices}
        spoken |= {item.id for item in digest.quotes if item.speaker in voices}
        assert {item.id for item in found.said} == spoken
        assert len(found.said) == len(spoken)
        dates = [item.when.earliest if item.when else "~" for item in found.said]
        assert dates == sorted(dates)
        assert sum(len(mentions) for _, mentions in found.mentions) == sum(
            one.span is not None for one in dossier.annotations(actor.id)
        )


@given(dossiers())
def test_nobody_is_at_odds_with_who_shares_the_position(dossier: Dossier) -> None:
    for conflict in dossier.digest.conflicts:
        for side, position in enumerate(conflict.positions):
            assert not set(opponents(dossier, conflict, side)) & set(holders(dossier, position))
