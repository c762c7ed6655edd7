"""What Textual itself could do that reaches beyond the screen: the clipboard, the shell, a browser, files.

Owns the second fence of the restricted mode: the commands refuse first, in `keyed`, and here refuses what nobody
called by a command, such as Ctrl+X in a prompt. Refuses for good what the reader never does: open an address, and
write a picture of the screen into a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from textual.app import App

from briefing.permits import EVERYTHING, Act, Permits


class Fenced(App[None]):
    """An app that does no more than is permitted, whoever asks."""

    permits: Permits = EVERYTHING
    """What may be done."""

    taken = ""
    """What was cut or copied last: it can be put into a prompt again, whether or not it may leave the screen."""

    @property
    def clipboard(self) -> str:
        """What Ctrl+V puts into a prompt."""
        return self.taken

    def complain(self, sentence: str) -> None:
        """Say why something is not done."""

    def copy_to_clipboard(self, text: str) -> None:
        """Ask the terminal to take words to its clipboard: also what is cut in a prompt, or marked with the mouse."""
        self.taken = text
        if refusal := self.permits.refusal(Act.COPY):
            self.complain(refusal)
            return
        super().copy_to_clipboard(text.encode(errors="replace").decode())

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Lend the terminal. Raises BriefingError."""
        self.permits.require(Act.SUSPEND)
        with super().suspend():
            yield

    def action_suspend_process(self) -> None:
        """Give the shell its terminal."""
        if refusal := self.permits.refusal(Act.SUSPEND):
            self.complain(refusal)
            return
        super().action_suspend_process()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open nothing: an address is shown, and it is for the reader to go there."""

    def deliver_text(self, *_: Any, **__: Any) -> None:
        """Write no picture of the screen, which is all that Textual would deliver."""

    def deliver_binary(self, *_: Any, **__: Any) -> None:
        """Write nothing else either."""
