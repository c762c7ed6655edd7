"""A crash of the reader that tells nothing of the documents.

Owns two private hooks. Textual prints a crash with the values of all local variables, which here are the words of the
documents: instead there is the report of `crashes`. And it takes for a crash what falls over while it is taken down
half laid out. Where a hook is gone or has another shape Textual's own report appears, which a contract test would tell
us first.
"""

from __future__ import annotations

import sys

from rich.text import Text
from textual.app import App
from textual.css.query import NoMatches

from briefing.crashes import crashed


class QuietCrash(App[None]):
    """An app that keeps document text out of its crash reports."""

    def _handle_exception(self, error: Exception) -> None:
        """Crash, unless that is a screen which looks for its own parts, of which leaving has taken some away."""
        if not (self._exit and isinstance(error, NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        error = sys.exc_info()[1]
        self.bell()
        if error is not None:
            self._exit_renderables.append(Text(crashed(error), overflow="fold"))
        self._return_code = 1
        self._close_messages_no_wait()
