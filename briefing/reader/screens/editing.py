"""From the reader to an editor and back.

Owns which file is edited at which line: of a list the digest, of the text its document. Refuses to know an editor,
which is for `editing`, and to run one, which is for the app.
"""

from __future__ import annotations

import os
from pathlib import Path

from briefing.cursor import Cursor
from briefing.dossier import Dossier
from briefing.editing import command_line, editor
from briefing.errors import BriefingError
from briefing.files import signature
from briefing.listing import PaneId
from briefing.piping import ended
from briefing.reader.aside import run_aside
from briefing.reader.screens.following import Following


class Editing(Following):
    """A screen from which files are edited."""

    def action_edit(self, _command_id: str) -> None:
        """Open the user's editor where the reader is, and follow what was changed there."""
        self.finish_following()
        try:
            path, line = spot_to_edit(self.snapshot, self.cursor)
            words = command_line(editor(os.environ), path, line)
        except BriefingError as error:
            self.say(f"{error.brief}{f': {error.mend}' if error.mend else ''}")
            return
        self.remember_now()
        before = signature(path)
        try:
            status = run_aside(self.briefing, words)
        except BriefingError as error:
            self.say(error.brief)
            return
        if status:
            self.say(ended(words[0], status))
        if signature(path) != before:
            self.read_anew([path])


def spot_to_edit(dossier: Dossier, cursor: Cursor) -> tuple[Path, int]:
    """Return the file that is to be edited, and the line in it, counted from 1. Raises BriefingError.

    Where a list has the keys that is the digest, at the item or document highlighted; in the text its document.
    """
    if cursor.pane is PaneId.TEXT:
        text, document = dossier.text(cursor.doc), dossier.digest.shelf.get(cursor.doc)
        if text is None or document is None:
            raise BriefingError("there is no document here to edit")
        return dossier.folder / document.path, text.lines.line_at(cursor.spot.start)
    if dossier.digest_file is None:
        raise BriefingError("there is no digest to edit", mend="`briefing init` writes one")
    row = cursor.row(cursor.pane)
    entry = dossier.digest.items.get(row) or dossier.digest.shelf.get(row)
    return dossier.digest_file, entry.place.line if entry else 1
