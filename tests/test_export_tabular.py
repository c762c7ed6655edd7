"""Tables for spreadsheets: every passage and every fact, and nothing that a spreadsheet would run."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.display import UNSAFE
from briefing.dossier import Dossier
from briefing.export import FORMATS
from briefing.export.jsonl import KEYS, rows
from briefing.export.tabular import grid_csv, passages_csv, safe
from briefing.grid import grid
from tests.conftest import MakeDossier
from tests.invented import dossiers

DIGEST = r"""
facts:
  - id: f
    text: "=HYPERLINK(\"x\"), \e[31mred"
    evidence: [{doc: wire, exact: "-1+2, \"said\" she\nand left"}, {doc: radio, exact: nowhere}]
  - {id: bare, text: "@sum"}
"""


@pytest.fixture
def dossier(make_dossier: MakeDossier) -> Dossier:
    return make_dossier(DIGEST, wire='-1+2, "said" she\nand left', radio="x")


def read(table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table, newline=""), strict=True))


def test_a_passage_is_a_row_with_the_keys_of_the_json_lines(dossier: Dossier) -> None:
    head, *lines = read(passages_csv(dossier))
    assert head == list(KEYS)
    found = [dict(zip(head, line, strict=True)) for line in lines]
    assert [(one["id"], one["status"]) for one in found] == [("f", "exact"), ("f", "orphan"), ("bare", "")]
    assert found[0]["exact"] == '\'-1+2, "said" she\nand left'
    assert found[0]["text"] == '\'=HYPERLINK("x"), ␛[31mred'


def test_a_fact_is_a_row_with_a_column_for_every_document(dossier: Dossier) -> None:
    assert read(grid_csv(dossier)) == [
        ["id", "text", "wire", "radio", "supports", "origins"],
        ["", "origin", "wire", "radio", "", ""],
        ["f", '\'=HYPERLINK("x"), ␛[31mred', "supports", "silent", "1", "1"],
        ["bare", "'@sum", "silent", "silent", "0", "0"],
    ]


def test_lines_end_as_the_standard_has_it(dossier: Dossier) -> None:
    for table in (passages_csv(dossier), grid_csv(dossier)):
        assert table.endswith("\r\n")
        assert table.count("\r") == len(read(table))
        table.encode("utf-8")


@given(st.text() | st.text("=+-@\t\r\n x\u00a0＝"))
def test_no_cell_begins_a_formula_and_none_is_cut(cell: str) -> None:
    found = safe(cell)
    assert not found.strip(" \u00a0\n") or found.lstrip(" \u00a0\n")[0] not in "=+-@＝＋－＠"
    assert not re.search(UNSAFE, found)
    assert len(found.replace("'", "")) == len(cell.replace("'", ""))


@given(dossiers())
def test_the_tables_hold_what_there_is(dossier: Dossier) -> None:
    assert len(read(FORMATS["csv"](dossier))) == 1 + len(list(rows(dossier)))
    assert len(read(FORMATS["grid-csv"](dossier))) == 2 + len(grid(dossier).rows)
