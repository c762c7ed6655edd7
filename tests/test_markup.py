"""Markdown is found where it stands: on the same characters, and nowhere that markdown-it itself would not say."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing import markdown
from briefing.inline import TOKENS, parser
from briefing.markup import Meanings, markup_of, meanings, styled
from briefing.passages import Document
from briefing.spans import Lines, Span
from briefing.themes import SLOTS

ROOT = Path(__file__).parent.parent

QUICK = settings(max_examples=200, deadline=None)

WORDS = ("strong", "emphasis", "code")
"""The slots whose words are a token's content."""


def found(text: str, *slots: str) -> list[tuple[str, str]]:
    """Return the slots asked for, each with the words it lies on."""
    return [(slot, span.of(text)) for span, slot in styled(text, "markdown") if not slots or slot in slots]


def words(text: str, slot: str) -> list[str]:
    return [said for _, said in found(text, slot)]


# Which documents are Markdown


@pytest.mark.parametrize(
    ("path", "said", "markup"),
    [
        ("report.txt", "", "plain"),
        ("report.txt", "markdown", "markdown"),
        ("report", "markdown", "markdown"),
        ("report.md", "", "markdown"),
        ("notes/REPORT.MD", "", "markdown"),
        ("report.markdown", "", "markdown"),
        ("report.md", "plain", "plain"),
        ("report.md.txt", "", "plain"),
        (".md", "", "plain"),
        ("", "", "plain"),
    ],
)
def test_the_digest_says_what_is_markdown_and_else_the_name(path: str, said: str, markup: str) -> None:
    assert markup_of(Document(id="d", path=path, markup=said)) == markup


@pytest.mark.parametrize("markup", ["plain", ""])
def test_plain_text_means_nothing_but_its_words(markup: str) -> None:
    assert styled("# A *heading*\n\n> and `code`\n", markup) == ()


# Blocks


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("# One", [("marks", "#"), ("heading", "One")]),
        ("  ### Three ###  \nx", [("marks", "###"), ("heading", "Three"), ("marks", "###")]),
        ("# a # b \\#", [("marks", "#"), ("heading", "a # b \\#")]),
        ("#", [("marks", "#")]),
        ("##  ##", [("marks", "##"), ("marks", "##")]),
        ("#none", []),
        ("One\n===\n", [("heading", "One"), ("marks", "===")]),
        ("One\n and two\n--\n", [("heading", "One"), ("heading", "and two"), ("marks", "--")]),
        ("a\n\n---\nb", [("marks", "---")]),
        (" * * *\t", [("marks", "* * *")]),
        ("> a\n>b\nc\n\nd", [("marks", ">"), ("blockquote", "a"), ("marks", ">"), ("blockquote", "b"),
                             ("blockquote", "c")]),
        (">> a\n> b", [("marks", ">"), ("blockquote", "> a"), ("marks", ">"), ("marks", ">"), ("blockquote", "b")]),
        (">\n> a", [("marks", ">"), ("marks", ">"), ("blockquote", "a")]),
        ("> # a", [("marks", ">"), ("blockquote", "# a"), ("marks", "#"), ("heading", "a")]),
        ("- a\n- b\n  - c\n", [("marks", "-")] * 3),
        ("1. a\n2. b\n\n10) c", [("marks", "1."), ("marks", "2."), ("marks", "10)")]),
        ("1986. A great year", [("marks", "1986.")]),
        ("- > a\n  > b\n- # c", [("marks", "-"), ("marks", ">"), ("blockquote", "a"), ("marks", ">"),
                                ("blockquote", "b"), ("marks", "-"), ("marks", "#"), ("heading", "c")]),
        ("* - + a", [("marks", "*"), ("marks", "-"), ("marks", "+")]),
        ("-\n\n-\ta", [("marks", "-"), ("marks", "-")]),
        ("    a\n\n      b\nc", [("code", "a"), ("code", "  b")]),
        ("\ta\n\t\tb", [("code", "a"), ("code", "\tb")]),
        ("```py\na *b*\n\n  c\n```\nd", [("marks", "```"), ("marks", "py"), ("code", "a *b*"), ("code", "  c"),
                                         ("marks", "```")]),
        ("~~~\na", [("marks", "~~~"), ("code", "a")]),
        ("```\n```", [("marks", "```"), ("marks", "```")]),
        ("- ```\n  a\n   b\n  ```", [("marks", "-"), ("marks", "```"), ("code", "a"), ("code", " b"),
                                     ("marks", "```")]),
        ("> ```\n> a\nb", [("marks", ">"), ("blockquote", "```"), ("marks", "```"), ("marks", ">"),
                           ("blockquote", "a"), ("code", "a")]),
        ("|a|*b*|\n|-|-|\n| `c` | d |", [*[("marks", "|")] * 2, ("marks", "*"), ("emphasis", "b"), ("marks", "*"),
                                        ("marks", "|"), ("marks", "|-|-|"), ("marks", "|"), ("marks", "`"),
                                        ("code", "c"), ("marks", "`"), ("marks", "|"), ("marks", "|")]),
        ("a|b\n-|-\n*c*", [("marks", "|"), ("marks", "-|-"), ("marks", "*"), ("emphasis", "c"), ("marks", "*")]),
        ("a|b\n-|-\n*c*\\|d|**e**", [("marks", "|"), ("marks", "-|-"), ("marks", "|"), ("marks", "**"),
                                    ("strong", "e"), ("marks", "**")]),
    ],
)  # fmt: skip
def test_a_block_is_what_markdown_says(text: str, meant: list[tuple[str, str]]) -> None:
    assert found(text) == meant


