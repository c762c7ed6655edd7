"""From what a problem is about to the very characters of the digest that say it.

Owns the way from an item's place and a key to the value, and to words in it. Refuses to guess: where the words are
spelt in another way in the file, such as with escapes, the beginning of the value is what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from briefing.errors import Place, Problem
from briefing.spans import Lines, Span
from briefing.yamltree import Mapping, Node, Scalar, Sequence, read_tree

MOST = 5_000
"""Problems that are looked up so exactly; those beyond keep the place at which they were found."""


def pinpointed(problems: Iterable[Problem], text: str, file: str) -> list[Problem]:
    """Return the problems of the digest `file`, each at the words that it is about; others as they are."""
    listed = list(problems)
    if not any(problem.place.file == file for problem in listed):
        return listed
    tree = read_tree(text, file)
    nodes: dict[Place, list[Node]] = {}
    for node in _nodes(tree.root):
        nodes.setdefault(node.place, []).append(node)
    lines = Lines(text)
    excerpts: dict[int, str] = {}
    for at, problem in enumerate(listed[:MOST]):
        if span := _meant(problem, nodes, text):
            listed[at] = _at(problem, span, text, lines, excerpts)
    return listed


def _nodes(node: Node | None) -> Iterator[Node]:
    if node is not None:
        yield node
    if isinstance(node, Sequence):
        for entry in node.items:
            yield from _nodes(entry)
    elif isinstance(node, Mapping):
        for key, value in node.entries.values():
            yield key
            yield from _nodes(value)


def _meant(problem: Problem, nodes: dict[Place, list[Node]], text: str) -> Span | None:
    """Return the characters that a problem is about, if the tree has something at its place."""
    here = nodes.get(problem.place, [])
    owner = next((node for node in here if isinstance(node, Mapping)), None)
    scalar = next((node for node in here if isinstance(node, Scalar)), None)
    entry = owner.entries.get(problem.key) if owner else None
    if owner and entry:
        return _within(problem.words, entry[1], owner, text)
    if owner:
        first = next(iter(owner.entries.values()), None)
        whole = Span(owner.start, owner.end)
        found = _find(problem.words, whole, text) if problem.words else None
        return found or (Span(first[0].start, first[0].end) if first else None)
    return Span(scalar.start, scalar.end) if scalar else None


def _within(words: str, value: Node, owner: Mapping, text: str) -> Span:
    """Return where words stand in a value, or elsewhere in its record; else the value."""
    whole = Span(value.start, value.end)
    if words:
        return _find(words, whole, text) or _find(words, Span(owner.start, owner.end), text) or whole
    return whole


def _find(words: str, stretch: Span, text: str) -> Span | None:
    pattern = r"\s+".join(map(re.escape, words.split()))
    border = r"(?<!\d)" if words[0].isdigit() else ""
    found = re.compile(border + pattern).search(text, stretch.start, stretch.end)
    return Span(*found.span()) if found else None


def _at(problem: Problem, span: Span, text: str, lines: Lines, excerpts: dict[int, str]) -> Problem:
    line = lines.line_at(span.start)
    whole = lines.span(line)
    end = max(span.start, min(span.end, whole.end))
    place = Place(problem.place.file, line, lines.column_at(span.start))
    shown = len(text[span.start : end].rstrip())
    # All problems of a line share its words: a digest may be one line.
    if line not in excerpts:
        excerpts[line] = whole.of(text)
    return replace(problem, place=place, length=max(1, shown), excerpt=excerpts[line])
