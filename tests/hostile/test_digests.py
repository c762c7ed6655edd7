"""A digest that means harm is problems with their places: never a crash, and never more work than it is long."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefing import references
from briefing.checks import check
from briefing.checks.support import TWINS
from briefing.digest import Actor, Digest
from briefing.documents import Unreadable, read_document
from briefing.errors import Problem
from briefing.loading import load_dossier
from briefing.parsing import parse_digest
from briefing.passages import Document
from briefing.pinpoint import MOST
from briefing.shipped import shipped
from briefing.yamltree import DEPTH_LIMIT
from tests.hostile.conftest import FEW, HOSTILE, Run
from tests.hostile.words import EVERYTHING, hostile_words

HEAD = "format: briefing/1\n"
DOCUMENT = "documents: [{id: wire, path: wire.txt}]\n"
MANY = 2_000
"""Enough for what grows with the square of it to be felt; the full hundred thousand were tried by hand."""

LOADERS = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])

LAUGHS = "a: &a [x, x]\n" + "".join(f"b{at}: &b{at} [*a, *a]\n" for at in range(50))

FAULTY = {
    "brackets": HEAD + "facts: " + "[" * 100_000,
    "braces": HEAD + "facts: " + "{a: " * 100_000,
    "dashes": HEAD + "facts:\n" + "- " * 100_000,
    "question marks": HEAD + "? " * 100_000,
    "aliases of aliases": HEAD + LAUGHS,
    "an object": HEAD + "title: !!python/object/apply:os.system [echo owned]\n",
    "objects": HEAD + "facts: [" + "!!python/name:os.system x, " * 200 + "]\n",
    "an anchor on itself": HEAD + "facts: &a [*a]\n",
    "a merge key": HEAD + "<<: {title: x}\n",
    "keys again": HEAD + "title: x\n" * 200,
    "a list as key": HEAD + "? [a]\n: b\n",
    "a second document": HEAD + "---\n" * 50,
    "half a character": HEAD + 'title: "\\ud800"\n',
    "beyond the last character": HEAD + 'title: "\\UFFFFFFFF"\n',
    "a null": HEAD + "title: a\x00b\n",
    "an escape": HEAD + "title: \x1b[2J\n",
    "a byte order mark within": HEAD + "title: a\ufeffb\n",
    "a word": "words\n",
    "an empty mapping": "{}\n",
    "a mapping of what cannot be kept": "? [a]\n: b\n",
    "a format without words": "format:\n",
    "a list": "- briefing/1\n",
    "another format": "format: [briefing/1]\n",
    "a long version": "%YAML 9" + "9" * 3_000 + ".1\n---\n" + HEAD,
}


@LOADERS
@pytest.mark.parametrize("text", FAULTY.values(), ids=FAULTY)
def test_what_is_no_plain_data_is_a_problem_with_its_place(text: str, *, pure: bool) -> None:
    _, problems = parse_digest(text, "digest.yaml", pure=pure)
    assert problems
    assert_placed(problems, text)


def assert_placed(problems: list[Problem], text: str) -> None:
    lines = text.split("\n")
    for problem in problems:
        assert problem.message
        assert 0 <= problem.place.line <= len(lines) + 1
        assert problem.place.line or problem.code == "missing-key"
        assert len(str(problem)) < 2_000 + 8 * len(problem.message)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (HEAD.encode("utf-16"), "not UTF-8"),
        (HEAD.encode("utf-16-le"), "U+0000"),
        (HEAD.encode("utf-32"), "not UTF-8"),
        (b"\xff\xfe\xff", "not UTF-8"),
        (HEAD.encode() + b"title: \x9b31m\n", "not UTF-8"),
        (HEAD.encode() + b"title: \xed\xa0\x80\n", "not UTF-8"),
        (b"\x00" * 100_000, "U+0000"),
        (b"", "the digest is empty"),
    ],
)
def test_a_digest_in_no_encoding_is_said(data: bytes, said: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / "digest.yaml").write_bytes(data)
    ran = run("check", tmp_path)
    assert ran.status == 2
    assert said in ran.said


# Wrong types everywhere

SEEDS = yaml.load((shipped("seeds") / "digest.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)

STRANGE: tuple[Any, ...] = (
    None, "", "x", [], {}, [[]], [{}], {"": ""}, ["x", ["x"]], {"id": {"id": "x"}}, {"doc": ["x"]}, "0000-00-00",
    "0000",
    "9999-12-31/..", "2031-02-30", "-1", "9" * 400, "true", "\x1b[31m", "\x00", "\u202e", "fact:1", "a\nb", "../..",
    EVERYTHING,
    [None] * 3, {"date": []}, {"exact": {}, "doc": {}}, "1e9", "~", "..", "2031/2030", "2031-01-01~/..", ":", "é" * 300,
)  # fmt: skip


def changed(tree: Any, chance: random.Random, share: float) -> Any:
    """Return a tree in which some nodes are something else."""
    if chance.random() < share:
        return chance.choice(STRANGE)
    if isinstance(tree, dict):
        return {
            (chance.choice(("", "id", "x", "allow")) if chance.random() < share else key): changed(value, chance, share)
            for key, value in tree.items()
        }
    return [changed(entry, chance, share) for entry in tree] if isinstance(tree, list) else tree


def some_of(tree: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a digest with a few entries of each list, so that an example is soon read."""
    return {
        key: chance.sample(value, min(len(value), 6)) if isinstance(value, list) and key != "documents" else value
        for key, value in tree.items()
    }


