"""What a pane alone knows, and the reading screen has to hear.

Owns the one message there is. Refuses decisions: a pane says what was pointed at, and the screen moves the cursor.
"""

from __future__ import annotations

from textual.message import Message

from briefing.listing import PaneId


class Pointed(Message):
    """A row was clicked."""

    def __init__(self, pane: PaneId, row: int, *, twice: bool) -> None:
        """Take the pane, the row counted from 0, and whether it was the second click in short order."""
        super().__init__()
        self.pane = pane
        self.row = row
        self.twice = twice
