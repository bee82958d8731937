"""A territory counts itself: who is served, for what, and what it does not know of itself. Pure functions over the network.

Every figure says from how many records it is made. The method, its limits and its misuses: docs/explanation/counting.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from maillage import gazetteer
from maillage.derive.context import Fact, facts
from maillage.derive.coverage import RADII, Groups, Helper, People, Reach, Towns, counted, reach, tally
from maillage.derive.demand import Balance, Waits, balances, trainings, waits
from maillage.derive.freshness import State, census, state
from maillage.derive.places import Place, departments_of
from maillage.derive.quality import Quality, quality
from maillage.derive.questions import Answer, Question, answers, questions
from maillage.derive.shape import Links, Shape, links_of
from maillage.derive.spoken import Languages, languages
from maillage.derive.week import Week, ordinary_monday, timetable, weeks
from maillage.gazetteer import Commune
from maillage.model import Actor, Event
from maillage.network import Network
from maillage.outside import Outside
from maillage.settings import Area, Freshness

MIDDLE = 10
"""The distance, in km, that is shown first: a quarter of an hour by car."""
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
    ages: Mapping[State, int]
    quality: Quality
    balances: tuple[Balance, ...]
    waits: Waits
    languages: Languages
    week: Week
    shape: Shape
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Diagnosis:
    """The reports of a territory, its departments and its EPCI, and what each commune's state is."""

    towns: Towns
    reaches: tuple[Reach, ...]
    reports: Mapping[str, Report] = field(default_factory=dict)
    monday: date = date.min
    """The first day of the week that the weeks of the reports are like."""

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


def diagnose(
    network: Network,
    places: Mapping[str, Place],
    today: date,
    coming: Iterable[Event] = (),
    context: Sequence[Outside] = (),
) -> Diagnosis:
    """Count a network on a day; ``places`` resolve its actors, ``coming`` are events that still have a date to come,
    ``context`` what others know of communes.

    Linear in records and communes, for each question.
    """
    towns = Towns(communes_of(network.territory.area))
    freshness = network.territory.freshness
    helpers = {
        actor.id: helper(actor, places[actor.id], network, doubtful=is_doubtful(actor, today, freshness))
        for actor in network.actors.values()
    }
    reaches = tuple(reach(towns, [*helpers.values()], position) for position in range(len(questions())))
    areas, monday = areas_of(towns), ordinary_monday(today)
    tables = [(helpers[one.id], timetable(one.opening_hours, monday)) for one in network.actors.values()]
    counted_ = _Counted(
        network, today, helpers, places, weeks(towns, tables, areas), trainings(coming, network, places),
        links_of(network, today),
    )  # fmt: skip
    people = _people(towns, reaches, areas)
    told = facts(towns, reaches[0].states[MIDDLE], areas, context)
    members = _members(network, places, areas)
    reports = {
        code: _report(
            code, [towns.communes[one] for one in positions], members[code], people[code], counted_, told[code]
        )
        for code, positions in areas.items()
    }
    return Diagnosis(towns, reaches, reports, monday)


def first_people(network: Network, places: Mapping[str, Place], today: date) -> Mapping[str, Mapping[int, People]]:
    """For each area, only the people of the first question by radius: what other pages say of an area in passing."""
    towns, limits = Towns(communes_of(network.territory.area)), network.territory.freshness
    helpers = [
        helper(actor, places[actor.id], network, doubtful=is_doubtful(actor, today, limits))
        for actor in network.actors.values()
    ]
    areas = areas_of(towns)
    return {code: found[0] for code, found in _people(towns, [reach(towns, helpers, 0)], areas).items()}


def _members(
    network: Network, places: Mapping[str, Place], areas: Mapping[str, Sequence[int]]
) -> Mapping[str, list[Actor]]:
    """The actors of each area."""
    members: dict[str, list[Actor]] = defaultdict(list)
    for actor in network.counted:
        place = places[actor.id]
        for code in dict.fromkeys((WHOLE, place.department, place.epci)):
            if code is not None and code in areas:
                members[code].append(actor)
    return members


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


def is_doubtful(actor: Actor, today: date, freshness: Freshness) -> bool:
    """Whether an actor's word is too old, or its source dropped it: then it is counted as unknown, not as help."""
    return actor.status is not None or state(actor, freshness, today) == "archived"


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


@dataclass(frozen=True, slots=True)
class _Counted:
    """What every report is made from."""

    network: Network
    today: date
    helpers: Mapping[str, Helper]
    places: Mapping[str, Place]
    weeks: Mapping[str, Week]
    trainings: Mapping[str, Mapping[str, int]]
    links: Links


def _report(
    code: str,
    communes: Sequence[Commune],
    actors: Sequence[Actor],
    people: Sequence[Mapping[int, People]],
    made: _Counted,
    told: tuple[Fact, ...],
) -> Report:
    places, freshness = made.places, made.network.territory.freshness
    return Report(
        code=code,
        communes=len(communes),
        population=sum(one.population or 0 for one in communes),
        without_population=sum(one.population is None for one in communes),
        actors=len(actors),
        unplaced=sum(places[actor.id].point is None for actor in actors),
        approximate=sum(places[actor.id].approximate for actor in actors),
        figures=tuple(_figures(people, [made.helpers[actor.id].answers for actor in actors])),
        ages=census(actors, freshness, made.today),
        quality=quality(actors, freshness, made.today),
        balances=tuple(balances(actors, made.today, made.trainings.get(code))),
        waits=waits((need for actor in actors for need in actor.needs), made.today),
        languages=languages(actors),
        week=made.weeks[code],
        shape=made.links.of(actors),
        facts=told,
    )


def _figures(people: Sequence[Mapping[int, People]], said: Sequence[Sequence[Answer]]) -> Iterator[Figure]:
    for position, question in enumerate(questions()):
        yes = sum(one[position] is Answer.YES for one in said)
        yield Figure(question, people[position], yes, sum(one[position] is Answer.UNSAID for one in said))
