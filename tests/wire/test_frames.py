"""Whatever is asked of a grid, a terminal that is fed what it pays shows just that, and nothing else is ever sent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.reader.wire import pen
from briefing.reader.wire.frames import BLANK, Block, Cell, Grid, Line, Row, changes, laid, moved
from briefing.reader.wire.pen import ground, look, spelling, sure, turn
from briefing.reader.wire.updates import clusters

WIDTH, HEIGHT = 24, 9

TOKEN = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])|(\r)|(\n)|([^\x00-\x1f\x7f-\x9f])|(.)", re.DOTALL)

ENDS = {"22": "12", "23": "3", "24": "4", "25": "5", "27": "7", "29": "9"}


class Terminal:
    """As much of a terminal as the pen may lean on. What it does not know it refuses."""

    def __init__(self, *, fills: bool, clusters: bool = True) -> None:
        self.fills, self.clusters = fills, clusters
        self.cells = [[Cell("#", "31")] * WIDTH for _ in range(HEIGHT)]
        self.x = self.y = 0
        self.top, self.bottom = 0, HEIGHT - 1
        self.attributes: set[str] = set()
        self.grounds = {"3": "39", "4": "49"}

    def feed(self, data: str) -> None:
        """Do what the bytes say."""
        for numbers, final, cr, lf, text, other in TOKEN.findall(data):
            assert not other, f"a control was sent: {other!r}"
            if final:
                self.control(numbers, final)
            elif cr:
                self.x = 0
            elif lf:
                assert self.y < HEIGHT - 1, "a line feed would scroll"
                self.y += 1
            else:
                self.write(text)

    def control(self, numbers: str, final: str) -> None:
        if final == "m":
            self.turn(numbers)
            return
        first, *rest = [int(number or 1) for number in numbers.split(";")]
        if final == "H":
            self.y, self.x = first - 1, (rest or [1])[0] - 1
        elif final == "C":
            self.x += first
        elif final == "K":
            assert not numbers
            self.cells[self.y][self.x :] = [self.blank()] * (WIDTH - self.x)
        elif final == "X":
            assert self.x + first < WIDTH
            self.cells[self.y][self.x : self.x + first] = [self.blank()] * first
        elif final == "r":
            self.top, self.bottom = (first - 1, rest[0] - 1) if rest else (0, HEIGHT - 1)
            self.x = self.y = 0
        elif final in "LM":
            assert self.top <= self.y <= self.bottom
            assert self.sgr == ""
            blanks = [[BLANK] * WIDTH for _ in range(first)]
            moving = self.cells[self.y : self.bottom + 1]
            moving = [*moving[first:], *blanks] if final == "M" else [*blanks, *moving[:-first]]
            self.cells[self.y : self.bottom + 1] = moving
        else:
            raise AssertionError(f"unknown: {numbers}{final}")
        assert 0 <= self.x < WIDTH
        assert 0 <= self.y < HEIGHT

    def turn(self, numbers: str) -> None:
        codes = numbers.split(";") if numbers else ["0"]
        while codes:
            code = codes.pop(0)
            if code == "0":
                self.attributes, self.grounds = set(), {"3": "39", "4": "49"}
            elif code in ENDS:
                self.attributes -= {*ENDS[code]}
            elif code in ("38", "48"):
                taken = 4 if codes[0] == "2" else 2
                self.grounds[code[0]] = ";".join([code, *codes[:taken]])
                del codes[:taken]
            elif 30 <= int(code) < 50 or int(code) >= 90:
                self.grounds["4" if code.startswith(("4", "10")) else "3"] = code
            else:
                self.attributes.add(code)

    @property
    def sgr(self) -> str:
        grounds = (ground for ground in self.grounds.values() if ground not in ("39", "49"))
        return ";".join([*sorted(self.attributes), *grounds])

    def blank(self) -> Cell:
        """What is left where something is erased."""
        return Cell(" ", self.grounds["4"] if self.fills and self.grounds["4"] != "49" else "")

    def write(self, character: str) -> None:
        width = width_of(character) if self.clusters else 1
        row = self.cells[self.y]
        if width == 0 or (self.clusters and self.x and row[self.x - 1].text.endswith("\u200d")):
            at = max(x for x in range(self.x) if row[x].text)
            row[at] = Cell(row[at].text + character, row[at].sgr)
            return
        self.cells[self.y] = laid(row, self.x, [Cell(character, self.sgr), *[Cell("", self.sgr)] * (width - 1)])
        self.x += width


def width_of(character: str) -> int:
    if unicodedata.combining(character) or character in "\u200c\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def seen(rows: list[Row]) -> list[list[tuple[str, object]]]:
    """Return what can be seen of cells: their text, and their look taken apart; of a space its ground."""
    return [[(cell.text, ground(cell.sgr) if cell.text == " " else look(cell.sgr)) for cell in row] for row in rows]


SGR = st.sampled_from(
    ["", "1", "7", "4", "1;3", "2;9", "1;2", "31", "91;104", "1;31;44", "38;2;10;20;30;48;2;1;2;3", "48;2;1;2;3",
     "4;38;2;10;20;30;48;2;1;2;3", "1;38;5;200;48;5;17", "38;5;200;48;2;1;2;3", "7;48;5;17", "21;53", "8"]
)  # fmt: skip
PLAIN = list("ab .0│é…●Жя\ufffd")
WIDE = ["日", "本", "、", "한"]
MARKED = ["e\u0301", "я\u0301"]


@st.composite
def rows_of_cells(draw: st.DrawFn) -> Row:
    """A row as wide as the screen, in a few looks, with wide and combined characters now and then."""
    row: Row = []
    while len(row) < WIDTH:
        sgr, text = draw(SGR), draw(st.sampled_from([*PLAIN, *WIDE, *MARKED, " "]))
        wide = width_of(text[0]) == 2
        for _ in range(draw(st.integers(1, 16))):
            row += [Cell(text, sgr), Cell("", sgr)] if wide else [Cell(text, sgr)]
    cut_in_half = len(row) > WIDTH and not row[WIDTH].text
    return [*row[: WIDTH - 1], BLANK] if cut_in_half else row[:WIDTH]


POOL = st.lists(rows_of_cells(), min_size=HEIGHT, max_size=2 * HEIGHT)


@st.composite
def frames(draw: st.DrawFn) -> list[list[Row]]:
    """Screens one after the other, in which rows come again, move together, or change in a few cells."""
    pool = draw(POOL)
    screens: list[list[Row]] = []
    for _ in range(draw(st.integers(1, 5))):
        if screens and draw(st.sampled_from([True, False])):
            top, by = draw(st.integers(0, HEIGHT - 2)), draw(st.sampled_from([-3, -2, -1, 1, 2, 3]))
            screen = [*screens[-1]]
            stretch = range(top, draw(st.integers(top + 1, HEIGHT)))
            for y in stretch:
                screen[y] = screens[-1][y + by] if y + by in stretch else draw(st.sampled_from(pool))
        else:
            screen = [draw(st.sampled_from(pool)) for _ in range(HEIGHT)]
        y, x = draw(st.integers(0, HEIGHT - 1)), draw(st.integers(0, WIDTH - 1))
        screen[y] = laid(screen[y], x, [Cell("!", draw(SGR))])
        screens.append(screen)
    return screens


@settings(max_examples=400, deadline=None)
@given(frames(), st.booleans(), st.data())
def test_after_every_payment_the_terminal_shows_what_was_wanted(
    screens: list[list[Row]], fills: bool, data: st.DataObject
):
    terminal, grid = Terminal(fills=fills), Grid(fills=fills)
    for screen in screens:
        if data.draw(st.integers(0, 9)) == 0:
            grid.forget()
            terminal.cells = [[Cell("?", "45")] * WIDTH for _ in range(HEIGHT)]
        owed = grid.want(dict(enumerate(screen)))
        paid = grid.pay()
        assert owed or paid == ""
        terminal.feed(paid)
        assert seen(terminal.cells) == seen(screen)
        assert [line.row for line in grid.shown] == screen
        assert terminal.sgr == ""
        assert (terminal.top, terminal.bottom) == (0, HEIGHT - 1)
        assert not grid.want(dict(enumerate(screen)))
        assert grid.pay() == ""


@settings(max_examples=100, deadline=None)
@given(frames())
def test_what_was_wanted_and_not_yet_paid_is_replaced_by_what_is_wanted_now(screens: list[list[Row]]):
    terminal, grid = Terminal(fills=False), Grid()
    grid.want(dict(enumerate(screens[0])))
    terminal.feed(grid.pay())
    for screen in screens:
        for y, row in enumerate(screen):
            grid.want({y: row})
    terminal.feed(grid.pay())
    assert seen(terminal.cells) == seen(screens[-1])


def words(text: str, sgr: str = "") -> Row:
    return [Cell(character, sgr) for character in text.ljust(WIDTH)]


def screen_of(*texts: str) -> dict[int, Row]:
    return {y: words(text) for y, text in enumerate(texts)}


def paid(grid: Grid, rows: dict[int, Row]) -> str:
    grid.want(rows)
    return grid.pay()


LINES = [f"line {number} of the text" for number in range(20)]


@pytest.mark.parametrize(
    ("by", "sent"),
    [(1, "\x1b[2;8r\x1b[2H\x1b[M\x1b[r\x1b[8H"), (-2, "\x1b[2;8r\x1b[2H\x1b[2L\x1b[r\x1b[2H")],
    ids=["up", "down"],
)
def test_rows_that_moved_together_are_moved_by_the_terminal(by: int, sent: str):
    grid = Grid()
    paid(grid, screen_of("title", *LINES[5:12], "foot"))
    data = paid(grid, screen_of("title", *LINES[5 + by : 12 + by], "foot"))
    assert data.startswith(sent)
    assert len(data) < 80


def block(shown: list[Row], owed: dict[int, Row]) -> Block | None:
    """Return the rows that moved together."""
    return moved([*map(Line, shown)], {y: Line(row) for y, row in owed.items()})


def test_rows_beside_others_do_not_move():
    before = {y: words(f"item {y}     {LINES[y]}"[:WIDTH]) for y in range(HEIGHT)}
    after = {y: words(f"item {y}     {LINES[y + 1]}"[:WIDTH]) for y in range(HEIGHT)}
    assert block([*before.values()], after) is None


def test_colours_that_come_again_row_by_row_are_taken_up_once_each():
    red, blue = "38;2;200;30;30", "38;2;30;30;200"
    grid, terminal = Grid(), Terminal(fills=False)
    rows = {y: [*[Cell("a", red)] * 8, *[Cell("b", blue)] * 8, *[Cell("c", red)] * 8] for y in range(4)}
    sent = paid(grid, rows)
    assert (sent.count(red), sent.count(blue)) == (1, 1)
    terminal.feed(sent)
    assert seen(terminal.cells[:4]) == seen([*rows.values()])


def test_what_terminals_may_draw_too_wide_is_written_before_what_stands_beside_it():
    red, blue = "38;2;200;30;30", "38;2;30;30;200"
    rows = {y: [*[Cell("ஷ", red)] * 8, *[Cell("b", blue)] * 8, *[Cell("c", red)] * 8] for y in range(4)}
    sent = paid(Grid(), rows)
    assert [sent.count(red), sent.count(blue)] == [5, 4]


def test_a_few_rows_or_blank_ones_are_not_worth_a_scroll():
    shown = [*screen_of("title", "one", "", "", "", "", "", "", "").values()]
    assert block(shown, {1: words(""), 2: words("one")}) is None
    assert block(shown, {1: words("two"), 2: words(""), 3: words("three"), 4: words("four")}) is None


def test_the_best_stretch_is_taken_where_rows_elsewhere_come_again():
    shown = [words(line) for line in LINES[:HEIGHT]]
    owed = {y: words(LINES[y + 1]) for y in range(4)} | {7: words("other")}
    assert block(shown, owed) == Block(0, 4, 1)


def test_runs_are_joined_over_gaps_that_cost_less_than_a_jump():
    old = words("aaaaaaaaaaaaaaaaaaaaaaaa")
    new = [*old]
    new[2], new[7], new[14] = Cell("b"), Cell("b"), Cell("b")
    assert changes(Line(old), Line(new)) == [(2, 8), (14, 15)]
    new[4] = Cell("a", "1")
    assert changes(Line(old), Line(new)) == [(2, 5), (7, 8), (14, 15)]


def test_the_end_of_a_row_is_erased_where_that_looks_the_same():
    grounded = [*words("abc", "48;2;1;2;3")]
    assert paid(Grid(fills=True), {0: grounded}) == "\x1b[1H\x1b[48;2;1;2;3mabc\x1b[K\x1b[m"
    assert "\x1b[K" not in paid(Grid(), {0: grounded})
    assert paid(Grid(), {0: words("abc")}) == "\x1b[1Habc\x1b[K"
    assert "\x1b[K" not in paid(Grid(fills=True), {0: words("abc", "4")})


def test_a_long_gap_is_erased_where_that_fills():
    row = [*words("a" + " " * 14 + "b", "48;5;17")]
    assert paid(Grid(fills=True), {0: row}) == "\x1b[1H\x1b[48;5;17ma\x1b[14X\x1b[14Cb\x1b[K\x1b[m"
    assert "X" not in paid(Grid(), {0: row})


def test_a_space_takes_no_colour_to_draw():
    grid = Grid()
    assert paid(grid, {0: [Cell("a", "1;31"), Cell(" ", "32"), Cell("b", "1;31")]}) == "\x1b[1H\x1b[1;31ma b\x1b[m"
    assert paid(grid, {0: [Cell("a", "1;31"), Cell(" ", ""), Cell("b", "1;31")]}) == ""


@pytest.mark.parametrize(
    ("old", "new", "sent"),
    [
        ("", "", ""),
        ("1;31", "", "\x1b[m"),
        ("", "1;31", "\x1b[1;31m"),
        ("1;38;2;1;2;3;48;2;4;5;6", "38;2;1;2;3;48;2;4;5;6", "\x1b[22m"),
        ("1;2;31", "2;31", "\x1b[22;2m"),
        ("31;44", "31", "\x1b[49m"),
        ("21", "4", "\x1b[0;4m"),
        ("8;38;2;1;2;3", "38;2;1;2;3", "\x1b[0;38;2;1;2;3m"),
    ],
)
def test_the_pen_turns_by_the_shortest_way(old: str, new: str, sent: str):
    assert turn(old, new) == sent


@pytest.mark.parametrize("sgr", ["x", "38", "38;2;1;2", "38;9;1", "1;", "38;2;1;2;x", "4:3", "\x1b[31"])
def test_what_is_no_look_is_refused(sgr: str):
    with pytest.raises(ValueError):
        look(sgr)


# Disputed widths


CLUSTERS = ["👩\u200d👩\u200d👧", "❤\ufe0f", "👍🏽", "\U0001f1f8\U0001f1fe", "क्षि", "שלום"[0], "ب"]


@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize("agrees", [True, False], ids=["as Rich has it", "a column for each code point"])
def test_a_terminal_that_disagrees_about_one_cluster_has_all_others_right(cluster: str, agrees: bool):
    wide = [Cell(cluster), Cell("")] if width_of(cluster[0]) == 2 or "\ufe0f" in cluster else [Cell(cluster)]
    terminal, grid = Terminal(fills=False, clusters=agrees), Grid()
    rests = ("before and after it", "somewhat else here")
    for rest in rests:
        row = [*words(rest[:6])[:6], *wide, *words(rest[6:])][:WIDTH]
        terminal.feed(paid(grid, {3: row, 4: words(rest)}))
        columns = [x for x in range(WIDTH) if not 6 <= x < 6 + len(wide)]
        assert [terminal.cells[3][x].text for x in columns] == [row[x].text for x in columns]
        assert "".join(cell.text for cell in terminal.cells[4]).rstrip() == rest
    assert not sure([*wide, BLANK])


def test_a_row_in_which_widths_are_disputed_is_written_whole():
    row = [Cell("👍"), Cell(""), *words("ok")[2:]]
    other = [*row[:10], Cell("x"), *row[11:]]
    assert changes(Line(row), Line(other)) == [(0, len(row))]
    assert changes(Line(words("日")), Line(words("日"))) == []


# The fence


def hostile() -> Iterator[str]:
    """Everything that a terminal could take for more than words, alone and beside a letter."""
    for code in (*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F),
                 *range(0x2060, 0x2070), 0xD800, 0xDFFF, 0xFEFF, 0xFFF9, 0xFFFE, 0xE0001, 0xE0041):  # fmt: skip
        yield chr(code)
        yield f"a{chr(code)}"


@pytest.mark.parametrize("text", [*hostile()], ids=ascii)
def test_nothing_is_sent_that_a_terminal_would_not_simply_print(text: str):
    sent = paid(Grid(), {0: [Cell(text), Cell("b")]})
    assert text[-1] not in sent.replace("\x1b[1H", "").replace("\x1b[1;2H", "").replace("\x1b[m", "")
    assert spelling(text).text in ("\ufffd", "a")
    sent.encode()


@example("\x1b[31m")
@example("\x9b31m")
@example("\x1b]0;owned\x07")
@given(st.text())
def test_no_text_whatever_brings_a_control_of_its_own(text: str):
    terminal = Terminal(fills=False)
    sent = paid(Grid(), {0: [*[Cell(character) for character in text if character][:9], BLANK]})
    assert "\x1b[31m" not in sent
    terminal.feed(re.sub(r"\x1b\[1(;\d+)?H|\x1b\[C", "", sent)[:WIDTH])


@pytest.mark.parametrize(
    "text", ["a", "é", "日", "e\u0301", "\xa0", "\u3000", "क्षि", "a\u200c", "👩\u200d👧", "…", "€"]
)
def test_words_pass_as_they_are(text: str):
    assert spelling(text).text == text


def test_what_is_plain_is_sent_as_it_is_and_takes_one_column_wherever_it_is_measured():
    plain = [*filter(pen.PLAIN.fullmatch, map(chr, range(0x110000)))]
    assert {*"a~ é…│Я”"} <= {*plain}
    assert [text for text in plain if spelling(text) != (text, 1) or cell_len(text) != 1] == []
    assert len(clusters("".join(plain))) == len(plain)


# Laying over


def test_what_is_cut_in_half_leaves_a_space():
    row = [Cell("日", "31"), Cell("", "31"), Cell("本", "32"), Cell("", "32")]
    assert laid(row, 1, [Cell("x")]) == [Cell(" ", "31"), Cell("x"), *row[2:]]
    assert laid(row, 1, [Cell("x"), Cell("y")]) == [Cell(" ", "31"), Cell("x"), Cell("y"), Cell(" ", "32")]
    assert laid(row, 2, [Cell("x")]) == [*row[:2], Cell("x"), Cell(" ", "32")]
    assert laid([], 2, [Cell("x")]) == [BLANK, BLANK, Cell("x")]
    assert len(row) == 4
