"""Which layout a screen gets: one rule, so that no size falls between."""

from __future__ import annotations


def layout(width: int, height: int) -> str:
    """Return the layout for a screen of so many columns and rows: small, single, three, two or stack."""
    if width < 30 or height < 8:
        return "small"
    if width < 60 or height < 19:
        return "single"
    if width >= 180 and height >= 30:
        return "three"
    return "two" if width >= 100 and height >= 24 and height <= width else "stack"
