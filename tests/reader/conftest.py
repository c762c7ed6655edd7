"""What the tests of the reader share: an invented dossier, and the app under a pilot with what tests ask of it."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

import pytest
from msgspec.structs import replace
from rich.style import Style
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from briefing.beside import Beside
from briefing.cursor import Cursor, on_row
from briefing.dossier import Dossier
from briefing.keymap import Keymap
from briefing.listing import PaneId
from briefing.loading import open_dossier
from briefing.reader.app import BriefingApp
from briefing.reader.panes.items import ListPane
from briefing.reader.panes.pane import Pane
from briefing.reader.panes.rows import HintRow, StatusRow
from briefing.reader.panes.text import TextPane
from briefing.reader.screens.reading import Reading
from briefing.reader.screens.sheet import Sheet
from briefing.resolving import Annotation
from briefing.state import UNASKED, Habits
from briefing.themes import find_palettes, load_palette

SIZES = ((80, 24), (120, 40))
"""The stack and the two columns."""

PATIENCE = 60
"""Seconds for which a test looks for a state before it gives up; each look lets the app come to rest first."""

WIRE = """\
KARRO, March 4 - The crossing would reopen to freight on Friday, the transport minister said on Tuesday.

Orla Venn told reporters the deck was "sound, tested and paid for", and that no toll was planned before winter. \
Asked again, Ms Venn repeated it.

