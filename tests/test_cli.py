"""The command line: which dossier is meant, what is written, and what the exit status says."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.__main__ import main
from briefing.cli.arguments import THEMES
from briefing.shipped import shipped
from tests.conftest import MakeDossier

SEEDS = str(shipped("seeds"))

WIRE = "The bridge opens on Friday.\nMs Venn said it was safe.\n\nThe end.\n"
DIGEST = """
title: Karro bridge
actors: [{id: venn, name: Ms Venn, role: minister}]
facts:
- {id: f-open, text: The bridge opens., actors: [venn], evidence: {doc: wire, exact: opens on Friday}}
- {id: f-safe, text: The bridge is safe., evidence: {doc: wire, exact: it was safe}}
"""
LOST = "- {id: f-lost, text: It is blue., evidence: {doc: wire, exact: blue}}\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with an empty home; return the folder."""
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    for name in ("XDG_CONFIG_HOME", "TEXTUAL_DRIVER"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def sample(make_dossier: MakeDossier) -> str:
    """Return the folder of a sound dossier."""
    return str(make_dossier(DIGEST, wire=WIRE).folder)


@pytest.fixture
def faulty(make_dossier: MakeDossier) -> str:
    """Return the folder of a dossier with a passage that is not anchored."""
    return str(make_dossier(DIGEST + LOST, wire=WIRE).folder)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "briefing", *arguments],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def loaded(*arguments: str) -> str:
    """Return which of the heavy packages a fresh process has loaded once it has run a command line."""
    program = (
        "import sys; from briefing.__main__ import main; main(sys.argv[1:]); "
        "sys.exit(str({'textual', 'rich', 'asyncio'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False)
    return done.stderr.splitlines()[-1]


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["show", *arguments]) == 0
    return capsys.readouterr().out


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    written = capsys.readouterr()
    assert written.out == ""
    return written.err


# Which dossier


