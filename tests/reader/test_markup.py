"""A document in Markdown is drawn as what it says, with every character where it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.style import Style

from briefing.cursor import Cursor
from briefing.listing import PaneId
from briefing.reader.panes.text import TextPane

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

REPORT = """\
# The crossing

The deck is **sound, tested** and paid for, says the [council](https://karro.example/minutes).

> Nothing `heavy` crosses
before April.

- *First* the tests
  and 2 * 3 * 4 lorries\tafter them.
"""

DIGEST = """\
format: briefing/1
title: The crossing
documents:
  - {id: report, path: report.txt, markup: markdown}
  - {id: letter, path: letter.md, markup: plain}
  - {id: notes, path: notes.md}
facts:
  - id: f-deck
    text: The deck is sound.
    evidence: {doc: report, exact: "deck is **sound, tested** and"}
"""


@pytest.fixture
def crossing(tmp_path: Path) -> Path:
    """Return the folder of a dossier with one text under three names: said, denied and only named to be Markdown."""
    folder = tmp_path / "crossing"
    folder.mkdir()
    for name in ("report.txt", "letter.md", "notes.md"):
        (folder / name).write_text(REPORT, encoding="utf-8")
    (folder / "digest.yaml").write_text(DIGEST, encoding="utf-8")
    return folder


def drawn(pane: TextPane) -> list[str]:
    """Return the words of all rows as they are drawn, without the gutter and however they are wrapped."""
    draw = pane.drawing(80, Style())
    rows = ["".join(segment.text for segment in draw(row)[3:]) for row in range(pane.count())]
    return "\n".join(rows).split()


def in_slot(reader: Reader, slot: str) -> str:
    ink = reader.app.ink[slot]
    return reader.drawn(lambda style: (style.color, style.underline) == (ink.color, ink.underline))


@pytest.mark.parametrize(("doc", "is_markdown"), [("report", True), ("letter", False), ("notes", True)])
async def test_markdown_is_styled_and_no_character_changes(
    crossing: Path, read_it: ReadIt, doc: str, is_markdown: bool
) -> None:
    async with read_it(crossing, (120, 40)) as reader:
        reader.screen.go_to(Cursor(pane=PaneId.TEXT, doc=doc))
        await reader.settle()
        assert drawn(reader.text) == REPORT.split()
        assert (in_slot(reader, "heading"), in_slot(reader, "code"), in_slot(reader, "link")) == (
            ("The crossing", "heavy", "council") if is_markdown else ("", "", "")
        )


async def test_a_passage_keeps_its_highlight_and_the_bold_in_it(crossing: Path, read_it: ReadIt) -> None:
    async with read_it(crossing, (120, 40)) as reader:
        reader.highlight(PaneId.FACTS, "f-deck")
        await reader.settle()
        assert reader.drawn(lambda style: bool(style.reverse)) == "deck is **sound, tested** and"
        assert reader.drawn(lambda style: bool(style.reverse and style.bold)) == "sound, tested"
