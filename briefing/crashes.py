"""A crash that tells nothing of the documents.

Owns the report: the bare traceback in a file, and two lines for the terminal. Refuses the message of an error and the
values of variables, which here are words from outside.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from briefing.display import one_line


def state_home() -> Path:
    """Return the folder for what the program writes about itself: `briefing` under $XDG_STATE_HOME or ~/.local/state.

    A relative $XDG_STATE_HOME does not count (XDG Base Directory Specification 0.8, Basics). Raises RuntimeError where
    there is no home.
    """
    given = os.environ.get("XDG_STATE_HOME", "")
    base = Path(given) if given.startswith("/") else Path.home() / ".local" / "state"
    return base / "briefing"


def write_report(error: BaseException) -> Path | None:
    """Write the traceback without values or messages to a file only the user can read; None where that cannot be."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{type(error).__name__}\n", *traceback.format_list(frames)]
    try:
        path = state_home() / "crash.txt"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.writelines(lines)
    except (OSError, RuntimeError, ValueError):
        return None
    return path


def crashed(error: BaseException) -> str:
    """Write the report, and return the lines that say so."""
    path = write_report(error)
    where = f"The traceback is in {one_line(str(path))}." if path else "The traceback could not be written."
    return f"briefing crashed ({type(error).__name__}). Nothing of yours was changed.\n{where}\n"
