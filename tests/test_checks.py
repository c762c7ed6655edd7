"""What `check` finds, how it says so, and what silences it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.checks import check
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Problem, Severity
from briefing.loading import load_dossier
from briefing.shipped import shipped
from tests.conftest import MakeDossier

WIRE = "The bridge opens on Friday.\nThe bridge is safe, she said.\nThe bridge stays.\n"


def only(dossier: Dossier) -> Problem:
    """Return the only problem there is, but for documents that a test has no item for."""
    [problem] = told(dossier)
    return problem


def told(dossier: Dossier) -> list[Problem]:
    return [problem for problem in check(dossier) if problem.code != "unused-document"]


def fact(passage: str, extra: str = "") -> str:
    return f"facts:\n- id: f\n  text: The bridge opens.\n  evidence: {{doc: wire, {passage}}}\n{extra}"


def test_a_sound_dossier_has_no_problems(make_dossier: MakeDossier) -> None:
    assert check(make_dossier(fact("exact: on Friday"), wire=WIRE)) == ()


def test_the_seed_dossier_has_no_problems() -> None:
    assert check(load_dossier(shipped("seeds"))) == ()


def test_a_folder_without_a_digest_has_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Words.")
    with pytest.raises(BriefingError, match="there is no digest to check") as raised:
        check(load_dossier(tmp_path))
    assert "digest.yaml" in raised.value.mend


def test_an_orphan_names_document_and_words_and_shows_its_line(make_dossier: MakeDossier) -> None:
    problem = only(make_dossier(fact("exact: on Sunday"), wire=WIRE))
    assert (problem.code, problem.severity, problem.item) == ("orphan", Severity.ERROR, "f")
    assert problem.message == "the words 'on Sunday' do not stand in 'wire'"
    assert problem.excerpt == "  evidence: {doc: wire, exact: on Sunday}"
    assert problem.excerpt[problem.place.column - 1 :] == "on Sunday}"
    assert problem.length == len("on Sunday")


def test_an_orphan_that_stands_in_another_document_says_where(make_dossier: MakeDossier) -> None:
    problem = only(make_dossier(fact("exact: on Sunday"), wire=WIRE, gazette="No.\nIt opens on Sunday."))
    assert problem.mend.startswith("they stand in 'gazette', line 2")


def test_an_orphan_that_differs_in_spaces_or_capitals_says_on_which_line(make_dossier: MakeDossier) -> None:
    problem = only(make_dossier(fact('exact: "she said. the bridge"'), wire=WIRE))
    assert problem.mend.startswith("line 2 has them with other spaces")


def test_an_ambiguous_passage_names_its_places(make_dossier: MakeDossier) -> None:
    problem = only(make_dossier(fact("exact: The bridge"), wire=WIRE))
    assert problem.code == "ambiguous"
    assert "in 3 places of 'wire' (lines 1, 2, 3)" in problem.message
    assert problem.mend == "add a `prefix` or `suffix` that only one of them has"


def test_an_ambiguous_passage_does_not_name_a_hundred_lines(make_dossier: MakeDossier) -> None:
    problem = only(make_dossier(fact("exact: bridge"), wire="bridge\n" * 100))
    assert "100 places" in problem.message
    assert "(lines 1, 2, 3, 4, 5 and more)" in problem.message


def test_a_weak_passage_names_its_line(make_dossier: MakeDossier) -> None:
    problem = only(make_dossier(fact("exact: on Friday, prefix: shuts"), wire=WIRE))
    assert problem.code == "weak"
    assert "(line 1), but not beside the given context" in problem.message


def test_an_occurrence_that_does_not_exist_says_how_far_to_count(make_dossier: MakeDossier) -> None:
    problem = only(make_dossier(fact("exact: The bridge, occurrence: 7"), wire=WIRE))
    assert "counts to 3 here" in problem.mend


def test_a_passage_that_a_conflict_names_too_is_reported_once(make_dossier: MakeDossier) -> None:
    conflict = "conflicts:\n- id: c\n  text: When.\n  positions: [{text: Friday., items: [f]}]\n"
    assert only(make_dossier(fact("exact: on Sunday", conflict), wire=WIRE)).item == "f"


def test_a_missing_document_is_one_problem_and_each_of_its_passages_a_note(make_dossier: MakeDossier) -> None:
    digest = "documents: [{id: wire, path: wira.txt}]\n" + fact("exact: on Friday")
    problem, *notes = check(make_dossier(digest, wire=WIRE))
    assert (problem.code, problem.item, problem.mend) == ("missing-document", "wire", "did you mean 'wire.txt'?")
    assert "wira.txt" in problem.excerpt
    assert [(note.code, note.severity, note.item) for note in notes] == [("missing", Severity.NOTE, "f")]


def test_a_file_other_than_the_pinned_one_is_reported(make_dossier: MakeDossier) -> None:
    digest = f"documents: [{{id: wire, path: wire.txt, sha256: {'0' * 64}}}]\n"
    problem = only(make_dossier(digest, wire=WIRE))
    assert (problem.code, problem.severity) == ("changed-document", Severity.WARNING)
    today = problem.mend.split("sha256: ")[1].split("`")[0]
    assert told(make_dossier(digest.replace("0" * 64, today), wire=WIRE)) == []


def test_one_alias_for_two_actors_is_an_error(make_dossier: MakeDossier) -> None:
    actors = "actors:\n- {id: a, name: Orla Venn, aliases: [Venn]}\n- {id: b, name: Nils Venn, aliases: [Venn]}\n"
    problem = only(make_dossier(actors, wire="Venn spoke.\n"))
    assert (problem.code, problem.severity, problem.item) == ("shared-alias", Severity.ERROR, "b")
    assert problem.message == "'Venn' also names 'a'"


def test_a_fact_without_evidence_is_a_warning(make_dossier: MakeDossier) -> None:
    problem = only(make_dossier("facts: [{id: f, text: The bridge opens.}]", wire=WIRE))
    assert (problem.code, problem.severity) == ("no-evidence", Severity.WARNING)


@pytest.mark.parametrize("text", ["It is “quite safe”.", 'It is "quite safe".'])
def test_words_in_quotation_marks_must_stand_in_a_passage(make_dossier: MakeDossier, text: str) -> None:
    digest = f"facts: [{{id: f, text: '{text}', evidence: {{doc: wire, exact: is safe}}}}]"
    problem = only(make_dossier(digest, wire=WIRE))
    assert (problem.code, problem.severity) == ("unquoted-words", Severity.WARNING)
    assert "'quite safe'" in problem.message


@pytest.mark.parametrize("text", ["It “is safe”.", "It “is safe,” they say.", "It ‘quite’ is.", "It “ ” is."])
def test_quotation_marks_may_hold_a_passage_or_nothing_and_single_ones_anything(
    make_dossier: MakeDossier, text: str
) -> None:
    digest = f"facts: [{{id: f, text: '{text}', evidence: {{doc: wire, exact: is safe}}}}]"
    assert check(make_dossier(digest, wire=WIRE)) == ()


def test_a_conflict_may_quote_what_its_positions_and_their_items_carry(make_dossier: MakeDossier) -> None:
    conflict = (
        "conflicts:\n- id: c\n  text: Whether “on Friday” or “stays”.\n  positions:\n"
        "  - {text: “on Friday”., items: [f]}\n  - {text: “stays” put., evidence: {doc: wire, exact: stays}}\n"
    )
    assert check(make_dossier(fact("exact: opens on Friday", conflict), wire=WIRE)) == ()


def test_a_conflict_may_not_quote_what_none_of_them_carries(make_dossier: MakeDossier) -> None:
    conflict = "conflicts:\n- id: c\n  text: When.\n  positions: [{text: “on Monday”., items: [f]}]\n"
    problem = only(make_dossier(fact("exact: on Friday", conflict), wire=WIRE))
    assert (problem.code, problem.item) == ("unquoted-words", "c")


def test_an_item_can_allow_a_rule_with_a_reason(make_dossier: MakeDossier) -> None:
    digest = "facts:\n- {id: f, text: F., allow: {no-evidence: a gap}}\n"
    assert told(make_dossier(digest, wire=WIRE)) == []


def test_a_passage_that_is_not_anchored_is_a_note_where_that_is_allowed(make_dossier: MakeDossier) -> None:
    digest = fact("exact: on Sunday", "  allow: {orphan: the page was taken down}\n")
    problem = only(make_dossier(digest, wire=WIRE))
    assert (problem.code, problem.severity) == ("orphan", Severity.NOTE)
    assert "the page was taken down" in problem.mend


def test_what_one_item_allows_is_not_allowed_to_another(make_dossier: MakeDossier) -> None:
    digest = fact(
        "exact: on Sunday", "  allow: {orphan: gone}\n- {id: g, text: No., evidence: {doc: wire, exact: Monday}}\n"
    )
    problems = check(make_dossier(digest, wire=WIRE))
    assert [problem.item for problem in problems if problem.severity is Severity.ERROR] == ["g"]


def test_problems_come_in_the_order_of_the_file(make_dossier: MakeDossier) -> None:
    digest = (
        "facts:\n- {id: f, text: No evidence.}\n- {id: g, text: Gone., evidence: {doc: wire, exact: gone}}\n"
        "quotes:\n- {id: q, speaker: nobody, evidence: {doc: wire, exact: The bridge}}\n"
    )
    problems = check(make_dossier(digest, wire=WIRE))
    assert [problem.code for problem in problems] == ["no-evidence", "orphan", "dangling-id", "ambiguous"]


def test_a_problem_is_spelled_without_a_control_character(make_dossier: MakeDossier) -> None:
    problem = only(make_dossier(fact('exact: "\\e[2J"'), wire=WIRE))
    assert "\x1b" not in str(problem)


# The work


def crowd(make_dossier: MakeDossier, count: int) -> Dossier:
    """Return a dossier of so many pinned documents that changed, each under a fact that names what none of them has."""
    documents = "".join(f"  - {{id: d{at}, path: wire.txt, sha256: {'0' * 64}, language: en}}\n" for at in range(count))
    facts = "".join(
        f"  - id: f{at}\n    text: Resolution {at} is old.\n    evidence:\n"
        f"      - {{doc: d{at}, exact: on Friday}}\n      - {{doc: d{at}, exact: never said here}}\n"
        for at in range(count)
    )
    return make_dossier(f"documents:\n{documents}facts:\n{facts}", wire=WIRE)


def test_twice_as_many_documents_and_facts_are_twice_the_work(
    make_dossier: MakeDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for name in ("text", "annotations"):
        original = getattr(Dossier, name)

        def counted(dossier: Dossier, id_: str, original: Callable[..., object] = original) -> object:
            asked.append(id_)
            return original(dossier, id_)

        monkeypatch.setattr(Dossier, name, counted)
    work = []
    for count in (100, 200):
        dossier = crowd(make_dossier, count)
        asked.clear()
        codes = {problem.code for problem in check(dossier)}
        assert {"changed-document", "orphan", "unfounded-figure"} <= codes
        work.append(len(asked))
    assert work[1] < 3 * work[0]
