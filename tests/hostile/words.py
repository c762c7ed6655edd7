"""Words that mean harm, and a dossier that has them wherever words can stand."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from hypothesis import strategies as st

SEQUENCES = (
    "\x1b[1337m", "\x1b[1337;1H", "\x1b[?1337h", "\x1b[13;37r", "\x1b[8;1337;1337t", "\x1b[6n", "\x1b[21t", "\x1b[2J",
    "\x1b]0;owned\x07", "\x1b]2;owned\x1b\\", "\x1b]8;;http://owned.invalid\x1b\\x\x1b]8;;\x1b\\", "\x1b]11;?\x07",
    "\x1b]52;c;b3duZWQ=\x07", "\x1b]52;c;?\x07", "\x1b]1337;owned\x07", "\x1bP+q544e\x1b\\", "\x1b_owned\x1b\\",
    "\x1b^owned\x1b\\", "\x1bXowned\x1b\\", "\x1bc", "\x1b7", "\x1b(0", "\x1b#8", "\x1bOP", "\x1b", "\x1b[200~",
    "\x9b1337m", "\x9d0;owned\x9c", "\x90owned\x9c", "\x9fowned\x9c", "\x9eowned\x9c", "\x98owned\x9c", "\x85", "\x84",
)  # fmt: skip
"""What a terminal acts on: CSI, OSC, DCS, APC, PM, SOS and what is shorter, in seven bits and in eight."""

CONTROLS = ("\x00", "\x07", "\x08", "\x0b", "\x0c", "\r", "\x0e", "\x0f", "\x11", "\x13", "\x1a", "\x7f", "\t", "\n")

HIDDEN = (
    "\u202e", "\u202a", "\u2066", "\u2067", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u200c", "\u200d",
    "\u2060",
    "\ufeff", "\u00ad", "\U000e0041", "\U000e007f", "\u2028", "\u2029", "\ufff9", "\ufffe", "\U0001fffe", "\ufe0f",
    "\U000e0101", "\u034f", "\u3164", "\u2800", "\u115f", "\u180e", "\U0001d173", "\u0600", "\u0378",
    "\ue000",
)  # fmt: skip
"""What is not seen, or turns around what is."""

MARKUP = (
    "[@click=app.quit]x[/]", "[@click=screen.app.bell]", "[/b]", "[/]", "[bold red]",
    "[link=http://owned.invalid]x[/link]",
    "\\[", "[on red]", "$primary", "{0}", "%s", "{{", "<script>alert(1)</script>", "<!--", "](javascript:owned)",
    "[x](javascript:owned)", "![x](http://owned.invalid)", "<http://owned.invalid>", "[^f-1]", "[^f-1]: owned",
    "```", "~~~",
    "# owned", "- owned", "1. owned", "> owned", "| a | b |", "---", "===", "&lt;", "&#27;", "&amp;", "\\", "`",
    "*", "**", "_",
    "__", "~~", "$x$", "$$", "www.owned.invalid", "owned@owned.invalid", "http://owned.invalid", ":::", "<b>",
    "<x@y.z>",
    "=1+1", "+1", "-1", "@x", ";=1+1", '"=1', "'=1", "\uff1d1", "::error::owned", "${x}", "$(x)", "`x`", "; rm",
)  # fmt: skip
"""What some reader of markup, a table or a shell would take for more than words."""

LETTERS = ("a", "Word", " ", "  ", ".", "“", "”", "é", "e\u0301", "字", "👩\u200d🚀", "שלום", "नमस्ते", "Оrla", "7",
    "Karro", "ｗ", "﷽", "𝕏",
           "a\u0301\u0302\u0303" * 3)  # fmt: skip

PIECES = (*SEQUENCES, *CONTROLS, *HIDDEN, *MARKUP, *LETTERS)

anything = st.characters(exclude_categories=["Cs"]).filter(lambda letter: letter != "\n")
hostile_words = st.lists(st.sampled_from(PIECES) | anything, min_size=1, max_size=12).map("".join)
"""Words of all that; lone surrogates apart, which no file can hold."""

EVERYTHING = "".join(PIECES)
"""All of it, one after the other."""

DIGEST = """format: briefing/1
title: @
as_of: 2031-03-05
note: @
documents:
- {id: wire, path: wire.txt, title: @, publisher: @, published: 2031-03-04, byline: @, url: @, origin: @, language: @,
   tags: [@], note: @}
