"""Reviews: what the reader says of items, shown at once and kept beside the digest.

Owns the sayings of this session, their undoing, and the writing, which never keeps keys waiting. Refuses to decide what
a mark is worth (see `standing`) and how two readers come together (see `review`). What cannot be written stays on the
screen, is said to be not kept, and is tried again with the next saying.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from textual import work

from briefing.coverage import counted
from briefing.cursor import in_hand
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.listing import PaneId
from briefing.moves import no_row
from briefing.permits import Act
from briefing.reader.panes.rows import StatusRow
from briefing.reader.screens.moving import Moving
from briefing.review import Mark, Note, Reviews, State, marked, merged, noted, now, user, without_note
from briefing.review_file import review_path, save
from briefing.standing import fingerprint, standing, tally


class Saying(Struct, frozen=True):
    """One thing said of an item."""

    item: str
    before: Mark
    after: Mark

    @property
    def judges(self) -> bool:
        """Say whether it is the item that was spoken of, and not a note."""
        return judgement(self.before) != judgement(self.after)


def judgement(mark: Mark) -> tuple[State, str, str, str]:
    """Return a mark without its notes."""
    return mark.state, mark.who, mark.when, mark.words


class Reviewing(Moving):
    """A screen on which items are reviewed."""

    def __init__(self) -> None:
        super().__init__()
        self.sayings: list[Saying] = []
        self.kept: Reviews | None = None
        self.keeping = False
        self.warned = False

    # What is said

    def action_review(self, said: str) -> None:
        """Say of the current item what comes next, or what is named."""
        self.finish_following()
        item = self.reviewable()
        if not item:
            return
        self.read_carriers(item)
        dossier = self.snapshot
        before = standing(dossier, item)
        state = State(said) if said in list(State) else before.state.following
        label = dossier.digest.labels[item]
        if state is before.mark.state and not before.lapsed:
            self.say(f"{label} is {state} already")
            return
        mark = marked(dossier.reviews, item, state, user(), now(), fingerprint(dossier, item)).of(item)
        self.do(item, mark)
        far = tally(self.snapshot).summary
        self.say(f"{label} {state}{' anew' if before.lapsed else ''}{f'; {far}' if far else ''}{self.way_back()}")

    def action_note(self, _command_id: str) -> None:
        """Ask for a note on the current item."""
        from briefing.reader.screens.noting import NotePrompt

        self.finish_following()
        if item := self.reviewable():
            self.app.push_screen(NotePrompt(self.snapshot, item), lambda text: self.add_note(item, text))

    def add_note(self, item: str, text: str | None) -> None:
        """Put a note on an item, unless nothing was written."""
        if text and text.strip() and item in self.snapshot.digest.items:
            note = Note(" ".join(text.split()), user(), now())
            self.do(item, noted(self.snapshot.reviews, item, note).of(item))
            self.say(f"noted on {self.snapshot.digest.labels[item]}{self.way_back()}")

    def action_delete_note(self, _command_id: str) -> None:
        """Ask which note on the current item to delete."""
        from briefing.reader.screens.noting import NotesPrompt

        self.finish_following()
        item = self.reviewable()
        if item and not self.snapshot.reviews.of(item).notes:
            self.say(f"there is no note on {self.snapshot.digest.labels[item]}")
        elif item:
            self.app.push_screen(NotesPrompt(self.snapshot, item), lambda note: self.delete_note(item, note))

    def delete_note(self, item: str, note: Note | None) -> None:
        """Take a note away."""
        if note:
            self.do(item, without_note(self.snapshot.reviews, item, note).of(item))
            self.say(f"note on {self.snapshot.digest.labels.get(item, item)} deleted{self.way_back()}")

    def action_undo_review(self, _command_id: str) -> None:
        """Undo what was said last, unless somebody has said something else since."""
        if not self.sayings:
            self.say("nothing more was said of an item in this session")
            return
        last = self.sayings.pop()
        dossier, reviews = self.snapshot, self.snapshot.reviews
        label, mark = dossier.digest.labels.get(last.item, last.item), reviews.of(last.item)
        if last.judges and judgement(mark) != judgement(last.after):
            self.say(f"not undone: since then {label} was called {mark.state} by {mark.who or 'somebody'}")
            return
        undone = merged(reviews, reviews.having(last.item, last.after), reviews.having(last.item, last.before))
        self.show_reviews(undone)
        self.keep_reviews()
        back = "written" if len(last.after.notes) > len(last.before.notes) else "deleted"
        what = f"{label} is {last.before.state} again" if last.judges else f"the note on {label} is no longer {back}"
        self.say(f"undone: {what}")

    def way_back(self) -> str:
        """Return how to undo it."""
        key = self.briefing.keymap.shown("undo-review")
        return f"; {key} undoes it" if key else ""

    def reviewable(self) -> str:
        """Return the item that can be spoken of here; say why there is none."""
        dossier, cursor = self.snapshot, self.cursor
        item = in_hand(dossier, cursor)
        if dossier.digest_file is None:
            self.say("no digest here: reviews are kept beside one")
            return ""
        if cursor.pane is PaneId.DOCUMENTS:
            self.say("what is reviewed are items, not documents: go to a fact, a statement, a quote")
        elif not item:
            self.say(no_row(dossier, cursor) or self.no_item())
        return item

    def read_carriers(self, item: str) -> None:
        """Read the documents that an item rests on: a mark holds for what stands there."""
        self.read_now(*(target.passage.doc for target in self.snapshot.catalogue.targets[item]))

    # How it is shown and kept

    def do(self, item: str, mark: Mark) -> None:
        """Put a mark on an item: on the screen at once, in the file as soon as it takes it."""
        reviews = self.snapshot.reviews
        self.kept = reviews if self.kept is None else self.kept
        self.sayings.append(Saying(item, reviews.of(item), mark))
        self.show_reviews(reviews.having(item, mark))
        self.keep_reviews()

    def show_reviews(self, reviews: Reviews) -> None:
        """Show what was said."""
        if reviews != self.snapshot.reviews:
            self.dossier = self.snapshot.with_reviews(reviews)

    @work(group="reviews")
    async def keep_reviews(self) -> None:
        """Write what was said until all of it is written; one at a time, so that the order stays."""
        if self.keeping:
            return
        self.keeping = True
        try:
            while (before := self.kept) is not None and before != self.snapshot.reviews:
                after = self.snapshot.reviews
                self.kept = await asyncio.to_thread(self.write_reviews, before, after)
                self.show_reviews(merged(self.kept, after, self.snapshot.reviews))
            self.warned = False
        except BriefingError as error:
            self.say(error.brief)
        finally:
            self.keeping = False
            for row in self.query(StatusRow):
                row.unkept = len(self.unkept())

    def write_reviews(self, before: Reviews, after: Reviews) -> Reviews:
        """Write what changed, if that is permitted, and return what the file holds then. Raises BriefingError."""
        self.briefing.permits.require(Act.REVIEW)
        return save(self.review_file(), before, after)

    def on_unmount(self) -> None:
        """Write what there was no time for when everything ends; what cannot be written has been said not to be."""
        if self.kept is not None and self.unkept():
            with suppress(BriefingError):
                self.write_reviews(self.kept, self.snapshot.reviews)

    def with_unkept(self, dossier: Dossier) -> Dossier:
        """Return a dossier that was read again, with what was said here and is not written yet."""
        if self.kept is None:
            return dossier
        shown = merged(dossier.reviews, self.kept, self.snapshot.reviews)
        self.kept = dossier.reviews
        return dossier.with_reviews(shown)

    def unkept(self) -> set[str]:
        """Return the ids of the items of which something was said that is not written."""
        shown, kept = self.snapshot.reviews, self.kept
        if kept is None or kept == shown:
            return set()
        return {item for item in {*shown.marks, *kept.marks} if shown.of(item) != kept.of(item)}

    def would_lose(self) -> bool:
        """Say, once, that something would be lost by leaving now; what is just being written is not."""
        lost = 0 if self.keeping or self.warned else len(self.unkept())
        if lost:
            self.warned = True
            key = self.briefing.keymap.shown("quit")
            self.say(
                f"{counted(lost, 'review')} could not be written and would be lost; {key} again leaves all the same"
            )
        return lost > 0

    def review_file(self) -> Path:
        """Return the file of reviews."""
        assert self.snapshot.digest_file is not None
        return review_path(self.snapshot.digest_file)
