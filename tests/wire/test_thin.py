"""Thin painting against the oracle: after every step the terminal shows what Textual would have painted whole."""

from __future__ import annotations

import curses
import inspect
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual import constants, events
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Offset, Region
from textual.strip import Strip

from briefing.dossier import Dossier
from briefing.listing import PaneId, listing
from briefing.reader.app import BriefingApp
from briefing.reader.wire import pace, thin, updates
from briefing.reader.wire.frames import Grid
from briefing.reader.wire.pen import printable
from briefing.themes import find_palettes, load_palette
from tests.wire.conftest import Mute, Recording

if TYPE_CHECKING:
    from tests.wire.conftest import Painted, PaintIt

SIZES = ((80, 24), (120, 40), (50, 16), (200, 60), (30, 8), (101, 30))
THEMES = ("dark", "light", "sixteen", "monochrome")

KEYS = [*"jjjkduGg><}{1234560bz+-SfHLJKctxC", "tab", "shift+tab", "enter", "enter", "space", "escape", "ctrl+l"]
"""Keys of the reading screen, those that are held more often."""

ON_SHEETS = ["j", "k", "space", "b", "g", "G"]

WORLDLY = """\
日本語の文章がここにあります。港は金曜日に再開される、と大臣は言った。\
한국어 문장도 있습니다. Ünïcödé und Жуков, e\u0301te\u0301 naïve café — “quoted” … 12 € ● 👍 ok.

"""

HOSTILE = "He said \x1b[31mred\x1b[0m \x1b]0;owned\x07 \x9b1m \x9d0;x\x9c \u202ebackwards\u202c \x00 \x7f no more.\n\n"

DIGEST = r"""format: briefing/1
title: "港の再開 \e[31m [/b]"
documents:
  - {id: port, path: port.md, title: 港, publisher: 新聞}
  - {id: loud, path: loud.txt, publisher: "Loud \x9b31m"}
actors:
  - {id: minister, name: 大臣, kind: person, aliases: [Жуков]}
facts:
  - {id: reopens, text: 港は金曜日に再開される。, evidence: {doc: port, exact: 港は金曜日に再開される}}
  - {id: korean, text: "Korean 한국어 👍 row", evidence: {doc: port, exact: 한국어 문장도, occurrence: 1}}
  - {id: red, text: "Red \e[31m was said", evidence: {doc: loud, exact: "no more"}}
statements:
  - {id: said, text: 大臣は言った。, speaker: minister, evidence: {doc: port, exact: と大臣は言った}}
"""


@pytest.fixture
def worldly(tmp_path: Path) -> Path:
    """A dossier in several scripts, with what means harm."""
    folder = tmp_path / "worldly"
    folder.mkdir()
    rest = "".join(f"Line {number}: 行 {number} of *several* ones.\n\n" for number in range(60))
    (folder / "port.md").write_text(f"# 港\n\n{WORLDLY}{rest}", "utf-8", newline="")
    (folder / "loud.txt").write_text(HOSTILE * 9, "utf-8", newline="")
    (folder / "digest.yaml").write_text(DIGEST.replace(", occurrence: 1", ""), "utf-8")
    return folder


# Contracts


def test_every_frame_goes_through_one_method():
    assert list(inspect.signature(App._display).parameters) == ["self", "screen", "renderable"]
    source = inspect.getsource(App._display)
    assert "renderable.render_segments(console)" in source
    assert "if renderable is None:" in source
    assert "_begin_update" in source, "synchronized output is Textual's own, where the terminal said that it has it"
    assert "self._sync_available" in inspect.getsource(App._begin_update)
    assert BriefingApp._display is thin.ThinPaint._display


