"""The sentences of a document, and which of them no item rests on.

Owns what a sentence is, for the one purpose of finding those that were overlooked: cutting one in two costs a line in a
list, so that a plain rule will do. Refuses to read meaning: whether a sentence matters is for the author to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.dossier import Dossier
from briefing.spans import Span

END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|\n|\Z")
"""Where a sentence may end: at its marks, with the quotation marks and brackets after them, or with its line. A row of
marks is gone through once, however long it is."""

SHORTENED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Capt|Lt|Sen|Rep|Gov|No|vs|etc|Jr|Sr|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.\Z"
)
"""What ends with a full stop that ends no sentence: initials and what is usually cut short in English."""

LONGEST = len("Sept.")
"""Characters of the longest of these."""

BEGINS = re.compile(r"\s*[\"'“‘«(\[]*[^\W\d_]")
"""How the next sentence would begin; a letter that has a capital form and is small goes on with this one."""


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text (line breaks as `\\n`) in order, without the white space around them."""
    found: list[Span] = []
    start = 0
    for end in END.finditer(text):
        if end.group() not in ("\n", "") and _goes_on(text, start, end):
            continue
        words = text[start : end.end()]
        first = start + len(words) - len(words.lstrip())
        if words.strip():
            found.append(Span(first, first + len(words.strip())))
        start = end.end()
    return found


def uncovered(dossier: Dossier, doc: str) -> Iterator[Span]:
    """Yield the sentences of a document that no trusted passage of a fact, statement, quote or conflict touches.

    Mentions of actors do not count: they are found in every sentence that names somebody.
    """
    text = dossier.text(doc)
    if text is None:
        return
    layer = dossier.readings[doc].layer
    yield from (span for span in sentences(text.received) if not layer.touching(span))


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """Say whether a sentence goes on after a mark, which only cut a word short, or before a small letter."""
    following = BEGINS.match(text, end.end())
    small = following is not None and following.group()[-1].islower()
    last_word = max(start, end.end() - LONGEST)
    return small or (end.group() == "." and bool(SHORTENED.search(text, last_word, end.end())))
