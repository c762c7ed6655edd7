"""The command line: `briefing` and `python -m briefing`.

Owns the dispatch, the exit status and what a failure looks like. Loads the reader, and Textual with it, only when a
dossier is really going to be read on a terminal.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from briefing.cli.arguments import parse
from briefing.display import harmless
from briefing.errors import BriefingError
from briefing.permits import Act, Permits, foreign, permits
from briefing.terminals import ASK

if TYPE_CHECKING:
    from briefing.beside import Beside
    from briefing.dossier import Dossier
    from briefing.settings import Settings

COULD_NOT_RUN = 2
INTERRUPTED = 130
CUT_SHORT = 141
"""What a shell says of a command whose reader went away: 128 and SIGPIPE."""
DUMB = ("", "dumb", "unknown")
"""Values of TERM that promise nothing a reader could be drawn with."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status: 2 where the command could not do its work."""
    # What is made up to the first picture, or the first answer, stays: the collector would look at each in vain.
    gc.disable()
    _prepare("stdout")
    _prepare("stderr")
    try:
        status = _run(parse(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return status
    except BriefingError as error:
        _complain(f"briefing: {error}\n")
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        _turn_away(sys.stdout)
        return CUT_SHORT
    except OSError as error:
        _turn_away(sys.stdout)
        _complain(f"briefing: {harmless(str(error.filename or 'the output'))}: {error.strerror}\n")
        return COULD_NOT_RUN
    except Exception as error:
        # Python would print the message of the error, in which words of the dossier may be, as they are.
        from briefing.crashes import crashed

        _complain(crashed(error))
        return COULD_NOT_RUN


def _prepare(name: str) -> None:
    """Make a standard stream UTF-8 in any locale; one that the caller closed takes what is written and drops it."""
    stream = getattr(sys, name)
    if stream is None:
        setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
    elif isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _turn_away(stream: TextIO) -> None:
    """Lead a stream nowhere: what it could not write Python would try once more at exit, and make a status of it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _complain(said: str) -> None:
    """Say what is wrong, where that can be said; the status tells it in any case."""
    try:
        sys.stderr.write(said)
        sys.stderr.flush()
    except OSError:
        _turn_away(sys.stderr)


def _run(arguments: Namespace) -> int:
    permitted = _permitted(arguments)
    if arguments.command == "read":
        return _read(arguments, permitted)
    if _writes(arguments):
        permitted.require(Act.SAVE)
    if arguments.command in ("completion", "man"):
        return _about_itself(arguments)
    from briefing.cli.which import dossier_path, is_dossier
    from briefing.settings import load_settings

    settings = load_settings(arguments.config, _flags(arguments))
    if arguments.command in ("keys", "doctor"):
        return _about_here(arguments, settings)
    if arguments.command == "init":
        from briefing.cli.init import init

        return init(arguments.folder, only_print=arguments.print)
    if arguments.command == "anchor":
        from briefing.cli.anchor import anchor

        return anchor(arguments.words, arguments.nth, settings.dossier)
    if arguments.command == "check" and arguments.explain:
        from briefing.cli.check import explain

        return explain(arguments.explain)
    if arguments.command != "show":
        return _over_dossier(arguments, dossier_path(arguments.dossier, settings.dossier), permitted)
    from briefing.cli.show import show

    words = list(arguments.words)
    named = words.pop(0) if len(words) > 1 or (words and is_dossier(words[0])) else None
    if len(words) > 1:
        raise BriefingError(f"one thing is shown at a time, and {words[1]!r} is another")
    return show(_load(dossier_path(named, settings.dossier)), words[0] if words else None, hidden=arguments.hidden)


def _permitted(arguments: Namespace) -> Permits:
    """Return what may be done; where that is restricted, forget what else the environment would have a say in."""
    given = vars(arguments)
    found = permits(restricted=given.get("restricted", False), allow=given.get("allow", ()), environment=os.environ)
    for name in foreign(os.environ) if found.restricted else ():
        del os.environ[name]
    return found


def _writes(arguments: Namespace) -> bool:
    """Say whether a command writes a file."""
    given = vars(arguments)
    begins = arguments.command == "init" and not arguments.print
    return begins or arguments.command == "pin" or bool(given.get("write") or given.get("output"))


def _over_dossier(arguments: Namespace, path: Path, permitted: Permits) -> int:
    """Run a command over a whole dossier."""
    if arguments.command == "check" and not arguments.coverage:
        from briefing.cli.check import Wanted, report

        return report(
            lambda: _load(path), Wanted(arguments.format, arguments.select, arguments.ignore, arguments.strict)
        )
    if arguments.command == "pin":
        from briefing.cli.pin import pin

        return pin(path)
    dossier = _load(path)
    if arguments.command == "check":
        from briefing.cli.check import report_coverage

        return report_coverage(dossier)
    if arguments.command == "fix":
        from briefing.cli.fix import fix

        return fix(dossier, write=arguments.write, only=arguments.only)
    from briefing.cli.export import export

    return export(permitted, dossier, arguments.format, arguments.output)


def _about_itself(arguments: Namespace) -> int:
    """Run a command that is about the program alone, and asks for no settings."""
    if arguments.command == "man":
        from briefing.cli.man import man

        return man()
    from briefing.cli.completion import completion

    return completion(arguments.shell, arguments.dossier)


def _about_here(arguments: Namespace, settings: Settings) -> int:
    """Run a command that is about this terminal and these settings, and about no dossier."""
    if arguments.command == "keys":
        from briefing.cli.keys import keys

        return keys(settings.keymap)
    from briefing.cli.doctor import doctor

    return doctor(settings, arguments.config)


def _flags(arguments: Namespace) -> dict[str, str]:
    """Return the settings that the command line names."""
    given = vars(arguments)
    flags = {"theme": given.get("theme"), "keys": given.get("keys"), "mouse": "true" if given.get("mouse") else None}
    return {key: value for key, value in flags.items() if value}


def _load(path: Path) -> Dossier:
    from briefing.cli.progress import told
    from briefing.loading import load_dossier

    with told(f"reading {path}"):
        dossier = load_dossier(path)
    gc.freeze()
    gc.enable()
    return dossier


def _read(arguments: Namespace, permitted: Permits) -> int:
    from briefing.cli.progress import told
    from briefing.cli.which import dossier_path
    from briefing.loading import awaited, is_large, open_dossier
    from briefing.settings import load_settings
    from briefing.shipped import shipped

    settings = load_settings(arguments.config, _flags(arguments))
    named = dossier_path(arguments.dossier, "") if arguments.dossier else None
    if arguments.flat:
        from briefing.cli.flat import flat

        path = shipped("seeds") if arguments.example else named or dossier_path(None, settings.dossier)
        return flat(_load(path), sys.stdin if sys.stdin and sys.stdin.isatty() else None)
    if not _on_terminal():
        raise BriefingError("the reader needs a terminal; `briefing show` and `briefing export` do not")
    path = shipped("seeds") if arguments.example else named or dossier_path(None, settings.dossier)
    if not is_large(path):
        with told(f"reading {path}"):
            dossier = open_dossier(path)
        return _open(arguments, dossier, settings, permitted)
    from briefing.beside import Beside

    dossier = awaited(path)
    assert dossier.digest_file is not None
    # Begun before the reader is loaded, so that there are documents by the time there is a screen.
    with Beside(dossier.digest_file) as beside:
        return _open(arguments, dossier, settings, permitted, beside)


def _open(
    arguments: Namespace, dossier: Dossier, settings: Settings, permitted: Permits, beside: Beside | None = None
) -> int:
    """Open the reader on a dossier; one that is still being read comes from `beside`."""
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    environment: Mapping[str, str] = os.environ
    if settings.theme == ASK:
        from briefing.ground import with_ground

        environment = with_ground(environment)
    from briefing.reader.wire.lean import load_textual

    load_textual()
    from briefing.reader.app import run

    given = {"fresh": arguments.fresh, "themed": bool(arguments.theme), "stock_paint": arguments.stock_paint}
    return run(dossier, settings, permitted, beside=beside, environment=environment, **given)


def _on_terminal() -> bool:
    """Say whether a reader can be drawn: Textual reads from standard input and draws on standard error."""
    if "TEXTUAL_DRIVER" in os.environ:
        return True
    return os.environ.get("TERM", "") not in DUMB and all(map(os.isatty, (0, 1, 2)))


if __name__ == "__main__":
    sys.exit(main())
