"""A dossier as rows for machines: one JSON object a line, one line a passage.

Owns the keys and their meaning, which are a contract: every key stands on every row, and a key that says nothing
there is null. Refuses to pass on a control or hidden character as it is: all that `display` replaces is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from briefing.digest import Actor, Fact, Item, Quote, Statement
from briefing.display import UNSAFE
from briefing.dossier import Dossier
from briefing.resolving import Annotation
from briefing.review import State
from briefing.standing import standing

KEYS = (
    "kind", "id", "text", "form", "mode", "stance", "position", "speaker", "speaker_name", "cue", "when", "aliases",
    "doc", "path", "status", "start", "end", "line", "exact", "wanted", "prefix", "suffix",
    "review", "reviewer", "reviewed",
)  # fmt: skip
"""The keys of every row, in their order."""

Row = dict[str, object]


def jsonl(dossier: Dossier) -> str:
    """Return the rows of a dossier as JSON, one a line, in the digest's order."""
    return "".join(f"{_safe(json.dumps(row, ensure_ascii=False))}\n" for row in rows(dossier))


def rows(dossier: Dossier) -> Iterator[Row]:
    """Yield one row per passage, whatever became of it, and one for an item that has none."""
    for item in dossier.digest:
        about = _about(item, dossier)
        for found in dossier.annotations(item.id) or (None,):
            values = about | (_passage(item, found, dossier) if found else {})
            yield {key: values.get(key) for key in KEYS}


def _about(item: Item, dossier: Dossier) -> Row:
    """Return what holds for an item on every row."""
    row: Row = {"kind": item.kind.value, "id": item.id, "text": item.words or None, **_review(item, dossier)}
    if isinstance(item, Actor):
        row["aliases"] = list(item.aliases)
    elif isinstance(item, Statement | Quote):
        row |= _speech(item, dossier)
    elif isinstance(item, Fact) and item.when:
        row["when"] = item.when.date
    return row


def _review(item: Item, dossier: Dossier) -> Row:
    """Return what readers said of an item; what no longer holds is told as that."""
    found = standing(dossier, item.id)
    if found.mark.state is State.UNCHECKED:
        return {}
    said = "lapsed" if found.lapsed else found.state.value
    return {"review": said, "reviewer": found.mark.who or None, "reviewed": found.mark.when or None}


def _speech(item: Statement | Quote, dossier: Dossier) -> Row:
    return {
        "text": item.text or None,
        "form": item.form if isinstance(item, Quote) else None,
        "mode": (item.mode or None) if isinstance(item, Statement) else None,
        "speaker": item.speaker or None,
        "speaker_name": dossier.digest.name_of(item.speaker) if item.speaker else None,
        "cue": item.cue or None,
        "when": item.when.date if item.when else None,
    }


def _passage(item: Item, found: Annotation, dossier: Dossier) -> Row:
    """Return what one passage adds; a mention found by name was looked for by the words that stand there."""
    exact = dossier.words(found)
    selector = found.passage.selector if found.passage else None
    document = dossier.digest.shelf.get(found.doc)
    return {
        "stance": found.stance.value if isinstance(item, Fact) else None,
        "position": found.position,
        "doc": found.doc or None,
        "path": document.path if document else None,
        "status": found.anchor.status.value,
        "start": found.span.start if found.span else None,
        "end": found.span.end if found.span else None,
        "line": dossier.line(found),
        "exact": exact,
        "wanted": selector.exact if selector else exact,
        "prefix": (selector.prefix or None) if selector else None,
        "suffix": (selector.suffix or None) if selector else None,
    }


def _safe(line: str) -> str:
    """Escape what JSON would let through and a terminal would act on."""
    return re.sub(UNSAFE, lambda found: _escaped(found.group()), line)


def _escaped(character: str) -> str:
    """Spell one character as JSON escapes: two of them beyond the basic plane."""
    units = character.encode("utf-16-be", errors="surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
