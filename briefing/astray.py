"""Words that stand nowhere in the document named, but in another one.

Owns the search of all other documents, exactly and but for typography, for orphans alone and each of them once. Refuses
short words, which stand somewhere by chance, and to search for ever: beyond `SEARCHED` characters in all, an orphan
stays an orphan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from briefing.anchoring import Anchor, Status, stands
from briefing.documents import DocumentText
from briefing.nearness import SHORT
from briefing.passages import Passage

SEARCHED = 500_000_000
"""Characters searched in all: half a second where the words are looked for as they are."""

FOLDING = 100
"""How much more a character costs that has to be folded first."""


class Astray:
    """The documents of a dossier, asked for orphans: for all of them in one go, so that each is opened once."""

    def __init__(self, texts: Mapping[str, DocumentText], orphans: Iterable[Passage]) -> None:
        """Take the documents, by id, and the passages whose words stand nowhere in their own."""
        self._texts = texts
        self._characters = max(sum(text.lines.extent for text in texts.values()), 1)
        worth = [one for one in dict.fromkeys(orphans) if len(one.selector.exact.strip()) >= SHORT]
        exactly = worth[: SEARCHED // self._characters]
        self._holders = self._sought(exactly, lambda words, text: words in text)
        left = SEARCHED - len(exactly) * self._characters
        loosely = [one for one in exactly if one not in self._holders][: left // (FOLDING * self._characters)]
        self._holders |= self._sought(loosely, lambda words, text: stands(words, text) is not None)

    def looked_for(self, passage: Passage, orphan: Anchor) -> Anchor:
        """Return the anchor of a passage whose words stand in other documents; `orphan` where they do not."""
        docs = tuple(self._holders.get(passage, ()))
        return replace(orphan, status=Status.ELSEWHERE, elsewhere=docs) if docs else orphan

    def _sought(self, orphans: list[Passage], holds: Callable[[str, str], bool]) -> dict[Passage, list[str]]:
        """Return the documents that have the words of each, of those of which any has."""
        found = defaultdict[Passage, list[str]](list)
        for doc, text in self._texts.items() if orphans else ():
            words = text.received
            for one in orphans:
                if one.doc != doc and holds(one.selector.exact, words):
                    found[one].append(doc)
        return found