@LOADERS
@given(seed=st.integers(0, 1 << 32), share=st.sampled_from([0.005, 0.05, 0.3]))
@HOSTILE
def test_wrong_types_anywhere_are_problems_and_the_rest_is_read(seed: int, share: float, *, pure: bool) -> None:
    chance = random.Random(seed)
    tree = changed(some_of(SEEDS, chance), chance, share)
    text = yaml.safe_dump(tree if isinstance(tree, dict) else {"format": tree}, allow_unicode=True)
    digest, problems = parse_digest(text, "digest.yaml", pure=pure)
    assert digest or problems
    assert_placed(problems, text)


@given(st.integers(0, 1 << 32), st.sampled_from([0.01, 0.1]))
@FEW
def test_wrong_types_anywhere_break_no_command(tmp_path: Path, run: Run, seed: int, share: float) -> None:
    chance = random.Random(seed)
    tree = {key: changed(value, chance, share) for key, value in some_of(SEEDS, chance).items()}
    tree["format"] = "briefing/1"
    folder = tmp_path / "dossier"
    folder.mkdir(exist_ok=True)
    for file in shipped("seeds").glob("*.txt"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "digest.yaml").write_text(yaml.safe_dump(tree), "utf-8")
    for command in (("check",), ("fix",), ("export",), ("export", "--format", "grid-csv"), ("--flat",)):
        ran = run(*command, folder)
        assert "briefing crashed" not in ran.said, command


@given(hostile_words)
@HOSTILE
def test_any_words_for_a_digest_are_a_digest_or_a_problem(words: str) -> None:
    for pure in (False, True):
        digest, problems = parse_digest(f"{HEAD}{words}", "digest.yaml", pure=pure)
        assert digest or problems


@given(hostile_words)
@HOSTILE
def test_an_id_of_anything_but_letters_is_no_id(words: str) -> None:
    text = f"{HEAD}facts: [{{id: {yaml_text(f'a {words}')}, text: x}}]\n"
    digest, problems = parse_digest(text, "digest.yaml")
    assert digest
    assert digest.facts[0].id == "fact:1"
    assert problems[0].code == "bad-value"


def yaml_text(words: str) -> str:
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in words) + '"'


# Circles


def test_documents_derived_in_a_circle_are_one_origin(tmp_path: Path, run: Run) -> None:
    listed = "".join(f"- {{id: d{at}, path: wire.txt, derived_from: [d{(at + 1) % MANY}]}}\n" for at in range(MANY))
    ran = dossier(f"documents:\n{listed}", tmp_path, run, "show")
    assert ran.status == 0


