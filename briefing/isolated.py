"""A fresh interpreter that runs a function of this package.

Owns its command line: isolated and without site packages, so that it starts sooner and no variable or folder of the
user's has a say in it; it finds this package, what this package leans on, and nothing from the current folder. Refuses
to start it: who wants it knows what it reads and writes.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("briefing", "msgspec", "yaml")
"""What is found there."""


def isolated(module: str, function: str, *arguments: str) -> list[str]:
    """Return the command line of an interpreter that calls a function, which reads its arguments as texts."""
    code = f"import sys; sys.path += {_homes()!r}; from {module} import {function}; {function}(*sys.argv[1:])"
    return [sys.executable, "-I", "-S", "-X", f"utf8={sys.flags.utf8_mode}", "-c", code, *arguments]


def _homes() -> list[str]:
    """Return the folders in which the packages lie, each once."""
    places = (spec.origin for spec in map(find_spec, PACKAGES) if spec and spec.origin)
    return list(dict.fromkeys(str(Path(place).resolve().parent.parent) for place in places))
