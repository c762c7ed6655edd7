"""From the layers of `config.yaml` to one frozen `Settings`.

Owns where the reader's own files lie, which settings there are, and the order of the layers: as shipped, the user's,
the file named on the command line, its flags. Refuses to guess: a key or value that it does not know ends the matter,
with every problem of every layer and its place. Nothing is ever read from the current folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from briefing.commands import COMMANDS
from briefing.documents import normalise
from briefing.errors import BriefingError, Place, Problem, ProblemsError, Severity, nearest
from briefing.keymap import Keymap, Override, faults, resolve
from briefing.profiles import PROFILES
from briefing.records import Findings, Record
from briefing.regular import read_regular
from briefing.shipped import shipped
from briefing.terminals import UNNAMED
from briefing.yamltree import Mapping as Entries
from briefing.yamltree import Scalar, read_tree

CONFIG_NAME = "config.yaml"
SWITCH = ("true", "false")
SWITCHES = ("mouse", "remember", "follow")
"""The settings that are on or off."""


class Settings(Struct, frozen=True):
    """What holds for one run."""

    theme: str
    """The name of the theme: the name of its file, less the suffix; or `auto` or `ask`."""
    mouse: bool
    """Whether clicks and the wheel go to the reader."""
    dossier: str
    """The path to open when none is named, or an empty string."""
    keymap: Keymap
    """The keys of every command: those of the set that was chosen, and the user's own over them."""
    remember: bool = True
    """Whether a dossier opens where it was left."""
    follow: bool = True
    """Whether files that change are read again."""


class _Layer(Struct, frozen=True):
    """What one file, or the flags, say. An empty theme, keys or switch is left to the layers below."""

    theme: str
    switches: Mapping[str, str]
    dossier: str | None
    """None is left to the layers below; an empty string takes their dossier away."""
    keys: str
    keymap: Mapping[str, Override]
    problems: tuple[Problem, ...]


def load_settings(config: Path | None, flags: Mapping[str, str]) -> Settings:
    """Return the settings in force; `config` is a file named by the user, `flags` are texts by key.

    Raises BriefingError for a file that cannot be read, and for whatever cannot be a setting, all of it at once: keys
    may clash across the layers, so that none can be judged alone.
    """
    layers = [
        _layer_of(shipped(CONFIG_NAME)),
        _layer_of(config_home() / CONFIG_NAME, optional=True),
        *([_layer_of(config)] if config else []),
        _layer(_flags(flags), Path()),
    ]
    keymap, problems = _keymap_of(layers)
    _refuse([*problems, *(problem for layer in layers for problem in layer.problems)])
    switches = {key: said for layer in layers for key, said in layer.switches.items() if said}
    return Settings(
        theme=[layer.theme for layer in layers if layer.theme][-1],
        mouse=switches["mouse"] == "true",
        dossier=[layer.dossier for layer in layers if layer.dossier is not None][-1],
        keymap=keymap,
        remember=switches["remember"] == "true",
        follow=switches["follow"] == "true",
    )


def _keymap_of(layers: Sequence[_Layer]) -> tuple[Keymap, set[Problem]]:
    """Return the keymap that the layers come to, and its problems; what a later layer replaces is checked as well."""
    profile = [layer.keys for layer in layers if layer.keys][-1]
    entries = [entry for layer in layers for entry in layer.keymap.items()]
    keymap, problems = resolve(profile, dict(entries))
    return keymap, {*problems, *(problem for id_, override in entries for problem in faults(id_, override, profile))}


def config_home() -> Path:
    """Return the folder of the user's own files: `briefing` under $XDG_CONFIG_HOME or ~/.config.

    A relative $XDG_CONFIG_HOME does not count (XDG Base Directory Specification 0.8, Basics).
    """
    named = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    try:
        return (named if named.is_absolute() else Path.home() / ".config") / "briefing"
    except RuntimeError as error:
        raise BriefingError("you have no home folder to keep settings in", mend="set HOME") from error


def yaml_files(folder: str) -> Mapping[str, Path]:
    """Return the YAML files in the shipped `folder` and in the user's, by name less suffix; the user's win."""
    own = config_home() / folder
    try:
        files = [path for place in (shipped(folder), own) for path in sorted(place.glob("*.yaml"))]
    except OSError as error:
        mend = "check who may read it, or set XDG_CONFIG_HOME"
        raise BriefingError(f"the folder cannot be read: {error.strerror}", Place(str(own)), mend) from error
    return {path.stem: path for path in files if not path.name.startswith(".")}


