"""The command line, before it means anything.

Owns the words, options and help texts. Refuses to open a file: whether an argument is a dossier is for `which` to say.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from briefing import __version__
from briefing.display import harmless
from briefing.errors import nearest

COMMANDS = {
    "init": "write a first digest.yaml for a folder of documents, with an example of everything it may hold",
    "anchor": "print the passage for words of a document, to paste into the digest; exit 1 if they stand not just once",
    "export": "write the digest as Markdown, with a citation for every passage, as JSON lines or as a table",
    "check": "list what is wrong with a dossier; exit 0 if nothing is, 1 if something is, 2 if it could not be told",
    "fix": "propose words for passages that moved or changed, and write them into the digest if asked to",
    "pin": "write into the digest what each document's file is today, so that `check` tells when one changes",
    "show": "print an item with its passages, a document with what rests on it, or the events of a date",
    "keys": "print the keys in force",
    "doctor": "tell what the reader finds at this terminal, with advice",
    "completion": "print what makes bash, zsh or fish complete ids, labels and documents",
    "man": "print the manual page, for man -l -",
}
"""The command words, with what each does."""

USAGES = {"anchor": "briefing anchor [-h] [--nth N] [--config FILE] [DOSSIER] DOC WORDS"}
"""How a command is called, where argparse would not tell."""

FORMATS = ("markdown", "jsonl", "csv", "grid-csv")

THEMES = ("dark", "light", "harbour", "salmon", "high-contrast-dark", "high-contrast-light", "sixteen", "monochrome")
"""The themes that come with the program, for the help: to look for those of the user is to open a folder."""

REPORTS = ("text", "json", "github")

FOLDER = "a folder with a digest.yaml, or a digest file"

WITH_VALUE = ("--config", "--theme", "--keys", "--allow")
"""Options that take the word after them, so that it is not mistaken for a command."""

EXAMPLES = """\
commands:
{commands}

examples:
  briefing --example                    read the dossier that comes with the program
  briefing FOLDER                       read the dossier in a folder
  briefing init FOLDER                  begin a digest for the documents in a folder
  briefing anchor FOLDER DOC "WORDS"    print the passage of these words
  briefing export FOLDER -o digest.md   write the digest as Markdown
  briefing check FOLDER --strict        list what is wrong, and fail on notes, too
  briefing check --explain orphan       tell what a rule means
  briefing show FOLDER F3               print one item with its passages
  briefing show FOLDER report.txt:12    print one line and what rests on it
  briefing show FOLDER 2031-03-04       print what happened and was said on a day

A folder named like a command is opened by `./export`. In the reader, ? lists all keys."""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are safe to print: an argument may be the name of a hostile file."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end the process."""
        super().error(harmless(message))


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; `command` is `read` or a command word. Ends the process for --help and misuse."""
    at = _command_at(argv)
    if at is None:
        return _reader(_reader_parser(), argv)
    command = argv[at]
    return _command_parser(command).parse_args([*argv[:at], *argv[at + 1 :]], argparse.Namespace(command=command))


def parsers() -> dict[str, Parser]:
    """Return every parser by its command word; the reader's has none."""
    return {"": _reader_parser(), **{command: _command_parser(command) for command in COMMANDS}}


