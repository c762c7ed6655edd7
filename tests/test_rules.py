"""Every rule of `check` is declared, documented, found in its own example, and emitted nowhere without a rule."""

import ast
import re
from pathlib import Path

import pytest

from briefing.checks import check, nothing
from briefing.errors import BriefingError, Problem, ProblemsError
from briefing.loading import load_dossier
from briefing.rules import GROUPS, RULES, Rule, rule
from briefing.rules.page import checks_page, explained
from tests.conftest import MakeDossier

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
of_each_rule = pytest.mark.parametrize("of", RULES.values(), ids=RULES)


def problems_of(of: Rule, folder: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the example of a rule."""
    for name, text in {"digest.yaml": of.example.digest, **of.example.documents}.items():
        (folder / name).write_text(text, encoding=of.example.encoding, newline="")
    try:
        dossier = load_dossier(folder)
    except ProblemsError as error:
        return error.problems
    return (*nothing(dossier), *check(dossier))


@of_each_rule
def test_the_example_of_a_rule_breaks_it_and_no_worse_one(of: Rule, tmp_path: Path) -> None:
    found = {problem.code: problem for problem in problems_of(of, tmp_path)}
    assert of.code in found
    assert found[of.code].severity is of.severity
    companions = {"missing-document": {"missing"}, "missing": {"missing-document"}}
    unread = {"unreadable-document": {"missing"}, "undecodable-document": {"missing"}, "outside-folder": {"missing"}}
    allowed = companions | unread | {"unknown-key": set(), "missing-key": set(), "elsewhere": {"unused-document"}}
    assert set(found) - {of.code} <= allowed.get(of.code, set())


@of_each_rule
def test_a_problem_of_the_example_is_shown_at_its_place(of: Rule, tmp_path: Path) -> None:
    for problem in problems_of(of, tmp_path):
        if problem.length:
            assert problem.excerpt[problem.place.column - 1 :][: problem.length].strip()


@of_each_rule
def test_a_rule_is_worded_as_all_of_them(of: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", of.code)
    assert re.fullmatch(r"[A-Z].*\.", of.meaning)
    assert of.explanation.endswith(".")
    assert f"[{of.code}]" in next(explained(of, 80))
    assert all(len(line) <= 80 or line.startswith("    ") for line in explained(of, 80))


def test_codes_are_declared_once() -> None:
    assert len(RULES) == sum(map(len, GROUPS.values()))


def test_the_page_is_made_from_the_table() -> None:
    assert checks_page() == PAGE, "make docs"


def test_every_code_that_is_emitted_is_declared() -> None:
    files = [*(ROOT / "briefing").glob("*.py"), *(ROOT / "briefing/checks").glob("*.py")]
    elsewhere = {"key-clash"}  # of the settings, which are no dossier
    emitted = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                at = 1 if name == "_unreadable" else 0
                first = node.args[at] if len(node.args) > at else None
                if name in {"add", "complain", "Problem", "_unreadable"} and isinstance(first, ast.Constant):
                    emitted.add(first.value)
    assert {"orphan"} | emitted - elsewhere <= set(RULES) | {"orphan"}
    assert len(emitted) > 20


def test_a_misspelt_code_gets_a_suggestion() -> None:
    with pytest.raises(BriefingError, match="there is no rule 'orphn'") as raised:
        rule("orphn")
    assert raised.value.mend == "did you mean 'orphan'?"


FINE = """\
The bridge reopens on Friday 7 March, says Order 66.
The fee is 1,400 for twelve lorries. “It is safe,” she said.
"""


@pytest.mark.parametrize(
    "item",
    [
        "text: It reopens on 7 March., when: 2031-03-07, evidence: {doc: wire, exact: reopens on Friday}",
        "text: The fee is 1400., evidence: {doc: wire, exact: 'The fee is 1,400'}",
        "text: For 12 lorries., evidence: {doc: wire, exact: twelve lorries}",
        "text: Order 66 says so., evidence: {doc: wire, exact: reopens on Friday}",
        "text: It is F4., evidence: {doc: wire, exact: reopens on Friday}",
    ],
)
def test_a_figure_that_a_passage_a_date_or_a_name_has_is_founded(item: str, make_dossier: MakeDossier) -> None:
    assert check(make_dossier(f"facts: [{{id: f, {item}}}]\n", wire=FINE)) == ()


@pytest.mark.parametrize(
    ("exact", "line"),
    [
        ("It is safe", "“It is safe,” she said."),
        ("It is safe", '"It is safe," she said.'),
        ("“It is safe,”", "So “It is safe,” she said."),
        ("is safe", "She said ‘is safe’."),
        ("It is safe", "”It is safe,” she said."),
        ("It is safe", "«It is safe», she said."),
    ],
)
def test_words_between_marks_of_any_kind_are_a_quote(exact: str, line: str, make_dossier: MakeDossier) -> None:
    quote = f"{{id: q, speaker: a, evidence: {{doc: wire, exact: '{exact}'}}}}"
    digest = f"actors: [{{id: a, name: A}}]\nquotes: [{quote}]\n"
    assert check(make_dossier(digest, wire=f"{line}\n")) == ()


def test_facts_that_differ_in_a_figure_a_day_or_a_negation_are_no_twins(make_dossier: MakeDossier) -> None:
    texts = ("The bridge is open to freight on Friday.", "The bridge is not open to freight on Friday.",
             "The bridge is open to freight on Monday.")  # fmt: skip
    evidence = "evidence: {doc: wire, exact: safe}"
    facts = "".join(f"- {{id: f{at}, text: {text}, {evidence}}}\n" for at, text in enumerate(texts))
    assert check(make_dossier(f"facts:\n{facts}", wire=FINE)) == ()


def test_a_condition_that_another_passage_of_the_item_has_is_not_cut_off(make_dossier: MakeDossier) -> None:
    wire = "The bridge and the road to it open on Friday, unless it is raining in the hills.\n"
    digest = (
        "facts: [{id: f, text: It is open., evidence: [{doc: wire, exact: open on Friday}, "
        "{doc: wire, exact: unless it is raining, stance: qualifies}]}]\n"
    )
    assert check(make_dossier(digest, wire=wire)) == ()
    german = (
        "documents: [{id: wire, path: wire.txt, language: de}]\n"
        "facts: [{id: f, text: Sie ist offen., evidence: {doc: wire, exact: open on Friday}}]\n"
    )
    assert check(make_dossier(german, wire=wire)) == ()


def test_documents_known_to_repeat_another_are_not_told_for_every_fact(make_dossier: MakeDossier) -> None:
    digest = (
        "documents:\n- {id: a, path: a.txt}\n- {id: b, path: b.txt, derived_from: a, allow: {one-origin: known}}\n"
        "facts: [{id: f, text: F., evidence: [{doc: a, exact: Same}, {doc: b, exact: Same}]}]\n"
    )
    assert check(make_dossier(digest, a="Same.\n", b="Same.\n")) == ()
