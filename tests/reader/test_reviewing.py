"""What readers say of items shows at once, is kept beside the digest, can be undone, and is lost by nobody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Region

from briefing.filters import spelled
from briefing.keymap import resolve
from briefing.listing import PaneId, listing
from briefing.reader.screens.noting import NotePrompt, NotesPrompt
from briefing.review import NO_REVIEWS, Mark, Note, Reviews, State, noted
from briefing.review_file import load, save
from briefing.standing import standing

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

WHEN = "2031-03-05T10:00:00Z"


@pytest.fixture(autouse=True)
def ines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Ines read, on one day."""
    monkeypatch.setattr("briefing.reader.screens.reviewing.user", lambda: "ines")
    monkeypatch.setattr("briefing.reader.screens.reviewing.now", lambda: WHEN)


def kept(folder: Path) -> Reviews:
    """Return what stands in the file."""
    reviews, problems = load(folder / "review.yaml")
    assert problems == ()
    return reviews


def row(reader: Reader, words: str) -> str:
    """Return the row of the screen that holds some words."""
    return next(row for row in reader.rows() if words in row)


def state(reader: Reader, item: str) -> State:
    return standing(reader.dossier, item).state


async def type_words(reader: Reader, words: str) -> None:
    await reader.press(*("space" if letter == " " else letter for letter in words))


async def note(reader: Reader, words: str) -> None:
    """Write a note on the current item."""
    await reader.press("w")
    await type_words(reader, words)
    await reader.press("enter")
    await reader.settle()


# What is said


