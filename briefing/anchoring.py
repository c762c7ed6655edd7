"""Finds the words of a selector in a text, and writes the selector for words in a text.

Owns `match` and `describe`, which are each other's inverse: `match(describe(span, text), text).span == span`. Pure
and exact: character for character, with the context deciding. Refuses to guess: where the context speaks against
the only hit, or leaves several, the answer says so and carries no span.

The pair follows Apache Annotator's text-quote match and describe; unlike it, and unlike Hypothesis, a lone hit is
believed only if the context given with it agrees, because a copy elsewhere is what remains when the original was
edited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from briefing.selectors import Selector
from briefing.spans import Span

CONTEXT = 24
"""Characters of context that `describe` writes on either side before it asks whether they are enough."""

CONTEXT_LIMIT = 160
"""Context beyond this is no longer readable; `occurrence` settles what remains."""

WORD_LIMIT = 3 * CONTEXT_LIMIT
"""A context that would have to be longer than this to end where a word ends is none: a context may cut no word."""


class Status(StrEnum):
    """How a selector fared. Only `EXACT` may be shown as evidence."""

    EXACT = "exact"
    """Found, and nothing speaks against it."""
    WEAK = "weak"
    """The words stand there, but neither the context nor the occurrence given with them agrees."""
    AMBIGUOUS = "ambiguous"
    """The words stand in several places and nothing tells them apart."""
    ORPHAN = "orphan"
    """The words stand nowhere in the document."""
    MISSING = "missing"
    """The document could not be read."""
    UNREAD = "unread"
    """The document has not been read yet."""

    @property
    def trusted(self) -> bool:
        """Say whether the place may be shown as evidence."""
        return self is Status.EXACT

    @property
    def distrusted(self) -> bool:
        """Say whether somebody has to look at the passage: it was sought, and not found for sure."""
        return self not in (Status.EXACT, Status.UNREAD)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A selector resolved in today's text."""

    status: Status
    span: Span | None = None
    """Where the words stand; only present when the status is trusted."""
    candidates: tuple[Span, ...] = ()
    """The places that were considered and not believed, for the reader to judge."""


ORPHANED = Anchor(Status.ORPHAN)
MISSED = Anchor(Status.MISSING)
WAITING = Anchor(Status.UNREAD)


def occurrences(words: str, text: str) -> Iterator[int]:
    """Yield the start of every hit of `words` in `text`, overlapping ones too, in order."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def match(selector: Selector, text: str) -> Anchor:
    """Resolve `selector` in `text` (line breaks as `\\n`).

    Of several hits the one with most agreeing context wins, then `occurrence`, which counts all hits; a tie is
    ambiguous.
    """
    if not selector.exact:
        return ORPHANED
    starts = list(occurrences(selector.exact, text))
    if not starts:
        return ORPHANED
    hits = [Span(start, start + len(selector.exact)) for start in starts]
    scores = [_agreement(selector, hit, text) for hit in hits]
    best = max(scores)
    given = bool(selector.prefix.strip()) + bool(selector.suffix.strip())
    if given and best == 0:
        return Anchor(Status.WEAK if len(hits) == 1 else Status.AMBIGUOUS, candidates=tuple(hits))
    favoured = [hit for hit, score in zip(hits, scores, strict=True) if score == best]
    if len(favoured) > 1 and selector.occurrence:
        favoured = [hit for hit in favoured if hit in hits[selector.occurrence - 1 : selector.occurrence]]
    elif not given and selector.occurrence > len(hits):
        return Anchor(Status.WEAK, candidates=tuple(hits))
    if len(favoured) == 1:
        return Anchor(Status.EXACT, favoured[0])
    return Anchor(Status.AMBIGUOUS, candidates=tuple(hits))


def describe(span: Span, text: str) -> Selector:
    """Write the selector that finds `span` again: its words, and context grown to word ends until nothing else fits.

    Raises ValueError for a span that covers nothing or reaches past the text.
    """
    exact = span.of(text)
    if not exact or span.end > len(text):
        raise ValueError(f"nothing to describe at {span.start} to {span.end}")
    reach = CONTEXT
    while True:
        selector = Selector(exact, _before(span.start, reach, text), _after(span.end, reach, text))
        if match(selector, text).span == span:
            return selector
        if reach >= CONTEXT_LIMIT:
            ordinal = 1 + sum(start < span.start for start in occurrences(exact, text))
            return Selector(exact, selector.prefix, selector.suffix, ordinal)
        reach += CONTEXT


def _agreement(selector: Selector, hit: Span, text: str) -> int:
    """Count the given contexts that stand beside `hit`: 0, 1 or 2. White space may differ in kind and at the edges."""
    prefix, suffix = (" ".join(context.split()) for context in (selector.prefix, selector.suffix))
    agreeing = bool(prefix) and _reads(prefix[::-1], text, hit.start - 1, -1)
    return agreeing + (bool(suffix) and _reads(suffix, text, hit.end, 1))


def _reads(words: str, text: str, at: int, step: int) -> bool:
    """Say whether `words` stand in `text` from `at` on, read forwards or backwards; a space is any white space."""
    at = _past_space(text, at, step)
    for character in words:
        if not 0 <= at < len(text):
            return False
        if character == " " and text[at].isspace():
            at = _past_space(text, at, step)
        elif character == text[at]:
            at += step
        else:
            return False
    # "he said" does not stand in "she said".
    return not (0 <= at < len(text) and one_word(words[-1], text[at]))


def one_word(one: str, other: str) -> bool:
    """Say whether two neighbours belong to one word, in scripts that put borders between words."""
    return all(letter.isdigit() or letter.lower() != letter.upper() for letter in (one, other))


def _past_space(text: str, at: int, step: int) -> int:
    while 0 <= at < len(text) and text[at].isspace():
        at += step
    return at


def _before(offset: int, reach: int, text: str) -> str:
    """Return at least `reach` characters before `offset`, grown to the start of a word, where the text has them."""
    start = max(0, offset - reach)
    while start > 0 and not text[start - 1].isspace() and offset - start < 2 * reach:
        start -= 1
    while 0 < start < len(text) and one_word(text[start - 1], text[start]):
        start -= 1
        if offset - start > WORD_LIMIT:
            return ""
    return text[start:offset]


def _after(offset: int, reach: int, text: str) -> str:
    """Return at least `reach` characters after `offset`, grown to the end of a word, where the text has them."""
    end = min(len(text), offset + reach)
    while end < len(text) and not text[end].isspace() and end - offset < 2 * reach:
        end += 1
    while 0 < end < len(text) and one_word(text[end - 1], text[end]):
        end += 1
        if end - offset > WORD_LIMIT:
            return ""
    return text[offset:end]
