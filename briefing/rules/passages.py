"""The rules for documents and for passages in them.

Owns their words and examples. Refuses to find anything.
"""

from __future__ import annotations

from briefing.rules.rule import ERROR, NOTE, WARNING, Example, Rule, example


def _fact(passage: str, text: str = "The bridge reopens.") -> str:
    return f"facts:\n  - id: f-friday\n    text: {text}\n    evidence: {{doc: wire, {passage}}}\n"


PRINTED = "format: briefing/1\ndocuments: [{{id: wire, path: {path}}}]\n"

NEARLY = "The bridge reopens on Friday for all vehicles of up to nine tonnes, the minister Orla Venn said in Karro.\n"

PASSAGES = (
    Rule(
        "missing-document",
        ERROR,
        "The file of a document is not there.",
        "Paths are relative to the digest's folder. The nearest name in that folder is given where there is one.",
        Example(PRINTED.format(path="wier.txt") + _fact("exact: reopens on Friday")),
    ),
    Rule(
        "unreadable-document",
        ERROR,
        "The file of a document cannot be opened.",
        "The system says why: no permission, a circle of links, a name that no file can have.",
        Example(PRINTED.format(path='"wire\\0.txt"') + _fact("exact: reopens on Friday")),
    ),
    Rule(
        "undecodable-document",
        ERROR,
        "A document is not in its encoding.",
        "Documents are UTF-8 unless the digest gives their `encoding`. The place is that of the first byte that is "
        "not.",
        Example("format: briefing/1\ndocuments: [{id: wire, path: wire.txt, encoding: ascii}]\n"
                + _fact("exact: reopens on Friday"), {"wire.txt": "The café by the bridge reopens on Friday.\n"}),
    ),
    Rule(
        "outside-folder",
        ERROR,
        "The path of a document leads out of the dossier's folder.",
        "A dossier is one folder that can be copied and sent. Nothing outside it is opened.",
        Example(PRINTED.format(path="../wire.txt") + _fact("exact: reopens on Friday")),
    ),
    Rule(
        "changed-document",
        WARNING,
        "A file is not the one that `sha256` pins.",
        "Somebody edited, replaced or withdrew it since. The problem names every item that rests on passages that "
        "are no "
        "longer where they were, and what rests on this document alone. Look through them, mend the passages "
        "(`briefing "
        "fix` proposes how), then run `briefing pin`.",
        Example(f"format: briefing/1\ndocuments: [{{id: wire, path: wire.txt, sha256: {'0' * 64}}}]\n"
                + _fact("exact: reopens on Friday")),
    ),
    Rule(
        "hidden-characters",
        WARNING,
        "Characters that nobody sees and that change what is read, or act on terminals.",
        "Marks that turn the direction of text around, words in invisible letters, controls of terminals. The reader "
        "shows a stand-in for each; another program may not. `briefing show DOC --hidden` lists them with their "
        "names. Allow it for a document that mixes scripts and needs the marks.",
        example(_fact("exact: reopens on Friday"),
                wire="The bridge reopens on Friday, for \u202eeerf\u202c, they say.\n"),
    ),
    Rule(
        "mixed-alphabets",
        WARNING,
        "A word in which letters of another alphabet stand among Latin ones.",
        "A Cyrillic or Greek letter may look like a Latin one and is another: a name spelt so is another name, and "
        "is not found as a mention. Where the digest has it, write the name as the documents do.",
        example(_fact("exact: reopens on Friday"), wire="The bridge reopens on Friday, said \u041erla Venn.\n"),
    ),
    Rule(
        "unused-document",
        NOTE,
        "No item uses a document.",
        "No passage names it, no position is held by it and no document is derived from it. Either it was forgotten, "
        "or it "
        "need not be in the dossier.",
        example(_fact("exact: reopens on Friday"), wire="The bridge reopens on Friday.\n", gazette="Rain on Friday.\n"),
    ),
    Rule(
        "missing",
        NOTE,
        "A passage cannot be looked for, since its document could not be read.",
        "It is listed, so that nobody takes it for evidence meanwhile. Mend the document.",
        Example(PRINTED.format(path="wier.txt") + _fact("exact: reopens on Friday")),
    ),
    Rule(
        "orphan",
        ERROR,
        "The words of a passage stand nowhere in the document.",
        "`exact` is letter for letter what the document has, slips included. The nearest words are shown where there "
        "are "
        "any; `briefing fix` can write them.",
        example(_fact("exact: stays closed until June")),
    ),
    Rule(
        "changed",
        ERROR,
        "The words of a passage stand there with other figures, or with or without a “not”.",
        "What the document says today may be something else, so that it is no evidence until somebody has looked. "
        "`briefing "
        "fix` shows both, and writes such a passage only when the item is named.",
        example(
            _fact('exact: "for all vehicles of up to six tonnes", prefix: reopens on Friday, suffix: ", the minister"'),
            wire=NEARLY,
        ),
    ),
    Rule(
        "elsewhere",
        ERROR,
        "The words of a passage stand in another document.",
        "Mostly `doc` names the wrong one. The document that has them is named.",
        example(_fact("exact: the crossing is open to freight again"), wire="Rain on Friday.\n",
                gazette="Since noon the crossing is open to freight again.\n"),
    ),
    Rule(
        "ambiguous",
        ERROR,
        "The words of a passage stand in several places, and nothing tells which is meant.",
        "Give a `prefix` or a `suffix` that only one of them has. `briefing anchor` writes it for you.",
        example(_fact("exact: Friday"), wire="Closed on Friday. Open on Friday.\n"),
    ),
    Rule(
        "weak",
        ERROR,
        "The words of a passage stand there, but not beside the context given with them.",
        "Often the passage that was meant has been edited, and what is left is a copy that means something else. "
        "Correct "
        "`prefix` and `suffix` if this is the place.",
        example(_fact('exact: on Friday, prefix: "closes "')),
    ),
    Rule(
        "fuzzy",
        WARNING,
        "The words of a passage stand there slightly changed.",
        "It is shown as evidence with a `~`. Look at it; `briefing fix --write` writes the words as they stand today.",
        example(
            _fact('exact: "for all lorries of up to nine tonnes", prefix: reopens on Friday, suffix: ", the minister"'),
            wire=NEARLY,
        ),
    ),
)  # fmt: skip
