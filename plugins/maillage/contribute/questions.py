"""What each form of the forge asks: fields of the schemas, in their own words, and the few questions that belong to no field."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from maillage import schemas
from maillage.derive import requests
from maillage.i18n import N_, SOURCE_LANGUAGE, translator
from maillage.kinds import BY_NAME
from maillage.problems import Pointer
from maillage.vocabularies import vocabulary

Shape = Literal["input", "textarea", "dropdown", "checkboxes"]


@dataclass(frozen=True)
class Question:
    """One question: ``id`` in the form, ``label`` as people and our reader see it, ``at`` the field that it fills.

    ``schema`` is the field's own (of its items for a list, with ``many``); ``choices`` are words → ids.
    """

    id: str
    label: str
    shape: Shape
    at: Pointer = ()
    required: bool = False
    help: str = ""
    example: str = ""
    many: bool = False
    schema: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    code: str = ""


@dataclass(frozen=True)
class Form:
    """One form: ``slug`` is its file and its label on the forge, ``kind`` the record that it makes (empty: none)."""

    slug: str
    title: str
    description: str
    kind: str
    questions: tuple[Question, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label of the form, in its order."""
        return tuple(question.label for question in self.questions)


PAGE = Question(
    "fiche",
    requests.PAGE,
    "input",
    required=True,
    help=N_("L’adresse de la page, ou le nom de la fiche."),
    example="https://exemple.org/acteurs/mediatheque-de-toul/",
)
WHO = Question(
    "qui",
    N_("Qui êtes-vous ?"),
    "input",
    required=True,
    help=N_("Votre nom, ou celui de votre structure. Ce sera public."),
)
WORD = Question("mot", N_("Un mot pour l’équipe"), "textarea")
AGREED = Question(
    "accord",
    requests.AGREED,
    "checkboxes",
    required=True,
    choices={N_("La personne ou la structure est d’accord pour paraître dans l’annuaire, et ceci sera public."): "yes"},
)
MINE = Question(
    "droit",
    requests.AGREED,
    "checkboxes",
    required=True,
    choices={requests.MINE: "yes"},
)
FILE = Question(
    "fichier",
    requests.FILE,
    "input",
    required=True,
    help=N_("Rempli par le formulaire du site."),
    example="actors/mediatheque-de-toul.yaml",
)
SHEET = Question(
    "fiche", N_("Fiche"), "textarea", required=True, help=N_("Remplie par le formulaire du site."), code="yaml"
)
CONFIRMED_BY = Question("qui", requests.BY, "input", help=N_("La personne ou la structure qui s’en est assurée."))
REASON = Question(
    "raison",
    N_("Ce qui ne va pas"),
    "dropdown",
    required=True,
    choices={N_("N’existe plus"): "closed", N_("Ne respecte pas la charte"): "charter", N_("Autre chose"): "other"},
)
REPEAT = Question(
    "repetition",
    N_("Répétition"),
    "dropdown",
    choices={
        N_("Une seule fois"): "",
        N_("Chaque semaine"): "week 1",
        N_("Une semaine sur deux"): "week 2",
        N_("Chaque mois, le même jour de la semaine"): "month 1",
    },
)
SKILLS_WORDS = Question(
    "offres",
    N_("Ce que vous apportez"),
    "textarea",
    ("offers",),
    help=N_("Une compétence par ligne, avec vos mots."),
    example="impression 3D",
)
NEED_WORDS = Question(
    "besoins",
    N_("Ce que vous cherchez"),
    "textarea",
    ("needs",),
    help=N_("Un besoin par ligne."),
    example="Quelqu’un pour nous montrer l’imprimante 3D",
)
NEED = Question(
    "besoin",
    N_("Ce qu’il vous faut"),
    "textarea",
    required=True,
    example="Quelqu’un pour nous apprendre à nous servir d’une imprimante 3D",
)
NEED_SKILL = Question(
    "competence", N_("Compétence cherchée"), "input", help=N_("Si vous savez la nommer."), example="impression 3D"
)
OFFER = Question(
    "offre",
    N_("Ce que vous proposez"),
    "textarea",
    required=True,
    help=N_("Une compétence par ligne, avec vos mots."),
    example="réparation de téléphones",
)
STREET_EVENT = Question(
    "lieu", N_("Lieu"), "input", help=N_("Un acteur de l’annuaire, ou une adresse."), example="12 rue de l’Exemple"
)

