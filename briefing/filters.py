"""One line that says what the lists are narrowed to, such as `actor:venn -tag:local review:unchecked "two words"`.

Owns the language: conditions, how they are read, spelled and completed. Refuses to apply them (see `narrowing`), and
to guess: what cannot be meant is told, with what is nearest.

Every condition narrows further; within one, values parted by commas are alternatives; a minus turns it round. What is
no condition is words to be found in an item, folded as a search is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from briefing.anchoring import Status
from briefing.digest import Digest
from briefing.errors import BriefingError, nearest
from briefing.finding import Query, checked
from briefing.standing import CALLED
from briefing.vocabulary import Kind, Stance


class Key(StrEnum):
    """What a condition is about."""

    ACTOR = "actor"
    DOCUMENT = "doc"
    KIND = "kind"
    TAG = "tag"
    STANCE = "stance"
    REVIEW = "review"
    STATUS = "status"
    WORDS = "words"


DISTRUSTED = "distrusted"
"""The status of a passage that has any status not to be trusted."""

FIXED = {
    Key.KIND: tuple(map(str, Kind)),
    Key.STANCE: tuple(map(str, Stance)),
    Key.REVIEW: CALLED,
    Key.STATUS: (*map(str, Status), DISTRUSTED),
}
"""The values of the keys that have no others."""

MEANT = {
    Key.ACTOR: "the actor itself, and what it says, is told, does or holds, alone or in a group",
    Key.DOCUMENT: "what rests on a document; actors whom it names",
    Key.KIND: "facts, actors, statements, quotes or conflicts",
    Key.TAG: "what has a tag, documents too",
    Key.STANCE: "facts with a passage that bears on them so",
    Key.REVIEW: "what readers said of it",
    Key.STATUS: "how the anchor of a passage fared",
    Key.WORDS: "what holds some words; quote several that belong together",
}
"""What each key asks for, in a few words."""

ALSO = {"document": Key.DOCUMENT, "text": Key.WORDS, "anchor": Key.STATUS, "speaker": Key.ACTOR}
"""What people may call a key."""

NAMED = re.compile(r'([^\s",:]*):')
VALUE = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s",]+)', re.DOTALL)
PLAIN = re.compile(r'[^\s",:\\-][^\s",:\\]*')
"""A value that needs no quotation marks."""


class Condition(Struct, frozen=True):
    """One thing that an item must be, or must not."""

    key: Key
    values: tuple[str, ...]
    """Alternatives: ids of actors and documents, words of the format, tags, or words to be found."""
    negated: bool = False


class Filters(Struct, frozen=True):
    """Everything that the lists are narrowed to, all of it at once."""

    conditions: tuple[Condition, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything is narrowed."""
        return bool(self.conditions)

    def having(self, condition: Condition) -> Filters:
        """Return the filters with a condition more, unless it is among them."""
        return self if condition in self.conditions else Filters((*self.conditions, condition))

    def without(self, condition: Condition) -> Filters:
        """Return the filters with a condition less."""
        return Filters(tuple(one for one in self.conditions if one != condition))

    def known(self, digest: Digest) -> Filters:
        """Return the filters less the conditions on actors, documents and tags that there are no longer."""
        return Filters(tuple(one for one in self.conditions if set(one.values) <= _known(one.key, digest, one.values)))


NO_FILTERS = Filters()


def spelled(filters: Filters) -> str:
    """Return the line that `parse` reads as these filters."""
    return " ".join(_spelled(condition) for condition in filters.conditions)


def parse(line: str, digest: Digest) -> Filters:
    """Read a line. An actor may be named by id, label, name or alias, a document by id or path.

    Raises BriefingError for what cannot be meant, with what is nearest.
    """
    filters = NO_FILTERS
    for key, values, negated in _conditions(line):
        condition = Condition(key, tuple(dict.fromkeys(_value(key, value, digest) for value in values)), negated)
        filters = filters.having(condition)
    return filters


def complete(line: str, digest: Digest) -> list[str]:
    """Return what the last word of a line may become: keys first, then the values of the key it has."""
    word = _last(line)
    sign, body = ("-", word[1:]) if word.startswith("-") else ("", word)
    key, colon, rest = body.partition(":")
    if not colon:
        return [f"{sign}{one}:" for one in Key if one.value.startswith(body)]
    if (found := _key(key)) is None:
        return []
    *given, begun = rest.split(",")
    head = f"{sign}{key}:{''.join(f'{one},' for one in given)}"
    sought = begun.strip('"').casefold()
    named = {id_: names for id_, names in _candidates(found, digest).items() if id_ not in given}
    fits = [id_ for id_, names in named.items() if any(name.casefold().startswith(sought) for name in (id_, *names))]
    # What begins like the word comes before what is merely also called so: Tab takes the first.
    fits.sort(key=lambda id_: not id_.casefold().startswith(sought))
    return [f"{head}{_quoted(id_)}" for id_ in fits]


