"""A message (an issue's form, an issue or e-mail with records in it) to a proposal."""

import re
from collections.abc import Callable

from maillage.contribute import about_records, blocks, new_records, sections
from maillage.contribute.proposal import Answers, Proposal, Tree, write_whole
from maillage.contribute.questions import CONFIRMED_BY as BY
from maillage.contribute.questions import FILE, SHEET, WORD, Form, forms, in_french
from maillage.i18n import N_, SOURCE_LANGUAGE, translator

_TITLE = re.compile(r"\[([a-z-]{1,20})\]")
_MARK = re.compile(r"\s*<!-- maillage:([a-z-]{1,20}) -->")


def form_of(title: str, labels: tuple[str, ...], body: str, language: str = SOURCE_LANGUAGE) -> Form | None:
    """Which form a message was written with: by its labels, by ``[slug]`` in its title, by the mark of a template, by its questions.

    The form is the French one, whose labels the answers are brought under (:func:`_answers`).
    """
    known = forms()
    for one in labels:
        if one in known:
            return known[one]
    for found in (_TITLE.match(title.strip()), _MARK.match(body)):
        if found and found[1] in known:
            return known[found[1]]
    for slug, question in (("fiche", SHEET), ("toujours-vrai", BY)):
        for say in (str, translator(language)):
            if {say(FILE.label), say(question.label)} <= _headings(body):
                return known[slug]
    return None


def _headings(body: str) -> set[str]:
    return set(re.findall(r"^### (.{1,80}?)\s*$", body[: sections.LONGEST], re.MULTILINE))


def receive(title: str, labels: tuple[str, ...], body: str, tree: Tree) -> Proposal:
    """What a message proposes. Records between scissors win over answers to questions."""
    if found := blocks.read(body):
        return from_blocks(found, tree)
    language = tree.territory.language
    form = form_of(title, labels, body, language)
    made = Proposal()
    if form is None:
        made.fail(N_("La machine ne reconnaît pas de formulaire dans ce message : quelqu’un le lira."))
        return made
    said = _answers(form, body, language)
    if _agreed(made, form, said):
        _READERS.get(form.slug, new_records.add)(made, form, said, tree)
    if word := said.get(WORD.label):
        made.note(N_("Un mot pour l’équipe : {text}"), text=word)
    return made


def _answers(form: Form, body: str, language: str) -> Answers:
    """What was answered, by French label: the site's own links write those, forms and texts the territory's language."""
    said = sections.read(body, form.labels)
    theirs = in_french(form, language, sections.read(body, forms(language)[form.slug].labels))
    return theirs if len(theirs) > len(said) else said


def _agreed(made: Proposal, form: Form, said: Answers) -> bool:
    """Whether the boxes that must be ticked are: not every forge sees to it."""
    boxes = [one for one in form.questions if one.shape == "checkboxes"]
    missing = [words for one in boxes for words in one.choices if words not in sections.ticked(said.get(one.label, ""))]
    for words in missing:
        made.fail(N_("Il manque votre accord ; cochez la case : « {words} »"), words=words)
    return not missing


def from_blocks(found: list[blocks.Block], tree: Tree) -> Proposal:
    """Whole records, as the site's forms write them."""
    made = Proposal()
    for one in found:
        write_whole(made, tree, one.path, one.text, one.base)
    return made


def _sheet(made: Proposal, _form: Form, said: Answers, tree: Tree) -> None:
    path = said.get(FILE.label, "").strip()
    if not blocks.fit(path):
        made.fail(N_("« {path} » n’est pas le fichier d’une fiche."), path=path[:120])
        return
    one = blocks.block(path, sections.unfenced(said.get(SHEET.label, "")))
    write_whole(made, tree, path, one.text, one.base)


_READERS: dict[str, Callable[[Proposal, Form, Answers, Tree], None]] = {
    "fiche": _sheet,
    "besoin": new_records.need,
    "offre": new_records.offer,
    "correction": about_records.correct,
    "toujours-vrai": about_records.confirm,
    "retrait": about_records.remove,
    "signalement": about_records.report,
}
