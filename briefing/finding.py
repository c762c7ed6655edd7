"""Finding words in one text.

Owns `Query`, what somebody looks for, `Hits`, where it stands in a text, and the word at an offset. Offsets are code
points of the text as received; spans are half-open. Refuses to go through documents (see `seeking`), and to protect
anybody from a regular expression that never ends: such a search belongs in a process that can be killed.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from briefing.errors import BriefingError
from briefing.spans import Span
from briefing.typed import MARKS, UNSEEN, lower_case, regex_pattern, words_pattern

NO_REGEX = "this is no regular expression: "
"""How it begins what is said of one that is none."""

LONGEST_QUERY = 1000
"""Characters of a query; nobody types more, and what is pasted by mistake must not be compiled."""

WORD = rf"\w[\w{MARKS}{UNSEEN}]*+(?:['’][\w{MARKS}{UNSEEN}]+)*"
"""A word, with the apostrophes inside it."""

MOST = 100_000
"""Hits in one text that are kept; who looks for a single letter does not count them."""


class Query(Struct, frozen=True):
    """What is looked for. A query without a capital letter does not mind capitals."""

    text: str
    """The words or the regular expression as typed; of several forms, what to call them."""
    regex: bool = False
    forms: tuple[str, ...] = ()
    """Words to look for instead of the text, any of them, each as a whole word."""

    def __bool__(self) -> bool:
        """Say whether anything is looked for: blanks alone are nothing."""
        return bool(self.text.strip() or any(form.strip() for form in self.forms))

    @property
    def certain(self) -> bool:
        """Say whether a search takes time in proportion to the text, so that it can be done where keys are heard."""
        return not self.regex


def word_query(word: str) -> Query:
    """Return the query for a whole word, whatever its capitals; an abbreviation in capitals keeps them."""
    return Query(word, forms=(word if len(word) > 1 and word.isupper() else word.lower(),))


def forms_query(name: str, forms: Iterable[str]) -> Query:
    """Return the query for anybody's name and aliases, as whole words: `forms_query(actor.name, actor.forms)`."""
    return Query(name, forms=tuple(dict.fromkeys(form for form in forms if form.strip())))


def checked(query: Query) -> Query:
    """Return the query if it can be looked for. Raises BriefingError that says what is wrong with it."""
    _pattern(query, plain=False)
    return query


def hits(query: Query, text: str) -> Iterator[Span]:
    """Yield where `query` stands in `text`, in order, without overlaps, as they are asked for.

    A match of nothing is no hit. Raises BriefingError, at the first question, for a query that cannot be looked for.
    """
    if query:
        for found in _pattern(query, plain=text.isascii()).finditer(text):
            if found.end() > found.start():
                yield Span(*found.span())


def holds(query: Query, text: str) -> bool:
    """Say whether `query` stands in `text` at all. Raises as `hits` does."""
    return next(hits(query, text), None) is not None


@lru_cache(maxsize=64)
def _pattern(query: Query, *, plain: bool) -> re.Pattern[str]:
    if max(map(len, (query.text, *query.forms))) > LONGEST_QUERY:
        raise BriefingError(f"a search is not longer than {LONGEST_QUERY} characters", mend="look for less of it")
    if query.regex:
        return _regex(query.text, plain=plain)
    if query.forms:
        # The longest form first, so that a name is found whole.
        ways = (_words(form, plain=plain) for form in sorted(query.forms, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{'|'.join(filter(None, ways))})(?![\w{MARKS}])")
    return re.compile(_words(query.text, plain=plain))


def _words(words: str, *, plain: bool) -> str:
    return words_pattern(words, ignore_case=lower_case(words), plain=plain)


def _regex(text: str, *, plain: bool) -> re.Pattern[str]:
    ignore_case = lower_case(text, regex=True)
    flags = re.MULTILINE | (re.IGNORECASE if ignore_case else re.NOFLAG)
    with warnings.catch_warnings():
        # Python warns of what it may understand otherwise one day; who types a search can do nothing about it.
        warnings.simplefilter("ignore")
        try:
            re.compile(text, flags)
        except re.error as error:
            where = f" at character {error.pos + 1}" if error.pos is not None else ""
            message = f"{NO_REGEX}{error.msg}{where}"
            raise BriefingError(message, mend="look for the words as they are, or put \\ before the sign") from error
        except (OverflowError, RecursionError) as error:
            raise BriefingError("this regular expression is too much", mend="repeat less") from error
        try:
            return re.compile(regex_pattern(text, ignore_case=ignore_case, plain=plain), flags)
        except (re.error, OverflowError, RecursionError):
            # Folding did not understand it, as in a class with an escape it does not know: then it is as it was typed.
            return re.compile(text, flags)


class Hits(Struct, frozen=True):
    """Where a query stands in one text, in order."""

    spans: tuple[Span, ...] = ()
    whole: bool = True
    """Whether these are all; there are no more than `MOST`."""

    @classmethod
    def of(cls, query: Query, text: str, most: int = MOST) -> Hits:
        """Find everything, or the first `most`. Raises as `hits` does."""
        spans: list[Span] = []
        for span in hits(query, text):
            if len(spans) == most:
                return cls(tuple(spans), whole=False)
            spans.append(span)
        return cls(tuple(spans))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.spans)

    def __bool__(self) -> bool:
        """Say whether there is any."""
        return bool(self.spans)

    def after(self, offset: int, count: int = 1) -> Span | None:
        """Return the hit that begins after `offset`, or one `count` further on; from the last on to the first."""
        return self._at(bisect_left(self.spans, Span(offset + 1, offset + 1)) + count - 1)

    def before(self, offset: int, count: int = 1) -> Span | None:
        """Return the hit that begins before `offset`, or one `count` further back; from the first on to the last."""
        return self._at(bisect_left(self.spans, Span(offset, offset)) - count)

    def nearest(self, offset: int) -> Span | None:
        """Return the first hit that begins at `offset` or later, else the first: where typing a search leads."""
        return self._at(bisect_left(self.spans, Span(offset, offset)))

    def within(self, stretch: Span) -> tuple[Span, ...]:
        """Return the hits that share something with a stretch, for painting it."""
        first = bisect_left(self.spans, Span(stretch.start, stretch.start))
        first -= first > 0 and self.spans[first - 1].end > stretch.start
        return self.spans[first : bisect_left(self.spans, Span(stretch.end, stretch.end))]

    def number(self, spot: Span) -> int:
        """Return the number, from 1, of the last hit that begins in a spot or before it; 0 before the first."""
        end = max(spot.start + 1, spot.end)
        return bisect_left(self.spans, Span(end, end))

    def counter(self, spot: Span) -> str:
        """Return where one is among the hits, as in `3/17`; `17` off any of them, `none` where there is none."""
        many = f"{len(self.spans)}{'' if self.whole else '+'}"
        at = self.number(Span(spot.start, spot.start))
        on = at > 0 and self.spans[at - 1].overlaps(spot)
        return (f"{at}/{many}" if on else many) if self.spans else "none"

    def _at(self, place: int) -> Span | None:
        return self.spans[place % len(self.spans)] if self.spans else None


NO_HITS = Hits()


def word_at(text: str, offset: int) -> Span:
    """Return the word at `offset`, else the next one on its line, else the last one; nothing at `offset` for none."""
    start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    words = [Span(*found.span()) for found in re.compile(WORD).finditer(text, start, end if end >= 0 else len(text))]
    later = (word for word in words if word.end > offset)
    return next(later, words[-1] if words else Span(offset, offset))
