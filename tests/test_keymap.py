"""What can be a key, which keys call which command, and what is said where they clash."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.commands import COMMANDS, Where
from briefing.errors import Place, Problem
from briefing.keymap import BESIDE, KEPT, Keymap, Override, alike, common, resolve
from briefing.keynames import KEY_NAMES, spellings
from briefing.profiles import PROFILES

SHIPPED = {name: resolve(name)[0] for name in PROFILES}

EVERY_SET = pytest.mark.parametrize("keymap", SHIPPED.values(), ids=SHIPPED)

ALT_GR = set("[]{}\\@|")
"""What German, French and Nordic keyboards have on a third level."""

PLAIN = {"enter", "tab", "shift+tab", "escape", "space", "backspace"}
"""Keys with names that arrive everywhere."""

BY_NAME = {"redraw", "sheet-redraw", "view-redraw", "suspend", "pipe"}
"""Commands whose keys are those of every terminal program; where they do not arrive, a name does."""


def plain(key: str) -> bool:
    """Say whether keys arrive from any keyboard, through any terminal."""
    return all(part in PLAIN or (len(part) == 1 and part not in ALT_GR) for part in key.split(" "))


def own(profile: str = "default", **texts: str) -> tuple[Keymap, tuple[Problem, ...]]:
    """Return what a set comes to with these entries, one to a line from line 2 of a file."""
    entries = {name.replace("_", "-"): text for name, text in texts.items()}
    places = (Place("config.yaml", line, 3) for line in range(2, 2 + len(entries)))
    return resolve(profile, {id_: Override(text, next(places)) for id_, text in entries.items()})


def complaint(profile: str = "default", **texts: str) -> str:
    """Return the one problem of these entries."""
    (problem,) = own(profile, **texts)[1]
    return str(problem)


# The sets that come with the program


@EVERY_SET
def test_no_two_commands_of_a_set_share_a_key_in_one_place(keymap: Keymap) -> None:
    bound = [(id_, key) for id_, keys in keymap.keys.items() for key in keys]
    assert [
        (one, key, other, second)
        for (one, key), (other, second) in combinations(bound, 2)
        if common(one, other) and alike(key, second)
    ] == []


@pytest.mark.parametrize("name", PROFILES)
def test_a_set_comes_without_problems_and_in_the_order_of_the_commands(name: str) -> None:
    keymap, problems = resolve(name)
    assert problems == ()
    assert keymap.profile == name
    assert list(keymap.keys) == list(COMMANDS)
    assert set(PROFILES[name].keys) <= set(COMMANDS)


def test_the_default_set_is_the_table_of_commands() -> None:
    assert SHIPPED["default"].keys == {id_: command.keys for id_, command in COMMANDS.items()}


@EVERY_SET
def test_a_command_that_has_a_key_in_the_table_has_one_in_every_set(keymap: Keymap) -> None:
    assert [id_ for id_, command in COMMANDS.items() if command.keys and not keymap.keys[id_]] == []


@EVERY_SET
def test_every_key_of_a_set_is_written_as_it_arrives(keymap: Keymap) -> None:
    for key in (key for keys in keymap.keys.values() for key in keys):
        assert spellings("comma" if key == "," else key) == ((key,), ())


@EVERY_SET
def test_a_command_with_keys_has_one_that_arrives_everywhere(keymap: Keymap) -> None:
    assert {id_ for id_, keys in keymap.keys.items() if keys and not any(map(plain, keys))} <= BY_NAME


@EVERY_SET
def test_no_key_of_a_set_leads_out_of_an_ssh_session(keymap: Keymap) -> None:
    assert not [key for keys in keymap.keys.values() for key in keys if "~" in key]


@EVERY_SET
def test_digits_are_panes_or_numbers_and_never_both(keymap: Keymap) -> None:
    digits = {part for keys in keymap.keys.values() for key in keys for part in key.split(" ") if part.isdecimal()}
    assert digits == (set() if keymap.counts else set("0123456"))


# What a text names


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", ()),
        ("  ", ()),
        ("j", ("j",)),
        ("j,down", ("j", "down")),
        (" j , down ", ("j", "down")),
        ("j,j", ("j",)),
        ("G", ("G",)),
        ("]", ("]",)),
        ("ж", ("ж",)),
        (",", (",",)),
        (" , ", (",",)),
        ("comma,;", (",", ";")),
        ("g g", ("g g",)),
        ("g  comma, m a", ("g ,", "m a")),
        ("ctrl+w w", ("ctrl+w w",)),
        ("Ctrl+D,CTRL-U,C-o,^L,Control+W", ("ctrl+d", "ctrl+u", "ctrl+o", "ctrl+l", "ctrl+w")),
        ("PgDn,PageUp,page_down,Esc,Return,Space,BS,Del", (
            "pagedown", "pageup", "escape", "enter", "space", "backspace", "delete",
        )),
        ("F1,f12,Shift+Tab,S-Tab,backtab,UP", ("f1", "f12", "shift+tab", "up")),
        ("right_square_bracket,question_mark,slash,Plus,-,+", ("]", "?", "/", "+", "-")),
    ],
)  # fmt: skip
def test_a_text_names_keys(text: str, keys: tuple[str, ...]) -> None:
    found, faults = spellings(text)
    assert faults == ()
    assert sorted(found) == sorted(keys)


@pytest.mark.parametrize("key", KEY_NAMES)
def test_every_key_with_a_name_can_be_written_by_it_in_any_case(key: str) -> None:
    assert spellings(key) == spellings(key.upper()) == spellings(KEY_NAMES[key]) == ((key,), ())


@pytest.mark.parametrize(
    ("text", "reason", "mend"),
    [
        ("ctrl+i", "sends the same for Tab", "write 'tab'"),
        ("Ctrl+M", "sends the same for Enter", "write 'enter'"),
        ("^h", "sends the same for Backspace", "write 'backspace'"),
        ("ctrl+[", "sends the same for Esc", "write 'escape'"),
        ("ctrl+left_square_bracket", "sends the same for Esc", "write 'escape'"),
        ("ctrl+j", "for Enter", "another key"),
        ("ctrl+s", "look frozen", "another key"),
        ("C-q", "Ctrl+S", "another key"),
        ("ctrl+c", "always leads out", "another key"),
        ("ctrl+backslash", "ends programs", "another key"),
        ("ctrl+shift+x", "cannot tell", "another key"),
        ("Shift+Ctrl+X", "cannot tell", "another key"),
        ("ctrl+enter", "cannot tell", "another key"),
        ("shift+enter", "cannot tell", "another key"),
        ("ctrl+space", "cannot tell", "another key"),
        ("ctrl+1", "cannot tell", "another key"),
        ("cmd+c", "cannot tell", "another key"),
        ("alt+x", "macOS", "another key"),
        ("M-x", "macOS", "another key"),
        ("ctrl+alt+x", "macOS", "another key"),
        ("shift+up", "do not pass it on", "another key"),
        ("ctrl+left", "do not pass it on", "another key"),
        ("shift+f1", "do not pass it on", "another key"),
        ("shift+g", "the character", "write 'G'"),
        ("shift+5", "the character", "the sign"),
        ("dwon", "no key 'dwon'", "'down'"),
        ("Ctlr+D", "no key 'Ctlr+D'", "'ctrl+d'"),
        ("gg", "no key 'gg'", "write 'g g'"),
        ("ctrl+foo", "no key 'ctrl+foo'", ""),
        ("\x07", "no key", "write a character"),
        ("j,", "before or after a comma", "`comma`"),
        (",,", "before or after a comma", "`comma`"),
        ("escape x", "gives up", "alone"),
        ("g escape", "gives up", "alone"),
    ],
)
def test_what_cannot_be_a_key_is_refused_with_the_reason_and_a_mend(text: str, reason: str, mend: str) -> None:
    (fault,) = spellings(text)[1]
    assert reason in fault.message
    assert mend in fault.mend
    assert fault.mend


def test_the_good_keys_beside_a_bad_one_are_kept_and_every_bad_one_is_told() -> None:
    found, faults = spellings("j,ctrl+i,dwon,k")
    assert found == ("j", "k")
    assert len(faults) == 2


@given(st.text())
@settings(deadline=None)
def test_no_text_makes_the_reading_of_keys_fail(text: str) -> None:
    found, faults = spellings(text)
    assert found or faults or not text.strip()
    for key in found:
        assert all(part in KEY_NAMES or (len(part) == 1 and part.isprintable()) for part in key.split(" "))


# The user's keys over a set


def test_what_is_written_replaces_the_keys_of_a_command() -> None:
    keymap, problems = own(next_passage="#, V x")
    assert problems == ()
    assert keymap.keys["next-passage"] == ("#", "V x")
    assert keymap.shown("next-passage") == "#"
    assert ("V", "x") in keymap.heard(Where.LISTS)
    assert (">",) not in keymap.heard(Where.LISTS)


def test_a_command_loses_a_key_to_the_user_without_a_word_if_it_has_another() -> None:
    keymap, problems = own(zoom=".")
    assert problems == ()
    assert keymap.keys["next-passage"] == (">",)
    assert keymap.heard(Where.TEXT)[(".",)] == "zoom"


def test_a_command_loses_a_key_that_begins_what_the_user_wants() -> None:
    keymap, problems = own(zoom="g z")
    assert problems == ()
    assert keymap.keys["text-top"] == keymap.keys["first-item"] == ("home",)
    assert keymap.keys["sheet-top"] == ("g", "home")


def test_a_command_that_would_lose_its_last_key_is_told_with_both_names_the_key_the_place_and_a_mend() -> None:
    said = complaint(zoom="T")
    assert said.startswith("config.yaml:2:3: error[key-clash]: zoom: ")
    assert "'theme' would be left without a key, for 'zoom' takes T (anywhere)" in said
    assert """help: give 'theme' a key of its own, or say `theme: ""` to do without""" in said


def test_a_command_robbed_by_several_is_told_once_at_the_last() -> None:
    said = complaint(zoom="+", theme="=")
    assert said.startswith("config.yaml:3:3:")
    assert "'grow' would be left without a key, for 'theme' takes = (anywhere), 'zoom' takes + (anywhere)" in said


def test_a_command_that_loses_its_last_key_may_be_done_without_or_given_another() -> None:
    assert own(zoom="T", theme="")[1] == ()
    assert own(zoom="T", theme="z")[1] == ()
    assert own(zoom="T", theme="")[0].shown("theme") == ""


def test_a_command_that_must_have_a_key_cannot_be_done_without() -> None:
    assert "to do without" not in complaint(zoom="q,Q")
    for id_ in KEPT:
        assert "needs a key" in complaint(**{id_: ""})
        assert "needs a key" in complaint(**{id_: " "})


def test_two_entries_for_one_key_in_one_place_are_a_clash() -> None:
    said = complaint(zoom="V", detail="i,V")
    assert said.startswith("config.yaml:3:3: error[key-clash]: detail: V would call both 'zoom' and 'detail' anywhere")
    assert "help: give one of them another key" in said
    assert "in a list" in complaint(zoom="V", next_item="V,down")
    assert "in the text" in complaint(next_row="V,down", zoom="V")
    assert "on a sheet" in complaint(sheet_down="V", sheet_up="V")


def test_an_entry_that_begins_another_is_a_clash() -> None:
    said = complaint(zoom="V x", detail="V")
    assert "Vx of 'zoom' cannot be heard anywhere: 'detail' already hears V" in said
    assert "Vx of 'zoom' cannot be heard" in complaint(zoom="V,V x")
    assert own(zoom="V x", detail="V y")[1] == ()


def test_places_that_do_not_overlap_share_keys() -> None:
    keymap, problems = own(next_item="V", next_row="V", sheet_down="V")
    assert problems == ()
    assert [keymap.heard(where)[("V",)] for where in (Where.LISTS, Where.TEXT, Where.SHEET)] == [
        "next-item", "next-row", "sheet-down",
    ]  # fmt: skip
    assert ("V",) not in keymap.heard(Where.ANYWHERE)


@pytest.mark.parametrize("where", Where)
def test_a_place_hears_its_own_commands_and_those_that_are_heard_anywhere(where: Where) -> None:
    heard = SHIPPED["default"].heard(where)
    assert {COMMANDS[id_].where for id_ in heard.values()} == set(BESIDE[where])
    assert SHIPPED["default"].heard(where) is heard


@pytest.mark.parametrize("profile", ["less", "vim"])
def test_a_digit_is_refused_where_digits_are_numbers(profile: str) -> None:
    for text in ("7", "0", "V 7"):
        said = complaint(profile, zoom=text)
        assert "a digit cannot be a key" in said
        assert f"`keys: {profile}`" in said
    assert own("default", zoom="7")[1] == ()


def test_a_bad_entry_does_not_make_up_clashes() -> None:
    (problem,) = own(quit="ctrl+s", zoom="q,Q")[1]
    assert "look frozen" in problem.message


def test_all_problems_are_told_in_the_order_of_the_file() -> None:
    problems = own(zoom="dwon,ctrl+i", theme="z,V", detail="V", help="")[1]
    assert [problem.place.line for problem in problems] == [2, 2, 4, 5]
    assert [problem.key for problem in problems] == ["zoom", "zoom", "detail", "help"]


@pytest.mark.parametrize("profile", PROFILES)
def test_repeating_a_set_changes_nothing(profile: str) -> None:
    written = {
        id_: Override(",".join("comma" if key == "," else key for key in keys))
        for id_, keys in SHIPPED[profile].keys.items()
    }
    assert resolve(profile, written) == (SHIPPED[profile], ())


@given(
    st.sampled_from(list(PROFILES)),
    st.dictionaries(
        st.sampled_from(list(COMMANDS)),
        st.lists(st.sampled_from(["j", "g", "g g", "V", "V x", "q", "Q", "tab", "7", "ctrl+i"]), max_size=3),
        max_size=4,
    ),
)
def test_a_keymap_without_problems_has_no_clash_and_no_command_lost(profile: str, chosen: dict[str, list[str]]) -> None:
    keymap, problems = resolve(profile, {id_: Override(",".join(keys)) for id_, keys in chosen.items()})
    assert set(keymap.keys) == set(COMMANDS)
    if problems:
        return
    for where in Where:
        heard = keymap.heard(where)
        ids = [id_ for id_ in COMMANDS if COMMANDS[id_].where in BESIDE[where]]
        assert len(heard) == sum(len(keymap.keys[id_]) for id_ in ids)
        assert not [keys for keys in heard for end in range(1, len(keys)) if keys[:end] in heard]
    assert all(keymap.keys[id_] for id_ in SHIPPED[profile].keys if SHIPPED[profile].keys[id_] and id_ not in chosen)
