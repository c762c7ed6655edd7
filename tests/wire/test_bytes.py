"""What a key costs on the wire. These budgets do not depend on the machine; docs/performance.md explains them."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import pytest

from briefing.dossier import Dossier
from briefing.reader.screens import moving
from tests.wire.conftest import question_free

if TYPE_CHECKING:
    from tests.wire.conftest import Painted, PaintIt

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.fixture(autouse=True)
def the_text_waits(monkeypatch: pytest.MonkeyPatch):
    """Have the text follow a list only when it is told to, so that the two are counted apart."""
    monkeypatch.setattr(moving, "PAUSE", 1000.0)


async def cost(painted: Painted, key: str) -> int:
    """Return the bytes that a key brings about at once."""
    return len(question_free(await painted.press(key, followed=False)).encode())


async def costs(painted: Painted, keys: list[str]) -> list[int]:
    return [await cost(painted, key) for key in keys]


@pytest.mark.parametrize(("size", "usual", "most"), [*zip(SIZES, (500, 700, 2100), (1300, 2400, 4200), strict=True)])
async def test_a_move_in_a_list_with_all_that_is_told_about_the_row(
    size: tuple[int, int], usual: int, most: int, seeds: Dossier, paint_it: PaintIt
):
    async with paint_it(seeds, size) as painted:
        spent = await costs(painted, ["j"] * 16)
        assert statistics.median(spent) <= usual, spent
        assert max(spent) <= most, spent


async def test_a_move_in_a_list_alone(seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds, (80, 24)) as painted:
        await painted.press("z")
        spent = await costs(painted, ["j"] * 10)
        assert statistics.median(spent) <= 300, spent
        assert max(spent) <= 350, spent


@pytest.mark.parametrize(("size", "most"), [*zip(SIZES, (300, 420, 600), strict=True)])
async def test_going_from_a_list_to_the_text_and_back(
    size: tuple[int, int], most: int, seeds: Dossier, paint_it: PaintIt
):
    async with paint_it(seeds, size) as painted:
        assert max(await costs(painted, ["0", "1", "0", "1"])) <= most


@pytest.mark.parametrize("size", SIZES)
async def test_a_line_of_the_text_at_full_width(size: tuple[int, int], seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds, size) as painted:
        await painted.press("0", "z")
        spent = await costs(painted, ["j"] * 16)
        assert statistics.median(spent) <= 225, spent


async def test_the_next_passage_where_it_is_in_view(seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds, (80, 24)) as painted:
        await painted.press("0", "z")
        spent = await costs(painted, ["}"] * 24)
        assert statistics.median(spent) <= 400, spent


@pytest.mark.parametrize(("size", "most"), [*zip(SIZES, (2000, 5000, 8000), strict=True)])
async def test_the_text_following_a_list_costs_at_most_a_page_of_it(
    size: tuple[int, int], most: int, seeds: Dossier, paint_it: PaintIt
):
    async with paint_it(seeds, size) as painted:
        for _ in range(8):
            await cost(painted, "j")
            painted.reading.follow_now()
            await painted.rest()
            assert len(question_free(painted.take()).encode()) <= most


@pytest.mark.parametrize("over", ["", "?"])
async def test_another_size_costs_one_picture_and_what_is_wrapped_anew(over: str, seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds, SIZES[0]) as painted:
        await painted.press(*over)
        for size in (SIZES[1], (100, 40), SIZES[0]):
            await painted.resize(size)
            spent = question_free(painted.take())
            assert await painted.agrees(), painted.differences()
            painted.app.paint_again()
            await painted.rest()
            assert len(spent) <= 1.25 * len(question_free(painted.take()))


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_happening_costs_nothing(size: tuple[int, int], seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds, size) as painted:
        for _ in range(20):
            await painted.pilot.pause()
        assert painted.take() == ""
