"""Who supports a fact, who disputes it, and how many of them really are one."""

from briefing.coverage import Coverage, coverage, distrusted, documents_of, origins, silent
from briefing.dossier import Dossier
from tests.conftest import MakeDossier

DOCUMENTS = dict.fromkeys(("wire", "gazette", "radio", "council"), "The bridge is open. The bridge is shut.")
"""Four documents with the same two sentences."""


def listed(**keys: str) -> str:
    """Return a list of the four documents; `keys` gives some of them further keys."""
    entries = (
        f"  - {{id: {name}, path: {name}.txt{', ' + keys[name] if name in keys else ''}}}\n" for name in DOCUMENTS
    )
    return "documents:\n" + "".join(entries)


def fact(*evidence: str) -> str:
    passages = "".join(f"    - {{exact: The bridge is open., {passage}}}\n" for passage in evidence)
    return f"facts:\n- id: f\n  text: The bridge is open.\n  evidence:\n{passages}"


def covered(dossier: Dossier) -> Coverage:
    return coverage(dossier, dossier.digest.facts[0])


def test_documents_without_ties_are_origins_of_their_own(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(listed(), **DOCUMENTS)
    assert origins(dossier.digest) == {name: name for name in DOCUMENTS}


def test_a_shared_origin_makes_one_group_named_after_its_first_document(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(listed(gazette="origin: base", council="origin: base"), **DOCUMENTS)
    assert origins(dossier.digest) == {"wire": "wire", "gazette": "gazette", "radio": "radio", "council": "gazette"}


def test_ties_hold_over_any_number_of_steps_and_in_any_order(make_dossier: MakeDossier) -> None:
    ties = listed(wire="derived_from: [council]", gazette="origin: base", radio="derived_from: [wire], origin: base")
    assert set(origins(make_dossier(ties, **DOCUMENTS).digest).values()) == {"wire"}


def test_a_document_that_does_not_exist_ties_nobody(make_dossier: MakeDossier) -> None:
    ties = listed(wire="derived_from: [gone]", gazette="derived_from: [gone]")
    assert len(set(origins(make_dossier(ties, **DOCUMENTS).digest).values())) == 4


def test_an_origin_is_never_taken_for_a_document_of_the_same_name(make_dossier: MakeDossier) -> None:
    ties = listed(gazette="origin: wire")
    assert origins(make_dossier(ties, **DOCUMENTS).digest)["gazette"] == "gazette"


def test_every_document_bears_on_a_fact_or_is_silent(make_dossier: MakeDossier) -> None:
    digest = fact("doc: gazette, stance: disputes", "doc: wire", "doc: radio, stance: qualifies")
    dossier = make_dossier(listed() + digest, **DOCUMENTS)
    assert covered(dossier) == Coverage(supports=("wire",), disputes=("gazette",), qualifies=("radio",), origins=1)
    assert silent(dossier, dossier.digest.facts[0]) == ("council",)


def test_of_a_document_without_a_trusted_passage_it_is_not_known_what_it_says(make_dossier: MakeDossier) -> None:
    digest = fact("doc: gazette", "doc: wire, prefix: nowhere", "doc: radio", "doc: radio, prefix: nowhere")
    assert distrusted(make_dossier(listed() + digest, **DOCUMENTS), "f") == ("wire",)


def test_a_document_may_bear_on_a_fact_in_several_ways(make_dossier: MakeDossier) -> None:
    found = covered(make_dossier(listed() + fact("doc: wire", "doc: wire, stance: context"), **DOCUMENTS))
    assert (found.supports, found.context) == (("wire",), ("wire",))


def test_documents_of_one_group_are_one_origin(make_dossier: MakeDossier) -> None:
    digest = listed(gazette="derived_from: [wire]") + fact("doc: wire", "doc: gazette", "doc: radio")
    assert covered(make_dossier(digest, **DOCUMENTS)).summary == "3 documents, 2 origins"


def test_a_passage_with_an_origin_counts_for_that_and_not_for_its_document(make_dossier: MakeDossier) -> None:
    digest = listed(gazette="origin: base") + fact("doc: wire, origin: base", "doc: gazette")
    assert covered(make_dossier(digest, **DOCUMENTS)).summary == "2 documents, 1 origin"


def test_an_unseen_origin_is_one_wherever_passages_name_it(make_dossier: MakeDossier) -> None:
    digest = listed() + fact("doc: wire, origin: unseen", "doc: gazette, origin: unseen", "doc: radio")
    assert covered(make_dossier(digest, **DOCUMENTS)).origins == 2


def test_one_document_can_carry_two_origins(make_dossier: MakeDossier) -> None:
    digest = listed() + fact("doc: wire, origin: unseen", "doc: wire")
    assert covered(make_dossier(digest, **DOCUMENTS)).summary == "1 document, 2 origins"


def test_only_supporting_passages_count_as_origins(make_dossier: MakeDossier) -> None:
    found = covered(make_dossier(listed() + fact("doc: wire", "doc: gazette, stance: disputes"), **DOCUMENTS))
    assert found.summary == "1 document; 1 disputes"


def test_a_passage_that_is_not_anchored_bears_on_nothing(make_dossier: MakeDossier) -> None:
    digest = listed() + fact("doc: wire, prefix: nowhere")
    dossier = make_dossier(digest, **DOCUMENTS)
    found = covered(dossier)
    assert (found, silent(dossier, dossier.digest.facts[0])) == (Coverage(), tuple(DOCUMENTS))
    assert found.summary == "no document supports it"


def test_the_summary_agrees_in_number() -> None:
    assert Coverage(("a", "b"), ("c",), ("d", "e"), origins=1).summary == "2 documents, 1 origin; 1 disputes; 2 qualify"
    assert Coverage(("a",), ("b", "c"), ("d",), origins=1).summary == "1 document; 2 dispute; 1 qualifies"


def test_documents_of_an_item_are_those_that_hold_a_trusted_passage(make_dossier: MakeDossier) -> None:
    digest = listed() + fact("doc: radio", "doc: wire", "doc: council, prefix: nowhere")
    assert documents_of(make_dossier(digest, **DOCUMENTS), "f") == ("wire", "radio")


def test_documents_of_an_actor_are_those_that_name_it(make_dossier: MakeDossier) -> None:
    dossier = make_dossier("actors: [{id: venn, name: Venn}]", wire="Venn spoke.", gazette="Nobody spoke.")
    assert documents_of(dossier, "venn") == ("wire",)
