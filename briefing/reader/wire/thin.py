"""Thin painting: of each of Textual's frames, only the cells that differ from what the terminal shows.

Owns one private hook, `App._display(screen, renderable)`, through which every frame goes; modals, toasts, themes and
resizes need nothing special. Drops frames that change nothing, and holds back what the terminal has no time for yet.
Where a private name is missing, has changed shape or fails while the reader runs, Textual paints by itself: correct
and slow beats thin and dead. Refuses to know what is painted.
"""

from __future__ import annotations

import curses
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from textual import constants, events
from textual.app import App
from textual.geometry import Offset
from textual.screen import Screen
from textual.timer import Timer

from briefing.reader.wire.frames import Grid
from briefing.reader.wire.pace import QUESTION, Pace

if TYPE_CHECKING:
    from briefing.reader.wire.updates import Difference

try:
    from briefing.reader.wire import updates
except ImportError:  # no Textual that the package asks for; then the first frame finds nothing here, and gives up
    updates = None  # type: ignore[assignment]

PATIENCE = 3.0
"""Seconds without an answer after which a terminal that has answered before is not waited for any more."""


class ThinPaint(App[None]):
    """An app that sends what changed. `stock_paint` leaves painting to Textual."""

    def __init__(self, *, stock_paint: bool = False, **options: Any) -> None:
        super().__init__(**options)
        # In a browser, and under any driver that somebody else chose, Textual paints as it always does.
        self.stock_paint = stock_paint or constants.DRIVER is not None
        self.grid = Grid(fills=erasing_fills())
        self.pace = Pace()
        self.waiting: Timer | None = None
        self.pointed: Offset | None = None

    @property
    def thin(self) -> bool:
        """Say whether differences are sent now."""
        return not (self.stock_paint or self.is_headless or self.is_inline or self.is_web)

    def on_mount(self) -> None:
        """Paint everything again after a pause."""
        self.app_resume_signal.subscribe(self, self._resumed)

    def _resumed(self, _app: App[None]) -> None:
        self.paint_again()

    def on_resize(self, event: events.Resize) -> None:
        """Trust nothing that was sent: a terminal that says its size has another one, or was away."""
        self.grid.forget()
        # Another size has everything painted as soon as it is laid out; of the same one Textual sees nothing to do.
        if self.screen_stack and event.size == self.screen.size:
            self.paint_again()

    def paint_again(self) -> None:
        """Send the whole screen, whatever the terminal may show."""
        self.grid.forget()
        if self.screen_stack:
            self.screen.refresh(layout=True)

    def give_up(self, error: Exception) -> None:
        """Leave painting to Textual for the rest of the session."""
        self.stock_paint = True
        self.grid.forget()
        self.log.error("thin painting is off", error)
        self.call_later(self.screen.refresh, layout=True)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if self.thin:
            try:
                renderable = self._thinned(renderable)
            except Exception as error:
                self.give_up(error)
        super()._display(screen, renderable)

    def _thinned(self, renderable: RenderableType | None) -> RenderableType | None:
        """Take note of what an update wants, and return what is to be sent now, if anything."""
        if isinstance(renderable, updates.LayoutUpdate):
            self.grid.want(updates.whole(renderable, self.console))
        elif isinstance(renderable, updates.ChopsUpdate):
            if not self.grid.known:
                # A part cannot be told from what is unknown: the whole is asked for.
                self.call_later(self.screen.refresh)
                return None
            self.grid.want(updates.patched(renderable, self.grid, self.console))
        else:
            return renderable
        updates.let_go(renderable)
        return self._due()

    def _due(self) -> Difference | None:
        if not self.grid.wanted and self.cursor_position == self.pointed:
            return None
        if not self.pace.free():
            if self.waiting is None:
                self.waiting = self.set_timer(PATIENCE, self._waited)
            return None
        return updates.Difference(self._settle)

    def _settle(self) -> str:
        """Return the bytes of what is owed, and the question when it is time for it."""
        try:
            sent = self.grid.pay()
        except Exception as error:
            self.give_up(error)
            return ""
        self.pointed = self.cursor_position
        return sent + QUESTION if self.pace.sent(len(sent.encode())) else sent

    def on_cursor_position(self, _answer: events.CursorPosition) -> None:
        """Hear that the terminal has read what was sent, and send what came up meanwhile; the latest wins."""
        self.pace.answered()
        self._send_rest()

    def _waited(self) -> None:
        self.pace.waited()
        self._send_rest()

    def _send_rest(self) -> None:
        if self.waiting is None or not self.pace.free():
            return
        self.waiting.stop()
        self.waiting = None
        due = self._due() if self.thin else None
        if due is not None:
            super()._display(self.screen, due)


def erasing_fills() -> bool:
    """Say whether the terminal fills what it erases with the present background, as its description tells."""
    try:
        curses.setupterm()
        return curses.tigetflag("bce") > 0 and bool(curses.tigetstr("ech"))
    except (curses.error, OSError, ValueError):
        return False  # no description, or no stream that it would be of: then nothing leans on it
