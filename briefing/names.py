"""Finds the actors of a digest by name.

Owns the rule for what counts as a mention: a form stands there letter for letter, in the same case, at word
borders; the longest form wins; a full stop inside an abbreviation belongs to the word. Refuses to guess: no
stemming, no folding, and nothing that the digest does not list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from briefing.digest import Actor
from briefing.spans import Span


class Names:
    """The forms of all actors, ready to be found in a text."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        """Take the actors; a form that several of them claim counts for each."""
        holders: defaultdict[str, list[str]] = defaultdict(list)
        for actor in actors:
            for form in actor.forms:
                if form.strip() and actor.id not in holders[form]:
                    holders[form].append(actor.id)
        self.holders = {form: tuple(ids) for form, ids in holders.items() if ids}
        longest_first = sorted(self.holders, key=len, reverse=True)
        self._pattern = re.compile("|".join(_bordered(form) for form in longest_first)) if longest_first else None

    def mentions(self, text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
        """Yield every mention in `text` with the ids of the actors it can mean, in order; mentions never overlap."""
        if self._pattern is None:
            return
        for found in self._pattern.finditer(text):
            yield Span(*found.span()), self.holders[found.group()]

    def shared(self) -> dict[str, tuple[str, ...]]:
        """Return the forms that more than one actor claims, with their ids."""
        return {form: ids for form, ids in self.holders.items() if len(ids) > 1}


def _bordered(form: str) -> str:
    """Return a pattern for `form` as a whole word, where the S of "U.S." and the U are not words of their own."""
    before = r"(?<!\w)(?<!\b\w\.)" if form[0].isalnum() or form[0] == "_" else ""
    after = r"(?!\w)(?!\.\w\b)" if form[-1].isalnum() or form[-1] == "_" else ""
    return f"{before}{re.escape(form)}{after}"
