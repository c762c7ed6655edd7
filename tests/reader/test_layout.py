"""Every size of a screen has one layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reader.layout import AROUND, MEASURE, TEXT_WIDTH, heights, layout, shape

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


GUTTER = TEXT_WIDTH - MEASURE


@pytest.mark.parametrize("width", range(60, 400, 7))
@pytest.mark.parametrize("height", [19, 24, 40, 60, 120])
@pytest.mark.parametrize("grown", [-99, 0, 99])
def test_every_pane_keeps_enough_to_be_read_however_the_room_is_shared(width: int, height: int, grown: int) -> None:
    given = shape(width, height, grown)
    if given.mode == "stack":
        assert 4 <= given.side <= height - AROUND - 7
    if given.mode in ("two", "three"):
        assert given.side >= 30
        assert width - given.side - given.evidence >= 50
    if given.mode == "three":
        assert given.evidence >= 34


@pytest.mark.parametrize("width", range(137, 240))
def test_a_wide_screen_gives_the_text_its_measure_before_anything_else(width: int) -> None:
    given = shape(width, 60)
    assert width - given.side - given.evidence - 2 >= TEXT_WIDTH - 1


def test_room_beyond_the_measure_goes_to_lists_and_evidence() -> None:
    assert [shape(width, 60).side for width in (100, 120, 136, 160, 180, 200, 240)] == [38, 46, 46, 70, 55, 56, 71]
    assert [shape(width, 60).evidence for width in (160, 180, 200, 240, 400)] == [0, 34, 53, 64, 64]


def test_a_pane_that_has_the_screen_for_itself_is_like_a_small_screen() -> None:
    assert shape(200, 60, zoomed=True).mode == "single"
    assert shape(20, 60, zoomed=True).mode == "small"


@given(
    st.integers(16, 200),
    st.lists(st.integers(0, 1000), min_size=6, max_size=6),
    st.integers(0, 5),
    st.sampled_from([0, 3, 5]),
)
def test_lists_share_their_rows_and_leave_the_detail_its_own(
    rows: int, counts: list[int], shown: int, detail: int
) -> None:
    given_rows = heights(rows + detail, counts, shown, detail=detail)
    assert all(2 <= own <= max(count, 1) + 1 for own, count in zip(given_rows, counts, strict=True))
    assert sum(given_rows) <= rows
    whole = given_rows[shown] == max(counts[shown], 1) + 1
    assert whole or given_rows[shown] == max(given_rows)


def test_a_short_list_gives_its_rows_away() -> None:
    assert heights(37, [52, 55, 59, 28, 16, 5], 0, detail=9) == [13, 3, 3, 3, 3, 3]
    assert heights(37, [1, 0, 59, 28, 16, 5], 2, detail=9) == [2, 2, 15, 3, 3, 3]
