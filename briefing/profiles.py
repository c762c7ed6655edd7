"""The sets of keys to choose from: for each, what it changes in the table of `commands`.

Owns which keys differ, and whether digits are counts. Refuses to decide anything: that no two keys clash is for
`keymap` to see to, and for the tests.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Profile(Struct, frozen=True):
    """One set of keys."""

    counts: bool
    """Whether digits give a number to the command after them; they cannot be keys of their own then."""
    keys: Mapping[str, tuple[str, ...]]
    """The keys of the commands that have others than in the table; keys pressed in turn have a space between them."""


DEFAULT = Profile(counts=False, keys={})

# `t` stands for "to", because g is the top at once, as in less. `?` searches backwards, as there.
LESS = Profile(
    counts=True,
    keys={
        "next-item": ("j", "down", "ctrl+e"),
        "previous-item": ("k", "up", "ctrl+y"),
        "first-item": ("g", "<", "home"),
        "last-item": ("G", ">", "end"),
        "narrow": ("O",),
        "next-row": ("j", "down", "ctrl+e"),
        "previous-row": ("k", "up", "ctrl+y"),
        "page-down": ("space", "f", "ctrl+f", "pagedown"),
        "page-up": ("b", "ctrl+b", "pageup"),
        "text-top": ("g", "<", "home"),
        "text-end": ("G", ">", "end"),
        "to-share": ("%", "p"),
        "next-document": ("]", "F"),
        "previous-document": ("[", "B"),
        "next-passage": (")", "."),
        "previous-passage": ("(",),
        "back": ("backspace", "ctrl+o"),
        "find-back": ("?",),
        "facts": ("t f",),
        "actors": ("t a",),
        "statements": ("t s",),
        "quotes": ("t q",),
        "conflicts": ("t c",),
        "documents": ("t d",),
        "text": ("t t",),
        "to-lists": ("left", "t l"),
        "sheet-down": ("j", "down", "ctrl+e"),
        "sheet-up": ("k", "up", "ctrl+y"),
        "sheet-page-down": ("space", "f", "d", "ctrl+f", "ctrl+d", "pagedown"),
        "sheet-page-up": ("b", "u", "ctrl+b", "ctrl+u", "pageup"),
        "sheet-top": ("g", "<", "home"),
        "sheet-end": ("G", ">", "end"),
        "sheet-close": ("q", "escape", "enter", "backspace", "i", "h", "H", "!"),
        "view-next": ("j", "down", "ctrl+e"),
        "view-previous": ("k", "up", "ctrl+y"),
        "view-top": ("g", "<", "home"),
        "view-end": ("G", ">", "end"),
        "view-page-down": ("space", "f", "d", "ctrl+f", "ctrl+d", "pagedown"),
        "view-page-up": ("b", "u", "ctrl+b", "ctrl+u", "pageup"),
        "view-help": ("H", "f1"),
        "view-close": ("q", "escape", "backspace", "c", "C", "i"),
        "timeline": ("t m",),
        "describe": ("D",),
        # In less `v` is the editor.
        "review": ("W",),
        "edit": ("v",),
        "redraw": ("r", "ctrl+l"),
        "sheet-redraw": ("r", "ctrl+l"),
        "view-redraw": ("r", "ctrl+l"),
        "help": ("h", "H", "f1"),
        "quit": ("q", "Q", "Z Z"),
    },
)

# Ctrl+I, which goes forward in vim, is Tab to a terminal: L does it. `?` stays help, as in the default keys.
VIM = Profile(
    counts=True,
    keys={
        "next-item": ("j", "down", "ctrl+e"),
        "previous-item": ("k", "up", "ctrl+y"),
        "first-item": ("g g", "home"),
        "next-row": ("j", "down", "ctrl+e"),
        "previous-row": ("k", "up", "ctrl+y"),
        "page-down": ("space", "ctrl+f", "pagedown"),
        "page-up": ("b", "ctrl+b", "pageup"),
        "text-top": ("g g", "home"),
        "to-share": ("%",),
        "next-pane": ("tab", "ctrl+w w"),
        "previous-pane": ("shift+tab", "ctrl+w W"),
        "facts": ("g f",),
        "actors": ("g a",),
        "statements": ("g s",),
        "quotes": ("g q",),
        "conflicts": ("g c",),
        "documents": ("g d",),
        "text": ("g t",),
        "to-lists": ("h", "left", "ctrl+w h"),
        "to-text": ("l", "right", "ctrl+w l"),
        "zoom": ("z", "ctrl+w o"),
        "go-to-mark": ("'", "`"),
        "sheet-down": ("j", "down", "ctrl+e"),
        "sheet-up": ("k", "up", "ctrl+y"),
        "sheet-page-down": ("space", "d", "ctrl+f", "ctrl+d", "pagedown"),
        "sheet-page-up": ("b", "u", "ctrl+b", "ctrl+u", "pageup"),
        "sheet-top": ("g g", "home"),
        "view-next": ("j", "down", "ctrl+e"),
        "view-previous": ("k", "up", "ctrl+y"),
        "view-page-down": ("space", "d", "ctrl+f", "ctrl+d", "pagedown"),
        "view-page-up": ("b", "u", "ctrl+b", "ctrl+u", "pageup"),
        "view-top": ("g g", "home"),
        "quit": ("q", "Q", "Z Z"),
    },
)

PROFILES = {"default": DEFAULT, "less": LESS, "vim": VIM}
"""Every set by its name, which is the value of the setting `keys`."""
