"""The Markdown digest: what it says, and that no words from outside can alter its structure."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.display import UNSAFE, one_line
from briefing.dossier import Dossier
from briefing.export.escaping import code, inline, quoted, strong
from briefing.export.markdown import markdown
from briefing.loading import load_dossier
from briefing.shipped import shipped
from tests.conftest import MakeDossier

GOLDEN = Path(__file__).parent / "golden" / "seeds.md"
RENEW = "if the change is meant: python -m briefing export seeds -o tests/golden/seeds.md"

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""As strict as CommonMark and as eager as GitHub: whatever could be a table, a strike or HTML is one."""

HOSTILE = (
    '](javascript:alert) [^1]: [^f-1] [x]: /y "z" ![i](j) <script>alert(1)</script> <!-- &lt; &#35; <a@b.c> '
    "`code` ``` ~~~ ~~gone~~ *a* **b** __c__ _d_ | a | b |\n| - | - |\n# heading\n\n---\n===\n- list\n+ list\n1. one\n"
    "2) two\n> quoted\n    indented\n```\nfence\n~~~\n\x1b[31mred\x07\u202e\u2066\u2028# line\\"
)
DIGEST = """
title: @
as_of: 2031-03-05
note: @
documents:
- {id: wire, path: wire.txt, title: @, publisher: @, published: 2031-03-04, byline: @, origin: @, note: @}
- {id: gazette, path: gazette.txt, title: @, derived_from: [wire]}
actors:
- {id: venn, name: @, kind: @, role: @, aliases: [@], mentions: [{doc: wire, exact: minister}], note: @}
- {id: nobody, name: @}
facts:
- {id: f-1, text: @, importance: 3, when: {date: 2031-03-07~}, where: [@], actors: [venn], note: @, evidence: [
    {doc: wire, exact: @, note: @}, {doc: gazette, exact: deck, stance: disputes}, {doc: wire, exact: @@}]}
- {id: f-2, text: @, evidence: [{doc: wire, exact: minister}]}
- {id: f-3, text: @, importance: 1}
statements:
- {id: s-1, speaker: venn, addressee: @, cue: @, mode: mixed, text: @, note: @, evidence: [{doc: wire, exact: @}]}
quotes:
- {id: q-1, speaker: venn, statement: s-1, cue: @, text: @, evidence: [{doc: wire, exact: @}]}
- {id: q-2, form: scare, evidence: [{doc: gazette, exact: deck}]}
conflicts:
- {id: c-1, text: @, note: @, positions: [{text: @, held_by: [venn], items: [f-1]}, {text: @, held_by: [wire]}]}
- {id: c-2, text: @, positions: [{text: @, evidence: [{doc: wire, exact: @}]}, {text: @}, {text: @}, {text: @}]}
- {id: c-3, text: @}
"""
"""A digest of everything; @ stands for words from outside."""

SETTINGS = (("", ""), ("- ", ""), ("# ", ""), ("> ", ""), ("- before\n  ", ""), ("| a |\n| - |\n| ", " |"))
"""What words from outside may come to stand between."""

Structure = list[tuple[str, str, int]]


@pytest.fixture
def exported(make_dossier: MakeDossier) -> Callable[[str], str]:
    """Return a function that exports the digest of everything with the given words wherever words can stand."""

    def export(words: str) -> str:
        put = {"@": json.dumps(words), "@@": json.dumps(f"not there {words}")}
        digest = re.sub("@@?", lambda found: put[found.group()], DIGEST)
        return markdown(make_dossier(digest, wire=f"The minister spoke.\n{words}\n", gazette="The deck holds."))

    return export


def structure(text: str) -> Structure:
    """Return the blocks of a Markdown text, without their words."""
    return [(token.type, token.tag, token.nesting) for token in PARSER.parse(text)]


def inlines(text: str) -> list[list[str]]:
    """Return the kinds of what stands in each line of a Markdown text, without plain text and line breaks."""
    plain = ("text", "text_special")
    return [
        [part.type for part in token.children or [] if part.type not in plain]
        for token in PARSER.parse(text)
        if token.type == "inline"
    ]


def section(text: str, heading: str) -> str:
    return text.split(f"\n## {heading}\n")[1].split("\n## ")[0].strip()


