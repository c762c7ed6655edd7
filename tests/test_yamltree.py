"""YAML becomes a tree of places, and both loaders grow the same one."""

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from briefing.yamltree import DEPTH_LIMIT, Mapping, Node, Scalar, Sequence, Tree, read_tree

LOADERS = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])

Finding = tuple[str, int, int]
"""What is wrong, and at which line and column."""

CLEAN = {
    "a mapping": "a: 1\nb: two words\n",
    "a list": "- one\n- two\n",
    "nested": "a:\n  - b: c\n    d: [e, {f: g}]\n  - - h\n",
    "a list as far left as its key": "a:\n- b\n- c\nd: e\n",
    "empty values": "a:\nb: ''\nc: ~\nd:\n  -\n  - e:\n",
    "empty values in braces": "{a: , b: '', c: {}, d: []}\n",
    "block texts": "a: |\n  one\n  two\n\nb: >-\n  one\n  two\nc: |+\n  one\n\n",
    "texts over several lines": "a: one\n  two\n\n  three\nb: 'it''s\n  fine'\nc: \"a\\\n  b\"\n",
    "escapes": 'a: "\\x1b\\u202e\\0\\U0001F680"\n',
    "comments and blank lines": "# one\n\na: b # two\n\n# three\nc: d#e\n",
    "words of other scripts": "名: 字字\nclé: é\n🚀: {👩\u200d🚀: שלום, b: c}\n",
    "quoted keys": "'a': 1\n\"b c\": 2\n",
    "colons inside words": "a: b:c\nd: http://e.f/g\nh: [i:j, http://k]\n",
    "a marked document": "---\na: b\n...\n",
    "a directive": "%YAML 1.1\n---\na: b\n",
    "nothing": "",
    "only a comment": "# nothing\n",
    "only a word": "word\n",
    "no last line break": "a: b",
    "a non-breaking space": "a: b\u00a0c\n",
}

FLAWED: dict[str, tuple[str, list[Finding]]] = {
    "a tag": ("a: !!str b\n", [("yaml-feature", 1, 4)]),
    "a tag of one's own": ("a: b\nc: !!python/object:os.system d\n", [("yaml-feature", 2, 4)]),
    "a tagged list": ("a: !x [b]\n", [("yaml-feature", 1, 4)]),
    "an anchor": ("a: &b c\n", [("yaml-feature", 1, 4)]),
    "an anchor on a mapping": ("a: &b\n  c: d\n", [("yaml-feature", 1, 4)]),
    "an anchor on nothing": ("a: &b\nc: d\n", [("yaml-feature", 1, 4)]),
    "an alias": ("a: &b c\nd: *b\n", [("yaml-feature", 1, 4), ("yaml-feature", 2, 4)]),
    "an alias to nothing": ("a: *b\n", [("yaml-feature", 1, 4)]),
    "an alias as a key": ("? *a\n: b\n", [("yaml-feature", 1, 3)]),
    "a merge key": ("a:\n  <<: {b: c}\n  d: e\n", [("yaml-feature", 2, 3)]),
    "a duplicate key": ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
    "a key three times": ("- {a: 1, a: 2, a: 3}\n", [("duplicate-key", 1, 10), ("duplicate-key", 1, 16)]),
    "a duplicate key in other scripts": ("{字: é, b: 🚀, 字: x}\n", [("duplicate-key", 1, 14)]),
    "a list as a key": ("[a, b]: c\n", [("yaml-feature", 1, 1)]),
    "a second document": ("a: b\n---\nc: d\n", [("yaml-feature", 2, 1)]),
    "a second and a third document": ("a: b\n---\n---\nc: d\n", [("yaml-feature", 2, 1), ("yaml-feature", 3, 1)]),
    "an escape character": ("a: b\nc: d\x1b[2J\n", [("yaml-syntax", 2, 5)]),
    "a null character": ("\x00", [("yaml-syntax", 1, 1)]),
    "a delete character": ("a: 字\x7f\n", [("yaml-syntax", 1, 5)]),
    "a C1 control": ("a: \x9b\n", [("yaml-syntax", 1, 4)]),
    "half a surrogate pair": ("a:\n b: \ud800\n", [("yaml-syntax", 2, 5)]),
    "not a character": ("a: \ufffe\n", [("yaml-syntax", 1, 4)]),
    "everything at once": (
        "a: &x 1\nb: *x\na: !y 2\n<<: 3\n",
        [("yaml-feature", 1, 4), ("yaml-feature", 2, 4), ("yaml-feature", 3, 4), ("duplicate-key", 3, 1),
         ("yaml-feature", 4, 1)],
    ),
}  # fmt: skip

