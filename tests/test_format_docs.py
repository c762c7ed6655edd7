"""The pages about the format say what the program does: keys, words, defaults and examples."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import fields

from briefing import vocabulary
from briefing.checks import check
from briefing.coverage import coverage
from briefing.dates import well_formed
from briefing.digest import Fact, Quote
from briefing.dossier import Dossier
from briefing.errors import Severity
from briefing.export.jsonl import KEYS, jsonl
from briefing.loading import load_dossier
from briefing.parsing import FORMAT, parse_digest
from briefing.passages import Passage
from briefing.records import Record
from briefing.references import ID
from briefing.vocabulary import Stance
from briefing.yamltree import Mapping, Node, Scalar, read_tree

ROOT = Path(__file__).parents[1]
REFERENCE = (ROOT / "docs/digest.md").read_text(encoding="utf-8")
ROWS_PAGE = (ROOT / "docs/jsonl.md").read_text(encoding="utf-8")
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs/digest.schema.json").read_text(encoding="utf-8"))
DEFINITIONS: dict[str, dict[str, Any]] = SCHEMA["$defs"]

EXAMPLES: list[str] = re.findall(r"^```yaml\n(.*?)^```", REFERENCE, re.DOTALL | re.MULTILINE)
WHOLE = next(example for example in EXAMPLES if example.startswith("format:"))
DOCUMENTS: list[tuple[str, str]] = re.findall(r"`([\w.-]+)`:\n\n```text\n(.*?)```", REFERENCE, re.DOTALL)


@dataclass(frozen=True)
class Sort:
    """A sort of record: what the parser calls it, where the schema has it, which tables describe it."""

    what: str
    schema: dict[str, Any]
    headings: tuple[str, ...]


SORTS = [
    Sort("a digest", SCHEMA, ("The digest",)),
    Sort("a document", DEFINITIONS["document"], ("Documents",)),
    Sort("an actor", DEFINITIONS["actor"], ("Every item", "Actors")),
    Sort("a fact", DEFINITIONS["fact"], ("Every item", "Facts")),
    Sort("a statement", DEFINITIONS["statement"], ("Every item", "Statements")),
    Sort("a quote", DEFINITIONS["quote"], ("Every item", "Quotes")),
    Sort("a conflict", DEFINITIONS["conflict"], ("Every item", "Conflicts")),
    Sort("a position", DEFINITIONS["position"], ("Positions",)),
    Sort("a passage", DEFINITIONS["passage"], ("Passages",)),
    Sort("when", DEFINITIONS["dated"], ("When",)),
]

ONE_OF_EACH = """\
format: briefing/1
documents: [{}]
actors: [{}]
facts: [{when: {}, evidence: {}}]
statements: [{}]
quotes: [{}]
conflicts: [{positions: [{}]}]
"""

of_each_sort = pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.what)
of_each_example = pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))


@dataclass(frozen=True)
class Row:
    """A row of a table that describes keys."""

    needed: str
    holds: str
    default: str


def described(sort: Sort) -> dict[str, Row]:
    """Return the rows of the tables for a sort of record, by key."""
    sections = dict(re.findall(r"^#{2,3} (.*?)\n(.*?)(?=^#{2,3} |\Z)", REFERENCE, re.DOTALL | re.MULTILINE))
    rows = {}
    for heading in sort.headings:
        for key, *cells in re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \| (.*?) ?\|$", sections[heading], re.MULTILINE):
            assert key not in rows
            rows[key] = Row(*(cell.replace("`", "") for cell in cells))
    return rows


def completed(example: str) -> str:
    """Return an example as a whole digest: a list of passages carries a fact, and what is missing is as on the page."""
    if example.startswith("- "):
        lines = "".join(f"      {line}\n" for line in example.splitlines())
        example = f"facts:\n  - id: f-wrapped\n    text: Wrapped.\n    evidence:\n{lines}"
    if "format:" in example:
        return example
    sections = dict(re.findall(r"^(\w+):\n(.*?)(?=^\w|\Z)", WHOLE, re.DOTALL | re.MULTILINE))
    missing = [] if "documents:" in example else [name for name in ("documents", "actors") if f"{name}:" not in example]
    return f"format: {FORMAT}\n{example}\n" + "".join(f"{name}:\n{sections[name]}" for name in missing)


@pytest.fixture
def example_folder(tmp_path: Path) -> Path:
    """Return a folder with the dossier of the reference."""
    for name, text in DOCUMENTS:
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "digest.yaml").write_text(WHOLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def example_dossier(example_folder: Path) -> Dossier:
    return load_dossier(example_folder)


def faults(value: object, schema: dict[str, Any], where: str = "$") -> Iterator[str]:
    """Yield what JSON Schema finds wrong with `value`, as far as this schema makes use of it."""
    if "$ref" in schema:
        yield from faults(value, DEFINITIONS[schema["$ref"].removeprefix("#/$defs/")], where)
    if "anyOf" in schema and all(any(faults(value, choice)) for choice in schema["anyOf"]):
        yield f"{where}: {value!r} fits none of the choices"
    types: dict[str, Any] = {"object": dict, "array": list, "string": str, "number": (int, float), "integer": int}
    allowed = schema.get("type", [])
    if allowed and (
        isinstance(value, bool)
        or not any(isinstance(value, types[name]) for name in ([allowed] if isinstance(allowed, str) else allowed))
    ):
        yield f"{where}: {value!r} is not {allowed}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{where}: {value!r} is not {schema['const']!r}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{where}: {value!r} does not look right"
    if isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{where}: {value!r} is out of bounds"
    if isinstance(value, list) and "items" in schema:
        for at, entry in enumerate(value):
            yield from faults(entry, schema["items"], f"{where}[{at}]")
    if isinstance(value, dict):
        yield from (f"{where}: {key!r} is missing" for key in schema.get("required", ()) if key not in value)
        for key, entry in value.items():
            inner = schema.get("properties", {}).get(key, schema.get("additionalProperties", {}))
            yield from [f"{where}: {key!r} is unknown"] if inner is False else faults(entry, inner, f"{where}.{key}")


def as_editors_read(node: Node | None) -> object:
    """Return plain data as YAML 1.2 has it, which editors follow: numbers, true, false and null are no texts."""
    if isinstance(node, Scalar):
        words = {"true": True, "false": False, "null": None, "~": None, "": None}
        if node.quoted or not (node.text in words or re.fullmatch(r"[-+]?\d+(\.\d*)?", node.text)):
            return node.text
        return words[node.text] if node.text in words else json.loads(node.text.lstrip("+").lstrip("0") or "0")
    if isinstance(node, Mapping):
        return {key: as_editors_read(value) for key, (_, value) in node.entries.items()}
    return [as_editors_read(entry) for entry in node.items] if node else None


def faults_of(digest: str) -> list[str]:
    return list(faults(as_editors_read(read_tree(digest, "digest.yaml").root), SCHEMA))


def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Return the keys that the parser asks for, by sort of record."""
    records: list[Record] = []
    begin = Record.__init__

    def remembered(self: Record, *arguments: Any) -> None:
        begin(self, *arguments)
        records.append(self)

    monkeypatch.setattr(Record, "__init__", remembered)
    parse_digest(ONE_OF_EACH, "digest.yaml")
    found: dict[str, set[str]] = {}
    for record in records:
        found.setdefault(record.what, set()).update(record.asked)
    return found


