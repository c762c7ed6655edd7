"""What can go wrong, with a place and a mend.

Owns `BriefingError`, raised when a command cannot go on, and `Problem`, a finding in a list of findings. Refuses to
print: the commands and the reader decide where a problem is shown, and pass its words through `display` first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from briefing.display import harmless


class Place(Struct, frozen=True, order=True, gc=False):
    """Where something stands in a file. A digest makes one for everything it says."""

    file: str
    """The file's path as the user would type it."""
    line: int = 0
    """The line, counted from 1; 0 means the file as a whole."""
    column: int = 0
    """The column in code points, counted from 1; 0 means the line as a whole."""

    @property
    def nearby(self) -> Place:
        """The place with the file's bare name, for a reader who knows the folder."""
        return replace(self, file=self.file.rpartition("/")[2])

    def __str__(self) -> str:
        """Spell the place as compilers do: file:line:column."""
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


LONGEST = 200
"""Characters of a word beyond which no other is near: nobody types it, and to compare it takes long."""

EXCERPT = 116
"""Characters of a line that a problem shows; a longer line is cut around the place."""


class Severity(StrEnum):
    """How much a problem matters: an error misleads, a warning may, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Compared(Struct, frozen=True):
    """Words that were sought beside the words that come nearest to them, for somebody to see what differs."""

    where: str
    """Where the nearest words stand, as document and line."""
    given: str
    there: str


class Problem(Struct, frozen=True):
    """One finding about a dossier, complete enough to be mended from its words alone."""

    code: str
    """A stable name in kebab case, such as `dangling-id`."""
    severity: Severity
    message: str
    """What is wrong, in one sentence without a full stop."""
    place: Place
    mend: str = ""
    """What would mend it, or nothing when there is no single answer."""
    item: str = ""
    """The id of the item concerned, if any."""
    key: str = ""
    """The key within the item, if any."""
    excerpt: str = ""
    """The line of the file, so that the place can be shown."""
    words: str = ""
    """The words within the value that are meant, where it is not the whole of it."""
    length: int = 0
    """How many characters of the line are meant, from the column on; 0 where only their beginning is known."""
    compared: Compared | None = None
    """The nearest words of the document, where words were sought in vain."""
    remarks: tuple[str, ...] = ()
    """What else helps to judge it, a sentence each, without a full stop."""

    def __str__(self) -> str:
        """Spell the problem over one to four lines, safe for a terminal."""
        return "\n".join(self.lines(EXCERPT))

    def lines(self, width: int) -> list[str]:
        """Return those lines; the line of the file is cut to `width` characters around the place."""
        about = " ".join(filter(None, (self.item, self.key)))
        lines = [f"{self.place}: {self.severity}[{self.code}]: {about + ': ' if about else ''}{self.message}"]
        if self.excerpt.strip():
            shown, mark = around(self.excerpt, self.place.column, width)
            marks = "^" * max(1, min(self.length, len(shown) - mark))
            lines += [f"  | {shown}", *([f"  | {' ' * mark}{marks}"] if self.place.column else [])]
        lines += [f"  note: {remark}" for remark in self.remarks]
        if self.mend:
            lines.append(f"  help: {self.mend}")
        return [harmless(line.replace("\n", " ")) for line in lines]


def around(line: str, column: int, width: int) -> tuple[str, int]:
    """Return what there is room for of a line around a column, counted from 1, and where the column is then, from 0."""
    first = max(0, min(column - width // 2, len(line) - width))
    head, tail = "…" * (first > 0), "…" * (first + width < len(line))
    return f"{head}{line[first : first + width]}{tail}", max(column - 1, 0) - first + len(head)


class BriefingError(Exception):
    """A command cannot go on. Carries what the user needs: what, where, and what would mend it."""

    def __init__(self, message: str, place: Place | None = None, mend: str = "") -> None:
        """Take the sentence for the user, the place if one is known, and what would mend it."""
        super().__init__(message)
        self.message = message
        self.place = place
        self.mend = mend

    @property
    def brief(self) -> str:
        """The error on one line, with the file's bare name."""
        where = f"{self.place.nearby}: " if self.place else ""
        return harmless(f"{where}{self.message}")

    def __str__(self) -> str:
        """Spell the error over one or two lines, safe for a terminal."""
        where = f"{self.place}: " if self.place else ""
        return harmless(f"{where}{self.message}" + (f"\n  help: {self.mend}" if self.mend else ""))


class ProblemsError(BriefingError):
    """What was read cannot be used at all: message, place and mend are those of the first problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take the problems, of which there is at least one."""
        first = problems[0]
        super().__init__(first.message, first.place, first.mend)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        """Spell every problem."""
        return "\n".join(map(str, self.problems))


def nearest(word: str, words: Iterable[str]) -> str:
    """Return a mend that names the nearest of `words`, or an empty string when nothing is near."""
    if len(word) > LONGEST:
        return ""
    close = get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else ""
