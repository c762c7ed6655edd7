"""What is written as YAML is read back letter for letter, by both loaders, and nothing of it is hidden."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.display import harmless
from briefing.errors import BriefingError
from briefing.yamltext import WIDTH, entry, quoted, scalar
from briefing.yamltree import Mapping, Scalar, read_tree

THOROUGH = settings(max_examples=300, deadline=None)

WORDS = st.text(max_size=60) | st.text("ab '\"\\:#-\t\n\u2028\xa0é字{[&*!|>%@`,", max_size=300)


def read_back(yaml: str, *, pure: bool) -> dict[str, str]:
    tree = read_tree(yaml, "digest.yaml", pure=pure)
    assert tree.problems == []
    assert isinstance(tree.root, Mapping)
    texts = {}
    for key, (_, value) in tree.root.entries.items():
        assert isinstance(value, Scalar)
        texts[key] = value.text
    return texts


@pytest.mark.parametrize("pure", [False, True])
@given(words=WORDS)
@example(words=" two  spaces, and one at the end ")
@example(words=("word " * 40).strip())
@example(words="\\ \\" * 60)
@example(words="- # " * 60)
@THOROUGH
def test_a_text_is_read_back_letter_for_letter(pure: bool, words: str) -> None:
    lines = f"{entry('long', words)}\nshort: {quoted(words)}\nplain: {scalar(words)}\n"
    assert read_back(lines, pure=pure) == {"long": words, "short": words, "plain": words}


@given(words=WORDS)
@THOROUGH
def test_nothing_is_written_that_a_terminal_or_an_editor_would_hide(words: str) -> None:
    for written in (quoted(words), scalar(words), entry("key", words)):
        assert harmless(written) == written
        assert not any(letter.isspace() for letter in written if letter not in " \n")


def test_a_long_text_goes_on_below_as_far_as_it_has_single_spaces() -> None:
    lines = entry("exact", "The deck was sound, tested and paid for, the minister said.  " * 3, 4).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith('    exact: "The deck')
    assert all(line.startswith("      ") and len(line) <= WIDTH for line in lines[1:])
    assert len(entry("exact", "字" * 300).splitlines()) == 1


@pytest.mark.parametrize("text", ["Karro bridge", "report 2.txt", "000_256a.txt", "it's", "мост", "Übersee, 2031"])
def test_what_needs_no_quotation_marks_has_none(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "no", "Null", "7", "1e5", "0x1F", "12:30", "2031-03-04", "2031-03-04 12:00", "a: b", "a #b", "-a", "a:", "a ",
     "{a}", "[a]", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", '"a"', "'a'", "~", "?", "<<", "=", "---", "a\xa0b"],
)  # fmt: skip
def test_what_another_reader_of_yaml_might_mistake_is_quoted(text: str) -> None:
    assert scalar(text) == quoted(text)


def test_white_space_that_looks_like_a_space_is_spelt_out() -> None:
    assert quoted("«\xa0mot\xa0»\u2003\tx\r") == r'"«\_mot\_»\u2003\tx\r"'


def test_half_a_character_is_refused() -> None:
    with pytest.raises(BriefingError, match="half a character"):
        quoted("bad\udcff")
