"""Keys become commands.

Owns what has been typed of a count or a sequence, and the call of a command's action. Refuses to know what a command
does. Textual's own bindings are not used: they know neither counts nor sequences, and a keymap laid over them is gone
through twice for every key.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from briefing.commands import COMMANDS, Command, Where
from briefing.router import Heard, State

if TYPE_CHECKING:
    from briefing.reader.app import BriefingApp

LEFT_ALONE = ("ctrl+c", "ctrl+q")
"""Keys that always lead out, whatever is bound: they are the app's."""


def action_of(command: Command) -> str:
    """Return the action of a screen that runs a command."""
    return command.action if "(" in command.action else f"{command.action or 'go'}('{command.id}')"


class Closing(Screen[Any]):
    """A screen over another, which goes away once, however often that is asked for."""

    def remark(self, sentence: str) -> None:
        """Say something, where there is room for it."""

    def close(self, answer: object = None) -> None:
        """Go back to the screen below, with an answer to what was asked."""
        if self.app.screen is self:
            self.dismiss(answer)


class Keyed(Screen[Any]):
    """A screen that hears commands. Keys that a widget of its own needs never get here."""

    count: int | None = None
    """The number typed before the command that is being run; None where there is none."""

    letter: str = ""
    """The character typed after the command that is being run, if it takes one."""

    typed = State()
    """What has been typed of a count or a sequence."""

    keyed_at = 0.0
    """When the last key came, on the monotonic clock."""

    @property
    def briefing(self) -> BriefingApp:
        """The app, by its own name."""
        return self.app  # type: ignore[return-value]

    def where(self) -> Where:
        """Return which commands are heard now."""
        raise NotImplementedError

    def deaf(self, _command_id: str) -> bool:
        """Say whether a command is to be ignored."""
        return False

    def say(self, sentence: str) -> None:
        """Say something until the next key."""
        raise NotImplementedError

    def show_pending(self, pending: str) -> None:
        """Show what has been typed of a count or a sequence."""

    async def on_key(self, event: events.Key) -> None:
        """Run the command that the key calls, if the sequence is whole. A notice stands until the next key."""
        if event.key in LEFT_ALONE:
            return
        event.stop()
        event.prevent_default()
        if self.app.screen is not self:
            # Typed before the screen that was called, or closed, had come or gone: it is for who has the keys now.
            # At once, and not by way of the app, where what was typed later may be waiting already.
            self.app.screen.post_message(events.Key(event.key, event.character))
            return
        self.keyed_at = time.monotonic()
        self.say("")
        heard = self.briefing.router.press(self.typed, event.key, event.character, self.where())
        self.typed = heard.state
        self.show_pending(heard.pending)
        if heard.unknown:
            self.say(self.riddle(heard))
        elif heard.command and not self.deaf(heard.command):
            await self.perform(heard.command, heard.count or None, heard.letter)

    def on_screen_suspend(self) -> None:
        """Forget what was begun: the next key here is not the end of it."""
        self.forget_keys()

    def forget_keys(self) -> None:
        """Forget what has been typed of a count or a sequence."""
        self.typed = State()
        self.show_pending("")

    async def perform(self, command_id: str, count: int | None = None, letter: str = "") -> None:
        """Run a command, if it is permitted; one that takes a letter and was given none waits for it.

        Whatever called it, key, palette or click, comes this way.
        """
        if refusal := self.briefing.permits.refusal(COMMANDS[command_id].needs):
            self.say(refusal)
            return
        if COMMANDS[command_id].takes and not letter:
            self.typed = State(command=command_id)
            self.show_pending(self.typed.pending)
            return
        self.count, self.letter = count, letter
        await self.run_action(action_of(COMMANDS[command_id]))
        self.count, self.letter = None, ""

    def action_redraw(self, _command_id: str) -> None:
        """Draw everything again: others may have written on the terminal, and a bad line loses what was sent."""
        self.briefing.paint_again()

    def riddle(self, heard: Heard) -> str:
        """Say why a key does nothing."""
        if heard.elsewhere:
            place, command = heard.elsewhere[0]
            there = "in lists and in the text" if place is Where.ANYWHERE else place
            return f"{heard.unknown} works {there}: {COMMANDS[command].help}"
        return f"{heard.unknown} does nothing here; {self.briefing.keymap.shown('help')} lists the keys"

    def on_paste(self, event: events.Paste) -> None:
        """Pasted words are not commands, whatever letters they are made of."""
        event.stop()
        self.say("pasted words are not taken for keys")
