"""Who comes back finds everything as it was left; marks lead back; and nothing of it is in anybody's way."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from briefing.commands import COMMANDS
from briefing.listing import Order, PaneId
from briefing.loading import open_dossier
from briefing.reader.app import remembered_theme
from briefing.reader.screens import remembering
from briefing.reader.screens.linked import Linked
from briefing.remembering import Memory
from briefing.state import Habits, Recalled, Scribe, recall, state_file, state_home

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

REMEMBERING = Habits(remember=True)


def remembered(folder: Path) -> Memory:
    return recall(open_dossier(folder)).memory


def waiting(reader: Reader) -> tuple[bool, bool]:
    """Say whether something is to be written down, and whether a timer waits to do it."""
    return reader.screen.unwritten, reader.screen.lull is not None


# Coming back


@pytest.mark.parametrize("size", [(50, 16), (80, 24), (120, 40)])
async def test_who_comes_back_is_where_the_reading_was_left(karro: Path, size: tuple[int, int], read_it: ReadIt):
    async with read_it(karro, size, habits=REMEMBERING) as reader:
        reader.highlight(PaneId.FACTS, "f-tolls")
        await reader.press("enter", "k", "S")
        left = reader.cursor
    async with read_it(karro, size, habits=REMEMBERING) as reader:
        assert replace(reader.cursor, spot=left.spot) == left
        assert reader.cursor.spot.start == left.spot.start
        assert reader.in_view(reader.text)
        assert "back at F6, gazette line 3" in reader.status()
        await reader.press("j")
        assert "back at" not in reader.status()
        await reader.press("H")
        assert (reader.cursor.pane, reader.cursor.item) == (PaneId.FACTS, "f-tolls")


async def test_a_place_outlives_an_edit_above_it(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.press("6", "enter", "j", "j")
        words = reader.passage_words()[:40]
    wire = karro / "wire.txt"
    wire.write_text("A line before.\n\n" + wire.read_text("utf-8"), "utf-8", newline="")
    async with read_it(karro, habits=REMEMBERING) as reader:
        text = reader.dossier.text("wire")
        assert text is not None
        assert text.received[reader.cursor.spot.start :].startswith(words)


async def test_a_mention_that_stands_in_a_document_not_read_at_first_is_come_back_to(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=REMEMBERING) as reader:
        reader.highlight(PaneId.ACTORS, "venn")
        await reader.press("enter", ">", ">", ">", ">", ">")
        left = reader.cursor
        assert left.doc != "wire"
    async with read_it(karro, habits=REMEMBERING) as reader:
        assert (reader.cursor.item, reader.cursor.passage, reader.cursor.spot) == (left.item, left.passage, left.spot)


async def test_the_lists_are_narrowed_and_sorted_and_the_room_shared_as_before(karro: Path, read_it: ReadIt):
    async with read_it(karro, (120, 40), habits=REMEMBERING) as reader:
        await reader.press("3", "f", "1", "S", "+", "+", "0", "z")
        view, grown = reader.cursor.view, dict(reader.screen.grown)
    assert view.speaker == "venn"
    async with read_it(karro, (120, 40), habits=REMEMBERING) as reader:
        assert reader.cursor.view == view
        assert reader.cursor.view.order(PaneId.FACTS) is Order.DIGEST
        assert (reader.screen.grown, reader.screen.zoomed) == (grown, True)
        assert reader.pane(PaneId.TEXT).size.width == 120


async def test_fresh_begins_at_the_start_and_keeps_the_marks(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=REMEMBERING) as reader:
        start = reader.cursor
        await reader.press("G", "enter", "m", "a")
    async with read_it(karro, habits=replace(REMEMBERING, fresh=True)) as reader:
        assert reader.cursor == start
        await reader.press("'", "a")
        assert reader.cursor.item == "f-noise"


async def test_who_does_not_want_it_leaves_nothing_behind(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("G", "enter", "m", "a")
    assert not state_home().exists()


async def test_opening_and_leaving_alone_writes_nothing(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=REMEMBERING):
        pass
    assert not state_home().exists()


@pytest.mark.parametrize("data", [b"{", b'{"version": 9}'], ids=["damaged", "newer"])
async def test_a_file_that_is_not_understood_is_said_and_no_hindrance(karro: Path, data: bytes, read_it: ReadIt):
    file = state_file(open_dossier(karro))
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    async with read_it(karro, habits=REMEMBERING) as reader:
        assert ("left out" if data == b"{" else "newer briefing") in reader.status()
        await reader.press("G")
        assert reader.cursor.item == "f-noise"
    assert (file.read_bytes() == data) is (data != b"{")


# Writing it down


async def test_the_place_is_written_down_once_keys_pause(karro: Path, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt):
    monkeypatch.setattr(remembering, "LULL", 0.001)
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.press("G")
        await reader.until(lambda: state_file(reader.dossier).exists() and not reader.screen.unwritten)
        await reader.settle()
        memory = remembered(karro)
        assert memory.place is not None
        assert memory.place.item == "f-noise"
        assert stat.S_IMODE(state_file(reader.dossier).stat().st_mode) == 0o600


async def test_a_held_key_writes_nothing(karro: Path, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt):
    monkeypatch.setattr(remembering, "LULL", 1000.0)
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.burst(*"jkjkjkjkjk")
        await reader.settle()
        assert reader.screen.unwritten
        assert not state_home().exists()
        timer = reader.screen.lull
        await reader.press("j")
        assert reader.screen.lull is timer
    assert state_home().exists()


async def test_the_timer_waits_for_the_last_of_many_changes(
    karro: Path, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt
):
    monkeypatch.setattr(remembering, "LULL", 1000.0)
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.press("j")
        reader.screen.pause()
        assert waiting(reader) == (True, True)
        reader.screen.changed_at -= 1000.0
        reader.screen.pause()
        assert waiting(reader) == (False, False)
        await reader.settle()
        assert state_home().exists()


async def test_where_nothing_can_be_written_it_is_said_once(
    karro: Path, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt
):
    monkeypatch.setattr(remembering, "LULL", 0.001)
    state_home().parent.mkdir(parents=True)
    state_home().write_text("a file")
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.press("j")
        await reader.until(lambda: "not remembered: " in reader.status())
        await reader.press("j")
        await reader.until(lambda: not reader.screen.unwritten)
        await reader.settle()
        assert "not remembered" not in reader.status()


async def test_before_a_pause_everything_is_written_down(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.press("G", "ctrl+z")
        assert remembered(karro).place is not None


# Where one was in each document


async def test_another_document_opens_where_one_was_in_it(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.press("6", "enter", "space", "space")
        there = reader.cursor.spot
        await reader.press("]")
        assert reader.cursor.spot.start == 0
        await reader.press("j", "j")
        second = reader.cursor.spot
        await reader.press("[")
        assert (reader.cursor.doc, reader.cursor.spot) == ("wire", there)
        assert reader.in_view(reader.text)
        await reader.press("6", "j")
        await reader.settle()
        assert (reader.cursor.doc, reader.cursor.spot) == ("gazette", second)
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.press("[")
        assert (reader.cursor.doc, reader.cursor.spot.start) == ("wire", there.start)


async def test_an_item_leads_to_its_own_words_wherever_one_was_in_the_document(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("6", "enter", "G", "]")
        reader.highlight(PaneId.FACTS, "f-friday")
        await reader.press("enter")
        assert reader.passage_words() == "would reopen to freight on Friday"


# Themes


async def test_a_theme_that_was_chosen_is_kept_for_the_dossier(karro: Path, read_it: ReadIt):
    habits = replace(REMEMBERING, theme="dark")
    async with read_it(karro, habits=habits) as reader:
        await reader.press("T", *"harbour", "enter")
        assert "harbour is kept for this dossier; for all of them `theme: harbour`" in reader.status()
    assert remembered(karro).choices["theme"] == "harbour"
    async with read_it(karro, habits=habits) as reader:
        await reader.press("j")
    assert remembered(karro).choices["theme"] == "harbour"
    async with read_it(karro, habits=habits) as reader:
        await reader.press("T", *"harbour", "enter", "T", *"dark", "enter")
        assert reader.status().strip() == "dark is kept for this dossier"
    assert remembered(karro).choices["theme"] == ""


@pytest.mark.parametrize(
    ("chosen", "environment", "worn"),
    [
        ("harbour", {"COLORTERM": "truecolor"}, "harbour"),
        ("", {"COLORTERM": "truecolor"}, "dark"),
        ("gone", {"COLORTERM": "truecolor"}, "dark"),
        ("../harbour", {"COLORTERM": "truecolor"}, "dark"),
        ("harbour", {"COLORTERM": "truecolor", "NO_COLOR": "1"}, "dark"),
        ("harbour", {"TERM": "linux"}, "dark"),
    ],
)
def test_a_remembered_theme_is_worn_where_it_can_be_seen(chosen: str, environment: dict[str, str], worn: str) -> None:
    assert remembered_theme(Recalled(Memory(choices={"theme": chosen})), "dark", environment) == worn


# Marks


async def marked(reader: Reader, letter: str) -> None:
    await reader.press("m", letter)


async def test_a_mark_leads_back_and_twice_its_key_to_the_last_place(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        reader.highlight(PaneId.FACTS, "f-tolls")
        await reader.press("enter", "m")
        assert "m… a letter" in reader.status()
        await reader.press("a")
        assert "mark a is F6, gazette line 4; 'a comes back" in reader.status()
        there = reader.cursor
        await reader.press("1", "g")
        await reader.settle()
        here = reader.cursor
        await reader.press("'", "a")
        assert (reader.cursor.pane, reader.cursor.item, reader.cursor.spot) == (there.pane, there.item, there.spot)
        assert "mark a: F6, gazette line 4" in reader.status()
        await reader.press("'", "'")
        assert reader.cursor == here
        await reader.press("'", "'")
        assert reader.cursor.item == "f-tolls"


async def test_a_mark_at_the_top_of_a_document_is_the_top(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("6", "enter", "g", "m", "t", "G", "]", "'", "t")
        assert (reader.cursor.doc, reader.cursor.spot.start) == ("wire", 0)


@pytest.mark.parametrize("letter", ["ж", "é", "7", "Z"])
async def test_any_letter_or_digit_is_a_mark_as_it_is_typed(karro: Path, letter: str, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("G", "m", letter, "g", "'", letter)
        assert reader.cursor.item == "f-noise"
        assert [*reader.screen.marks] == [letter]


async def test_what_is_no_letter_and_what_is_no_mark_is_said(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        for keys, sentence in (
            (("m", "#"), "a mark is a letter or a digit, and # is neither"),
            (("m", "enter"), "m Enter does nothing here"),
            (("'", "b"), "there is no mark b yet"),
            (("'", "'"), "there is no last place yet"),
            (("m", "a", "'", "b"), "there is no mark b; there are: a"),
        ):
            await reader.press(*keys)
            assert sentence in reader.status()
        before = reader.cursor
        await reader.press("m", "escape", "j")
        assert reader.cursor != before
        assert [*reader.screen.marks] == ["a"]


async def test_marks_are_kept_and_listed_with_where_they_lead(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=REMEMBERING) as reader:
        reader.highlight(PaneId.FACTS, "f-tolls")
        await reader.press("enter", "m", "b", "6", "g", "enter", "m", "a")
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.screen.perform("marks")
        await reader.pilot.pause()
        assert isinstance(reader.app.screen, Linked)
        shown = reader.shown()
        assert "F6 Nothing is known about tolls." in shown
        assert "gazette, line 4" in shown
        await reader.press("j", "enter")
        await reader.settle()
        assert (reader.cursor.item, reader.passage_words()) == ("f-tolls", "Nothing is known about tolls.")


async def test_a_mark_whose_item_and_document_are_gone_says_so(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        reader.highlight(PaneId.FACTS, "f-tolls")
        await reader.press("enter", "m", "a")
        digest = karro / "digest.yaml"
        lines = digest.read_text("utf-8").replace("f-tolls", "f-other").split("\n")
        digest.write_text("\n".join(line for line in lines if "{id: gazette" not in line), "utf-8")
        await reader.press("R")
        await reader.settle()
        before = reader.cursor
        await reader.press("'", "a")
        assert "mark a leads nowhere any more: f-tolls is gone" in reader.status()
        assert reader.cursor == before
        await reader.screen.perform("marks")
        await reader.pilot.pause()
        assert "f-tolls is gone" in reader.shown()


async def test_without_marks_there_is_no_list_of_them(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.screen.perform("marks")
        assert "there is no mark yet: m and a letter sets one" in reader.status()


async def test_a_command_that_takes_a_letter_waits_for_it_when_called_by_its_name(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(":", *"set mark", "enter")
        await reader.until(lambda: "set mark… a letter" in reader.status())
        await reader.press("q")
        assert [*reader.screen.marks] == ["q"]
        assert reader.app.is_running


async def test_marks_of_two_readers_of_one_dossier_are_all_kept(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.press("G", "m", "a")
        theirs = Scribe()
        theirs.own = {"b"}
        theirs.write(reader.dossier, 1, lambda memory: replace(memory, marks={"b": reader.screen.marks["a"]}))
    assert {*remembered(karro).marks} == {"a", "b"}
    assert json.loads(state_file(open_dossier(karro)).read_text())["version"] == 1


def test_the_commands_of_marks_say_what_they_take() -> None:
    assert {command.id for command in COMMANDS.values() if command.takes} == {"set-mark", "go-to-mark"}