def test_the_digest_of_the_seeds_is_what_it_was() -> None:
    assert markdown(load_dossier(shipped("seeds"))).encode() == GOLDEN.read_bytes(), RENEW


def test_hostile_words_leave_the_structure_as_it_is(exported: Callable[[str], str]) -> None:
    tame, hostile = exported("word"), exported(HOSTILE)
    assert structure(hostile) == structure(tame)
    assert inlines(hostile) == inlines(tame)


@pytest.mark.parametrize("line", [line for line in HOSTILE.splitlines() if line.strip()])
def test_each_hostile_line_alone_leaves_the_structure_as_it_is(exported: Callable[[str], str], line: str) -> None:
    assert structure(exported(line)) == structure(exported("word"))


def test_no_control_character_is_written(exported: Callable[[str], str]) -> None:
    assert not re.search(UNSAFE, exported(HOSTILE).replace("\n", ""))


@given(st.text(st.sampled_from("ab1 \\`*_[]()<>#|~&;!+-=:.^\"'/@w\t\n\u00a0\u2028\x1b\u202e“é")))
@example("__a_b__")
@example("_a__")
@example("1)")
@example("&amp;")
def test_any_words_come_out_as_the_words_they_are(words: str) -> None:
    for before, after in SETTINGS:
        inner = [token for token in PARSER.parse(f"{before}{inline(words)}{after}") if token.type == "inline"]
        parts = inner[-1].children or [] if words.strip() else []
        assert {part.type for part in parts} <= {"text", "text_special", "softbreak"}
        assert "".join(part.content for part in parts).removeprefix("before") == one_line(words)


@given(st.text(st.sampled_from("ab \\`*_[]<.!“”é")))
def test_any_words_can_be_bold(words: str) -> None:
    [paragraph] = [token for token in PARSER.parse(f"{strong(words)}[^1]") if token.type == "inline"]
    kinds = [part.type for part in paragraph.children or [] if part.type not in ("text", "text_special")]
    assert kinds == ["strong_open", "strong_close"]


def test_words_that_need_no_escape_have_none() -> None:
    words = "R&D, 3.5 tonnes - no! (a+b) snake_case, 50 % = half: U.S. at 12:30"
    assert inline(words) == words


@pytest.mark.parametrize("link", ["https://a.example/b", "www.example.org", "venn@karro.example"])
def test_an_address_is_no_link(link: str) -> None:
    assert inline(link) != link
    assert PARSER.renderInline(inline(link)) == link


def test_an_id_is_code_and_anything_else_is_words() -> None:
    assert code("f-friday") == "`f-friday`"
    assert code("a`b") == quoted("a`b") == "“a\\`b”"


def test_the_sections_stand_in_their_order(exported: Callable[[str], str]) -> None:
    headings = [line for line in exported("word").splitlines() if line.startswith("## ")]
    assert headings == [
        "## Documents", "## Key facts", "## Further facts", "## Minor facts", "## Coverage", "## Conflicts",
        "## Timeline", "## Actors", "## Statements and quotes", "## Not anchored", "## Passages",
    ]  # fmt: skip


def test_facts_are_not_called_further_where_no_key_fact_stands_before_them(make_dossier: MakeDossier) -> None:
    digest = "facts: [{id: a, text: A, allow: {no-evidence: none}}]\n"
    text = markdown(make_dossier(digest, wire="Words."))
    assert "\n## Facts\n" in text
    assert "Further" not in text


def test_the_coverage_is_a_table_whose_cells_cite(exported: Callable[[str], str]) -> None:
    table = exported("word").split("\n## Coverage\n")[1].split("\n## ")[0].strip().splitlines()
    assert table[0].startswith("\\# supports, x disputes, q qualifies, o context, . silent.")
    head = [cell.strip() for cell in table[2].strip("|").split(" | ")]
    assert (head[0], head[-1]) == ("Fact", "Origins")
    assert {"`wire`", "`gazette`"} <= set(head)
    cells = dict(zip(head, table[4].strip("|").split(" | "), strict=True))
    assert cells["`wire`"].startswith("\\#[^f-1-1]")
    assert cells["`gazette`"] == "x[^f-1-2]"


def test_the_timeline_cites_what_has_a_date(exported: Callable[[str], str]) -> None:
    section = exported("word").split("\n## Timeline\n")[1].split("\n## ")[0]
    assert "- **2031-03-07~** word[^f-1-1][^f-1-2][^f-1-3]\\\n  `f-1` · about · " in section


