"""`briefing fix` and `briefing pin`: what is proposed, and which bytes are written."""

import hashlib
from pathlib import Path

import pytest

from briefing.__main__ import main
from briefing.checks import check
from briefing.checks.passages import CHANGED
from briefing.errors import BriefingError
from briefing.loading import load_dossier
from tests.conftest import MakeDossier

WIRE = """\
The bridge at Karro reopens to freight on Monday morning, the minister said.
Rain is expected. The deck has been repaired with care.
The deck was tested twice, and the deck was paid for by nobody.
"""
DIGEST = """\
# Our digest, with its comments.
documents:
  - {id: wire, path: wire.txt}  # the wire
facts:
  - id: f-fine
    text: It rains.
    evidence: {doc: wire, exact: Rain is expected}   # fine
  - id: f-moved   # edited since
    text: The deck is repaired.
    evidence:
      - {doc: wire, exact: 'The deck has been mended with care', suffix: "."}  # here
  - id: f-day
    text: It reopens.
    evidence:
      - doc: wire
        exact: >-
          reopens to freight on Friday morning, the minister said

        note: An empty line above.
"""


@pytest.fixture(autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.fixture
def folder(make_dossier: MakeDossier) -> Path:
    return make_dossier(DIGEST, wire=WIRE).folder


def lines_changed(before: bytes, after: bytes) -> list[tuple[bytes, bytes]]:
    one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    assert len(one) == len(other)
    return [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]


def test_a_proposal_shows_old_and_new_and_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "digest.yaml").read_bytes()
    assert main(["fix", str(folder)]) == 1
    printed, counted = capsys.readouterr()
    assert "old: The deck has been mended with care\n" in printed
    assert "new: The deck has been repaired with care\n" in printed
    assert "[The deck has " in next(line for line in printed.splitlines() if "in context: …" in line)
    assert "a figure, a date or a negation differs" in printed
    assert counted.startswith("2 passages to look at; nothing was written: --write does\n")
    assert max(map(len, printed.replace(str(folder), "").splitlines())) <= 80
    assert (folder / "digest.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ("Two people were hurt on the old bridge", "Three people were hurt on the old bridge"),
        ("The share of the freight rose by 5 % again", "The share of the freight rose by 5 € again"),
        ("It is hardly passable for the lorries", "It is easily passable for the lorries"),
        ("It reopens to all the freight on Friday", "It reopens to all the freight on Monday"),
        ("The deck wasn’t tested by the ministry", "The deck was tested by the ministry"),
    ],
)
def test_what_one_word_turns_into_something_else_is_not_written_unasked(
    given: str, stands: str, make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = f'facts: [{{id: f, text: F., evidence: {{doc: wire, exact: "{given}"}}}}]\n'
    folder = make_dossier(digest, wire=f"{stands}.\nRain is expected.\n").folder
    assert main(["fix", str(folder), "--write"]) == 1
    assert "says something else, perhaps" in capsys.readouterr().err
    assert (folder / "digest.yaml").read_text("utf-8").endswith(digest)


def test_only_the_bytes_of_the_value_are_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "digest.yaml").read_bytes()
    assert main(["fix", str(folder), "--write"]) == 1
    after = (folder / "digest.yaml").read_bytes()
    [(old, new)] = lines_changed(before, after)
    assert new == old.replace(b"mended", b"repaired")
    assert "--only f-day" in capsys.readouterr().err
    assert {problem.item for problem in check(load_dossier(folder)) if problem.code in CHANGED} == {"f-day"}


def test_what_says_something_else_is_written_when_it_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "digest.yaml").read_text(encoding="utf-8")
    assert main(["fix", str(folder), "--write", "--only", "f-day"]) == 0
    after = (folder / "digest.yaml").read_text(encoding="utf-8")
    head, tail = before.split("        exact: >-\n")[0], "\n        note: An empty line above.\n"
    assert after.startswith(head)
    assert after.endswith(tail)
    assert 'exact: "reopens to freight on Monday morning, the minister said"\n' in after
    assert {problem.item for problem in check(load_dossier(folder)) if problem.code in CHANGED} == {"f-moved"}


def test_line_breaks_of_windows_and_a_byte_order_mark_stay(folder: Path) -> None:
    path = folder / "digest.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    main(["fix", str(folder), "--write"])
    [(old, new)] = lines_changed(before, path.read_bytes())
    assert new == old.replace(b"mended", b"repaired")


