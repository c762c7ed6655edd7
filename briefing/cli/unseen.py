"""`briefing show --hidden`: what stands in a document without being seen, with its name and place.

Owns the lines. Refuses to show the characters themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefing.documents import DocumentText
from briefing.hidden import hidden

LISTED = 10_000
"""Lines that are printed, before the rest is counted."""


def unseen(path: str, text: DocumentText, line: int | None = None) -> Iterator[str]:
    """Yield every run of a hidden character, in a line or in the whole document, as FILE:LINE:COLUMN and its name."""
    span = text.lines.span(line) if line else None
    count = 0
    for found in hidden(text.received, *((span.start, span.end) if span else ())):
        count += 1
        if count <= LISTED:
            yield f"{path}:{text.lines.line_at(found.start)}:{text.lines.column_at(found.start)}: {found.name}"
    if count > LISTED:
        yield f"and {count - LISTED} more"
    if not count:
        yield f"{path}{f':{line}' if line else ''}: nothing is hidden here"
