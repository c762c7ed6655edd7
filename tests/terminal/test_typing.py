"""Every key as the bytes that it is: the right command hears it, and none of them ends the reader by accident."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from briefing.commands import COMMANDS, Where
from briefing.keymap import Keymap, resolve
from briefing.profiles import PROFILES
from briefing.router import Router, State
from briefing.shipped import shipped

if TYPE_CHECKING:
    from tests.terminal.conftest import OpenTerminal

BYTES = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f", "escape": "\x1b",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "insert": "\x1b[2~", "delete": "\x1b[3~", "f1": "\x1bOP",
}  # fmt: skip
"""What a terminal sends for the keys that have names."""

ENTERED = {Where.LISTS: "1", Where.TEXT: "0", Where.SHEET: "?", Where.VIEW: "c"}
"""The key of the default set that leads to each place where commands are heard."""

APART = ("quit", "suspend", "plain")
"""Commands that leave the reader, and are tried by themselves."""


def typed(key: str) -> str:
    """Return the bytes for a key."""
    if key in BYTES:
        return BYTES[key]
    if key.startswith("ctrl+"):
        return chr(ord(key[-1].upper()) - 0x40)
    assert len(key) == 1, f"{key} is not known to this test"
    return key


def parsed(written: str) -> events.Key:
    """Return the key that a terminal's bytes are read as."""
    parser = XTermParser()
    found = [*parser.feed(written)]
    if not found:
        # An Esc alone is one only when nothing follows.
        parser._timeout_time = 0
        found = [*parser.tick()]
    (key,) = found
    assert isinstance(key, events.Key)
    return key


@pytest.mark.parametrize("keymap", [resolve(name)[0] for name in PROFILES], ids=PROFILES)
def test_the_bytes_of_every_key_call_its_command(keymap: Keymap):
    router = Router(keymap)
    for where in ENTERED:
        for keys, id_ in keymap.heard(where).items():
            state = State()
            called = ""
            for key in keys:
                event = parsed(typed(key))
                heard = router.press(state, event.key, event.character, where)
                state, called = heard.state, heard.command
            if COMMANDS[id_].takes:
                heard = router.press(state, "x", "x", where)
                called = heard.command
                assert heard.letter == "x"
            assert called == id_, f"{keys} {where}"


def test_every_key_that_is_bound_can_be_typed_and_the_reader_lives(open_terminal: OpenTerminal, tmp_path: Path):
    dossier = shutil.copytree(shipped("seeds"), tmp_path / "dossier")
    environment = {"ESCDELAY": "5", "TMUX": None, "VISUAL": "true"}
    terminal = open_terminal("-m", "briefing", str(dossier), environment=environment)
    terminal.until_shown("? help")
    heard = resolve("default")[0].heard
    for where, enter in ENTERED.items():
        for (key,), id_ in heard(where).items():
            if id_ not in APART:
                os.write(terminal.outer, f"{enter}{typed(key)}".encode())
                terminal.look()
                # Back to the reader from whatever was opened, and all lists whole again.
                os.write(terminal.outer, b"\x1b")
                terminal.look()
                assert terminal.process.poll() is None, f"{key} of {id_} ended the reader"
    assert {id_ for where in ENTERED for id_ in heard(where).values()} == {
        id_ for id_, command in COMMANDS.items() if command.keys
    }
    for _ in range(3):
        terminal.press("\x1b")
    os.write(terminal.outer, b"q")
    assert terminal.ended() == 0
    assert terminal.restored()
