"""A line to type in at the foot of the screen, with suggestions above it.

Owns the line, the suggestions and the keys that move between them. Refuses to know what is asked: a prompt of one
kind says what it suggests and what is done with the answer.
"""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList

from briefing.display import harmless, one_line
from briefing.reader.painting import Ink, Parts

STEPS = {"down": 1, "ctrl+n": 1, "up": -1, "ctrl+p": -1, "pagedown": 8, "pageup": -8}
"""Keys that move through the suggestions, and by how many."""

MOST = 200
"""Suggestions offered at once; more are not read."""


class Prompt(ModalScreen[Any]):
    """Something is asked. Escape takes it back."""

    def __init__(self, sign: str, begun: str = "") -> None:
        super().__init__()
        self.sign = sign
        self.begun = begun

    def compose(self) -> ComposeResult:
        """Suggestions above, the line below."""
        with Vertical():
            yield OptionList(markup=False, compact=True)
            with Horizontal():
                yield Label(self.sign, id="sign", markup=False)
                yield Input(self.begun, select_on_focus=False, compact=True)
                yield Label("", id="remark", markup=False)

    def on_mount(self) -> None:
        """Suggest from the start; a blinking cursor would keep a quiet line busy."""
        self.query_one(Input).cursor_blink = False
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self.suggest()

    def on_resize(self) -> None:
        """Suggest in another width, and leave half of the screen to what was there."""
        self.query_one(OptionList).styles.max_height = max(self.size.height // 2 - 2, 1)
        self.suggest()

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.query_one(Input).value

    def suggestions(self, typed: str) -> list[Parts]:
        """Return the lines to suggest for what was typed."""
        raise NotImplementedError

    def highlight(self, at: int | None) -> None:
        """Take notice that a suggestion is highlighted, counted from 0, or none."""

    def answer(self, at: int | None) -> None:
        """Do what was asked for; `at` is the suggestion highlighted, or None."""
        raise NotImplementedError

    def completed(self, at: int) -> str:
        """Return what Tab makes of the line when this suggestion is highlighted."""
        raise NotImplementedError

    def take_back(self) -> None:
        """Close as if nothing had been asked."""
        self.dismiss(None)

    def suggest(self) -> None:
        """Bring the suggestions up to date."""
        options = self.query_one(OptionList)
        lines = self.suggestions(self.typed)[:MOST]
        options.clear_options()
        options.add_options([self.drawn(parts) for parts in lines])
        options.highlighted = 0 if lines else None
        options.display = bool(lines)
        self.highlight(0 if lines else None)

    def drawn(self, parts: Parts) -> Text:
        """Return a line as Textual's list draws it."""
        ink: Ink = self.app.ink  # type: ignore[attr-defined]
        text = Text(no_wrap=True, end="")
        for words, slot in parts:
            text.append(harmless(words), ink.get(slot, ""))
        return text

    def remark(self, sentence: str) -> None:
        """Say something beside the line."""
        self.query_one("#remark", Label).update(one_line(sentence))

    @on(Input.Changed)
    def retype(self) -> None:
        """Suggest again."""
        self.remark("")
        self.suggest()

    @on(Input.Submitted)
    def submit(self) -> None:
        """Take the answer."""
        self.answer(self.query_one(OptionList).highlighted)

    @on(OptionList.OptionSelected)
    def click(self, event: OptionList.OptionSelected) -> None:
        """A click on a suggestion is an answer."""
        self.answer(event.option_index)

    def on_key(self, event: events.Key) -> None:
        """Move through the suggestions, complete, or take it back."""
        options = self.query_one(OptionList)
        at = options.highlighted
        if event.key in ("escape", "ctrl+c"):
            self.take_back()
        elif event.key == "tab" and at is not None:
            self.query_one(Input).value = self.completed(at)
            self.query_one(Input).cursor_position = len(self.typed)
        elif event.key in STEPS and at is not None:
            options.highlighted = min(max(at + STEPS[event.key], 0), options.option_count - 1)
            self.highlight(options.highlighted)
        elif event.key != "tab":
            return
        event.stop()
        event.prevent_default()
