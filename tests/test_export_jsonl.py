"""The rows for machines: a contract, key by key."""

import json
from pathlib import Path

import pytest

from briefing.dossier import Dossier
from briefing.export.jsonl import KEYS, jsonl
from briefing.loading import load_dossier
from briefing.shipped import shipped
from tests.conftest import MakeDossier

GOLDEN = Path(__file__).parent / "golden" / "seeds.jsonl"
RENEW = "if the change is meant: python -m briefing export seeds --format jsonl -o tests/golden/seeds.jsonl"

WIRE = "Ms Venn told reporters the deck was “sound”.\nThe minister left. The deck was “sound”.\n"
DIGEST = """
actors:
- {id: venn, name: Orla Venn, aliases: [Ms Venn], mentions: [{doc: wire, exact: The minister}]}
facts:
- id: f
  text: The deck is sound.
  when: {date: 2031-03, basis: stated}
  evidence:
  - {doc: wire, exact: sound, prefix: told reporters the deck was “}
  - {doc: wire, exact: The minister left, stance: context}
  - {doc: wire, exact: not there}
statements:
- {id: s, speaker: venn, mode: indirect, cue: told, when: {date: 2031}, text: It holds.,
   evidence: {doc: wire, exact: told}}
quotes:
- {id: q, speaker: venn, form: scare, evidence: {doc: wire, exact: sound, occurrence: 2}}
conflicts:
- id: c
  text: Whether it holds.
  positions:
  - {text: It does., items: [f]}
  - {text: She left., evidence: {doc: wire, exact: left}}
"""
NULLS = dict.fromkeys(KEYS)


def rows(dossier: Dossier) -> list[dict[str, object]]:
    return [json.loads(line) for line in jsonl(dossier).splitlines()]


def of(dossier: Dossier, id_: str) -> list[dict[str, object]]:
    return [row for row in rows(dossier) if row["id"] == id_]


@pytest.fixture
def sample(make_dossier: MakeDossier) -> Dossier:
    return make_dossier(DIGEST, wire=WIRE)


def test_the_rows_of_the_seeds_are_what_they_were() -> None:
    assert jsonl(load_dossier(shipped("seeds"))).encode() == GOLDEN.read_bytes(), RENEW


def test_every_key_stands_on_every_row_in_the_same_order(sample: Dossier) -> None:
    assert {tuple(row) for row in rows(sample)} == {KEYS}


def test_rows_come_kind_by_kind_and_passage_by_passage(sample: Dossier) -> None:
    assert [row["id"] for row in rows(sample)] == ["f"] * 3 + ["venn"] * 2 + ["s", "q"] + ["c"] * 3


def test_a_fact_tells_its_passage_with_place_and_context(sample: Dossier) -> None:
    start = WIRE.index("sound")
    assert of(sample, "f")[0] == NULLS | {
        "kind": "fact", "id": "f", "text": "The deck is sound.", "stance": "supports", "when": "2031-03",
        "doc": "wire", "path": "wire.txt", "status": "exact", "start": start, "end": start + 5, "line": 1,
        "exact": "sound", "wanted": "sound", "prefix": "told reporters the deck was “",
    }  # fmt: skip


def test_offsets_count_code_points_of_the_text_with_plain_line_breaks(make_dossier: MakeDossier) -> None:
    digest = "facts: [{id: f, text: It is., evidence: {doc: wire, exact: here}}]"
    [row] = rows(make_dossier(digest, wire="\ufeff𝔸𝔹\r\nhere"))
    assert (row["start"], row["end"], row["line"]) == (3, 7, 2)


def test_where_the_anchor_is_not_trusted_only_the_wanted_words_remain(sample: Dossier) -> None:
    row = of(sample, "f")[2]
    assert (row["status"], row["wanted"]) == ("orphan", "not there")
    assert [row[key] for key in ("start", "end", "line", "exact")] == [None] * 4


def test_an_actor_has_one_row_per_mention_whether_listed_or_found(sample: Dossier) -> None:
    found, listed = of(sample, "venn")
    assert (found["text"], found["aliases"]) == ("Orla Venn", ["Ms Venn"])
    assert (found["exact"], found["wanted"], found["line"]) == ("Ms Venn", "Ms Venn", 1)
    assert (listed["exact"], listed["line"]) == ("The minister", 2)


def test_a_statement_and_a_quote_tell_who_spoke(sample: Dossier) -> None:
    [statement], [quote] = of(sample, "s"), of(sample, "q")
    speech = ("speaker", "speaker_name", "mode", "form", "cue", "when", "text", "stance")
    assert [statement[key] for key in speech] == [
        "venn",
        "Orla Venn",
        "indirect",
        None,
        "told",
        "2031",
        "It holds.",
        None,
    ]
    assert [quote[key] for key in speech] == ["venn", "Orla Venn", None, "scare", None, None, None, None]


def test_a_conflict_numbers_its_positions_from_nought(sample: Dossier) -> None:
    assert [row["position"] for row in of(sample, "c")] == [0, 0, 1]
    assert {row["stance"] for row in of(sample, "c")} == {None}


def test_an_item_without_passages_has_one_row(make_dossier: MakeDossier) -> None:
    assert rows(make_dossier("facts: [{id: f, text: So.}]")) == [NULLS | {"kind": "fact", "id": "f", "text": "So."}]


def test_a_passage_in_a_missing_document_keeps_its_row(make_dossier: MakeDossier) -> None:
    digest = "documents: [{id: gone, path: gone.txt}]\nfacts: [{id: f, text: So., evidence: {doc: gone, exact: this}}]"
    [row] = rows(make_dossier(digest))
    assert (row["status"], row["path"], row["wanted"]) == ("missing", "gone.txt", "this")


@pytest.mark.parametrize("sign", "\x00\x1b\x7f\x85\x9b\u200b\u202e\u2028\u2066\ufeff\U000e0041")
def test_what_a_terminal_could_act_on_is_escaped_and_comes_back(make_dossier: MakeDossier, sign: str) -> None:
    written = jsonl(make_dossier(f'facts: [{{id: f, text: "a\\U{ord(sign):08x}b"}}]'))
    assert sign not in written
    assert json.loads(written)["text"] == f"a{sign}b"


def test_a_line_break_inside_words_does_not_break_a_row(make_dossier: MakeDossier) -> None:
    digest = 'facts: [{id: f, text: It is., evidence: {doc: wire, exact: "one\\ntwo"}}]'
    [row] = rows(make_dossier(digest, wire="one\ntwo"))
    assert row["exact"] == "one\ntwo"


def test_a_dossier_without_items_gives_no_rows(make_dossier: MakeDossier) -> None:
    assert jsonl(make_dossier("title: Empty", wire=WIRE)) == ""
