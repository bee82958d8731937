"""The answers of a form to a record that is new, or to a new line in the record of who answers."""

import re
from typing import Any

from maillage.contribute import answers
from maillage.contribute.proposal import Answers, Proposal, Tree, write_changed, write_new
from maillage.contribute.questions import (
    NEED,
    NEED_SKILL,
    NEED_WORDS,
    OFFER,
    REPEAT,
    SKILLS_WORDS,
    STREET_EVENT,
    WHO,
    Form,
)
from maillage.i18n import N_, translator
from maillage.kinds import BY_NAME

_UNKNOWN = N_("« {words} » n’est pas encore une compétence connue ; ajoutez-la, ou choisissez la plus proche.")


def add(made: Proposal, form: Form, said: Answers, tree: Tree) -> None:
    """A record of the form's kind."""
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


def need(made: Proposal, form: Form, said: Answers, tree: Tree) -> None:
    """A need, in the record of who has it."""
    skill = said.get(NEED_SKILL.label, "")
    text = re.sub(r"\s*\n\s*", " ", said.get(NEED.label, ""))
    _add_to_actor(made, form, said, tree, "needs", answers.needs(text, tree.today, tree.names, skill))


def offer(made: Proposal, form: Form, said: Answers, tree: Tree) -> None:
    """What somebody can do, in their record."""
    known, left = answers.skills(said.get(OFFER.label, ""), tree.names)
    _note_unknown(made, left)
    if known:
        _add_to_actor(made, form, said, tree, "offers", list(known))
    else:
        made.fail(N_("Aucune de ces compétences n’est encore dans l’annuaire : quelqu’un les ajoutera d’abord."))


def _note_unknown(made: Proposal, left: list[str]) -> None:
    for words in left:
        made.note(_UNKNOWN, words=words)


def _actor(made: Proposal, data: dict[str, Any], said: Answers, tree: Tree) -> None:
    """What a new actor has beside its own answers: an exact commune, offers and needs, who confirms and consents."""
    if "location" in data:
        _place(made, data, tree)
    known, left = answers.skills(said.get(SKILLS_WORDS.label, ""), tree.names)
    _note_unknown(made, left)
    needs = answers.needs(said.get(NEED_WORDS.label, ""), tree.today, tree.names)
    data |= {"offers": known} if known else {}
    data |= {"description": _brings_too(left, tree)} if left else {}
    data |= {"needs": needs} if needs else {}
    who = str(data.get("name", ""))
    data["verified"] = {"on": tree.today.isoformat(), **({"by": who} if who else {})}
    if data.get("kind") == "person":
        data["consent"] = {"on": tree.today.isoformat(), "by": who or "?"}


def _brings_too(left: list[str], tree: Tree) -> str:
    """Skills that nobody knows yet, kept in the description until somebody adds them."""
    say = translator(tree.territory.language)
    return "\n".join([say(N_("Apporte aussi :")), "", *(f"- {words}" for words in left)])


def _place(made: Proposal, data: dict[str, Any], tree: Tree) -> None:
    answers.complete_town(data["location"], tree.departments)
    if data.get("kind") == "person" and "street" in data["location"]:
        del data["location"]["street"]
        made.note(N_("Pour une personne, seule la commune est publiée : la rue n’a pas été écrite."))


def _event(data: dict[str, Any], said: Answers, tree: Tree) -> None:
    if rhythm := answers.repeat(REPEAT.choices.get(said.get(REPEAT.label, ""), ""), str(data.get("start", ""))):
        data["repeat"] = rhythm
    where = said.get(STREET_EVENT.label, "")
    if actor := tree.names.find("actor", where) if where else "":
        data["place"] = actor
    elif where or "place" in data:
        place = data.setdefault("place", {})
        if where:
            place["street"] = re.sub(r"\s+", " ", where)
        answers.complete_town(place, tree.departments)


def _add_to_actor(made: Proposal, form: Form, said: Answers, tree: Tree, field: str, values: list[Any]) -> None:
    """To the actor who says it; to a new one where nobody of that name is there."""
    who = re.sub(r"\s+", " ", said.get(WHO.label, ""))
    if known := tree.names.find("actor", who):
        _add_to_known(made, tree, known, field, values)
        return
    draft = answers.fill(form.questions, said, tree.names)
    draft.data["name"] = who
    _actor(made, draft.data, {}, tree)
    draft.data[field] = values
    write_new(made, tree, "actor", BY_NAME["actor"].folder, draft.data)


def _add_to_known(made: Proposal, tree: Tree, known: str, field: str, values: list[Any]) -> None:
    there = tree.names.records["actor"][known]
    before = there.data.get(field, [])
    has = {one.get("skill") if isinstance(one, dict) else one for one in before} if field == "offers" else set()
    fresh = [one for one in values if field == "needs" or one not in has]
    if not fresh:
        made.note(N_("La fiche dit déjà tout cela."))
        return
    made.about = str(there.data.get("name", known))
    write_changed(made, tree, there.path, {(field,): [*before, *fresh]})
