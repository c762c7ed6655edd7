"""An export in any format holds the words of the dossier and nothing that its readers would act on."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.display import harmless, one_line
from briefing.dossier import Dossier
from briefing.export import FORMATS
from briefing.export.escaping import inline, quoted
from briefing.export.jsonl import rows
from briefing.export.tabular import safe
from briefing.loading import load_dossier
from tests.hostile.conftest import FEW, HOSTILE
from tests.hostile.words import EVERYTHING, MARKUP, acting, hostile_dossier, hostile_words

PARSERS = (
    MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]),
    MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"]),
)
"""What reads Markdown at its most willing: HTML, tables and self-made links."""

# To some renderers any word with a full stop in it is a domain; escaping all of these would make no file name readable.
PARSERS[1].linkify.set({"fuzzy_link": False})  # type: ignore[union-attr]

FORMULA = "=+-@\t\r＝＋－＠"


def tokens(parser: MarkdownIt, text: str) -> list[Token]:
    return [part for token in parser.parse(text) for part in (token, *(token.children or ()))]


def kinds(parser: MarkdownIt, text: str) -> list[str]:
    """Return everything in a text but its words; how the words of a line are divided does not count."""
    plain = ("text", "text_special", "softbreak")
    return [token.type for token in tokens(parser, text) if token.type not in plain]


def dossier_of(tmp_path: Path, words: str) -> Dossier:
    return load_dossier(hostile_dossier(tmp_path / "dossier", words))


@given(hostile_words)
@example(EVERYTHING)
@example("\n".join(MARKUP))
@FEW
def test_markdown_has_our_own_structure_and_no_other(tmp_path: Path, words: str) -> None:
    text = FORMATS["markdown"](dossier_of(tmp_path, words))
    assert acting(text) == []
    for parser in PARSERS:
        found = set(kinds(parser, text))
        ours = {
            "heading",
            "paragraph",
            "bullet_list",
            "list_item",
            "strong",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }
        assert {re.sub("_(open|close)$", "", kind) for kind in found} <= ours | {"inline", "code_inline", "hardbreak"}
        code = {token.content for token in tokens(parser, text) if token.type == "code_inline"}
        assert all(re.fullmatch(r"\w[\w.\-]*", content) for content in code)
    marks = set(re.findall(r"(?<!\\)\[\^([^\]]*)\]", text))
    assert all(re.fullmatch(r"[\w.\-:]+-[0-9]+", mark) for mark in marks)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert all(re.match("#{1,3} ", line) for line in headings)


@given(hostile_words)
@example(EVERYTHING)
@example("](javascript:owned) <script>x</script> [^f-1] ``` ~~~")
@HOSTILE
def test_a_quote_is_the_words_it_was(words: str) -> None:
    for parser in PARSERS:
        for before, after in (
            ("", ""),
            ("- **x**\\\n  ", ""),
            ("[^a-1]: `wire`, x.txt:1: ", ""),
            ("| a |\n| - |\n| ", " |"),
        ):
            shown = parser.parse(f"{before}{quoted(words)}{after}")
            last = [token for token in shown if token.type == "inline"][-1].children or []
            said = "".join(token.content for token in last if token.type in ("text", "text_special"))
            assert said.endswith(f"“{one_line(words)}”")


@given(st.sampled_from(MARKUP), st.sampled_from(MARKUP))
@HOSTILE
def test_signs_do_not_join_to_mean_something(one: str, other: str) -> None:
    for parser in PARSERS:
        assert kinds(parser, f"{inline(one)}{inline(other)}") == ["paragraph_open", "inline", "paragraph_close"]


@given(hostile_words)
@example(EVERYTHING)
@FEW
def test_no_cell_of_a_table_is_a_formula_and_each_comes_back(tmp_path: Path, words: str) -> None:
    dossier = dossier_of(tmp_path, words)
    for name in ("csv", "grid-csv"):
        text = FORMATS[name](dossier)
        assert acting(text, "\r\n") == []
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert len({len(line) for line in lines}) == 1
        # By the standard, by semicolons, and by somebody who takes quotation marks for letters.
        lenient = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        careless = [re.split('[;,"]', line) for line in text.split("\n")]
        for cell in (cell for line in (*lines, *lenient, *careless) for cell in line):
            assert cell.lstrip(" \u00a0")[:1] not in FORMULA or not cell.strip(" \u00a0\r"), cell
    found = list(csv.DictReader(io.StringIO(FORMATS["csv"](dossier), newline="")))
    for line, row in zip(found, rows(dossier), strict=True):
        assert back(line["text"]) == harmless(str(row["text"] or ""))
        assert back(line["exact"]) == harmless(str(row["exact"] or ""))


def back(cell: str) -> str:
    """Return a cell without the apostrophes that docs/csv.md tells of."""
    return re.sub("(?:^|(?<=[;,\"\n]))'(?=[ \u00a0']*[=+\\-@＝＋－＠])", "", cell)


@given(hostile_words | st.text("='\" ;,\n-x\u00a0"))
@HOSTILE
def test_any_cell_comes_back(words: str) -> None:
    assert back(safe(words)) == harmless(words)


@given(hostile_words)
@example(EVERYTHING)
@FEW
def test_json_lines_hold_the_very_words(tmp_path: Path, words: str) -> None:
    dossier = dossier_of(tmp_path, words)
    text = FORMATS["jsonl"](dossier)
    assert acting(text) == []
    text.encode("utf-8")
    lines = text.split("\n")[:-1]
    for line, row in zip(lines, rows(dossier), strict=True):
        assert json.loads(line) == json.loads(json.dumps(row))
    assert json.loads(lines[0])["text"] is not None


def test_half_characters_in_json_lines_are_escapes() -> None:
    from briefing.export.jsonl import _safe

    line = json.dumps({"text": "caf\udce9 \ud800"}, ensure_ascii=False)
    assert json.loads(_safe(line).encode("utf-8")) == {"text": "caf\udce9 \ud800"}
