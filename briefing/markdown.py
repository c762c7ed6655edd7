"""Markdown, block by block: what each line of a text is, and where the words on it begin.

Owns the way from markdown-it's lines back to the characters: which signs stand before the words of a line, and where
in the text the words of a block are. Every step is held against the text, and where the two disagree the words stay
plain. Refuses what stands within the words, which is in `inline`; gives no stretch that goes beyond its line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice, pairwise

from markdown_it.token import Token
from markdown_it.utils import EnvType
from msgspec import Struct

from briefing.inline import parser, signs
from briefing.spans import Lines, Span

CODE_POINTS, LINES = 1_000_000, 10_000
"""As much of a text is read as Markdown; what follows stays plain. It bounds the wait when a document is opened."""

WORDS = 20_000
"""A block with more code points than this is not searched for inline signs. It bounds the wait for a row."""

REPLACED = {0x00: 0xFFFD, 0x0D: 0x240D}
"""What markdown-it would replace itself, or take for a line break where the reader has none; one for one."""

INDENT, BLANK = re.compile(r"[ \t]*"), re.compile(r"\s*")
"""What can stand before a sign, and what markdown-it takes off the ends of a block's words."""

PIPE = re.compile(r"(?<!\\)\|")

Marks = list[tuple[Span, str]]


class Row(Struct, frozen=True):
    """One line of a block's words."""

    line: int
    """Where it stands in the text, counted from 1."""
    in_words: int
    """Where it begins in the words of the block."""
    in_text: int
    """Where it begins in the text."""
    first: int
    """Where its first character that is not blank stands in the text."""
    length: int
    """Its length without the blanks at its end."""


class Words(Struct, eq=False):
    """The words of a block in which inline signs may stand, and where its lines are in the text."""

    words: str
    rows: list[Row]
    read: bool = False

    def places(self, stretch: Span) -> Iterator[tuple[int, Span]]:
        """Yield a stretch of the words as stretches of the text, each with its line."""
        at = bisect_right(self.rows, stretch.start, key=lambda row: row.in_words) - 1
        for row in islice(self.rows, max(at, 0), None):
            if row.in_words >= stretch.end:
                return
            start = max(row.in_text + max(stretch.start - row.in_words, 0), row.first)
            end = row.in_text + min(stretch.end - row.in_words, row.length)
            if start < end:
                yield row.line, Span(start, end)


