"""A large digest is read by another process, and what comes of it is what would have come of it here."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.beside import Beside, opened
from briefing.errors import BriefingError, Place
from briefing.loading import LARGE, BrokenDigestError, awaited, digest_of, is_large, open_dossier
from briefing.shipped import shipped


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


def test_nothing_is_left_of_it() -> None:
    with beside(shipped("seeds")) as opening:
        process = opening._process
    assert process.returncode is not None


def test_large_is_told_by_the_size_of_the_digest(tmp_path: Path) -> None:
    digest = tmp_path / "digest.yaml"
    assert not is_large(tmp_path)
    digest.write_text("#" * LARGE, encoding="utf-8")
    assert is_large(tmp_path)
    assert is_large(digest)
    digest.write_text("#" * (LARGE - 1), encoding="utf-8")
    assert not is_large(tmp_path)


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
    found, here = opened(shipped("seeds")), open_dossier(shipped("seeds"))
    assert begun == ([shipped("seeds") / "digest.yaml"] if large else [])
    assert repr(found.digest) == repr(here.digest)
    assert (found.folder, found.digest_file, found.digest_text) == (here.folder, here.digest_file, here.digest_text)


def test_a_folder_without_a_digest_is_opened_here(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One.\n", encoding="utf-8")
    assert [*opened(tmp_path).digest.shelf] == ["one.txt"]
