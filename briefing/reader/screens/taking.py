"""Taking words away from where the reader is.

Owns which words are at hand on the reading screen, the address of a document, and what needs the terminal for itself:
piping to a program, and printing plainly. Refuses to copy and to save, which every screen does alike, see `carrying`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing.cursor import Cursor, annotation
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.listing import PaneId, listing
from briefing.piping import ended, environment, pager, stays
from briefing.reader.aside import print_aside, run_aside
from briefing.reader.panes.pane import Pane
from briefing.reader.panes.text import TextPane
from briefing.reader.screens.carrying import Carrying
from briefing.reader.screens.moving import Moving
from briefing.taking import ACTED_ON, address

if TYPE_CHECKING:
    from briefing.export.offers import Offer

READ_OFF = (PaneId.TEXT, PaneId.DOCUMENTS)
"""Where the document is the one that the cursor is in, and not the passage's."""

ANY_KEY = "any key goes back to the reader"


class Taking(Carrying, Moving):
    """A reading screen from which words can be taken away."""

    def at_hand(self) -> tuple[Dossier, Cursor]:
        """Return where the reader is, once the text shows what is highlighted."""
        self.finish_following()
        return self.snapshot, self.cursor

    def action_address(self, _command_id: str) -> None:
        """Show the address of the document, and copy it; nothing is opened."""
        dossier, cursor = self.at_hand()
        found = annotation(dossier, cursor)
        doc = found.doc if found and found.doc and cursor.pane not in READ_OFF else cursor.doc
        if url := address(dossier, doc):
            self.copy_address(url)
            return
        name = one_line(dossier.digest.name_of(doc)) if doc in dossier.digest.shelf else "this"
        self.say(f"the digest gives no address on the web for {name}")

    def action_pipe(self, _command_id: str) -> None:
        """Ask what to give to which program."""
        self.when_read(self.ask_pipe)

    def ask_pipe(self) -> None:
        """Ask what to give to which program."""
        from briefing.reader.screens.asking import PipePrompt

        self.app.push_screen(PipePrompt(self.offered(), pager(os.environ), self.pipe))

    def pipe(self, offer: Offer, command: str) -> None:
        """Run a command line with words on its standard input, and come back when it has ended."""
        pause = "" if stays(command) else ANY_KEY
        argv = ("sh", "-c", command)
        try:
            status = run_aside(self.briefing, argv, offer.text(), environment=environment(os.environ), pause=pause)
        except BriefingError as error:
            self.say(error.brief)
            return
        self.say(ended(command, status))

    def action_plain(self, _command_id: str) -> None:
        """Print what is shown as plain lines, which the terminal itself can select and search."""
        lines = [line.translate(ACTED_ON) for line in self.plain_lines()]
        try:
            print_aside(self.briefing, "\n".join(["", *lines, ""]), ANY_KEY)
        except BriefingError as error:
            self.say(error.brief)

    def plain_lines(self) -> list[str]:
        """Return what the pane with the keys shows: rows of a list with all their words, or whole lines of the text."""
        dossier, cursor = self.at_hand()
        pane = self.query_one(f"#{cursor.pane}", Pane)
        first, height = pane.scroll_offset.y, max(pane.size.height, 1)
        if isinstance(pane, TextPane):
            last = min(first + height, pane.count()) - 1
            return lines_between(dossier, cursor.doc, pane.row_span(first).start, pane.row_span(last).end)
        ids = listing(dossier, cursor.view, cursor.pane).ids[first : first + height]
        digest = dossier.digest
        return [
            f"{digest.labels[id_]}\t{one_line(digest.items[id_].words)}" if id_ in digest.items else digest.name_of(id_)
            for id_ in ids
        ]


def lines_between(dossier: Dossier, doc: str, start: int, end: int) -> list[str]:
    """Return the lines of a document between two offsets, each as long as it is."""
    text = dossier.text(doc)
    if text is None:
        return []
    first, last = text.lines.line_at(start), text.lines.line_at(end)
    return [text.lines.span(line).of(text.received) for line in range(first, last + 1)]
