"""What is taken away are the words that stand there, with where they stand; and what is said of it is true."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from briefing.arranging import narrow, sift
from briefing.clipboard import OSC_52_LIMIT, Way, encoded, outcome, routes
from briefing.cursor import Cursor, begin, on_row, stand
from briefing.dossier import Dossier
from briefing.export.jsonl import jsonl
from briefing.export.markdown import markdown
from briefing.export.pieces import item_markdown, list_markdown
from briefing.filters import parse
from briefing.listing import LISTS, PaneId, View
from briefing.loading import load_dossier, open_dossier
from briefing.review import Note, State, marked, noted
from briefing.shipped import shipped
from briefing.spans import Span
from briefing.standing import fingerprint
from briefing.taking import citation, cited, taken

TEXT = "Head\n\nThe bridge\nis open, Venn   said.\x1b[201~\nAgain: is open.\n"
DIGEST = """\
documents:
  - {id: wire, path: wire.txt, publisher: The Wire, published: 2031-03-04}
  - {id: bare, path: wire.txt}
actors:
  - {id: venn, name: Venn}
facts:
  - {id: open, text: It is open., evidence: {doc: wire, exact: "The bridge\\nis open"}}
  - {id: again, text: "Open *again*.", tags: [x], evidence: {doc: bare, exact: is open, occurrence: 2}}
statements:
  - {id: so, speaker: venn, text: So., evidence: {doc: wire, exact: Venn}}
conflicts:
  - {id: when, text: When?, positions: [{text: Now., items: open}, {text: Later.}]}
