"""A territory counts itself: who is served, for what, and what it does not know of itself. Pure functions over the network.

Every figure says from how many records it is made. The method, its limits and its misuses: docs/explanation/counting.md.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from statistics import median

from maillage import gazetteer
from maillage.derive.coverage import RADII, Groups, Helper, People, Reach, Towns, counted, reach, tally
from maillage.derive.places import Place, departments_of
from maillage.derive.questions import Answer, Question, answers, questions
from maillage.gazetteer import Commune
from maillage.model import Actor, Need, Record
from maillage.network import Network
from maillage.settings import Area, Freshness

WHOLE = ""
"""The code of the whole territory among those of its departments and EPCI."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One question in one area: people by radius (km) and state; ``yes`` and ``unsaid`` records of the area itself."""

    question: Question
    people: Mapping[int, People]
    yes: int
    unsaid: int


@dataclass(frozen=True, slots=True)
class Ages:
    """How long ago the records of an area were confirmed: in time, to be confirmed, too old to be relied on, never."""

    recent: int
    to_confirm: int
    old: int
    never: int

    @property
    def total(self) -> int:
        """All records."""
        return self.recent + self.to_confirm + self.old + self.never


@dataclass(frozen=True, slots=True)
class Fullness:
    """How many records have what a reader looks for, of those to which it applies: ``(with it, that should)``."""

    criteria: Mapping[str, tuple[int, int]]

    @property
    def share(self) -> float | None:
        """From 0 to 1: the mean of all criteria; None where no record is asked anything."""
        shares = [have / asked for have, asked in self.criteria.values() if asked]
        return sum(shares) / len(shares) if shares else None


@dataclass(frozen=True, slots=True)
class Balance:
    """A skill in an area: actors who bring it, needs open, needs met, and half of the met ones took at most ``days``."""

    skill: str
    brought: int
    sought: int
    met: int
    days: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """All that is counted in one area (``code`` empty for the whole territory)."""

    code: str
    communes: int
    population: int
    without_population: int
    actors: int
    unplaced: int
    approximate: int
    figures: tuple[Figure, ...]
    ages: Ages
    fullness: Fullness
    balances: tuple[Balance, ...]


@dataclass(frozen=True)
class Diagnosis:
    """The reports of a territory, its departments and its EPCI, and what each commune's state is."""

    towns: Towns
    reaches: tuple[Reach, ...]
    reports: Mapping[str, Report] = field(default_factory=dict)

    @cached_property
    def worst(self) -> tuple[int, ...]:
        """Positions of the communes with people whom nobody is known to serve, most people first, then by code."""
        states = self.reaches[0].states[RADII[-1]]
        found = [position for position in range(len(self.towns.communes)) if states[position] == 3]
        return tuple(sorted(found, key=lambda one: (-self.towns.population[one], self.towns.communes[one].code)))


def communes_of(area: Area) -> tuple[Commune, ...]:
    """The communes that a territory counts, in the order of codes."""
    wide = {
        *area.departments,
        *(one.code for region in area.regions for one in gazetteer.departments_of_region(region)),
    }
    found = {
        commune.code: commune
        for department in departments_of(area)
        for commune in gazetteer.communes_of(department).values()
        if department in wide or commune.epci in area.epci or commune.code in area.communes
    }
    return counted(found[code] for code in sorted(found))


@lru_cache(maxsize=4)
def codes_of(area: Area) -> frozenset[str]:
    """Codes of the departments and EPCI that a territory's diagnosis has a report of."""
    return frozenset(code for one in communes_of(area) for code in (one.department, one.epci) if code)


def diagnose(network: Network, places: Mapping[str, Place], today: date) -> Diagnosis:
    """Count a network on a day; ``places`` resolve its actors. Linear in records and communes, for each question."""
    towns = Towns(communes_of(network.territory.area))
    freshness = network.territory.freshness
    helpers = {
        actor.id: helper(actor, places[actor.id], network, doubtful=is_doubtful(actor, today, freshness))
        for actor in network.actors.values()
    }
    reaches = tuple(reach(towns, [*helpers.values()], position) for position in range(len(questions())))
    areas = areas_of(towns)
    members: dict[str, list[Actor]] = defaultdict(list)
    for actor in network.counted:
        place = places[actor.id]
        for code in dict.fromkeys((WHOLE, place.department, place.epci)):
            if code is not None and code in areas:
                members[code].append(actor)
    people = _people(towns, reaches, areas)
    reports = {
        code: _report(code, positions, members[code], people[code], (towns, helpers, places, network, today))
        for code, positions in areas.items()
    }
    return Diagnosis(towns, reaches, reports)


def areas_of(towns: Towns) -> dict[str, Sequence[int]]:
    """Positions of the communes of the whole, of each department and of each EPCI, by code."""
    areas: dict[str, list[int]] = {WHOLE: [*range(len(towns.communes))]}
    for position, commune in enumerate(towns.communes):
        areas.setdefault(commune.department, []).append(position)
        if commune.epci:
            areas.setdefault(commune.epci, []).append(position)
    return dict(areas)


