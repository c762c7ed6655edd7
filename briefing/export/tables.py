"""Coverage and timeline as sections of the Markdown.

Owns the two sections. Refuses to let words from outside touch the structure (see `escaping`), and to compute what
`grid` and `timeline` know.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefing.coverage import origins
from briefing.dossier import Dossier
from briefing.export.citations import Citations
from briefing.export.escaping import code, inline, quoted
from briefing.grid import SIGNS, SILENT, Grid, Row, grid
from briefing.timeline import Event, timeline, undated
from briefing.vocabulary import Kind, Stance

MOST_COLUMNS = 24
"""Documents that fit into a table somebody would read; with more, the coverage stands at every fact only."""

BREAK = "\\\n  "
"""A line break inside a list entry."""


def coverage_section(dossier: Dossier, citations: Citations) -> Iterator[str]:
    """Yield the facts by documents, with a sign and a citation in every cell that says something."""
    shown = grid(dossier)
    if not shown.rows or not 0 < len(shown.columns) <= MOST_COLUMNS:
        return
    yield "## Coverage"
    legend = [f"{inline(SIGNS[stance])} {stance}" for stance in Stance]
    yield ", ".join([*legend, f"{inline(SILENT)} silent"]) + "." + _joined(dossier)
    head = ["Fact", *(code(column.doc) for column in shown.columns), "Origins"]
    rows = [head, ["---"] * len(head), *(_row(dossier, shown, found, citations) for found in shown.rows)]
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _joined(dossier: Dossier) -> str:
    """Return a sentence for the documents that share an origin, if any do."""
    groups = origins(dossier.digest)
    together = [[doc for doc in groups if groups[doc] == group] for group in dict.fromkeys(groups.values())]
    named = [" and ".join(map(code, docs)) for docs in together if len(docs) > 1]
    return f" Of one origin: {'; '.join(named)}." if named else ""


def _row(dossier: Dossier, shown: Grid, found: Row, citations: Citations) -> list[str]:
    cells = []
    for column, sign in zip(shown.columns, found.signs, strict=True):
        bearing = [one for one in dossier.annotations(found.fact) if one.doc == column.doc and one.span is not None]
        telling = [one for one in bearing if SIGNS[one.stance] == sign]
        cells.append(inline(sign) + "".join(dict.fromkeys(map(citations.mark, telling))))
    return [inline(dossier.digest.items[found.fact].words), *cells, str(found.coverage.origins)]


def timeline_section(dossier: Dossier, citations: Citations) -> Iterator[str]:
    """Yield what has a date, in order."""
    events = timeline(dossier)
    if not events:
        return
    yield "## Timeline"
    yield "\n".join(_event(dossier, event, citations) for event in events)
    if without := len(undated(dossier)):
        yield f"Without a date: {without} of the facts, statements and quotes."


def _event(dossier: Dossier, event: Event, citations: Citations) -> str:
    item = dossier.digest.items[event.item]
    words = quoted(item.words) if item.kind is Kind.QUOTE and item.passages else inline(item.words)
    particulars = [code(item.id), event.certainty, ", ".join(map(code, event.docs))]
    return (
        f"- **{event.when.date}** {words}{citations.marks(item.id)}"
        f"{BREAK}{' · '.join(part for part in particulars if part)}"
    )
