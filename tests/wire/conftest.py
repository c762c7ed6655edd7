"""The reader with a terminal at its end that exists in memory: what was sent, and the screen that it adds up to."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import pyte
import pytest
from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from briefing.dossier import Dossier
from briefing.loading import load_dossier, open_dossier
from briefing.reader.app import BriefingApp
from briefing.reader.screens.reading import Reading
from briefing.reader.wire.pace import QUESTION
from briefing.shipped import shipped
from briefing.themes import find_palettes, load_palette
from tests.emulator import Emulator

REPLIES = (
    "\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b]10;rgb:0000/0000/0000\x07", "\x1b]4;1;rgb:cd/00/00\x1b\\",
    "\x1b]52;c;aGVsbG8=\x07", "\x1b]lthe title\x1b\\", "\x1bP>|xterm(390)\x1b\\", "\x1bP1$r0m\x1b\\",
    "\x1bP1+r544e\x1b\\",
    "\x1b_Gi=1;OK\x1b\\", "\x1b[?62;22c", "\x1b[?6c", "\x1b[>41;390;0c", "\x1b[0n", "\x1b[?997;1n", "\x1b[?1u",
    "\x1b[8;40;120t", "\x1b[2;1;1;128;128;1;0x",
)  # fmt: skip
"""What terminals say of themselves: colours, the clipboard, a title, what they are, and what they can."""

PATIENCE = 500
"""How often a test looks for a state before it gives up; each look lets the app come to rest first."""

HOPS = 4
"""Messages pass from driver to app to screen to pane."""

Glyph = tuple[object, ...]


class Recording(HeadlessDriver):
    """A terminal that keeps what it is sent, and answers when it is asked where its cursor is."""

    answers = True

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.sent: list[str] = []

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.sent.append(data)
        if self.answers:
            for _ in range(data.count(QUESTION)):
                self.process_message(events.CursorPosition(0, 0))


class Mute(Recording):
    """A terminal that answers nothing."""

    answers = False


def glyph(char: pyte.screens.Char) -> Glyph:
    """Return what of a character can be seen."""
    marks = (char.underscore, char.strikethrough, char.reverse, char.blink)
    if char.data == " " and not any(marks):
        return " ", char.bg
    return (char.data, char.bg, char.fg, char.bold, char.italics, *marks)


class Painted:
    """The reader under a pilot, with its terminal."""

    def __init__(self, app: BriefingApp, pilot: Pilot[None], size: tuple[int, int]) -> None:
        self.app, self.pilot = app, pilot
        self.emulated = emulator(size)
        self.sent: list[str] = []

    @property
    def driver(self) -> Recording:
        assert isinstance(self.app._driver, Recording)
        return self.app._driver

    @property
    def reading(self) -> Reading:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Reading))

    def take(self) -> str:
        """Take what was sent since the last time; the screen has it afterwards."""
        sent, self.driver.sent = "".join(self.driver.sent), []
        pyte.Stream(self.emulated).feed(sent)
        self.sent.append(sent)
        return sent

    def screen(self) -> list[list[Glyph]]:
        """Return what the terminal shows."""
        return glyphs(self.emulated)

    def stock(self) -> list[list[Glyph]]:
        """Return what a terminal would show on which Textual drew every row of the same screen anew, and painted it."""
        for screen in self.app.screen_stack:
            for widget in screen.walk_children(Widget, with_self=True):
                widget._styles_cache.clear()
        compositor = self.app.screen._compositor
        dirty = set(compositor._dirty_regions)
        update = compositor.render_update(full=True, screen_stack=self.app._background_screens)
        compositor._dirty_regions |= dirty
        fresh = emulator((self.emulated.columns, self.emulated.lines))
        pyte.Stream(fresh).feed(update.render_segments(self.app.console))  # type: ignore[union-attr]
        return glyphs(fresh)

    async def until(self, holds: Callable[[], object]) -> None:
        """Let the app work until something holds."""
        for _ in range(PATIENCE):
            if holds():
                return
            await self.pilot.pause()
        raise AssertionError("this did not come to hold in the time a test may take")

    async def rest(self, *, followed: bool = True) -> None:
        """Let the app work until all is read and painted and, if asked for, the text has followed."""

        def rested() -> bool:
            busy = any(not worker.is_finished for worker in self.app.workers)
            following = followed and self.reading.following is not None
            screen = self.app.screen
            due = screen._dirty_widgets or screen._repaint_required or screen._layout_required
            owed = self.app.grid.wanted and self.app.waiting is None
            painted = not (due or owed or screen._compositor._dirty_regions)
            return painted and not (busy or self.reading.snapshot.unread or following)

        await self.until(rested)
        for _ in range(HOPS):
            await self.pilot.pause(0)
        await self.until(rested)

    async def press(self, *keys: str, followed: bool = True) -> str:
        """Press keys, let the app come to rest, and return what was sent."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            self.app.post_message(events.Key(name, " " if key == "space" else key if len(key) == 1 else None))
            for _ in range(HOPS):
                await self.pilot.pause(0)
        await self.rest(followed=followed)
        return self.take()

    async def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size, in which what it showed is of no use."""
        self.take()
        self.emulated = emulator(size)
        await self.pilot.resize_terminal(*size)
        await self.until(lambda: tuple(self.app.screen.size) == size)
        await self.rest()

    async def agrees(self) -> bool:
        """Say whether the terminal comes to show what a stock paint would."""
        for _ in range(HOPS):
            await self.rest()
            if self.app.waiting is not None:
                await self.until(lambda: self.app.waiting is None)
            self.take()
            if self.screen() == self.stock():
                return True
        return False

    def differences(self) -> str:
        """Tell the first cells that differ from a stock paint."""
        pairs = [
            (y, x, got, due)
            for y, (row, stock) in enumerate(zip(self.screen(), self.stock(), strict=True))
            for x, (got, due) in enumerate(zip(row, stock, strict=True))
            if got != due
        ]
        return f"{len(pairs)} cells differ, as {pairs[:3]}; sent: {self.sent[-1][-400:]!r}"


def emulator(size: tuple[int, int]) -> pyte.Screen:
    """Return a terminal of a size, set up as Textual's driver does."""
    screen = Emulator(*size)
    pyte.Stream(screen).feed("\x1b[?7l")
    return screen


