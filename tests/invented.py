"""Invented dossiers for the laws of the core: any ties between documents, any evidence, any dates, any sides."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from briefing.dates import When
from briefing.digest import Actor, Conflict, Digest, Fact, Position, Quote, Statement
from briefing.documents import DocumentText
from briefing.dossier import Dossier
from briefing.passages import Document, Passage
from briefing.selectors import Selector
from briefing.vocabulary import Stance

WORDS = ("The bridge is open.", "The bridge is shut.", "Nobody came.", "never written")
"""What passages may ask for; the last one stands nowhere."""

TEXT = "Venn spoke. The bridge is open. The bridge is shut. Nobody came. Council replied."

DATES = ("2031", "2031-03", "2031-03-04", "2031-03-04~", "2031-03-05", "2031-03/2031-04", "2030/..", "../2031-03-04")

ACTORS = ("venn", "council", "both", "nobody")


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Return a dossier whose documents all hold the same words."""
    docs = [f"d{number}" for number in range(draw(st.integers(1, 6)))]
    doc = st.sampled_from(docs)
    passage = st.builds(
        lambda where, words, stance, origin: Passage(
            doc=where, selector=Selector(words), stance=Stance(stance), origin=origin
        ),
        doc, st.sampled_from(WORDS), st.sampled_from(list(Stance)), st.sampled_from(["", "", "base"]),
    )  # fmt: skip
    passages = st.lists(passage, max_size=5).map(tuple)
    when = st.none() | st.builds(When, st.sampled_from(DATES), st.sampled_from(["", "stated", "derived"]))
    speaker = st.sampled_from(["", *ACTORS])
    importance = st.integers(1, 3)

    def several(kind: type, letter: str, most: int = 5, **keys: st.SearchStrategy[object]) -> tuple[object, ...]:
        count = draw(st.integers(0, most))
        return tuple(
            kind(id=f"{letter}{number}", **{key: draw(value) for key, value in keys.items()}) for number in range(count)
        )

    documents = tuple(
        Document(
            id=name,
            path=f"{name}.txt",
            derived_from=tuple(draw(st.lists(doc, max_size=2))),
            origin=draw(st.sampled_from(["", "", "base", "other"])),
        )
        for name in docs
    )
    told: dict[str, st.SearchStrategy[object]] = {
        "text": st.just("T"),
        "speaker": speaker,
        "addressee": speaker,
        "when": when,
        "evidence": passages,
    }
    facts = several(
        Fact, "f", text=st.just("F"), when=when, evidence=passages, importance=importance,
        actors=st.lists(st.sampled_from(ACTORS), max_size=2).map(tuple),
    )  # fmt: skip
    statements, quotes = several(Statement, "s", 5, **told), several(Quote, "q", 5, **told)
    items = [item.id for item in (*facts, *statements, *quotes)]  # type: ignore[attr-defined]
    position = st.builds(
        Position,
        text=st.just("P"),
        held_by=st.lists(st.sampled_from(ACTORS), max_size=2).map(tuple),
        items=(st.lists(st.sampled_from(items), max_size=2) if items else st.just([])).map(tuple),
        evidence=passages,
    )
    digest = Digest(
        documents=documents,
        actors=(
            Actor(id="venn", name="Venn"), Actor(id="council", name="Council"), Actor(id="nobody", name="Zed"),
            Actor(id="both", name="Both of them", members=("venn", "council")),
        ),
        facts=facts,  # type: ignore[arg-type]
        statements=statements,  # type: ignore[arg-type]
        quotes=quotes,  # type: ignore[arg-type]
        conflicts=several(Conflict, "c", 3, text=st.just("C"), positions=st.lists(position, max_size=3).map(tuple)),  # type: ignore[arg-type]
    )  # fmt: skip
    return Dossier(Path(), digest).with_texts({name: DocumentText.of(TEXT) for name in docs})
