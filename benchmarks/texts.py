"""Texts to be changed: prose, and reports that repeat one another.

The prose is made of the seeds' own sentences, shuffled into paragraphs, so that every text is another one. The reports
fill templates and are adversarial on purpose: neighbours differ by a name, a place or a figure.
"""

from __future__ import annotations

import random
import re
from functools import cache

from briefing.shipped import shipped

WORDS = re.findall(
    r"\w+",
    """harbour winter council payment engine quiet letter measured window crossing village promise signal morning garden
    copper railway transfer witness summer ledger bridge market teacher""",
)
NAMES = ("Orla Venn", "Tomas Reik", "Ada Holm", "Jan Castor", "Mira Sol", "Piet Lund")
PLACES = ("Karro", "Welm", "Tarsin", "Old Harbour", "Nessa", "Brum")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DEEDS = (
    "the crossing would reopen to freight",
    "the inspection had found no damage",
    "the council would pay for the repair",
    "the ferry would run without passengers",
    "the works would take longer than planned",
)
TEMPLATES = (
    "{name} told reporters in {place} on {day} that {deed}.",
    "Officials in {place} said on {day} that {deed}, citing {number} reports.",
    "At least {number} people were waiting in {place} on {day}, {name} said.",
    "According to {name}, {deed} after {day}.",
)


@cache
def sentences() -> tuple[str, ...]:
    """Return the sentences of the seeds, typed as a keyboard would."""
    plain = str.maketrans("‘’“”–—", "''\"\"--")
    texts = [path.read_text(encoding="utf-8").translate(plain) for path in sorted(shipped("seeds").glob("*.txt"))]
    found = re.findall(r"[A-Z][^.\n]{40,300}\.(?=\s)", " ".join(" ".join(texts).split()))
    return tuple(dict.fromkeys(found))


def prose(rng: random.Random) -> str:
    """Return some fifteen paragraphs of prose without a sentence twice."""
    some = rng.sample(sentences(), min(70, len(sentences())))
    return _paragraphs(some, rng)


def near_duplicates(rng: random.Random) -> str:
    """Return some fifteen paragraphs of reports that repeat one another in other words."""
    some = [
        rng.choice(TEMPLATES).format(
            name=rng.choice(NAMES),
            place=rng.choice(PLACES),
            day=rng.choice(DAYS),
            deed=rng.choice(DEEDS),
            number=rng.randint(2, 60),
        )
        for _ in range(60)
    ]
    return _paragraphs(some, rng)


def _paragraphs(some: list[str], rng: random.Random) -> str:
    paragraphs = []
    while some:
        count = rng.randint(3, 6)
        paragraphs.append(" ".join(some[:count]))
        some = some[count:]
    return "\n\n".join(paragraphs) + "\n"
