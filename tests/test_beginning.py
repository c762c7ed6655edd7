"""A first digest lists the documents of a folder as they are, and its examples are what they show."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.beginning import Found, Survey, skeleton, survey
from briefing.checks import check
from briefing.display import harmless
from briefing.dossier import Dossier
from briefing.loading import DIGEST_NAME, load_dossier, text_names
from briefing.naming import ID_LENGTH, document_id
from briefing.parsing import parse_digest
from briefing.pointing import passage_lines
from briefing.references import ID
from briefing.selectors import Selector
from briefing.shipped import shipped
from briefing.vocabulary import Kind
from tests.test_format_docs import DEFINITIONS, SCHEMA, faults_of

HOSTILE = [
    "a\x1b]0;owned\x07.txt", "b\u202etxt.exe.txt", "-rf.txt", "c: d #e.txt", "it's \"quoted\".md", "new\nline.txt",
    "tab\there.txt", "no.txt", "null.txt", "1e5.txt", "2031-03-04.txt", "a1.txt", "back\\slash.txt", "{x}.txt",
    "[y],z.txt", "*star.txt", "&and.txt", "!tag.txt", "%p.txt", "@at.txt", "`tick.txt", "   .txt", "\u200bzero.txt",
    "a-example.txt", "trailing .txt", "\ufeffbom.txt", "\u2028ls.txt", "~.txt", "мост.txt", "桥.txt",
    "e\u0301te\u0301.txt", "été.md", "\x80.txt", "x" * 240 + ".txt",
]  # fmt: skip

OWN = "hidden-characters"
"""What is wrong with the documents themselves, whatever the digest says: they hold an escape character."""


def filled(folder: Path, *names: str) -> Path:
    """Return a folder with documents of these names."""
    for number, name in enumerate(names):
        (folder / name).write_text(f'Report {number} says: "no [/b] \x1b[2J" & so on.\n\nAgain.\n', encoding="utf-8")
    return folder


def begun(folder: Path) -> Dossier:
    """Write the skeleton for a folder, and load the dossier that it then is."""
    (folder / DIGEST_NAME).write_text(skeleton(survey(folder)), encoding="utf-8", newline="\n")
    return load_dossier(folder)


def taken_up(text: str) -> str:
    """Return a skeleton with every example taken out of its comment, as an editor does it."""
    return re.sub(r"^( *)# ", r"\1", text, flags=re.MULTILINE)


# The skeleton


def test_what_is_begun_has_no_problem(tmp_path: Path) -> None:
    dossier = begun(filled(tmp_path, "wire.txt", "gazette.md"))
    assert {problem.code for problem in check(dossier)} == {OWN}
    assert dossier.digest.title == tmp_path.name
    assert [(found.id, found.path) for found in dossier.digest.documents] == [
        ("gazette", "gazette.md"),
        ("wire", "wire.txt"),
    ]
    assert list(dossier.digest) == []


def complaints(dossier: Dossier) -> set[str]:
    """Return the codes of what is wrong, but for what is still to be filled in."""
    return {problem.code for problem in check(dossier)} - {
        OWN,
        "unused-document",
        "unused-alias",
        "unlisted-name",
        "unmarked-quote",
    }


@pytest.mark.parametrize("names", [("wire.txt",), ("wire.txt", "gazette.md"), HOSTILE], ids=["one", "two", "hostile"])
def test_the_examples_are_a_digest_without_a_problem(tmp_path: Path, names: tuple[str, ...]) -> None:
    text = taken_up(skeleton(survey(filled(tmp_path, *names))))
    assert not re.findall(r"^ *# ", text, re.MULTILINE)
    (tmp_path / DIGEST_NAME).write_text(text, encoding="utf-8")
    dossier = load_dossier(tmp_path)
    assert complaints(dossier) == set()
    assert faults_of(text) == []
    assert [len(dossier.digest.of(kind)) for kind in Kind] == [1] * len(Kind)
    assert not dossier.distrusted()


def test_the_examples_of_the_seeds_are_anchored(tmp_path: Path) -> None:
    for path in shipped("seeds").glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = skeleton(survey(tmp_path))
    assert max(map(len, text.splitlines())) <= 80
    (tmp_path / DIGEST_NAME).write_text(taken_up(text), encoding="utf-8")
    assert complaints(load_dossier(tmp_path)) == set()


def test_the_examples_show_every_key_that_a_beginner_needs(tmp_path: Path) -> None:
    text = taken_up(skeleton(survey(filled(tmp_path, "wire.txt", "gazette.md"))))
    shown = set(re.findall(r"(\w+):(?: |$)", text, re.MULTILINE))
    sorts = ("document", "actor", "fact", "statement", "quote", "conflict", "position", "passage", "dated")
    keys = set(SCHEMA["properties"]).union(*(DEFINITIONS[sort]["properties"] for sort in sorts))
    assert keys - shown == {"sha256", "allow", "encoding", "members", "occurrence", "prefix"}


def test_a_document_without_words_gives_the_examples_words_to_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n\n", encoding="utf-8")
    (tmp_path / DIGEST_NAME).write_text(taken_up(skeleton(survey(tmp_path))), encoding="utf-8")
    assert complaints(load_dossier(tmp_path)) == {"orphan"}


def test_a_document_without_a_space_or_a_break_does_not_fill_the_examples(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word" * 20_000, encoding="utf-8")
    text = skeleton(survey(tmp_path))
    assert len(text) < 10_000
    (tmp_path / DIGEST_NAME).write_text(taken_up(text), encoding="utf-8")
    assert complaints(load_dossier(tmp_path)) == set()


def test_a_document_that_is_not_utf_8_has_a_hint_that_mends_it(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes("Café".encode("windows-1252"))
    (tmp_path / "wide.txt").write_bytes("Café".encode("utf-16"))
    dossier = begun(tmp_path)
    assert {problem.code for problem in check(dossier)} == {"undecodable-document"}
    text = re.sub(r"# (encoding: )", r"\1", dossier.digest_text)
    (tmp_path / DIGEST_NAME).write_text(text, encoding="utf-8")
    mended = load_dossier(tmp_path)
    assert check(mended) == ()
    texts = [mended.text("old"), mended.text("wide")]
    assert [found.received for found in texts if found] == ["Café", "Café"]


@given(
    title=st.text(max_size=30),
    paths=st.lists(st.text(min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=4, unique=True),
    words=st.text(min_size=1, max_size=300).filter(str.strip),
)
@settings(max_examples=150, deadline=None)
def test_any_names_and_words_make_a_digest_with_and_without_the_examples(
    title: str, paths: list[str], words: str
) -> None:
    documents = tuple(Found(f"d{number}", path) for number, path in enumerate(paths))
    sample = passage_lines("d0", Selector(words, words, words))
    text = skeleton(Survey(title, documents, (), (), sample))
    for whole, selectors in ((text, set()), (taken_up(text), {Selector(words, words, words)})):
        digest, problems = parse_digest(whole, DIGEST_NAME)
        assert problems == []
        assert digest
        assert (digest.title, [document.path for document in digest.documents]) == (title, paths)
        assert {passage.selector for item in digest for passage in item.passages} == selectors


# What is found


def test_hostile_names_are_read_back_as_they_are(tmp_path: Path) -> None:
    dossier = begun(filled(tmp_path, *HOSTILE))
    assert {problem.code for problem in check(dossier)} == {OWN}
    assert {document.path for document in dossier.digest.documents} == set(HOSTILE)
    assert harmless(dossier.digest_text) == dossier.digest_text


def test_the_name_of_the_folder_may_be_anything(tmp_path: Path) -> None:
    folder = tmp_path / "ho: st#'\"ile \x1b[31m"
    folder.mkdir()
    assert begun(filled(folder, "wire.txt")).digest.title == folder.name


def test_a_name_that_is_not_utf_8_is_left_out_with_the_reason(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt")).write_text("Words.")
    except OSError:
        pytest.skip("this file system takes no such name")
    filled(tmp_path, "wire.txt")
    (left_out,) = survey(tmp_path).impossible
    assert "not UTF-8" in left_out[1]
    assert [document.path for document in begun(tmp_path).digest.documents] == ["wire.txt"]


def test_a_link_that_leads_out_of_the_folder_is_left_out_with_the_reason(tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("Words.")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert survey(folder).documents == ()
    assert survey(folder).impossible[0][0] == "link.txt"


def test_files_that_are_no_texts_are_named(tmp_path: Path) -> None:
    filled(tmp_path, "wire.txt", "scan.pdf", "NOTES.TXT", ".hidden.txt", ".DS_Store", "digest.yaml")
    assert survey(tmp_path).others == ("NOTES.TXT", "scan.pdf")


def test_texts_are_listed_by_number_and_without_what_is_hidden(tmp_path: Path) -> None:
    filled(tmp_path, "report10.txt", "report2.txt", "Annex.md", ".wire.txt", "other.rtf")
    (tmp_path / "folder.txt").mkdir()
    assert text_names(tmp_path) == ["Annex.md", "report2.txt", "report10.txt"]


# Ids


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("wire.txt", "wire"),
        ("000_256a4e0fbffddf18.txt", "000-256a4e0fbffddf18"),
        ("Harbour Gazette, 4 March.md", "harbour-gazette-4-march"),
        ("international-call-for-de-escalation-in-syria.txt", "international-call-for"),
        ("ñandú Straße Łódź.txt", "nandu-strasse-lodz"),
        ("e\u0301te\u0301.txt", "ete"),
        ("мост.txt", "мост"),
        ("й.txt", "й"),
        ("report.v2.txt", "report-v2"),
        ("2031-03-04.txt", "doc-2031-03-04"),
        ("7.txt", "doc-7"),
        ("F3.txt", "doc-f3"),
        ("no.txt", "doc-no"),
        ("—.txt", "doc"),
        ("x" * 50 + ".txt", "x" * 24),
    ],
)
def test_an_id_is_the_name_made_short(name: str, id_: str) -> None:
    assert document_id(name, ()) == id_


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert document_id("wire.md", {"wire", "wire-2"}) == "wire-3"


@given(st.lists(st.text(min_size=1, max_size=60), max_size=8))
@settings(max_examples=300, deadline=None)
def test_ids_are_ids_and_each_is_another(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        id_ = document_id(f"{name}.txt", taken)
        assert ID.fullmatch(id_)
        assert id_ not in taken
        assert len(id_) <= ID_LENGTH + len("doc--99")
        taken.add(id_)
