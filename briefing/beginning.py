"""The first digest of a dossier: the documents of a folder, and an example of everything else.

Owns the look through a folder that is to be a dossier, and the skeleton of its digest. Refuses to write a file, and to
invent anything about a document: what only a person can know stands there as a comment.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from briefing.documents import SUFFIXES, DocumentText, Unreadable, read_document
from briefing.errors import Problem
from briefing.loading import text_names
from briefing.naming import document_id
from briefing.parsing import FORMAT
from briefing.passages import Document
from briefing.pointing import passage_lines, selector_at
from briefing.regular import read_regular
from briefing.spans import Span
from briefing.yamltext import scalar
from briefing.yamltree import SURROGATE

ENCODING = "windows-1252"
"""The first guess for a file that is not UTF-8: it is what most old ones are."""

SAMPLE = re.compile(r"\w\S{0,29}(?:[^\S\n]{1,9}\S{1,30}){0,5}")
"""The first words of a document, some of one line: what the examples of the skeleton rest on."""

HEAD = """\
## The digest of a dossier: what its documents hold, anchored to their words.
##
## Lines with two signs explain. Lines with one are examples, which the program
## passes over: take the `# ` away, and write what your documents hold.
## All keys are described in docs/digest.md of the program, and
## `briefing check` says what is wrong.

format: {format}
title: {title}
# as_of: 2031-03-05  ## the date up to which the digest is meant to hold
# note: What a reader should know about the digest as a whole.

## Documents. The ids are yours to change: evidence names its document by them.
## What is shown for the first, all may have.
documents:"""

KNOWN = ("publisher: Who published it", "published: 2031-03-04")
"""What is asked of every document."""

DETAILS = (
    "title: The title of the text",
    "byline: The author",
    "url: https://example.org/report",
    "retrieved: 2031-03-05",
    "language: en",
    "markup: {markup}  ## plain or markdown",
    "reliability: B  ## of the publisher, A to E; F cannot be judged",
    "note: What a reader should know about it.",
    "origin: agency-0304  ## documents that name one origin count as one",
)
"""What else may be said of a document, shown for the first."""

EXAMPLES = ("a-example", "f-example", "s-example", "q-example", "c-example")
"""The ids of the examples, which no document may have."""

SECTIONS = (
    """\
## Actors: who acts or speaks. Name and aliases are looked for in every
## document; mentions are passages that mean the actor without naming it.
actors:
  - id: a-example
    name: Orla Example
    kind: person  ## or state, government, armed-group, institution, outlet
    role: transport minister
    aliases: [Ms Example]
    mentions:
      {passage}
""",
    """\
## Facts: what the digest asserts, each a claim that can be checked. Evidence is
## one passage or several; `briefing anchor` writes the lines for it.
facts:
  - id: f-example
    text: One claim, in one sentence and in your own words.
    importance: 2  ## 3 is key, 2 ordinary, 1 minor; every item may say so
    when: {date: 2031-03-07, basis: stated}  ## or derived, by you
    where: [Karro]
    actors: [a-example]  ## the actors concerned
    credibility: 2  ## 1 confirmed to 5 improbable; 6 cannot be judged
    tags: [words, of your choice]  ## every item may have tags and a note
    note: What a reader should know about it.
    evidence:
      {passage}
        stance: supports  ## or disputes, qualifies, context
""",
    """\
## Statements: what somebody asserts. An actor without a name is an actor, too.
statements:
  - id: s-example
    speaker: a-example
    addressee: reporters in Karro
    mode: indirect  ## or direct (verbatim), mixed
    cue: told  ## the document's word for the act of saying
    when: 2031-03-04
    text: What was said, in your own words.
    evidence:
      {passage}
""",
    """\
## Quotes: verbatim words. The passage holds them, so most need no text.
quotes:
  - id: q-example
    form: quoted  ## or turn (of an interview), scare, title, text (of a law)
    speaker: a-example
    statement: s-example  ## the statement that it belongs to
    evidence:
      {passage}
""",
    """\
## Conflicts: what documents disagree about. Actors or documents hold positions;
## these rest on passages of their own or on those of the items they name.
conflicts:
  - id: c-example
    text: The point at issue, in your own words.
    positions:
      - text: One position.
        held_by: [a-example]
        items: [f-example]
      - text: Another position.
        held_by: [{doc}]
        evidence:
          {passage}
