"""Takes the pictures in docs/pictures/ from the reader itself, on the seed dossier: `make screenshot`."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from briefing.cli.arguments import THEMES
from briefing.loading import open_dossier
from briefing.reader.app import BriefingApp
from briefing.shipped import shipped
from briefing.themes import find_palettes, load_palette

FOLDER = Path(__file__).resolve().parent / "pictures"

CONFLICT = ["5", "enter"]
FACT = ["j", "j", "enter"]

LAYOUTS = {
    "three-columns": ("dark", (200, 60), CONFLICT),
    "two-columns": ("dark", (120, 40), CONFLICT),
    "stack": ("dark", (80, 24), FACT),
    "single": ("dark", (50, 16), FACT),
    "smallest": ("dark", (30, 8), FACT),
    "alone": ("light", (120, 40), [*FACT, "z"]),
    "palette": ("light", (100, 30), ["colon", "b", "y"]),
}
"""A picture of every layout: its theme, its size in columns and rows, and the keys pressed first."""

PICTURES = LAYOUTS | {f"theme-{name}": (name, (100, 30), CONFLICT) for name in THEMES}


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
    FOLDER.mkdir(exist_ok=True)
    for name, (theme, size, keys) in PICTURES.items():
        print(asyncio.run(take(name, theme, size, keys)).relative_to(FOLDER.parent.parent))
