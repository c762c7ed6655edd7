"""From keys, one at a time, to commands.

Owns the numbers and the keys in turn that lead to a command, as a pure machine: a state and a key give what was heard,
with the state after it. Refuses to wait by the clock: a key that begins something waits for the next one, however long.
"""

from __future__ import annotations

from msgspec import Struct

from briefing.commands import COMMANDS, Where
from briefing.keyboards import latin
from briefing.keymap import BESIDE, Keymap
from briefing.keynames import spelled

COUNT_LIMIT = 999_999
"""The largest number that is taken; a larger one is this."""


class State(Struct, frozen=True):
    """What was pressed and not yet understood."""

    count: str = ""
    """The digits of a number."""
    keys: tuple[str, ...] = ()
    """Keys that begin something."""
    command: str = ""
    """The id of a command that was called and takes one more key."""

    @property
    def pending(self) -> str:
        """What to show of it, such as `12g`, or `m… a letter`; empty when nothing is under way."""
        keys = spelled(" ".join(self.keys)) if self.keys else self.command.replace("-", " ")
        return f"{self.count}{keys}{f'… {COMMANDS[self.command].takes}' if self.command else ''}"


class Heard(Struct, frozen=True):
    """What one key came to. When nothing is set but the state, it was taken and there is nothing to do."""

    state: State = State()
    """The state for the next key."""
    command: str = ""
    """The id of the command that was called, if one was."""
    count: int = 0
    """The number that was given to it; 0 is none."""
    letter: str = ""
    """The character that was given to a command that takes one, as it was typed."""
    unknown: str = ""
    """What was pressed, as people read it, when it calls nothing here."""
    elsewhere: tuple[tuple[Where, str], ...] = ()
    """The commands that it calls in other places, each with the place."""

    @property
    def pending(self) -> str:
        """What to show of the state."""
        return self.state.pending


class Router:
    """Hears keys by one keymap."""

    def __init__(self, keymap: Keymap) -> None:
        """Take the keymap, and note what begins something where."""
        self.keymap = keymap
        self._beginnings = {
            where: {keys[:end] for keys in keymap.heard(where) for end in range(1, len(keys))} for where in Where
        }
        self._bound = {key for where in Where for keys in keymap.heard(where) for key in keys}

    def press(self, state: State, key: str, character: str | None, where: Where) -> Heard:
        """Return what a key comes to in a place; `key` and `character` are as the terminal told them."""
        typed = pressed(key, character)
        if typed == "escape" and state != State():
            return Heard()
        if state.command:
            return _given(state, typed, where)
        meant = typed if typed in self._bound else latin(typed)
        if self.keymap.counts and not state.keys and _goes_on(state.count, meant):
            return Heard(State(str(min(int(state.count + meant), COUNT_LIMIT))))
        keys = (*state.keys, meant)
        if command := self.keymap.heard(where).get(keys):
            if COMMANDS[command].takes:
                return Heard(State(state.count, keys, command))
            return Heard(command=command, count=int(state.count or 0))
        if keys in self._beginnings[where]:
            return Heard(State(state.count, keys))
        return Heard(unknown=State(state.count, (*state.keys, typed)).pending, elsewhere=self._elsewhere(keys, where))

    def _elsewhere(self, keys: tuple[str, ...], where: Where) -> tuple[tuple[Where, str], ...]:
        """Return the commands that these keys call in places other than this one."""
        ids = dict.fromkeys(
            id_ for place in Where if place is not where and (id_ := self.keymap.heard(place).get(keys))
        )
        return tuple((COMMANDS[id_].where, id_) for id_ in ids)


def pressed(key: str, character: str | None) -> str:
    """Return a key as keymaps have it: a character that can be read stands for itself, all others have names."""
    modifiers = {*key.split("+")[:-1]} - {"shift"}
    if character and len(character) == 1 and character.isprintable() and not modifiers:
        return "space" if character == " " else character
    return key


def _given(state: State, typed: str, where: Where) -> Heard:
    """Return what the key after a command that takes one comes to; whatever is no character gives it up."""
    if len(typed) == 1 and COMMANDS[state.command].where in BESIDE[where]:
        return Heard(command=state.command, count=int(state.count or 0), letter=typed)
    return Heard(unknown=spelled(" ".join((*state.keys, typed))))


def _goes_on(count: str, key: str) -> bool:
    """Say whether a key is the next digit of a number, which does not begin with 0."""
    return len(key) == 1 and key in "0123456789" and bool(count or key != "0")