""",
)
"""What stands under the documents: prose, and YAML in which a passage and a document have their places."""


class Found(Struct, frozen=True):
    """A document for the digest."""

    id: str
    path: str
    problem: Problem | None = None
    """Why it cannot be read as it is."""
    encoding: str = ""
    """A guess, for a document that is not UTF-8."""


class Survey(Struct, frozen=True):
    """What lies in a folder."""

    title: str
    """The name of the folder."""
    documents: tuple[Found, ...]
    impossible: tuple[tuple[str, str], ...]
    """Texts that no digest can list, by name, each with the reason."""
    others: tuple[str, ...]
    """Files that are no texts, by name."""
    sample: str
    """A passage of the first document, as YAML lines."""


def survey(folder: Path) -> Survey:
    """Look through a folder for documents, and read them. Raises BriefingError where the folder cannot be read."""
    names = text_names(folder)
    taken = set(EXAMPLES)
    found, impossible, sample = [], [], ""
    for name in names:
        text = read_document(folder, Document(id="", path=name))
        problem = text.problem if isinstance(text, Unreadable) else None
        if SURROGATE.search(name):
            impossible.append((name, "its name is not UTF-8: give it another"))
        elif problem and problem.code == "outside-folder":
            impossible.append((name, "it is a link that leads out of the folder: put a copy in its place"))
        else:
            found.append(Found(document_id(name, taken), name, problem, _guess(folder / name, problem)))
            taken.add(found[-1].id)
            sample = sample or _sample(found[-1].id, text)
    return Survey(folder.resolve().name, tuple(found), tuple(impossible), tuple(_others(folder)), sample)


def _guess(path: Path, problem: Problem | None) -> str:
    if problem is None or problem.code != "undecodable-document":
        return ""
    wide = read_regular(path)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return "utf-16" if wide else ENCODING


def _sample(id_: str, text: DocumentText | Unreadable) -> str:
    """Return a passage of a document for the examples: its first words."""
    first = SAMPLE.search(text.received) if isinstance(text, DocumentText) else None
    return passage_lines(id_, selector_at(Span(*first.span()), first.string)) if first else ""


def _others(folder: Path) -> Iterable[str]:
    files = (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return sorted(path.name for path in files if path.suffix not in (*SUFFIXES, ".yaml", ".yml"))


def skeleton(begun: Survey) -> str:
    """Return the text of a digest that lists the documents, and explains and shows the rest in comments.

    As it is, it has no problem but those of documents that cannot be read. Without `# ` before its examples, neither.
    """
    ids = [document.id for document in begun.documents]
    title = begun.title.encode("utf-8", "replace").decode()
    parts = [HEAD.format(format=FORMAT, title=scalar(title))]
    parts += [_document(document, ids) for document in begun.documents]
    sample = begun.sample or f'- doc: {scalar(ids[0])}\n  exact: "The words, as they stand there."'
    parts += [_commented(section.replace("{doc}", scalar(ids[0])), sample) for section in SECTIONS]
    return "\n".join(parts)


def _document(document: Found, ids: Sequence[str]) -> str:
    lines = [f"  - id: {scalar(document.id)}", f"    path: {scalar(document.path)}"]
    if document.encoding:
        lines.append(f"    # encoding: {document.encoding}  ## a guess: it is not UTF-8")
    first = document.id == ids[0]
    markup = "markdown" if document.path.endswith(".md") else "plain"
    known = (*KNOWN, *(detail.format(markup=markup) for detail in DETAILS)) if first else KNOWN
    lines += [f"    # {detail}" for detail in known]
    if first and len(ids) > 1:
        lines.append(f"    # derived_from: [{scalar(ids[1])}]  ## documents that this one repeats")
    return "\n".join([*lines, ""])


def _commented(section: str, passage: str) -> str:
    """Make every line a comment that is none, with a passage in its place."""
    lines = []
    for line in section.split("\n"):
        indent, place, _ = line.partition("{passage}")
        lines += [f"{indent}{part}" for part in passage.split("\n")] if place else [line]
    return "\n".join(line if not line or line.startswith("##") else f"# {line}" for line in lines)
