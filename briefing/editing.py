"""From a place in a file to the command that opens an editor there.

Owns which editor is the user's, and how each one is told a line. Refuses to run anything, and any shell: the words of
$VISUAL and $EDITOR are split as a shell would, and nothing else of one is understood.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

from briefing.errors import BriefingError

VARIABLES = ("VISUAL", "EDITOR")
"""Where the user says which editor is theirs; the first that says anything counts."""

USUAL = ("vi", "nano")
"""What is tried where nothing is said."""

PLUS = (
    "vi", "vim", "nvim", "view", "gvim", "mvim", "vis", "nvi", "nano", "pico", "emacs", "emacsclient", "kak", "micro",
    "joe", "jed", "mg", "ne", "zile", "mcedit", "gedit",
)  # fmt: skip
"""Editors that are told a line by `+12 file`."""

COLON = {"hx": (), "helix": (), "subl": ("--wait",), "zed": ("--wait",)}
"""Editors that are told a line by `file:12`, each with what makes it stay until the file is closed."""

GOTO = ("code", "codium", "code-insiders", "vscodium", "cursor")
"""Editors that are told a line by `-g file:12`; `-w` makes them stay until the file is closed."""

SETTING = "name yours, as in export EDITOR=nano"


def editor(environment: Mapping[str, str]) -> list[str]:
    """Return the words that call the user's editor. Raises BriefingError where there is none."""
    for name in VARIABLES:
        said = environment.get(name, "").strip()
        if not said:
            continue
        try:
            words = shlex.split(said)
        except ValueError as error:
            raise BriefingError(f"${name} cannot be understood: a quotation mark is open", mend=SETTING) from error
        if words and words[0]:
            return words
    path = environment.get("PATH")
    usual = next((name for name in USUAL if shutil.which(name, path=path)), None)
    if usual is None:
        raise BriefingError("there is no editor", mend=SETTING)
    return [usual]


def command_line(words: list[str], file: Path, line: int) -> list[str]:
    """Return the words that open a file in an editor at a line, counted from 1; 0 names none.

    An editor that is not known is given the file alone.
    """
    name = Path(words[0]).name.removesuffix(".exe")
    path = str(file.absolute())
    place = f"{path}:{line}" if line else path
    if name in PLUS:
        return [*words, *([f"+{line}"] if line else []), path]
    if name in COLON:
        return [*words, *(option for option in COLON[name] if option not in words), place]
    if name in GOTO:
        stay = [] if {"-w", "--wait"} & {*words} else ["-w"]
        return [*words, *stay, "-g", place]
    return [*words, path]
