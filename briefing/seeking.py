"""Finding words in many texts, by a process that can be killed.

Owns the process, what is asked of it, and what it answers: hits with their lines, in batches, and how far it has come.
A process and not a thread, for nothing else ends a regular expression that has lost its way; a fresh interpreter and
not a fork, for a screen must not be copied. Refuses to know a screen or a loop of events: a `Seek` is asked, and waits
only where it is told to. Offsets are code points of the text as received; spans are half-open.

The process reads the documents itself, so that nothing has to be handed over. What it found is to be believed only
where the words still stand, as `Found.stands` says.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from briefing.errors import BriefingError
from briefing.finding import MOST, Query, checked
from briefing.isolated import isolated
from briefing.passages import Document
from briefing.searcher import PATIENCE
from briefing.spans import Span

AT_ONCE = 400_000
"""Code points through which words are looked for between two pictures, on a slow machine, too."""

LIMIT = 10_000
"""Hits in all texts together, more than anybody looks through."""

EACH = 200
"""Hits in one text of many, so that a long one does not hide the others."""

CHUNK = 1 << 16
CHUNKS = 4
"""How much of the answer is taken at a time: what can be read between two pictures."""

NOTHING: Mapping[str, str] = MappingProxyType({})

RUNAWAY = "the expression was stopped: it lost its way in a text"


START_OF_LINE = Span(0, 0)


class Found(Struct, frozen=True):
    """One hit. A bare search tells neither line nor context."""

    doc: str
    """The id of the document, or the name under which a text was given."""
    span: Span
    line: int = 0
    """The line on which it begins, counted from 1."""
    words: str = ""
    """What was found, cut where it is long."""
    context: str = ""
    """Its line, cut where that is long, as received: to be made harmless before it is shown."""
    mark: Span = START_OF_LINE
    """Where in the context it stands."""

    def stands(self, text: str) -> bool:
        """Say whether the words are there in `text`, which may be newer or older than what was gone through."""
        return bool(self.words) and text.startswith(self.words, self.span.start)


class Progress(Struct, frozen=True):
    """How far a search has come."""

    total: int
    """How many texts there are."""
    texts: int = 0
    """How many have been gone through."""
    hits: int = 0
    with_hits: int = 0
    """In how many there was a hit."""
    unreadable: int = 0
    """How many documents could not be read."""
    limited: bool = False
    """Whether there are more hits than were told."""
    done: bool = False
    """Whether it has come to its end, whichever."""
    trouble: str = ""
    """Why it ended before its time, in a sentence without a full stop."""

    @property
    def summary(self) -> str:
        """How far it is, in a few words."""
        hits = f"{self.hits}{'+' if self.limited else ''} in {self.with_hits}" if self.hits else "none"
        far = f"{self.texts} of {self.total} searched" if self.texts < self.total and not self.limited else ""
        unread = f"{self.unreadable} could not be read" if self.unreadable else ""
        return " · ".join(filter(None, (hits, far, unread, self.trouble)))


class Batch(Struct, frozen=True):
    """What has been found since the last question."""

    found: tuple[Found, ...]
    progress: Progress


def seek(
    query: Query, folder: Path, documents: Iterable[Document] = (), *, texts: Mapping[str, str] = NOTHING,
    each: int = EACH, most: int = LIMIT, patience: float = PATIENCE,
) -> Seek:  # fmt: skip
    """Begin to look for `query` in texts by name, then in documents of the dossier in `folder`, in their order.

    No more than `each` hits are told of one text, and `most` in all; an expression that computes for more than
    `patience` seconds over one text ends the search. Raises BriefingError for a query that cannot be
    looked for, and where the system lets no process be started.
    """
    listed = [(document.id, document.path, document.encoding) for document in documents]
    request = {"folder": str(folder), "documents": listed, "texts": list(texts.items()), "each": each, "most": most}
    return _begin(query, request, len(listed) + len(texts), bare=False, patience=patience)


def seek_spans(
    query: Query, folder: Path, documents: Iterable[Document] = (), *, texts: Mapping[str, str] = NOTHING
) -> Seek:
    """Begin to look for everything in texts and documents as `seek` does, told without lines and context."""
    listed = [(document.id, document.path, document.encoding) for document in documents]
    request = {"folder": str(folder), "documents": listed, "texts": list(texts.items()), "each": MOST, "most": MOST}
    return _begin(query, request, len(listed) + len(texts), bare=True, patience=PATIENCE)


def at_once(query: Query, size: int) -> bool:
    """Say whether a text of `size` code points can be searched where keys are heard, without a process."""
    return query.certain and size <= AT_ONCE


def _begin(query: Query, request: Mapping[str, object], total: int, *, bare: bool, patience: float) -> Seek:
    checked(query)
    said = {"text": query.text, "regex": query.regex, "forms": query.forms, "bare": bare, "patience": patience}
    try:
        process = subprocess.Popen(
            isolated("briefing.searcher", "serve"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise BriefingError(f"no search could be started: {error.strerror}") from error
    threading.Thread(
        target=_ask, args=(process.stdin, json.dumps({**said, **request}).encode("ascii")), daemon=True
    ).start()
    return Seek(process, total)


def _ask(pipe: IO[bytes], request: bytes) -> None:
    """Hand over the request: from a thread, since a pipe takes no more than its other end reads."""
    with suppress(OSError), pipe:
        pipe.write(request + b"\n")


class Seek:
    """One search: ask it now and then, and cancel it when nobody wants to know any more.

    `with seek(...) as search:` leaves no process behind.
    """

    def __init__(self, process: subprocess.Popen[bytes], total: int) -> None:
        """Take the process, to which the request is being handed, and the number of texts."""
        assert process.stdout is not None
        self.progress = Progress(total)
        self._process = process
        self._answers: IO[bytes] = process.stdout
        self._rest = b""

    def fileno(self) -> int:
        """Return what can be read from where there is news, for a loop of events; only until it is done."""
        return self._answers.fileno()

    def poll(self) -> Batch:
        """Return the news, at once; where there are none, an empty batch."""
        return self._news(wait=False)

    def __iter__(self) -> Iterator[Batch]:
        """Wait for news and yield them, to the end: for a thread, never for a loop of events."""
        while not self.progress.done:
            yield self._news(wait=True)

    def cancel(self) -> None:
        """End it at once, whatever it is about; a search that is done stays as it is."""
        if not self.progress.done:
            self._process.kill()
            self._end("stopped")

    def __enter__(self) -> Seek:
        """Return the search itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Cancel it."""
        self.cancel()

    def _news(self, *, wait: bool) -> Batch:
        found: list[Found] = []
        for _ in range(CHUNKS):
            if self.progress.done or not select.select([self._answers], [], [], None if wait else 0)[0]:
                break
            wait = False
            data = os.read(self._answers.fileno(), CHUNK)
            *lines, self._rest = (self._rest + data).split(b"\n")
            for line in lines:
                self._hear(json.loads(line), found)
            if not data:
                self._end()
        return Batch(tuple(found), self.progress)

    def _hear(self, words: list[object], found: list[Found]) -> None:
        match words:
            case ["hit", str(doc), int(start), int(end), str(said)]:
                found.append(Found(doc, Span(start, end), words=said))
            case ["hit", str(doc), int(start), int(end), int(line), str(said), str(context), int(first), int(last)]:
                found.append(Found(doc, Span(start, end), line, said, context, Span(first, last)))
            case ["at", int(texts), int(hits), int(with_hits), int(unreadable)]:
                self.progress = replace(
                    self.progress, texts=texts, hits=hits, with_hits=with_hits, unreadable=unreadable
                )
            case ["end", bool(limited)]:
                self.progress = replace(self.progress, limited=limited, done=True)
                self._end()

    def _end(self, trouble: str = "") -> None:
        """Take leave of the process, which is done or has been killed."""
        status = self._process.wait()
        self._answers.close()
        if not self.progress.done:
            trouble = trouble or (RUNAWAY if status == -signal.SIGPROF else "the search ended before its time")
            self.progress = replace(self.progress, done=True, trouble=trouble)
