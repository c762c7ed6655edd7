"""Whether the digest's own words keep to its passages: quotation marks and figures.

Owns what counts as quoted and as a figure. Refuses to read meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefing.checks.report import Report
from briefing.digest import Conflict, Fact, Item, Quote, Statement
from briefing.dossier import Dossier
from briefing.spans import Span
from briefing.vocabulary import Stance

QUOTATION = re.compile(r"“([^“”]*)”|\"([^\"]*)\"")

FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
"""A figure that stands alone: not the 4 of F4."""

NUMBERED = re.compile(
    r"\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|In|On|At|By|The|Some|"
    r"About|Over|Nearly|More|From|Until|Since|After|Before)\b)[A-Z]\w+ \d+\b"
)
"""A name that ends in a number; a date and a sentence that begins with a number are none."""

COUNTED = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip

WRITTEN = {word: str(number) for number, word in enumerate(COUNTED)}
WRITTEN |= {"first": "1", "second": "2", "third": "3", "dozen": "12", "hundred": "100", "thousand": "1000"}
"""Numbers that documents write out."""

MARKS = '“”„‟"«»'
SINGLE = "‘’'‹›‚"


def wording(dossier: Dossier, report: Report) -> None:
    """Report quotation marks and figures that no passage has, and quotes that are not between marks."""
    dates = _figures_in(" ".join(_dates(dossier.digest)))
    names = _numbered(dossier)
    for item in dossier.digest:
        _quotations(dossier, item, report)
        _figures(dossier, item, report, dates, names)
    for quote in dossier.digest.quotes:
        if quote.form == "quoted":
            _marks(dossier, quote, report)


def own_texts(item: Item) -> tuple[str, ...]:
    """Return what the digest says about an item in its own words."""
    if isinstance(item, Conflict):
        return (item.text, *(position.text for position in item.positions))
    return (item.text,) if isinstance(item, Fact | Statement | Quote) else ()


def _quotations(dossier: Dossier, item: Item, report: Report) -> None:
    theirs = [" ".join(target.passage.selector.exact.split()) for target in dossier.catalogue.targets[item.id]]
    for words in dict.fromkeys(quoted for text in own_texts(item) for quoted in _quoted(text)):
        if not any(words in exact for exact in theirs):
            message = f"{words!r} stands in quotation marks, but in no passage of this item"
            report.add("unquoted-words", item.place, message,
                       "quote the words as a passage gives them, or drop the marks",
                       item=item.id, key="text", words=words)  # fmt: skip


def _quoted(text: str) -> Iterator[str]:
    """Yield what stands between quotation marks, less a comma or full stop that closes our sentence."""
    for found in QUOTATION.finditer(text):
        words = " ".join((found[1] or found[2] or "").split()).rstrip(".,")
        if words:
            yield words


def _figures(dossier: Dossier, item: Item, report: Report, dates: set[str], names: set[str]) -> None:
    ours = dict.fromkeys(figure for text in own_texts(item) for figure in FIGURE.findall(_nameless(text, names)))
    # Without a passage there is nothing to compare with, and that is told as such.
    if not ours or not dossier.catalogue.targets[item.id]:
        return
    # The sides of a conflict may tell by its date what another item dates.
    theirs = _numbers(dossier, item) | (dates if isinstance(item, Conflict) else set())
    for figure in ours:
        if _plain(figure) not in theirs:
            report.add("unfounded-figure", item.place, f"{figure!r} stands in no passage of this item",
                       "give the figure as a passage has it, or allow this and say how it was worked out",
                       item=item.id, key="text", words=figure)  # fmt: skip


def _numbered(dossier: Dossier) -> set[str]:
    """Return the names of ours that end in a number and that some document has, such as Resolution 2254."""
    ours = {name for item in dossier.digest for text in own_texts(item) for name in NUMBERED.findall(text)}
    known: set[str] = set()
    # One go through each document, however many names there are.
    for document in dossier.digest.documents if ours else ():
        if text := dossier.text(document.id):
            known.update(ours.intersection(NUMBERED.findall(text.received)))
    return known


def _nameless(text: str, names: set[str]) -> str:
    """Return a text without these names."""
    for name in NUMBERED.findall(text):
        text = text.replace(name, "") if name in names else text
    return text


def _numbers(dossier: Dossier, item: Item) -> set[str]:
    """Return every number that the item's passages and its dates have."""
    items = [item]
    if isinstance(item, Conflict):
        known = dossier.digest.items
        items += [known[id_] for position in item.positions for id_ in position.items if id_ in known]
    words = [target.passage.selector.exact for target in dossier.catalogue.targets[item.id]]
    words += [passage.selector.exact for one in items for passage in one.passages]
    return _figures_in(" ".join([*words, *_dates(items)]))


def _dates(items: Iterable[Item]) -> Iterator[str]:
    return (one.when.date for one in items if isinstance(one, Fact | Statement | Quote) and one.when)


def _figures_in(text: str) -> set[str]:
    """Return every number in a text, as it stands and in the ways in which it can be written."""
    found = {_plain(figure) for figure in re.findall(r"\d+(?:[.,]\d+)*", text)} | set(re.findall(r"\d+", text))
    written = {WRITTEN[word] for word in re.findall(r"[a-z]+", text.lower()) if word in WRITTEN}
    return found | {figure.lstrip("0") for figure in found} | written


def _plain(figure: str) -> str:
    """Return a figure without the signs that group its digits."""
    return re.sub(r"[.,](?=\d{3}(?!\d))", "", figure)


def _marks(dossier: Dossier, quote: Quote, report: Report) -> None:
    for found in dossier.annotations(quote.id):
        text = dossier.text(found.doc)
        if not (text and found.passage and found.span) or found.stance is not Stance.SUPPORTS:
            continue
        if not _inside(found.span, text.received):
            report.add("unmarked-quote", found.passage.place,
                           f"the words {found.passage.selector.exact!r} stand in {found.doc!r} without quotation marks",
                           "make a statement of it, or give the `form` that it has", item=quote.id, key="exact",
                           )  # fmt: skip


def _inside(span: Span, text: str) -> bool:
    """Say whether words stand between quotation marks of their paragraph, or begin or end with one."""
    start = text.rfind("\n", 0, span.start) + 1
    before, words = text[start : span.start], span.of(text)
    count, last = sum(map(before.count, MARKS)), max(MARKS, key=before.rfind)
    after = text[span.end : span.end + 2]
    single = before[-1:] in SINGLE and before != "" and any(sign in SINGLE for sign in after)
    return (count > 0 and (last in "“„«" or count % 2 == 1)) or any(sign in MARKS for sign in words) or single
