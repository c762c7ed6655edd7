"""Wide, combining, joined and right-to-left words: no column moves, no offset drifts, no highlight is torn."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from rich.style import Style

from briefing.listing import PaneId
from briefing.reader.painting import CURRENT, OWN, PASSAGE, paint
from briefing.spans import Span

if TYPE_CHECKING:
    from tests.reader.conftest import Reader, ReadIt

INK = {
    "passage": Style(underline=True),
    "own": Style(bold=True),
    "current": Style(reverse=True),
    "strong": Style(dim=True),
}

PIECES = [
    "a", " ", "字", "。", "é", "e\u0301", "o\u0308\u0323", "שלום", "سلام", "क्षि", "می\u200cخ",
    "👩\u200d🚀", "👍🏽", "❤\ufe0f", "🇫🇷",
]  # fmt: skip

QUICK = settings(max_examples=400, deadline=None)

texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[Span, int]], list[tuple[Span, str]]]:
    """Return a text with marks and meanings that begin and end anywhere, inside what is drawn as one, too."""
    text = draw(texts)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = places.map(lambda ends: Span(min(ends), max(ends)))
    marks = st.lists(st.tuples(spans, st.sampled_from([PASSAGE, OWN, CURRENT])), max_size=4)
    meanings = st.lists(st.tuples(spans, st.just("strong")), max_size=3)
    return text, draw(marks), draw(meanings)


@given(marked())
@QUICK
def test_a_row_is_as_wide_with_marks_as_without(case: tuple[str, list[tuple[Span, int]], list[tuple[Span, str]]]):
    text, marks, meanings = case
    segments = paint(text, Span(0, len(text)), marks, INK, Style(), meanings)
    words = text.rstrip(" ")
    assert "".join(segment.text for segment in segments) == words
    assert sum(cell_len(segment.text) for segment in segments) == cell_len(words)


@given(marked())
@QUICK
def test_what_is_drawn_as_one_is_marked_as_one_and_no_mark_is_lost(
    case: tuple[str, list[tuple[Span, int]], list[tuple[Span, str]]],
):
    text, marks, _ = case
    at, reversed_at = 0, set[int]()
    for segment in paint(text, Span(0, len(text)), marks, INK, Style()):
        if segment.style and segment.style.reverse:
            reversed_at |= set(range(at, at + len(segment.text)))
        at += len(segment.text)
    words = text.rstrip(" ")
    wanted = {at for span, strength in marks if strength == CURRENT for at in range(span.start, span.end)}
    clusters = [set(range(start, end)) for start, end, _ in split_graphemes(words)[0]]
    assert reversed_at == set().union(*(cluster for cluster in clusters if cluster & wanted))


# In the reader

LINES = {
    "hebrew": "דובר הצבא אמר כי הגשר נפתח ביום שישי, לאחר שנבדק פעמיים, ואיש לא נפגע בעבודות שנמשכו כל הלילה על הגדה.",
    "arabic": "قال المتحدث إن الجسر فُتح يوم الجمعة بعد فحصه مرتين، وإن أحدًا لم يُصب.",
    "persian": "سخنگو گفت پل روز جمعه باز می\u200cشود و هیچ\u200cکس آسیب ندیده است، هرچند کارها تمام شب ادامه داشت.",
    "japanese": "広報官は、橋は二度点検された後、金曜日に開通したと述べた。",
    "vietnamese": "Người phát ngôn nói cây cầu đã được mở vào thứ Sáu sau hai lần kiểm tra, và không ai bị thương.",
    "hindi": "प्रवक्ता ने कहा कि दो बार जाँच के बाद पुल शुक्रवार को खोला गया और किसी को चोट नहीं आई।",
    "emoji": "The crew 👩\u200d🚀👩\u200d👩\u200d👧 waved 👍🏽 at the flag 🇫🇷 and sent ❤\ufe0f ashore.",
}

PASSAGES = {
    "hebrew": "הגשר נפתח ביום שישי, לאחר שנבדק פעמיים",
    "arabic": "الجسر فُتح يوم الجمعة",
    "persian": "باز می\u200cشود و هیچ\u200cکس",
    "japanese": "橋は二度点検された後、金曜日に開通した",
    "vietnamese": "cây cầu đã được mở vào thứ Sáu",
    "hindi": "पुल शुक्रवार को खोला गया",
    "emoji": "👩\u200d🚀👩\u200d👩\u200d👧 waved 👍🏽 at the flag 🇫🇷",
}


@pytest.fixture
def tongues(tmp_path: Path) -> Path:
    """Return a dossier in seven scripts, whose items say what their passages say."""
    folder = tmp_path / "tongues"
    folder.mkdir()
    documents, facts = [], []
    for name, line in LINES.items():
        (folder / f"{name}.txt").write_text(f"{line}\n\n{line} {line}\n", "utf-8", newline="")
        documents.append(f"  - {{id: {name}, path: {name}.txt, title: '{PASSAGES[name]}', publisher: '{line[:30]}'}}")
        facts.append(
            f"  - {{id: {name}-f, text: '{line}', evidence: {{doc: {name}, exact: '{PASSAGES[name]}', occurrence: 1}}}}"
        )
    digest = "\n".join(
        ["format: briefing/1", f"title: '{LINES['arabic']}'", "documents:", *documents, "facts:", *facts]
    )
    (folder / "digest.yaml").write_text(f"{digest}\n", "utf-8")
    return folder


SIZES = [(50, 16), (80, 24), (120, 40), (200, 60)]


def assert_columns_hold(reader: Reader, size: tuple[int, int]) -> None:
    """Demand that every row of the screen is as wide as the screen, however its parts are added up."""
    rows = reader.app.screen._compositor.render_strips()
    assert len(rows) == size[1]
    for strip in rows:
        assert sum(cell_len(segment.text) for segment in strip) == size[0], strip.text
        assert cell_len(strip.text) == size[0], strip.text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_no_column_moves_whatever_the_script(tongues: Path, size: tuple[int, int], read_it: ReadIt):
    async with read_it(tongues, size) as reader:
        for key in ("g", *"jjjjjj", "0", "6", "c", "q", "t", "q", "i", "q", "y", "Y", "s", "escape", "|"):
            await reader.press(key)
            assert_columns_hold(reader, size)


@pytest.mark.parametrize("name", LINES)
async def test_the_highlight_holds_exactly_the_words_of_the_passage(tongues: Path, name: str, read_it: ReadIt):
    async with read_it(tongues, (80, 24)) as reader:
        reader.highlight(PaneId.FACTS, f"{name}-f")
        await reader.press("enter")
        await reader.settle()
        shown = reader.drawn(lambda style: bool(style.reverse))
        # Where a row is broken, the joined rows have a space between them that may be none of the words.
        assert shown.replace(" ", "") == PASSAGES[name].replace(" ", "")
        assert reader.passage_words() == PASSAGES[name]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_the_words_begin_in_one_column_beside_the_gutter(tongues: Path, size: tuple[int, int], read_it: ReadIt):
    async with read_it(tongues, size) as reader:
        for name in LINES:
            (found,) = reader.annotations(f"{name}-f")
            reader.stand_on(found)
            await reader.settle()
            text = reader.dossier.text(name)
            assert text is not None
            columns = set[int]()
            for y in range(min(reader.text.size.height, reader.text.count() - reader.text.scroll_offset.y)):
                row = reader.text.row_span(y + reader.text.scroll_offset.y).of(text.shown).rstrip("\n ")
                drawn = reader.text.render_line(y).text
                if row and row in drawn:
                    columns.add(cell_len(drawn[: drawn.index(row)]))
            assert len(columns) == 1, (name, columns)


def test_the_lines_hold_what_this_is_about():
    whole = "".join(LINES.values())
    widths = {width for _, _, width in split_graphemes(whole)[0]}
    assert {1, 2} <= widths
    assert any(len(whole[one[0] : one[1]]) > 2 for one in split_graphemes(whole)[0])
    assert all(PASSAGES[name] in line for name, line in LINES.items())
    assert all(one[1] == other[0] for one, other in pairwise(split_graphemes(whole)[0]))
