"""How far words are from stretches of a text, in insertions, deletions and replacements of characters.

Owns the bit-parallel edit distance: one column of the table of distances is two integers, and a character of the text
costs a dozen operations on them whatever the words are (Myers, "A fast bit-vector algorithm for approximate string
matching based on dynamic programming", JACM 46(3), 1999, in the form of Hyyrö, 2003). Python's integers have any
width, so there are no blocks. Refuses to choose: all places are returned, and what is near enough is for `nearness`.
"""

from __future__ import annotations

from briefing.spans import Span


def distances(words: str, text: str, anchored: bool = False) -> list[int]:
    """Return for each character of `text` the distance of `words` from the nearest stretch that ends with it.

    Where `anchored`, the stretch begins where the text does.
    """
    places: dict[str, int] = {}
    for at, letter in enumerate(words):
        places[letter] = places.get(letter, 0) | 1 << at
    mask, last, carry = (1 << len(words)) - 1, 1 << len(words) - 1, int(anchored)
    more, less, distance = mask, 0, len(words)
    found: list[int] = []
    for letter in text:
        equal = places.get(letter, 0)
        down = equal | less
        across = (((equal & more) + more) ^ more) | equal
        up = less | (mask ^ ((across | more) & mask))
        fewer = more & across
        if up & last:
            distance += 1
        elif fewer & last:
            distance -= 1
        up = up << 1 | carry
        more = (fewer << 1 | (mask ^ ((down | up) & mask))) & mask
        less = up & down & mask
        found.append(distance)
    return found


def reach(words: str, text: str) -> tuple[int, int]:
    """Return the distance of `words` from the beginning of `text` nearest to them, and how long that beginning is."""
    lengths = [len(words), *distances(words, text, anchored=True)]
    return min((distance, abs(length - len(words)), length) for length, distance in enumerate(lengths))[::2]


def minima(words: str, text: str, limit: int) -> list[tuple[Span, int]]:
    """Return every stretch of `text` within `limit` of `words` that is nearer than those around it, nearest first.

    Of stretches that end less than half the words apart, only the nearest is one.
    """
    ends = sorted((distance, end) for end, distance in enumerate(distances(words, text), start=1) if distance <= limit)
    apart = max(1, len(words) // 2)
    taken: dict[int, int] = {}
    found: list[tuple[Span, int]] = []
    for distance, end in ends:
        slot = end // apart
        if any(abs(taken[near] - end) < apart for near in (slot - 1, slot, slot + 1) if near in taken):
            continue
        taken[slot] = end
        window = text[max(0, end - len(words) - limit) : end]
        _, length = reach(words[::-1], window[::-1])
        found.append((Span(end - length, end), distance))
    return found
