"""The reading screen: from every item to its words, from the words to every item, and nothing else on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.style import Style

from briefing.commands import COMMANDS, Command, Where
from briefing.cursor import Cursor, touched
from briefing.digest import Actor, Digest, Fact
from briefing.dossier import Dossier
from briefing.keynames import spelled
from briefing.listing import KINDS, LISTS, PaneId, listing
from briefing.passages import Document, Passage
from briefing.reader.keyed import action_of
from briefing.reader.panes.items import ListPane
from briefing.reader.panes.listrows import ListRows
from briefing.reader.panes.text import TextPane
from briefing.reader.panes.textrows import TextRows
from briefing.reader.screens import moving
from briefing.reader.screens.prompt import Prompt
from briefing.reader.screens.reading import Reading
from briefing.reader.screens.sheet import Sheet
from briefing.reader.screens.view import View
from briefing.resolving import Annotation
from briefing.selectors import Selector
from briefing.shipped import shipped
from briefing.spans import Span
from briefing.vocabulary import Stance

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

SIZES = ((80, 24), (120, 40))
both_sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
ITEM_LISTS = tuple(KINDS)

SENTENCE = "the keeper of the bridge counted"


@pytest.fixture(params=["karro", "seeds"])
def either(request: pytest.FixtureRequest, karro: Path) -> Path:
    """The invented dossier, and the one that is shipped."""
    return karro if request.param == "karro" else shipped("seeds")


def expected_words(dossier: Dossier, found: Annotation) -> tuple[str, ...]:
    """Return what may stand where an annotation is: the selector's words, or a form of the actor's name."""
    if found.passage:
        return (found.passage.selector.exact,)
    actor = dossier.digest.items[found.item]
    assert isinstance(actor, Actor)
    return tuple(actor.forms)


def plain(words: str) -> str:
    """Return words as one line, as wrapped rows joined by a space give them."""
    return " ".join(words.split())


def in_reverse(style: Style) -> bool:
    return bool(style.reverse)


def underlined(style: Style) -> bool:
    return bool(style.underline)


# From an item to its words


@both_sizes
async def test_enter_leads_from_every_item_to_its_exact_words(either: Path, size: tuple[int, int], read_it: ReadIt):
    async with read_it(either, size) as reader:
        for pane in ITEM_LISTS:
            for number, id_ in enumerate(
                listing(reader.dossier, reader.cursor.view, pane).ids[: 200 if size == SIZES[0] else 12]
            ):
                anchored = sorted(reader.annotations(id_), key=lambda found: found.stance is not Stance.SUPPORTS)
                looked_at = number % 20 == 0
                await reader.pilot.pause() if looked_at else None
                reader.highlight(pane, id_)
                await reader.pilot.pause() if looked_at else None
                reader.screen.action_choose("choose")
                if not anchored:
                    assert reader.cursor.pane is pane
                    assert "no passage" in reader.status()
                    continue
                assert reader.cursor.pane is PaneId.TEXT
                assert reader.cursor.item == id_
                assert reader.cursor.doc == anchored[0].doc
                assert reader.passage_words() in expected_words(reader.dossier, anchored[0])
                if looked_at:
                    await reader.pilot.pause()
                    assert reader.focused() == "text"
                    assert reader.in_view(reader.text)
                    # A passage may be taller than the pane; then its beginning is in view.
                    assert plain(_as_shown(reader)).startswith(plain(reader.drawn(in_reverse)) or "nothing")


def _as_shown(reader: Reader) -> str:
    text = reader.dossier.text(reader.cursor.doc)
    assert text is not None
    return reader.cursor.spot.of(text.shown)


@both_sizes
async def test_enter_on_each_kind_of_row_is_heard_as_a_key(karro: Path, size: tuple[int, int], read_it: ReadIt):
    wanted = {
        "1": "would reopen to freight on Friday",
        "2": "the transport minister",
        "3": 'told reporters the deck was "sound, tested and paid for"',
        "4": "sound, tested and paid for",
        "5": "would reopen to freight on Friday",
    }
    async with read_it(karro, size) as reader:
        for key, words in wanted.items():
            await reader.press(key, "enter")
            assert reader.focused() == "text"
            assert reader.passage_words() == words
            assert plain(reader.drawn(in_reverse)) == words
        await reader.press("6", "down", "enter")
        assert (reader.focused(), reader.cursor.doc, reader.cursor.spot) == ("text", "gazette", Span(0, 0))
        assert "0 Text 2/3 │ gazette │ Harbour Gazette │ 2031-03-04" in reader.shown()


async def test_an_actor_shows_all_mentions_and_enter_goes_to_the_first(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("2", "enter")
        own = reader.drawn(lambda style: bool(style.bold and style.underline))
        assert reader.drawn(in_reverse) == "the transport minister"
        assert own == "Orla Venn Ms Venn"
        assert "A1 mention 1/5" in reader.status()


# From the words back to the items


async def test_enter_in_the_text_takes_up_every_item_that_rests_on_the_words_in_turn(either: Path, read_it: ReadIt):
    async with read_it(either) as reader:
        places = {
            (found.doc, found.span): found for item in reader.dossier.digest for found in reader.annotations(item.id)
        }
        for found in places.values():
            reader.stand_on(found)
            here = [candidate.item for candidate in touched(reader.dossier, reader.cursor)]
            assert found.item in here
            taken = []
            for _ in here:
                reader.screen.action_choose("choose-here")
                taken.append(reader.cursor.item)
                pane = PaneId.of(reader.dossier.digest.items[reader.cursor.item].kind)
                assert reader.cursor.row(pane) == reader.cursor.item
                current = reader.dossier.annotations(reader.cursor.item)[reader.cursor.passage]
                assert current.doc == found.doc
                assert current.span is not None
                assert current.span.overlaps(reader.cursor.spot)
                assert reader.cursor.spot == found.span
            assert taken == here
            reader.screen.action_choose("choose-here")
            assert reader.cursor.item == here[0]


@both_sizes
async def test_items_that_the_text_cursor_touches_are_marked_in_their_lists(
    karro: Path, size: tuple[int, int], read_it: ReadIt
):
    async with read_it(karro, size) as reader:
        await reader.press("3", "enter")
        await reader.pilot.pause()
        assert reader.passage_words() == 'told reporters the deck was "sound, tested and paid for"'
        assert reader.marked(PaneId.STATEMENTS) == {"s-sound": ">", "s-silent": " "}
        assert reader.marked(PaneId.FACTS)["f-deck"] == "*"
        assert reader.marked(PaneId.FACTS)["f-tolls"] == " "
        assert reader.marked(PaneId.CONFLICTS) == {"c-date": ">"}
        assert "here: [S1] F2 Q1" in reader.status()
        reader.screen.go_to(reader.cursor.with_row(PaneId.FACTS, "f-last"))
        await reader.press("1")
        assert reader.cursor.row(PaneId.FACTS) == "f-deck"
        assert any(re.match(r" > F2\b", row) for row in reader.rows())
        await reader.press("k", "0", "down")
        await reader.settle()
        await reader.press("1", "j", "j", "j", "3", "enter")
        await reader.until(lambda: "f-deck" in reader.screen.query_one("#facts", ListPane).here)
        if size == SIZES[1]:
            assert any(re.match(r" \* F2\b", row) for row in reader.rows())


@both_sizes
async def test_the_lists_take_the_keys_at_the_item_that_the_words_belong_to(
    karro: Path, size: tuple[int, int], read_it: ReadIt
):
    async with read_it(karro, size) as reader:
        last = reader.annotations("f-last")[0]
        reader.stand_on(last)
        await reader.press("enter")
        assert reader.cursor.item == "f-last"
        await reader.press("h")
        assert (reader.focused(), reader.cursor.row(PaneId.FACTS)) == ("facts", "f-last")
        await reader.settle()
        assert reader.cursor.spot == last.span
        assert any(re.match(r" > F7\b", row) for row in reader.rows())
        await reader.press("l")
        assert reader.focused() == "text"


async def test_enter_where_nothing_rests_on_the_words_says_so_and_moves_nothing(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("0", "space", "space")
        before = reader.cursor
        await reader.press("enter")
        assert reader.cursor == before
        assert "no item rests on these words" in reader.status()


async def test_enter_on_the_only_item_of_the_words_does_not_deny_it(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        reader.highlight(PaneId.FACTS, "f-last")
        await reader.press("enter", "enter")
        assert reader.cursor.item == "f-last"
        assert reader.passage_words() == "the ferry of hour 39 waited for the last lorry"
        assert "no item" not in reader.status()


# Walking


@both_sizes
async def test_the_passages_of_an_item_are_walked_across_documents(karro: Path, size: tuple[int, int], read_it: ReadIt):
    april = "no vehicle above 3.5 tonnes may cross before the April inspection"
    async with read_it(karro, size) as reader:
        for home in ("facts", "text"):
            await reader.press("enter" if home == "text" else "1", ">")
            await reader.settle()
            assert (reader.focused(), reader.cursor.doc, reader.passage_words()) == (home, "minutes", april)
            assert "F1 passage 2/2" in reader.status()
            assert plain(reader.drawn(in_reverse)) == april
            await reader.press(">")
            assert "this is the item's last passage" in reader.status()
            await reader.press("<")
            await reader.settle()
            assert (reader.focused(), reader.cursor.doc) == (home, "wire")
            assert reader.passage_words() == "would reopen to freight on Friday"
            await reader.press("<")
            assert "this is the item's first passage" in reader.status()
        await reader.press("5", ".", ".")
        await reader.settle()
        assert (reader.cursor.doc, reader.passage_words()) == ("minutes", "before the April inspection")


async def test_the_passages_of_a_document_are_walked_in_order_whichever_item_rests_on_them(
    either: Path, read_it: ReadIt
):
    async with read_it(either) as reader:
        for document in reader.dossier.digest.documents:
            layer = reader.dossier.readings[document.id].layer
            spans = sorted({(found.span.start, -found.span.end) for found in layer.annotations if found.span})
            reader.screen.go_to(replace(reader.cursor, pane=PaneId.TEXT, doc=document.id, spot=Span(0, 0)))
            walked = []
            for _ in spans:
                reader.screen.action_go("next-in-document")
                walked.append((reader.cursor.spot.start, -reader.cursor.spot.end))
                assert reader.cursor.item in {found.item for found in touched(reader.dossier, reader.cursor)}
            assert walked == spans
            reader.screen.action_go("next-in-document")
            assert "no further passage in this document" in reader.status()
            for expected in reversed(spans[:-1]):
                reader.screen.action_go("previous-in-document")
                assert (reader.cursor.spot.start, -reader.cursor.spot.end) == expected
            reader.screen.action_go("previous-in-document")
            assert "no earlier passage in this document" in reader.status()


async def test_passages_and_their_aliases_are_walked_by_key_and_stay_in_view(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("0", "g")
        seen = []
        for key in ("}", ";", "}", ";", "}", "}", "}"):
            await reader.press(key)
            seen.append(reader.dossier.digest.labels[reader.cursor.item])
            assert reader.in_view(reader.text)
            assert plain(reader.drawn(in_reverse)) == plain(_as_shown(reader))
        assert seen == ["F1", "S1", "F2", "Q1", "F4", "F5", "F7"]
        await reader.press("{", ",")
        assert reader.dossier.digest.labels[reader.cursor.item] == "F4"


@pytest.mark.parametrize("home", ["text", "facts", "documents"])
async def test_documents_are_turned_over_from_any_pane_and_stay_turned(karro: Path, home: str, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(str(PaneId(home).number))
        await reader.settle()
        for key, doc in (("]", "gazette"), (")", "minutes"), ("[", "gazette"), ("(", "wire")):
            await reader.press(key)
            await reader.settle()
            assert (reader.focused(), reader.cursor.doc) == (home, doc)
            assert reader.cursor.row(PaneId.DOCUMENTS) == doc
        await reader.press("[")
        assert "this is the first document" in reader.status()


@pytest.mark.parametrize("home", ["text", "facts", "documents"])
async def test_items_are_walked_with_their_words_without_leaving_the_pane(karro: Path, home: str, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press(str(PaneId(home).number))
        await reader.settle()
        for key, item, words in (
            ("J", "f-deck", 'the deck was "sound, tested'),
            ("J", "f-orphan", 'the deck was "sound, tested'),
            ("J", "f-banner", "A banner on the pier read [/b] [sic] and [bold red]closed[/bold red]"),
            ("J", "f-tolls", "Nothing is known about tolls."),
            ("K", "f-banner", "A banner on the pier read [/b] [sic] and [bold red]closed[/bold red]"),
        ):
            await reader.press(key)
            await reader.settle()
            assert (reader.focused(), reader.cursor.item) == (home, item)
            assert reader.cursor.row(PaneId.FACTS) == item
            assert reader.passage_words() == words


async def test_jumps_are_retraced_with_their_panes(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("H")
        assert "there is nowhere to go back to" in reader.status()
        await reader.press("j")
        await reader.settle()
        places = [reader.cursor]
        for keys in (("enter",), (">",), ("]",), ("G",)):
            await reader.press(*keys)
            await reader.settle()
            places.append(reader.cursor)
        assert [place.pane for place in places] == [PaneId.FACTS, *[PaneId.TEXT] * 4]
        assert len(set(places)) == 5
        for key, place in zip(("H", "backspace", "ctrl+o", "H"), reversed(places[:-1]), strict=True):
            await reader.press(key)
            await reader.settle()
            assert reader.cursor == place
            assert reader.focused() == place.pane
            assert reader.in_view(reader.text)
        for place in places[1:]:
            await reader.press("L")
            await reader.settle()
            assert reader.cursor == place
            assert reader.focused() == place.pane
        await reader.press("L")
        assert "there is nowhere to go forward to" in reader.status()


@both_sizes
async def test_tab_goes_round_all_panes_and_digits_name_them(karro: Path, size: tuple[int, int], read_it: ReadIt):
    ring = [*LISTS[1:], PaneId.TEXT, PaneId.FACTS]
    async with read_it(karro, size) as reader:
        assert reader.focused() == "facts"
        for pane in ring:
            await reader.press("tab")
            assert (reader.focused(), reader.cursor.pane) == (pane, pane)
            assert reader.screen.focused is not None
            assert reader.screen.focused.region.height > 0
        for pane in [PaneId.TEXT, *reversed(LISTS)]:
            await reader.press("shift+tab")
            assert (reader.focused(), reader.cursor.pane) == (pane, pane)
        for pane in PaneId:
            await reader.press(str(pane.number))
            assert (reader.focused(), reader.cursor.pane) == (pane, pane)
        await reader.press("2", "right")
        assert reader.focused() == "text"
        await reader.press("left")
        assert reader.focused() == "actors"


# The text follows the list


async def test_the_text_follows_the_list_once_keys_pause(karro: Path, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt):
    monkeypatch.setattr(moving, "PAUSE", 0.4)
    shown: list[tuple[str, Span]] = []
    watch = TextPane.watch_cursor

    def counted(pane: TextPane, old: Cursor, new: Cursor) -> None:
        if (old.doc, old.spot) != (new.doc, new.spot):
            shown.append((new.doc, new.spot))
        watch(pane, old, new)

    monkeypatch.setattr(TextPane, "watch_cursor", counted)
    async with read_it(karro) as reader:
        before = reader.cursor
        shown.clear()
        await reader.burst(*"jjjj")
        await reader.until(lambda: reader.cursor.row(PaneId.FACTS) == "f-tolls")
        assert (reader.cursor.doc, reader.cursor.spot) == (before.doc, before.spot)
        await reader.settle()
        assert shown == [("gazette", reader.annotations("f-tolls")[0].span)]
        assert reader.passage_words() == "Nothing is known about tolls."
        assert plain(reader.drawn(in_reverse)) == "Nothing is known about tolls."
        assert reader.focused() == "facts"


async def test_a_key_that_comes_before_the_text_has_followed_starts_from_what_is_highlighted(
    karro: Path, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt
):
    monkeypatch.setattr(moving, "PAUSE", 30)
    async with read_it(karro) as reader:
        await reader.press("j", ">")
        assert (reader.cursor.item, reader.passage_words()) == ("f-deck", "the deck was tested twice")
        await reader.press("k", "enter")
        assert (reader.cursor.item, reader.passage_words()) == ("f-friday", "would reopen to freight on Friday")


@both_sizes
async def test_space_pages_the_text_while_a_list_has_the_keys(karro: Path, size: tuple[int, int], read_it: ReadIt):
    async with read_it(karro, size) as reader:
        start, row = reader.cursor.spot, reader.cursor.row(PaneId.FACTS)
        await reader.press("space", "pagedown")
        await reader.settle()
        assert reader.focused() == "facts"
        assert reader.cursor.row(PaneId.FACTS) == row
        assert reader.cursor.spot.start > start.end
        assert reader.text.scroll_offset.y > 0
        assert SENTENCE in reader.passage_words() or "closed crossing" in reader.passage_words()
        await reader.press("b", "pageup", "b", "pageup")
        await reader.settle()
        assert reader.text.scroll_offset.y == 0
        assert "this is the top of the document" in reader.status()


async def test_the_text_is_read_by_rows_and_pages_to_both_ends(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("0", "g")
        text = reader.dossier.text("wire")
        assert text is not None
        starts = [reader.cursor.spot.start]
        for key in ("j", "down", "ctrl+d", "space", "G"):
            await reader.press(key)
            starts.append(reader.cursor.spot.start)
            assert reader.in_view(reader.text)
            assert reader.passage_words().strip()
        assert starts == sorted(set(starts))
        assert reader.cursor.spot.end >= len(text.shown.rstrip())
        await reader.press("j")
        assert "this is the end of the document" in reader.status()
        for key in ("k", "up", "ctrl+u", "b", "home"):
            before = reader.cursor.spot.start
            await reader.press(key)
            assert reader.cursor.spot.start < before
            assert reader.in_view(reader.text)
        assert reader.cursor.spot.start == 0


# How passages look


@both_sizes
async def test_the_current_passage_is_reverse_and_the_others_are_underlined(
    karro: Path, size: tuple[int, int], read_it: ReadIt
):
    async with read_it(karro, size) as reader:
        await reader.press("1", "j", "enter")
        await reader.pilot.pause()
        assert plain(reader.drawn(in_reverse)) == 'the deck was "sound, tested'
        others = plain(reader.drawn(underlined))
        assert others.startswith('would reopen to freight on Friday told reporters and paid for"')
        assert "transport minister" not in others
        assert "[bold red]closed[/bold red]" in others
        assert not plain(reader.drawn(lambda style: bool(style.reverse and style.underline)))
        rows = reader.rows()
        assert any(re.search(r"\bF2> .*told reporters|\bS1> .*told reporters", row) for row in rows)
        for label in ("F1", "C1", "F4", "F5"):
            assert any(re.search(rf"(^| |\^){label}[> ] \S", row[46:] if size == SIZES[1] else row) for row in rows)


@both_sizes
async def test_words_that_mean_harm_are_shown_as_they_stand(karro: Path, size: tuple[int, int], read_it: ReadIt):
    async with read_it(karro, size) as reader:
        shown = plain(" ".join(row[-74:] for row in reader.rows()))
        assert "[/b] [sic] and [bold red]closed" in shown
        assert "Karro [/b] [sic] ␛[31mbridge� reopens" in reader.rows()[0]
        assert "␛[31mred␛[0m ␛]0;owned␇noise" in plain(" ".join(reader.rows()))
        reader.highlight(PaneId.FACTS, "f-banner")
        await reader.pilot.pause()
        assert "A banner read [/b] [sic] ␛[2J� on the" in reader.shown()
        await reader.press("6", "i")
        assert "Karro [/b] [sic]" in reader.sheet_words()
        await reader.press("q", "!", "q", "?", "q", "0")
        for character in reader.shown().replace("\n", ""):
            assert character.isprintable()


async def test_keys_that_come_in_one_burst_end_where_the_last_one_leads(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        for keys, pane in ((("5", "1"), "facts"), (("3", "enter", "4"), "quotes"), (("tab",) * 3, "text")):
            await reader.burst(*keys)
            await reader.settle()
            assert (reader.cursor.pane, reader.focused()) == (pane, pane)
        await reader.press("1", "g")
        await reader.burst("enter", "j")
        await reader.settle()
        assert reader.focused() == "text"
        assert reader.passage_words().startswith("transport minister said")


# Sheets


async def test_what_is_wrong_is_listed(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        assert "1 problem (!)" in reader.status()
        await reader.press("!")
        words = reader.sheet_words()
        assert re.search(r"digest\.yaml: ?27:", words)
        assert "f-orphan" in words
        assert "the bishop of Karro blessed it" in words
        await reader.press("q")
        assert reader.app.screen is reader.screen
        assert reader.marked(PaneId.FACTS)["f-orphan"] == " "
        assert any(re.match(r"   F3  ! A bishop", row) for row in reader.rows())
        reader.highlight(PaneId.FACTS, "f-orphan")
        await reader.settle()
        assert "F3 passage 1/1 not found in gazette" in reader.status()
        await reader.press("enter")
        assert reader.focused() == "facts"
        assert "this item has no passage to go to" in reader.status()


@both_sizes
async def test_the_card_holds_everything_about_an_item(karro: Path, size: tuple[int, int], read_it: ReadIt):
    cards = {
        (PaneId.STATEMENTS, "s-sound"): (
            "The minister vouches for the deck, for every one of its planks, and for whoever paid for them in the end.",
            "Speaker Orla Venn",
            "To reporters in Karro",
            "Cue told",
            "wire.txt:3",
            "“told reporters the deck was \"sound, tested and paid for\"”",
        ),
        (PaneId.FACTS, "f-friday"): (
            "Freight returns to the bridge on Friday 7 March.",
            "wire.txt:1",
            "minutes.md:3",
            "disputes",
            "“no vehicle above 3.5 tonnes may cross before the April inspection”",
        ),
        (PaneId.FACTS, "f-orphan"): ("A bishop blessed the bridge.", "not anchored", "the bishop of Karro blessed it"),
        (PaneId.CONFLICTS, "c-date"): ("Nothing heavy before April. (Karro Council)", "position 2"),
    }  # fmt: skip
    async with read_it(karro, size) as reader:
        for (pane, id_), expected in cards.items():
            reader.highlight(pane, id_)
            await reader.press("i")
            words = reader.sheet_words()
            for part in expected:
                assert part in words
            assert reader.sheet.pane.lines[0][0][0].split()[0] in reader.shown()
            await reader.press("escape")
            assert reader.app.screen is reader.screen


@both_sizes
async def test_the_help_lists_every_command_with_all_its_keys(karro: Path, size: tuple[int, int], read_it: ReadIt):
    async with read_it(karro, size) as reader:
        await reader.press("?")
        words = reader.sheet_words()
        for command in COMMANDS.values():
            assert command.help in words
            for key in command.keys:
                assert spelled(key) in words
        pages = [reader.shown()]
        while not _at_the_end(reader):
            await reader.press("space")
            pages.append(reader.shown())
        seen = "\n".join(pages)
        for line in reader.sheet.pane.lines:
            assert "".join(part for part, _ in line).strip() in seen
        await reader.press("q")
        assert reader.app.screen is reader.screen


def _at_the_end(reader: Reader) -> bool:
    pane = reader.sheet.pane
    return pane.scroll_offset.y + pane.size.height >= len(pane.lines)


# Commands


async def test_a_key_that_leads_nowhere_says_so_until_the_next_key(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        for keys, sentence in (
            (("k",), "this is the first row"),
            (("home",), "this is the first row"),
            (("G", "G"), "this is the last row"),
            (("J",), "this is the last one"),
            (("H",), "there is nowhere to go back to"),
            (("L",), "there is nowhere to go forward to"),
            (("6", "G", "]"), "this is the last document"),
            (("0", "g", "g"), "this is the top of the document"),
            (("G", "G"), "this is the end of the document"),
            (("}",), "no further passage in this document"),
        ):
            await reader.press(*keys)
            assert sentence in reader.status()
        await reader.press("k")
        assert "no further passage" not in reader.status()


async def test_a_key_for_an_item_says_so_where_there_is_none(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("6", "enter")
        for key in (">", "<", "J", "K", "C"):
            await reader.press(key)
            assert "no item here: Enter takes up the one" in reader.status()
        await reader.press("6", ">")
        assert "no item here: go to a fact" in reader.status()


async def test_a_digest_without_items_says_so_whatever_is_asked_of_one(karro: Path, read_it: ReadIt):
    digest = (karro / "digest.yaml").read_text("utf-8")
    (karro / "digest.yaml").write_text(re.split(r"^actors:", digest, maxsplit=1, flags=re.MULTILINE)[0], "utf-8")
    async with read_it(karro) as reader:
        await reader.press("1")
        for key in ("j", "k", "g", "G", "d", "u", "enter", ">", "<", "J", "K", "C", "v"):
            await reader.press(key)
            assert "no item here: this list is empty" in reader.status(), key
        await reader.press("0")
        for key in (">", "<", "J", "K", "C", "v", "a"):
            await reader.press(key)
            assert "there is no item in this dossier yet" in reader.status(), key


async def test_a_title_that_has_no_room_is_seen_to_be_cut(karro: Path, read_it: ReadIt):
    digest = (karro / "digest.yaml").read_text("utf-8")
    (karro / "digest.yaml").write_text(re.sub(r"(?m)^title: .*", f"title: {'long ' * 60}", digest), "utf-8")
    async with read_it(karro, (80, 24)) as reader:
        assert reader.rows()[0].rstrip().endswith("…")


@pytest.mark.parametrize("size", [(30, 8), (80, 24)])
async def test_a_card_never_cuts_where_a_passage_stands(karro: Path, size: tuple[int, int], read_it: ReadIt):
    digest = (karro / "digest.yaml").read_text("utf-8")
    longest = "Northwire News Agency of the Eastern Provinces and of the Adjacent Islands"
    (karro / "digest.yaml").write_text(digest.replace("publisher: Northwire", f"publisher: {longest}"), "utf-8")
    async with read_it(karro, size) as reader:
        reader.highlight(PaneId.FACTS, "f-friday")
        await reader.press("i")
        rows = ["".join(words for words, _ in line) for line in reader.sheet.pane.lines]
        assert any(re.search(r"wire\.txt:\d+$", row) for row in rows)
        assert all(cell_len(row) <= size[0] - 1 for row in rows)


async def run(reader: Reader, pane: PaneId, command: Command) -> None:
    """Run a command from a pane, and close the sheet or prompt that it may open."""
    if command.where in (Where.SHEET, Where.VIEW):
        return
    reader.screen.action_pane(pane)
    await reader.screen.run_action(f"screen.{action_of(command)}")
    if isinstance(reader.app.screen, Sheet | Prompt | View):
        await reader.pilot.pause()
        reader.app.pop_screen()
    elif command.id == "reload":
        await reader.settle()


async def test_every_command_can_be_run_from_every_pane(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        for pane in PaneId:
            for command in COMMANDS.values():
                if command.id == "quit":
                    continue
                await run(reader, pane, command)
            await reader.settle()
            assert reader.focused() == reader.cursor.pane


@both_sizes
async def test_a_reload_keeps_the_place(karro: Path, size: tuple[int, int], read_it: ReadIt):
    async with read_it(karro, size) as reader:
        reader.highlight(PaneId.FACTS, "f-tolls")
        await reader.press("enter")
        place = reader.cursor
        digest = karro / "digest.yaml"
        words = digest.read_text("utf-8").replace("text: Nothing is known about tolls.", "text: No tolls.")
        digest.write_text(words, "utf-8")
        await reader.press("R")
        await reader.settle()
        assert reader.cursor == place
        assert reader.dossier.digest.items["f-tolls"].words == "No tolls."
        assert "No tolls." in reader.shown()
        assert plain(reader.drawn(in_reverse)) == "Nothing is known about tolls."


@both_sizes
async def test_a_broken_digest_leaves_the_last_good_view_and_its_line_is_said(
    karro: Path, size: tuple[int, int], read_it: ReadIt
):
    async with read_it(karro, size) as reader:
        await reader.press("j", "enter")
        await reader.settle()
        place, before = reader.cursor, reader.rows()[:-2]
        digest = karro / "digest.yaml"
        good = digest.read_text("utf-8")
        broken = good.replace("  - id: f-deck\n", "  - id: [f-deck\n")
        digest.write_text(broken, "utf-8")
        await reader.press("R")
        await reader.settle()
        assert reader.cursor == place
        assert reader.rows()[:-2] == before
        line = next(number for number, words in enumerate(good.splitlines(), 1) if "f-deck" in words)
        named = re.search(r"\.yaml:(\d+)", reader.rows()[-2])
        assert named, reader.rows()[-2]
        assert line <= int(named[1]) <= line + 3
        digest.unlink()
        await reader.press("R")
        await reader.settle()
        assert reader.rows()[:-2] == before
        assert "digest" in reader.status()
        digest.write_text(good, "utf-8")
        await reader.press("R")
        await reader.settle()
        assert "read again" in reader.status()


async def test_a_reload_whose_item_is_gone_stands_somewhere_that_exists(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        reader.highlight(PaneId.FACTS, "f-last")
        await reader.press("enter")
        digest = karro / "digest.yaml"
        digest.write_text(digest.read_text("utf-8").replace("f-last", "f-new"), "utf-8")
        (karro / "wire.txt").write_text("Short now.\n", "utf-8")
        await reader.press("R")
        await reader.settle()
        assert reader.cursor.item in reader.dossier.digest.items
        assert reader.cursor.row(PaneId.FACTS) in reader.dossier.digest.items
        for key in ("j", "k", "}", "enter", "1", "G", "enter"):
            await reader.press(key)
        assert "Short now." in reader.shown()


async def test_ctrl_c_says_how_to_quit_and_the_second_one_quits(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("ctrl+c")
        assert "Ctrl+C again to quit" in reader.status()
        assert reader.app.is_running
        await reader.press("j", "escape")
        assert reader.app.is_running
        await reader.press("ctrl+c")
        await reader.until(lambda: not reader.app.is_running)
        assert reader.app.return_code == 0


@pytest.mark.parametrize("key", ["q", "Q"])
async def test_q_quits_and_escape_never_does(karro: Path, key: str, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("escape", "escape")
        assert reader.app.is_running
        await reader.press(key)
        await reader.until(lambda: not reader.app.is_running)
        assert reader.app.return_code == 0


# Sizes


async def test_the_hint_row_fits_every_width_and_never_loses_help_and_quit(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        for pane in PaneId:
            reader.screen.action_pane(pane)
            for width in range(200, 29, -1):
                words = "".join(part for part, _ in reader.hints.words(width))
                assert cell_len(words) <= width
                assert "? help" in words
                assert words.rstrip().endswith("q quit")
            assert reader.hints.max_scroll_x == 0


@pytest.mark.parametrize("home", ["text", "facts"])
async def test_the_place_stays_in_view_through_every_size(karro: Path, home: str, read_it: ReadIt):
    async with read_it(karro, (120, 40)) as reader:
        reader.highlight(PaneId.FACTS, "f-noise")
        await reader.press("enter" if home == "text" else "1")
        await reader.settle()
        place = reader.cursor
        for size in ((80, 24), (50, 16), (30, 8), (20, 5), (1, 1), (120, 40), (200, 60), (60, 80)):
            await reader.resize(size)
            assert reader.cursor == place
            assert len(reader.rows()) == size[1]
            assert all(cell_len(row) == size[0] for row in reader.rows())
            if size[0] < 30:
                assert reader.screen.has_class("-small")
                assert reader.rows()[0].startswith(f"Too small: need 30x8, have {size[0]}x{size[1]}"[: size[0]])
                await reader.press("j", "G", "3", "enter")
                assert reader.cursor == place
                continue
            pane = reader.pane(PaneId(home))
            assert pane.region.height > 0
            assert reader.in_view(pane)
            if size == (30, 8) and home == "text":
                assert "␛[31mred" in reader.drawn(in_reverse)
        assert reader.focused() == home


async def test_on_a_small_screen_one_pane_shows_at_a_time(karro: Path, read_it: ReadIt):
    async with read_it(karro, (50, 16)) as reader:
        assert "> F1" in reader.shown()
        assert "KARRO, March 4" not in reader.shown()
        await reader.press("enter")
        assert "KARRO, March 4" in reader.shown()
        await reader.press("2")
        assert "> A1" in reader.shown()


# Large dossiers, poor dossiers


@pytest.fixture
def vast(tmp_path: Path) -> Dossier:
    """A hundred thousand facts over one document of ten megabytes."""
    folder = tmp_path / "vast"
    folder.mkdir()
    paragraph = f"{'Nothing was reported from the harbour that day, said the keeper. ' * 5}\n"
    needle = "On the last day the bridge opened."
    (folder / "long.txt").write_text(paragraph * (10_000_000 // len(paragraph)) + needle + "\n", "utf-8")
    passage = Passage(doc="long", selector=Selector(exact=needle))
    facts = [
        Fact(id=f"f{number}", text=f"Fact number {number}.", evidence=() if number % 1000 else (passage,))
        for number in range(100_000)
    ]
    return Dossier(folder, Digest(documents=(Document(id="long", path="long.txt"),), facts=tuple(facts)))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[int]]:
    """The rows that panes have been asked to draw, by pane."""
    rows: dict[str, list[int]] = {"list": [], "text": []}

    def counting(name: str, method: Callable[..., object]) -> Callable[..., object]:
        def counted(rows_of: object, row: int, *rest: object) -> object:
            rows[name].append(row)
            return method(rows_of, row, *rest)

        return counted

    monkeypatch.setattr(ListRows, "segments", counting("list", ListRows.segments))
    monkeypatch.setattr(TextRows, "segments", counting("text", TextRows.segments))
    return rows


async def test_of_a_hundred_thousand_items_and_ten_megabytes_only_what_shows_is_drawn(
    vast: Dossier, asked: dict[str, list[int]], read_it: ReadIt
):
    async with read_it(vast) as reader:
        await reader.settle()
        last = len(reader.text.rows) - 1
        assert len(vast.digest.facts) == 100_000
        assert last > 100_000
        assert reader.passage_words() == "On the last day the bridge opened."
        assert "On the last day the bridge opened." in reader.drawn(in_reverse)
        assert set(asked["list"]) <= set(range(24))
        assert all(row < 24 or row > last - 24 for row in asked["text"])
        assert len(asked["list"]) + len(asked["text"]) < 24 * 24
        for key, bottom in (("G", 99_999), ("g", 0), ("j", 1)):
            asked["list"].clear()
            await reader.press(key)
            await reader.settle()
            assert reader.cursor.row(PaneId.FACTS) == f"f{bottom}"
            assert len(asked["list"]) <= 24 * 4
            assert all(abs(row - bottom) <= 24 for row in asked["list"] if row > 24)
        for key, top in (("0", None), ("g", 0), ("space", 5), ("G", last)):
            asked["text"].clear()
            await reader.press(key)
            if top is not None:
                assert all(abs(row - top) <= 30 or row > last - 24 for row in asked["text"])
            assert len(asked["text"]) <= 24 * 4


async def test_a_key_does_not_look_at_every_item_of_a_large_dossier(
    vast: Dossier, monkeypatch: pytest.MonkeyPatch, read_it: ReadIt
):
    looked: list[str] = []
    declared = Dossier._declared

    def counted(dossier: Dossier, item: str) -> list[Annotation]:
        looked.append(item)
        return declared(dossier, item)

    async with read_it(vast) as reader:
        await reader.settle()
        monkeypatch.setattr(Dossier, "_declared", counted)
        await reader.press("j")
        await reader.settle()
        await reader.press("k", "enter", "k")
        assert len(looked) < 1000


@both_sizes
async def test_a_missing_document_shows_its_problem_and_the_rest_works(
    karro: Path, size: tuple[int, int], read_it: ReadIt
):
    (karro / "wire.txt").unlink()
    (karro / "gazette.txt").write_bytes(b"The bridge\xff\xfe is shut.\n")
    async with read_it(karro, size) as reader:
        assert "wire.txt" in reader.shown()
        await reader.press("6", "enter")
        await reader.settle()
        assert "there is no file 'wire.txt'" in reader.shown()
        for key in ("j", "space", "g", "G", "}", "{", "enter", "i", "q", "!", "q", "?", "q"):
            await reader.press(key)
        await reader.press("6", "]")
        await reader.settle()
        assert reader.cursor.doc == "gazette"
        assert "the byte 0xFF is not utf-8" in reader.shown()
        await reader.press("1", "g", ">")
        assert reader.cursor.doc == "minutes"
        assert reader.passage_words().startswith("no vehicle above 3.5 tonnes")
        await reader.press("!")
        assert "wire.txt" in reader.sheet_words()


@both_sizes
async def test_a_folder_without_a_digest_opens_for_reading(tmp_path: Path, size: tuple[int, int], read_it: ReadIt):
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "one.txt").write_text("The first words.\n", "utf-8")
    (folder / "two.md").write_text("The second words.\n", "utf-8")
    async with read_it(folder, size) as reader:
        assert reader.focused() == "documents"
        assert "The first words." in reader.shown()
        await reader.press("j")
        await reader.settle()
        assert "The second words." in reader.shown()
        await reader.press("enter", "j", "1", "j", "enter", "i", "q", "}", ">", "J", "!")
        assert "there is no digest" in reader.sheet_words()
        await reader.press("q", "R")
        await reader.settle()
        assert "read again" in reader.status()
        assert reader.app.is_running


async def test_a_dossier_without_anything_to_read_opens(tmp_path: Path, read_it: ReadIt):
    (tmp_path / "digest.yaml").write_text("format: briefing/1\n", "utf-8")
    async with read_it(tmp_path / "digest.yaml") as reader:
        for command in COMMANDS.values():
            for pane in PaneId:
                if command.id != "quit":
                    await run(reader, pane, command)
        await reader.pilot.pause()
        assert isinstance(reader.app.screen, Reading)
        assert reader.app.is_running


async def test_going_back_to_what_a_reload_took_away_stands_somewhere_that_exists(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("6", "j", "enter")
        await reader.settle()
        digest = karro / "digest.yaml"
        lines = digest.read_text("utf-8").split("\n")
        digest.write_text("\n".join(line for line in lines if "{id: gazette" not in line), "utf-8")
        await reader.press("R")
        await reader.settle()
        await reader.press("H", "L")
        await reader.settle()
        assert reader.cursor.doc in reader.dossier.digest.shelf


async def test_zero_keeps_the_place_in_the_text(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("space", "space")
        spot = reader.cursor.spot
        await reader.press("0")
        await reader.settle()
        assert (reader.focused(), reader.cursor.spot) == ("text", spot)


async def test_a_pinned_document_that_vanishes_is_no_crash(karro: Path, read_it: ReadIt):
    digest = karro / "digest.yaml"
    pinned = digest.read_text("utf-8").replace("{id: wire,", f"{{id: wire, sha256: {'0' * 64},", 1)
    digest.write_text(pinned, "utf-8")
    async with read_it(karro) as reader:
        await reader.settle()
        (karro / "wire.txt").unlink(missing_ok=True)
        await reader.press("!")
        assert "not the one that the digest was written" in " ".join(reader.sheet_words().split())


async def test_ctrl_c_on_a_sheet_says_how_to_quit(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("?", "ctrl+c")
        assert "press Ctrl+C again" in str(reader.sheet.pane.border_subtitle)


async def test_a_folder_without_a_digest_says_how_to_begin_one(tmp_path: Path, read_it: ReadIt):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "wire.txt").write_text("One.\n", "utf-8")
    async with read_it(tmp_path / "texts") as reader:
        assert "`briefing init` writes one" in reader.status()


async def test_a_failed_reload_is_said_for_as_long_as_it_lasts(karro: Path, read_it: ReadIt):
    async with read_it(karro, (120, 40)) as reader:
        digest = karro / "digest.yaml"
        good = digest.read_text("utf-8")
        digest.write_text(good.replace("  - id: f-deck\n", "  - id: [f-deck\n"), "utf-8")
        await reader.press("R")
        await reader.settle()
        await reader.press("j")
        assert "digest.yaml:21 broken, older one shown (!)" in reader.status()
        await reader.press("!")
        assert "yaml-syntax" in reader.sheet_words()
        digest.write_text(good, "utf-8")
        await reader.press("q", "R")
        await reader.settle()
        await reader.press("j")
        assert "broken" not in reader.status()


@pytest.mark.parametrize("size", [(100, 24), (120, 26), (120, 33), (120, 34), (180, 30)])
async def test_the_list_that_has_the_keys_always_shows_rows(size: tuple[int, int], read_it: ReadIt):
    async with read_it(shipped("seeds"), size) as reader:
        for pane in LISTS:
            await reader.press(str(pane.number))
            await reader.settle()
            assert reader.pane(pane).size.height >= 4


async def test_going_back_leads_to_the_row_that_was_being_read(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("0", "j", "j", "j")
        place = reader.cursor
        await reader.press("1", "j")
        await reader.settle()
        await reader.press("H")
        await reader.settle()
        assert (reader.cursor.doc, reader.cursor.spot, reader.cursor.pane) == (place.doc, place.spot, place.pane)


async def test_the_first_page_is_a_page(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("0", "g")
        top, height = reader.text.scroll_offset.y, reader.text.size.height
        await reader.press("space")
        assert reader.text.scroll_offset.y == top + height - 2


async def test_what_the_current_passage_belongs_to_stands_beside_it(read_it: ReadIt):
    async with read_it(shipped("seeds")) as reader:
        await reader.press("0")
        for _ in range(15):
            await reader.press("}")
            label = reader.dossier.digest.labels[reader.cursor.item]
            assert any(row.startswith(f"{label:>4}> ") for row in reader.rows())


async def test_a_key_that_does_nothing_says_so_until_the_next(karro: Path, read_it: ReadIt):
    async with read_it(karro) as reader:
        await reader.press("W")
        assert "W does nothing here; ? lists the keys" in reader.status()
        await reader.press("j")
        assert "does nothing" not in reader.status()
        for key in ("?", "q", "}", "3", "space"):
            await reader.press(key)
            assert "does nothing" not in reader.status()


async def test_a_passage_to_be_confirmed_has_its_mark_beside_the_text(tmp_path: Path, read_it: ReadIt):
    (tmp_path / "wire.txt").write_text("Orla Venn told reporters the old deck had been mended with care.\n", "utf-8")
    (tmp_path / "digest.yaml").write_text(
        "format: briefing/1\ndocuments: [{id: wire, path: wire.txt}]\nfacts:\n  - id: f\n    text: F.\n"
        "    evidence:\n"
        "      {doc: wire, exact: the old deck had been repaired with, prefix: told reporters, suffix: care.}\n",
        "utf-8",
    )
    async with read_it(tmp_path) as reader:
        assert any(row.lstrip().startswith("~F1") for row in reader.rows())
        assert "F1 passage 1/1 ~ fuzzy" in reader.status()
