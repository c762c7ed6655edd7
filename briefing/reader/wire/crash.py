"""A crash that tells nothing of the documents.

Owns one private hook: Textual prints a crash with the values of all local variables, which here are the words of
the documents. Instead the bare traceback goes to a file, and two lines to the terminal. Where the hook is gone or
has another shape Textual's own report appears, which a contract test would tell us first.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from rich.text import Text
from textual.app import App


def state_home() -> Path:
    """Return the folder for what the program writes about itself, by the XDG rule."""
    given = os.environ.get("XDG_STATE_HOME", "")
    base = Path(given) if given.startswith("/") else Path.home() / ".local" / "state"
    return base / "briefing"


def write_report(error: BaseException) -> Path | None:
    """Write the traceback without values or messages to a file only the user can read; None where that cannot be."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{type(error).__name__}\n", *traceback.format_list(frames)]
    path = state_home() / "crash.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.writelines(lines)
    except OSError:
        return None
    return path


class QuietCrash(App[None]):
    """An app that keeps document text out of its crash reports."""

    def _fatal_error(self) -> None:
        error = sys.exc_info()[1]
        self.bell()
        if error is not None:
            path = write_report(error)
            where = f"The traceback is in {path}." if path else "The traceback could not be written."
            words = f"briefing crashed ({type(error).__name__}). Nothing of yours was changed.\n{where}\n"
            self._exit_renderables.append(Text(words, overflow="fold"))
        self._return_code = 1
        self._close_messages_no_wait()
