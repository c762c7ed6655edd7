"""Every command can be called, by keys that arrive wherever the reader is used."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.commands import COMMANDS, GROUPS, KEY_NAMES, Command, Where, keys_page, spelled
from briefing.listing import PaneId
from briefing.moves import MOVES

ROOT = Path(__file__).parent.parent

EVERY = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)

TWINS = {"ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+[", "ctrl+left_square_bracket"}
"""What a terminal cannot tell from Tab, Enter, line feed, Backspace and Escape."""

SWALLOWED = {"ctrl+s", "ctrl+q", "ctrl+z", "ctrl+c", "ctrl+backslash"}
"""What the terminal's line discipline may keep to itself."""

MODIFIED = re.compile(
    r"alt\+|meta\+|super\+|(shift|ctrl)\+(up|down|left|right|home|end|pageup|pagedown)$|ctrl\+shift\+"
)
"""What older terminals, multiplexers and macOS do not send."""


def places(command: Command) -> set[Where]:
    return {Where.LISTS, Where.TEXT} if command.where is Where.ANYWHERE else {command.where}


@pytest.mark.parametrize("place", [Where.LISTS, Where.TEXT])
def test_no_key_has_two_commands_in_one_place(place: Where) -> None:
    holders: dict[str, list[str]] = {}
    for command in COMMANDS.values():
        for key in command.keys if place in places(command) else ():
            holders.setdefault(key, []).append(command.id)
    assert {key: ids for key, ids in holders.items() if len(ids) > 1} == {}


@EVERY
def test_a_command_has_a_key_and_says_what_it_does(command: Command) -> None:
    assert command.keys
    assert len(set(command.keys)) == len(command.keys)
    assert command.help
    assert not command.help.endswith(".")


@EVERY
def test_a_command_without_an_action_is_a_move(command: Command) -> None:
    assert command.action or command.id in MOVES


def test_every_move_has_a_command() -> None:
    assert set(MOVES) <= set(COMMANDS)


def test_every_pane_has_a_command_with_its_number() -> None:
    for pane in PaneId:
        command = COMMANDS[pane.value]
        assert command.keys == (str(pane.number),)
        assert command.action == f"pane('{pane}')"


def test_ids_are_unique_and_in_kebab_case() -> None:
    assert len(COMMANDS) == sum(map(len, GROUPS.values()))
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", id_) for id_ in COMMANDS)


@EVERY
def test_a_move_that_may_lead_nowhere_says_so(command: Command) -> None:
    unfailing = {"next-pane", "previous-pane", "to-lists", "to-text"}
    assert command.action or command.otherwise or command.id in unfailing


@EVERY
def test_a_key_arrives_over_ssh(command: Command) -> None:
    assert not {*command.keys} & (TWINS | SWALLOWED)
    assert not [key for key in command.keys if MODIFIED.search(key)]


@EVERY
def test_a_function_key_is_never_the_only_key(command: Command) -> None:
    assert not all(re.fullmatch(r"f\d+", key) for key in command.keys)


@EVERY
def test_a_bracket_has_an_alias_for_keyboards_that_have_none(command: Command) -> None:
    if {*command.keys} & set("[]{}"):
        assert [key for key in command.keys if key not in set("[]{}")]


@EVERY
def test_a_key_is_one_character_or_has_a_name(command: Command) -> None:
    for key in command.keys:
        assert (len(key) == 1 and key.isascii() and key.isprintable()) or key in KEY_NAMES
        assert spelled(key)


def test_the_hint_row_keeps_help_and_quit_longest() -> None:
    hinted = sorted((command for command in COMMANDS.values() if command.hint), key=lambda command: command.rank)
    assert {command.id for command in hinted[:2]} == {"help", "quit"}
    assert all(len(command.hint.split()) == 1 for command in hinted)


def test_the_page_of_keys_is_made_from_the_commands() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == keys_page()


def test_the_page_of_keys_is_what_the_module_prints() -> None:
    printed = subprocess.run([sys.executable, "-m", "briefing.commands"], cwd=ROOT, capture_output=True, check=True)
    assert printed.stdout.decode("utf-8").replace("\r\n", "\n") == keys_page()


def test_the_page_of_keys_has_a_row_for_every_command() -> None:
    rows = [line for line in keys_page().split("\n") if line.startswith("| `")]
    assert len(rows) == len(COMMANDS)
    for row, command in zip(rows, COMMANDS.values(), strict=True):
        assert row == f"| {' '.join(f'`{spelled(key)}`' for key in command.keys)} | {command.help} | {command.where} |"
        assert row.count("|") == 4
