"""What the reader of the example dossier sees, to the letter. `UPDATE_GOLDENS=1` writes the files anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from briefing.listing import PaneId
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
    # How far the text has scrolled depends on whether it followed in between.
    for key in ("j", "j", "enter", "z"):
        await reader.press(key)
        await reader.settle()


async def palette(reader: Reader) -> None:
    """Ask for a command by its name."""
    await reader.press(":", "b", "y")


async def find(reader: Reader) -> None:
    """Find words while they are typed."""
    await reader.press("enter", "/", "a", "l", "e", "p", "p", "o")


async def keys(reader: Reader) -> None:
    """Ask for the keys."""
    await reader.press("?")


async def coverage(reader: Reader) -> None:
    """Show who says what, with the cursor on a document that disputes a fact."""
    await reader.press("c", "x")


async def sides(reader: Reader) -> None:
    """Show a conflict of two positions with the words that differ."""
    reader.highlight(PaneId.CONFLICTS, reader.dossier.digest.conflicts[2].id)
    await reader.press("x")


async def timeline(reader: Reader) -> None:
    """Show what happened in order, from the picture on."""
    await reader.press("t", "g")


async def actor(reader: Reader) -> None:
    """Show the page of an actor."""
    reader.highlight(PaneId.ACTORS, "syrian-army")
    await reader.press("i")


async def compare(reader: Reader) -> None:
    """Set what one document says of the displaced beside what others say."""
    fact = next(fact for fact in reader.dossier.digest.facts if "14,000" in fact.text)
    reader.highlight(PaneId.FACTS, fact.id)
    await reader.press("C")


SIZES = ((30, 8), (50, 16), (80, 24), (100, 30), (120, 40), (200, 60))


VIEWS = ((30, 8), (80, 24), (120, 40), (200, 60))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    "way", [start, conflict, reading, narrowed, alone, palette, find, keys], ids=lambda way: str(way.__name__)
)
async def test_the_example_dossier_looks_as_it_did(way, size: tuple[int, int], read_it: ReadIt):
    await looks_as_it_did(way, size, read_it)


@pytest.mark.parametrize("size", VIEWS, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("way", [coverage, sides, timeline, actor, compare], ids=lambda way: str(way.__name__))
async def test_the_views_of_the_example_look_as_they_did(way, size: tuple[int, int], read_it: ReadIt):
    await looks_as_it_did(way, size, read_it)


async def looks_as_it_did(way, size: tuple[int, int], read_it: ReadIt) -> None:
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
