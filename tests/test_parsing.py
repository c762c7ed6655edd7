"""A digest is read whole, and every problem in it is told at once, with its place and its mend."""

from dataclasses import dataclass

import pytest

from briefing.dates import When
from briefing.digest import Digest
from briefing.errors import Problem, Severity
from briefing.parsing import parse_digest
from briefing.vocabulary import Kind, Stance

LOADERS = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])

EXAMPLE = """\
format: briefing/1
title: Karro bridge, reopening
as_of: 2031-03-05
documents:
  - {id: wire, path: wire-0304.txt, title: "Karro bridge to reopen", publisher: Northwire, published: 2031-03-04, reliability: B}
  - {id: gazette, path: gazette.md, publisher: Harbour Gazette, published: 2031-03-04, derived_from: [wire]}
  - {id: council, path: council-minutes.txt, publisher: Karro Council, published: 2031-03-03, origin: council-session}
actors:
  - {id: venn, name: Orla Venn, kind: person, role: transport minister, aliases: [Ms Venn, Venn],
     mentions: [{doc: wire, exact: the minister}]}
facts:
  - id: f-friday
    text: Freight returns to the bridge on Friday 7 March.
    importance: 3
    when: {date: 2031-03-07, basis: stated}
    actors: [venn]
    evidence:
      - {doc: wire, exact: "would reopen to freight on Friday", prefix: "the crossing "}
      - {doc: council, exact: "no vehicle above 3.5 tonnes before the April inspection", stance: disputes}
statements:
  - id: s-sound
    speaker: venn
    addressee: reporters in Karro
    mode: mixed
    cue: told
    text: The minister vouches for the deck.
    evidence: {doc: wire, exact: 'told reporters the deck was "sound, tested and paid for"'}
quotes:
  - id: q-sound
    speaker: venn
    statement: s-sound
    evidence: {doc: wire, exact: "sound, tested and paid for"}
conflicts:
  - id: c-date
    text: Whether freight may cross in March.
    positions:
      - {text: Freight from 7 March., held_by: [venn], items: [f-friday]}
      - {text: Nothing heavy before April., evidence: [{doc: council, exact: "before the April inspection"}]}
"""  # noqa: E501 - as the format's own page prints it

HEAD = """\
format: briefing/1
documents:
  - {id: wire, path: wire.txt}
  - {id: gazette, path: gazette.txt}
actors:
  - {id: venn, name: Orla Venn}
  - {id: council, name: Karro Council}
"""


def parse(text: str, *, pure: bool = False) -> tuple[Digest, list[Problem]]:
    digest, problems = parse_digest(text, "digest.yaml", pure=pure)
    assert digest is not None
    return digest, problems


# What is right


@LOADERS
def test_the_example_has_no_problems(pure: bool) -> None:
    assert parse(EXAMPLE, pure=pure)[1] == []


def test_the_example_says_what_it_is_and_when() -> None:
    digest, _ = parse(EXAMPLE)
    assert (digest.title, digest.as_of) == ("Karro bridge, reopening", "2031-03-05")


def test_documents_keep_what_is_known_of_them() -> None:
    wire, gazette, council = parse(EXAMPLE)[0].documents
    assert (wire.path, wire.publisher, wire.published, wire.reliability) == (
        "wire-0304.txt", "Northwire", "2031-03-04", "B",
    )  # fmt: skip
    assert gazette.derived_from == ("wire",)
    assert council.origin == "council-session"


def test_an_actor_keeps_every_form_and_mention() -> None:
    (venn,) = parse(EXAMPLE)[0].actors
    assert venn.forms == ("Orla Venn", "Ms Venn", "Venn")
    assert (venn.sort, venn.role) == ("person", "transport minister")
    assert [(mention.doc, mention.selector.exact) for mention in venn.mentions] == [("wire", "the minister")]


def test_a_fact_keeps_its_date_and_the_stance_of_each_passage() -> None:
    (friday,) = parse(EXAMPLE)[0].facts
    assert friday.when == When("2031-03-07", "stated")
    assert (friday.importance, friday.actors) == (3, ("venn",))
    first, second = friday.evidence
    assert (first.doc, first.selector.prefix, first.stance) == ("wire", "the crossing ", Stance.SUPPORTS)
    assert (second.doc, second.stance) == ("council", Stance.DISPUTES)


