"""Who says what, as a grid: every document in one column, every fact in one row, every sign as the coverage has it."""

from hypothesis import given

from briefing.coverage import coverage, origins, silent
from briefing.digest import Fact
from briefing.dossier import Dossier
from briefing.grid import CODE, SIGNS, SILENT, TELLING, Rank, codes, columns, folded, grid
from tests.conftest import MakeDossier
from tests.invented import dossiers

DOCUMENTS = dict.fromkeys(("wire", "gazette", "radio"), "The bridge is open. The bridge is shut.")
DIGEST = """\
documents:
  - {id: wire, path: wire.txt, origin: base}
  - {id: gazette, path: gazette.txt}
  - {id: radio, path: radio.txt, derived_from: [wire]}
facts:
  - {id: shut, text: It is shut., evidence: [{doc: gazette, exact: The bridge is shut.},
                                             {doc: wire, exact: The bridge is shut., stance: qualifies}]}
  - id: open
    text: It is open.
    importance: 3
    evidence:
      - {doc: wire, exact: The bridge is open.}
      - {doc: radio, exact: The bridge is open.}
      - {doc: gazette, exact: The bridge is shut., stance: disputes}
      - {doc: gazette, exact: The bridge is open.}
  - {id: bare, text: Nobody says so., importance: 1}
"""


def test_documents_of_one_origin_stand_side_by_side(make_dossier: MakeDossier) -> None:
    shown = columns(make_dossier(DIGEST, **DOCUMENTS))
    assert [(column.doc, column.origin, column.joined) for column in shown] == [
        ("wire", "wire", False), ("radio", "wire", True), ("gazette", "gazette", False),
    ]  # fmt: skip


def test_a_cell_shows_the_most_telling_stance(make_dossier: MakeDossier) -> None:
    shown = grid(make_dossier(DIGEST, **DOCUMENTS))
    assert {row.fact: row.signs for row in shown.rows} == {"open": "##x", "shut": "q.#", "bare": "..."}


def test_rows_are_sorted_as_asked(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(DIGEST, **DOCUMENTS)
    orders = {rank: [row.fact for row in grid(dossier, rank).rows] for rank in Rank}
    assert orders == {
        Rank.IMPORTANCE: ["open", "shut", "bare"],
        Rank.DISAGREEMENT: ["open", "shut", "bare"],
        Rank.SUPPORT: ["bare", "shut", "open"],
    }


def test_codes_are_short_and_tell_documents_apart(make_dossier: MakeDossier) -> None:
    names = dict.fromkeys(("radio-one", "radio-two", "wire", "2031", "a-b"), "x")
    assert codes(make_dossier("", **names)) == {
        "radio-one": "1", "radio-two": "2", "wire": "WIR", "2031": "4", "a-b": "AB",
    }  # fmt: skip


@given(dossiers())
def test_every_document_is_in_one_column_and_those_of_one_origin_are_neighbours(dossier: Dossier) -> None:
    shown, groups = columns(dossier), origins(dossier.digest)
    assert sorted(column.doc for column in shown) == sorted(dossier.digest.shelf)
    assert {column.doc: column.origin for column in shown} == groups
    assert sum(not column.joined for column in shown) == len(set(groups.values()))
    assert [column.joined for column in shown] == [
        before is not None and before.origin == column.origin
        for before, column in zip((None, *shown), shown, strict=False)
    ]


@given(dossiers())
def test_every_fact_has_one_row_with_a_sign_for_every_column_that_agrees_with_its_coverage(dossier: Dossier) -> None:
    for rank in Rank:
        shown = grid(dossier, rank)
        assert sorted(row.fact for row in shown.rows) == sorted(fact.id for fact in dossier.digest.facts)
        assert all(shown.rows[place].fact == fact for fact, place in shown.places.items())
    shown = grid(dossier)
    for row, fact in ((row, dossier.digest.items[row.fact]) for row in shown.rows):
        assert isinstance(fact, Fact)
        assert len(row.signs) == len(shown.columns)
        found = coverage(dossier, fact)
        assert row.coverage == found
        for column, sign in zip(shown.columns, row.signs, strict=True):
            bearing = [SIGNS[stance] for stance in SIGNS if column.doc in getattr(found, stance.value)]
            assert sign == (bearing[0] if bearing else SILENT)
            assert (sign == SILENT) == (column.doc in silent(dossier, fact))


@given(dossiers())
def test_a_fact_has_no_more_supporters_than_documents_and_no_origin_without_one(dossier: Dossier) -> None:
    for row in grid(dossier).rows:
        assert len(row.coverage.supports) <= len(dossier.digest.documents)
        assert bool(row.coverage.origins) == bool(row.coverage.supports)


@given(dossiers())
def test_no_two_documents_share_a_code(dossier: Dossier) -> None:
    found = codes(dossier)
    assert set(found) == set(dossier.digest.shelf)
    assert len(set(found.values())) == len(found)
    assert all(0 < len(code) <= CODE for code in found.values())


@given(dossiers())
def test_folded_there_is_one_column_for_each_origin_and_nothing_that_tells_more_is_hidden(dossier: Dossier) -> None:
    whole = grid(dossier)
    shown = folded(whole)
    assert [doc for column in shown.columns for doc in column.docs] == [column.doc for column in whole.columns]
    assert len({column.origin for column in shown.columns}) == len(shown.columns)
    assert not any(column.joined for column in shown.columns)
    signs = {column.doc: at for at, column in enumerate(whole.columns)}
    for before, after in zip(whole.rows, shown.rows, strict=True):
        assert (before.fact, before.coverage) == (after.fact, after.coverage)
        for column, sign in zip(shown.columns, after.signs, strict=True):
            behind = {before.signs[signs[doc]] for doc in column.docs}
            assert sign in behind
            assert all(TELLING.index(sign) <= TELLING.index(other) for other in behind)
    assert (shown.documents, whole.documents) == (len(dossier.digest.shelf),) * 2
    assert shown.ties == whole.ties == shown.folded
