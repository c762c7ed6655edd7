"""Files that change are noticed once they have come to rest, and so is what no longer stands in them."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing import following
from briefing.following import SLICE, Files, Follower, followed, named, unanchored
from briefing.loading import load_dossier, open_dossier, read_again

if TYPE_CHECKING:
    from tests.conftest import MakeDossier

DIGEST = """facts:
  - {id: open, text: It is open., evidence: [{doc: wire, exact: is open}, {doc: local, exact: is shut}]}
  - {id: late, text: It was late., evidence: {doc: wire, exact: It was late}}
"""
WIRE, LOCAL = "The bridge is open.\nIt was late.\n", "The bridge is shut.\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# Looking


def test_a_file_is_told_when_it_has_changed_and_come_to_rest(tmp_path: Path) -> None:
    path = write(tmp_path / "a", "one")
    files = Files([path])
    assert files.look() == files.look() == frozenset()
    write(path, "three")
    assert files.look() == frozenset()
    assert files.moving
    write(path, "thirteen")
    assert files.look() == frozenset()
    assert files.look() == {path}
    assert files.look() == frozenset()
    assert not files.moving


def test_a_file_that_is_back_as_it_was_has_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a", "one")
    files = Files([path])
    files.look()
    with monkeypatch.context() as gone:
        # A folder at the other end of a network may be away for a moment.
        gone.setattr(following, "signature", lambda _: None)
        assert files.look() == frozenset()
    assert files.look() == files.look() == frozenset()


@pytest.mark.parametrize("jump", [-(10**18), -1, 0, 10**18], ids=["far back", "back", "still", "far on"])
def test_a_clock_that_jumps_hides_no_change_even_of_the_same_size(tmp_path: Path, jump: int) -> None:
    path = write(tmp_path / "a", "one")
    files = Files([path])
    files.look()
    was = path.stat()
    path.write_text("two", encoding="utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns + jump))
    files.look()
    assert files.look() == {path}


def test_a_file_that_goes_and_one_that_comes_have_changed(tmp_path: Path) -> None:
    gone, new = write(tmp_path / "gone", "one"), tmp_path / "new"
    files = Files([gone, new])
    files.look()
    gone.unlink()
    write(new, "")
    files.look()
    assert files.look() == {gone, new}


def test_a_file_put_in_the_place_of_another_of_the_same_size_and_time_is_another(tmp_path: Path) -> None:
    path, other = write(tmp_path / "a", "one"), write(tmp_path / "b", "two")
    for one in (path, other):
        os.utime(one, ns=(0, 0))
    files = Files([path])
    files.look()
    other.rename(path)
    files.look()
    assert files.look() == {path}


def test_many_documents_take_turns_and_none_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []

    def counting(path: Path) -> None:
        looked.append(path)

    monkeypatch.setattr(following, "signature", counting)
    rest = [tmp_path / str(number) for number in range(2 * SLICE + 10)]
    files = Files([tmp_path / "digest"], rest)
    for _ in range(3):
        files.look()
    assert len(looked) == 3 + len(rest)
    assert {*looked} == {*rest, tmp_path / "digest"}
    assert max(map(looked.count, rest)) == 1


def test_only_what_is_in_the_folder_is_followed(make_dossier: MakeDossier) -> None:
    digest = """documents:
  - {id: wire, path: wire.txt}
  - {id: up, path: ../up.txt}
  - {id: root, path: /etc/passwd}
