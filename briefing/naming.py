"""Ids for documents, from the names of their files.

Owns the one rule for it. Refuses an id that somebody holds, that looks like a label of an item, or that the format
would not take.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from briefing.vocabulary import Kind
from briefing.yamltext import NOT_TEXT

ID_LENGTH = 24
"""Characters of an id made from a file's name: as many as one types without thinking."""

LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
                         "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"})  # fmt: skip
"""Latin letters that Unicode does not take apart into one of ASCII and a mark."""

LABEL = re.compile(rf"[{''.join(kind.letter.lower() for kind in Kind)}]\d+")
"""What names an item wherever an id is typed, as F3 does."""


def document_id(name: str, taken: Container[str]) -> str:
    """Return an id for the file `name` that is not among `taken`: short, in small letters, in ASCII where it can be."""
    stem = unicodedata.normalize("NFC", name.rpartition(".")[0] or name).translate(LETTERS)
    plain = "".join(_ascii(letter) for letter in stem).lower()
    words = re.sub(r"[\W_]+", "-", "".join(letter for letter in plain if unicodedata.category(letter)[0] != "M"))
    id_ = _shortened(words.strip("-"))
    if not id_ or LABEL.fullmatch(id_) or re.fullmatch(NOT_TEXT, id_):
        id_ = f"doc-{id_}".rstrip("-")
    number, unique = 1, id_
    while unique in taken:
        number += 1
        unique = f"{id_}-{number}"
    return unique


def _ascii(letter: str) -> str:
    """Return a letter without its marks, if that is one of ASCII; of other scripts they are part of the letter."""
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or letter


def _shortened(words: str) -> str:
    """Cut at the end of a word, if there is one."""
    if len(words) <= ID_LENGTH:
        return words
    return words[: words.rfind("-", 1, ID_LENGTH + 1)] if "-" in words[1 : ID_LENGTH + 1] else words[:ID_LENGTH]
