"""The page of rules, docs/checks.md, and the same for one rule on a terminal.

Owns the wording of both; `make docs` writes the page. Refuses to know a rule: the table has them.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

from briefing.display import harmless
from briefing.rules import GROUPS, Rule

HEAD = """\
# What `briefing check` looks for

Made from the table of rules by `make docs`. `briefing check --explain CODE` prints one of them.

`check` prints each problem with its code, the file, line and column, the line with the place underlined, and what would
mend it. For a passage that is not found it shows the nearest words of the document, with what differs underlined.

- An *error* misleads, a *warning* may, a *note* informs. The exit status is 1 if there is an error or a warning, and 2
  if the check could not be made. Notes count with `--strict` only. A check over nothing does not pass.
- `--select CODE,…` looks for these rules only, `--ignore CODE,…` for all but these.
- `--format json` prints one array of objects, `--format github` what GitHub shows beside the lines of a change.
- `allow: {CODE: reason}` in an item or a document silences a rule there. A passage that is not trusted is never silent:
  it stays on the list as a note, with the reason. What is wrong with the YAML itself cannot be allowed.
- Codes do not change.

The rules marked *English* are only looked for in documents whose `language` is English, or that read like it.
"""


def checks_page() -> str:
    """Return docs/checks.md."""
    lines = [HEAD]
    for heading, rules in GROUPS.items():
        lines += [f"## {heading}", "", "| Code | | What is wrong |", "|---|---|---|"]
        lines += [f"| [`{rule.code}`](#{rule.code}) | {rule.severity} | {rule.meaning} |" for rule in rules]
        lines += [""]
    for rules in GROUPS.values():
        for rule in rules:
            lines += [*_section(rule), ""]
    return "\n".join(lines)


def _section(rule: Rule) -> Iterator[str]:
    yield from (f"### {rule.code}", "", f"*{rule.severity.capitalize()}.* {rule.meaning}", "")
    yield from (*textwrap.wrap(rule.explanation, 118, break_on_hyphens=False), "")
    yield from ("```yaml", *rule.example.digest.rstrip("\n").split("\n"), "```")
    if rule.example.encoding != "utf-8":
        yield from ("", f"(saved as {rule.example.encoding})")
    for name, text in rule.example.documents.items():
        yield from ("", f"`{name}`:", "", "```text", *harmless(text).rstrip("\n").split("\n"), "```")


def explained(rule: Rule, width: int) -> Iterator[str]:
    """Yield the same about one rule for a terminal."""
    yield from textwrap.wrap(f"{rule.severity}[{rule.code}]: {rule.meaning}", width, break_on_hyphens=False)
    yield from ("", *textwrap.wrap(rule.explanation, width, break_on_hyphens=False))
    files = {"digest.yaml": rule.example.digest, **rule.example.documents}
    for name, text in files.items():
        saved = f", saved as {rule.example.encoding}" if rule.example.encoding != "utf-8" else ""
        yield from ("", f"{name}{saved}:", *(f"    {line}".rstrip() for line in text.rstrip("\n").split("\n")))


if __name__ == "__main__":
    sys.stdout.write(checks_page())
