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

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
LATER = {"changed", "elsewhere", "fuzzy"}
"""Statuses that anchors do not have yet; their examples are orphans until then."""

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
    if of.code in LATER and of.code not in found:
        assert "orphan" in found
        return
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
