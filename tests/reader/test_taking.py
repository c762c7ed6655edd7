"""Copying in the reader: the right words go the right way, and what is said of it is true."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from briefing.clipboard import REMOTE, encoded
from briefing.listing import PaneId
from briefing.reader.screens.carrying import NOTHING
from briefing.spans import Span

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

Tool = Callable[..., Path]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """Return the way to put a tool on a machine that has none: it keeps what it is given, and how it was called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    for name in (*REMOTE, "TMUX", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    # What is really installed on this machine is out of reach.
    monkeypatch.setattr("shutil.which", lambda name: str(folder / name) if (folder / name).exists() else None)

    def make(name: str, refuses: str = "nothing at all") -> Path:
        kept = tmp_path / f"{name}.kept"
        script = f"""#!/bin/sh
case "$*" in *"{refuses}"*) exit 1 ;; esac
cat > {kept}
echo "$*" > {kept}.how
"""
        (folder / name).write_text(script, "utf-8")
        (folder / name).chmod(0o755)
        return kept

    return make


def asked(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the terminal is asked to put into its clipboard, from now on."""
    sent: list[str] = []
    monkeypatch.setattr(reader.app, "copy_to_clipboard", sent.append)
    return sent


def called(kept: Path) -> str:
    """Return how a tool was called."""
    return Path(f"{kept}.how").read_text("utf-8")


async def said(reader: Reader, words: str) -> None:
    """Wait until the status row says something."""
    await reader.until(lambda: words in reader.status())


async def test_the_current_passage_is_copied_as_it_stands(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        await reader.press("y")
        await said(reader, "sent 33 characters to the terminal, which must allow it and does not say")
        assert sent == ["would reopen to freight on Friday"]


async def test_copying_with_a_citation_tells_outlet_date_file_and_line(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        await reader.press("Y")
        await reader.until(lambda: sent)
        assert sent == ["“would reopen to freight on Friday” (Northwire, 2031-03-04, wire.txt:1)"]


async def test_in_the_text_a_line_is_copied_without_wraps_and_gutter(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        text = reader.dossier.text("wire")
        assert text is not None
        at = text.received.index("Asked again")
        reader.screen.go_to(
            replace(reader.cursor, pane=PaneId.TEXT, doc="wire", spot=Span(at, at + 1), item="f-friday", passage=0)
        )
        await reader.press("y")
        await said(reader, "line: sent ")
        (line,) = sent
        assert line == text.lines.span(text.lines.line_at(at)).of(text.received)
        assert len(line) > 80


async def test_an_item_without_a_passage_gives_its_words(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        reader.highlight(PaneId.FACTS, "f-orphan")
        await reader.press("y")
        await said(reader, "the item's own words: sent 28 characters")
        await reader.press("Y")
        await reader.until(lambda: len(sent) == 2)
        assert sent[0] == "A bishop blessed the bridge."
        assert sent[1].startswith("“A bishop blessed the bridge.” (F3, Karro ")


async def test_where_there_are_no_words_that_is_said(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        text = reader.dossier.text("wire")
        assert text is not None
        blank = text.received.index("\n\n") + 1
        reader.screen.go_to(replace(reader.cursor, pane=PaneId.TEXT, doc="wire", spot=Span(blank, blank), item=""))
        await reader.press("y")
        assert NOTHING in reader.status()
        assert sent == []


@pytest.mark.parametrize("variable", REMOTE)
async def test_inside_tmux_its_own_buffer_is_the_way_even_over_ssh(
    variable: str, karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    kept = tool("tmux")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    monkeypatch.setenv(variable, "somewhere")
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        await reader.press("y")
        await said(reader, "sent 33 characters through tmux")
        assert kept.read_text("utf-8") == "would reopen to freight on Friday"
        assert called(kept) == "load-buffer -w -\n"
        assert sent == []


async def test_an_old_tmux_keeps_the_words_and_that_is_said(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    kept = tool("tmux", refuses="-w")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    async with read_it(karro) as reader:
        await reader.press("y")
        await said(reader, "33 characters in the tmux buffer, and nowhere else")
        assert kept.read_text("utf-8") == "would reopen to freight on Friday"


async def test_a_tool_of_this_machine_is_used_where_somebody_sits_at_it(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    kept = tool("wl-copy")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        await reader.press("y")
        await said(reader, "copied 33 characters with wl-copy")
        assert kept.read_text("utf-8") == "would reopen to freight on Friday"
        monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
        await reader.press("y")
        await said(reader, "sent 33 characters to the terminal")
        assert len(sent) == 1


async def test_a_tool_that_fails_gives_way_to_the_terminal(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    tool("xclip", refuses="clipboard")
    monkeypatch.setenv("DISPLAY", ":0")
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        await reader.press("y")
        await said(reader, "sent 33 characters to the terminal")
        assert len(sent) == 1


async def test_a_tool_that_never_ends_is_given_up(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    tool("xclip")
    (tmp_path / "bin" / "xclip").write_text("#!/bin/sh\nexec tail -f /dev/null\n", "utf-8")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("briefing.reader.copying.PATIENCE", 0.01)
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        await reader.press("y")
        await reader.until(lambda: sent)


async def test_where_no_way_leads_anywhere_that_is_said(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TERM", "linux")
    async with read_it(karro) as reader:
        await reader.press("y")
        await said(reader, "nothing was copied: this terminal takes nothing")


def test_the_terminal_is_asked_for_as_much_as_the_core_counted(karro: Path):
    written: list[str] = []

    class Driver:
        def write(self, data: str) -> None:
            written.append(data)

    from textual.app import App

    app: App[None] = App()
    app._driver = Driver()  # type: ignore[assignment]
    for words in ("Karro’s bridge", "\x1b[31m é\n", "x"):
        app.copy_to_clipboard(words)
        assert written[-1] == f"\x1b]52;c;{encoded(words)}\x07"
        assert base64.b64decode(written[-1][7:-1]).decode() == words


async def test_from_a_view_the_passage_pointed_at_is_copied(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        await reader.press("c", "y")
        await reader.until(lambda: len(sent) == 1)
        assert sent[0] == "would reopen to freight on Friday"
        # The cell of the gazette is silent: there is the fact, and no passage.
        await reader.press("l", "y")
        await reader.until(lambda: len(sent) == 2)
        assert sent[1] in ("Freight returns to the bridge on Friday 7 March.",
                           "no vehicle above 3.5 tonnes may cross before the April inspection")  # fmt: skip
        await reader.press("q", "x", "j", "Y")
        await reader.until(lambda: len(sent) == 3)
        assert sent[2].startswith("“")
        assert sent[2].endswith(")")


async def test_a_sheet_is_copied_as_it_stands(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        await reader.press("p", "y")
        await reader.until(lambda: sent)
        assert 'exact: "would reopen to freight on Friday"' in sent[0]
        await reader.until(lambda: "sent " in str(reader.sheet.pane.border_subtitle))


async def test_the_address_of_a_document_is_shown_and_copied_and_never_opened(
    karro: Path, read_it: ReadIt, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    digest = (karro / "digest.yaml").read_text("utf-8")
    digest = digest.replace("publisher: Northwire", 'publisher: Northwire, url: "https://north.example/a?b=1"')
    digest = digest.replace("publisher: Harbour Gazette", 'publisher: Harbour Gazette, url: "javascript:alert(1)"')
    (karro / "digest.yaml").write_text(digest, "utf-8")
    async with read_it(karro) as reader:
        sent = asked(reader, monkeypatch)
        opened: list[str] = []
        monkeypatch.setattr(reader.app, "open_url", opened.append)
        await reader.press("o")
        await said(reader, "sent to the terminal: https://north.example/a?b=1")
        assert sent == ["https://north.example/a?b=1"]
        await reader.press("6", "j", "o")
        assert "the digest gives no address on the web for" in reader.status()
        assert len(sent) == 1
        assert opened == []
