"""Which theme suits a terminal, as far as its environment tells.

Owns what `theme: auto` means. Refuses to overrule a theme that was named, and to ask the terminal itself, which some
answer late or never: that is `ground`'s, for those who want it.
"""

from __future__ import annotations

from collections.abc import Mapping

AUTO = "auto"
"""The setting that leaves the choice to this module."""

ASK = "ask"
"""The same, once the terminal has been asked for its ground."""

UNNAMED = (AUTO, ASK)
"""What names no theme; no theme can have it for a name."""

DARK, LIGHT, SIXTEEN, MONOCHROME = "dark", "light", "sixteen", "monochrome"
"""The themes to choose from. All of them are shipped."""

TRUE_COLOUR = ("truecolor", "24bit")
"""Values of COLORTERM that promise every colour."""

MANY_COLOURS = ("256color", "kitty")
"""What follows the last hyphen of TERM where there are 256 colours. This is the rule of Rich, which writes the colours:
for any other TERM it would make sixteen of ours, whatever the terminal can do."""

LIGHT_GROUNDS = {"7", *map(str, range(9, 16))}
"""The colours of the sixteen, by number, on which dark words are read; the last field of COLORFGBG is the ground's."""


def theme_for(named: str, environment: Mapping[str, str]) -> str:
    """Return the name of the theme to wear: the one that was `named`, or what suits where none was."""
    if named not in UNNAMED:
        # https://no-color.org: what the user has set for one program overrides NO_COLOR, which is meant for all.
        return named
    if environment.get("NO_COLOR"):
        return MONOCHROME
    if not _many_colours(environment):
        return SIXTEEN
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground.strip() in LIGHT_GROUNDS else DARK


def _many_colours(environment: Mapping[str, str]) -> bool:
    if environment.get("COLORTERM", "").strip().lower() in TRUE_COLOUR:
        return True
    return environment.get("TERM", "").strip().lower().rpartition("-")[2] in MANY_COLOURS
