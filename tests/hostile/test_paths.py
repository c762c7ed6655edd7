"""Whatever stands in the place of a file is a problem with its name, and never a wait, a leak or a crash."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import regular
from briefing.documents import Unreadable, read_document
from briefing.errors import BriefingError
from briefing.loading import open_dossier
from briefing.passages import Document
from briefing.regular import OutsideError, read_inside, read_regular
from briefing.review import NO_REVIEWS
from briefing.review_file import load
from briefing.shipped import shipped
from briefing.state import recall, state_file
from tests.hostile.conftest import Run

SECRET = "the words of a secret file"


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bound(path: Path) -> None:
    # A socket's name may be no longer than the system's own limit.
    with socket.socket(socket.AF_UNIX) as end:
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            end.bind(path.name)
        finally:
            os.chdir(here)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def vast(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


THINGS = (pipe, bound, endless, circle, Path.mkdir, vast)
of_every_thing = pytest.mark.parametrize("make", THINGS, ids=lambda make: make.__name__)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dossier of one document."""
    made = tmp_path / "dossier"
    made.mkdir()
    (made / "wire.txt").write_text("The bridge is open.\n", "utf-8")
    (made / "digest.yaml").write_text(
        "format: briefing/1\ndocuments: [{id: wire, path: wire.txt}]\n"
        "facts: [{id: f, text: It is., evidence: {doc: wire, exact: bridge is open}}]\n", "utf-8",
    )  # fmt: skip
    return made


def place(folder: Path, name: str, make: Callable[[Path], object]) -> None:
    (folder / name).unlink(missing_ok=True)
    make(folder / name)


@of_every_thing
def test_in_the_place_of_a_document_it_is_a_problem(make: Callable[[Path], object], folder: Path, run: Run) -> None:
    place(folder, "wire.txt", make)
    ran = run("check", folder)
    assert ran.status == 1
    assert "wire path: " in ran.said
    for arguments in (("show", folder), ("export", folder), ("pin", folder), ("init", "--print", folder)):
        assert run(*arguments).status in (0, 1, 2)


@of_every_thing
def test_in_the_place_of_the_digest_it_is_said(make: Callable[[Path], object], folder: Path, run: Run) -> None:
    place(folder, "digest.yaml", make)
    for command in ("check", "show", "pin", "fix", "export"):
        ran = run(command, folder)
        assert ran.status == 2
        assert "digest" in ran.said
        assert ran.out == b""


@of_every_thing
def test_in_the_place_of_the_reviews_it_is_a_problem(make: Callable[[Path], object], folder: Path, run: Run) -> None:
    place(folder, "review.yaml", make)
    ran = run("check", folder)
    assert ran.status == 1
    assert "bad-review" in ran.said


@of_every_thing
def test_in_the_place_of_settings_and_themes_it_is_said(
    make: Callable[[Path], object], folder: Path, tmp_path: Path, run: Run
) -> None:
    home = tmp_path / "config" / "briefing"
    (home / "themes").mkdir(parents=True)
    make(home / "themes" / "mine.yaml")
    assert run("keys").status == 0
    make(tmp_path / "given.yaml")
    assert run("keys", "--config", tmp_path / "given.yaml").status == 2
    make(home / "config.yaml")
    ran = run("keys")
    assert ran.status == 2
    assert "config.yaml: the file cannot be read" in ran.said


@of_every_thing
def test_in_the_place_of_what_is_remembered_it_is_left_out(make: Callable[[Path], object], folder: Path) -> None:
    dossier = open_dossier(folder)
    path = state_file(dossier)
    path.parent.mkdir(parents=True)
    make(path)
    assert recall(dossier).notice


@pytest.mark.parametrize("make", [pipe, endless, Path.mkdir], ids=lambda make: make.__name__)
def test_nothing_is_exported_into_it(make: Callable[[Path], object], folder: Path, tmp_path: Path, run: Run) -> None:
    make(tmp_path / "out")
    ran = run("export", folder, "-o", tmp_path / "out")
    assert ran.status == 2
    assert "is not a file" in ran.said


