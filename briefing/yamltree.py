"""YAML as a tree of places, before it means anything.

Owns the reading of plain YAML data into nodes that know their line and column; every scalar stays the text it was
written as, so that `no`, `12:30` and `2024-12-02` never turn into something else. Refuses tags, anchors, aliases,
merge keys and a second document: each is a problem with its place, never an exception, and the rest is still read.

Built on the event stream, which libyaml and the pure loader give alike, and which is an order of magnitude quicker
than PyYAML's own construction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

import yaml
from msgspec import Struct, field

from briefing.errors import Place, Problem, Severity

NOT_YAML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[\u2028\u2029]|[\ud800-\udfff\ufeff]|[\ufffe\uffff]")
"""Characters that must be written as escapes: those that YAML 1.1 forbids (section 4.1), those that it takes for line
breaks where no editor does, and a byte order mark inside the text, on which the two loaders differ. Told by few and in
several sets, because `re` compiles these ten times as fast as one set of all the others."""

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which an escape can spell but nothing can hold."""

ESCAPE = re.compile(r"\\U([0-9A-Fa-f]{8})")

DEPTH_LIMIT = 50
"""A digest is four levels deep; anything like this is an accident or an attack on the stack."""


class Scalar(Struct):
    """A text, with where it starts. `start` and `end` count the characters of the file that spell it."""

    text: str
    place: Place
    quoted: bool = False
    start: int = 0
    end: int = 0

    @property
    def empty(self) -> bool:
        """Say whether nothing was written at all."""
        return not self.text and not self.quoted


class Sequence(Struct):
    """A list, with where it starts."""

    items: list[Node]
    place: Place
    start: int = 0
    end: int = 0


class Mapping(Struct):
    """Keys and values; a repeated key keeps its first value."""

    entries: dict[str, tuple[Scalar, Node]]
    place: Place
    start: int = 0
    end: int = 0


Node = Scalar | Sequence | Mapping


class Tree(Struct):
    """What a file holds, and what is wrong with its form."""

    root: Node | None
    problems: list[Problem] = field(default_factory=list)


Heard = Callable[[str, Node, float], object]
"""Who is told of what has been read while the rest has not: of each entry of a list, with the key of the root that it
stands under and which share of the text has been read by then, from 0 to 1; of the root itself at the end."""

ENTRY = 1
"""How deep such a list lies."""


def nobody(_key: str, _node: Node, _share: float) -> None:
    """Hear nothing."""


def read_tree(text: str, file: str, *, pure: bool = False, heard: Heard = nobody) -> Tree:
    """Read `text` (line breaks as `\\n`) as plain YAML data. `pure` keeps libyaml out of it.

    What is heard on the way may yet turn out to be no YAML; what no digest may hold is told with the whole alone.
    """
    return _Reader(text, file, heard, pure=pure).read()


