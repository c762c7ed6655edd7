"""In restricted mode nothing reaches beyond the screen, whatever is pressed anywhere: the interpreter itself tells."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from briefing.commands import COMMANDS, Where
from briefing.errors import BriefingError
from briefing.files import write_whole
from briefing.isolated import isolated
from briefing.loading import open_dossier
from briefing.permits import ALLOWABLE, REFUSALS, Act, Permits
from briefing.reader.app import BriefingApp
from briefing.reader.aside import start
from briefing.reader.copying import copied, open_to
from briefing.reader.keyed import Keyed
from briefing.reader.screens.prompt import Prompt
from briefing.review import State, marked
from briefing.saving import save
from briefing.state import Habits, state_home
from briefing.themes import find_palettes, load_palette
from tests.reader.conftest import Reader

STRICT = Permits(restricted=True)
LENIENT = Permits(restricted=True, allowed=frozenset(ALLOWABLE))

SEARCH = isolated("briefing.searcher", "serve")
STARTING = ("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "pty.spawn",
            "os.kill", "webbrowser.open")  # fmt: skip
WRITING = ("os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink",
           "os.truncate", "os.utime", "shutil.move", "shutil.rmtree", "shutil.copyfile")  # fmt: skip
WRITABLE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass
class Guard:
    """Notes what reaches beyond the screen, from the interpreter's own list of audit events."""

    places: tuple[Path, ...] = ()
    """Where files may be written."""
    heard: list[str] | None = None

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.heard is None:
            return
        if event == "subprocess.Popen":
            if list(arguments[1]) != SEARCH:  # type: ignore[call-overload]
                self.heard.append(f"{event} {arguments[1]}")
        elif event == "os.kill" and arguments[0] != os.getpid() and arguments[1] == signal.SIGKILL:
            return  # a search that nobody waits for any more is ended so
        elif event in STARTING:
            self.heard.append(f"{event} {arguments}")
        elif (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITABLE) or event in WRITING:
            self.written(event, arguments[0])

    def written(self, event: str, path: object) -> None:
        assert self.heard is not None
        if not isinstance(path, str | bytes | os.PathLike) or os.fsdecode(path) == os.devnull:
            return
        if not any(place in (whole := Path(os.fsdecode(path)).absolute(), *whole.parents) for place in self.places):
            self.heard.append(f"{event} {os.fsdecode(path)}")


guard = Guard()
sys.addaudithook(guard.hear)


@contextmanager
def guarded(*places: Path) -> Iterator[list[str]]:
    """Listen, and give what was heard; files may be written in these places alone."""
    guard.places, guard.heard = places, []
    try:
        yield guard.heard
    finally:
        guard.heard = None


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where what is remembered lies; every tool that might be run is there."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("tmux", "xclip", "wl-copy", "xsel", "pbcopy", "less", "vi", "nano", "sh"):
        (tools / name).write_text("#!/bin/true\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    given = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_STATE_HOME": str(tmp_path / "state"), "PATH": str(tools),
        "EDITOR": "vi", "PAGER": "less", "TMUX": "/tmp/tmux-0/default,1,0", "DISPLAY": ":0", "WAYLAND_DISPLAY": "w",
        "TERM": "xterm-256color",
    }  # fmt: skip
    for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    state_home().mkdir(parents=True)
    return state_home()


@asynccontextmanager
async def restricted(folder: Path, permits: Permits = STRICT) -> AsyncIterator[Reader]:
    """Open a dossier for somebody who may do no more than is permitted."""
    palette = load_palette(find_palettes()["dark"])
    habits = Habits(remember=True, follow=True)
    app = BriefingApp(open_dossier(folder), palette, permits=permits, habits=habits)
    async with app.run_test(size=(100, 30)) as pilot:
        reader = Reader(app, pilot)
        await reader.settle()
        yield reader


PLACES: dict[str, Callable[[Reader], None]] = {
    "a list": lambda reader: reader.screen.action_pane("facts"),
    "the text": lambda reader: reader.screen.action_pane("text"),
    "a sheet": lambda reader: reader.screen.action_help("help"),
    "the grid": lambda reader: reader.screen.action_coverage("coverage"),
    "a conflict": lambda reader: reader.screen.action_conflict("conflict"),
    "the timeline": lambda reader: reader.screen.action_timeline("timeline"),
}
"""Ways to every sort of screen."""


async def home(reader: Reader) -> None:
    """Go back to the reading screen, whatever lies over it."""
    while (top := reader.app.screen) is not reader.screen:
        top.dismiss(None)
        await gone(reader, top)


async def gone(reader: Reader, screen: object) -> None:
    """Wait until a screen does not lie over all others any more."""
    await reader.until(lambda: reader.app.screen is not screen)


async def go_to(reader: Reader, place: str) -> Keyed:
    """Go to a place."""
    await home(reader)
    PLACES[place](reader)
    await reader.until(lambda: len(reader.app.screen_stack) == 1 + (place not in ("a list", "the text")))
    assert isinstance(reader.app.screen, Keyed)
    return reader.app.screen


async def type_into(reader: Reader) -> None:
    """Where something is asked, answer it in every way that a line knows."""
    for key in ("x", "ctrl+a", "shift+home", "ctrl+x", "ctrl+v", "ctrl+c"):
        if isinstance(reader.app.screen, Prompt):
            await reader.burst(key)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


LEAVING = ("quit", "view-close", "sheet-close")

WALKS = [*((place, STRICT) for place in PLACES), ("a list", LENIENT), ("the grid", LENIENT)]