def test_a_digest_that_is_a_link_leads_nowhere_else(folder: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "secret.yaml").write_text(f"{SECRET}\n", "utf-8")
    place(folder, "digest.yaml", lambda path: path.symlink_to(tmp_path / "secret.yaml"))
    for command in ("check", "show", "pin", "fix", "export"):
        ran = run(command, folder)
        assert ran.status == 2
        assert SECRET not in ran.said
        assert "leads out of the folder" in ran.said


def test_a_digest_may_be_a_link_within_its_folder(folder: Path, run: Run) -> None:
    (folder / "digest.yaml").rename(folder / "second.yaml")
    (folder / "digest.yaml").symlink_to("second.yaml")
    assert run("show", folder).status == 0


def test_reviews_that_are_a_link_lead_nowhere_else(folder: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "secret.yaml").write_text(f"{SECRET}\n", "utf-8")
    (folder / "review.yaml").symlink_to(tmp_path / "secret.yaml")
    ran = run("check", folder)
    assert "leads out" in ran.said
    assert SECRET not in ran.said
    assert load(folder / "review.yaml")[0] == NO_REVIEWS


@pytest.mark.parametrize(
    "path", ["../secret.txt", "sub/../../secret.txt", "out/secret.txt", "link.txt", "chain.txt", "ABSOLUTE", "..", "/"]
)
def test_no_path_leads_out_of_the_folder(path: str, folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    (folder / "sub").mkdir()
    (folder / "out").symlink_to(tmp_path)
    (folder / "link.txt").symlink_to(secret)
    (folder / "chain.txt").symlink_to("out/secret.txt")
    text = read_document(folder, Document(id="d", path=path.replace("ABSOLUTE", str(secret))))
    assert isinstance(text, Unreadable)
    assert text.problem.code == "outside-folder"


@pytest.mark.parametrize("swapped", ["sub", "sub/wire.txt"])
def test_who_swaps_a_path_for_a_link_while_it_is_opened_gains_nothing(
    swapped: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sub").mkdir()
    (folder / "sub/wire.txt").write_text("Ours.", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/wire.txt").write_text(SECRET, "utf-8")
    prove = regular._prove

    def swap(found: os.stat_result, largest: int) -> None:
        prove(found, largest)
        if not (folder / swapped).is_symlink():
            (folder / swapped).rename(tmp_path / "away")
            (folder / swapped).symlink_to(tmp_path / "elsewhere" / ("wire.txt" if "." in swapped else ""))

    monkeypatch.setattr(regular, "_prove", swap)
    with pytest.raises((OSError, OutsideError)):
        read_inside(folder, "sub/wire.txt")


def test_who_swaps_a_file_for_a_pipe_while_it_is_opened_makes_nobody_wait(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opened = folder / "wire.txt", os.open

    def swap(name: str, *arguments: int, **options: int) -> int:
        if path.is_file():
            path.unlink()
            os.mkfifo(path)
        return opened(name, *arguments, **options)

    monkeypatch.setattr(os, "open", swap)
    with pytest.raises(OSError, match="no file but a pipe"):
        read_regular(path)


def test_a_file_that_grows_while_it_is_read_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log").write_bytes(b"x" * 100)
    monkeypatch.setattr(regular, "_prove", lambda found, largest: None)
    with pytest.raises(OSError, match="larger than 99 bytes"):
        read_regular(tmp_path / "log", 99)
    assert len(read_regular(tmp_path / "log", 100)) == 100


def test_what_may_not_be_read_is_said_by_the_system(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> int:
        raise PermissionError(13, "Permission denied")

    dossier = open_dossier(folder)
    monkeypatch.setattr("briefing.regular.os.open", refuse)
    text = read_document(folder, dossier.digest.documents[0])
    assert isinstance(text, Unreadable)
    assert "Permission denied" in text.problem.message
    with pytest.raises(BriefingError, match="the digest cannot be read: Permission denied"):
        open_dossier(folder)


def test_the_seeds_are_ordinary_files() -> None:
    assert read_inside(shipped("seeds"), "digest.yaml")
