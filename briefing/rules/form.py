"""The rules for the digest file itself: YAML, keys, values and ids.

Owns their words and examples. Refuses to find anything.
"""

from __future__ import annotations

from briefing.rules.rule import ERROR, NOTE, WARNING, Example, Rule, example

FACT = "    evidence: {doc: wire, exact: reopens on Friday}\n"

_READ = example(f"facts:\n  - id: f-friday\n    text: The bridge reopens.\n{FACT}")

FORM = (
    Rule(
        "nothing-to-check",
        ERROR,
        "The digest lists no document or no item.",
        "A check over nothing proves nothing, and a script that waits for it should not take silence for success.",
        Example("format: briefing/1\ntitle: Karro bridge\n", {}),
    ),
    Rule(
        "undecodable-digest",
        ERROR,
        "The digest file is not UTF-8.",
        "A digest is always read as UTF-8. Save it so in your editor.",
        Example("format: briefing/1\ntitle: Le pont est fermé\n", {}, "latin-1"),
    ),
    Rule(
        "bad-review",
        ERROR,
        "The reviews beside the digest cannot be read.",
        "review.yaml holds what readers said of items. While it cannot be read, nothing is written over it. Save it as "
        "UTF-8, or move it away to begin anew.",
        Example(_READ.digest, {**_READ.documents, "review.yaml": "note: fermé\n"}, "latin-1"),
    ),
    Rule(
        "yaml-syntax",
        ERROR,
        "The digest is not YAML.",
        "Nothing after the place can be told apart, so that it is reported alone. The mistake is often in the line "
        "before: "
        "a quotation mark that is not closed, a colon without a space, an indentation that does not fit.",
        Example("format: briefing/1\nfacts:\n  - {id: f-friday, text: The bridge reopens.\n", {}),
    ),
    Rule(
        "yaml-feature",
        ERROR,
        "A tag, anchor, alias, merge key or second document of YAML.",
        "A digest is plain data, so that every editor and every program reads the same in it. Write the value out.",
        example(f"facts:\n  - id: f-friday\n    text: &friday The bridge reopens.\n{FACT}"),
    ),
    Rule(
        "duplicate-key",
        ERROR,
        "A key stands twice in one record.",
        "The first is kept, and the second is lost without a trace. Keep one of them.",
        example(f"facts:\n  - id: f-friday\n    text: The bridge reopens.\n    text: The bridge is open.\n{FACT}"),
    ),
    Rule(
        "unknown-format",
        ERROR,
        "The format is not one that this program reads.",
        "The first line of a digest is `format: briefing/1`.",
        Example("format: briefing/9\ntitle: Karro bridge\n", {}),
    ),
    Rule(
        "missing-key",
        ERROR,
        "A key that is needed is not there.",
        "Without it the record means nothing. It is a warning where the key is only expected, as `speaker` is.",
        example("facts:\n  - id: f-friday\n    evidence: {doc: wire, exact: reopens on Friday}\n"),
    ),
    Rule(
        "unknown-key",
        WARNING,
        "A key that the format does not have.",
        "What stands under it is read by nobody. Mostly it is a slip of the pen.",
        example(f"facts:\n  - id: f-friday\n    txet: Again.\n    text: The bridge reopens.\n{FACT}"),
    ),
    Rule(
        "bad-value",
        ERROR,
        "A value does not fit its key, or lies outside its scale.",
        "docs/digest.md says what each key may hold. The value is left out, and the rest is read.",
        example(f"facts:\n  - id: f-friday\n    importance: 7\n    text: The bridge reopens.\n{FACT}"),
    ),
    Rule(
        "duplicate-id",
        ERROR,
        "Two things have one id.",
        "Ids are unique over the whole digest, documents included, so that one word names one thing.",
        example(f"facts:\n  - id: wire\n    text: The bridge reopens.\n{FACT}"),
    ),
    Rule(
        "dangling-id",
        ERROR,
        "An id that nothing has, or nothing of the kind expected.",
        "The reference leads nowhere. The nearest id is named where there is one.",
        example(f"facts:\n  - id: f-friday\n    text: The bridge reopens.\n    actors: [vemm]\n{FACT}"),
    ),
    Rule(
        "unknown-rule",
        ERROR,
        "An `allow` names a rule that there is none of.",
        "It silences nothing, and whoever wrote it believes that it does.",
        example(f"facts:\n  - id: f-friday\n    text: The bridge reopens.\n    allow: {{no-evidense: a gap}}\n{FACT}"),
    ),
    Rule(
        "unused-allow",
        NOTE,
        "An `allow` silences nothing.",
        "The problem that it was written for is gone. Take it away, so that it does not silence the next one unseen.",
        example(f"facts:\n  - id: f-friday\n    text: The bridge reopens.\n    allow: {{no-evidence: a gap}}\n{FACT}"),
    ),
)
