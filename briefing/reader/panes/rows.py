"""The single rows of the screen: what is open, which list shows, where the reader is, what to press.

Owns their words and how they give way when there is little room. Refuses to hold any state: each is derived from the
dossier, the cursor and the bindings that are in force.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.reactive import reactive
from textual.strip import Strip

from briefing.commands import COMMANDS, Command, Where, spelled
from briefing.coverage import counted
from briefing.cursor import annotation, home, touched
from briefing.digest import Digest
from briefing.display import one_line
from briefing.listing import LISTS, PaneId, listing
from briefing.reader.layout import SMALLEST
from briefing.reader.painting import Parts, draw
from briefing.reader.panes.told import Told
from briefing.vocabulary import Kind

SHORT = {PaneId.STATEMENTS: "Stmts", PaneId.CONFLICTS: "Confl", PaneId.DOCUMENTS: "Docs"}
"""Names of lists for a row that is too narrow for the whole ones."""

MOST_LABELS = 6
"""Labels of what lies under the cursor; more do not help and push the rest out."""


class Row(Told):
    """One row of words, painted when its words change."""

    DEFAULT_CSS = "Row { height: 1; width: 1fr; }"

    parts: reactive[Parts] = reactive(())
    """The words of the row."""

    def words(self, width: int) -> list[tuple[str, str]]:
        """Return what to show in `width` columns."""
        raise NotImplementedError

    def rewrite(self) -> None:
        """Bring the words up to date; nothing is painted when they are the same."""
        self.parts = tuple(self.words(self.size.width))

    def render_line(self, y: int) -> Strip:
        """Draw the row."""
        base = self.rich_style
        return Strip(draw(self.parts, self.ink, base)).adjust_cell_length(self.size.width, base)


class TitleRow(Row):
    """What is open, and how much of it there is."""

    def words(self, width: int) -> list[tuple[str, str]]:
        """Give the counts way to the title."""
        if self.dossier is None:
            return []
        digest = self.dossier.digest
        title = one_line(digest.title or self.dossier.folder.resolve().name)
        counts = [f"{len(digest.documents)} documents", *(f"{len(digest.of(kind))} {kind.plural}" for kind in Kind)]
        unread = len(self.dossier.unread)
        right = [f"reading, {unread} to go"] if unread else []
        right += [f"as of {digest.as_of}"] if digest.as_of else []
        start = f" briefing  {title}"
        while counts and cell_len(start) + 4 + cell_len("  ".join([*counts, *right])) > width:
            counts.pop()
        return spread(start, "title", "  ".join([*counts, *right]) + " ", "muted", width)


class SmallRow(Row):
    """Why there is nothing else on the screen."""

    def words(self, width: int) -> list[tuple[str, str]]:
        """Name the size that is needed and the size there is."""
        size, needed = self.app.size, f"{SMALLEST[0]}x{SMALLEST[1]}"
        sentences = (f"Too small: need {needed}, have {size.width}x{size.height}", f"Too small: need {needed}")
        return [(next((one for one in sentences if len(one) <= width), "Too small")[:width], "problem")]


class TabsRow(Row):
    """Which of the lists is on the screen, where there is room for one only."""

    def words(self, width: int) -> list[tuple[str, str]]:
        """Shorten the names where the row is narrow."""
        if self.dossier is None:
            return []
        digest, shown = self.dossier.digest, home(self.dossier, self.cursor)
        counted_tabs = (_tabs(digest, {}), _tabs(digest, SHORT))
        named = [f" {pane.number} {SHORT.get(pane, pane.heading)} " for pane in LISTS]
        bare = [f" {pane.number} {pane.heading} " if pane is shown else f" {pane.number} " for pane in LISTS]
        tabs = next((tabs for tabs in (*counted_tabs, named) if sum(map(cell_len, tabs)) <= width), bare)
        slots = ["title" if pane is shown else "muted" for pane in LISTS]
        return [
            (tab, "focus" if pane is self.cursor.pane else slot)
            for tab, slot, pane in zip(tabs, slots, LISTS, strict=True)
        ]


class StatusRow(Row):
    """Where the reader is, or what there is to say."""

    notice: reactive[str] = reactive("", repaint=False)
    """A sentence that takes the row until the next key."""

    stale: reactive[bool] = reactive(False, repaint=False)
    """Whether what is shown is older than the digest file, which could not be read again."""

    def watch_stale(self) -> None:
        """Say so for as long as it lasts."""
        self.rewrite()

    def watch_notice(self) -> None:
        """Say it, or go back to the place."""
        self.rewrite()

    def words(self, width: int) -> list[tuple[str, str]]:
        """Item and passage, line and share of the document, what rests on the words here."""
        if self.dossier is None:
            return []
        if self.notice:
            return [(f" {one_line(self.notice)}", "problem")]
        left = "  ".join(filter(None, (self._item(), self._here())))
        problems = self.dossier.trouble
        right = f"{counted(problems, 'problem')} (!)  " if problems else ""
        if self.stale:
            right = "digest broken, older one shown (!)  "
        return spread(f" {left}", "", f"{right}{self._line()} ", "muted", width)

    def _item(self) -> str:
        assert self.dossier is not None
        label = self.dossier.digest.labels.get(self.cursor.item, "")
        annotations = self.dossier.annotations(self.cursor.item)
        current = annotation(self.dossier, self.cursor)
        if not label or current is None:
            return f"{label} no passage" if label else ""
        state = f" {current.anchor.status}" if not current.anchor.status.trusted else ""
        noun = "mention" if self.cursor.item in self.dossier.catalogue.actor_ids else "passage"
        where = f" in {one_line(current.doc)}" if current.doc != self.cursor.doc else ""
        return f"{label} {noun} {self.cursor.passage + 1}/{len(annotations)}{state}{where}"

    def _here(self) -> str:
        assert self.dossier is not None
        here = [(found.item, self.dossier.digest.labels[found.item]) for found in touched(self.dossier, self.cursor)]
        several = len(here) > 1
        labels = [f"[{label}]" if several and item == self.cursor.item else label for item, label in here]
        more = f" +{len(labels) - MOST_LABELS}" if len(labels) > MOST_LABELS else ""
        return f"here: {' '.join(labels[:MOST_LABELS])}{more}" if labels else ""

    def _line(self) -> str:
        text = self.dossier.text(self.cursor.doc) if self.dossier else None
        if text is None:
            return ""
        share = 100 * self.cursor.spot.end // max(len(text.received), 1)
        return f"line {text.lines.line_at(self.cursor.spot.start)}/{len(text.lines)}  {share}%"


class HintRow(Row):
    """The keys worth knowing here. What does not fit gives way, but never help and quit."""

    def words(self, width: int) -> list[tuple[str, str]]:
        """Take hints by rank until the row is full."""
        heard = Where.TEXT if self.cursor.pane is PaneId.TEXT else Where.LISTS
        hints = [command for command in COMMANDS.values() if command.hint and command.where in (Where.ANYWHERE, heard)]
        chosen: list[Command] = []
        for command in sorted(hints, key=lambda command: command.rank):
            if sum(map(_room, [*chosen, command])) + 1 > width:
                break
            chosen.append(command)
        words: list[tuple[str, str]] = []
        for command in sorted(chosen, key=lambda command: (command.id == "quit", command.rank)):
            words += [(f" {spelled(command.keys[0])}", "title"), (f" {command.hint} ", "muted")]
        return words


def _tabs(digest: Digest, names: Mapping[PaneId, str]) -> list[str]:
    return [f" {pane.number} {names.get(pane, pane.heading)} {len(listing(digest, pane))} " for pane in LISTS]


def _room(command: Command) -> int:
    return len(f" {spelled(command.keys[0])} {command.hint} ")


def spread(left: str, left_slot: str, right: str, right_slot: str, width: int) -> list[tuple[str, str]]:
    """Put one thing at the left end of a row and another at the right; the right one gives way."""
    gap = width - cell_len(left) - cell_len(right)
    return [(left, left_slot), (" " * gap + right, right_slot)] if gap > 0 else [(left, left_slot)]
