"""The page of keys, docs/keys.md: every command with its keys in every set.

Owns the wording of that page; `make docs` writes it. Refuses to know a key: the table and the profiles have them.
"""

from __future__ import annotations

from briefing.commands import GROUPS, Command
from briefing.keymap import resolve
from briefing.keynames import spelled
from briefing.profiles import PROFILES

HEAD = """\
# Keys

Made from the commands themselves by `make docs`. The help in the reader shows the same, with keys of your own.

There are three sets of keys to choose from, by `keys: less` in your `config.yaml` or by `--keys vim` for one run;
[configuration.md](configuration.md#keys) tells how, and how to give any command keys of your own. An empty cell has the
keys of `default`. Keys that stand together, such as `gg`, are pressed one after the other. What begins with a colon is
typed: the colon, the name, Enter. *Anywhere* is in every list and in the text: sheets and views have keys of their own,
told below. The id is what a command is called in `keymap`.
[searching.md](searching.md) tells what `/` finds.
"""

BAR = r"\|"
"""What a bar is written as, for it ends a cell."""

KEYMAPS = {profile: resolve(profile)[0] for profile in PROFILES}


def keys_page() -> str:
    """Return docs/keys.md."""
    columns = [*KEYMAPS, "What they do", "Where", "Id"]
    lines = [HEAD]
    for group, commands in GROUPS.items():
        lines += [f"## {group}", "", _row(columns), _row(["---"] * len(columns)), *map(_command_row, commands), ""]
    return "\n".join(lines)


def _command_row(command: Command) -> str:
    usual, *others = (_keys(command.id, profile) for profile in KEYMAPS)
    differing = ["" if keys == usual else keys for keys in others]
    return _row([usual, *differing, command.help, command.where, f"`{command.id}`"])


def _keys(id_: str, profile: str) -> str:
    """Return the keys of a command, or how to call it by its name where it has none."""
    names = [spelled(key) for key in KEYMAPS[profile].keys[id_]] or [f":{id_.replace('-', ' ')}"]
    return " ".join(f"`{name}`" for name in names)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |"


if __name__ == "__main__":
    print(keys_page(), end="")