def test_every_sort_of_record_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(asked(monkeypatch)) == {sort.what for sort in SORTS}


@of_each_sort
def test_the_parser_the_schema_and_the_reference_have_the_same_keys(
    sort: Sort, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(monkeypatch)[sort.what] == set(sort.schema["properties"]) == set(described(sort))
    assert sort.schema["additionalProperties"] is False


@of_each_sort
def test_the_schema_and_the_reference_have_the_same_words_defaults_and_needs(sort: Sort) -> None:
    properties = sort.schema["properties"]
    for key, row in described(sort).items():
        assert properties[key]["description"] == row.holds
        assert str(properties[key].get("default", "")) == row.default
    assert {key for key, row in described(sort).items() if row.needed == "yes"} == set(sort.schema["required"])


@of_each_sort
def test_what_the_reference_calls_needed_the_parser_misses(sort: Sort) -> None:
    lists = ("documents", "actors", "facts", "statements", "quotes", "conflicts")
    _, problems = parse_digest(ONE_OF_EACH, "digest.yaml")
    _, without_format = parse_digest("title: Karro", "digest.yaml")
    missed = {
        problem.key: problem.severity
        for problem in [*problems, *without_format]
        if problem.code == "missing-key" and problem.message.startswith(f"{sort.what} needs")
    }
    rows = described(sort)
    needed = {key for key, row in rows.items() if row.needed == "yes"}
    expected = {key for key, row in rows.items() if row.needed == "expected"}
    if sort.what != "when":  # a record without a date says nothing
        assert {key for key, severity in missed.items() if severity is Severity.ERROR} == needed
    assert {key for key, severity in missed.items() if severity is Severity.WARNING} == expected
    assert all(rows[key].needed == "no" for key in lists if sort.what == "a digest")


def test_the_schema_offers_the_values_that_the_parser_takes() -> None:
    values = {
        ("passage", "stance"): tuple(Stance),
        ("statement", "mode"): vocabulary.MODES,
        ("quote", "form"): vocabulary.FORMS,
        ("dated", "basis"): vocabulary.BASES,
        ("document", "markup"): vocabulary.MARKUPS,
        ("document", "reliability"): vocabulary.RELIABILITIES,
        ("fact", "credibility"): vocabulary.CREDIBILITIES,
    } | {(kind, "importance"): vocabulary.IMPORTANCES for kind in ("actor", "fact", "statement", "quote", "conflict")}
    offered = {
        (name, key): tuple(map(str, value["enum"]))
        for name, definition in DEFINITIONS.items()
        for key, value in definition.get("properties", {}).items()
        if "enum" in value
    }
    assert offered == values
    assert SCHEMA["properties"]["format"]["const"] == FORMAT


def test_the_reference_explains_every_form_and_stance() -> None:
    for word in (*vocabulary.FORMS, *Stance):
        assert re.search(rf"^\| `{word}` \| [^|]* \|$", REFERENCE, re.MULTILINE)


def test_the_defaults_are_those_of_the_vocabulary() -> None:
    held = {found.name: found.default for found in (*fields(Fact), *fields(Quote), *fields(Passage))}
    for name, key in (("fact", "importance"), ("quote", "form"), ("passage", "stance")):
        assert DEFINITIONS[name]["properties"][key]["default"] == held[key]


@pytest.mark.parametrize(
    "id_",
    ["f-1", "_a", "7", "Übersee", "мост", "a.b_c-d", "", "-a", ".a", "a b", "a/b", "a:b", "a,b", "{a}", "~", "a\tb"],
)
def test_the_schema_takes_the_ids_that_the_parser_takes(id_: str) -> None:
    assert any(faults(id_, DEFINITIONS["id"])) != bool(ID.fullmatch(id_))


@pytest.mark.parametrize(
    "date",
    ["2031", "2031-03", "2031-03-07", "2031~", "2031-03-07~", "2031-03~/2031-04-01", "2031/2032~", "0001-01-01",
     "", "0000", "31", "2031-13", "2031-00", "2031-3", "2031-03-32", "~2031", "2031/", "/2031", "../2031", "Friday",
     "2031-03-07T12:00", "2031/2032/2033", "20310307", "2031-03-07 "],
)  # fmt: skip
def test_the_schema_takes_the_dates_that_the_parser_takes(date: str) -> None:
    assert any(faults(date, DEFINITIONS["date"])) != well_formed(date)


@of_each_example
def test_examples_of_the_reference_are_read_without_a_problem(example: str) -> None:
    digest, problems = parse_digest(completed(example), "digest.yaml")
    assert digest
    assert not problems
    assert not faults_of(completed(example))


@pytest.mark.parametrize("example", [WHOLE, *(example for example in EXAMPLES if "documents:" not in example)])
def test_passages_in_the_reference_are_found(example: str, example_folder: Path) -> None:
    (example_folder / "digest.yaml").write_text(completed(example), encoding="utf-8")
    dossier = load_dossier(example_folder)
    assert [problem for problem in check(dossier) if problem.severity is not Severity.NOTE] == []
    assert not dossier.distrusted()


def test_the_example_comes_to_what_the_reference_says(example_dossier: Dossier) -> None:
    fact = example_dossier.digest.facts[0]
    assert f'that `{fact.id}` has "{coverage(example_dossier, fact).summary}"' in REFERENCE


def test_papers_that_print_one_report_are_one_origin(example_folder: Path) -> None:
    three = next(example for example in EXAMPLES if "weekly" in example)
    names = re.findall(r"path: (\S+?),", three)
    evidence = "".join(f"      - {{doc: {Path(name).stem}, exact: Same.}}\n" for name in names)
    for name in names:
        (example_folder / name).write_text("Same.\n", encoding="utf-8")
    fact = f"facts:\n  - id: f\n    text: Same.\n    evidence:\n{evidence}"
    (example_folder / "digest.yaml").write_text(f"format: {FORMAT}\n{three}{fact}", encoding="utf-8")
    dossier = load_dossier(example_folder)
    assert f'"{coverage(dossier, dossier.digest.facts[0]).summary}"' in REFERENCE


def test_the_digest_of_the_seeds_fits_the_schema() -> None:
    assert not faults_of((ROOT / "seeds/digest.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ("titel: x", "'titel' is unknown"),
        ("as_of: Friday", "does not look right"),
        ("title: true", "is not ['string', 'number']"),
        ("facts: [{id: f}]", "'text' is missing"),
        ("facts: [{id: f, text: t, importance: 4}]", "4 is none of"),
        ("facts: [{id: f, text: t, evidence: {doc: d}}]", "fits none of the choices"),
        ("facts: [{id: a b, text: t}]", "does not look right"),
        ("as_of: 31", "is out of bounds"),
    ],
)
def test_the_schema_finds_fault(wrong: str, fault: str) -> None:
    found = faults_of(f"format: {FORMAT}\n{wrong}\n")
    assert len(found) == 1
    assert fault in found[0]


def test_the_format_is_needed() -> None:
    assert faults_of("title: x") == ["$: 'format' is missing"]


def test_the_page_on_rows_names_every_key_in_order(example_dossier: Dossier) -> None:
    rows = [json.loads(line) for line in jsonl(example_dossier).splitlines()]
    named = re.findall(r"^\| `(\w+)` \| [^|]* \| [^|]* \| [^|]* \|$", ROWS_PAGE, re.MULTILINE)
    assert named == list(KEYS)
    assert all(list(row) == named for row in rows)


def test_the_rows_on_the_page_are_rows_of_the_example(example_dossier: Dossier) -> None:
    rows = [json.loads(line) for line in jsonl(example_dossier).splitlines()]
    shown = re.findall(r"^```json\n(.*?)^```", ROWS_PAGE, re.DOTALL | re.MULTILINE)
    assert len(shown) == 2
    assert all(json.loads(row) in rows for row in shown)


def test_links_lead_somewhere() -> None:
    pages = {"digest.md": REFERENCE, "jsonl.md": ROWS_PAGE}
    anchors = {
        name: {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
               for heading in re.findall(r"^#+ (.*)$", page, re.MULTILINE)}
        for name, page in pages.items()
    }  # fmt: skip
    for name, page in pages.items():
        for target in re.findall(r"\]\(([^)\s]+)\)", page):
            path, _, anchor = target.partition("#")
            assert (ROOT / "docs" / path).exists()
            assert not anchor or anchor in anchors[path or name]