def test_the_updates_have_the_shape_that_is_read():
    assert issubclass(LayoutUpdate, CompositorUpdate)
    assert issubclass(ChopsUpdate, CompositorUpdate)
    assert list(inspect.signature(CompositorUpdate.render_segments).parameters) == ["self", "console"]
    assert vars(LayoutUpdate([], Region(0, 0, 1, 1))) == {"strips": [], "region": Region(0, 0, 1, 1)}
    assert vars(ChopsUpdate([], [], [])) == {"chops": [], "spans": [], "chop_ends": []}
    assert list(inspect.signature(Strip.render_ansi).parameters) == ["style", "color_system"]
    assert "strip.crop(0, min(end, x2) - x)" in inspect.getsource(ChopsUpdate.render_segments)


def test_a_strip_of_an_update_is_not_held_by_itself():
    strip = Strip.blank(5)
    assert strip.divide([5]) == [strip]
    assert [strip] in strip._divide_cache._cache.values(), "nothing is to be let go any more"
    updates.let_go(LayoutUpdate([[strip]], Region(0, 0, 5, 1)))
    assert not strip._divide_cache
    strip.divide([5])
    updates.let_go(ChopsUpdate([{0: strip, 5: None}], [], []))
    assert not strip._divide_cache


# The oracle


async def step(painted: Painted, chance: random.Random, size: tuple[int, int]) -> str:
    """Do one thing that a user, a terminal or the shell may do, and say what it was."""
    on_sheet = painted.app.screen is not painted.reading
    doings, weights = zip(*{"key": 12, "modal": 2, "theme": 1, "toast": 1, "resize": 1, "away": 1}.items(), strict=True)
    doing: str = chance.choices(doings, weights)[0]
    if doing == "key":
        keys = chance.choices(ON_SHEETS if on_sheet else KEYS, k=chance.randint(1, 3))
        await painted.press(*keys)
        return " ".join(keys)
    if doing == "modal":
        keys = ["escape", "escape"] if on_sheet else chance.choice((["?"], ["!"], ["i"], [":", "n", "e"], ["p"], [":"]))
        await painted.press(*keys)
        return " ".join(keys)
    if doing == "theme":
        assert painted.app.try_on(chance.choice(THEMES)) == ""
    elif doing == "toast":
        painted.app.notify("said 日本 aside", timeout=600)
    elif doing == "resize":
        await painted.resize(chance.choice((size, SIZES[0], SIZES[-1])))
    else:
        painted.take()
        painted.emulated.reset()
        painted.emulated.draw("$ ls\n" * 20)
        painted.app.app_resume_signal.publish(painted.app)
    return doing


STEPS = 24


@pytest.mark.parametrize("seed", range(18))
async def test_the_terminal_shows_what_a_whole_stock_paint_would(
    seed: int, worldly: Path, seeds: Dossier, paint_it: PaintIt
):
    chance = random.Random(seed)
    size, theme = SIZES[seed % len(SIZES)], THEMES[seed % len(THEMES)]
    async with paint_it(seeds if seed % 3 else worldly, size, theme=theme) as painted:
        assert await painted.agrees(), painted.differences()
        done: list[str] = []
        for _ in range(STEPS):
            done.append(await step(painted, chance, size))
            assert await painted.agrees(), " | ".join(done) + painted.differences()
        assert not painted.app.stock_paint
        assert_harmless("".join(painted.sent))


@pytest.mark.parametrize(
    "over", ["", "i", "t", "c", "?", "!"], ids=["nothing", "card", "timeline", "grid", "keys", "list"]
)
async def test_of_another_theme_every_row_is_painted(over: str, seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds, (80, 24)) as painted:
        await painted.press(*over)
        for theme in ("sixteen", "monochrome", "light", "monochrome", "sixteen", "dark"):
            assert painted.app.try_on(theme) == ""
            assert await painted.agrees(), f"{theme}: {painted.differences()}"


