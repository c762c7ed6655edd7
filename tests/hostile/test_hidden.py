"""What is hidden can be seen: named, placed, and told where it deceives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.card import card
from briefing.checks import check
from briefing.checks.unseen import mixed
from briefing.display import UNSAFE
from briefing.hidden import deceptive, hidden, summary
from briefing.loading import load_dossier
from tests.conftest import MakeDossier, make_dossier
from tests.hostile.conftest import HOSTILE, Run
from tests.hostile.words import HIDDEN, acting
from tests.reader.conftest import read_it

if TYPE_CHECKING:
    from tests.reader.conftest import ReadIt

__all__ = ["make_dossier", "read_it"]

SECRET = "".join(chr(0xE0000 + ord(letter)) for letter in "pay mallory")
"""Words in letters that nobody sees."""

FLAG = "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbeng") + "\U000e007f"
"""The flag of England."""


@given(st.text(st.sampled_from((*HIDDEN, "\x1b", "\x9b", "\x00", "a", " ", "\t", "\n", "é"))))
@HOSTILE
def test_every_hidden_character_is_named_once_where_it_stands(text: str) -> None:
    found = list(hidden(text))
    for one in found:
        assert text[one.start : one.start + one.count] == chr(one.code) * one.count
        assert f"U+{one.code:04X} " in one.name
        assert acting(one.name) == []
    covered = {at for one in found for at in range(one.start, one.start + one.count)}
    assert len(covered) == sum(one.count for one in found)
    assert covered >= {at.start() for at in re.finditer(UNSAFE, text) if at[0] not in "\t\n"}


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"), ("\x1b", "U+001B ESCAPE"), ("\x00", "U+0000 NULL"),
        ("\x7f", "U+007F DELETE"), ("\x9b", "U+009B CONTROL SEQUENCE INTRODUCER"), ("\x81", "U+0081 CONTROL"),
        ("\u200b", "U+200B ZERO WIDTH SPACE"), ("\xa0", "U+00A0 NO-BREAK SPACE"), ("\u3164", "U+3164 HANGUL FILLER"),
        ("\ufe0f", "U+FE0F VARIATION SELECTOR-16"), ("\ufffe", "U+FFFE without a name"),
        ("\xad" * 3, "3 × U+00AD SOFT HYPHEN"),
    ],
)  # fmt: skip
def test_each_has_the_name_that_unicode_gives_it(character: str, name: str) -> None:
    [one] = hidden(f"a{character}b")
    assert (one.start, one.name) == (1, name)


def test_only_what_has_no_use_is_called_deceptive() -> None:
    assert [name for _, name in deceptive(f"{FLAG} ❤\ufe0f 👩\u200d🚀 a\xadb c\u200bd e\u200ff\r\n\t\x0cg\x85h")] == []
    assert [name for _, name in deceptive(f"a{SECRET}b")] == ["hidden words in tag characters, “pay mallory”"]
    assert [at for at, _ in deceptive("a\u202eb\u2066c\x1bd")] == [1, 3, 5]
    assert next(deceptive("a" + "\ufe01" * 9))[1].startswith("9 × U+FE01")
    assert summary({"one": "a", "two": "\u202e" * 9}).endswith(" and more")


@pytest.mark.parametrize("word", ["Оrla", "pаypal", "Karrо", "Αthens", "раypal"])
def test_a_word_of_two_alphabets_is_told(word: str) -> None:
    assert [found for found, _ in mixed(f"then {word} spoke")] == [word]


@pytest.mark.parametrize("words", ["Орла Венн", "Ορλα", "μm kΩ 5μSv", "Karro", "naïve café", "α-helix", "字Karro"])
def test_whole_words_of_an_alphabet_and_units_are_none(words: str) -> None:
    assert list(mixed(words)) == []


def test_check_tells_it_of_documents_of_the_digest_and_of_names(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(
        "actors: [{id: venn, name: Оrla Venn}]\n"
        "facts: [{id: f, text: It is \u202eopen., evidence: {doc: wire, exact: open}}]\n",
        wire=f"Open.\nIt is open{SECRET}, \u202esaid Оrla Venn.\n",
    )
    found = {(problem.code, problem.item): problem for problem in check(dossier)}
    assert "“pay mallory”" in found["hidden-characters", "wire"].message
    assert "the first in wire.txt:2, column 11" in found["hidden-characters", "wire"].message
    written = found["hidden-characters", ""]
    assert (written.place.line, written.place.column) == (5, 29)
    assert "'Оrla'" in found["mixed-alphabets", "venn"].message
    assert "wire.txt:2" in found["mixed-alphabets", "wire"].message
    assert acting("\n".join(map(str, found.values()))) == []


def test_show_lists_what_is_hidden_in_a_line_a_document_and_all(tmp_path: Path, run: Run) -> None:
    (tmp_path / "wire.txt").write_text("a\u202eb\nno\n\xad\xad\n", "utf-8")
    (tmp_path / "digest.yaml").write_text("format: briefing/1\ndocuments: [{id: wire, path: wire.txt}]\n", "utf-8")
    first, last = b"wire.txt:1:2: U+202E RIGHT-TO-LEFT OVERRIDE\n", "wire.txt:3:1: 2 × U+00AD SOFT HYPHEN\n".encode()
    assert run("show", tmp_path, "wire:1", "--hidden").out == first
    assert run("show", tmp_path, "wire:2", "--hidden").out == b"wire.txt:2: nothing is hidden here\n"
    assert run("show", tmp_path, "wire", "--hidden").out == run("show", tmp_path, "--hidden").out == first + last
    for name in ("wire:9", "radio", "f-1"):
        assert run("show", tmp_path, name, "--hidden").status == 2


def test_an_items_card_says_what_is_hidden_in_its_words(make_dossier: MakeDossier) -> None:
    dossier = make_dossier("facts: [{id: f, text: t, evidence: {doc: wire, exact: \"is \\u202eopen\"}}]\n",
                           wire="It is \u202eopen.")  # fmt: skip
    assert dict(card(dossier, "f").particulars)["Hidden"] == "U+202E RIGHT-TO-LEFT OVERRIDE (passage 1)"
    assert "Hidden" not in dict(card(make_dossier("facts: [{id: f, text: t}]\n", wire="x"), "f").particulars)


async def test_the_reader_lists_them_line_first(make_dossier: MakeDossier, read_it: ReadIt) -> None:
    dossier = make_dossier("facts: [{id: f, text: t, evidence: {doc: wire, exact: It is}}]\n",
                           wire="It is \u202eopen.\nAnd \x1b[2J so on.\n")  # fmt: skip
    async with read_it(load_dossier(dossier.folder)) as reader:
        reader.screen.action_hidden("hidden")
        await reader.until(lambda: len(reader.app.screen_stack) == 2)
        await reader.pilot.pause()
        words = reader.sheet_words()
        assert "Hidden in this line column 7 U+202E RIGHT-TO-LEFT OVERRIDE Hidden in this document" in words
        assert "line 2, column 5 U+001B ESCAPE" in words
        assert acting(reader.shown()) == []
