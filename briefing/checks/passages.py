"""What is said of a passage that is not found for sure.

Owns the words for each status, by its name. Refuses to choose a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from briefing.anchoring import Anchor
from briefing.checks.report import Report
from briefing.dossier import Dossier
from briefing.errors import Compared
from briefing.pointing import nearest_stretch
from briefing.resolving import Annotation
from briefing.selectors import Selector

LINES_NAMED = 5
"""How many lines a message names before it says that there are more."""

COMPARED = 40
"""How many passages are shown beside the nearest words: a search through a document each, and more than one mends."""

COPY = "copy the words from the document as they stand there, slips included"
"""What mends words that stand nowhere."""

Said = tuple[str, str]
"""What is wrong, and what would mend it; nothing where only other documents may tell."""


def passages(dossier: Dossier, report: Report) -> None:
    """Report every passage that is not found for sure, once."""
    compared = 0
    for found in _declared(dossier):
        assert found.passage
        status, selector = found.anchor.status.value, found.passage.selector
        if status == "missing" and found.doc in dossier.digest.shelf:
            message = f"the words {selector.exact!r} cannot be looked for: {found.doc!r} could not be read"
            report.add("missing", found.passage.place, message, item=found.item, key="exact")
        # Words that are not given at all were reported when the digest was read.
        elif selector.exact and status in WORDING:
            compared += 1
            closely = compared <= COMPARED
            near = _near(dossier, found, selector) if closely else None
            message, mend = WORDING[status](dossier, found, selector)
            mend = mend or (_held(dossier, selector.exact) if closely else "") or COPY
            report.add(status, found.passage.place, message, mend, item=found.item, key="exact", compared=near)


def _declared(dossier: Dossier) -> Iterator[Annotation]:
    """Yield every passage that the digest gives, resolved; one that several items rest on comes once."""
    seen = set()
    for item in dossier.digest:
        for found in dossier.annotations(item.id):
            if found.passage and found.passage not in seen:
                seen.add(found.passage)
                yield found


def _near(dossier: Dossier, found: Annotation, selector: Selector) -> Compared | None:
    """Return the words of the document that come nearest: beside a lone hit its surroundings are what differs."""
    text = dossier.text(found.doc)
    if text is None or found.anchor.status.value == "ambiguous":
        return None
    if len(found.anchor.candidates) == 1 and (selector.prefix.strip() or selector.suffix.strip()):
        place = found.anchor.candidates[0]
        start = max(0, place.start - len(selector.prefix))
        while start and text.received[start - 1].isalnum():
            start -= 1
        there = text.received[start : place.end + len(selector.suffix)]
        given = f"{selector.prefix}{selector.exact}{selector.suffix}"
        return Compared(f"{_path(dossier, found)}:{text.lines.line_at(place.start)}", given, there)
    near = nearest_stretch(selector.exact, text.received)
    where = f"{_path(dossier, found)}:{text.lines.line_at(near.start)}" if near else ""
    return Compared(where, selector.exact, near.of(text.received)) if near else None


def _path(dossier: Dossier, found: Annotation) -> str:
    return dossier.digest.shelf[found.doc].path


def _orphan(dossier: Dossier, found: Annotation, selector: Selector) -> Said:
    message = f"the words {selector.exact!r} do not stand in {found.doc!r}"
    loosely = re.compile(r"\s+".join(map(re.escape, selector.exact.split())) or r"(?!)", re.IGNORECASE)
    text = dossier.text(found.doc)
    if text and (near := loosely.search(text.received)):
        line = text.lines.line_at(near.start())
        return message, f"line {line} has them with other spaces, line breaks or capitals: copy them from there"
    return message, ""


def _held(dossier: Dossier, words: str) -> str:
    """Return a mend where some document has words that stand nowhere in their own; nothing where none has."""
    docs = (document.id for document in dossier.digest.documents)
    return next(filter(None, (_holding(dossier, doc, words) for doc in docs)), "")


def _holding(dossier: Dossier, doc: str, words: str) -> str:
    text = dossier.text(doc)
    at = text.received.find(words) if text else -1
    line = text.lines.line_at(at) if text and at >= 0 else 0
    return f"they stand in {doc!r}, line {line}: is that the document you mean?" if line else ""


def _elsewhere(dossier: Dossier, found: Annotation, selector: Selector) -> Said:
    message = f"the words {selector.exact!r} do not stand in {found.doc!r}, but in another document"
    return message, _holding(dossier, found.anchor.elsewhere[0], selector.exact) or "name the document that has them"


def _changed(_: Dossier, found: Annotation, selector: Selector) -> Said:
    message = f"the words {selector.exact!r} stand in {found.doc!r} with other figures, or negated"
    return message, f"if {found.item} still holds, `briefing fix --write --only {found.item}` takes today's words"


def _fuzzy(_: Dossier, found: Annotation, selector: Selector) -> Said:
    message = f"the words {selector.exact!r} stand in {found.doc!r} slightly changed"
    return message, f"confirm them: `briefing fix --write --only {found.item}` takes today's words"


def _ambiguous(dossier: Dossier, found: Annotation, selector: Selector) -> Said:
    count = found.anchor.considered
    message = f"the words {selector.exact!r} stand in {count} places of {found.doc!r} ({_lines(dossier, found)})"
    if selector.occurrence > count:
        return message, f"`occurrence` counts to {count} here"
    if selector.prefix.strip() or selector.suffix.strip():
        return message, "correct the `prefix` or `suffix`: it does not say which place is meant"
    return message, "add a `prefix` or `suffix` that only one of them has"


def _weak(dossier: Dossier, found: Annotation, selector: Selector) -> Said:
    if not (selector.prefix.strip() or selector.suffix.strip()):
        count = found.anchor.considered
        if not selector.occurrence:
            message = f"the words {selector.exact!r} stand in {found.doc!r} only inside longer ones"
            return message, f"give the whole word or figure ({_lines(dossier, found)})"
        message = f"the words {selector.exact!r} have no occurrence {selector.occurrence} in {found.doc!r}"
        return message, f"`occurrence` counts to {count} here ({_lines(dossier, found)})"
    where = f"{found.doc!r} ({_lines(dossier, found)})"
    message = f"the words {selector.exact!r} stand in {where}, but not beside the given context"
    return message, "correct the `prefix` and `suffix`, or leave them out if this is the place"


def _lines(dossier: Dossier, found: Annotation) -> str:
    """Name the lines of the places that were considered."""
    numbers = list(dict.fromkeys(_line_numbers(dossier, found.doc, found.anchor)))
    named = ", ".join(map(str, numbers[:LINES_NAMED])) + (" and more" if len(numbers) > LINES_NAMED else "")
    return f"line {named}" if len(numbers) == 1 else f"lines {named}"


def _line_numbers(dossier: Dossier, doc: str, anchor: Anchor) -> Iterator[int]:
    text = dossier.text(doc)
    return (text.lines.line_at(span.start) for span in anchor.candidates) if text else iter(())


WORDING: dict[str, Callable[[Dossier, Annotation, Selector], Said]] = {
    "orphan": _orphan,
    "ambiguous": _ambiguous,
    "weak": _weak,
    "changed": _changed,
    "elsewhere": _elsewhere,
    "fuzzy": _fuzzy,
}
"""What is said for each status that somebody has to look at; the code of the rule is the status itself."""

CHANGED = frozenset(WORDING)
"""The statuses of a passage that is not where the digest says, or not in these words."""

NEVER_SILENT = CHANGED - {"fuzzy"}
"""What is not trusted is listed everywhere, whatever is said for it."""
