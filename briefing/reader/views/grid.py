"""How the coverage grid is drawn: frozen names, a column for every document that fits, figures, and the words below.

Owns the widths of its parts and the words of every row. Refuses keys and scrolling: it is told what is in view.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from msgspec import Struct
from rich.cells import cell_len

from briefing.coverage import Coverage, counted, distrusted
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.grid import CODE, SIGNS, SILENT, Grid, Row
from briefing.reader.painting import Parts, fitted
from briefing.reader.views.lines import Line, passage, told
from briefing.resolving import Annotation
from briefing.vocabulary import Stance
from briefing.walking import Target

MARK = 2
"""Columns of the marker."""

CELL = CODE + 1
"""Columns of a document."""

NAME_LEAST, NAME_MOST = 12, 92
"""Columns of the names of facts."""

TELLING = 100
"""Columns from which the figures are spelled out."""

FIGURED = 56
"""Columns from which there are figures at all."""

FOOTED = 14
"""Rows from which the words of the passage stand below the grid."""

SLOTS = {sign: str(stance) for stance, sign in SIGNS.items()} | {SILENT: "muted"}

STANCES = {sign: stance for stance, sign in SIGNS.items()}

LEGEND = "# supports  x disputes  q qualifies  o context  . silent"
JOINED = "  A=B one origin"
FOLDED = "  +A and more of its origin"

REACH = 30
"""Characters of the document before and after the words below the grid."""

ROOMY = 22
"""Columns that names keep on all but the narrowest screens before another document is shown."""


class Frame(Struct, frozen=True):
    """How a grid is laid out on a screen."""

    label: int
    name: int
    fit: int
    """Documents that fit beside each other."""
    documents: int
    """All documents there are."""
    figures: int
    """Columns of the figures, 0 where there is no room for them."""
    spelled: bool
    """Whether the figures are spelled out."""
    body: int
    """Rows of facts."""
    foot: int
    """Rows below them."""


def frame(grid: Grid, labels: int, width: int, height: int) -> Frame:
    """Return the layout of a grid for a size."""
    digits = len(str(grid.documents))
    spelled = width >= TELLING
    figures = 2 * digits + 16 if spelled else max(2 * digits + 1, 4) + 6 if width >= FIGURED else 0
    room = width - MARK - labels - 1 - figures - 1
    least = ROOMY if width >= FIGURED else NAME_LEAST
    fit = min(max((room - least) // CELL, 1), max(len(grid.columns), 1))
    foot = min(height // 3, 7) if height >= FOOTED else 0
    name = max(min(room - fit * CELL, NAME_MOST), 1)
    return Frame(labels, name, fit, grid.documents, figures, spelled, max(height - 1 - foot, 1), foot)


def header(grid: Grid, codes: dict[str, str], drawn: Frame, left: int, column: int) -> Parts:
    """Return the codes of the documents in view; those of one origin are joined."""
    parts: list[tuple[str, str]] = [(" " * (MARK + drawn.label + 1 + drawn.name), "")]
    last = min(left + drawn.fit, len(grid.columns))
    for at in range(left, last):
        shown = grid.columns[at]
        more = at == left and left > 0
        joint = "<" if more else "=" if shown.joined else "+" if shown.others else " "
        parts.append((joint, "muted" if more else "title"))
        parts.append((codes[shown.doc].center(CODE, "=" if _bridged(grid, at) else " "), _head_slot(at, column)))
    parts.append((">" if last < len(grid.columns) else " ", "muted"))
    if drawn.figures and not drawn.spelled:
        digits = drawn.figures - 6
        parts.append((f"{'docs':>{digits}} {'org':>4}", "muted"))
    return tuple(parts)


def _bridged(grid: Grid, at: int) -> bool:
    """Say whether a short code stands between two of its origin, where the joint must not be broken."""
    return grid.columns[at].joined and at + 1 < len(grid.columns) and grid.columns[at + 1].joined


def _head_slot(at: int, column: int) -> str:
    return "focus" if at == column else "title"


def row(dossier: Dossier, found: Row, drawn: Frame, left: int, column: int | None) -> Parts:
    """Return the row of a fact; `column` is the column of the cursor if it is on this row."""
    here = column is not None
    label = dossier.digest.labels[found.fact]
    name = fitted(one_line(dossier.digest.items[found.fact].words), drawn.name)
    parts = [
        (">" if here else " ", "cursor"), (" ", ""), (label.ljust(drawn.label), "fact"), (" ", ""),
        (name, "strong" if here else ""),
    ]  # fmt: skip
    # Cells that look alike are drawn at once: a wide row has more of them than anything else.
    cells = enumerate(found.signs[left : left + drawn.fit], start=left)
    for (sign, current), alike in groupby(cells, lambda cell: (cell[1], cell[0] == column)):
        count = sum(1 for _ in alike)
        parts += [(" ", ""), (f"[{sign}]", "current")] if current else [(f"  {sign} " * count, SLOTS[sign])]
    if drawn.figures:
        parts.append((_figures(found.coverage, drawn), "muted"))
    return tuple(parts)


def _figures(found: Coverage, drawn: Frame) -> str:
    if not drawn.spelled:
        share = f"{len(found.supports)}/{drawn.documents}"
        return f" {share:>{drawn.figures - 6}} {found.origins:>4}"
    digits = len(str(drawn.documents))
    docs = counted(len(found.supports), "doc")
    origins = counted(found.origins, "origin")
    return f"  {docs.rjust(digits + 1) if len(found.supports) == 1 else docs:<{digits + 5}}  {origins}"


def passages_of(dossier: Dossier, fact: str, docs: Collection[str], sign: str) -> list[tuple[Annotation, Target]]:
    """Return the passages of a fact in some documents that bear on it, those first that the sign is for."""
    stance = STANCES.get(sign, Stance.SUPPORTS)
    found = [
        (one, (fact, at))
        for at, one in enumerate(dossier.annotations(fact))
        if one.doc in docs and one.span is not None
    ]
    return sorted(found, key=lambda pair: pair[0].stance is not stance)


def named(dossier: Dossier, docs: Sequence[str]) -> str:
    """Return the name of a document, with how many more of its origin it stands for."""
    more = f" and {len(docs) - 1} more of its origin" if docs[1:] else ""
    return f"{dossier.digest.name_of(docs[0])}{more}"


def foot(
    dossier: Dossier, found: Row, docs: Sequence[str], sign: str, joint: str, width: int, rows: int
) -> list[Parts]:
    """Return what stands below the grid: the legend, the fact in full, and the words under the cursor.

    `joint` says what the signs between the columns mean.
    """
    label = dossier.digest.labels[found.fact]
    lines: list[Line] = told(f"{label}  {dossier.digest.items[found.fact].words}", width, "title")[:2]
    passages = passages_of(dossier, found.fact, docs, sign)
    if passages:
        more = f", and {counted(len(passages) - 1, 'more passage')}" if len(passages) > 1 else ""
        lines += passage(dossier, passages[0][0], width, remark=f"{passages[0][0].stance}{more}", reach=REACH)
    elif lost := [doc for doc in distrusted(dossier, found.fact) if doc in docs]:
        lines += told(f"A passage of {dossier.digest.name_of(lost[0])} for it is not to be trusted.", width, "problem")
    else:
        lines += told(f"{named(dossier, docs)} {'are' if docs[1:] else 'is'} silent on it.", width, "muted")
    legend: Parts = ((LEGEND + (joint if cell_len(LEGEND + joint) <= width else ""), "muted"),)
    space: list[Parts] = [()] if rows > 5 else []
    return [*space, legend, *(line[0].parts for line in lines)][:rows]
