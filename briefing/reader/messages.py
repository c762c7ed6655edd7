"""What somebody else knows, and the reading screen has to hear: a pane of a click, the follower of files that changed.

Owns these messages. Refuses decisions: a pane says what was pointed at, and the screen moves the cursor.
"""

from __future__ import annotations

from pathlib import Path

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


class FilesChanged(Message):
    """Files of the dossier have changed, and come to rest."""

    def __init__(self, paths: frozenset[Path]) -> None:
        """Take the files."""
        super().__init__()
        self.paths = paths
