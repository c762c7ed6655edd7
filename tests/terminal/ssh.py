"""A real OpenSSH server for the tests, on this machine only: no port, no daemon, keys of its own.

`ssh` starts `sshd -i` itself and talks to it through a pipe. Where OpenSSH is not installed the tests skip.
"""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

SERVERS = ("/usr/sbin", "/usr/local/sbin", "/usr/libexec", "/opt/homebrew/sbin")
"""Where a server lies that is in nobody's PATH."""

SEPARATION = Path("/run/sshd")
"""An empty folder that a server run by root asks for."""

CONFIG = """\
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
StrictModes no
UsePAM no
PidFile none
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
PrintLastLog no
{more}
"""


def lacking() -> str:
    """Return why there can be no server, in a few words; nothing where there can be one."""
    if not shutil.which("ssh") or not shutil.which("ssh-keygen"):
        return "no OpenSSH client is installed"
    if not server():
        return "no OpenSSH server is installed (openssh-server)"
    if os.geteuid() == 0 and not SEPARATION.is_dir():
        try:
            SEPARATION.mkdir(mode=0o755)
        except OSError as error:
            return f"{SEPARATION}, which the server asks for, cannot be made: {error.strerror}"
    return ""


def server() -> str | None:
    """Return where the server lies: it wants to be called by its whole path."""
    return shutil.which("sshd", path=os.pathsep.join((os.environ.get("PATH", ""), *SERVERS)))


@dataclass(frozen=True)
class Host:
    """A server that is started for each login and goes when its client goes."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, more: str = "") -> Host:
        """Make keys and a configuration, with `more` lines in it. Skips where the machine has no server."""
        if reason := lacking():
            pytest.skip(f"{reason}; these tests need a real one")
        folder.mkdir(parents=True)
        for name in ("host", "user"):
            keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
            subprocess.run(keygen, check=True, stdin=subprocess.DEVNULL)
        (folder / "config").write_text(CONFIG.format(folder=folder, more=more), "utf-8")
        return cls(folder)

    def login(self, command: str = "", *, rate: int = 0, options: tuple[str, ...] = ("-tt",)) -> list[str]:
        """Return the arguments of `ssh` that run a command here, over a line of so many bytes a second."""
        # What the server has to say is for its file; this terminal is the reader's.
        serve = [str(server()), "-i", "-E", str(self.folder / "log"), "-f", str(self.folder / "config")]
        slow = [sys.executable, str(Path(__file__).with_name("slow_line.py")), str(rate)] if rate else []
        given = {
            "ProxyCommand": shlex.join([*slow, *serve]),
            "IdentityFile": str(self.folder / "user"),
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": "/dev/null",
            "StrictHostKeyChecking": "no",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
            "EscapeChar": "none",
        }
        settings = [part for key, value in given.items() for part in ("-o", f"{key}={value}")]
        return ["-F", "none", *settings, *options, "-l", getpass.getuser(), "here", *([command] if command else [])]


def exported(command: list[str], environment: Mapping[str, str | os.PathLike[str]]) -> str:
    """Return a command for any shell, in which these variables are set: a login has none of the tests' own."""
    given = [f"{name}={os.fspath(value)}" for name, value in environment.items()]
    return f"exec env {shlex.join([*given, *command])}"
