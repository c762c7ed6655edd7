"""SECURITY.md names tests that there are."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = re.findall(r"^\|[^|]+\| `(tests/[^`:]+)(?:::(\w+))?` \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[name or path for path, name in NAMED])
def test_a_test_that_is_named_is_there(path: str, name: str) -> None:
    functions = {
        node.name
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }
    assert name in functions if name else functions


def test_every_row_names_one() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| Attack")]
    assert len(rows) == len(NAMED) > 30


def test_the_limit_that_is_told_is_the_one_that_holds() -> None:
    from briefing.regular import LARGEST

    assert f"{LARGEST:,} bytes" in PAGE


def test_nobody_is_named_who_may_not_exist() -> None:
    assert "@" not in PAGE
    assert "://" not in PAGE