def _reader(parser: Parser, argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments of the reader; several words were meant for a command that there is none of."""
    arguments = parser.parse_args(argv, argparse.Namespace(command="read"))
    if len(arguments.dossier) > 1:
        word = arguments.dossier[0]
        parser.error(f"there is no command {word!r}; {nearest(word, COMMANDS) or 'the commands are listed by --help'}")
    arguments.dossier = arguments.dossier[0] if arguments.dossier else None
    return arguments


def _command_at(argv: Sequence[str]) -> int | None:
    """Return the place of the first word that is no option, if it is a command."""
    words = iter(enumerate(argv))
    for at, word in words:
        if word in WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return at if word in COMMANDS else None
    return None


def _reader_parser() -> Parser:
    commands = "\n".join(f"  {name:<12}{what}" for name, what in COMMANDS.items())
    parser = Parser(
        "briefing",
        usage=f"briefing [OPTION]... [DOSSIER]\n       briefing {'|'.join(COMMANDS)} [OPTION]... [DOSSIER]...",
        description="A terminal reader for dossiers: documents, and a digest anchored to their exact words.",
        epilog=EXAMPLES.format(commands=commands),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("dossier", nargs="*", metavar="DOSSIER", help=FOLDER)
    parser.add_argument("--example", action="store_true", help="open the dossier that comes with the program")
    parser.add_argument("--flat", action="store_true", help="read line by line, without a screen: for screen readers")
    parser.add_argument("--fresh", action="store_true", help="open the dossier at its start, not where you left it")
    parser.add_argument("--keys", metavar="NAME", help="the keys: default, less or vim")
    parser.add_argument(
        "--theme", metavar="NAME", help=f"the colours: auto, ask, {', '.join(THEMES)}, or one of your own"
    )
    parser.add_argument(
        "--mouse", action="store_true", help="let a click choose a row or a place in the text, and the wheel scroll"
    )
    parser.add_argument("--stock-paint", action="store_true", help="send whole panes, where a terminal draws wrongly")
    parser.add_argument("--restricted", action="store_true", help="run no program, save nothing, lead to no shell")
    parser.add_argument("--allow", type=_words, default=(), metavar="ACT,…",
                        help="what a restricted reader may do even so: copy, review")  # fmt: skip
    parser.add_argument("--version", action="version", version=f"briefing {__version__}")
    return _with_config(parser)


def _command_parser(command: str) -> Parser:
    what = COMMANDS[command]
    parser = Parser(f"briefing {command}", usage=USAGES.get(command), description=f"{what[0].upper()}{what[1:]}.")
    if command == "man":
        return parser
    if command in ("keys", "doctor"):
        parser.add_argument("--keys", metavar="NAME", help="as if this set of keys had been chosen")
    elif command == "completion":
        parser.add_argument(
            "shell",
            choices=("bash", "zsh", "fish", "words"),
            metavar="SHELL",
            help="bash, zsh or fish; `words` prints the words of a dossier for such a script",
        )
        parser.add_argument("dossier", nargs="?", type=Path, metavar="DOSSIER", help=FOLDER)
    elif command == "show":
        parser.add_argument("words", nargs="*", metavar="[DOSSIER] [ID | LABEL | DOC[:LINE] | DATE]",
                            help="the dossier, and what to show of it; an overview where nothing is named")  # fmt: skip
        parser.add_argument(
            "--hidden",
            action="store_true",
            help="list the hidden characters of a document or of a line of it, with name and place",
        )
    elif command == "init":
        parser.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="FOLDER",
                            help="the folder with the documents; the current one if none is named")  # fmt: skip
        parser.add_argument("--print", action="store_true", help="print the digest and write no file")
    elif command == "anchor":
        parser.add_argument("words", nargs="+", metavar="[DOSSIER] DOC WORDS",
                            help="the dossier, which may be left out; the id, path or file of a document; words of it "
                            "as one argument, or - to read them from standard input")  # fmt: skip
        parser.add_argument("--nth", type=_ordinal, metavar="N", help="which of several places is meant, from 1")
    else:
        parser.add_argument("dossier", nargs="?", metavar="DOSSIER", help=FOLDER)
        _with_options(parser, command)
    return _with_config(parser)


def _with_options(parser: Parser, command: str) -> None:
    """Add what is said of a whole dossier."""
    if command == "check":
        parser.add_argument("--coverage", action="store_true",
                            help="list instead the sentences that no item but an actor rests on")  # fmt: skip
        _with_rules(parser)
    if command == "fix":
        parser.add_argument("--write", action="store_true",
                            help="write what is proposed, less what has other figures or a negation now")  # fmt: skip
        parser.add_argument("--only", type=_words, default=(), metavar="ID,…",
                            help="these items alone, whatever has changed in them")  # fmt: skip
    if command == "export":
        parser.add_argument(
            "--format",
            choices=FORMATS,
            default=FORMATS[0],
            help="what to write (markdown): csv has a row per passage, grid-csv a row per fact",
        )
        parser.add_argument(
            "-o", "--output", type=Path, metavar="FILE", help="the file to write; standard output if none"
        )


def _with_rules(parser: Parser) -> None:
    parser.add_argument("--explain", metavar="CODE", help="print what a rule means, with an example, and check nothing")
    parser.add_argument("--format", choices=REPORTS, default=REPORTS[0], help="for people, for programs, for GitHub")
    parser.add_argument("--select", type=_words, default=(), metavar="CODE,…", help="look for these rules only")
    parser.add_argument("--ignore", type=_words, default=(), metavar="CODE,…", help="look for all rules but these")
    parser.add_argument("--strict", action="store_true", help="let notes fail the check, too")


def _words(given: str) -> tuple[str, ...]:
    """Return the words of a list with commas."""
    return tuple(word for word in (part.strip() for part in given.split(",")) if word)


def _ordinal(word: str) -> int:
    """Return a number that counts something. Raises argparse.ArgumentTypeError, whose words argparse prints."""
    if not re.fullmatch("[1-9][0-9]{0,8}", word):
        raise argparse.ArgumentTypeError(f"{word!r} is not a whole number from 1")
    return int(word)


def _with_config(parser: Parser) -> Parser:
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings that win over your own for this run")
    return parser
