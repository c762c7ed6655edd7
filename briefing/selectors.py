"""How a passage is found again when offsets have moved.

Owns `Selector`, with the names of the W3C Web Annotation Data Model (TextQuoteSelector: exact, prefix, suffix) and
one addition, `occurrence`. Refuses offsets: a digest is written by people, and an offset goes stale without a word.
"""

from __future__ import annotations

from msgspec import Struct


class Selector(Struct, frozen=True):
    """The words to look for, and what tells them from the same words elsewhere."""

    exact: str
    """The words as they stand in the document."""
    prefix: str = ""
    """Words that stand directly before them; white space at its edges does not count."""
    suffix: str = ""
    """Words that stand directly after them; white space at its edges does not count."""
    occurrence: int = 0
    """Which of several equal hits is meant, counted from 1 over the whole document; 0 means not said."""
