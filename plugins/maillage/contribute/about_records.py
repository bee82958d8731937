"""The answers of a form about a record that is there: correct it, confirm it, report it, take it away."""

import re
from typing import Any

from maillage.contribute import answers, forgetting
from maillage.contribute.names import label
from maillage.contribute.proposal import Answers, Proposal, Tree, write_changed
from maillage.contribute.questions import CONFIRMED_BY as BY
from maillage.contribute.questions import FILE, PAGE, REASON, Form
from maillage.i18n import N_
from maillage.load import Document, parse
from maillage.validate import is_valid

NAMED = 12
"""Records that an answer names; of more it says how many."""


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
        made.opening = N_("Merci de l’avoir signalé. La machine ne change rien d’elle-même :")
        made.fail(N_("C’est à des personnes d’en juger : voyez le guide de modération (docs/how-to/moderate.md)."))


def _take_away(made: Proposal, there: Document, tree: Tree) -> None:
    """Remove a record's file, and its name from the other files; say which lean on it, which lose its name, which still write it."""
    made.verb = N_("Retirer : {name} ({path})")
    made.opening = N_("Merci de l’avoir dit. Quelqu’un doit encore faire ceci avant que la fiche parte :")
    made.gone.append(there.path)
    everybody = [one for table in tree.names.records.values() for one in table.values()]
    leaning: list[Document] = []
    mended: list[Document] = []
    for one in forgetting.changes(everybody, [there]):
        write_changed(made, tree, one.document.path, one.put, one.drop)
        (mended if _stays_sound(made, one.document) else leaning).append(one.document)
    if leaning:
        made.fail(
            N_("Ces fiches n’ont plus de sens sans elle ; il faut les changer ou les retirer d’abord : {names}"),
            names=_listed(leaning),
        )
    if mended:
        made.note(N_("Son nom est ôté de ces fiches, qui restent : {names}"), names=_listed(mended))
    if written := list(forgetting.written_in(everybody, there)):
        made.note(N_("Ces textes l’écrivent encore ; quelqu’un les relira : {names}"), names=_listed(written))
    made.note(N_("L’adresse de sa page ne répondra plus : les sites qui y mènent auront un lien mort."))


def _stays_sound(made: Proposal, document: Document) -> bool:
    data = parse(made.texts.get(document.path, ""), document.path)
    return isinstance(data, dict) and is_valid(document.kind, data)


def _listed(documents: list[Document]) -> str:
    """The first of some records by name and file, and how many more there are."""
    shown = [f"{label(one.data) or one.id} ({one.path})" for one in documents[:NAMED]]
    return ", ".join([*shown, *([f"+ {len(documents) - NAMED}"] if len(documents) > NAMED else [])])
