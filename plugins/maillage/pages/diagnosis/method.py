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
        N_("Chaque commune est un point, sa mairie ; la distance va à vol d’oiseau jusqu’à l’acteur le plus proche qui répond oui. Tous les habitants de la commune (population de référence de l’INSEE) ont l’état de leur commune. Quatre états, dans cet ordre : une aide à cette distance ; sinon, un acteur dit servir la commune, son intercommunalité ou son département ; sinon, une fiche à cette distance ne dit ni oui ni non, ou un acteur itinérant ne dit pas où il va, ou le point de la commune est inconnu : on ne sait pas ; sinon, aucune aide connue."),
        N_("À vol d’oiseau n’est pas par la route. Une grande commune a des quartiers loin de sa mairie. Ce que l’annuaire ne connaît pas, et ce qui est de l’autre côté de la limite du territoire, n’est pas compté. Une fiche que personne n’a confirmée depuis longtemps, ou que sa source a retirée, compte comme une inconnue. Une personne n’est jamais comptée comme un lieu où aller."),
        N_("Dire qu’un lieu est inutile parce qu’un autre est près : la distance ne dit rien du nombre de places, ni de la confiance."),
    ),
    Indicator(
        "questions",
        N_("Pour quoi, pour qui, comment : services, compétences, publics, besoins particuliers, coût, façons de venir"),
        N_("La même mesure, pour les acteurs dont la fiche nomme ce service (ou une compétence qui en relève), cette famille de compétences, ce public, ce besoin particulier, ce coût ou cette façon de venir. Une fiche qui ne remplit pas le champ ne dit pas non : elle compte comme une inconnue."),
        N_("Un champ rempli à moitié (un public sur trois) compte comme un non pour les autres."),
        N_("Conclure qu’un public est refusé : ne pas le nommer n’est pas le refuser."),
    ),
    Indicator(
        "manques",
        N_("Ce que personne ne déclare, et les langues"),
        N_("Par territoire : les valeurs de chaque liste (services, publics, besoins particuliers…) qu’aucune fiche du territoire ne nomme ; pour chaque langue, le nombre de fiches qui la nomment, et le nombre de celles qui n’en nomment aucune. Là où il n’y a aucune fiche, rien n’est dit."),
        N_("Une fiche qui se tait n’est pas une fiche qui refuse. Parler une langue sans l’avoir écrit ne se compte pas."),
        N_("Dire qu’un public n’est reçu nulle part, ou qu’une langue n’est parlée par personne."),
    ),
    Indicator(
        "horaires",
        N_("Quand quelqu’un est ouvert à moins de 10 km"),
        N_("Pour chaque heure d’une semaine ordinaire (la première sans jour férié), à la demie de l’heure : les habitants des communes à moins de 10 km d’un acteur dont les horaires disent qu’il est ouvert ; sinon, de celles qu’un acteur ouvert dit servir ; sinon, de celles près desquelles un acteur ne dit pas ses horaires, ou les dit d’une façon qui ne se lit pas : on ne sait pas ; sinon, personne de connu. Les quatre font tous les habitants."),
        N_("Les vacances scolaires ne sont pas connues. Un lieu ouvert sur rendez-vous compte selon ses horaires. Une fiche trop ancienne compte comme une fiche sans horaires."),
        N_("Demander à un acteur d’ouvrir plus : la grille dit ce qui manque à un territoire, pas ce que quelqu’un doit."),
    ),
    Indicator(
        "competences",
        N_("Compétences cherchées et apportées, délai d’une réponse, formations à venir"),
        N_("Par territoire : combien d’acteurs apportent la compétence, combien de besoins ouverts et satisfaits la nomment ; le délai médian va du jour où un besoin est ouvert au jour où il est satisfait (la moitié des réponses ont pris ce temps ou moins). Une formation à venir est un événement qui a encore une date, qui n’est pas annulé, et où la compétence s’apprend ; une série compte une fois. Il est du territoire de son lieu, ou sinon de ceux qui l’organisent."),
        N_("Seuls comptent les besoins que quelqu’un a écrits ici. Un besoin passé de date n’est ni ouvert ni satisfait."),
        N_("Comparer des acteurs entre eux : aucun chiffre n’est calculé par acteur."),
    ),
    Indicator(
        "fraicheur",
        N_("Fraîcheur des fiches"),
        N_("Les mois entiers depuis que quelqu’un a confirmé la fiche, rangés selon les seuils du territoire (territory.yaml : freshness). Une fiche qu’une source donne encore n’est jamais trop ancienne : elle est à confirmer."),
        N_("Une fiche confirmée hier peut être fausse aujourd’hui."),
        N_("Juger un acteur sur l’âge de sa fiche : c’est l’annuaire qui doit demander."),
    ),
    Indicator(
        "completude",
        N_("Ce que les fiches disent"),
        N_("Pour chaque critère, les fiches qui l’ont sur celles à qui il s’applique : le lieu, comment joindre, ce qui est apporté pour tous ; les horaires, la façon de venir et le coût pour les seuls lieux qui reçoivent du public. D’une personne, on ne demande que comment la joindre et ce qu’elle apporte, et une confirmation. Le dernier critère est la fraîcheur : la fiche confirmée à temps. La note d’un territoire est la moyenne de ses critères ; sous trois fiches, il n’y a pas de note : ce serait celle d’un acteur."),
        N_("Une fiche pleine n’est pas une fiche juste."),
        N_("En faire une note d’acteur : elle n’existe que par territoire."),
    ),
    Indicator(
        "ailleurs",
        N_("Ce que d’autres savent, croisé avec l’aide connue"),
        N_("Des habitants s’additionnent ; une part ou un indice est une moyenne par habitant des communes où il est connu. Croisés avec l’état de chaque commune à 10 km : ces habitants ; pour une part, cette part des habitants de chaque commune (ou le reste, si c’est un petit chiffre qui est une difficulté) ; pour un indice, les habitants des communes où il est le plus difficile, jusqu’à un quart des habitants du territoire. Les communes qui ont fusionné sont additionnées ; une part ou un indice qui ne s’accordent pas y sont inconnus."),
        N_("Un chiffre secret ou absent est une inconnue, et le nombre de communes connues est dit. Une part est supposée la même pour tous les habitants d’une commune. Chaque chiffre vaut au jour que dit sa source."),
        N_("Dire qui est fragile : ce sont des communes, jamais des personnes. Additionner des indicateurs de dates ou de sources différentes."),
    ),
    Indicator(
        "liens",
        N_("Qui est relié à qui"),
        N_("Deux acteurs sont reliés si une fiche le dit : structure mère, adhésion, partenariat, contribution de l’un pour l’autre ou faite ensemble, réponse à un besoin, prêt de matériel. Une famille est l’ensemble de ceux qu’on atteint de lien en lien, s’ils sont au moins deux. Une structure fait le pont si, sans elle, des acteurs reliés ne le seraient plus. Un événement a réuni des familles si ceux qui l’ont organisé, accueilli ou y ont contribué viennent de familles (ou d’acteurs seuls) différentes. Les familles se forment sur tout le réseau ; chaque territoire montre la part des siennes."),
        N_("Les liens que personne n’a écrits ne se voient pas : une fiche sans lien est une inconnue, pas un acteur isolé."),
        N_("Classer des acteurs par leurs liens, ou regarder les liens d’une personne : seules des structures sont nommées, dans l’ordre alphabétique."),
    ),
    Indicator(
        "histoire",
        N_("Ce qui a changé, mois par mois"),
        N_("Les acteurs à la fin de chaque mois, selon l’histoire des fichiers (git) : une proposition compte le jour où elle est acceptée. Les besoins ouverts à la fin du mois et satisfaits dans le mois, et les contributions commencées dans le mois, selon leurs propres dates. Depuis un jour : les fiches qui sont là et n’y étaient pas, celles qui y étaient et ont été modifiées, et combien n’y sont plus."),
        N_("Sans l’histoire entière des fichiers, le nombre d’acteurs d’avant est inconnu. Un besoin ou une contribution effacés depuis ne comptent plus."),
        N_("Nommer qui est parti : quelqu’un peut avoir demandé l’oubli. Y lire une activité : un mois sans écriture n’est pas un mois sans aide."),
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
