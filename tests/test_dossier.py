"""A dossier answers both ways: from an item to its passages, and from words to what rests on them."""

from __future__ import annotations

import gc
import weakref
from itertools import permutations
from pathlib import Path

import pytest

from briefing.anchoring import Status
from briefing.digest import Conflict
from briefing.documents import DocumentText
from briefing.dossier import Dossier
from briefing.loading import load_dossier, open_dossier, read_documents
from briefing.resolving import Annotation
from briefing.shipped import shipped
from briefing.spans import Span
from briefing.vocabulary import Stance

DIGEST = """\
documents:
  - {id: wire, path: wire.txt}
  - {id: gazette, path: gazette.txt}
  - {id: lost, path: lost.txt}
actors:
  - {id: venn, name: Orla Venn, aliases: [Venn],
     mentions: [{doc: wire, exact: the minister}, {doc: wire, exact: Orla Venn}]}
  - {id: otto, name: Otto Venn, aliases: [Venn]}
facts:
  - id: friday
    text: Freight returns on Friday.
    evidence:
      - {doc: wire, exact: freight on Friday}
      - {doc: gazette, exact: nothing heavy, stance: disputes}
      - {doc: gazette, exact: never written}
      - {doc: lost, exact: gone}
      - {doc: nowhere, exact: gone}
  - {id: bare, text: Nothing shows it.}
quotes:
  - {id: sound, form: text, evidence: {doc: wire, exact: reopen to freight}}
conflicts:
  - id: date
    text: When freight returns.
    positions:
      - {text: On Friday., items: [friday]}
      - {text: Later., items: [sound, nobody], evidence: {doc: gazette, exact: before April}}
"""
WIRE = "Orla Venn said the bridge would\nreopen to freight on Friday, the minister’s word. Venn left.\n"
GAZETTE = "Council: nothing heavy before April.\n"


@pytest.fixture
def dossier(make_dossier) -> Dossier:
    made: Dossier = make_dossier(DIGEST, wire=WIRE, gazette=GAZETTE)
    return made


@pytest.fixture(scope="module")
def seeds() -> Dossier:
    return load_dossier(shipped("seeds"))


def told(dossier: Dossier, item: str) -> list[tuple[str, str | None, Status]]:
    return [(found.doc, dossier.words(found), found.anchor.status) for found in dossier.annotations(item)]


def state(dossier: Dossier) -> dict[str, tuple[Annotation, ...]]:
    return {item.id: dossier.annotations(item.id) for item in dossier.digest}


# From an item to its passages


def test_an_item_has_each_of_its_passages_in_order_however_it_fared(dossier: Dossier) -> None:
    assert told(dossier, "friday") == [
        ("wire", "freight on Friday", Status.EXACT),
        ("gazette", "nothing heavy", Status.EXACT),
        ("gazette", None, Status.ORPHAN),
        ("lost", None, Status.MISSING),
        ("nowhere", None, Status.MISSING),
    ]


def test_an_item_without_passages_has_none(dossier: Dossier) -> None:
    assert dossier.annotations("bare") == dossier.annotations("nobody") == ()


def test_a_conflict_rests_on_its_passages_and_on_those_that_support_the_items_it_names(dossier: Dossier) -> None:
    assert [(found.position, dossier.words(found)) for found in dossier.annotations("date")] == [
        (0, "freight on Friday"), (0, None), (0, None), (0, None),
        (1, "before April"), (1, "reopen to freight"),
    ]  # fmt: skip


def test_a_passage_that_two_items_share_is_anchored_once(dossier: Dossier) -> None:
    fact, conflict = dossier.annotations("friday")[0], dossier.annotations("date")[0]
    assert fact.passage is conflict.passage
    assert fact.anchor is conflict.anchor


def test_an_actor_is_found_by_name_and_where_the_digest_says_in_order_of_reading(dossier: Dossier) -> None:
    assert [words for _, words, _ in told(dossier, "venn")] == ["Orla Venn", "the minister", "Venn"]


def test_a_mention_both_listed_and_found_counts_once(dossier: Dossier) -> None:
    first = dossier.annotations("venn")[0]
    assert first.passage is not None
    assert dossier.words(first) == "Orla Venn"


def test_a_form_of_two_actors_is_a_mention_of_both(dossier: Dossier) -> None:
    assert told(dossier, "otto") == [("wire", "Venn", Status.EXACT)]


def test_a_passage_is_on_the_line_where_it_begins(dossier: Dossier) -> None:
    assert [dossier.line(found) for found in dossier.annotations("friday")] == [2, 1, None, None, None]


