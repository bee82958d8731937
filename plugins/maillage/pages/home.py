"""The first page: needs first, then what is asked of everybody, what comes, and how to join."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maillage import gazetteer
from maillage.derive import freshness
from maillage.derive.places import departments_of
from maillage.markup import markdown_html
from maillage.pages.cards import Cards, EventCard, Link, NeedCard
from maillage.pages.consultations import ConsultationCard, listed
from maillage.pages.site import Page, Site
from maillage.settings import Block

BLOCKS = ("needs", "consultations", "events", "join", "ways", "fresh")
"""The blocks of the first page in their own order, each a template of ``partials/home/``."""
NEVER_LEFT_OUT = {"needs", "fresh"}
"""One enters by a need, and the directory says how true it is: a territory may move these, not drop them."""


@dataclass(frozen=True, slots=True)
class HomeBlock:
    """One of the site's blocks by its name, or one of a territory's own with its title and text."""

    name: str
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page shows."""

    title: str
    needs: tuple[NeedCard, ...]
    needs_waiting: int
    consultations: tuple[ConsultationCard, ...]
    events: tuple[EventCard, ...]
    departments: tuple[Link, ...]
    examples: tuple[Link, ...]
    actors: int
    skills: int
    confirmed: int
    to_confirm: int
    dormant: int
    unknown: int
    sections: dict[str, str]
    blocks: tuple[HomeBlock, ...]


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """The first page alone."""
    waiting = [one for one in site.network.needs if one.need.is_open(site.today)]
    waiting.sort(key=lambda one: (one.need.opened, one.id), reverse=True)
    actors = site.network.actors.values()
    ages = freshness.census(actors, site.territory.freshness, site.today)
    codes = departments_of(site.territory.area)
    home = Home(
        title=site.territory.name,
        needs=tuple(cards.need(seeker) for seeker in waiting[:6]),
        needs_waiting=len(waiting),
        consultations=tuple(one for one in listed(cards.councils) if one.state == "open"),
        events=tuple(card for _, card in cards.next_dates[:6]),
        departments=tuple(Link(gazetteer.area_name(code), site.urls.record("territory", code)) for code in codes),
        examples=_examples(site, cards),
        actors=len(actors),
        skills=len(site.network.skills),
        confirmed=ages["fresh"],
        to_confirm=ages["to-confirm"],
        dormant=ages["archived"],
        unknown=ages["unknown"],
        sections=dict(site.urls.sections),
        blocks=tuple(blocks(site.territory.home)),
    )
    yield Page("", "home.html", home)


def _examples(site: Site, cards: Cards) -> tuple[Link, ...]:
    """A few skills that somebody brings, spread over the families, as ways in."""
    seen: dict[str, str] = {}
    for skill in site.network.skills.values():
        if skill.kind == "skill" and skill.family not in seen and site.network.bringers(skill.id):
            seen[skill.family] = skill.id
    return tuple(cards.skill_link(identifier) for identifier in seen.values())


def blocks(asked: Sequence[str | Block]) -> Iterator[HomeBlock]:
    """The blocks that ``territory.yaml: home`` asks for, with those that are never left out."""
    missing = NEVER_LEFT_OUT.difference(one for one in asked if isinstance(one, str))
    if not asked:
        missing, asked = set(), BLOCKS
    if "needs" in missing:
        yield HomeBlock("needs")
    for one in asked:
        yield (
            HomeBlock(one)
            if isinstance(one, str)
            else HomeBlock("own", one.title, markdown_html(one.text, top_heading=3))
        )
    if "fresh" in missing:
        yield HomeBlock("fresh")
