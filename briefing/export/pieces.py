"""Parts of a dossier as Markdown: one item, or one list as the reader has it.

Owns what a part needs to stand alone: a heading, and the passages it cites. Refuses an order of its own: a list is
sorted and narrowed as in the view it is taken from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefing.arranging import why_empty
from briefing.dossier import Dossier
from briefing.export.citations import Citations
from briefing.export.escaping import inline
from briefing.export.markdown import document_entry, entry
from briefing.export.tables import coverage_section, timeline_section
from briefing.filters import spelled
from briefing.listing import PaneId, View, listing


def item_markdown(dossier: Dossier, item: str) -> str:
    """Return one item with its passages. Raises KeyError for what is no item."""
    return items_markdown(dossier, [item])


def items_markdown(dossier: Dossier, items: Sequence[str], heading: str = "") -> str:
    """Return items in this order with their passages, each cited once. Raises KeyError for what is no item."""
    citations = Citations(dossier)
    blocks = [f"# {inline(heading)}"] if heading else []
    entries = [entry(dossier, dossier.digest.items[item], citations) for item in items]
    # A conflict brings a heading of its own, and cannot stand in a list with others.
    listed = all(text.startswith("- ") for text in entries)
    blocks += ["\n".join(entries)] if listed and entries else entries
    return "\n\n".join([*blocks, *citations.notes()]) + "\n"


def coverage_markdown(dossier: Dossier) -> str:
    """Return the facts by documents; a sentence where there is no such table."""
    return _section(dossier, coverage_section, "No facts, or more documents than a table has room for.")


def timeline_markdown(dossier: Dossier) -> str:
    """Return what has a date, in order; a sentence where nothing has."""
    return _section(dossier, timeline_section, "Nothing has a date.")


def _section(dossier: Dossier, section: Callable[[Dossier, Citations], Iterator[str]], otherwise: str) -> str:
    citations = Citations(dossier)
    blocks = list(section(dossier, citations)) or [otherwise]
    return "\n\n".join([*blocks, *citations.notes()]) + "\n"


def list_markdown(dossier: Dossier, view: View, pane: PaneId) -> str:
    """Return a list as the reader has it: sorted, narrowed, and with what it is narrowed to."""
    found = listing(dossier, view, pane)
    heading = f"{pane.heading} of {dossier.digest.title or dossier.folder.resolve().name}"
    narrowed = " ".join(filter(None, (f"by {dossier.digest.name_of(view.speaker)}" if view.speaker else "",
                                      spelled(view.filters))))  # fmt: skip
    heading = f"{heading}: {narrowed}" if narrowed and len(found) < found.whole else heading
    if why := why_empty(dossier, view, pane):
        return f"# {inline(heading)}\n\n{inline(why)}.\n"
    if pane is PaneId.DOCUMENTS:
        entries = "\n".join(document_entry(dossier, dossier.digest.shelf[doc]) for doc in found.ids)
        return f"# {inline(heading)}\n\n{entries}\n"
    return items_markdown(dossier, found.ids, heading)
