"""Which documents are Markdown, and what that means for each stretch of their words.

Owns the decision, and `Meanings`: the words that are headings, quotations, emphasis, code or links, and the signs that
say so, found line by line when they are asked for. Refuses to change a character, to style what is not certain (it
stays plain), and to know how anything looks: a meaning is the name of a theme's slot. Never raises for a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefing.passages import Document
from briefing.spans import Lines, Span, SpanIndex

if TYPE_CHECKING:
    from briefing.markdown import Blocks

PLAIN, MARKDOWN = "plain", "markdown"

SUFFIXES = (".md", ".markdown")
"""What the name of a file ends with that is Markdown when the digest does not say."""

Meaning = tuple[Span, str]
"""A stretch of words within one line, and the slot of what they mean; `marks` are the signs themselves."""

KEPT = 8
"""Texts whose meanings are kept, so that going to and fro between documents costs nothing."""


def markup_of(document: Document) -> str:
    """Return `plain` or `markdown`: what the digest says, else what the name of the file says."""
    by_name = MARKDOWN if PurePosixPath(document.path).suffix.lower() in SUFFIXES else PLAIN
    return document.markup or by_name


class Meanings:
    """What the words of one text mean. Nothing is worked out before it is asked for, and nothing twice."""

    def __init__(self, text: str, markup: str) -> None:
        """Take a text whose line breaks are `\\n`, and its markup; only `markdown` means anything."""
        self._blocks = _read(text) if markup == MARKDOWN else None
        self._lines = Lines(text if self._blocks else "")
        self._by_line: dict[int, tuple[SpanIndex, list[Meaning]]] = {}

    def touching(self, stretch: Span) -> Iterator[Meaning]:
        """Yield the meanings that overlap `stretch` by start, longer first: each is to be laid over those before it."""
        if self._blocks is None:
            return
        first, last = self._lines.line_at(stretch.start), self._lines.line_at(max(stretch.end - 1, stretch.start))
        for line in range(first, last + 1):
            index, meanings = self._on(line, self._blocks)
            for at in index.touching(stretch):
                yield meanings[at]

    def _on(self, line: int, blocks: Blocks) -> tuple[SpanIndex, list[Meaning]]:
        if line not in self._by_line:
            meanings = blocks.on(line)
            self._by_line[line] = SpanIndex(span for span, _ in meanings), meanings
        return self._by_line[line]


@lru_cache(maxsize=KEPT)
def meanings(text: str, markup: str) -> Meanings:
    """Return what the words of a text mean; the same for the same text."""
    return Meanings(text, markup)


def styled(text: str, markup: str) -> tuple[Meaning, ...]:
    """Return what all the words of a text mean, by start, longer first. No stretch goes beyond its line."""
    return tuple(Meanings(text, markup).touching(Span(0, len(text))))


def _read(text: str) -> Blocks:
    # Here and not above, so that only those who read Markdown wait for markdown-it.
    from briefing.markdown import Blocks

    return Blocks(text)
