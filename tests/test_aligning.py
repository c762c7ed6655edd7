"""Two documents by what both report, and what one of them has alone."""

from hypothesis import given

from briefing.aligning import Pair, aligned, alone
from briefing.coverage import documents_of
from briefing.dossier import Dossier
from tests.conftest import MakeDossier
from tests.invented import dossiers


@given(dossiers())
def test_a_pair_is_an_item_with_a_passage_in_either_document_in_order_of_reading(dossier: Dossier) -> None:
    docs = list(dossier.digest.shelf)
    for one, other in ((docs[0], docs[-1]), (docs[-1], docs[0])):
        starts = []
        for pair in aligned(dossier, one, other):
            mine, theirs = (dossier.annotations(pair.item)[at] for at in (pair.one, pair.other))
            assert (mine.doc, theirs.doc) == (one, other)
            assert mine.span is not None
            assert theirs.span is not None
            starts.append(mine.span.start)
        assert starts == sorted(starts)


@given(dossiers())
def test_a_fact_of_one_document_is_in_both_or_in_it_alone(dossier: Dossier) -> None:
    docs = list(dossier.digest.shelf)
    one, other = docs[0], docs[-1]
    lonely = {fact for fact, _ in alone(dossier, one, other)}
    for fact in dossier.digest.facts:
        found = documents_of(dossier, fact.id)
        assert (fact.id in lonely) == (one in found and other not in found)


def test_what_says_so_is_set_beside_what_says_so_and_not_a_headline(make_dossier: MakeDossier) -> None:
    digest = """\
documents: [{id: wire, path: wire.txt}, {id: gazette, path: gazette.txt}]
facts:
  - id: f
    text: The bridge reopens.
    evidence:
      - {doc: wire, exact: Bridge news, stance: context}
      - {doc: wire, exact: The bridge reopens}
      - {doc: gazette, exact: It is open}
"""
    dossier = make_dossier(digest, wire="Bridge news\n\nThe bridge reopens.", gazette="It is open.")
    assert aligned(dossier, "wire", "gazette") == [Pair("f", 1, 2)]
    assert aligned(dossier, "gazette", "wire") == [Pair("f", 2, 1)]