"""
    dossier = make_dossier(digest, wire=WIRE)
    always, rest = followed(dossier)
    assert [path.name for path in always] == ["digest.yaml", "review.yaml"]
    assert rest == (dossier.folder / "wire.txt",)


def test_a_digest_that_appears_is_noticed(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "words")
    always, rest = followed(open_dossier(tmp_path))
    assert always[0] == tmp_path / "digest.yaml"
    assert rest == (tmp_path / "a.txt",)


def test_the_follower_reports_from_a_thread_of_its_own(
    make_dossier: MakeDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PACE", 0.0)
    monkeypatch.setattr(following, "SOON", 0.0)
    monkeypatch.setattr(following, "IDLE", 0)
    told = threading.Event()
    reported: list[tuple[frozenset[Path], str]] = []

    def report(paths: frozenset[Path]) -> None:
        reported.append((paths, threading.current_thread().name))
        told.set()

    dossier = make_dossier(DIGEST, wire=WIRE, local=LOCAL)
    follower = Follower(dossier, report)
    follower.look()
    path = write(dossier.folder / "wire.txt", "Other words.\n")
    follower.start()
    assert told.wait(30)
    follower.stop()
    assert reported[0] == (frozenset({path}), "follower")


def test_what_is_known_of_a_file_outlives_a_change_of_the_others(make_dossier: MakeDossier) -> None:
    follower = Follower(make_dossier(DIGEST, wire=WIRE, local=LOCAL), lambda _paths: None)
    follower.look()
    dossier = make_dossier("documents:\n  - {id: wire, path: wire.txt}\n", wire="Other words.\n")
    follower.follow(dossier)
    follower.look()
    assert follower.look() == {dossier.folder / "wire.txt", dossier.folder / "digest.yaml"}
    assert dossier.folder / "local.txt" not in follower.files.known


def test_the_document_on_the_screen_does_not_wait_for_its_turn(
    make_dossier: MakeDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "SLICE", 1)
    dossier = make_dossier(DIGEST, **{f"d{number}": WIRE for number in range(9)}, wire=WIRE, local=LOCAL)
    follower = Follower(dossier, lambda _paths: None)
    for _ in range(11):
        follower.look()
    path = write(dossier.folder / "local.txt", "Other words.\n")
    follower.shown = "local.txt"
    follower.look()
    assert follower.look() == {path}
    follower.shown = "../up.txt"
    follower.look()
    assert follower.files.foremost == ()


# Reading again


def test_of_a_document_that_changed_nothing_else_is_read_again(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(DIGEST, wire=WIRE, local=LOCAL)
    path = write(dossier.folder / "wire.txt", "Nothing.\n")
    again = read_again(dossier, {path})
    assert again.dossier is None
    assert [*again.texts] == ["wire"]
    assert dossier.without(again.texts).text("local") is dossier.text("local")
    assert dossier.without(again.texts).text("wire") is None


def test_of_a_digest_that_changed_the_documents_are_known(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(DIGEST, wire=WIRE, local=LOCAL)
    assert dossier.digest_file is not None
    text = dossier.digest_text.replace(
        "{id: local, path: local.txt}", "{id: local, path: local.txt, encoding: latin-1}"
    )
    write(dossier.digest_file, text.replace("It was late.", "Late."))
    again = read_again(dossier, {dossier.digest_file})
    assert again.dossier is not None
    assert again.dossier.digest.items["late"].words == "Late."
    assert {doc: text is dossier.text(doc) for doc, text in again.texts.items()} == {"wire": True}


def test_reviews_that_changed_are_read_alone(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(DIGEST, wire=WIRE, local=LOCAL)
    path = write(
        dossier.folder / "review.yaml", "format: briefing-review/1\nitems:\n  - {item: open, state: checked}\n"
    )
    again = read_again(dossier, {path})
    assert (again.dossier, dict(again.texts)) == (None, {})
    assert again.reviews is not None
    assert again.reviews.of("open").state == "checked"
    write(path, "format: [\n")
    assert read_again(dossier, {path}).reviews is None


# What no longer stands


def test_passages_that_fell_are_told_from_those_that_are_new(make_dossier: MakeDossier) -> None:
    before = make_dossier(DIGEST, wire=WIRE, local=LOCAL)
    fell = unanchored(before, make_dossier(DIGEST, wire="The bridge.\n", local=LOCAL))
    assert (fell.fallen, fell.fresh) == (("open", "late"), ())
    more = DIGEST + "  - {id: new, text: New., evidence: {doc: wire, exact: entirely different matters}}\n"
    new = unanchored(before, make_dossier(more, wire=WIRE, local=LOCAL))
    assert (new.fallen, new.fresh) == ((), ("new",))


def test_what_lay_low_before_is_no_news(make_dossier: MakeDossier) -> None:
    before = make_dossier(DIGEST, wire="Nothing.\n", local=LOCAL)
    after = make_dossier(DIGEST, wire="Nothing at all.\n", local=LOCAL)
    assert (unanchored(before, after).fallen, unanchored(before, after).fresh) == ((), ())


def test_a_document_that_nobody_had_read_is_no_news(make_dossier: MakeDossier) -> None:
    folder = make_dossier(DIGEST, wire="Nothing.\n", local=LOCAL).folder
    assert unanchored(open_dossier(folder), load_dossier(folder)).fresh == ()


def test_labels_are_listed_once_and_not_all_of_many() -> None:
    assert named(["F1", "F1", "Q2"]) == "F1, Q2"
    assert named([f"F{number}" for number in range(9)]) == "F0, F1, F2, F3 and 5 more"
