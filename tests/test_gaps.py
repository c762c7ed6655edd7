"""Where a dossier is thin, said in a sentence."""

from hypothesis import given

from briefing.coverage import coverage
from briefing.cursor import begin
from briefing.dossier import Dossier
from briefing.gaps import Lack, gaps
from briefing.review import Note, State, marked, noted
from briefing.standing import fingerprint
from briefing.walking import gaps_here, lacking, next_gap, previous_gap
from tests.conftest import MakeDossier
from tests.invented import dossiers

DIGEST = """\
documents:
  - {id: wire, path: wire.txt}
  - {id: radio, path: radio.txt, derived_from: [wire]}
  - {id: gazette, path: gazette.txt}
facts:
  - {id: minor, text: M., importance: 1, evidence: {doc: wire, exact: open}}
  - {id: sound, text: S., evidence: [{doc: wire, exact: open}, {doc: gazette, exact: open}]}
  - {id: copied, text: C., importance: 3, evidence: [{doc: wire, exact: open}, {doc: radio, exact: open}]}
  - {id: lost, text: L., evidence: [{doc: wire, exact: never}, {doc: wire, exact: nowhere}]}
quotes:
  - {id: gone, form: text, evidence: {doc: wire, exact: never}}
conflicts:
  - {id: sides, text: P., positions: [{text: Open., items: [sound]}, {text: Shut.}]}
"""


def made(make_dossier: MakeDossier) -> Dossier:
    return make_dossier(DIGEST, wire="It is open.", radio="It is open.", gazette="It is open.")


def test_a_gap_says_what_is_missing_key_items_first(make_dossier: MakeDossier) -> None:
    assert [(gap.item, gap.lack, gap.sentence) for gap in gaps(made(make_dossier))] == [
        ("copied", Lack.SINGLE, "2 documents support it, all from one origin"),
        ("lost", Lack.UNANCHORED, "2 passages are not anchored"),
        ("lost", Lack.UNCOVERED, "no document supports it"),
        ("gone", Lack.UNANCHORED, "a passage is not anchored"),
        ("gone", Lack.UNCOVERED, "no passage of it can be shown"),
        ("sides", Lack.ONE_SIDED, "nothing carries position 2: Shut."),
        ("minor", Lack.SINGLE, "only one document supports it"),
    ]


def test_what_nobody_checked_is_a_gap_after_all_others_once_somebody_has_begun(make_dossier: MakeDossier) -> None:
    dossier = made(make_dossier)
    before = gaps(dossier)

    def saying(state: State, item: str, words: str = "") -> Dossier:
        mark = marked(dossier.reviews, item, state, "ines", "", words or fingerprint(dossier, item))
        return dossier.with_reviews(mark)

    begun = gaps(saying(State.DOUBTFUL, "sound"))
    assert begun[: len(before)] == before
    assert [(gap.item, gap.lack) for gap in begun[len(before) :]] == [
        (item, Lack.UNCHECKED) for item in ("copied", "lost", "gone", "sides", "minor")
    ]
    lapsed = {gap.item: gap.sentence for gap in gaps(saying(State.CHECKED, "sound", "00ff"))[len(before) :]}
    assert "lapsed" in lapsed["sound"]
    assert lapsed["lost"] == "unchecked"
    assert gaps(dossier.with_reviews(noted(dossier.reviews, "sound", Note("?")))) == before


def test_walking_the_gaps_goes_from_item_to_item_and_stops_at_the_ends(make_dossier: MakeDossier) -> None:
    dossier = made(make_dossier)
    cursor, seen = begin(dossier), []
    for _ in lacking(dossier):
        cursor = next_gap(dossier, cursor, 1)
        seen.append(cursor.item)
        assert cursor.row(cursor.pane) == cursor.item
        assert gaps_here(dossier, cursor)
    assert seen == ["lost", "gone", "sides", "minor", "minor"]
    assert next_gap(dossier, cursor, 1) == cursor
    assert previous_gap(dossier, cursor, 2).item == "gone"
    assert previous_gap(dossier, cursor, 99).item == "copied"


@given(dossiers())
def test_a_fact_of_one_origin_or_none_is_a_gap_and_no_other_is_for_that_reason(dossier: Dossier) -> None:
    found = {(gap.item, gap.lack) for gap in gaps(dossier)}
    for fact in dossier.digest.facts:
        origins = coverage(dossier, fact).origins
        assert ((fact.id, Lack.SINGLE) in found) == (origins == 1)
        assert ((fact.id, Lack.UNCOVERED) in found) == (origins == 0)
    for item in dossier.digest:
        lost = any(one.anchor.status.distrusted for one in dossier.annotations(item.id))
        assert ((item.id, Lack.UNANCHORED) in found) == lost


@given(dossiers())
def test_every_gap_is_reached(dossier: Dossier) -> None:
    cursor, seen = begin(dossier), []
    while (moved := previous_gap(dossier, cursor, 1)) != cursor:
        cursor = moved
    seen.append(cursor.item)
    while (moved := next_gap(dossier, cursor, 1)) != cursor:
        cursor = moved
        seen.append(cursor.item)
    assert not lacking(dossier) or seen == lacking(dossier)