BROKEN = {
    "an open quotation mark": "a: 'b\nc: d\n",
    "an open bracket": "a: [b, c\nd: e\n",
    "an open brace": "a: {b: c\n",
    "a stray bracket": "a: b]\nc: ]\n",
    "a colon too many": "a: b: c\n",
    "a tab as indentation": "a:\n\tb: c\n",
    "indentation that fits nothing": "a:\n    b: c\n  d: e\n",
    "a word after a quotation": "a: 'b' c\n",
    "a word among keys": "a: b\nc\nd: e\n",
    "a key among words": "- a\nb: c\n",
    "a reserved sign": "a: @b\n",
    "a grave accent": "a: `b`\n",
    "a per cent sign": "a: %b\n",
    "an escape that is none": 'a: "\\q"\n',
    "a tag handle that is none": "a: !x!y z\n",
    "an anchor without a name": "a: & b\n",
    "an alias without a name": "a: * b\n",
    "a directive without a document": "%YAML 1.1\na: b\n",
    "another version": "%YAML 2.0\n---\na: b\n",
}


def outline(node: Node | None) -> object:
    """Return a tree as plain values, each with its place; a key without a value has nothing that could be placed."""
    if node is None:
        return None
    place = (node.place.line, node.place.column)
    if isinstance(node, Scalar):
        return node.text, node.quoted, place
    if isinstance(node, Sequence):
        return [outline(item) for item in node.items], place
    entries = {
        key: (outline(word), None if isinstance(value, Scalar) and value.empty else outline(value))
        for key, (word, value) in node.entries.items()
    }
    return entries, place


def findings(tree: Tree) -> list[Finding]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in tree.problems]


