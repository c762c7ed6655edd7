"""Every command, declared once.

Owns the table from which the keymaps, the hint row, the help screen and docs/keys.md all derive. Refuses to run
anything: a command names a move of `moves` or an action of the reading screen, and neither is imported here.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from briefing.permits import Act


class Where(StrEnum):
    """Which pane must have the keys for a command to hear them."""

    ANYWHERE = "anywhere"
    LISTS = "in a list"
    TEXT = "in the text"
    SHEET = "on a sheet"
    VIEW = "in a view"


class Command(Struct, frozen=True):
    """One thing the reader can do."""

    id: str
    """A stable name in kebab case."""
    keys: tuple[str, ...]
    """The keys that call it, as a user would name them; the first is the one shown."""
    help: str
    """What it does, as a sentence without a full stop."""
    where: Where = Where.ANYWHERE
    hint: str = ""
    """The word in the hint row; a command without one is not shown there."""
    rank: int = 9
    """Its turn in the hint row; what comes last is the first to give way on a narrow screen."""
    action: str = ""
    """The action of the reading screen; a pure move of the same name as the id when empty."""
    jump: bool = False
    """Whether the place left is worth coming back to."""
    patient: bool = False
    """Whether the text may wait: it follows what is highlighted once keys pause."""
    otherwise: str = ""
    """What is said when it leads nowhere."""
    needs: Act | None = None
    """What must be permitted for it to do anything."""
    takes: str = ""
    """What one more key says, for a command that waits for one after its own: `a letter`."""


GROUPS: dict[str, tuple[Command, ...]] = {
    "Lists": (
        Command("next-item", ("j", "down"), "next row", Where.LISTS, patient=True, otherwise="this is the last row"),
        Command(
            "previous-item", ("k", "up"), "previous row", Where.LISTS,
            patient=True, otherwise="this is the first row",
        ),
        Command("list-half-down", ("d", "ctrl+d"), "half a list down", Where.LISTS, action="leaf(0.5)"),
        Command("list-half-up", ("u", "ctrl+u"), "half a list up", Where.LISTS, action="leaf(-0.5)"),
        Command(
            "first-item", ("g", "home"), "first row", Where.LISTS,
            patient=True, otherwise="this is the first row",
        ),
        Command("last-item", ("G", "end"), "last row", Where.LISTS, patient=True, otherwise="this is the last row"),
        Command("sort", ("S",), "sort the list another way", hint="sort", rank=8, action="sort"),
        Command("by-importance", (), "sort the list by importance", action="sort('importance')"),
        Command("by-digest", (), "sort the list as the digest has it", action="sort('digest')"),
        Command("by-coverage", (), "sort the list by how many documents carry an item",
                action="sort('coverage')"),
        Command("by-date", (), "sort the list by date", action="sort('date')"),
        Command("by-document", (), "sort the list by document, in order of reading",
                action="sort('document')"),
        Command("narrow", ("f",), "only the statements and quotes of the actor or speaker here", hint="only", rank=8,
                action="narrow", otherwise="no actor or speaker here: go to an actor, a statement or a quote"),
        Command("widen", ("escape",), "everything again: no filters, and all statements and quotes", action="widen"),
    ),
    "Text": (
        Command("next-row", ("j", "down"), "next row", Where.TEXT, action="read('down')"),
        Command("previous-row", ("k", "up"), "previous row", Where.TEXT, action="read('up')"),
        Command("half-page-down", ("d", "ctrl+d"), "half a page down", Where.TEXT, action="read('half-down')"),
        Command("half-page-up", ("u", "ctrl+u"), "half a page up", Where.TEXT, action="read('half-up')"),
        Command("page-down", ("space", "pagedown"), "page the text, from any pane", action="read('page-down')"),
        Command("page-up", ("b", "pageup"), "page the text back, from any pane", action="read('page-up')"),
        Command("text-top", ("g", "home"), "top of the document", Where.TEXT, action="read('top')", jump=True),
        Command("text-end", ("G", "end"), "end of the document", Where.TEXT, action="read('end')", jump=True),
        Command("to-line", (), "to a line of the text or a row of the list: `:` and its number", action="line"),
        Command("to-share", (), "to a share of the document: `:50%`, or 50% where digits are counts", action="share"),
        Command("next-document", ("]", ")"), "next document", jump=True, otherwise="this is the last document"),
        Command(
            "previous-document", ("[", "("), "previous document",
            jump=True, otherwise="this is the first document",
        ),
    ),
    "Both ways": (
        Command(
            "choose", ("enter",), "go to the highlighted item's passage",
            Where.LISTS, "text", 2, "choose", jump=True,
        ),
        Command(
            "choose-here", ("enter",), "take up the item under the text cursor; again: the next one there",
            Where.TEXT, "item", 2, "choose",
        ),
        Command(
            "next-passage", (">", "."), "next passage of the current item, across documents",
            hint="passage", rank=4, jump=True, otherwise="this is the item's last passage",
        ),
        Command(
            "previous-passage", ("<",), "previous passage of the current item",
            jump=True, otherwise="this is the item's first passage",
        ),
        Command(
            "next-in-document", ("}", ";"), "next passage in this document, whichever item rests on it",
            hint="next", rank=5, otherwise="no further passage in this document",
        ),
        Command(
            "previous-in-document", ("{", ","), "previous passage in this document",
            otherwise="no earlier passage in this document",
        ),
        Command(
            "next-item-in-text", ("J",), "next item of this kind, staying in this pane",
            otherwise="this is the last one",
        ),
        Command("previous-item-in-text", ("K",), "previous item of this kind", otherwise="this is the first one"),
        Command("back", ("H", "backspace", "ctrl+o"), "back to where you jumped from", hint="back", rank=6,
                action="back", otherwise="there is nowhere to go back to"),
        Command("forward", ("L",), "forward again", action="forward", otherwise="there is nowhere to go forward to"),
    ),
    "Finding": (
        Command("find", ("/",), "find words as you type: in the text, or in the list that has the keys", hint="find",
                rank=4, action="find"),
        Command("find-back", (), "find words before the place where one is", action="find"),
        Command("find-regex", (), "find with a regular expression; Ctrl+R while you type does the same", action="find"),
        Command("find-everywhere", (), "find words in all documents and items: `/` and then `/` again",
                action="find"),
        Command("next-hit", ("n",), "next hit", hint="hit", rank=3, action="hit"),
        Command("previous-hit", ("N",), "previous hit", action="hit"),
        Command("find-here", ("*",), "find the word under the text cursor, or the actor there with all names",
                action="find_here", otherwise="no word and no actor here: go to the text, or to an actor"),
    ),
    "Filters and reviews": (
        Command("filter", ("&", "\\"), "narrow all lists: by actor, document, kind, tag, stance, review, status, words",
                hint="filter", rank=8, action="filter"),
        Command("review", ("v",), "the current item is checked; again: doubtful; again: unchecked", hint="check",
                rank=8, action="review", needs=Act.REVIEW),
        Command("note", ("w",), "write a note on the current item", action="note", needs=Act.REVIEW),
        Command("undo-review", ("U",), "undo what was said of an item last, and what was said before that",
                action="undo_review", needs=Act.REVIEW),
        Command("checked", (), "say that the current item is checked", action="review('checked')", needs=Act.REVIEW),
        Command("doubtful", (), "say that the current item is doubtful", action="review('doubtful')", needs=Act.REVIEW),
        Command("unchecked", (), "take back what was said of the current item",
                action="review('unchecked')", needs=Act.REVIEW),
        Command("delete-note", (), "delete a note on the current item", action="delete_note", needs=Act.REVIEW),
        Command("only-unchecked", (), "narrow all lists further, to what nobody has checked",
                action="filter('review:unchecked')"),
        Command("only-doubtful", (), "narrow all lists further, to what somebody doubts",
                action="filter('review:doubtful')"),
        Command("only-lapsed", (), "narrow all lists further, to what has changed since it was checked",
                action="filter('review:lapsed')"),
        Command("only-noted", (), "narrow all lists further, to what has notes", action="filter('review:noted')"),
        Command("only-disputed", (), "narrow the facts further, to those that a document disputes",
                action="filter('stance:disputes')"),
        Command("only-distrusted", (), "narrow all lists further, to what has a passage that is not to be trusted",
                action="filter('status:distrusted')"),
    ),
    "Who says what": (
        Command("coverage", ("c",), "the coverage grid: facts by documents", hint="grid", rank=8, action="coverage"),
        Command("conflict", ("x",), "the conflict of the current item, its positions side by side", hint="conflict",
                rank=8, action="conflict"),
        Command("conflict-before", ("X",), "the conflict before it", action="conflict"),
        Command("timeline", ("t",), "the timeline: what happened and was said, in order", hint="times", rank=9,
                action="timeline"),
        Command("compare", ("C",), "this passage beside the others of its item, word by word; two documents likewise",
                action="compare"),
        Command("next-gap", ("a",), "next item that lacks something: support, an origin, a passage, a check",
                action="gap", jump=True, otherwise="this is the last gap"),
        Command("previous-gap", ("A",), "previous item that lacks something", action="gap", jump=True,
                otherwise="this is the first gap"),
    ),
    "Taking away": (
        Command("copy", ("y",), "copy the current passage, else the line; of an item without a passage its words",
                hint="copy", rank=9, action="copy", needs=Act.COPY),
        Command("copy-cited", ("Y",), "copy it with a citation: outlet, date, file and line",
                action="cite", needs=Act.COPY),
        Command("save", ("s",), "save the item, its list or the whole digest in a file", hint="save", rank=9,
                action="save", needs=Act.SAVE),
        Command("pipe", ("|",), "give the item, its list or the text to a command, such as a pager",
                action="pipe", needs=Act.RUN),
        Command("address", ("o",), "show and copy the address of the document; nothing is opened", action="address"),
        Command("plain", ("P",), "print what is shown as plain lines; any key comes back",
                action="plain", needs=Act.SUSPEND),
    ),
    "Panes": (
        Command("next-pane", ("tab",), "next pane", hint="pane", rank=3, patient=True),
        Command("previous-pane", ("shift+tab",), "previous pane", patient=True),
        Command("facts", ("1",), "facts", action="pane('facts')"),
        Command("actors", ("2",), "actors", action="pane('actors')"),
        Command("statements", ("3",), "statements", action="pane('statements')"),
        Command("quotes", ("4",), "quotes", action="pane('quotes')"),
        Command("conflicts", ("5",), "conflicts", action="pane('conflicts')"),
        Command("documents", ("6",), "documents", action="pane('documents')"),
        Command("text", ("0",), "the text", action="pane('text')"),
        Command("to-lists", ("h", "left"), "from the text to the list of the current item", Where.TEXT),
        Command("to-text", ("l", "right"), "from a list to the text", Where.LISTS),
    ),
    "Room": (
        Command(
            "zoom", ("z",), "the whole screen for the pane that has the keys; again: side by side",
            hint="zoom", rank=8, action="zoom",
        ),
        Command("grow", ("+", "="), "more room for the pane that has the keys", action="grow(1)"),
        Command("shrink", ("-", "_"), "less room for it", action="grow(-1)"),
    ),
    "Marks and files": (
        Command("set-mark", ("m",), "mark this place with the letter that you press next", action="set_mark",
                takes="a letter"),
        Command("go-to-mark", ("'",), "to the place marked with the letter that you press next; twice: the last place",
                action="go_to_mark", takes="a letter"),
        Command("marks", (), "the marks, and where they lead", action="marks"),
        Command("edit", ("e",), "your editor: at the item's line in the digest, or at this line of the document",
                action="edit", needs=Act.RUN),
    ),
    "Sheets": (
        Command("sheet-down", ("j", "down"), "next line", Where.SHEET, action="roll(1)"),
        Command("sheet-up", ("k", "up"), "previous line", Where.SHEET, action="roll(-1)"),
        Command("sheet-page-down", ("space", "pagedown", "ctrl+d"), "next page", Where.SHEET, action="leaf(1)"),
        Command("sheet-page-up", ("b", "pageup", "ctrl+u"), "previous page", Where.SHEET, action="leaf(-1)"),
        Command("sheet-top", ("g", "home"), "top", Where.SHEET, action="roll(-1000000)"),
        Command("sheet-end", ("G", "end"), "end", Where.SHEET, action="roll(1000000)"),
        Command("sheet-copy", ("y",), "copy what the sheet says", Where.SHEET, action="copy", needs=Act.COPY),
        Command("sheet-find", ("/",), "only the lines with some words", Where.SHEET, action="find"),
        Command("sheet-redraw", ("ctrl+l",), "draw the screen again", Where.SHEET, action="redraw"),
        Command(
            "sheet-close", ("q", "escape", "enter", "backspace", "i", "?", "!"), "back to the reader",
            Where.SHEET, action="close",
        ),
    ),
    "Views": (
        Command("view-next", ("j", "down"), "next passage, or next row of the grid", Where.VIEW, action="step(1)"),
        Command("view-previous", ("k", "up"), "previous passage or row", Where.VIEW, action="step(-1)"),
        Command("view-left", ("h", "left"), "the column to the left", Where.VIEW, action="side(-1)"),
        Command("view-right", ("l", "right"), "the column to the right", Where.VIEW, action="side(1)"),
        Command("view-first-column", ("^",), "the first column", Where.VIEW, action="side(-1000000)"),
        Command("view-last-column", ("$",), "the last column", Where.VIEW, action="side(1000000)"),
        Command("view-page-down", ("space", "pagedown", "d", "ctrl+d"), "next page", Where.VIEW, action="leaf(1)"),
        Command("view-page-up", ("b", "pageup", "u", "ctrl+u"), "previous page", Where.VIEW, action="leaf(-1)"),
        Command("view-top", ("g", "home"), "top", Where.VIEW, action="step(-1000000)"),
        Command("view-end", ("G", "end"), "end", Where.VIEW, action="step(1000000)"),
        Command("view-go", ("enter",), "to the passage in its document", Where.VIEW,
                action="open"),
        Command("view-next-conflict", ("x",), "next conflict or document; in the grid the next fact that is disputed",
                Where.VIEW, action="dispute(1)"),
        Command("view-previous-conflict", ("X",), "the conflict, document or disputed fact before", Where.VIEW,
                action="dispute(-1)"),
        Command("view-order", ("S",), "sort the grid another way", Where.VIEW, action="order"),
        Command("view-fold", ("o",), "in the grid, one column for each origin; again: every document", Where.VIEW,
                action="fold"),
        Command("view-copy", ("y",), "copy the passage pointed at, else the item's words", Where.VIEW,
                action="copy", needs=Act.COPY),
        Command("view-copy-cited", ("Y",), "copy it with a citation", Where.VIEW, action="cite", needs=Act.COPY),
        Command("view-save", ("s",), "save what is shown, the item, or the whole digest in a file", Where.VIEW,
                action="save", needs=Act.SAVE),
        Command("view-find", ("/",), "only what holds some words", Where.VIEW, action="find"),
        Command("view-redraw", ("ctrl+l",), "draw the screen again", Where.VIEW, action="redraw"),
        Command("view-help", ("?", "f1"), "the keys of views", Where.VIEW, action="help"),
        Command("view-close", ("q", "escape", "backspace", "c", "t", "C", "i"), "back to the reader", Where.VIEW,
                action="close"),
    ),
    "More": (
        Command("detail", ("i",), "everything about the current item; of an actor its page", hint="info", rank=7,
                action="detail"),
        Command(
            "palette", (":", "ctrl+p"), "any command by its name; a number goes to that line",
            hint="command", rank=8, action="palette",
        ),
        Command("theme", ("T",), "choose the colours", action="palette('theme ')"),
        Command("hidden", (), "the hidden characters of this line and document, with their names", action="hidden"),
        Command("describe", ("p",), "the words under the text cursor, written as a passage for the digest",
                action="describe"),
        Command("problems", ("!",), "what is wrong with the dossier, unanchored passages among it", action="problems"),
        Command("reload", ("R",), "read the dossier again from its files", action="reload"),
        Command("redraw", ("ctrl+l",), "draw the screen again", action="redraw"),
        Command("suspend", ("ctrl+z",), "back to the shell; fg returns", action="suspend", needs=Act.SUSPEND),
        Command("help", ("?", "f1"), "all keys", hint="help", rank=1, action="help"),
        Command("quit", ("q", "Q"), "quit; Ctrl+C twice does the same", hint="quit", rank=1, action="quit"),
    ),
}  # fmt: skip
"""Every command, in the groups and the order in which the help lists them."""

COMMANDS = {command.id: command for commands in GROUPS.values() for command in commands}
