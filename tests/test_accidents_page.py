"""docs/accidents.md names tests that there are, and every accident that is tested."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", (ROOT / "docs" / "accidents.md").read_text("utf-8"))


def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {function.name for function in functions if function.name.startswith("test_")}


@pytest.mark.parametrize("path", sorted({path for path, _ in NAMED}))
def test_every_test_that_is_named_is_there(path: str) -> None:
    assert {name for one, name in NAMED if one == path} <= names_in(path)


@pytest.mark.parametrize("path", ["tests/terminal/test_accidents.py", "tests/reader/test_restricted.py"])
def test_every_accident_and_attempt_that_is_tested_is_told(path: str) -> None:
    untold = names_in(path) - {name for _, name in NAMED} - {"test_the_guard_hears_what_it_must"}
    assert untold == set()
