"""Commands as Textual understands them.

Owns the translation of the command table into bindings. Refuses to add a key of its own.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from briefing.commands import COMMANDS, Command, Where

NAMES = {",": "comma"}
"""Textual separates keys with commas, so that the comma itself needs its name."""


def action_of(command: Command) -> str:
    """Return the action of the reading screen that runs a command."""
    return command.action if "(" in command.action else f"{command.action or 'go'}('{command.id}')"


def bindings(*places: Where) -> list[BindingType]:
    """Return the bindings of the commands that are heard in these places."""
    return [
        Binding(
            ",".join(NAMES.get(key, key) for key in command.keys),
            f"screen.{action_of(command)}",
            command.help,
            show=False,
            id=command.id,
        )
        for command in COMMANDS.values()
        if command.where in places
    ]
