"""The table of facets: the ways to narrow what was found. A new one is a row here and a value in its documents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from maillage import gazetteer, phrases
from maillage.i18n import N_
from maillage.search.world import World
from maillage.vocabularies import vocabulary

LANGUAGES = ("fr", "en", "de")
"""Languages of the vocabularies: words of each are understood, whatever the site's own."""

Words = Iterator[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Facet:
    """``key`` stands in addresses; ``level`` is what a word of a choice weighs, 0 where words do not lead to it."""

    key: str
    label: str
    level: int
    name_of: Callable[[World, str], str]
    vocabulary: str = ""


def _listed(name: str) -> Callable[[World, str], str]:
    return lambda world, value: world.label(name, value)


def _skill(world: World, value: str) -> str:
    return world.network.skills[value].name


def _department(_world: World, value: str) -> str:
    found = gazetteer.department(value)
    return f"{found.name} ({value})" if found else value


def _epci(_world: World, value: str) -> str:
    found = gazetteer.epci(value)
    return found.name if found else value


def _language(world: World, value: str) -> str:
    return phrases.language_name(value, world.language)


OURS = "ici"
"""The choice that stands for this directory among its neighbours; no neighbour's entries begin with it alone."""


def _directory(world: World, value: str) -> str:
    where = world.network.neighbours.get(value.removeprefix("v-"))
    return where.name if where else world.network.territory.name


def directory_of(world: World, identifier: str) -> tuple[str, ...]:
    """The directory of a record, as a choice; none where there are no neighbours to choose from."""
    where = world.network.neighbour(identifier)
    if where is not None:
        return (f"v-{where.slug}",)
    return (OURS,) if world.network.neighbours else ()


def _said(words: dict[str, str]) -> Callable[[World, str], str]:
    return lambda world, value: world.translate(words[value])


_OPEN = {"sa": N_("ouvert le samedi")}
_WITH = {
    "needs": N_("cherche de l’aide"),
    "charter": N_("a signé la charte"),
    "fresh": N_("fiche confirmée récemment"),
}

FACETS: tuple[Facet, ...] = (
    Facet("kind", N_("Sorte d’acteur"), 4, _listed("actor-kinds"), "actor-kinds"),
    Facet("service", N_("Service"), 5, _listed("services"), "services"),
    Facet("skill", N_("Compétence apportée"), 9, _skill),
    Facet("need", N_("Compétence cherchée"), 0, _skill),
    Facet("family", N_("Famille de compétences"), 3, _listed("skill-families"), "skill-families"),
    Facet("dept", N_("Département"), 5, _department),
    Facet("epci", N_("Intercommunalité"), 3, _epci),
    Facet("open", N_("Ouverture"), 0, _said(_OPEN)),
    Facet("audience", N_("Public"), 3, _listed("audiences"), "audiences"),
    Facet("care", N_("Accueil préparé pour"), 4, _listed("care"), "care"),
    Facet("access", N_("Comment venir"), 2, _listed("access"), "access"),
    Facet("cost", N_("Frais"), 3, _listed("fees"), "fees"),
    Facet("support", N_("Accompagnement"), 2, _listed("support"), "support"),
    Facet("lang", N_("Langue parlée"), 4, _language),
    Facet("programme", N_("Dispositif"), 5, _listed("programmes"), "programmes"),
    Facet("from", N_("Annuaire"), 0, _directory),
    Facet("with", N_("Aussi"), 0, _said(_WITH)),
)


def order_of(world: World, facet: Facet, counts: dict[str, int]) -> list[str]:
    """Choices in the order they are shown: a vocabulary's own, else by name."""
    if facet.vocabulary:
        return [term for term in vocabulary(facet.vocabulary).ids if term in counts]
    return sorted(counts, key=lambda value: (facet.name_of(world, value).casefold(), value))


def words_of(world: World, facet: Facet, value: str) -> Words:
    """What people may type to mean a choice: its name in each language, and for a skill what else it is called."""
    if facet.key == "skill":
        yield from skill_words(world, value, facet.level)
    elif facet.vocabulary:
        for language in LANGUAGES:
            own = language == world.language
            yield facet.level - (not own), vocabulary(facet.vocabulary).label(value, language)
    elif facet.key == "lang":
        for language in LANGUAGES:
            yield facet.level, phrases.language_name(value, language)
    else:
        yield facet.level, facet.name_of(world, value)
    if facet.key == "service":
        for skill in world.network.skills.values():
            if skill.mednum == value:
                yield from ((2, word) for word in (skill.name, *skill.synonyms))


def skill_words(world: World, identifier: str, level: int) -> Words:
    """What a skill is called: its name, its names in other languages, its synonyms."""
    skill = world.network.skills[identifier]
    yield level, skill.name
    for text in skill.translations.values():
        yield level - 1, text.name or ""
    for word in skill.synonyms:
        yield level - 1, word