"""


@pytest.fixture
def dossier(make_dossier: Callable[..., Dossier]) -> Dossier:
    return make_dossier(DIGEST, wire=TEXT)


# Words


def passage_text(dossier: Dossier, cursor: Cursor) -> str:
    found = taken(dossier, cursor)
    return found.words if found else ""


def with_citation(dossier: Dossier, cursor: Cursor) -> str:
    found = taken(dossier, cursor)
    return cited(dossier, found) if found else ""


def test_from_a_list_the_passage_is_taken(dossier: Dossier) -> None:
    cursor = begin(dossier)
    found = taken(dossier, cursor)
    assert found
    assert (found.doc, found.what) == ("wire", "passage")
    assert passage_text(dossier, cursor) == "The bridge\nis open"
    assert with_citation(dossier, cursor) == "“The bridge is open” (The Wire, 2031-03-04, wire.txt:3)"


def test_in_the_text_the_passage_is_taken_where_one_is_on_it(dossier: Dossier) -> None:
    cursor = replace(begin(dossier), pane=PaneId.TEXT)
    at = TEXT.index("is open")
    assert passage_text(dossier, stand(cursor, Span(at, at + 3))) == "The bridge\nis open"
    at = TEXT.index("Again")
    assert passage_text(dossier, stand(cursor, Span(at, at))) == "Again: is open."
    assert with_citation(dossier, stand(cursor, Span(at, at))).endswith("wire.txt:5)")


def test_what_a_terminal_would_act_on_is_not_taken_along(dossier: Dossier) -> None:
    cursor = stand(replace(begin(dossier), pane=PaneId.TEXT, item=""), Span(TEXT.index("said"), TEXT.index("said")))
    assert passage_text(dossier, cursor) == "is open, Venn   said.␛[201~"


def test_from_the_list_of_documents_the_line_is_taken(dossier: Dossier) -> None:
    cursor = replace(begin(dossier), pane=PaneId.DOCUMENTS, doc="bare", spot=Span(0, 0))
    assert with_citation(dossier, cursor) == "“Head” (wire.txt:1)"


def test_where_there_are_no_words_nothing_is_taken(dossier: Dossier) -> None:
    blank = replace(begin(dossier), pane=PaneId.TEXT, item="", spot=Span(5, 5))
    assert taken(dossier, blank) is None
    assert passage_text(dossier, blank) == with_citation(dossier, blank) == ""
    unread = open_dossier(dossier.folder)
    assert taken(unread, begin(unread)) is None


def test_a_citation_stays_on_its_line(dossier: Dossier) -> None:
    found = taken(dossier, begin(dossier))
    assert found
    assert "\n" not in citation(dossier, found)


# Markdown


def test_an_item_stands_alone_with_its_passages(dossier: Dossier) -> None:
    assert item_markdown(dossier, "again") == (
        "- **Open \\*again\\*.**[^again-1]\\\n  `again` · 1 document\n\n"
        "[^again-1]: `bare`, wire.txt:5: “is open”\n"
    )  # fmt: skip
    assert item_markdown(dossier, "when").startswith("### When?\n\n`when`\n\n| Now. | Later. |")


def test_a_list_is_as_the_reader_has_it(dossier: Dossier) -> None:
    view = View(filters=parse("tag:x", dossier.digest))
    text = list_markdown(dossier, view, PaneId.FACTS)
    assert text.startswith(f"# Facts of {dossier.folder.name}: tag:x\n\n- **Open ")
    assert "It is open" not in text
    assert list_markdown(dossier, View(), PaneId.DOCUMENTS).count("\n- ") == 2
    nothing = list_markdown(dossier, View(filters=parse("zebra", dossier.digest)), PaneId.FACTS)
    assert nothing.endswith("no fact meets zebra: without it there are 2.\n")
    spoken = narrow(dossier, on_row(dossier, replace(begin(dossier), pane=PaneId.ACTORS), PaneId.ACTORS, "venn"))
    assert list_markdown(dossier, sift(dossier, spoken, parse("So", dossier.digest)).view, PaneId.STATEMENTS)


def test_every_list_and_item_of_the_seeds_can_be_taken() -> None:
    seeds = load_dossier(shipped("seeds"))
    whole = markdown(seeds)
    for pane in LISTS:
        assert list_markdown(seeds, View(), pane).startswith(f"# {pane.heading} of ")
    for item in seeds.digest.facts:
        assert item_markdown(seeds, item.id).split("\n")[0] in whole


def test_exports_carry_what_readers_said(dossier: Dossier) -> None:
    words = fingerprint(dossier, "open")
    reviews = marked(dossier.reviews, "open", State.CHECKED, "ines", "2031-03-05T10:00:00Z", words)
    reviews = noted(marked(reviews, "when", State.DOUBTFUL, "jo", "", "old"), "when", Note("Ask *her*.", "jo"))
    reviewed = dossier.with_reviews(reviews)
    assert "`open` · 1 document · checked by ines on 2031-03-05\n" in markdown(reviewed)
    assert "`when` · doubtful by jo, lapsed: the words have changed since; jo: Ask \\*her\\*." in markdown(reviewed)
    rows = {row["id"]: row for row in map(json.loads, jsonl(reviewed).splitlines())}
    told = {id_: (row["review"], row["reviewer"], row["reviewed"]) for id_, row in rows.items()}
    assert told["open"] == ("checked", "ines", "2031-03-05T10:00:00Z")
    assert told["when"] == ("lapsed", "jo", None)
    assert told["again"] == (None, None, None)


# Ways to a clipboard

ALL = ("tmux", "wl-copy", "xclip", "xsel", "pbcopy")
XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("env", "there", "expected"),
    [
        ({**XTERM, "TMUX": "x", "SSH_TTY": "x"}, ALL, ["tmux", "tmux"]),
        ({**XTERM, "TMUX": "x", "DISPLAY": ":0"}, ALL, ["tmux", "tmux", "xclip", "xsel", "pbcopy"]),
        ({**XTERM, "TMUX": "x"}, (), []),
        ({**XTERM, "SSH_CONNECTION": "x", "DISPLAY": ":0"}, ALL, ["the terminal"]),
        ({**XTERM, "WAYLAND_DISPLAY": "x"}, ("wl-copy",), ["wl-copy", "the terminal"]),
        ({**XTERM, "DISPLAY": ":0"}, ("wl-copy", "xsel"), ["xsel", "the terminal"]),
        (XTERM, ("pbcopy",), ["pbcopy", "the terminal"]),
        (XTERM, (), ["the terminal"]),
        ({"TERM": "linux"}, (), []),
        ({}, (), []),
    ],
)
def test_ways_are_tried_in_turn(env: dict[str, str], there: tuple[str, ...], expected: list[str]) -> None:
    assert [route.name for route in routes("words", env, there.__contains__)] == expected


def test_a_terminal_is_not_asked_for_more_than_it_takes() -> None:
    most = "x" * (OSC_52_LIMIT // 4 * 3)
    assert [route.way for route in routes(most, XTERM, lambda _: False)] == [Way.TERMINAL]
    assert routes(most + "xxx", XTERM, lambda _: False) == []
    assert outcome(most + "xxx", None, XTERM).message == (
        "nothing was copied: 56,247 characters are more than a terminal takes; save them to a file, or pipe them"
    )


def test_what_a_terminal_takes_holds_no_half_characters() -> None:
    assert base64.b64decode(encoded("é\ud800\x1b")).decode() == "é?\x1b"


@pytest.mark.parametrize(
    ("env", "there", "said"),
    [
        ({**XTERM, "TMUX": "x"}, ("tmux",), "sent 5 characters through tmux"),
        ({**XTERM, "SSH_TTY": "x"}, ALL, "sent 5 characters to the terminal, which must allow it"),
        (XTERM, ("pbcopy",), "copied 5 characters with pbcopy"),
    ],
)
def test_what_was_done_is_told(env: dict[str, str], there: tuple[str, ...], said: str) -> None:
    told = outcome("words", routes("words", env, there.__contains__)[0], env)
    assert told.done
    assert told.message.startswith(said)


def test_what_was_not_done_is_told() -> None:
    inside = {**XTERM, "TMUX": "x"}
    old = routes("w", inside, "tmux".__eq__)[1]
    told = outcome("w", old, inside).message
    assert told == "1 character in the tmux buffer, and nowhere else: paste there with prefix ]"
    for env in (inside, {"TERM": "linux"}):
        failed = outcome("w", None, env)
        assert not failed.done
        assert failed.message.startswith("nothing was copied: ")
