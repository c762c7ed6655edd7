"""Words on their way to a clipboard.

Owns running the ways that `clipboard` names, one after the other, until one does not fail. Refuses to keep the reader
waiting, and to tell more than is known.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from briefing.clipboard import Route, Way, routes
from briefing.errors import BriefingError
from briefing.permits import Act, Permits
from briefing.reader.aside import start

if TYPE_CHECKING:
    from briefing.reader.app import BriefingApp

PATIENCE = 3.0
"""Seconds after which a tool that does not answer has failed: xclip waits for a display that is gone."""


async def copied(app: BriefingApp, words: str) -> Route | None:
    """Take words to a clipboard; return the way that they went, or None where all of them failed."""
    # Two of them at once would leave the words of whichever ended last.
    async with app.copying:
        for route in open_to(app.permits, words):
            if route.way is Way.TERMINAL:
                app.copy_to_clipboard(words)
                return route
            if await asyncio.to_thread(_taken, app.permits, route, words):
                return route
    return None


def open_to(permits: Permits, words: str) -> list[Route]:
    """Return the ways that are permitted: where no program may be run, the terminal alone, whatever lies between."""
    if permits.refusal(Act.COPY):
        return []
    if permits.refusal(Act.RUN):
        return routes(words, {"TERM": os.environ.get("TERM", "")}, lambda _: False)
    return routes(words, os.environ, lambda command: shutil.which(command) is not None)


def _taken(permits: Permits, route: Route, words: str) -> bool:
    """Give words to a tool, and say whether it took them."""
    try:
        tool = start(permits, route.command, stdin=subprocess.PIPE, output=subprocess.DEVNULL)
    except BriefingError:
        return False
    try:
        tool.communicate(words.encode(errors="replace"), PATIENCE)
    except subprocess.TimeoutExpired:
        tool.kill()
        tool.communicate()
        return False
    return tool.returncode == 0
