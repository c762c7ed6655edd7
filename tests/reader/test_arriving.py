"""A large digest is read while the screen is already there."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest

from briefing.beside import Beside
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.loading import awaited
from briefing.reader.panes.pane import Pane
from tests.reader.conftest import ReadIt

LOOK = 0.05
"""Seconds after which a digest that is held back looks whether anybody still wants it."""


class Gate:
    """Holds a digest back until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = threading.Event()
        self.made: list[Beside] = []
        dossier = Beside.dossier

        def held(beside: Beside) -> Dossier:
            self.made.append(beside)
            while not self.opened.wait(LOOK) and beside._process.returncode is None:
                pass
            return dossier(beside)

        monkeypatch.setattr(Beside, "dossier", held)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


async def test_the_screen_is_there_before_the_digest_and_says_so(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(karro, (120, 40)) as reader:
        cursor, rows = reader.cursor, reader.rows()
    async with read_it(awaited(karro), (120, 40), settled=False) as reader:
        await reader.until(lambda: "reading the digest" in reader.shown())
        assert "no document" not in reader.shown()
        gate.opened.set()
        await reader.until(lambda: reader.dossier.complete)
        await reader.settle()
        assert (reader.cursor, reader.rows()) == (cursor, rows)
        assert reader.focused() == PaneId.FACTS


async def test_the_collector_looks_through_nothing_until_it_has_come(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await reader.until(lambda: gate.made)
        await reader.press("j")
        assert not gc.isenabled()
        gate.opened.set()
        await reader.until(lambda: reader.dossier.complete)
        await reader.settle()
        assert gc.isenabled()


async def test_until_then_only_what_cannot_hurt_is_heard(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        for key in ("j", "c", "x", "0", "}", ":", "S", "i"):
            await reader.press(key)
            assert "the digest is still being read" in reader.status()
        await reader.press("?")
        assert "Keys" in reader.shown()
        await reader.press("escape")
        gate.opened.set()
        await reader.until(lambda: reader.dossier.complete)
        await reader.settle()
        await reader.press("j")
        assert "still being read" not in reader.status()


async def test_quitting_does_not_wait_for_it(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await reader.until(lambda: gate.made)
        await reader.press("q")
        gate.opened.set()
        await reader.until(lambda: not reader.app.is_running)
    assert gate.made[0]._process.returncode is not None


async def test_a_broken_digest_ends_it_with_what_is_wrong(karro: Path, read_it: ReadIt) -> None:
    (karro / "digest.yaml").write_text('format: briefing/1\ntitle: "open\n', encoding="utf-8")
    async with read_it(awaited(karro), settled=False) as reader:
        await reader.until(lambda: reader.app.trouble)
    assert "digest.yaml:3:1" in str(reader.app.trouble)


async def test_reading_on_keeps_what_was_read_on_the_way(karro: Path, read_it: ReadIt) -> None:
    async with read_it(karro) as reader:
        assert list(reader.dossier.readings)
        assert {*reader.dossier.readings} == {*reader.dossier.digest.shelf}


@pytest.mark.parametrize("keys", ["J" * 12, "K" * 4, "0}}}}}}", "0jjjjJJ", "3jjj1jj", ">>><<"])
async def test_what_is_painted_anew_is_all_that_changed(karro: Path, read_it: ReadIt, keys: str) -> None:
    async with read_it(karro, (120, 40)) as reader:
        for key in keys:
            await reader.press(key)
            await reader.settle()
            shown = reader.app.screen._compositor.render_strips()
            for widget in reader.screen.query("*"):
                widget._styles_cache.clear()
            assert [list(row) for row in reader.app.screen._compositor.render_strips()] == [list(row) for row in shown]


@pytest.mark.parametrize("keys", ["", "2", "0}", "6", "jj"])
@pytest.mark.parametrize("turn", [["wire", "gazette", "minutes"], ["minutes", "wire", "gazette"]])
async def test_of_each_document_that_was_read_all_that_it_changes_is_painted(
    karro: Path, read_it: ReadIt, keys: str, turn: list[str]
) -> None:
    async with read_it(karro, (120, 40)) as reader:
        for key in keys:
            await reader.press(key)
        await reader.settle()
        whole = reader.dossier
        for number in range(len(turn) + 1):
            reader.screen.dossier = whole.without(turn[number:])
            await reader.burst()
            shown = [list(row) for row in reader.app.screen._compositor.render_strips()]
            for pane in reader.screen.query(Pane):
                pane.refresh()
            for widget in reader.screen.query("*"):
                widget._styles_cache.clear()
            await reader.burst()
            assert [list(row) for row in reader.app.screen._compositor.render_strips()] == shown
