"""Who comes back finds the same place, after an edit too; and no file that lies there can do harm."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.anchoring import WORD_LIMIT
from briefing.arranging import arrange, narrow, sift
from briefing.cursor import START, Cursor, History, begin, on_row, stand
from briefing.digest import Digest
from briefing.documents import DocumentText
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.filters import parse
from briefing.listing import Order, PaneId
from briefing.loading import load_dossier, open_dossier
from briefing.moves import MOVES
from briefing.passages import Document
from briefing.remembering import (
    EMPTY,
    JUMPS,
    MARKS,
    POSITIONS,
    WORDS,
    Kept,
    Memory,
    carried,
    documents_wanted,
    find,
    keep,
    met,
    remembered,
    resumed,
    spot_of,
    view_of,
    with_choices,
    with_mark,
)
from briefing.selectors import Selector
from briefing.spans import Span
from briefing.state import (
    DAMAGED,
    LARGEST,
    LONGEST,
    NEWER,
    Scribe,
    recall,
    remember,
    state_file,
    state_home,
    understood,
    written,
)

if TYPE_CHECKING:
    from tests.conftest import MakeDossier

THOROUGH = settings(max_examples=150, deadline=None)

DIGEST = """\
actors:
  - {id: venn, name: Venn}
facts:
  - {id: open, text: It is open., evidence: [{doc: wire, exact: is open}, {doc: local, exact: is shut}]}
  - {id: late, text: It was late., evidence: {doc: wire, exact: It was late}}
statements:
  - {id: so, speaker: venn, text: So., tags: [x], evidence: {doc: wire, exact: said so}}
  - {id: no, text: No., tags: [x], evidence: {doc: local, exact: said no}}
