"""A terminal that exists in memory: pyte's, less what it gets wrong."""

from __future__ import annotations

import pyte


class Emulator(pyte.Screen):
    """A screen of cells. On pyte's own, a blank row that moves up leaves there what stood there before."""

    def delete_lines(self, count: int | None = None) -> None:
        """Move the rows below the cursor up."""
        for y in range(self.lines):
            # Looked at, a row that nothing was written on is there, and can be moved.
            self.buffer[y]
        super().delete_lines(count)
