"""What the lines of a view are made of: cells side by side, some of which lead to a passage.

Owns `Line`, the order in which what leads somewhere is walked, and how a passage with the text around it becomes lines.
Refuses keys and widgets, and to know where the reader is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct
from rich.cells import cell_len

from briefing.display import harmless, one_line
from briefing.dossier import Dossier
from briefing.reader.painting import Parts, cut, layers
from briefing.reader.wrapping import Rows, wrapped
from briefing.resolving import Annotation
from briefing.spans import Span
from briefing.walking import Target

MARK = 2
"""Columns before every cell, in which the marker stands."""

AROUND = 110
"""Characters of the document shown before and after a passage, at most."""

DIFFERS = "own"
"""The slot of words that differ: bold and underlined, since whole sentences may be, and are still to be read."""

READABLE = 96
"""Columns beyond which lines are too long to be read with pleasure."""

Marks = Collection[Span]
"""Stretches of a passage's words that are to be marked, counted from its beginning."""


class Link(Struct, frozen=True, eq=False):
    """Something that leads to a passage. Two that lead to the same one are two."""

    item: str
    ordinal: int = 0

    @property
    def target(self) -> Target:
        """The passage."""
        return self.item, self.ordinal


class Cell(Struct, frozen=True):
    """A part of a line, with the marker's column before it."""

    parts: Parts = ()
    link: Link | None = None
    width: int = 0
    """Columns that it takes, with those of the marker; 0 for all that is left."""


Line = tuple[Cell, ...]
"""Cells side by side."""

EMPTY: Line = (Cell(),)


class Stop(Struct, frozen=True):
    """Where something that leads somewhere stands on a page."""

    link: Link
    first: int
    last: int
    """The lines on which it begins and ends, counted from 0."""
    column: int


def stops(lines: Sequence[Line]) -> list[Stop]:
    """Return what leads somewhere, in order of reading: columns beside each other one after the other."""
    found: list[Stop] = []
    begin = 0
    while begin < len(lines):
        end = begin + 1
        while end < len(lines) and len(lines[end]) == len(lines[begin]):
            end += 1
        for column in range(len(lines[begin])):
            found += _stops(lines, begin, end, column)
        begin = end
    return found


def _stops(lines: Sequence[Line], begin: int, end: int, column: int) -> Iterator[Stop]:
    stop: Stop | None = None
    for at in range(begin, end):
        link = lines[at][column].link
        if stop and link is stop.link:
            stop = Stop(link, stop.first, at, column)
            continue
        if stop:
            yield stop
        stop = Stop(link, at, at, column) if link else None
    if stop:
        yield stop


def beside(columns: Sequence[Sequence[Line]], width: int) -> list[Line]:
    """Return blocks of one-celled lines as columns of one width."""
    return [
        tuple(Cell(cell.parts, cell.link, width) for (cell,) in row) for row in zip_longest(*columns, fillvalue=EMPTY)
    ]


def plain(parts: Parts, link: Link | None = None) -> Line:
    """Return a line of one cell."""
    return (Cell(parts, link),)


def heading(words: str, width: int) -> list[Line]:
    """Return a heading."""
    return [plain(((row, "title"),)) for row in wrapped(words, width)]


def told(words: str, width: int, slot: str = "", link: Link | None = None) -> list[Line]:
    """Return words in a slot, on as many lines as they take."""
    return [plain(((row, slot),), link) for row in wrapped(words, width)] if words else []


def entry(name: str, words: str, width: int, names: int = 11) -> list[Line]:
    """Return a name with words beside it."""
    rows = wrapped(words, max(width - names, 12))
    return [plain(((cell.ljust(names), "muted"), (row, ""))) for cell, row in zip_longest((name,), rows, fillvalue="")]


def to_item(dossier: Dossier, item: str) -> Link:
    """Return what leads to the first passage of an item that can be shown."""
    anchored = (at for at, found in enumerate(dossier.annotations(item)) if found.span)
    return Link(item, next(anchored, 0))


def labelled(dossier: Dossier, item: str, width: int, link: Link | None = None, said: str = "") -> list[Line]:
    """Return the label of an item with its sentence beside it."""
    found = dossier.digest.items[item]
    label = dossier.digest.labels[item].ljust(4)
    rows = wrapped(said or found.headline, max(width - len(label) - 1, 8))
    slots = ((f"{label} ", found.kind.value), *[(" " * (len(label) + 1), "")] * (len(rows) - 1))
    return [plain((slot, (row, "")), link) for slot, row in zip(slots, rows, strict=True)]