def test_groups_in_a_circle_end() -> None:
    actors = tuple(Actor(id=f"a{at}", name=f"A{at}", members=(f"a{(at + 1) % MANY}", "a0")) for at in range(MANY))
    digest = Digest(actors=actors)
    assert len(digest.voices("a0")) == MANY


def dossier(body: str, folder: Path, run: Run, *command: str) -> Any:
    (folder / "wire.txt").write_text("Venn spoke. The bridge is open.\n", "utf-8")
    (folder / "digest.yaml").write_text(f"{HEAD}{body}", "utf-8")
    return run(*command, folder)


# Much of everything


def facts(entry: Callable[[int], str]) -> str:
    return DOCUMENT + "facts:\n" + "".join(f"- {{id: f{at}, text: t, {entry(at)}}}\n" for at in range(MANY))


def test_the_nearest_of_ids_is_looked_for_so_often_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def count(_word: str, words: Iterable[str]) -> str:
        asked.append(len(list(words)))
        return ""

    monkeypatch.setattr(references, "nearest", count)
    _, problems = parse_digest(HEAD + facts(lambda at: f"actors: [nobody{at}]"), "digest.yaml")
    assert len(problems) == MANY
    assert len(asked) == references.SUGGESTIONS
    assert max(asked) <= references.LOOKED_AT


def test_a_fact_said_over_and_over_is_told_a_few_times(tmp_path: Path) -> None:
    body = DOCUMENT + "facts:\n" + "".join(
        f"- {{id: f{at}, text: The bridge of Karro is open again today}}\n" for at in range(300)
    )  # fmt: skip
    (tmp_path / "wire.txt").write_text("words", "utf-8")
    (tmp_path / "digest.yaml").write_text(f"{HEAD}{body}", "utf-8")
    told = [problem for problem in check(load_dossier(tmp_path)) if problem.code == "twin-facts"]
    assert 299 <= len(told) <= 299 * TWINS
    assert len({problem.item for problem in told}) == 299


def test_problems_of_one_long_line_share_its_words(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text("words", "utf-8")
    entries = ", ".join(f"{{id: f{at}, text: t}}" for at in range(MOST // 2))
    (tmp_path / "digest.yaml").write_text(f"{{format: briefing/1, facts: [{entries}]}}", "utf-8")
    found = [problem for problem in check(load_dossier(tmp_path)) if problem.code == "no-evidence"]
    assert len({id(problem.excerpt) for problem in found}) == 1


def test_words_that_stand_nowhere_are_searched_so_often_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.resolving.SEARCHED", 5)
    (tmp_path / "wire.txt").write_text("The bridge reopens on Friday for all the heavy lorries.\n", "utf-8")
    listed = facts(
        lambda at: f"evidence: {{doc: wire, exact: the brigde reopens on Friday for all heavy lorries {at}}}"
    )
    (tmp_path / "digest.yaml").write_text(HEAD + listed, "utf-8")
    found = load_dossier(tmp_path).readings["wire"].anchors.values()
    assert sum(anchor.near is not None or anchor.span is not None for anchor in found) <= 5
    assert len(found) == MANY


# Encodings


@pytest.mark.parametrize(
    "encoding",
    ["punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "base64", "rot13", "zip", "hex", "uu",
     "x" * 99,
     "../../secret", "os", "\x00", "utf-8\x00", "", " "],
)  # fmt: skip
def test_what_is_no_encoding_of_texts_reads_none(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_bytes(b"xn--owned-\\x41\\u0041")
    text = read_document(tmp_path, Document(id="wire", path="wire.txt", encoding=encoding))
    if encoding:
        assert isinstance(text, Unreadable)
        assert "is not an encoding" in text.problem.message
    else:
        assert not isinstance(text, Unreadable)


def test_the_limit_of_depth_is_beyond_any_digest() -> None:
    text = HEAD + "facts: " + "[" * (DEPTH_LIMIT - 2) + "]" * (DEPTH_LIMIT - 2) + "\n"
    assert parse_digest(text, "digest.yaml")[0]
