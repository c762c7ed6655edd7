"""Every command has a name and says what it does; tests/test_keymap.py is about its keys."""

import re

import pytest
from textual.keys import Keys

from briefing.commands import COMMANDS, GROUPS, Command
from briefing.keynames import KEY_NAMES, spelled
from briefing.listing import PaneId
from briefing.moves import MOVES

EVERY = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)


@EVERY
def test_a_command_says_what_it_does(command: Command) -> None:
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


def test_the_hint_row_keeps_help_and_quit_longest() -> None:
    hinted = sorted((command for command in COMMANDS.values() if command.hint), key=lambda command: command.rank)
    assert {command.id for command in hinted[:2]} == {"help", "quit"}
    assert all(len(command.hint.split()) == 1 for command in hinted)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [("j", "j"), ("pagedown", "PgDn"), ("f10", "F10"), ("ctrl+w", "Ctrl+W"), ("g g", "gg"), ("ctrl+w w", "Ctrl+W w")],
)
def test_keys_are_spelled_for_people(keys: str, shown: str) -> None:
    assert spelled(keys) == shown


def test_every_name_is_one_that_textual_gives() -> None:
    assert set(KEY_NAMES) <= {key.value for key in Keys}
