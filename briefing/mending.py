"""Where the passages that moved or changed may stand today, and what would have to be written for them.

Owns the way from a passage that is not found for sure to the one place that it can mean, and to changes of the digest.
Refuses to choose between two places, and to call a place found: somebody reads both before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from briefing.anchoring import match, occurrences
from briefing.checks.decisive import decisive
from briefing.checks.passages import CHANGED
from briefing.dossier import Dossier
from briefing.edits import Change
from briefing.passages import Passage
from briefing.pointing import find, nearest_stretch, selector_at
from briefing.resolving import Annotation
from briefing.selectors import Selector
from briefing.spans import Span


class Proposal(Struct, frozen=True):
    """A passage that is not found for sure, with the place that it can mean."""

    item: str
    passage: Passage
    span: Span | None
    """The place; None where there is none, or several that are equally good."""
    words: str = ""
    """What stands there."""
    changes: tuple[Change, ...] = ()
    """What would lead to that place."""
    grave: bool = False
    """Whether a figure, a date or a negation differs, so that the document may say something else now."""
    elsewhere: tuple[str, ...] = ()
    """The ids of other documents that have the words."""


def proposals(dossier: Dossier) -> Iterator[Proposal]:
    """Yield every passage that is not found for sure, once, in the digest's order, if its document can be read."""
    seen = set()
    for item in dossier.digest:
        for found in dossier.annotations(item.id):
            passage = found.passage
            if passage and passage not in seen and found.anchor.status.value in CHANGED and passage.selector.exact:
                seen.add(passage)
                yield _proposal(dossier, found, passage)


def _proposal(dossier: Dossier, found: Annotation, passage: Passage) -> Proposal:
    text = dossier.text(found.doc)
    span = _place(passage.selector, text.received) if text else None
    if text is None or span is None:
        return Proposal(found.item, passage, None, elsewhere=found.anchor.elsewhere)
    words = span.of(text.received)
    changes = tuple(_changes(passage, span, text.received, bare=_bare(dossier, passage)))
    grave = decisive(words) != decisive(passage.selector.exact)
    return Proposal(found.item, passage, span, words, changes, grave)


def _bare(dossier: Dossier, passage: Passage) -> bool:
    """Say whether the digest gives the words alone, without a record around them."""
    line = dossier.digest_text.split("\n")[passage.place.line - 1][passage.place.column - 1 :]
    return not re.match(r"\{|[\w\"']+\s*:(\s|$)", line)


def _place(selector: Selector, text: str) -> Span | None:
    """Return the one place that a selector can mean; where context is given, the place must be where that would be."""
    hits = find(selector.exact, text)
    if not (selector.prefix.strip() or selector.suffix.strip()):
        return hits[0] if len(hits) == 1 else None if hits else nearest_stretch(selector.exact, text)
    around = _region(f"{selector.prefix}{selector.exact}{selector.suffix}", text)
    if around is None:
        return None if hits else nearest_stretch(selector.exact, text)
    inside = [hit for hit in hits if hit.overlaps(around)]
    if inside:
        return inside[0] if len(inside) == 1 else None
    within = nearest_stretch(selector.exact, around.of(text))
    return Span(around.start + within.start, around.start + within.end) if within else None


def _region(words: str, text: str) -> Span | None:
    found = find(words, text)
    return found[0] if len(found) == 1 else None if found else nearest_stretch(words, text)


def _changes(passage: Passage, span: Span, text: str, *, bare: bool) -> Iterator[Change]:
    """Yield what has to be written so that the passage leads to `span`: its words, and its context if that is stale."""
    old, place = passage.selector, passage.place
    words = span.of(text)
    if bare:
        if match(Selector(words), text).span == span:
            yield Change(place, "", words)
        return
    if words != old.exact:
        yield Change(place, "exact", words)
    kept = match(Selector(words, old.prefix, old.suffix, old.occurrence), text)
    if (old.prefix.strip() or old.suffix.strip()) and kept.span == span and kept.status.value == "exact":
        return
    new = selector_at(span, text)
    if new.prefix != old.prefix:
        yield Change(place, "prefix", new.prefix, after="exact")
    if new.suffix != old.suffix:
        yield Change(place, "suffix", new.suffix, after="prefix" if new.prefix or old.prefix else "exact")
    if new.occurrence or old.occurrence:
        number = 1 + sum(start < span.start for start in occurrences(words, text))
        yield Change(place, "occurrence", str(number), after="suffix", number=True)
