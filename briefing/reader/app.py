"""The reader as a Textual app.

Owns the theme in force, the ends of the process (signals, quitting, crashes) and nothing of the dossier. Refuses to
read files other than themes.
"""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Mapping
from typing import Any

from rich.style import Style
from textual.app import App
from textual.screen import Screen

from briefing.dossier import Dossier
from briefing.reader.screens.reading import Reading
from briefing.reader.screens.sheet import Sheet
from briefing.reader.themes import styles, textual_theme
from briefing.reader.wire.crash import QuietCrash
from briefing.settings import Settings
from briefing.themes import Palette, find_palettes, load_palette

ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
"""Signals after which the terminal must be whole again; the exit status is 128 and their number."""


class BriefingApp(QuietCrash, App[None]):
    """The reader."""

    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "briefing"

    def __init__(self, dossier: Dossier, palette: Palette, **options: Any) -> None:
        super().__init__(**options)
        self.opened = dossier
        self.animation_level = "none"
        self.leaving = False
        self.ink: Mapping[str, Style] = {}
        self.wear(palette)

    def wear(self, palette: Palette) -> None:
        """Put on a theme."""
        proved = styles(palette)
        self.ink = {**proved, "focus": proved["title"] + Style(reverse=True)}
        self.register_theme(textual_theme(palette))
        self.theme = palette.name

    def get_default_screen(self) -> Screen[None]:
        """Start on the reading screen."""
        return Reading(self.opened)

    def on_mount(self) -> None:
        """End as the user or the system asks, with the terminal restored."""
        loop = asyncio.get_running_loop()
        for number in ENDINGS:
            loop.add_signal_handler(number, self.end_by, number)
        self.call_after_refresh(self.collect)

    def collect(self) -> None:
        """Leave the collector to what changes from now on: looking through what stays is felt as a stutter."""
        gc.freeze()
        gc.enable()

    def end_by(self, number: int) -> None:
        """Leave because of a signal."""
        self.exit(return_code=128 + number)

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to quit, and do so the second time."""
        if self.leaving:
            self.exit()
            return
        self.leaving = True
        self.set_timer(3, self.stay)
        if isinstance(self.screen, Reading | Sheet):
            self.screen.say("press Ctrl+C again to quit, or q")

    def stay(self) -> None:
        """Forget the first Ctrl+C."""
        self.leaving = False


def run(dossier: Dossier, settings: Settings) -> int:
    """Open the reader on a dossier and return the exit status. Raises BriefingError for a theme that cannot be used."""
    palette = load_palette(find_palettes()[settings.theme])
    app = BriefingApp(dossier, palette)
    app.run(mouse=settings.mouse)
    return app.return_code or 0
