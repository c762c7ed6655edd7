"""Our re-implementation of the rule that the Hypothesis client publishes for finding a quotation again.

After src/annotator/anchoring/match-quote.ts of hypothesis/client at 9d28950: written from its description, not copied.
"""

from __future__ import annotations

from briefing.anchoring import occurrences
from briefing.approximate import distances, reach
from briefing.selectors import Selector
from briefing.spans import Span


def search(text: str, words: str, limit: int) -> list[tuple[Span, int]]:
    """Return exact hits if there are any, else those with the fewest edits."""
    exact = [(Span(at, at + len(words)), 0) for at in occurrences(words, text)]
    if exact or not words:
        return exact
    all_ = distances(words, text)
    best = min(all_, default=limit + 1)
    if best > limit:
        return []
    found = []
    for end in (end for end, distance in enumerate(all_, start=1) if distance == best):
        _, length = reach(words[::-1], text[max(0, end - len(words) - best) : end][::-1])
        found.append((Span(end - length, end), best))
    return found


def match_quote(selector: Selector, hint: int, text: str) -> Span | None:
    """Return the place with the best score; there is no least score."""
    hits = search(text, selector.exact, min(256, len(selector.exact) // 2))

    def score(hit: tuple[Span, int]) -> float:
        span, errors = hit
        words = 1 - errors / len(selector.exact)
        before = _share(selector.prefix, text[max(0, span.start - len(selector.prefix)) : span.start])
        after = _share(selector.suffix, text[span.end : span.end + len(selector.suffix)])
        position = 1 - abs(span.start - hint) / len(text)
        return (50 * words + 20 * before + 20 * after + 2 * position) / 92

    return max(hits, key=score)[0] if hits else None


def _share(words: str, window: str) -> float:
    if not words:
        return 1.0
    return 1 - min(distances(words, window), default=len(words)) / len(words)
