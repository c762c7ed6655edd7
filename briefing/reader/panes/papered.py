"""Rows that are drawn on the same paper.

Owns the asking for it: once for all rows, since the answer takes as long as a row, and only where one has changed.
Refuses to know what the paper is, and what stands in a row.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from briefing.reader.painting import Ink
from briefing.reader.wire.plainly import paint_plainly

if TYPE_CHECKING:
    from briefing.reader.app import BriefingApp

Paper = TypeVar("Paper")


class Papered(Widget, Generic[Paper]):
    """A widget of rows, in the styles and with the keys of the app."""

    laid_out: Callable[[], Paper] | None = None
    """Returns what rows are drawn on, while they are drawn."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        paint_plainly(self)

    @property
    def ink(self) -> Ink:
        """The styles of the current theme."""
        app: BriefingApp = self.app  # type: ignore[assignment]
        return app.ink

    def key(self, command_id: str) -> str:
        """Return the key that calls a command, as people read it."""
        app: BriefingApp = self.app  # type: ignore[assignment]
        return app.keymap.shown(command_id)

    def make_paper(self) -> Paper:
        """Return what is the same for all rows."""
        raise NotImplementedError

    @property
    def paper(self) -> Paper:
        """What is the same for all rows, which may also be drawn one by one."""
        return (self.laid_out or self.make_paper)()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw rows of the screen."""
        self.laid_out = cache(self.make_paper)
        try:
            return super().render_lines(crop)
        finally:
            self.laid_out = None
