"""What only a reader of English can notice: a condition that was cut off, two claims in one, a name nobody listed.

Owns the words that give it away. Refuses documents in other languages, and digests that are not in English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set

from briefing.checks.decisive import CALENDAR
from briefing.checks.report import Report
from briefing.digest import Fact
from briefing.dossier import Dossier
from briefing.passages import Document
from briefing.resolving import Annotation
from briefing.sentences import sentences
from briefing.spans import Span
from briefing.vocabulary import Stance

COMMON = frozenset(["the", "of", "and", "to", "in", "is", "was", "that", "for", "on"])
COMMON_SHARE = 0.12
"""What share of the words of an English text these ten are at least; in the seeds it is 0.19 to 0.28."""

CONDITION = re.compile(
    r"[”\"’'»)]*,?\s+(unless|except(?: if| when| that| for)|but only|only (?:if|when|after|once)|provided that|"
    r"as long as|so long as|on condition)\b"
)
"""What follows a claim and takes part of it back."""

SECOND_CLAIM = re.compile(r";\s|,\s(?:and|but|while)\s(?:it|he|she|they|there)\s")
"""Where a sentence makes a second claim that could be true without the first."""

NAME = re.compile(r"[A-Z][a-z]+(?:[ -](?:of )?[A-Z][a-z]+)+")
OFTEN = 4
"""Times from which a name is worth asking about."""


def english_wording(dossier: Dossier, report: Report) -> None:
    """Report conditions cut off, facts with several claims, and names that are no actor."""
    docs = {document.id: document for document in dossier.digest.documents if _english(dossier, document)}
    for item in dossier.digest:
        if item.id not in dossier.catalogue.actor_ids:
            _conditions(dossier, item.id, docs.keys(), report)
    facts = dossier.digest.facts
    for fact in facts if reads_english(" ".join(fact.text for fact in facts)[:5000]) else ():
        _claims(fact, report)
    known = {word for fact in facts for word in fact.where if word}
    known |= {form for actor in dossier.digest.actors for form in actor.forms if form}
    for document in docs.values():
        _names(dossier, document, known, report)


def _english(dossier: Dossier, document: Document) -> bool:
    text = dossier.text(document.id)
    if text is None or document.language:
        return text is not None and document.language.lower().startswith("en")
    return reads_english(text.received[:5000])


def reads_english(text: str) -> bool:
    """Say whether a text has the words that no English text does without."""
    words = re.findall(r"[a-z]+", text.lower())
    return bool(words) and sum(word in COMMON for word in words) >= COMMON_SHARE * len(words)


def _conditions(dossier: Dossier, item: str, docs: Set[str], report: Report) -> None:
    found = [one for one in dossier.annotations(item) if one.doc in docs and one.span and one.passage]
    for one in found:
        text = dossier.text(one.doc)
        if text is None or one.span is None or one.passage is None or one.stance is not Stance.SUPPORTS:
            continue
        cut = CONDITION.match(text.received, one.span.end)
        # A passage that the item gives on its own account of the condition covers it.
        if cut and not _covers(found, one.doc, Span(*cut.span(1))):
            report.add("cut-condition", one.passage.place,
                       f"{cut[1]!r} follows these words in {one.doc!r}, line {text.lines.line_at(cut.start(1))}",
                       "let the passage run on, or give the condition as one that `qualifies`",
                       item=item, key="exact")  # fmt: skip


def _covers(found: list[Annotation], doc: str, span: Span) -> bool:
    return any(one.doc == doc and one.span and one.span.overlaps(span) for one in found)


def _claims(fact: Fact, report: Report) -> None:
    whole = sentences(fact.text)
    cut = SECOND_CLAIM.search(fact.text)
    if len(whole) > 1 or cut:
        second = whole[1].of(fact.text) if len(whole) > 1 else fact.text[cut.end() if cut else 0 :]
        report.add("several-claims", fact.place, f"this fact makes a second claim: {second}",
                   "make it a fact of its own", item=fact.id, key="text", words=second)  # fmt: skip


def _names(dossier: Dossier, document: Document, known: Set[str], report: Report) -> None:
    text = dossier.text(document.id)
    assert text
    counts = Counter(_unknown(dossier, document, text.received))
    for name, count in counts.items():
        if count >= OFTEN and not any(name in form or form in name for form in known):
            report.add("unlisted-name", document.place,
                       f"{name!r} stands {count} times in {document.id!r} and names no actor",
                       "list it under `actors`, or allow this for the document and say what it is",
                       item=document.id, key="id")  # fmt: skip


def _unknown(dossier: Dossier, document: Document, text: str) -> Iterator[str]:
    """Yield every capitalised name in which no actor is mentioned; titles in capitals and the calendar are none."""
    layer = dossier.readings[document.id].mentions
    for found in NAME.finditer(text):
        span = Span(*found.span())
        if not CALENDAR & set(found.group().split()) and not layer.touching(span):
            yield found.group()
