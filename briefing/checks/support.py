"""What carries facts: no passage, one report, or the same claim twice.

Owns when two facts say nearly the same. Refuses to weigh evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from math import ceil

from briefing.checks.decisive import WORD, decisive
from briefing.checks.report import Report
from briefing.coverage import Coverage, coverage
from briefing.digest import Fact
from briefing.dossier import Dossier

ALIKE = 0.8
"""The share of words in common from which two facts say nearly the same. No two facts of the seeds reach 0.5."""

COMPARED = 40
"""Facts with a rare word with which a further one is compared: a word that more of them have is rare no more."""

TWINS = 3
"""Twins of a fact that are told: where one is said over and over, the first are enough to find the others."""


def support(dossier: Dossier, report: Report) -> None:
    """Report facts without evidence, facts whose support is one report, and facts that say nearly the same."""
    for fact in dossier.digest.facts:
        if not fact.evidence:
            report.add("no-evidence", fact.place, "no passage carries this fact",
                       "add `evidence: [{doc: …, exact: …}]`", item=fact.id, key="evidence")  # fmt: skip
        elif (found := _one_origin(dossier, fact)) and not _known(dossier, found):
            report.add("one-origin", fact.place,
                       f"{' and '.join(found.supports)} support it, and all of that is one report",
                       "look for support of another origin, or allow this and say why one is enough",
                       item=fact.id, key="text")  # fmt: skip
    for first, second in _twins(dossier.digest.facts):
        report.add("twin-facts", second.place, f"it says nearly what {first.id!r} says: {first.text}",
                   "make one fact of the two, or tell them apart", item=second.id, key="text")  # fmt: skip


def excused(dossier: Dossier) -> set[tuple[str, str]]:
    """Return the documents whose allowance for one origin is made use of, each with the code."""
    found = (_one_origin(dossier, fact) for fact in dossier.digest.facts)
    return {(doc, "one-origin") for one in found if one for doc in one.supports}


def _one_origin(dossier: Dossier, fact: Fact) -> Coverage | None:
    """Return the coverage of a fact that looks corroborated and is not."""
    found = coverage(dossier, fact)
    return found if found.origins == 1 and len(found.supports) > 1 else None


def _known(dossier: Dossier, found: Coverage) -> bool:
    """Say whether all but one of the documents are known to repeat another."""
    shelf = dossier.digest.shelf
    return sum("one-origin" not in shelf[doc].allow for doc in found.supports) <= 1


def _twins(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs of facts that say nearly the same, the later one second.

    Two sets of words that are alike share one of their rarest words: only such pairs are compared (Chaudhuri, Ganti and
    Kaushik, "A primitive operator for similarity joins in data cleaning", 2006).
    """
    bags = [frozenset(WORD.findall(fact.text.lower())) for fact in facts]
    figures = [decisive(fact.text) for fact in facts]
    counts = Counter(word for bag in bags for word in bag)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, bag in enumerate(bags):
        rare = sorted(bag, key=lambda word: (counts[word], word))[: len(bag) - ceil(ALIKE * len(bag)) + 1]
        alike = (
            other
            for other in sorted({other for word in rare for other in holders[word]})
            if len(bags[other] & bag) >= ALIKE * len(bags[other] | bag) and figures[other] == figures[at]
        )
        for other in islice(alike, TWINS):
            yield facts[other], facts[at]
        for word in rare:
            # Facts that say the same over and over would each be compared with all before them.
            if len(holders[word]) < COMPARED:
                holders[word].append(at)
