"""Finds the words of a selector in a text, and writes the selector for words in a text.

Owns the ladder of `match`, its statuses, and `describe`; the two are each other's inverse:
`match(describe(span, text), text).span == span`. A rung answers only where every context given agrees: first the words
as they are, then in a folded text (`folding`), then with omissions (`elisions`). What is left goes to `nearness`, whose
answer is never silent: it has to be confirmed, or is not shown as evidence. Refuses to guess: where the context speaks
against a place, or leaves several, the answer says so and carries no span.

The pair follows Apache Annotator's text-quote match and describe; unlike it, and unlike Hypothesis, a lone hit is
believed only if all context given with it agrees, because a copy elsewhere is what remains when the original was
edited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from briefing.anchors import MISSED, ORPHANED, WAITING, Anchor, Status, believed, doubted
from briefing.contexts import agreement, cut, given, one_word
from briefing.elisions import pieces, places
from briefing.figures import same_figures
from briefing.folding import Folded, fold, folded, whole
from briefing.nearness import ALIKE, SHORT, Nearest, nearest, reached
from briefing.selectors import Selector
from briefing.spans import Span

__all__ = [
    "MISSED", "ORPHANED", "WAITING", "Anchor", "Status", "describe", "everywhere", "match", "occurrences", "stands",
]  # fmt: skip

CONTEXT = 24
"""Characters of context that `describe` writes on either side before it asks whether they are enough."""

CONTEXT_LIMIT = 160
"""Context beyond this is no longer readable; `occurrence` settles what remains."""

WORD_LIMIT = 3 * CONTEXT_LIMIT
"""A context that would have to be longer than this to end where a word ends may cut the word."""

HEAD = 12
"""Characters by which the places are found where some of many words begin: few places have them by chance."""

HITS = 100_000
"""Places of the same words after which nobody counts on."""


def occurrences(words: str, text: str) -> Iterator[int]:
    """Yield the start of every hit of `words` in `text`, overlapping ones too, in order."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def everywhere(words: Collection[str], text: str) -> dict[str, list[int]]:
    """Return what `occurrences` yields for each of many words, in one go through the text.

    Looks at every place for what some of them begin with, and there alone for the words: the search for many patterns
    of Karp and Rabin (1987), with slices where they have sums.
    """
    found: dict[str, list[int]] = {one: [] for one in words}
    by_head = defaultdict[str, list[str]](list)
    for one in found:
        if len(one) >= HEAD:
            by_head[one[:HEAD]].append(one)
        else:
            found[one] = [*islice(occurrences(one, text), HITS)]
    for at in [at for at in range(len(text) - HEAD + 1) if text[at : at + HEAD] in by_head]:
        for one in by_head[text[at : at + HEAD]]:
            if text.startswith(one, at) and len(found[one]) < HITS:
                found[one].append(at)
    return found


def match(selector: Selector, text: str, *, near: bool = True, starts: Sequence[int] | None = None) -> Anchor:
    """Resolve `selector` in `text` (line breaks as `\\n`), on the first rung of the ladder that decides.

    The last rung, the nearest words, is left out where `near` is false: it takes the longest. `starts` are the places
    where the exact words stand, where somebody has looked `everywhere` already.

    On every rung, of several hits whose context agrees `occurrence` chooses, which counts all hits of that rung.
    """
    if not selector.exact:
        return ORPHANED
    hits = _hits(selector.exact, text) if starts is None else _spans(selector.exact, starts)
    if len(hits) >= HITS:
        return doubted(Status.AMBIGUOUS, hits)
    if settled := _settled(selector, hits, text, Status.EXACT):
        return settled
    return _loosely(selector, text, hits, near=near)


def stands(words: str, text: str) -> Span | None:
    """Return the first place where words stand in a text, exactly or but for typography; None where they do not."""
    if (at := text.find(words)) >= 0:
        return Span(at, at + len(words))
    wanted, there = fold(words), folded(text)
    return next(iter(_original(_hits(wanted, there.text)[:1], there)), None) if wanted else None