class Blocks:
    """The blocks of one text. Lines are counted from 1."""

    def __init__(self, text: str) -> None:
        """Read the blocks of `text`; the words within them are read when a line is asked for."""
        self._text = _head(text).translate(REPLACED)
        self._lines = Lines(self._text)
        self._references: EnvType = {}
        self._marks: defaultdict[int, Marks] = defaultdict(list)
        self._words: defaultdict[int, list[Words]] = defaultdict(list)
        # Where the words of a line begin, after the signs of the lists and quotations that hold it.
        self._after: dict[int, int] = {}
        self._quoted: set[int] = set()
        self._cells: Iterator[Span] = iter(())
        readers: dict[str, Callable[[Token], None]] = {
            "blockquote_open": self._quotation, "list_item_open": self._item, "heading_open": self._heading,
            "table_open": self._table, "tr_open": self._table_row, "hr": self._rule, "fence": self._fence,
            "code_block": self._code,
        }  # fmt: skip
        tokens = parser().parse(self._text, self._references)
        for opening, token in pairwise([Token("", "", 0), *tokens]):
            if token.type == "inline":
                self._inline(opening, token)
            elif token.type in readers:
                readers[token.type](token)

    def on(self, line: int) -> Marks:
        """Return what is on a line, by start, longer first; of two equal ones what lies around comes first."""
        for words in self._words.get(line, ()):
            if not words.read:
                words.read = True
                for stretch, slot in signs(words.words, self._references):
                    for at, place in words.places(stretch):
                        self._marks[at].append((place, slot))
        return sorted(self._marks.get(line, ()), key=lambda mark: (mark[0].start, -mark[0].end))

    # What all blocks have in common

    def _range(self, token: Token) -> range:
        """Return the lines of a block."""
        first, last = token.map or (0, 0)
        return range(first + 1, min(last, len(self._lines)) + 1)

    def _begin(self, line: int, blank: re.Pattern[str] = INDENT) -> int:
        """Return where the next sign or word of a line stands, after what was found on it so far."""
        stretch = self._lines.span(line)
        found = blank.match(self._text, self._after.get(line, stretch.start), stretch.end)
        return found.end() if found else stretch.end

    def _end(self, line: int) -> int:
        """Return where the last word of a line ends."""
        stretch = self._lines.span(line)
        return stretch.start + len(stretch.of(self._text).rstrip())

    def _mark(self, line: int, start: int, end: int, slot: str) -> None:
        if start < end:
            self._marks[line].append((Span(start, end), slot))

    def _sign(self, line: int, sign: str) -> bool:
        """Mark a sign that is to stand next on a line, and say whether it does."""
        start = self._begin(line)
        if not (sign and self._text.startswith(sign, start)):
            return False
        self._after[line] = start + len(sign)
        self._mark(line, start, start + len(sign), "marks")
        return True

    def _signs_only(self, line: int, signs: str) -> None:
        """Mark what is left of a line, if it is made of these signs alone."""
        start, end = self._begin(line), self._end(line)
        if not "".join(self._text[start:end].split()).strip(signs):
            self._mark(line, start, end, "marks")

    # Blocks that hold others

    def _quotation(self, token: Token) -> None:
        for line in self._range(token):
            # A lazy line belongs to the quotation and has no sign.
            self._sign(line, ">")
            if line not in self._quoted:
                self._quoted.add(line)
                self._mark(line, self._begin(line), self._end(line), "blockquote")

    def _item(self, token: Token) -> None:
        for line in self._range(token)[:1]:
            self._sign(line, token.info + token.markup)

    # Blocks of one kind of line

    def _rule(self, token: Token) -> None:
        for line in self._range(token)[:1]:
            self._signs_only(line, "*-_")

    def _heading(self, token: Token) -> None:
        lines = self._range(token)
        if token.markup in ("=", "-"):
            for line in lines[-1:]:
                self._signs_only(line, token.markup)
        else:
            for line in lines[:1]:
                self._sign(line, token.markup)

    def _fence(self, token: Token) -> None:
        lines = self._range(token)
        for line in lines[:1]:
            if self._sign(line, token.markup):
                self._mark(line, self._after[line], self._end(line), "marks")
        rows = token.content.removesuffix("\n").split("\n") if token.content else []
        self._code_rows(rows, lines[1:])
        for line in lines[len(rows) + 1 :][:1]:
            self._signs_only(line, token.markup[:1])

    def _code(self, token: Token) -> None:
        self._code_rows(token.content.removesuffix("\n").split("\n"), self._range(token))

    def _code_rows(self, rows: list[str], lines: range) -> None:
        """Mark rows of code with as much of the indentation as is code too."""
        for row, line in zip(rows, lines, strict=False):
            words, first = row.strip(), self._begin(line, BLANK)
            if self._text.startswith(words, first):
                start = max(first - row.index(words), self._after.get(line, self._lines.span(line).start))
                self._mark(line, start if words else first, first + len(words), "code")

    def _table(self, token: Token) -> None:
        for line in self._range(token)[1:2]:
            self._signs_only(line, "|:-")

    def _table_row(self, token: Token) -> None:
        """Cut a row as markdown-it does: at every bar without a backslash, with or without bars at the ends."""
        cells = []
        for line in self._range(token)[:1]:
            start = self._begin(line, BLANK)
            end = max(self._end(line), start)
            for bar in PIPE.finditer(self._text, start, end):
                self._mark(line, bar.start(), bar.end(), "marks")
                cells.append(Span(start, bar.start()))
                start = bar.end()
            cells.append(Span(start, end))
        self._cells = iter(cells[bool(cells) and not len(cells[0]) :])

    # Words

    def _inline(self, opening: Token, token: Token) -> None:
        lines = self._range(token)
        if opening.tag in ("th", "td"):
            cell = next(self._cells, None)
            if cell is None:
                return
            self._after[lines[0]] = cell.start
            if cell.of(self._text).strip() != token.content.strip():
                return
        rows = self._rows(token.content, lines)
        if opening.type == "heading_open":
            self._headed(opening, rows)
        if rows and len(token.content) <= WORDS:
            words = Words(token.content, rows)
            for row in rows:
                self._words[row.line].append(words)

    def _headed(self, opening: Token, rows: list[Row]) -> None:
        for row in rows:
            self._mark(row.line, row.first, row.in_text + row.length, "heading")
        if rows and opening.markup.startswith("#"):
            self._after[rows[-1].line] = rows[-1].in_text + rows[-1].length
            self._signs_only(rows[-1].line, "#")

    def _rows(self, content: str, lines: range) -> list[Row]:
        """Return where the rows of a block's words stand in the text; none unless every one of them is found."""
        found: list[Row] = []
        in_words = 0
        rest = iter(lines)
        for number, row in enumerate(content.split("\n")):
            line, words = next(rest, None), row.lstrip()
            # Lines of strange blanks alone are taken off like any others.
            while line and words and number == 0 and self._begin(line, BLANK) == self._lines.span(line).end:
                line = next(rest, None)
            first = self._begin(line, BLANK) if line else 0
            if line is None or not self._text.startswith(words, first):
                return []
            found.append(Row(line, in_words, first - (len(row) - len(words)), first, len(row.rstrip())))
            in_words += len(row) + 1
        return found


def _head(text: str) -> str:
    """Return as much of a text as is read as Markdown, in whole lines."""
    lines = Lines(text)
    end = lines.span(min(len(lines), LINES)).end
    return text[: end if end <= CODE_POINTS else max(text.rfind("\n", 0, CODE_POINTS), 0)]
