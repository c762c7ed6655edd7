"""`briefing init` and `briefing anchor`: what is written, what is said, and what the exit status says."""

from __future__ import annotations

import errno
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from briefing.__main__ import main
from briefing.display import harmless
from briefing.loading import load_dossier
from briefing.parsing import parse_digest
from tests.conftest import MakeDossier
from tests.test_beginning import HOSTILE, filled
from tests.test_format_docs import DOCUMENTS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")

WIRE = "The bridge opens on Friday.\nMs Venn said it was “safe”.\n\nIt opens on Friday, she said.\n"
GAZETTE = "Ms Venn\nsaid it was late.\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with an empty home; return the folder."""
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    folder = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def folder(elsewhere: Path) -> Path:
    """Return a folder of two documents, named from where one stands."""
    (elsewhere / "karro").mkdir()
    filled(Path("karro"), "wire.txt", "gazette.md")
    return Path("karro")


@pytest.fixture
def sample(make_dossier: MakeDossier) -> str:
    """Return the folder of a dossier of two documents."""
    return str(make_dossier("title: Karro bridge\n", wire=WIRE, gazette=GAZETTE).folder)


def said(capsys: pytest.CaptureFixture[str], status: int, *arguments: str) -> tuple[str, str]:
    """Run a command line that ends with this status, and return what it wrote to its two outputs."""
    assert main(arguments) == status
    out, err = capsys.readouterr()
    return out, err


# What the README shows


def test_the_readme_shows_what_the_commands_say(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in folder.iterdir():
        path.unlink()
    for name, text in DOCUMENTS:
        (folder / name).write_text(text, encoding="utf-8")
    shown = re.findall(r"^```console\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    sessions = [
        session for block in shown for session in re.findall(r"^\$ briefing (.*)\n((?:[^$].*\n|\n)*)", block, re.M)
    ]
    assert [line.split()[0] for line, _ in sessions] == ["init", "anchor", "anchor", "anchor"]
    for line, output in sessions:
        main(shlex.split(line))
        assert "".join(capsys.readouterr()) == output


# init


def test_a_digest_is_begun_and_the_next_steps_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, 0, "init", "karro") == (
        "karro/digest.yaml: written, with 2 documents\n"
        "  gazette  gazette.md\n"
        "  wire     wire.txt\n"
        "\n"
        "Next:\n"
        "  briefing karro\n"
        "      read them\n"
        '  briefing anchor karro gazette "words copied from it"\n'
        "      print the passage to paste under `evidence:` in the digest\n",
        "",
    )
    printed, counted = said(capsys, 1, "check", "karro")
    assert printed.startswith("error[nothing-to-check]: the digest lists no item")
    assert "`briefing init --print` shows" in printed, "a digest is there, over which init does not write"
    assert counted == "1 error, 2 warnings (0 items, 0 passages)\n"
    (folder / "plain").touch()
    assert (folder / "digest.yaml").stat().st_mode == (folder / "plain").stat().st_mode
    assert sorted(path.name for path in folder.iterdir()) == ["digest.yaml", "gazette.md", "plain", "wire.txt"]


def test_the_folder_is_the_current_one_if_none_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert main(["init"]) == 0
    assert Path("digest.yaml").is_file()


def test_a_digest_can_be_printed_and_nothing_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed, _ = said(capsys, 0, "init", "--print", "karro")
    assert not (folder / "digest.yaml").exists()
    main(["init", "karro"])
    assert printed == (folder / "digest.yaml").read_text(encoding="utf-8")
    capsys.readouterr()
    assert said(capsys, 0, "init", "karro", "--print") == (printed, "")


