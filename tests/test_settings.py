"""The layers of the settings, and what is said about a file that cannot be one of them."""

import re
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.keymap import resolve
from briefing.keynames import spelled
from briefing.profiles import PROFILES
from briefing.settings import Settings, config_home, load_settings
from briefing.shipped import shipped
from briefing.yamltree import Mapping, read_tree

ROOT = Path(__file__).parent.parent

KEYS = resolve("default")[0]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty home, and return the folder for the settings in it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    folder = tmp_path / "home" / ".config" / "briefing"
    folder.mkdir(parents=True)
    return folder


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def refusal(config: Path | None = None, **flags: str) -> str:
    with pytest.raises(BriefingError) as raised:
        load_settings(config, flags)
    return str(raised.value)


def test_the_shipped_settings_hold_when_nobody_says_anything() -> None:
    assert load_settings(None, {}) == Settings("auto", mouse=False, dossier="", keymap=KEYS, remember=True, follow=True)


def test_every_shipped_key_stands_under_a_comment_of_its_own() -> None:
    text = shipped("config.yaml").read_text(encoding="utf-8")
    root = read_tree(text, "config.yaml").root
    assert isinstance(root, Mapping)
    assert set(root.entries) == {"theme", "mouse", "remember", "follow", "dossier", "keys", "keymap"}
    lines = text.split("\n")
    assert all(lines[key.place.line - 2].startswith("#") for key, _ in root.entries.values())


def test_settings_cannot_be_changed() -> None:
    settings = load_settings(None, {})
    with pytest.raises(AttributeError):
        settings.theme = "light"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        settings.keymap.profile = "vim"  # type: ignore[misc]
    with pytest.raises(TypeError):
        settings.keymap.keys["quit"] = ()  # type: ignore[index]


def test_each_layer_wins_over_the_one_below_and_leaves_the_rest_alone(home: Path, tmp_path: Path) -> None:
    written(home / "config.yaml", "theme: light\nmouse: true\ndossier: /users\n")
    named = written(tmp_path / "named.yaml", "dossier: /named\nmouse: false\n")
    assert load_settings(None, {}) == Settings("light", True, "/users", KEYS)
    assert load_settings(named, {}) == Settings("light", False, "/named", KEYS)
    assert load_settings(named, {"theme": "dark"}) == Settings("dark", False, "/named", KEYS)


def test_keymaps_are_joined_and_a_later_layer_wins_command_by_command(home: Path, tmp_path: Path) -> None:
    written(home / "config.yaml", 'keymap:\n  next-item: "V,down"\n  help: "#"\n')
    named = written(tmp_path / "named.yaml", "keymap: {help: W, quit: M}\n")
    keys = load_settings(named, {}).keymap.keys
    assert keys == {**KEYS.keys, "next-item": ("V", "down"), "help": ("W",), "quit": ("M",)}


def test_the_set_of_keys_is_a_setting_and_the_flag_wins(home: Path) -> None:
    written(home / "config.yaml", 'keys: less\nkeymap: {reload: "f5,R"}\n')
    assert load_settings(None, {}).keymap.profile == "less"
    keymap = load_settings(None, {"keys": "vim"}).keymap
    assert keymap.profile == "vim"
    assert keymap.counts
    assert keymap.keys["text-top"] == ("g g", "home")
    assert keymap.keys["reload"] == ("f5", "R")


def test_a_set_of_keys_that_does_not_exist_is_told_with_the_nearest(home: Path) -> None:
    path = written(home / "config.yaml", "keys: vi\n")
    assert f"{path}:1:7: error[bad-value]: keys: 'vi' is not a value of 'keys'" in refusal()
    assert "did you mean 'vim'?" in refusal()
    path.unlink()
    assert refusal(keys="emacs").startswith("--keys: error[bad-value]")
    assert "use one of default, less, vim" in refusal(keys="emacs")


def test_every_problem_of_the_keys_is_told_with_its_place_and_a_mend(home: Path) -> None:
    path = written(
        home / "config.yaml",
        """\
theme: drak
keymap:
  zoom: V
  detail: "i, V"
  problems: "ctrl+i, dwon"
  nxt-item: j
  help:
  next-passage: #
  quit: ""
  reload: [a]
  narrow: T
""",
    )
    said = refusal()
    for line in (
        "1:8: error[bad-value]: theme: 'drak' is not a value",
        "4:11: error[key-clash]: detail: V would call both 'zoom' and 'detail' anywhere",
        "5:13: error[bad-value]: problems: 'ctrl+i' cannot be used: a terminal sends the same for Tab",
        "5:13: error[bad-value]: problems: there is no key 'dwon'",
        "6:3: error[bad-value]: keymap: there is no command 'nxt-item'",
        "7:3: error[bad-value]: help: there are no keys here",
        "8:3: error[bad-value]: next-passage: there are no keys here",
        "9:9: error[bad-value]: quit: this command needs a key",
        "10:11: error[bad-value]: reload: one value is expected here",
        "11:11: error[key-clash]: narrow: 'theme' would be left without a key, for 'narrow' takes T (anywhere)",
    ):
        assert f"{path}:{line}" in said
    assert said.count("error[") == 10
    assert said.count("\n  help: ") == 10
    assert '  |   detail: "i, V"\n  |           ^' in said


