"""The private hooks of Textual that the reader leans on are there, and a crash tells nothing of the documents."""

from __future__ import annotations

import inspect
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.css.query import NoMatches

from briefing.crashes import state_home, write_report
from briefing.loading import open_dossier
from briefing.reader.app import BriefingApp
from briefing.reader.screens.reading import Reading
from briefing.reader.wire.crash import QuietCrash
from briefing.themes import find_palettes, load_palette

if TYPE_CHECKING:
    from tests.reader.conftest import ReadIt

SECRETS = ("KARRO", "reopen to freight", "sound, tested", "Freight returns", "Orla Venn", "lorries", "Northwire")


class HandlerError(RuntimeError):
    """What a handler of the app raises in these tests, with words of a document in it."""


def test_the_hooks_for_a_crash_have_the_shape_that_is_relied_on():
    app: App[None] = App()
    for name in ("_fatal_error", "_close_messages_no_wait"):
        hook = getattr(App, name)
        assert callable(hook)
        assert not inspect.iscoroutinefunction(hook)
        assert list(inspect.signature(hook).parameters) == ["self"]
    assert list(inspect.signature(App._handle_exception).parameters) == ["self", "error"]
    assert app._exit is False
    assert app._exit_renderables == []
    assert app._return_code is None
    assert list(inspect.signature(App.bell).parameters) == ["self"]


def test_textual_calls_the_hook_where_a_handler_raises():
    assert QuietCrash._fatal_error is not App._fatal_error
    assert BriefingApp._fatal_error is QuietCrash._fatal_error
    assert "self._fatal_error()" in inspect.getsource(App._handle_exception)
    printing = inspect.getsource(App._print_error_renderables)
    assert "self._exit_renderables" in printing
    assert "error_console" in printing


@pytest.mark.parametrize("leaving", [True, False])
def test_what_falls_over_while_it_is_taken_down_is_no_crash(leaving: bool, monkeypatch: pytest.MonkeyPatch):
    crashes: list[str] = []
    monkeypatch.setattr(QuietCrash, "_fatal_error", lambda app: crashes.append("crash"))
    monkeypatch.setattr(QuietCrash, "panic", lambda app, *shown: crashes.append("crash"))
    app = QuietCrash()
    app._exit = leaving
    app._handle_exception(NoMatches())
    assert crashes == [] if leaving else ["crash"]
    app._handle_exception(HandlerError())
    assert crashes[-1:] == ["crash"]


async def test_a_crash_tells_nothing_of_the_documents(
    karro: Path,
    read_it: ReadIt,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    def raises(screen: Reading, _command_id: str) -> None:
        text = screen.snapshot.text("wire")
        assert text is not None
        words = text.received
        raise HandlerError(words)

    monkeypatch.setattr(Reading, "action_help", raises)
    apps: list[BriefingApp] = []

    async def crash() -> None:
        async with read_it(karro) as reader:
            apps.append(reader.app)
            await reader.press("?")
            await reader.until(lambda: not reader.app.is_running)

    with pytest.raises(HandlerError):
        await crash()
    assert apps[0].return_code == 1
    report = state_home() / "crash.txt"
    written, printed = report.read_text("utf-8"), "".join(capsys.readouterr())
    assert written.startswith("HandlerError\n")
    assert "in raises" in written
    assert "briefing crashed (HandlerError)" in printed
    assert str(report) in printed.replace("\n", "")
    for secret in SECRETS:
        assert secret not in written
        assert secret not in printed
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_a_report_that_cannot_be_written_hides_nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert write_report(HandlerError("KARRO")) is None


def test_a_report_never_follows_a_link_that_lies_in_its_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    victim = tmp_path / "victim"
    victim.write_text("untouched", "utf-8")
    (tmp_path / "briefing").mkdir()
    (tmp_path / "briefing" / "crash.txt").symlink_to(victim)
    written = write_report(HandlerError("KARRO"))
    assert written == tmp_path / "briefing" / "crash.txt"
    assert not written.is_symlink()
    assert victim.read_text("utf-8") == "untouched"


@pytest.mark.parametrize("home", ["", "relative/path"])
def test_state_goes_home_where_the_variable_says_nothing_useful(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", home)
    assert state_home() == tmp_path / ".local" / "state" / "briefing"


def test_opening_the_reader_writes_nothing(karro: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = sorted(path.name for path in karro.iterdir())
    BriefingApp(open_dossier(karro), load_palette(find_palettes()["dark"]))
    assert sorted(path.name for path in karro.iterdir()) == before
    assert not (tmp_path / "state").exists()
