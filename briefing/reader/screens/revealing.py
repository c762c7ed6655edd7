"""What stands in the text without being seen, shown on a sheet.

Owns the command. Refuses to know which characters are hidden, which is for `hidden`.
"""

from __future__ import annotations

from briefing.errors import BriefingError
from briefing.reader.screens.moving import Moving


class Revealing(Moving):
    """A screen that can show what is hidden in its text."""

    def action_hidden(self, _command_id: str) -> None:
        """Show the hidden characters of the line under the text cursor and of its document."""
        from briefing.reader.pages import hidden_page
        from briefing.reader.screens.sheet import Sheet

        self.finish_following()
        try:
            page = hidden_page(self.snapshot, self.cursor)
        except BriefingError as error:
            self.say(error.brief)
            return
        self.app.push_screen(Sheet("Hidden characters", page))
