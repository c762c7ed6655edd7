"""Dossiers to measure with, the same on every machine: a large one, one long document under many passages, a wide grid.

Owns what they are made of and where they lie: in the user's cache, made once. Refuses to measure.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from benchmarks.texts import NAMES, PLACES, prose
from briefing.anchoring import describe
from briefing.spans import Span
from briefing.yamltext import quoted

VERSION = 1
"""To be raised when what is made changes."""


def made(name: str) -> Path:
    """Return the folder of a dossier by its name, made first where it is not there yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "briefing-benchmarks"
    folder = cache / f"{name}-{VERSION}"
    if not folder.exists():
        unfinished = cache / f"{name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        MAKERS[name](unfinished)
        unfinished.rename(folder)
    return folder


def large(folder: Path, documents: int = 10_000, size: int = 10_000, each: int = 5) -> None:
    """Make a dossier of many documents, with a fact for each passage."""
    rng = random.Random(1)
    facts = []
    for number in range(documents):
        text = "".join(prose(rng) for _ in range(2))[:size]
        (folder / f"d{number}.txt").write_text(text, encoding="utf-8", newline="\n")
        facts += [_fact(f"f{number}-{at}", [(f"d{number}", text, _span(text, rng))], rng) for at in range(each)]
    _write(folder, documents, facts)


def long(folder: Path, size: int = 5_000_000, passages: int = 20_000) -> None:
    """Make a dossier of one long document, in which passages overlap."""
    rng = random.Random(2)
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts.append("".join(prose(rng) for _ in range(20)))
    text = "".join(parts)[:size]
    (folder / "d0.txt").write_text(text, encoding="utf-8", newline="\n")
    # Words that stand once are described at once; the context tells the others apart, without a look at 5 MB for each.
    spans = [_span(text, rng) for _ in range(passages)]
    facts = [_fact(f"f{at}", [("d0", text, span)], rng, context=60) for at, span in enumerate(spans)]
    _write(folder, 1, facts)


def listed(folder: Path, items: int = 100_000) -> None:
    """Make a dossier of one short document and very many facts."""
    rng = random.Random(3)
    text = prose(rng)
    (folder / "d0.txt").write_text(text, encoding="utf-8", newline="\n")
    _write(folder, 1, [_fact(f"f{at}", [], rng) for at in range(items)])


def wide(folder: Path, facts: int = 5_000, documents: int = 500) -> None:
    """Make a dossier of many facts, each carried by some of many documents."""
    rng = random.Random(4)
    texts = [prose(rng) for _ in range(documents)]
    for number, text in enumerate(texts):
        (folder / f"d{number}.txt").write_text(text, encoding="utf-8", newline="\n")
    made = []
    for at in range(facts):
        carrying = rng.sample(range(documents), 3)
        made.append(_fact(f"f{at}", [(f"d{doc}", texts[doc], _span(texts[doc], rng)) for doc in carrying], rng))
    _write(folder, documents, made)


MAKERS: dict[str, Callable[[Path], None]] = {"large": large, "long": long, "listed": listed, "wide": wide}
"""What can be made, by name."""


def _span(text: str, rng: random.Random) -> Span:
    start = rng.randrange(0, len(text) - 200)
    return Span(start, start + rng.randint(20, 150))


def _fact(id_: str, passages: list[tuple[str, str, Span]], rng: random.Random, context: int = 0) -> str:
    """Return the YAML of a fact that rests on stretches of documents."""
    words = f"{rng.choice(NAMES)} was in {rng.choice(PLACES)} with {rng.randint(2, 900)} others, {id_}"
    lines = [f"- id: {id_}", f"  text: {quoted(words)}", f"  importance: {rng.randint(1, 3)}"]
    if passages:
        lines.append("  evidence:")
    for doc, text, span in passages:
        if context:
            exact = span.of(text)
            prefix, suffix = text[max(span.start - context, 0) : span.start], text[span.end : span.end + context]
        else:
            found = describe(span, text)
            exact, prefix, suffix = found.exact, found.prefix, found.suffix
        lines += [f"  - doc: {doc}", f"    exact: {quoted(exact)}"]
        lines += [f"    {key}: {quoted(value)}" for key, value in (("prefix", prefix), ("suffix", suffix)) if value]
    return "\n".join(lines) + "\n"


def _write(folder: Path, documents: int, facts: list[str]) -> None:
    """Write the digest."""
    shelf = "".join(
        f"- id: d{at}\n  path: d{at}.txt\n  title: Report {at}\n  published: 2031-03-{at % 28 + 1:02d}\n"
        for at in range(documents)
    )
    actors = "".join(f"- id: a{at}\n  name: {name}\n" for at, name in enumerate(NAMES))
    digest = "format: briefing/1\ntitle: A dossier to measure with\n"
    digest += f"documents:\n{shelf}actors:\n{actors}facts:\n{''.join(facts)}"
    (folder / "digest.yaml").write_text(digest, encoding="utf-8", newline="\n")