def test_a_fact_is_cited_with_document_date_line_stance_and_words(exported: Callable[[str], str]) -> None:
    text = exported("word")
    assert "- **word**[^f-1-1][^f-1-2][^f-1-3]\\\n  `f-1` · 1 document; 1 disputes · 2031-03-07~" in text
    assert "\n[^f-1-1]: `wire`, 2031-03-04, wire.txt:2: “word” (word)\n" in text
    assert "\n[^f-1-2]: `gazette`, gazette.txt:1: disputes: “deck”\n" in text


def test_every_mark_has_its_footnote_and_every_footnote_its_mark(exported: Callable[[str], str]) -> None:
    body, notes = exported("word").split("\n## Passages\n")
    defined = [line.split("]:")[0] + "]" for line in notes.split("\n") if line]
    assert len(set(defined)) == len(defined)
    assert all(mark in body for mark in defined)
    assert body.count("[^") >= len(defined)
    assert {mark.split("]")[0] for mark in body.split("[^")[1:]} == {mark[2:-1] for mark in defined}


def test_a_footnote_is_named_after_the_item_that_gives_the_passage(make_dossier: MakeDossier) -> None:
    digest = (
        "statements: [{id: s, speaker: venn, text: It holds., evidence: {doc: wire, exact: deck}}]\n"
        "conflicts: [{id: c, text: Whether it does., positions: [{text: It does., items: [s]}]}]\n"
    )
    text = markdown(make_dossier(digest, wire="The deck."))
    assert section(text, "Conflicts").endswith("`wire`[^s-1] |")
    assert "It holds.[^s-1]" in section(text, "Statements and quotes")


def test_positions_stand_side_by_side(exported: Callable[[str], str]) -> None:
    assert "| word | word |\n| --- | --- |\n| Held by word | Held by word |\n" in section(exported("word"), "Conflicts")


def test_documents_of_one_origin_say_so(exported: Callable[[str], str]) -> None:
    assert "one origin with `gazette`" in section(exported("word"), "Documents")


def test_of_many_documents_of_one_origin_each_names_some(make_dossier: MakeDossier) -> None:
    listed = "".join(f"  - {{id: d{at}, path: wire.txt, origin: base}}\n" for at in range(40))
    documents = section(markdown(make_dossier(f"documents:\n{listed}", wire="The deck.")), "Documents")
    assert "one origin with `d0`, `d2`, `d3`" in documents
    assert documents.count(" and 15 more (base)") == 40
    assert all(line.count("`d") <= 24 for line in documents.split("\n"))


def test_mentions_are_counted_by_document(make_dossier: MakeDossier) -> None:
    text = markdown(make_dossier("actors: [{id: v, name: Venn}]", wire="Venn and Venn.", gazette="Venn."))
    assert "`v` · 3 mentions: `wire` 2, `gazette` 1" in section(text, "Actors")


def test_what_is_not_anchored_is_listed_with_its_line_in_the_digest(exported: Callable[[str], str]) -> None:
    lost = section(exported("word"), "Not anchored")
    assert lost.startswith("- `f-1` in `wire`: “not there word”[^f-1-3]")
    assert lost.endswith("; digest line 14")


def test_that_everything_is_anchored_is_said(make_dossier: MakeDossier) -> None:
    assert section(markdown(make_dossier("title: Nothing")), "Not anchored") == "Every passage is anchored."


def test_a_document_that_cannot_be_read_is_said_to_be(make_dossier: MakeDossier) -> None:
    text = markdown(make_dossier("documents: [{id: gone, path: gone.txt}]"))
    assert "there is no file" in section(text, "Documents")


def test_labels_are_never_printed(exported: Callable[[str], str]) -> None:
    words = exported("word").replace("·", " ").split()
    assert not {"F1", "A1", "S1", "Q1", "C1"} & set(words)


def test_the_same_dossier_gives_the_same_text(make_dossier: MakeDossier) -> None:
    def text(dossier: Dossier) -> str:
        return markdown(dossier)

    assert text(load_dossier(shipped("seeds"))) == text(load_dossier(shipped("seeds")))


def test_the_text_ends_with_one_line_break(exported: Callable[[str], str]) -> None:
    assert exported("word").endswith("\n")
    assert not exported("word").endswith("\n\n")
