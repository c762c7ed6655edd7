"""A page whose lines lead to passages: conflict, timeline, actor, comparison.

Owns which of them is pointed at, scrolling with it in view, and going from one page of a kind to the next. Refuses to
know what the lines say.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from briefing.reader.painting import Ink, Parts, cut, draw, filled
from briefing.reader.screens.view import View
from briefing.reader.views.lines import MARK, Cell, Line, Link, Stop, sifted, stops
from briefing.walking import Target


class Page(Struct, frozen=True):
    """What a linked view shows."""

    title: str
    lines: Callable[[int], list[Line]]
    """Gives the lines for a width in columns, without the marker's."""
    item: str = ""
    """The item at whose first line the view begins."""
    about: str = ""
    """The item that the page is about, if it is about one."""
    whole: str = ""
    """What the page is called among the offers to save, if it is one of them."""
    beside: Callable[[int], Page | None] | None = None
    """Gives the page so many further, if there is one."""


class LinkedPane(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines, with a marker before the one that is pointed at."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.wanted = ""
        self.whole: list[Line] = []
        self.lines: list[Line] = []
        self.stops: list[Stop] = []
        self.at = 0
        self.kept: Link | None = None

    def on_resize(self) -> None:
        """Lay the page out for another width."""
        target = self.stops[self.at].link.target if self.stops else (self.page.item, None)
        self.whole = self.page.lines(max(self.size.width - MARK - 1, 1))
        self.sift(self.wanted)
        found = (at for at, stop in enumerate(self.stops) if target in (stop.link.target, (stop.link.item, None)))
        self.point(next(found, 0))
        if isinstance(self.screen, View):
            self.screen.retitle()

    def sift(self, words: str) -> None:
        """Show only what holds some words; what is pointed at stays so where it is among that."""
        self.wanted, here = words, self.stop.link if self.stop else None
        self.lines = sifted(self.whole, words) if words.strip() else self.whole
        self.stops = stops(self.lines)
        self.virtual_size = Size(self.size.width, len(self.lines))
        self.at = min(self.at, max(len(self.stops) - 1, 0))
        self.find(here)

    def find(self, link: Link | None) -> None:
        """Point at a link where it is shown, or at another that leads to the same place."""
        same = [at for at, stop in enumerate(self.stops) if link and stop.link.target == link.target]
        itself = [at for at in same if self.stops[at].link is link]
        self.point(next(iter([*itself, *same]), self.at))

    def turn(self, page: Page) -> None:
        """Show another page from its top."""
        self.page, self.at, self.stops = page, 0, []
        self.scroll_to(y=0, animate=False, immediate=True)
        self.on_resize()

    @property
    def stop(self) -> Stop | None:
        """What is pointed at."""
        return self.stops[self.at] if self.at < len(self.stops) else None

    def point(self, at: int) -> None:
        """Point at something that leads somewhere, and bring it into view with the line before it."""
        self.at = at
        stop, top, height = self.stop, self.scroll_offset.y, max(self.size.height, 1)
        if stop:
            # What stands above the first one is its heading, and wants to be seen too.
            first = 0 if self.at == 0 else max(stop.first - 1, 0)
            if first < top:
                self.scroll(first)
            elif self.at and stop.last >= top + height:
                self.scroll(min(stop.last - height + 1 + height // 3, stop.first))
        self.refresh()

    def reveal(self, stop: Stop) -> None:
        """Bring into view what a long heading has left below the screen."""
        self.scroll(stop.first - 1)
        self.refresh()

    def scroll(self, y: int) -> None:
        """Scroll to a line."""
        limit = max(len(self.lines) - self.size.height, 0)
        self.scroll_to(y=min(max(y, 0), limit), animate=False, immediate=True)

    def leaf(self, by: int) -> None:
        """Scroll by lines, and point at the first that can be seen then."""
        top = self.scroll_offset.y
        self.scroll(top + by)
        if not self.stops:
            return
        top = self.scroll_offset.y
        column = self.stop.column if self.stop else 0
        seen = [at for at, stop in enumerate(self.stops) if top <= stop.first < top + self.size.height]
        same = [at for at in seen if self.stops[at].column == column]
        ends = [0] if by < 0 and top == 0 else [len(self.stops) - 1] if by > 0 and top + by > len(self.lines) else []
        self.at = next(iter([*ends, *same, *seen]), self.at)
        self.refresh()

    def aside(self, by: int) -> bool:
        """Point at the nearest in another column; say whether there is one."""
        stop = self.stop
        if stop is None:
            return False
        sides = {other.column for other in self.stops}
        column = min(max(stop.column + by, 0), max(sides))
        others = [at for at, other in enumerate(self.stops) if other.column == column]
        if column == stop.column or not others:
            return False
        self.point(min(others, key=lambda at: abs(self.stops[at].first - stop.first)))
        return True

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        base, width, at = self.rich_style, self.size.width, y + self.scroll_offset.y
        ink: Ink = self.app.ink  # type: ignore[attr-defined]
        if at >= len(self.lines):
            return Strip.blank(width, base)
        segments: list[Segment] = []
        for cell in self.lines[at]:
            here = self.stop is not None and cell.link is self.stop.link and at == self.stop.first
            segments += _drawn(cell, ink, base, here=here)
        return filled(segments, width, base)


def _drawn(cell: Cell, ink: Ink, base: Style, *, here: bool) -> list[Segment]:
    """Return the segments of a cell, filled up to its width."""
    mark = ("> " if here else "  ", "cursor" if here else "")
    if not cell.width:
        return draw((mark, *cell.parts), ink, base)
    room = cell.width - MARK
    parts: list[tuple[str, str]] = []
    for words, slot in cell.parts:
        parts.append((cut(words, room) if room > 0 else "", slot))
        room -= cell_len(parts[-1][0])
    filled: Parts = (mark, *parts, (" " * max(room, 0), ""))
    return draw(filled, ink, base)


class Linked(View):
    """A view that is a page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.pane = LinkedPane(page)

    def compose(self) -> ComposeResult:
        """Fill the screen."""
        yield self.pane

    def on_mount(self) -> None:
        """Say what is shown."""
        self.retitle()

    @property
    def body(self) -> Widget:
        """The page."""
        return self.pane

    def heading(self) -> str:
        """The page's own title."""
        return self.pane.page.title

    def place(self) -> str:
        """How many places there are to go to, and which is pointed at."""
        pane = self.pane
        return f"{pane.at + 1}/{len(pane.stops)}" if pane.stops else "nothing to go to"

    def about(self) -> str:
        """What the page is about."""
        return self.pane.page.about

    @property
    def first(self) -> str:
        """What is offered first to be saved."""
        return self.pane.page.whole

    def hinted(self) -> tuple[tuple[str, str], ...]:
        """Tell of the next page where there is one."""
        walk = (("view-next-conflict", "next"), ("view-previous-conflict", "before")) if self.pane.page.beside else ()
        return (("view-close", "back"), ("view-go", "passage"), *walk, ("view-help", "help"), ("view-find", "search"),
                ("view-copy", "copy"), ("view-save", "save"))  # fmt: skip

    def keep_place(self) -> None:
        """Remember what is pointed at."""
        if self.pane.stop:
            self.pane.kept = self.pane.stop.link

    def go_back(self) -> None:
        """Point at what was remembered."""
        self.pane.find(self.pane.kept)
        self.retitle()

    def target(self) -> Target | None:
        """What is pointed at."""
        return self.pane.stop.link.target if self.pane.stop else None

    def search(self, words: str) -> None:
        """Show only the places that hold some words."""
        self.wanted = words
        self.pane.sift(words)
        self.retitle()

    def action_step(self, by: int) -> None:
        """Point at the next place, or one further on; where none is left, scroll."""
        pane = self.pane
        if by == 1 and not self.count and pane.stop and pane.stop.first >= pane.scroll_offset.y + pane.size.height:
            # What is pointed at lies below a long heading that was read first.
            pane.reveal(pane.stop)
            return
        at = min(max(pane.at + by * (self.count or 1), 0), max(len(pane.stops) - 1, 0))
        if at == pane.at:
            pane.scroll(pane.scroll_offset.y + by)
        else:
            pane.point(at)
        self.retitle()

    def action_leaf(self, by: float) -> None:
        """Scroll by pages."""
        self.pane.leaf(round(by * max(self.pane.size.height - 1, 1)) * (self.count or 1))
        self.retitle()

    def action_side(self, by: int) -> None:
        """Point at the nearest place in another column."""
        said = self.pane.aside(by * (self.count or 1))
        self.retitle()
        if not said:
            self.say("there is no column there")

    def action_dispute(self, by: int) -> None:
        """Turn to the next page of the kind."""
        page = self.pane.page
        other = page.beside(by * (self.count or 1)) if page.beside else None
        if other is None:
            self.say("there is none further" if page.beside else "there is one page of this")
            return
        self.wanted = self.pane.wanted = ""
        self.pane.turn(other)
        self.retitle()