async def test_a_key_goes_round_the_states_and_each_is_kept_at_once(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        for expected, sign in ((State.CHECKED, "v"), (State.DOUBTFUL, "?")):
            await reader.press("v")
            await reader.settle()
            mark = kept(karro).of("f-friday")
            assert (mark.state, mark.who, mark.when) == (expected, "ines", WHEN)
            assert f"F1 {expected}" in reader.status()
            assert f"F1  {sign}" in row(reader, "Freight returns")
        await reader.press("v")
        await reader.settle()
        assert kept(karro) == NO_REVIEWS
        assert "F1 unchecked" in reader.status()


@pytest.mark.parametrize(("profile", "key"), [("default", "v"), ("less", "W"), ("vim", "v")])
async def test_every_set_of_keys_has_one_for_it(karro: Path, read_it: ReadIt, profile: str, key: str):
    async with read_it(karro, keymap=resolve(profile)[0]) as reader:
        await reader.press(key)
        assert state(reader, "f-friday") is State.CHECKED


@pytest.mark.parametrize("said", [State.CHECKED, State.DOUBTFUL])
async def test_a_state_can_be_given_by_name(karro: Path, read_it: ReadIt, said: State):
    async with read_it(karro) as reader:
        await reader.press(":")
        await type_words(reader, said)
        await reader.press("enter")
        await reader.settle()
        assert kept(karro).of("f-friday").state is said
        await reader.screen.perform(said)
        assert f"F1 is {said} already" in reader.status()
        await reader.screen.perform("unchecked")
        await reader.settle()
        assert kept(karro) == NO_REVIEWS
        await reader.screen.perform("unchecked")
        assert "F1 is unchecked already" in reader.status()


async def test_in_the_text_it_is_the_current_item_that_is_spoken_of(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("j", "enter", "v")
        assert state(reader, "f-deck") is State.CHECKED
        assert "F2 v passage 1/2" in (await pressed(reader, "space"))


async def pressed(reader: Reader, key: str) -> str:
    """Press a key and return the status row."""
    await reader.press(key)
    return reader.status()


async def test_how_far_one_is_stands_above_and_on_the_card(karro: Path, read_it: ReadIt):
    async with read_it(karro, (200, 60)) as reader:
        await reader.press("v", "j", "v", "v")
        await note(reader, "who paid?")
        assert "checked 1/13, 1 doubtful" in reader.rows()[0]
        assert "doubtful by ines on" in reader.shown()
        await reader.press("i")
        assert "doubtful by ines on 2031-03-05 · 1 note" in reader.sheet_words()
        assert "who paid? (ines, 2031-03-05)" in reader.sheet_words()


async def test_where_there_is_no_item_it_is_said_why_nothing_happens(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        for key in ("v", "w"):
            await reader.press("6", key)
            assert "not documents" in reader.status()
            await reader.press("enter", key)
            assert "no item here: Enter takes up the one" in reader.status()
    (karro / "digest.yaml").unlink()
    async with read_it(karro) as reader:
        await reader.press("v")
        assert "no digest here" in reader.status()
    assert not (karro / "review.yaml").exists()


async def test_what_is_checked_before_its_documents_are_read_holds_for_what_stands_there(karro: Path, read_it: ReadIt):
    async with read_it(karro, settled=False) as reader:
        reader.highlight(PaneId.FACTS, "f-orphan")
        await reader.screen.perform("checked")
        await reader.settle()
        assert not standing(reader.dossier, "f-orphan").lapsed


# Notes


async def test_notes_are_written_shown_and_deleted(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("w", "enter")
        assert not reader.dossier.reviews.marks
        await note(reader, "See page 3.")
        await note(reader, "Ask   the desk")
        assert [one.text for one in kept(karro).of("f-friday").notes] == ["See page 3.", "Ask the desk"]
        assert 'F1  "' in row(reader, "Freight returns")
        await reader.press("w")
        assert isinstance(reader.app.screen, NotePrompt)
        assert "See page 3. (ines, 2031-03-05)" in reader.shown()
        await reader.press("x", "escape")
        assert len(kept(karro).of("f-friday").notes) == 2
        await reader.screen.perform("delete-note")
        assert isinstance(reader.app.screen, NotesPrompt)
        await reader.pilot.pause()
        await type_words(reader, "page")
        await reader.press("enter")
        await reader.settle()
        assert [one.text for one in kept(karro).of("f-friday").notes] == ["Ask the desk"]


async def test_without_a_note_there_is_none_to_delete(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.screen.perform("delete-note")
        assert "there is no note on F1" in reader.status()


async def test_a_note_that_means_harm_does_none(karro: Path, read_it: ReadIt):
    harm = Note("[/b]\x1b[31mred\u202e", "i\x1bnes", WHEN)
    save(karro / "review.yaml", NO_REVIEWS, noted(NO_REVIEWS, "f-friday", harm))
    async with read_it(karro, (200, 60)) as reader:
        assert "[/b]␛[31mred�" in reader.shown()
        await reader.press("w")
        assert "[/b]␛[31mred� (i␛nes" in reader.shown()


# Undoing


async def test_undoing_goes_back_act_by_act_and_says_what_was_undone(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("v", "j", "v", "v")
        await note(reader, "odd")
        await reader.screen.perform("delete-note")
        await reader.pilot.pause()
        await reader.press("enter", "k")
        said = []
        for _ in range(6):
            await reader.press("U")
            said.append(reader.status().strip())
        await reader.settle()
        assert said == [
            "undone: the note on F2 is no longer deleted",
            "undone: the note on F2 is no longer written",
            "undone: F2 is checked again",
            "undone: F2 is unchecked again",
            "undone: F1 is unchecked again",
            "nothing more was said of an item in this session",
        ]
        assert kept(karro) == NO_REVIEWS


async def test_what_somebody_else_has_said_since_is_not_undone(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("v")
        await reader.settle()
        before = kept(karro)
        save(karro / "review.yaml", before, before.having("f-friday", Mark(State.DOUBTFUL, "jo", WHEN, "")))
        await reader.press("R")
        await reader.settle()
        await reader.press("U")
        await reader.settle()
        assert "not undone: since then F1 was called doubtful by jo" in reader.status()
        assert kept(karro).of("f-friday").who == "jo"


# Keeping


async def test_two_readers_at_once_lose_nothing_and_see_each_other(karro: Path, read_it: ReadIt):
    async with read_it(karro) as one, read_it(karro) as other:
        await one.press("v")
        await one.settle()
        await other.press("j", "v")
        await note(other, "mine")
        assert set(kept(karro).marks) == {"f-friday", "f-deck"}
        assert set(other.dossier.reviews.marks) == {"f-friday", "f-deck"}
        await note(one, "ours")
        assert one.dossier.reviews == kept(karro)
        assert [found.text for found in kept(karro).of("f-deck").notes] == ["mine"]
        await one.press("U", "U")
        await one.settle()
        assert set(kept(karro).marks) == {"f-deck"}


async def test_where_nothing_can_be_written_it_is_said_and_stays_on_the_screen(karro: Path, read_it: ReadIt):
    (karro / "review.yaml").mkdir()
    async with read_it(karro) as reader:
        await reader.press("v")
        await reader.settle()
        assert "the reviews are not written" in reader.status()
        assert "F1  v" in row(reader, "Freight returns")
        await reader.press("j")
        assert "1 review not kept" in reader.status()
        await reader.press("q")
        assert reader.app.is_running
        assert "1 review could not be written and would be lost" in reader.status()
        (karro / "review.yaml").rmdir()
        await reader.press("v")
        await reader.settle()
        assert set(kept(karro).marks) == {"f-friday", "f-deck"}
        assert "not kept" not in (await pressed(reader, "k"))


async def test_one_can_leave_though_nothing_could_be_written(karro: Path, read_it: ReadIt):
    (karro / "review.yaml").mkdir()
    async with read_it(karro) as reader:
        await reader.press("v")
        await reader.settle()
        await reader.press("q", "q")
        await reader.until(lambda: not reader.app.is_running)
        assert reader.app.return_code == 0


async def test_what_there_was_no_time_to_write_is_written_on_leaving(
    karro: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
):
    async with read_it(karro) as reader:
        # As if the writer were still at the act before.
        monkeypatch.setattr(reader.screen, "keeping", True)
        await reader.press("v")
        assert not (karro / "review.yaml").exists()
        await reader.press("q")
        await reader.until(lambda: not reader.app.is_running)
    assert kept(karro).of("f-friday").state is State.CHECKED


# Lapsing


async def test_a_mark_lapses_visibly_when_the_digest_is_edited_and_read_again(karro: Path, read_it: ReadIt):
    digest = karro / "digest.yaml"
    async with read_it(karro) as reader:
        await reader.press("v")
        await reader.settle()
        digest.write_text(digest.read_text(encoding="utf-8").replace("on Friday 7 March.", "in April."))
        await reader.press("R")
        await reader.settle()
        assert "F1  /" in row(reader, "Freight returns to the bridge in April")
        await reader.press("i")
        assert "lapsed: the words have changed since; look again and mark it anew" in reader.sheet_words()
        await reader.press("q", "v")
        await reader.settle()
        assert "F1 checked anew" in reader.status()
        assert not standing(reader.dossier, "f-friday").lapsed
        assert kept(karro).of("f-friday").state is State.CHECKED


async def test_a_mark_lapses_when_a_document_is_edited(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        reader.highlight(PaneId.FACTS, "f-tolls")
        await reader.press("v")
        await reader.settle()
        text = karro / "gazette.txt"
        text.write_text(text.read_text(encoding="utf-8").replace("about tolls", "about a toll"))
        await reader.press("R")
        await reader.settle()
        assert standing(reader.dossier, "f-tolls").lapsed


async def test_reading_again_brings_what_others_said_and_keeps_what_could_not_be_written(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("v")
        await reader.settle()
        file = karro / "review.yaml"
        before = kept(karro)
        after = before.having("f-last", Mark(State.DOUBTFUL, "jo", WHEN, ""))
        file.rename(karro / "aside")
        file.mkdir()
        await reader.press("j", "v")
        await reader.settle()
        file.rmdir()
        (karro / "aside").rename(file)
        save(file, before, after)
        await reader.press("R")
        await reader.settle()
        assert set(reader.dossier.reviews.marks) == {"f-friday", "f-deck", "f-last"}
        await reader.press("v")
        await reader.settle()
        assert kept(karro) == reader.dossier.reviews


# With filters and gaps


async def test_an_item_that_meets_the_filters_no_longer_stays_until_one_moves_on(karro: Path, read_it: ReadIt):
    def facts() -> list[str]:
        return list(listing(reader.dossier, reader.cursor.view, PaneId.FACTS).ids)

    async with read_it(karro) as reader:
        await reader.screen.perform("only-unchecked")
        await reader.press("v")
        await reader.settle()
        assert facts()[0] == reader.cursor.item == "f-friday"
        await reader.press("v")
        assert state(reader, "f-friday") is State.DOUBTFUL
        await reader.press("j")
        assert facts()[0] == reader.cursor.item == "f-deck"
        await reader.press("U")
        assert facts()[0] == "f-deck"
        await reader.press("U")
        assert facts()[0] == "f-friday"
        assert spelled(reader.cursor.view.filters) == "review:unchecked"


async def test_what_nobody_has_checked_is_walked_once_somebody_has_begun(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("a")
        assert "/6 F" in reader.status()
        await reader.screen.perform("checked")
        await reader.press("a")
        assert "/13 F" in reader.status()
        assert "unchecked" in reader.status()


async def test_the_first_mark_gives_every_row_a_column_for_marks(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        pane = reader.pane(PaneId.FACTS)

        def rows() -> list[str]:
            return [strip.text for strip in pane.render_lines(Region(0, 0, *pane.outer_size))]

        before = rows()
        await reader.press("v")
        await reader.settle()
        after = rows()
        pane.refresh()
        assert rows() == after != before
