"""Lists are narrowed by one line of conditions, which is read, spelled, completed and explained."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.anchoring import Status
from briefing.arranging import clear, sift, why_empty
from briefing.cursor import begin, restore
from briefing.digest import Digest
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.filters import (
    ALSO,
    FIXED,
    MEANT,
    NO_FILTERS,
    Condition,
    Filters,
    Key,
    complete,
    completed,
    parse,
    spelled,
    told,
)
from briefing.listing import LISTS, PaneId, View, listing
from briefing.loading import open_dossier
from briefing.moves import to_pane
from briefing.narrowing import applies
from briefing.review import Note, State, marked, noted
from briefing.shipped import shipped
from briefing.standing import fingerprint
from briefing.vocabulary import Kind

THOROUGH = settings(max_examples=200, deadline=None)

DIGEST = """\
documents:
  - {id: wire, path: wire.txt, publisher: The Wire, tags: [agency]}
  - {id: local, path: local.txt, title: A café paper}
actors:
  - {id: venn, name: Orla Venn, aliases: [Venn], role: minister}
  - {id: council, name: the council, members: [keel], tags: [group]}
  - {id: keel, name: Ada Keel}
  - {id: a.b, name: Twin}
  - {id: a-c, name: Twin}
facts:
  - id: open
    text: The bridge is open.
    actors: [venn]
    tags: [bridge]
    evidence: [{doc: wire, exact: bridge is open}, {doc: local, exact: bridge is shut, stance: disputes}]
  - {id: late, text: It was late., note: "See the café.", tags: [clock], evidence: {doc: wire, exact: It was late}}
  - {id: lost, text: Lost., evidence: {doc: local, exact: never written}}
statements:
  - {id: so, speaker: venn, text: So., addressee: keel, evidence: {doc: wire, exact: said so}}
  - {id: no, speaker: council, text: No., evidence: {doc: local, exact: bridge is shut}}
quotes:
  - {id: bare, speaker: keel, text: Yes., evidence: {doc: local, exact: shut}}
conflicts:
  - id: when
    text: When?
    positions: [{text: Now., items: open, held_by: venn}, {text: Later “on”., held_by: wire}]
