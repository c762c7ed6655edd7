"""No command depends on a key that some keyboard lacks, or that a terminal, multiplexer or browser keeps to itself."""

from __future__ import annotations

import re

import pytest

from briefing.commands import COMMANDS, Where
from briefing.keymap import Keymap, resolve
from briefing.keynames import KEY_NAMES, spellings
from briefing.profiles import PROFILES

SHIPPED = {name: resolve(name)[0] for name in PROFILES}

EVERY_SET = pytest.mark.parametrize("keymap", SHIPPED.values(), ids=SHIPPED)

TWINS = ("ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+[", "ctrl+left_square_bracket")
"""To a terminal these are Tab, Enter, Enter, Backspace and Esc."""

FRAGILE = (
    r"ctrl\+[abcfnpqstw]|ctrl\+(up|down|left|right|space|enter|shift\+.*)",  # multiplexers, flow control, browsers
    r"(ctrl\+)?shift\+(up|down|left|right|enter|home|end|pageup|pagedown)",  # not sent through older multiplexers
    r"alt\+.*|meta\+.*",  # Option types letters on a Mac
    r"f\d+",  # the terminal's own menus
)
"""Keys that may never come, as alternatives: each may stand beside others, and none alone."""

BRACKETS = set("[]{}\\@|")
"""What many keyboards have on a third level."""

UNNAMED = (Where.SHEET, Where.VIEW)
"""Where no command can be called by its name."""

AS_EVERYWHERE = {"ctrl+z", "ctrl+l"}
"""Keys that every program in a terminal has for the same, with names beside them."""


def fragile(key: str) -> bool:
    """Say whether one of the keys to be pressed in turn may never come."""
    return any(re.fullmatch("|".join(FRAGILE), part) for part in key.split(" "))


def bracket(key: str) -> bool:
    """Say whether one of the keys to be pressed in turn is a bracket, or what lies beside them."""
    return bool(BRACKETS & set(key.split(" ")))


@EVERY_SET
def test_what_a_terminal_cannot_tell_from_another_key_is_never_bound(keymap: Keymap) -> None:
    assert [key for keys in keymap.keys.values() for key in keys if set(key.split(" ")) & set(TWINS)] == []


@pytest.mark.parametrize("key", ["ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+["])
def test_nobody_can_bind_it_either(key: str) -> None:
    keys, faults = spellings(key)
    assert faults or key not in keys


@EVERY_SET
def test_no_command_depends_on_a_key_that_may_never_come(keymap: Keymap) -> None:
    alone = {id_: keys for id_, keys in keymap.keys.items() if keys and all(map(fragile, keys))}
    assert alone == {}


@EVERY_SET
def test_a_bracket_has_another_key_beside_it_or_the_command_a_name(keymap: Keymap) -> None:
    for id_, keys in keymap.keys.items():
        if any(map(bracket, keys)):
            others = [key for key in keys if not bracket(key) and not fragile(key)]
            assert others or COMMANDS[id_].where not in UNNAMED, f"{id_} has {keys} alone"


@EVERY_SET
def test_what_has_no_key_that_always_comes_can_be_called_by_its_name(keymap: Keymap) -> None:
    safe = {id_ for id_, keys in keymap.keys.items() if any(not fragile(key) and not bracket(key) for key in keys)}
    for id_ in set(keymap.keys) - safe:
        assert COMMANDS[id_].where not in UNNAMED, f"{id_} cannot be called at all"


@EVERY_SET
def test_control_and_a_letter_stand_for_what_they_do_everywhere_or_beside_a_plain_key(keymap: Keymap) -> None:
    for id_, keys in keymap.keys.items():
        if keys and all("ctrl+" in key or re.fullmatch(r"f\d+", key) for key in keys):
            assert set(keys) <= AS_EVERYWHERE, f"{id_} has {keys} alone"


def test_no_key_with_a_name_is_one_of_those_that_cannot_be_told_apart() -> None:
    assert not set(KEY_NAMES) & set(TWINS)


def test_the_lint_knows_what_it_looks_for() -> None:
    assert all(map(fragile, ("ctrl+s", "ctrl+b", "ctrl+a", "alt+x", "shift+up", "f1", "f10", "ctrl+w w", "ctrl+up")))
    assert not any(map(fragile, ("tab", "shift+tab", "enter", "g g", "f", "ctrl+d", "ctrl+u", "space")))
    assert all(map(bracket, ("]", "|", "@", "g ]")))
    assert not any(map(bracket, ("g", "(", "escape")))
