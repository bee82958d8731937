"""Shares in plain words: « 3 habitants sur 10 », never a decimal that the method cannot hold."""

from collections.abc import Callable, Mapping

from maillage.derive.coverage import People, State
from maillage.derive.diagnosis import Figure, Report
from maillage.i18n import N_
from maillage.pages.site import Site

Translate = Callable[[str], str]
STATES = {
    State.COVERED: N_("une aide à cette distance"),
    State.DECLARED: N_("une aide qui dit se déplacer jusque-là"),
    State.UNKNOWN: N_("on ne sait pas"),
    State.NOT_COVERED: N_("aucune aide connue"),
}
CRITERIA = {
    "place": N_("le lieu"),
    "contact": N_("comment joindre"),
    "hours": N_("les horaires"),
    "help": N_("ce qui est apporté"),
    "access": N_("comment venir"),
    "cost": N_("ce que cela coûte"),
    "fresh": N_("confirmée il y a peu"),
}
SIGNS = {State.COVERED: "●", State.DECLARED: "◐", State.UNKNOWN: "?", State.NOT_COVERED: "○"}
"""A sign for each state, so that it never rests on a colour."""


def points(share: float) -> int:
    """A share as a whole percentage; what is not nothing is never said to be 0, nor what is not all 100."""
    return min(max(round(share * 100), 1 if share > 0 else 0), 99 if share < 1 else 100)


def percent(share: float, _: Translate) -> str:
    """The same with its sign."""
    return _("{points} %").format(points=points(share))


def people_in_ten(share: float, _: Translate) -> str:
    """A share from 0 to 1 as people say it."""
    if share <= 0:
        return _("aucun habitant")
    if share >= 1:
        return _("tous les habitants")
    tenths = round(share * 10)
    if tenths == 0:
        return _("moins d’un habitant sur 20")
    if tenths == 10:
        return _("presque tous les habitants")
    return _("{n} habitants sur 10").format(n=tenths) if tenths > 1 else _("1 habitant sur 10")


def sentences(people: Mapping[int, People], _: Translate) -> tuple[str, ...]:
    """What the first question says of an area: first who has help near, then each other state that is not empty."""
    near, far = min(people), max(people)
    total = people[near].total
    if not total:
        return (_("Nous ne connaissons la population d’aucune commune d’ici : rien ne peut être compté."),)
    said = (
        (near, State.COVERED, _("Une aide connue à moins de {radius} km : {people}.")),
        (far, State.DECLARED, _("Plus loin de toute porte, mais quelqu’un dit se déplacer jusque-là : {people}.")),
        (far, State.NOT_COVERED, _("À plus de {radius} km de toute aide connue : {people}.")),
        (far, State.UNKNOWN, _("Nous ne savons pas : {people}.")),
    )
    return tuple(
        words.format(radius=radius, people=people_in_ten(people[radius].people[state] / total, _))
        for radius, state, words in said
        if state is State.COVERED or people[radius].people[state]
    )


def question_sentence(figure: Figure, name: str, _: Translate) -> str:
    """One question in one area as a sentence: who lives far from any help, and who may, for all we know."""
    far = max(figure.people)
    people = figure.people[far]
    if not people.total or people.people[State.UNKNOWN] == people.total:
        return _("{question} : on ne sait pas.").format(question=name)
    shares = {state: people.people[state] / people.total for state in State}
    doubt, none = shares[State.UNKNOWN], shares[State.NOT_COVERED]
    said = {
        (True, True): _("{question} : {far} à plus de {radius} km de toute aide connue ; {unknown} : on ne sait pas."),
        (True, False): _("{question} : {far} à plus de {radius} km de toute aide connue."),
        (False, True): _(
            "{question} : une aide à moins de {radius} km, ou qui se déplace, pour {near} ; {unknown} : on ne sait pas."
        ),
        (False, False): _("{question} : une aide à moins de {radius} km, ou qui se déplace, pour {near}."),
    }[bool(none), bool(doubt)]
    return said.format(
        question=name,
        radius=far,
        far=people_in_ten(none, _),
        unknown=people_in_ten(doubt, _),
        near=people_in_ten(shares[State.COVERED] + shares[State.DECLARED], _),
    )


def ages(site: Site, report: Report) -> tuple[tuple[str, int], ...]:
    """Records by the age of their confirmation, in words."""
    _, freshness, found = site.translate, site.territory.freshness, report.ages
    return (
        (_("confirmées il y a moins de {months} mois").format(months=freshness.confirm_after), found["fresh"]),
        (_("à confirmer"), found["to-confirm"]),
        (_("trop anciennes pour qu’on s’y fie"), found["archived"]),
        (_("jamais confirmées"), found["unknown"]),
    )