@pytest.mark.parametrize("kind", ["file", "folder", "link to nowhere"])
def test_a_digest_that_is_there_is_left_as_it_is(folder: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "digest.yaml"
    if kind == "file":
        path.write_text("mine")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere.yaml")
    out, err = said(capsys, 2, "init", "karro")
    assert out == ""
    assert "karro/digest.yaml: there is a digest already" in err
    assert "`briefing init --print karro`" in err
    assert not (folder / "nowhere.yaml").exists()
    assert kind != "file" or path.read_text() == "mine"


@pytest.mark.parametrize("links", [True, False])
def test_a_digest_that_appears_meanwhile_is_not_written_over(
    folder: Path, links: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    link = Path.hardlink_to

    def late(self: Path, target: Path) -> None:
        self.write_text("somebody else's")
        if not links:
            raise OSError(errno.EPERM, "Operation not permitted")
        link(self, target)

    monkeypatch.setattr("pathlib.Path.hardlink_to", late)
    assert "there is a digest already" in said(capsys, 2, "init", "karro")[1]
    assert (folder / "digest.yaml").read_text() == "somebody else's"
    assert len(list(folder.iterdir())) == 3


def test_a_digest_is_begun_on_a_file_system_without_hard_links(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unknown(*_: object) -> NoReturn:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    printed, _ = said(capsys, 0, "init", "--print", "karro")
    monkeypatch.setattr("pathlib.Path.hardlink_to", unknown)
    assert main(["init", "karro"]) == 0
    assert (folder / "digest.yaml").read_text(encoding="utf-8") == printed
    assert len(list(folder.iterdir())) == 3


def test_a_digest_is_written_whole_or_not_at_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert "nothing was written: No space left" in said(capsys, 2, "init", "karro")[1]
    assert sorted(path.name for path in folder.iterdir()) == ["gazette.md", "wire.txt"]


def test_a_folder_that_cannot_be_written_to_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(**_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", forbidden)
    err = said(capsys, 2, "init", "karro")[1]
    assert err == "briefing: karro/digest.yaml: nothing was written: Permission denied\n"


@pytest.mark.parametrize(("name", "typed"), [("-rf", "./-rf"), ("export", "./export"), ("a b", "'a b'")])
def test_the_next_steps_can_be_typed_as_they_are(name: str, typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(name).mkdir()
    filled(Path(name), "wire.txt")
    out, _ = said(capsys, 0, "init", f"./{name}")
    assert f"  briefing {typed}\n" in out
    assert f"  briefing anchor {typed} wire " in out


@pytest.mark.parametrize(
    ("name", "message", "mend"),
    [
        ("gone", "'gone' does not exist", "name the folder"),
        ("karro/wire.txt", "'karro/wire.txt' is not a folder", "name the folder"),
        ("empty", "no document in 'empty'", "put the documents there first, as .txt or .md files"),
    ],
)
def test_where_nothing_can_be_begun_the_mend_is_told(
    folder: Path, name: str, message: str, mend: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("empty").mkdir()
    out, err = said(capsys, 2, "init", name)
    assert out == ""
    assert message in err
    assert mend in err


def test_what_cannot_be_listed_or_read_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "old.txt").write_bytes(b"caf\xe9")
    (folder / "out.txt").symlink_to(__file__)
    (folder / "scan.pdf").touch()
    out, err = said(capsys, 0, "init", "karro")
    assert "with 3 documents" in out
    assert err.splitlines() == [
        "briefing: 'out.txt' is left out: it is a link that leads out of the folder: put a copy in its place",
        "briefing: 'old.txt' is not UTF-8: give its `encoding` in the digest",
        "briefing: no .txt or .md, and left out: 'scan.pdf'",
    ]
    assert "    # encoding: windows-1252" in (folder / "digest.yaml").read_text(encoding="utf-8")


def test_a_folder_of_which_no_text_can_be_listed_has_no_documents(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "out.txt").symlink_to(__file__)
    err = said(capsys, 2, "init")[1]
    assert "'out.txt' is left out" in err
    assert "there is no document" in err


def test_hostile_names_are_harmless_on_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "ho: st#'ile \x1b]0;owned\x07"
    (Path() / name).mkdir()
    filled(Path(name), *HOSTILE)
    for arguments in (("--print", name), (name,), (name,), (f"{name}?",)):
        main(["init", *arguments])
        out, err = capsys.readouterr()
        assert harmless(out + err) == out + err
    assert {document.path for document in load_dossier(Path(name)).digest.documents} == set(HOSTILE)


# anchor: the passage


def test_words_that_stand_once_give_their_passage(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, 0, "anchor", sample, "wire", "The bridge  opens") == (
        '- doc: wire\n  exact: "The bridge opens"\n  suffix: " on Friday. Ms Venn said"\n',
        "",
    )


def test_a_passage_can_be_pasted_as_it_is(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed = said(capsys, 0, "anchor", sample, "wire", 'said it was "safe". It')[0]
    path = Path(sample) / "digest.yaml"
    pasted = "".join(f"    {line}\n" for line in printed.splitlines())
    path.write_text(f"{path.read_text()}facts:\n- id: f\n  text: It is safe.\n  evidence:\n{pasted}")
    assert main(["check", sample]) == 0
    dossier = load_dossier(Path(sample))
    (annotation,) = dossier.annotations("f")
    assert dossier.words(annotation) == "said it was “safe”.\n\nIt"


@pytest.mark.parametrize("name", ["wire", "wire.txt", "./wire.txt", "{folder}/wire.txt"])
def test_a_document_is_named_by_its_id_its_path_or_its_file(
    sample: str, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = name.format(folder=sample)
    assert said(capsys, 0, "anchor", sample, file.replace("./", f"{sample}/./"), "The bridge")[0].startswith(
        "- doc: wi"
    )
    monkeypatch.chdir(sample)
    assert said(capsys, 0, "anchor", file, "The bridge")[0].startswith("- doc: wire\n")


def test_a_file_is_looked_up_in_the_digest_of_its_folder(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    inner = Path(sample) / "papers" / "march"
    inner.mkdir(parents=True)
    (inner / "late.txt").write_text("Late words.")
    digest = "format: briefing/1\ndocuments: [{id: late, path: papers/march/late.txt}]\n"
    (Path(sample) / "digest.yaml").write_text(digest)
    assert said(capsys, 0, "anchor", str(inner / "late.txt"), "words")[0].startswith("- doc: late\n")


def test_without_a_dossier_or_file_of_that_name_the_settings_are_asked(
    sample: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "mine.yaml").write_text(f"dossier: {sample}\n")
    assert said(capsys, 0, "anchor", "--config", "mine.yaml", "wire", "The bridge")[0].startswith("- doc: wire\n")
    assert "did you mean 'wire'" in said(capsys, 2, "anchor", "--config", "mine.yaml", "wier", "The bridge")[1]


def test_a_file_that_the_digest_does_not_list_is_told_with_what_to_add(
    sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (Path(sample) / "wire.md").write_text("New words.")
    out, err = said(capsys, 0, "anchor", f"{sample}/wire.md", "words")
    assert out.startswith("- doc: wire-2\n")
    added = err.partition("\n")[2]
    digest, problems = parse_digest(f"format: briefing/1\ndocuments:\n{added}", "digest.yaml")
    assert problems == []
    assert digest
    assert [(document.id, document.path) for document in digest.documents] == [("wire-2", "wire.md")]


def test_a_file_without_a_digest_goes_by_its_name(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.txt", WIRE), ("b.txt", GAZETTE), ("page.html", "<p>Words</p>")):
        (elsewhere / name).write_text(text, encoding="utf-8")
    out, err = said(capsys, 0, "anchor", "a.txt", "Ms Venn")
    assert out.startswith("- doc: a.txt\n")
    assert "  b.txt:1\n" in err
    assert "`briefing init .` begins one" in err
    assert said(capsys, 0, "anchor", ".", "a.txt", "Ms Venn") == (out, err)
    assert said(capsys, 0, "anchor", "page.html", "Words")[0].startswith("- doc: page.html\n")


def test_words_can_come_from_standard_input(
    sample: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("it was\n“safe”.\n".encode())))
    assert 'exact: "it was “safe”."' in said(capsys, 0, "anchor", sample, "wire", "-")[0]
    monkeypatch.setattr("sys.stdin", None)
    assert "no words" in said(capsys, 2, "anchor", sample, "wire", "-")[1]


def test_where_else_the_words_stand_is_told_beside_the_passage(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(capsys, 0, "anchor", sample, "wire", "Ms Venn said")
    assert out.startswith("- doc: wire\n")
    assert err == "briefing: the words also stand in\n  gazette.txt:1\n"


def test_words_copied_from_where_markdown_is_read_without_its_marks_are_found(
    sample: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "page.md").write_text("The bridge would **reopen** to [freight](https://a.example) on Friday.\n")
    out = said(capsys, 0, "anchor", "page.md", "would reopen to freight on Friday")[0]
    assert 'exact: "would **reopen** to [freight](https://a.example) on Friday"' in out
    assert "do not stand" in said(capsys, 1, "anchor", "page.md", "would reopen to traffic on Friday")[1]


# anchor: what is not clear


def test_words_that_stand_in_several_places_are_a_choice(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(capsys, 1, "anchor", sample, "wire", "opens on Friday")
    assert out == ""
    assert err.splitlines() == [
        "briefing: the words stand in 2 places of 'wire.txt'",
        "  1  line 1  The bridge [opens on Friday]. Ms Venn said it was “s…",
        "  2  line 4  … said it was “safe”. It [opens on Friday], she said.",
        "  help: choose with --nth, as in --nth 2, or give more of the words around them",
    ]


def test_one_of_several_places_is_chosen_by_its_number(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = said(capsys, 0, "anchor", sample, "wire", "opens on Friday", "--nth", "1")[0]
    second = said(capsys, 0, "anchor", "--nth", "2", sample, "wire", "opens on Friday")[0]
    assert 'prefix: "The bridge "' in first
    assert 'suffix: ", she said. "' in second


def test_a_number_beyond_the_places_is_none(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    err = said(capsys, 1, "anchor", sample, "wire", "opens on Friday", "--nth", "3")[1]
    assert "2 places of 'wire.txt'; --nth 3 is beyond them" in err
    assert "1 place of 'wire.txt'; --nth 2 is" in said(capsys, 1, "anchor", sample, "wire", "safe", "--nth", "2")[1]


def test_many_places_are_counted_and_every_line_fits(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(make_dossier("", wire="The ferry waits for the lorry, said she.\n" * 99).folder)
    err = said(capsys, 1, "anchor", folder, "wire", "the lorry, said she. The ferry waits for the lorry, said")[1]
    lines = err.splitlines()
    assert lines[-2] == "  and 78 more"
    assert max(map(len, lines)) <= 80


def test_words_that_stand_nowhere_are_shown_beside_the_nearest(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(capsys, 1, "anchor", sample, "wire", "Mrs Venn said it was safe")
    assert out == ""
    assert err.splitlines() == [
        "briefing: the words do not stand in 'wire.txt'",
        "  given   Mrs Venn said it was safe",
        "  line 2  Ms Venn said it was “safe",
        "  help: copy the words from the document as they stand there, slips included",
    ]


def test_words_that_stand_in_another_document_are_told_from_there(
    sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    err = said(capsys, 1, "anchor", sample, "wire", "was late")[1]
    assert err.splitlines() == [
        "briefing: the words do not stand in 'wire.txt'",
        "  they stand in",
        "    gazette.txt:2",
    ]


def test_words_that_are_like_nothing_are_just_not_there(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    err = said(capsys, 1, "anchor", sample, "wire", "xyzzy")[1]
    assert len(err.splitlines()) == 2


# anchor: what cannot be run


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{sample}", "wier", "x"], "did you mean 'wire'?"),
        (["wire"], "a document and words of it are needed"),
        (["{sample}", "x"], "is a dossier"),
        (["wire", "x"], "there is no file 'wire', and no digest in the current folder"),
        (["gone", "wire", "x"], "there is no dossier at 'gone'"),
        (["{sample}", "wire", "the", "bridge"], "the words must be one argument"),
        (["{sample}", "wire", " \n"], "there are no words"),
    ],
)
def test_what_is_missing_is_told(
    sample: str, arguments: Sequence[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = said(capsys, 2, "anchor", *(argument.format(sample=sample) for argument in arguments))
    assert out == ""
    assert message in err


@pytest.mark.parametrize("number", ["0", "-1", "two", "²", "1" * 5000])
def test_a_place_is_counted_from_one(sample: str, number: str) -> None:
    with pytest.raises(SystemExit) as misused:
        main(["anchor", sample, "wire", "Friday", "--nth", number])
    assert misused.value.code == 2


def test_a_document_that_cannot_be_read_is_told_with_its_mend(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "old.txt").write_bytes(b"caf\xe9")
    err = said(capsys, 2, "anchor", "old.txt", "caf")[1]
    assert "briefing: old.txt:1:4: the byte 0xE9 is not utf-8" in err
    assert "windows-1252" in err


def test_a_document_without_an_id_is_told(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "wire.txt").write_text("Words.")
    (elsewhere / "digest.yaml").write_text("format: briefing/1\ndocuments: [{path: wire.txt}]\n")
    assert "gives 'wire.txt' no id" in said(capsys, 2, "anchor", "wire.txt", "Words")[1]


def test_whatever_is_asked_for_the_terminal_is_safe(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = "\x1b]0;owned\x07 \u202eword\x9b"
    folder = str(make_dossier("", wire=f"One {bad} here. Two {bad} there. Only \x1b[2J once.").folder)
    for arguments in (
        ("wire", bad),
        ("wire", f"{bad} her"),
        ("wire", "Only \x1b[2J once"),
        (bad, bad),
        ("wire", f"{bad}!"),
    ):
        main(["anchor", folder, *arguments])
        out, err = capsys.readouterr()
        assert harmless(out + err) == out + err


@pytest.mark.parametrize("command", [["init", "--print"], ["anchor", "wire.txt", "bridge opens"]])
def test_the_commands_load_no_textual_rich_or_asyncio(elsewhere: Path, command: list[str]) -> None:
    (elsewhere / "wire.txt").write_text(WIRE, encoding="utf-8")
    program = (
        "import sys; from briefing.__main__ import main; assert main(sys.argv[1:]) == 0; "
        "assert not {'textual', 'rich', 'asyncio'} & set(sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    subprocess.run([sys.executable, "-c", program, *command], env=environment, check=True, capture_output=True)