def test_a_named_folder_or_digest_file_is_the_dossier(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", sample]) == main(["export", f"{sample}/digest.yaml"]) == 0
    first, second = capsys.readouterr().out.split("# Karro bridge\n")[1:]
    assert first == second


def test_without_a_name_the_current_folder_comes_first(
    sample: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sample)
    assert main(["check"]) == 0


def test_without_a_name_or_digest_here_the_settings_are_asked(
    sample: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "mine.yaml").write_text(f"dossier: {sample}\n")
    assert main(["check", "--config", "mine.yaml"]) == 0
    assert "f-open" in shown(capsys, "--config", "mine.yaml", "F1")


def test_where_nothing_is_named_the_next_step_is(capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(capsys, "check")
    assert "no dossier is named" in said
    assert "`briefing --example`" in said


def test_a_command_word_wins_over_a_folder_of_that_name(
    sample: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "export").symlink_to(sample)
    assert "no dossier is named" in refusal(capsys, "export")
    assert main(["export", "export"]) == 0
    assert "needs a terminal" in run("./export").stderr


def test_an_option_is_not_mistaken_for_a_command(sample: str, elsewhere: Path) -> None:
    (elsewhere / "check").write_text("theme: dark\n")
    assert main(["--config", "check", "check", sample]) == 0


def test_a_misspelt_command_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean 'export'?" in refusal(capsys, "exprt")


def test_a_file_that_is_no_digest_is_refused(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "notes.txt").write_text("Words.")
    assert "there is no dossier at 'notes.txt'" in refusal(capsys, "export", "notes.txt")


# Exit status


def test_check_says_by_its_status_whether_something_is_wrong(
    sample: str, make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", sample]) == 0
    assert capsys.readouterr().err.startswith("nothing is wrong")
    make_dossier(DIGEST + LOST, wire=WIRE)
    assert main(["check", sample]) == 1
    written = capsys.readouterr()
    assert written.out.startswith("error[orphan]: f-lost exact: the words 'blue' do not stand in 'wire'\n")
    assert "digest.yaml:10:64\n" in written.out
    assert written.err.startswith("1 error ")


def test_a_broken_digest_is_a_command_that_could_not_run(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "digest.yaml").write_text("format: briefing/1\nfacts: [")
    assert "error[yaml-syntax]" in refusal(capsys, "check")


@pytest.mark.parametrize("arguments", [["--nonsense"], ["export", "--format", "pdf"], ["check", "a", "b"]])
def test_misuse_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as misused:
        main(arguments)
    assert misused.value.code == 2


def test_help_and_version_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["--version"], ["export", "--help"], ["show", "--help"]):
        with pytest.raises(SystemExit) as helped:
            main(arguments)
        assert helped.value.code == 0
    assert "briefing export FOLDER -o digest.md" in capsys.readouterr().out


def test_an_interrupt_ends_with_its_own_status(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("briefing.loading.load_dossier", interrupted)
    assert main(["check", sample]) == 130


# Export


def test_export_writes_markdown_or_rows(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", sample]) == 0
    assert capsys.readouterr() == (run("export", sample, "--format", "markdown").stdout, "")
    assert main(["export", sample, "--format", "jsonl"]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["f-open", "f-safe", "venn"]


def test_what_is_not_anchored_is_counted_in_one_line(faulty: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", faulty]) == 0
    written = capsys.readouterr()
    assert "blue" in written.out
    assert written.err.startswith("1 passage not anchored")
    assert written.err.count("\n") == 1


def test_a_file_is_written_with_the_permissions_of_a_new_one(sample: str, elsewhere: Path) -> None:
    assert main(["export", sample, "-o", "digest.md"]) == 0
    assert (elsewhere / "digest.md").read_text(encoding="utf-8").startswith("# Karro bridge\n")
    (elsewhere / "plain").touch()
    assert (elsewhere / "digest.md").stat().st_mode == (elsewhere / "plain").stat().st_mode


def test_a_file_that_is_there_keeps_its_permissions(sample: str, elsewhere: Path) -> None:
    (elsewhere / "digest.md").touch(mode=0o600)
    assert main(["export", sample, "-o", "digest.md"]) == 0
    assert stat.S_IMODE((elsewhere / "digest.md").stat().st_mode) == 0o600


def test_a_link_is_followed_and_stays(sample: str, elsewhere: Path) -> None:
    (elsewhere / "real.md").write_text("old")
    (elsewhere / "link.md").symlink_to("real.md")
    assert main(["export", sample, "-o", "link.md"]) == 0
    assert (elsewhere / "link.md").is_symlink()
    assert (elsewhere / "real.md").read_text(encoding="utf-8").startswith("# Karro")


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_file_is_written_whole_or_not_at_all(
    sample: str, elsewhere: Path, fails: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (elsewhere / "digest.md").write_text("old")
    monkeypatch.setattr({"fsync": "os.fsync", "replace": "pathlib.Path.replace"}[fails], full)
    assert "nothing was written: No space left" in refusal(capsys, "export", sample, "-o", "digest.md")
    assert [path.name for path in elsewhere.iterdir()] == ["digest.md"]
    assert (elsewhere / "digest.md").read_text() == "old"


def test_a_name_that_no_file_can_have_is_refused(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nothing was written: File name too long" in refusal(capsys, "export", sample, "-o", "x" * 300)
    assert "nothing was written: no file can be written under that name" in refusal(
        capsys, "export", sample, "-o", "a\0b"
    )


@pytest.mark.parametrize("original", ["digest.yaml", "wire.txt"])
@pytest.mark.parametrize("link", [None, Path.symlink_to, Path.hardlink_to])
def test_digest_and_documents_are_never_written_over(
    sample: str, elsewhere: Path, original: str, link: Callable[[Path, Path], None] | None,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = Path(sample) / original
    output = elsewhere / "out.md" if link else path
    if link:
        link(output, path)
    before = path.read_bytes()
    assert "belongs to the dossier" in refusal(capsys, "export", sample, "-o", str(output))
    assert path.read_bytes() == before


def test_a_document_that_is_missing_is_not_made_up(make_dossier: MakeDossier) -> None:
    folder = make_dossier("documents: [{id: gone, path: gone.txt}]").folder
    assert main(["export", str(folder), "-o", f"{folder}/gone.txt"]) == 2
    assert not (folder / "gone.txt").exists()


@pytest.mark.parametrize("output", [".", "/dev/null", "no/such/folder.md"])
def test_what_is_no_place_for_a_file_is_refused(sample: str, output: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert output in refusal(capsys, "export", sample, "-o", output)


# Show


def test_an_item_is_shown_by_id_and_by_label(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    card = shown(capsys, sample, "f-open")
    assert card == shown(capsys, sample, "F1") == shown(capsys, sample, "f1")
    for part in ("The bridge opens.", "f-open", "Ms Venn", "1 document", "wire.txt:1", "“opens on Friday”"):
        assert part in card


def test_a_date_is_shown_with_its_events(capsys: pytest.CaptureFixture[str]) -> None:
    day, month = shown(capsys, SEEDS, "2024-11-30"), shown(capsys, SEEDS, "2024-11")
    assert "F16  Rebels took control of most of Aleppo by Saturday 30 November 2024.  (derived)" in day
    assert "F15 " not in day
    assert "F15  Rebels entered" in month
    assert shown(capsys, SEEDS, "1999-01-01") == "nothing in this dossier has a date that can mean 1999-01-01\n"
    assert "no item or document '2024-13-01'" in refusal(capsys, "show", SEEDS, "2024-13-01")


def test_an_actor_and_a_conflict_are_shown_with_who_is_at_odds(capsys: pytest.CaptureFixture[str]) -> None:
    actor = shown(capsys, SEEDS, "syrian-army")
    for line in ("Said", "At odds", "     contradicts: alarms", "Facts", "Mentions"):
        assert f"\n{line}\n" in actor
    assert "Position 2 is held by alarms, Syrian armed forces" in shown(capsys, SEEDS, "C3")


def test_a_passage_that_is_not_anchored_is_shown_as_such(faulty: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "not anchored" in shown(capsys, faulty, "f-lost")


def test_a_document_is_shown_with_labels_in_its_margin(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, sample, "wire") == shown(capsys, sample, "wire.txt")
    assert shown(capsys, sample, "wire").splitlines() == [
        "F1  1  The bridge opens on Friday.",
        "F2  2  Ms Venn said it was safe.",
        "    3",
        "    4  The end.",
    ]


def test_a_line_is_shown_with_what_rests_on_it(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, sample, "wire:2")
    assert text == shown(capsys, sample, "wire.txt:2")
    assert text.startswith("wire.txt:2\nMs Venn said it was safe.\n")
    assert "F2   The bridge is safe.\n  “it was safe”" in text
    assert "A1   Ms Venn" in text
    assert "F1" not in text


def test_without_a_name_there_is_an_overview(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, sample)
    for line in ("Karro bridge", "wire  wire.txt", "F1   The bridge opens.", "A1   Ms Venn"):
        assert line in text.splitlines()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("f-opne", "did you mean 'f-open'?"),
        ("wier", "did you mean 'wire'?"),
        ("wire:9", "it has 4 lines"),
        ("wire:0", "it has 4 lines"),
    ],
)
def test_an_unknown_name_gets_a_suggestion(
    sample: str, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refusal(capsys, "show", sample, name)


def test_one_thing_is_shown_at_a_time(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "'F2' is another" in refusal(capsys, "show", sample, "F1", "F2")


def test_no_control_character_of_a_document_is_printed(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "A \x1b[31mred\x07 \u202ebridge\x9b."
    folder = str(make_dossier("facts: [{id: f, text: It is., evidence: {doc: wire, exact: A}}]", wire=text).folder)
    for name in ("wire", "wire:1", "f"):
        assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(shown(capsys, folder, name))


# In a process of its own


@pytest.mark.parametrize("command", ["export", "check", "show"])
def test_the_plain_commands_load_no_textual_rich_or_asyncio(sample: str, command: str) -> None:
    assert loaded(command, sample) == "set()"


def test_output_is_utf_8_in_any_locale(make_dossier: MakeDossier) -> None:
    folder = str(make_dossier("facts: [{id: f, text: “Žofín” ✓.}]", wire=WIRE).folder)
    for command in ("export", "show"):
        done = run(command, folder, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
        assert "“Žofín” ✓." in done.stdout


def test_a_reader_of_the_output_may_leave_early(make_dossier: MakeDossier) -> None:
    folder = make_dossier(DIGEST, wire="word\n" * 100_000).folder
    command = [sys.executable, "-m", "briefing", "show", str(folder), "wire"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 128 + signal.SIGPIPE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_output_that_cannot_be_written_is_a_command_that_could_not_run(sample: str) -> None:
    command = [sys.executable, "-m", "briefing", "export", sample]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "briefing: the output: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("command", ["check", "show"])
@pytest.mark.parametrize("kept", [True, False])
def test_complaints_that_cannot_be_written_are_no_finding(command: str, sample: str, kept: bool) -> None:
    given = [sys.executable, "-m", "briefing", command, sample if command == "check" else "/nowhere"]
    kept_back = {"PYTHONUNBUFFERED": "" if kept else "1"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(given, stdout=subprocess.DEVNULL, stderr=full, env=os.environ | kept_back, check=False)
    assert done.returncode == 2


def test_closed_streams_do_not_change_the_status(sample: str) -> None:
    command = f"{sys.executable} -m briefing check {sample} <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", command], check=False).returncode == 0


# The reader


def test_without_a_terminal_the_reader_refuses_in_one_line(sample: str) -> None:
    done = run(sample, TERM="xterm-256color")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "briefing show" in done.stderr
    assert "briefing export" in done.stderr


@pytest.mark.parametrize("term", ["", "dumb", "unknown", None])
def test_a_terminal_without_abilities_is_refused(
    sample: str, term: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.isatty", lambda _: True)
    monkeypatch.setenv("TERM", term or "")
    if term is None:
        monkeypatch.delenv("TERM")
    assert "needs a terminal" in refusal(capsys, sample)


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_each_of_the_three_streams_must_be_a_terminal(
    sample: str, missing: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.isatty", lambda stream: stream != missing)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "needs a terminal" in refusal(capsys, sample)


def test_a_refusal_loads_no_textual(sample: str) -> None:
    assert loaded(sample) == "set()"


def test_a_dossier_that_is_not_there_is_said_before_anything_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no dossier at 'gone'" in refusal(capsys, "gone")


def test_the_help_names_every_theme_that_is_shipped() -> None:
    assert sorted(THEMES) == sorted(path.stem for path in shipped("themes").glob("*.yaml"))


def test_a_theme_that_does_not_exist_is_named(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--theme" in refusal(capsys, "--theme", "drak", sample)


def test_a_set_of_keys_that_does_not_exist_is_named(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--keys: error[bad-value]: keys: 'vmi'" in refusal(capsys, "--keys", "vmi", sample)


def test_the_name_of_a_set_of_keys_is_not_taken_for_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--keys: error[bad-value]: keys: 'check'" in refusal(capsys, "--keys", "check")


HOSTILE = "x\x1b]0;owned\x07"


def test_no_command_prints_a_path_that_a_terminal_would_act_on(tmp_path: Path) -> None:
    (tmp_path / HOSTILE).mkdir()
    (tmp_path / HOSTILE / "a.txt").write_text("One.\n", encoding="utf-8")
    path = json.dumps(f"{HOSTILE}/a.txt")
    digest = f"format: briefing/1\ndocuments: [{{id: d, path: {path}}}]\n"
    (tmp_path / "digest.yaml").write_text(digest, encoding="utf-8")
    for arguments in (("show",), ("show", "d"), ("show", "d:1"), ("show", "e"), ("export",), ("check",)):
        done = run(arguments[0], str(tmp_path), *arguments[1:])
        assert "\x1b" not in done.stdout + done.stderr


def test_an_argument_that_a_terminal_would_act_on_is_complained_of_harmlessly(sample: str) -> None:
    done = run("export", sample, HOSTILE)
    assert done.returncode == 2
    assert "\x1b" not in done.stderr


def test_a_line_number_beyond_all_counting_is_no_line(sample: str) -> None:
    done = run("show", sample, "wire:" + "9" * 5000)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_path_that_no_file_can_have_does_not_stop_an_export(tmp_path: Path) -> None:
    digest = 'format: briefing/1\ndocuments: [{id: d, path: "n\\0ul.txt"}]\n'
    (tmp_path / "digest.yaml").write_text(digest, encoding="utf-8")
    assert run("export", str(tmp_path), "-o", str(tmp_path / "out.md")).returncode == 0
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("# ")


def test_the_margin_of_a_document_leaves_room_for_its_words(make_dossier: MakeDossier) -> None:
    facts = "".join(f"- {{id: f{n}, text: F., evidence: {{doc: wire, exact: opens}}}}\n" for n in range(12))
    folder = make_dossier(f"facts:\n{facts}", wire=WIRE).folder
    first = run("show", str(folder), "wire").stdout.splitlines()[0]
    assert first == "F1 F2 F3 F4 F5 F6 F7 +5  1  The bridge opens on Friday."


def test_check_coverage_lists_the_sentences_that_no_item_rests_on(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = make_dossier(
        "documents:\n  - {id: wire, path: wire.txt}\n  - {id: lost, path: lost.txt}\n"
        "facts: [{id: f, text: F., evidence: {doc: wire, exact: late}}]\n",
        wire="It was late.\nVenn \x1b[2Jleft. Nobody spoke.\n",
    )
    assert main(["check", "--coverage", str(dossier.folder)]) == 0
    said = capsys.readouterr()
    assert said.out == "wire.txt:2: Venn ␛[2Jleft.\nwire.txt:2: Nobody spoke.\n"
    assert said.err == "wire: 2 of 3 sentences without an item\nlost.txt: there is no file 'lost.txt'\n"
