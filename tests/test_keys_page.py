"""The page of keys says what the commands and the profiles say."""

import subprocess
import sys
from pathlib import Path

from briefing.commands import COMMANDS
from briefing.keymap import resolve
from briefing.keys_page import keys_page
from briefing.profiles import PROFILES

ROOT = Path(__file__).parent.parent


def rows() -> list[list[str]]:
    """Return the cells of every row that is about a command."""
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in keys_page().split("\n") if line[:3] == "| `"
    ]


def test_the_page_in_the_repository_is_the_one_that_is_made() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == keys_page()


def test_the_page_is_what_the_module_prints() -> None:
    printed = subprocess.run([sys.executable, "-m", "briefing.keys_page"], cwd=ROOT, capture_output=True, check=True)
    assert printed.stdout.decode("utf-8").replace("\r\n", "\n") == keys_page()


def test_every_command_has_a_row_with_a_cell_for_every_profile() -> None:
    for row, command in zip(rows(), COMMANDS.values(), strict=True):
        assert len(row) == len(PROFILES) + 3
        assert row[len(PROFILES) :] == [command.help, command.where, f"`{command.id}`"]


def test_a_cell_is_empty_where_the_keys_are_the_usual_ones() -> None:
    by_id = {row[-1].strip("`"): row for row in rows()}
    assert by_id["last-item"][:3] == ["`G` `End`", "`G` `>` `End`", ""]
    assert by_id["first-item"][2] == "`gg` `Home`"
    assert all(row[0] for row in rows())


def test_a_command_without_keys_is_shown_with_its_name() -> None:
    without = [id_ for id_, keys in resolve("default")[0].keys.items() if not keys]
    shown = {row[-1].strip("`"): row[0] for row in rows()}
    assert all(shown[id_] == f"`:{id_.replace('-', ' ')}`" for id_ in without)