def test_keys_that_clash_across_the_layers_are_told_at_the_later_one(home: Path, tmp_path: Path) -> None:
    written(home / "config.yaml", "keymap: {zoom: V}\n")
    named = written(tmp_path / "named.yaml", "keymap: {detail: V}\n")
    assert "V would call both 'zoom' and 'detail'" in refusal(named)
    assert load_settings(written(named, "keymap: {detail: V, zoom: z}\n"), {}).keymap.shown("detail") == "V"


def test_an_entry_that_a_later_layer_replaces_is_checked_all_the_same(home: Path, tmp_path: Path) -> None:
    path = written(home / "config.yaml", "keymap: {zoom: ctrl+s}\n")
    assert str(path) in refusal(written(tmp_path / "named.yaml", "keymap: {zoom: z}\n"))


def test_an_empty_text_takes_the_keys_of_a_command_away(home: Path) -> None:
    written(home / "config.yaml", 'keymap: {redraw: ""}\n')
    assert load_settings(None, {}).keymap.keys["redraw"] == ()


@pytest.mark.parametrize("profile", PROFILES)
def test_the_example_in_the_shipped_settings_holds(home: Path, profile: str) -> None:
    lines = shipped("config.yaml").read_text(encoding="utf-8").split("\n")
    example = "\n".join(line.removeprefix("#   ") for line in lines if line.startswith("#   "))
    assert example.startswith("keymap:")
    written(home / "config.yaml", example)
    assert load_settings(None, {"keys": profile}).keymap.keys["by-date"] == ("V d",)


def test_the_examples_in_the_page_about_settings_hold(home: Path) -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if "title:" not in block]
    assert len(blocks) == 3
    for block in blocks:
        written(home / "config.yaml", block)
        load_settings(None, {})


@pytest.mark.parametrize("profile", PROFILES)
def test_the_page_about_settings_has_the_keys_of_every_set(profile: str) -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    table = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.split("\n") if line.startswith("| ")]
    column = ["default", "less", "vim"].index(profile) + 1
    keymap = resolve(profile)[0]
    for what, ids in (
        ("top, end", ("text-top", "text-end")),
        ("next, previous passage of an item", ("next-passage", "previous-passage")),
        ("next, previous document", ("next-document", "previous-document")),
        ("only what one actor said", ("narrow",)),
        ("help", ("help",)),
        ("quit", ("quit",)),
    ):
        (row,) = [row for row in table if row[0] == what]
        keys = {spelled(key) for id_ in ids for key in keymap.keys[id_]}
        assert set(re.findall(r"`([^`]+)`", row[column])) <= keys


def test_a_command_that_does_not_exist_is_told_with_the_nearest(home: Path) -> None:
    written(home / "config.yaml", "keymap:\n  nxt-item: j\n")
    with pytest.raises(BriefingError, match=r"config\.yaml:2:3.*'nxt-item'(.|\n)*'next-item'"):
        load_settings(None, {})


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_changes_nothing(home: Path, text: str) -> None:
    written(home / "config.yaml", text)
    assert load_settings(None, {}).theme == "auto"


def test_nothing_is_read_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "config.yaml", "theme: light\n")
    (tmp_path / "briefing").mkdir()
    written(tmp_path / "briefing" / "config.yaml", "theme: light\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", ".")
    assert load_settings(None, {}).theme == "auto"


def test_the_folder_of_the_user_follows_xdg_only_where_it_is_absolute(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert config_home() == home
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert config_home() == tmp_path / "xdg" / "briefing"
    monkeypatch.setenv("XDG_CONFIG_HOME", "xdg")
    assert config_home() == home


def test_a_user_without_a_home_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    assert refusal() == "you have no home folder to keep settings in\n  help: set HOME"


def test_the_choice_of_a_theme_can_be_left_to_the_terminal_again(home: Path) -> None:
    written(home / "config.yaml", "theme: light\n")
    assert load_settings(None, {"theme": "auto"}).theme == "auto"


def test_what_is_wrong_with_a_file_can_be_said_in_one_line(home: Path) -> None:
    written(home / "config.yaml", "mouse: true\ntheme: drak\nmose: true\n")
    with pytest.raises(BriefingError) as raised:
        load_settings(None, {})
    assert raised.value.brief == "config.yaml:2:8: 'drak' is not a value of 'theme'"


def test_a_theme_of_the_users_own_can_be_named(home: Path) -> None:
    (home / "themes").mkdir()
    written(home / "themes" / "mine.yaml", "")
    written(home / "config.yaml", "theme: mine\n")
    assert load_settings(None, {}).theme == "mine"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("~/dossiers/port", "home/dossiers/port"),
        ("port", "home/.config/briefing/port"),
        ("../port", "home/.config/briefing/../port"),
    ],
)
def test_the_path_of_a_dossier_starts_at_home_or_beside_its_file(
    home: Path, tmp_path: Path, said: str, meant: str
) -> None:
    written(home / "config.yaml", f"dossier: {said}\n")
    assert load_settings(None, {}).dossier == f"{tmp_path}/{meant}"