def test_one_passage_is_as_good_as_a_list() -> None:
    (sound,) = parse(EXAMPLE)[0].statements
    assert [passage.selector.exact for passage in sound.evidence] == [
        'told reporters the deck was "sound, tested and paid for"'
    ]
    assert (sound.speaker, sound.addressee, sound.mode, sound.cue) == ("venn", "reporters in Karro", "mixed", "told")


def test_a_quote_is_quoted_unless_it_says_otherwise() -> None:
    (sound,) = parse(EXAMPLE)[0].quotes
    assert (sound.form, sound.speaker, sound.statement) == ("quoted", "venn", "s-sound")
    assert sound.words == "sound, tested and paid for"


def test_a_conflict_keeps_its_positions_in_order() -> None:
    (date,) = parse(EXAMPLE)[0].conflicts
    assert [position.text for position in date.positions] == ["Freight from 7 March.", "Nothing heavy before April."]
    assert (date.positions[0].held_by, date.positions[0].items) == (("venn",), ("f-friday",))
    assert [passage.selector.exact for passage in date.passages] == ["before the April inspection"]


def test_every_item_has_a_label_and_is_found_by_id_or_label() -> None:
    digest, _ = parse(EXAMPLE)
    assert digest.labels == {"f-friday": "F1", "venn": "A1", "s-sound": "S1", "q-sound": "Q1", "c-date": "C1"}
    for id_, label in digest.labels.items():
        assert digest.find(id_) is digest.find(label) is digest.find(label.lower()) is digest.items[id_]
    assert digest.find("F2") is digest.find("") is None


def test_an_id_wins_over_a_label() -> None:
    digest, _ = parse(HEAD + "facts:\n- {id: one, text: One.}\n- {id: F1, text: Two.}\n")
    found = digest.find("F1")
    assert found is not None
    assert found.words == "Two."


def test_a_holder_is_called_by_its_name() -> None:
    digest, _ = parse(EXAMPLE)
    assert [digest.name_of(id_) for id_ in ("venn", "wire", "reporters")] == ["Orla Venn", "Northwire", "reporters"]


def test_words_alone_are_a_passage_of_the_only_document() -> None:
    digest, problems = parse(
        "format: briefing/1\ndocuments: [{id: wire, path: wire.txt}]\n"
        "facts: [{id: f, text: F., evidence: [on Friday, {exact: in March}]}]\n"
    )
    assert problems == []
    assert [(passage.doc, passage.selector.exact) for passage in digest.facts[0].evidence] == [
        ("wire", "on Friday"), ("wire", "in March"),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["no", "on", "12:30", "2024-12-02", "null", "1_000"])
@LOADERS
def test_a_word_stays_a_word(word: str, pure: bool) -> None:
    digest, problems = parse(
        HEAD + f"title: {word}\nfacts:\n- {{id: {word.replace(':', '')}, text: {word}}}\n", pure=pure
    )
    assert problems == []
    assert (digest.title, digest.facts[0].text) == (word, word)


def test_everything_optional_is_read() -> None:
    digest, problems = parse(
        HEAD.replace(
            "path: wire.txt}",
            "path: wire.txt, url: http://n.example, retrieved: 2031-03-05, byline: A. N., language: en, "
            "encoding: cp1252, markup: markdown, sha256: ab12, tags: [t], note: N, allow: {unused-document: why}}",
        )
        + "note: All.\n"
        "facts:\n- {id: f, text: F., tags: [a, b], note: N., importance: 1, credibility: 2,\n"
        "   where: [Karro, the bridge], when: 2031-03~, allow: {no-evidence: known},\n"
        "   evidence: {doc: wire, exact: e, prefix: p, suffix: s, occurrence: 2, origin: o, note: n,\n"
        "     stance: context}}\n"
        "quotes:\n- {id: q, text: Gloss., form: title, cue: wrote, addressee: council, when: 2031}\n"
    )
    assert problems == []
    (fact,), (quote,), wire = digest.facts, digest.quotes, digest.documents[0]
    assert (wire.url, wire.retrieved, wire.byline, wire.language) == ("http://n.example", "2031-03-05", "A. N.", "en")
    assert (wire.encoding, wire.markup, wire.sha256, wire.tags) == ("cp1252", "markdown", "ab12", ("t",))
    assert wire.allow == {"unused-document": "why"}
    assert (fact.tags, fact.note, fact.importance, fact.credibility) == (("a", "b"), "N.", 1, "2")
    assert (fact.where, fact.when, fact.allow) == (("Karro", "the bridge"), When("2031-03~"), {"no-evidence": "known"})
    (passage,) = fact.evidence
    assert (passage.selector.suffix, passage.selector.occurrence, passage.origin) == ("s", 2, "o")
    assert (passage.note, passage.stance) == ("n", Stance.CONTEXT)
    assert (quote.words, quote.cue, quote.addressee, quote.when) == ("Gloss.", "wrote", "council", When("2031"))