# Within a paragraph


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a *b* c", [("marks", "*"), ("emphasis", "b"), ("marks", "*")]),
        ("a __b__ c", [("marks", "__"), ("strong", "b"), ("marks", "__")]),
        ("***a***", [("marks", "*"), ("emphasis", "**a**"), ("marks", "**"), ("strong", "a"), ("marks", "**"),
                     ("marks", "*")]),
        ("**a*", [("marks", "*"), ("emphasis", "a"), ("marks", "*")]),
        ("**a *b***", [("marks", "**"), ("strong", "a *b*"), ("marks", "*"), ("emphasis", "b"), ("marks", "*"),
                       ("marks", "**")]),
        ("**a\nb**", [("marks", "**"), ("strong", "a"), ("strong", "b"), ("marks", "**")]),
        ("> *a\n>   b*\nc", [("marks", ">"), ("blockquote", "*a"), ("marks", "*"), ("emphasis", "a"), ("marks", ">"),
                             ("blockquote", "b*"), ("emphasis", "b"), ("marks", "*"), ("blockquote", "c")]),
        ("snake_case_name and 2 * 3 * 4", []),
        ("a \\*b\\* c", []),
        ("&ast;a&ast; *b*", [("marks", "*"), ("emphasis", "b"), ("marks", "*")]),
        ("`` a`b `` `c", [("marks", "``"), ("code", "a`b"), ("marks", "``")]),
        ("` a `` ` ", [("marks", "`"), ("code", "a ``"), ("marks", "`")]),
        ("`*a*`", [("marks", "`"), ("code", "*a*"), ("marks", "`")]),
        ("[a](b)", [("marks", "["), ("link", "a"), ("marks", "](b)")]),
        ('[*a* b](<c d> "e)")!', [("marks", "["), ("link", "*a* b"), ("marks", "*"), ("emphasis", "a"),
                                  ("marks", "*"), ("marks", '](<c d> "e)")')]),
        ("[a]](b)", []),
        ("[a\nb](c\n'd')", [("marks", "["), ("link", "a"), ("link", "b"), ("marks", "](c"), ("marks", "'d')")]),
        ("[](a)", [("marks", "["), ("marks", "](a)")]),
        ("[a](javascript:b)", [("marks", "["), ("link", "a"), ("marks", "](javascript:b)")]),
        ("[a] [b][a] [c][] [d]\n\n[a]: x\n[c]: y", [("marks", "["), ("link", "a"), ("marks", "]"), ("marks", "["),
                                                     ("link", "b"), ("marks", "][a]"), ("marks", "["), ("link", "c"),
                                                     ("marks", "][]")]),
        ("![*a*](b)", [("marks", "!["), ("link", "*a*"), ("marks", "](b)")]),
        ("[![a](b)](c)", [("marks", "["), ("link", "![a](b)"), ("marks", "!["), ("link", "a"), ("marks", "](b)"),
                          ("marks", "](c)")]),
        ("<http://a.b/*c*> <d@e.f>", [("marks", "<"), ("link", "http://a.b/*c*"), ("marks", ">"), ("marks", "<"),
                                       ("link", "d@e.f"), ("marks", ">")]),
        ("~~*a*~~", [("marks", "~~"), ("marks", "*"), ("emphasis", "a"), ("marks", "*"), ("marks", "~~")]),
        ('<i title="*a*">*b*</i>', [("marks", "*"), ("emphasis", "b"), ("marks", "*")]),
        ("<div>\n*a*\n</div>\n\n<!-- *b* -->", []),
        ("# *a* #", [("marks", "#"), ("heading", "*a*"), ("marks", "*"), ("emphasis", "a"), ("marks", "*"),
                     ("marks", "#")]),
    ],
)  # fmt: skip
def test_signs_within_words_mean_what_markdown_says(text: str, meant: list[tuple[str, str]]) -> None:
    assert found(text) == meant


