"""Saving from the reader: what was asked for, where it was asked for, and nothing written over unasked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Label, OptionList

from briefing.export import FORMATS
from briefing.export.pieces import item_markdown, list_markdown, timeline_markdown
from briefing.listing import PaneId
from briefing.reader.screens.asking import SavePrompt
from briefing.reader.screens.prompt import Line
from briefing.saving import completed, completions, meant, own_files, refusal

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the reader is started in, beside a home with a folder of notes."""
    folder = tmp_path / "here"
    (folder / "notes").mkdir(parents=True)
    (tmp_path / "home" / "papers").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(folder)
    return folder


def prompt(reader: Reader) -> SavePrompt:
    assert isinstance(reader.app.screen, SavePrompt)
    return reader.app.screen


def sign(reader: Reader) -> str:
    return str(prompt(reader).query_one("#sign", Label).content)


def remark(reader: Reader) -> str:
    return str(prompt(reader).query_one("#remark", Label).content)


def saved(folder: Path) -> list[str]:
    """Return what was written anywhere in a folder."""
    return [path.name for path in folder.rglob("*.md")]


async def name(reader: Reader, path: str) -> None:
    """Type another name into the line."""
    prompt(reader).query_one(Line).value = ""
    await reader.press(*path)


async def choose(reader: Reader, offer: str) -> None:
    """Go to an offer by its id."""
    ids = [one.id for one in prompt(reader).offers]
    await reader.press(*["down"] * ids.index(offer))


