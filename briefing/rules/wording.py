"""The rules for what a digest says in its own words, and for what carries it.

Owns their words and examples. Refuses to find anything.
"""

from __future__ import annotations

from briefing.rules.rule import ERROR, NOTE, WARNING, Example, Rule, example


def _fact(text: str, passage: str = "exact: reopens on Friday", id_: str = "f-friday") -> str:
    return f"  - id: {id_}\n    text: {text}\n    evidence: {{doc: wire, {passage}}}\n"


COUNCIL = "".join(
    f"{said}\n"
    for said in (
        "The plan of the Harbour Trust is old, and the bridge is older.",
        "On Friday the Harbour Trust spoke of it in the town, and the council heard it.",
        "Nobody had asked the Harbour Trust for the price of it, and the council did not.",
        "In the end it is for the Harbour Trust to pay, the minister said in the evening.",
    )
)

WORDING = (
    Rule(
        "no-evidence",
        WARNING,
        "No passage carries a fact.",
        "A fact without a passage is an opinion of the digest. Where that is what you mean, allow it and say why.",
        example("facts:\n  - {id: f-silence, text: Nobody says who pays.}\n" + _fact("The bridge reopens.")),
    ),
    Rule(
        "one-origin",
        NOTE,
        "Several documents support a fact, and all of them go back to one report.",
        "It looks like corroboration and is none. Where one document is known to repeat another, allow the rule for "
        "that "
        "document: then it is not told for every fact.",
        Example(
            "format: briefing/1\ndocuments:\n  - {id: wire, path: wire.txt}\n"
            "  - {id: gazette, path: gazette.txt, derived_from: wire}\nfacts:\n  - id: f-friday\n"
            "    text: The bridge reopens.\n    evidence:\n      - {doc: wire, exact: reopens on Friday}\n"
            "      - {doc: gazette, exact: reopens on Friday}\n",
            {"wire.txt": "The bridge reopens on Friday.\n", "gazette.txt": "It reopens on Friday, they say.\n"},
        ),
    ),
    Rule(
        "twin-facts",
        WARNING,
        "Two facts say nearly the same.",
        "Their evidence is divided, and a reader counts one claim twice. Facts that differ in a figure or in a “not” "
        "are no "
        "twins.",
        example("facts:\n" + _fact("The Karro bridge reopens to freight on Friday.")
                + _fact("The Karro bridge reopens to freight on that Friday.", id_="f-again")),
    ),
    Rule(
        "several-claims",
        NOTE,
        "A fact makes several claims (*English*).",
        "A passage that carries one of them seems to carry all. Make a fact of each sentence, and of each half of a "
        "sentence "
        "that could be true without the other.",
        example("facts:\n" + _fact("The bridge reopens on Friday. The minister says that it is safe.")),
    ),
    Rule(
        "unquoted-words",
        WARNING,
        "Words between double quotation marks that no passage of the item has.",
        "Marks promise the very words. Quote them as a passage gives them, or drop the marks.",
        example("facts:\n" + _fact("The bridge is “perfectly safe”.")),
    ),
    Rule(
        "unfounded-figure",
        WARNING,
        "A figure in our text that no passage of the item has.",
        "Most errors of a digest are errors of figures. The item's own `when` counts as well as its passages, and a "
        "number "
        "written out counts as its figure. Where you worked it out yourself, allow it and say how.",
        example("facts:\n" + _fact("The bridge reopens after 14 months.")),
    ),
    Rule(
        "unmarked-quote",
        WARNING,
        "A quote of the form `quoted` is not between quotation marks in the document.",
        "Then the words are the reporter's, not the speaker's. Make a statement of it, or give the `form` that it has.",
        example("actors:\n  - {id: venn, name: Orla Venn}\n"
                "quotes:\n  - {id: q-friday, speaker: venn, evidence: {doc: wire, exact: reopens on Friday}}\n"),
    ),
    Rule(
        "cut-condition",
        NOTE,
        "A condition follows a passage that ends before it (*English*).",
        "“The bridge opens on Friday” says more than “The bridge opens on Friday, unless it rains”. Let the passage "
        "run on, "
        "or give the condition as a passage that qualifies the fact.",
        example("facts:\n" + _fact("The bridge reopens."),
                wire="The bridge, the minister said, reopens on Friday, unless the river is high.\n"),
    ),
    Rule(
        "shared-alias",
        ERROR,
        "Two actors have one name or alias.",
        "Every place where it stands then counts for both. Keep it with one of them, and list the places of the "
        "other under "
        "`mentions`.",
        example("actors:\n  - {id: venn, name: Orla Venn}\n  - {id: nils, name: Nils Venn, aliases: [Orla Venn]}\n"
                "facts:\n" + _fact("The bridge reopens.")),
    ),
    Rule(
        "unused-alias",
        WARNING,
        "An alias stands in no document.",
        "Aliases are forms that occur, letter for letter. Not told while a document cannot be read.",
        example("actors:\n  - {id: venn, name: Orla Venn, aliases: [Minister Venn]}\n"
                "facts:\n" + _fact("The bridge reopens.")),
    ),
    Rule(
        "unlisted-name",
        NOTE,
        "A name that stands often in a document and is no actor (*English*).",
        "Two capitalised words or more, four times or more. Names that an actor has or is part of, and places that a "
        "fact "
        "gives under `where`, are known. Allow it for the document where it is nobody that acts.",
        example("facts:\n" + _fact("The plan is old.", "exact: is old, suffix: \", and the\""), wire=COUNCIL),
    ),
)  # fmt: skip
