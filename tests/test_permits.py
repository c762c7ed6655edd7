"""What is restricted stays so: the environment takes away and never gives, and no command has a way round."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.__main__ import main
from briefing.commands import COMMANDS
from briefing.errors import BriefingError
from briefing.permits import ALLOWABLE, EVERYTHING, REFUSALS, SECURE, Act, foreign, permits
from briefing.state import state_home

ENVIRONMENTS = st.dictionaries(st.sampled_from([SECURE, "HOME", "BRIEFING_ALLOW"]), st.sampled_from(["", "0", "1"]))
ALLOWED = st.sets(st.sampled_from([str(act) for act in ALLOWABLE]))


@given(restricted=st.booleans(), allow=ALLOWED, environment=ENVIRONMENTS)
def test_the_environment_only_takes_away(restricted: bool, allow: set[str], environment: dict[str, str]) -> None:
    without = permits(restricted=restricted, allow=allow, environment={})
    found = permits(restricted=restricted, allow=allow, environment=environment)
    for act in Act:
        assert found.refusal(act) or not without.refusal(act)
    assert found.restricted == (restricted or bool(environment.get(SECURE)))


def test_without_restriction_nothing_is_refused_and_with_it_every_act_is_said() -> None:
    assert not any(EVERYTHING.refusal(act) for act in Act)
    strict = permits(restricted=True, allow=(), environment={})
    assert all(REFUSALS[act] in strict.refusal(act) for act in Act)
    assert not strict.refusal(None)
    with pytest.raises(BriefingError, match="no program"):
        strict.require(Act.RUN)


@pytest.mark.parametrize("name", ["run", "save", "suspend", "everything"])
def test_what_leads_to_a_shell_or_to_files_cannot_be_allowed(name: str) -> None:
    with pytest.raises(BriefingError, match="cannot be allowed"):
        permits(restricted=True, allow=(name,), environment={})


def test_what_would_make_textual_load_or_log_something_is_known() -> None:
    assert foreign({"TEXTUAL_DRIVER": "x:y", "TEXTUAL": "devtools", "TERM": "linux"}) == ["TEXTUAL_DRIVER", "TEXTUAL"]


def test_where_settings_and_state_lie_is_not_for_the_environment_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for variable, folder in (("HOME", "home"), ("XDG_CONFIG_HOME", "elsewhere"), ("XDG_STATE_HOME", "elsewhere")):
        monkeypatch.setenv(variable, str(tmp_path / folder))
    (tmp_path / "elsewhere" / "briefing").mkdir(parents=True)
    (tmp_path / "elsewhere" / "briefing" / "config.yaml").write_text("keys: vim\n", encoding="utf-8")
    main(["doctor"])
    assert str(tmp_path / "elsewhere") in capsys.readouterr().out
    monkeypatch.setenv(SECURE, "1")
    main(["doctor"])
    assert str(tmp_path / "elsewhere") not in capsys.readouterr().out
    assert state_home() == tmp_path / "home" / ".local" / "state" / "briefing"


@pytest.mark.parametrize(
    "command", [["init", "."], ["pin", "."], ["fix", "--write", "."], ["export", "-o", "out.md", "."]], ids=str
)
def test_where_the_environment_restricts_no_command_writes(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "note.txt").write_text("It rained.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(SECURE, "1")
    assert main(command) == 2
    assert REFUSALS[Act.SAVE] in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


REACHING = {
    Act.RUN: {"edit", "pipe"},
    Act.SAVE: {"save", "view-save"},
    Act.SUSPEND: {"plain", "suspend"},
    Act.COPY: {"copy", "copy-cited", "sheet-copy", "view-copy", "view-copy-cited"},
    Act.REVIEW: {"checked", "delete-note", "doubtful", "note", "review", "unchecked", "undo-review"},
}
"""Every command that reaches beyond the screen, by the act that it is."""


def test_every_command_that_reaches_beyond_the_screen_says_what_it_needs() -> None:
    for act, ids in REACHING.items():
        assert {id_ for id_, command in COMMANDS.items() if command.needs is act} == ids
    assert set(REACHING) == set(Act)
