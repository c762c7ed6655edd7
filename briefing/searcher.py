"""The process that looks for words in many texts: asked by one line on standard input, answering by lines.

Owns the work and the words of the answer, one list of JSON to a line:

- `["hit", text, start, end, line, words, context, start and end of the mark]`: a hit; of a bare search, the
  first four and the words;
- `["at", texts, hits, with hits, unreadable]`: how far it is; several times a second, and last;
- `["end", limited]`: everything has been gone through, or as much of it as was asked for.

Refuses to stay: where a text takes longer than `PATIENCE`, or nobody listens any more, the process ends. Imports
nothing that takes long to load. See `seeking` for who asks.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from briefing.documents import Unreadable, read_words
from briefing.finding import Query, hits
from briefing.passages import Document
from briefing.spans import Span

PATIENCE = 10.0
"""Seconds of computing that a regular expression may spend on one text: then it has lost its way."""

PAUSE = 0.05
"""Seconds between two answers, the first of which does not wait."""

BEFORE = 60
"""Characters of its line that are told before a hit, at most."""

ROOM = 240
"""Characters of its line that are told, at most, the hit among them."""


def serve() -> None:
    """Read a request from standard input and answer it on standard output."""
    request = json.loads(sys.stdin.buffer.readline())
    try:
        Search(request, sys.stdout.buffer).run()
    except BrokenPipeError:
        # Nobody listens any more. Python would complain once more when it closes the output.
        sys.stdout = None


class Search:
    """One request being answered."""

    def __init__(self, request: dict[str, object], output: BinaryIO) -> None:
        """Take what `seeking` asks for."""
        self.query = Query(str(request["text"]), bool(request["regex"]), tuple(_strings(request["forms"])))
        self.folder = Path(str(request["folder"]))
        self.texts = [_strings(text) for text in _lists(request["texts"])]
        self.documents = [_strings(document) for document in _lists(request["documents"])]
        self.each, self.most = (int(str(request[key])) for key in ("each", "most"))
        self.patience = float(str(request["patience"]))
        self.bare = bool(request["bare"])
        self.output = output
        self.seen = self.hits = self.with_hits = self.unreadable = 0
        self.limited = False
        self.told = 0.0

    def run(self) -> None:
        """Go through everything, in the order in which it was named."""
        for name, text in self._read():
            if self.query.regex:
                signal.setitimer(signal.ITIMER_PROF, self.patience)  # nobody hears it: that ends the process
            self._search(name, text)
            self.seen += 1
            if self.hits >= self.most:
                self.limited = True
                break
            self._tell()
        signal.setitimer(signal.ITIMER_PROF, 0)
        self._say("at", self.seen, self.hits, self.with_hits, self.unreadable)
        self._say("end", self.limited)
        self.output.flush()

    def _read(self) -> Iterator[tuple[str, str]]:
        yield from ((name, text) for name, text in self.texts)
        # What was found so far is known even if the first document takes for ever.
        self.output.flush()
        for name, path, encoding in self.documents:
            text = read_words(self.folder, Document(id=name, path=path, encoding=encoding))
            self.unreadable += isinstance(text, Unreadable)
            yield name, "" if isinstance(text, Unreadable) else text

    def _search(self, name: str, text: str) -> None:
        line, counted, before = 1, 0, self.hits
        for span in hits(self.query, text):
            if self.hits - before == self.each or self.hits == self.most:
                self.limited = True
                break
            self.hits += 1
            if self.bare:
                self._say("hit", name, span.start, span.end, span.of(text)[:ROOM])
                continue
            line += text.count("\n", counted, span.start)
            counted = span.start
            context, mark = around(span, text)
            self._say("hit", name, span.start, span.end, line, span.of(text)[:ROOM], context, mark.start, mark.end)
            if self.hits == 1:
                self._tell()
        self.with_hits += self.hits > before

    def _tell(self) -> None:
        if (now := time.monotonic()) - self.told >= PAUSE:
            self.told = now
            self._say("at", self.seen, self.hits, self.with_hits, self.unreadable)
            self.output.flush()

    def _say(self, *words: object) -> None:
        self.output.write(json.dumps(words).encode("ascii") + b"\n")


def around(span: Span, text: str) -> tuple[str, Span]:
    """Return the line on which a span begins, or as much of it as there is room for, and where the span is in that.

    A span that goes beyond its line takes the next lines along, each break a space. An ellipsis stands for what is left
    out of the line.
    """
    first, last = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    last = last if last >= 0 else len(text)
    begin = max(first, span.start - BEFORE)
    end = min(last, begin + ROOM)
    before, after = "…" * (begin > first), "…" * (end < last)
    told = Span(begin + len(before), end - len(after))
    shown = Span(min(span.start, told.end) - begin, min(span.end, told.end) - begin)
    return before + told.of(text).replace("\n", " ") + after, shown


def _lists(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [str(one) for one in _lists(value)]
