"""Atom feeds: open needs, the events of the coming weeks, entries confirmed lately, and all of these by skill."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from maillage.derive.recognition import Deed, Recognition, public_contributions
from maillage.exchange.atom import Entry, Feed, feed
from maillage.governance import Decision
from maillage.model import Event, Practice, Skill
from maillage.network import Bringer, Seeker
from maillage.pages.site import File, Site
from maillage.vocabularies import vocabulary

SIZE = 60
"""Entries of a feed at most, the newest."""
GOVERNANCE_FEED = "gouvernance.atom"
AHEAD = timedelta(days=90)
"""How long before its first date an event enters the feed: what is announced later would be forgotten."""


def feeds(site: Site) -> Iterator[File]:
    """One feed per section."""
    _, network, sections = site.translate, site.network, site.urls.section
    needs = [_need(site, seeker) for seeker in network.needs if seeker.need.is_open(site.today)]
    yield _file(site, f"{sections('need')}besoins.atom", _("Besoins ouverts"), sections("need"), needs)
    events = [_event(site, event) for event in coming(site).values()]
    yield _file(site, f"{sections('event')}agenda.atom", _("Agenda"), sections("event"), events)
    confirmed = list(_confirmed(site))
    yield _file(site, f"{sections('actor')}acteurs.atom", _("Fiches confirmées"), sections("actor"), confirmed)
    if deeds := [_deed(site, deed) for deed in Recognition(network).deeds[:SIZE]]:
        path = f"{sections('contribution')}contributions.atom"
        yield _file(site, path, _("Contributions"), sections("contribution"), deeds)
    if decisions := [_decision(site, one) for one in network.decisions.values()]:
        yield _file(site, f"{sections('decision')}{GOVERNANCE_FEED}", _("Gouvernance"), sections("decision"), decisions)


def of_practices(site: Site, practices: Collection[Practice]) -> Iterator[File]:
    """The feed of the observatory, and one for each kind of article that there is."""
    for kind, path, title, page in practice_feeds(site, practices):
        found = [_practice(site, one) for one in practices if one.date and kind in ("", one.kind)]
        yield _file(site, path, title, page, found)


def practice_feeds(site: Site, practices: Collection[Practice]) -> Iterator[tuple[str, str, str, str]]:
    """Kind ("" for all), address, title and page of each feed of the observatory."""
    from maillage.pages.observatory import feed_path, kind_path

    section, there = site.urls.section("practice"), {one.kind for one in practices}
    if there:
        yield "", f"{section}observatoire.atom", site.translate("Observatoire"), section
    for kind in vocabulary("practice-kinds").ids:
        if kind in there:
            name = vocabulary("practice-kinds").label(kind, site.territory.language)
            yield kind, feed_path(site, kind), name, kind_path(site, kind)


def _practice(site: Site, practice: Practice) -> Entry:
    return Entry(
        id=_identifier(site, f"practice/{practice.id}"),
        title=practice.title,
        link=site.urls.absolute(site.urls.record("practice", practice.id)),
        updated=practice.date or site.today,
        summary=practice.summary or "",
        categories=(vocabulary("practice-kinds").label(practice.kind, site.territory.language),),
    )


def of_skill(site: Site, skill: Skill, coming: dict[str, Event]) -> Iterator[File]:
    """The feed of a skill that somebody brings, seeks or teaches."""
    if entries := list(_of_skill(site, skill, coming)):
        page = site.urls.record(skill.kind, skill.id)
        yield _file(site, f"{page}competence.atom", skill.name, page, entries)


def addresses(site: Site) -> Iterator[tuple[str, str, str]]:
    """Every feed: its title, its address, and the page it follows."""
    _, sections, absolute = site.translate, site.urls.section, site.urls.absolute
    for name, path, title in (
        ("need", "besoins.atom", _("Besoins ouverts")),
        ("event", "agenda.atom", _("Agenda")),
        ("actor", "acteurs.atom", _("Fiches confirmées")),
    ):
        yield title, absolute(f"{sections(name)}{path}"), absolute(sections(name))
    if public_contributions(site.network):
        page = sections("contribution")
        yield _("Contributions"), absolute(f"{page}contributions.atom"), absolute(page)
    for _kind, path, title, page in practice_feeds(site, site.network.practices.values()):
        yield title, absolute(path), absolute(page)
    if site.network.decisions:
        page = sections("decision")
        yield _("Gouvernance"), absolute(f"{page}{GOVERNANCE_FEED}"), absolute(page)
    announced = coming(site)
    for skill in site.network.skills.values():
        if any(True for _entry in _of_skill(site, skill, announced)):
            page = site.urls.record(skill.kind, skill.id)
            yield skill.name, absolute(f"{page}competence.atom"), absolute(page)


def _file(site: Site, path: str, title: str, page: str, entries: Sequence[Entry]) -> File:
    absolute = site.urls.absolute
    about = Feed(
        id=_identifier(site, f"feed/{path}"),
        title=f"{title} – {site.territory.name}",
        author=site.territory.name,
        language=site.territory.language,
        page=absolute(page),
        own=absolute(path),
    )
    newest = sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)[:SIZE]
    return File(path, feed(about, newest))


def _identifier(site: Site, name: str) -> str:
    """A name that stays the same when addresses, or ``http``, change (RFC 4287, 4.2.6.1)."""
    return uuid5(NAMESPACE_URL, f"maillage:{site.territory.name}/{name}").urn


def _need(site: Site, seeker: Seeker) -> Entry:
    need, network = seeker.need, site.network
    skill = network.skills.get(need.skill or "")
    equipment = network.equipment.get(need.equipment or "")
    what = skill or equipment
    return Entry(
        id=_identifier(site, f"need/{seeker.actor.id}/{need.opened}/{need.skill or need.equipment or need.text}"),
        title=need.title or need.text or (what.label if what else ""),
        link=site.urls.absolute(site.urls.record("actor", seeker.actor.id)),
        updated=need.opened,
        summary=" ".join(part for part in (f"{seeker.actor.name}.", need.note) if part),
        categories=(skill.name,) if skill else (),
    )


def _deed(site: Site, deed: Deed) -> Entry:
    actors, one = site.network.actors, deed.contribution
    names = ", ".join(actors[actor].name for actor in deed.by)
    return Entry(
        id=_identifier(site, f"contribution/{deed.id}"),
        title=f"{names} : {one.label}",
        link=site.urls.absolute(site.urls.record("contribution", deed.id)),
        updated=one.period.last,
        summary=one.summary or "",
        categories=tuple(vocabulary("roles").label(role, site.territory.language) for role in one.roles),
    )


def _decision(site: Site, one: Decision) -> Entry:
    language = site.territory.language
    status = vocabulary("decision-statuses").label(one.status, language)
    return Entry(
        id=_identifier(site, f"decision/{one.id}"),
        title=f"{one.title} ({status.lower()})",
        link=site.urls.absolute(site.urls.record("decision", one.id)),
        updated=one.date,
        summary=one.summary or "",
        categories=(vocabulary("decision-kinds").label(one.kind, language), status),
    )


def coming(site: Site) -> dict[str, Event]:
    """Events with a date in the coming weeks, by id."""
    end = site.today + AHEAD
    return {one.event.id: one.event for one in site.occurrences if one.last_day >= site.today and one.first_day <= end}


def _event(site: Site, event: Event) -> Entry:
    first = event.first.date() if isinstance(event.first, datetime) else event.first
    updated = event.verified.on if event.verified else _before(first)
    return Entry(
        id=_identifier(site, f"event/{event.id}"),
        title=event.title,
        link=site.urls.absolute(site.urls.record("event", event.id)),
        updated=updated,
        summary=event.reason or event.summary or "",
        categories=tuple(site.network.skills[skill].name for skill in event.skills),
    )


def _before(first: date) -> date:
    """The day an event enters the feed: never in the future, and the same in every build."""
    return first - AHEAD if first - date.min > AHEAD else first


def _confirmed(site: Site) -> Iterator[Entry]:
    """Those of the days that the feed reaches back to."""
    days = sorted((actor.verified.on for actor in site.network.actors.values() if actor.verified), reverse=True)
    first = days[:SIZE][-1] if days else site.today
    for actor in site.network.actors.values():
        if actor.verified and actor.verified.on >= first:
            yield Entry(
                id=_identifier(site, f"actor/{actor.id}"),
                title=actor.name,
                link=site.urls.absolute(site.urls.record("actor", actor.id)),
                updated=actor.verified.on,
                summary=actor.summary or "",
            )


def _of_skill(site: Site, skill: Skill, coming: dict[str, Event]) -> Iterator[Entry]:
    network = site.network
    for seeker in network.seekers(skill.id):
        if seeker.need.is_open(site.today):
            yield _need(site, seeker)
    for event in network.events_teaching(skill.id):
        if event.id in coming:
            yield _event(site, event)
    for bringer in network.bringers(skill.id):
        if bringer.actor.verified:
            yield _bringer(site, skill, bringer, bringer.actor.verified.on)


def _bringer(site: Site, skill: Skill, bringer: Bringer, updated: date) -> Entry:
    actor = bringer.actor
    title = site.translate("{name} apporte : {skill}").format(name=actor.name, skill=skill.name)
    return Entry(
        id=_identifier(site, f"offer/{actor.id}/{skill.id}"),
        title=title,
        link=site.urls.absolute(site.urls.record("actor", actor.id)),
        updated=updated,
        summary=bringer.offer.note or actor.summary or "",
    )
