"""What arrives from a terminal, in whole sequences, and of these only what somebody typed.

Owns which sequences are open and how long their rest is worth waiting for (ECMA-48, 5.4 and 5.6), what came too late to
be a key, what is a reply, for a terminal that says what it is, which colours or words it has, never speaks for a hand,
and what is a key that nobody knows: Textual's parser would take every character of it for a key of its own. Refuses to
know what keys mean, and what the two replies mean that are wanted: that is for the parser.
"""

from __future__ import annotations

import re

from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

PIECES = 1.0
"""Seconds within which the rest of a sequence is waited for. Nobody types one by hand."""

TOLERANCE = 0.002
"""Seconds by which a wait may end too early for the parser's own clock."""

ESC = "\x1b"

STRING = r"\x1b(?:\](?=[0-9lLI])|P(?=[0-9>!$+|])|_(?=G))[^\x07\x1b\x9c]*"
"""A control string as terminals send them (OSC, DCS, APC), without its end. Alt with one of these letters is a key."""

REPLY = re.compile(
    rf"{STRING}(?:\x07|\x9c|\x1b\\|(?=\x1b[^\\]))"
    # Behind a private sign stands what a terminal is, or which modes it has; the answer to a question for a mode,
    # and the size of the window in band, are wanted.
    r"|\x1b\[(?:[>=]|\?(?!\d+;\d\$y))[0-9;:]*[ -/]*[@-~]"
    # Behind `1;` a digit may be Ctrl, Alt or Shift with a key of the number pad.
    r"|\x1b\[(?!48;|1;\d[tx])\d[0-9;:]*[ntx]"
    # A window without rows or columns is none that could be drawn in.
    r"|\x1b\[48;(?:0+|\d+[:0-9]*;0+)[;:][0-9;:]*t"
)

KEY = re.compile(r"\x1b\[\d[0-9;:]*[@-Z\\-~]")
"""A key that a terminal tells by numbers, with those of Alt, Ctrl and Shift. Nobody types that many by hand."""

MEANT = re.compile(r"\x1b\[(?:20[01]~|\d+;\d+R|48;.*t)")
"""What looks like one: the ends of pasted words, and the replies that are wanted."""

KITTY = re.compile(r"\x1b\[[0-9;:]*[u~A-FHPQRS]")
"""Keys as kitty tells them, which the parser knows by rule where it has not been told to leave that."""

HALF = re.compile(r"\x1b\[[0-9<>=?]")
"""How a sequence begins that is no key yet, and was not typed either."""

OPEN = re.compile(rf"\x1b(?:[O\]P_]|\[(?:[0-9;:<]*|[?>=][0-9;:]*[ -/]*|\[|M.{{0,2}}))?\Z|{STRING}\x1b?\Z", re.DOTALL)
"""What more belongs to. The last but one are a key of the Linux console and a mouse of old."""

LONG = 64
"""Characters of an open control string that are kept: what it says is never read."""

ORPHAN = re.compile(r"\[(?:\d|[?<>=])[0-9;:?$]*[A-Za-z~]|\[[A-DHFIO]|O[A-DHFPQRS]")
"""The rest of a sequence whose Esc was taken for the key: no hand types that at once."""


class Pieces:
    """Puts together what arrives in pieces, over a bad line or for its length."""

    def __init__(self, escape_delay: float = constants.ESCAPE_DELAY) -> None:
        self.escape_delay = escape_delay
        self.open = ""
        """The sequence that has begun, and is not handed on yet."""
        self.lost = False

    def patience(self) -> float:
        """Return the seconds to wait for more before what is there is taken as it is."""
        return PIECES if len(self.open) > 1 else self.escape_delay + TOLERANCE

    def arrived(self, text: str) -> str:
        """Take what arrived, and return what of it, and of what had begun before, is to be read as keys."""
        if self.lost and not self.open:
            text = ORPHAN.sub("", text, count=1) if ORPHAN.match(text) else text
        self.lost = False
        whole = KEY.sub(known, REPLY.sub("", self.open + text))
        begun = OPEN.search(whole)
        self.open = whole[begun.start() :] if begun else ""
        whole = whole[: len(whole) - len(self.open)]
        if len(self.open) > LONG and re.match(STRING, self.open):
            self.open = self.open[: LONG // 2] + self.open[-1]
        return whole

    def gave_up(self) -> str:
        """Return what is open, to be read as it is: nothing, where that is half a reply, or half a key."""
        begun, self.open = self.open, ""
        self.lost = begun == ESC
        return "" if re.match(STRING, begun) or HALF.match(begun) else begun


def known(key: re.Match[str]) -> str:
    """Return a key as it came, if the parser knows it."""
    by_rule = not constants.DISABLE_KITTY_KEY and KITTY.fullmatch(key[0])
    return key[0] if by_rule or key[0] in ANSI_SEQUENCES_KEYS or MEANT.fullmatch(key[0]) else ""
