"""`briefing --flat`: a dossier line by line, for screen readers, braille rows and terminals that can draw nothing.

Owns the numbering and a prompt that takes one line and answers in lines. Refuses colour, columns, borders and any
control of the screen: what is printed is read once, from top to bottom.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TextIO

from briefing.cli.show import lines_of
from briefing.display import harmless, one_line
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.finding import Query, hits
from briefing.searcher import around
from briefing.vocabulary import Kind

HELP = (
    "Type a number, an id, a document or DOC:LINE; /words to find them; Enter for the next; l for the list; q to quit."
)

ENOUGH = 50
"""Hits that are read out; who hears more has forgotten the first."""


def flat(dossier: Dossier, questions: TextIO | None) -> int:
    """Print the list, then answer `questions` until there are no more; print everything where nobody can ask."""
    handles = _handles(dossier)
    _say(_list(dossier))
    if questions is None:
        for handle in handles:
            _say(["", *lines_of(dossier, handle)])
        return 0
    at = 0
    _say(["", HELP])
    while (line := _asked(questions)) is not None and line not in ("q", "quit"):
        at = _answer(dossier, handles, line, at)
    return 0


def _asked(questions: TextIO) -> str | None:
    """Return the next question, or None at the end of them."""
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = questions.readline()
    return line.strip() if line else None


def _answer(dossier: Dossier, handles: list[str], line: str, at: int) -> int:
    """Print the answer to one question, and return the number that was read out last."""
    number = int(line) if line.isascii() and line.isdigit() and len(line) < 9 else at + 1 if not line else 0
    try:
        if line == "l":
            _say(_list(dossier))
        elif line in ("?", "h"):
            _say([HELP])
        elif line.startswith("/"):
            _say(_found(dossier, line[1:]))
        elif number > len(handles) or line == "0":
            _say([f"There is no number {number}: the last is {len(handles)}." if line else "This was the last."])
        else:
            _say(lines_of(dossier, handles[number - 1] if number else line))
            return number or at
    except BriefingError as error:
        _say(str(error).split("\n"))
        return number or at
    return at


def _handles(dossier: Dossier) -> list[str]:
    return [*dossier.digest.items, *(document.path for document in dossier.digest.documents)]


def _list(dossier: Dossier) -> Iterator[str]:
    """Yield every item and document with its number, kind by kind."""
    digest = dossier.digest
    yield one_line(digest.title or dossier.folder.resolve().name)
    number = 0
    for kind in Kind:
        if items := digest.of(kind):
            yield f"{len(items)} {kind.plural if len(items) > 1 else kind}"
        for item in items:
            number += 1
            yield f"{number}. {one_line(item.headline)}"
    yield f"{len(digest.documents)} document{'s' * (len(digest.documents) != 1)}"
    for document in digest.documents:
        number += 1
        known = (document.publisher, document.title, document.published, document.path)
        yield f"{number}. {one_line(', '.join(filter(None, known)))}"


def _found(dossier: Dossier, words: str) -> Iterator[str]:
    count = 0
    for document in dossier.digest.documents:
        text = dossier.text(document.id)
        for span in hits(Query(words), text.received) if text else ():
            count += 1
            if text and count <= ENOUGH:
                line = text.lines.line_at(span.start)
                yield f"{document.path}:{line}: {one_line(around(span, text.received)[0])}"
    yield f"{count} found{f', of which {ENOUGH} were read out' if count > ENOUGH else ''}."


def _say(lines: Iterator[str] | list[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{harmless(line)}\n")