# From words to what rests on them


def test_words_tell_what_rests_on_them_and_then_who_is_named_in_them(dossier: Dossier) -> None:
    def items(words: str) -> list[str]:
        start = WIRE.index(words)
        return [found.item for found in dossier.touching("wire", Span(start, start + len(words)))]

    assert set(items("freight")) == {"friday", "date", "sound"}
    assert items("reopen") == ["sound", "date"]
    assert items("the bridge") == []
    assert items("Friday, the minister") == ["friday", "date", "venn"]
    assert set(items("Venn left")) == {"venn", "otto"}


def test_a_document_that_was_not_read_has_nothing_resting_on_it(dossier: Dossier) -> None:
    assert dossier.touching("lost", Span(0, 9)) == dossier.touching("nowhere", Span(0, 9)) == ()


def test_every_trusted_passage_of_the_seeds_leads_back_to_its_item(seeds: Dossier) -> None:
    for item in seeds.digest:
        for found in seeds.annotations(item.id):
            if found.span is not None:
                assert found in seeds.touching(found.doc, found.span)
                first = Span(found.span.start, found.span.start + 1)
                assert found in seeds.touching(found.doc, first)


def test_everything_that_words_of_the_seeds_lead_to_leads_back_to_them(seeds: Dossier) -> None:
    for document in seeds.digest.documents:
        text = seeds.text(document.id)
        assert text is not None
        for line in range(1, len(text.lines) + 1):
            for found in seeds.touching(document.id, text.lines.span(line)):
                assert found in seeds.annotations(found.item)


def test_every_trusted_passage_of_the_seeds_holds_the_words_it_was_sought_by(seeds: Dossier) -> None:
    for item in seeds.digest:
        for found in seeds.annotations(item.id):
            if found.span is not None and found.passage is not None:
                assert seeds.words(found) == found.passage.selector.exact


def test_every_conflict_of_the_seeds_rests_on_every_passage_that_supports_the_items_it_names(seeds: Dossier) -> None:
    for item in seeds.digest:
        if isinstance(item, Conflict):
            resting = [(found.position, found.passage) for found in seeds.annotations(item.id)]
            for number, position in enumerate(item.positions):
                for id_ in position.items:
                    named = seeds.digest.items[id_].passages
                    carrying = {(number, passage) for passage in named if passage.stance is Stance.SUPPORTS}
                    assert carrying <= set(resting)


# As far as it has been read


def test_an_opened_dossier_has_read_nothing_and_says_so(dossier: Dossier) -> None:
    opened = open_dossier(dossier.folder)
    assert opened.unread == list(opened.digest.documents)
    assert [status for _, _, status in told(opened, "friday")] == [Status.UNREAD] * 4 + [Status.MISSING]
    assert told(opened, "otto") == []
    assert opened.text("wire") is None
    assert opened.touching("wire", Span(0, 99)) == ()


def test_a_snapshot_is_not_changed_by_a_richer_one(dossier: Dossier) -> None:
    opened = open_dossier(dossier.folder)
    before = state(opened)
    richer = read_documents(opened, opened.unread[:1])
    assert richer is not opened
    assert [document.id for document in richer.unread] == ["gazette", "lost"]
    assert state(opened) == before
    assert [status for _, _, status in told(richer, "friday")][:2] == [Status.EXACT, Status.UNREAD]


def test_a_dossier_read_bit_by_bit_equals_one_read_at_once(dossier: Dossier) -> None:
    opened = open_dossier(dossier.folder)
    at_once = read_documents(opened, opened.unread)
    for order in permutations(opened.unread):
        richer = opened
        for document in order:
            assert state(richer)
            richer = read_documents(richer, [document])
        assert state(richer) == state(at_once)
        assert richer.unread == []
        assert richer.distrusted() == at_once.distrusted()


def test_the_seeds_read_bit_by_bit_equal_the_seeds_read_at_once() -> None:
    opened = open_dossier(shipped("seeds"))
    at_once = read_documents(opened, opened.unread)
    richer = opened
    for document in reversed(opened.unread):
        richer = read_documents(richer, [document])
    assert state(richer) == state(at_once)
    for document in opened.digest.documents:
        assert richer.touching(document.id, Span(0, 99999)) == at_once.touching(document.id, Span(0, 99999))


