"""`briefing init`: a first digest for a folder of documents.

Owns what is said about it. Refuses to touch a digest that is there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from briefing.beginning import Survey, skeleton, survey
from briefing.cli.progress import told
from briefing.cli.which import typed
from briefing.coverage import counted
from briefing.display import harmless, one_line
from briefing.errors import BriefingError, Place
from briefing.files import write_new
from briefing.loading import DIGEST_NAME

LISTED = 12
"""How many names a message lists before it counts the rest."""


def init(folder: Path, *, only_print: bool) -> int:
    """Write a digest into a folder and say what is next; `only_print` writes it to standard output instead."""
    path = folder / DIGEST_NAME
    if not folder.is_dir():
        wrong = "is not a folder" if folder.exists() else "does not exist"
        raise BriefingError(f"{str(folder)!r} {wrong}", mend="name the folder in which the documents lie")
    if not only_print and (path.exists() or path.is_symlink()):
        raise _there_already(path)
    with told(f"reading {folder}"):
        begun = survey(folder)
    for line in _warnings(begun):
        sys.stderr.write(f"{harmless(line)}\n")
    if not begun.documents:
        mend = "put the documents there first, as .txt or .md files"
        raise BriefingError(f"there is no document in {str(folder)!r} that a digest could list", mend=mend)
    if only_print:
        sys.stdout.write(skeleton(begun))
        return 0
    try:
        write_new(path, skeleton(begun))
    except FileExistsError as error:
        raise _there_already(path) from error
    for line in _report(begun, folder):
        sys.stdout.write(f"{harmless(line)}\n")
    return 0


def _there_already(path: Path) -> BriefingError:
    mend = f"it is yours to edit; `briefing init --print {typed(path.parent)}` only shows a new one"
    return BriefingError("there is a digest already", Place(str(path)), mend)


def _warnings(begun: Survey) -> Iterator[str]:
    for name, reason in begun.impossible:
        yield f"briefing: {name!r} is left out: {reason}"
    for document in begun.documents:
        if document.problem and document.encoding:
            yield f"briefing: {document.path!r} is not UTF-8: give its `encoding` in the digest"
        elif document.problem:
            yield f"briefing: {document.problem.message}"
    if begun.others:
        yield f"briefing: no .txt or .md, and left out: {_some(begun.others)}"


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(map(repr, names[:LISTED])) + more


def _report(begun: Survey, folder: Path) -> Iterator[str]:
    yield f"{folder / DIGEST_NAME}: written, with {counted(len(begun.documents), 'document')}"
    shown = begun.documents[:LISTED]
    width = max(len(document.id) for document in shown)
    for document in shown:
        yield f"  {document.id:<{width}}  {one_line(document.path)}"
    if len(begun.documents) > LISTED:
        yield f"  and {len(begun.documents) - LISTED} more"
    where = typed(folder)
    yield from ("", "Next:", f"  briefing {where}")
    yield "      read them"
    yield f'  briefing anchor {where} {begun.documents[0].id} "words copied from it"'
    yield "      print the passage to paste under `evidence:` in the digest"
