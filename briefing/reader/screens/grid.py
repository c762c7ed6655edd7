"""The coverage grid as a view.

Owns what its keys do. Refuses drawing, which is for the pane.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widget import Widget

from briefing.coverage import distrusted
from briefing.dossier import Dossier
from briefing.grid import Rank
from briefing.reader.panes.grid import GridPane
from briefing.reader.screens.view import View
from briefing.reader.views.grid import STANCES, named
from briefing.walking import Target

SORTED = {
    Rank.IMPORTANCE: "key facts first",
    Rank.DISAGREEMENT: "most disputed first",
    Rank.SUPPORT: "least supported first",
}
"""What is said of each order."""


class GridView(View):
    """Facts by documents."""

    def __init__(self, dossier: Dossier, fact: str, doc: str) -> None:
        super().__init__()
        self.pane = GridPane(dossier, fact, doc)
        self.kept = fact, doc

    def compose(self) -> ComposeResult:
        """Fill the screen."""
        yield self.pane

    def on_mount(self) -> None:
        """Say what is shown."""
        self.retitle()

    def on_resize(self) -> None:
        """The borders have another length."""
        self.retitle()

    @property
    def body(self) -> Widget:
        """The grid."""
        return self.pane

    def heading(self) -> str:
        """How the rows are sorted."""
        return f"Coverage, {SORTED[self.pane.rank]}"

    def place(self) -> str:
        """The row, the document, and how it bears on the fact."""
        pane = self.pane
        if pane.row is None:
            return "no facts"
        silence = (
            "not to be trusted" if set(distrusted(pane.dossier, pane.row.fact)).intersection(pane.docs) else "silent"
        )
        stance = STANCES.get(pane.sign, silence)
        document = f"{stance}: {named(pane.dossier, pane.docs)}" if pane.docs else "no documents"
        counts = f"{pane.at + 1}/{len(pane.rows)}"
        return f"{counts} │ {document}"

    def hinted(self) -> tuple[tuple[str, str], ...]:
        """The keys of the grid."""
        return (
            ("view-close", "back"), ("view-go", "passage"), ("view-order", "sort"),
            ("view-next-conflict", "disputed"), ("view-help", "help"),
            *([("view-fold", "unfold" if self.pane.folded else "fold")] if self.pane.grid.ties else []),
            ("view-find", "search"), ("view-copy", "copy"), ("view-save", "save"),
        )  # fmt: skip

    def keep_place(self) -> None:
        """Remember the fact and the document under the cursor."""
        if self.pane.row:
            self.kept = self.pane.row.fact, self.pane.doc

    def go_back(self) -> None:
        """Put the cursor on the fact and the document that were remembered."""
        fact, doc = self.kept
        self.pane.go(self.pane.place(fact), self.pane.column_of(doc))
        self.retitle()

    def target(self) -> Target | None:
        """The passage under the cursor."""
        return self.pane.target

    def about(self) -> str:
        """The fact under the cursor."""
        return self.pane.row.fact if self.pane.row else ""

    @property
    def first(self) -> str:
        """The grid itself is offered first to be saved."""
        return "grid"

    def move(self, rows: int, columns: int = 0) -> None:
        """Move the cursor."""
        self.pane.go(self.pane.at + rows, self.pane.column + columns)
        self.retitle()

    def search(self, words: str) -> None:
        """Show only the facts that hold some words."""
        self.wanted = words
        self.pane.sort_rows(self.pane.rank, words)
        self.retitle()

    def action_step(self, by: int) -> None:
        """Go up or down."""
        self.move(by * (self.count or 1))

    def action_side(self, by: int) -> None:
        """Go left or right."""
        self.move(0, by * (self.count or 1))

    def action_leaf(self, by: float) -> None:
        """Go up or down by pages."""
        self.move(round(by * max(self.pane.frame.body - 1, 1)) * (self.count or 1))

    def action_dispute(self, by: int) -> None:
        """Go to the next fact that a document disputes, and to that document."""
        pane = self.pane
        at = pane.disputed(by * (self.count or 1))
        if at is None:
            self.say("no document disputes a fact further on" if by > 0 else "no document disputes a fact before this")
            return
        pane.go(at, pane.rows[at].signs.index("x"))
        self.retitle()

    def action_fold(self, _command_id: str) -> None:
        """Show one column for each origin, or every document again."""
        if not self.pane.grid.ties:
            self.say("no two documents share an origin")
            return
        self.pane.fold()
        self.retitle()

    def action_order(self, _command_id: str) -> None:
        """Sort the rows another way; the cursor stays on its fact."""
        ranks = list(Rank)
        pane = self.pane
        pane.sort_rows(ranks[(ranks.index(pane.rank) + 1) % len(ranks)], pane.wanted)
        self.retitle()