def test_documents_that_are_packed_say_the_same(make_dossier) -> None:
    dossier: Dossier = make_dossier(
        f"{DIGEST}statements: [{{id: moved, text: M., evidence: {{doc: gazette, exact: freight on Friday}}}}]\n",
        wire=WIRE,
        gazette=GAZETTE,
    )
    packed = dossier.with_readings({doc: reading.packed() for doc, reading in dossier.readings.items()})
    assert state(packed) == state(dossier)
    assert packed.annotations("moved")[0].anchor.elsewhere == ("wire",)
    for found in dossier.annotations("friday"):
        assert (packed.words(found), packed.line(found)) == (dossier.words(found), dossier.line(found))


def test_a_document_read_again_replaces_what_was_read(dossier: Dossier) -> None:
    (dossier.folder / "gazette.txt").write_text("never written", encoding="utf-8")
    again = read_documents(dossier, [dossier.digest.shelf["gazette"]])
    assert told(again, "friday")[1:3] == [("gazette", None, Status.ORPHAN), ("gazette", "never written", Status.EXACT)]


def test_a_document_that_cannot_be_read_says_why_and_the_rest_opens(dossier: Dossier) -> None:
    problem = dossier.readings["lost"].problem
    assert problem is not None
    assert problem.code == "missing-document"
    assert dossier.readings["wire"].problem is None
    assert dossier.unread == []


def test_a_snapshot_cannot_be_changed(dossier: Dossier) -> None:
    with pytest.raises(AttributeError):
        dossier.folder = Path()  # type: ignore[misc]


# What is not to be trusted


def test_every_passage_that_is_not_trusted_is_named_once(dossier: Dossier) -> None:
    distrusted = dossier.distrusted()
    assert [(found.item, found.doc, found.anchor.status) for found in distrusted] == [
        ("friday", "gazette", Status.ORPHAN), ("friday", "lost", Status.MISSING), ("friday", "nowhere", Status.MISSING),
    ]  # fmt: skip


def test_nothing_unread_is_called_untrusted(dossier: Dossier) -> None:
    assert [found.doc for found in open_dossier(dossier.folder).distrusted()] == ["nowhere"]


@pytest.mark.parametrize(
    ("selector", "status"),
    [
        ("exact: word", Status.AMBIGUOUS),
        ("exact: only, prefix: not here", Status.WEAK),
        ("exact: nowhere", Status.ORPHAN),
        ("exact: only, prefix: the", Status.EXACT),
    ],
)
def test_only_an_exact_passage_has_words_and_a_line(make_dossier, selector: str, status: Status) -> None:
    dossier = make_dossier(
        f"facts: [{{id: f, text: F., evidence: {{doc: d, {selector}}}}}]\n", d="word, the only word\n"
    )
    (found,) = dossier.annotations("f")
    assert found.anchor.status is status
    assert dossier.words(found) == ("only" if status.trusted else None)
    assert dossier.line(found) == (1 if status.trusted else None)
    assert bool(dossier.distrusted()) != status.trusted
    assert bool(dossier.touching("d", Span(0, 99))) == status.trusted


def test_an_actor_whose_listed_mention_is_lost_keeps_it_after_those_found(make_dossier) -> None:
    dossier = make_dossier(
        "actors: [{id: a, name: Venn, mentions: [{doc: d, exact: nowhere}, {doc: d, exact: she}]}]\n",
        d="Venn and she.\n",
    )
    assert told(dossier, "a") == [
        ("d", "Venn", Status.EXACT), ("d", "she", Status.EXACT), ("d", None, Status.ORPHAN),
    ]  # fmt: skip


def test_a_dossier_made_of_nothing_answers_nothing(dossier: Dossier) -> None:
    empty = Dossier(Path(), open_dossier(dossier.folder).digest).with_texts({})
    assert empty.text("wire") is None
    assert empty.with_texts({"wire": DocumentText.of("")}).touching("wire", Span(0, 0)) == ()


def test_a_snapshot_that_nobody_holds_any_more_is_gone_without_the_collector(tmp_path: Path) -> None:
    (tmp_path / "digest.yaml").write_text(f"format: briefing/1\n{DIGEST}", encoding="utf-8")
    dossier = load_dossier(tmp_path)
    assert dossier.basis is dossier
    assert (dossier.trouble, len(dossier.annotations("venn"))) == (5, 2)
    reviewed = dossier.with_reviews(dossier.reviews)
    assert reviewed.basis is dossier
    gone = weakref.ref(dossier)
    gc.disable()
    try:
        del dossier, reviewed
        assert gone() is None
    finally:
        gc.enable()
