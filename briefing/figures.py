"""What must not differ between words and the place that is taken for theirs.

Owns the list of what turns a sentence into another one by a single word: figures, number words, the signs beside a
figure, and negations. Refuses to understand: it compares, in order, and what it does not know it does not see. Number
words and negations are known for English and, as far as one word shows them, for a few languages of the press.
"""

from __future__ import annotations

import re

NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
billion billions trillion dozen dozens half third quarter once twice double triple first second fourth fifth
"""
NEGATIONS = """
not no never none nobody nothing nowhere neither nor without cannot unless except hardly barely unlikely
nicht nichts nie niemals kein keine keinen keiner keinem ohne ne pas jamais sans aucun aucune nunca sin ni tampoco
non mai senza niet geen не нет ни без никогда
"""
WORDS = frozenset((NUMBERS + NEGATIONS).split())

TELLING = r"\d+(?:[.,:/]\d+)*|[%‰°$€£¥₽+±<>≤≥=]|(?<!\w)-(?=\d)|\w+(?:'t\b)?"


def telling(words: str) -> list[str]:
    """Return the figures, signs and negations of folded words, in order."""
    return [kept for found in re.finditer(TELLING, words.casefold()) if (kept := _kept(found.group()))]


def _kept(word: str) -> str:
    if word.endswith("'t"):
        return "not"
    return word if not word[0].isalpha() or word in WORDS else ""


def same_figures(one: str, other: str) -> bool:
    """Say whether folded words have the same figures, signs and negations, in the same order."""
    return telling(one) == telling(other)
