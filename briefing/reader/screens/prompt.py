"""A line to type in at the foot of the screen, with suggestions above it.

Owns the line, the suggestions and the keys that move between them. Refuses to know what is asked: a prompt of one
kind says what it suggests and what is done with the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Label, OptionList

from briefing.display import harmless, one_line
from briefing.reader.keyed import Closing
from briefing.reader.painting import Ink, Parts, title_of, whole_hints

STEPS = {"down": 1, "ctrl+n": 1, "up": -1, "ctrl+p": -1, "pagedown": 8, "pageup": -8}
"""Keys that move through the suggestions, and by how many."""

BORDER = 4
"""Columns of the border around its words."""

MOST = 200
"""Suggestions offered at once; more are not read."""


class Line(Input):
    """The line. What the prompt does with a key comes before what is typed after it."""

    seen: events.Key | None = None
    """The last key that came this way."""

    def on_key(self, event: events.Key) -> None:
        """Give the prompt the keys that move, complete and answer."""
        self.seen = event
        prompt = self.screen
        if self.app.screen is not prompt:
            # It was waiting here while the key before it was the answer: it is for who has the keys now.
            event.stop()
            event.prevent_default()
            self.app.screen.post_message(events.Key(event.key, event.character))
            return
        if isinstance(prompt, Prompt) and prompt.takes(event.key):
            event.stop()
            event.prevent_default()


class Prompt(ModalScreen[Any], Closing):
    """Something is asked. Escape takes it back."""

    hints: tuple[str, ...] = ()
    """The keys worth knowing while this is asked, each with what it does; what finds no room is left out."""

    def __init__(self, sign: str, begun: str = "") -> None:
        super().__init__()
        self.sign = sign
        self.begun = begun
        self.lines: list[Parts] = []
        self.suggested: str | None = None

    def compose(self) -> ComposeResult:
        """Suggestions above, the line below."""
        with Vertical():
            yield from self.above()
            yield OptionList(markup=False, compact=True)
            with Horizontal():
                yield Label(self.sign, id="sign", markup=False)
                yield Line(self.begun, select_on_focus=False, compact=True)
                yield Label("", id="remark", markup=False)

    def above(self) -> Iterable[Widget]:
        """Return what stands above the suggestions."""
        return ()

    def on_mount(self) -> None:
        """Suggest from the start; a blinking cursor would keep a quiet line busy."""
        self.query_one(Line).cursor_blink = False
        self.query_one(OptionList).can_focus = False
        self.query_one(Line).focus()
        self.gather()
        self.suggest()

    def gather(self) -> None:
        """Get ready what there is to suggest."""

    def on_resize(self) -> None:
        """Draw the suggestions in another width, and leave half of the screen to what was there."""
        options = self.query_one(OptionList)
        options.styles.max_height = max(self.size.height // 2 - 2, 1)
        at = options.highlighted
        self.draw_suggestions()
        options.highlighted = at
        self.tell_keys()

    def tell_keys(self) -> None:
        """Say above the line which keys there are."""
        said = whole_hints(self.hints, self.size.width - BORDER)
        self.query_one(Vertical).border_title = title_of(said) if said else ""

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.query_one(Line).value

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

    def fill(self, words: str) -> None:
        """Put words into the line, to be gone on with."""
        self.query_one(Line).value = words
        self.query_one(Line).cursor_position = len(words)

    def take_back(self) -> None:
        """Close as if nothing had been asked."""
        self.close()

    def suggest(self) -> None:
        """Bring the suggestions up to date."""
        self.lines = self.suggestions(self.typed)[:MOST]
        self.suggested = self.typed
        self.draw_suggestions()
        at = 0 if self.lines else None
        self.query_one(OptionList).highlighted = at
        self.highlight(at)

    def draw_suggestions(self) -> None:
        """Draw the suggestions there are."""
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([self.drawn(parts) for parts in self.lines])
        options.display = bool(self.lines)

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
        if self.typed != self.suggested:
            self.remark("")
            self.suggest()

    @on(OptionList.OptionSelected)
    def click(self, event: OptionList.OptionSelected) -> None:
        """A click on a suggestion is an answer."""
        self.answer(event.option_index)

    def takes(self, key: str) -> bool:
        """Do what a key means to a prompt, and say whether it means anything."""
        if self.typed != self.suggested:
            self.retype()
        options = self.query_one(OptionList)
        at = options.highlighted
        if key in ("escape", "ctrl+c"):
            self.take_back()
        elif key == "enter":
            self.answer(at)
        elif key == "tab" and at is not None:
            self.fill(self.completed(at))
        elif key in STEPS and at is not None:
            options.highlighted = min(max(at + STEPS[key], 0), options.option_count - 1)
            self.highlight(options.highlighted)
        return key in ("escape", "ctrl+c", "enter", "tab", *STEPS)

    def on_key(self, event: events.Key) -> None:
        """Take what was typed before the line had the keys, or after they were given back."""
        if self.app.screen is not self:
            self.app.screen.post_message(events.Key(event.key, event.character))
        elif self.query_one(Line).seen is event:
            # What the line left alone is for its own bindings.
            return
        elif not self.takes(event.key) and event.is_printable and event.character:
            self.query_one(Line).insert_text_at_cursor(event.character)
        event.stop()
        event.prevent_default()