"""
TEXTS = {"wire": "The bridge is open, Orla Venn said so. It was late.", "local": "The bridge is shut, Ada Keel said."}


@pytest.fixture
def dossier(make_dossier: Callable[..., Dossier]) -> Dossier:
    return make_dossier(DIGEST, **TEXTS)


def left(dossier: Dossier, line: str, pane: PaneId) -> set[str]:
    return set(listing(dossier, View(filters=parse(line, dossier.digest)), pane).ids)


# What each condition leaves


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("actor:venn", {"venn", "open", "so", "when", "wire"}),
        ("actor:keel", {"keel", "so", "no", "bare", "local"}),
        ("doc:wire", {"venn", "open", "late", "so", "when", "wire"}),
        ("doc:wire,local", {"venn", "keel", "open", "late", "lost", "so", "no", "bare", "when", "wire", "local"}),
        ("tag:bridge", {"open"}),
        ("tag:bridge,clock -tag:clock", {"open"}),
        ("tag:agency", {"wire"}),
        ("kind:quote", {"bare", "wire", "local"}),
        ("status:orphan", {"lost", "wire", "local"}),
        ("status:distrusted", {"lost", "wire", "local"}),
        ("bridge", {"open"}),
        ("bridge open", {"open"}),
        ('"open bridge"', set()),
        ("cafe", {"late", "local"}),
        ('"later \\"on\\""', {"when"}),
        ("minister", {"venn"}),
        ("-kind:fact -kind:actor doc:local", {"no", "bare", "local"}),
    ],
)
def test_a_line_leaves_what_meets_all_of_it(dossier: Dossier, line: str, kept: set[str]) -> None:
    assert set().union(*(left(dossier, line, pane) for pane in LISTS)) == kept


def test_a_stance_is_asked_of_facts_alone(dossier: Dossier) -> None:
    assert left(dossier, "stance:disputes", PaneId.FACTS) == {"open"}
    assert left(dossier, "-stance:disputes", PaneId.FACTS) == {"late", "lost"}
    assert left(dossier, "stance:disputes", PaneId.STATEMENTS) == {"so", "no"}
    assert applies(Key.STANCE, Kind.FACT)
    assert not applies(Key.REVIEW, None)


def test_filters_follow_what_readers_said(dossier: Dossier) -> None:
    words = fingerprint(dossier, "open")
    reviews = marked(dossier.reviews, "open", State.CHECKED, "ines", "2031", words)
    reviews = noted(marked(reviews, "late", State.DOUBTFUL, "ines", "2031", "other"), "lost", Note("Why?"))
    assert left(dossier, "review:checked", PaneId.FACTS) == set()
    anew = dossier.with_reviews(reviews)
    assert left(anew, "review:checked", PaneId.FACTS) == {"open"}
    assert left(anew, "review:unchecked", PaneId.FACTS) == {"late", "lost"}
    assert left(anew, "review:lapsed", PaneId.FACTS) == {"late"}
    assert left(anew, "review:doubtful,noted", PaneId.FACTS) == {"lost"}


def test_a_document_that_is_not_read_yet_may_name_anybody(dossier: Dossier) -> None:
    unread = open_dossier(dossier.folder)
    assert left(unread, "actor:venn", PaneId.DOCUMENTS) == {"wire", "local"}
    assert left(unread, "status:unread", PaneId.STATEMENTS) == {"so", "no"}
    assert left(unread, "doc:wire", PaneId.ACTORS) == set()


def test_filters_and_a_speaker_narrow_together(dossier: Dossier) -> None:
    view = View(speaker="keel", filters=parse("doc:local", dossier.digest))
    assert listing(dossier, view, PaneId.STATEMENTS).ids == ("no",)
    assert listing(dossier, view, PaneId.STATEMENTS).whole == 2
    assert listing(dossier, replace(view, speaker="venn"), PaneId.STATEMENTS).ids == ()


def test_lists_are_worked_out_once(dossier: Dossier) -> None:
    view = View(filters=parse("actor:venn", dossier.digest))
    before = listing(dossier, view, PaneId.FACTS)
    assert before.ids == ("open",)
    reviewed = dossier.with_reviews(marked(dossier.reviews, "open", State.CHECKED, "a", "b", "c"))
    assert listing(reviewed, view, PaneId.FACTS) is before


# The line


@pytest.mark.parametrize(
    ("line", "again"),
    [
        ("", ""),
        ("  actor:Venn   doc:wire.txt ", "actor:venn doc:wire"),
        ("actor:a1", "actor:venn"),
        ('actor:"the council"', "actor:council"),
        ('speaker:"ORLA VENN",keel', "actor:venn,keel"),
        ('doc:"The Wire"', "doc:wire"),
        ("tag:bridge tag:bridge", "tag:bridge"),
        ("document:wire anchor:weak text:x", "doc:wire status:weak x"),
        ('words:a,"b c" "d e" -f', 'words:a,"b c" "d e" -f'),
        ('"12:30" "-x" "\\\\"', '"12:30" "-x" "\\\\"'),
        ("doc:wire,", "doc:wire"),
    ],
)
def test_a_line_is_spelled_the_short_way(dossier: Dossier, line: str, again: str) -> None:
    filters = parse(line, dossier.digest)
    assert spelled(filters) == again
    assert parse(again, dossier.digest) == filters


@pytest.mark.parametrize(
    ("line", "message", "mend"),
    [
        ("actro:venn", "nothing can be filtered by 'actro'", "did you mean 'actor'?"),
        ("12:30", "nothing can be filtered by '12'", "quote"),
        ("actor:ven", "there is no actor 'ven'", "'venn'"),
        ("doc:wires", "there is no document 'wires'", "'wire'"),
        ("tag:zzz", "there is no tag 'zzz'", ""),
        ("status:x", "there is no status 'x'", "exact, normalised"),
        ("review:cheked", "there is no review 'cheked'", "'checked'"),
        ("actor:Twin", "'Twin' may be any of a.b, a-c", "id"),
        ("actor:", "a value is missing after 'actor:'", ""),
        ("stance: x", "a value is missing after 'stance:'", "disputes"),
        ("-", "a value is missing after '-'", ""),
        (",", "a value is missing", ""),
        ('a "b', "a quotation mark is not closed", ""),
        ('""', "a value is missing", ""),
        ("x" * 1001, "not longer than 1000 characters", "less"),
        (f'doc:wire "{"x" * 1001}"', "not longer than 1000 characters", "less"),
    ],
)
def test_what_cannot_be_meant_is_told(dossier: Dossier, line: str, message: str, mend: str) -> None:
    with pytest.raises(BriefingError) as caught:
        parse(line, dossier.digest)
    assert message in caught.value.message
    assert mend in caught.value.mend


VALUES = st.text(st.sampled_from('ab "\\,:-é\n'), min_size=1, max_size=5).filter(str.strip)
CONDITIONS = st.one_of(
    st.builds(Condition, st.just(Key.WORDS), st.lists(VALUES, min_size=1, max_size=3, unique=True).map(tuple),
              st.booleans()),
    st.builds(Condition, st.just(Key.STANCE), st.permutations(["supports", "disputes"]).map(tuple), st.booleans()),
)  # fmt: skip


@THOROUGH
@given(st.lists(CONDITIONS, max_size=4, unique=True))
def test_what_is_spelled_is_read_back(conditions: list[Condition]) -> None:
    filters = Filters(tuple(conditions))
    assert parse(spelled(filters), Digest()) == filters


@THOROUGH
@given(st.text('ab "\\,:-é\nactordoc', max_size=20))
def test_any_line_is_read_or_told(line: str) -> None:
    try:
        filters = parse(line, Digest())
    except BriefingError:
        return
    assert parse(spelled(filters), Digest()) == filters
    complete(line, Digest())


def test_conditions_come_and_go() -> None:
    one = Condition(Key.TAG, ("x",))
    assert NO_FILTERS.having(one).having(one) == Filters((one,))
    assert NO_FILTERS.having(one).without(one) == NO_FILTERS
    assert not NO_FILTERS


@pytest.mark.parametrize(
    ("line", "candidates"),
    [
        ("ki", ["kind:"]),
        ("doc:wire -t", ["-tag:"]),
        ("actor:ve", ["actor:venn"]),
        ("actor:orla", ["actor:venn"]),
        ('actor:"orla v', ["actor:venn"]),
        ("actor:tw", ["actor:a.b", "actor:a-c"]),
        ("actor:a", ["actor:a.b", "actor:a-c", "actor:venn", "actor:council", "actor:keel"]),
        ("x actor:venn,k", ["actor:venn,keel"]),
        ("status:", [f"status:{one}" for one in
                     (*Status, "distrusted")]),
        ("nobody:x", []),
        ("words:x", []),
        ("zz", []),
    ],
)  # fmt: skip
def test_a_line_is_completed(dossier: Dossier, line: str, candidates: list[str]) -> None:
    assert complete(line, dossier.digest) == candidates
    assert len(complete("", dossier.digest)) == len(Key)


def test_a_candidate_says_what_it_stands_for_and_takes_the_place_of_the_last_word(dossier: Dossier) -> None:
    assert {told(f"{sign}{key}:", dossier.digest) for key in Key for sign in ("", "-")} == set(MEANT.values())
    assert told("-actor:keel,venn", dossier.digest) == "Orla Venn"
    assert told("doc:wire", dossier.digest) == "The Wire"
    assert told("tag:bridge", dossier.digest) == told("nothing:here", dossier.digest) == ""
    assert completed('kind:fact "two words" -rev', "-review:") == 'kind:fact "two words" -review:'
    assert completed("", "actor:") == "actor:"


PAGE = (Path(__file__).parents[1] / "docs" / "filters.md").read_text(encoding="utf-8")


def test_the_page_has_every_key_with_its_values_and_meaning() -> None:
    rows = {cells[0]: cells[1:] for cells in re.findall(r"^\| `(\w+):` \| (.*) \| (.*) \|$", PAGE, re.MULTILINE)}
    assert list(rows) == list(Key)
    assert {key: meaning for key, (_, meaning) in rows.items()} == {
        key: f"{meaning[0].upper()}{meaning[1:]}." for key, meaning in MEANT.items()
    }
    for key, values in FIXED.items():
        assert re.findall("`([^`]+)`", rows[key][0]) == list(values)
    spoken = dict(re.findall(r"`(\w+):` is `(\w+):`", PAGE))
    assert spoken == {name: str(key) for name, key in ALSO.items()}


@pytest.mark.parametrize("line", re.findall(r"^    & (.*)$", PAGE, re.MULTILINE))
def test_every_example_of_the_page_is_read(line: str) -> None:
    assert parse(line, open_dossier(shipped("seeds")).digest)


# In the reader


def test_an_empty_list_says_why(dossier: Dossier, make_dossier: Callable[..., Dossier]) -> None:
    def why(line: str, pane: PaneId, speaker: str = "", key: str = "") -> str:
        return why_empty(dossier, View(speaker=speaker, filters=parse(line, dossier.digest)), pane, key)

    assert why("", PaneId.FACTS) == why("zebra", PaneId.TEXT) == ""
    assert why("zebra", PaneId.FACTS) == "no fact meets zebra: without it there are 3"
    assert why("tag:bridge zebra", PaneId.FACTS) == "no fact meets zebra as well: without it there is 1"
    assert why("yak zebra", PaneId.QUOTES) == "no quote meets yak zebra: without it there is 1"
    assert why("stance:context zebra", PaneId.QUOTES) == "no quote meets zebra: without it there is 1"
    assert why("", PaneId.QUOTES, "venn") == "no quote is by Orla Venn"
    assert why("", PaneId.QUOTES, "venn", "Esc") == "no quote is by Orla Venn; Esc shows all"
    assert why("zebra", PaneId.FACTS, "", "Z") == "no fact meets zebra: without it there are 3; Z shows all"
    assert why_empty(make_dossier("", x="x"), View(), PaneId.FACTS) == "the digest has no fact"


def test_what_is_highlighted_stays_unless_it_is_gone(dossier: Dossier) -> None:
    cursor = begin(dossier)
    assert cursor.item == "open"
    kept = sift(dossier, cursor, parse("tag:bridge doc:local", dossier.digest))
    assert (kept.item, kept.row(PaneId.STATEMENTS), kept.row(PaneId.DOCUMENTS)) == ("open", "so", "wire")
    moved = sift(dossier, kept, parse("tag:clock", dossier.digest))
    assert moved.item == moved.row(PaneId.FACTS) == "late"
    assert clear(dossier, moved).view == View()
    assert clear(dossier, moved).item == "late"


def test_the_list_of_documents_is_entered_where_it_has_something(dossier: Dossier) -> None:
    cursor = sift(dossier, begin(dossier), parse("doc:local", dossier.digest))
    assert cursor.doc == "wire"
    assert to_pane(dossier, cursor, PaneId.DOCUMENTS).row(PaneId.DOCUMENTS) == "local"


def test_what_is_no_longer_known_narrows_nothing(dossier: Dossier, make_dossier: Callable[..., Dossier]) -> None:
    cursor = sift(dossier, begin(dossier), parse("actor:venn tag:bridge late", dossier.digest))
    anew = make_dossier(DIGEST.replace("tags: [bridge]", "tags: []"), **TEXTS)
    assert spelled(restore(anew, cursor).view.filters) == "actor:venn late"