def completed(line: str, candidate: str) -> str:
    """Return a line with its last word become a candidate."""
    return line[: len(line) - len(_last(line))] + candidate


def told(candidate: str, digest: Digest) -> str:
    """Return what a candidate of `complete` stands for: what a key asks for, or the name of an actor or document."""
    name, _, value = candidate.removeprefix("-").partition(":")
    key = _key(name)
    if key is None or not value:
        return MEANT[key] if key else ""
    id_ = value.rpartition(",")[2].strip('"')
    return digest.name_of(id_) if key in (Key.ACTOR, Key.DOCUMENT) and digest.name_of(id_) != id_ else ""


def _last(line: str) -> str:
    """Return what stands after the last white space that is not between quotation marks."""
    quoted, start = False, 0
    for at, sign in enumerate(line):
        quoted ^= sign == '"'
        if sign.isspace() and not quoted:
            start = at + 1
    return line[start:]


def _spelled(condition: Condition) -> str:
    values = ",".join(map(_quoted, condition.values))
    # Words need no key, unless they look like something else.
    bare = condition.key is Key.WORDS and len(condition.values) == 1
    return f"{'-' * condition.negated}{'' if bare else f'{condition.key}:'}{values}"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return value if PLAIN.fullmatch(value) else f'"{escaped}"'


def _conditions(line: str) -> Iterable[tuple[Key, list[str], bool]]:
    """Yield key, values and sign of every condition."""
    at = 0
    while line[at:].strip():
        at += len(line[at:]) - len(line[at:].lstrip())
        negated = line[at] == "-"
        at += negated
        named = NAMED.match(line, at)
        key = Key.WORDS
        if named:
            if (found := _key(named[1])) is None:
                names = [*map(str, Key), *ALSO]
                mend = nearest(named[1], names) or f"there are {', '.join(Key)}; for words, quote them"
                raise BriefingError(f"nothing can be filtered by {named[1]!r}", mend=mend)
            key, at = found, named.end()
        values, at = _values(line, at)
        if not any(value.strip() for value in values):
            what = f"{key}:" if named else "-" if negated else line[at:].strip() or line
            raise BriefingError(f"a value is missing after {what!r}", mend=_choices(key))
        yield key, values, negated


def _values(line: str, at: int) -> tuple[list[str], int]:
    """Return the values from `at` on, parted by commas, and where they end."""
    values: list[str] = []
    while found := VALUE.match(line, at):
        values.append(found[2] or re.sub(r"\\(.)", r"\1", found[1], flags=re.DOTALL))
        at = found.end()
        if not line.startswith(",", at):
            return values, at
        at += 1
    if line.startswith('"', at):
        raise BriefingError("a quotation mark is not closed", mend='put another " after the words')
    return values, max(at, at + line.startswith(",", at))


def _key(name: str) -> Key | None:
    return ALSO.get(name) or (Key(name) if name in list(Key) else None)


def _choices(key: Key) -> str:
    return f"it may be {', '.join(FIXED[key])}" if key in FIXED else ""


def _value(key: Key, value: str, digest: Digest) -> str:
    """Return what a value stands for: an id for a name, and itself where it is one already."""
    if key is Key.WORDS:
        return checked(Query(value)).text
    candidates = _candidates(key, digest)
    if value in candidates:
        return value
    sought = value.casefold()
    named = [id_ for id_, names in candidates.items() if sought in (id_.casefold(), *map(str.casefold, names))]
    if len(named) == 1:
        return named[0]
    if named:
        raise BriefingError(f"{value!r} may be any of {', '.join(named)}", mend="give the id")
    what = {Key.ACTOR: "actor", Key.DOCUMENT: "document", Key.TAG: "tag"}.get(key, str(key))
    every = [name for id_, names in candidates.items() for name in (id_, *names)]
    mend = nearest(value, every) or _choices(key)
    raise BriefingError(f"there is no {what} {value!r}", mend=mend)


def _candidates(key: Key, digest: Digest) -> dict[str, tuple[str, ...]]:
    """Return the values that a key may have, each with its other names."""
    if key is Key.ACTOR:
        return {actor.id: (digest.labels[actor.id], *actor.forms) for actor in digest.actors}
    if key is Key.DOCUMENT:
        return {document.id: (document.path, document.publisher, document.title) for document in digest.documents}
    if key is Key.TAG:
        tags = [tag for one in (*digest, *digest.documents) for tag in one.tags]
        return dict.fromkeys(sorted(set(tags)), ())
    return dict.fromkeys(FIXED.get(key, ()), ())


def _known(key: Key, digest: Digest, values: tuple[str, ...]) -> set[str]:
    return set(values) if key is Key.WORDS else set(_candidates(key, digest))