A banner on the pier read [/b] [sic] and [bold red]closed[/bold red], and the loudspeaker gave \x1b[31mred\x1b[0m \
\x1b]0;owned\x07noise \u202ebackwards\u202c until noon.

"""

GAZETTE = """\
Karro bridge in March
The gazette has learned that lorries may cross from Friday, and that the deck was tested twice.
Orla Venn would not say who paid for the tests.
Nothing is known about tolls.
"""

MINUTES = """\
Minutes of the Karro Council, third of March.

The council noted that no vehicle above 3.5 tonnes may cross before the April inspection.

The council thanked Venn for her letter.
"""

DIGEST = r"""format: briefing/1
title: "Karro [/b] [sic] \e[31mbridge\u202e reopens"
as_of: 2031-03-05
documents:
  - {id: wire, path: wire.txt, title: "Karro [/b] [sic]", publisher: Northwire, published: 2031-03-04}
  - {id: gazette, path: gazette.txt, publisher: Harbour Gazette, published: 2031-03-04}
  - {id: minutes, path: minutes.md, publisher: Karro Council, published: 2031-03-03}
actors:
  - {id: venn, name: Orla Venn, kind: person, role: transport minister, aliases: [Ms Venn, Venn],
     mentions: [{doc: wire, exact: the transport minister}]}
  - {id: council, name: Karro Council, kind: institution, aliases: [The council]}
facts:
  - id: f-friday
    text: Freight returns to the bridge on Friday 7 March.
    importance: 3
    actors: [venn]
    evidence:
      - {doc: wire, exact: "would reopen to freight on Friday", prefix: "The crossing "}
      - {doc: minutes, exact: "no vehicle above 3.5 tonnes may cross before the April inspection", stance: disputes}
  - id: f-deck
    text: The deck was tested.
    evidence:
      - {doc: wire, exact: 'the deck was "sound, tested'}
      - {doc: gazette, exact: the deck was tested twice}
  - id: f-orphan
    text: A bishop blessed the bridge.
    evidence: {doc: gazette, exact: the bishop of Karro blessed it}
  - id: f-banner
    text: "A banner read [/b] [sic] \e[2J\u202e on the pier."
    evidence: {doc: wire, exact: "A banner on the pier read [/b] [sic] and [bold red]closed[/bold red]"}
  - id: f-noise
    text: A loudspeaker was heard.
    importance: 1
    evidence: {doc: wire, exact: "\e[31mred\e[0m \e]0;owned\anoise \u202ebackwards\u202c until noon"}
  - id: f-tolls
    text: Nothing is known about tolls.
    evidence: {doc: gazette, exact: Nothing is known about tolls.}
  - id: f-last
    text: The evening ferry waits for the last lorry.
    evidence: {doc: wire, exact: the ferry of hour 39 waited for the last lorry}
statements:
  - id: s-sound
    speaker: venn
    addressee: reporters in Karro
    mode: mixed
    cue: told
    text: The minister vouches for the deck, for every one of its planks, and for whoever paid for them in the end.
    evidence: {doc: wire, exact: 'told reporters the deck was "sound, tested and paid for"'}
  - id: s-silent
    speaker: venn
    text: The minister keeps the payer to herself.
    evidence: {doc: gazette, exact: would not say who paid for the tests}
quotes:
  - id: q-sound
    speaker: venn
    statement: s-sound
    cue: told
    evidence: {doc: wire, exact: "sound, tested and paid for"}
conflicts:
  - id: c-date
    text: Whether freight may cross in March.
    positions:
      - {text: Freight from 7 March., held_by: [venn], items: [f-friday]}
      - text: Nothing heavy before April.
        held_by: [council]
        evidence: {doc: minutes, exact: before the April inspection}
"""

HOPS = 8
"""How often every queue is emptied after a key, which goes from the app to a pane, the screen, the focus and back."""


class Reader:
    """The app under a pilot: what is on its screen, and ways to bring it somewhere without one key after the other."""

    def __init__(self, app: BriefingApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> Reading:
        """The reading screen, whatever lies over it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, Reading)
        return screen

    @property
    def sheet(self) -> Sheet:
        """The sheet over the reading screen."""
        assert isinstance(self.app.screen, Sheet)
        return self.app.screen

    @property
    def dossier(self) -> Dossier:
        return self.screen.snapshot

    @property
    def cursor(self) -> Cursor:
        return self.screen.cursor

    @property
    def text(self) -> TextPane:
        return self.screen.query_one(TextPane)

    @property
    def hints(self) -> HintRow:
        return self.screen.query_one(HintRow)

    def pane(self, pane: PaneId) -> Pane:
        return self.screen.query_one(f"#{pane}", Pane)

    def focused(self) -> str:
        """Return the name of the pane that has Textual's focus."""
        return (self.screen.focused.id if self.screen.focused else "") or ""

    def status(self) -> str:
        """Return what the status row shows."""
        return self.screen.query_one(StatusRow).render_line(0).text

    def rows(self) -> list[str]:
        """Return the whole screen as it would be painted, row by row."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def shown(self) -> str:
        """Return the whole screen as one string."""
        return "\n".join(self.rows())

    def sheet_words(self) -> str:
        """Return all the words of the sheet, with the breaks that wrapping made taken out again."""
        return " ".join(" ".join("".join(words for words, _ in line) for line in self.sheet.pane.lines).split())

    def passage_words(self) -> str:
        """Return the words that the text cursor stands on, as received."""
        text = self.dossier.text(self.cursor.doc)
        assert text is not None
        return self.cursor.spot.of(text.received)

    def drawn(self, wanted: Callable[[Style], bool]) -> str:
        """Return the words in the text pane whose style is as wanted, wrapped rows joined by a space."""
        rows = []
        for y in range(self.text.size.height):
            strip = self.text.render_line(y)
            rows.append("".join(segment.text for segment in strip if segment.style and wanted(segment.style)).strip())
        return " ".join(filter(None, rows))

    def marked(self, pane: PaneId) -> dict[str, str]:
        """Return the marker before each row of a list, for all its rows, by id."""
        shown = self.screen.query_one(f"#{pane}", ListPane)
        draw = shown.drawing(shown.size.width, Style.null())
        return {id_: "".join(segment.text for segment in draw(row))[1] for row, id_ in enumerate(shown.listing.ids)}

    def in_view(self, pane: Pane) -> bool:
        """Say whether the current row of a pane is among those on the screen."""
        return pane.scroll_offset.y <= pane.current_row() < pane.scroll_offset.y + pane.size.height

    async def until(self, holds: Callable[[], object]) -> None:
        """Let the app work until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError("this did not come to hold in the time a test may take")
            await self.pilot.pause()

    async def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size, and wait until the screen has it."""
        await self.pilot.resize_terminal(*size)
        await self.until(lambda: tuple(self.screen.size) == size)
        await self.pilot.pause()

    async def settle(self) -> None:
        """Let the app work until every document is read and the text has followed."""

        def rested() -> bool:
            busy = any(not worker.is_finished for worker in self.app.workers)
            return not busy and not self.dossier.unread and self.screen.following is None

        await self.until(rested)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other and let the app come to rest after each."""
        for key in keys:
            await self.burst(key)

    async def burst(self, *keys: str) -> None:
        """Send keys without letting the app come to rest in between, as a held key or a slow line does."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            self.app.post_message(events.Key(name, " " if key == "space" else key if len(key) == 1 else None))
        stack = len(self.app.screen_stack)
        for _ in range(HOPS):
            await self.pilot.pause(0)
        if self.app.is_running and len(self.app.screen_stack) != stack:
            await self.pilot.pause()

    def highlight(self, pane: PaneId, id_: str) -> None:
        """Have a list take the keys and highlight one of its rows, without a key."""
        self.screen.go_to(on_row(self.dossier, replace(self.cursor, pane=pane), pane, id_))

    def stand_on(self, found: Annotation) -> None:
        """Have the text take the keys and stand on the words of an annotation, without a key."""
        assert found.span is not None
        self.screen.go_to(replace(self.cursor, pane=PaneId.TEXT, doc=found.doc, spot=found.span, item="", passage=0))

    def annotations(self, item: str) -> list[Annotation]:
        """Return an item's passages whose place is trusted."""
        return [found for found in self.dossier.annotations(item) if found.span]


