"""Finds the actors of a digest by name.

Owns the rule for what counts as a mention: a form stands there letter for letter, in the same case, at word
borders, where its script has any; the longest form wins; a full stop inside an abbreviation belongs to the word.
Refuses to guess: no stemming, no folding, and nothing that the digest does not list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, starmap

from briefing.digest import Actor
from briefing.spans import Span

UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that put no border between words, as ranges of a pattern."""


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
        self._pattern = re.compile(_alternatives(self.holders)) if self.holders else None

    def mentions(self, text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
        """Yield every mention in `text` with the ids of the actors it can mean, in order; mentions never overlap."""
        if self._pattern is None:
            return
        for found in self._pattern.finditer(text):
            yield Span(*found.span()), self.holders[found.group()]

    def shared(self) -> dict[str, tuple[str, ...]]:
        """Return the forms that more than one actor claims, with their ids."""
        return {form: ids for form, ids in self.holders.items() if len(ids) > 1}


def _alternatives(forms: Iterable[str]) -> str:
    """Return a pattern for any of the forms, the longest first.

    Every branch begins with a plain letter of its own, which lets the search skip to places where a form can begin; the
    border before that letter is looked back for once the letter is found. Forms that end alike share what is looked
    for at their ends: a pattern takes the longer to compile the more of that there is in it.
    """
    by_first: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=len, reverse=True):
        by_first[form[0]].append(form)
    return "|".join(
        f"{re.escape(first)}{_border_before(first)}(?:{'|'.join(starmap(_rests, groupby(group, key=_borders)))})"
        for first, group in by_first.items()
    )


def _border_before(first: str) -> str:
    """Look back over the first letter for the border of a word."""
    return f"(?<!\\w{re.escape(first)})" if _in_word(first) and not _unspaced(first) else ""


def _rests(borders: tuple[str, str], forms: Iterable[str]) -> str:
    """Return a pattern for forms after their first letter, with what is looked for before that and behind them."""
    before, behind = borders
    return f"{before}(?:{'|'.join(re.escape(form[1:]) for form in forms)}){behind}"


def _borders(form: str) -> tuple[str, str]:
    """Return what must hold where a form stands after its first letter, and behind it, at the border of a word.

    A letter that is a word of its own is none beside a full stop and another letter: the S in "U.S." is not an "S".
    """
    first, last = re.match(r"\w*", form), re.search(r"\w*$", form)
    alone = rf"(?<!\b\w\.{re.escape(form[0])})" if first and len(first[0]) == 1 else ""
    if len(form) == 1 and _unspaced(form):
        # One letter of these scripts stands in many words, and would be found in all of them.
        return f"(?<!\\w{form}){alone}", r"(?!\w)"
    inner = _unspaced(form[-1])
    border = r"(?![\w\u0300-\u036f])" if _in_word(form[-1]) and not inner else r"(?!\w\.)" if form[-1] == "." else ""
    inside = r"(?!\.\w\b)" if last and len(last[0]) == 1 else ""
    return alone, f"{border}{inside}"


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _unspaced(character: str) -> bool:
    # Most names are told apart by their first letter's number alone, and there may be very many of them.
    return character >= "\u0e00" and re.match(f"[{UNSPACED}]", character) is not None
