"""A large digest is read while the screen is already there."""

from __future__ import annotations

import gc
import select
import threading
from pathlib import Path

import pytest

from briefing import loading
from briefing.beside import Beside, Coming
from briefing.documents import DocumentText, Unreadable, read_document
from briefing.dossier import Dossier
from briefing.listing import PaneId
from briefing.loading import awaited, open_dossier
from briefing.passages import Document
from briefing.reader.panes.pane import Pane
from briefing.reader.screens.reading import Reading
from briefing.reader.screens.sheet import Sheet
from briefing.remembering import Memory
from briefing.resolving import Catalogue, resolve
from briefing.resolving import Reading as Found
from briefing.state import Habits, recall
from tests.reader.conftest import DIGEST, Reader, ReadIt

REMEMBERING = Habits(remember=True)

LOOK = 0.05
"""Seconds after which a digest that is held back looks whether anybody still wants it."""


class Gate:
    """Holds a digest back until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = threading.Event()
        self.made: list[Beside] = []
        dossier = Beside.dossier

        def held(beside: Beside) -> Dossier:
            self.made.append(beside)
            while not self.opened.wait(LOOK) and beside._process.returncode is None:
                pass
            return dossier(beside)

        monkeypatch.setattr(Beside, "dossier", held)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


@pytest.fixture
def bare(karro: Path) -> Path:
    """Return the folder of the dossier with a digest that lists its documents last."""
    head, rest = DIGEST.split("documents:\n")
    documents, rest = rest.split("actors:\n")
    (karro / "digest.yaml").write_text(f"{head}actors:\n{rest}documents:\n{documents}", encoding="utf-8")
    return karro


async def listed(reader: Reader) -> None:
    """Wait until there are documents."""
    await reader.until(lambda: reader.dossier.digest.documents)
    await reader.pilot.pause()


async def come(reader: Reader, gate: Gate) -> None:
    """Let the digest through, and wait until all has been read."""
    gate.opened.set()
    await reader.until(lambda: reader.dossier.complete)
    await reader.settle()


def remembered(folder: Path) -> Memory:
    return recall(open_dossier(folder)).memory


async def test_the_screen_is_there_before_the_digest_and_says_so(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(karro, (120, 40)) as reader:
        cursor, rows = reader.cursor, reader.rows()
    async with read_it(awaited(karro), (120, 40), settled=False) as reader:
        await reader.until(lambda: "reading the digest" in reader.shown())
        assert "no document" not in reader.shown()
        gate.opened.set()
        await reader.until(lambda: reader.dossier.complete)
        await reader.settle()
        assert (reader.cursor, reader.rows()) == (cursor, rows)
        assert reader.focused() == PaneId.FACTS


async def test_the_collector_looks_through_nothing_until_it_has_come(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await reader.until(lambda: gate.made)
        await reader.press("j")
        assert not gc.isenabled()
        gate.opened.set()
        await reader.until(lambda: reader.dossier.complete)
        await reader.settle()
        assert gc.isenabled()


async def test_until_there_is_a_document_only_what_cannot_hurt_is_heard(
    bare: Path, gate: Gate, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Beside, "coming", lambda beside: None)
    async with read_it(awaited(bare), settled=False) as reader:
        for key in ("j", "c", "x", "0", "}", ":", "S", "i"):
            await reader.press(key)
            assert "the digest is still being read" in reader.status()
        await reader.press("?")
        assert "Keys" in reader.shown()
        await reader.press("escape")
        monkeypatch.undo()
        await come(reader, gate)
        await reader.press("j")
        assert "still being read" not in reader.status()


# Documents before the digest


async def test_no_key_is_hinted_at_that_would_have_to_wait(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), (200, 50), settled=False) as reader:
        await listed(reader)
        for pane in (PaneId.DOCUMENTS, PaneId.TEXT, PaneId.FACTS):
            await reader.press(str(pane.number))
            said = reader.hints.render_line(0).text
            assert " quit " in said
            assert ("find" in said) == (pane is not PaneId.FACTS)
            assert not {"filter", "check"} & set(said.split())
        await come(reader, gate)
        assert "filter" in reader.hints.render_line(0).text


@pytest.mark.parametrize("key", ["", "j", "R"])
async def test_no_key_waits_for_the_passages_of_the_document_that_is_shown(
    karro: Path, gate: Gate, read_it: ReadIt, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved: list[tuple[str, bool, bool]] = []

    def noted(catalogue: Catalogue, doc: str, text: DocumentText | Unreadable) -> Found:
        resolved.append((doc, bool(catalogue.targets), threading.current_thread() is threading.main_thread()))
        return resolve(catalogue, doc, text)

    monkeypatch.setattr(loading, "resolve", noted)
    async with read_it(awaited(karro), (120, 40), settled=False) as reader:
        await listed(reader)
        if key == "j":
            await reader.press(key)
            await reader.until(lambda: reader.cursor.doc == "gazette")
        await come(reader, gate)
        if key == "R":
            resolved.clear()
            await reader.press(key)
            await reader.settle()
        shown = reader.cursor.doc
        assert [here for doc, whole, here in resolved if doc == shown and whole] == [False]


@pytest.mark.parametrize("size", [(50, 16), (80, 24), (120, 40), (200, 50)])
async def test_documents_are_listed_and_the_first_is_shown(
    karro: Path, gate: Gate, size: tuple[int, int], read_it: ReadIt
) -> None:
    async with read_it(awaited(karro), size, settled=False) as reader:
        await listed(reader)
        assert [*reader.dossier.digest.shelf] == ["wire", "gazette", "minutes"]
        assert (reader.focused(), reader.cursor.doc) == (PaneId.DOCUMENTS, "wire")
        assert reader.rows()
        assert "The crossing would reopen" in reader.drawn(lambda style: True) or size == (50, 16)
        await come(reader, gate)
        assert reader.focused() == PaneId.FACTS


async def test_what_has_come_while_the_reader_was_loaded_is_in_the_first_picture(karro: Path, read_it: ReadIt) -> None:
    seen: list[tuple[str, ...]] = []

    def noted(screen: Reading, beside: Beside | None) -> None:
        seen.append(tuple(screen.snapshot.readings))

    with Beside(karro / "digest.yaml") as beside, pytest.MonkeyPatch.context() as patched:
        patched.setattr(Reading, "await_digest", noted)
        select.select([beside._answer], [], [])
        assert beside.begun
        async with read_it(awaited(karro), settled=False, beside=beside) as reader:
            assert seen == [("wire",)]
            assert reader.cursor.doc == "wire"


async def test_a_process_that_was_begun_before_the_reader_is_the_one_that_is_heard(
    karro: Path, read_it: ReadIt
) -> None:
    with Beside(karro / "digest.yaml") as beside:
        async with read_it(awaited(karro), settled=False, beside=beside) as reader:
            await reader.until(lambda: reader.dossier.complete)
            await reader.settle()
            assert reader.dossier.digest.facts
        assert beside._process.returncode is not None


async def test_a_process_that_ends_too_early_ends_the_reader_with_a_reason(karro: Path, read_it: ReadIt) -> None:
    beside = Beside(karro / "digest.yaml")
    beside.cancel()
    async with read_it(awaited(karro), settled=False, beside=beside) as reader:
        await reader.until(lambda: reader.app.trouble)


async def test_of_items_it_is_said_that_they_are_being_read_and_how_far(
    karro: Path, gate: Gate, read_it: ReadIt
) -> None:
    async with read_it(awaited(karro), (120, 40), settled=False) as reader:
        await listed(reader)
        assert "Facts …" in reader.shown()
        assert "Documents 3" in reader.shown()
        assert reader.shown().count("reading the digest…") == len(PaneId) - 2
        reader.screen.shelve(Coming((), 0.459))
        await reader.burst()
        assert "3 documents  reading the digest, 45%" in reader.rows()[0]
        reader.screen.shelve(Coming((), 1.0))
        await reader.burst()
        assert "3 documents  putting the digest together" in reader.rows()[0]


async def test_documents_can_be_read_before_the_digest_is_there(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        await reader.press("space")
        assert reader.cursor.spot.start > 0
        await reader.press("j")
        await reader.until(lambda: reader.cursor.doc == "gazette")
        await reader.press("enter", "j", "/")
        for key in "tolls":
            await reader.press(key)
        await reader.press("enter")
        await reader.until(lambda: reader.passage_words() == "tolls")
        await reader.press("z", "i")
        assert isinstance(reader.app.screen, Sheet)
        await reader.press("escape")
        assert "still being read" not in reader.status()


@pytest.mark.parametrize("key", ["c", "t", "v", "w", "x", "}", ">", "J", "f", "&", ":", "mm", "e", "s", "!", "R"])
@pytest.mark.parametrize("pane", ["6", "0"])
async def test_what_would_need_the_digest_waits_for_it(
    karro: Path, gate: Gate, pane: str, key: str, read_it: ReadIt
) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        await reader.press(pane)
        before = reader.cursor
        await reader.press(*key)
        assert "the digest is still being read" in reader.status()
        assert reader.cursor == before
        assert reader.app.screen is reader.screen


async def test_of_words_that_are_clicked_nothing_is_said_before_it_is_known(
    karro: Path, gate: Gate, read_it: ReadIt
) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        await reader.pilot.click(reader.text, offset=(12, 2), times=2)
        assert reader.focused() == PaneId.TEXT
        assert "the digest is still being read" in reader.status()


async def test_nothing_is_looked_for_everywhere_before_everything_is_known(
    karro: Path, gate: Gate, read_it: ReadIt
) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        await reader.press("/", "/")
        for key in "toll":
            await reader.press(key)
        assert "the digest is still being read" in reader.shown()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_who_has_gone_somewhere_stays_there(
    karro: Path, gate: Gate, size: tuple[int, int], read_it: ReadIt
) -> None:
    async with read_it(awaited(karro), size, settled=False) as reader:
        await listed(reader)
        await reader.press("0", "space", "k")
        cursor, above = reader.cursor, reader.text.above
        await come(reader, gate)
        assert (reader.cursor.pane, reader.cursor.doc, reader.cursor.spot) == (PaneId.TEXT, "wire", cursor.spot)
        assert (reader.focused(), reader.text.above) == (PaneId.TEXT, above)
        assert "read again" not in reader.status()
        await reader.press("1")
        assert reader.cursor.item in reader.dossier.digest.items


async def test_a_search_goes_on_in_what_has_come(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        await reader.press("0", "/", "h", "o", "u", "r", "enter", "n")
        await reader.until(lambda: not reader.screen.search.due)
        hits = reader.screen.search.hits
        await come(reader, gate)
        await reader.until(lambda: not reader.screen.search.due)
        assert reader.screen.search.hits == hits
        assert reader.passage_words() == "hour"


async def test_who_waits_in_a_list_of_items_has_the_first_of_them(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        await reader.press("2", "j")
        assert "the digest is still being read" in reader.status()
        await come(reader, gate)
        assert (reader.cursor.pane, reader.cursor.item, reader.cursor.doc) == (PaneId.ACTORS, "venn", "wire")


async def test_what_lies_over_the_reader_is_not_disturbed(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        await reader.press("?")
        gate.opened.set()
        await reader.until(lambda: reader.screen.come)
        assert not reader.dossier.digest.items
        await reader.press("escape")
        await reader.until(lambda: reader.dossier.complete)


async def test_further_documents_leave_the_reader_alone(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        await reader.press("j")
        await reader.until(lambda: reader.cursor.doc == "gazette")
        cursor = reader.cursor
        reader.screen.shelve(Coming(tuple(Document(id=f"d{at}", path="wire.txt") for at in range(200)), 0.5))
        await reader.burst()
        assert reader.cursor == cursor
        assert "203 documents" in reader.rows()[0]
        await reader.press("G", "enter")
        assert (reader.cursor.doc, reader.cursor.pane) == ("d199", PaneId.TEXT)
        await come(reader, gate)
        # There is no such document after all.
        assert reader.cursor.doc == "wire"


async def test_words_that_were_read_are_not_read_again(
    karro: Path, gate: Gate, read_it: ReadIt, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(folder: Path, document: Document) -> DocumentText | Unreadable:
        read.append(document.id)
        return read_document(folder, document)

    monkeypatch.setattr("briefing.loading.read_document", noted)
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        await reader.press("j")
        await reader.until(lambda: reader.cursor.doc == "gazette")
        await come(reader, gate)
        assert read == ["wire", "gazette", "minutes"]
        assert not reader.screen.texts


async def test_a_digest_that_changed_meanwhile_is_read_again(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        digest = karro / "digest.yaml"
        digest.write_text(DIGEST.replace("Nothing is known about tolls.", "No tolls."), encoding="utf-8")
        reader.screen.read_anew([digest])
        await reader.burst()
        assert not reader.dossier.digest.items
        assert not gc.isenabled()
        await come(reader, gate)
        await reader.until(lambda: reader.dossier.digest.items["f-tolls"].words == "No tolls.")


async def test_a_digest_that_is_broken_further_down_ends_it_all_the_same(
    karro: Path, gate: Gate, read_it: ReadIt
) -> None:
    (karro / "digest.yaml").write_text(f'{DIGEST}note: "open\n', encoding="utf-8")
    async with read_it(awaited(karro), settled=False) as reader:
        await listed(reader)
        await reader.press("j")
        gate.opened.set()
        await reader.until(lambda: reader.app.trouble)
    assert "digest.yaml:" in str(reader.app.trouble)


# What is remembered meanwhile


async def leave_off(karro: Path, read_it: ReadIt) -> Memory:
    """Leave the dossier at the first line of the minutes, and return what is remembered of it."""
    async with read_it(karro, habits=REMEMBERING) as reader:
        await reader.press("3", "j", "S", "6", "G", "enter", "j", "j")
        assert reader.cursor.doc == "minutes"
    return remembered(karro)


async def test_who_has_pressed_nothing_comes_back(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    memory = await leave_off(karro, read_it)
    async with read_it(karro, habits=REMEMBERING) as reader:
        cursor, rows = reader.cursor, reader.rows()
    async with read_it(awaited(karro), habits=REMEMBERING, settled=False) as reader:
        await listed(reader)
        assert (reader.cursor.doc, reader.cursor.spot) == ("minutes", cursor.spot)
        await come(reader, gate)
        assert (reader.cursor, reader.rows()) == (cursor, rows)
        assert not reader.screen.unwritten
    assert remembered(karro) == memory


async def test_who_comes_back_afresh_is_not_taken_anywhere(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    memory = await leave_off(karro, read_it)
    async with read_it(awaited(karro), habits=Habits(remember=True, fresh=True), settled=False) as reader:
        await listed(reader)
        assert reader.cursor.doc == "wire"
        await come(reader, gate)
        assert reader.cursor.pane == PaneId.FACTS
    assert remembered(karro) == memory


async def test_who_leaves_before_the_digest_is_there_leaves_no_trace(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    memory = await leave_off(karro, read_it)
    async with read_it(awaited(karro), habits=REMEMBERING, settled=False) as reader:
        await listed(reader)
        await reader.press("g", "enter", "space")
        reader.screen.pause()
        reader.screen.remember_now()
        await reader.press("q")
        gate.opened.set()
        await reader.until(lambda: not reader.app.is_running)
    assert remembered(karro) == memory


async def test_who_has_gone_somewhere_is_remembered_there_once_the_digest_has_come(
    karro: Path, gate: Gate, read_it: ReadIt
) -> None:
    memory = await leave_off(karro, read_it)
    async with read_it(awaited(karro), habits=REMEMBERING, settled=False) as reader:
        await listed(reader)
        await reader.press("6", "g", "enter", "z", "space")
        await come(reader, gate)
        assert reader.screen.zoomed
        assert reader.cursor.doc == "wire"
    now = remembered(karro)
    assert now.place is not None
    assert (now.place.doc, now.choices["zoomed"]) == ("wire", "yes")
    # What the lists were like is as much as ever.
    assert (now.orders, now.rows[2]) == (memory.orders, "s-silent")
    assert now.positions["minutes"].words == memory.positions["minutes"].words


async def test_quitting_does_not_wait_for_it(karro: Path, gate: Gate, read_it: ReadIt) -> None:
    async with read_it(awaited(karro), settled=False) as reader:
        await reader.until(lambda: gate.made)
        await reader.press("q")
        gate.opened.set()
        await reader.until(lambda: not reader.app.is_running)
    assert gate.made[0]._process.returncode is not None


async def test_a_broken_digest_ends_it_with_what_is_wrong(karro: Path, read_it: ReadIt) -> None:
    (karro / "digest.yaml").write_text('format: briefing/1\ntitle: "open\n', encoding="utf-8")
    async with read_it(awaited(karro), settled=False) as reader:
        await reader.until(lambda: reader.app.trouble)
    assert "digest.yaml:2:8" in str(reader.app.trouble)


async def test_reading_on_keeps_what_was_read_on_the_way(karro: Path, read_it: ReadIt) -> None:
    async with read_it(karro) as reader:
        assert list(reader.dossier.readings)
        assert {*reader.dossier.readings} == {*reader.dossier.digest.shelf}


@pytest.mark.parametrize("keys", ["J" * 12, "K" * 4, "0}}}}}}", "0jjjjJJ", "3jjj1jj", ">>><<"])
async def test_what_is_painted_anew_is_all_that_changed(karro: Path, read_it: ReadIt, keys: str) -> None:
    async with read_it(karro, (120, 40)) as reader:
        for key in keys:
            await reader.press(key)
            await reader.settle()
            shown = reader.app.screen._compositor.render_strips()
            for widget in reader.screen.query("*"):
                widget._styles_cache.clear()
            assert [list(row) for row in reader.app.screen._compositor.render_strips()] == [list(row) for row in shown]


@pytest.mark.parametrize("keys", ["", "2", "0}", "6", "jj"])
@pytest.mark.parametrize("turn", [["wire", "gazette", "minutes"], ["minutes", "wire", "gazette"]])
async def test_of_each_document_that_was_read_all_that_it_changes_is_painted(
    karro: Path, read_it: ReadIt, keys: str, turn: list[str]
) -> None:
    async with read_it(karro, (120, 40)) as reader:
        for key in keys:
            await reader.press(key)
        await reader.settle()
        whole = reader.dossier
        for number in range(len(turn) + 1):
            reader.screen.dossier = whole.without(turn[number:])
            await reader.burst()
            shown = [list(row) for row in reader.app.screen._compositor.render_strips()]
            for pane in reader.screen.query(Pane):
                pane.refresh()
            for widget in reader.screen.query("*"):
                widget._styles_cache.clear()
            await reader.burst()
            assert [list(row) for row in reader.app.screen._compositor.render_strips()] == shown