# What is wrong


@dataclass(frozen=True)
class Flaw:
    """A digest with one thing wrong; ¦ stands where the problem is placed."""

    title: str
    marked: str
    code: str
    message: str
    mend: str
    item: str = ""
    key: str = ""
    severity: Severity = Severity.ERROR

    @property
    def text(self) -> str:
        return self.marked.replace("¦", "")

    @property
    def place(self) -> tuple[int, int]:
        before = self.marked.partition("¦")[0]
        return before.count("\n") + 1, len(before) - before.rfind("\n")


FATAL = [
    Flaw("a format of the future", "format: ¦briefing/2\n", "unknown-format",
         "'briefing/2'", "briefing/1", key="format"),
    Flaw("no format", "¦title: Karro\n", "missing-key", "needs 'format'", "format", key="format"),
    Flaw("a list", "¦- one\n- two\n", "bad-value", "keys and values", "key: value"),
    Flaw("a word", "¦one\n", "bad-value", "keys and values", "key: value"),
]  # fmt: skip
"""What leaves nothing to read."""

FLAWS = [
    Flaw("a tag", HEAD + "title: ¦!!str Karro\n", "yaml-feature", "tag", "take it away"),
    Flaw("an anchor", HEAD + "title: ¦&t Karro\n", "yaml-feature", "anchor &t", "take it away"),
    Flaw("an alias", HEAD + "title: ¦*t\n", "yaml-feature", "alias *t", "write the value out"),
    Flaw("a merge key", HEAD + "¦<<: {title: Karro}\n", "yaml-feature", "merge key", "write the keys out"),
    Flaw("a second document", HEAD + "¦---\ntitle: Karro\n", "yaml-feature", "second YAML document", "one document"),
    Flaw("a duplicate key", HEAD + "title: Karro\n¦title: Karro\n", "duplicate-key", "line 8", "one of the two"),
    Flaw("an unknown key of the digest", HEAD + "¦fact: []\n", "unknown-key", "'fact'", "'facts'", key="fact",
         severity=Severity.WARNING),
    Flaw("an unknown key of an item", HEAD + "facts:\n- {id: f, text: F., ¦evidense: []}\n", "unknown-key",
         "'evidense'", "'evidence'", "f", "evidense", Severity.WARNING),
    Flaw("an unknown key of a passage",
         HEAD + "facts:\n- {id: f, text: F., evidence: {doc: wire, exact: e, ¦prefx: p}}\n",
         "unknown-key", "'prefx'", "'prefix'", "f", "prefx", Severity.WARNING),
    Flaw("an unknown key of a date", HEAD + "facts:\n- {id: f, text: F., when: {date: 2031, ¦bassis: stated}}\n",
         "unknown-key", "'bassis'", "'basis'", "f", "bassis", Severity.WARNING),
    Flaw("an unknown key of a position",
         HEAD + "conflicts:\n- {id: c, text: C., positions: [{text: P., ¦held: venn}]}\n",
         "unknown-key", "'held'", "held_by", "c", "held", Severity.WARNING),
    Flaw("a key that is near nothing", HEAD + "facts:\n- {id: f, text: F., ¦zzz: 1}\n", "unknown-key", "'zzz'",
         "evidence", "f", "zzz", Severity.WARNING),
    Flaw("a dangling actor", HEAD + "facts:\n- {id: f, text: F., actors: [venn, ¦councill]}\n", "dangling-id",
         "no actor 'councill'", "'council'", "f", "actors"),
    Flaw("a dangling speaker", HEAD + "statements:\n- {id: s, text: S., speaker: ¦ven}\n", "dangling-id",
         "no actor 'ven'", "'venn'", "s", "speaker"),
    Flaw("a dangling statement", HEAD + "statements:\n- {id: s-one, text: S., speaker: venn}\n"
         "quotes:\n- {id: q, text: Q., speaker: venn, statement: ¦s-on}\n", "dangling-id", "no statement 's-on'",
         "'s-one'", "q", "statement"),
    Flaw("a dangling document", HEAD + "facts:\n- {id: f, text: F., evidence: [{doc: ¦wirre, exact: e}]}\n",
         "dangling-id", "no document 'wirre'", "'wire'", "f", "doc"),
    Flaw("a dangling item of a position", HEAD + "facts:\n- {id: f-one, text: F.}\n"
         "conflicts:\n- {id: c, text: C., positions: [{text: P., items: [¦f-on]}]}\n", "dangling-id", "'f-on'",
         "'f-one'", "c", "items"),
    Flaw("a dangling holder", HEAD + "conflicts:\n- {id: c, text: C., positions: [{text: P., held_by: ¦gazete}]}\n",
         "dangling-id", "'gazete'", "'gazette'", "c", "held_by"),
    Flaw("a dangling base report", HEAD.replace("path: gazette.txt", "path: gazette.txt, derived_from: ¦wires"),
         "dangling-id", "'wires'", "'wire'", "gazette", "derived_from"),
    Flaw("an id of another kind", HEAD + "facts:\n- {id: f, text: F., actors: [¦wire]}\n", "dangling-id",
         "'wire' is a document, not an actor", "", "f", "actors"),
    Flaw("a duplicate id", HEAD + "facts:\n- {id: ¦venn, text: F.}\n", "duplicate-id", "line 6", "choose another",
         key="id"),
    Flaw("an id with a space",
         HEAD + "facts:\n- {id: ¦f one, text: F.}\n", "bad-value", "'f one'", "hyphens", key="id"),
    Flaw("no id", HEAD + "facts:\n- ¦{text: F.}\n", "missing-key", "needs 'id'", "id", key="id"),
    Flaw("no text", HEAD + "facts:\n- ¦{id: f}\n", "missing-key", "needs 'text'", "text", "f", "text"),
    Flaw("an empty text", HEAD + "facts:\n- ¦{id: f, text: }\n", "missing-key", "needs 'text'", "text", "f", "text"),
    Flaw("no name", HEAD.replace("{id: council, name: Karro Council}", "¦{id: council}"), "missing-key", "needs 'name'",
         "name", "council", "name"),
    Flaw("no path", HEAD.replace("{id: gazette, path: gazette.txt}", "¦{id: gazette}"), "missing-key", "needs 'path'",
         "path", "gazette", "path"),
    Flaw("no words", HEAD + "facts:\n- {id: f, text: F., evidence: ¦{doc: wire}}\n", "missing-key", "needs 'exact'",
         "exact", "f", "exact"),
    Flaw("no document", HEAD + "facts:\n- {id: f, text: F., evidence: ¦{exact: e}}\n", "missing-key", "needs 'doc'",
         "doc", "f", "doc"),
    Flaw("words alone where documents are several", HEAD + "facts:\n- {id: f, text: F., evidence: [¦on Friday]}\n",
         "bad-value", "which document", "doc", "f", "evidence"),
    Flaw("a statement without a speaker",
         HEAD + "statements:\n- ¦{id: s, text: S.}\n", "missing-key", "needs a 'speaker'",
         "name the actor", "s", "speaker", Severity.WARNING),
    Flaw("a quote without a speaker", HEAD + "quotes:\n- ¦{id: q, text: Q.}\n", "missing-key", "needs a 'speaker'",
         "name the actor", "q", "speaker", Severity.WARNING),
    Flaw("a turn without a speaker", HEAD + "quotes:\n- ¦{id: q, text: Q., form: turn}\n", "missing-key",
         "needs a 'speaker'", "name the actor", "q", "speaker", Severity.WARNING),
    Flaw("a form that is none", HEAD + "quotes:\n- {id: q, text: Q., speaker: venn, form: ¦quote}\n", "bad-value",
         "'quote'", "'quoted'", "q", "form"),
    Flaw("a mode that is none", HEAD + "statements:\n- {id: s, text: S., speaker: venn, mode: ¦oblique}\n", "bad-value",
         "'oblique'", "direct, indirect, mixed", "s", "mode"),
    Flaw("a stance that is none",
         HEAD + "facts:\n- {id: f, text: F., evidence: {doc: wire, exact: e, stance: ¦support}}\n",
         "bad-value", "'support'", "'supports'", "f", "stance"),
    Flaw("an importance that is none", HEAD + "facts:\n- {id: f, text: F., importance: ¦4}\n", "bad-value", "'4'",
         "1, 2, 3", "f", "importance"),
    Flaw("a credibility that is none", HEAD + "facts:\n- {id: f, text: F., credibility: ¦A}\n", "bad-value", "'A'",
         "1, 2, 3, 4, 5, 6", "f", "credibility"),
    Flaw("a reliability that is none", HEAD.replace("path: wire.txt", "path: wire.txt, reliability: ¦G"), "bad-value",
         "'G'", "A, B, C, D, E, F", "wire", "reliability"),
    Flaw("a markup that is none",
         HEAD.replace("path: wire.txt", "path: wire.txt, markup: ¦html"), "bad-value", "'html'",
         "plain, markdown", "wire", "markup"),
    Flaw("a date that is none", HEAD + "as_of: ¦5 March\n", "bad-value", "'5 March'", "YYYY-MM-DD", key="as_of"),
    Flaw("a date of publication that is none", HEAD.replace("path: wire.txt", "path: wire.txt, published: ¦2031-02-30"),
         "bad-value", "'2031-02-30'", "YYYY-MM-DD", "wire", "published"),
    Flaw("a date of a fact that is none",
         HEAD + "facts:\n- {id: f, text: F., when: ¦Friday}\n", "bad-value", "'Friday'",
         "YYYY-MM-DD", "f", "when"),
    Flaw("a date with a basis that is none",
         HEAD + "facts:\n- {id: f, text: F., when: {date: ¦Friday, basis: stated}}\n",
         "bad-value", "'Friday'", "YYYY-MM-DD", "f", "date"),
    Flaw("a basis that is none",
         HEAD + "facts:\n- {id: f, text: F., when: {date: 2031, basis: ¦guessed}}\n", "bad-value",
         "'guessed'", "stated, derived", "f", "basis"),
    Flaw("an occurrence that is none",
         HEAD + "facts:\n- {id: f, text: F., evidence: {doc: wire, exact: e, occurrence: ¦0}}\n",
         "bad-value", "'0'", "", "f", "occurrence"),
    Flaw("an occurrence beyond all counting",
         HEAD + "facts:\n- {id: f, text: F., evidence: {doc: wire, exact: e, occurrence: ¦12345678901}}\n",
         "bad-value", "'12345678901'", "", "f", "occurrence"),
    Flaw("words that are none", HEAD + "facts:\n- {id: f, text: F., evidence: ¦{doc: wire, exact: ''}}\n",
         "missing-key", "needs 'exact'", "exact", "f", "exact"),
    Flaw("a document left empty", HEAD + "facts:\n- {id: f, text: F., evidence: ¦{doc: , exact: e}}\n", "missing-key",
         "needs 'doc'", "doc", "f", "doc"),
    Flaw("a speaker left empty", HEAD + "statements:\n- ¦{id: s, text: S., speaker: }\n", "missing-key",
         "needs a 'speaker'", "name the actor", "s", "speaker", Severity.WARNING),
    Flaw("a basis without a date", HEAD + "facts:\n- {id: f, text: F., when: ¦{basis: stated}}\n", "missing-key",
         "needs 'date'", "date", "f", "date"),
    Flaw("a rule allowed without a reason", HEAD + "facts:\n- {id: f, text: F., allow: ¦{no-evidence: }}\n",
         "missing-key", "needs 'no-evidence'", "no-evidence", "f", "no-evidence"),
    Flaw("a list where one value belongs", HEAD + "facts:\n- {id: f, text: ¦[F.]}\n", "bad-value", "one value", "", "f",
         "text"),
    Flaw("a mapping where words belong", HEAD + "facts:\n- {id: f, text: F., tags: [a, ¦{b: c}]}\n", "bad-value",
         "a word or a list of words", "", "f", "tags"),
    Flaw("a mapping where a list belongs", HEAD + "facts: ¦{id: f, text: F.}\n", "bad-value", "must be a list", "- ",
         key="facts"),
    Flaw("several speakers", HEAD + "statements:\n- {id: s, text: S., speaker: ¦[venn, council]}\n", "bad-value",
         "one", "", "s", "speaker"),
    Flaw("several documents of one passage",
         HEAD + "facts:\n- {id: f, text: F., evidence: {doc: ¦[wire, gazette], exact: e}}\n",
         "bad-value", "one", "", "f", "doc"),
]  # fmt: skip


