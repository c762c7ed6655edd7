"""What stands in a text without being seen as what it is: its name, its code point and its place.

Owns which characters are hidden, what they are called, and which of them turn what is read into something else. Refuses
to take any away. Offsets are code points; what is shown in their place is for `display`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from briefing.display import UNSAFE

C0 = (
    "NULL", "START OF HEADING", "START OF TEXT", "END OF TEXT", "END OF TRANSMISSION", "ENQUIRY", "ACKNOWLEDGE", "BELL",
    "BACKSPACE", "TAB", "LINE FEED", "LINE TABULATION", "FORM FEED", "CARRIAGE RETURN", "SHIFT OUT", "SHIFT IN",
    "DATA LINK ESCAPE", "DEVICE CONTROL ONE", "DEVICE CONTROL TWO", "DEVICE CONTROL THREE", "DEVICE CONTROL FOUR",
    "NEGATIVE ACKNOWLEDGE", "SYNCHRONOUS IDLE", "END OF TRANSMISSION BLOCK", "CANCEL", "END OF MEDIUM", "SUBSTITUTE",
    "ESCAPE", "FILE SEPARATOR", "GROUP SEPARATOR", "RECORD SEPARATOR", "UNIT SEPARATOR",
)  # fmt: skip
"""The names that Unicode's database leaves out, from U+0000 on."""

C1 = {0x84: "INDEX", 0x85: "NEXT LINE", 0x90: "DEVICE CONTROL STRING", 0x98: "START OF STRING",
      0x9B: "CONTROL SEQUENCE INTRODUCER", 0x9C: "STRING TERMINATOR", 0x9D: "OPERATING SYSTEM COMMAND",
      0x9E: "PRIVACY MESSAGE", 0x9F: "APPLICATION PROGRAM COMMAND"}  # fmt: skip
"""Those of the C1 controls that a terminal acts on."""

BLANK = (
    "\u00a0\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200a\u200c\u200d\u202f\u205f\u2800\u3000"
    "\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
)
"""What has a use and is shown as it is, though nothing of it can be seen, or nothing but a space."""

HIDDEN = rf"(?:(?![\t\n])(?:{UNSAFE}|[{BLANK}]))+"

BIDI = "\u202a-\u202e\u2066-\u2069"
TAGS = "\U000e0020-\U000e007e"

DECEPTIVE = (
    f"[{BIDI}]"  # turns around what is read
    f"|(?<![{TAGS}\U0001f3f4])[{TAGS}]+"  # words in letters that nobody sees; the flags of some countries are made so
    "|[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb]"  # acts on terminals that do not replace it
    "|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}"  # one selector chooses a picture, several spell something
)
"""What has no use in a text but to deceive, or to do harm."""


class Hidden(Struct, frozen=True):
    """A run of one hidden character."""

    start: int
    """Where it begins."""
    count: int
    code: int

    @property
    def name(self) -> str:
        """Its code point and name, such as `U+202E RIGHT-TO-LEFT OVERRIDE`; of several, how many."""
        many = f"{self.count} × " if self.count > 1 else ""
        return f"{many}U+{self.code:04X} {_name(self.code)}"


def hidden(text: str, start: int = 0, end: int | None = None) -> Iterator[Hidden]:
    """Yield what is hidden in a stretch of a text, in order; what stands there several times in a row is one run."""
    for found in re.compile(HIDDEN).finditer(text, start, len(text) if end is None else end):
        for run in re.finditer(r"(.)\1*", found[0], re.DOTALL):
            yield Hidden(found.start() + run.start(), len(run[0]), ord(run[1]))


def deceptive(text: str) -> Iterator[tuple[int, str]]:
    """Yield where something deceives, in order, with its name; hidden words are read out."""
    for found in re.finditer(DECEPTIVE, text):
        if "\U000e0020" <= found[0][0] <= "\U000e007e":
            spelt = "".join(chr(ord(tag) - 0xE0000) for tag in found[0])
            yield found.start(), f"hidden words in tag characters, “{spelt[:40]}{'…' * (len(spelt) > 40)}”"
        else:
            yield found.start(), Hidden(found.start(), len(found[0]), ord(found[0][0])).name


def summary(texts: dict[str, str], most: int = 3) -> str:
    """Return what deceives in some texts, by what each is called, in a line; empty where nothing does."""
    found = [f"{name} ({where})" for where, text in texts.items() for _, name in islice(deceptive(text), most + 1)]
    return "; ".join(found[:most]) + (" and more" if len(found) > most else "")


def _name(code: int) -> str:
    if code < len(C0):
        return C0[code]
    other = "DELETE" if code == 0x7F else C1.get(code, "CONTROL") if code < 0xA0 else "without a name"
    return unicodedata.name(chr(code), other)
