"""Rows of a widget that has nothing but rows: what it draws is what is shown.

Owns one private hook, `Widget._styles_cache`, through which every row of a widget goes to have its border, padding,
tint and the like laid round and over it; that takes as long as drawing the row does. Rows that fill their widget from
side to side, in one without any of that, are handed on as they are. Under stock painting, and where the hook has
changed shape, all is left to Textual.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.css.styles import StylesBase
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

try:
    from textual._styles_cache import StylesCache
except ImportError:  # no Textual that the package asks for; then no widget has one
    StylesCache = object  # type: ignore[assignment, misc]

DRAWS = ("self", "styles", "y", "size", "content_size", "padding", "base_background", "background",
         "render_content_line", "border_title", "border_subtitle", "opacity")  # fmt: skip
"""What the drawing of a row takes, as far as it is read here."""


class PlainRows(StylesCache):
    """The rows of a widget as Textual keeps them, less what it does to them where there is nothing to do."""

    top = 0
    """Rows of the widget above its content."""
    plain = False
    """Whether the content is all there is from side to side, and nothing is laid over it."""
    kept: tuple[tuple[object, ...], list[Strip]] | None = None
    """All rows as they were asked for last, with what they depend on beside what is dirty."""

    def clear(self) -> None:
        """Forget all rows."""
        super().clear()
        self.kept = None

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Return rows of the widget, drawing those that have changed."""
        if getattr(widget.app, "stock_paint", False):
            self.plain, self.kept = False, None
            return super().render_widget(widget, crop)
        asked = (crop, widget.region.size, *widget.get_line_filters())
        if self.kept is None or self.kept[0] != asked or self._dirty_lines:
            self.kept = asked, self.drawn(widget, crop)
        return self.kept[1]

    def drawn(self, widget: Widget, crop: Region) -> list[Strip]:
        """Return rows of a widget of which some have changed."""
        styles, size = widget.styles, widget.region.size
        gutter, outline = styles.gutter, styles.outline.spacing
        self.top = gutter.top
        self.plain = (
            widget.content_region.size == Size(size.width, size.height - gutter.height)
            and not (gutter.width or outline.width or outline.height or styles.tint.a or styles.has_rule("hatch"))
            and widget.opacity == styles.text_opacity == 1
        )
        return super().render_widget(widget, crop)

    def render_line(
        self, styles: StylesBase, y: int, size: Size, content_size: Size, padding: Any, base_background: Any,
        background: Any, render_content_line: Callable[[int], Strip], *rest: Any, **options: Any,
    ) -> Strip:  # fmt: skip
        """Return a row of the widget."""
        if self.plain and 0 <= y - self.top < content_size.height:
            strip = render_content_line(y - self.top)
            if strip.cell_length == size.width:
                return strip
        return super().render_line(
            styles, y, size, content_size, padding, base_background, background, render_content_line, *rest, **options
        )


def paint_plainly(widget: Widget) -> None:
    """Have the rows of a widget that was just made handed on as they are drawn, where that gives the same."""
    cache = getattr(widget, "_styles_cache", None)
    if isinstance(cache, StylesCache) and hasattr(cache, "_dirty_lines") and fits():
        widget._styles_cache = PlainRows()


def fits() -> bool:
    """Say whether the drawing of a row takes what it is handed here."""
    way = getattr(StylesCache, "render_line", None)
    return way is not None and way.__code__.co_varnames[: len(DRAWS)] == DRAWS
