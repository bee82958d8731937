"""The observatory: what was seen, learnt, done and tried, what did not work, and how it passes from one to another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from markupsafe import Markup
from msgspec.json import encode

from maillage import markup, outlines
from maillage.derive.places import departments_of
from maillage.derive.practices import Step
from maillage.exchange import jsonld
from maillage.model import Practice
from maillage.pages import feeds, spot_map
from maillage.pages.cards import Cards, Link, Upkeep
from maillage.pages.pollination import Graph, Taken, alone, graph, taken
from maillage.pages.practice_cards import PracticeCard, Practices
from maillage.pages.site import File, Page, Site
from maillage.pages.spot_map import SpotMap
from maillage.repair import folded
from maillage.vocabularies import vocabulary

LATEST, LESSONS, FAMILIES, PER_PAGE = 6, 6, 8, 60
"""Articles of a kind on the first page; what failed; families drawn; articles on one page of a list."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of article: what it is, its latest, and where the others and the feed are."""

    id: str
    name: str
    about: str
    latest: tuple[PracticeCard, ...]
    path: str
    feed: str
    more: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something that did not work, and what is kept of it."""

    card: PracticeCard
    failed: Markup
    learnt: Markup


@dataclass(frozen=True, slots=True)
class Observatory:
    """The first page of the section."""

    title: str
    kinds: tuple[Kind, ...]
    lessons: tuple[Lesson, ...]
    families: tuple[Graph, ...]
    map: SpotMap | None
    propose: str
    feed: str


@dataclass(frozen=True, slots=True)
class KindPage:
    """All articles of a kind, page after page."""

    title: str
    about: str
    cards: tuple[PracticeCard, ...]
    feed: str
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """What a practice started from, and what it changed."""

    card: PracticeCard
    note: str


@dataclass(frozen=True, slots=True)
class PracticePage:
    """One article."""

    title: str
    card: PracticeCard
    summary: str
    description: Markup
    failed: Markup
    learnt: Markup
    origins: tuple[Origin, ...]
    taken: tuple[Taken, ...]
    graph: Graph | None
    skills: tuple[Link, ...]
    equipment: tuple[Link, ...]
    events: tuple[Link, ...]
    deeds: tuple[Link, ...]
    places: tuple[Link, ...]
    readings: tuple[Link, ...]
    propose: str
    upkeep: Upkeep
    jsonld: Markup


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The first page, the lists by kind and the feeds."""
    made = cards.practices
    kinds = _by_kind(made)
    yield Page(site.urls.section("practice"), "observatory.html", _first(site, made, kinds))
    for kind, found in kinds.items():
        yield from _list(site, made, kind, found)
    yield from feeds.of_practices(site, made.all.values())
    if rows := points(cards):
        yield File(points_path(site), encode(rows))


def records(site: Site, cards: Cards) -> Iterator[tuple[Practice, Callable[[], Iterable[Page | File]]]]:
    """Each article with what makes its page."""
    made = cards.practices
    for practice in made.all.values():
        yield practice, partial(_record, site, made, practice)


def _record(site: Site, made: Practices, practice: Practice) -> Iterator[Page]:
    yield Page(site.urls.record("practice", practice.id), "practice.html", _practice(site, made, practice))


def _by_kind(made: Practices) -> dict[str, list[Practice]]:
    found: dict[str, list[Practice]] = {kind: [] for kind in vocabulary("practice-kinds").ids}
    for practice in made.all.values():
        found[practice.kind].append(practice)
    return found


def kind_path(site: Site, kind: str) -> str:
    """Where the list of a kind is."""
    return f"{site.urls.section('practice')}sorte/{folded(vocabulary('practice-kinds').label(kind))}/"


def feed_path(site: Site, kind: str) -> str:
    """Where the feed of a kind is."""
    return f"{site.urls.section('practice')}{folded(vocabulary('practice-kinds').label(kind))}.atom"


def _about(site: Site, kind: str) -> str:
    _ = site.translate
    return {
        "finding": _("Ce que l’on voit, et que l’on vérifie à plusieurs."),
        "knowledge": _("Ce que l’on a compris, dit pour qui en aura besoin."),
        "action": _("Ce que l’on fait, et comment s’y prendre chez soi."),
        "experiment": _("Ce que l’on a essayé, que cela ait marché ou non."),
        "watch": _("Ce que l’on surveille, avant que cela n’arrive ici."),
    }[kind]


def _first(site: Site, made: Practices, kinds: dict[str, list[Practice]]) -> Observatory:
    families = (graph(made, steps) for steps in _families(made))
    return Observatory(
        title=site.translate("Observatoire"),
        kinds=tuple(_kind(site, made, kind, found) for kind, found in kinds.items() if found),
        lessons=tuple(_lesson(made, one) for one in islice((one for one in made.all.values() if one.failed), LESSONS)),
        families=tuple(islice(families, FAMILIES)),
        map=spot_map.draw(outlines.coarse(departments_of(site.territory.area)), _marks(made)),
        propose=f"{site.urls.section('contribute')}pratique/",
        feed=f"{site.urls.section('practice')}observatoire.atom",
    )


