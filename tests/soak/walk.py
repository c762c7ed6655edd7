"""A reader who presses anything, and what must hold after every key: `make soak` walks for a set time.

Owns the walk: keys of every set of keys, prompts that are answered, sizes, themes, files that change under the reader
and reviews by somebody else; and the laws that are looked at after each step. The seed of the walk is printed, and
walks it again.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.widget import Widget

from briefing.commands import COMMANDS
from briefing.cursor import annotation
from briefing.display import harmless
from briefing.errors import BriefingError
from briefing.keymap import resolve
from briefing.listing import LISTS, PaneId, listing
from briefing.loading import open_dossier
from briefing.permits import ALLOWABLE, Act, Permits
from briefing.profiles import PROFILES
from briefing.reader.app import BriefingApp
from briefing.reader.panes.items import ListPane
from briefing.reader.screens.sheet import Sheet
from briefing.review import State, marked
from briefing.review_file import load, review_path
from briefing.review_file import save as keep
from briefing.shipped import shipped
from briefing.state import Habits
from briefing.themes import find_palettes, load_palette
from tests.reader.conftest import Reader

LEAVING = tuple(
    id_ for id_, command in COMMANDS.items() if id_ == "quit" or command.needs in (Act.RUN, Act.SAVE, Act.SUSPEND)
)
"""Commands that end the walk, or lead out of the reader; by their names they are refused."""

PERMITS = Permits(restricted=True, allowed=frozenset(ALLOWABLE))

ASKED = ("find", "filter", "note", "palette", "set-mark", "go-to-mark", "marks", "coverage", "timeline", "conflict")
"""Commands after which something is typed, or that open a view."""

SAID = ("the", "Syria", "review:checked", "by:", "F3", "12", "50%", "checked", "doubtful", "marks", "a", "zz", "\\b[A")
"""What is typed there."""

LETTERS = "abcdefghijklmnoprstuvwxyz /:&*'\"[]{}<>()!?0123456789éжג語"
"""What is typed where there is something to type in."""

SIZES = ((80, 24), (120, 40), (200, 60), (50, 16), (30, 8), (20, 5), (1, 1), (100, 30))

LAST = 40
"""Steps that are told where a law is broken."""

GROWTH = 80_000
"""Kilobytes by which the process may grow once it has seen a little of everything."""


class Walk:
    """One walk through one dossier."""

    def __init__(self, reader: Reader, folder: Path, seed: int) -> None:
        self.reader = reader
        self.folder = folder
        self.chance = random.Random(seed)
        self.steps: deque[str] = deque(maxlen=LAST)
        self.whole = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        self.drawn = 0
        own = {key for id_ in LEAVING for key in reader.app.keymap.keys.get(id_, ())}
        self.keys = sorted({key for keys in reader.app.keymap.keys.values() for key in keys if " " not in key} - own)

    async def step(self) -> None:
        """Do one thing, and look at the laws."""
        acts: list[tuple[float, Callable[[], object]]] = [
            (0.76, self.press), (0.08, self.ask), (0.06, self.resize), (0.03, self.wear), (0.04, self.edit),
            (0.03, self.review_by_somebody_else),
        ]  # fmt: skip
        act = self.chance.choices([act for _, act in acts], [share for share, _ in acts])[0]
        done = act()
        if asyncio.iscoroutine(done):
            await done
        self.check()

    async def press(self) -> None:
        """Press a key of the keymap or, where something is asked, letters."""
        asked = not isinstance(self.reader.app.screen, Sheet) and self.reader.app.screen is not self.reader.screen
        typed = asked and self.chance.random() < 0.5
        key = self.chance.choice(LETTERS) if typed else self.chance.choice([*self.keys, "escape", "enter"])
        key = "space" if key == " " else key
        self.steps.append(key)
        await self.reader.burst(key)
        if self.chance.random() < 0.1:
            await self.reader.pilot.pause()

    async def ask(self) -> None:
        """Call a command that asks something, and answer."""
        id_, said = self.chance.choice(ASKED), self.chance.choice(SAID)
        way = self.reader.app.keymap.keys.get(id_)
        if not way or self.reader.app.screen is not self.reader.screen:
            return
        self.steps.append(f"<{id_}: {said}>")
        await self.reader.burst(*way[0].split(), *said, self.chance.choice(("enter", "escape", "tab", "down")))

    def review_by_somebody_else(self) -> None:
        """Have another reader say something of an item, in the same file."""
        path = review_path(self.folder / "digest.yaml")
        before, problems = load(path)
        if problems:
            return
        item = self.chance.choice(sorted(self.reader.dossier.digest.items) or ["f-none"])
        state = self.chance.choice(list(State))
        self.steps.append(f"<{item} {state}>")
        with suppress(BriefingError):
            keep(path, before, marked(before, item, state, "somebody else", "2031-03-05T10:00:00Z", ""))

    async def resize(self) -> None:
        """Drag the window."""
        size = self.chance.choice(SIZES)
        self.steps.append(f"<{size[0]}x{size[1]}>")
        await self.reader.pilot.resize_terminal(*size)
        await self.reader.pilot.pause()

    def wear(self) -> None:
        """Put on a theme."""
        name = self.chance.choice(sorted(find_palettes()))
        self.steps.append(f"<{name}>")
        self.reader.app.try_on(name)

    def edit(self) -> None:
        """Damage a file, or mend them all."""
        path = self.chance.choice(sorted(self.whole))
        how = self.chance.choice(("mend", "mend", "cut", "empty", "gone", "noise"))
        self.steps.append(f"<{how} {path.name}>")
        if how == "mend":
            for one, data in self.whole.items():
                one.write_bytes(data)
        elif how == "gone":
            path.unlink(missing_ok=True)
        else:
            data = self.whole[path]
            damaged = {"cut": data[: len(data) // 2], "empty": b"", "noise": data.replace(b"e", b"\x1b[", 50)}
            path.write_bytes(damaged[how])

    def check(self) -> None:
        """Look at every law. Raises AssertionError with the last steps."""
        try:
            self.laws()
        except AssertionError as error:
            raise AssertionError(f"{error}\nafter: {' '.join(self.steps)}") from error

    def laws(self) -> None:
        """What must hold, whatever was pressed."""
        reader, cursor, dossier = self.reader, self.reader.cursor, self.reader.dossier
        digest = dossier.digest
        assert not cursor.item or cursor.item in digest.items, "the current item is one of the digest"
        assert not cursor.doc or cursor.doc in digest.shelf, "the document is one of the dossier"
        text = dossier.text(cursor.doc)
        assert text is None or 0 <= cursor.spot.start <= cursor.spot.end <= len(text.received), (
            "the spot is in the text"
        )
        for pane in LISTS:
            known = digest.shelf if pane is PaneId.DOCUMENTS else digest.items
            assert not cursor.row(pane) or cursor.row(pane) in known, f"what is highlighted in {pane} is there"
        current = annotation(dossier, cursor)
        assert current is None or cursor.passage >= 0, "the passage is counted from 0"
        assert len(reader.screen.history.past) <= 200, "the history has an end"
        for pane in LISTS:
            found = listing(dossier, cursor.view, pane)
            assert {*found.ids} <= {*digest.shelf} | {*digest.items}, f"{pane} lists what there is"
            assert len({*found.ids}) == len(found.ids), f"{pane} lists nothing twice"
            assert len(found.ids) <= found.whole or not found.whole, f"{pane} is not longer narrowed than whole"
        if reader.app.screen is reader.screen and not reader.screen.has_class("-small"):
            self.pictures()
        for widget in reader.app.screen.walk_children(Widget):
            if widget.is_on_screen and widget.outer_size:
                self.rows_of(widget)

    def rows_of(self, widget: Widget) -> None:
        """Rows that are kept must be those that would be drawn: whatever changes a row has it drawn anew."""
        whole, cache = Region(0, 0, *widget.outer_size), widget._styles_cache
        kept = widget.render_lines(whole)
        widget._styles_cache = StylesCache()
        drawn = widget.render_lines(whole)
        widget._styles_cache = cache
        stale = [y for y, (one, other) in enumerate(zip(kept, drawn, strict=True)) if [*one] != [*other]]
        assert not stale, f"rows {stale} of {widget} are old: {kept[stale[0]].text!r}, not {drawn[stale[0]].text!r}"

    def pictures(self) -> None:
        """What is painted must be what the cursor says."""
        reader, cursor = self.reader, self.reader.cursor
        for pane in reader.screen.query(ListPane):
            ids = listing(reader.dossier, cursor.view, pane.pane).ids
            if pane.cursor is not cursor or pane.dossier is not reader.dossier or not pane.display or not ids:
                continue
            marked = [id_ for id_, mark in reader.marked(pane.pane).items() if mark == ">"]
            assert marked == [cursor.row(pane.pane)] * (cursor.row(pane.pane) in ids), f"{pane.pane} marks its row"
        self.marked_passage()
        assert reader.text.cursor is not cursor or reader.text.cursor.doc == cursor.doc, "the text is the cursor's"

    def marked_passage(self) -> None:
        """What is drawn as the current passage must be words of it, and of nothing else."""
        reader, cursor = self.reader, self.reader.cursor
        text = reader.dossier.text(cursor.doc)
        pane = reader.text
        if text is None or pane.cursor is not cursor or pane.dossier is not reader.dossier or not pane.display:
            return
        ink, found = reader.app.ink["current"], annotation(reader.dossier, cursor)
        # Hits cover the passage in which they are, and may be drawn alike.
        if not ink.reverse or reader.screen.search or found is None or found.span is None or found.doc != cursor.doc:
            return
        # The marker of the row where the cursor stands is drawn alike.
        words, whole = (
            "".join(said.replace(">", "").split())
            for said in (reader.drawn(lambda style: bool(style.reverse)), harmless(found.span.of(text.received)))
        )
        assert words in whole, f"{words!r} is drawn as current, which is {whole!r}"
        self.drawn += bool(words)

    async def end(self) -> None:
        """Let everything be written, and see that what is shown of reviews is what the file holds."""
        for path, data in self.whole.items():
            path.write_bytes(data)
        for _ in range(len(self.reader.app.screen_stack) + 1):
            await self.reader.burst("escape")
        await self.reader.pilot.resize_terminal(*SIZES[0])
        self.reader.screen.action_reload("reload")
        await self.reader.settle()
        self.reader.screen.keep_reviews()
        await self.reader.settle()
        held, problems = load(review_path(self.folder / "digest.yaml"))
        shown = self.reader.dossier.reviews
        assert not problems, "the file of reviews is whole"
        lost = {item for item in {*held.marks, *shown.marks} if held.of(item) != shown.of(item)}
        assert not lost, f"what was said of {sorted(lost)[:3]} is what the file holds"


async def walk(seconds: float, most: int, seed: int, folder: Path, keys: str = "") -> int:
    """Walk for some seconds, or so many steps, and return how many there were. Raises AssertionError."""
    shutil.copytree(shipped("seeds"), folder, dirs_exist_ok=True)
    keymap = resolve(keys or sorted(PROFILES)[seed % len(PROFILES)])[0]
    habits = Habits(remember=True, follow=True)
    palette = load_palette(find_palettes()["dark"])
    app = BriefingApp(open_dossier(folder), palette, keymap, permits=PERMITS, habits=habits)
    steps = warm = 0
    until = time.monotonic() + seconds
    async with app.run_test(size=SIZES[0]) as pilot:
        reader = Reader(app, pilot)
        await reader.settle()
        # Quitting has no key on the walk, but the palette finds it by its letters.
        setattr(reader.screen, "action_quit", lambda _command_id: None)  # noqa: B010
        way = Walk(reader, folder, seed)
        while steps < most and time.monotonic() < until:
            await way.step()
            steps += 1
            if steps == 2000:
                warm = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        await way.end()
        assert way.drawn or steps < 200, "the passage that is current was drawn now and then"
        assert app.is_running, "nothing but quitting ends the reader"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - warm if warm else 0
    assert grown < GROWTH, f"the process grew by {grown} kB after its first 2000 steps"
    return steps


def main() -> None:
    """Walk for as long as was asked."""
    parser = argparse.ArgumentParser(description="Walk through the example dossier at random, with laws checked.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "XDG_STATE_HOME": f"{home}/state", "XDG_CONFIG_HOME": f"{home}/config"}
        sys.stdout.write(f"seed {given.seed}, {given.seconds:.0f} seconds, {len(COMMANDS)} commands\n")
        steps = asyncio.run(walk(given.seconds, 10**9, given.seed, Path(home) / "dossier"))
    sys.stdout.write(f"{steps} steps, no law broken, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss} kB at most\n")


if __name__ == "__main__":
    main()
