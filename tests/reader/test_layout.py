"""Every size of a screen has one layout."""

import pytest

from briefing.reader.layout import layout

WIDTHS = [0, 1, 29, 30, 59, 60, 99, 100, 179, 180, 400]
HEIGHTS = [0, 1, 7, 8, 18, 19, 23, 24, 29, 30, 200]

SIZES = {
    (29, 24): "small", (80, 7): "small", (0, 0): "small", (400, 7): "small", (29, 200): "small",
    (30, 8): "single", (50, 16): "single", (59, 50): "single", (80, 18): "single", (200, 18): "single",
    (60, 19): "stack", (80, 24): "stack", (99, 40): "stack", (100, 23): "stack", (179, 23): "stack",
    (180, 23): "stack", (100, 101): "stack", (120, 160): "stack",
    (100, 24): "two", (100, 30): "two", (120, 40): "two", (100, 100): "two", (179, 60): "two", (180, 29): "two",
    (180, 30): "three", (200, 60): "three", (400, 100): "three", (180, 200): "three",
}  # fmt: skip


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_size_has_its_layout(width: int, height: int) -> None:
    assert layout(width, height) == SIZES[width, height]


def test_every_size_has_one_of_five_layouts() -> None:
    found = {layout(width, height) for width in range(260) for height in range(120)}
    assert found == {"small", "single", "stack", "two", "three"}


@pytest.mark.parametrize("height", HEIGHTS)
def test_a_wider_screen_never_shows_less(height: int) -> None:
    order = ["small", "single", "stack", "two", "three"]
    found = [order.index(layout(width, height)) for width in WIDTHS]
    assert found == sorted(found)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_higher_screen_is_never_too_small_where_a_lower_one_is_not(width: int) -> None:
    found = [layout(width, height) != "small" for height in HEIGHTS]
    assert found == sorted(found)
