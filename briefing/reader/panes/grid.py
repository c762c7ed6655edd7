"""The coverage grid on the screen: rows and columns drawn on demand, so that any number of them costs a screenful.

Owns which cell is under the cursor and what is in view. Refuses the dossier's cursor: a cell is a place in a view.
"""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from briefing.dossier import Dossier
from briefing.grid import Grid, Rank, Row, codes, folded, grid
from briefing.reader.painting import Ink, Parts, draw, filled
from briefing.reader.views.grid import FOLDED, JOINED, Frame, foot, frame, header, passages_of, row
from briefing.resolving import Annotation
from briefing.walking import Target

MANY = 12
"""Documents beyond which those of one origin are shown as one column at first."""


class GridPane(Widget, can_focus=True, inherit_bindings=False):
    """The grid, with the cursor on one cell."""

    def __init__(self, dossier: Dossier, fact: str, doc: str) -> None:
        super().__init__()
        self.dossier = dossier
        self.codes = codes(dossier)
        self.labels = max((len(dossier.digest.labels[one.id]) for one in dossier.digest.facts), default=2)
        self.rank = Rank.IMPORTANCE
        self.wanted = ""
        self.grid: Grid = grid(dossier, self.rank)
        self.folded = False
        self.rows: tuple[Row, ...] = self.grid.rows
        self.at = self.grid.places.get(fact, 0)
        self.column = self.column_of(doc)
        self.top = self.left = 0
        self.below: tuple[tuple[object, ...], list[Parts]] = ((), [])
        if len(self.grid.columns) > MANY and self.grid.ties:
            self.fold()

    def fold(self) -> None:
        """Show one column for each origin, or its documents again; the cursor stays on its document."""
        doc = self.doc
        self.folded = not self.folded
        self.sort_rows(self.rank, self.wanted)
        self.go(self.at, self.column_of(doc))

    def column_of(self, doc: str) -> int:
        """Return the column that stands for a document; the first where none does."""
        return next((at for at, column in enumerate(self.grid.columns) if doc in column.docs), 0)

    @property
    def frame(self) -> Frame:
        """The layout at the present size."""
        return frame(self.grid, self.labels, max(self.size.width - 1, 1), max(self.size.height, 1))

    @property
    def row(self) -> Row | None:
        """The row of the cursor."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    @property
    def docs(self) -> tuple[str, ...]:
        """The documents of the cursor's column."""
        return self.grid.columns[self.column].docs if self.grid.columns else ()

    @property
    def doc(self) -> str:
        """The document under the cursor: of several that share an origin, the first that the sign is for."""
        passages = self.passages
        return passages[0][0].doc if passages else next(iter(self.docs), "")

    @property
    def passages(self) -> list[tuple[Annotation, Target]]:
        """The passages that the cell stands for."""
        return passages_of(self.dossier, self.row.fact, self.docs, self.sign) if self.row else []

    @property
    def sign(self) -> str:
        """What stands in the cell under the cursor."""
        return self.row.signs[self.column] if self.row and self.row.signs else ""

    @property
    def target(self) -> Target | None:
        """The passage that the cell stands for."""
        passages = self.passages
        return passages[0][1] if passages else None

    def on_resize(self) -> None:
        """Keep the cell in view."""
        self.go(self.at, self.column)

    def go(self, at: int, column: int) -> None:
        """Put the cursor on a cell, and scroll as little as brings it into view."""
        self.at = min(max(at, 0), max(len(self.rows) - 1, 0))
        self.column = min(max(column, 0), max(len(self.grid.columns) - 1, 0))
        shape = self.frame
        self.top = min(max(self.top, self.at - shape.body + 1), self.at, max(len(self.rows) - shape.body, 0))
        self.left = min(max(self.left, self.column - shape.fit + 1), self.column)
        self.left = min(self.left, max(len(self.grid.columns) - shape.fit, 0))
        self.refresh()

    def sort_rows(self, rank: Rank, words: str) -> None:
        """Sort the rows, and leave those that hold some words; the cursor stays on its fact."""
        fact = self.row.fact if self.row else ""
        self.rank, self.wanted = rank, words
        whole = grid(self.dossier, rank)
        self.grid = folded(whole) if self.folded else whole
        wanted = words.lower().split()
        self.rows = tuple(found for found in self.grid.rows if all(word in self.said(found.fact) for word in wanted))
        self.go(self.place(fact), self.column)

    def place(self, fact: str) -> int:
        """Return the row of a fact; the first where it has none."""
        return next((at for at, found in enumerate(self.rows) if found.fact == fact), 0)

    def said(self, fact: str) -> str:
        """Return the words that a search looks through."""
        return f"{self.dossier.digest.labels[fact]} {self.dossier.digest.items[fact].words}".lower()

    def disputed(self, by: int) -> int | None:
        """Return the row of a disputed fact so many further, stopping at the last there is; None for none."""
        found = [at for at, one in enumerate(self.rows) if one.coverage.disputes]
        ahead = [at for at in found if at > self.at] if by > 0 else [at for at in reversed(found) if at < self.at]
        return ahead[min(abs(by), len(ahead)) - 1] if ahead else None

    def line(self, y: int) -> Parts:
        """Return the words of one row of the screen."""
        shape, width = self.frame, self.size.width
        if y == 0:
            return header(self.grid, self.codes, shape, self.left, self.column)
        at = self.top + y - 1
        if y <= shape.body:
            if at >= len(self.rows):
                return (("  no fact holds these words", "muted"),) if y == 1 and self.wanted else ()
            return row(self.dossier, self.rows[at], shape, self.left, self.column if at == self.at else None)
        if self.row is None or not self.grid.columns:
            return ()
        lines = self.foot(width - 3, shape.foot)
        below = y - shape.body - 1
        return (("  ", ""), *lines[below]) if below < len(lines) else ()

    def foot(self, width: int, rows: int) -> list[Parts]:
        """Return what stands below the grid; its rows are asked for one by one, and made once."""
        assert self.row is not None
        key = (self.row.fact, self.docs, width, rows)
        if self.below[0] != key:
            joint = FOLDED if self.grid.folded else JOINED if self.grid.ties else ""
            self.below = (key, foot(self.dossier, self.row, self.docs, self.sign, joint, width, rows))
        return self.below[1]

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        base, width = self.rich_style, self.size.width
        ink: Ink = self.app.ink  # type: ignore[attr-defined]
        return filled(draw(self.line(y), ink, base), width, base)
