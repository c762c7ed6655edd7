"""Which theme is worn where nobody named one, and that a named one is never overruled."""

import pytest

from briefing.shipped import shipped
from briefing.terminals import ASK, AUTO, DARK, LIGHT, MONOCHROME, SIXTEEN, UNNAMED, theme_for

MANY = {"TERM": "xterm-256color"}
FEW = {"TERM": "xterm"}


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({}, SIXTEEN),
        (FEW, SIXTEEN),
        ({"TERM": "screen"}, SIXTEEN),
        ({"TERM": "linux", "COLORFGBG": "0;15"}, SIXTEEN),
        ({"TERM": "xterm-16color"}, SIXTEEN),
        (MANY, DARK),
        ({"TERM": "XTERM-256COLOR "}, DARK),
        ({"TERM": "xterm-kitty"}, DARK),
        (FEW | {"COLORTERM": "truecolor"}, DARK),
        (FEW | {"COLORTERM": "24bit"}, DARK),
        (FEW | {"COLORTERM": "yes"}, SIXTEEN),
        (MANY | {"COLORFGBG": "15;0"}, DARK),
        (MANY | {"COLORFGBG": "7;8"}, DARK),
        (MANY | {"COLORFGBG": "0;7"}, LIGHT),
        (MANY | {"COLORFGBG": "0;15"}, LIGHT),
        (MANY | {"COLORFGBG": "0;default;15"}, LIGHT),
        (MANY | {"COLORFGBG": "0;11"}, LIGHT),
        (MANY | {"COLORFGBG": "0;default"}, DARK),
        (MANY | {"COLORFGBG": ""}, DARK),
        (MANY | {"COLORFGBG": "0;15", "NO_COLOR": "1"}, MONOCHROME),
        (FEW | {"NO_COLOR": "0"}, MONOCHROME),
        (MANY | {"NO_COLOR": ""}, DARK),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else " ".join(f"{key}={value[key]}" for key in value) or "nothing"
    ),
)
def test_a_theme_is_chosen_by_what_is_known_of_the_terminal(environment: dict[str, str], theme: str) -> None:
    assert theme_for(AUTO, environment) == theme_for(ASK, environment) == theme


@pytest.mark.parametrize(
    "environment", [{}, FEW, MANY, {"NO_COLOR": "1"}, MANY | {"NO_COLOR": "1", "COLORFGBG": "0;15"}]
)
@pytest.mark.parametrize("named", [DARK, MONOCHROME, "harbour", "mine"])
def test_a_theme_that_was_named_is_worn_anywhere(named: str, environment: dict[str, str]) -> None:
    assert theme_for(named, environment) == named


def test_every_theme_that_may_be_chosen_is_shipped() -> None:
    names = {path.stem for path in shipped("themes").glob("*.yaml")}
    assert {DARK, LIGHT, SIXTEEN, MONOCHROME} <= names
    assert names.isdisjoint(UNNAMED)
