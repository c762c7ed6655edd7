"""From words that somebody copied to a passage that is ready for the digest.

Owns the search for words as people have them, with other line breaks and other quotation marks, and the YAML lines of a
passage. Refuses to pass over a letter: what is written for the digest is always what stands in the document, and where
the words stand nowhere, the nearest stretch is shown and not taken.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import accumulate, groupby

from msgspec.structs import replace

from briefing.anchoring import describe, match
from briefing.anchors import Status
from briefing.contexts import one_word
from briefing.selectors import Selector
from briefing.spans import Span
from briefing.typed import ALIKE, PATTERNS, dashes
from briefing.yamltext import WIDTH, entry, scalar

TWINS = {ord(sign): signs[0] for signs in ALIKE for sign in signs}

BEGINNING = 3
"""Words that must stand in one place alone before that place is believed to be where the others ought to be."""

COMPARED = 400
"""Characters of the words that are compared with stretches of the text."""

TRIED = 8
"""Stretches that are compared letter for letter."""

GRAM = 3
"""Characters of the pieces that tell which stretches are worth it: long enough not to stand everywhere."""

LIKE = 0.7
"""The share of letters in common below which nobody would say that a stretch is like the words."""


def find(words: str, text: str) -> list[Span]:
    """Return every place of `words` in `text` (line breaks as `\\n`), in order; white space may be of any amount.

    Where there is none, quotation marks, dashes and the composition of letters may differ, too. Places that cut a word
    in two are left out, unless all do.
    """
    for pattern in (_as_given(words), _alike(words)):
        # Looking ahead finds places that overlap, too; `occurrence` counts them.
        if found := [Span(*hit.span(1)) for hit in re.finditer(f"(?=({pattern}))", text)]:
            return [span for span in found if not _cuts(span, text)] or found
    return []


def find_read(words: str, text: str) -> list[Span]:
    """Return the place of words as they are read where a text is shown without its marks of Markdown, if there is one.

    Where there are several, none is taken.
    """
    found = match(Selector(exact=words), text)
    return [found.span] if found.span and found.status is Status.NORMALISED else []


def selector_at(span: Span, text: str) -> Selector:
    """Write the selector for `span` as a digest should have it: white space in the context in one piece.

    Raises ValueError where there is nothing to point at: a span of white space, or one that reaches past the text.
    """
    if not span.of(text).strip():
        raise ValueError(f"nothing to point at from {span.start} to {span.end}")
    full = describe(span, text)
    before, after = (re.sub(r"\s+", " ", context) for context in (full.prefix, full.suffix))
    selector = replace(full, prefix=before if before.strip() else "", suffix=after if after.strip() else "")
    if match(selector, text).span != span:
        raise ValueError(f"what was written does not lead back from {span.start} to {span.end}")
    return selector


def passage_lines(doc: str, selector: Selector, indent: int = 0, width: int = WIDTH) -> str:
    """Return a passage as YAML lines for the list under `evidence`, `indent` columns in, without a break at the end.

    Long words are folded before `width` columns, where they have a space to fold at.

    Raises BriefingError where the words hold half a character.
    """
    given = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    lines = [f"{' ' * indent}- doc: {scalar(doc)}"]
    lines += [entry(key, words, indent + 2, width) for key, words in given.items() if words]
    lines += [f"{' ' * indent}  occurrence: {selector.occurrence}"] if selector.occurrence else []
    return "\n".join(lines)


def nearest_stretch(words: str, text: str) -> Span | None:
    """Return the stretch of `text` most like `words`, which stand nowhere in it; None where none is like them."""
    pieces = words.split()
    if begun := _begun(pieces, text):
        end = min(len(text), max(begun.end, begun.start + len(words)))
        return Span(begun.start, _to_words(Span(begun.start, end), text).end)
    wanted, flat = _comparable(" ".join(pieces)[:COMPARED]), _comparable(text)
    tried = {_fitted(wanted, flat, start) for start in _likely(wanted, flat)}
    near = max(tried, key=lambda span: (_likeness(wanted, span.of(flat)), -span.start), default=None)
    return _to_words(near, text) if near and _likeness(wanted, near.of(flat)) >= LIKE else None


def differing(given: str, there: str, width: int) -> tuple[str, str]:
    """Return both on one line each, `width` characters at most, cut alike so that what differs first can be seen."""
    sides = [" ".join(side.split()) for side in (given, there)]
    pairs = enumerate(zip(*map(_comparable, sides), strict=False))
    at = next((at for at, (one, other) in pairs if one != other), min(map(len, sides)))
    begin = max(0, at - width // 2)
    begin = sides[0].find(" ", begin, at) + 1 or begin if begin else 0
    shown = ["…" * bool(begin) + side[begin:] for side in sides]
    one, other = (side if len(side) <= width else f"{side[: width - 1]}…" for side in shown)
    return one, other


def _as_given(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split())) or r"(?!)"


def _alike(words: str) -> str:
    return r"\s+".join("".join(_signs(word)) for word in words.split()) or r"(?!)"


def _signs(word: str) -> Iterator[str]:
    """Yield a pattern for every sign of a word: that sign or one of its kind, that letter composed or decomposed."""
    word = re.sub("-{2,3}", "—", unicodedata.normalize("NFC", word).replace("...", "…"))
    for dashed, run in groupby(word, ALIKE[2].__contains__):
        if dashed:
            yield dashes(len([*run]))
            continue
        for sign in run:
            forms = dict.fromkeys((sign, unicodedata.normalize("NFD", sign)))
            yield PATTERNS.get(sign) or f"(?:{'|'.join(map(re.escape, forms))})"


def _cuts(span: Span, text: str) -> bool:
    """Say whether a span begins or ends inside a word."""
    borders = (at for at in (span.start, span.end) if 0 < at < len(text))
    return any(one_word(text[at - 1], text[at]) for at in borders)


def _to_words(span: Span, text: str) -> Span:
    """Grow to the ends of the words that are cut, and shrink to those of the words that are there."""
    words = span.of(text)
    start, end = span.end - len(words.lstrip()), span.start + len(words.rstrip())
    while 0 < start < len(text) and one_word(text[start - 1], text[start]):
        start -= 1
    while 0 < end < len(text) and one_word(text[end - 1], text[end]):
        end += 1
    return Span(start, end)


def _begun(pieces: list[str], text: str) -> Span | None:
    """Return where as many of the words as possible stand, from the first on: one place, and enough words."""
    # The more words, the fewer places: the first number of words that stand nowhere is found by halving.
    missing = bisect_left(range(1, len(pieces) + 1), True, key=lambda count: not find(" ".join(pieces[:count]), text))
    places = find(" ".join(pieces[:missing]), text) if missing >= BEGINNING else []
    return places[0] if len(places) == 1 else None


def _comparable(text: str) -> str:
    """Return a text of the same length in which what people do not look at is alike: capitals, signs, white space."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return re.sub(r"\s", " ", small.translate(TWINS))


