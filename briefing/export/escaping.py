"""Words from outside as Markdown that means just these words.

Owns what is escaped, and how. Refuses to let through a line break, a control character or anything that Markdown, its
tables, footnotes and self-made links, or HTML would act on. What needs no escape is left alone, so that the text
stays readable as it is.
"""

from __future__ import annotations

import re

from briefing.display import one_line
from briefing.references import ID

SPECIAL = re.compile(
    r"[\\`*\[\]<>#|~$]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word an underscore is a letter
    r"|&(?=#?\w+;)"  # an entity
    r"|(?<=\w):(?=//)|(?<=www)\.|(?<=\w)@(?=\w)"  # what some renderers turn into links by themselves
    r"|^[-+=:]"  # a list, a heading's underline, a definition
)
NUMBERED = re.compile(r"^(\d+)([.)])")


def inline(words: str) -> str:
    """Return `words` on one line, to stand anywhere in running text, a heading, a list entry or a table cell."""
    safe = SPECIAL.sub(r"\\\g<0>", one_line(words))
    return NUMBERED.sub(r"\1\\\2", safe)


def quoted(words: str) -> str:
    """Return `words` as somebody else's, between quotation marks."""
    return f"“{inline(words)}”"


def strong(words: str) -> str:
    """Return `words` in bold; words that are none get a stand-in, for asterisks around nothing are a rule."""
    return f"**{inline(words) or 'no words'}**"


def code(id_: str) -> str:
    """Return an id as code; one that is none, since a digest may hold anything, as words."""
    return f"`{id_}`" if ID.fullmatch(id_) else quoted(id_)
