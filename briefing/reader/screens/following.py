"""The dossier's files as they change: what is shown follows them, and nothing on the screen jumps.

Owns when the files are read again, what is said of it, and why what is shown is older than the digest. Refuses to look
at files itself: a `Follower` reports which ones changed. While anything lies over the reader, what is below it waits.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from pathlib import Path

from rich.cells import cell_len
from textual import work
from textual.reactive import reactive

from briefing.coverage import counted
from briefing.cursor import restore
from briefing.dossier import Dossier
from briefing.errors import BriefingError
from briefing.following import Follower, named, unanchored
from briefing.loading import Again, Texts, digest_beside, read_again, read_documents
from briefing.reader.behind import behind
from briefing.reader.messages import FilesChanged
from briefing.reader.panes.pane import Pane
from briefing.reader.screens.sharing import Sharing
from briefing.remembering import carried

AT_ONCE = 16
"""Documents that are read at once when they change, so that what is known of places in them stays right."""


FALLEN = ("no longer stands", "no longer stand")
FRESH = ("is not found", "are not found")
"""What is said of one passage, and of several, that cannot be trusted: it could before, or is new."""


class Following(Sharing):
    """A screen that follows the files."""

    broken: reactive[BriefingError | None] = reactive(None, repaint=False)
    """Why the digest could not be read again; None while what is shown is what the files say."""

    def __init__(self) -> None:
        super().__init__()
        self.follower: Follower | None = None
        self.texts: Texts = {}
        """Words of documents that need not be read from their files."""
        self.due: frozenset[Path] = frozenset()
        """Files that changed and have not been read again."""
        self.everything_due = False
        self.reading_again = False
        self.news: tuple[Dossier, str] | None = None
        """What there was before, and what is read again, until every document has been."""

    def on_mount(self) -> None:
        """Follow the files, if that is wanted."""
        if self.briefing.habits.follow:
            self.follower = Follower(self.snapshot, self.report)
            self.follower.start()
            self.watch(self, "cursor", self.look_here)

    def look_here(self) -> None:
        """Have the document on the screen looked at first."""
        document = self.snapshot.digest.shelf.get(self.cursor.doc)
        if self.follower:
            self.follower.shown = document.path if document else ""

    def on_unmount(self) -> None:
        """Follow them no more."""
        if self.follower:
            self.follower.stop()

    def read_on(self) -> object:
        """Read what has not been read, while keys are answered."""
        raise NotImplementedError

    def report(self, paths: frozenset[Path]) -> None:
        """Hand on what the follower found; it does not live on the event loop."""
        try:
            self.post_message(FilesChanged(paths))
        except RuntimeError:
            # The loop has ended meanwhile.
            return

    def on_files_changed(self, message: FilesChanged) -> None:
        """Read again what changed."""
        self.due |= message.paths
        self.keep_up()

    def on_screen_resume(self) -> None:
        """Read again what changed while something lay over the reader."""
        if self.due or self.everything_due:
            self.keep_up()

    def action_reload(self, _command_id: str) -> None:
        """Read the dossier again, whatever changed; where the digest is broken the last good one stays."""
        self.say("reading the digest again")
        self.everything_due = True
        self.keep_up()

    @work(group="reload")
    async def keep_up(self) -> None:
        """Read what is due, and what becomes due meanwhile."""
        if self.reading_again or self.snapshot.awaited:
            return
        self.reading_again = True
        # What a large dossier is made of is looked at by the collector while it is made, and keys wait.
        gc.disable()
        try:
            while (self.due or self.everything_due) and self.app.screen is self:
                due, everything = self.due, self.everything_due
                self.due, self.everything_due = frozenset(), False
                await self.read_due(due, everything=everything)
        finally:
            self.briefing.collect()
            self.reading_again = False

    async def read_due(self, due: frozenset[Path], *, everything: bool) -> None:
        """Read files again, and show what they say now."""
        from briefing.beside import Opener

        before = self.snapshot
        digest = digest_beside(before)
        judged = everything or digest in due
        try:
            with Opener() as opener:
                if everything:
                    again = Again(await behind(opener.open, before.digest_file or before.folder), {})
                else:
                    again = await behind(read_again, before, due, opener.open)
            again = await behind(again.having_read, self.cursor.doc)
        except BriefingError as error:
            self.broken = error
            # What else changed is shown with the digest as it was before.
            self.due |= due - {digest}
            said = error.brief if error.place else f"the digest cannot be read again: {error.brief}"
            # What would be cut is left to the row that names the line, and to the sheet that has all of it.
            self.say(said if cell_len(said) < self.size.width or not error.place else "")
            return
        if self.app.screen is not self:
            self.due, self.everything_due = self.due | due, self.everything_due or everything
            return
        mended = judged and self.broken is not None
        if judged:
            # Of a digest that was not read again, nobody knows that it is whole.
            self.broken = None
        if everything:
            self.adopt(again, "")
        elif names := [*self.differing(again), *([before.digest_file.name] if mended and before.digest_file else [])]:
            self.adopt(again, named(names))
        elif again.doubts is not None:
            after = again.reviewed(self.snapshot)
            self.dossier = after if again.reviews is None else self.with_unkept(after)
            if again.doubts:
                self.say(f"{again.doubts[0].place.nearby}: {again.doubts[0].message}")

    def differing(self, again: Again) -> list[str]:
        """Return what says something else than before: a file that was only touched does not."""
        now, names = self.snapshot, []
        if again.dossier and again.dossier.digest_text != now.digest_text:
            names.append(again.dossier.digest_file.name if again.dossier.digest_file else "the folder")
        for doc, text in again.texts.items():
            reading = now.readings.get(doc)
            if reading is None or text is reading.text:
                continue
            if getattr(text, "received", None) != (reading.text.received if reading.text else None):
                names.append(now.digest.shelf[doc].path)
        return names

    def adopt(self, again: Again, names: str) -> None:
        """Show the dossier as it is now, and tell what became of it once that is known."""
        before = self.take_over(again)
        self.news = before if self.news is None else self.news[0], names
        self.read_on()

    def take_over(self, again: Again) -> Dossier:
        """Show the dossier as it is now, with the place and the rows on the screen where they were.

        Return what there was before.
        """
        self.finish_following()
        before = self.snapshot
        after = again.dossier or again.reviewed(before.without(again.texts))
        self.texts = again.texts
        wanted = [self.cursor.doc, *self.changed(before, again)[:AT_ONCE]]
        first = [after.digest.shelf[doc] for doc in dict.fromkeys(wanted) if doc in after.digest.shelf]
        after = read_documents(after, [one for one in first if one.id not in after.readings], again.texts)
        if again.dossier or again.reviews is not None:
            # Otherwise what is shown was not read from the file, and part of it may not be written there yet.
            after = self.with_unkept(after)
        above = {pane: pane.above for pane in self.query(Pane)}
        cursor = restore(after, carried(before, after, self.cursor))
        self.carry_over(after)
        self.dossier = after
        self.cursor = cursor
        self.give_keys()
        for pane, rows in above.items():
            pane.hold(rows)
        self.briefing.retitle(after)
        if self.follower:
            self.follower.follow(after)
        return before

    def arrived(self) -> None:
        """Follow the files of what has come, and read again what changed meanwhile."""
        super().arrived()
        if self.follower:
            self.follower.follow(self.snapshot)
        if self.due:
            self.keep_up()

    def changed(self, before: Dossier, again: Again) -> list[str]:
        """Return the documents of which other words are known now."""
        return [doc for doc, text in again.texts.items() if text is not before.text(doc)]

    def all_read(self) -> None:
        """Say what was read again and what no longer stands, once that is known."""
        super().all_read()
        self.texts = {}
        if self.news:
            (before, names), self.news = self.news, None
            self.tell_news(before, self.snapshot, names)

    @work(group="news", description="tell news")
    async def tell_news(self, before: Dossier, after: Dossier, names: str) -> None:
        """Say it once it is known: of many passages, that takes longer than a key may wait."""
        self.say(await behind(self.told, before, after, names))

    def told(self, before: Dossier, after: Dossier, names: str) -> str:
        """Return what is to be said of files that were read again."""
        key = self.briefing.keymap.shown("problems")
        lost, said = unanchored(before, after), f"{names} read again" if names else "read again"
        tidings = []
        for items, what in ((lost.fallen, FALLEN), (lost.fresh, FRESH)):
            labels = named(after.digest.labels[item] for item in items)
            tidings += [f"{counted(len(items), 'passage')} {what[len(items) != 1]}: {labels}"] if items else []
        if tidings:
            return f"{', '.join(tidings)} ({key}); {said}"
        return f"{said}: {counted(after.trouble, 'problem')} ({key})" if after.trouble else said

    def read_anew(self, paths: Iterable[Path]) -> None:
        """Read these files again, whoever says that they may have changed."""
        self.due |= frozenset(paths)
        self.keep_up()
