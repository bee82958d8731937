"""Pages of skills and professions: who brings, who seeks, where to learn."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from maillage import markup, phrases
from maillage.exchange import jsonld
from maillage.model import Event, Skill
from maillage.pages import feeds
from maillage.pages.actor_lists import paged
from maillage.pages.cards import ActorCard, Cards, EventCard, Link, NeedCard, Upkeep
from maillage.pages.learning import StepCard, way_to
from maillage.pages.meetings import BalanceRow
from maillage.pages.practice_cards import PracticeCard
from maillage.pages.site import File, Page, Site
from maillage.vocabularies import vocabulary

MOST = 100
"""How many actors a skill's page shows; the list of actors filters all of them."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A skill of the list: ``words`` say whether it is sought; ``gap`` where nobody brings it."""

    link: Link
    words: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Family:
    """A family of skills and the links to them."""

    id: str
    name: str
    skills: tuple[Presence, ...]


@dataclass(frozen=True, slots=True)
class SkillList:
    """All skills by family, and the professions."""

    title: str
    families: tuple[Family, ...]
    professions: tuple[Link, ...]
    jsonld: Markup


@dataclass(frozen=True, slots=True)
class SkillPage:
    """One skill, or one profession."""

    title: str
    summary: str
    easy_read: str
    profession: bool
    family: Link
    description: Markup
    synonyms: tuple[str, ...]
    service: str
    bringers: tuple[ActorCard, ...]
    more_bringers: Link | None
    needs: tuple[NeedCard, ...]
    events: tuple[EventCard, ...]
    practices: tuple[PracticeCard, ...]
    gap: str
    balance: tuple[BalanceRow, ...]
    broader: Link | None
    narrower: tuple[Link, ...]
    related: tuple[Link, ...]
    professions: tuple[Link, ...]
    way: tuple[StepCard, ...]
    activities: tuple[str, ...]
    alignments: tuple[Link, ...]
    upkeep: Upkeep
    jsonld: Markup


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """The list by family."""
    yield Page(site.urls.section("skill"), "skills.html", _list(site, cards))


def records(site: Site, cards: Cards) -> Iterator[tuple[Skill, Callable[[], Iterable[Page | File]]]]:
    """Each skill and profession with what makes its page and its feed."""
    dates = _events_by_skill(cards)
    coming = feeds.coming(site)
    for skill in site.network.skills.values():
        yield skill, partial(_record, site, cards, skill, dates.get(skill.id, ()), coming)


def _record(
    site: Site, cards: Cards, skill: Skill, dates: tuple[EventCard, ...], coming: dict[str, Event]
) -> Iterator[Page | File]:
    yield Page(site.urls.record(skill.kind, skill.id), "skill.html", _skill(site, cards, skill, dates))
    yield from feeds.of_skill(site, skill, coming)
    yield from _long_lists(site, cards, skill)


def _list(site: Site, cards: Cards) -> SkillList:
    by_family: dict[str, list[Presence]] = defaultdict(list)
    for skill in sorted(site.network.skills.values(), key=lambda skill: phrases.order(skill.name)):
        if skill.kind == "skill":
            by_family[skill.family].append(_presence(site, cards, skill))
    families = tuple(
        Family(family, cards.label("skill-families", family), tuple(by_family[family]))
        for family in vocabulary("skill-families").ids
        if family in by_family
    )
    professions = tuple(cards.skill_link(skill.id, skill.summary or "") for skill in site.network.professions)
    title, section = site.translate("Compétences"), site.urls.section("skill")
    terms = [skill for skill in site.network.skills.values() if skill.kind == "skill"]
    described = jsonld.script(jsonld.term_set(terms, title, section, site.urls)) if terms else Markup("")
    return SkillList(title, families, professions, described)


