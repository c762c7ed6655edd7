"""The house stays as it was drawn: imports run one way, one room knows Textual, and nothing grows too large."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "briefing"

MODULE_LIMIT = 300
FUNCTION_LIMIT = 40

HEAVY = ("textual", "rich", "asyncio", "markdown_it")
"""What a plain command must not wait for."""

MARKDOWN = ("briefing.markdown", "briefing.inline")
"""What reads Markdown and so loads markdown-it, when a document in Markdown is shown and not before."""

DOORS = ("briefing.__main__", "briefing.cli")
"""Where the reader may be opened from: inside a function, so that nothing is loaded before."""

LATE = (
    *DOORS, "briefing.markup", "briefing.reader.wire.lean", "briefing.reader.wire.plainly", "briefing.reader.wire.thin",
    "briefing.reader.screens",
)  # fmt: skip
"""Where something may be imported elsewhere than at the top: the reader, what reads Markdown, Textual, what may be
missing, and what is laid over the reading screen when a key asks for it. tests/test_start.py says what that is."""

TEXTUAL = (App, Screen, ScrollView, Widget, Driver)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
READER = {name for name in MODULES if name.startswith("briefing.reader")}
PLAIN = sorted(set(MODULES) - READER)
WIRE = {name for name in READER if name.startswith("briefing.reader.wire")}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imported(name: str, nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the full name of everything that is imported, a module or what stands in it."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(full_name: str, package: str) -> bool:
    return full_name == package or full_name.startswith(f"{package}.")


def module_of(full_name: str) -> str:
    """Return the module of this project that an imported name stands in, or an empty string."""
    if full_name in MODULES:
        return full_name
    above = full_name.rpartition(".")[0]
    return above if above in MODULES else ""


def running(name: str) -> Iterator[ast.AST]:
    """Yield everything in a module but what is there for the type checker alone."""
    for top in tree(name).body:
        if not for_types_only(top):
            yield from ast.walk(top)


def for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


# Imports


@pytest.mark.parametrize("name", PLAIN)
def test_a_module_outside_the_reader_names_nothing_of_the_screen(name: str) -> None:
    door = any(within(name, place) for place in DOORS)
    everywhere = list(imported(name, ast.walk(tree(name))))
    assert [found for found in everywhere if within(found, "textual") or within(found, "rich")] == []
    at_once = list(imported(name, tree(name).body)) if door else everywhere
    assert [found for found in at_once if within(found, "briefing.reader")] == []


@pytest.mark.parametrize("name", PLAIN)
def test_a_module_outside_the_reader_loads_nothing_of_the_screen(name: str) -> None:
    code = f"import sys, {name}; print(*sorted({{*{HEAVY!r}, 'briefing.reader'}} & {{*sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ("markdown_it" if name in MARKDOWN else "")


def test_markup_waits_for_what_reads_markdown_and_for_nothing_else() -> None:
    everywhere = set(imported("briefing.markup", running("briefing.markup")))
    late = everywhere - set(imported("briefing.markup", tree("briefing.markup").body))
    assert late == {"briefing.markdown.Blocks"}


def test_imports_run_one_way() -> None:
    graph = {
        name: {module_of(found) for found in imported(name, running(name))} - {"", name, *ancestors(name)}
        for name in MODULES
    }
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) == set(MODULES)


def ancestors(name: str) -> set[str]:
    parts = name.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts))}


# The codemap


ROW = re.compile(r"\| (`[^|]+`) \|")


@cache
def codemap() -> list[list[str]]:
    """Return the rows of the codemap, each with the modules and packages that it names."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = [re.findall("`([^`]+)`", found[1]) for line in text.splitlines() if (found := ROW.match(line))]
    return [[full_name(name, first) for name in (first, *others)] for first, *others in rows]


def full_name(name: str, first: str) -> str:
    """Return what a row means by a name: after a module of a package, the next ones are of the same package."""
    folder = "" if "/" in name or first.endswith("/") else first.rpartition("/")[0]
    return ".".join(filter(None, ("briefing", *folder.split("/"), *name.split("/"))))


def row_of(name: str) -> int | None:
    """Return the row of the codemap that names a module, or else the nearest package that it stands in."""
    named = {one: at for at, row in enumerate(codemap()) for one in row}
    return next((named[one] for one in (name, *sorted(ancestors(name), key=len, reverse=True)) if one in named), None)


def test_the_codemap_names_what_there_is_and_once() -> None:
    named = [one for row in codemap() for one in row]
    assert len(named) > 50
    assert {one for one in named if named.count(one) > 1 or one not in MODULES} == set()
    assert {name for name in MODULES if row_of(name) is None} == {"briefing"}


@pytest.mark.parametrize("name", sorted(set(MODULES) - {"briefing"}))
def test_a_row_of_the_codemap_knows_none_below_it(name: str) -> None:
    here = row_of(name)
    assert here is not None
    found = {module_of(one) for one in imported(name, tree(name).body)} - {"", "briefing", *ancestors(name)}
    assert {one for one in found if (row_of(one) or 0) > here} == set()


# Layers


def test_the_core_knows_neither_exports_nor_commands_nor_the_reader() -> None:
    outer = ("briefing.export", "briefing.cli", "briefing.reader", "briefing.__main__")
    core = [name for name in PLAIN if not any(within(name, package) for package in outer)]
    assert core
    found = {name: [one for one in imported(name, ast.walk(tree(name))) if one.startswith(outer)] for name in core}
    assert {name: names for name, names in found.items() if names} == {}


def test_an_export_knows_neither_commands_nor_the_reader() -> None:
    for name in PLAIN:
        if within(name, "briefing.export"):
            found = list(imported(name, ast.walk(tree(name))))
            assert not [one for one in found if one.startswith(("briefing.cli", "briefing.reader"))]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_at_its_top_alone_unless_it_may_wait(name: str) -> None:
    if any(within(name, place) for place in LATE):
        return
    assert list(imported(name, running(name))) == list(imported(name, tree(name).body))


# The private side of Textual


@cache
def private_names() -> frozenset[str]:
    """Return the names that Textual keeps to itself in the classes that the reader builds on."""
    names = {name for owner in TEXTUAL for name in dir(owner)} | {name for owner in TEXTUAL for name in set_in(owner)}
    return frozenset(name for name in names if name.startswith("_") and not name.startswith("__"))


def set_in(owner: type) -> Iterator[str]:
    """Yield the attributes that a class or one of its bases sets on itself when it is made."""
    for base in owner.__mro__:
        source = getattr(sys.modules[base.__module__], "__file__", None)
        if source and base.__module__.startswith("textual"):
            for node in ast.walk(ast.parse(Path(source).read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Attribute)
                    and isinstance(node.ctx, ast.Store)
                    and ast.unparse(node.value) == "self"
                ):
                    yield node.attr


def private_uses(name: str) -> Iterator[str]:
    """Yield where a module reads, sets or defines a name that is Textual's own."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Attribute) and node.attr in private_names():
            yield f"{name}:{node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef) and member.name in private_names():
                    yield f"{name}:{member.lineno}: {node.name}.{member.name}"


def test_textual_keeps_names_to_itself() -> None:
    assert {"_size", "_fatal_error", "_exit_renderables"} <= private_names()
    assert list(private_uses("briefing.reader.wire.crash"))


@pytest.mark.parametrize("name", sorted(READER - WIRE))
def test_only_the_wire_touches_what_is_private_to_textual(name: str) -> None:
    assert list(private_uses(name)) == []


@pytest.mark.parametrize("name", sorted(READER - WIRE))
def test_only_the_wire_imports_private_modules_of_others(name: str) -> None:
    found = imported(name, ast.walk(tree(name)))
    assert [one for one in found if not within(one, "briefing") and "._" in one] == []


# Size


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_read_at_a_sitting(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= MODULE_LIMIT


@pytest.mark.parametrize("name", MODULES)
def test_a_function_is_seen_at_a_glance(name: str) -> None:
    lengths = {
        f"{node.name}:{node.lineno}": (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(tree(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {function: length for function, length in lengths.items() if length > FUNCTION_LIMIT} == {}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_is_for(name: str) -> None:
    assert ast.get_docstring(tree(name))


@pytest.mark.parametrize("name", sorted(READER))
def test_no_work_is_described_by_all_that_it_works_on(name: str) -> None:
    """Textual would spell every argument out, if it were a whole dossier, before the work begins."""
    for function in ast.walk(tree(name)):
        if isinstance(function, ast.AsyncFunctionDef) and len(function.args.args) > 1:
            for mark in function.decorator_list:
                if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "work":
                    assert "description" in {given.arg for given in mark.keywords}, f"{name}: {function.name}"
