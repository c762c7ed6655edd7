"""What deceives the eye: hidden characters, and letters of two alphabets in one word.

Owns which words are looked at. Refuses to judge a language: an alphabet is judged within a word only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from briefing.checks.report import Report
from briefing.coverage import counted
from briefing.dossier import Dossier
from briefing.errors import Place
from briefing.hidden import deceptive
from briefing.spans import Lines

LATIN, OTHERS = "A-Za-z\u00c0-\u024f", {"Cyrillic": "\u0400-\u052f", "Greek": "\u0370-\u03ff"}

MIXED = {
    name: re.compile(f"\\w{{0,30}}?(?:[{LATIN}][{letters}]|[{letters}][{LATIN}])\\w{{0,30}}")
    for name, letters in OTHERS.items()
}
"""A word in which a Latin letter stands beside one that mostly looks like a Latin one."""

SHORTEST = 4
"""Letters of a word that is looked at: units such as μm and kΩ are shorter."""


def unseen(dossier: Dossier, report: Report) -> None:
    """Report what is hidden in documents and in the digest, and words of two alphabets in documents and names."""
    for document in dossier.digest.documents:
        if text := dossier.text(document.id):
            _hidden(text.received, text.lines, document.place, document.path, document.id, report)
            if words := list(dict.fromkeys(mixed(text.received))):
                line = text.lines.line_at(text.received.find(words[0][0]))
                more = f", and {counted(len(words) - 1, 'such word')} more" if len(words) > 1 else ""
                report.add("mixed-alphabets", document.place, f"{words[0][0]!r} in {document.path}:{line} has "
                           f"{words[0][1]} letters among Latin ones{more}", "see whether somebody is meant to take it "
                           "for another word", item=document.id, key="path")  # fmt: skip
    lines = Lines(dossier.digest_text)
    file = str(dossier.digest_file)
    for at, name in deceptive(dossier.digest_text):
        place = Place(file, lines.line_at(at), lines.column_at(at))
        report.add("hidden-characters", place, f"{name} stands here", "take it away, or write it as an escape")
    for actor in dossier.digest.actors:
        for word, alphabet in (found for form in actor.forms for found in mixed(form)):
            report.add("mixed-alphabets", actor.place, f"{word!r} has {alphabet} letters among Latin ones",
                       "write the name as the documents have it; a mention of it in the other letters is not found",
                       item=actor.id, key="name")  # fmt: skip


def _hidden(text: str, lines: Lines, place: Place, path: str, item: str, report: Report) -> None:
    names: Counter[str] = Counter()
    first = -1
    for at, name in deceptive(text):
        first = at if first < 0 else first
        names[name] += 1
    if names:
        said = ", ".join(f"{name}{f' ({count} times)' if count > 1 else ''}" for name, count in names.most_common(3))
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        where = f"{path}:{lines.line_at(first)}"
        report.add("hidden-characters", place, f"{said}{more}; the first in {where}, column {lines.column_at(first)}",
                   f"`briefing show {where} --hidden` lists them; allow it here if the document needs them",
                   item=item, key="path")  # fmt: skip


def mixed(text: str) -> Iterator[tuple[str, str]]:
    """Yield words with letters of two alphabets, each with the other alphabet."""
    if text.isascii():
        return
    for name, pattern in MIXED.items():
        yield from ((found[0], name) for found in pattern.finditer(text) if sum(map(str.isalpha, found[0])) >= SHORTEST)