def glyphs(screen: pyte.Screen) -> list[list[Glyph]]:
    """Return all that can be seen on a terminal."""
    return [[glyph(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


class PaintIt(Protocol):
    """Opens a dossier in the reader, with a terminal at its end."""

    def __call__(
        self,
        dossier: Path | Dossier,
        size: tuple[int, int] = ...,
        *,
        theme: str = ...,
        driver: type[Recording] = ...,
        stock_paint: bool = ...,
    ) -> AbstractAsyncContextManager[Painted]: ...


@pytest.fixture
def paint_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PaintIt:
    """Return the way to open a dossier in a reader that paints, on nobody's machine."""
    for name, value in {"XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")

    @asynccontextmanager
    async def painting(
        dossier: Path | Dossier,
        size: tuple[int, int] = (80, 24),
        *,
        theme: str = "dark",
        driver: type[Recording] = Recording,
        stock_paint: bool = False,
    ) -> AsyncIterator[Painted]:
        opened = open_dossier(dossier) if isinstance(dossier, Path) else dossier
        palette = load_palette(find_palettes()[theme])
        app = BriefingApp(opened, palette, driver_class=driver, stock_paint=stock_paint)
        app.grid.fills = True  # as pyte does
        async with app.run_test(headless=False, size=size) as pilot:
            painted = Painted(app, pilot, size)
            await painted.rest()
            painted.take()
            yield painted

    return painting


@pytest.fixture(scope="session")
def seeds() -> Dossier:
    """The example dossier, with its documents read."""
    return load_dossier(shipped("seeds"))


def question_free(sent: str) -> str:
    """Return what was sent without the questions, which cost nothing where a terminal is read slowly."""
    return re.sub(re.escape(QUESTION), "", sent)
