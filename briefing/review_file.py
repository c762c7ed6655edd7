"""Reviews in a file beside the digest.

Owns `review.yaml`: one item a block, sorted by id, so that the files of two readers merge well; keys that it does not
know are kept. Refuses to write into a digest, over what it cannot read, and outside the dossier's folder. Several
readers may save at once: each reads the file again under a lock, and adds what it changed.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from briefing.documents import normalise
from briefing.errors import BriefingError, Place, Problem, Severity
from briefing.files import write_whole
from briefing.records import Findings, Record
from briefing.regular import OutsideError, leads_out, read_inside
from briefing.review import NO_REVIEWS, Mark, Note, Reviews, State, combined, merged
from briefing.yamltext import entry, quoted, scalar
from briefing.yamltree import Mapping, Node, Scalar, Sequence, read_tree

NAME = "review.yaml"
FORMAT = "briefing-review/1"
HEAD = "# What readers said of the items of the digest. Written by the reader, which keeps no comments.\n"

TOP_KEYS = ("format", "items")
MARK_KEYS = ("item", "state", "who", "when", "words", "notes")

WAIT = 2.0
"""Seconds for which somebody else may be writing."""

PAUSE = 0.01


def review_path(digest_file: Path) -> Path:
    """Return where the reviews of a digest are kept: a digest of another name has reviews of another name."""
    return digest_file.with_name(NAME if digest_file.stem == "digest" else f"{digest_file.stem}.{NAME}")


def load(path: Path) -> tuple[Reviews, tuple[Problem, ...]]:
    """Read the reviews and what is wrong with their file; there need not be one."""
    try:
        text = normalise(read_inside(path.parent, path.name).decode("utf-8"))
    except FileNotFoundError:
        return NO_REVIEWS, ()
    except OutsideError:
        return NO_REVIEWS, (_bad("the file of reviews leads out of the dossier and is not read", path),)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        return NO_REVIEWS, (_bad(f"the reviews cannot be read: {reason}", path),)
    tree = read_tree(text, str(path))
    findings = Findings(text)
    reviews = _reviews(tree.root, findings) if tree.root else NO_REVIEWS
    return reviews, (*tree.problems, *findings.problems)


def _bad(message: str, path: Path) -> Problem:
    return Problem("bad-review", Severity.ERROR, message, Place(str(path)))


def save(path: Path, before: Reviews, after: Reviews) -> Reviews:
    """Bring what changed from `before` to `after` into the file, and return what it holds then.

    Raises BriefingError where nothing can be written, or not without losing what others wrote; the file is then as it
    was, and who reads can go on from `before`.
    """
    if leads_out(path.parent, path.name):
        raise BriefingError(f"{path.name} leads out of the dossier and is not written", Place(str(path)))
    with _locked(path.parent):
        theirs, problems = load(path)
        if faults := [problem for problem in problems if problem.severity is Severity.ERROR]:
            mend = "mend the file, or move it away; until then no review is kept"
            raise BriefingError(f"the reviews are not written: {faults[0].message}", faults[0].place, mend)
        mine = merged(theirs, before, after)
        if mine != theirs:
            try:
                write_whole(path, written(mine))
            except BriefingError as error:
                mend = "the folder must be writable to keep reviews; reading needs nothing of the kind"
                raise BriefingError(f"the review is not kept: {error.message}", Place(str(path)), mend) from error
        return mine


def written(reviews: Reviews) -> str:
    """Return the reviews as YAML. Raises BriefingError where a text holds half a character."""
    blocks = [_block(item, reviews.marks[item]) for item in sorted(reviews.marks)]
    rest = "".join(f"{line}\n" for line in reviews.rest)
    return f"{HEAD}format: {FORMAT}\n{rest}items:{' []' * (not blocks)}\n{chr(10).join(blocks)}"


def _block(item: str, mark: Mark) -> str:
    lines = [f"  - item: {scalar(item)}", f"    state: {mark.state}"]
    given = {"who": mark.who, "when": mark.when, "words": mark.words}
    lines += [f"    {key}: {scalar(text)}" for key, text in given.items() if text]
    lines += ["    notes:"] * bool(mark.notes)
    for note in mark.notes:
        said = [entry("text", note.text, 8), *(f"        {key}: {scalar(text)}" for key, text in
                                               (("who", note.who), ("when", note.when)) if text)]  # fmt: skip
        lines += [f"      - {said[0].lstrip()}", *said[1:]]
    lines += [f"    {line}" for line in mark.rest]
    return "\n".join(lines) + "\n"


def _reviews(root: Node, findings: Findings) -> Reviews:
    top = Record(root, findings, "the file of reviews")
    if top.choice("format", (FORMAT,)) != FORMAT:
        if not findings.problems:
            top.miss("format")
        return NO_REVIEWS
    marks: dict[str, Mark] = {}
    for record in top.records("items", "a review"):
        item = record.text("item", required=True)
        mark = _mark(record)
        if item:
            marks[item] = combined(marks[item], mark) if item in marks else mark
    return Reviews(MappingProxyType({item: mark for item, mark in marks.items() if mark}), _rest(top, TOP_KEYS))


def _mark(record: Record) -> Mark:
    notes = [
        Note(note.text("text", required=True), note.text("who"), note.text("when"))
        for note in record.records("notes", "a note")
    ]
    state = State(record.choice("state", list(State), State.UNCHECKED))
    who, when, words = (record.text(key) for key in ("who", "when", "words"))
    return Mark(state, who, when, words, tuple(notes), _rest(record, MARK_KEYS))


def _rest(record: Record, known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{scalar(key)}: {_flow(node)}" for key, (_, node) in record.entries.items() if key not in known)


def _flow(node: Node) -> str:
    """Return a value on one line."""
    match node:
        case Scalar():
            return "" if node.empty else quoted(node.text)
        case Sequence():
            return f"[{', '.join(map(_flow, node.items))}]"
        case Mapping():
            return f"{{{', '.join(f'{quoted(key)}: {_flow(value)}' for key, (_, value) in node.entries.items())}}}"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder, so that one reader at a time reads the file and writes it."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise BriefingError(f"the review is not kept: {error.strerror}", Place(str(folder))) from error
    try:
        _lock(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    until = time.monotonic() + WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            if time.monotonic() > until:
                message = "the review is not kept: somebody else has been writing here for seconds"
                raise BriefingError(message, Place(str(folder)), "try again") from error
            time.sleep(PAUSE)
        except OSError:
            # A file system without locks. What remains is to read and write in one go.
            return
