"""How often anchors lie: passages whose documents were changed, found again by two rules.

Owns the mutations and the tables. `ours` is `match` with selectors as `describe` writes them; `hypothesis` is our own
re-implementation of the rule that the Hypothesis client publishes (src/annotator/anchoring/match-quote.ts): exact hits
if there are any, else those with the fewest edits, the best score of words, contexts and position, and no minimum.
It has 32 characters of context and the position, as its client stores them. Neither is told what was changed.

Silent: shown as evidence without a mark. Flagged: found, but with a mark or only as a proposal. Run `make bench`;
`--seeds N` and `--trials N` change the size, `--cost` measures time instead.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.cost import costs
from benchmarks.hypothesis_rule import match_quote
from benchmarks.texts import WORDS, near_duplicates, prose
from briefing.anchoring import Anchor, Status, describe, match
from briefing.selectors import Selector
from briefing.spans import Span

OUTCOMES = ("silent right", "silent wrong", "flagged right", "flagged wrong", "orphan")


@dataclass(frozen=True)
class Trial:
    """A passage, and the text after a change."""

    before: str
    span: Span
    after: str
    right: Span | None
    """Where the passage is now; None where it is gone."""


Mutation = Callable[[str, Span, random.Random], Trial | None]


def replaced(text: str, span: Span, words: str) -> Trial:
    """Return the trial in which the passage reads `words`."""
    after = text[: span.start] + words + text[span.end :]
    return Trial(text, span, after, Span(span.start, span.start + len(words)))


def other_words(words: str, count: int, rng: random.Random) -> str | None:
    """Put other words in place of `count` words."""
    places = [found.span() for found in re.finditer(r"[A-Za-z]{3,}", words)]
    if len(places) < count + 1:
        return None
    for start, end in sorted(rng.sample(places, count), reverse=True):
        words = words[:start] + rng.choice([word for word in WORDS if word != words[start:end]]) + words[end:]
    return words


def one_word(text: str, span: Span, rng: random.Random) -> Trial | None:
    """One word of the passage is another."""
    words = other_words(span.of(text), 1, rng)
    return replaced(text, span, words) if words else None


def three_words(text: str, span: Span, rng: random.Random) -> Trial | None:
    """Three words of the passage are others."""
    words = other_words(span.of(text), 3, rng)
    return replaced(text, span, words) if words else None


def unchanged(text: str, span: Span, rng: random.Random) -> Trial | None:  # noqa: ARG001
    """Nothing changed."""
    return Trial(text, span, text, span)


def figure(text: str, span: Span, rng: random.Random) -> Trial | None:
    """A figure of the passage is another."""
    found = list(re.finditer(r"\d+", span.of(text)))
    if not found:
        return None
    one = rng.choice(found)
    words = span.of(text)
    return replaced(text, span, words[: one.start()] + str(int(one.group()) + rng.randint(1, 7)) + words[one.end() :])


def moved(text: str, span: Span, rng: random.Random) -> Trial | None:
    """The paragraph stands elsewhere."""
    paragraphs = text.split("\n\n")
    starts = [sum(len(one) + 2 for one in paragraphs[:at]) for at in range(len(paragraphs))]
    at = max(at for at, start in enumerate(starts) if start <= span.start)
    if span.end > starts[at] + len(paragraphs[at]) or len(paragraphs) < 4:
        return None
    inside = span.start - starts[at]
    mine = paragraphs.pop(at)
    to = rng.choice([other for other in range(len(paragraphs) + 1) if abs(other - at) > 1])
    paragraphs.insert(to, mine)
    start = sum(len(one) + 2 for one in paragraphs[:to]) + inside
    return Trial(text, span, "\n\n".join(paragraphs), Span(start, start + len(span)))


def typography(text: str, span: Span, rng: random.Random) -> Trial | None:
    """Spaces are hard or double, lines are broken, marks curly and dashes long, throughout the text."""

    def retyped(words: str) -> str:
        kinds = {"'": "’", '"': "”", "-": "\u2011", "...": "…", "fi": "ﬁ"}
        words = re.sub(r"\.\.\.|fi|['\"-]", lambda found: kinds[found.group()], words)
        return re.sub(" ", lambda _: rng.choice([" ", " ", "\u00a0", "  ", "\n", "\u2009"]), words)

    before, words, rest = map(retyped, (text[: span.start], span.of(text), text[span.end :]))
    # Something must have changed, or the exact rung answers.
    words = words.replace(" ", "\u00a0", 1)
    return Trial(text, span, before + words + rest, Span(len(before), len(before) + len(words)))


def as_markdown(text: str, span: Span, rng: random.Random) -> Trial | None:
    """The text is Markdown: emphasis, links and headings."""

    def marked(words: str) -> str:
        kinds = ("**{}**", "*{}*", "_{}_", "[{}](https://example.org/a-b)", "`{}`", "{}[^7]")
        return re.sub(
            r"\b[A-Za-z]{4,}\b",
            lambda found: rng.choice(kinds).format(found.group()) if rng.random() < 0.2 else found.group(),
            words,
        )

    before, words, rest = map(marked, (text[: span.start], span.of(text), text[span.end :]))
    return Trial(text, span, before + words + rest, Span(len(before), len(before) + len(words)))


def _with_copy(trial: Trial, words: str, rng: random.Random) -> Trial:
    """Plant words between two sentences of another paragraph."""
    assert trial.right
    places = [found.end() for found in re.finditer(r"\. ", trial.after)]
    far = [at for at in places if abs(at - trial.right.start) > 300 + len(words)]
    at = rng.choice(far)
    after = f"{trial.after[:at]}{words} {trial.after[at:]}"
    shift = len(words) + 1 if at <= trial.right.start else 0
    return Trial(trial.before, trial.span, after, Span(trial.right.start + shift, trial.right.end + shift))


def edited_with_copy(text: str, span: Span, rng: random.Random) -> Trial | None:
    """One word changed, and the words as they were stand elsewhere."""
    trial = one_word(text, span, rng)
    return _with_copy(trial, span.of(text), rng) if trial else None


def deleted(text: str, span: Span, rng: random.Random) -> Trial | None:  # noqa: ARG001
    """The passage is gone."""
    return Trial(text, span, text[: span.start] + text[span.end :].lstrip(), None)


def deleted_with_copy(text: str, span: Span, rng: random.Random) -> Trial | None:
    """The passage is gone, and its very words stand elsewhere."""
    trial = _with_copy(Trial(text, span, text, span), span.of(text), rng)
    assert trial.right
    after = trial.after[: trial.right.start] + trial.after[trial.right.end :]
    return Trial(text, span, after, None)


def deleted_with_lookalike(text: str, span: Span, rng: random.Random) -> Trial | None:
    """The passage is gone, and words like them stand elsewhere."""
    words = other_words(span.of(text), 1, rng)
    if not words:
        return None
    trial = _with_copy(Trial(text, span, text, span), words, rng)
    assert trial.right
    return Trial(text, span, trial.after[: trial.right.start] + trial.after[trial.right.end :], None)


def sentence(text: str, rng: random.Random) -> Span:
    """Choose a sentence, or most of one, 30 characters at least."""
    found = [one.span() for one in re.finditer(r"[A-Z][^.\n]{30,240}", text)]
    start, end = rng.choice(found)
    if rng.random() < 0.5:
        cuts = [at.end() for at in re.finditer(" ", text[start : end - 30])]
        start += rng.choice(cuts) if cuts else 0
    return Span(start, end)


def short(text: str, rng: random.Random) -> Span:
    """Choose two words or three, under 15 characters."""
    found = [one.span(1) for one in re.finditer(r"(?=(\b[A-Za-z]{3,6} [A-Za-z]{3,7})\b)", text)]
    return Span(*rng.choice(found))


ROWS: tuple[tuple[str, Mutation, Callable[[str, random.Random], Span]], ...] = (
    ("unchanged", unchanged, sentence),
    ("spacing and typography", typography, sentence),
    ("the same text as Markdown", as_markdown, sentence),
    ("paragraph moved", moved, sentence),
    ("one word changed", one_word, sentence),
    ("three words changed", three_words, sentence),
    ("figure changed", figure, sentence),
    ("one word changed, exact copy elsewhere", edited_with_copy, sentence),
    ("deleted, exact copy elsewhere", deleted_with_copy, sentence),
    ("deleted, lookalike elsewhere", deleted_with_lookalike, sentence),
    ("deleted, nothing planted", deleted, sentence),
    ("under 15 characters, one word changed", one_word, short),
    ("under 15 characters, deleted", deleted, short),
    ("under 15 characters, changed, copy elsewhere", edited_with_copy, short),
)


def is_right(found: Span, right: Span | None) -> bool:
    """Say whether a place is the one meant: most of either is in the other."""
    if right is None:
        return False
    shared = min(found.end, right.end) - max(found.start, right.start)
    return shared >= 0.7 * max(len(found), len(right))


def outcome(silent: bool, found: Span | None, right: Span | None) -> str:
    """Return the column of a trial."""
    if found is None:
        return "orphan"
    return f"{'silent' if silent else 'flagged'} {'right' if is_right(found, right) else 'wrong'}"


def ours(trial: Trial) -> tuple[str, Anchor]:
    """Return the column under our rule."""
    anchor = match(describe(trial.span, trial.before), trial.after)
    lost = anchor.status is Status.ORPHAN or (anchor.found is None and not anchor.candidates)
    silent = anchor.status.trusted and not anchor.status.to_confirm
    # Several places are put before a reader: the right one among them is a right answer to a question.
    asked = next((place for place in anchor.candidates if is_right(place, trial.right)), None)
    found = None if lost else asked or anchor.found or anchor.candidates[0]
    return outcome(silent, found, trial.right), anchor


def theirs(trial: Trial) -> str:
    """Return the column under Hypothesis's rule."""
    start, end = trial.span.start, trial.span.end
    selector = Selector(
        trial.span.of(trial.before), trial.before[max(0, start - 32) : start], trial.before[end : end + 32]
    )
    return outcome(True, match_quote(selector, start, trial.after), trial.right)


