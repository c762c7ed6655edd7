"""A key means the same command whatever letters are painted on it."""

import string

import pytest

from briefing.keyboards import LAYOUTS, latin

EVERY = pytest.mark.parametrize("stretches", LAYOUTS.values(), ids=LAYOUTS)

Stretches = tuple[tuple[str, str], ...]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("йцукенгшщзхъ", "qwertyuiop[]"),
        ("фывапролджэ", "asdfghjkl;'"),
        ("ячсмитьбю", "zxcvbnm,."),
        ("ЙЦУКЕНГШЩЗХЪ", "QWERTYUIOP{}"),
        ("ФЫВАПРОЛДЖЭ", 'ASDFGHJKL:"'),
        ("ЯЧСМИТЬБЮ", "ZXCVBNM<>"),
        ("йцукенгшщзхї", "qwertyuiop[]"),
        ("фівапролджє", "asdfghjkl;'"),
        ("ґҐ", "\\|"),
        ("ςερτυθιοπ", "wertyuiop"),
        ("ασδφγηξκλ", "asdfghjkl"),
        ("ζχψωβνμ", "zxcvbnm"),
        ("קראטוןםפ", "ertyuiop"),
        ("שדגכעיחלךף", "asdfghjkl;"),
        ("זסבהנמצתץ", "zxcvbnm,."),
        ("ضصثقفغعهخحجد", "qwertyuiop[]"),
        ("شسيبلاتنمكط", "asdfghjkl;'"),
        ("ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "asdfghjkl"),
    ],
)
def test_a_row_of_keys_is_the_same_row(typed: str, meant: str) -> None:
    assert "".join(map(latin, typed)) == meant


@EVERY
def test_no_two_keys_of_a_layout_are_one(stretches: Stretches) -> None:
    typed, meant = ("".join(column) for column in zip(*stretches, strict=True))
    assert len(typed) == len(meant) == len(set(typed)) == len(set(meant))


@EVERY
def test_a_layout_turns_what_ascii_lacks_into_what_a_us_keyboard_has(stretches: Stretches) -> None:
    for typed, meant in stretches:
        assert not any(character.isascii() for character in typed)
        assert set(meant) <= set(string.ascii_letters + string.digits + string.punctuation)


@EVERY
def test_layouts_do_not_contradict_each_other(stretches: Stretches) -> None:
    for typed, meant in stretches:
        assert "".join(map(latin, typed)) == meant


@EVERY
def test_a_capital_stands_where_its_small_letter_does(stretches: Stretches) -> None:
    for typed, _ in stretches:
        for character in typed:
            if character.islower() and len(character.upper()) == 1 and character != "ς":
                assert latin(character.upper()) in (latin(character).upper(), *_shifted(latin(character)))


def _shifted(sign: str) -> tuple[str, ...]:
    return tuple(up for down, up in zip("`[];'\\,.", '~{}:"|<>', strict=True) if down == sign)


@pytest.mark.parametrize("character", [*string.printable, "é", "ß", "漢", "語", "€", "", "space", "ctrl+d"])
def test_anything_else_is_left_as_it_is(character: str) -> None:
    assert latin(character) == character