def assert_told(flaw: Flaw, problem: Problem) -> None:
    assert (problem.code, problem.severity) == (flaw.code, flaw.severity)
    assert (problem.place.line, problem.place.column) == flaw.place
    assert problem.place.file == "digest.yaml"
    assert (problem.item, problem.key) == (flaw.item, flaw.key)
    assert flaw.message in problem.message
    assert flaw.mend in problem.mend
    assert problem.excerpt == flaw.text.split("\n")[flaw.place[0] - 1]


@pytest.mark.parametrize("flaw", FATAL, ids=lambda flaw: flaw.title)
@LOADERS
def test_what_leaves_nothing_to_read_is_told(flaw: Flaw, pure: bool) -> None:
    digest, problems = parse_digest(flaw.text, "digest.yaml", pure=pure)
    assert digest is None
    assert len(problems) == 1
    assert_told(flaw, problems[0])


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
@LOADERS
def test_an_empty_digest_is_told_how_to_begin(text: str, pure: bool) -> None:
    digest, problems = parse_digest(text, "digest.yaml", pure=pure)
    assert digest is None
    assert [(problem.code, problem.key) for problem in problems] == [("missing-key", "format")]
    assert "format: briefing/1" in problems[0].mend


@LOADERS
def test_what_is_not_yaml_is_told(pure: bool) -> None:
    digest, problems = parse_digest(HEAD + "title: 'Karro\n", "digest.yaml", pure=pure)
    assert digest is None
    assert [problem.code for problem in problems] == ["yaml-syntax"]