def trials(
    mutation: Mutation, choose: Callable[[str, random.Random], Span], kind: str, seed: int, count: int
) -> Iterator[Trial]:
    """Yield `count` trials in fresh texts."""
    rng = random.Random(f"{mutation.__name__} {kind} {seed}")
    made = 0
    while made < count:
        text = (prose if kind == "prose" else near_duplicates)(rng)
        trial = mutation(text, choose(text, rng), rng)
        if trial:
            made += 1
            yield trial


def table(kind: str, seeds: int, count: int) -> int:
    """Print one table; return how often ours was silently wrong."""
    print(f"\n## {kind}: {seeds} seeds of {count} trials; {' / '.join(OUTCOMES)}, in per cent\n")
    print("| change | ours | of them by status | hypothesis |\n| --- | --- | --- | --- |")
    lies = 0
    for name, mutation, choose in ROWS:
        mine: Counter[str] = Counter()
        other: Counter[str] = Counter()
        statuses: Counter[str] = Counter()
        for seed in range(seeds):
            for trial in trials(mutation, choose, kind, seed, count):
                column, anchor = ours(trial)
                mine[column] += 1
                statuses[anchor.status] += 1
                other[theirs(trial)] += 1
        lies += mine["silent wrong"]
        said = ", ".join(f"{status} {_share(times, seeds * count)}" for status, times in statuses.most_common())
        cells = [" / ".join(_share(one[column], seeds * count) for column in OUTCOMES) for one in (mine, other)]
        print(f"| {name} | {cells[0]} | {said} | {cells[1]} |", flush=True)
    return lies


def _share(times: int, of: int) -> str:
    return f"{100 * times / of:.1f}".removesuffix(".0")


def main() -> int:
    """Print the tables, or the costs; exit 1 where ours was ever silently wrong."""
    parser = argparse.ArgumentParser(description="How often anchors lie, and what they cost.")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--cost", action="store_true")
    given = parser.parse_args()
    if given.cost:
        costs()
        return 0
    lies = sum(table(kind, given.seeds, given.trials) for kind in ("prose", "near-duplicates"))
    print(f"\nours was silently wrong {lies} times")
    return 1 if lies else 0


if __name__ == "__main__":
    sys.exit(main())
