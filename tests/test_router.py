"""Keys become commands, numbers and keys in turn among them, and no key is passed over in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from briefing.commands import COMMANDS, Where
from briefing.keyboards import LAYOUTS
from briefing.keymap import Override, resolve
from briefing.keynames import KEY_NAMES
from briefing.profiles import PROFILES
from briefing.router import COUNT_LIMIT, Heard, Router, State, pressed

ROUTERS = {name: Router(resolve(name)[0]) for name in PROFILES}

CONTROLS = {"enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f", "ctrl+d": "\x04", "space": " "}
"""The character that comes with a key that has a name."""


def told(key: str) -> tuple[str, str | None]:
    """Return a key as Textual tells it: its name, and its character if there is one."""
    if key in KEY_NAMES:
        return key, CONTROLS.get(key)
    return _character_to_key(key), key


def typed(router: Router | str, *keys: str, where: Where = Where.TEXT) -> Heard:
    """Return what the last of several keys came to."""
    router = ROUTERS[router] if isinstance(router, str) else router
    heard = Heard()
    for key in keys:
        heard = router.press(heard.state, *told(key), where)
    return heard


def with_keys(profile: str = "default", **texts: str) -> Router:
    keymap, problems = resolve(profile, {name.replace("_", "-"): Override(text) for name, text in texts.items()})
    assert problems == ()
    return Router(keymap)


# Keys as they arrive


@pytest.mark.parametrize(
    ("key", "character", "meant"),
    [
        ("j", "j", "j"),
        ("G", "G", "G"),
        ("right_square_bracket", "]", "]"),
        ("plus", "+", "+"),
        ("comma", ",", ","),
        ("space", " ", "space"),
        ("enter", "\r", "enter"),
        ("backspace", "\x7f", "backspace"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("down", None, "down"),
        ("alt+x", "x", "alt+x"),
        ("alt+shift+x", "X", "alt+shift+x"),
        ("shift+a", "A", "A"),
        ("ж", "ж", "ж"),
        ("<ignore>", "\x1b[?1;2c", "<ignore>"),
        ("j", "", "j"),
    ],
)
def test_a_character_stands_for_itself_and_other_keys_have_names(key: str, character: str | None, meant: str) -> None:
    assert pressed(key, character) == meant


def called(keys: tuple[str, ...], id_: str) -> Heard:
    """Return what keys that call a command come to: one that takes a letter waits for it."""
    return Heard(State(keys=keys, command=id_)) if COMMANDS[id_].takes else Heard(command=id_)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("where", Where)
def test_every_key_of_every_set_calls_its_command_at_once_or_in_turn(profile: str, where: Where) -> None:
    for keys, id_ in ROUTERS[profile].keymap.heard(where).items():
        assert typed(profile, *keys, where=where) == called(keys, id_)
        for end in range(1, len(keys)):
            assert typed(profile, *keys[:end], where=where) == Heard(State(keys=keys[:end]))


# Numbers


def test_digits_give_a_number_to_the_next_command() -> None:
    assert typed("less", "1", "2") == Heard(State("12"))
    assert typed("less", "1", "2", "G") == Heard(command="text-end", count=12)
    assert typed("vim", "3", "j") == Heard(command="next-row", count=3)
    assert typed("less", "5", "0", "%") == Heard(command="to-share", count=50)
    assert typed("vim", "1", "0", "g", "g") == Heard(command="text-top", count=10)
    assert typed("less", "1", "0", "j", where=Where.SHEET) == Heard(command="sheet-down", count=10)


def test_digits_are_keys_where_they_are_not_numbers() -> None:
    assert typed("default", "3") == Heard(command="statements")
    assert typed("default", "7").unknown == "7"


def test_a_number_does_not_begin_with_0() -> None:
    assert typed("vim", "0").unknown == "0"
    assert typed("vim", "1", "0").pending == "10"


def test_a_number_is_capped() -> None:
    heard = typed("vim", *"12345678901234567890")
    assert heard.pending == str(COUNT_LIMIT)
    assert typed("vim", *"9999999", "j").count == COUNT_LIMIT


def test_a_digit_within_keys_in_turn_is_no_number() -> None:
    assert typed("vim", "g", "3").unknown == "g3"


# Keys in turn


def test_keys_in_turn_are_waited_for_and_shown() -> None:
    assert typed("vim", "g").pending == "g"
    assert typed("vim", "1", "2", "g").pending == "12g"
    assert typed("vim", "ctrl+w").pending == "Ctrl+W"
    assert typed("vim", "g", "f") == Heard(command="facts")


def test_a_key_that_leads_nowhere_is_told_with_those_before_it_and_calls_nothing() -> None:
    assert typed("vim", "g", "j") == Heard(unknown="gj")
    assert typed("vim", "1", "2", "g", "j") == Heard(unknown="12gj")
    assert typed("vim", "ctrl+w", "enter") == Heard(unknown="Ctrl+W Enter")


def test_a_key_does_not_wait_for_what_is_heard_elsewhere() -> None:
    router = with_keys(zoom="V x", first_item="M x")
    assert typed(router, "M", where=Where.LISTS).pending == "M"
    assert typed(router, "M", where=Where.TEXT) == Heard(unknown="M")


@pytest.mark.parametrize("keys", [("1",), ("g",), ("1", "g"), ("ctrl+w",)])
def test_escape_gives_up_what_was_begun_and_nothing_else(keys: tuple[str, ...]) -> None:
    assert typed("vim", *keys, "escape") == Heard()
    assert typed("vim", *keys, "escape", "escape") == Heard(command="widen")


# A letter after a command


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("letter", [*"aZ9'", "ж", "é", "字"])
def test_a_command_that_takes_a_letter_is_given_the_one_that_was_typed(profile: str, letter: str) -> None:
    assert typed(profile, "m").pending == "m… a letter"
    assert typed(profile, "m", letter) == Heard(command="set-mark", letter=letter)
    assert typed(profile, "'", letter, where=Where.LISTS) == Heard(command="go-to-mark", letter=letter)


def test_what_calls_the_command_may_be_of_another_alphabet_and_its_letter_stays_as_it_is() -> None:
    assert typed("default", "ь", "ф") == Heard(command="set-mark", letter="ф")


def test_a_command_that_waits_for_a_letter_is_shown_by_name_where_no_key_called_it() -> None:
    assert State(command="go-to-mark").pending == "go to mark… a letter"


@pytest.mark.parametrize("key", ["enter", "down", "ctrl+d", "space", "f1"])
def test_what_is_no_letter_gives_the_command_up(key: str) -> None:
    heard = typed("default", "m", key)
    assert (heard.state, heard.command) == (State(), "")
    assert heard.unknown == f"m {KEY_NAMES[key]}"


def test_escape_gives_a_command_up_that_waits_for_a_letter() -> None:
    assert typed("default", "m", "escape") == Heard()


def test_a_command_that_waits_is_not_run_where_it_is_not_heard() -> None:
    waiting = typed("default", "m").state
    assert not ROUTERS["default"].press(waiting, "a", "a", Where.SHEET).command


# Keys that call nothing here


def test_a_key_that_calls_nothing_is_told_as_people_read_it() -> None:
    assert typed("default", "ctrl+b") == Heard(unknown="Ctrl+B")
    assert typed("default", "~") == Heard(unknown="~")
    assert ROUTERS["default"].press(State(), "alt+x", "x", Where.TEXT) == Heard(unknown="alt+x")


def test_a_key_that_calls_something_elsewhere_says_what_and_where() -> None:
    assert typed("default", "l", where=Where.TEXT) == Heard(
        unknown="l", elsewhere=((Where.LISTS, "to-text"), (Where.VIEW, "view-right"))
    )
    assert typed("default", "h", where=Where.LISTS).elsewhere == (
        (Where.TEXT, "to-lists"),
        (Where.VIEW, "view-left"),
    )
    assert typed("default", "z", where=Where.SHEET).elsewhere == ((Where.ANYWHERE, "zoom"),)
    assert typed("default", "d", where=Where.SHEET).elsewhere == (
        (Where.LISTS, "list-half-down"),
        (Where.TEXT, "half-page-down"),
        (Where.VIEW, "view-page-down"),
    )
    assert typed("vim", "g", "f", where=Where.SHEET) == Heard(unknown="gf", elsewhere=((Where.ANYWHERE, "facts"),))


# Other alphabets


def test_the_letters_of_other_alphabets_call_what_their_keys_call() -> None:
    assert typed("default", "о") == Heard(command="next-row")
    assert typed("default", "Л") == Heard(command="previous-item-in-text")
    assert typed("default", "ξ") == Heard(command="next-row")
    assert typed("vim", "п", "а") == Heard(command="facts")
    assert typed("vim", "3", "п").pending == "3g"
    assert typed("vim", "٣", "ت") == Heard(command="next-row", count=3)


def test_a_letter_that_has_a_command_of_its_own_is_not_translated() -> None:
    router = with_keys(zoom="о")
    assert typed(router, "о") == Heard(command="zoom")
    assert typed(router, "л") == Heard(command="previous-row")


def test_a_letter_that_calls_nothing_is_told_as_it_was_typed() -> None:
    assert typed("default", "ё") == Heard(unknown="ё")
    assert typed("vim", "п", "о") == Heard(unknown="gо")


# Whatever is pressed

KEYS = st.sampled_from(
    [*map(told, [*"0123456789gGjzZtm'ж]é~,", *KEY_NAMES]), ("alt+x", "x"), ("<ignore>", None), ("", None), ("", "")]
)

ANY_ROUTER = st.sampled_from([*ROUTERS.values(), with_keys("vim", zoom="V x y, ctrl+w z")])


@given(ANY_ROUTER, st.lists(st.tuples(KEYS | st.tuples(st.text(), st.none() | st.text()), st.sampled_from(Where))))
def test_no_keys_make_the_router_fail(router: Router, presses: list[tuple[tuple[str, str | None], Where]]) -> None:
    state = State()
    for (key, character), where in presses:
        heard = router.press(state, key, character, where)
        assert bool(heard.command) + bool(heard.unknown) + bool(heard.state != State()) <= 1
        assert not heard.count or heard.command
        assert not heard.elsewhere or heard.unknown
        assert not heard.command or COMMANDS[heard.command].where in (where, Where.ANYWHERE)
        state = heard.state
    assert router.press(state, "escape", "\x1b", Where.TEXT).state == State()


@given(ANY_ROUTER, st.sampled_from(Where), st.data())
def test_a_single_key_calls_its_command_whatever_came_before(router: Router, where: Where, data: st.DataObject) -> None:
    singles = [keys[0] for keys in router.keymap.heard(where) if len(keys) == 1]
    state = State()
    for key, character in data.draw(st.lists(KEYS)):
        state = router.press(state, key, character, where).state
    key = data.draw(st.sampled_from(singles))
    state = router.press(state, "escape", "\x1b", where).state
    assert router.press(state, *told(key), where) == called((key,), router.keymap.heard(where)[(key,)])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_letter_of_a_layout_is_heard_as_the_key_that_it_is_on(layout: str) -> None:
    router = ROUTERS["default"]
    for theirs, ours in LAYOUTS[layout]:
        for letter, meant in zip(theirs, ours, strict=True):
            assert typed(router, letter).command == typed(router, meant).command
