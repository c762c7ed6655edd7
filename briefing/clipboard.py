"""How copied words get to the clipboard of whoever sits at the terminal.

Owns the choice of the ways and what is said of each. Refuses to run or to write anything: a `Route` names a command
to be given the words, or the terminal, and `outcome` tells only what is known to have been done. No terminal confirms
that it took anything.

Inside tmux, its own buffer is the one way that works and can be pasted from; `-w` hands the words on. Elsewhere the
terminal is asked (OSC 52), which crosses any number of SSH connections. Tools of this machine put words where
somebody at this machine pastes, so they are used only where nobody is connected from another.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

OSC_52_LIMIT = 74_994
"""Characters, encoded, that a terminal takes: what hterm and tmux set as their limit, and none refuses."""

DEAF = ("", "dumb", "linux", "unknown")
"""Values of TERM of what has no clipboard."""

REMOTE = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
"""Variables that say that somebody is connected from another machine."""


class Way(StrEnum):
    """A way to a clipboard."""

    TMUX = "tmux"
    TERMINAL = "the terminal"
    TOOL = "a tool"


class Route(Struct, frozen=True):
    """One way to be tried."""

    way: Way
    command: tuple[str, ...] = ()
    """What to run, with the words on its standard input; empty where the terminal is asked."""

    @property
    def name(self) -> str:
        """What the way is called."""
        return self.command[0] if self.way is Way.TOOL else str(self.way)


class Outcome(Struct, frozen=True):
    """What has been done, for the reader to be told."""

    done: bool
    message: str


TOOLS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
)
"""Tools of this machine, each with the variable without which it cannot work."""


def routes(text: str, env: Mapping[str, str], installed: Callable[[str], bool]) -> list[Route]:
    """Return the ways to be tried, in turn, until one does not fail; `installed` says whether there is a command.

    A terminal cannot fail, so far as anybody can tell, and is the last.
    """
    found: list[Route] = []
    if env.get("TMUX") and installed("tmux"):
        found.append(Route(Way.TMUX, ("tmux", "load-buffer", "-w", "-")))
        # Before tmux 3.2 there was no way on.
        found.append(Route(Way.TMUX, ("tmux", "load-buffer", "-")))
    if not remote(env):
        fitting = (command for variable, command in TOOLS if not variable or env.get(variable))
        found += [Route(Way.TOOL, command) for command in fitting if installed(command[0])]
    # Inside tmux, what is written goes to tmux, which has its own way.
    asked = not env.get("TMUX") and env.get("TERM", "") not in DEAF
    if asked and len(encoded(text)) <= OSC_52_LIMIT:
        found.append(Route(Way.TERMINAL))
    return found


def remote(env: Mapping[str, str]) -> bool:
    """Say whether somebody reads from another machine."""
    return any(env.get(name) for name in REMOTE)


def encoded(text: str) -> str:
    """Return words as a terminal takes them (XTerm Control Sequences, OSC 52); half characters become `?`."""
    return base64.b64encode(text.encode("utf-8", errors="replace")).decode("ascii")


def outcome(text: str, route: Route | None, env: Mapping[str, str]) -> Outcome:
    """Return what is to be said after `route` did not fail, or after all did: None."""
    many = f"{len(text):,} character{'s' * (len(text) != 1)}"
    if route is None:
        return Outcome(False, f"nothing was copied: {_why(text, env)}")
    if route.way is Way.TMUX and "-w" not in route.command:
        return Outcome(True, f"{many} in the tmux buffer, and nowhere else: paste there with prefix ]")
    if route.way is Way.TMUX:
        return Outcome(True, f"sent {many} through tmux: prefix ] pastes; your terminal may refuse")
    if route.way is Way.TERMINAL:
        return Outcome(True, f"sent {many} to the terminal, which must allow it and does not say")
    return Outcome(True, f"copied {many} with {route.name}")


def briefly(route: Route | None) -> str:
    """Return the same in a few words, where what was copied is shown beside it."""
    if route is None:
        return "not copied"
    return f"copied with {route.name}" if route.way is Way.TOOL else f"sent to {route.name}"


def _why(text: str, env: Mapping[str, str]) -> str:
    if not env.get("TMUX") and len(encoded(text)) > OSC_52_LIMIT:
        return f"{len(text):,} characters are more than a terminal takes; save them to a file, or pipe them"
    if env.get("TMUX"):
        return "tmux did not take it; save it to a file, or pipe it"
    return "this terminal takes nothing, and no tool works here; save it to a file, or pipe it"
