"""What a territory asks of itself: is there somebody here for this? One question per service, family, audience, special need, cost, access.

An actor answers yes, no, or leaves it unsaid; what is unsaid is never counted as no (docs/explanation/counting.md).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from maillage.i18n import N_
from maillage.model import Actor, Skill
from maillage.vocabularies import vocabulary

CLOSED = "ce-lieu-n-accueille-pas-de-public"
"""The access of a place that receives nobody (national standard)."""


class Answer(IntEnum):
    """What an actor's record says to a question."""

    NO = 0
    UNSAID = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Question:
    """``group`` and ``value`` name it (``services``, ``aide-…``); the first one, of no group, asks for anybody at all."""

    group: str
    value: str

    @property
    def id(self) -> str:
        """A stable name, fit for a file's name."""
        return f"{self.group}-{self.value}" if self.value else self.group


ANYBODY = Question("all", "")
GROUPS: Mapping[str, tuple[str, str]] = {
    "services": ("services", N_("Services")),
    "families": ("skill-families", N_("Familles de compétences")),
    "audiences": ("audiences", N_("Publics")),
    "care": ("care", N_("Besoins particuliers")),
    "fees": ("fees", N_("Coût")),
    "access": ("access", N_("Façons de venir")),
}
"""Group → the vocabulary of its values, and its name."""


def questions() -> tuple[Question, ...]:
    """Every question, in the order of the lists."""
    return (ANYBODY, *(Question(group, value) for group, (name, _) in GROUPS.items() for value in _values(name)))


def _values(name: str) -> Iterable[str]:
    return (value for value in vocabulary(name).ids if value != CLOSED)


def label(question: Question, language: str, translate: Callable[[str], str]) -> str:
    """The question's name in words."""
    if question is ANYBODY or question.group == ANYBODY.group:
        return translate(N_("Une aide, quelle qu’elle soit"))
    return vocabulary(GROUPS[question.group][0]).label(question.value, language)


def answers(actor: Actor, skills: Mapping[str, Skill], *, doubtful: bool) -> Iterator[Answer]:
    """The answers to :func:`questions`, in their order. A ``doubtful`` record (gone, or long unconfirmed) says no yes.

    People are asked what they can do, not whether their door is open: their address is never that of a place to go to.
    """
    receives = set(actor.access) != {CLOSED}
    said = _said(actor, skills)
    for question in questions():
        if question == ANYBODY:
            answer = Answer.YES if receives and actor.kind != "person" else Answer.NO
        elif not receives or (actor.kind == "person" and question.group != "families"):
            answer = Answer.NO
        else:
            values = said[question.group]
            answer = Answer.YES if question.value in values else Answer.NO if values else Answer.UNSAID
        yield Answer.UNSAID if doubtful and answer is Answer.YES else answer


def _said(actor: Actor, skills: Mapping[str, Skill]) -> dict[str, frozenset[str]]:
    brought = [skills[offer.skill] for offer in actor.offers if offer.skill in skills]
    return {
        "services": frozenset([*actor.services, *(skill.mednum for skill in brought if skill.mednum)]),
        "families": frozenset(skill.family for skill in brought),
        "audiences": frozenset(actor.audiences),
        "care": frozenset(actor.care),
        "fees": frozenset(actor.fees),
        "access": frozenset(actor.access) - {CLOSED},
    }
