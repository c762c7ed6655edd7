"""A crash of the reader that tells nothing of the documents.

Owns one private hook: Textual prints a crash with the values of all local variables, which here are the words of
the documents. Instead there is the report of `crashes`. Where the hook is gone or has another shape Textual's own
report appears, which a contract test would tell us first.
"""

from __future__ import annotations

import sys

from rich.text import Text
from textual.app import App

from briefing.crashes import crashed


class QuietCrash(App[None]):
    """An app that keeps document text out of its crash reports."""

    def _fatal_error(self) -> None:
        error = sys.exc_info()[1]
        self.bell()
        if error is not None:
            self._exit_renderables.append(Text(crashed(error), overflow="fold"))
        self._return_code = 1
        self._close_messages_no_wait()
