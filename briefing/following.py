"""Files that change under the reader: which of them did, and have come to rest.

Owns what the files of a dossier were when they were last looked at, the pace at which they are looked at, and which
passages no longer stand afterwards. Refuses to open a file: it asks the system for size and time, in a thread of its
own that nobody waits for, since a folder at the other end of a network may not answer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath

from msgspec import Struct

from briefing.coverage import listed
from briefing.dossier import Dossier
from briefing.files import Signature, signature
from briefing.loading import digest_beside
from briefing.review_file import review_path

PACE = 1.0
"""Seconds between one look and the next."""

SOON = 0.2
"""Seconds after which a file that has just changed is looked at again: it is read once it changes no more."""

IDLE = 20
"""How much longer than a look the pause after it is, at least."""

SLICE = 256
"""Documents looked at in one go; of more, every look takes the next ones."""


def followed(dossier: Dossier) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the files of a dossier that are looked at every time, and those that may take turns: its documents.

    Where there is no digest, one may appear. What lies outside the folder is not looked at, as it is not read.
    """
    digest = digest_beside(dossier)
    inside = (document.path for document in dossier.digest.documents if _inside(document.path))
    return (digest, review_path(digest)), tuple(dossier.folder / path for path in inside)


def _inside(path: str) -> bool:
    return bool(path) and not PurePath(path).is_absolute() and ".." not in PurePath(path).parts


class Files:
    """What some files were when they were last looked at. Knows nothing of them before the first look."""

    def __init__(self, always: Iterable[Path], rest: Sequence[Path] = ()) -> None:
        """Take the files to look at every time, and those that may take turns."""
        self.always = tuple(always)
        self.rest = rest
        self.foremost: tuple[Path, ...] = ()
        """Those of the rest that are looked at every time nevertheless."""
        self.known: dict[Path, Signature] = {}
        self.moving: dict[Path, Signature] = {}
        """Files that changed and may be changing still."""
        self._turn = 0

    def look(self) -> frozenset[Path]:
        """Return the files that have changed since, and are now as they were at the look before."""
        return frozenset(filter(self._changed, self._due()))

    def _due(self) -> set[Path]:
        self._turn = self._turn if self._turn < len(self.rest) else 0
        turn = self.rest[self._turn : self._turn + SLICE]
        self._turn += SLICE
        return {*self.always, *self.foremost, *self.moving, *turn}

    def _changed(self, path: Path) -> bool:
        now = signature(path)
        if path not in self.known:
            self.known[path] = now
        elif now == self.known[path]:
            self.moving.pop(path, None)
        elif path in self.moving and self.moving[path] == now:
            self.known[path] = self.moving.pop(path)
            return True
        else:
            self.moving[path] = now
        return False


class Follower:
    """Looks at the files of a dossier from time to time, and reports those that changed."""

    def __init__(self, dossier: Dossier, report: Callable[[frozenset[Path]], None]) -> None:
        """Take the dossier, and who is told; `report` is called in the follower's own thread."""
        self.report = report
        self.files = Files(())
        self.shown = ""
        """The path of the document that is on the screen, which does not wait for its turn."""
        self.folder = dossier.folder
        self._wanted: Dossier | None = dossier
        self._over = threading.Event()

    def follow(self, dossier: Dossier) -> None:
        """Look at the files of this dossier from now on. What is known of a file already stays known."""
        self._wanted = dossier

    def look(self) -> frozenset[Path]:
        """Return the files that have changed and come to rest."""
        if self._wanted is not None:
            dossier, self._wanted = self._wanted, None
            always, rest = followed(dossier)
            files = Files(always, rest)
            kept = {*always, *rest}
            files.known = {path: was for path, was in self.files.known.items() if path in kept}
            self.files, self.folder = files, dossier.folder
        self.files.foremost = (self.folder / self.shown,) if _inside(self.shown) else ()
        return self.files.look()

    def start(self) -> None:
        """Begin, with a look at once."""
        threading.Thread(target=self._go_round, name="follower", daemon=True).start()

    def stop(self) -> None:
        """Look no more. A look under way is not waited for."""
        self._over.set()

    def _go_round(self) -> None:
        while not self._over.is_set():
            began = time.monotonic()
            changed = self.look()
            took = time.monotonic() - began
            if changed and not self._over.is_set():
                self.report(changed)
            self._over.wait(max(SOON if self.files.moving else PACE, IDLE * took))


class Unanchored(Struct, frozen=True):
    """Passages that cannot be trusted since files were read again."""

    fallen: tuple[str, ...]
    """The items of those that could be before, an entry for each passage."""
    fresh: tuple[str, ...]
    """The items of those that the digest did not give before."""


def unanchored(before: Dossier, after: Dossier) -> Unanchored:
    """Return the passages that cannot be trusted and either could be before, or are new.

    Documents that had not been read before are left out.
    """
    stood, lay = set(_passages(before, trusted=True)), set(_passages(before, trusted=False))
    now = [
        one for one in dict.fromkeys(_passages(after, trusted=False)) if one not in lay and one[1] in before.readings
    ]
    return Unanchored(
        tuple(item for item, *rest in now if (item, *rest) in stood),
        tuple(item for item, *rest in now if (item, *rest) not in stood),
    )


def _passages(dossier: Dossier, *, trusted: bool) -> Iterable[tuple[str, str, object]]:
    """Yield every passage that is trusted, or not, by item, document and selector."""
    for doc, reading in dossier.readings.items():
        for target in dossier.catalogue.by_document.get(doc, ()):
            if reading.anchors[target.passage].status.trusted is trusted:
                yield target.item, doc, target.passage.selector


def named(labels: Iterable[str], most: int = 4) -> str:
    """Return a few labels as people list them, each once."""
    distinct = dict.fromkeys(labels)
    return listed(distinct, len(distinct), most)
