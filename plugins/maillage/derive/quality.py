"""What the directory itself is worth, area by area: what its records say, and how long ago somebody vouched for them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.derive.figures import FEWEST
from maillage.derive.freshness import state
from maillage.model import Actor
from maillage.settings import Freshness

CRITERIA = ("place", "contact", "hours", "help", "access", "cost", "fresh")
"""Where, how to reach, when, for what, how to get in, at what cost, confirmed in time."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Records that meet each criterion, of those to which it applies: ``(meet it, asked)``."""

    criteria: Mapping[str, tuple[int, int]]
    records: int

    @property
    def score(self) -> float | None:
        """From 0 to 1: the mean of the criteria; None where fewer than three records would make it one actor's."""
        shares = [have / asked for have, asked in self.criteria.values() if asked]
        return sum(shares) / len(shares) if shares and self.records >= FEWEST else None


def quality(actors: Sequence[Actor], limits: Freshness, today: date) -> Quality:
    """The criteria counted; what does not apply to an actor does not count."""
    have: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for actor in actors:
        for criterion, holds in _criteria(actor, limits, today):
            asked[criterion] += 1
            have[criterion] += holds
    return Quality({criterion: (have[criterion], asked[criterion]) for criterion in CRITERIA}, len(actors))


def _criteria(actor: Actor, limits: Freshness, today: date) -> Iterator[tuple[str, bool]]:
    """Of a person, a contact, what is brought and a recent word are asked, and no more."""
    contact = actor.contact
    yield "contact", bool(contact.emails or contact.phones or contact.booking or actor.links)
    yield "help", bool(actor.services or actor.offers)
    yield "fresh", state(actor, limits, today) == "fresh"
    if actor.kind == "person":
        return
    location = actor.location
    yield "place", location is not None and bool(location.point or location.insee or location.municipality)
    if actor.kind in {"place", "public-service"} and "ce-lieu-n-accueille-pas-de-public" not in actor.access:
        yield "hours", actor.opening_hours is not None
        yield "access", bool(actor.access)
        yield "cost", bool(actor.fees)
