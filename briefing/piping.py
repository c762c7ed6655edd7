"""Command lines that somebody types for words to be piped to.

Owns which command is proposed, in which environment it runs, and whether what it prints can still be read when it has
ended. Refuses to run it, and to put anything but the user's own words into it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PAGER = "less"
"""What is proposed where the environment names nothing."""

FULL_SCREEN = (
    "less", "most", "moor", "moar", "ov", "vi", "vim", "nvim", "view", "nano", "micro", "w3m", "lynx", "lnav", "fzf",
)  # fmt: skip
"""Programs that stay until they are told to go, so that nobody needs to be asked whether the words have been read."""

QUITTING = re.compile("-[A-Za-z]*[EeF][A-Za-z]*|--quit-.*")
"""Options by which a pager goes away by itself."""

NO_COMMAND = 127
"""What a shell answers where there is no such command."""


def pager(env: Mapping[str, str]) -> str:
    """Return the command that is proposed."""
    return env.get("PAGER", "").strip() or PAGER


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for the command; less stays, however short the words are."""
    return {**env, "LESS": f"{env.get('LESS', '')} -+F -+E".strip()}


def stays(command: str) -> bool:
    """Say whether a command line ends with a program that goes only when it is told to."""
    words = [word for word in command.rpartition("|")[2].split() if not re.match(r"\w+=", word)]
    return bool(words) and words[0].rpartition("/")[2] in FULL_SCREEN and not any(map(QUITTING.fullmatch, words[1:]))


def ended(command: str, status: int) -> str:
    """Return what is said of a command that has ended."""
    name = command.split()[0].rpartition("/")[2]
    if status == NO_COMMAND:
        return f"the shell knows no command {name!r}, or one of those after it"
    if status:
        return f"{name} ended with status {status}" if status > 0 else f"{name} was ended by signal {-status}"
    return f"{name} has ended"
