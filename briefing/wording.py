"""Where two wordings differ, word by word.

Owns the comparison of two stretches of text. Refuses meaning: that two words mean the same is for the reader to see.

The longest common run of words, then the same on either side of it (Ratcliff and Obershelp, as in difflib).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from briefing.folding import DASHES, DOUBLE, SINGLE
from briefing.spans import Span

WORD = re.compile(r"[\w\u0300-\u036f]+(?:[’'.-][\w\u0300-\u036f]+)*|[^\w\s]")
"""A word, with the apostrophes, stops and hyphens inside it, or a single sign."""

MOST = 2000
"""Words of either side that are compared; what comes after counts as different."""

ALIKE = {ord(sign): plain for plain, signs in (("'", SINGLE), ('"', DOUBLE), ("-", DASHES)) for sign in signs}
"""Signs that differ in typing and not in what was said."""


def differing(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """Return what differs in each of two texts, as stretches of whole words, in order and apart.

    Capitals, white space and kinds of quotation marks do not count as a difference.
    """
    words, others = _words(one), _words(other)
    keys, other_keys = _keys(one, words), _keys(other, others)
    if keys == other_keys:
        return [], []
    matcher = SequenceMatcher(None, keys[:MOST], other_keys[:MOST], autojunk=False)
    same = matcher.get_matching_blocks()
    mine = {at for block in same for at in range(block.a, block.a + block.size)}
    theirs = {at for block in same for at in range(block.b, block.b + block.size)}
    return _stretches(words, mine), _stretches(others, theirs)


def likeness(one: str, other: str) -> float:
    """Return the share of words that two texts have in common, in order, from 0 to 1."""
    keys, others = _keys(one, _words(one)[:MOST]), _keys(other, _words(other)[:MOST])
    return SequenceMatcher(None, keys, others, autojunk=False).ratio()


def _words(text: str) -> list[Span]:
    return [Span(*found.span()) for found in WORD.finditer(text)]


def _keys(text: str, words: list[Span]) -> list[str]:
    """Return what of each word counts."""
    return [word.of(text).translate(ALIKE).casefold() for word in words]


def _stretches(words: list[Span], same: set[int]) -> list[Span]:
    """Join neighbouring words that are not the same into stretches."""
    found: list[Span] = []
    open_since: int | None = None
    for at, word in enumerate(words):
        if at in same:
            open_since = None
        elif open_since is None:
            open_since = word.start
            found.append(word)
        else:
            found[-1] = Span(open_since, word.end)
    return found
