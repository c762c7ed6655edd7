"""A text in which what a copy loses is alike, with the way back to the text as it was received.

Owns the table of what counts as typography: white space, quotation marks, dashes, ellipses, ligatures, the composition
of letters, what cannot be seen, and on demand the marks of Markdown. Refuses everything that can carry meaning: no
capital, letter, digit, operator, percent or currency sign is ever folded, and U+200C and U+200D stay, for they spell
words in some scripts and make emoji in all. Offsets are code points.

A folded text is a chain of layers. Each layer keeps stretches as they are or puts others in their place, so that an
offset finds its way back by bisection; a place inside what was replaced as a whole has no way back.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from briefing.spans import Span

UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""What is left out wherever it stands: soft hyphens, joins that join nothing, marks of direction."""

SINGLE = "‘’‚‛‹›′`´ʼ"
DOUBLE = "“”„‟″«»"
DASHES = "‐‑‒–—―−"
"""Dashes and the minus sign are hyphens to most keyboards; a plus never is one."""

SIGNS = re.compile(
    rf"(?P<space>(?! (?![\s{UNSEEN}]))[\s{UNSEEN}]+)"
    rf"|(?P<dash>[{DASHES}]|(?<!-)-{{2,3}}(?![-\d]))|(?P<single>[{SINGLE}])|(?P<double>[{DOUBLE}])|(?P<dots>…)|(?P<ligature>[\ufb00-\ufb06])"
)
FIXED = {"dash": "-", "single": "'", "double": '"', "dots": "..."}
BROKEN_WORD = re.compile(r"\u00ad\s*")
"""A soft hyphen swallows the line break that it made."""

MARKS = re.compile(
    r"(?P<quote>^[ \t]{0,3}(?:>[ \t]?)+|^#{1,6}[ \t]+)"
    r"|(?P<note>\[\^[^\]\s]{1,40}\])"
    r"|(?P<link>!?\[(?P<label>[^\[\]]{1,500})\]\([^()\s]{0,2000}(?:[ ]\"[^\"\n]{0,200}\")?\))"
    r"|(?P<strong>(?<![*\w])\*{1,3}(?=[^\s*](?:[^*\n]|\n(?!\n)){0,1000}(?<!\s)\*))"
    r"|(?P<close>(?<=[^\s*])\*{1,3}(?![*\w]))"
    r"|(?P<under>(?<!\w)_{1,3}(?=[^\s_](?:[^_\n]|\n(?!\n)){0,1000}(?<!\s)_(?!\w)))"
    r"|(?P<under_close>(?<=[^\s_])_{1,3}(?!\w))"
    r"|(?P<tick>`{1,3}(?=[^`\n]{1,500}`))|(?P<tick_close>(?<=[^`\n])`{1,3})|(?P<struck>~~)"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))",
    re.MULTILINE,
)
PAIRS = {"close": "strong", "under_close": "under", "tick_close": "tick"}

OPENING = re.compile(r"(?:!?\[|[*_`~]{1,3})$")
CLOSING = re.compile(r"\]\([^()\s]{0,2000}(?:[ ]\"[^\"\n]{0,200}\")?\)|[*_`~]{1,3}")
"""Marks directly before and after a stretch."""

Change = tuple[int, int, str]


class Layer:
    """A text made from another by putting stretches in place of others."""

    __slots__ = ("_kept", "_new", "_old", "text")

    def __init__(self, text: str, changes: Iterable[Change]) -> None:
        """Apply `changes` (start, end, replacement) to `text`; they are in order and do not overlap."""
        self._new, self._old, self._kept = array("q"), array("q"), bytearray()
        parts: list[str] = []
        at = length = 0
        for start, end, instead in changes:
            if start > at:
                self._piece(length, at, True)
                parts.append(text[at:start])
                length += start - at
            self._piece(length, start, False)
            parts.append(instead)
            length += len(instead)
            at = end
        if at < len(text):
            self._piece(length, at, True)
            parts.append(text[at:])
            length += len(text) - at
        self._piece(length, len(text), False)
        self.text = "".join(parts)

    def _piece(self, new: int, old: int, kept: bool) -> None:
        self._new.append(new)
        self._old.append(old)
        self._kept.append(kept)

    def back(self, span: Span, outward: bool) -> Span | None:
        """Return the stretch that `span`, not empty, was made from; None where it cuts a piece, unless `outward`."""
        first = bisect_right(self._new, span.start) - 1
        last = bisect_right(self._new, span.end - 1) - 1
        start, end = self._old[first], self._old[last + 1]
        if self._kept[first]:
            start += span.start - self._new[first]
        elif span.start > self._new[first] and not outward:
            return None
        if self._kept[last]:
            end = self._old[last] + span.end - self._new[last]
        elif span.end < self._new[last + 1] and not outward:
            return None
        return Span(start, end)


