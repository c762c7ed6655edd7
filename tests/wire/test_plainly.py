"""Rows that are handed on as they are drawn are what Textual would have made of them."""

from __future__ import annotations

import importlib.util
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import split_graphemes
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.css.styles import RenderStyles
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from briefing.loading import load_dossier
from briefing.reader.panes.papered import Papered
from briefing.reader.panes.text import TextPane
from briefing.reader.wire import plainly

if TYPE_CHECKING:
    from tests.wire.conftest import PaintIt

WORDLY = """format: briefing/1
title: 港
documents: [{id: port, path: port.txt}]
facts: [{id: reopens, text: "港は金曜日 reopens \\t now", evidence: {doc: port, exact: on Friday}}]
"""


@pytest.fixture
def worldly(tmp_path: Path) -> Path:
    """A dossier with what takes two columns, and with a tab."""
    (tmp_path / "port.txt").write_text("港は The port opens on Friday.\n\tIndented 한국어 👍 so.\n" * 9, "utf-8")
    (tmp_path / "digest.yaml").write_text(WORDLY, "utf-8")
    return tmp_path


def test_the_hook_has_the_shape_that_is_relied_on():
    assert tuple(inspect.signature(StylesCache.render_line).parameters)[: len(plainly.DRAWS)] == plainly.DRAWS
    assert list(inspect.signature(StylesCache.render_widget).parameters) == ["self", "widget", "crop"]
    assert "self._styles_cache.render_widget(self, crop)" in inspect.getsource(Widget.render_lines)
    source = inspect.getsource(Widget._set_dirty)
    assert "self._styles_cache.set_dirty(*widget_regions)" in source
    assert "self._styles_cache.clear()" in source
    assert StylesCache()._dirty_lines == set()


def test_a_hook_of_another_shape_is_left_alone(monkeypatch: pytest.MonkeyPatch):
    def render_line(self: StylesCache, line: int) -> Strip:
        return Strip.blank(line)

    widget = Widget()
    with monkeypatch.context() as patched:
        patched.setattr(StylesCache, "render_line", render_line)
        plainly.paint_plainly(widget)
    with monkeypatch.context() as patched:
        patched.delattr(StylesCache, "render_line")
        plainly.paint_plainly(widget)
    with monkeypatch.context() as patched:
        patched.delattr(widget._styles_cache, "_dirty_lines")
        plainly.paint_plainly(widget)
    with monkeypatch.context() as patched:
        patched.delattr(widget, "_styles_cache")
        plainly.paint_plainly(widget)
        assert not hasattr(widget, "_styles_cache")
    assert type(widget._styles_cache) is StylesCache
    plainly.paint_plainly(widget)
    assert type(widget._styles_cache) is plainly.PlainRows


def test_where_there_is_no_such_hook_the_reader_opens_without_it():
    spec = importlib.util.find_spec("briefing.reader.wire.plainly")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    kept = sys.modules.pop("textual._styles_cache")
    sys.modules["textual._styles_cache"] = None  # type: ignore[assignment]
    try:
        spec.loader.exec_module(module)
    finally:
        sys.modules["textual._styles_cache"] = kept
    widget = Widget()
    module.paint_plainly(widget)
    assert type(widget._styles_cache) is StylesCache


def looks(strips: list[Strip]) -> list[list[tuple[str, Style | None]]]:
    """Return what stands in each column of some rows, and how it looks."""
    return [
        [(segment.text[start:stop], segment.style) for segment in strip for start, stop, _ in split(segment.text)]
        for strip in strips
    ]


def split(text: str) -> list[tuple[int, int, int]]:
    return split_graphemes(text)[0]


def both(widget: Widget, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Strip], list[Strip]]:
    """Return all rows of a widget, as they are shown and as Textual would show them."""
    shown = []
    for cache in (plainly.PlainRows(), StylesCache()):
        with monkeypatch.context() as patched:
            patched.setattr(widget, "_styles_cache", cache)
            shown.append(widget.render_lines(Region(0, 0, *widget.outer_size)))
    return shown[0], shown[1]


@pytest.mark.parametrize("size", [(30, 8), (80, 24), (120, 40), (200, 60)])
async def test_every_row_of_the_reader_is_the_same(
    worldly: Path, paint_it: PaintIt, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
):
    async with paint_it(load_dossier(worldly), size) as painted:
        widgets = [one for one in painted.reading.query(Widget) if isinstance(one, Papered) and one.is_on_screen]
        assert widgets
        for widget in widgets:
            shown, stock = both(widget, monkeypatch)
            assert looks(shown) == looks(stock)
            assert [strip.cell_length for strip in shown] == [widget.outer_size.width] * widget.outer_size.height


async def test_rows_that_did_not_change_are_not_gone_through(worldly: Path, paint_it: PaintIt):
    async with paint_it(load_dossier(worldly), (80, 24)) as painted:
        text = painted.reading.query_one(TextPane)
        crop = Region(0, 0, *text.outer_size)
        rows = text.render_lines(crop)
        assert text.render_lines(crop) is rows
        text.refresh_line(0)
        again = text.render_lines(crop)
        assert [was is now for was, now in zip(rows, again, strict=True)] == [line != 1 for line in range(len(rows))]
        assert text.render_lines(Region(0, 0, 9, 2)) == [strip.crop(0, 9) for strip in again[:2]]
        text.border_title = "another"
        assert "another" in text.render_lines(crop)[0].text


async def test_stock_painting_is_textuals(worldly: Path, paint_it: PaintIt):
    async with paint_it(load_dossier(worldly), (80, 24)) as painted:
        cache = painted.reading.query_one(TextPane)._styles_cache
        assert isinstance(cache, plainly.PlainRows)
        assert cache.plain
        painted.app.stock_paint = True
        await painted.press("0", "j")
        assert not cache.plain


def outlined(styles: RenderStyles) -> None:
    styles.outline = ("heavy", Color(255, 0, 0))


def padded(styles: RenderStyles) -> None:
    styles.padding = (1, 2)


def tinted(styles: RenderStyles) -> None:
    styles.tint = Color(255, 0, 0, 0.5)


def hatched(styles: RenderStyles) -> None:
    styles.hatch = ("x", Color(255, 0, 0))


def faint(styles: RenderStyles) -> None:
    styles.opacity = 0.5


def pale(styles: RenderStyles) -> None:
    styles.text_opacity = 0.5


def bordered(styles: RenderStyles) -> None:
    styles.border_left = ("heavy", Color(255, 0, 0))


@pytest.mark.parametrize("dress", [outlined, padded, tinted, hatched, faint, pale, bordered])
async def test_whatever_lies_over_rows_or_round_them_is_textuals(
    worldly: Path, paint_it: PaintIt, dress: Callable[[RenderStyles], None], monkeypatch: pytest.MonkeyPatch
):
    async with paint_it(load_dossier(worldly), (80, 24)) as painted:
        text = painted.reading.query_one(TextPane)
        plain, _ = both(text, monkeypatch)
        dress(text.styles)
        await painted.press("j", "k")
        shown, stock = both(text, monkeypatch)
        assert looks(shown) == looks(stock)
        assert looks(shown) != looks(plain)