class ReadIt(Protocol):
    """Opens a dossier in the reader, at a size."""

    def __call__(
        self,
        dossier: Path | Dossier,
        size: tuple[int, int] = ...,
        *,
        settled: bool = ...,
        keymap: Keymap | None = ...,
        habits: Habits = ...,
        beside: Beside | None = ...,
    ) -> AbstractAsyncContextManager[Reader]: ...


@pytest.fixture
def read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadIt:
    """Return the way to open a dossier in the reader, on nobody's machine."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    palette = load_palette(find_palettes()["dark"])

    @asynccontextmanager
    async def reading(
        dossier: Path | Dossier,
        size: tuple[int, int] = SIZES[0],
        *,
        settled: bool = True,
        keymap: Keymap | None = None,
        habits: Habits = UNASKED,
        beside: Beside | None = None,
    ) -> AsyncIterator[Reader]:
        opened = open_dossier(dossier) if isinstance(dossier, Path) else dossier
        app = BriefingApp(opened, palette, keymap, habits=habits, beside=beside)
        async with app.run_test(size=size) as pilot:
            reader = Reader(app, pilot)
            if settled:
                await reader.settle()
            yield reader

    return reading


@pytest.fixture
def karro(tmp_path: Path) -> Path:
    """Return the folder of an invented dossier: overlaps, two sides, an orphan, and words that mean harm."""
    folder = tmp_path / "karro"
    folder.mkdir()
    hours = (f"In hour {hour} {_counted(hour)}.\n\n" for hour in range(40))
    (folder / "wire.txt").write_text(WIRE + "".join(hours), encoding="utf-8", newline="")
    (folder / "gazette.txt").write_text(GAZETTE, encoding="utf-8", newline="")
    (folder / "minutes.md").write_text(MINUTES, encoding="utf-8", newline="")
    (folder / "digest.yaml").write_text(DIGEST, encoding="utf-8")
    return folder


def _counted(hour: int) -> str:
    last = f", and the ferry of hour {hour} waited for the last lorry" if hour == 39 else ""
    return f"the keeper of the bridge counted {hour * 7} lorries waiting on either side of the closed crossing{last}"
