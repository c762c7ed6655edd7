"""What readers say of items is kept beside the digest, lapses when words change, and is lost by nobody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.card import card
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.loading import load_dossier, open_dossier, read_documents
from briefing.review import NO_MARK, NO_REVIEWS, Mark, Note, Reviews, State, marked, merged, noted, now, without_note
from briefing.review_file import load, review_path, save, written
from briefing.standing import fingerprint, standing, tally

THOROUGH = settings(max_examples=100, deadline=None)

TEXT = "The bridge is open. Venn said so. It was late.\n"
DIGEST = """\
actors:
  - {id: venn, name: Venn}
facts:
  - {id: open, text: It is open., evidence: {doc: wire, exact: The bridge is open}}
  - {id: late, text: It was late., evidence: {doc: wire, exact: It was late}}
conflicts:
  - {id: when, text: When?, positions: [{text: Now., items: open}, {text: Later.}]}
"""
WHEN = "2031-03-05T10:00:00Z"


def checked(dossier: Dossier, item: str) -> Dossier:
    words = fingerprint(dossier, item)
    return dossier.with_reviews(marked(dossier.reviews, item, State.CHECKED, "ines", WHEN, words))


@pytest.fixture
def dossier(make_dossier: Callable[..., Dossier]) -> Dossier:
    return make_dossier(DIGEST, wire=TEXT)


# What was said


def test_states_go_round() -> None:
    assert [state.following for state in State] == [State.CHECKED, State.DOUBTFUL, State.UNCHECKED]


def test_a_mark_is_told_with_who_and_when(dossier: Dossier) -> None:
    found = standing(checked(dossier, "open"), "open")
    assert (found.state, found.lapsed, found.summary) == (State.CHECKED, False, "checked by ines on 2031-03-05")
    assert found.words == ("checked",)
    assert standing(dossier, "open").summary == ""
    assert standing(dossier, "open").words == ("unchecked",)


def test_a_snapshot_with_reviews_has_found_the_same(dossier: Dossier) -> None:
    annotations = dossier.annotations("venn")
    other = checked(checked(dossier, "open"), "late")
    assert other.annotations("venn") is annotations
    assert other.basis is dossier
    assert other.with_texts({}).reviews == other.reviews


def test_what_is_taken_back_leaves_nothing(dossier: Dossier) -> None:
    reviews = checked(dossier, "open").reviews
    assert marked(reviews, "open", State.UNCHECKED, "ines", WHEN, "").marks == {}
    note = Note("See there.", "ines", WHEN)
    assert without_note(noted(reviews, "open", note), "open", note) == reviews
    assert noted(reviews, "open", Note(" ")) == reviews


def test_the_tally_counts_what_holds_of_the_items_there_are(dossier: Dossier) -> None:
    assert not tally(dossier)
    assert tally(dossier).summary == ""
    some = checked(checked(dossier, "open"), "gone")
    assert tally(some).summary == "checked 1/4"
    reviews = marked(some.reviews, "late", State.DOUBTFUL, "jo", WHEN, fingerprint(dossier, "late"))
    reviews = marked(reviews, "when", State.CHECKED, "jo", WHEN, "other words")
    assert tally(dossier.with_reviews(reviews)).summary == "checked 1/4, 1 doubtful, 1 lapsed"


def test_a_card_tells_what_was_said_by_whom_and_what_to_do_where_it_lapsed(dossier: Dossier) -> None:
    assert "Review" not in dict(card(dossier, "open").particulars)
    reviews = noted(checked(dossier, "open").reviews, "open", Note("See there.", "jo", WHEN))
    told = card(dossier.with_reviews(reviews), "open").particulars
    assert ("Review", "checked by ines on 2031-03-05 · 1 note") in told
    assert ("Noted", "See there. (jo, 2031-03-05)") in told
    lapsed = dossier.with_reviews(marked(dossier.reviews, "open", State.CHECKED, "", "", "other words"))
    assert dict(card(lapsed, "open").particulars)["Review"] == (
        "checked by somebody, lapsed: the words have changed since; look again and mark it anew"
    )


# When it lapses


@pytest.mark.parametrize(
    ("old", "new", "lapsed"),
    [
        ("It is open.", "It is shut.", {"open"}),
        ("exact: The bridge is open", "exact: The bridge", {"open", "when"}),
        ("text: Later.", "text: Much later.", {"when"}),
        ("name: Venn", "name: Orla Venn", {"venn"}),
        ("facts:", "title: Other\nfacts:", set()),
        ("text: It was late.,", "text: It was late., tags: clock,", set()),
    ],
)
def test_a_mark_lapses_when_the_digest_says_something_else(
    dossier: Dossier, old: str, new: str, lapsed: set[str]
) -> None:
    reviews = dossier
    for item in dossier.digest.items:
        reviews = checked(reviews, item)
    file = dossier.folder / "digest.yaml"
    file.write_text(file.read_text().replace(old, new))
    anew = load_dossier(dossier.folder).with_reviews(reviews.reviews)
    assert {item for item in anew.digest.items if standing(anew, item).lapsed} == lapsed


def test_a_mark_lapses_visibly_when_the_document_says_something_else(dossier: Dossier) -> None:
    reviews = checked(checked(dossier, "open"), "late").reviews
    (dossier.folder / "wire.txt").write_text(TEXT.replace("is open", "is shut"))
    anew = open_dossier(dossier.folder).with_reviews(reviews)
    assert not standing(anew, "open").lapsed
    anew = read_documents(anew, anew.unread)
    found = standing(anew, "open")
    assert (found.state, found.lapsed, found.words) == (State.UNCHECKED, True, ("unchecked", "lapsed"))
    assert found.summary == "checked by ines on 2031-03-05, lapsed: the words have changed since"
    assert not standing(anew, "late").lapsed


def test_what_is_no_item_has_no_fingerprint(dossier: Dossier) -> None:
    assert fingerprint(dossier, "nobody") == ""


# The file

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
NOTES = st.builds(Note, WORDS.filter(str.strip), WORDS, st.sampled_from([WHEN, "2031-03-06T00:00:00Z"]))
MARKS = st.builds(Mark, st.sampled_from(State), WORDS, WORDS, WORDS, st.lists(NOTES, max_size=2).map(tuple))
REVIEWS = st.dictionaries(st.from_regex(r"\w[\w.\-]{0,3}", fullmatch=True), MARKS.filter(bool), max_size=4).map(
    lambda marks: Reviews(MappingProxyType(marks))
)


@THOROUGH
@given(REVIEWS)
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, reviews: Reviews) -> None:
    path = tmp_path_factory.getbasetemp() / "law.yaml"
    path.write_text(written(reviews), encoding="utf-8")
    assert load(path) == (reviews, ())


def test_the_file_is_one_item_a_block_sorted(tmp_path: Path) -> None:
    path = review_path(tmp_path / "digest.yaml")
    reviews = marked(NO_REVIEWS, "late", State.DOUBTFUL, "ines", WHEN, "00ff")
    reviews = noted(marked(reviews, "early", State.CHECKED, "jo", WHEN, "00fe"), "late", Note("Why: “late”?", "jo"))
    assert save(path, NO_REVIEWS, reviews) == reviews
    assert path.read_text(encoding="utf-8").partition("\n")[2] == (
        "format: briefing-review/1\n"
        "items:\n"
        "  - item: early\n    state: checked\n    who: jo\n"
        f'    when: "{WHEN}"\n    words: 00fe\n'
        "\n"
        "  - item: late\n    state: doubtful\n    who: ines\n"
        f'    when: "{WHEN}"\n    words: 00ff\n'
        '    notes:\n      - text: "Why: “late”?"\n        who: jo\n'
    )


def test_no_reviews_are_no_file(tmp_path: Path) -> None:
    path = review_path(tmp_path / "digest.yaml")
    assert load(path) == (NO_REVIEWS, ())
    assert save(path, NO_REVIEWS, NO_REVIEWS) == NO_REVIEWS
    assert not path.exists()
    assert review_path(Path("x/other.yaml")) == Path("x/other.review.yaml")


def test_what_is_not_known_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    rest = "format: briefing-review/1\nteam: [a, {b: 'no: 1'}]\nitems:\n- {item: x, colour: red, state: checked, z: }\n"
    path.write_text(rest)
    before, problems = load(path)
    assert problems == ()
    after = save(path, before, marked(before, "y", State.DOUBTFUL, "jo", WHEN, "1"))
    assert load(path) == (after, ())
    assert after.rest == before.rest == ('team: ["a", {"b": "no: 1"}]',)
    assert after.of("x") == before.of("x")
    assert len(after.of("x").rest) == 2


def test_what_a_merge_left_twice_is_one_mark(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    entries = "".join(
        f"  - {{item: x, state: {state}, when: '{when}', notes: [{{text: {state}, when: '{when}'}}]}}\n"
        for state, when in (("doubtful", "2031-02"), ("checked", "2031-01"))
    )
    path.write_text(f"format: briefing-review/1\nitems:\n{entries}")
    mark = load(path)[0].of("x")
    assert (mark.state, [note.text for note in mark.notes]) == (State.DOUBTFUL, ["checked", "doubtful"])


@pytest.mark.parametrize(
    "text",
    ["items: [", "format: briefing-review/2\nitems: []\n", "items: []\n", "- x\n",
     "format: briefing-review/1\nitems: {a: b}\n", "format: briefing-review/1\nitems: [{item: a, state: maybe}]\n",
     "format: briefing-review/1\nitems: [{state: checked}]\n"],
)  # fmt: skip
def test_a_file_that_is_not_understood_is_told_and_not_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "review.yaml"
    path.write_text(text)
    _, problems = load(path)
    assert problems
    assert all(problem.place.file == str(path) for problem in problems)
    with pytest.raises(BriefingError, match="not written"):
        save(path, NO_REVIEWS, marked(NO_REVIEWS, "a", State.CHECKED, "jo", WHEN, ""))
    assert path.read_text() == text


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    path.write_bytes(b"\xff")
    assert "not UTF-8" in load(path)[1][0].message


def test_what_is_wrong_with_reviews_is_a_problem_of_the_dossier(dossier: Dossier) -> None:
    (dossier.folder / "review.yaml").write_text("items: [")
    assert len(load_dossier(dossier.folder).problems) == len(dossier.problems) + 1


def test_a_dossier_knows_its_reviews(dossier: Dossier) -> None:
    after = checked(dossier, "open").reviews
    save(dossier.folder / "review.yaml", NO_REVIEWS, after)
    assert load_dossier(dossier.folder).reviews == after


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, text: str) -> None:
        raise BriefingError("nothing was written: Permission denied")

    monkeypatch.setattr("briefing.review_file.write_whole", refuse)
    with pytest.raises(BriefingError, match=r"the review is not kept: .*Permission denied") as caught:
        save(tmp_path / "review.yaml", NO_REVIEWS, marked(NO_REVIEWS, "a", State.CHECKED, "jo", WHEN, ""))
    assert "writable" in caught.value.mend


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="not kept"):
        save(tmp_path / "gone" / "review.yaml", NO_REVIEWS, marked(NO_REVIEWS, "a", State.CHECKED, "jo", WHEN, ""))


def test_a_circle_of_links_is_an_error_of_the_file_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    path.symlink_to(path.name)
    with pytest.raises(BriefingError, match="the reviews are not written"):
        save(path, NO_REVIEWS, marked(NO_REVIEWS, "f", State.CHECKED, "ada", now(), ""))


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    path = tmp_path / "inside" / "review.yaml"
    path.symlink_to(tmp_path / "outside.yaml")
    with pytest.raises(BriefingError, match="leads out"):
        save(path, NO_REVIEWS, marked(NO_REVIEWS, "a", State.CHECKED, "jo", WHEN, ""))


def test_the_time_is_written_so_that_it_sorts() -> None:
    assert len(now()) == len(WHEN)
    assert now().endswith("Z")


# Two readers at once


@THOROUGH
@given(REVIEWS, REVIEWS)
def test_who_is_alone_gets_what_was_changed(before: Reviews, after: Reviews) -> None:
    assert merged(before, before, after) == after
    assert merged(merged(before, before, after), after, before) == before


@THOROUGH
@given(REVIEWS, MARKS, MARKS)
def test_changes_of_different_items_do_not_meet(start: Reviews, one: Mark, other: Mark) -> None:
    mine, theirs = start.having("a item", one), start.having("b item", other)
    assert merged(theirs, start, mine) == merged(mine, start, theirs) == mine.having("b item", other)


def test_notes_of_both_stay_and_the_later_word_counts() -> None:
    start = noted(marked(NO_REVIEWS, "x", State.CHECKED, "a", "1", ""), "x", Note("old", "a", "1"))
    mine = noted(marked(start, "x", State.DOUBTFUL, "a", "3", ""), "x", Note("mine", "a", "3"))
    theirs = without_note(noted(start, "x", Note("theirs", "b", "2")), "x", Note("old", "a", "1"))
    mark = merged(theirs, start, mine).of("x")
    assert (mark.state, [note.text for note in mark.notes]) == (State.DOUBTFUL, ["theirs", "mine"])
    only_noted = noted(start, "x", Note("mine", "a", "3"))
    doubted = marked(start, "x", State.DOUBTFUL, "b", "2", "")
    assert merged(doubted, start, only_noted).of("x").state is State.DOUBTFUL
    assert merged(NO_REVIEWS, start, only_noted).of("x").notes == (Note("mine", "a", "3"),)
    assert replace(NO_MARK) == NO_MARK


READER = """
import sys
from pathlib import Path
from briefing.review import NO_REVIEWS, Note, State, marked, noted
from briefing.review_file import save
path, name = Path(sys.argv[1]), sys.argv[2]
held = NO_REVIEWS
for number in range(25):
    after = marked(held, f"{name}{number}", State.CHECKED, name, "2031", "")
    held = save(path, held, noted(after, "shared", Note(f"{name}{number}", name, "2031")))
"""


def test_two_readers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    root = Path(__file__).parent.parent
    readers = [subprocess.Popen([sys.executable, "-c", READER, path, name], cwd=root) for name in ("a", "b")]
    assert [reader.wait() for reader in readers] == [0, 0]
    reviews, problems = load(path)
    assert problems == ()
    expected = {f"{name}{number}" for name in "ab" for number in range(25)}
    assert set(reviews.marks) == {*expected, "shared"}
    assert {note.text for note in reviews.of("shared").notes} == expected
    assert [found.name for found in tmp_path.iterdir()] == ["review.yaml"]
