"""What a reader may do besides reading: run programs, save, copy, review, step aside.

Owns the acts, the restricted mode in which they are refused unless the command line allows them, and what is then
said. Refuses to do any of them. Who offers a dossier to strangers names what they may do on the command line; what
comes from the environment can only take away (see docs/ssh.md).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from msgspec import Struct

from briefing.errors import BriefingError, nearest

SECURE = "BRIEFING_SECURE"
"""The variable that restricts, whatever it is set to; unset or empty it says nothing."""

FOREIGN = ("TEXTUAL", "XDG_CONFIG_", "XDG_STATE_")
"""What the variables begin with by which Textual is told to load, log and run things, and by which settings and
what is remembered would lie in another place than under the home folder."""


class Act(StrEnum):
    """Something that reaches beyond the screen."""

    RUN = "run"
    """Programs: an editor, a pager, the other end of a pipe."""
    SAVE = "save"
    """Files where the reader says."""
    SUSPEND = "suspend"
    """The shell from which the reader was started."""
    COPY = "copy"
    """The clipboard of the terminal."""
    REVIEW = "review"
    """Marks and notes beside the digest."""


REFUSALS = {
    Act.RUN: "no program can be run from here",
    Act.SAVE: "nothing can be saved from here",
    Act.SUSPEND: "the reader keeps the terminal",
    Act.COPY: "nothing can be copied from here",
    Act.REVIEW: "nothing can be marked or noted here",
}
"""What is said of an act that is refused."""

ALLOWABLE = (Act.COPY, Act.REVIEW)
"""What a restricted reader may be allowed: nothing that leads to a shell, or to files of somebody's choice."""


class Permits(Struct, frozen=True):
    """What may be done."""

    restricted: bool = False
    allowed: frozenset[Act] = frozenset()
    """What may be done even so."""

    def refusal(self, act: Act | None) -> str:
        """Return why an act is refused, in a few words; an empty string where it may be done."""
        refused = self.restricted and act is not None and act not in self.allowed
        return f"restricted: {REFUSALS[act]}" if refused and act else ""

    def require(self, act: Act) -> None:
        """Raise BriefingError where an act is refused."""
        if refusal := self.refusal(act):
            raise BriefingError(refusal)


EVERYTHING = Permits()


def permits(*, restricted: bool, allow: Collection[str], environment: Mapping[str, str]) -> Permits:
    """Return what the command line and the environment permit. Raises BriefingError for an act that cannot be allowed.

    The environment restricts, and allows nothing.
    """
    for name in allow:
        if name not in ALLOWABLE:
            mend = nearest(name, ALLOWABLE) or f"there are {' and '.join(ALLOWABLE)}"
            raise BriefingError(f"{name!r} cannot be allowed", mend=mend)
    return Permits(restricted or bool(environment.get(SECURE)), frozenset(map(Act, allow)))


def foreign(environment: Mapping[str, str]) -> list[str]:
    """Return the variables that a restricted reader forgets."""
    return [name for name in environment if name.startswith(FOREIGN)]
