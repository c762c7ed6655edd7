"""The reader as a Textual app.

Owns the theme in force, who has the terminal, the ends of the process (signals, quitting, crashes) and nothing of the
dossier. Refuses to read files other than themes.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual import on
from textual.app import App
from textual.driver import Driver
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.widget import Widget

from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.keymap import Keymap, resolve
from briefing.permits import EVERYTHING, Permits
from briefing.reader.endings import Ended
from briefing.reader.fence import Fenced
from briefing.reader.keyed import Closing, Keyed
from briefing.reader.screens.reading import Reading
from briefing.reader.screens.remembering import THEME
from briefing.reader.themes import COLOURLESS, load_or_fall_back, styles, textual_theme
from briefing.reader.titlebar import TitleBar, spelled
from briefing.reader.wire.crash import QuietCrash
from briefing.reader.wire.driver import HungUp, driver_for
from briefing.reader.wire.outlet import Outlet
from briefing.reader.wire.thin import ThinPaint
from briefing.router import Router
from briefing.settings import Settings
from briefing.state import UNASKED, Habits, Recalled, recall
from briefing.terminals import AUTO, theme_for
from briefing.themes import Palette, find_palettes, load_palette

if TYPE_CHECKING:
    from briefing.beside import Beside

MUCH = 50_000
"""Things made while the collector rests, of which it is to look at none: it takes some milliseconds for so many."""

YOUNG = 5_000
"""New containers after which the collector looks at the young ones. A picture takes some thousands, and the next lets
go of them; looked at more often, they would be taken for old, and looked at again and again."""

HANDOVER = 0.001
"""Seconds that a thread may compute on while a key waits; what takes a key to the screen is handed over several times.
Python's own five times as many would be felt."""

PLAIN = ("sixteen", "monochrome")
"""Themes for terminals with few colours, or none."""


