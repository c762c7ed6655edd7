"""Makes words from outside harmless to a terminal, one character for one character.

Owns the table that every document, digest value, file name and error message passes through on its way to a screen.
Refuses to change the length of anything: an offset means the same before and after, so highlights cannot drift.
Letters, digits, signs and combining marks are never touched; what is replaced is replaced by something visible.
"""

from __future__ import annotations

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

CONTROLS = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {0x7F: 0x2421}
"""C0 controls and DEL have pictures of their own in Unicode."""

SEPARATORS = {0x09: 0x20, 0x2028: 0x2424, 0x2029: 0x2424}
"""A tab is one column wide here, or columns and offsets would part; Unicode's own line breaks must not break lines."""

HIDDEN_RANGES = (
    (0x80, 0x9F),  # C1 controls: CSI and OSC in one character
    (0xAD, 0xAD),  # soft hyphen: some terminals draw it, most hide it
    (0x061C, 0x061C),  # Arabic letter mark
    (0x180E, 0x180E),  # Mongolian vowel separator
    (0x200B, 0x200B),  # zero width space
    (0x200E, 0x200F),  # left-to-right and right-to-left marks
    (0x202A, 0x202E),  # bidi embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, bidi isolates, deprecated format controls
    (0xD800, 0xDFFF),  # lone surrogates: cannot be encoded at all
    (0xFEFF, 0xFEFF),  # byte order mark inside a text
    (0xFDD0, 0xFDEF),  # not characters
    (0xFFF0, 0xFFFB),  # interlinear annotation, and what is kept free for its like
    (0xFFFE, 0xFFFF),  # not characters
    (0x13430, 0x1343F),  # controls of Egyptian hieroglyphs
    (0x1BCA0, 0x1BCA3),  # controls of shorthand
    (0x1D173, 0x1D17A),  # controls of musical notes
    *((plane | 0xFFFE, plane | 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000)),  # not characters
    (0xE0000, 0xE00FF),  # tags: invisible copies of ASCII; and what is kept free for their like
    (0xE01F0, 0xE0FFF),
)
"""What has no picture of its own is shown as U+FFFD. The joiners U+200C and U+200D stay: scripts need them, as do
variation selectors and other marks. `hidden` tells where even these stand."""

STAND_INS = {chr(code): chr(stand_in) for code, stand_in in (CONTROLS | SEPARATORS).items()}
"""What stands for a character on a screen, where that is not U+FFFD."""

_UNSAFE_RANGES = "".join(f"{chr(first)}-{chr(last)}" for first, last in HIDDEN_RANGES)
UNSAFE = f"[{''.join(map(re.escape, STAND_INS))}{_UNSAFE_RANGES}]"
"""A pattern of what has a stand-in. None of it counts as printable. Compiled by `re` where it is needed first: most
dossiers never do."""


def harmless(text: str) -> str:
    """Return `text` with every control, hidden or bidi character as a visible stand-in; the same length, lines kept."""
    # Most texts have nothing to be changed, and to be sure of it by this is quicker than by any pattern.
    if text.replace("\n", " ").isprintable():
        return text
    return re.sub(UNSAFE, _stand_in, text)


def _stand_in(found: re.Match[str]) -> str:
    return STAND_INS.get(found[0], REPLACEMENT)


def one_line(text: str) -> str:
    """Return `text` harmless and on one line: runs of white space become one space. For labels, never for offsets."""
    return harmless(" ".join(text.split()))
