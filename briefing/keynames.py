"""From what somebody writes for keys to keys that can arrive.

Owns how keys are written in a file of settings, and which keys a terminal cannot be trusted with. Refuses to know a
command: what a key calls, and whether two of them clash, is for `keymap` to say.
"""

from __future__ import annotations

import re
import string
import unicodedata
from typing import NamedTuple

from briefing.errors import nearest

KEY_NAMES = {
    "enter": "Enter", "tab": "Tab", "shift+tab": "Shift+Tab", "space": "Space", "pagedown": "PgDn", "pageup": "PgUp",
    "home": "Home", "end": "End", "up": "Up", "down": "Down", "left": "Left", "right": "Right", "insert": "Ins",
    "delete": "Del", "backspace": "Backspace", "escape": "Esc",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
    **{f"ctrl+{letter}": f"Ctrl+{letter.upper()}" for letter in "abdefgklnoprtuvwxyz"},
}  # fmt: skip
"""Every key that has a name and arrives in any terminal, and how it is spelled for people."""


class Fault(NamedTuple):
    """Why something cannot be a key, and what would mend it."""

    message: str
    mend: str


SIGNS = {unicodedata.name(sign).lower().replace("-", " ").replace(" ", "_"): sign for sign in string.punctuation}
"""The signs of ASCII by the names that Textual has for them, `comma` among them."""

VARIANTS = {
    **SIGNS, "slash": "/", "backslash": "\\", "at": "@", "minus": "-", "hyphen": "-", "plus": "+", "underscore": "_",
    "dot": ".", "period": ".", "hash": "#", "percent": "%", "bang": "!", "esc": "escape", "return": "enter",
    "cr": "enter", "ret": "enter", "spacebar": "space", "bs": "backspace", "del": "delete", "ins": "insert",
    "pgdn": "pagedown", "pgdown": "pagedown", "page_down": "pagedown", "page-down": "pagedown", "pgup": "pageup",
    "page_up": "pageup", "page-up": "pageup", "backtab": "shift+tab",
}  # fmt: skip
"""Other names for the same keys."""

MODIFIERS = {
    "ctrl": "ctrl", "control": "ctrl", "c": "ctrl", "shift": "shift", "s": "shift", "alt": "alt", "option": "alt",
    "meta": "alt", "m": "alt", "a": "alt", "super": "super", "cmd": "super", "win": "super", "hyper": "super",
}  # fmt: skip
"""What may stand before a `+` or `-`, and what it comes to."""

ANOTHER = "take another key; a letter or a sign arrives everywhere"

TWINS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+[": "escape"}
"""What a terminal sends the same bytes for."""

KEPT = {
    "ctrl+j": Fault("some terminals send it for Enter, others for a line feed", ANOTHER),
    "ctrl+s": Fault("it stops the output of many terminals, which then look frozen", ANOTHER),
    "ctrl+q": Fault("many terminals keep it, to go on after Ctrl+S", ANOTHER),
    "ctrl+c": Fault("it always leads out", ANOTHER),
    "ctrl+\\": Fault("it ends programs", ANOTHER),
}
"""Keys that terminals keep to themselves, or have one meaning everywhere."""

LIKE_TERMINALS = "a terminal cannot tell it from the key alone, or does not send it at all"


def spellings(text: str) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """Return the keys that a text names, and what is wrong with the rest of it.

    Several are separated by commas; keys to be pressed in turn, by spaces, which is also how they are returned. An
    empty text names none.
    """
    found: dict[str, None] = {}
    faults: list[Fault] = []
    for part in [","] if text.strip() == "," else text.split(",") if text.strip() else []:
        keys = [_key(word) for word in part.split()]
        wrong = [key for key in keys if isinstance(key, Fault)]
        right = [key for key in keys if isinstance(key, str)]
        if not keys:
            faults.append(Fault("there is no key before or after a comma", "write `comma` for the comma itself"))
        elif wrong:
            faults += wrong
        elif len(right) > 1 and "escape" in right:
            mend = "let it stand alone, or take another key"
            faults.append(Fault(f"Esc gives up what was begun, so {part.strip()!r} cannot be heard", mend))
        else:
            found[" ".join(right)] = None
    return tuple(found), tuple(dict.fromkeys(faults))


def _key(word: str) -> str | Fault:
    """Return the key that one word names, as it will arrive, or why there is none."""
    if len(word) == 1:
        return word if word.isprintable() else _unknown(word)
    name = _plain_name(word)
    if name in KEY_NAMES or len(name) == 1:
        return name
    *modifiers, base = _parts(word)
    return _refused(word, modifiers, base) if modifiers and _is_key(base) else _unknown(word)


def _plain_name(word: str) -> str:
    """Return the usual name of a key, whatever the case and the separators it was written with."""
    *modifiers, base = _parts(word)
    return "+".join([*sorted(modifiers), base])


def _parts(word: str) -> list[str]:
    """Return the modifiers of a key and then the key, under their usual names."""
    lower = word.casefold()
    if re.fullmatch(r"\^.", lower):
        return ["ctrl", lower[1]]
    written = re.split(r"(?<=.)[+-](?=.)", lower)
    modifiers = [MODIFIERS.get(part, "") for part in written[:-1]]
    if not all(modifiers):
        return [VARIANTS.get(lower, lower)]
    # A letter alone keeps its case: `shift+g` can then be told to be `G`.
    return [*modifiers, VARIANTS.get(written[-1], written[-1])]


def _is_key(base: str) -> bool:
    return len(base) == 1 or base in KEY_NAMES


def _refused(word: str, modifiers: list[str], base: str) -> Fault:
    """Return why a key that exists cannot be used with these modifiers."""
    name = "+".join([*sorted(modifiers), base])
    if name in TWINS:
        same = TWINS[name]
        return _cannot(word, f"a terminal sends the same for {KEY_NAMES[same]}", f"write {same!r} if that will do")
    if name in KEPT:
        return _cannot(word, *KEPT[name])
    if "alt" in modifiers:
        return _cannot(word, "Alt types other characters on macOS, and over ssh it is Esc and then the key", ANOTHER)
    if modifiers == ["shift"] and len(base) == 1:
        mend = f"write {base.upper()!r}" if base.isalpha() else "write the sign that it types"
        return _cannot(word, "a terminal sends the character that Shift makes of it", mend)
    if len(base) > 1 and base not in ("enter", "space", "tab", "escape", "backspace"):
        return _cannot(word, "many terminals, tmux and macOS do not pass it on", ANOTHER)
    return _cannot(word, LIKE_TERMINALS, ANOTHER)


def _cannot(word: str, reason: str, mend: str) -> Fault:
    return Fault(f"{word!r} cannot be used: {reason}", mend)


def _unknown(word: str) -> Fault:
    close = nearest(word.casefold(), [*KEY_NAMES, *VARIANTS])
    turns = f"write {' '.join(word)!r} for keys to be pressed in turn" if len(word) < 4 and word.isprintable() else ""
    help_ = turns if len(word) == 2 else close or turns
    return Fault(f"there is no key {word!r}", help_ or "write a character, or a name such as space, pagedown or ctrl+d")


def spelled(keys: str) -> str:
    """Return a key, or several to be pressed in turn, as people read them."""
    names = [KEY_NAMES.get(key, key) for key in keys.split(" ")]
    return ("" if all(len(name) == 1 for name in names) else " ").join(names)
