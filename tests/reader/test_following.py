"""The reader follows its files: nothing on the screen jumps, what broke is said, and a bad moment is survived."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from briefing import beside, following, loading
from briefing.beside import Beside, Coming
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Place
from briefing.listing import PaneId
from briefing.loading import open_dossier
from briefing.reader.panes.rows import stopped
from briefing.state import Habits

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

FOLLOWING = Habits(follow=True)

PATIENCE = 60
"""Seconds after which what is held back goes on, should a test have failed."""


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the files without pausing long."""
    monkeypatch.setattr(following, "PACE", 0.01)
    monkeypatch.setattr(following, "SOON", 0.005)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="")


async def looked(reader: Reader) -> None:
    """Wait until the follower knows the files as they are."""
    follower = reader.screen.follower
    assert follower is not None
    await reader.until(lambda: follower.files.always and {*follower.files.rest} <= {*follower.files.known})


def top_row(reader: Reader) -> str:
    return reader.text.render_line(0).text


@pytest.mark.parametrize("size", [(50, 16), (80, 24), (120, 40)])
async def test_a_digest_that_changes_is_shown_and_nothing_jumps(karro: Path, size: tuple[int, int], read_it: ReadIt):
    async with read_it(karro, size, habits=FOLLOWING) as reader:
        await looked(reader)
        reader.highlight(PaneId.FACTS, "f-tolls")
        await reader.press("enter", "6", "g", "enter", "space", "space")
        await reader.settle()
        place, row = reader.cursor, top_row(reader)
        edit(karro / "digest.yaml", "text: Nothing is known about tolls.", "text: No tolls.")
        await reader.until(lambda: reader.dossier.digest.items["f-tolls"].words == "No tolls.")
        await reader.settle()
        assert reader.cursor == place
        assert top_row(reader) == row
        assert "digest.yaml read again" in reader.status()