def test_what_a_terminal_could_act_on_does_not_shift_anything() -> None:
    text = "a\x00\x1b[31m *b*\r *c*\u2028*d* \ufeff*e*\x85\n*f*"
    assert words(text, "emphasis") == list("bcdef")


def test_a_carriage_return_alone_breaks_no_line() -> None:
    assert found("a\r# b\n# c") == [("marks", "#"), ("heading", "c")]


# The laws, over Markdown that knows what it means

Piece = tuple[str, list[tuple[str, str]]]
"""Markdown, and what its words mean: slots with the words that they lie on."""

said = st.lists(st.sampled_from(["ab", "no", "yes", "tower", "dé", "字", "x1"]), min_size=1, max_size=3).map(" ".join)


def emphasised(inner: st.SearchStrategy[Piece], sign: str, slot: str) -> st.SearchStrategy[Piece]:
    return inner.map(lambda piece: (f"x {sign}{piece[0]}{sign} y", [(slot, piece[0]), *piece[1]]))


leaves: st.SearchStrategy[Piece] = st.one_of(
    said.map(lambda words: (words, [])),
    said.map(lambda words: (f"`{words}`", [("code", words)])),
    said.map(lambda words: (f"`` `{words}* ``", [("code", f"`{words}*")])),
    said.map(lambda words: (f"{words} \\* &amp; \\_", [])),
    said.map(lambda words: (f'[{words}](to "_{words}_") <http://*a*>', [])),
)
pieces: st.SearchStrategy[Piece] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        emphasised(inner, "*", "emphasis"),
        emphasised(inner, "**", "strong"),
        emphasised(inner, "_", "emphasis"),
        st.tuples(inner, st.sampled_from([" ", ", ", "\n"]), inner).map(
            lambda three: (three[0][0] + three[1] + three[2][0], three[0][1] + three[2][1])
        ),
    ),
    max_leaves=6,
)

prefixes = st.sampled_from(["", "> ", ">", ">> ", "  ", "- ", "3. ", "> - ", "- > ", "> 1) > "])


@st.composite
def documents(draw: st.DrawFn) -> Piece:
    """Blocks of several kinds, one below the other, each in a list, a quotation, both or neither."""
    text, meant = "", []
    for _ in range(draw(st.integers(0, 4))):
        prefix, (words, means) = draw(prefixes), draw(pieces)
        further = re.sub(r"[-\d.)]", " ", prefix)
        lines = words.split("\n")
        kind = draw(st.sampled_from(["paragraph", "lazy", "setext", "heading"][: 4 if len(lines) == 1 else 3]))
        text += prefix + "## " * (kind == "heading") + lines[0] + "\n"
        text += "".join(f"{further * (kind != 'lazy')}{line}\n" for line in lines[1:])
        text += f"{further}===\n" if kind == "setext" else ""
        text += "\n<!-- -->\n\n"
        meant += [(slot, line) for slot, stretch in means for line in stretch.split("\n")]
        if kind in ("heading", "setext"):
            meant += [("heading", line) for line in lines]
    return text, meant