@pytest.mark.parametrize(("place", "permits"), WALKS)
async def test_every_command_is_refused_or_stays_on_the_screen(
    karro: Path, at_home: Path, place: str, permits: Permits
) -> None:
    before, review = names(karro), karro / "review.yaml"
    reviewing = Act.REVIEW in permits.allowed
    async with restricted(karro, permits) as reader:
        sent: list[str] = []
        reader.app._driver.write = sent.append  # type: ignore[method-assign, union-attr]
        with guarded(at_home, *[review] * reviewing) as heard:
            screen = await go_to(reader, place)
            for id_, command in COMMANDS.items():
                action = command.action.partition("(")[0] or "go"
                if id_ in LEAVING or not hasattr(screen, f"action_{action}"):
                    continue
                screen = screen if reader.app.screen is screen else await go_to(reader, place)
                with patch.object(screen, "say") as say:
                    await screen.perform(id_, letter="q" if command.takes else "")
                    await reader.pilot.pause(0)
                await type_into(reader)
                if refusal := permits.refusal(command.needs):
                    assert any(call.args == (refusal,) for call in say.call_args_list), f"{id_} must be refused"
                assert reader.app.is_running
            await home(reader)
        # What replaces review.yaml is written beside it.
        assert [one for one in heard if not reviewing or "/.review.yaml." not in one] == []
        assert Act.COPY in permits.allowed or not any("\x1b]52" in one for one in sent)
    assert [name for name in names(karro) if name not in before] in ([], ["review.yaml"] * reviewing)


async def test_every_key_everywhere_stays_on_the_screen(karro: Path, at_home: Path) -> None:
    where = {"a list": Where.LISTS, "the text": Where.TEXT, "a sheet": Where.SHEET}
    async with restricted(karro) as reader:
        with guarded(at_home) as heard:
            for place in ("a list", "the text", "a sheet", "the grid"):
                screen = await go_to(reader, place)
                for keys, id_ in reader.app.keymap.heard(where.get(place, Where.VIEW)).items():
                    if id_ in LEAVING:
                        continue
                    screen = screen if reader.app.screen is screen else await go_to(reader, place)
                    await reader.burst(*keys)
            await home(reader)
        assert heard == []
    assert "review.yaml" not in names(karro)


async def test_what_is_cut_in_a_prompt_goes_to_no_clipboard(karro: Path, at_home: Path) -> None:
    for permits in (STRICT, LENIENT):
        async with restricted(karro, permits) as reader:
            sent: list[str] = []
            await reader.press(":")
            prompt = reader.app.screen
            assert isinstance(prompt, Prompt)
            await reader.press("w", "o", "r", "d")
            reader.app._driver.write = sent.append  # type: ignore[method-assign, union-attr]
            await reader.press("shift+home", "ctrl+x")
            await reader.pilot.pause()
            assert prompt.typed == ""
            assert any("\x1b]52" in one for one in sent) == (permits is LENIENT)
            await reader.press("ctrl+v")
            await reader.pilot.pause()
            assert prompt.typed == "word"


async def test_an_address_is_shown_and_goes_to_no_clipboard(karro: Path, at_home: Path) -> None:
    digest = (karro / "digest.yaml").read_text("utf-8")
    linked = digest.replace("{id: wire,", "{id: wire, url: 'https://example.org/wire',")
    (karro / "digest.yaml").write_text(linked, encoding="utf-8")
    async with restricted(karro) as reader:
        with guarded(at_home) as heard:
            await reader.press("0", "o")
            await reader.settle()
        assert "not copied: https://example.org/wire" in reader.status()
        assert heard == []


@pytest.mark.parametrize("permits", [STRICT, LENIENT], ids=["strict", "lenient"])
async def test_below_the_commands_there_is_a_second_fence(
    karro: Path, at_home: Path, tmp_path: Path, permits: Permits
) -> None:
    async with restricted(karro, permits) as reader:
        app, dossier = reader.app, reader.dossier
        with guarded() as heard:
            with pytest.raises(BriefingError, match=REFUSALS[Act.RUN]):
                start(permits, ["sh", "-c", "true"])
            with pytest.raises(BriefingError, match=REFUSALS[Act.SAVE]):
                save(permits, dossier, tmp_path / "out.md", "words")
            with pytest.raises(BriefingError, match=REFUSALS[Act.SUSPEND]), app.suspend():
                pass
            app.action_suspend_process()
            app.open_url("https://example.org")
            app.deliver_screenshot()
            app.action_screenshot()
            reviews = marked(dossier.reviews, "f-deck", State.CHECKED, "x", "2031-03-05", "")
            if Act.REVIEW not in permits.allowed:
                with pytest.raises(BriefingError, match=REFUSALS[Act.REVIEW]):
                    reader.screen.write_reviews(dossier.reviews, reviews)
            assert bool(await copied(app, "words")) == (Act.COPY in permits.allowed)
            assert [route.command for route in open_to(permits, "words")] == [()] * (Act.COPY in permits.allowed)
        assert heard == []


def test_the_guard_hears_what_it_must(tmp_path: Path) -> None:
    with guarded(tmp_path / "here") as heard:
        (tmp_path / "here").mkdir()
        write_whole(tmp_path / "out", "words")
        start(Permits(), ["true"]).wait()
        (tmp_path / "out").read_bytes()
    assert any("os.rename" in one for one in heard)
    assert any("subprocess.Popen" in one for one in heard)
    assert any(one.startswith("open ") for one in heard)
    assert not any("here" in one for one in heard)
