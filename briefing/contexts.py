"""What stands beside a place, compared with what a selector says stands there.

Owns the agreement of `prefix` and `suffix`, to the letter (white space apart) and approximately. Refuses to choose
between places.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from briefing.approximate import reach
from briefing.selectors import Selector
from briefing.spans import Span

LONG = 24
"""Characters from which on a context may begin or end inside a word: so much does not stand there by chance."""


def given(selector: Selector) -> int:
    """Count the contexts that a selector has: 0, 1 or 2. White space says nothing."""
    return bool(selector.prefix.strip()) + bool(selector.suffix.strip())


def agreement(selector: Selector, hit: Span, text: str) -> int:
    """Count the given contexts that stand beside `hit`: 0, 1 or 2. White space may differ in kind and at the edges."""
    # Most contexts are long and stand there to the letter: those need not be gone through.
    before = _sure(selector.prefix) and text.endswith(selector.prefix, 0, hit.start)
    after = _sure(selector.suffix) and text.startswith(selector.suffix, hit.end)
    if not before:
        prefix = _plain(selector.prefix)
        before = bool(prefix) and _reads(prefix, text, hit.start, back=True)
    if not after:
        suffix = _plain(selector.suffix)
        after = bool(suffix) and _reads(suffix, text, hit.end, back=False)
    return before + after


def _sure(context: str) -> bool:
    """Say whether a context is long enough to end inside a word, whatever white space is in it."""
    return len(context) >= LONG and len(_plain(context)) >= LONG


@lru_cache(maxsize=16)
def _plain(context: str) -> str:
    """Return a context with nothing but single spaces between its words; the same one is asked for at every hit."""
    return " ".join(context.split())


def likeness(selector: Selector, hit: Span, text: str) -> tuple[float, ...]:
    """Return for each given context which share of it stands beside `hit`, in a folded text: 1.0 where all does."""
    shares = []
    for context, side in ((selector.prefix, -1), (selector.suffix, 1)):
        words = " ".join(context.split())[::side]
        if words:
            far = 2 * len(words)
            beside = text[max(0, hit.start - far) : hit.start][::-1] if side < 0 else text[hit.end : hit.end + far]
            shares.append(1 - reach(words, beside.lstrip())[0] / len(words))
    return tuple(shares)


def cut(selector: Selector, hit: Span, text: str) -> bool:
    """Say whether `hit` ends inside a figure or a letter, on a side of which the selector gives no context.

    The words "killed 5" do not stand in "killed 50", nor "resume" in "resumé" written with a combining accent.
    """
    if not selector.prefix.strip() and _in_figure(text, hit.start):
        return True
    accent = hit.end < len(text) and text[hit.end] > "\u02ff" and unicodedata.combining(text[hit.end])
    return not selector.suffix.strip() and (bool(accent) or _in_figure(text, hit.end))


def _in_figure(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if after in ".," and before.isdigit():
        return text[at + 1 : at + 2].isdigit()
    if before in ".," and after.isdigit():
        return text[max(0, at - 2) : at - 1].isdigit()
    return before.isdigit() and after.isdigit()


def _reads(words: str, text: str, at: int, *, back: bool) -> bool:
    """Say whether `words` stand in `text` right before `at`, or else from there on; a space is any white space."""
    pieces = words.split(" ")
    for number, piece in enumerate(reversed(pieces) if back else pieces):
        edge = _past_space(text, at, back=back)
        if number and edge == at:
            return False
        if not (text.endswith(piece, 0, edge) if back else text.startswith(piece, edge)):
            return False
        at = edge - len(piece) if back else edge + len(piece)
    if len(words) >= LONG:
        return True
    # "he said" does not stand in "she said".
    last, beyond = (words[0], at - 1) if back else (words[-1], at)
    return not (0 <= beyond < len(text) and one_word(last, text[beyond]))


def one_word(one: str, other: str) -> bool:
    """Say whether two neighbours belong to one word, in scripts that put borders between words."""
    return all(letter.isdigit() or letter.lower() != letter.upper() for letter in (one, other))


def _past_space(text: str, at: int, *, back: bool) -> int:
    if back:
        while at > 0 and text[at - 1].isspace():
            at -= 1
    else:
        while at < len(text) and text[at].isspace():
            at += 1
    return at