async def test_labels_give_way_no_more_to_a_passage_that_begins_above_the_screen(tmp_path: Path, paint_it: PaintIt):
    words = [f"w{number:03d}" for number in range(220)]
    (tmp_path / "long.txt").write_text(f"{' '.join(words)}\n\nThe end of it.\n", "utf-8")
    exact = [*(" ".join(words[: number + 1]) for number in range(14)), words[75], "The end"]
    facts = "".join(
        f'  - {{id: f{n}, text: it, evidence: {{doc: long, exact: "{one}"}}}}\n' for n, one in enumerate(exact)
    )
    digest = f"format: briefing/1\ntitle: Labels\ndocuments: [{{id: long, path: long.txt}}]\nfacts:\n{facts}"
    (tmp_path / "digest.yaml").write_text(digest, "utf-8")
    async with paint_it(tmp_path / "digest.yaml", (80, 24)) as painted:
        await painted.press("0", "g", *"}" * 15)
        assert painted.reading.cursor.item == "f14"
        await painted.press(*"j" * 30)
        assert await painted.agrees()
        await painted.press("enter")
        assert painted.reading.cursor.item == "f15"
        assert await painted.agrees(), painted.differences()


OURS = re.compile(r"\x1b\[[0-9;]*[HCKXrLMm]|\r\n|\x1b\[6n|\x1b\]22;\w+\x07")
"""What the pen writes beside words, the question to the terminal, and the pointer, which is Textual's own."""


def assert_harmless(sent: str) -> None:
    """Demand that nothing was sent beside words but what this program has to say itself."""
    assert {character for character in OURS.sub("", sent) if not printable(character)} == set()


# What is sent, and when


async def test_a_frame_that_changes_nothing_is_not_sent(seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds) as painted:
        painted.reading.refresh(layout=True)
        await painted.rest()
        assert painted.take() == ""


async def test_a_move_of_the_cursor_alone_is_sent(seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds) as painted:
        painted.app.cursor_position = Offset(3, 3)
        painted.reading.refresh()
        await painted.rest()
        assert painted.take() == "\x1b[4;4H"


@pytest.mark.parametrize("again", ["ctrl+l", "resume", "resize"])
async def test_a_screen_that_somebody_else_wrote_on_is_painted_whole(again: str, seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds) as painted:
        if again == "resize":
            await painted.press("?")
        painted.emulated.reset()
        painted.emulated.draw("Broadcast message from root")
        if again == "resume":
            painted.app.app_resume_signal.publish(painted.app)
        elif again == "resize":
            painted.app.post_message(events.Resize(painted.app.size, painted.app.size))
        else:
            await painted.press("ctrl+l")
        assert await painted.agrees(), painted.differences()


@pytest.mark.parametrize("over", ["?", "i", "t", "C"])
async def test_what_lies_over_the_reader_can_be_drawn_again_as_well(over: str, seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds) as painted:
        await painted.press(over)
        painted.emulated.reset()
        painted.emulated.draw("Broadcast message from root")
        await painted.press("ctrl+l")
        assert await painted.agrees(), painted.differences()