@given(documents())
@QUICK
def test_everything_that_was_written_is_found(document: Piece) -> None:
    text, meant = document
    assert sorted(found(text, *WORDS, "heading")) == sorted(meant)


@given(documents())
@QUICK
def test_every_sign_is_a_sign(document: Piece) -> None:
    signs = re.compile(r"[#*_`>=\[-]+|[13][.)]|</?|\]\(.*\)")
    assert [said for _, said in found(document[0], "marks") if not signs.fullmatch(said)] == []


# The laws, over anything

ALPHABET = [
    *"ab*_`[]()!<>\\&~|#-+=1.: \t\n\n\r\x00\x0b\x0c\u00a0\u2028字",
    "**",
    "```",
    "\n> ",
    "\n- ",
    "\n|-|-|\n",
    "    ",
]
anything = st.one_of(
    st.lists(st.sampled_from(ALPHABET), max_size=60).map("".join), st.text(max_size=40), documents().map(lambda d: d[0])
)
on_a_line = st.lists(st.sampled_from([*"ab*_`[]()!<>\\&~ ", "**", "](a)"]), max_size=40).map("".join)


@given(anything)
@example("#    \r")
@example("*\u2028*")
@QUICK
def test_meanings_lie_in_order_on_words_within_a_line(text: str) -> None:
    meant = styled(text, "markdown")
    assert all(0 <= span.start < span.end <= len(text) and slot in SLOTS for span, slot in meant)
    # A lone carriage return, or a separator of Unicode's, is no line break here, and is seen as a sign.
    seen = re.sub("[\r\u2028\u2029]", "\N{SYMBOL FOR CARRIAGE RETURN}", text)
    assert all("\n" not in span.of(seen) and span.of(seen).strip() for span, slot in meant if slot != "code")
    order = [(span.start, -span.end) for span, _ in meant]
    assert order == sorted(order)


@given(anything)
@QUICK
def test_two_meanings_lie_in_each_other_or_apart(text: str) -> None:
    inner: list[Span] = []
    for span, _ in styled(text, "markdown"):
        while inner and inner[-1].end <= span.start:
            inner.pop()
        assert not inner or span.end <= inner[-1].end
        inner.append(span)


@given(on_a_line)
@QUICK
def test_on_a_line_nothing_is_emphasised_or_code_but_what_markdown_it_says(text: str) -> None:
    text = f"x {text}"
    said = list(contents(MarkdownIt("commonmark").enable("strikethrough").parseInline(text)[0].children or []))
    seen = found(text, *WORDS)
    assert [slot for slot, _ in seen] == [slot for slot, _ in said]
    for (slot, there), (_, here) in zip(said, seen, strict=True):
        if slot == "code" or not re.search(r"[\\&<\[*_`~]", here):
            assert there == here