class Folded:
    """A folded text, and the way back."""

    __slots__ = ("_layers", "text")

    def __init__(self, text: str, markdown: bool = False) -> None:
        """Fold `text`, whose line breaks are `\\n`; `markdown` leaves its marks out, too."""
        self._layers = []
        if markdown:
            self._layers.append(Layer(text, _marks(text)))
            text = self._layers[-1].text
        if not unicodedata.is_normalized("NFC", text):
            self._layers.append(Layer(text, _composed(text)))
            text = self._layers[-1].text
        self._layers.append(Layer(text, _signs(text)))
        self.text = self._layers[-1].text

    def back(self, span: Span, outward: bool = False) -> Span | None:
        """Return where `span` of the folded text stands in the text received.

        None where it would cut something that was folded as a whole, or covers nothing; `outward` takes all of it.
        """
        found: Span | None = span
        for layer in reversed(self._layers):
            if found is None or not len(found):
                return None
            found = layer.back(found, outward)
        return found


@lru_cache(maxsize=4)
def folded(text: str, markdown: bool = False) -> Folded:
    """Return the folded text of a document; those asked for last are kept, as all passages of one come together."""
    return Folded(text, markdown)


def fold(words: str, markdown: bool = False) -> str:
    """Return words as they are looked for in a folded text: white space at their edges does not count."""
    return Folded(words, markdown).text.strip()


def whole(span: Span, text: str, words: str, markdown: bool) -> Span | None:
    """Return `span` with the marks at its edges that belong to it, so that it folds to `words`; None if it does not."""
    before = OPENING.search(text, max(0, span.start - 8), span.start) if markdown else None
    after = CLOSING.match(text, span.end) if markdown else None
    starts = (span.start, before.start()) if before else (span.start,)
    ends = (span.end, after.end()) if after else (span.end,)
    wider = (Span(start, end) for start in starts for end in ends)
    return next((place for place in wider if fold(place.of(text), markdown) == words), None)


def _signs(text: str) -> Iterator[Change]:
    for found in SIGNS.finditer(text):
        kind, words = found.lastgroup or "", found.group()
        if kind == "space":
            seen = re.search(r"\s", BROKEN_WORD.sub("", words))
            yield *found.span(), " " if seen else ""
        else:
            yield *found.span(), FIXED.get(kind) or unicodedata.normalize("NFKC", words)


def _composed(text: str) -> Iterator[Change]:
    """Yield the clusters that composition changes. What begins one: no mark, and no vowel or coda of Hangul."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and text[at] > "\u02ff" and _continues(text[at]):
            continue
        if at - start > 1 or text[start] > "\u02ff":
            cluster = text[start:at]
            whole = unicodedata.normalize("NFC", cluster)
            if whole != cluster:
                yield start, at, whole
        start = at


def _continues(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or "\u1160" <= letter <= "\u11ff"


def _marks(text: str) -> Iterator[Change]:
    """Yield the marks of Markdown that go in pairs or stand where only a mark stands. A lone sign is a sign."""
    opened: dict[str, str] = {}
    for found in MARKS.finditer(text):
        kind = found.lastgroup or ""
        kind = "link" if kind == "label" else kind
        if kind == "link":
            yield found.start(), found.start("label"), ""
            yield found.end("label"), found.end(), ""
        elif kind in ("strong", "under", "tick"):
            if opened.get(kind) == found.group() and kind == "tick":
                opened.pop(kind)
            else:
                opened[kind] = found.group()
            yield *found.span(), ""
        elif kind in PAIRS:
            if opened.get(PAIRS[kind]) == found.group():
                del opened[PAIRS[kind]]
                yield *found.span(), ""
        else:
            yield *found.span(), ""
