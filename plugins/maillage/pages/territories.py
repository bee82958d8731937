"""A page for each department and EPCI of the territory: who is there, what is needed, what happens."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from maillage import gazetteer, phrases
from maillage.derive.demand import areas_of
from maillage.derive.places import departments_of
from maillage.model import Event
from maillage.network import Seeker
from maillage.pages.cards import ActorCard, Cards, EventCard, Link, NeedCard
from maillage.pages.practice_cards import PracticeCard
from maillage.pages.site import Lot, Page, Site
from maillage.settings import Area, Peer

if TYPE_CHECKING:  # NumPy takes a fifth of a small build to import: only where the territory is counted
    from maillage.derive.coverage import People
    from maillage.pages.diagnosis.shown import Brief

MOST, MOST_NEEDS = 300, 30


@dataclass(frozen=True, slots=True)
class Town:
    """A commune and the actors in it."""

    name: str
    actors: tuple[ActorCard, ...]


@dataclass(frozen=True, slots=True)
class TerritoryPage:
    """One department or EPCI."""

    title: str
    kind: str
    population: str
    parent: tuple[Link, ...]
    parts: tuple[Link, ...]
    towns: tuple[Town, ...]
    known: str
    more: Link | None
    needs: tuple[NeedCard, ...]
    sought: tuple[Link, ...]
    events: tuple[EventCard, ...]
    practices: tuple[PracticeCard, ...]
    calendar: str
    geojson: str
    diagnosis: str
    paper: tuple[Link, ...]
    counted: "Brief | None"


@dataclass(frozen=True, slots=True)
class TerritoryList:
    """All departments and, below each, its EPCI."""

    title: str
    departments: tuple[tuple[Link, tuple[Link, ...]], ...]
    peers: tuple[Peer, ...]


@lru_cache(maxsize=4)
def _covered(area: Area) -> frozenset[str]:
    departments = departments_of(area)
    if area.epci and not (area.regions or area.departments or area.communes):
        return frozenset([*departments, *area.epci])
    epci = {one.code for department in departments for one in gazetteer.epcis_of(department)}
    return frozenset([*departments, *epci])


def covered(site: Site) -> frozenset[str]:
    """Codes of the departments and EPCI that have a page."""
    return _covered(site.territory.area)


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """The index."""
    yield Page(site.urls.section("territory"), "territories.html", _list(site, _here(site, cards)))


def lots(site: Site, cards: Cards, together: str) -> Iterator[Lot]:
    """One page per department and EPCI: what it says of its own actors, and of all others in passing; made ``together``."""
    inside = cache(partial(_Inside, site, cards))
    codes, passing = covered(site), site.seen("passing")
    here = _by_code(site, codes, site.network.actors)
    for code in sorted(codes):
        marks = [site.marks.get(site.network.actors[one].path) for one in here.get(code, ())]
        shows = None if passing is None else (passing, [mark.listed for mark in marks if mark])
        yield Lot(f"territory/{code}", partial(_area, site, cards, inside, code), shows, together)


def _here(site: Site, cards: Cards) -> dict[str, list[str]]:
    """Who is in each department and EPCI, of those in the default lists."""
    return _by_code(site, covered(site), cards.listed)


def _by_code(site: Site, codes: frozenset[str], actors: Iterable[str]) -> dict[str, list[str]]:
    here: dict[str, list[str]] = defaultdict(list)
    for identifier in actors:
        place = site.places[identifier]
        for code in (place.department, place.epci):
            if code in codes:
                here[code].append(identifier)
    return here


class _Inside:
    """What all pages of territories are made from: it is gathered once, where one of them is made."""

    def __init__(self, site: Site, cards: Cards) -> None:
        from maillage.derive.diagnosis import first_people

        self.here = _here(site, cards)
        self.needs = _needs(site)
        self.events = _events(site, cards)
        self.people = first_people(site.network, site.places, site.today)


def _area(site: Site, cards: Cards, inside: Callable[[], _Inside], code: str) -> Iterator[Page]:
    known = inside()
    needs = tuple(cards.need(one) for one in known.needs.get(code, ()))
    here, events, people = known.here.get(code, []), known.events.get(code, ()), known.people.get(code)
    yield Page(
        site.urls.record("territory", code),
        "territory.html",
        _territory(site, cards, code, here, needs, events, people),
    )


def _link(site: Site, code: str, name: str, count: int | None = None) -> Link:
    """A link to a territory; ``count`` actors are said, and their absence too."""
    return Link(name, site.urls.record("territory", code), "" if count is None else _known(site, count))


def _known(site: Site, count: int) -> str:
    _ = site.translate
    if count < 2:
        return _("1 acteur connu") if count else _("aucun acteur connu")
    return _("{count} acteurs connus").format(count=phrases.number(count, site.territory.language))


def _list(site: Site, here: dict[str, list[str]]) -> TerritoryList:
    codes = covered(site)
    departments = []
    for code in sorted(code for code in codes if len(code) <= 3):
        department = gazetteer.department(code)
        name = f"{department.name} ({code})" if department else code
        parts = tuple(
            _link(site, epci.code, epci.name, len(here.get(epci.code, ())))
            for epci in sorted(gazetteer.epcis_of(code), key=lambda epci: phrases.order(epci.name))
            if epci.code in codes
        )
        departments.append((_link(site, code, name, len(here.get(code, ()))), parts))
    return TerritoryList(site.translate("Territoires"), tuple(departments), site.territory.peers)


def _needs(site: Site) -> dict[str, list[Seeker]]:
    found: dict[str, list[Seeker]] = defaultdict(list)
    for seeker in site.network.needs:
        if seeker.need.is_open(site.today):
            place = site.places[seeker.actor.id]
            for code in {place.department, place.epci} - {None}:
                if len(found[str(code)]) < MOST_NEEDS:
                    found[str(code)].append(seeker)
    return found


def _events(site: Site, cards: Cards) -> dict[str, tuple[EventCard, ...]]:
    """The next date of each event, by department and EPCI."""
    found: dict[str, list[EventCard]] = defaultdict(list)
    for event, card in cards.next_dates:
        for code in dict.fromkeys(code for code in event_areas(site, event) if code):
            found[code].append(card)
    return {code: tuple(events) for code, events in found.items()}


def event_areas(site: Site, event: Event) -> Iterator[str | None]:
    """Departments and EPCI an event belongs to: its place's, else its organisers'."""
    return areas_of(event, site.places, departments_of(site.territory.area))


def _territory(
    site: Site,
    cards: Cards,
    code: str,
    actors: list[str],
    needs: tuple[NeedCard, ...],
    events: tuple[EventCard, ...],
    people: "Mapping[int, People] | None",
) -> TerritoryPage:
    _ = site.translate
    department, epci = gazetteer.department(code), gazetteer.epci(code)
    towns: dict[str, list[ActorCard]] = defaultdict(list)
    for identifier in actors[:MOST]:
        towns[site.places[identifier].municipality or ""].append(cards.actors[identifier])
    path = site.urls.record("territory", code)
    population = epci.population if epci else None
    parents = (
        tuple(_link(site, one, gazetteer.area_name(one)) for one in epci.departments if one in covered(site))
        if epci
        else ()
    )
    parts = sorted(gazetteer.epcis_of(code), key=lambda one: phrases.order(one.name)) if department else []
    diagnosis, counted = _counted(site, code, people) if people else ("", None)
    return TerritoryPage(
        title=gazetteer.area_name(code),
        kind=_("Département") if department else _("Intercommunalité"),
        population=phrases.number(population, cards.language) if population else "",
        parent=parents,
        parts=tuple(_link(site, one.code, one.name) for one in parts if one.code in covered(site)),
        towns=tuple(Town(name, tuple(found)) for name, found in sorted(towns.items(), key=_town_order)),
        known=_known(site, len(actors)),
        more=Link(_("Tous les acteurs du département"), f"{site.urls.section('actor')}departement/{code.lower()}/")
        if department and len(actors) > MOST
        else None,
        needs=needs,
        sought=tuple(cards.meetings.sought_in(code)),
        events=events,
        practices=cards.practices.within(code),
        calendar=f"{path}agenda.ics" if department and events else "",
        geojson=f"{path}acteurs.geojson" if actors else "",
        diagnosis=diagnosis,
        counted=counted,
        paper=tuple(_paper(site, code)),
    )


def _counted(site: Site, code: str, people: "Mapping[int, People]") -> tuple[str, "Brief"]:
    """The path of a territory's diagnosis, and what is said of it in passing."""
    from maillage.pages.diagnosis.shown import brief
    from maillage.pages.diagnosis.tables import address

    return address(site, code), brief(site, people)


def _paper(site: Site, code: str) -> Iterator[Link]:
    """The territory's booklets and poster, with how many pages and how heavy."""
    for sheet in site.sheets.get(code, ()):
        weight = sheet_weight(sheet.pages, sheet.size, site.territory.language, site.translate)
        yield Link(sheet.label, sheet.path, weight)


def sheet_weight(pages: int, size: int, language: str, translate: Callable[[str], str]) -> str:
    """``PDF, 14 pages, 170 ko`` for a size in bytes."""
    count = translate("1 page") if pages == 1 else translate("{count} pages").format(count=pages)
    weight = phrases.number(max(1, round(size / 1000)), language)
    return translate("PDF, {pages}, {size} ko").format(pages=count, size=weight)


def _town_order(town: tuple[str, object]) -> tuple[bool, str]:
    """By name; those whose commune is unknown last."""
    return (not town[0], phrases.order(town[0]))