def read_text(path: Path, *, optional: bool = False) -> str:
    """Return the text of a file of settings; an `optional` one that is not there is empty.

    Raises BriefingError where it cannot be read.
    """
    try:
        return normalise(read_regular(path).decode("utf-8"))
    except UnicodeDecodeError as error:
        before = normalise(error.object[: error.start].decode("utf-8"))
        place = Place(str(path), before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise BriefingError("the file is not UTF-8", place, "save it as UTF-8 in your editor") from error
    except OSError as error:
        if optional and isinstance(error, FileNotFoundError | NotADirectoryError):
            return ""
        raise BriefingError(f"the file cannot be read: {error.strerror}", Place(str(path))) from error


def open_record(text: str, path: Path, what: str) -> Record:
    """Return the mapping that the file at `path` holds, called `what` in problems; an empty file has no entries.

    Raises BriefingError where there is no mapping to read.
    """
    findings = Findings(text)
    tree = read_tree(text, str(path))
    findings.problems += tree.problems
    record = Record(tree.root or Entries({}, Place(str(path))), findings, what)
    if not record.entries:
        _refuse(findings.problems)
    return record


def close_record(record: Record) -> None:
    """Raise BriefingError with every problem of the file, if there is any; a key that nobody asked for is one."""
    record.finish()
    _refuse(record.findings.problems)


def _refuse(problems: Iterable[Problem]) -> None:
    # In a digest an unknown key is a warning and the rest is shown; here nothing goes on, so each is an error.
    errors = [replace(problem, severity=Severity.ERROR) for problem in problems]
    if errors:
        raise ProblemsError(sorted(errors, key=lambda problem: (problem.place, problem.message)))


def _layer_of(path: Path, *, optional: bool = False) -> _Layer:
    text = read_text(path, optional=optional)
    return _layer(open_record(text, path, "a config file"), path.absolute().parent)


def _layer(record: Record, folder: Path) -> _Layer:
    theme = record.choice("theme", (*UNNAMED, *yaml_files("themes")))
    switches = {key: record.choice(key, SWITCH) for key in SWITCHES}
    dossier = _dossier(record, folder)
    keys = record.choice("keys", tuple(PROFILES))
    keymap = _keymap(record)
    record.finish()
    return _Layer(theme, switches, dossier, keys, keymap, tuple(record.findings.problems))


def _keymap(record: Record) -> Mapping[str, Override]:
    """Return what is written for the keys of each command, reporting commands that there are none of."""
    node = record.node("keymap")
    own = Record(node or Entries({}, record.place), record.findings, "keymap")
    overrides = {}
    for id_, (name, value) in own.entries.items():
        if id_ not in COMMANDS:
            mend = nearest(id_, COMMANDS) or "docs/keys.md lists the commands"
            own.complain("bad-value", name.place, f"there is no command {id_!r}", mend, key="keymap")
        elif not isinstance(value, Scalar):
            mend = 'write all its keys in one, with commas between them, as in "j,down"'
            own.complain("bad-value", value.place, "one value is expected here", mend, key=id_)
        elif value.empty:
            mend = 'write them between quotation marks, for # begins a comment; "" is none'
            own.complain("bad-value", name.place, "there are no keys here", mend, key=id_)
        else:
            overrides[id_] = Override(value.text, value.place, record.findings.line(value.place))
    return overrides


def _dossier(record: Record, folder: Path) -> str | None:
    scalar = record.scalar("dossier")
    if scalar is None:
        return None
    if not scalar.text:
        return ""
    try:
        return str(folder / Path(scalar.text).expanduser())
    except RuntimeError:
        record.complain("bad-value", scalar.place, f"there is no home folder for {scalar.text!r}",
                        "write the path out", key="dossier")  # fmt: skip
        return None


def _flags(flags: Mapping[str, str]) -> Record:
    """Return the flags as if they stood in a file, so that they are checked in the same way."""
    places = {key: Place(f"--{key}") for key in flags}
    entries = {key: (Scalar(key, places[key]), Scalar(text, places[key], quoted=True)) for key, text in flags.items()}
    return Record(Entries({**entries}, Place("the command line")), Findings(""), "the command line")
