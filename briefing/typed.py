"""From words as people type them to patterns that find them as documents have them.

Owns which signs and letters stand for one another. It is the query that is folded, never a document, so that whatever
is found has the offsets of the text as received (code points). Refuses to search, and to fold what somebody took the
trouble to type: a plain `e` finds é, but an é finds no plain e.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

from briefing.folding import DASHES, DOUBLE, SINGLE

ALIKE = (f"'{SINGLE}", f'"{DOUBLE}', f"-{DASHES}")
"""Signs that a keyboard, an editor or a web page puts for one another."""

PATTERNS = {sign: f"[{re.escape(signs)}]" for signs in ALIKE[:2] for sign in signs}
PATTERNS |= dict.fromkeys(ALIKE[2], f"(?:-{{1,3}}|[{DASHES}])")
PATTERNS |= {"…": r"(?:…|\.\.\.)"}
"""What may stand in a document for a sign of the words."""

MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
"""Accents and vowel signs that follow a letter which may as well be written without them."""

UNSEEN = "\xad\u200b\u200c\u200d\u2060\ufeff"
"""What may stand between two letters without anybody seeing it: soft hyphens, joiners, spaces of no width."""

BEHIND = f"[{MARKS}{UNSEEN}]"
"""What may stand behind a letter and be part of it."""

TYPED_MARKS = re.compile(f"[{MARKS}]+")

SPACE = rf"\s[\s{UNSEEN}]*"
"""Any white space, line breaks among it, for a space; `\\s` knows the non-breaking ones."""

SPACE_FIRST = rf"(?<![\s{UNSEEN}])[{UNSEEN}]*+{SPACE}"
"""The same where words begin with it. It begins with the white space that is there: a search that tried each of many
blanks in turn would go through the rest of them every time."""

UNHEEDED = dict.fromkeys(map(ord, UNSEEN))
"""Takes out of words that were typed what nobody sees."""

RANGES = ((0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000), (0xFB00, 0xFB07), (0xFF01, 0xFF5F))
"""Where letters with accents, and letters of another width, have characters of their own."""

STROKED = {"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "d": "đ", "D": "Đ", "h": "ħ", "H": "Ħ", "i": "ı", "σ": "ς"}
"""Letters that Unicode takes for others, though people write the plain one for them."""

TOGETHER = {
    "ffi": ("ffi", "ﬀi", "fﬁ", "ﬃ"),
    "ffl": ("ffl", "ﬀl", "fﬂ", "ﬄ"),
    "ff": ("ff", "ﬀ"),
    "fi": ("fi", "ﬁ"),
    "fl": ("fl", "ﬂ"),
    "ss": ("ss", "ß"),
    "ae": ("ae", "æ"),
    "oe": ("oe", "œ"),
}
"""Letters that a document may have in one piece, and how."""

TOKEN = re.compile(
    r"""\\(?:x..|u.{4}|U.{8}|N\{[^}]*\}|.)          # an escape
    |\[\^?\]?(?:\\.|[^\]\\])*\]                     # a class
    |\(\?(?:P<\w+>|P=\w+\)|<?[=!]|[a-zA-Z-]+[:)]|\#[^)]*\)|\(\w+\)|[:>])
    |\{\d*,?\d*\}
    |[\s\S]""",
    re.VERBOSE,
)
"""A piece of a regular expression: whatever is longer than a character is left as it is."""

VERBOSE = re.compile(r"\(\?[a-zA-Z]*x")
"""A switch after which white space in a pattern means nothing."""


def words_pattern(words: str, *, ignore_case: bool, plain: bool) -> str:
    """Return a pattern for words as typed; a blank matches any white space. Empty where there are none.

    `plain` is for texts of nothing but ASCII, in which there is less to expect.
    """
    words = unicodedata.normalize("NFC", re.sub("-{2,3}", "—", words).replace("...", "…")).translate(UNHEEDED)
    return "".join(_pieces(words, ignore_case=ignore_case, plain=plain))


def dashes(count: int, follows: str = "") -> str:
    """Return a pattern for so many dashes in a row, of which each may be up to three hyphens; `follows` goes with each.

    Several are told as one stretch: dash by dash there are ever so many ways to share out hyphens, and all are tried.
    """
    return PATTERNS["-"] + follows if count == 1 else f"(?:[-{DASHES}]{follows}){{{count},{3 * count}}}"


def regex_pattern(pattern: str, *, ignore_case: bool, plain: bool) -> str:
    """Return a regular expression in which plain spaces, quotation marks and letters stand for others, too.

    What stands in a class of characters is left as it was written.
    """
    if VERBOSE.search(pattern):
        return pattern
    tokens = TOKEN.findall(unicodedata.normalize("NFC", pattern))
    return "".join(f"(?:{SPACE})" if token == " " else _literal(token, ignore_case, plain) for token in tokens)


def lower_case(text: str, *, regex: bool = False) -> bool:
    """Say whether no capital letter was typed, escapes of a regular expression aside: then capitals do not count."""
    typed = re.sub(r"\\.|\(\?P[<=]\w+", "", text) if regex else text
    return typed == typed.lower()


def _literal(token: str, ignore_case: bool, plain: bool) -> str:
    ordinary = len(token) == 1 and (token.isalnum() or token in PATTERNS)
    return f"(?:{_sign(token, ignore_case, plain)})" if ordinary else token


def _pieces(words: str, *, ignore_case: bool, plain: bool) -> Iterator[str]:
    """Yield a pattern for every sign with its marks, run of white space or of dashes, or letters that may be one."""
    at = 0
    while at < len(words):
        together = _together(words, at) if not plain else ""
        if marks := TYPED_MARKS.match(words, at):
            end = marks.end()
            yield f"{'' if at else f'(?<!{BEHIND})'}{_follows(plain, marks[0])}"
        elif words[at].isspace():
            end = _end(words, at, str.isspace)
            yield SPACE if at else SPACE_FIRST
        elif words[at] in ALIKE[2]:
            end = _end(words, at, ALIKE[2].__contains__)
            yield dashes(end - at, _follows(plain))
        elif together:
            end = at + len(together)
            spellings = TOGETHER[together]
            ways = ["".join(_sign(sign, ignore_case, plain) for sign in way) for way in spellings]
            yield f"(?:{'|'.join(ways)})"
        else:
            marks = TYPED_MARKS.match(words, at + 1)
            end = marks.end() if marks else at + 1
            yield _sign(words[at], ignore_case, plain, words[at + 1 : end])
        at = end


def _end(words: str, start: int, goes_on: Callable[[str], bool]) -> int:
    """Return where a run of signs ends that go on with the first."""
    return next((at for at in range(start, len(words)) if not goes_on(words[at])), len(words))


def _together(words: str, at: int) -> str:
    """Return the letters from `at` on that a document may have in one piece; capitals are not looked for in them.

    Letters of which the last has a mark are not looked for in one piece.
    """
    found = next((group for group in TOGETHER if words.startswith(group, at)), "")
    return "" if TYPED_MARKS.match(words, at + len(found)) else found


def _sign(sign: str, ignore_case: bool, plain: bool, marks: str = "") -> str:
    """Return a pattern for one character with its marks, and whatever else may follow it unseen."""
    follows = _follows(plain, marks)
    if sign in PATTERNS:
        return PATTERNS[sign] + follows
    cases = dict.fromkeys((sign, sign.lower(), sign.upper()) if ignore_case else (sign,))
    if plain:
        return _class("".join(case for case in cases if len(case) == 1)) + follows
    families = "".join(case + families_of().get(case, "") for case in cases if len(case) == 1)
    apart = [unicodedata.normalize("NFD", case) for case in cases]
    ways = [_class(families), *(re.escape(way) for way in dict.fromkeys(apart) if len(way) > 1)]
    return (f"(?:{'|'.join(reversed(ways))})" if len(ways) > 1 else ways[0]) + follows


def _follows(plain: bool, marks: str = "") -> str:
    """Return a pattern for what may stand unseen behind a character, where these marks are, in any order.

    Each is looked for by itself: one behind the other they would be tried in every way where there are thousands.
    """
    if plain:
        return marks
    return "".join(f"(?=(?:(?!{mark}){BEHIND})*+{mark})" for mark in dict.fromkeys(marks)) + f"{BEHIND}*"


def _class(signs: str) -> str:
    return re.escape(signs) if len(signs) == 1 else f"[{re.escape(signs)}]"


@cache
def families_of() -> dict[str, str]:
    """Return the letters that are a plain one with something to it, by the plain one."""
    found: defaultdict[str, str] = defaultdict(str)
    for sign in (chr(code) for first, end in RANGES for code in range(first, end)):
        base, *rest = tuple(unicodedata.normalize("NFKD", sign))
        if base != sign and all(map(unicodedata.combining, rest)):
            found[base] += sign
    for base, sign in STROKED.items():
        found[base] += sign
    return dict(found)
