"""`briefing export`: the digest in another format."""

from __future__ import annotations

import sys
from pathlib import Path

from briefing.coverage import counted
from briefing.dossier import Dossier
from briefing.export import FORMATS
from briefing.permits import Permits
from briefing.saving import save


def export(permits: Permits, dossier: Dossier, format_name: str, output: Path | None) -> int:
    """Write the dossier to a file or to standard output; what is not anchored is counted on standard error."""
    text = FORMATS[format_name](dossier)
    if output is None:
        sys.stdout.write(text)
    else:
        save(permits, dossier, output, text)
    if lost := len(dossier.distrusted()):
        sys.stderr.write(f"{counted(lost, 'passage')} not anchored, listed in the export; `briefing check` tells why\n")
    return 0
