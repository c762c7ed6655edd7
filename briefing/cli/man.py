"""`briefing man`: the manual page, made from what the program declares of itself.

Owns the order of its sections, and how words are spelled for roff. Refuses to know a command, an option, a key or a
setting: the command line, the table of commands and the shipped config.yaml have them. `make docs` keeps the page in
docs/briefing.1, from where it is installed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator

from briefing import __version__
from briefing.cli.arguments import COMMANDS, parsers
from briefing.commands import GROUPS, Command
from briefing.keynames import spelled
from briefing.shipped import shipped

PURPOSE = "read dossiers of documents and a digest anchored to their exact words"

DESCRIPTION = (
    "A dossier is a folder of documents, and of one digest.yaml: facts, actors, statements, quotes and conflicts, each "
    "with the exact words of the documents that it rests on. Without a command, briefing reads a dossier on the "
    "terminal, the items beside the text; each leads to its passages, and each passage to its items. The commands do "
    "the rest in plain text.",
    "Without DOSSIER, the current folder is read if it holds a digest.yaml, else the dossier named in config.yaml.",
)

STATUSES = {
    "0": "all went well; of check and doctor: nothing is wrong",
    "1": "of check, doctor and anchor: something is wrong, or the words stand not just once; of the reader: it crashed",
    "2": "the command line, the settings or the dossier could not be used",
    "128 and more": "ended by the signal whose number is added to 128: 130 is Ctrl+C, 141 a pipe that nobody reads",
}

VARIABLES = {
    "TERM": "the kind of terminal; where it is unset or dumb, the reader is not drawn, and --flat works",
    "COLORTERM, COLORFGBG": "how many colours there are, and on which ground, for the themes auto and ask",
    "NO_COLOR": "no colours, where the theme is auto or ask, and in what the commands print",
    "VISUAL, EDITOR": "the editor that e opens; the first that is set counts",
    "PATH": "where editors, pagers and clipboard tools are looked for",
    "BRIEFING_SECURE": "set to anything, restricts the reader as --restricted does, and no command writes a file",
    "PAGER": "the command that is proposed for piping, instead of less",
    "LESS": "options for less; those by which it would go away by itself are taken back while it runs in the reader",
    "TMUX": "set inside tmux, through which words are copied then",
    "SSH_CONNECTION, SSH_CLIENT, SSH_TTY": "set where somebody reads from another machine: no tool of this one copies",
    "WAYLAND_DISPLAY, DISPLAY": "where wl-copy, xclip and xsel take words to",
    "ESCDELAY": "milliseconds after which Esc is taken for the key",
    "XDG_CONFIG_HOME": "the folder for settings, instead of ~/.config; a relative path does not count",
    "XDG_STATE_HOME": "the folder for what is remembered, instead of ~/.local/state; a relative path does not count",
}

FILES = {
    "DOSSIER/digest.yaml": "the digest; only fix --write and pin change it",
    "DOSSIER/review.yaml": "what readers said of items",
    "~/.config/briefing/config.yaml": "settings",
    "~/.config/briefing/themes/NAME.yaml": "themes of your own",
    "~/.local/state/briefing/": "what is remembered of each dossier, and crash.txt, the report of the last crash",
}

EVERYWHERE = ("--help", "--config")
"""Options that are told of once."""

SPECIAL = {
    "\\": "\\(rs", "-": "\\-", "^": "\\(ha", "~": "\\(ti", "`": "\\(ga", "'": "\\(aq", '"': "\\(dq",
}  # fmt: skip
"""Signs that roff would read, or show otherwise than they are typed."""

SETTING = re.compile(r"((?:^#.*\n)+)^(\w+): *(.*)$", re.MULTILINE)
"""A setting of config.yaml, under the comment that tells what it is."""


def man() -> int:
    """Print the manual page."""
    sys.stdout.write(page())
    return 0


def page() -> str:
    """Return the manual page as roff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield '.\\" Made from the declarations of the program by `make docs`.'
    yield f'.TH BRIEFING 1 "" "briefing {_escaped(__version__)}" "User Commands"'
    # Words in columns are not stretched to the margin, and none is broken: some are to be typed.
    yield from (".ad l", ".nh", ".SH NAME", f"briefing \\- {_escaped(PURPOSE)}", ".SH SYNOPSIS")
    made = parsers()
    for name, parser in made.items():
        yield from _synopsis(name, parser)
    yield ".SH DESCRIPTION"
    for paragraph in DESCRIPTION:
        yield from (".PP", _text(paragraph))
    yield ".SH OPTIONS"
    yield from _options(made[""])
    yield from (".SH COMMANDS", _text("Every command takes --help and --config FILE as well."))
    for name in COMMANDS:
        yield from (f'.SS "{_escaped(name)}"', _text(made[name].description or ""))
        yield from _options(made[name], less=EVERYWHERE)
    yield from _keys()
    yield ".SH SETTINGS"
    yield _text("Written into config.yaml; each is shown with the value that holds when nothing is said.")
    for comment, name, value in SETTING.findall(shipped("config.yaml").read_text(encoding="utf-8")):
        yield from _entry(f"{name}: {value}", _uncommented(comment))
    for heading, table in (("EXIT STATUS", STATUSES), ("ENVIRONMENT", VARIABLES), ("FILES", FILES)):
        yield f".SH {heading}"
        for name, what in table.items():
            yield from _entry(name, what)
    yield from (".SH SEE ALSO", ".BR less (1),", ".BR tmux (1),", ".BR vim (1)")