_RENAMED = {"title": "titre"}
"""GitHub has parameters of its own by these names."""
_TOWN = ("location.municipality", "location.postcode")
_REACH = ("contact.phones", "contact.emails", "links")
_ACTOR: tuple[str | Question, ...] = (
    "name",
    "kind",
    *_TOWN,
    "location.street",
    "summary",
    *_REACH,
    "opening_hours",
    SKILLS_WORDS,
    NEED_WORDS,
    AGREED,
    WORD,
)
_SHORT: tuple[str | Question, ...] = (WHO, "kind", *_TOWN, *_REACH, AGREED, WORD)
_ROWS: tuple[tuple[str, str, str, str, tuple[str | Question, ...]], ...] = (
    (
        "besoin",
        N_("J’ai besoin de…"),
        N_("Dire ce qui vous manque. Quelqu’un, non loin, sait sûrement faire."),
        "actor",
        (NEED, NEED_SKILL, *_SHORT),
    ),
    ("offre", N_("Je peux aider"), N_("Dire ce que vous savez faire et voulez partager."), "actor", (OFFER, *_SHORT)),
    (
        "acteur",
        N_("Ajouter un acteur"),
        N_("Une personne, un collectif, une organisation, un service public ou un lieu."),
        "actor",
        _ACTOR,
    ),
    (
        "evenement",
        N_("Annoncer un événement"),
        N_("Un atelier, une formation, une rencontre, une porte ouverte."),
        "event",
        (
            "title",
            "kind",
            "start",
            "duration",
            REPEAT,
            "organisers",
            STREET_EVENT,
            *("place.municipality", "place.postcode"),
            "summary",
            "skills",
            "url",
            WORD,
        ),
    ),
    (
        "materiel",
        N_("Prêter un matériel"),
        N_("Un outil, une machine, une salle que le réseau peut emprunter."),
        "equipment",
        ("name", "category", "summary", "owner", "quantity", "terms", WORD),
    ),
    (
        "contribution",
        N_("Raconter une contribution"),
        N_("Ce qui a été fait pour le réseau, par qui, pour qui. Rien n’en est jamais classé."),
        "contribution",
        ("what", "on", "by", "for", "roles", "need", "hours", "skills", "evidence", WORD),
    ),
    (
        "pratique",
        "Raconter une pratique",
        "Ce que vous avez vu, compris, fait ou essayé, et ce qui n’a pas marché : d’autres s’en serviront.",
        "practice",
        ("title", "kind", "description", "failed", "learnt", "actors", "skills", "date", "summary", WORD),
    ),
    (
        "competence",
        N_("Décrire une compétence"),
        N_("Quelque chose que l’on sait faire et qui manque à la liste."),
        "skill",
        ("name", "family", "summary", "synonyms", WORD),
    ),
    (
        "correction",
        N_("Corriger une fiche"),
        N_("Une adresse, un horaire, un numéro qui n’est plus juste. Ne remplissez que ce qui change."),
        "actor",
        (PAGE, "name", "summary", "location.street", *_TOWN, *_REACH, "opening_hours", WORD),
    ),
    (
        "retrait",
        N_("Retirer une fiche"),
        N_("Demander que votre fiche, ou celle de votre structure, soit effacée."),
        "",
        (PAGE, WHO, MINE, WORD),
    ),
    (
        "signalement",
        N_("Signaler une fiche"),
        N_("Un lieu qui n’existe plus, une fiche contraire à la charte."),
        "",
        (PAGE, REASON, WORD),
    ),
    ("toujours-vrai", N_("C’est toujours vrai"), N_("Confirmer qu’une fiche est juste."), "", (FILE, CONFIRMED_BY)),
    (
        "fiche",
        N_("Fiche préparée avec le formulaire du site"),
        N_("Le site remplit ce formulaire pour vous."),
        "",
        (FILE, SHEET, WORD),
    ),
)