def values(node: Node | None) -> object:
    """Return a tree as plain values."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [values(item) for item in node.items]
    return {key: values(value) for key, (_, value) in node.entries.items()} if node else None


def test_libyaml_is_there_to_be_compared_with() -> None:
    assert yaml.__with_libyaml__


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_plain_data_grows_the_same_tree_with_both_loaders(text: str) -> None:
    quick, pure = read_tree(text, "digest.yaml"), read_tree(text, "digest.yaml", pure=True)
    assert outline(quick.root) == outline(pure.root)
    assert findings(quick) == findings(pure) == []


@pytest.mark.parametrize(("text", "expected"), FLAWED.values(), ids=FLAWED)
@LOADERS
def test_what_is_not_plain_data_is_a_problem_with_its_place(text: str, expected: list[Finding], pure: bool) -> None:
    tree = read_tree(text, "digest.yaml", pure=pure)
    assert findings(tree) == expected
    assert {problem.place.file for problem in tree.problems} == {"digest.yaml"}
    lines = text.split("\n")
    assert [problem.excerpt for problem in tree.problems] == [lines[line - 1] for _, line, _ in expected]
    assert all(problem.mend for problem in tree.problems)


@pytest.mark.parametrize("text", [text for text, _ in FLAWED.values()], ids=FLAWED)
def test_flawed_data_grows_the_same_tree_with_both_loaders(text: str) -> None:
    assert outline(read_tree(text, "f").root) == outline(read_tree(text, "f", pure=True).root)


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
@LOADERS
def test_what_is_not_yaml_is_one_problem_and_no_exception(text: str, pure: bool) -> None:
    tree = read_tree(text, "digest.yaml", pure=pure)
    assert tree.root is None
    assert [problem.code for problem in tree.problems] == ["yaml-syntax"]
    assert 1 <= tree.problems[0].place.line <= text.count("\n") + 1
    assert tree.problems[0].message
    assert tree.problems[0].mend


@LOADERS
def test_what_was_found_before_a_syntax_error_is_not_lost(pure: bool) -> None:
    tree = read_tree("a: &b c\nd: 'e\n", "digest.yaml", pure=pure)
    assert [problem.code for problem in tree.problems] == ["yaml-feature", "yaml-syntax"]


@pytest.mark.parametrize(
    "word",
    ["no", "on", "yes", "true", "null", "~", "12:30", "1_000", "0x1f", "010", "1e3", ".inf", "2024-12-02",
     "2024-12-02 10:00:00", "=", "-1"],
)  # fmt: skip
@LOADERS
def test_a_word_stays_the_text_it_was_written_as(word: str, pure: bool) -> None:
    tree = read_tree(f"a: {word}\nb: [{word}]\n{word}: c\n", "digest.yaml", pure=pure)
    assert values(tree.root) == {"a": word, "b": [word], word: "c"}
    assert tree.problems == []


@LOADERS
def test_a_repeated_key_keeps_its_first_value_and_names_its_line(pure: bool) -> None:
    tree = read_tree("a: 1\nb: 2\na: 3\n", "digest.yaml", pure=pure)
    assert values(tree.root) == {"a": "1", "b": "2"}
    assert "line 1" in tree.problems[0].message


@LOADERS
def test_what_is_refused_takes_nothing_beside_it_away(pure: bool) -> None:
    tree = read_tree("a: &x one\nb: *x\n<<: {c: two}\nd: !y three\n---\ne: four\n", "digest.yaml", pure=pure)
    assert values(tree.root) == {"a": "one", "b": "", "d": "three"}


@LOADERS
def test_a_quoted_merge_key_is_a_word(pure: bool) -> None:
    assert read_tree("'<<': a\n", "digest.yaml", pure=pure).problems == []


@LOADERS
def test_nothing_differs_from_a_quoted_nothing(pure: bool) -> None:
    root = read_tree("a:\nb: ''\n", "digest.yaml", pure=pure).root
    assert isinstance(root, Mapping)
    written = {key: value for key, (_, value) in root.entries.items()}
    assert {key: isinstance(value, Scalar) and value.empty for key, value in written.items()} == {"a": True, "b": False}


@pytest.mark.parametrize("text", ["[" * 4000, "- " * 4000, "{a: " * 4000, "? " * 1000], ids=lambda text: text[:3])
@LOADERS
def test_an_abyss_is_a_problem_and_no_exception(text: str, pure: bool) -> None:
    tree = read_tree(text, "digest.yaml", pure=pure)
    assert tree.root is None
    assert [problem.code for problem in tree.problems] == ["yaml-syntax"]
    assert str(DEPTH_LIMIT) in tree.problems[0].message


@LOADERS
def test_an_honest_depth_is_read(pure: bool) -> None:
    depth = DEPTH_LIMIT - 1
    assert read_tree("[" * depth + "]" * depth, "digest.yaml", pure=pure).problems == []


@pytest.mark.parametrize("space", ["\u2028", "\u2029", "\x85"], ids=["U+2028", "U+2029", "U+0085"])
@LOADERS
def test_a_line_break_that_no_editor_shows_must_be_written_as_an_escape(space: str, pure: bool) -> None:
    tree = read_tree(f"b: 1\na: 'one{space}two'\n", "digest.yaml", pure=pure)
    assert findings(tree) == [("yaml-syntax", 2, 8)]
    assert values(read_tree(f'a: "one\\u{ord(space):04x}two"', "digest.yaml", pure=pure).root) == {
        "a": f"one{space}two"
    }


@LOADERS
def test_a_byte_order_mark_inside_a_digest_is_no_exception(pure: bool) -> None:
    tree = read_tree("a: 1\nb: 'x\ufeffy'\n", "digest.yaml", pure=pure)
    assert values(tree.root) == {"a": "1", "b": "x\ufeffy"} or findings(tree) == [("yaml-syntax", 2, 6)]


def test_both_loaders_say_the_same_of_a_byte_order_mark_inside_a_digest() -> None:
    text = "{a: '\ufeff', a: 2}\n"
    quick, pure = read_tree(text, "f"), read_tree(text, "f", pure=True)
    assert (findings(quick), outline(quick.root)) == (findings(pure), outline(pure.root))


@pytest.mark.parametrize("escape", ["\\ud800", "\\U00110000", "\\UFFFFFFFF"])
@LOADERS
def test_an_escape_for_no_character_is_a_problem_and_no_exception(escape: str, pure: bool) -> None:
    tree = read_tree(f'a: "{escape}"\n', "digest.yaml", pure=pure)
    assert [problem.code for problem in tree.problems] == ["yaml-syntax"]


PIECES = ["a", "b", "字", ": ", ":", "- ", "\n", "\n  ", "\n", " ", ", ", "[", "]", "{", "}", "'", '"', "? ", "#", " #",
          "|\n", ">-\n", "&a ", "*a ", "!t ", "<<: ", "---\n", "...\n", "%", "é", "12:30", "~"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_what_both_loaders_can_read_they_read_alike(text: str) -> None:
    quick, pure = read_tree(text, "f"), read_tree(text, "f", pure=True)
    # At the edges of the grammar the two differ in what they take for YAML at all: `[? ]`.
    assume("yaml-syntax" not in {problem.code for tree in (quick, pure) for problem in tree.problems})
    assert outline(quick.root) == outline(pure.root)
    assert findings(quick) == findings(pure)


@given(st.text(st.characters(categories=None), max_size=30))
@settings(max_examples=100, deadline=None)
def test_no_text_raises(text: str) -> None:
    for pure in (False, True):
        read_tree(text, "f", pure=pure)


MENDED = {
    "an open quotation mark": ("a: 1\nb: 'c\nd: e\n", 2, "close what is opened here"),
    "an open brace at the end": ("a: 1\nb: {c: d\n\n", 2, "close what is opened here"),
    "an open brace before other keys": ("a: {b: c,\nd: e\nf: g\n", 3, "close what is opened in line 1"),
    "a tab": ("a:\n\tb: c\n", 2, "indent with spaces"),
    "a colon in words": ("a: It was said: so\n", 1, "put words that hold a colon between quotation marks"),
    "indentation": ("a:\n    b: c\n  d: e\n", 3, "check quotation marks"),
}


@pytest.mark.parametrize("name", MENDED)
@LOADERS
def test_what_is_no_yaml_is_placed_where_it_is_mended(name: str, pure: bool) -> None:
    text, line, mend = MENDED[name]
    (problem,) = read_tree(text, "digest.yaml", pure=pure).problems
    assert problem.place.line == line
    assert mend in problem.mend