def contents(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Yield the slots of inline tokens, in order, with the words in them."""
    kinds = {"em_open": "emphasis", "strong_open": "strong", "code_inline": "code"}
    for at, token in enumerate(tokens):
        if token.type == "code_inline":
            yield "code", token.content
        elif token.type in kinds:
            end = next(place for place in range(at, len(tokens)) if tokens[place].level == token.level and place > at)
            yield kinds[token.type], "".join(inner.content for inner in tokens[at + 1 : end])


@given(anything, st.data())
@QUICK
def test_a_stretch_is_answered_like_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stretch = Span(start, data.draw(st.integers(start, len(text))))
    everything = styled(text, "markdown")
    if len(stretch):
        asked = list(Meanings(text, "markdown").touching(stretch))
        assert asked == [meaning for meaning in everything if meaning[0].overlaps(stretch)]


# What is not done


def test_words_are_read_when_they_are_asked_for_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def signs(words: str, references: object) -> list[tuple[Span, str]]:
        read.append(words)
        return []

    monkeypatch.setattr(markdown, "signs", signs)
    text = "*one*\n\n*two\ntwo*\n\n*three*\n"
    meant = Meanings(text, "markdown")
    assert read == []
    for _ in range(2):
        for line in (3, 4):
            list(meant.touching(Lines(text).span(line)))
    assert read == ["*two\ntwo*"]


def test_the_same_text_is_read_once() -> None:
    text = "# One\n"
    assert meanings(text, "markdown") is meanings(str(text), "markdown")


def test_what_is_too_much_stays_plain() -> None:
    line = "*a* and more\n"
    text = "# One\n\n" + line * (markdown.WORDS // len(line) + 1) + "\n# *Two*\n"
    assert found(text) == [
        ("marks", "#"), ("heading", "One"),
        ("marks", "#"), ("heading", "*Two*"), ("marks", "*"), ("emphasis", "Two"), ("marks", "*"),
    ]  # fmt: skip
    text = "# a\n" * (markdown.LINES + 1)
    assert len(words(text, "heading")) == markdown.LINES
    text = "# a\n\n" + "b" * markdown.CODE_POINTS + "\n\n# c"
    assert words(text, "heading") == ["a"]
    assert found("b" * (markdown.CODE_POINTS + 1)) == []


PATHOLOGICAL = {
    "nested quotations": ">" * 10_000 + " a",
    "nested lists": "- " * 10_000 + "a",
    "lists of lists": "* * * * * * * * * a\n" * 500,
    "lazy lines in many quotations": ">" * 20 + " a\n" + "b\n" * 2_000,
    "a long line": "[" * 1_000_000,
    "open brackets": "[" * 19_000,
    "open images": "![" * 9_000,
    "open links": "[a](" * 4_500,
    "nested images": "![" * 4_000 + "a" + "](b)" * 2_000,
    "references to nothing": "[a][" * 4_500,
    "emphasis that never closes": "*a **a " * 2_500,
    "emphasis of two kinds": "*a_ " * 4_500,
    "nested emphasis": "*a " * 3_000 + "a* " * 3_000,
    "nested emphasis over lines": "*a\n" * 3_000 + "a*\n" * 3_000,
    "runs of backticks": " ".join("`" * length for length in range(190)),
    "unclosed tags": "<a " * 6_000 + "<!-- <? <![CDATA[",
    "tables of nothing": ("a|" * 256 + "\n" + "-|" * 256 + "\n" + "b\n" * 256 + "\n") * 4,
    "definitions": "[a]: b\n" * 5_000,
}


@pytest.mark.parametrize("text", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_no_text_is_too_much(text: str) -> None:
    lines, meant = Lines(text), Meanings(text, "markdown")
    starts = [lines.span(line).start for line in range(1, len(lines) + 1)]
    depth = max(sum(1 for _ in meant.touching(Span(start, start + 1))) for start in starts)
    assert depth <= 50


def test_empty_cells_are_not_made_for_ever() -> None:
    wide = "a|" * 256 + "\n" + "-|" * 256 + "\n" + "b\n" * 256 + "\n"
    assert len(parser().parse(wide * 8)) < 3 * TOKENS


def test_a_vast_table_is_read_as_far_as_it_is_worth_the_wait() -> None:
    table = "a|" * 256 + "\n" + "-|" * 256 + "\n" + ("b|" * 256 + "\n") * 2_000
    assert len(parser().parse(table)) < TOKENS
    meant = {slot for _, slot in Meanings(table, "markdown").touching(Span(0, 2_000))}
    assert "marks" in meant


# When markdown-it is loaded


def loaded(code: str) -> list[str]:
    watched = "[name for name in ('markdown_it', 'briefing.inline') if name in sys.modules]"
    run = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*{watched})"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split("\n")[-2].split()


@pytest.mark.parametrize(
    "code",
    [
        "import briefing.reader.app, briefing.markup",
        "from briefing.__main__ import main\ntry: main(['check', 'seeds'])\nexcept SystemExit: pass",
        "from briefing.markup import styled\nstyled('# One', 'plain')",
    ],
)
def test_a_dossier_without_markdown_does_not_wait_for_markdown_it(code: str) -> None:
    assert loaded(code) == []


def test_a_document_in_markdown_does() -> None:
    assert loaded("from briefing.markup import styled\nstyled('# One', 'markdown')") == [
        "markdown_it",
        "briefing.inline",
    ]
