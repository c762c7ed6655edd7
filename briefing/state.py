"""The files in which it is remembered where somebody was.

Owns the folder under XDG state, one file for each dossier, and their form: JSON with a version. Refuses to trust a
file: one that is damaged, foreign, too large or too new is told and left out, and nothing in it can do more than name
a place. What it holds is for the eyes of the user alone.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from types import MappingProxyType

from msgspec import Struct, to_builtins

from briefing import crashes
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Place
from briefing.files import Signature, signature, write_whole
from briefing.regular import read_regular
from briefing.remembering import EMPTY, JUMPS, MARKS, POSITIONS, Kept, Memory, met
from briefing.selectors import Selector

VERSION = 1

LARGEST = 32_000_000
"""Bytes of a file that is read: as much as all the places together can take, and no more."""

LONGEST = 2_000
"""Code points of one text in it."""


class Recalled(Struct, frozen=True):
    """What was remembered, and what became of it."""

    memory: Memory = EMPTY
    notice: str = ""
    """Why nothing was, in a sentence without a full stop; empty where all is well."""
    writable: bool = True
    """Whether it may be written over: not what a newer program wrote."""


class Habits(Struct, frozen=True):
    """What a reader does of its own accord. Whoever opens it says so; nothing is done unasked."""

    remember: bool = False
    """Whether the place and all that was chosen are kept from one time to the next."""
    recalled: Recalled | None = None
    """What is remembered already; None where nobody has looked yet."""
    fresh: bool = False
    """Whether to begin at the start nevertheless."""
    follow: bool = False
    """Whether files that change are read again."""
    theme: str = ""
    """The theme that is worn where none is remembered."""


UNASKED = Habits()
"""Nothing is remembered and nothing followed."""


def state_home() -> Path:
    """Return the folder of what is remembered, beside the report of a crash. Raises BriefingError."""
    try:
        return crashes.state_home()
    except RuntimeError as error:
        raise BriefingError("you have no home folder to remember anything in", mend="set HOME") from error


def state_file(dossier: Dossier) -> Path:
    """Return the file of a dossier: known by where it lies, named so that people know it, too. Raises BriefingError."""
    path = (dossier.digest_file or dossier.folder).resolve()
    name = re.sub(r"[^\w.-]+", "-", dossier.folder.resolve().name)[:40].strip(".-") or "dossier"
    return state_home() / f"{name}-{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}.json"


def remember(dossier: Dossier, memory: Memory) -> None:
    """Write what is to be remembered, whole or not at all. Raises BriefingError where it cannot be."""
    path = state_file(dossier)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BriefingError(f"nothing can be remembered: {error.strerror}", Place(str(path.parent))) from error
    write_whole(path, written(memory), private=True)


class Scribe:
    """Writes down what is to be remembered of one dossier, the last word last, from whichever thread it is asked."""

    def __init__(self, memory: Memory = EMPTY, *, writable: bool = True) -> None:
        """Take what is remembered already, and whether it may be written over."""
        self.memory = memory
        self.writable = writable
        self.own: set[str] = set()
        """The marks that were set here, which nobody else's take the place of."""
        self._seen: Signature = None
        self._turn = self._last = 0
        self._lock = Lock()

    def turn(self) -> int:
        """Return the number of the next thing to be written."""
        self._turn += 1
        return self._turn

    def write(self, dossier: Dossier, turn: int, change: Callable[[Memory], Memory]) -> None:
        """Change what is remembered, and write it. Of two, the one with the lower number does nothing after the other.

        What another reader of the dossier wrote meanwhile is taken up. Raises BriefingError where nothing is written.
        """
        with self._lock:
            if not self.writable or turn <= self._last:
                return
            self._last = turn
            changed = change(self.memory)
            if self._seen != signature(path := state_file(dossier)):
                theirs = recall(dossier)
                self.writable = theirs.writable
                changed = met(changed, theirs.memory, self.own)
            self.memory = changed
            if self.writable:
                remember(dossier, changed)
                self._seen = signature(path)


def recall(dossier: Dossier) -> Recalled:
    """Return what is remembered of a dossier. What prevents it is told, not raised."""
    try:
        path = state_file(dossier)
        data = read_regular(path, LARGEST)
    except FileNotFoundError:
        return Recalled()
    except (OSError, BriefingError) as error:
        if getattr(error, "errno", None) == errno.EFBIG:
            return Recalled(notice=DAMAGED)
        reason = getattr(error, "strerror", None) or getattr(error, "message", "")
        return Recalled(notice=f"what was remembered of this dossier cannot be read: {reason}")
    return understood(data)


DAMAGED = "what was remembered of this dossier is damaged and left out"
NEWER = "a newer briefing has been here: nothing it remembers is used, and nothing is remembered over it"


def written(memory: Memory) -> str:
    """Return the memory as JSON."""
    whole = {
        "version": VERSION,
        "place": _kept(memory.place) if memory.place else None,
        "rows": memory.rows,
        "marks": {letter: _kept(kept) for letter, kept in memory.marks.items()},
        "past": [_kept(kept) for kept in memory.past],
        "positions": {doc: _kept(kept) for doc, kept in memory.positions.items()},
        "orders": memory.orders,
        "speaker": memory.speaker,
        # Nobody's reading is worth less for filters that cannot be read again.
        "filters": memory.filters if len(memory.filters) <= LONGEST else "",
        "choices": dict(memory.choices),
    }
    return json.dumps(whole, indent=1) + "\n"


def understood(data: bytes) -> Recalled:
    """Return the memory that a file holds."""
    try:
        whole = json.loads(data)
        version = whole["version"]
        if isinstance(version, int) and version > VERSION:
            return Recalled(notice=NEWER, writable=False)
        if version != VERSION:
            return Recalled(notice=DAMAGED)
        return Recalled(_memory(whole))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Recalled(notice=DAMAGED)


def _kept(kept: Kept) -> dict[str, object]:
    """Return a place without what it does not tell."""
    return {key: value for key, value in to_builtins(kept).items() if value}


def _memory(whole: Mapping[str, object]) -> Memory:
    place = whole["place"]
    return Memory(
        place=None if place is None else _place(place),
        rows=tuple(_text(row) for row in _list(whole["rows"])),
        marks=_places(whole["marks"], MARKS),
        past=tuple(_place(one) for one in _list(whole["past"])[-JUMPS:]),
        positions=_places(whole["positions"], POSITIONS),
        orders=tuple(_text(order) for order in _list(whole["orders"])),
        speaker=_text(whole["speaker"]),
        filters=_text(whole["filters"]),
        choices=MappingProxyType({_text(key): _text(value) for key, value in _dict(whole["choices"]).items()}),
    )


def _places(value: object, most: int) -> Mapping[str, Kept]:
    entries = list(_dict(value).items())[-most:]
    return MappingProxyType({_text(key): _place(one) for key, one in entries})


def _place(value: object) -> Kept:
    given = _dict(value)
    words = given.get("words")
    return Kept(
        pane=_text(given.get("pane", "")),
        item=_text(given.get("item", "")),
        passage=_number(given.get("passage", 0)),
        doc=_text(given.get("doc", "")),
        words=None if words is None else _selector(_dict(words)),
        line=_number(given.get("line", 0)),
    )


def _selector(given: Mapping[str, object]) -> Selector:
    exact, prefix, suffix = (_text(given.get(key, "")) for key in ("exact", "prefix", "suffix"))
    return Selector(exact, prefix, suffix, _number(given.get("occurrence", 0)))


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise TypeError("not a text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 53:
        raise TypeError("not a number")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _dict(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return value
