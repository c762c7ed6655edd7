"""Which place comes nearest to a selector whose words do not stand as given, and whether that is near enough.

Owns the thresholds, all of them here with their reasons, and the search: where words of the selector stand together,
the bit-parallel distance finds every stretch that is like the words. Refuses what Hypothesis's published rule does: to
keep only the nearest words, so that context merely breaks ties, and to believe the best of several bad places.

All offsets are those of a folded text. The work is bounded whatever the words and the text are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from briefing.approximate import minima
from briefing.contexts import likeness, one_word
from briefing.names import UNSPACED
from briefing.selectors import Selector
from briefing.spans import Span

DISTANCE = 0.4
"""Edits for each character of the words within which a stretch is considered at all. Unrelated English prose differs in
0.55 and more; one long word replaced in a short sentence costs up to 0.35."""

SHORT = 15
"""Words below this many characters stand in many places almost; they are believed between two contexts only."""

SHORT_CONTEXT = 0.85
"""How much of both contexts must stand beside short words: all but a slip."""

CONTEXT = 0.6
"""How much of the better context must stand beside other words. Unrelated prose shares 0.35 to 0.5 of 24 characters."""

SCORE = 0.7
"""What a place must score: words as given beside one context of two, or one word changed beside a context changed."""

MARGIN = 0.08
"""How far the best place must lead. In templated reports two places differ by a name or a day, which is less."""

ALIKE = 0.75
"""The share of the words from which on a place that is not believed is called weak and not an orphan."""

WEIGHTS = (50, 20, 20)
"""Words, prefix and suffix in the score, as Hypothesis weighs them; a context that is not given has no weight."""

SEEDS = 64
"""Words of the selector, the longest ones, whose places tell where to look."""

SEEN = 20_000
"""Places of seeds that are looked at, rare seeds first."""

WINDOWS = 64
"""Stretches that are searched, those with most seeds first."""

WORK = 1_000_000
"""Characters that are searched for words of up to 1,000 characters; for longer words, each costs more."""

HITS = 400
"""Places of the very words that are weighed against one another; with more, the words tell nothing."""

GROWTH = 24
"""Characters by which the ends of a stretch may grow to those of words."""

RUN = f"[{UNSPACED}]{{3,}}"
"""Letters of scripts that put no border between words: their seeds are three characters each."""


class Place(Struct, frozen=True):
    """A stretch that is like the words."""

    span: Span
    score: float
    contexts: tuple[float, ...]
    """Which share of each given context stands beside it."""
    words: float
    """Which share of the words stands there: 1.0 for the very words."""
    ungrown: Span
    """The span before it grew to the ends of words that were cut."""


class Nearest(Struct, frozen=True):
    """What came of looking for the nearest place."""

    best: Place | None = None
    accepted: bool = False
    """Whether the best place has score, margin and context."""
    rivals: tuple[Place, ...] = ()
    """Where the best has score and context: the others that come too close to it, itself included."""


def nearest(wanted: Selector, text: str, hits: list[Span]) -> Nearest:
    """Judge all stretches like the folded words of `wanted`, and `hits`, where the very words stand, together."""
    if len(hits) > HITS:
        return Nearest()
    places = [_place(wanted, hit, hit, text, 1.0) for hit in hits]
    for span, distance in _alike(wanted, text):
        if not any(span.overlaps(hit) for hit in hits):
            places.append(_place(wanted, _to_words(span, text), span, text, 1 - distance / len(wanted.exact)))
    places.sort(key=lambda place: (-place.score, place.span))
    if not places:
        return Nearest()
    best = places[0]
    if best.score < SCORE or not _between(wanted, best.contexts):
        return Nearest(best)
    rivals = tuple(place for place in places if best.score - place.score < MARGIN)
    return Nearest(best, True) if len(rivals) == 1 else Nearest(best, False, rivals)


def _between(wanted: Selector, contexts: tuple[float, ...]) -> bool:
    """Say whether enough of the contexts stands there."""
    if len(wanted.exact) < SHORT:
        return len(contexts) == 2 and min(contexts) >= SHORT_CONTEXT
    return max(contexts, default=0.0) >= CONTEXT


def _place(wanted: Selector, span: Span, ungrown: Span, text: str, words: float) -> Place:
    contexts = likeness(wanted, span, text)
    shares = (words, *contexts)
    weights = WEIGHTS[: len(shares)]
    score = sum(weight * share for weight, share in zip(weights, shares, strict=True)) / sum(weights)
    return Place(span, score, contexts, words, ungrown)


def _alike(wanted: Selector, text: str) -> Iterator[tuple[Span, int]]:
    """Yield every stretch within the distance allowed, with its distance, in the stretches worth a search."""
    limit = int(DISTANCE * len(wanted.exact))
    for window in _windows(wanted, text, limit):
        for span, distance in minima(wanted.exact, window.of(text), limit):
            yield Span(window.start + span.start, window.start + span.end), distance


def _windows(wanted: Selector, text: str, limit: int) -> list[Span]:
    """Return the stretches in which most seeds stand as far from one another as in the selector, none overlapping."""
    length = len(wanted.exact)
    step = limit + 32
    votes: defaultdict[int, int] = defaultdict(int)
    for at, seed, offset in _seen(wanted, text):
        bin_ = max(0, at - offset) // step
        votes[bin_] += len(seed)
        votes[bin_ - 1] += len(seed)
    size = length + 3 * step + 2 * limit
    most = max(4, min(WINDOWS, WORK // (size * (1 + length // 1_000))))
    best = sorted(votes, key=lambda bin_: (-votes[bin_], bin_))[: 2 * most]
    starts = (max(0, bin_ * step - limit) for bin_ in best)
    return _merged(Span(start, min(len(text), start + size)) for start in starts if start < len(text))


def _seen(wanted: Selector, text: str) -> Iterator[tuple[int, str, int]]:
    """Yield places of seeds, rare seeds first: where, which, and how far from the first of the words it should be."""
    frame = f"{wanted.prefix} {wanted.exact} {wanted.suffix}"
    before = len(wanted.prefix) + 1
    offsets: defaultdict[str, list[int]] = defaultdict(list)
    for found in re.finditer(r"\w+", frame):
        run = found.group()
        cuts = range(len(run) - 2) if re.search(RUN, run) else (0,)
        for cut in cuts:
            seed = run[cut : cut + 3] if len(cuts) > 1 else run
            offsets[seed].append(found.start() + cut - before)
    seeds = sorted(offsets, key=len, reverse=True)[:SEEDS]
    left = SEEN
    for seed in sorted(seeds, key=text.count):
        at = text.find(seed)
        while at >= 0 and left > 0:
            left -= 1
            for offset in offsets[seed][:4]:
                yield at, seed, offset
            at = text.find(seed, at + 1)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _to_words(span: Span, text: str) -> Span:
    """Grow to the ends of the words that are cut, and shrink to what is no space."""
    words = span.of(text)
    start, end = span.end - len(words.lstrip()), span.start + len(words.rstrip())
    first, last = max(1, start - GROWTH), min(len(text), end + GROWTH)
    while first <= start < len(text) and one_word(text[start - 1], text[start]):
        start -= 1
    while 0 < end < last and one_word(text[end - 1], text[end]):
        end += 1
    return Span(start, end) if start < end else span


def reached(words: str, text: str) -> str:
    """Return the longest run of words, as they follow one another in `words`, that stands in `text`; "" for none.

    Only the first 80 words are tried, so that a long quotation does not search a long text for ever.
    """
    given = words.split()[:80]
    start = end = 0
    best = (0, 0)
    while end < len(given):
        if " ".join(given[start : end + 1]) in text:
            end += 1
            best = max(best, (end - start, -start))
        elif start == end:
            start = end = end + 1
        else:
            start += 1
    length, start = best[0], -best[1]
    return " ".join(given[start : start + length])
