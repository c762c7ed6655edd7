"""The rows below lists and text: where the reader is, what to press; and what all single rows have in common.

Owns their words and how they give way when there is little room. Refuses to hold anything of the dossier: what is
shown follows from it, the cursor and the keymap; only a notice and what has been typed are given to it.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.reactive import reactive

from briefing.anchoring import Status
from briefing.commands import COMMANDS, Command, Where
from briefing.coverage import counted
from briefing.cursor import Cursor, annotation, touched
from briefing.display import one_line
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.listing import PaneId
from briefing.permits import Permits
from briefing.reader.entries import review_sign
from briefing.reader.painting import Parts, cut
from briefing.reader.panes.told import Told
from briefing.search import NO_SEARCH, Search, counter
from briefing.vocabulary import Kind

FARED = {Status.ORPHAN: "not found", Status.MISSING: "not readable", Status.UNREAD: "not read yet"}
"""What is said in a word of a passage without a place, where its status alone would be a riddle."""

LONGEST_NAME = 24
"""Characters of the speaker to whom the lists are narrowed."""

LONGEST_QUERY = 20
"""Columns of what is searched for."""

LONGEST_REASON = 40
"""Characters of what became of a digest that cannot be read at all."""

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
        # Before it has a size much is told it in turn, and then it is asked for its words once more anyway.
        if self.size:
            self.parts = tuple(self.words(self.size.width))

    def row(self, y: int) -> Parts:
        """Return the words."""
        return self.parts


class StatusRow(Row):
    """Where the reader is, or what there is to say."""

    notice: reactive[str] = reactive("", repaint=False)
    """A sentence that takes the row until the next key."""

    search: reactive[Search] = reactive(NO_SEARCH, repaint=False)

    broken: reactive[BriefingError | None] = reactive(None, repaint=False)
    """Why the digest could not be read again: what is shown is older."""

    pending: reactive[str] = reactive("", repaint=False)
    """A count or the beginning of a sequence of keys that waits for the rest."""

    def watch_search(self) -> None:
        """Count the hits."""
        self.rewrite()

    unkept: reactive[int] = reactive(0, repaint=False)
    """The number of items of which something was said that could not be written."""

    def watch_unkept(self) -> None:
        """Say so for as long as it lasts."""
        self.rewrite()

    def watch_pending(self) -> None:
        """Show it at once."""
        self.rewrite()

    def watch_broken(self) -> None:
        """Say so for as long as it lasts."""
        self.rewrite()

    def watch_notice(self) -> None:
        """Say it, or go back to the place."""
        self.rewrite()

    def words(self, width: int) -> list[tuple[str, str]]:
        """Item and passage, what else rests on the words, what must not be overlooked, line and share of the document.

        What is worth least gives way first; how the lists are narrowed and what is broken stays as long as anything.
        """
        if self.dossier is None:
            return []
        if self.notice:
            return [(" ", ""), (cut(one_line(self.notice), width - 1), "problem")]
        urgent, trouble, line = (
            (self.pending, "", "") if self.pending else (self._urgent(), self._trouble(), self._line())
        )
        ends = ["  ".join(filter(None, end)) for end in ((urgent, trouble, line), (urgent, trouble), (urgent,))]
        ways = [(MOST_LABELS, 0), (MOST_LABELS, 1), (3, 1), (0, 1), (0, 2), (-1, 2)]
        for labels, end in ways:
            left = [(" ", ""), *self._item()[: None if labels >= 0 else 3], *self._here(max(labels, 0))]
            gap = width - sum(cell_len(words) for words, _ in left) - cell_len(ends[end]) - 1
            if gap > 0 or (labels, end) == ways[-1]:
                break
        else:
            raise AssertionError("there is at least one way")
        room = width - 2 - sum(cell_len(words) for words, _ in left)
        return [*left, (" " * max(gap, 1) + (ends[end] if gap > 0 else cut(ends[end], room)), "muted")]

    def _urgent(self) -> str:
        """Return what changes the meaning of everything else on the screen."""
        assert self.dossier is not None
        speaker = self.cursor.view.speaker
        only = (
            f"only {cut(one_line(self.dossier.digest.name_of(speaker)), LONGEST_NAME)} ({self.key('widen')})"
            if speaker
            else ""
        )
        stale = f"{stopped(self.broken)}, older one shown ({self.key('problems')})" if self.broken else ""
        held = self.dossier.digest.labels.get(self.cursor.view.held, "")
        why = "outside the filters" if self.cursor.view.filters else "by somebody else"
        aside = f"{held} {why}" if held else ""
        unkept = f"{counted(self.unkept, 'review')} not kept" if self.unkept else ""
        found = found_of(self.search, self.dossier, self.cursor)
        return "  ".join(filter(None, (stale, unkept, only, aside, found)))

    def _trouble(self) -> str:
        assert self.dossier is not None
        return (
            f"{counted(self.dossier.trouble, 'problem')} ({self.key('problems')})"
            if self.dossier.trouble and not self.broken
            else ""
        )

    def _item(self) -> list[tuple[str, str]]:
        """Return the current item with its passage, and how that passage bears on it or fared."""
        assert self.dossier is not None
        label = self.dossier.digest.labels.get(self.cursor.item, "")
        annotations = self.dossier.annotations(self.cursor.item)
        current = annotation(self.dossier, self.cursor)
        if not label or current is None:
            return [(f"{label} no passage" if label else "", "")]
        item = self.dossier.digest.items[self.cursor.item]
        noun = "mention" if item.kind is Kind.ACTOR else "passage"
        where = f" in {one_line(current.doc)}" if current.doc != self.cursor.doc else ""
        sign, slot = review_sign(self.dossier, item.id)
        said = [(label, ""), (f" {sign}" if sign else "", slot)]
        said.append((f" {noun} {self.cursor.passage + 1}/{len(annotations)}", ""))
        if not current.anchor.status.trusted:
            said.append((f" {FARED.get(current.anchor.status, current.anchor.status)}", "problem"))
        elif current.anchor.status.to_confirm:
            said.append((f" ~ {current.anchor.status}", "problem"))
        elif item.kind is Kind.FACT:
            said.append((f" {current.stance}", str(current.stance)))
        elif item.kind is Kind.CONFLICT and current.position is not None:
            said.append((f" position {current.position + 1}", ""))
        return [*said, (where, "muted")]

    def _here(self, most: int) -> list[tuple[str, str]]:
        """Return at most so many labels of what rests on the words under the text cursor."""
        assert self.dossier is not None
        here = [(found.item, self.dossier.digest.labels[found.item]) for found in touched(self.dossier, self.cursor)]
        if not here or not most:
            return []
        labels = [f"[{label}]" if item == self.cursor.item else label for item, label in here]
        more = f" +{len(labels) - most}" if len(labels) > most else ""
        gap = "  " if self.cursor.item in self.dossier.digest.labels else ""
        return [(f"{gap}here: {' '.join(labels[:most])}{more}", "")]

    def _line(self) -> str:
        text = self.dossier.text(self.cursor.doc) if self.dossier else None
        if text is None:
            return ""
        share = 100 * self.cursor.spot.end // max(len(text.received), 1)
        return f"line {text.lines.line_at(self.cursor.spot.start)}/{len(text.lines)}  {share}%"


def found_of(search: Search, dossier: Dossier, cursor: Cursor) -> str:
    """Return what is searched for and which hit one is at, as in `/corridor 3/17`; nothing where there is no search."""
    words = cut(one_line(search.query.text), LONGEST_QUERY)
    return f"{search.sign}{words} {counter(search, dossier, cursor)}" if search else ""


class HintRow(Row):
    """The keys worth knowing here. What does not fit gives way, but never help and quit."""

    search: reactive[Search] = reactive(NO_SEARCH, repaint=False)

    def watch_search(self, old: Search, new: Search) -> None:
        """While something is searched for, the way to the next hit is worth knowing."""
        if bool(old) != bool(new):
            self.rewrite()

    def follows(self, cursor: Cursor) -> object:
        """Lists and text have keys of their own; before there is a digest, documents have them alone."""
        return cursor.pane

    def worth_saying(self, command: Command) -> bool:
        """Say whether a command does something now: it must be permitted, and there what it is for."""
        permits: Permits = self.app.permits  # type: ignore[attr-defined]
        if permits.refusal(command.needs) or (command.id == "next-hit" and not self.search):
            return False
        return not self.screen.waits(command.id)  # type: ignore[attr-defined]

    def words(self, width: int) -> list[tuple[str, str]]:
        """Take hints by rank until the row is full."""
        heard = Where.TEXT if self.cursor.pane is PaneId.TEXT else Where.LISTS
        hints = [
            (command, self.key(command.id))
            for command in sorted(COMMANDS.values(), key=lambda command: command.rank)
            if command.hint and command.where in (Where.ANYWHERE, heard) and self.worth_saying(command)
        ]
        chosen: list[tuple[Command, str]] = []
        room = width - 1
        for command, key in filter(lambda hint: hint[1], hints):
            room -= len(f" {key} {command.hint} ")
            if room < 0:
                break
            chosen.append((command, key))
        words: list[tuple[str, str]] = []
        for command, key in sorted(chosen, key=lambda hint: (hint[0].id == "quit", hint[0].rank)):
            words += [(f" {key}", "title"), (f" {command.hint} ", "muted")]
        return words


def stopped(error: BriefingError) -> str:
    """Return what became of the digest, with the line of its first mistake."""
    place = error.place.nearby if error.place else None
    if place is None or not place.line:
        return cut(one_line(error.message), LONGEST_REASON)
    return f"{one_line(place.file)}:{place.line} broken"
