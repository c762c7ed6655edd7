"""What a key has computed: what it changed, once, and nothing beside it. Work is counted, never timed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.css.stylesheet import Stylesheet

from briefing.reader.panes.evidence import EvidencePane
from briefing.reader.panes.heads import TabsRow, TitleRow
from briefing.reader.panes.pane import Pane
from briefing.reader.panes.rows import HintRow, StatusRow
from briefing.reader.panes.text import TextPane
from briefing.reader.screens.sharing import Sharing
from briefing.state import Habits

if TYPE_CHECKING:
    from tests.reader.conftest import ReadIt

WIDE = (200, 60)

Counting = Callable[[type, str], list[Any]]


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """Return the way to have noted who is asked for something, with the first argument if there is one."""

    def noting(owner: type, name: str) -> list[Any]:
        calls: list[Any] = []
        method = getattr(owner, name)

        def noted(self: Hashable, *rest: Any, **options: Any) -> object:
            calls.append((self, *rest[:1]))
            return method(self, *rest, **options)

        monkeypatch.setattr(owner, name, noted)
        return calls

    return noting


async def test_styles_are_read_once_for_the_theme_that_is_worn(karro: Path, read_it: ReadIt, counting: Counting):
    anew, again = counting(Stylesheet, "reparse"), counting(App, "update_styles")
    async with read_it(karro, size=WIDE) as reader:
        await reader.settle()
        assert anew == []
        assert [node for _, node in again if node is reader.screen] == []
        assert reader.screen.styles.background.hex.lower() == reader.app.palette.ground.lower()
        assert reader.app.try_on("light") == ""
        await reader.settle()
        assert len(anew) == 1
        assert reader.screen.styles.background.hex.lower() == reader.app.palette.ground.lower()


@pytest.mark.parametrize("keys", [(), ("0", "g"), ("z",), ("0", "z")])
@pytest.mark.parametrize("size", [(16, 4), (40, 12), (60, 12), (80, 24), (120, 40), WIDE])
async def test_looking_up_all_styles_once_more_finds_nothing_else(
    karro: Path, size: tuple[int, int], keys: tuple[str, ...], read_it: ReadIt
):
    """Nor does it where one comes back to."""
    remembering = Habits(remember=True)
    async with read_it(karro, size=size, habits=remembering) as reader:
        await reader.press(*keys)
        await reader.settle()
        left = reader.rows()
    async with read_it(karro, size=size, habits=remembering) as reader:
        await reader.settle()
        rows = reader.rows()
        assert rows[0] == left[0]
        reader.app.update_styles(reader.screen)
        await reader.settle()
        assert reader.rows() == rows


async def test_a_text_that_scrolls_has_the_screen_mapped_no_more(karro: Path, read_it: ReadIt, counting: Counting):
    async with read_it(karro, size=(80, 24)) as reader:
        await reader.press("0", "g")
        await reader.settle()
        arranged = counting(Compositor, "_arrange_root")
        before = reader.text.scroll_offset.y
        await reader.press("space")
        await reader.settle()
        assert reader.text.scroll_offset.y > before
        assert arranged == []


async def test_of_the_evidence_only_rows_that_say_something_else_are_drawn(
    karro: Path, read_it: ReadIt, counting: Counting
):
    async with read_it(karro, size=WIDE) as reader:
        await reader.settle()
        evidence = reader.screen.query_one(EvidencePane)
        before, rows = evidence.lines, counting(EvidencePane, "row")
        await reader.press("j")
        await reader.settle()
        after = evidence.lines
        changed = {y for y, (was, now) in enumerate(zip(before, after, strict=False)) if was != now}
        changed |= {*range(min(len(before), len(after)), max(len(before), len(after)))}
        assert 0 < len(changed) < evidence.size.height
        assert {y for _, y in rows} == changed


async def test_a_pane_of_which_no_row_changed_is_asked_for_nothing(karro: Path, read_it: ReadIt, counting: Counting):
    async with read_it(karro, size=WIDE) as reader:
        await reader.press("0", "g")
        await reader.settle()
        asked, drawn = counting(Pane, "make_paper"), counting(Pane, "render_line")
        await reader.press("j")
        await reader.settle()
        assert {pane.id for pane, *_ in asked} == {pane.id for pane, *_ in drawn}
        assert len(asked) < len(reader.screen.query(Pane))


async def test_the_next_passage_shares_nothing_out_anew_and_rows_that_say_the_same_are_not_worded(
    karro: Path, read_it: ReadIt, counting: Counting
):
    async with read_it(karro, size=WIDE) as reader:
        await reader.press("0", "g", *"}}}}}")
        await reader.settle()
        assert reader.cursor.item == "f-banner"
        shared = counting(Sharing, "share_out")
        worded = [counting(row, "words") for row in (HintRow, TitleRow, TabsRow)]
        status = counting(StatusRow, "words")
        await reader.press("}")
        await reader.settle()
        assert reader.cursor.item == "f-noise"
        assert status
        assert [shared, *worded] == [[], [], [], []]


async def test_rows_are_not_looked_for_one_by_one_in_a_text_that_scrolls_anyway(
    karro: Path, read_it: ReadIt, counting: Counting
):
    async with read_it(karro, size=(80, 24)) as reader:
        await reader.press("0", "G")
        await reader.settle()
        top, looked = reader.text.scroll_offset.y, counting(TextPane, "refresh_rows")
        await reader.press("g")
        await reader.settle()
        assert reader.text.scroll_offset.y < top
        assert looked == []


async def test_keys_that_mean_nothing_leave_nothing_behind(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:

        async def kept(times: int) -> int:
            await reader.burst(*["ctrl+@"] * times)
            await reader.settle()
            assert reader.status().strip().startswith("ctrl+@ does nothing here")
            gc.collect()
            return len(gc.get_objects())

        before = await kept(100)
        assert await kept(400) - before < 100