def test_a_dossier_beside_a_file_named_from_here_does_not_depend_on_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "named.yaml", "dossier: port\n")
    monkeypatch.chdir(tmp_path)
    assert load_settings(Path("named.yaml"), {}).dossier == str(tmp_path / "port")


def test_an_empty_dossier_takes_away_the_one_below(home: Path, tmp_path: Path) -> None:
    written(home / "config.yaml", "dossier: /users\n")
    assert load_settings(written(tmp_path / "named.yaml", 'dossier: ""\n'), {}).dossier == ""


def test_every_problem_of_a_file_is_told_at_once_with_its_place_and_the_nearest_word(home: Path) -> None:
    path = written(
        home / "config.yaml",
        "theme: drak\nmose: true\nmouse: tru\ndossier: ~nobody-of-that-name/port\nkeymap: [j, k]\nmouse: false\n",
    )
    said = refusal()
    assert f"{path}:1:8: error[bad-value]: theme: 'drak' is not a value of 'theme'" in said
    assert "did you mean 'dark'?" in said
    assert f"{path}:2:1: error[unknown-key]: mose: unknown key 'mose'" in said
    assert "did you mean 'mouse'?" in said
    assert f"{path}:3:8: error[bad-value]: mouse: 'tru' is not a value of 'mouse'" in said
    assert "did you mean 'true'?" in said
    assert f"{path}:4:10: error[bad-value]: dossier: there is no home folder" in said
    assert f"{path}:5:9: error[bad-value]: keymap must be keys and values" in said
    assert f"{path}:6:1: error[duplicate-key]" in said
    assert [line for line in said.split("\n") if "did you mean" in line].count("  help: did you mean 'true'?") == 1


@pytest.mark.parametrize("word", ["yes", "on", "1", "True"])
def test_a_switch_is_true_or_false_and_nothing_else(home: Path, word: str) -> None:
    written(home / "config.yaml", f"mouse: {word}\n")
    assert f"{word!r} is not a value of 'mouse'" in refusal()


def test_the_keys_of_a_command_are_one_text(home: Path) -> None:
    path = written(home / "config.yaml", "keymap:\n  zoom: [j, k]\n")
    assert f"{path}:2:9: error[bad-value]: zoom: one value is expected here" in refusal()


@pytest.mark.parametrize(
    ("text", "code"), [("- theme\n", "bad-value"), ("theme: [\n", "yaml-syntax"), ("theme: \x00\n", "yaml-syntax")]
)
def test_a_file_that_is_no_settings_at_all_is_one_problem(home: Path, text: str, code: str) -> None:
    path = written(home / "config.yaml", text)
    said = refusal()
    assert said.startswith(f"{path}:")
    assert [line for line in said.split("\n") if "error[" in line] == [said.split("\n")[0]]
    assert f"error[{code}]" in said


def test_a_flag_is_checked_like_a_file_and_named_as_it_was_typed() -> None:
    assert refusal(theme="lihgt").startswith("--theme: error[bad-value]: theme: 'lihgt' is not a value of 'theme'")
    assert "did you mean 'theme'?" in refusal(them="light")


def test_the_dossier_of_a_flag_is_left_as_the_shell_gave_it() -> None:
    assert load_settings(None, {"dossier": "port"}).dossier == "port"


def test_a_file_named_by_the_user_must_be_there(tmp_path: Path) -> None:
    missing = tmp_path / "missing.yaml"
    assert refusal(missing) == f"{missing}: the file cannot be read: No such file or directory"


def test_a_folder_that_may_not_be_read_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(place: Path, pattern: str) -> list[Path]:
        raise PermissionError(13, "Permission denied", str(place))

    # A test that runs as root may read everything.
    monkeypatch.setattr(Path, "glob", forbidden)
    assert refusal().startswith(f"{home / 'themes'}: the folder cannot be read: Permission denied\n  help: check who")


def test_a_file_in_the_place_of_the_users_folder_is_no_settings(home: Path) -> None:
    home.rmdir()
    written(home, "")
    assert load_settings(None, {}).theme == "auto"


def test_a_folder_in_the_place_of_the_file_is_refused(home: Path) -> None:
    (home / "config.yaml").mkdir()
    assert refusal() == f"{home / 'config.yaml'}: the file cannot be read: Is a directory"


def test_a_file_that_is_not_utf_8_is_refused_with_the_place(home: Path) -> None:
    (home / "config.yaml").write_bytes(b"theme: dark\r\n# \xc3\xa9t\xe9\r\n")
    assert refusal().startswith(f"{home / 'config.yaml'}:2:5: the file is not UTF-8")


def test_a_byte_order_mark_and_the_line_ends_of_other_systems_do_no_harm(home: Path) -> None:
    (home / "config.yaml").write_bytes(b"\xef\xbb\xbftheme: light\r\nmouse: true\r\n")
    assert load_settings(None, {}) == Settings("light", True, "", KEYS)
