"""`briefing fix`: words for passages that moved or changed.

Owns what is shown, and what is written without being named: nothing whose figures, dates or negation differ. Refuses
to write unless asked to, and into a digest that changed meanwhile.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator

from briefing.cli.anchor import in_context
from briefing.cli.diagnostics import WIDTH, Ink, comparison, ink_for_output
from briefing.coverage import counted
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.edits import edited
from briefing.errors import BriefingError, Place, nearest
from briefing.files import rewrite
from briefing.mending import Proposal, proposals

DONE, LEFT = 0, 1


def fix(dossier: Dossier, *, write: bool, only: Collection[str]) -> int:
    """Print a proposal for every passage that is not found for sure, and write those meant; return 1 if any is left."""
    if dossier.digest_file is None:
        raise BriefingError("there is no digest to fix", Place(str(dossier.folder)), "`briefing init` begins one")
    for id_ in only:
        if id_ not in dossier.digest.items:
            raise BriefingError(f"there is no item {id_!r}", mend=nearest(id_, dossier.digest.items))
    found = [one for one in proposals(dossier) if not only or one.item in only]
    ink = ink_for_output()
    for one in found:
        sys.stdout.writelines(f"{line}\n" for line in (*_shown(dossier, one, ink), ""))
    sys.stdout.flush()
    ready = [one for one in found if one.changes and (only or not one.grave)]
    if write and ready:
        changes = [change for one in ready for change in one.changes]
        rewrite(dossier.digest_file, dossier.digest_text, lambda text: edited(text, changes))
    sys.stderr.writelines(f"{line}\n" for line in _told(found, ready, write=write))
    return LEFT if len(ready if write else []) < len(found) else DONE


def _shown(dossier: Dossier, one: Proposal, ink: Ink) -> Iterator[str]:
    text, path = dossier.text(one.passage.doc), dossier.digest.shelf[one.passage.doc].path
    where = f"{one.passage.place}"
    if text is None or one.span is None:
        yield ink(f"{one.item}: no place can be proposed", "1")
        yield f"  {one_line(where)}"
        yield f"  old: {one_line(one.passage.selector.exact)}"
        if one.elsewhere:
            yield f"  they stand in {one_line(', '.join(one.elsewhere))}: is that the document you mean?"
        else:
            yield f"  in {one_line(path)}: look for it there, or take the passage away"
        return
    line = text.lines.line_at(one.span.start)
    if one.words == one.passage.selector.exact:
        yield ink(f"{one.item}: the same words, {one_line(path)}:{line}", "1")
    else:
        yield from comparison(one.passage.selector.exact, one.words, "", f"{one.item}: {one_line(path)}:{line}", ink,
                              ("  old", "  new"))  # fmt: skip
    yield f"    in context: {in_context(one.span, text, WIDTH - 16)}"
    yield f"    {one_line(where)}: {_keys(one)}"
    if one.grave:
        yield "    a figure, a date or a negation differs: it may say something else now"


def _keys(one: Proposal) -> str:
    keys = [change.key or "the words" for change in one.changes]
    return f"changes {', '.join(keys)}" if keys else "to be changed by hand"


def _told(found: list[Proposal], ready: list[Proposal], *, write: bool) -> Iterable[str]:
    if not found:
        yield "nothing to fix: every passage is found for sure"
        return
    if write:
        yield f"{counted(len(ready), 'passage')} written"
    else:
        yield f"{counted(len(found), 'passage')} to look at; nothing was written: --write does"
    grave = [one.item for one in found if one.grave and one.changes and one not in ready]
    if grave:
        yield f"says something else, perhaps, and is written only if named: --only {','.join(dict.fromkeys(grave))}"
    if lost := [one for one in found if not one.changes]:
        yield f"{counted(len(lost), 'passage')} to be mended by hand"
