"""A large digest, read by a process beside this one.

Owns the process and what it hands over: a digest with its text and its problems, or why there is none. A process and
not a thread, since millions of characters of YAML take seconds, in which a thread would let no key be answered, and
hundreds of megabytes, which go with the process; a fresh interpreter and not a fork, for a screen must not be copied.
Refuses to know a screen: `Beside.dossier` and `opened` wait, and are for a thread.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

from briefing.cursor import begin
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Place, ProblemsError
from briefing.isolated import isolated
from briefing.loading import BrokenDigestError, dossier_of, is_large, open_dossier, read_digest, trusted_digest


def serve(path: str) -> None:
    """Read the digest at `path`, and write it, or what is wrong with it, to standard output."""
    answer: tuple[str, tuple[Any, ...]]
    try:
        answer = "digest", read_digest(Path(path))
    except ProblemsError as error:
        answer = "problems", error.problems
    except BriefingError as error:
        answer = "error", (error.message, error.place, error.mend)
    try:
        pickle.dump(answer, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody wants to know any more. Python would complain once more when it closes the output.
        sys.stdout = None


class Beside:
    """A dossier that is being opened. `with` leaves no process behind."""

    def __init__(self, digest_file: Path) -> None:
        """Begin to read a digest. Raises BriefingError where no process can be started."""
        self.digest_file = digest_file
        try:
            self._process = subprocess.Popen(
                isolated("briefing.beside", "serve", str(self.digest_file)),
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise BriefingError(f"the digest cannot be read: {error.strerror}", Place(str(self.digest_file))) from error

    def dossier(self) -> Dossier:
        """Wait for the dossier and return it, its documents unread. Raises BriefingError where there is none."""
        assert self._process.stdout is not None
        with self._process.stdout as answer:
            try:
                kind, words = pickle.load(answer)
            except (EOFError, pickle.UnpicklingError) as error:
                place = Place(str(self.digest_file))
                raise BriefingError("the digest could not be read: what read it came to its end", place) from error
        self._process.wait()
        if kind == "problems":
            raise BrokenDigestError(words)
        if kind == "error":
            raise BriefingError(*words)
        return _prepared(dossier_of(self.digest_file, *words))

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


def opened(path: Path) -> Dossier:
    """Open the dossier at `path` as `open_dossier` does, a large one by a process. Raises BriefingError."""
    if not is_large(path):
        return open_dossier(path)
    with Beside(trusted_digest(path)) as beside:
        return beside.dossier()


def _prepared(dossier: Dossier) -> Dossier:
    """Return the dossier after computing what would be felt on a screen where it is asked for first."""
    begin(dossier)
    for computed in ("labels", "turns"):
        getattr(dossier.digest, computed)
    return dossier
