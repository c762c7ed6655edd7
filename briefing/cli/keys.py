"""`briefing keys`: the keys in force, in plain text.

Owns the drawing. Refuses to know a key: the commands and the settings have them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from briefing.commands import GROUPS
from briefing.keymap import Keymap
from briefing.keynames import spelled


def keys(keymap: Keymap) -> int:
    """Print every command with the keys that call it, group by group."""
    sys.stdout.write("\n".join(_lines(keymap)) + "\n")
    return 0


def _lines(keymap: Keymap) -> Iterator[str]:
    shown = {
        command.id: " ".join(spelled(key) for key in keymap.keys[command.id]) or f":{command.id.replace('-', ' ')}"
        for commands in GROUPS.values()
        for command in commands
    }
    width = max(map(len, shown.values()))
    for number, (group, commands) in enumerate(GROUPS.items()):
        yield from (*([""] if number else []), group)
        for command in commands:
            where = "" if command.where == "anywhere" else f" ({command.where})"
            yield f"  {shown[command.id]:<{width}}  {command.help}{where}"
