"""Markdown within a paragraph: where emphasis, code and links stand, and the signs that make them.

Owns markdown-it as the reader uses it. markdown-it says on which lines a block stands, but not where in it a word is
emphasised; its rules know that while they run. So each rule that makes something of signs runs inside a function that
writes the position on the tokens it made. Nothing is searched for afterwards, so nothing is found in the wrong place.
Refuses blocks, which are in `markdown`. How markdown-it works:
https://markdown-it-py.readthedocs.io/en/latest/architecture.html
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from briefing.spans import Span

NESTING = 20
"""How deep blocks and links may lie in each other; what lies deeper stays plain. It bounds the work for each line."""

TOKENS = 200_000
"""After so many tokens no further table is one: two characters of a table can ask for thousands of empty cells."""

CELLS = 50_000
"""Cells of one table that are read; its further rows stay plain. Each makes several tokens, and many make a wait."""

OPENING = {"em_open": "emphasis", "strong_open": "strong", "s_open": "", "link_open": "link"}
"""The slot of the words after each opening token; nothing shows what was struck out but the signs."""

Rule = Callable[[StateInline, bool], bool]

Found = list[tuple[Span, str]]
"""Stretches of the words of a block, each with a slot; what lies around comes before what lies in it."""


class Labels(ParserInline):
    """Remembers where the words end that were read last: for a link that was just made, the end of its label."""

    end = 0

    def tokenize(self, state: StateInline) -> None:
        """Read the words from `state.pos` to `state.posMax`."""
        super().tokenize(state)
        self.end = state.posMax


class Parser(MarkdownIt):
    """CommonMark with tables and strikethrough, whose inline tokens say in `meta` where they stand.

    Links are neither judged nor rewritten: nothing is ever opened, and an address that is none is still only words.
    """

    def __init__(self) -> None:
        """Put every rule that makes something of signs into one that writes down where."""
        super().__init__()
        self.inline: Labels = Labels()
        self.configure("commonmark", {"maxNesting": NESTING})
        self.enable(["table", "strikethrough"])
        # The core would read every paragraph of a document at once; here each is read when it is looked at.
        self.core.ruler.disable("inline")
        self.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
        rules = self.inline.ruler
        rules.at("emphasis", _delimiters(rules_inline.emphasis.tokenize))
        rules.at("strikethrough", _delimiters(rules_inline.strikethrough.tokenize))
        rules.at("backticks", self._construct(rules_inline.backtick))
        rules.at("autolink", self._construct(rules_inline.autolink))
        rules.at("image", self._construct(rules_inline.image))
        rules.at("link", self._construct(rules_inline.link))

    def _construct(self, rule: Rule) -> Rule:
        """Return a rule that writes down from where to where its construct goes, and where its label ends."""

        def placing(state: StateInline, silent: bool) -> bool:
            start, count = state.pos, len(state.tokens)
            if not rule(state, silent):
                return False
            # Words that were waiting come first; a silent run makes nothing, nor do signs that turn out to be words.
            made = next((token for token in state.tokens[count : count + 2] if token.type != "text"), None)
            if made:
                made.meta = {"start": start, "end": state.pos, "label": self.inline.end}
            return True

        return placing

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Leave an address as it is written."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Leave an address as it is written."""
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Take every address."""
        return True


@lru_cache(maxsize=1)
def parser() -> Parser:
    """Return the one parser: it holds rules and no document."""
    return Parser()


def signs(words: str, references: EnvType) -> Found:
    """Return what the inline signs in the words of one block mean, and where the signs themselves stand.

    `references` is what markdown-it learnt from the blocks of the document: the addresses that links refer to.
    """
    found: Found = []
    # Each opening token with its place in `found`, which is filled when the closing one comes.
    waiting: list[tuple[Token, int]] = []
    for token in parser().inline.parse(words, parser(), references, []):
        if token.type in ("code_inline", "image"):
            _at_once(token, words, found)
        elif token.type in OPENING:
            found.append((Span(*_sign(token)), "marks"))
            waiting.append((token, len(found)))
            found.append((Span(0, 0), OPENING[token.type] if len(waiting) <= NESTING else ""))
        elif waiting and waiting[-1][0].type.removesuffix("open") == token.type.removesuffix("close"):
            opened, at = waiting.pop()
            sign = Span(*_sign(token) if token.type != "link_close" else (_label_end(opened), opened.meta["end"]))
            found[at] = (Span(found[at - 1][0].end, sign.start), found[at][1])
            found.append((sign, "marks"))
    return [(span, slot) for span, slot in found if len(span) and slot]


def _at_once(token: Token, words: str, found: Found) -> None:
    """Add code or an image, which are one token each. Code loses a space on either side where it has both."""
    start, end = token.meta["start"], token.meta["end"]
    before = len(token.markup) if token.type == "code_inline" else len("![")
    inner = Span(start + before, start + before + len(token.content))
    if token.type == "code_inline" and inner.end < end - before:
        inner = Span(inner.start + 1, inner.end + 1)
    if inner.of(words).replace("\n", " ") == token.content.replace("\n", " "):
        after = end - before if token.type == "code_inline" else inner.end
        found.append((Span(start, start + before), "marks"))
        found.append((inner, "code" if token.type == "code_inline" else "link"))
        found.append((Span(after, end), "marks"))


def _sign(token: Token) -> tuple[int, int]:
    """Return where the sign of an opening or closing token stands."""
    if token.type == "link_open":
        return token.meta["start"], token.meta["start"] + 1
    # Of two signs that became one strong one, the inner is the token: the second that opens, the first that closes.
    at = token.meta["at"] - (token.type == "strong_open")
    return at, at + len(token.markup)


def _label_end(opened: Token) -> int:
    """Return where the label of a link ends; of an address in angle brackets that is before the bracket."""
    end: int = opened.meta["end"] - 1 if opened.markup == "autolink" else opened.meta["label"]
    return end


def _delimiters(rule: Rule) -> Rule:
    """Return a rule that writes down where each sign of a run stands; which of them mean something is seen later."""

    def placing(state: StateInline, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, silent):
            return False
        at = state.pos
        for token in reversed(state.tokens[count:]):
            at -= len(token.content)
            token.meta = {"at": at}
        return True

    return placing


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table, or as much of it as is worth the wait, unless the document has had more than enough of them."""
    columns = state.src.count("|", state.bMarks[start], state.eMarks[start]) + 1
    return len(state.tokens) < TOKENS and rules_block.table(state, start, min(end, start + CELLS // columns), silent)
