"""A message (an issue's form, an issue or e-mail with records in it) to a proposal."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from maillage.contribute import answers, blocks, forgetting, sections
from maillage.contribute.names import label
from maillage.contribute.proposal import Proposal, Tree, write_changed, write_new, write_whole
from maillage.contribute.questions import CONFIRMED_BY as BY
from maillage.contribute.questions import (
    FILE,
    NEED,
    NEED_SKILL,
    OFFER,
    PAGE,
    REASON,
    REPEAT,
    SHEET,
    WHO,
    WORD,
    Form,
    forms,
)
from maillage.i18n import N_
from maillage.kinds import BY_NAME
from maillage.load import Document

Answers = Mapping[str, str]
_TITLE = re.compile(r"\[([a-z-]{1,20})\]")


def form_of(title: str, labels: tuple[str, ...], body: str) -> Form | None:
    """Which form a message was written with: by its labels, by ``[slug]`` in its title, by its own questions."""
    known = forms()
    for one in labels:
        if one in known:
            return known[one]
    if (found := _TITLE.match(title.strip())) and found[1] in known:
        return known[found[1]]
    for slug, question in (("fiche", SHEET), ("toujours-vrai", BY)):
        if {FILE.label, question.label} <= sections.read(body, known[slug].labels).keys() | _headings(body):
            return known[slug]
    return None


def _headings(body: str) -> set[str]:
    return set(re.findall(r"^### (.{1,80}?)\s*$", body[: sections.LONGEST], re.MULTILINE))


def receive(title: str, labels: tuple[str, ...], body: str, tree: Tree) -> Proposal:
    """What a message proposes. Records between scissors win over answers to questions."""
    if found := blocks.read(body):
        return from_blocks(found, tree)
    form = form_of(title, labels, body)
    made = Proposal()
    if form is None:
        made.fail(N_("La machine ne reconnaît pas de formulaire dans ce message : quelqu’un le lira."))
        return made
    said = sections.read(body, form.labels)
    _READERS.get(form.slug, _new_record)(made, form, said, tree)
    if word := said.get(WORD.label):
        made.note(N_("Un mot pour l’équipe : {text}"), text=word)
    return made


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


def _new_record(made: Proposal, form: Form, said: Answers, tree: Tree) -> None:
    draft = answers.fill(form.questions, said, tree.names)
    for question, words in draft.left:
        made.note(
            N_(
                "« {label} » : « {words} » n’est pas encore une compétence connue ; ajoutez-la, ou choisissez la plus proche."
            ),
            label=question,
            words=words,
        )
    if form.kind == "actor":
        _actor(made, draft.data, said, tree)
    elif form.kind == "event":
        _event(draft.data, said, tree)
    write_new(made, tree, form.kind, BY_NAME[form.kind].folder, draft.data)


def _actor(made: Proposal, data: dict[str, Any], said: Answers, tree: Tree) -> None:
    who = str(data.get("name", ""))
    if "location" in data:
        answers.complete_town(data["location"], tree.departments)
        if data.get("kind") == "person" and "street" in data["location"]:
            del data["location"]["street"]
            made.note(N_("Pour une personne, seule la commune est publiée : la rue n’a pas été écrite."))
    known, left = answers.skills(said.get("Ce que vous apportez", ""), tree.names)
    if known:
        data["offers"] = known
    for words in left:
        made.note(
            N_("« {words} » n’est pas encore une compétence connue ; ajoutez-la, ou choisissez la plus proche."),
            words=words,
        )
    if left:
        data["description"] = "\n".join(["Apporte aussi :", "", *(f"- {words}" for words in left)])
    if needs := answers.needs(said.get("Ce que vous cherchez", ""), tree.today, tree.names):
        data["needs"] = needs
    data["verified"] = {"on": tree.today.isoformat(), **({"by": who} if who else {})}
    if data.get("kind") == "person":
        data["consent"] = {"on": tree.today.isoformat(), "by": who or "?"}


def _event(data: dict[str, Any], said: Answers, tree: Tree) -> None:
    if rhythm := answers.repeat(REPEAT.choices.get(said.get(REPEAT.label, ""), ""), str(data.get("start", ""))):
        data["repeat"] = rhythm
    where = said.get("Lieu", "")
    if actor := tree.names.find("actor", where) if where else "":
        data["place"] = actor
    elif where or "place" in data:
        place = data.setdefault("place", {})
        if where:
            place["street"] = re.sub(r"\s+", " ", where)
        answers.complete_town(place, tree.departments)


def _need(made: Proposal, form: Form, said: Answers, tree: Tree) -> None:
    skill = said.get(NEED_SKILL.label, "")
    text = re.sub(r"\s*\n\s*", " ", said.get(NEED.label, ""))
    _add_to_actor(made, form, said, tree, "needs", answers.needs(text, tree.today, tree.names, skill))


def _offer(made: Proposal, form: Form, said: Answers, tree: Tree) -> None:
    known, left = answers.skills(said.get(OFFER.label, ""), tree.names)
    for words in left:
        made.note(
            N_("« {words} » n’est pas encore une compétence connue ; ajoutez-la, ou choisissez la plus proche."),
            words=words,
        )
    if not known:
        made.fail(N_("Aucune de ces compétences n’est encore dans l’annuaire : quelqu’un les ajoutera d’abord."))
        return
    _add_to_actor(made, form, said, tree, "offers", list(known))


def _add_to_actor(made: Proposal, form: Form, said: Answers, tree: Tree, field: str, values: list[Any]) -> None:
    """To the actor who says it; to a new one where nobody of that name is there."""
    who = re.sub(r"\s+", " ", said.get(WHO.label, ""))
    known = tree.names.find("actor", who)
    if known:
        there = tree.names.records["actor"][known]
        before = there.data.get(field, [])
        has = {one.get("skill") if isinstance(one, dict) else one for one in before} if field == "offers" else set()
        fresh = [one for one in values if field == "needs" or one not in has]
        if not fresh:
            made.note(N_("La fiche dit déjà tout cela."))
            return
        made.about = str(there.data.get("name", known))
        write_changed(made, tree, there.path, {(field,): [*before, *fresh]})
        return
    draft = answers.fill(form.questions, said, tree.names)
    draft.data["name"] = who
    _actor(made, draft.data, {}, tree)
    draft.data[field] = values
    write_new(made, tree, "actor", BY_NAME["actor"].folder, draft.data)


def _subject(made: Proposal, words: str, tree: Tree) -> Document | None:
    found = tree.names.page(words, tree.territory)
    if found is None:
        made.fail(N_("Aucune fiche n’est trouvée pour « {words} »."), words=words[:120])
    else:
        made.about = label(found.data) or found.id
    return found


def _correction(made: Proposal, form: Form, said: Answers, tree: Tree) -> None:
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


def _still_true(made: Proposal, _form: Form, said: Answers, tree: Tree) -> None:
    there = _subject(made, said.get(FILE.label, ""), tree)
    if there is None:
        return
    by = re.sub(r"\s+", " ", said.get(BY.label, ""))[:200]
    put: dict[Any, Any] = {("verified", "on"): tree.today.isoformat()}
    if by:
        put["verified", "by"] = by
    write_changed(
        made, tree, there.path, put, [("verified", "by")] if not by and "by" in there.data.get("verified", {}) else []
    )


def _remove(made: Proposal, _form: Form, said: Answers, tree: Tree) -> None:
    if there := _subject(made, said.get(PAGE.label, ""), tree):
        take_away(made, there, tree)
        made.note(
            N_(
                "Pour que plus rien n’en reste, ni dans l’historique ni dans les copies, suivez « maillage forget {id} »."
            ),
            id=there.id,
        )


def _report(made: Proposal, _form: Form, said: Answers, tree: Tree) -> None:
    there = _subject(made, said.get(PAGE.label, ""), tree)
    if there is None:
        return
    if REASON.choices.get(said.get(REASON.label, "")) == "closed":
        take_away(made, there, tree)
    else:
        made.fail(N_("C’est à des personnes d’en juger : voyez le guide de modération (docs/how-to/moderate.md)."))


def take_away(made: Proposal, there: Document, tree: Tree) -> None:
    """Remove a record's file, and its name from the other files."""
    made.verb = N_("Retirer : {name} ({path})")
    made.gone.append(there.path)
    everybody = [one for table in tree.names.records.values() for one in table.values()]
    for document, pointers in forgetting.mentions(everybody, there.kind, there.id):
        write_changed(made, tree, document.path, *forgetting.without(document, pointers))
    made.verb = N_("Retirer : {name} ({path})")


_READERS: dict[str, Callable[[Proposal, Form, Answers, Tree], None]] = {
    "fiche": _sheet,
    "besoin": _need,
    "offre": _offer,
    "correction": _correction,
    "toujours-vrai": _still_true,
    "retrait": _remove,
    "signalement": _report,
}
