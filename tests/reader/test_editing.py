"""An editor opens where the reader is; without a terminal or an editor that is said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from briefing.cursor import begin
from briefing.errors import BriefingError
from briefing.listing import PaneId
from briefing.loading import load_dossier
from briefing.reader.app import BriefingApp
from briefing.reader.screens import editing
from briefing.reader.screens.editing import spot_to_edit
from briefing.state import Habits, recall

if TYPE_CHECKING:
    from tests.reader.conftest import ReadIt


def line_of(path: Path, words: str) -> int:
    return next(at for at, line in enumerate(path.read_text("utf-8").split("\n"), start=1) if words in line)


async def test_a_list_leads_to_the_digest_and_the_text_to_its_document(
    karro: Path, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt
):
    called: list[list[str]] = []

    def noting(_app: BriefingApp, words: list[str]) -> int:
        called.append(words)
        return 0

    monkeypatch.setenv("VISUAL", "vi -u NONE")
    monkeypatch.setattr(editing, "run_aside", noting)
    digest = karro / "digest.yaml"
    async with read_it(karro) as reader:
        reader.highlight(PaneId.FACTS, "f-tolls")
        await reader.press("e", "enter", "e", "6", "e")
        assert called == [
            ["vi", "-u", "NONE", f"+{line_of(digest, 'id: f-tolls')}", str(digest)],
            ["vi", "-u", "NONE", f"+{line_of(karro / 'gazette.txt', 'Nothing is known')}", str(karro / "gazette.txt")],
            ["vi", "-u", "NONE", f"+{line_of(digest, '{id: gazette')}", str(digest)],
        ]


@pytest.mark.parametrize("habits", [Habits(remember=True), Habits(remember=True, follow=True)])
async def test_what_was_changed_there_is_shown_at_once_and_the_place_was_kept_before(
    karro: Path, habits: Habits, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt
):
    digest = karro / "digest.yaml"
    kept: list[bool] = []

    def changing(app: BriefingApp, _words: list[str]) -> int:
        kept.append(recall(app.opened).memory.place is not None)
        digest.write_text(digest.read_text("utf-8").replace("text: Nothing is known about tolls.", "text: No tolls."))
        return 0

    monkeypatch.setenv("VISUAL", "vi")
    monkeypatch.setattr(editing, "run_aside", changing)
    async with read_it(karro, habits=habits) as reader:
        reader.highlight(PaneId.FACTS, "f-tolls")
        place = reader.cursor
        await reader.press("e")
        await reader.settle()
        assert reader.dossier.digest.items["f-tolls"].words == "No tolls."
        assert reader.cursor.rows == place.rows
        assert kept == [True]


async def test_where_there_is_no_terminal_to_give_it_is_said(
    karro: Path, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt
):
    monkeypatch.setenv("VISUAL", "vi")
    async with read_it(karro) as reader:
        await reader.press("e")
        assert "this terminal cannot be lent" in reader.status()
        await reader.press("j")
        assert reader.cursor.item


async def test_without_an_editor_the_reader_says_how_to_name_one(
    karro: Path, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt
):
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(karro))
    async with read_it(karro, (120, 40)) as reader:
        await reader.press("e")
        assert "there is no editor" in reader.status()
        assert "export EDITOR=nano" in reader.status()


def test_what_cannot_be_edited_is_told(karro: Path, tmp_path: Path) -> None:
    (karro / "gazette.txt").unlink()
    dossier = load_dossier(karro)
    with pytest.raises(BriefingError, match="no document here"):
        spot_to_edit(dossier, replace(begin(dossier), pane=PaneId.TEXT, doc="gazette"))
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "a.txt").write_text("words")
    bare = load_dossier(plain)
    with pytest.raises(BriefingError, match="no digest to edit"):
        spot_to_edit(bare, replace(begin(bare), pane=PaneId.DOCUMENTS))