async def test_what_a_slow_terminal_has_no_time_for_is_left_out(
    seeds: Dossier, paint_it: PaintIt, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(thin, "PATIENCE", 1000.0)
    async with paint_it(seeds) as painted:
        painted.driver.answers = False
        for _ in range(20):
            await painted.press("space", "b")
        assert len("".join(painted.sent[1:])) < 3 * pace.WINDOW
        await painted.press("?")
        assert painted.app.grid.wanted
        while painted.app.pace.parts:
            painted.app.post_message(events.CursorPosition(0, 0))
            await painted.pilot.pause()
        assert await painted.agrees(), painted.differences()


async def test_an_answer_is_no_key_and_one_that_was_not_asked_for_does_nothing(seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds) as painted:
        before = painted.reading.cursor
        painted.app.post_message(events.CursorPosition(5, 5))
        await painted.rest()
        assert painted.take() == ""
        assert painted.reading.cursor == before


async def test_a_terminal_that_never_answers_is_never_waited_for(seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds, driver=Mute) as painted:
        for key in ("space", "j", "G", "g", "?"):
            await painted.press(key)
            assert await painted.agrees(), painted.differences()
        assert painted.app.waiting is None


async def test_one_that_falls_silent_is_waited_for_once(
    seeds: Dossier, paint_it: PaintIt, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(thin, "PATIENCE", 0.001)
    async with paint_it(seeds) as painted:
        painted.driver.answers = False
        for key in ("space", "?", "q", "G"):
            await painted.press(key)
            assert await painted.agrees(), painted.differences()
        assert not painted.app.pace.heard


# Without it


async def test_with_stock_paint_textual_paints(seeds: Dossier, paint_it: PaintIt):
    async with paint_it(seeds, stock_paint=True) as painted:
        assert await painted.agrees()
        assert not painted.app.grid.shown
        assert len(await painted.press("j")) > 5000
        assert await painted.agrees()


def broken(*_arguments: object) -> Any:
    raise AttributeError("gone")


@pytest.mark.parametrize("name", ["whole", "patched", "pay", "LayoutUpdate", "module"])
async def test_a_hook_that_breaks_while_the_reader_runs_leaves_painting_to_textual(
    name: str, seeds: Dossier, paint_it: PaintIt, monkeypatch: pytest.MonkeyPatch
):
    async with paint_it(seeds) as painted:
        if name == "module":
            monkeypatch.setattr(thin, "updates", None)
        elif name == "LayoutUpdate":
            monkeypatch.delattr(updates, name)
        elif name == "pay":
            monkeypatch.setattr(Grid, name, broken)
        else:
            monkeypatch.setattr(updates, name, broken)
        await painted.press("j", "?", "q", "tab")
        assert painted.app.stock_paint
        assert painted.app.is_running
        assert await painted.agrees(), painted.differences()


async def test_it_is_off_in_a_browser_and_under_any_driver_that_was_chosen_from_outside(
    seeds: Dossier, paint_it: PaintIt, monkeypatch: pytest.MonkeyPatch
):
    palette = load_palette(find_palettes()["dark"])
    monkeypatch.setattr(constants, "DRIVER", "textual.drivers.web_driver:WebDriver")
    assert BriefingApp(seeds, palette).stock_paint
    monkeypatch.setattr(constants, "DRIVER", None)
    assert not BriefingApp(seeds, palette).stock_paint
    async with paint_it(seeds) as painted:
        assert [painted.app.thin] == [True]
        for name in ("is_web", "is_headless", "is_inline"):
            with monkeypatch.context() as patched:
                patched.setattr(Recording, name, True)
                assert [painted.app.thin] == [False]


def test_erasing_is_relied_on_where_the_terminal_is_known_to_fill(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(curses, "setupterm", broken_terminfo)
    assert not thin.erasing_fills()


def broken_terminfo() -> None:
    raise curses.error("could not find terminal")


class Remembering(Recording):
    """A terminal that forgets nothing that was written, one picture after the other."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.pictures: list[str] = []

    def write(self, data: str) -> None:
        self.pictures.append(data)
        super().write(data)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (50, 16)])
async def test_the_first_picture_is_whole(seeds: Dossier, paint_it: PaintIt, size: tuple[int, int]) -> None:
    async with paint_it(seeds, size, driver=Remembering) as painted:
        assert isinstance(painted.driver, Remembering)
        first = next(data for data in painted.driver.pictures if "Aleppo" in data)
        plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", first)
        assert "quit" in plain
        assert re.search(r"F1\b", plain)
        assert "Facts" in plain


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_another_list_is_there_with_the_first_picture(seeds: Dossier, paint_it: PaintIt, size: tuple[int, int]):
    async with paint_it(seeds, size) as painted:
        await painted.rest()
        fifth = listing(seeds, painted.reading.cursor.view, PaneId.ACTORS).ids[4]
        label = f" {seeds.digest.labels[fifth]} "
        assert not any(label in row for row in painted.emulated.display)
        painted.app.post_message(events.Key("tab", None))
        await painted.until(lambda: painted.driver.sent)
        # Each picture is written at once, and there may be others by now.
        del painted.driver.sent[1:]
        painted.take()
        assert any(label in row for row in painted.emulated.display)
