"""Which layout a screen gets: one rule, so that no size falls between."""

from __future__ import annotations

SMALLEST = (30, 8)
"""Columns and rows below which nothing can be read."""


def layout(width: int, height: int) -> str:
    """Return the layout for a screen of so many columns and rows: small, single, three, two or stack."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return "small"
    if width < 60 or height < 19:
        return "single"
    if width >= 180 and height >= 30:
        return "three"
    return "two" if width >= 100 and height >= 24 and height <= width else "stack"
