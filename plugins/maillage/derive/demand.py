"""What is sought and what is brought, by skill: offers, needs, how long an answer took, trainings to come."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from maillage.derive.places import Place, departments_of, place_of
from maillage.model import Actor, Event, Location, Need
from maillage.network import Network


@dataclass(frozen=True, slots=True)
class Balance:
    """A skill in an area: actors who bring it, needs open, needs met, trainings to come.

    Half of the met needs took at most ``days``; None where none was met.
    """

    skill: str
    brought: int
    sought: int
    met: int
    days: int | None
    planned: int = 0


@dataclass(frozen=True, slots=True)
class Waits:
    """Needs of an area, whatever they ask for: open, met, past their date, and the median days of the met ones."""

    open: int
    met: int
    expired: int
    days: int | None


def balances(actors: Sequence[Actor], today: date, planned: Mapping[str, int] | None = None) -> Iterator[Balance]:
    """Each skill brought, sought or soon taught, in the order of ids. An expired need is neither open nor met."""
    planned = planned or {}
    brought = Counter(skill for actor in actors for skill in {offer.skill for offer in actor.offers})
    needs: dict[str, list[Need]] = defaultdict(list)
    for need in (need for actor in actors for need in actor.needs if need.skill):
        needs[str(need.skill)].append(need)
    for skill in sorted({*brought, *needs, *planned}):
        asked = waits(needs.get(skill, ()), today)
        yield Balance(skill, brought[skill], asked.open, asked.met, asked.days, planned.get(skill, 0))


def waits(needs: Iterable[Need], today: date) -> Waits:
    """The needs counted."""
    every = list(needs)
    took = [(need.met.on - need.opened).days for need in every if need.met]
    still = sum(need.is_open(today) for need in every)
    days = round(median(took)) if took else None
    return Waits(still, len(took), len(every) - len(took) - still, days)


def trainings(coming: Iterable[Event], network: Network, places: Mapping[str, Place]) -> dict[str, Counter[str]]:
    """Events to come at which each skill is learnt, by code of area (empty for all); a series counts once."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    departments = departments_of(network.territory.area)
    for event in coming:
        for code in {"", *areas_of(event, places, departments)} - {None}:
            found[str(code)].update(set(event.skills))
    return found


def areas_of(event: Event, places: Mapping[str, Place], departments: Sequence[str]) -> Iterator[str | None]:
    """Departments and EPCI an event belongs to: its place's, else its organisers'."""
    if isinstance(event.place, Location):
        held = [place_of(event.place, departments)]
    else:
        held = [places[identifier] for identifier in ([event.place] if event.place else event.organisers)]
    for place in held:
        yield place.department
        yield place.epci