def helper(actor: Actor, place: Place, network: Network, *, doubtful: bool) -> Helper:
    """An actor as coverage sees it: one that only moves about has no door to go to."""
    moves = actor.location.mobile if actor.location else ()
    has_door = "fixed" in moves or "mobile" not in moves
    roams = place.department if "mobile" in moves and not actor.serves else None
    said = tuple(answers(actor, network.skills, doubtful=doubtful))
    return Helper(place.point if has_door else None, frozenset(actor.serves), roams, said)


def months_since(record: Record, today: date) -> int | None:
    """Whole months since somebody vouched for a record; None if nobody has."""
    if record.verified is None:
        return None
    on = record.verified.on
    return (today.year - on.year) * 12 + today.month - on.month


def is_doubtful(actor: Actor, today: date, freshness: Freshness) -> bool:
    """Whether an actor's word is too old, or its source dropped it: then it is counted as unknown, not as help."""
    months = months_since(actor, today)
    return actor.status is not None or (months is not None and months >= freshness.archive_after)


def _people(
    towns: Towns, reaches: Sequence[Reach], areas: Mapping[str, Sequence[int]]
) -> Mapping[str, list[dict[int, People]]]:
    """For each area and question, the people by radius."""
    groups = Groups([*areas.values()])
    made: dict[str, list[dict[int, People]]] = {code: [] for code in areas}
    for one in reaches:
        by_radius = {radius: tally(towns, one.states[radius], groups) for radius in RADII}
        for position, code in enumerate(areas):
            made[code].append({radius: by_radius[radius][position] for radius in RADII})
    return made


def _report(
    code: str,
    positions: Sequence[int],
    actors: Sequence[Actor],
    people: Sequence[Mapping[int, People]],
    everything: tuple[Towns, Mapping[str, Helper], Mapping[str, Place], Network, date],
) -> Report:
    towns, helpers, places, network, today = everything
    said = [helpers[actor.id].answers for actor in actors]
    figures = tuple(
        Figure(
            question,
            people[position],
            sum(one[position] is Answer.YES for one in said),
            sum(one[position] is Answer.UNSAID for one in said),
        )
        for position, question in enumerate(questions())
    )
    return Report(
        code=code,
        communes=len(positions),
        population=int(sum(towns.population[position] for position in positions)),
        without_population=sum(towns.communes[position].population is None for position in positions),
        actors=len(actors),
        unplaced=sum(places[actor.id].point is None for actor in actors),
        approximate=sum(places[actor.id].approximate for actor in actors),
        figures=figures,
        ages=ages(actors, today, network.territory.freshness),
        fullness=fullness(actors),
        balances=tuple(balances(actors, today)),
    )


def ages(records: Sequence[Record], today: date, freshness: Freshness) -> Ages:
    """Records by the age of their confirmation."""
    found: Counter[str] = Counter()
    for record in records:
        months = months_since(record, today)
        if months is None:
            found["never"] += 1
        elif months < freshness.confirm_after:
            found["recent"] += 1
        else:
            found["to_confirm" if months < freshness.archive_after else "old"] += 1
    return Ages(found["recent"], found["to_confirm"], found["old"], found["never"])


def fullness(actors: Sequence[Actor]) -> Fullness:
    """What records hold of what a reader looks for; what does not apply to an actor does not count."""
    have: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for actor in actors:
        for criterion, holds in _criteria(actor):
            asked[criterion] += 1
            have[criterion] += holds
    return Fullness({criterion: (have[criterion], asked[criterion]) for criterion in CRITERIA})


CRITERIA = ("place", "contact", "hours", "help", "access", "cost")


def _criteria(actor: Actor) -> Iterator[tuple[str, bool]]:
    """Where, how to reach, when, for what, how to get in, at what cost. Of a person only the second and the fourth are asked."""
    contact = actor.contact
    yield "contact", bool(contact.emails or contact.phones or contact.booking or actor.links)
    yield "help", bool(actor.services or actor.offers)
    if actor.kind == "person":
        return
    location = actor.location
    yield "place", location is not None and bool(location.point or location.insee or location.municipality)
    if actor.kind in {"place", "public-service"} and "ce-lieu-n-accueille-pas-de-public" not in actor.access:
        yield "hours", actor.opening_hours is not None
        yield "access", bool(actor.access)
        yield "cost", bool(actor.fees)


def balances(actors: Sequence[Actor], today: date) -> Iterator[Balance]:
    """Each skill that is brought or sought by these actors, in the order of ids. An expired need is neither open nor met."""
    brought = Counter(skill for actor in actors for skill in {offer.skill for offer in actor.offers})
    needs: dict[str, list[Need]] = defaultdict(list)
    for need in (need for actor in actors for need in actor.needs if need.skill):
        needs[str(need.skill)].append(need)
    for skill in sorted({*brought, *needs}):
        met = [(need.met.on - need.opened).days for need in needs.get(skill, ()) if need.met]
        sought = sum(need.is_open(today) for need in needs.get(skill, ()))
        yield Balance(skill, brought[skill], sought, len(met), round(median(met)) if met else None)
