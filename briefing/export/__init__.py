"""What a dossier can be written as.

Owns the list of formats. Refuses files: every format is a function from a dossier to a text, and the same dossier
always gives the same text.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from briefing.dossier import Dossier
from briefing.export.jsonl import jsonl
from briefing.export.markdown import markdown
from briefing.export.tabular import grid_csv, passages_csv

FORMATS: Mapping[str, Callable[[Dossier], str]] = MappingProxyType(
    {"markdown": markdown, "jsonl": jsonl, "csv": passages_csv, "grid-csv": grid_csv}
)
"""The formats by name; the first is what is written when none is named."""
