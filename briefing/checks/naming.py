"""What is wrong with the forms under which actors are looked for.

Owns the rules on aliases. Refuses to say who an actor is.
"""

from __future__ import annotations

from briefing.checks.report import Report
from briefing.dossier import Dossier


def naming(dossier: Dossier, report: Report) -> None:
    """Report aliases that two actors share, and aliases that no document has."""
    for form, (first, *others) in dossier.catalogue.names.shared().items():
        for other in others:
            report.add("shared-alias", dossier.digest.items[other].place, f"{form!r} also names {first!r}",
                       "keep it with one of them; list the other's mentions one by one",
                       item=other, key="aliases", words=form)  # fmt: skip
    texts = [text.received for document in dossier.digest.documents if (text := dossier.text(document.id))]
    # What a document that cannot be read names is unknown.
    if not texts or len(texts) < len(dossier.digest.documents):
        return
    for actor in dossier.digest.actors:
        for alias in actor.aliases:
            if alias.strip() and not any(alias in text for text in texts):
                report.add("unused-alias", actor.place, f"no document has {alias!r}",
                           "give the form that the documents have, letter for letter, or take it away",
                           item=actor.id, key="aliases", words=alias)  # fmt: skip
