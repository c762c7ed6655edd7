"""A value of a YAML text is changed, and every other byte stays."""

from difflib import SequenceMatcher

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.edits import Change, edited
from briefing.errors import BriefingError, Place
from briefing.shipped import shipped
from briefing.yamltext import quoted
from briefing.yamltree import Mapping, Scalar, Sequence, read_tree

TEXT = """\
# a comment
facts:   # of which there is one
  - id: f   # its id
    text: >-  # folded
      Long words
      in two lines.

    # between
    note: |
      A block
        of text

    where: [ 'one', "two",three ]
    evidence: {doc: wire, exact: on Friday, }  # flow
  - {id: g, text: 'it''s'}

last: plain words  # end
"""


def places(text: str) -> list[tuple[Place, str, str]]:
    """Return every value under a key, with the place of its record."""
    found: list[tuple[Place, str, str]] = []

    def walk(node: object) -> None:
        if isinstance(node, Mapping):
            for key, (_, value) in node.entries.items():
                if isinstance(value, Scalar):
                    found.append((node.place, key, value.text))
                walk(value)
        elif isinstance(node, Sequence):
            for entry in node.items:
                walk(entry)

    walk(read_tree(text, "").root)
    return found


def common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def changed_lines(before: str, after: str) -> list[tuple[list[str], list[str]]]:
    one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [(one[a:b], other[c:d]) for tag, a, b, c, d in blocks if tag != "equal"]


def value_at(text: str, place: Place, key: str) -> object:
    return {(where, name): value for where, name, value in places(text)}[place, key]


WORDS = st.text(
    alphabet=st.one_of(st.sampled_from(" \n,[]{}:#'\"\\|>-&*!%@`?~é𝄞אab1"), st.characters(exclude_categories=["Cs"])),
    max_size=30,
)


@pytest.mark.parametrize("pair", places(TEXT), ids=[f"{place.line}-{key}" for place, key, _ in places(TEXT)])
@pytest.mark.parametrize("stop", ["\n", "\r\n"])
@given(value=WORDS)
@settings(max_examples=40, deadline=None)
def test_a_value_of_any_style_takes_any_words(pair: tuple[Place, str, str], stop: str, value: str) -> None:
    place, key, old = pair
    text = TEXT.replace("\n", stop)
    after = edited(text, [Change(place, key, value)])
    assert value_at(after, place, key) == value
    assert [(name, words) for _, name, words in places(after)] == [
        (name, value if (where, name) == (place, key) else words) for where, name, words in places(TEXT)
    ]
    head = next((at for at, (a, b) in enumerate(zip(text, after, strict=False)) if a != b), min(len(text), len(after)))
    tail = next(
        (at for at, (a, b) in enumerate(zip(text[::-1], after[::-1], strict=False)) if a != b),
        min(len(text), len(after)),
    )
    # What differs lies within the value that was there.
    tree_lines = text[: max(0, head)].count("\n") + 1
    assert tree_lines >= place.line
    assert len(text) - tail - head <= len(old) * 2 + 40


@pytest.mark.parametrize("value", ["x", "a, b", "two words", "", "no", "12:30", "# none", "it's", 'say "no"', "a\nb"])
def test_a_new_key_goes_beside_others_between_brackets(value: str) -> None:
    text = "documents: [{id: a, path: b.txt}]  # one\n"
    after = edited(text, [Change(Place("", 1, 13), "sha256", value, after="path")])
    assert after.startswith("documents: [{id: a, path: b.txt, sha256: ")
    assert after.endswith("}]  # one\n")
    assert value_at(after, Place("", 1, 13), "sha256") == value


def test_a_new_key_gets_a_line_of_its_own_in_a_block() -> None:
    first = "documents:\n  - id: a  # first\n    path: b.txt  # here\n    note: >-\n      Words.\n\n"
    text = f"{first}  - id: c\n    path: d\n"
    changes = [Change(Place("", 2, 5), "sha256", "aa", after="path"), Change(Place("", 7, 5), "sha256", "bb")]
    assert edited(text, changes) == text.replace("# here\n", "# here\n    sha256: aa\n").replace(
        "path: d\n", "path: d\n    sha256: bb\n"
    )


def test_a_new_key_after_a_block_of_text_leaves_the_empty_line_where_it_is() -> None:
    text = "a:\n  text: |\n    Words.\n\n# b\nb: c\n"
    after = edited(text, [Change(Place("", 2, 3), "note", "new")])
    assert after == "a:\n  text: |\n    Words.\n  note: new\n\n# b\nb: c\n"


