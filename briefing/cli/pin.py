"""`briefing pin`: what each document's file is today, written into the digest.

Owns what is said about each document. Refuses to leave out silently one that cannot be read.
"""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec.structs import replace

from briefing.cli.progress import told
from briefing.coverage import counted
from briefing.display import one_line
from briefing.documents import Unreadable, read_document
from briefing.edits import Change, edited
from briefing.errors import BriefingError, Place
from briefing.files import rewrite
from briefing.loading import open_dossier
from briefing.passages import Document

DONE, LEFT = 0, 1


def pin(path: Path) -> int:
    """Write the fingerprint of every document; return 1 if one could not be read."""
    dossier = open_dossier(path)
    if dossier.digest_file is None or not dossier.digest.documents:
        raise BriefingError("there is no document to pin", Place(str(path)), "list it in a digest: `briefing init`")
    changes, done, lost = [], [], 0
    with told(f"reading {path}"):
        prints = {document.id: _fingerprint(dossier.folder, document) for document in dossier.digest.documents}
    for document in dossier.digest.documents:
        today = prints[document.id]
        if isinstance(today, Unreadable):
            lost += 1
            sys.stderr.write(f"{today.problem}\n")
            continue
        same = today == document.sha256.lower()
        said = "as it was pinned" if same else "pinned anew: it had changed" if document.sha256 else "pinned"
        done.append(f"{one_line(document.path)}: {said}\n")
        changes += [] if same else [Change(document.place, "sha256", today, after="path")]
    if changes:
        rewrite(dossier.digest_file, dossier.digest_text, lambda text: edited(text, changes))
    sys.stdout.writelines(done)
    sys.stderr.write(f"{counted(len(changes), 'document')} written into {one_line(str(dossier.digest_file))}\n")
    return LEFT if lost else DONE


def _fingerprint(folder: Path, document: Document) -> str | Unreadable:
    # The reading works out the fingerprint only of a document that has one to be compared with.
    read = read_document(folder, replace(document, sha256="wanted"))
    return read if isinstance(read, Unreadable) else read.sha256