- {id: gazette, path: gazette.txt, title: @, derived_from: [wire]}
- {id: latin, path: latin.txt, encoding: latin-1}
- {id: marked, path: marked.md, markup: markdown}
- {id: gone, path: @, publisher: @}
- {id: odd, path: wire.txt, encoding: @, sha256: @}
- {id: @, path: latin.txt, encoding: "\\e]ascii\\a"}
actors:
- {id: venn, name: @, kind: @, role: @, aliases: [@], mentions: [{doc: wire, exact: minister}], note: @}
- {id: both, name: Both, members: [venn, @]}
facts:
- {id: f-1, text: @, importance: 3, when: {date: 2031-03-07~}, where: [@], actors: [venn], tags: [@], note: @,
    evidence: [
    {doc: wire, exact: @, note: @, origin: @}, {doc: gazette, exact: deck, stance: disputes}, {doc: wire, exact: @@}]}
- {id: f-2, text: @, evidence: [{doc: wire, exact: minister}, {doc: @, exact: @}], allow: {@@@@: @, no-evidence: @}}
- {id: f-3, text: "He said “@@@”, 1234.", importance: @, when: @, credibility: @, @@@@: @, evidence: {
    doc: wire, exact: "The minister spike.", prefix: @}}
statements:
- {id: s-1, speaker: venn, addressee: @, cue: @, mode: mixed, text: @, note: @, evidence: [{doc: wire, exact: @}]}
quotes:
- {id: q-1, speaker: venn, statement: s-1, cue: @, text: @, evidence: [{doc: wire, exact: @}]}
- {id: q-2, form: scare, speaker: @, evidence: [{doc: gazette, exact: deck}]}
conflicts:
- {id: c-1, text: @, note: @, positions: [{text: @, held_by: [venn], items: [f-1]}, {text: @, held_by: [wire]}]}
- {id: c-2, text: @, positions: [{text: @, evidence: [{doc: wire, exact: @}]}, {text: @}, {text: @}, {text: @}]}
"""
"""A digest of everything; @ stands for words from outside, @@@@ for few of them: a key may not be long."""

REVIEW = """format: briefing-review/1
items:
  - {item: f-1, state: checked, who: @, when: 2031-03-06T10:00:00Z, words: @, notes: [{text: @, who: @}]}
  - {item: @, state: @, extra: @}
"""


def hostile_dossier(folder: Path, words: str) -> Path:
    """Write a dossier with `words` wherever words can stand."""
    folder.mkdir(exist_ok=True)
    raw = f"The minister spoke.\n{words}\n\nThe minister spoke {words} again, and the deck holds.\n"
    (folder / "wire.txt").write_text(raw, "utf-8", newline="")
    (folder / "gazette.txt").write_text(f"The deck holds. {words}", "utf-8", newline="")
    (folder / "marked.md").write_text(f"# {words}\n\n- *{words}*\n\n> [{words}]({words})\n", "utf-8", newline="")
    (folder / "latin.txt").write_bytes(words.encode("latin-1", "ignore") + bytes(range(0x80, 0x100)))
    put = {
        "@": _spelt(words),
        "@@": _spelt(f"not there {words}"),
        "@@@": _spelt(words)[1:-1],
        "@@@@": _spelt(words[:60]),
    }
    for name, text in {"digest.yaml": DIGEST, "review.yaml": REVIEW}.items():
        (folder / name).write_text(re.sub("@+", lambda found: put[found.group()], text), "utf-8")
    return folder


def _spelt(words: str) -> str:
    """Return words as a scalar of YAML: JSON's escapes are YAML's too, but for pairs of surrogates."""
    return re.sub(
        r"\\u(d[89ab]..)\\u(d[c-f]..)",
        lambda pair: f"\\U{ord(bytes.fromhex(pair[1] + pair[2]).decode('utf-16-be')):08x}",
        json.dumps(words),
    )


DRAWN_FORMATS = frozenset(
    "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Format characters that scripts cannot do without, or that are drawn."""


def acting(text: str, allowed: str = "\n") -> list[str]:
    """Return where a text has what a terminal acts on or hides: told by Unicode, not by the program's own table."""
    found = []
    for at, letter in enumerate(text):
        category = unicodedata.category(letter)
        harmful = category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and letter not in DRAWN_FORMATS)
        if harmful and letter not in allowed:
            found.append(f"U+{ord(letter):04X} in {text[max(0, at - 30) : at + 10]!r}")
    return found
