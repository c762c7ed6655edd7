"""Pasted words as they come from a terminal, which marks where they begin and end (bracketed paste).

Owns where a paste is under way, over any number of pieces, and takes Esc out of it: Textual's parser leaves a paste at
the first Esc, and what stands behind would be typed as keys. Refuses to guess: words that hold the very mark of the
end of a paste end it, which is for the terminal to prevent.
"""

from __future__ import annotations

BEGIN, END = "\x1b[200~", "\x1b[201~"

SHOWN = "\N{SYMBOL FOR ESCAPE}"
"""What stands for an Esc in pasted words."""


class Pastes:
    """Goes along with what arrives, and knows whether it is pasted."""

    def __init__(self) -> None:
        self.inside = False
        self._tail = ""
        """The last characters outside, among which a paste may have begun to begin."""
        self._held = ""
        """The last characters of a paste that may be the beginning of its end."""

    def arrived(self, text: str) -> str:
        """Return what arrived, without any Esc in pasted words; what may be half of an end comes with the rest."""
        given: list[str] = []
        while text:
            text = self._within(text, given) if self.inside else self._outside(text, given)
        return "".join(given)

    def _outside(self, text: str, given: list[str]) -> str:
        """Hand on what is typed, and return what is left once a paste begins."""
        whole = self._tail + text
        at = whole.find(BEGIN)
        if at < 0:
            given.append(text)
            self._tail = whole[1 - len(BEGIN) :]
            return ""
        begun = at + len(BEGIN) - len(self._tail)
        given.append(text[:begun])
        self.inside, self._tail = True, ""
        return text[begun:]

    def _within(self, text: str, given: list[str]) -> str:
        """Hand on what is pasted, and return what is left once that ends."""
        whole, self._held = self._held + text, ""
        at = whole.find(END)
        if at >= 0:
            given += [whole[:at].replace("\x1b", SHOWN), END]
            self.inside = False
            return whole[at + len(END) :]
        half = next((size for size in range(len(END) - 1, 0, -1) if whole.endswith(END[:size])), 0)
        self._held = whole[len(whole) - half :]
        given.append(whole[: len(whole) - half].replace("\x1b", SHOWN))
        return ""
