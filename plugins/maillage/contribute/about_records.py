"""The answers of a form about a record that is there: correct it, confirm it, report it, take it away."""

import re
from typing import Any

from maillage.contribute import answers, forgetting
from maillage.contribute.names import label
from maillage.contribute.proposal import Answers, Proposal, Tree, write_changed
from maillage.contribute.questions import CONFIRMED_BY as BY
from maillage.contribute.questions import FILE, PAGE, REASON, Form
from maillage.i18n import N_
from maillage.load import Document


def _subject(made: Proposal, words: str, tree: Tree) -> Document | None:
    found = tree.names.page(words, tree.territory)
    if found is None:
        made.fail(N_("Aucune fiche n’est trouvée pour « {words} »."), words=words[:120])
    else:
        made.about = label(found.data) or found.id
    return found


def correct(made: Proposal, form: Form, said: Answers, tree: Tree) -> None:
    """What was filled in, and nothing else of the record."""
    there = _subject(made, said.get(PAGE.label, ""), tree)
    if there is None:
        return
    draft = answers.fill(form.questions, said, tree.names)
    if not draft.data:
        made.fail(N_("Aucun champ n’est rempli : quelqu’un lira le mot laissé."))
        return
    put: dict[Any, Any] = {}
    for key, value in draft.data.items():
        if isinstance(value, dict) and isinstance(there.data.get(key), dict):
            put |= {(key, inner): one for inner, one in value.items()}
        else:
            put[key,] = value
    write_changed(made, tree, there.path, put)


def confirm(made: Proposal, _form: Form, said: Answers, tree: Tree) -> None:
    """The record is still true: the day, and who says so."""
    there = _subject(made, said.get(FILE.label, ""), tree)
    if there is None:
        return
    by = re.sub(r"\s+", " ", said.get(BY.label, ""))[:200]
    put: dict[Any, Any] = {("verified", "on"): tree.today.isoformat(), **({("verified", "by"): by} if by else {})}
    unsigned = not by and "by" in there.data.get("verified", {})
    write_changed(made, tree, there.path, put, [("verified", "by")] if unsigned else [])


def remove(made: Proposal, _form: Form, said: Answers, tree: Tree) -> None:
    """Take the record away, and remember by a mark that says nothing that it is to stay away."""
    if there := _subject(made, said.get(PAGE.label, ""), tree):
        _take_away(made, there, tree)
        made.forgotten.append(there)
        made.note(
            N_(
                "Pour que plus rien n’en reste, ni dans l’historique ni dans les copies, suivez « maillage forget {id} --steps »."
            ),
            id=there.id,
        )


def report(made: Proposal, _form: Form, said: Answers, tree: Tree) -> None:
    """A place that has closed goes; anything else is for people to judge."""
    there = _subject(made, said.get(PAGE.label, ""), tree)
    if there is None:
        return
    if REASON.choices.get(said.get(REASON.label, "")) == "closed":
        _take_away(made, there, tree)
    else:
        made.fail(N_("C’est à des personnes d’en juger : voyez le guide de modération (docs/how-to/moderate.md)."))


def _take_away(made: Proposal, there: Document, tree: Tree) -> None:
    """Remove a record's file, and its name from the other files."""
    made.gone.append(there.path)
    everybody = [one for table in tree.names.records.values() for one in table.values()]
    for document, pointers in forgetting.mentions(everybody, there.kind, there.id):
        write_changed(made, tree, document.path, *forgetting.without(document, pointers))
    made.verb = N_("Retirer : {name} ({path})")