class BriefingApp(QuietCrash, ThinPaint, Fenced, Ended):
    """The reader."""

    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "briefing"

    def __init__(
        self,
        dossier: Dossier,
        palette: Palette,
        keymap: Keymap | None = None,
        notice: str = "",
        permits: Permits = EVERYTHING,
        habits: Habits = UNASKED,
        beside: Beside | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.opened = dossier
        self.beside = beside
        self.permits = permits
        self.habits = habits
        self.notice = notice
        self.keymap = keymap or resolve("default")[0]
        self.router = Router(self.keymap)
        self.animation_level = "none"
        self.leaving = False
        self.trouble: BriefingError | None = None
        self.started = Path.cwd()
        self.copying = asyncio.Lock()
        self.title_bar: TitleBar | None = None
        self.palette = palette
        self.ink: Mapping[str, Style] = {}
        self.colourless = self.exact = False
        self.wear(palette)
        # Textual reads all styles for a theme of its own, and then again: they are read for the right one at once.
        self.stylesheet.set_variables(self.get_css_variables())
        self.dressed = False

    def wear(self, palette: Palette) -> None:
        """Put on a theme. Raises BriefingError for one with a colour that is none."""
        if self.ink and self.palette == palette:
            return
        proved = styles(palette)
        self.palette = palette
        self.ink = {**proved, "focus": proved["title"] + Style(reverse=True)}
        self.colourless, self.exact = palette.colourless, palette.exact
        again = self.theme == palette.name
        self.register_theme(textual_theme(palette))
        self.theme = palette.name
        if again and self.is_running:
            # Textual hears of a theme by its name; this is another one of the same name.
            self.refresh_css(animate=False)
        for screen in self.screen_stack:
            for widget in screen.walk_children(Widget):
                # Textual paints anew what has another ground or frame, and knows nothing of how rows are drawn.
                widget.refresh()

    def refresh_css(self, animate: bool = True) -> None:
        """Read all styles anew, but not for the theme that the app begins with: for that one they have just been."""
        if self.dressed:
            super().refresh_css(animate)
        self.dressed = True

    def try_on(self, name: str) -> str:
        """Put on the theme of this name; return what is wrong with it, in a few words, where it cannot be worn."""
        try:
            path = find_palettes().get(name)
            if path is None:
                return f"there is no theme {name!r} any more"
            self.wear(load_palette(path))
        except BriefingError as error:
            return error.brief
        return ""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let the theme alone decide on colour: NO_COLOR was heard when it was chosen.

        Textual would hear it again, and make black on black of the terminal's own colours. And it would go through
        every row for colours that an exact theme has none of.
        """
        idle = (Monochrome, NoColor, ANSIToTruecolor) if self.exact else (Monochrome, NoColor)
        kept = [filter_ for filter_ in super().get_line_filters() if not isinstance(filter_, idle)]
        return [*kept, COLOURLESS] if self.colourless else kept

    @property
    def ansi_theme(self) -> TerminalTheme:
        """What the terminal's own colours would look like. Textual asks for every row, and would look up a theme."""
        return self.ansi_theme_dark if self.palette.dark else self.ansi_theme_light

    def get_driver_class(self) -> type[Driver]:
        """Read keys by our own driver where Textual would take the one that it extends."""
        return driver_for(super().get_driver_class())

    def get_default_screen(self) -> Screen[None]:
        """Start on the reading screen."""
        return Reading(self.opened)

    def on_mount(self) -> None:
        """Hear of the end of a pause."""
        self.app_resume_signal.subscribe(self, self.come_back)

    def complain(self, sentence: str) -> None:
        """Say why something is not done, wherever words can be said."""
        screen = self.screen
        if isinstance(screen, Keyed):
            screen.say(sentence)
        elif isinstance(screen, Closing):
            screen.remark(sentence)

    def step_aside(self) -> None:
        """Give the shell its terminal for a while, with its own title: Textual's signal would come after the pause."""
        if self.title_bar:
            self.title_bar.restore()
        self.action_suspend_process()
        # Where there is no suspending nobody will call back.
        self.call_later(self.show_title)

    def show_title(self) -> None:
        """Give the window its title."""
        if self.title_bar:
            self.title_bar.show()

    def retitle(self, dossier: Dossier) -> None:
        """Give the window the title of the dossier as it is now."""
        if self.title_bar:
            self.title_bar.title = spelled(window_title(dossier))
            self.title_bar.show()

    def come_back(self, _app: App[None]) -> None:
        """Bring the title back: the screen is painted again by what painted it."""
        self.show_title()

    def on_ready(self) -> None:
        """Say what there was to say before there was a screen."""
        if self.notice and isinstance(self.screen, Keyed):
            self.screen.say(self.notice)

    def collect(self) -> None:
        """Let the collector work again. Where much was made without it, all that stays: to look at it would be felt."""
        if gc.get_count()[0] > MUCH:
            gc.freeze()
        gc.set_threshold(YOUNG)
        gc.enable()

    def leave_for(self, error: BriefingError) -> None:
        """Leave because there is nothing to read; whoever runs the app says why."""
        self.trouble = error
        self.exit()

    def end(self, number: int) -> None:
        """Leave because of a signal, and remember where that was."""
        for screen in self.screen_stack:
            if isinstance(screen, Reading):
                # What follows may fail where the terminal is gone.
                screen.remember_now()
        super().end(number)

    @on(HungUp)
    def end_with_the_terminal(self) -> None:
        """Leave as after the signal that says the same."""
        self.end_by(signal.SIGHUP)

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to quit, and do so the second time."""
        if self.leaving:
            self.exit()
            return
        self.leaving = True
        self.set_timer(3, self.stay)
        if isinstance(self.screen, Keyed):
            self.screen.say("press Ctrl+C again to quit")

    def stay(self) -> None:
        """Forget the first Ctrl+C."""
        self.leaving = False


def remembered_theme(recalled: Recalled, usual: str, environment: Mapping[str, str]) -> str:
    """Return the theme that was chosen for a dossier, if there still is one of that name; else the usual one.

    Where the terminal has few colours, or nobody wants any, the usual one is worn whatever was chosen elsewhere.
    """
    chosen = recalled.memory.choices.get(THEME, "")
    plain = theme_for(AUTO, environment) in PLAIN
    return chosen if chosen and not plain and chosen in find_palettes() else usual


def window_title(dossier: Dossier) -> str:
    """Return what the window is called while a dossier is read."""
    return f"briefing: {dossier.digest.title or dossier.folder.resolve().name}"


def run(
    dossier: Dossier,
    settings: Settings,
    permits: Permits = EVERYTHING,
    *,
    beside: Beside | None = None,
    fresh: bool = False,
    themed: bool = False,
    stock_paint: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Open the reader on a dossier and return the exit status. A broken theme is a notice and another theme.

    A dossier that is still being read comes from `beside`, and from a process of the reader's own without it. `fresh`
    begins at the start; `themed` is whether the theme was named for this run; the `environment` says what themes suit
    the terminal.
    """
    usual = theme_for(settings.theme, environment)
    recalled = recall(dossier) if settings.remember else None
    theme = usual if themed or recalled is None else remembered_theme(recalled, usual, environment)
    palette, broken = load_or_fall_back(theme, theme_for(AUTO, environment))
    notice = f"{broken.brief}; the theme is {palette.name}" if broken else ""
    habits = Habits(settings.remember, recalled, fresh, settings.follow, usual)
    app = BriefingApp(dossier, palette, settings.keymap, notice, permits, habits, beside, stock_paint=stock_paint)
    # Textual draws on standard error; in a browser there is no terminal with a title.
    if sys.__stderr__ is not None and sys.__stderr__.isatty() and "TEXTUAL_DRIVER" not in os.environ:
        app.title_bar = TitleBar(window_title(dossier), Outlet(sys.__stderr__.fileno()))
    sys.setswitchinterval(HANDOVER)
    with app.heeding():
        app.show_title()
        try:
            app.run(mouse=settings.mouse)
        finally:
            if app.title_bar:
                app.title_bar.restore()
    if app.trouble:
        raise app.trouble
    return app.return_code or 0