def _hits(words: str, text: str) -> list[Span]:
    return _spans(words, islice(occurrences(words, text), HITS))


def _spans(words: str, starts: Iterable[int]) -> list[Span]:
    return [Span(start, start + len(words)) for start in starts]


def _settled(selector: Selector, hits: list[Span], text: str, status: Status) -> Anchor | None:
    """Return what comes of hits whose contexts, as far as given, all agree; None where there is no such hit."""
    if not hits:
        return None
    contexts = given(selector)
    favoured = [hit for hit in hits if agreement(selector, hit, text) == contexts] if contexts else hits
    if not favoured:
        return None
    if len(favoured) > 1 and selector.occurrence:
        favoured = [hit for hit in favoured if hit in hits[selector.occurrence - 1 : selector.occurrence]]
    elif not contexts and selector.occurrence > len(hits):
        return doubted(Status.WEAK, hits)
    whole = [hit for hit in favoured if not cut(selector, hit, text)] if len(favoured) <= 2 else favoured
    if len(whole) == 1:
        return believed(status, whole[0])
    return doubted(Status.WEAK if len(hits) == 1 else Status.AMBIGUOUS, hits)


def _loosely(selector: Selector, text: str, hits: list[Span], *, near: bool) -> Anchor:
    """Climb the rungs above the exact one; `hits` are those of the exact words, none of which was believed."""
    fallback = _unsettled(hits)
    plain, bare = folded(text), folded(text, markdown=True)
    for there, markdown in [(plain, False), (bare, True)]:
        wanted = _folded(selector, markdown)
        if not wanted.exact:
            return fallback or ORPHANED
        alike = _hits(wanted.exact, there.text)
        settled = _settled(wanted, alike, there.text, Status.NORMALISED)
        if settled and (anchor := _unfolded(settled, selector, there, text, markdown)):
            return anchor
        if elided := _elided(wanted, there):
            return elided
        fallback = fallback or _unsettled(_original(alike, there))
    return _near(_folded(selector, markdown=True), bare, fallback) if near else fallback or ORPHANED


def _unsettled(places: list[Span]) -> Anchor | None:
    """Return the anchor of places where the very words stand, beside other context; None for no place."""
    return doubted(Status.WEAK if len(places) == 1 else Status.AMBIGUOUS, places) if places else None


def _folded(selector: Selector, markdown: bool) -> Selector:
    exact, prefix, suffix = (fold(part, markdown) for part in (selector.exact, selector.prefix, selector.suffix))
    return Selector(exact, prefix, suffix, selector.occurrence)


def _original(spans: Sequence[Span], there: Folded) -> list[Span]:
    return [span for span in map(there.back, spans) if span]


def _unfolded(settled: Anchor, selector: Selector, there: Folded, text: str, markdown: bool) -> Anchor | None:
    """Return the anchor in the text received; None where no place has a way back."""
    if settled.span is None:
        standing = _original(settled.candidates, there)
        # Of many places only some are at hand; of few, those without a way back are none.
        many = settled.considered if settled.considered > len(settled.candidates) else 0
        return doubted(settled.status, standing, considered=many) if standing else None
    inner = there.back(settled.span)
    span = whole(inner, text, fold(selector.exact, markdown), markdown) if inner else None
    if span is None:
        return None
    return believed(Status.EXACT if span.of(text) == selector.exact else Status.NORMALISED, span)


