"""The pen that writes cells: where it is, how it looks, and the sequences that move and turn it.

Owns the spelling of everything that is sent, and so the fence: `spelling` decides what a cell may say. Refuses to
know why a cell is written. Widths are those on which terminals agree; after anything else, and around it, the pen
finds its place anew.

Sequences are those of a VT102 and what all its heirs share: CUP, CUF, EL, IL, DL, DECSTBM and SGR; ECH where terminfo
knows it (ECMA-48; https://invisible-island.net/xterm/ctlseqs/ctlseqs.html).
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, Protocol

from briefing.display import UNSAFE

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

JOINERS = "\u200c\u200d"
"""What joins and parts letters within a cluster: scripts and pictures need them, and alone they are nothing."""

SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Signs of Semitic scripts and of Kaithi that Unicode calls format characters, though they are drawn."""

CLUSTER = 32
"""Characters of a cell that are sent: a letter and its marks, of which no script has more than thirty
(https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format). More keep a terminal busy."""

SHORTEST_TAIL = 4
"""Blank cells from which it is shorter to erase to the end of the row."""

SHORTEST_GAP = 12
"""The same within a row, where what comes after them has to be gone to."""

BLANKS = re.compile(f" {{{SHORTEST_TAIL},}}")
"""Finds blanks that may be worth erasing."""

WIDE = ((0x3000, 0x3029), (0x3030, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
        (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6))  # fmt: skip
"""Ranges whose wide characters have been wide in every table since Unicode 3."""

NARROW = ((0x00A0, 0x0590), (0x1E00, 0x2000), (0x2010, 0x2028), (0x2030, 0x2060), (0x2070, 0x2600), (0xFFFD, 0xFFFE))
"""Ranges whose narrow characters are narrow everywhere; from U+0590 on scripts run leftwards or join."""

PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2500-\u257f]*")
"""Matches what most texts are made of: characters that are sent as they are and take a column each, in any terminal."""

SYMBOLIC = frozenset({"Lu", "Ll", "Lo", "Lt", "Nd", "Nl", "No", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sc", "Sk",
                      "Sm", "So", "Lm", "Zs"})  # fmt: skip
"""Categories of characters that take a column of their own."""

OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}
"""What ends an attribute; all others end with a whole reset."""

UNSEEN = frozenset({"1", "2", "3"})
"""Attributes that a space does not show."""


class Drawn(Protocol):
    """A cell, as far as a pen is concerned."""

    @property
    def text(self) -> str: ...

    @property
    def sgr(self) -> str: ...


class Spelling(NamedTuple):
    """What is sent for the text of a cell."""

    text: str
    columns: int
    """How many columns that takes in any terminal; 0 where they disagree."""


class Look(NamedTuple):
    """SGR parameters, taken apart."""

    attributes: frozenset[str]
    foreground: str
    background: str


