"""Takes the pictures in docs/ from the reader itself, on the seed dossier: `make screenshot`."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from briefing.loading import open_dossier
from briefing.reader.app import BriefingApp
from briefing.shipped import shipped
from briefing.themes import find_palettes, load_palette

FOLDER = Path(__file__).resolve().parent
PICTURES = {
    "reader-dark": ("dark", (120, 40), ["5", "enter", "greater_than_sign", "greater_than_sign"]),
    "reader-light": ("light", (120, 40), ["j", "j", "j", "enter"]),
    "reader-80x24": ("dark", (80, 24), ["j", "j", "enter"]),
}
"""Every picture: its theme, its size in columns and rows, and the keys pressed first."""


async def take(name: str, theme: str, size: tuple[int, int], keys: list[str]) -> Path:
    """Press the keys, wait until every document is read and the text has followed, and write the picture."""
    app = BriefingApp(open_dossier(shipped("seeds")), load_palette(find_palettes()[theme]))
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        # Random ids in the picture would make every run a change.
        picture = re.sub(r"terminal-\d+", "terminal-0", app.export_screenshot(title="briefing"))
    path = FOLDER / f"{name}.svg"
    path.write_text(picture, encoding="utf-8")
    return path


if __name__ == "__main__":
    for name, (theme, size, keys) in PICTURES.items():
        print(asyncio.run(take(name, theme, size, keys)).relative_to(FOLDER.parent))
