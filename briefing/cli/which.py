"""Which dossier is meant.

Owns the order in which places are tried. Refuses to open any: it returns a path.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from briefing.cli.arguments import COMMANDS
from briefing.errors import BriefingError, nearest
from briefing.loading import DIGEST_NAME

NEXT = (
    "name one (`briefing FOLDER`), go to a folder with a digest.yaml, set `dossier` in your config.yaml, "
    "or try the example: `briefing --example`"
)


def is_dossier(word: str) -> bool:
    """Say whether an argument names a dossier: a folder that exists, or a YAML file that does."""
    path = Path(word)
    return path.is_dir() or (path.suffix in (".yaml", ".yml") and path.exists())


def typed(path: Path) -> str:
    """Return a path as one types it in a shell, so that it is taken for no option and no command."""
    word = str(path)
    return shlex.quote(f"./{word}" if word.startswith("-") or word in COMMANDS else word)


def dossier_path(word: str | None, configured: str) -> Path:
    """Return the dossier meant by `word`, else by the current folder, else by the settings. Raises BriefingError."""
    if word is not None:
        if not is_dossier(word):
            mend = nearest(word, COMMANDS) or "name a folder with a digest.yaml, or a digest file"
            raise BriefingError(f"there is no dossier at {word!r}", mend=mend)
        return Path(word)
    if Path(DIGEST_NAME).exists():
        return Path()
    if configured:
        return Path(configured)
    raise BriefingError("no dossier is named, and the current folder holds none", mend=NEXT)
