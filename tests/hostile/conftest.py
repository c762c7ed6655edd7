"""What the tests against hostile dossiers share: nobody's machine, and a way to run the plain commands."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefing.__main__ import main

settings.register_profile(
    "hostile",
    derandomize=True,
    deadline=None,
    max_examples=int(os.environ.get("HOSTILE_EXAMPLES", "40")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    database=None,
)
HOSTILE = settings.get_profile("hostile")
"""The same examples on every machine; HOSTILE_EXAMPLES=5000 looks further."""

FEW = settings(HOSTILE, max_examples=max(8, HOSTILE.max_examples // 5))
"""Where an example is a whole dossier."""


@dataclass(frozen=True)
class Ran:
    """What a command wrote, as bytes, and its exit status."""

    out: bytes
    err: bytes
    status: int

    @property
    def said(self) -> str:
        """Both streams, as text."""
        return (self.out + self.err).decode("utf-8", "surrogateescape")


Run = Callable[..., Ran]


class Kept(io.BytesIO):
    """What a stream was given. It has a number, as every stream of a command has, that leads nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.number = os.open(os.devnull, os.O_WRONLY)

    def fileno(self) -> int:
        return self.number

    def isatty(self) -> bool:
        return False


@pytest.fixture(autouse=True)
def _nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("config", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    for name in ("NO_COLOR", "COLORTERM", "TMUX", "STY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the way to run a command in this process and to read the very bytes that it writes."""

    def ran(*arguments: object) -> Ran:
        streams = {name: Kept() for name in ("stdout", "stderr")}
        for name, stream in streams.items():
            monkeypatch.setattr(f"sys.{name}", io.TextIOWrapper(stream, encoding="ascii", write_through=True))
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for stream in streams.values():
                os.close(stream.number)
        return Ran(streams["stdout"].getvalue(), streams["stderr"].getvalue(), status)

    return ran
