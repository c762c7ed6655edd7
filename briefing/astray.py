"""Words that stand nowhere in the document named, but in another one.

Owns the search of all other documents, exactly and but for typography, for orphans alone and each of them once. Refuses
short words, which stand somewhere by chance, and to search for ever: beyond `SEARCHED` characters in all, an orphan
stays an orphan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from briefing.anchoring import Anchor, Status, stands
from briefing.nearness import SHORT
from briefing.passages import Passage

SEARCHED = 500_000_000
"""Characters searched in all: half a second where the words are looked for as they are."""

FOLDING = 100
"""How much more a character costs that has to be folded first."""


class Astray:
    """The documents of a dossier, asked for orphans."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the words of the documents, by id."""
        self._texts = texts
        self._left = SEARCHED
        self._known: dict[Passage, Anchor] = {}

    def looked_for(self, passage: Passage, orphan: Anchor) -> Anchor:
        """Return the anchor of a passage whose words stand in other documents; `orphan` where they do not."""
        if passage not in self._known:
            docs = tuple(self._holders(passage)) if len(passage.selector.exact.strip()) >= SHORT else ()
            found = replace(orphan, status=Status.ELSEWHERE, elsewhere=docs) if docs else orphan
            self._known[passage] = found
        return self._known[passage]

    def _holders(self, passage: Passage) -> Iterator[str]:
        """Yield the documents that have the words as they are, or, where none has, but for typography."""
        others = [(doc, text) for doc, text in self._texts.items() if doc != passage.doc]
        words = passage.selector.exact
        if not self._afford(sum(len(text) for _, text in others)):
            return
        exact = [doc for doc, text in others if words in text]
        yield from exact
        if not exact and self._afford(FOLDING * sum(len(text) for _, text in others)):
            yield from (doc for doc, text in others if stands(words, text))

    def _afford(self, characters: int) -> bool:
        affordable = characters <= self._left
        self._left -= characters if affordable else 0
        return affordable
