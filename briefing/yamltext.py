"""Texts written as YAML, so that they are read back letter for letter.

Owns the quoting: what may stand as it is, what needs an escape, where a long text may be folded. Refuses to write a
character that an editor or a terminal would hide, drop or act on, and half a character, which YAML cannot hold.
"""

from __future__ import annotations

import re

from briefing.display import UNSAFE
from briefing.errors import BriefingError
from briefing.yamltree import NOT_YAML, SURROGATE

WIDTH = 80
"""Columns after which a text is folded, where it has a space to fold at."""

ESCAPED = rf'["\\]|[^\S ]|{NOT_YAML.pattern}|{UNSAFE}'
"""What cannot stand between double quotation marks: every white space but the space looks like one, and is none."""

SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\xa0": "\\_"}

FOLD = "(?<=[^ ]) (?=[^ ])"
"""A space that a line break stands for in YAML: one alone, since white space around a break is dropped."""

PLAIN = r"\w(?:[\w ,.;'’()/&+–—-]*[\w.)])?"
"""A text that needs no quotation marks anywhere in a block, told on the safe side."""

NOT_TEXT = r"(?i:[-+.0-9][-+.0-9_,:e]*|0[box][0-9a-f_]+|\d{4}-\d\d?-\d\d?.*|true|false|null|yes|no|on|off|y|n)"
"""What other readers of YAML take for a number, a date or a truth."""


def quoted(text: str) -> str:
    """Return `text` between double quotation marks, on one line. Raises BriefingError for half a character."""
    if half := SURROGATE.search(text):
        raise BriefingError(f"U+{ord(half[0]):04X} is half a character, which no digest can hold")
    return f'"{re.sub(ESCAPED, _escape, text)}"'


def scalar(text: str) -> str:
    """Return `text` as a value in a block, without quotation marks where it needs none. Raises as `quoted` does."""
    plain = re.fullmatch(PLAIN, text) and not re.fullmatch(NOT_TEXT, text) and not re.search(ESCAPED, text)
    return text if plain else quoted(text)


def entry(key: str, text: str, indent: int = 0, width: int = WIDTH) -> str:
    """Return lines that give `key` the value `text`, quoted, `indent` columns in; long ones are folded and go on below.

    What is read back has neither the breaks nor the columns of the folding. Raises as `quoted` does.
    """
    first, *rest = re.split(FOLD, quoted(text)[1:-1])
    lines = [f'{" " * indent}{key}: "{first}']
    for word in rest:
        if len(lines[-1]) + 1 + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(" " * (indent + 2) + word)
    return "\n".join(lines) + '"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    spelt = f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
    return SHORT.get(found[0], spelt)
