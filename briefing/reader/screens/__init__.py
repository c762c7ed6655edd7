"""The screens: the reading screen, and the sheets over it."""