@pytest.mark.parametrize("flaw", FLAWS, ids=lambda flaw: flaw.title)
@LOADERS
def test_what_is_wrong_is_told_once_with_its_place(flaw: Flaw, pure: bool) -> None:
    _, problems = parse(flaw.text, pure=pure)
    assert len(problems) == 1
    assert_told(flaw, problems[0])


@pytest.mark.parametrize("flaw", [*FATAL, *FLAWS], ids=lambda flaw: flaw.title)
def test_a_problem_is_spelled_with_its_place_line_and_mend(flaw: Flaw) -> None:
    problem = parse_digest(flaw.text, "digest.yaml")[1][0]
    first, *rest = str(problem).split("\n")
    line, column = flaw.place
    assert first.startswith(f"digest.yaml:{line}:{column}: {flaw.severity}[{flaw.code}]: ")
    assert rest[0] == f"  | {problem.excerpt}"
    assert rest[1].index("^") == rest[0].index("|") + 2 + column - 1
    assert not flaw.mend or rest[2].startswith("  help: ")


@pytest.mark.parametrize(
    ("marked", "item", "what"),
    [
        ("facts:\n- ¦word\n", "", "a fact"),
        ("facts:\n- {id: f, text: F., evidence: [¦[word]]}\n", "f", "a passage"),
        ("facts:\n- {id: f, text: F., when: ¦[2031]}\n", "f", "when"),
        ("facts:\n- {id: f, text: F., allow: ¦word}\n", "f", "allow"),
        ("conflicts:\n- {id: c, text: C., positions: [¦word]}\n", "c", "a position"),
    ],
    ids=["fact", "passage", "date", "allow", "position"],
)
@LOADERS
def test_a_word_or_list_where_keys_belong_is_told_with_its_item(marked: str, item: str, what: str, pure: bool) -> None:
    flaw = Flaw(what, HEAD + marked, "bad-value", f"{what} must be keys and values", "key: value", item)
    first = parse(flaw.text, pure=pure)[1][0]
    assert (first.code, first.place.line, first.place.column) == (flaw.code, *flaw.place)
    assert flaw.message in first.message
    assert flaw.mend in first.mend
    assert first.item == item