class Pen:
    """The terminal's cursor and its look while one frame is written. Begins and ends with the terminal's own look."""

    def __init__(self, *, fills: bool = False) -> None:
        """Take whether erasing fills with the present background, within a row too (terminfo: `bce`, `ech`)."""
        self.fills = fills
        self.out: list[str] = []
        self.at: tuple[int, int] | None = None
        self.sgr = ""

    def draw(self, y: int, start: int, stop: int, row: Sequence[Drawn]) -> None:
        """Write a stretch of a row."""
        x = start
        for first, last in self._erasures(start, stop, row):
            self._print(x, first, y, row)
            self._go(first, y)
            self._turn(row[first].sgr, blank=True)
            self.out.append("\x1b[K" if last == len(row) else f"\x1b[{last - first}X")
            x = last
        self._print(x, stop, y, row)

    def _erasures(self, start: int, stop: int, row: Sequence[Drawn]) -> Iterator[tuple[int, int]]:
        """Yield the blank stretches that are cheaper to erase than to write."""
        if stop - start < SHORTEST_TAIL or " " * SHORTEST_TAIL not in "".join([cell.text for cell in row[start:stop]]):
            return
        texts = "".join([cell.text if len(cell.text) == 1 else "." for cell in row[start:stop]])
        for blanks in BLANKS.finditer(texts):
            first = start + blanks.start()
            for _, cells in groupby(row[first : start + blanks.end()], key=lambda cell: ground(cell.sgr)):
                last = first + len([*cells])
                ends = last == len(row)
                worth = last - first >= SHORTEST_TAIL if ends else self.fills and last - first >= SHORTEST_GAP
                if worth and erasable(row[first].sgr, fills=self.fills):
                    yield first, last
                first = last

    def _print(self, start: int, stop: int, y: int, row: Sequence[Drawn]) -> None:
        """Write cells as they are, those of one look at once."""
        x = start
        for sgr, cells in groupby(row[start:stop], key=attrgetter("sgr")):
            texts = [cell.text for cell in cells]
            words = "".join(texts)
            if len(words) == len(texts) and PLAIN.fullmatch(words):
                self._go(x, y)
                self._turn(sgr, blank=words.isspace())
                self.out.append(words)
                x += len(texts)
                self.at = x, y
                continue
            for text in texts:
                if text:
                    self._write(x, y, row)
                x += 1

    def _write(self, x: int, y: int, row: Sequence[Drawn]) -> None:
        """Write one cell, and find the place anew where terminals may disagree about its width."""
        sent, columns = spelling(row[x].text)
        wide = 1 if x + 1 == len(row) or row[x + 1].text else 2
        self._go(x, y)
        self._turn(row[x].sgr, blank=row[x].text == " ")
        if columns != wide:
            # Where it is drawn narrower than that it uncovers columns, in which nothing older may stand.
            self.out.append(" " * wide)
            self.at = None
            self._go(x, y)
        self.out.append(sent)
        self.at = (x + wide, y) if columns == wide else None

    def scroll(self, top: int, bottom: int, by: int) -> None:
        """Have the terminal move whole rows up, or down where `by` is negative, leaving blank ones."""
        self._reset()
        count = "" if abs(by) == 1 else abs(by)
        self.out.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{top + 1}H\x1b[{count}{'M' if by > 0 else 'L'}\x1b[r")
        self.at = None

    def lift(self) -> str:
        """Return all that was written, ending in the terminal's own look."""
        self._reset()
        return "".join(self.out)

    def _go(self, x: int, y: int) -> None:
        """Move to a cell by the shortest way."""
        if self.at == (x, y):
            return
        if self.at and self.at[1] == y and self.at[0] < x:
            by = x - self.at[0]
            self.out.append(f"\x1b[{by if by > 1 else ''}C")
        elif self.at and not x and self.at[1] == y - 1:
            self.out.append("\r\n")
        else:
            self.out.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        self.at = x, y

    def _turn(self, sgr: str, *, blank: bool) -> None:
        """Take a look; for what is blank, any that looks the same on a space."""
        if sgr != self.sgr and (not blank or ground(sgr) != ground(self.sgr)):
            self.out.append(turn(self.sgr, sgr))
            self.sgr = sgr

    def _reset(self) -> None:
        if self.sgr:
            self.out.append("\x1b[m")
            self.sgr = ""


def sure(row: Sequence[Drawn]) -> bool:
    """Say whether every terminal gives the cells of a row the columns that they have here."""
    texts = [cell.text for cell in row]
    words = "".join(texts)
    if len(words) == len(texts) and PLAIN.fullmatch(words):
        return True
    different = {*texts}
    if "" not in different:
        return all(spelling(text).columns == 1 for text in different)
    pairs = {*zip(texts, [*texts[1:], " "], strict=True)}
    return all(spelling(text).columns == (1 if after else 2) for text, after in pairs if text)


@lru_cache(maxsize=8192)
def spelling(text: str) -> Spelling:
    """Return what to send for the text of a cell: what can be printed of it, or U+FFFD where nothing can."""
    kept = "".join(character for character in text[:CLUSTER] if printable(character))
    if not kept.strip(JOINERS):
        return Spelling(REPLACEMENT, 1)
    return Spelling(kept, columns_of(kept))


def printable(character: str) -> bool:
    """Say whether a character is one that a terminal prints: no control, format, surrogate or private one.

    What has no meaning yet may have one where the terminal's Unicode is newer than ours: a mark that it draws must not
    be lost. What will never be anything but a control or nothing has a stand-in before it comes here.
    """
    if character.isprintable() or character in JOINERS or character in SIGNS:
        return True
    category = unicodedata.category(character)
    return category == "Zs" or (category == "Cn" and not re.match(UNSAFE, character))


def columns_of(text: str) -> int:
    """Return the columns that a cluster takes in every terminal, or 0 where terminals disagree."""
    base, marks = text[0], text[1:]
    if not all("\u0300" <= mark <= "\u036f" for mark in marks):
        return 0
    if " " <= base <= "~":
        return 1
    code, width = ord(base), unicodedata.east_asian_width(base)
    if width in "WF":
        return 2 if any(first <= code <= last for first, last in WIDE) else 0
    plain = any(first <= code < end for first, end in NARROW) and unicodedata.category(base) in SYMBOLIC
    return 1 if plain else 0


@lru_cache(maxsize=8192)
def turn(old: str, new: str) -> str:
    """Return the shortest SGR from one look to another: what ends and what begins, or a reset and everything."""
    whole = f"\x1b[0;{new}m" if new else "\x1b[m"
    had, has = look(old), look(new)
    ending = had.attributes - has.attributes
    if not ending <= OFF.keys():
        return whole
    offs = {OFF[attribute] for attribute in ending}
    lost = {attribute for attribute in has.attributes if OFF.get(attribute) in offs}
    steps = [*sorted(offs), *sorted(has.attributes - had.attributes | lost)]
    steps += [has.foreground] if had.foreground != has.foreground else []
    steps += [has.background] if had.background != has.background else []
    return min(f"\x1b[{';'.join(steps)}m", whole, key=len) if steps else ""


def alike(one: Drawn, other: Drawn) -> bool:
    """Say whether two cells cannot be told apart on the screen."""
    return one == other or (one.text == other.text == " " and ground(one.sgr) == ground(other.sgr))


@lru_cache(maxsize=4096)
def ground(sgr: str) -> str:
    """Return what a space shows of a look: its background, unless it is underlined, reversed or the like."""
    seen = look(sgr)
    return seen.background if seen.attributes <= UNSEEN else sgr


@lru_cache(maxsize=4096)
def erasable(sgr: str, *, fills: bool) -> bool:
    """Say whether erasing in this look gives what a space in it would."""
    seen = look(sgr)
    return seen.attributes <= UNSEEN and (fills or seen.background == "49")


@lru_cache(maxsize=4096)
def look(sgr: str) -> Look:
    """Take SGR parameters apart. Raises ValueError for what is none."""
    if not sgr:
        return Look(frozenset(), "39", "49")
    attributes, grounds, codes = set[str](), {"3": "39", "4": "49"}, deque(sgr.split(";"))
    if not all(code.isascii() and code.isdecimal() for code in codes):
        raise ValueError(f"no look: {sgr!r}")
    while codes:
        code = codes.popleft()
        if code in ("38", "48"):
            count = {"2": 4, "5": 2}.get(codes[0], 0) if codes else 0
            if not 0 < count <= len(codes):
                raise ValueError(f"no colour: {sgr!r}")
            grounds[code[0]] = ";".join([code, *(codes.popleft() for _ in range(count))])
        elif 30 <= int(code) < 50 or 90 <= int(code) < 108:
            grounds["4" if code.startswith(("4", "10")) else "3"] = code
        else:
            attributes.add(code)
    return Look(frozenset(attributes), grounds["3"], grounds["4"])
