"""What is installed is what was tested, and the program talks to nobody."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from briefing.cli.arguments import COMMANDS
from briefing.shipped import shipped
from tests.hostile.conftest import Run
from tests.reader.conftest import karro, read_it

if TYPE_CHECKING:
    from tests.reader.conftest import ReadIt

__all__ = ["karro", "read_it"]

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CONSTRAINTS = (ROOT / ".ci/constraints.txt").read_text("utf-8")
PINS = dict(re.findall(r"^([\w.-]+)==([^ ;]+)", CONSTRAINTS, re.MULTILINE))


def test_what_is_run_has_a_range_and_no_pin() -> None:
    for line in PROJECT["dependencies"]:
        signs = {part.operator for part in Requirement(line).specifier}
        assert ">=" in signs, line
        assert "<" in signs, line
        assert "==" not in signs, line


@pytest.mark.parametrize("line", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]])
def test_what_is_tested_with_is_a_version_within_its_range(line: str) -> None:
    wanted = Requirement(line)
    assert PINS[canonicalize_name(wanted.name)] in wanted.specifier


def test_every_pin_has_its_hashes_and_nothing_else_stands_there() -> None:
    entries = re.split(r"^(?=\S)", re.sub(r"^#.*\n", "", CONSTRAINTS, flags=re.MULTILINE), flags=re.MULTILINE)
    assert len(PINS) > 20
    assert len([entry for entry in entries if entry.strip()]) == len(PINS)
    for entry in filter(str.strip, entries):
        assert re.fullmatch(r"[\w.-]+==[\w.]+(?: ;[^\\\n]*)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n", entry), entry


def test_no_host_is_named_from_which_anything_comes() -> None:
    for name in (".ci/constraints.txt", ".ci/environment", "Makefile", "pyproject.toml"):
        words = (ROOT / name).read_text("utf-8").replace("--no-emit-", "")
        assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", words), name
    assert "://" not in CONSTRAINTS


def test_only_what_the_list_has_is_installed_for_tests() -> None:
    script = (ROOT / ".ci/environment").read_text("utf-8")
    assert "--require-hashes -r .ci/constraints.txt" in script
    assert "--no-deps --no-build-isolation --editable ." in script


# No network

SPEAKS = re.compile(
    r"socket\.(getaddrinfo|gethostby|getnameinfo|connect|bind|sendto|sendmsg)|urllib|http\.|ftplib|smtplib"
)
"""What the interpreter tells before anything leaves the machine (its own list of audit events)."""

heard: list[str] = []
listening = False


def hear(event: str, arguments: tuple[object, ...]) -> None:
    """Note what would go over a network; pipes and sockets of this machine do not."""
    if not listening:
        return
    if event == "socket.__new__" and arguments[1] not in (socket.AF_UNIX, -1):
        heard.append(f"{event} {arguments[1]}")
    elif SPEAKS.match(event) and not (event in ("socket.bind", "socket.connect") and isinstance(arguments[1], str)):
        heard.append(f"{event} {arguments[1:]}")
    elif event == "webbrowser.open":
        heard.append(event)


sys.addaudithook(hear)


@pytest.fixture
def silence() -> Iterator[list[str]]:
    """Listen while a test runs; what was heard is given."""
    global listening
    heard.clear()
    listening = True
    yield heard
    listening = False


def test_a_look_up_and_a_socket_would_be_heard(silence: list[str]) -> None:
    socket.socket(socket.AF_INET).close()
    with pytest.raises(OSError):
        socket.getaddrinfo("name.invalid", 80, flags=socket.AI_NUMERICHOST)
    assert len(silence) == 2


CALLS: dict[str, tuple[tuple[str, ...], ...]] = {
    "init": (("init", "--print", "@"),),
    "anchor": (("anchor", "@", "world-today", "Turkey"),),
    "export": tuple(("export", "@", "--format", name) for name in ("markdown", "jsonl", "csv", "grid-csv")),
    "check": (("check", "@"), ("check", "@", "--coverage"), ("check", "--explain", "orphan")),
    "fix": (("fix", "@"),),
    "pin": (("pin", "COPY"),),
    "show": (("show", "@"), ("show", "@", "F1"), ("show", "@", "world-today")),
    "keys": (("keys",),),
    "doctor": (("doctor",),),
    "man": (("man",),),
    "completion": (("completion", "bash"), ("completion", "words", "@")),
    "": (("--flat", "@"), ("--version",), ("--help",)),
}
"""Every command, called."""


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_command_uses_a_network(name: str, run: Run, silence: list[str], tmp_path: Path) -> None:
    copy = tmp_path / "seeds"
    copy.mkdir()
    for file in shipped("seeds").iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    for call in CALLS[name]:
        ran = run(*(word.replace("@", str(shipped("seeds"))).replace("COPY", str(copy)) for word in call))
        assert ran.out + ran.err, call
    assert silence == []


async def test_the_reader_uses_no_network(karro: Path, read_it: ReadIt, silence: list[str]) -> None:
    async with read_it(karro) as reader:
        for key in ("j", "i", "escape", "!", "escape", "2", "i", "escape", "c", "escape", "t", "escape", "0", "p",
                    "escape", "?", "escape", "R", ":", "escape"):  # fmt: skip
            await reader.press(key)
    assert silence == []


def test_to_load_all_of_it_asks_nobody() -> None:
    code = (
        "import sys, socket\n"
        "def hear(event, arguments):\n"
        "    if event.startswith('socket.') and event not in ('socket.__new__', 'socket.gethostname'):\n"
        "        sys.exit(event)\n"
        "sys.addaudithook(hear)\n"
        "import briefing.__main__, briefing.reader.app, briefing.markdown\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
