"""A large digest, read while the screen is already there.

Owns the wait for it: what is heard meanwhile, and what becomes of it when it comes. Refuses to read it, which is for
`beside`, and to read documents.
"""

from __future__ import annotations

import asyncio
import gc

from textual import work

from briefing.errors import BriefingError
from briefing.reader.screens.moving import Moving

HEARD_BLIND = ("quit", "help", "suspend")
"""The commands that work where nothing can be seen."""


class Arriving(Moving):
    """A screen that may be there before what it shows."""

    def begin_reading(self) -> None:
        """Show what a reader sees first, and read the rest."""
        raise NotImplementedError

    def give_keys(self) -> None:
        """Give the keys to the pane that the cursor names."""
        raise NotImplementedError

    @work(exclusive=True, group="digest")
    async def await_digest(self) -> None:
        """Show the dossier when its digest has been read; where that is broken, leave, and say why."""
        from briefing.beside import Beside

        assert self.snapshot.digest_file is not None
        # Until all has been read: the collector would look through what comes, and keys would wait for it.
        gc.disable()
        try:
            with Beside(self.snapshot.digest_file) as beside:
                dossier = await asyncio.to_thread(beside.dossier)
        except BriefingError as error:
            self.briefing.leave_for(error)
            return
        if not self.snapshot.awaited:
            # It changed meanwhile, and was read again.
            self.briefing.collect()
            return
        self.dossier = dossier
        self.begin_reading()
        self.give_keys()
        self.arrived()
        self.briefing.retitle(self.snapshot)

    def deaf(self, command_id: str) -> bool:
        """Where nothing can be seen, only what cannot hurt is heard."""
        if command_id in HEARD_BLIND:
            return False
        if self.snapshot.awaited:
            self.say("the digest is still being read")
        return self.snapshot.awaited or self.has_class("-small")