def test_a_place_that_could_be_two_is_left_to_its_author(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = "facts: [{id: f, text: F., evidence: {doc: wire, exact: the deck was}}]\n"
    folder = make_dossier(digest.replace("the deck was", "deck was"), wire=WIRE).folder
    assert main(["fix", str(folder), "--write"]) == 1
    printed, counted = capsys.readouterr()
    assert "f: no place can be proposed" in printed
    assert "1 passage to be mended by hand" in counted


def test_words_of_another_document_are_told_with_it(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_dossier(
        "documents: [{id: wire, path: wire.txt}, {id: gazette, path: gazette.txt}]\n"
        "facts: [{id: f, text: F, evidence: {doc: wire, exact: The ferry sails no more}}]\n",
        wire=WIRE, gazette="The ferry sails no more.",
    ).folder  # fmt: skip
    assert main(["fix", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "they stand in gazette: is that the document you mean?" in out
    assert "look for it there" not in out


def test_a_copy_elsewhere_is_not_taken_for_the_edited_original(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "First it was said in Karro that the toll is gone for good.\n"
        + "Other words.\n" * 9
        + "Now the toll is gone.\n"
    )
    digest = (
        "facts: [{id: f, text: F., evidence: {doc: wire, exact: the toll is gone, "
        'prefix: "said in Karro that ", suffix: " for good"}}]\n'
    )
    folder = make_dossier(digest, wire=text.replace("toll is gone for", "toll was dropped for")).folder
    assert main(["fix", str(folder)]) == 1
    assert "new: the toll was dropped" in capsys.readouterr().out.replace("  new", "new")


def test_a_missing_context_is_added_and_leads_back(make_dossier: MakeDossier) -> None:
    digest = 'facts: [{id: f, text: F., evidence: {doc: wire, exact: "Rain was expected"}}]\n'
    folder = make_dossier(digest, wire=WIRE).folder
    assert main(["fix", str(folder), "--write"]) == 0
    dossier = load_dossier(folder)
    assert not dossier.distrusted()
    selector = dossier.digest.facts[0].evidence[0].selector
    assert (selector.exact, bool(selector.prefix), bool(selector.suffix)) == ("Rain is expected", True, True)


def test_bare_words_are_fixed_where_they_stand(make_dossier: MakeDossier) -> None:
    folder = make_dossier('facts: [{id: f, text: F., evidence: "Rain was expected"}]\n', wire=WIRE).folder
    assert main(["fix", str(folder), "--write"]) == 0
    assert 'evidence: "Rain is expected"}' in (folder / "digest.yaml").read_text(encoding="utf-8")


def test_where_everything_is_found_there_is_nothing_to_fix(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_dossier("facts: [{id: f, text: F., evidence: {doc: wire, exact: Rain}}]\n", wire=WIRE).folder
    assert main(["fix", str(folder)]) == 0
    assert capsys.readouterr() == ("", "nothing to fix: every passage is found for sure\n")


def test_an_item_that_there_is_none_of_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", str(folder), "--only", "f-dya"]) == 2
    assert "did you mean 'f-day'?" in capsys.readouterr().err


def test_a_digest_that_changed_meanwhile_is_not_written_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.cli.fix import fix

    dossier = load_dossier(folder)
    path = folder / "digest.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "title: Mine\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(BriefingError, match="changed meanwhile"):
        fix(dossier, write=True, only=())
    assert path.read_bytes() == before


def test_a_disk_that_is_full_leaves_the_digest_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = (folder / "digest.yaml").read_bytes()
    monkeypatch.setattr("os.fsync", full)
    assert main(["fix", str(folder), "--write"]) == 2
    assert (folder / "digest.yaml").read_bytes() == before


# Pin


def test_pin_adds_and_replaces_fingerprints_and_nothing_else(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = (
        "documents:\n  - {id: wire, path: wire.txt}  # one\n  - id: gazette  # two\n    path: gazette.txt  # here\n"
        f"    sha256: {'0' * 64}  # old\n  - id: council\n    path: council.txt\n\nfacts: []  # none\n"
    )
    folder = make_dossier(digest, wire="One.\n", gazette="Two.\n", council="Three.\n").folder
    sums = [hashlib.sha256(words).hexdigest() for words in (b"One.\n", b"Two.\n", b"Three.\n")]
    assert main(["pin", str(folder)]) == 0
    printed, counted = capsys.readouterr()
    assert printed == "wire.txt: pinned\ngazette.txt: pinned anew: it had changed\ncouncil.txt: pinned\n"
    assert counted.startswith("3 documents written into ")
    after = (folder / "digest.yaml").read_text(encoding="utf-8")
    assert after == "format: briefing/1\n" + digest.replace("wire.txt}", f"wire.txt, sha256: {sums[0]}}}").replace(
        "0" * 64, sums[1]
    ).replace("council.txt\n", f"council.txt\n    sha256: {sums[2]}\n")
    before = (folder / "digest.yaml").stat().st_mtime_ns
    assert main(["pin", str(folder)]) == 0
    assert capsys.readouterr().err.startswith("0 documents")
    assert (folder / "digest.yaml").stat().st_mtime_ns == before


def test_a_document_that_changed_since_names_what_falls_with_it(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = (
        "facts:\n- {id: f-a, text: It rains., evidence: {doc: wire, exact: Rain is expected}}\n"
        "- id: f-b\n  text: It is paid.\n"
        "  evidence: [{doc: wire, exact: paid for by nobody}, {doc: gazette, exact: paid}]\n"
        "conflicts:\n- {id: c, text: Who pays., positions: [{text: Nobody., items: [f-b]}]}\n"
    )
    folder = make_dossier(digest, wire=WIRE, gazette="It is paid.\n").folder
    assert main(["pin", str(folder)]) == 0
    (folder / "wire.txt").write_text(WIRE.replace("paid for by nobody", "paid for by the state"), encoding="utf-8")
    capsys.readouterr()
    assert main(["check", str(folder)]) == 1
    printed = capsys.readouterr().out
    assert "warning[changed-document]: wire sha256:" in printed
    assert "= note: its words moved or changed under f-b, c\n" in printed
    assert "= note: rests on this document alone: f-a\n" in printed


def test_a_document_that_cannot_be_read_is_told_and_the_others_are_pinned(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = "documents: [{id: wire, path: wire.txt}, {id: gone, path: gone.txt}]\n"
    folder = make_dossier(digest, wire="One.\n").folder
    assert main(["pin", str(folder)]) == 1
    assert "there is no file 'gone.txt'" in capsys.readouterr().err
    assert "wire.txt, sha256: " in (folder / "digest.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["fix", "pin"])
def test_a_folder_without_a_digest_is_refused(tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("One.\n", encoding="utf-8")
    assert main([command, str(tmp_path)]) == 2
    assert "`briefing init`" in capsys.readouterr().err