@LOADERS
def test_everything_wrong_is_told_at_once(pure: bool) -> None:
    wrong = [
        "title: &t Karro",
        "as_of: soon",
        "facts:",
        "- {id: f, text: F., importance: 9, actors: [nobody]}",
        "- {id: f, when: never}",
        "- text",
        "statements:",
        "- {id: s, text: S.}",
        "quotes:",
        "- {id: q, form: x, evidence: words}",
        "conflicts:",
        "- {id: c, text: C., positions: [{text: P., items: [z]}]}",
        "zzz: 1",
    ]
    _, problems = parse(HEAD + "\n".join(wrong), pure=pure)
    told = {HEAD.count("\n") + at for at, line in enumerate(wrong, start=1) if not line.endswith("s:")}
    assert {problem.place.line for problem in problems} == told
    assert len(problems) == len({(problem.place, problem.code, problem.key) for problem in problems})


@pytest.mark.parametrize("flaw", FLAWS, ids=lambda flaw: flaw.title)
def test_both_loaders_tell_the_same(flaw: Flaw) -> None:
    assert parse(flaw.text, pure=True)[1] == parse(flaw.text)[1]


# Nothing is dropped


def test_an_item_with_nothing_right_in_it_is_still_an_item() -> None:
    digest, _ = parse(HEAD + "facts: [{}, word, {id: 'a b', text: [x]}, {id: venn}]\nquotes: [{}]\nconflicts: [{}]\n")
    assert [len(digest.of(kind)) for kind in (Kind.FACT, Kind.QUOTE, Kind.CONFLICT)] == [4, 1, 1]
    assert len(digest.items) == len(list(digest))


