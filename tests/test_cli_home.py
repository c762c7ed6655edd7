"""The commands that make the reader at home in a terminal: keys, doctor and completion."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from briefing.__main__ import main
from briefing.cli.completion import SHELLS, dossier_words, script
from briefing.cli.doctor import Finding, Machine, findings
from briefing.cli.flat import flat
from briefing.commands import COMMANDS
from briefing.dossier import Dossier
from briefing.settings import load_settings

GOOD = Machine(
    {"TERM": "xterm-256color", "COLORTERM": "truecolor", "DISPLAY": ":0"}, (120, 40), "UTF-8", True, "xclip".__eq__
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def found(machine: Machine) -> dict[str, Finding]:
    return {one.name: one for one in findings(machine, load_settings(None, {}), None)}


# Keys


def test_keys_are_printed_as_they_are_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0
    usual = capsys.readouterr().out
    assert "  j Down " in usual
    assert all(f"  {command.help}" in usual for command in COMMANDS.values())
    assert main(["keys", "--keys", "vim"]) == 0
    assert capsys.readouterr().out != usual


# Doctor


def test_where_all_is_well_nothing_is_advised() -> None:
    assert {name for name, one in found(GOOD).items() if one.advice} == set()
    assert found(GOOD)["clipboard"].value == "by xclip, else the terminal"
    assert found(GOOD)["colours"].value == "theme dark, for auto (COLORTERM=truecolor)"


@pytest.mark.parametrize(
    ("env", "name", "advice"),
    [
        ({"TERM": "dumb"}, "terminal", "cannot be drawn"),
        ({"TERM": "xterm"}, "colours", "COLORTERM=truecolor"),
        ({"TERM": "xterm", "TMUX": "x"}, "tmux", "set-clipboard"),
        ({"TERM": "screen", "STY": "x"}, "screen", "use tmux"),
        ({"TERM": "xterm", "SSH_TTY": "x"}, "clipboard", "must allow it"),
        ({"TERM": "linux"}, "clipboard", "save to a file"),
    ],
)
def test_what_could_be_better_is_told(env: dict[str, str], name: str, advice: str) -> None:
    assert advice in found(replace(GOOD, env=env))[name].advice


def test_a_poor_machine_is_told_so(home: Path) -> None:
    told = found(replace(GOOD, size=(70, 20), encoding="ascii", terminal=False))
    assert "take turns" in told["size"].advice
    assert "UTF-8" in told["characters"].advice
    assert told["streams"].advice
    assert found(replace(GOOD, env={"SSH_TTY": "x", "TERM": "xterm"}))["connection"].value == "from another machine"


def test_the_doctor_is_a_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert main(["doctor"]) == 1
    assert "! terminal" in capsys.readouterr().out


# Completion


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_has_no_blanks_left(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    text = capsys.readouterr().out
    assert text == script(shell)
    assert "@" not in text.replace("${COMP_WORDS[@]", "")
    assert "doctor" in text


def test_the_words_of_a_dossier_are_plain(
    make_dossier: Callable[..., Dossier], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    dossier = make_dossier("facts:\n- {id: one, text: A.}\n- {id: $(x), text: B.}\n", wire="Words.")
    assert dossier_words(dossier.folder)[:2] == ["one", dossier_words(dossier.folder)[1]]
    assert not [word for word in dossier_words(dossier.folder) if "$" in word]
    assert {"F1", "wire", "wire.txt"} <= set(dossier_words(dossier.folder))
    assert main(["completion", "words", str(tmp_path / "nowhere")]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes(make_dossier: Callable[..., Dossier], tmp_path: Path) -> None:
    dossier = make_dossier("facts: [{id: open-bridge, text: A.}]\n", wire="Words.")
    tool = tmp_path / "briefing"
    root = Path(__file__).parent.parent
    tool.write_text(f'#!/bin/sh\nPYTHONPATH={root} exec {sys.executable} -m briefing "$@"\n')
    tool.chmod(0o755)

    def completed(*words: str) -> list[str]:
        line = " ".join(f"'{word}'" for word in words)
        code = (
            f"{script('bash')}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _briefing\n"
            'printf "%s\\n" "${COMPREPLY[@]}"'
        )
        env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
        run = subprocess.run(["bash", "-c", code], env=env, capture_output=True, text=True, check=True)
        return run.stdout.split()

    assert completed("briefing", "ex") == ["export"]
    assert completed("briefing", "--theme", "har") == ["harbour"]
    assert completed("briefing", "show", str(dossier.folder), "op") == ["open-bridge"]
    assert completed("briefing", "show", str(dossier.folder), "w") == ["wire", "wire.txt"]
    assert completed("briefing", "--ex") == ["--example"]


# Line by line


@pytest.fixture
def small(make_dossier: Callable[..., Dossier]) -> Dossier:
    return make_dossier(
        "title: Bridge\nfacts: [{id: one, text: It is open., evidence: {doc: wire, exact: is open}}]\n",
        wire="The bridge\nis open.\x1b\n",
    )


def asked(dossier: Dossier, lines: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert flat(dossier, io.StringIO(lines)) == 0
    return capsys.readouterr().out.split("> ")[1:]


def test_what_is_too_long_to_be_found_is_said_and_the_next_question_is_heard(
    small: Dossier, capsys: pytest.CaptureFixture[str]
) -> None:
    long, next_one = asked(small, f"/{'x' * 1001}\n1\n", capsys)[:2]
    assert long.startswith("a search is not longer than 1000 characters")
    assert next_one.startswith("F1  It is open.")


def test_everything_is_read_where_nobody_can_ask(small: Dossier, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--flat", str(small.folder)]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Bridge\n1 fact\n1. It is open.\n1 document\n2. wire.txt\n\nF1  It is open.\n")
    assert "is open.␛" in text
    assert "\x1b" not in text


def test_one_asks_by_number_name_and_words(small: Dossier, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "\n\n\n1\nwire:2\nnothing\n9\n0\n/bridge is\n/zebra\nl\n?\nq\n1\n"
    answers = asked(small, lines, capsys)
    assert len(answers) == 13
    assert answers[0].startswith("F1  It is open.")
    assert answers[1].endswith("The bridge\nF1  2  is open.␛\n")
    assert answers[2] == "This was the last.\n"
    assert answers[3] == answers[0]
    assert answers[4].startswith("wire.txt:2\n")
    assert answers[5].startswith("there is no item or document 'nothing'")
    assert answers[6] == "There is no number 9: the last is 2.\n"
    assert answers[7].startswith("There is no number 0")
    assert answers[8] == "wire.txt:1: The bridge is open.␛\n1 found.\n"
    assert answers[9] == "0 found.\n"
    assert answers[10].startswith("Bridge\n")
    assert answers[11].startswith("Type a number")
    assert answers[12] == ""


def test_the_end_of_questions_is_the_end(small: Dossier, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(asked(small, "1\n", capsys)) == 2
