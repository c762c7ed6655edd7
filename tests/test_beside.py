"""A large digest is read by another process, and what comes of it is what would have come of it here."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from briefing.__main__ import main
from briefing.beside import FIRST, HANDFUL, Beside, Coming, Opener
from briefing.card import document_card
from briefing.dossier import Dossier
from briefing.errors import BriefingError, Place
from briefing.loading import LARGE, BrokenDigestError, awaited, digest_of, is_large, open_dossier
from briefing.passages import Document
from briefing.shipped import shipped

MANY = 3 * FIRST + 1

PATIENCE = 60
"""Seconds after which a test has failed."""


def listing(documents: int) -> str:
    """Return the beginning of a digest, with as many documents; every tenth has no id that could be one."""
    ids = (f"{'d' if at % 10 else 'no id '}{at}" for at in range(documents))
    entries = (f"- {{id: {id_}, path: {at}.txt, title: No. {at}}}\n" for at, id_ in enumerate(ids))
    return f"format: briefing/1\ndocuments:\n{''.join(entries)}"


def written(folder: Path, digest: str) -> Path:
    (folder / "digest.yaml").write_text(digest, encoding="utf-8")
    return folder


def parts(opening: Beside) -> tuple[list[Coming], Dossier]:
    """Return all that comes of a digest, in turn, and the dossier."""
    comings = []
    while coming := opening.coming():
        comings.append(coming)
    return comings, opening.dossier()


def documents(comings: list[Coming]) -> list[Document]:
    return [document for coming in comings for document in coming.documents]


def beside(path: Path) -> Beside:
    return Beside(digest_of(path))


def test_the_dossier_is_the_same() -> None:
    with beside(shipped("seeds")) as opening:
        found = opening.dossier()
    here = open_dossier(shipped("seeds"))
    # Passages are compared by identity; spelt out, everything in them is.
    assert repr(found.digest) == repr(here.digest)
    assert (found.folder, found.digest_file, found.digest_text) == (here.folder, here.digest_file, here.digest_text)
    assert (found.problems, found.reviews, found.awaited) == (here.problems, here.reviews, False)


def test_a_digest_file_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "-other one.yaml"
    path.write_text("format: briefing/1\ntitle: Other\nodd: 1\n", encoding="utf-8")
    with beside(path) as opening:
        found = opening.dossier()
    assert found.digest.title == "Other"
    assert [problem.place for problem in found.problems] == [Place(str(path), 3, 1)]


def test_a_broken_digest_is_told_with_its_places(tmp_path: Path) -> None:
    path = tmp_path / "digest.yaml"
    path.write_text('format: briefing/1\ntitle: "open\n', encoding="utf-8")
    with pytest.raises(BrokenDigestError) as here:
        open_dossier(tmp_path)
    with beside(tmp_path) as opening, pytest.raises(BrokenDigestError) as there:
        opening.dossier()
    assert str(there.value) == str(here.value)


def test_a_digest_that_is_gone_is_told(tmp_path: Path) -> None:
    with beside(tmp_path / "gone.yaml") as opening, pytest.raises(BriefingError, match="cannot be read"):
        opening.dossier()


def test_a_process_that_ended_too_early_is_told() -> None:
    opening = beside(shipped("seeds"))
    opening.cancel()
    with pytest.raises(BriefingError, match="came to its end") as told:
        opening.dossier()
    assert told.value.place


def test_documents_come_before_the_digest_and_are_those_of_the_digest(tmp_path: Path) -> None:
    facts = range(HANDFUL + 1)
    items = "".join(f"- {{id: f{at}, text: Something., evidence: {{doc: d1, exact: words}}}}\n" for at in facts)
    with beside(written(tmp_path, f"{listing(MANY)}facts:\n{items}")) as opening:
        comings, dossier = parts(opening)
    assert documents(comings) == [*dossier.digest.documents]
    assert len(comings[0].documents) == FIRST
    assert repr(dossier.digest) == repr(open_dossier(tmp_path).digest)
    assert len(dossier.digest.facts) == len(facts)
    shares = [coming.share for coming in comings]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1


def test_of_a_digest_with_its_documents_last_there_comes_something_to_count_first(tmp_path: Path) -> None:
    digest = listing(2).replace("documents:", "facts: [{id: f, text: So.}]\ndocuments:")
    with beside(written(tmp_path, digest)) as opening:
        comings, dossier = parts(opening)
    assert comings[0].documents == ()
    assert documents(comings) == [*dossier.digest.documents]


def test_documents_listed_again_do_not_come(tmp_path: Path) -> None:
    digest = f"{listing(2)}documents:\n- {{id: other, path: other.txt}}\n? [a, {{id: key}}]\n: no key\n"
    with beside(written(tmp_path, digest)) as opening:
        comings, dossier = parts(opening)
    assert documents(comings) == [*dossier.digest.documents]
    assert len(dossier.digest.documents) == 2


@pytest.mark.parametrize("end", ['title: "open\n', "title: \x07\n", "title: \ufffe\n"])
def test_documents_come_of_a_digest_that_is_broken_further_down(end: str, tmp_path: Path) -> None:
    written(tmp_path, listing(10 * FIRST) + end)
    with pytest.raises(BrokenDigestError) as here:
        open_dossier(tmp_path)
    with beside(tmp_path) as opening:
        coming = opening.coming()
        assert coming
        assert len(coming.documents) == FIRST
        with pytest.raises(BrokenDigestError) as there:
            opening.dossier()
    assert str(there.value) == str(here.value)


def test_whoever_does_not_ask_for_documents_gets_the_dossier_all_the_same(tmp_path: Path) -> None:
    with beside(written(tmp_path, listing(MANY))) as opening:
        assert len(opening.dossier().digest.documents) == MANY


def test_who_reads_for_nobody_comes_to_its_end_without_a_word(tmp_path: Path) -> None:
    path = written(tmp_path, listing(MANY)) / "digest.yaml"
    code = f"import sys; sys.path += {sys.path!r}; from briefing.beside import serve; serve(sys.argv[1])"
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        run = subprocess.run([sys.executable, "-c", code, path], stdout=nobody, stderr=subprocess.PIPE, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


def test_nothing_is_left_of_it() -> None:
    with beside(shipped("seeds")) as opening:
        process = opening._process
    assert process.returncode is not None


@pytest.mark.parametrize(("raised", "status"), [(KeyboardInterrupt(), 130), (BriefingError("so"), 2), (KeyError(), 2)])
def test_it_begins_before_the_reader_and_ends_with_it_however_that_ends(
    raised: BaseException, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Beside] = []

    def opens_nothing(*arguments: Any) -> int:
        given.append(arguments[-1])
        assert given[0]._process.poll() is None
        raise raised

    monkeypatch.setenv("TEXTUAL_DRIVER", "none:None")
    monkeypatch.setattr("briefing.loading.LARGE", 0)
    monkeypatch.setattr("briefing.__main__._open", opens_nothing)
    # The command line is made for a process of its own.
    monkeypatch.setattr("gc.disable", lambda: None)
    assert main([str(shipped("seeds"))]) == status
    assert given[0]._process.returncode is not None


def test_large_is_told_by_the_size_of_the_digest(tmp_path: Path) -> None:
    digest = tmp_path / "digest.yaml"
    assert not is_large(tmp_path)
    digest.write_text("#" * LARGE, encoding="utf-8")
    assert is_large(tmp_path)
    assert is_large(digest)
    digest.write_text("#" * (LARGE - 1), encoding="utf-8")
    assert not is_large(tmp_path)


def test_with_whom_a_document_shares_its_origin_is_known_once_all_are(tmp_path: Path) -> None:
    shelf = tuple(Document(id=id_, path=f"{id_}.txt", origin="the wire") for id_ in ("one", "other"))
    dossier = awaited(tmp_path).with_documents(shelf[:1]).with_documents(shelf[1:])
    assert [*dossier.digest.shelf] == ["one", "other"]
    told = dict(document_card(dossier, "one").particulars)
    assert told["Origin"] == "the wire"


def test_of_what_is_awaited_nothing_is_known(tmp_path: Path) -> None:
    dossier = awaited(tmp_path)
    assert (dossier.folder, dossier.digest_file) == (tmp_path, tmp_path / "digest.yaml")
    assert (dossier.awaited, dossier.complete) == (True, False)


@pytest.mark.parametrize("large", [True, False])
def test_it_is_opened_the_same_way_by_whomever(large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.loading.LARGE", 0 if large else LARGE)
    begun: list[Path] = []
    begin = Beside.__init__

    def noted(beside: Beside, digest_file: Path) -> None:
        begun.append(digest_file)
        begin(beside, digest_file)

    monkeypatch.setattr(Beside, "__init__", noted)
    found, here = Opener().open(shipped("seeds")), open_dossier(shipped("seeds"))
    assert begun == ([shipped("seeds") / "digest.yaml"] if large else [])
    assert repr(found.digest) == repr(here.digest)
    assert (found.folder, found.digest_file, found.digest_text) == (here.folder, here.digest_file, here.digest_text)


def test_a_folder_without_a_digest_is_opened_here(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One.\n", encoding="utf-8")
    assert [*Opener().open(tmp_path).digest.shelf] == ["one.txt"]


def test_what_nobody_waits_for_any_more_comes_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for_ever = [sys.executable, "-c", "import time; time.sleep(3600)"]
    monkeypatch.setattr("briefing.beside.isolated", lambda *_: for_ever)
    monkeypatch.setattr("briefing.loading.LARGE", 0)
    begun = Event()
    coming = Beside.coming

    def noted(beside: Beside) -> Coming | None:
        begun.set()
        return coming(beside)

    monkeypatch.setattr(Beside, "coming", noted)
    with ThreadPoolExecutor() as threads:
        with Opener() as opener:
            dossier = threads.submit(opener.open, shipped("seeds"))
            assert begun.wait(PATIENCE)
        with pytest.raises(BriefingError, match="came to its end"):
            dossier.result(PATIENCE)


def test_what_nobody_waited_for_is_not_begun_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.loading.LARGE", 0)
    opener = Opener()
    opener.cancel()
    with pytest.raises(BriefingError, match="came to its end"):
        opener.open(shipped("seeds"))