def test_a_passage_with_nothing_right_in_it_is_still_a_passage() -> None:
    digest, _ = parse(HEAD + "facts: [{id: f, text: F., evidence: [{}, words, [a], {doc: nowhere, exact: e}]}]\n")
    assert [passage.selector.exact for passage in digest.facts[0].evidence] == ["", "words", "", "e"]


def test_a_value_that_cannot_be_read_is_left_as_if_it_were_not_there() -> None:
    digest, _ = parse(HEAD + "as_of: soon\nfacts: [{id: f, text: F., importance: 9, when: never, credibility: Z}]\n")
    (fact,) = digest.facts
    assert (digest.as_of, fact.importance, fact.when, fact.credibility) == ("", 2, None, "")


def test_an_id_made_up_for_an_item_takes_none_that_the_digest_gives() -> None:
    digest, problems = parse(HEAD + "facts:\n- {text: One.}\n- {id: fact-1, text: Two.}\n")
    assert [problem.code for problem in problems] == ["missing-key"]
    assert digest.items["fact-1"].words == "Two."
    assert [fact.text for fact in digest.facts] == ["One.", "Two."]


def test_the_first_holder_of_an_id_keeps_it() -> None:
    digest, _ = parse(HEAD + "facts:\n- {id: f, text: One.}\n- {id: f, text: Two.}\n")
    assert digest.items["f"].words == "One."
    assert {item.words for item in digest} >= {"One.", "Two."}


def test_a_digest_of_one_line_is_a_digest() -> None:
    digest, problems = parse("format: briefing/1")
    assert problems == []
    assert list(digest) == []


def test_an_item_without_an_id_is_told_by_its_place_in_its_own_list() -> None:
    digest, _ = parse("""\
format: briefing/1
documents: [{id: wire, path: wire.txt}]
facts: [{id: a, text: A}, {id: a, text: B}]
actors: [{name: Venn}]
""")
    assert [fact.id for fact in digest.facts] == ["a", "fact:2"]
    assert [actor.id for actor in digest.actors] == ["actor:1"]
