"""`briefing check`: how a problem is drawn, which problems count, and what the exit status says."""

import json
import re
from pathlib import Path

import pytest

from briefing.__main__ import main
from briefing.cli import diagnostics
from briefing.cli.diagnostics import Ink, cells, drawn
from briefing.errors import Compared, Place, Problem, Severity
from tests.conftest import MakeDossier

WIRE = "The bridge opens on Friday, the minister said.\nNobody pays.\n"
SOUND = "facts:\n- {id: f-open, text: The bridge opens., evidence: {doc: wire, exact: opens on Friday}}\n"
LOST = "- {id: f-lost, text: It shuts., evidence: {doc: wire, exact: the bridge shuts on Friday}}\n"
NOTED = "- {id: f-two, text: It opens. It shuts., evidence: {doc: wire, exact: Nobody pays}}\n"


@pytest.fixture(autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


def said(capsys: pytest.CaptureFixture[str], status: int, *arguments: str) -> tuple[str, str]:
    assert main(["check", *arguments]) == status
    written = capsys.readouterr()
    return written.out, written.err


def english(text: str) -> str:
    return f"The text of the wire is in English, and that is for the rule to see.\n{text}"


def test_a_digest_of_one_long_line_is_not_measured_for_every_problem_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []

    def counted(text: str) -> int:
        measured.append(text)
        return cells(text)

    monkeypatch.setattr(diagnostics, "cells", counted)
    line = f"{'x' * 5_000}字{'x' * 5_000}"
    for column in (3, 5_000, 9_000):
        problem = Problem("orphan", Severity.ERROR, "no", Place("digest.yaml", 1, column), excerpt=line, length=9)
        shown = list(drawn(problem, Ink(coloured=False)))
        assert all(cells(row) <= 80 for row in shown)
        assert shown[-1].endswith("^")
    assert max(map(len, measured)) <= 80


def test_a_problem_is_drawn_with_its_line_its_nearest_words_and_a_mend(
    make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_dossier(SOUND + LOST, wire=WIRE).folder
    printed, counted = said(capsys, 1, str(folder))
    lines = printed.splitlines()
    assert max(len(line) for line in lines if "-->" not in line) <= 80
    assert "\x1b" not in printed
    shown = next(at for at, line in enumerate(lines) if line.startswith("6 | "))
    under = lines[shown + 1]
    assert lines[shown][under.index("^") : under.rindex("^") + 1] == "the bridge shuts on Friday"
    given = next(at for at, line in enumerate(lines) if line.strip().startswith("given:"))
    assert "nearest, wire.txt:1:" in lines[given - 1]
    assert lines[given + 2].strip() == "there: The bridge opens on Friday"
    assert re.fullmatch(r" +\^ +\^+", lines[given + 1])
    assert any(line.startswith("  = help: copy the words") for line in lines)
    assert counted == "1 error (2 items, 2 passages)\n"


def test_notes_count_with_strict_only(make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(make_dossier(SOUND + NOTED, wire=english(WIRE)).folder)
    assert said(capsys, 0, folder)[0].startswith("note[several-claims]: f-two text: ")
    said(capsys, 1, folder, "--strict")
    assert said(capsys, 0, folder, "--strict", "--ignore", "several-claims") == (
        "",
        "nothing is wrong (2 items, 2 passages)\n",
    )


def test_rules_can_be_selected_and_ignored(make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(make_dossier(SOUND + LOST + NOTED, wire=english(WIRE)).folder)
    assert "orphan" not in said(capsys, 0, folder, "--ignore", "orphan")[0]
    only = said(capsys, 1, folder, "--select", "orphan,weak")[0]
    assert re.findall(r"^\w+\[([\w-]+)\]", only, re.MULTILINE) == ["orphan"]


@pytest.mark.parametrize("option", ["--select", "--ignore", "--explain"])
def test_a_code_that_no_rule_has_is_refused(
    make_dossier: MakeDossier, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(make_dossier(SOUND, wire=WIRE).folder)
    printed, why = said(capsys, 2, folder, option, "orphn")
    assert printed == ""
    assert "did you mean 'orphan'?" in why


def test_a_check_over_nothing_does_not_pass(make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(make_dossier("title: Karro\n").folder)
    assert "lists no document and no item" in said(capsys, 1, folder)[0]


def test_a_rule_is_explained_without_a_dossier(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                               monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    printed, _ = said(capsys, 0, "--explain", "orphan")
    assert printed.startswith("error[orphan]: The words of a passage stand nowhere")
    assert "digest.yaml:\n    format: briefing/1\n" in printed


def test_machines_get_json(make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_dossier(SOUND + LOST, wire=WIRE).folder
    printed, _ = said(capsys, 1, str(folder), "--format", "json")
    [problem] = json.loads(printed)
    assert printed.isascii()
    assert (problem["code"], problem["severity"], problem["line"], problem["item"]) == ("orphan", "error", 6, "f-lost")
    assert problem["file"] == str(folder / "digest.yaml")
    assert problem["length"] == len("the bridge shuts on Friday")
    assert problem["nearest"] == {
        "where": "wire.txt:1",
        "given": "the bridge shuts on Friday",
        "there": "The bridge opens on Friday",
    }


def test_an_empty_list_is_json_too(make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(said(capsys, 0, str(make_dossier(SOUND, wire=WIRE).folder), "--format", "json")[0]) == []


def test_github_gets_workflow_commands(make_dossier: MakeDossier, capsys: pytest.CaptureFixture[str]) -> None:
    lost = LOST.replace("the bridge shuts on Friday", '"the bridge %shuts:\\e[2J on Friday"')
    folder = make_dossier(SOUND + lost, wire=WIRE).folder
    printed, _ = said(capsys, 1, str(folder), "--format", "github")
    [line] = [one for one in printed.splitlines() if "orphan" in one]
    assert line.startswith("::error file=")
    assert "title=orphan::f-lost: the words 'the bridge %25shuts" in line
    assert "%0Ahelp: " in line
    assert "\x1b" not in printed


def test_a_broken_digest_is_drawn_alike_and_could_not_be_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "digest.yaml").write_text("format: briefing/1\nfacts: [\n", encoding="utf-8")
    printed, why = said(capsys, 2, str(tmp_path))
    assert printed == ""
    assert why.startswith("error[yaml-syntax]: ")
    assert "\n --> " in why
    printed, why = said(capsys, 2, str(tmp_path), "--format", "json")
    assert [problem["code"] for problem in json.loads(printed)] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours_are_for_terminals_that_want_them(
    make_dossier: MakeDossier, environment: dict[str, str], coloured: bool, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    folder = str(make_dossier(SOUND + LOST, wire=WIRE).folder)
    plain, _ = said(capsys, 1, folder)
    for name, value in ({"TERM": "xterm", "NO_COLOR": ""} | environment).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    printed, _ = said(capsys, 1, folder)
    assert ("\x1b[1;31merror[orphan]\x1b[0m" in printed) is coloured
    assert re.sub(r"\x1b\[[\d;]+m", "", printed) == plain


def test_a_drawing_is_harmless_and_counts_wide_letters_twice() -> None:
    line = "    text: 橋は「安全」です\x1b[2J"
    problem = Problem("weak", Severity.ERROR, "\x1b[2J wrong", Place("d\x07.yaml", 3, 11), "mend\u202e it",
                      excerpt=line, length=2, compared=Compared("w\x1b:1", "橋は", "橋が"))  # fmt: skip
    lines = list(drawn(problem, Ink(coloured=False)))
    assert not {"\x1b", "\x07", "\u202e"} & set("\n".join(lines))
    at = next(number for number, found in enumerate(lines) if found.startswith("3 | "))
    under = lines[at + 1]
    assert cells(lines[at].partition("橋")[0]) == under.index("^")
    assert under.count("^") == 4
    assert any(found.strip() == "^^" for found in lines)


@pytest.mark.parametrize("column", [1, 40, 200, 399])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    line = "".join(chr(0x4E00 + number) if number % 50 == 0 else "x" for number in range(400))
    line = f"{line[: column - 1]}HERE{line[column + 3 :]}"
    problem = Problem("weak", Severity.ERROR, "wrong", Place("d.yaml", 12345, column), excerpt=line, length=4)
    lines = list(drawn(problem, Ink(coloured=False)))
    shown = next(one for one in lines if one.startswith("12345 | "))
    under = lines[lines.index(shown) + 1]
    assert max(map(cells, lines)) <= 80
    assert cells(shown.partition("HERE")[0]) == under.index("^")
    assert under.count("^") == 4