async def test_the_same_words_are_not_read_again(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        texts = {doc: reading.text for doc, reading in reader.dossier.readings.items()}
        edit(karro / "digest.yaml", "text: Nothing is known about tolls.", "text: No tolls.")
        await reader.until(lambda: reader.dossier.digest.items["f-tolls"].words == "No tolls.")
        await reader.settle()
        assert all(reader.dossier.text(doc) is text for doc, text in texts.items())


async def test_a_row_of_a_list_stays_where_it_is_on_the_screen(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        await reader.press("G")
        await reader.settle()
        pane = reader.pane(PaneId.FACTS)
        above = pane.above
        first = "  - id: f-friday\n"
        edit(karro / "digest.yaml", first, f"  - {{id: f-new, text: Brand new., importance: 3}}\n{first}")
        await reader.until(lambda: "f-new" in reader.dossier.digest.items)
        await reader.settle()
        assert (reader.cursor.item, pane.above) == ("f-noise", above)


async def test_the_text_cursor_goes_with_its_words(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        await reader.press("6", "enter", "g", "space", "space", "m", "a")
        await reader.settle()
        words, above = reader.passage_words(), reader.text.above
        start = reader.cursor.spot.start
        edit(karro / "wire.txt", "KARRO, March 4", "A line above.\n\nAnother one.\n\nKARRO, March 4")
        await reader.until(lambda: reader.cursor.spot.start != start)
        await reader.settle()
        text = reader.dossier.text("wire")
        assert text is not None
        assert text.received[reader.cursor.spot.start :].startswith(words)
        assert reader.text.above == above
        assert "wire.txt read again" in reader.status()
        await reader.press("]", "'", "a")
        assert text.received[reader.cursor.spot.start :].startswith(words)


async def test_places_gone_back_to_go_with_their_words(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        reader.highlight(PaneId.FACTS, "f-friday")
        await reader.press("enter", ">")
        assert reader.cursor.doc == "minutes"
        edit(karro / "wire.txt", "KARRO, March 4", "A line above.\n\nKARRO, March 4")
        await reader.until(lambda: "wire.txt read again" in reader.status())
        await reader.press("H")
        assert reader.passage_words() == "would reopen to freight on Friday"


async def test_passages_that_no_longer_stand_are_announced(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        before = reader.dossier.trouble
        edit(karro / "gazette.txt", "Nothing is known about tolls.", "A toll was agreed.")
        await reader.until(lambda: "no longer stands" in reader.status())
        assert "1 passage no longer stands: F6 (!); gazette.txt read again" in reader.status()
        assert reader.dossier.trouble == before + 1
        (karro / "gazette.txt").unlink()
        await reader.until(lambda: "no longer stand:" in reader.status())
        assert "gazette.txt read again" in reader.status()


async def test_what_broke_is_said_though_keys_are_pressed_meanwhile(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        edit(karro / "gazette.txt", "Nothing is known about tolls.", "A toll was agreed.")
        await reader.until(lambda: reader.screen.due or reader.screen.news or "no longer" in reader.status())
        await reader.burst("j", "k")
        await reader.until(lambda: reader.screen.news is None and not reader.screen.due)
        await reader.settle()
        text = reader.dossier.text("gazette")
        assert text is not None
        assert "A toll was agreed." in text.received


async def test_what_is_wrong_with_a_broken_digest_is_said_whole_or_left_to_the_row(karro: Path, read_it: ReadIt):
    async with read_it(karro, (80, 24), habits=FOLLOWING) as reader:
        await looked(reader)
        digest = karro / "digest.yaml"
        edit(digest, "  - id: f-deck\n", "  : [id: f-deck\n")
        await reader.until(lambda: reader.screen.broken)
        assert len(reader.screen.broken.brief) > 80  # type: ignore[union-attr]
        assert "broken, older one shown (!)" in reader.status()


async def test_while_the_digest_is_broken_the_last_good_one_stays_and_its_line_is_shown(karro: Path, read_it: ReadIt):
    async with read_it(karro, (120, 40), habits=FOLLOWING) as reader:
        await looked(reader)
        await reader.press("j", "enter")
        await reader.settle()
        place, before = reader.cursor, reader.rows()[:-2]
        digest = karro / "digest.yaml"
        good = digest.read_text("utf-8")
        edit(digest, "  - id: f-deck\n", "  - id: [f-deck\n")
        await reader.until(lambda: reader.screen.broken)
        await reader.press("j", "k")
        assert "digest.yaml:21 broken, older one shown (!)" in reader.status()
        assert (reader.cursor.doc, reader.rows()[:-2]) == (place.doc, before)
        digest.write_text(good, "utf-8")
        await reader.until(lambda: reader.screen.broken is None)
        await reader.settle()
        assert "digest.yaml read again" in reader.status()


async def test_a_document_that_changes_beside_a_broken_digest_is_shown_and_the_digest_stays_broken(
    karro: Path, read_it: ReadIt
):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)

        def gazette() -> str:
            text = reader.dossier.text("gazette")
            return text.received if text else ""

        (karro / "digest.yaml").write_text("format: briefing/1\nfacts: [", "utf-8")
        await reader.until(lambda: reader.screen.broken)
        edit(karro / "gazette.txt", "lorries", "carts")
        await reader.until(lambda: "carts" in gazette())
        await reader.settle()
        assert "digest.yaml" not in reader.status()
        await reader.press("j")
        assert "digest.yaml:3 broken, older one shown (!)" in reader.status()
        # Both at once, too: what is read again is what can be read.
        edit(karro / "digest.yaml", "[", "{")
        edit(karro / "gazette.txt", "carts", "barrows")
        reader.screen.read_anew([karro / "digest.yaml", karro / "gazette.txt"])
        await reader.until(lambda: "barrows" in gazette())
        await reader.settle()
        assert reader.screen.broken


async def test_a_digest_that_vanishes_is_said_and_may_come_back(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        digest = karro / "digest.yaml"
        away = digest.rename(karro / "away")
        await reader.until(lambda: reader.screen.broken)
        await reader.press("j")
        assert "the digest is gone, older one shown (!)" in reader.status()
        assert len(reader.dossier.digest.facts) == 7
        away.rename(digest)
        await reader.until(lambda: reader.screen.broken is None)


async def test_what_changes_under_a_view_waits_until_it_is_closed(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        await reader.press("?")
        snapshot = reader.dossier
        edit(karro / "digest.yaml", "text: Nothing is known about tolls.", "text: No tolls.")
        await reader.until(lambda: reader.screen.due)
        await reader.settle()
        assert reader.dossier is snapshot
        await reader.press("q")
        await reader.until(lambda: reader.dossier.digest.items["f-tolls"].words == "No tolls.")


async def test_a_reload_that_was_asked_for_waits_for_what_lies_over_the_reader(
    karro: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
):
    begun, free = Event(), Event()

    def slowly(path: Path) -> Dossier:
        begun.set()
        free.wait(PATIENCE)
        return open_dossier(path)

    monkeypatch.setattr("briefing.beside.open_dossier", slowly)
    async with read_it(karro) as reader:
        edit(karro / "digest.yaml", "text: Nothing is known about tolls.", "text: No tolls.")
        try:
            await reader.press("R")
            await reader.until(begun.is_set)
            await reader.press("?")
        finally:
            free.set()
        await reader.until(lambda: not reader.screen.reading_again)
        assert reader.dossier.digest.items["f-tolls"].words != "No tolls."
        await reader.press("q")
        await reader.until(lambda: reader.dossier.digest.items["f-tolls"].words == "No tolls.")


async def test_a_view_leads_to_an_item_that_was_taken_away_meanwhile_without_harm(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        await reader.press("c")
        edit(karro / "digest.yaml", "f-friday", "f-other")
        await reader.until(lambda: reader.screen.due)
        await reader.press("enter")
        await reader.until(lambda: "f-other" in reader.dossier.digest.items)
        await reader.settle()
        assert reader.cursor.item in reader.dossier.digest.items


async def test_reviews_that_somebody_else_writes_are_taken_up(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        readings = reader.dossier.readings
        reviews = "format: briefing-review/1\nitems:\n  - {item: f-deck, state: doubtful}\n"
        (karro / "review.yaml").write_text(reviews, "utf-8")
        await reader.until(lambda: reader.dossier.reviews.of("f-deck").state == "doubtful")
        assert reader.dossier.readings is readings


async def test_a_file_of_reviews_that_breaks_is_told_and_so_is_that_it_was_mended(karro: Path, read_it: ReadIt):
    reviews = "format: briefing-review/1\nitems:\n  - {item: f-deck, state: doubtful}\n"
    (karro / "review.yaml").write_text(reviews, "utf-8")
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        whole = reader.dossier.trouble
        (karro / "review.yaml").write_text("[", "utf-8")
        await reader.until(lambda: reader.dossier.trouble == whole + 1)
        assert "review.yaml:" in reader.status()
        assert reader.dossier.reviews.of("f-deck").state == "doubtful", "the last that could be read"
        (karro / "review.yaml").write_text(reviews.replace("doubtful", "checked"), "utf-8")
        await reader.until(lambda: reader.dossier.reviews.of("f-deck").state == "checked")
        assert reader.dossier.trouble == whole


async def test_what_could_not_be_written_is_not_forgotten_when_a_document_changes(karro: Path, read_it: ReadIt):
    (karro / "review.yaml").write_text("[", "utf-8")
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        await reader.press("v")
        await reader.settle()
        edit(karro / "gazette.txt", "tolls", "tolls, tolls")
        await reader.until(lambda: "gazette.txt read again" in reader.status())
        await reader.press("j")
        assert "1 review not kept" in reader.status()
        await reader.press("q")
        assert "1 review could not be written and would be lost" in reader.status()


async def test_a_file_that_was_only_touched_is_passed_over(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        snapshot, files = reader.dossier, reader.screen.follower.files if reader.screen.follower else None
        assert files is not None
        known = dict(files.known)
        for name in ("digest.yaml", "wire.txt"):
            (karro / name).touch()
        await reader.until(lambda: files.known != known and not files.moving)
        await reader.settle()
        assert reader.dossier is snapshot
        assert "read again" not in reader.status()


async def test_leaving_does_not_wait_for_a_digest_that_is_being_read_again(
    karro: Path, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
):
    begun: list[Beside] = []
    coming = Beside.coming

    def noted(beside: Beside) -> Coming | None:
        begun.append(beside)
        return coming(beside)

    monkeypatch.setattr(Beside, "coming", noted)
    monkeypatch.setattr(beside, "isolated", lambda *_: [sys.executable, "-c", "import time; time.sleep(3600)"])
    monkeypatch.setattr(loading, "LARGE", 0)
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        edit(karro / "digest.yaml", "text: Nothing is known about tolls.", "text: No tolls.")
        await reader.until(lambda: begun)
    assert begun[0]._process.returncode is not None


async def test_documents_that_come_and_go_in_the_digest_are_followed(karro: Path, read_it: ReadIt):
    async with read_it(karro, habits=FOLLOWING) as reader:
        await looked(reader)
        (karro / "new.txt").write_text("Entirely new.\n", "utf-8")
        follower = reader.screen.follower
        assert follower is not None
        edit(karro / "digest.yaml", "documents:\n", "documents:\n  - {id: new, path: new.txt}\n")
        await reader.until(lambda: reader.dossier.text("new") is not None)
        await reader.until(lambda: karro / "new.txt" in follower.files.known)
        edit(karro / "new.txt", "Entirely", "Almost")
        await reader.until(lambda: (text := reader.dossier.text("new")) and text.received.startswith("Almost"))


async def test_nothing_is_followed_where_nobody_asked(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        assert reader.screen.follower is None


async def test_a_digest_that_appears_in_a_folder_is_read(tmp_path: Path, read_it: ReadIt):
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "a.txt").write_text("The bridge is open.\n", "utf-8")
    async with read_it(folder, habits=FOLLOWING) as reader:
        await looked(reader)
        fact = "{id: f, text: Open., evidence: {doc: a, exact: is open}}"
        digest = f"format: briefing/1\ndocuments: [{{id: a, path: a.txt}}]\nfacts: [{fact}]\n"
        (folder / "digest.yaml").write_text(digest, "utf-8")
        await reader.until(lambda: "f" in reader.dossier.digest.items)
        await reader.until(lambda: "digest.yaml read again" in reader.status())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BriefingError("bad", Place("/a/b/digest.yaml", 12, 3)), "digest.yaml:12 broken"),
        (BriefingError("the digest is gone", Place("digest.yaml")), "the digest is gone"),
        (BriefingError("x" * 99), "x" * 39 + "…"),
        (BriefingError("bad", Place("/a/\x1b[2J.yaml", 12)), "␛[2J.yaml:12 broken"),
    ],
)
def test_what_became_of_a_digest_is_short_and_harmless(error: BriefingError, said: str) -> None:
    assert stopped(error) == said