def _elided(wanted: Selector, there: Folded) -> Anchor | None:
    """Return where words with omissions stand; None where they have none, or do not stand anywhere."""
    parts = pieces(wanted.exact)
    laid, all_laid = places(parts, there.text)
    contexts = given(wanted)
    agreeing = [place for place in laid if agreement(wanted, place.span, there.text) == contexts]
    # Short pieces follow one another in many places: they are believed between two contexts only.
    sure = contexts == 2 or all(len(part) >= SHORT for part in parts)
    # The only place of those that were looked at need not be the only one.
    if all_laid and len(agreeing) == 1 and sure and (span := there.back(agreeing[0].span)):
        gaps = (there.back(gap, outward=True) or gap for gap in agreeing[0].gaps if len(gap))
        return believed(Status.ELIDED, span, gaps=tuple(gaps))
    return _unsettled(_original([place.span for place in laid], there))


def _near(wanted: Selector, there: Folded, fallback: Anchor | None) -> Anchor:
    """Return what comes of the place nearest to words that stand nowhere, or not where their context says."""
    near = nearest(wanted, there.text, _hits(wanted.exact, there.text))
    place = there.back(near.best.span, outward=True) if near.best else None
    if near.best is None or place is None:
        return fallback or _orphan(wanted, there)
    score = round(near.best.score, 3)
    if near.accepted:
        # No cut figure passes for a whole one, and no "not" whose end alone was given for another one that is gone.
        compared = (near.best.span, near.best.ungrown)
        same = all(same_figures(wanted.exact, span.of(there.text)) for span in compared)
        return believed(Status.FUZZY, place, score) if same else doubted(Status.CHANGED, [place], score=score)
    if fallback:
        found = place if near.rivals else None
        return doubted(fallback.status, fallback.candidates, found, score, fallback.considered)
    if near.rivals:
        return doubted(Status.AMBIGUOUS, _outward(near, there), place, score)
    if given(wanted) and near.best.words >= ALIKE and len(wanted.exact) >= SHORT:
        return doubted(Status.WEAK, [place], score=score)
    return replace(_orphan(wanted, there), near=place, score=score)


def _orphan(wanted: Selector, there: Folded) -> Anchor:
    return Anchor(Status.ORPHAN, score=0.0, reached=reached(wanted.exact, there.text))


def _outward(near: Nearest, there: Folded) -> list[Span]:
    return [span for place in near.rivals if (span := there.back(place.span, outward=True))]


def describe(span: Span, text: str) -> Selector:
    """Write the selector that finds `span` again: its words, and context grown to word ends until nothing else fits.

    Raises ValueError for a span that covers nothing or reaches past the text.
    """
    exact = span.of(text)
    if not exact or span.end > len(text):
        raise ValueError(f"nothing to describe at {span.start} to {span.end}")
    hits = _hits(exact, text)
    reach = CONTEXT
    while True:
        selector = Selector(exact, _before(span.start, reach, text), _after(span.end, reach, text))
        settled = _settled(selector, hits, text, Status.EXACT)
        if settled and settled.span == span:
            return selector
        if reach >= CONTEXT_LIMIT:
            ordinal = 1 + sum(hit.start < span.start for hit in hits)
            return Selector(exact, selector.prefix, selector.suffix, ordinal)
        reach += CONTEXT


def _before(offset: int, reach: int, text: str) -> str:
    """Return at least `reach` characters before `offset`, grown to the start of a word, where the text has them."""
    start = max(0, offset - reach)
    while start > 0 and not text[start - 1].isspace() and offset - start < 2 * reach:
        start -= 1
    while 0 < start < len(text) and one_word(text[start - 1], text[start]):
        start -= 1
        if offset - start > WORD_LIMIT:
            return text[max(0, offset - reach) : offset]
    return text[start:offset]


def _after(offset: int, reach: int, text: str) -> str:
    """Return at least `reach` characters after `offset`, grown to the end of a word, where the text has them."""
    end = min(len(text), offset + reach)
    while end < len(text) and not text[end].isspace() and end - offset < 2 * reach:
        end += 1
    while 0 < end < len(text) and one_word(text[end - 1], text[end]):
        end += 1
        if end - offset > WORD_LIMIT:
            return text[offset : offset + reach]
    return text[offset:end]
