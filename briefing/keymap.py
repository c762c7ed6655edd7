"""Which keys call which command, once a set of keys was chosen and the user's own were laid over it.

Owns the resolved `Keymap` and the rules by which keys clash. Refuses to hear a key, which is the matter of `router`,
and to guess: two commands of the user's on one key, or a command that loses its last one, are problems with a mend.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations
from types import MappingProxyType

from msgspec import Struct, field

from briefing.commands import COMMANDS, Where
from briefing.errors import Place, Problem, Severity
from briefing.keynames import Fault, spelled, spellings
from briefing.profiles import PROFILES

KEPT = ("quit", "help", "palette", "sheet-close", "view-close")
"""Commands without which a reader would be lost: they have a key always."""

BESIDE = {
    Where.ANYWHERE: (Where.ANYWHERE,),
    Where.LISTS: (Where.LISTS, Where.ANYWHERE),
    Where.TEXT: (Where.TEXT, Where.ANYWHERE),
    Where.SHEET: (Where.SHEET,),
    Where.VIEW: (Where.VIEW,),
}
"""The commands that are heard in a place, by where they say that they are."""


class Override(Struct, frozen=True):
    """What a user wrote for the keys of one command."""

    text: str
    """Keys with commas between them; an empty text takes the command's keys away."""
    place: Place = field(default=Place(""))
    line: str = ""
    """The line of the file, so that the place can be shown."""


class Keymap(Struct, frozen=True, dict=True):
    """The keys of every command."""

    profile: str
    """The name of the set that it began with."""
    keys: Mapping[str, tuple[str, ...]]
    """By command: its keys, the first being the one shown; those pressed in turn have a space between them."""
    counts: bool
    """Whether digits give a number to the command after them."""

    def heard(self, where: Where) -> Mapping[tuple[str, ...], str]:
        """Return the commands that are heard in a place, by the keys to be pressed in turn."""
        return self._heard[where]

    def shown(self, command_id: str) -> str:
        """Return the first key of a command as people read it, or an empty string when it has none."""
        keys = self.keys.get(command_id, ())
        return spelled(keys[0]) if keys else ""

    @cached_property
    def _heard(self) -> dict[Where, dict[tuple[str, ...], str]]:
        return {
            place: {
                tuple(key.split(" ")): id_
                for id_, keys in self.keys.items()
                if COMMANDS[id_].where in BESIDE[place]
                for key in keys
            }
            for place in Where
        }


def resolve(profile: str, overrides: Mapping[str, Override] | None = None) -> tuple[Keymap, tuple[Problem, ...]]:
    """Return the keymap of a profile with the user's keys laid over it, and every problem of theirs.

    What a user binds is taken from the command that had it in the same place. Where there are problems, the keymap is
    whole, but not what was meant.
    """
    overrides = overrides or {}
    chosen = PROFILES[profile]
    basis = {id_: chosen.keys.get(id_, command.keys) for id_, command in COMMANDS.items()}
    own = {id_: _usable(override.text, counts=chosen.counts) for id_, override in overrides.items()}
    kept = {id_: _left(id_, keys, own) for id_, keys in basis.items() if id_ not in own}
    problems = [problem for id_, override in overrides.items() for problem in faults(id_, override, profile)]
    problems += _clashes(own, overrides)
    problems += [_robbed(id_, basis[id_], own, overrides) for id_, keys in kept.items() if basis[id_] and not keys]
    keys = kept | own
    keymap = Keymap(profile, MappingProxyType({id_: keys[id_] for id_ in COMMANDS}), chosen.counts)
    return keymap, tuple(sorted(problems, key=lambda problem: problem.place))


def faults(id_: str, override: Override, profile: str) -> Iterator[Problem]:
    """Yield what is wrong with one entry of the user's, whatever the others say."""
    keys, wrong = spellings(override.text)
    if PROFILES[profile].counts and any(map(_counts, keys)):
        wrong += (Fault(f"a digit cannot be a key: with `keys: {profile}` digits are numbers for the next command",
                        "take another key, or `keys: default`"),)  # fmt: skip
    if id_ in KEPT and not override.text.strip():
        wrong += (Fault("this command needs a key: without it one would be lost", "give it one, or leave it out"),)
    for message, mend in wrong:
        yield _problem("bad-value", id_, override, message, mend)


def _usable(text: str, *, counts: bool) -> tuple[str, ...]:
    return tuple(key for key in spellings(text)[0] if not (counts and _counts(key)))


def _counts(key: str) -> bool:
    """Say whether a digit is among the keys to be pressed."""
    return any(part in "0123456789" for part in key.split(" "))


def _left(id_: str, keys: tuple[str, ...], own: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the keys that are left to a command when users' own commands have theirs."""
    taken = [key for taker, theirs in own.items() if common(id_, taker) for key in theirs]
    return tuple(key for key in keys if not any(alike(key, other) for other in taken))


def common(one: str, other: str) -> Where | None:
    """Return the place in which both commands are heard, the narrower if there are two; None when there is none."""
    first, second = COMMANDS[one].where, COMMANDS[other].where
    if second in BESIDE[first]:
        return first
    return second if first in BESIDE[second] else None


def alike(key: str, other: str) -> bool:
    """Say whether two keys cannot both be heard: they are one, or one is how the other begins."""
    return f"{other} ".startswith(f"{key} ") or f"{key} ".startswith(f"{other} ")


def _clashes(own: Mapping[str, tuple[str, ...]], overrides: Mapping[str, Override]) -> Iterator[Problem]:
    """Yield a problem for every two keys of the user's of which one could not be heard."""
    bound = [(id_, key) for id_, keys in own.items() for key in keys]
    for (one, key), (other, second) in combinations(bound, 2):
        place = common(one, other)
        if place is None or not alike(key, second):
            continue
        later = max(one, other, key=lambda id_: overrides[id_].place)
        message = f"{spelled(key)} would call both {one!r} and {other!r} {place}"
        if key != second:
            (short, of), (long, its) = sorted([(key, one), (second, other)], key=lambda pair: len(pair[0]))
            message = f"{spelled(long)} of {its!r} cannot be heard {place}: {of!r} already hears {spelled(short)}"
        yield _problem("key-clash", later, overrides[later], message, "give one of them another key")


def _robbed(
    id_: str, keys: tuple[str, ...], own: Mapping[str, tuple[str, ...]], overrides: Mapping[str, Override]
) -> Problem:
    """Return the problem of a command whose last key was taken, at the entry that took it."""
    takers = {
        taker: f"{taker!r} takes {spelled(key)} ({common(id_, taker)})"
        for key in reversed(keys)
        for taker, theirs in own.items()
        if common(id_, taker) and any(alike(key, other) for other in theirs)
    }
    last = max(takers, key=lambda taker: overrides[taker].place)
    message = f"{id_!r} would be left without a key, for {', '.join(takers.values())}"
    none = "" if id_ in KEPT else f', or say `{id_}: ""` to do without'
    return _problem("key-clash", last, overrides[last], message, f"give {id_!r} a key of its own{none}")


def _problem(code: str, id_: str, override: Override, message: str, mend: str) -> Problem:
    return Problem(code, Severity.ERROR, message, override.place, mend, key=id_, excerpt=override.line)
