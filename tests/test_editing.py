"""Every editor is told the line as it wants to hear it, and no shell is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.editing import command_line, editor
from briefing.errors import BriefingError

FILE = Path("/d/digest.yaml")


@pytest.mark.parametrize(
    ("called", "words"),
    [
        ("vi", "vi +12 /d/digest.yaml"),
        ("/usr/bin/nvim -u NONE", "/usr/bin/nvim -u NONE +12 /d/digest.yaml"),
        ("nano", "nano +12 /d/digest.yaml"),
        ("emacs -nw", "emacs -nw +12 /d/digest.yaml"),
        ("emacsclient -t", "emacsclient -t +12 /d/digest.yaml"),
        ("kak", "kak +12 /d/digest.yaml"),
        ("micro", "micro +12 /d/digest.yaml"),
        ("hx", "hx /d/digest.yaml:12"),
        ("subl", "subl --wait /d/digest.yaml:12"),
        ("zed --wait", "zed --wait /d/digest.yaml:12"),
        ("code", "code -w -g /d/digest.yaml:12"),
        ("code --wait", "code --wait -g /d/digest.yaml:12"),
        ("mine --fast", "mine --fast /d/digest.yaml"),
    ],
)
def test_an_editor_is_told_the_line(called: str, words: str) -> None:
    assert command_line(editor({"EDITOR": called}), FILE, 12) == words.split()


@pytest.mark.parametrize(("called", "words"), [("vi", ["vi"]), ("hx", ["hx"]), ("code", ["code", "-w", "-g"])])
def test_without_a_line_there_is_the_file(called: str, words: list[str]) -> None:
    assert command_line([called], FILE, 0) == [*words, str(FILE)]


def test_a_file_is_named_so_that_it_cannot_be_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert command_line(["vi"], Path("-c!rm"), 1) == ["vi", "+1", str(tmp_path / "-c!rm")]


def test_visual_comes_before_editor_and_an_empty_one_says_nothing() -> None:
    assert editor({"VISUAL": "emacs", "EDITOR": "nano"}) == ["emacs"]
    assert editor({"VISUAL": " ", "EDITOR": "nano"}) == ["nano"]


def test_the_words_are_split_as_by_a_shell_and_nothing_more_is_understood() -> None:
    assert editor({"EDITOR": "'/opt/my editor' -x $HOME; ls"}) == ["/opt/my editor", "-x", "$HOME;", "ls"]


def test_an_open_quotation_mark_is_told() -> None:
    with pytest.raises(BriefingError, match=r"\$EDITOR cannot be understood"):
        editor({"EDITOR": "'vi"})


def test_where_nothing_is_said_vi_is_taken_and_where_there_is_none_how_to_say_it(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="there is no editor") as raised:
        editor({"PATH": str(tmp_path)})
    assert "export EDITOR" in raised.value.mend
    vi = tmp_path / "vi"
    vi.write_text("#!/bin/sh\n")
    vi.chmod(0o755)
    assert editor({"PATH": str(tmp_path)}) == ["vi"]
