"""Which document is meant, and which dossier it belongs to.

Owns the order in which a name is tried: what is nearer to the folder one stands in comes first. Refuses a document that
cannot be read.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from briefing.cli.which import dossier_path, is_dossier, typed
from briefing.digest import Digest
from briefing.documents import DocumentText
from briefing.dossier import Dossier
from briefing.errors import BriefingError, nearest
from briefing.loading import DIGEST_NAME, load_dossier, read_documents, text_names
from briefing.naming import document_id
from briefing.passages import Document
from briefing.references import ID
from briefing.yamltext import scalar


class Meant(Struct, frozen=True):
    """A document in its dossier, read."""

    dossier: Dossier
    """With every document that could be read."""
    document: Document
    remark: str = ""
    """What has to be done before a digest can name the document; nothing where one lists it."""

    @property
    def text(self) -> DocumentText:
        """The words. Raises BriefingError where they could not be read."""
        reading = self.dossier.readings[self.document.id]
        if reading.text:
            return reading.text
        assert reading.problem
        raise BriefingError(reading.problem.message, reading.problem.place, reading.problem.mend)


def document_meant(dossier: str | None, name: str, configured: str) -> Meant:
    """Return the document that `name` means, an id, a path in the dossier or one on disk. Raises BriefingError.

    Without a dossier it is looked for in that of the current folder, among the files, then in that of the settings.
    """
    if dossier is not None:
        return _held(load_dossier(dossier_path(dossier, "")), name)
    here = load_dossier(Path()) if Path(DIGEST_NAME).exists() else None
    if here and (found := _listed(here, name)):
        return found
    if Path(name).is_file():
        return _on_disk(Path(name))
    further = load_dossier(Path(configured)) if configured and here is None else here
    if further and (found := _listed(further, name)):
        return found
    if is_dossier(name):
        raise BriefingError(f"{name!r} is a dossier", mend='name one of its documents, too: DOSSIER DOC "WORDS"')
    if further is None:
        mend = 'name the dossier, too: briefing anchor DOSSIER DOC "WORDS"'
        raise BriefingError(f"there is no file {name!r}, and no digest in the current folder", mend=mend)
    return _held(further, name)


def _held(dossier: Dossier, name: str) -> Meant:
    if found := _listed(dossier, name):
        return found
    known = [known for document in dossier.digest.documents for known in (document.id, document.path)]
    raise BriefingError(f"there is no document {name!r}", mend=nearest(name, known) or "name its id or its file")


def _listed(dossier: Dossier, name: str) -> Meant | None:
    """Return the document of a dossier that has this id or path, or is this file."""
    for document in dossier.digest.documents:
        if name in (document.id, document.path):
            return _known(dossier, document)
    for document in dossier.digest.documents:
        if document.path and _same_file(dossier.folder / document.path, Path(name)):
            return _known(dossier, document)
    return None


def _same_file(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.samefile(other)


def _known(dossier: Dossier, document: Document) -> Meant:
    if dossier.digest_file is None:
        return Meant(dossier, document, _begin(dossier.folder))
    if not ID.fullmatch(document.id):
        raise BriefingError(f"the digest gives {document.path!r} no id", mend="`briefing check` says what it needs")
    return Meant(dossier, document)


def _on_disk(path: Path) -> Meant:
    """Return a file with the dossier in whose folder it lies, or else with the texts beside it."""
    whole = path.absolute()
    folder = next((above for above in whole.parents if (above / DIGEST_NAME).exists()), None)
    if folder:
        dossier = load_dossier(folder)
        return _listed(dossier, str(whole)) or _unlisted(dossier, whole.relative_to(folder).as_posix())
    names = dict.fromkeys([path.name, *text_names(path.parent)])
    documents = tuple(Document(id=name, path=name) for name in names)
    dossier = read_documents(Dossier(path.parent, Digest(documents=documents)), documents)
    return Meant(dossier, documents[0], _begin(path.parent))


def _unlisted(dossier: Dossier, path: str) -> Meant:
    """Return a document that the digest does not list, as it ought to."""
    id_ = document_id(Path(path).name, {*dossier.digest.items, *dossier.digest.shelf})
    document = Document(id=id_, path=path)
    richer = replace(dossier, digest=replace(dossier.digest, documents=(*dossier.digest.documents, document)))
    remark = f"the digest does not list the document yet: under `documents:` add\n  - id: {scalar(id_)}"
    return Meant(read_documents(richer, [document]), document, f"{remark}\n    path: {scalar(path)}")


def _begin(folder: Path) -> str:
    return f"there is no digest yet: `briefing init {typed(folder)}` begins one and gives documents their ids"