"""
TEXTS = {
    "wire": "The bridge is open.\n\nVenn said so.\nNobody else spoke.\n\nIt was late.\n",
    "local": "The bridge is shut, somebody said no.\nThe end.\n",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "briefing"


@pytest.fixture
def dossier(make_dossier: Callable[..., Dossier]) -> Dossier:
    return make_dossier(DIGEST, **TEXTS)


def edited(dossier: Dossier, doc: str, old: str, new: str) -> Dossier:
    file = dossier.folder / f"{doc}.txt"
    file.write_text(file.read_text().replace(old, new))
    return load_dossier(dossier.folder)


def somewhere(dossier: Dossier) -> Cursor:
    text = TEXTS["wire"]
    cursor = replace(begin(dossier), pane=PaneId.TEXT)
    return stand(cursor, Span(text.index("Nobody"), text.index("It was")))


# Places


def test_a_place_is_found_again_after_an_edit_above_it(dossier: Dossier) -> None:
    kept = keep(dossier, somewhere(dossier))
    assert kept.words == Selector("Nobody else spoke.\n\nIt was late.\n", "is open.\n\nVenn said so.\n")
    anew = edited(dossier, "wire", "The bridge is", "Everybody knows by now\nthat the bridge is")
    found = find(anew, kept, begin(anew))
    text = anew.text("wire")
    assert text
    assert text.received[found.spot.start :].startswith("Nobody")
    assert (found.pane, found.doc, found.item, found.passage) == (PaneId.TEXT, "wire", "open", 0)


def test_a_place_whose_words_are_gone_is_on_its_line(dossier: Dossier) -> None:
    kept = keep(dossier, somewhere(dossier))
    anew = edited(dossier, "wire", "Nobody else", "Somebody")
    text = anew.text("wire")
    assert text
    assert text.received[find(anew, kept, begin(anew)).spot.start :].startswith("Somebody")
    shorter = edited(dossier, "wire", "\n", " ")
    again = shorter.text("wire")
    assert again
    assert again.received[find(shorter, kept, begin(shorter)).spot.start :].startswith("Somebody")


def test_of_words_that_stand_elsewhere_the_nearest_are_taken(dossier: Dossier) -> None:
    kept = replace(keep(dossier, somewhere(dossier)), words=Selector("e", "never", "so"), line=3)
    spot = find(dossier, kept, begin(dossier)).spot
    assert abs(spot.start - TEXTS["wire"].index("Venn")) <= 2


def test_of_words_that_stand_everywhere_the_line_is_taken(make_dossier: MakeDossier) -> None:
    same = make_dossier("", wire="The same words on every line.\n" * 500)
    kept = Kept(doc="wire", words=Selector("The same words on every line."), line=400)
    text = same.text("wire")
    assert text
    assert text.lines.line_at(spot_of(same, kept).start) == 400


def test_an_item_with_its_passage_is_a_place(dossier: Dossier) -> None:
    cursor = MOVES["next-passage"](dossier, begin(dossier), 1)
    assert (cursor.doc, cursor.passage) == ("local", 1)
    found = find(dossier, keep(dossier, cursor), replace(begin(dossier), item="late"))
    assert (found.item, found.passage, found.doc, found.spot.start) == ("open", 1, "local", cursor.spot.start)


def test_what_is_gone_leaves_the_reader_there(dossier: Dossier) -> None:
    here = begin(dossier)
    assert find(dossier, Kept("nowhere", "gone", 3, "gone"), here) == here
    assert find(dossier, Kept(doc="local"), here).doc == "local"
    assert find(dossier, Kept("documents", doc="local"), here).row(PaneId.DOCUMENTS) == "local"


def test_a_document_that_is_not_read_is_opened_at_its_top(dossier: Dossier) -> None:
    kept = keep(dossier, somewhere(dossier))
    unread = open_dossier(dossier.folder)
    assert find(unread, kept, begin(unread)).spot == START
    assert keep(unread, begin(unread)).words is None


@THOROUGH
@given(st.text("ab \n", min_size=1, max_size=200), st.data())
def test_a_place_leads_back_to_itself(text: str, data: st.DataObject) -> None:
    dossier = Dossier(Path(), Digest(documents=(Document(id="x", path="x"),))).with_texts({"x": DocumentText.of(text)})
    start = data.draw(st.integers(0, len(text)))
    kept = keep(dossier, replace(begin(dossier), doc="x", spot=Span(start, start)))
    found = find(dossier, kept, begin(dossier)).spot.start
    past = start >= len(text.rstrip())
    assert past or found == start or text[min(start, found) : max(start, found)].isspace()


# What is remembered


def test_who_comes_back_finds_everything_as_it_was(dossier: Dossier) -> None:
    cursor = sift(dossier, narrow(dossier, on_row(dossier, somewhere(dossier), PaneId.ACTORS, "venn")),
                  parse("tag:x", dossier.digest))  # fmt: skip
    cursor = arrange(dossier, replace(cursor, pane=PaneId.FACTS), Order.DATE).with_row(PaneId.STATEMENTS, "so")
    history = History().leaving(begin(dossier))
    memory = with_choices(remembered(EMPTY, dossier, cursor, history), {"theme": "harbour"})
    memory = with_mark(memory, "a", keep(dossier, somewhere(dossier)))
    remember(dossier, memory)
    recalled = recall(load_dossier(dossier.folder))
    assert (recalled.memory, recalled.notice, recalled.writable) == (memory, "", True)
    back = resumed(dossier, recalled.memory)
    assert back.view == cursor.view
    assert back.rows == cursor.rows
    assert (back.pane, back.item, back.doc, back.spot.start) == (cursor.pane, cursor.item, cursor.doc,
                                                                 cursor.spot.start)  # fmt: skip
    assert [find(dossier, one, back).item for one in memory.past] == ["open"]
    assert documents_wanted(memory) == ("wire",)
    assert list(memory.positions) == ["wire"]


def test_nothing_remembered_is_a_beginning(dossier: Dossier) -> None:
    assert recall(dossier).memory == EMPTY
    assert resumed(dossier, EMPTY) == begin(dossier)
    assert documents_wanted(EMPTY) == ()


def test_what_can_no_longer_be_is_left_out(dossier: Dossier) -> None:
    memory = Memory(orders=("coverage", "nonsense", "date", "importance", "importance", "coverage"), speaker="gone",
                    filters="tag:gone", rows=("gone", "venn"))  # fmt: skip
    view = view_of(dossier, memory)
    assert (view.order(PaneId.FACTS), view.order(PaneId.ACTORS), view.order(PaneId.STATEMENTS)) == (
        Order.COVERAGE, Order.IMPORTANCE, Order.DATE,
    )  # fmt: skip
    assert (view.speaker, bool(view.filters)) == ("", False)
    assert resumed(dossier, memory).row(PaneId.FACTS) == "open"


def test_memory_has_an_end(dossier: Dossier) -> None:
    memory = Memory(positions=MappingProxyType({f"d{number}": Kept() for number in range(POSITIONS + 5)}))
    history = History(tuple(begin(dossier) for _ in range(JUMPS + 5)))
    memory = remembered(memory, dossier, begin(dossier), history)
    for number in range(MARKS + 5):
        memory = with_mark(memory, f"m{number}", Kept())
    assert (len(memory.positions), len(memory.past), len(memory.marks)) == (POSITIONS, JUMPS, MARKS)
    memory = remembered(memory, dossier, somewhere(dossier), history)
    assert (len(memory.positions), list(memory.positions)[-1]) == (POSITIONS, "wire")
    # Letters beyond the basic plane take the most room in the file.
    long = Kept(words=Selector("𐌰" * WORDS, "𐌰" * WORD_LIMIT, "𐌰" * WORD_LIMIT), doc="d" * 90)
    full = replace(
        memory,
        positions=MappingProxyType({f"d{number}": long for number in range(POSITIONS)}),
        marks=MappingProxyType({f"m{number}": long for number in range(MARKS)}),
        past=(long,) * JUMPS,
    )
    assert len(written(full)) < LARGEST
    assert understood(written(full).encode()).memory == full


def test_filters_too_long_to_be_read_again_cost_nothing_else(dossier: Dossier) -> None:
    memory = with_mark(Memory(filters="x" * (LONGEST + 1)), "a", Kept(item="open"))
    assert understood(written(memory).encode()).memory == replace(memory, filters="")


def test_who_leaves_a_document_at_its_top_leaves_nothing_to_remember(dossier: Dossier) -> None:
    there = remembered(EMPTY, dossier, somewhere(dossier), History())
    top = remembered(there, dossier, replace(somewhere(dossier), spot=START), History())
    assert (list(there.positions), list(top.positions)) == (["wire"], [])


def test_places_of_earlier_times_and_other_documents_are_kept(dossier: Dossier) -> None:
    earlier = (Kept(item="late"),)
    text = dossier.text("local")
    assert text is not None
    left = replace(somewhere(dossier), doc="local", spot=text.lines.span(2))
    history = History().leaving(begin(dossier))
    memory = remembered(EMPTY, dossier, somewhere(dossier), history, earlier=earlier, left=[left])
    assert [kept.item for kept in memory.past] == ["late", "open"]
    assert {doc: kept.line for doc, kept in memory.positions.items()} == {"local": 2, "wire": 4}


# After the files were read again


def read_anew(dossier: Dossier, doc: str, text: str) -> Dossier:
    return dossier.with_texts({doc: DocumentText.of(text)})


def test_a_place_goes_with_its_words_when_they_move(dossier: Dossier) -> None:
    cursor = somewhere(dossier)
    text = dossier.text("wire")
    assert text is not None
    after = read_anew(dossier, "wire", f"A line before.\n\n{text.received}")
    moved = carried(dossier, after, cursor)
    assert moved.spot.start == cursor.spot.start + len("A line before.\n\n")
    assert replace(moved, spot=cursor.spot) == cursor


def test_a_place_on_a_passage_stays_on_the_passage(dossier: Dossier) -> None:
    cursor = on_row(dossier, begin(dossier), PaneId.FACTS, "late")
    (found,) = dossier.annotations("late")
    assert found.span is not None
    cursor = replace(cursor, doc="wire", spot=found.span)
    after = read_anew(dossier, "wire", "Before. It was late in the day.\n")
    assert carried(dossier, after, cursor).spot.of("Before. It was late in the day.\n") == "It was late"


def test_a_place_in_words_that_are_the_same_or_not_known_stays(dossier: Dossier) -> None:
    cursor = somewhere(dossier)
    text = dossier.text("wire")
    assert text is not None
    assert carried(dossier, read_anew(dossier, "wire", text.received), cursor) == cursor
    assert carried(dossier, dossier.without(["wire"]), cursor) == cursor


def test_the_passage_of_an_item_stays_the_one_it_was(make_dossier: MakeDossier) -> None:
    before = make_dossier(DIGEST, **TEXTS)
    cursor = replace(on_row(before, begin(before), PaneId.FACTS, "open"), passage=1)
    more = DIGEST.replace(
        "evidence: [{doc: wire, exact: is open}",
        "evidence: [{doc: wire, exact: The bridge}, {doc: wire, exact: is open}",
    )
    assert carried(before, make_dossier(more, **TEXTS), cursor).passage == 2
    less = DIGEST.replace("{doc: wire, exact: is open}, ", "")
    assert carried(before, make_dossier(less, **TEXTS), cursor).passage == 0


# Two readers, and threads


def at(line: int) -> Kept:
    return Kept(doc="wire", line=line)


def test_the_last_place_wins_and_no_mark_is_lost() -> None:
    mine = Memory(at(1), marks={"a": at(1), "b": at(1)}, positions={"wire": at(1)})
    theirs = Memory(at(2), marks={"a": at(2), "b": at(2), "c": at(2)}, positions={"wire": at(2), "local": at(2)})
    both = met(mine, theirs, {"b"})
    assert both.place == at(1)
    assert dict(both.marks) == {"a": at(2), "b": at(1), "c": at(2)}
    assert dict(both.positions) == {"wire": at(1), "local": at(2)}


def marking(letter: str, line: int) -> Callable[[Memory], Memory]:
    return lambda memory: with_mark(replace(memory, place=at(line)), letter, at(line))


def test_two_readers_keep_each_others_marks(dossier: Dossier) -> None:
    one, other = Scribe(), Scribe()
    one.own, other.own = {"a"}, {"b"}
    one.write(dossier, one.turn(), marking("a", 1))
    other.write(dossier, other.turn(), marking("b", 2))
    one.write(dossier, one.turn(), marking("a", 3))
    memory = recall(dossier).memory
    assert (memory.place, dict(memory.marks)) == (at(3), {"b": at(2), "a": at(3)})


def test_what_was_said_last_is_not_written_over_by_what_comes_late(dossier: Dossier) -> None:
    scribe = Scribe()
    first, second = scribe.turn(), scribe.turn()
    scribe.write(dossier, second, marking("a", 2))
    scribe.write(dossier, first, marking("a", 1))
    assert recall(dossier).memory.place == at(2)


def test_nothing_is_written_over_what_a_newer_program_wrote(dossier: Dossier) -> None:
    scribe = Scribe()
    scribe.write(dossier, scribe.turn(), marking("a", 1))
    newer = json.dumps({"version": 2})
    state_file(dossier).write_text(newer)
    scribe.write(dossier, scribe.turn(), marking("a", 2))
    assert state_file(dossier).read_text() == newer
    Scribe(writable=False).write(dossier, 1, marking("a", 2))
    assert state_file(dossier).read_text() == newer


# Files


def test_the_file_is_the_users_alone_and_named_for_people(dossier: Dossier, home: Path) -> None:
    remember(dossier, EMPTY)
    file = state_file(dossier)
    assert file.parent == home == state_home()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert file.name.startswith(dossier.folder.name[:20])
    other = replace(dossier, digest_file=dossier.folder / "other.yaml")
    assert state_file(other) != file


def test_a_dossier_is_known_by_whichever_way_one_came(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(dossier.folder)
    assert (
        state_file(open_dossier(tmp_path / "link")).name.rpartition("-")[2]
        == state_file(dossier).name.rpartition("-")[2]
    )


def test_a_relative_folder_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "here")
    assert state_home() == Path.home() / ".local" / "state" / "briefing"


GOOD = json.loads(written(Memory(place=Kept("text", "open", 1, "wire", Selector("a", "b"), 3))))


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"7", b"\xff", b"{}", b'{"version": "1"}', b'{"version": 0}', b'{"version": 1}', b"[" * 100_000,
     *(json.dumps({**GOOD, key: bad}).encode() for key in GOOD if key != "version" for bad in (7, True, [7])),
     json.dumps({**GOOD, "place": {"line": -1}}).encode(), json.dumps({**GOOD, "place": {"passage": True}}).encode(),
     json.dumps({**GOOD, "speaker": "x" * 9999}).encode(), json.dumps({**GOOD, "place": {"words": 3}}).encode()],
)  # fmt: skip
def test_what_is_damaged_is_told_and_left_out(data: bytes) -> None:
    recalled = understood(data)
    assert (recalled.memory, recalled.notice, recalled.writable) == (EMPTY, DAMAGED, True)


def test_what_a_newer_program_wrote_is_left_alone() -> None:
    recalled = understood(json.dumps({"version": 2, "place": 7}).encode())
    assert (recalled.memory, recalled.notice, recalled.writable) == (EMPTY, NEWER, False)


def test_what_cannot_be_read_or_written_is_told(dossier: Dossier, home: Path) -> None:
    state_file(dossier).mkdir(parents=True)
    assert "cannot be read: Is a directory" in recall(dossier).notice
    with pytest.raises(BriefingError, match="not a file"):
        remember(dossier, EMPTY)
    state_file(dossier).rmdir()
    state_file(dossier).write_bytes(b" " * (LARGEST + 1))
    assert recall(dossier).notice == DAMAGED


def test_a_folder_that_cannot_be_made_is_told(dossier: Dossier, home: Path) -> None:
    home.parent.write_text("a file")
    with pytest.raises(BriefingError, match="nothing can be remembered"):
        remember(dossier, EMPTY)
    assert "cannot be read" in recall(dossier).notice


TEXT = st.text(max_size=20)
KEPT = st.builds(
    Kept, TEXT, TEXT, st.integers(0, 9), TEXT, st.none() | st.builds(Selector, TEXT, TEXT, TEXT, st.integers(0, 9)),
    st.integers(0, 9),
)  # fmt: skip
PLACES = st.dictionaries(TEXT, KEPT, max_size=3).map(MappingProxyType)
MEMORIES = st.builds(
    Memory, st.none() | KEPT, st.lists(TEXT, max_size=3).map(tuple), PLACES,
    st.lists(KEPT, max_size=3).map(tuple), PLACES,
    st.lists(TEXT, max_size=3).map(tuple), TEXT, TEXT, st.dictionaries(TEXT, TEXT, max_size=3).map(MappingProxyType),
)  # fmt: skip


@THOROUGH
@given(MEMORIES)
def test_what_is_written_is_understood(memory: Memory) -> None:
    assert understood(written(memory).encode()).memory == memory
