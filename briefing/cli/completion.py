"""`briefing completion`: what makes a shell complete the words of a command line.

Owns the scripts, and the words of a dossier that they ask for: ids, labels and documents. Refuses to hand a shell a
word that it could run: only letters, digits, dots, hyphens, underscores and slashes get there.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from briefing.cli.arguments import COMMANDS, FORMATS, THEMES
from briefing.errors import BriefingError
from briefing.loading import open_dossier
from briefing.profiles import PROFILES

SHELLS = ("bash", "zsh", "fish")

SAFE = re.compile(r"\w[\w./-]*")
"""What a shell takes for a plain word: bash expands what it is offered."""

OPTIONS = ("--example", "--flat", "--keys", "--theme", "--mouse", "--config", "--version", "--help")

WITH_WORDS = ("show", "anchor")
"""The commands that take the words of a dossier."""

BASH = """\
# Put this into your .bashrc: source <(briefing completion bash)
_briefing() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} word command= dossier= words=
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in
            -*) ;;
            @COMMANDS_BAR@) [ -n "$command" ] || command=$word ;;
            *) [ -n "$dossier" ] || { [ -e "$word" ] && dossier=$word; } ;;
        esac
    done
    COMPREPLY=()
    case $prev in
        --keys) COMPREPLY=($(compgen -W "@PROFILES@" -- "$cur")); return ;;
        --theme) COMPREPLY=($(compgen -W "auto ask @THEMES@" -- "$cur")); return ;;
        --format) COMPREPLY=($(compgen -W "@FORMATS@" -- "$cur")); return ;;
        --config|-o|--output) return ;;
        completion) COMPREPLY=($(compgen -W "@SHELLS@" -- "$cur")); return ;;
    esac
    case $cur in -*) COMPREPLY=($(compgen -W "@OPTIONS@" -- "$cur")); return ;; esac
    case $command in
        "") COMPREPLY=($(compgen -W "@COMMANDS@" -- "$cur")) ;;
        @WITH_WORDS_BAR@)
            words=$(briefing completion words ${dossier:+"$dossier"} 2>/dev/null)
            COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
    esac
}
complete -o default -F _briefing briefing
"""

ZSH = """\
# Put this into your .zshrc: source <(briefing completion zsh)
autoload -U +X compinit bashcompinit && compinit && bashcompinit
"""

FISH = """\
# Put this into your config.fish: briefing completion fish | source
function __briefing_dossier
    for word in (commandline -opc)[2..-1]
        test -e $word; and echo $word; and return
    end
end
complete -c briefing -n __fish_use_subcommand -a "@COMMANDS@"
function __briefing_words
    briefing completion words (__briefing_dossier) 2>/dev/null
end
complete -c briefing -n "__fish_seen_subcommand_from @WITH_WORDS@" -a "(__briefing_words)"
complete -c briefing -n "__fish_seen_subcommand_from completion" -x -a "@SHELLS@"
complete -c briefing -l keys -x -a "@PROFILES@"
complete -c briefing -l theme -x -a "auto ask @THEMES@"
complete -c briefing -l format -x -a "@FORMATS@"
complete -c briefing -l config -r
complete -c briefing -l example
complete -c briefing -l flat
complete -c briefing -l mouse
complete -c briefing -l version
"""


def completion(shell: str, path: Path | None) -> int:
    """Print the script for a shell, or the words of a dossier for a script, of which there are none if it is none."""
    if shell == "words":
        sys.stdout.write("".join(f"{word}\n" for word in dossier_words(path or Path())))
        return 0
    sys.stdout.write(script(shell))
    return 0


def script(shell: str) -> str:
    """Return what a shell has to read."""
    text = {"bash": BASH, "zsh": ZSH + BASH.partition("\n")[2], "fish": FISH}[shell]
    lists = {"COMMANDS": COMMANDS, "WITH_WORDS": WITH_WORDS, "PROFILES": PROFILES, "THEMES": THEMES,
             "FORMATS": FORMATS, "OPTIONS": OPTIONS, "SHELLS": SHELLS}  # fmt: skip
    for name, words in lists.items():
        text = text.replace(f"@{name}@", " ".join(words)).replace(f"@{name}_BAR@", "|".join(words))
    return text


def dossier_words(path: Path) -> list[str]:
    """Return ids, labels, and documents by id and path."""
    try:
        digest = open_dossier(path).digest
    except BriefingError:
        return []
    words = [*digest.items, *digest.labels.values(), *digest.shelf, *(document.path for document in digest.documents)]
    return [word for word in dict.fromkeys(words) if SAFE.fullmatch(word)]
