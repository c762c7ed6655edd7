"""Textual without what the reader never opens: its palette of commands, and the widgets and providers behind that.

Owns two stand-ins while Textual is loaded: for `textual.command`, of which it only takes names, and for `ssl`, which
asyncio knows how to do without; a reader of files speaks with nobody. Together they would take half as long to load as
all of the reader. Who asks for either later gets the real one. A Textual that makes more of them is loaded whole.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import ModuleType


class Unused(ModuleType):
    """A module of which anything can be taken that nobody makes use of."""

    def __getattr__(self, name: str) -> type:
        """Return a class of that name with nothing in it."""
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


STAND_INS: Mapping[str, ModuleType | None] = {"ssl": None, "textual.command": Unused("textual.command")}
"""What stands for what while Textual is loaded. None is for what cannot be had."""


def load_textual(stand_ins: Mapping[str, ModuleType | None] = STAND_INS) -> None:
    """Load Textual, if nobody has, without what is stood in for."""
    if "textual" in sys.modules:
        return
    standing = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    sys.modules.update(standing)  # type: ignore[arg-type]
    try:
        import textual.app  # noqa: F401
    except Exception:
        # It leans on what was taken away: whoever imports it next has all of it.
        for name in [name for name in sys.modules if name.partition(".")[0] == "textual"]:
            del sys.modules[name]
    finally:
        for name in standing:
            sys.modules.pop(name, None)
