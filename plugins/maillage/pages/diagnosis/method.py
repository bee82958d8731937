"""How each figure of the diagnosis is made: its formula, its limits, and what it must not be used for."""

from collections.abc import Callable
from dataclasses import dataclass

from maillage.i18n import N_
from maillage.pages.cards import Link


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure, in words."""

    id: str
    name: str
    formula: str
    limits: str
    misuse: str


@dataclass(frozen=True, slots=True)
class Method:
    """The page of the method."""

    title: str
    up: Link
    indicators: tuple[Indicator, ...]


INDICATORS = (
    Indicator(
        "couverture",
        N_("Habitants qui ont une aide à moins de 5, 10 ou 20 km"),
        N_("Chaque commune est un point, sa mairie ; la distance va à vol d’oiseau jusqu’à l’acteur le plus proche qui répond oui. Tous les habitants de la commune (population de référence de l’INSEE) ont l’état de leur commune. Quatre états, dans cet ordre : une aide à cette distance ; sinon, un acteur dit servir la commune, son intercommunalité ou son département ; sinon, une fiche à cette distance ne dit ni oui ni non, ou un acteur itinérant ne dit pas où il va, ou le point de la commune est inconnu : on ne sait pas ; sinon, aucune aide connue."),
        N_("À vol d’oiseau n’est pas par la route. Une grande commune a des quartiers loin de sa mairie. Ce que l’annuaire ne connaît pas, et ce qui est de l’autre côté de la limite du territoire, n’est pas compté. Une fiche que personne n’a confirmée depuis longtemps, ou que sa source a retirée, compte comme une inconnue. Une personne n’est jamais comptée comme un lieu où aller."),
        N_("Dire qu’un lieu est inutile parce qu’un autre est près : la distance ne dit rien du nombre de places, ni de la confiance."),
    ),
    Indicator(
        "questions",
        N_("Pour quoi, pour qui, comment : services, compétences, publics, coût, façons de venir"),
        N_("La même mesure, pour les acteurs dont la fiche nomme ce service (ou une compétence qui en relève), cette famille de compétences, ce public, ce coût ou cette façon de venir. Une fiche qui ne remplit pas le champ ne dit pas non : elle compte comme une inconnue."),
        N_("Un champ rempli à moitié (un public sur trois) compte comme un non pour les autres."),
        N_("Conclure qu’un public est refusé : ne pas le nommer n’est pas le refuser."),
    ),
    Indicator(
        "competences",
        N_("Compétences cherchées et apportées, délai d’une réponse"),
        N_("Par territoire : combien d’acteurs apportent la compétence, combien de besoins ouverts et satisfaits la nomment ; le délai médian va du jour où un besoin est ouvert au jour où il est satisfait."),
        N_("Seuls comptent les besoins que quelqu’un a écrits ici. Un besoin passé de date n’est ni ouvert ni satisfait."),
        N_("Comparer des acteurs entre eux : aucun chiffre n’est calculé par acteur."),
    ),
    Indicator(
        "fraicheur",
        N_("Fraîcheur des fiches"),
        N_("Les mois entiers depuis que quelqu’un a confirmé la fiche, rangés selon les seuils du territoire (territory.yaml : freshness)."),
        N_("Une fiche confirmée hier peut être fausse aujourd’hui."),
        N_("Juger un acteur sur l’âge de sa fiche : c’est l’annuaire qui doit demander."),
    ),
    Indicator(
        "completude",
        N_("Ce que les fiches disent"),
        N_("Pour chaque critère, les fiches qui l’ont sur celles à qui il s’applique : le lieu, comment joindre, ce qui est apporté pour tous ; les horaires, la façon de venir et le coût pour les seuls lieux qui reçoivent du public. D’une personne, on ne demande que comment la joindre et ce qu’elle apporte. La note d’un territoire est la moyenne de ses critères."),
        N_("Une fiche pleine n’est pas une fiche juste."),
        N_("En faire une note d’acteur : elle n’existe que par territoire."),
    ),
)  # fmt: skip


def method(title: str, up: Link, translate: Callable[[str], str]) -> Method:
    """The page, in the reader's language."""
    return Method(
        title,
        up,
        tuple(
            Indicator(one.id, *(translate(text) for text in (one.name, one.formula, one.limits, one.misuse)))
            for one in INDICATORS
        ),
    )