def _likely(wanted: str, flat: str) -> list[int]:
    """Return where the stretches begin that have the most pieces of the words in them."""
    pieces = {wanted[at : at + GRAM] for at in range(len(wanted) - GRAM + 1)}
    until = list(accumulate((flat[at : at + GRAM] in pieces for at in range(len(flat))), initial=0))
    starts = range(0, len(flat), max(1, len(wanted) // 8))
    counts = ((until[min(len(flat), start + len(wanted))] - until[start], -start) for start in starts)
    return [-start for count, start in nlargest(TRIED, counts) if count]


def _fitted(wanted: str, flat: str, start: int) -> Span:
    """Move the ends of a stretch that is like the words to where theirs would be."""
    slack = max(1, len(wanted) // 8)
    begin = max(0, start - slack)
    window = flat[begin : start + len(wanted) + slack]
    blocks = SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks()
    common = [block for block in blocks if block.size >= GRAM]
    if not common:
        return Span(start, min(len(flat), start + len(wanted)))
    first, last = common[0], common[-1]
    end = begin + last.b + len(wanted) - last.a
    return Span(max(0, begin + first.b - first.a), min(len(flat), end))


def _likeness(wanted: str, stretch: str) -> float:
    return SequenceMatcher(None, wanted, stretch, autojunk=False).ratio()