def _families(made: Practices) -> Iterator[tuple[Step, ...]]:
    """Families tied by articles, then articles that only actors took up: the newest first, as the articles stand."""
    yield from made.pollination.families()
    for practice in made.all.values():
        if practice.reused_by and not practice.reuses and practice.id not in made.pollination.children:
            yield (alone(practice),)


def _kind(site: Site, made: Practices, kind: str, found: Sequence[Practice]) -> Kind:
    return Kind(
        id=kind,
        name=vocabulary("practice-kinds").label(kind, site.territory.language),
        about=_about(site, kind),
        latest=tuple(map(made.card, found[:LATEST])),
        path=kind_path(site, kind),
        feed=feed_path(site, kind),
        more=len(found) > LATEST,
    )


def _lesson(made: Practices, practice: Practice) -> Lesson:
    return Lesson(made.card(practice), _html(practice.failed), _html(practice.learnt))


def _html(text: str | None, top: int = 4) -> Markup:
    return markup.markdown_html(text, top_heading=top) if text else Markup("")


def points_path(site: Site) -> str:
    """Where the interactive map finds the places of the articles."""
    return f"{site.urls.section('map')}observatoire.json"


def points(cards: Cards) -> list[list[object]]:
    """``[latitude, longitude, place, [[title, path], …]]`` for each place that has a point."""
    return [
        [round(lat, 5), round(lon, 5), name, [[link.label, link.path] for link in links]]
        for (lat, lon), name, links in _marks(cards.practices)
    ]


def _marks(made: Practices) -> list[spot_map.Mark]:
    """The places of the articles, in the order of points."""
    found: dict[tuple[float, float], list[Link]] = defaultdict(list)
    names: dict[tuple[float, float], str] = {}
    for practice in made.all.values():
        card = made.card(practice)
        for spot in made.spots(practice):
            if spot.point:
                found[spot.point].append(Link(card.title, card.path))
                names[spot.point] = spot.name
    return [(point, names[point], tuple(found[point])) for point in sorted(found)]


def _list(site: Site, made: Practices, kind: str, found: Sequence[Practice]) -> Iterator[Page]:
    path = kind_path(site, kind)
    numbers = -(-len(found) // PER_PAGE)
    address = [path, *(f"{path}{number}/" for number in range(2, numbers + 1))]
    for number in range(numbers):
        chosen = found[number * PER_PAGE : (number + 1) * PER_PAGE]
        context = KindPage(
            title=vocabulary("practice-kinds").label(kind, site.territory.language),
            about=_about(site, kind),
            cards=tuple(map(made.card, chosen)),
            feed=feed_path(site, kind),
            previous=address[number - 1] if number else None,
            next=address[number + 1] if number + 1 < numbers else None,
        )
        yield Page(address[number], "practices.html", context)


def _practice(site: Site, made: Practices, practice: Practice) -> PracticePage:
    cards, network = made.cards, site.network
    card = made.card(practice)
    others = tuple(taken(made, practice))
    origins = tuple(
        Origin(made.card(made.all[one.practice]), one.note or "") for one in practice.reuses if one.practice in made.all
    )
    return PracticePage(
        title=practice.title,
        card=card,
        summary=practice.summary or "",
        description=_html(practice.description, 2),
        failed=_html(practice.failed),
        learnt=_html(practice.learnt),
        origins=origins,
        taken=others,
        graph=graph(made, tuple(_near(made, practice))) if origins or others else None,
        skills=tuple(cards.skill_link(skill) for skill in practice.skills),
        equipment=tuple(
            Link(network.equipment[one].name, site.urls.record("equipment", one)) for one in practice.equipment
        ),
        events=tuple(Link(network.events[one].title, site.urls.record("event", one)) for one in practice.events),
        deeds=tuple(cards.deed_link(deed) for deed in cards.recognition.by_practice.get(practice.id, ())),
        places=tuple(_places(site, made, practice)),
        readings=tuple(Link(one.title or one.url, one.url) for one in practice.readings),
        propose=f"{site.urls.section('contribute')}pratique/",
        upkeep=cards.upkeep(practice),
        jsonld=jsonld.script(jsonld.practice_jsonld(practice, network, site.urls)),
    )


def _near(made: Practices, practice: Practice) -> Iterator[Step]:
    """What a practice took up, itself, and what took it up: all that its own page draws."""
    parents = made.pollination.parents(practice.id)
    for parent in parents:
        yield Step(_bare(made.all[parent]), 0, ())
    yield Step(practice, bool(parents) + 0, tuple(range(len(parents))))
    for child in made.pollination.children.get(practice.id, ()):
        yield Step(_bare(made.all[child]), bool(parents) + 1, (len(parents),))


def _bare(practice: Practice) -> Practice:
    from msgspec.structs import replace

    return replace(practice, reused_by=())


def _places(site: Site, made: Practices, practice: Practice) -> Iterator[Link]:
    from maillage.pages.territories import covered

    for spot in made.spots(practice):
        code = next((one for one in reversed(spot.codes) if one in covered(site)), "")
        yield Link(spot.name, site.urls.record("territory", code) if code else "")