async def test_the_item_is_saved_where_the_reader_was_started(karro: Path, here: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("s")
        assert sign(reader) == " save F1 to: "
        assert prompt(reader).typed == "karro-F1.md"
        await reader.press("enter")
        assert (here / "karro-F1.md").read_text("utf-8") == item_markdown(reader.dossier, "f-friday")
        assert f"F1 saved as {here / 'karro-F1.md'}"[:70] in reader.status()


async def test_the_name_follows_what_is_wanted_until_somebody_types_another(karro: Path, here: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("2", "s", "down")
        assert sign(reader) == " save actors to: "
        assert prompt(reader).typed == "karro-actors.md"
        await name(reader, "mine.md")
        await reader.press("up", "down", "down")
        assert sign(reader) == " save digest to: "
        assert prompt(reader).typed == "mine.md"
        await reader.press("enter")
        assert (here / "mine.md").read_text("utf-8") == FORMATS["markdown"](reader.dossier)


async def test_a_list_is_saved_as_it_is_listed(karro: Path, here: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("2", "f", "3", "s", "down", "enter")
        written = (here / "karro-statements.md").read_text("utf-8")
        assert written == list_markdown(reader.dossier, reader.cursor.view, PaneId.STATEMENTS)
        assert written.startswith("# Statements of Karro ")


async def test_a_tilde_is_home_and_a_folder_takes_the_usual_name(karro: Path, here: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("s")
        await name(reader, "~/papers")
        await reader.press("enter")
        assert (here.parent / "home" / "papers" / "karro-F1.md").exists()
        assert "F1 saved as ~/papers/karro-F1.md" in reader.status()


async def test_a_file_is_written_over_after_a_second_question_alone(karro: Path, here: Path, read_it: ReadIt):
    kept = here / "karro-F1.md"
    kept.write_text("mine", "utf-8")
    async with read_it(karro) as reader:
        for answer in ("n", "escape", "ctrl+c"):
            await reader.press("s", "enter")
            assert sign(reader) == " write over it? y/n "
            assert "y writes over it" in reader.shown()
            assert "Enter saves" not in reader.shown()
            await reader.press("x", "enter", "down")
            assert sign(reader) == " write over it? y/n "
            await reader.press(answer)
            assert sign(reader) == " save F1 to: "
            assert "Enter saves" in reader.shown()
            assert prompt(reader).typed == "karro-F1.md"
            await reader.press("escape")
            assert kept.read_text("utf-8") == "mine"
        await reader.press("s", "enter", "y")
        assert "F1 saved as" in reader.status()
        assert kept.read_text("utf-8") == item_markdown(reader.dossier, "f-friday")


async def test_why_nothing_can_be_written_is_said_and_the_line_stays(karro: Path, here: Path, read_it: ReadIt):
    async with read_it(karro, (120, 40)) as reader:
        await reader.press("s")
        await name(reader, "nowhere/a.md")
        await reader.press("enter")
        assert remark(reader).startswith("there is no folder ")
        assert prompt(reader).typed == "nowhere/a.md"
        await name(reader, " ")
        await reader.press("enter")
        assert remark(reader) == "type the name of a file"
        await name(reader, "~nobody-of-that-name/a.md")
        await reader.press("enter")
        assert remark(reader) == "no file can be called that"
        await name(reader, f"{'x' * 300}.md")
        await reader.press("enter")
        assert remark(reader) == "no file can be called that"
        await name(reader, f"{'x' * 300}/a.md")
        await reader.press("enter")
        assert remark(reader).startswith("there is no folder ")
        await reader.press("escape")
        assert saved(here) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
async def test_a_read_only_folder_is_said(karro: Path, here: Path, read_it: ReadIt):
    (here / "notes").chmod(0o555)
    async with read_it(karro, (120, 40)) as reader:
        await reader.press("s")
        await name(reader, "notes/a.md")
        await reader.press("enter")
        assert remark(reader).startswith("nothing can be written into ")


async def test_a_disk_that_does_not_take_it_is_said(
    karro: Path, here: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("briefing.files.tempfile.mkstemp", full)
    async with read_it(karro, (120, 40)) as reader:
        await reader.press("s", "enter")
        assert "nothing was written: No space left on device" in remark(reader)
        assert saved(here) == []


@pytest.mark.parametrize("own", ["wire.txt", "digest.yaml", "review.yaml"])
async def test_nothing_of_the_dossier_is_ever_written_over(own: str, karro: Path, here: Path, read_it: ReadIt):
    before = (karro / own).read_bytes() if (karro / own).exists() else None
    async with read_it(karro, (120, 40)) as reader:
        await reader.press("s")
        await name(reader, str(karro / own))
        await reader.press("enter", *(["y"] if before is not None else []))
        assert "belongs to the dossier" in remark(reader)
    assert (before is None and not (karro / own).exists()) or (karro / own).read_bytes() == before


async def test_tab_goes_on_with_the_path(karro: Path, here: Path, read_it: ReadIt):
    (here / "notes" / "one.md").touch()
    (here / "notes" / "only.md").touch()
    async with read_it(karro, (120, 40)) as reader:
        await reader.press("s")
        await name(reader, "no")
        await reader.press("tab")
        assert prompt(reader).typed == "notes/"
        await reader.press("o", "tab")
        assert prompt(reader).typed == "notes/on"
        assert remark(reader) == "one.md only.md"
        await reader.press("l", "tab")
        assert prompt(reader).typed == "notes/only.md"
        assert prompt(reader).query_one(OptionList).highlighted == 0


async def test_the_views_offer_what_they_show_first(karro: Path, here: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("t", "s")
        assert prompt(reader).offers[0].id == "timeline"
        await reader.press("enter")
        assert (here / "karro-timeline.md").read_text("utf-8") == timeline_markdown(reader.dossier)
        await reader.press("q", "c", "s")
        assert prompt(reader).offers[0].id == "grid"
        await choose(reader, "grid-csv")
        await reader.press("enter")
        assert (here / "karro-grid.csv").read_text("utf-8") == FORMATS["grid-csv"](reader.dossier).replace("\r\n", "\n")
        await reader.press("q", "x", "s")
        assert sign(reader) == " save C1 to: "
        await reader.press("enter")
        assert "Whether freight may cross in March" in (here / "karro-C1.md").read_text("utf-8")


# What is typed


def test_what_a_path_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", "/home/ines")
    assert meant("a.md", tmp_path, "x.md") == tmp_path / "a.md"
    assert meant("/etc/a.md", tmp_path, "x.md") == Path("/etc/a.md")
    assert meant("~/a.md", tmp_path, "x.md") == Path("/home/ines/a.md")
    assert meant(".", tmp_path, "x.md") == tmp_path / "x.md"
    assert refusal(tmp_path) == "that is a folder"
    assert refusal(tmp_path / "a.md") == ""


def test_names_that_would_deceive_are_not_proposed(tmp_path: Path):
    (tmp_path / "good").mkdir()
    (tmp_path / "go\x1b[31m").touch()
    (tmp_path / ".hidden").touch()
    assert completions("", tmp_path) == ["good/"]
    assert completions(".h", tmp_path) == [".hidden"]
    assert completed("zebra", tmp_path) == ("zebra", [])
    assert completed("nowhere/x", tmp_path) == ("nowhere/x", [])


async def test_what_a_dossier_is_made_of(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        names = {path.name for path in own_files(reader.dossier)}
    assert names == {"wire.txt", "gazette.txt", "minutes.md", "digest.yaml", "review.yaml"}
