"""Keys that come faster than screens: nothing is lost, nothing goes to the wrong place, nothing falls over."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import Input

from briefing.keymap import Override, resolve
from briefing.listing import USUAL, PaneId, listing
from briefing.moves import to_pane
from briefing.reader.panes.heads import TabsRow
from briefing.reader.screens.linked import Linked
from briefing.reader.screens.palette import CommandPrompt
from briefing.reader.screens.sheet import Sheet
from briefing.shipped import shipped

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt


def top(reader: Reader) -> str:
    return type(reader.app.screen).__name__


@pytest.mark.parametrize(
    "keys", [("?", "q"), ("?", "escape"), (":", "escape"), ("?", "/", "escape", "escape"), ("i", "i")]
)
async def test_what_is_opened_and_closed_in_one_breath_leaves_the_reader(karro: Path, read_it: ReadIt, keys):
    async with read_it(karro) as reader:
        await reader.burst(*keys)
        await reader.settle()
        assert top(reader) == "Reading"
        assert reader.app.is_running


@pytest.mark.parametrize("keys", [(":", "escape", "escape"), ("?", "enter", "enter"), (":", "enter", "escape")])
async def test_closing_twice_closes_once(karro: Path, read_it: ReadIt, keys):
    async with read_it(karro) as reader:
        await reader.burst(*keys)
        await reader.settle()
        assert reader.app.is_running
        assert reader.app.screen_stack[0] is reader.screen


@pytest.mark.parametrize("last", ["enter", "escape"])
@pytest.mark.parametrize(
    "keys", [("&", *"review:checked"), ("w", "x"), ("/", "t"), (":", "z"), ("t", "/", "t"), ("m",), ("s",), ("|", "x")]
)
async def test_an_answer_that_is_held_down_is_given_once(
    karro: Path,
    read_it: ReadIt,
    keys: tuple[str, ...],
    last: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    # Where something is saved.
    monkeypatch.chdir(tmp_path)
    async with read_it(karro) as reader:
        await reader.burst(*keys)
        await reader.settle()
        prompt = reader.app.screen
        for _ in range(3):
            # As they wait where they were sent to, before the first of them is heard.
            (prompt.focused or prompt).post_message(events.Key(last, None))
        await reader.settle()
        assert reader.app.is_running
        assert reader.app.screen_stack[0] is reader.screen


async def test_what_is_typed_behind_an_answer_is_for_the_reader(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.burst("w", "x")
        await reader.settle()
        line = reader.app.screen.query_one(Input)
        for key in ("enter", "4", "z"):
            line.post_message(events.Key(key, key if len(key) == 1 else None))
        await reader.settle()
        assert top(reader) == "Reading"
        assert reader.cursor.pane is PaneId.QUOTES
        assert reader.screen.zoomed


async def test_what_is_typed_before_a_prompt_has_come_stands_in_it(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.burst(":", "x", "y", "z")
        await reader.pilot.pause()
        assert reader.app.screen.query_one(Input).value == "xyz"


async def test_a_command_typed_in_one_breath_is_run_before_what_comes_after_it(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.burst(":", *"quotes", "enter", "z")
        await reader.settle()
        assert reader.cursor.pane is PaneId.QUOTES
        assert reader.screen.zoomed


async def test_what_is_searched_in_one_breath_is_found(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.burst("?", "/", *"zoom")
        await reader.pilot.pause()
        sheet = reader.app.screen_stack[1]
        assert isinstance(sheet, Sheet)
        assert sheet.wanted == "zoom"


async def test_a_line_can_be_edited(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(":", "a", "b", "left", "c", "backspace", "backspace", "d")
        assert reader.app.screen.query_one(Input).value == "db"


async def test_a_resize_keeps_what_is_highlighted_and_tried_on(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("T", "down", "down")
        worn = reader.app.theme
        assert worn != "dark"
        await reader.pilot.resize_terminal(100, 30)
        await reader.pilot.pause()
        assert reader.app.theme == worn


async def test_a_theme_whose_file_is_gone_is_said_to_be(karro: Path, read_it: ReadIt, tmp_path: Path):
    own = tmp_path / "config" / "briefing" / "themes"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text("name: mine\n", "utf-8")
    async with read_it(karro) as reader:
        await reader.press("T")
        (own / "mine.yaml").unlink()
        await reader.press(*"mine")
        assert "there is no theme 'mine' any more" in str(reader.app.screen.query_one("#remark").render())
        await reader.press("enter")
        assert isinstance(reader.app.screen, CommandPrompt)


async def test_a_theme_that_was_edited_is_put_on_as_it_is_now(karro: Path, read_it: ReadIt, tmp_path: Path):
    own = tmp_path / "config" / "briefing" / "themes"
    own.mkdir(parents=True)
    before = (Path(__file__).parents[2] / "themes" / "dark.yaml").read_text("utf-8").replace("name: dark", "name: mine")
    (own / "mine.yaml").write_text(before, "utf-8")
    async with read_it(karro) as reader:
        assert reader.app.try_on("mine") == ""
        await reader.pilot.pause()
        ground = reader.app.palette.ground
        (own / "mine.yaml").write_text(before.replace(ground, "#404040"), "utf-8")
        assert reader.app.try_on("mine") == ""
        await reader.until(lambda: reader.text.rich_style.bgcolor is not None)
        await reader.pilot.pause()
        assert reader.text.rich_style.bgcolor is not None
        assert reader.text.rich_style.bgcolor.name == "#404040"


async def test_the_name_of_a_file_cannot_act_in_a_title(tmp_path: Path, read_it: ReadIt):
    (tmp_path / "a\x1b]0;owned\x07x.txt").write_text("Words.\n", "utf-8")
    async with read_it(tmp_path) as reader:
        await reader.press("6", "i")
        assert "a␛]0;owned␇x.txt" in str(reader.sheet.pane.border_title)


async def test_a_document_that_a_reload_takes_away_leaves_another(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("6", "j", "j")
        await reader.settle()
        digest = karro / "digest.yaml"
        kept = [line for line in digest.read_text("utf-8").split("\n") if "{id: minutes" not in line]
        digest.write_text("\n".join(kept), "utf-8")
        await reader.press("R")
        await reader.settle()
        assert reader.app.is_running
        assert reader.cursor.row(PaneId.DOCUMENTS) in reader.dossier.digest.shelf


async def test_a_reload_says_what_is_wrong_now(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("R")
        await reader.settle()
        assert "read again: 1 problem (!)" in reader.status()


async def test_problems_that_were_waited_for_do_not_open_over_something_else(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        reader.screen.afterwards = reader.screen.show_problems
        reader.app.push_screen(CommandPrompt(reader.screen))
        reader.screen.read_on()
        await reader.settle()
        assert top(reader) == "CommandPrompt"
        assert reader.screen.afterwards is None


async def test_a_number_counts_for_a_command_that_waited_for_the_documents(read_it: ReadIt):
    async with read_it(shipped("seeds"), keymap=resolve("vim")[0]) as reader:
        conflicts = listing(reader.dossier, USUAL, PaneId.CONFLICTS).ids
        reader.highlight(PaneId.CONFLICTS, conflicts[4])
        reader.screen.dossier = reader.dossier.without([reader.dossier.digest.documents[-1].id])
        await reader.press("3", "X")
        assert reader.screen.afterwards is not None
        reader.screen.read_on()
        await reader.until(lambda: isinstance(reader.app.screen, Linked))
        view = reader.app.screen
        assert isinstance(view, Linked)
        assert view.about() == conflicts[1]


async def test_on_a_screen_too_small_a_key_of_ones_own_still_quits(karro: Path, read_it: ReadIt):
    async with read_it(karro, (20, 5), keymap=resolve("default", {"quit": Override("x")})[0]) as reader:
        before = reader.cursor
        await reader.press("j", "2")
        assert reader.cursor == before
        await reader.press("?")
        assert top(reader) == "Sheet"
        await reader.press("q", "x")
        await reader.until(lambda: not reader.app.is_running)


async def test_a_click_is_not_undone_by_the_text_that_follows_the_list(karro: Path, read_it: ReadIt):
    async with read_it(karro, (120, 40)) as reader:
        await reader.burst("j")
        await reader.pilot.click(reader.text, offset=(20, 6))
        spot = reader.cursor.spot
        await reader.settle()
        assert reader.cursor.spot == spot


async def test_a_click_on_a_list_that_shows_nothing_changes_nothing(karro: Path, read_it: ReadIt):
    async with read_it(karro, (120, 40)) as reader:
        reader.highlight(PaneId.ACTORS, "council")
        await reader.settle()
        await reader.press("f")
        row = reader.cursor.row(PaneId.STATEMENTS)
        await reader.pilot.click(reader.pane(PaneId.STATEMENTS), offset=(5, 1))
        await reader.settle()
        assert reader.cursor.row(PaneId.STATEMENTS) == row


async def test_going_back_to_what_narrowing_hides_shows_it(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        reader.highlight(PaneId.STATEMENTS, "s-silent")
        await reader.settle()
        await reader.press("enter", "2")
        reader.highlight(PaneId.ACTORS, "council")
        await reader.settle()
        await reader.press("f", "H", "H", "H")
        await reader.settle()
        assert reader.cursor.item == "s-silent"
        assert "s-silent" in reader.screen.query_one("#statements").listing.places  # type: ignore[attr-defined]


async def test_an_item_is_gone_to_by_its_label(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(":", *"q1", "enter")
        await reader.settle()
        assert (reader.cursor.pane, reader.cursor.item) == (PaneId.QUOTES, "q-sound")
        await reader.press("H")
        assert reader.cursor.pane is PaneId.FACTS


async def test_a_share_is_gone_to_by_its_number(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("0", ":", "5", "0", "%", "enter")
        await reader.settle()
        text = reader.dossier.text(reader.cursor.doc)
        assert text
        assert 40 <= 100 * reader.cursor.spot.start // len(text.received) <= 60


async def test_a_broken_digest_never_says_that_nothing_is_wrong(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        digest = karro / "digest.yaml"
        digest.write_text(digest.read_text("utf-8") + "broken: [\n", "utf-8")
        await reader.press("R")
        await reader.settle()
        await reader.press("!")
        assert "What is shown is the digest as it was read before; of that one:" in reader.sheet_words()


async def test_a_folder_without_a_digest_lists_the_documents_that_cannot_be_read(tmp_path: Path, read_it: ReadIt):
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xff")
    async with read_it(tmp_path) as reader:
        await reader.press("!")
        assert "bad.txt" in reader.sheet_words()


async def test_what_goes_on_beside_the_keys_ends_before_the_screen_is_taken_apart(
    karro: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
):
    gone = asyncio.Event()
    monkeypatch.setattr(TabsRow, "on_unmount", lambda _: gone.set(), raising=False)
    came_back: list[str] = []

    async with read_it(karro) as reader:

        async def late() -> None:
            await gone.wait()
            came_back.append("too late")
            reader.screen.cursor = to_pane(reader.screen.snapshot, reader.screen.cursor, PaneId.TEXT)

        await reader.settle()
        reader.screen.run_worker(late())
    assert gone.is_set()
    assert not came_back