def test_several_new_keys_stand_in_the_order_given() -> None:
    where = Place("", 1, 4)
    flow = edited("e: {doc: w, exact: x}\n", [Change(where, "exact", "z"), Change(where, "prefix", "p", "exact"),
                                              Change(where, "suffix", "s", "prefix")])  # fmt: skip
    assert flow == "e: {doc: w, exact: z, prefix: p, suffix: s}\n"
    block = edited("- doc: w\n  exact: x\n", [Change(Place("", 1, 3), "prefix", "p", "exact"),
                                             Change(Place("", 1, 3), "suffix", "s", "prefix")])  # fmt: skip
    assert block == "- doc: w\n  exact: x\n  prefix: p\n  suffix: s\n"


@pytest.mark.parametrize("text", ["a:\n  k:\n  z: 1\n", "a: {k: , z: 1}\n", "a: {k:}\n", "a:\n  k:   # none\n"])
def test_a_key_without_a_value_gets_one(text: str) -> None:
    place = Place("", 2, 3) if "\n  k" in text else Place("", 1, 4)
    try:
        after = edited(text, [Change(place, "k", "v")])
    except BriefingError:
        assert text == "a: {k:}\n"  # the key is `k:` there
        return
    assert value_at(after, place, "k") == "v"
    assert after.replace(" v", "", 1).replace("v", "", 1) in (text, text.replace("k: ", "k:"))


def test_a_byte_order_mark_and_line_breaks_of_windows_stay() -> None:
    text = "\ufeffa: b\r\nc: d\r\n"
    assert edited(text, [Change(Place("", 1, 1), "a", "x")]) == "\ufeffa: x\r\nc: d\r\n"
    assert edited(text, [Change(Place("", 1, 1), "e", "x")]) == "\ufeffa: b\r\nc: d\r\ne: x\r\n"
    assert edited(text[:-2], [Change(Place("", 1, 1), "e", "x")]) == "\ufeffa: b\r\nc: d\r\ne: x"


@pytest.mark.parametrize(
    ("text", "place", "key"),
    [("a: [b]\n", Place("", 1, 1), "a"), ("a: b\n", Place("", 3, 1), "a"), ("- [a: b]\n", Place("", 1, 4), "c"),
     ("- {}\n", Place("", 1, 3), "c")],
)  # fmt: skip
def test_what_cannot_be_changed_alone_is_refused(text: str, place: Place, key: str) -> None:
    with pytest.raises(BriefingError, match=r"cannot be changed|no longer say"):
        edited(text, [Change(place, key, "v")])


def test_bare_words_are_replaced_where_they_stand() -> None:
    assert edited("evidence: old words\n", [Change(Place("", 1, 11), "", "new, words")]) == 'evidence: "new, words"\n'


def test_every_passage_of_the_seeds_can_be_changed_alone() -> None:
    text = (shipped("seeds") / "digest.yaml").read_text(encoding="utf-8")
    found = [one for one in places(text) if one[1] == "exact"]
    sections = yaml.load(text, Loader=yaml.CSafeLoader).keys()
    for place, key, _ in found[:: len(found) // 25]:
        after = edited(text, [Change(place, key, "Other “words”, here.")])
        [(old, new)] = changed_lines(text, after)
        assert len(new) <= len(old)
        assert yaml.load(after, Loader=yaml.CSafeLoader).keys() == sections


@given(values=st.lists(WORDS, min_size=1, max_size=6), flow=st.booleans(), which=st.integers(0, 5), new=WORDS)
@settings(max_examples=200, deadline=None)
def test_any_record_is_changed_in_one_value_only(values: list[str], flow: bool, which: int, new: str) -> None:
    pairs = [f"k{number}: {quoted(value)}" for number, value in enumerate(values)]
    text = (
        f"# c\nr: {{{', '.join(pairs)}}}  # d\n"
        if flow
        else "# c\nr:\n" + "".join(f"  {pair}  # d\n" for pair in pairs)
    )
    place = Place("", 2, 4) if flow else Place("", 3, 3)
    key = f"k{which}"
    after = edited(text, [Change(place, key, new)])
    wanted = [*values]
    wanted[which : which + 1] = [new]
    if which < len(values):
        assert after == text.replace(pairs[which], f"{key}: {quoted(new)}", 1)
    else:
        assert value_at(after, place, key) == new
        assert after.startswith("# c\nr:")
