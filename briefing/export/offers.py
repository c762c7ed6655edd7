"""What can be taken away as a whole from where the reader is: to be saved, or given to another program.

Owns the list of offers, what each is called, and the name a file of it would have. Refuses to write a word itself: the
texts are those of the exports.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from briefing.coverage import counted
from briefing.cursor import Cursor, home
from briefing.dossier import Dossier
from briefing.export import FORMATS
from briefing.export.pieces import coverage_markdown, item_markdown, list_markdown, timeline_markdown
from briefing.listing import PaneId, listing
from briefing.taking import document_text

LONGEST = 40
"""Characters of a file's name that come from the dossier's."""


class Offer(Struct, frozen=True):
    """One thing that can be taken away."""

    id: str
    """A stable name for the sort of thing."""
    name: str
    """What it is called in a few words."""
    what: str
    """What it is, as a reader would say it."""
    file: str
    """The name of a file of it; empty for what is a file already."""
    text: Callable[[], str]
    """Writes it, once it is wanted."""


def offers(dossier: Dossier, cursor: Cursor, first: str = "") -> list[Offer]:
    """Return what there is to take, what the keys are in first; `first` names what comes before that.

    Whoever asks sees to it that all documents have been read.
    """
    found = [*_here(dossier, cursor), *_wholes(dossier)]
    in_text = cursor.pane is PaneId.TEXT
    return sorted(found, key=lambda offer: (offer.id != first, not in_text if offer.id == "text" else 0.5))


def _here(dossier: Dossier, cursor: Cursor) -> list[Offer]:
    """Return the item, its list and the document that the reader is at."""
    stem, item, pane = _stem(dossier), cursor.item, home(dossier, cursor)
    found = []
    if item in dossier.digest.items:
        label = dossier.digest.labels[item]
        found.append(Offer("item", label, f"{label} with its passages", f"{stem}-{label}.md",
                           lambda: item_markdown(dossier, item)))  # fmt: skip
    if rows := len(listing(dossier, cursor.view, pane)):
        found.append(Offer("list", f"{pane}", f"the {pane} as they are listed: {rows}", f"{stem}-{pane}.md",
                           lambda: list_markdown(dossier, cursor.view, pane)))  # fmt: skip
    if dossier.text(cursor.doc):
        name = dossier.digest.name_of(cursor.doc)
        found.append(Offer("text", "text", f"the text of {name}", "", lambda: document_text(dossier, cursor.doc)))
    return found


def _wholes(dossier: Dossier) -> list[Offer]:
    """Return what is about the whole dossier."""
    stem = _stem(dossier)
    items = counted(len(dossier.digest.items), "item")
    return [
        Offer("digest", "digest", f"the whole digest: {items}", f"{stem}.md", lambda: FORMATS["markdown"](dossier)),
        Offer("grid", "grid", "the coverage grid", f"{stem}-grid.md", lambda: coverage_markdown(dossier)),
        Offer("grid-csv", "grid", "the coverage grid as CSV", f"{stem}-grid.csv", lambda: FORMATS["grid-csv"](dossier)),
        Offer("timeline", "timeline", "the timeline", f"{stem}-timeline.md", lambda: timeline_markdown(dossier)),
        Offer("csv", "passages", "every passage as CSV", f"{stem}.csv", lambda: FORMATS["csv"](dossier)),
        Offer("jsonl", "passages", "every passage as JSON lines", f"{stem}.jsonl", lambda: FORMATS["jsonl"](dossier)),
    ]


def _stem(dossier: Dossier) -> str:
    """Return what files of a dossier are called: after its folder, in letters that need no quotes in a shell."""
    plain = re.sub(r"[^\w.]+", "-", dossier.folder.resolve().name)[:LONGEST].strip("-.")
    return plain or "dossier"
