"""A large digest, read by a process beside this one.

Owns the process and what it hands over: the documents of a digest as soon as they have been read, then the digest with
its text and its problems, or why there is none. A process and not a thread, since millions of characters of YAML take
seconds, in which a thread would let no key be answered, and hundreds of megabytes, which go with the process; a fresh
interpreter and not a fork, for a screen must not be copied. Refuses to know a screen: `Beside.coming`, `dossier` and
`Opener.open` wait, and are for a thread.
"""

from __future__ import annotations

import gc
import pickle
import select
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import IO, Any

from msgspec import Struct
from msgspec.structs import replace

from briefing.coverage import origins
from briefing.cursor import begin
from briefing.digest import Digest
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Place, Problem, ProblemsError
from briefing.isolated import isolated
from briefing.loading import BrokenDigestError, dossier_of, is_large, open_dossier, read_digest, trusted_digest
from briefing.parsing import Shelving
from briefing.passages import Document
from briefing.yamltree import Node

FIRST = 100
"""Documents that are handed over at once, so that there is something to read."""

HANDFUL = 1_000
"""Documents or items of the whole digest that are handed over in one go. What pickle keeps in mind of one go it lets go
of in one go as well, and no key is answered meanwhile."""

PACE = 0.2
"""Seconds after which the next ones are, and how far the reading has come: what comes is painted, and keys wait."""


class Coming(Struct, frozen=True):
    """What is known of a digest while it is being read."""

    documents: tuple[Document, ...]
    """Those that it lists after the ones handed over before."""
    share: float
    """How much of it has been read, from 0 to 1."""


class _Handing:
    """Hands over what is read of a digest, while it is read and in the end."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.shelving = Shelving()
        self.documents: list[Document] = []
        self.due: float | None = None
        """When the next ones are to be handed over; None before the first."""

    def hear(self, key: str, node: Node, share: float) -> None:
        """Take in what has been read, and hand it on where it is time, or there is no more to come."""
        document = self.shelving.hear(key, node)
        if document:
            self.documents.append(document)
        if self.due is None:
            enough = document is None or len(self.documents) == FIRST
        else:
            enough = not key or time.monotonic() >= self.due
        if enough:
            self.hand("coming", Coming(tuple(self.documents), share))
            self.documents.clear()
            self.due = time.monotonic() + PACE

    def hand_over(self, digest: Digest, text: str, problems: tuple[Problem, ...]) -> None:
        """Write a digest, and what there is besides."""
        lists = {
            name: listed for name in digest.__struct_fields__ if isinstance(listed := getattr(digest, name), tuple)
        }
        for name, listed in lists.items():
            for at in range(0, len(listed), HANDFUL):
                self.hand("part", name, listed[at : at + HANDFUL])
        self.hand("digest", replace(digest, **dict.fromkeys(lists, ())), text, problems)

    def hand(self, kind: str, *words: Any) -> None:
        """Write something, and say of what kind it is."""
        pickle.dump((kind, words), self.out, pickle.HIGHEST_PROTOCOL)
        self.out.flush()


def serve(path: str) -> None:
    """Read the digest at `path`, and write what comes of it, or what is wrong with it, to standard output."""
    handing = _Handing(sys.stdout.buffer)
    # All that is made stays until it is handed over, and then the process ends.
    gc.disable()
    try:
        try:
            handing.hand_over(*read_digest(Path(path), handing.hear))
        except ProblemsError as error:
            handing.hand("problems", error.problems)
        except BriefingError as error:
            handing.hand("error", error.message, error.place, error.mend)
    except BrokenPipeError:
        # Nobody wants to know any more. Python would complain once more when it closes the output.
        sys.stdout = None


class Beside:
    """A dossier that is being opened. `with` leaves no process behind."""

    def __init__(self, digest_file: Path) -> None:
        """Begin to read a digest. Raises BriefingError where no process can be started."""
        self.digest_file = digest_file
        self._last: tuple[str, tuple[Any, ...]] | None = None
        try:
            self._process = subprocess.Popen(
                isolated("briefing.beside", "serve", str(self.digest_file)),
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise BriefingError(f"the digest cannot be read: {error.strerror}", Place(str(self.digest_file))) from error
        assert self._process.stdout is not None
        self._answer = self._process.stdout

    @property
    def begun(self) -> bool:
        """Say whether something has come; asked before anything was waited for."""
        return bool(select.select([self._answer], [], [], 0)[0])

    def coming(self) -> Coming | None:
        """Wait for what is known next, and return it; None where that is all. Raises BriefingError where it breaks off.

        Whoever wants the dossier alone need not ask.
        """
        kind, words = self._last = self._last or self._received()
        if kind != "coming":
            return None
        self._last = None
        coming: Coming = words[0]
        return coming

    def dossier(self) -> Dossier:
        """Wait for the dossier and return it, its documents unread. Raises BriefingError where there is none."""
        with self._answer:
            while self.coming():
                pass
            lists, (kind, words) = self._listed()
        # It would go through all that it has read once more to end, and who ends it would wait for that.
        self._process.kill()
        if kind == "problems":
            raise BrokenDigestError(*words)
        if kind == "error":
            raise BriefingError(*words)
        digest, text, problems = words
        dossier = _prepared(dossier_of(self.digest_file, replace(digest, **lists), text, problems))
        self._process.wait()
        return dossier

    def _listed(self) -> tuple[dict[str, tuple[Any, ...]], tuple[str, tuple[Any, ...]]]:
        """Wait for all that a digest lists, and return it with what is said last."""
        lists = defaultdict[str, list[Any]](list)
        kind, words = self._last or self._received()
        while kind == "part":
            name, handful = words
            lists[name] += handful
            kind, words = self._received()
        return {name: tuple(listed) for name, listed in lists.items()}, (kind, words)

    def _received(self) -> tuple[str, tuple[Any, ...]]:
        try:
            received: tuple[str, tuple[Any, ...]] = pickle.load(self._answer)
        except (EOFError, ValueError, pickle.UnpicklingError) as error:
            place = Place(str(self.digest_file))
            raise BriefingError("the digest could not be read: what read it came to its end", place) from error
        return received

    def cancel(self) -> None:
        """End the process, if it has not come to its end."""
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Beside:
        """Return it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Cancel it."""
        self.cancel()


class Opener:
    """Opens dossiers, a large one by a process. `with`, in another thread than it opens them in, leaves none behind."""

    def __init__(self) -> None:
        """Begin nothing yet."""
        self._beside: Beside | None = None
        self._wanted = True

    def open(self, path: Path) -> Dossier:
        """Open the dossier at `path` as `open_dossier` does. Raises BriefingError, also where it is not wanted now."""
        if not is_large(path):
            return open_dossier(path)
        with Beside(trusted_digest(path)) as self._beside:
            # Whoever cancels looks for it after saying so, and here it is the other way round: one of the two sees it.
            if not self._wanted:
                self._beside.cancel()
            return self._beside.dossier()

    def cancel(self) -> None:
        """End what has been begun."""
        self._wanted = False
        if self._beside:
            self._beside.cancel()

    def __enter__(self) -> Opener:
        """Return it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Cancel what nobody waits for any more."""
        self.cancel()


def _prepared(dossier: Dossier) -> Dossier:
    """Return the dossier after computing what would be felt on a screen where it is asked for first."""
    begin(dossier)
    origins(dossier.digest)
    for computed in ("labels", "turns"):
        getattr(dossier.digest, computed)
    return dossier
