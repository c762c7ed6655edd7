"""From the reading screen to the views and back: grid, conflicts, timeline, comparison, an actor's page, gaps.

Owns which view shows what, and where a view leads. Refuses to compute: the views are pages of the core's answers, and
what they answer with is a target for `walking`. What a view needs is loaded when the view is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefing.commands import COMMANDS
from briefing.cursor import Cursor, annotation
from briefing.digest import Actor
from briefing.display import one_line
from briefing.listing import PaneId
from briefing.moves import NO_ITEMS
from briefing.reader.screens.moving import Moving

if TYPE_CHECKING:
    from briefing.reader.screens.linked import Page
    from briefing.walking import Target


class Opening(Moving):
    """A screen from which views are opened."""

    def when_read(self, then: Callable[[], None]) -> None:
        """Do something once every document has been read."""
        raise NotImplementedError

    def arrive_from_view(self, target: Target | None) -> None:
        """Go where a view leads, if it leads anywhere; back leads to where it was opened."""
        from briefing.walking import passage_at

        if target is not None:
            self.stop_following()
            self.go_to(passage_at(self.snapshot, self.cursor, target), jump=True)

    def open_page(self, page: Page) -> None:
        """Show a page whose lines lead to passages."""
        from briefing.reader.screens.linked import Linked

        self.app.push_screen(Linked(page), self.arrive_from_view)

    def action_coverage(self, _command_id: str) -> None:
        """Show facts by documents, with the current fact and the current passage's document under the cursor."""
        self.finish_following()
        self.when_read(self.open_grid)

    def open_grid(self) -> None:
        """Show the grid."""
        from briefing.reader.screens.grid import GridView

        self.app.push_screen(GridView(self.snapshot, *self.here()), self.arrive_from_view)

    def here(self) -> tuple[str, str]:
        """Return the current item, and the document that its current passage stands in."""
        found = annotation(self.snapshot, self.cursor)
        return self.cursor.item, found.doc if found else self.cursor.doc

    def action_conflict(self, command_id: str) -> None:
        """Show the conflict of the current item, or the one before it."""
        self.finish_following()
        back = (self.count or 1) if command_id == "conflict-before" else 0
        self.when_read(lambda: self.open_conflict(back))

    def open_conflict(self, back: int) -> None:
        """Show the conflict of the current item, or the one so many before it, if there is one."""
        from briefing.walking import conflict_beside, conflict_here, conflicts_of

        conflict = conflict_here(self.snapshot, self.cursor)
        if not conflict:
            self.say("there is no conflict in this dossier")
            return
        page = self.conflict(conflict_beside(self.snapshot, self.cursor, conflict, -back))
        item = self.snapshot.digest.items.get(self.cursor.item)
        if item and not back and not conflicts_of(self.snapshot, item.id):
            # Else it would be taken for a conflict of that item.
            page = replace(page, title=f"{page.title} │ {self.snapshot.digest.labels[item.id]} is in none")
        self.open_page(page)

    def conflict(self, id_: str) -> Page:
        """Return the page of a conflict, from which its neighbours can be reached."""
        from briefing.reader.screens.linked import Page
        from briefing.reader.views.conflict import conflict_page
        from briefing.walking import conflict_beside

        dossier, cursor = self.snapshot, self.cursor

        def beside(by: int) -> Page | None:
            other = conflict_beside(dossier, cursor, id_, by)
            return self.conflict(other) if other != id_ else None

        ids = dossier.digest.conflicts
        title = f"Conflict {dossier.digest.labels[id_]} of {len(ids)}"
        return Page(title, lambda width: conflict_page(dossier, id_, width), about=id_, beside=beside)

    def action_timeline(self, _command_id: str) -> None:
        """Show what has a date, in order, beginning at the current item if it has one."""
        from briefing.reader.screens.linked import Page
        from briefing.reader.views.timeline import timeline_page

        self.finish_following()
        item = self.cursor.item
        page = Page("Timeline", lambda width: timeline_page(self.snapshot, width), item, whole="timeline")
        self.when_read(lambda: self.open_page(page))

    def action_compare(self, _command_id: str) -> None:
        """Show the current passage beside the others that say the same, or otherwise."""
        self.finish_following()
        self.when_read(self.open_comparison)

    def open_comparison(self) -> None:
        """Show the comparison, where there is something to compare with."""
        from briefing.reader.screens.linked import Page
        from briefing.reader.views.compare import compare_page, kin

        dossier, cursor = self.snapshot, self.cursor
        if cursor.pane is PaneId.DOCUMENTS and len(dossier.digest.shelf) > 1:
            ids, one = list(dossier.digest.shelf), cursor.row(PaneId.DOCUMENTS)
            self.open_page(self.documents(one, ids[(ids.index(one) + 1) % len(ids)]))
            return
        if not kin(dossier, cursor):
            self.say(self.no_item() or "no other passage says the same or otherwise")
            return
        label = dossier.digest.labels[cursor.item]
        self.open_page(Page(f"Compare {label}", lambda width: compare_page(dossier, cursor, width), about=cursor.item))

    def documents(self, one: str, other: str) -> Page:
        """Return the page of two documents, from which the first can be set beside its next."""
        from briefing.reader.screens.linked import Page
        from briefing.reader.views.compare import documents_page

        dossier = self.snapshot
        others = [doc for doc in dossier.digest.shelf if doc != one]

        def beside(by: int) -> Page | None:
            at = others.index(other) + by
            return self.documents(one, others[at]) if 0 <= at < len(others) else None

        title = f"Compare {dossier.digest.name_of(one)} with {dossier.digest.name_of(other)}"
        return Page(title, lambda width: documents_page(dossier, one, other, width), beside=beside)

    def open_actor(self, actor: Actor) -> None:
        """Show an actor's page."""
        from briefing.reader.screens.linked import Page
        from briefing.reader.views.actor import actor_page

        dossier = self.snapshot
        title = f"Actor {dossier.digest.labels[actor.id]}"
        self.open_page(Page(title, lambda width: actor_page(dossier, actor.id, width), about=actor.id))

    def action_gap(self, command_id: str) -> None:
        """Go to the next or the previous item that lacks something, and say what."""
        self.finish_following()
        count = self.count or 1
        self.when_read(lambda: self.walk_gaps(command_id, count))

    def walk_gaps(self, command_id: str, count: int) -> None:
        """Go to a gap."""
        from briefing.walking import gaps_here, lacking, next_gap, previous_gap

        dossier = self.snapshot
        move = next_gap if command_id == "next-gap" else previous_gap
        cursor: Cursor = move(dossier, self.cursor, count)
        items = lacking(dossier)
        if not items:
            self.say("nothing is missing: every item has what it needs" if dossier.digest.items else NO_ITEMS)
            return
        missing = one_line("; ".join(gap.sentence for gap in gaps_here(dossier, cursor)))
        label = dossier.digest.labels[cursor.item]
        if cursor == self.cursor:
            self.say(f"{COMMANDS[command_id].otherwise}, {label}: {missing}")
            return
        self.go_to(cursor, jump=True)
        self.say(f"gap {items.index(cursor.item) + 1}/{len(items)}  {label}: {missing}")