def styled(text: str, meanings: Collection[tuple[Span, str]], width: int) -> list[Parts]:
    """Return a text as rows; of the slots that meanings give to a stretch the last one counts."""
    rows = Rows(text, max(width, 1))
    drawn: list[Parts] = []
    for number in range(len(rows)):
        row = rows.span(number)
        words = row.of(text).rstrip()
        pieces = layers(Span(row.start, row.start + len(words)), meanings) if words else []
        drawn.append(tuple((piece.of(text), slots[-1] if slots else "") for piece, slots in pieces))
    return drawn


def source(dossier: Dossier, found: Annotation, width: int, remark: str = "", slot: str = "muted") -> Parts:
    """Return where a passage stands: its document, its line, and a remark where there is room."""
    line = dossier.line(found)
    place = f", line {line}" if line else ""
    name = cut(one_line(dossier.digest.name_of(found.doc) or "no document"), max(width - cell_len(place), 4))
    parts: Parts = ((name, "title"), (place, "muted"))
    room = width - cell_len(name) - cell_len(place) - 2
    return (*parts, ("  ", ""), (cut(one_line(remark), room), slot)) if remark and room >= 8 else parts


def passage(
    dossier: Dossier,
    found: Annotation,
    width: int,
    marks: Marks = (),
    link: Link | None = None,
    remark: str = "",
    reach: int = AROUND,
) -> list[Line]:
    """Return a passage: where it stands, then its words with the text around them, on lines that all lead there."""
    lines = [plain(source(dossier, found, width, remark), link)]
    text = dossier.text(found.doc)
    if text is None or found.span is None:
        wanted = found.passage.selector.exact if found.passage else ""
        return [*lines, *told(f"“{wanted}”", width, "problem", link),
                *told("not anchored: it cannot be shown where it stands", width, "problem", link)]  # fmt: skip
    shown, own = around(text.shown, found.span, reach)
    meanings = [(Span(0, len(shown)), "muted"), (own, ""), *((shifted(span, own.start), DIFFERS) for span in marks)]
    return [*lines, *(plain(parts, link) for parts in styled(shown, meanings, width))]


def around(text: str, span: Span, reach: int = AROUND) -> tuple[str, Span]:
    """Return a passage with some of its paragraph around it, on one line, and where in that its words stand."""
    start, end = max(span.start - reach, 0), min(span.end + reach, len(text))
    start = max(start, text.rfind("\n", 0, span.start) + 1)
    broken = text.find("\n", span.end)
    end = min(end, broken) if broken >= 0 else end
    if start > 0 and not text[start - 1].isspace():
        start = next((at for at in range(start, span.start) if text[at - 1].isspace()), span.start)
    if end < len(text) and not text[end].isspace():
        end = next((at for at in range(end, span.end, -1) if text[at].isspace()), span.end)
    before = "… " if start > 0 and text[start - 1] != "\n" else ""
    after = " …" if end < len(text) and text[end] != "\n" else ""
    words = before + flat(text[start:end]) + after
    return words, shifted(Span(span.start - start, span.end - start), len(before))


def flat(text: str) -> str:
    """Return words on one line, harmless, every character where it was."""
    return harmless("".join(" " if character.isspace() else character for character in text))


def shifted(span: Span, by: int) -> Span:
    """Return a stretch so many characters further on."""
    return Span(span.start + by, span.end + by)


def sifted(lines: Sequence[Line], words: str) -> list[Line]:
    """Return what leads somewhere and says some words, whatever their case, with the heading above each."""
    wanted = words.lower().split()
    kept: list[Line] = []
    heading_: Line | None = None
    blocks: dict[int, list[Line]] = {}
    for line in lines:
        for cell in line:
            if cell.link:
                blocks.setdefault(id(cell.link), []).append(plain(cell.parts, cell.link))
    seen: set[int] = set()
    for line in lines:
        if len(line) == 1 and line[0].link is None and _is_heading(line[0].parts):
            heading_ = line
        for cell in line:
            if cell.link is None or id(cell.link) in seen:
                continue
            seen.add(id(cell.link))
            block = blocks[id(cell.link)]
            said = " ".join(word_of(part) for part in block).lower()
            if all(word in said for word in wanted):
                kept += [heading_] if heading_ else []
                kept += block
                heading_ = None
    return kept or [plain((("nothing here says these words", "muted"),))]


def word_of(line: Line) -> str:
    """Return the words of a line."""
    return "".join(words for cell in line for words, _ in cell.parts)


def _is_heading(parts: Parts) -> bool:
    return bool(parts) and parts[0][1] == "title"


def spaced(blocks: Iterable[Sequence[Line]]) -> list[Line]:
    """Return blocks with an empty line between them; those without lines are left out."""
    lines: list[Line] = []
    for block in blocks:
        if block:
            lines += [*([EMPTY] if lines else []), *block]
    return lines