def _synopsis(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    words = " ".join(_positional(action) for action in parser._actions if not action.option_strings)
    yield from ((".br",) if name else ())
    yield f".B briefing{f' {_escaped(name)}' if name else ''}"
    yield _text(f"[OPTION]... {words}".strip())


def _positional(action: argparse.Action) -> str:
    name = str(action.metavar or action.dest)
    if "[" in name or action.nargs not in ("?", "*"):
        return name
    return f"[{name}]"


def _options(parser: argparse.ArgumentParser, less: tuple[str, ...] = ()) -> Iterator[str]:
    for action in parser._actions:
        names = action.option_strings
        if not names:
            yield from _entry(str(action.metavar or action.dest), action.help or "")
        elif not set(names) & set(less):
            value = "" if action.nargs == 0 else f" {action.metavar or '{' + ','.join(action.choices or ()) + '}'}"
            yield from _entry(", ".join(f"{name}{value}" for name in names), action.help or "")


def _keys() -> Iterator[str]:
    yield ".SH KEYS"
    yield _text(
        "These are the keys of the set named default; briefing keys prints those in force. What begins with a colon is "
        "typed: the colon, the name, Enter. Any command can be called so in the lists and in the text."
    )
    for group, commands in GROUPS.items():
        yield f'.SS "{_escaped(group)}"'
        for command in commands:
            yield from _entry(_called(command), _told(command))


def _called(command: Command) -> str:
    return ", ".join(map(spelled, command.keys)) or f":{command.id.replace('-', ' ')}"


def _told(command: Command) -> str:
    return command.help if command.where == "anywhere" else f"{command.help} ({command.where})"


def _uncommented(comment: str) -> str:
    """Return a comment as running text, less the example that may end it."""
    lines = [line[1:].strip() for line in comment.partition(" Like this:\n")[0].splitlines()]
    return " ".join(filter(None, lines))


def _entry(name: str, what: str) -> Iterator[str]:
    yield from (".TP", f'.B "{_escaped(name)}"', _text(what))


def _text(words: str) -> str:
    """Return running text as one line that roff takes for text, whatever it begins with."""
    return f"\\&{_escaped(words)}" if words[:1] in (".", "'") else _escaped(words)


def _escaped(words: str) -> str:
    """Return words so that roff shows them as they are."""
    plain = "".join(SPECIAL.get(sign, sign) for sign in " ".join(words.split()))
    return re.sub(r"[^\x00-\x7f]", lambda found: f"\\[u{ord(found.group()):04X}]", plain)
