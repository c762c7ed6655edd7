"""What finding costs: exact passages against reading the documents, the fuzzy search against a plain table."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.texts import near_duplicates, prose
from briefing.anchoring import describe, match
from briefing.approximate import distances
from briefing.documents import normalise
from briefing.folding import folded
from briefing.spans import Span

DOCUMENTS, SIZE, EACH = 10_000, 10_000, 5


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def costs() -> None:
    """Print what exact and fuzzy passages cost."""
    _exact()
    _fuzzy()
    _hostile()


def _exact() -> None:
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.txt" for number in range(DOCUMENTS)]
        asked = []
        for path in paths:
            text = "".join(prose(rng) for _ in range(2))[:SIZE]
            path.write_text(text, encoding="utf-8")
            starts = [rng.randrange(0, len(text) - 200) for _ in range(EACH)]
            asked.append([describe(Span(start, start + rng.randint(20, 150)), text) for start in starts])
        read = timed(lambda: [normalise(path.read_bytes().decode("utf-8")) for path in paths])
        texts = [normalise(path.read_bytes().decode("utf-8")) for path in paths]
        found = timed(lambda: [match(one, text) for many, text in zip(asked, texts, strict=True) for one in many])
    print(f"{DOCUMENTS * EACH} exact passages in {DOCUMENTS} documents of {SIZE} characters: {found:.2f} s;")
    print(f"reading and decoding them: {read:.2f} s; ratio {(found + read) / read:.2f} with the reading")


def _fuzzy() -> None:
    rng = random.Random(2)
    text = prose(rng)
    span = Span(1_000, 1_140)
    selector = describe(span, text)
    changed = text[:1_060] + "harbour" + text[1_070:]
    one = timed(lambda: match(selector, changed))
    folded.cache_clear()
    bits = timed(lambda: distances(selector.exact, changed))
    table = timed(lambda: _table(selector.exact, changed))
    ratio = timed(lambda: SequenceMatcher(None, changed, selector.exact, autojunk=False).get_matching_blocks())
    print(f"one passage of {len(span)} characters, a word changed, in {len(text)}: match {1e3 * one:.1f} ms,")
    print(f"bit-parallel distance over all {1e3 * bits:.1f} ms, table by rows (the baseline) {1e3 * table:.0f} ms,")
    print(f"difflib's matching blocks {1e3 * ratio:.0f} ms; match is {table / one:.0f}x quicker than the table")


def _table(words: str, text: str) -> int:
    """Return the least distance by the table that textbooks draw (Sellers, 1980)."""
    column = list(range(len(words) + 1))
    best = len(words)
    for letter in text:
        above, column[0] = 0, 0
        for at, own in enumerate(words, start=1):
            above, column[at] = column[at], min(above + (own != letter), column[at] + 1, column[at - 1] + 1)
        best = min(best, column[-1])
    return best


def _hostile() -> None:
    rng = random.Random(3)
    long = "".join(near_duplicates(rng) for _ in range(150))
    cases = {
        "10,000 characters in 10 MB of reports": (
            long[5_000:15_000].replace("told", "asked"),
            (long * 20)[:10_000_000],
        ),
        "10,000 characters in 10 MB of one letter": ("a" * 9_999 + "b", "a" * 10_000_000),
        "words that stand everywhere in 10 MB": (
            "said on. " * 20 + "said in. " * 20,
            ("said on. " * 1_200_000)[:10_000_000],
        ),
    }
    for name, (words, text) in cases.items():
        selector = describe(Span(50, len(words) - 50), words)
        folded.cache_clear()
        start = time.perf_counter()
        status = match(selector, text).status
        print(f"{name}: {status} after {time.perf_counter() - start:.1f} s")