def _presence(site: Site, cards: Cards, skill: Skill) -> Presence:
    """Whether it is brought or sought, in words and never as a score."""
    _, link = site.translate, cards.skill_link(skill.id)
    sought = any(seeker.need.is_open(site.today) for seeker in site.network.seekers(skill.id))
    if site.network.bringers(skill.id):
        return Presence(link, _("cherchée et apportée") if sought else "", gap=False)
    words = _("cherchée, personne ne l’apporte encore") if sought else _("personne ne l’apporte encore")
    return Presence(link, words, gap=True)


def _events_by_skill(cards: Cards) -> dict[str, tuple[EventCard, ...]]:
    """The next date of each event, by the skills learnt there."""
    found: dict[str, list[EventCard]] = defaultdict(list)
    for event, card in cards.next_dates:
        for skill in dict.fromkeys(event.skills):
            found[skill].append(card)
    return {skill: tuple(events) for skill, events in found.items()}


def _skill(site: Site, cards: Cards, skill: Skill, events: tuple[EventCard, ...]) -> SkillPage:
    network = site.network
    bringers = sorted(
        {bringer.actor.id for bringer in network.bringers(skill.id)},
        key=lambda one: phrases.order(cards.actors[one].name),
    )
    seekers = [seeker for seeker in network.seekers(skill.id) if seeker.need.is_open(site.today)]
    return SkillPage(
        title=skill.name,
        summary=skill.summary or "",
        easy_read=skill.easy_read or "",
        profession=skill.kind == "profession",
        family=Link(cards.label("skill-families", skill.family), f"{site.urls.section('skill')}#{skill.family}"),
        description=markup.markdown_html(skill.description, top_heading=2) if skill.description else Markup(""),
        synonyms=skill.synonyms,
        service=cards.label("services", skill.mednum) if skill.mednum else "",
        bringers=tuple(cards.actors[identifier] for identifier in bringers[:MOST]),
        more_bringers=_everybody(site, skill, len(bringers)),
        needs=tuple(cards.need(seeker) for seeker in seekers[:MOST]),
        events=events,
        practices=cards.practices.of("skill", skill.id),
        gap=_gap(site, bool(bringers), bool(seekers)),
        balance=cards.meetings.balance(skill),
        broader=cards.skill_link(skill.broader) if skill.broader else None,
        narrower=tuple(cards.skill_link(other.id) for other in network.narrower(skill.id)),
        related=tuple(cards.skill_link(other) for other in skill.related),
        professions=tuple(cards.skill_link(other.id) for other in network.professions_using(skill.id)),
        way=way_to(cards, skill),
        activities=skill.activities,
        alignments=tuple(
            Link(f"{cards.label('frameworks', one.framework)} {one.code}", one.url or "") for one in skill.alignments
        ),
        upkeep=cards.upkeep(skill),
        jsonld=jsonld.script(jsonld.skill_jsonld(skill, network, site.urls)),
    )


def _everybody(site: Site, skill: Skill, count: int) -> Link | None:
    """The list of all who bring a skill, where its page has no room for them."""
    if count <= MOST:
        return None
    words = site.translate("Toute la liste : {n} acteurs").format(n=count)
    return Link(words, f"{site.urls.record(skill.kind, skill.id)}acteurs/")


def _long_lists(site: Site, cards: Cards, skill: Skill) -> Iterator[Page]:
    """The pages of that list."""
    chosen = {bringer.actor.id for bringer in site.network.bringers(skill.id)}
    if everybody := _everybody(site, skill, len(chosen)):
        named = sorted(
            (cards.actors[identifier] for identifier in chosen), key=lambda card: (phrases.order(card.name), card.id)
        )
        yield from paged(everybody.path, skill.name, named)


def _gap(site: Site, brought: bool, sought: bool) -> str:
    _ = site.translate
    if sought and not brought:
        return _("Cette compétence est cherchée et, à notre connaissance, personne ne l’apporte encore ici.")
    if not brought:
        return _("À notre connaissance, personne n’apporte encore cette compétence ici.")
    return ""
