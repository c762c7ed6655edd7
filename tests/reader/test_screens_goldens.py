"""What the reader of the example dossier sees, to the letter. `UPDATE_GOLDENS=1` writes the files anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from briefing.shipped import shipped

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

GOLDENS = Path(__file__).resolve().parent.parent / "golden" / "screens"


async def start(reader: Reader) -> None:
    """See what is there after opening."""


async def conflict(reader: Reader) -> None:
    """Choose the second conflict and go to its first passage."""
    await reader.press("5", "j", "enter")


async def reading(reader: Reader) -> None:
    """Read on into the last document."""
    await reader.press("6", "G", "enter", "space", "}")


async def narrowed(reader: Reader) -> None:
    """Narrow the statements to one speaker, and go to the list of them."""
    await reader.press("4", "j", "f", "3")


async def alone(reader: Reader) -> None:
    """Give the text the screen for itself."""
    await reader.press("j", "j", "enter", "z")


async def palette(reader: Reader) -> None:
    """Ask for a command by its name."""
    await reader.press(":", "b", "y")


async def keys(reader: Reader) -> None:
    """Ask for the keys."""
    await reader.press("?")


SIZES = ((30, 8), (50, 16), (80, 24), (100, 30), (120, 40), (200, 60))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    "way", [start, conflict, reading, narrowed, alone, palette, keys], ids=lambda way: str(way.__name__)
)
async def test_the_example_dossier_looks_as_it_did(way, size: tuple[int, int], read_it: ReadIt):
    golden = GOLDENS / f"{way.__name__}-{size[0]}x{size[1]}.txt"
    async with read_it(shipped("seeds"), size) as reader:
        await way(reader)
        await reader.settle()
        seen = "".join(f"{row.rstrip()}\n" for row in reader.rows())
    if os.environ.get("UPDATE_GOLDENS"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(seen, "utf-8", newline="")
    assert all(cell_len(row) <= size[0] for row in seen.splitlines())
    assert golden.exists(), "no golden yet: UPDATE_GOLDENS=1 writes it"
    assert seen == golden.read_text("utf-8")
