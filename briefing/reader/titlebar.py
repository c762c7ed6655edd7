"""The title of the terminal's window.

Owns the sequences that set it and bring the old one back. Refuses to ask the terminal anything: where titles are not
kept on a stack the terminal ignores what it does not know.
"""

from __future__ import annotations

from briefing.display import one_line
from briefing.reader.wire.outlet import Outlet

LONGEST = 60
"""Characters beyond which tabs and task bars cut a title anyway."""

PUSH = "\x1b[22;0t"
POP = "\x1b[23;0t"
"""Keep the present title on the terminal's stack, and take it back.

XTWINOPS 22 and 23: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
"""


def spelled(title: str) -> str:
    """Return the sequence that sets a title; words from outside become harmless, one line, and short."""
    words = one_line(title)
    return f"\x1b]2;{words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}\x07"


class TitleBar:
    """The title of one terminal's window, while a program runs in it."""

    def __init__(self, title: str, terminal: Outlet) -> None:
        """Take the title to show, and the way to the terminal. What is buffered elsewhere could fail again at exit."""
        self.title = spelled(title)
        self.terminal = terminal
        self.kept = False

    def show(self) -> None:
        """Put the title up, keeping the one that was there."""
        self._write(self.title if self.kept else PUSH + self.title)
        self.kept = True

    def restore(self) -> None:
        """Bring the old title back, once."""
        if self.kept:
            self._write(POP)
        self.kept = False

    def _write(self, sequence: str) -> None:
        self.terminal.write(sequence)
        self.terminal.flush()
