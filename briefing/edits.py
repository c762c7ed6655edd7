"""Changes to single values of a YAML file that people wrote, and to nothing else in it.

Owns where the characters of a value begin and end, and how a value is spelt beside those that stand there. Refuses
every change after which the file would not say what it said before, less that value: it is read again, and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from briefing.errors import BriefingError, Place
from briefing.spans import Span
from briefing.yamltext import ESCAPED, quoted, scalar
from briefing.yamltree import Mapping, Node, Scalar, Sequence, Tree, read_tree

MARK = "\ufeff"

FLOW_SIGNS = re.compile(r"[,\[\]{}]")
"""What ends a value without quotation marks between brackets."""

HEADER = re.compile(r"[|>][-+0-9]*([ \t]+#[^\n\r]*)?")
"""How a block of text begins, with the comment that may stand beside it."""


class Change(Struct, frozen=True):
    """A new value for one key."""

    place: Place
    """Where the record begins, as it was read; without a key where the value itself does."""
    key: str
    value: str
    after: str = ""
    """The key after which a new one is to stand; the last one if it is not there."""
    number: bool = False
    """Whether the value is a number and stands without quotation marks."""


class Edit(Struct, frozen=True):
    """Characters that take the place of others."""

    span: Span
    words: str


def edited(text: str, changes: Iterable[Change]) -> str:
    """Return a YAML text, as it stands in its file, with some values changed and every other character as it was.

    Raises BriefingError where that cannot be done.
    """
    mark, body = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    tree = read_tree(body, "")
    records = _records(tree.root)
    edits = [_edit(change, records, body) for change in changes]
    parts, at = [], 0
    # Of two at one place the first stands first: sorting leaves them as they came.
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [body[at : edit.span.start], edit.words]
        at = edit.span.end
    result = "".join([*parts, body[at:]])
    _compare(tree, read_tree(result, ""))
    return mark + result


def _records(node: Node | None) -> dict[tuple[int, int, bool], Node]:
    """Return every mapping and every text by line and column; a mapping and its first key begin at one place."""
    found: dict[tuple[int, int, bool], Node] = {}
    waiting = [node] if node else []
    while waiting:
        one = waiting.pop()
        found.setdefault((one.place.line, one.place.column, isinstance(one, Mapping)), one)
        if isinstance(one, Mapping):
            waiting += [value for _, value in one.entries.values()]
        elif isinstance(one, Sequence):
            waiting += one.items
    return found


def _edit(change: Change, records: dict[tuple[int, int, bool], Node], text: str) -> Edit:
    """Return the edit for a change, and make the same change to the tree, which is compared in the end."""
    record = records.get((change.place.line, change.place.column, bool(change.key)))
    if not change.key and isinstance(record, Scalar):
        words = _respelt(record, change.value, text, number=change.number)
        record.text = change.value
        return words
    if not isinstance(record, Mapping):
        raise _refusal(change.place)
    given = record.entries.get(change.key)
    if given and isinstance(given[1], Scalar):
        edit = _respelt(given[1], change.value, text, number=change.number)
        given[1].text = change.value
        return edit
    if given or not record.entries:
        raise _refusal(change.place)
    edit = _added(record, change, text)
    # In the text as it was both have no room, and end where the next new key may follow.
    spelt = (change.key, change.value)
    key, value = (Scalar(words, change.place, True, edit.span.start, edit.span.end) for words in spelt)
    record.entries[change.key] = (key, value)
    return edit


def _refusal(place: Place) -> BriefingError:
    return BriefingError("this cannot be changed without touching more", place, "change it by hand")


def _respelt(node: Scalar, value: str, text: str, *, number: bool) -> Edit:
    """Spell a value where another stands, between the same marks where it can be."""
    source = text[node.start : node.end]
    if not source:
        gap = "" if text.endswith((" ", "\n"), 0, node.start) else " "
        return Edit(Span(node.start, node.start), gap + _bare(value, number=number))
    if header := HEADER.match(source) if source[0] in "|>" else None:
        end = node.start + len(source.rstrip())
        return Edit(Span(node.start, end), quoted(value) + (header[1] or ""))
    single = source[0] == "'" and not re.search(ESCAPED, value.replace('"', "").replace("\\", ""))
    if single:
        return Edit(Span(node.start, node.end), "'" + value.replace("'", "''") + "'")
    words = quoted(value) if source[0] == '"' else _bare(value, number=number)
    return Edit(Span(node.start, node.end), words)


def _bare(value: str, *, number: bool) -> str:
    """Return a value without quotation marks where it needs none, not even between brackets."""
    if number:
        return value
    return quoted(value) if FLOW_SIGNS.search(value) else scalar(value)


def _added(record: Mapping, change: Change, text: str) -> Edit:
    """Write a new key after another: between brackets beside it, else on a line of its own."""
    beside = record.entries.get(change.after) or list(record.entries.values())[-1]
    end = _end(beside[1], text)
    words = f"{change.key}: {_bare(change.value, number=change.number)}"
    if text[record.start] == "{":
        return Edit(Span(end, end), f", {words}")
    line = re.compile(r"[^\n\r]*").match(text, end)
    assert line
    first = next(iter(record.entries.values()))[0]
    margin = first.start - (max(text.rfind("\n", 0, first.start), text.rfind("\r", 0, first.start)) + 1)
    # The break of this line, or of the one before: one kind for the whole file.
    before = text.rfind("\n", 0, line.end())
    crlf = text.startswith("\r\n", line.end()) or (before > 0 and text[before - 1] == "\r")
    stop = "\r\n" if crlf else "\n"
    return Edit(Span(line.end(), line.end()), f"{stop}{' ' * margin}{words}")


def _end(node: Node, text: str) -> int:
    """Return where the characters of a value end; a block ends with the last of its values."""
    if isinstance(node, Scalar):
        block = text[node.start : node.start + 1] in ("|", ">")
        return node.start + len(text[node.start : node.end].rstrip()) if block else node.end
    if text[node.start] in "[{":
        return node.end
    inner = node.items if isinstance(node, Sequence) else [value for _, value in node.entries.values()]
    return max((_end(value, text) for value in inner), default=node.end)


def _compare(wanted: Tree, got: Tree) -> None:
    """Refuse a text that does not say what was wanted."""
    if len(got.problems) != len(wanted.problems) or _plain(got.root) != _plain(wanted.root):
        raise BriefingError("the digest would no longer say the same", mend="change it by hand")


def _plain(node: Node | None) -> object:
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [_plain(value) for value in node.items]
    return node.text if node else None