@cache
def forms(language: str = SOURCE_LANGUAGE) -> dict[str, Form]:
    """Every form by slug, in the order people see them; those of kinds that this network has."""
    say = translator(language)
    rows = (row for row in _ROWS if not row[3] or row[3] in BY_NAME)
    return {
        slug: Form(slug, say(title), say(text), kind, tuple(_questions(slug, kind, asked, language)))
        for slug, title, text, kind, asked in rows
    }


def in_french(form: Form, language: str, said: Mapping[str, str]) -> dict[str, str]:
    """Answers to a form in a language, under the French labels and with the French words for choices."""
    made: dict[str, str] = {}
    for source, theirs in zip(form.questions, forms(language)[form.slug].questions, strict=True):
        if theirs.label in said:
            made[source.label] = _choices_in_french(source, theirs, said[theirs.label])
    return made


def _choices_in_french(source: Question, theirs: Question, text: str) -> str:
    words = dict(zip(theirs.choices, source.choices, strict=True))
    if source.shape == "checkboxes":
        for mine, french in words.items():
            text = text.replace(f"] {mine}", f"] {french}")
        return text
    if text.strip() in words:
        return words[text.strip()]
    parts = re.split(r"(, |\n)", text)
    return "".join(words.get(part.strip(), part) for part in parts) if words else text


def _questions(slug: str, kind: str, asked: tuple[str | Question, ...], language: str) -> Iterator[Question]:
    for one in asked:
        if isinstance(one, Question):
            yield _said(one, translator(language))
        else:
            yield of_field(kind, tuple(one.split(".")), optional=slug == "correction", language=language)


def _said(one: Question, say: Callable[[str], str]) -> Question:
    """A question of ours in other words; what it is read back by stays in its choices' ids."""
    choices = {say(words): term for words, term in one.choices.items()}
    return replace(one, label=say(one.label), help=say(one.help) if one.help else "", choices=choices)


def of_field(kind: str, at: Pointer, *, optional: bool = False, language: str = SOURCE_LANGUAGE) -> Question:
    """The question for a field of a kind, with the schema's own words."""
    root = schemas.said_in(kind, language)
    inner, required = _walk(root, at)
    many = inner.get("type") == "array"
    item = schemas.resolve(inner["items"], root) if many else _plain(inner, root)
    choices = _choices(item, language)
    long = item.get("maxLength", 0) > 200 and "pattern" not in item
    shape: Shape = "dropdown" if choices else "textarea" if many or long else "input"
    example = (inner.get("examples") or item.get("examples") or [""])[0]
    return Question(
        id=_RENAMED.get(name := "-".join(map(str, at)).replace("_", "-"), name),
        label=inner["title"],
        shape=shape,
        at=at,
        required=not optional and (required or at == ("location", "municipality")),
        help="" if shape == "dropdown" else inner.get("description", ""),
        example=_shown(example),
        many=many,
        schema=item,
        choices=choices,
    )


def _plain(inner: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """A field that may be said in one value or in several: the one value."""
    branches = [schemas.resolve(branch, root) for branch in inner.get("oneOf", ())]
    return next((branch for branch in branches if branch.get("type") != "object"), inner)


def _walk(root: dict[str, Any], at: Pointer) -> tuple[dict[str, Any], bool]:
    """The schema of a field, and whether every record has it."""
    here, required = root, True
    for key in at:
        here = next((branch for branch in here.get("oneOf", ()) if branch.get("type") == "object"), here)
        here = schemas.resolve(here, root)
        required = required and key in here.get("required", ())
        here = schemas.resolve(here["properties"][key], root)
    return here, required


def _choices(item: dict[str, Any], language: str) -> dict[str, str]:
    name = item.get("x-vocabulary")
    return {vocabulary(name).label(term, language): term for term in vocabulary(name).ids} if name else {}


def _shown(example: Any) -> str:
    first = example[0] if isinstance(example, list) and example else example
    return str(first.get("url", "")) if isinstance(first, dict) else str(first)