def _stretch(event: yaml.Event) -> tuple[int, int]:
    """Return where in the text an event begins and ends; both loaders count its characters."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start and end else (0, 0)


class _GiveUp(Exception):  # noqa: N818 - a way out of the recursion, seen by nobody
    pass


class _Reader:
    def __init__(self, text: str, file: str, heard: Heard, *, pure: bool) -> None:
        loader = yaml.SafeLoader if pure or not yaml.__with_libyaml__ else yaml.CSafeLoader
        self.file = file
        self.heard = heard
        self.section = ""
        self.problems: list[Problem] = []
        self.text = text
        self.loader = loader
        self.events: Iterator[yaml.Event] = iter(())

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def read(self) -> Tree:
        tree = self.tree()
        # Looked for last, so that who hears of what is read need not wait for it; told alone, since the two loaders
        # do not agree on what becomes of the rest.
        if forbidden := NOT_YAML.search(self.text):
            return Tree(None, [self.forbidden(forbidden.start())])
        return tree

    def tree(self) -> Tree:
        try:
            return Tree(self.root(), self.problems)
        except yaml.reader.ReaderError:
            # For such a character only.
            return Tree(None)
        except yaml.MarkedYAMLError as error:
            return Tree(None, [*self.problems, self.syntax(error)])
        except (ValueError, OverflowError):
            return Tree(None, [*self.problems, self.overlong_escape()])
        except _GiveUp:
            return Tree(None, self.problems)

    def root(self) -> Node | None:
        self.events = yaml.parse(self.text, Loader=self.loader)
        root: Node | None = None
        documents = 0
        for event in self.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            documents += 1
            if documents == 1:
                root = self.node(next(self.events), 0)
            else:
                message = "a second YAML document; only the first is read"
                self.complain("yaml-feature", event, message, "put everything into one document")
        if root is not None:
            self.heard("", root, 1.0)
        return None if isinstance(root, Scalar) and root.empty else root

    def node(self, event: yaml.Event, depth: int) -> Node:
        if depth > DEPTH_LIMIT:
            self.complain("yaml-syntax", event, f"nested more than {DEPTH_LIMIT} levels deep", "a digest is four deep")
            raise _GiveUp
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.AliasEvent):
            self.complain("yaml-feature", event, f"the alias *{event.anchor} is not plain data", "write the value out")
            return Scalar("", self.place(event))
        self.refuse_marks(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            place, (start, _) = self.place(event), _stretch(event)
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(event, depth + 1))
                if depth == ENTRY and self.section:
                    self.heard(self.section, items[-1], items[-1].end / len(self.text))
            return Sequence(items, place, start, _stretch(event)[1])
        return self.mapping(self.place(event), _stretch(event)[0], depth)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.anchor or event.tag:
            self.refuse_marks(event)
        # Only an escape between double quotation marks can spell half a character.
        if event.style == '"' and SURROGATE.search(event.value):
            self.complain("yaml-syntax", event, "an escape that stands for half a character", "write the whole one")
            raise _GiveUp
        # Spelt out, and not asked of `place` and `_stretch`: a digest is made of these.
        start, end = event.start_mark, event.end_mark
        if not start or not end:
            return Scalar(event.value, Place(self.file), bool(event.style))
        place = Place(self.file, start.line + 1, start.column + 1)
        return Scalar(event.value, place, bool(event.style), start.index, end.index)

    def refuse_marks(self, event: yaml.Event) -> None:
        """Complain of an anchor and of a tag."""
        for feature, mark in (("anchor", "&"), ("tag", "")):
            if name := getattr(event, feature, None):
                self.complain("yaml-feature", event, f"the {feature} {mark}{name} is not plain data", "take it away")

    def mapping(self, place: Place, start: int, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            if depth == 0:
                self.section = key.text if isinstance(key, Scalar) and key.text not in entries else ""
            value = self.node(next(self.events), depth + 1)
            if depth == 0:
                self.section = ""
            if not isinstance(key, Scalar):
                self.complain("yaml-feature", event, "a key must be a word", "use a plain word before the colon")
            elif key.text == "<<" and not key.quoted:
                self.complain("yaml-feature", event, "the merge key << is not plain data", "write the keys out")
            elif key.text in entries:
                first = entries[key.text][0].place.line
                message = f"the key {key.text!r} stands here again; the first, in line {first}, is kept"
                self.complain("duplicate-key", event, message, "keep one of the two")
            else:
                entries[key.text] = (key, value)
        return Mapping(entries, place, start, _stretch(event)[1])

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    def excerpt(self, line: int) -> str:
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def complain(self, code: str, event: yaml.Event, message: str, mend: str) -> None:
        place = self.place(event)
        self.problems.append(Problem(code, Severity.ERROR, message, place, mend, excerpt=self.excerpt(place.line)))

    def forbidden(self, offset: int) -> Problem:
        message = f"the character U+{ord(self.text[offset]):04X} cannot stand here as it is"
        mend = "take it away, or write it as an escape between double quotation marks"
        return self.problem_at(offset, message, mend)

    def problem_at(self, offset: int, message: str, mend: str) -> Problem:
        line, column = self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)
        return Problem("yaml-syntax", Severity.ERROR, message, Place(self.file, line, column), mend,
                       excerpt=self.excerpt(line))  # fmt: skip

    def overlong_escape(self) -> Problem:
        """Place an escape beyond the last character, on which the pure loader stumbles without a word of where."""
        found = next((one for one in ESCAPE.finditer(self.text) if int(one[1], 16) > 0x10FFFF), None)
        offset = found.start() if found else 0
        return self.problem_at(offset, "an escape for a character that does not exist", "write the character itself")

    def syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        """Place a syntax error. The two loaders word it differently, but agree on the code and nearly on the place."""
        mark, opened = error.problem_mark or error.context_mark, error.context_mark
        if mark and opened and mark.line > self.text.rstrip().count("\n"):
            # Where the file ends says nothing: what is not closed is to be seen where it was opened.
            mark = opened
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)
        excerpt = self.excerpt(place.line)
        mend = "check quotation marks, colons and the indentation of this line and the one before it"
        if mark is opened:
            mend = "close what is opened here: a quotation mark, a bracket or a brace"
        elif excerpt[place.column - 1 : place.column] == "\t":
            mend = "a tab stands here: indent with spaces"
        elif (error.problem or "").startswith("mapping values"):
            mend = "put words that hold a colon between quotation marks, or check the indentation"
        elif opened and opened.line < place.line - 1 and re.search("flow|quoted", error.context or ""):
            mend = f"close what is opened in line {opened.line + 1}: a quotation mark, a bracket or a brace"
        message = " ".join(filter(None, (error.context, error.problem)))
        return Problem("yaml-syntax", Severity.ERROR, message, place, mend, excerpt=excerpt)
