"""What readers have said of items: checked, doubtful, and why.

Owns `Mark` and `Reviews`, values that change only into others, and how two readers' changes come together. Refuses
files (see `review_file`), and to know whether a mark still holds (see `standing`). The former value is the undo.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from getpass import getuser
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace


class State(StrEnum):
    """What somebody who looked at an item and its passages says of it."""

    UNCHECKED = "unchecked"
    CHECKED = "checked"
    DOUBTFUL = "doubtful"

    @property
    def following(self) -> State:
        """What comes next for who goes round them."""
        states = list(State)
        return states[(states.index(self) + 1) % len(states)]


class Note(Struct, frozen=True):
    """A remark on an item."""

    text: str
    who: str = ""
    when: str = ""
    """Date and time, as `now` writes them."""

    @property
    def told(self) -> str:
        """The remark with who made it, and on which day."""
        by = ", ".join(filter(None, (self.who, self.when[:10])))
        return f"{self.text} ({by})" if by else self.text


class Mark(Struct, frozen=True):
    """What has been said of one item."""

    state: State = State.UNCHECKED
    who: str = ""
    when: str = ""
    """Date and time, as `now` writes them."""
    words: str = ""
    """The fingerprint of the words that were looked at: see `standing`."""
    notes: tuple[Note, ...] = ()
    rest: tuple[str, ...] = ()
    """Lines of the file that this program knows nothing of, kept as they are."""

    def __bool__(self) -> bool:
        """Say whether there is anything worth keeping."""
        return self.state is not State.UNCHECKED or bool(self.notes or self.rest)


NO_MARK = Mark()


class Reviews(Struct, frozen=True):
    """Every mark, by the id of its item. An item that nobody marked has none."""

    marks: Mapping[str, Mark] = field(default_factory=lambda: MappingProxyType({}))
    rest: tuple[str, ...] = ()
    """Lines of the file that belong to no item and that this program knows nothing of."""

    def of(self, item: str) -> Mark:
        """Return the mark of an item; one that says nothing where there is none."""
        return self.marks.get(item, NO_MARK)

    def having(self, item: str, mark: Mark) -> Reviews:
        """Return the reviews with this mark on an item; a mark that says nothing is taken away."""
        marks = {**self.marks, item: mark}
        return replace(self, marks=MappingProxyType({id_: mark for id_, mark in marks.items() if mark}))


NO_REVIEWS = Reviews()


def now() -> str:
    """Return this moment in UTC, to the second, as in `2026-03-01T10:22:05Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def user() -> str:
    """Return the name under which the system knows who is reading; `somebody` where it has none."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"


def marked(reviews: Reviews, item: str, state: State, who: str, when: str, words: str) -> Reviews:
    """Return the reviews after somebody has said this of an item whose fingerprint is `words`; notes stay."""
    return reviews.having(item, replace(reviews.of(item), state=state, who=who, when=when, words=words))


def noted(reviews: Reviews, item: str, note: Note) -> Reviews:
    """Return the reviews with a note more; one without a word changes nothing."""
    mark = reviews.of(item)
    return reviews.having(item, replace(mark, notes=(*mark.notes, note))) if note.text.strip() else reviews


def without_note(reviews: Reviews, item: str, note: Note) -> Reviews:
    """Return the reviews with a note less."""
    mark = reviews.of(item)
    return reviews.having(item, replace(mark, notes=tuple(one for one in mark.notes if one != note)))


def merged(theirs: Reviews, before: Reviews, after: Reviews) -> Reviews:
    """Return `theirs` with what one reader changed from `before` to `after`.

    Of a state that both changed, that of the one reader holds, who saw what it is now; notes of both stay.
    """
    marks = dict(theirs.marks)
    for item in sorted({*before.marks, *after.marks}):
        mine, was, is_ = after.of(item), before.of(item), theirs.of(item)
        if mine != was:
            marks[item] = mine if is_ == was else _combined(is_, was, mine)
    return replace(theirs, marks=MappingProxyType({item: mark for item, mark in marks.items() if mark}))


def combined(one: Mark, other: Mark) -> Mark:
    """Return the later of two marks of one item, which a merge of files has left, with the notes of both."""
    early, late = sorted((one, other), key=lambda mark: mark.when)
    return replace(late, notes=_by_time((*early.notes, *late.notes)), rest=late.rest or early.rest)


def _combined(theirs: Mark, was: Mark, mine: Mark) -> Mark:
    judged = (mine.state, mine.when, mine.words) != (was.state, was.when, was.words)
    gone = set(was.notes) - set(mine.notes)
    new = (note for note in mine.notes if note not in was.notes)
    notes = (*(note for note in theirs.notes if note not in gone), *new)
    return replace(mine if judged else theirs, notes=_by_time(notes), rest=theirs.rest)


def _by_time(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    return tuple(sorted(dict.fromkeys(notes), key=lambda note: note.when))
