"""Pages of actors: one each, and lists that reach every one without a script."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from maillage import gazetteer, markup, phrases
from maillage.derive import hours
from maillage.derive.places import Place
from maillage.exchange import jsonld
from maillage.model import Actor, Offer
from maillage.network import Seeker
from maillage.pages import exports
from maillage.pages.actor_lists import lists
from maillage.pages.cards import Cards, EventCard, Link, NeedCard, Upkeep
from maillage.pages.deeds import Deeds, Recognised
from maillage.pages.partaking import Partaking, Signature
from maillage.pages.practice_cards import PracticeCard
from maillage.pages.site import File, Page, Site


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of facts: what, and the words for it."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translated:
    """The texts of a record in another language; ``language_name`` is in that language."""

    language: str
    language_name: str
    name: str
    summary: str
    description: Markup


@dataclass(frozen=True, slots=True)
class Offered:
    """A skill brought, how, and on what terms."""

    skill: Link
    ways: str
    note: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    """Everything an actor's page says."""

    title: str
    summary: str
    easy_read: str
    kind: str
    kind_label: str
    status: str
    description: Markup
    address: tuple[str, ...]
    approximate: str
    no_point: bool
    map_url: str
    hours: tuple[tuple[str, str], ...]
    hours_raw: str
    phones: tuple[Link, ...]
    emails: tuple[str, ...]
    booking: str
    links: tuple[Link, ...]
    access: tuple[str, ...]
    facts: tuple[Fact, ...]
    offers: tuple[Offered, ...]
    needs: tuple[NeedCard, ...]
    met: tuple[NeedCard, ...]
    over: tuple[NeedCard, ...]
    could_help: tuple[Link, ...]
    could_be_helped: tuple[Link, ...]
    recognised: Recognised
    practices: tuple[PracticeCard, ...]
    signature: Signature | None
    partaking: Partaking
    events: tuple[EventCard, ...]
    relations: tuple[tuple[str, tuple[Link, ...]], ...]
    territories: tuple[Link, ...]
    translations: tuple[Translated, ...]
    consent: str
    withdraw: str | None
    files: tuple[Link, ...]
    upkeep: Upkeep
    jsonld: Markup
    twins: tuple[Link, ...] = ()


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The lists."""
    yield from lists(site, cards)


def records(site: Site, cards: Cards) -> Iterator[tuple[Actor, Callable[[], Iterable[Page | File]]]]:
    """Each actor with what makes its page and its files."""
    dates, deeds = _events_by_actor(cards), Deeds(cards)
    for actor in site.network.actors.values():
        yield actor, partial(_record, site, cards, deeds, actor, dates.get(actor.id, ()))


def _record(
    site: Site, cards: Cards, deeds: Deeds, actor: Actor, events: tuple[EventCard, ...]
) -> Iterator[Page | File]:
    yield Page(site.urls.record("actor", actor.id), "actor.html", _actor(site, cards, deeds, actor, events))
    yield from exports.of_actor(site, actor)


def _events_by_actor(cards: Cards) -> dict[str, tuple[EventCard, ...]]:
    """The next date of each event, by everybody who organises or hosts it."""
    found: dict[str, list[EventCard]] = defaultdict(list)
    for event, card in cards.next_dates:
        hosts = [event.place] if isinstance(event.place, str) else []
        for actor in dict.fromkeys([*event.organisers, *hosts]):
            found[actor].append(card)
    return {actor: tuple(events) for actor, events in found.items()}


def _actor(site: Site, cards: Cards, deeds: Deeds, actor: Actor, events: tuple[EventCard, ...]) -> ActorPage:
    place = site.places[actor.id]
    seekers = [Seeker(actor, need, position) for position, need in enumerate(actor.needs, start=1)]
    words = hours.words(actor.opening_hours, cards.language) if actor.opening_hours else None
    point = place.point
    return ActorPage(
        title=actor.name,
        summary=actor.summary or "",
        easy_read=actor.easy_read or "",
        kind=actor.kind,
        kind_label=cards.label("actor-kinds", actor.kind),
        status=cards.label("actor-statuses", actor.status) if actor.status else "",
        description=markup.markdown_html(actor.description, top_heading=3) if actor.description else Markup(""),
        address=_address(actor),
        approximate=_approximate(site, place),
        no_point=point is None,
        map_url=_map_url(place),
        hours=tuple(words or ()),
        hours_raw="" if words else actor.opening_hours or "",
        phones=tuple(Link(phrases.phone(number), f"tel:{number}") for number in actor.contact.phones),
        emails=actor.contact.emails,
        booking=actor.contact.booking or "",
        links=tuple(Link(cards.label("link-kinds", link.kind), link.url, _host(link.url)) for link in actor.links),
        access=tuple(cards.label("access", way) for way in actor.access),
        facts=tuple(_facts(site, cards, actor)),
        offers=tuple(_offer(cards, offer) for offer in actor.offers),
        needs=tuple(cards.need(one) for one in seekers if one.need.is_open(site.today)),
        met=tuple(cards.need(one) for one in seekers if one.need.met),
        over=tuple(cards.need(one) for one in seekers if not one.need.met and not one.need.is_open(site.today)),
        could_help=cards.meetings.could_help(actor),
        could_be_helped=cards.meetings.could_be_helped(actor),
        recognised=deeds.of(actor.id),
        practices=cards.practices.of("actor", actor.id),
        signature=cards.councils.signature(actor),
        partaking=cards.councils.of(actor),
        events=events,
        relations=tuple(_relations(site, cards, actor)),
        territories=tuple(_territories(site, place.department, place.epci)),
        translations=tuple(_translations(actor)),
        consent=phrases.short_day(actor.consent.on, cards.language) if actor.consent else "",
        withdraw=cards.withdraw(actor) if actor.consent else None,
        files=_files(site, actor, bool(events)),
        upkeep=cards.upkeep(actor),
        jsonld=jsonld.script(jsonld.actor_jsonld(actor, site.network, site.urls, place)),
        twins=tuple(_twin(site, cards, one) for one in site.network.twins.get(actor.id, ())),
    )


def _twin(site: Site, cards: Cards, identifier: str) -> Link:
    """The entry of another directory (or ours) that seems to be the same actor."""
    where = site.network.neighbour(identifier)
    return cards.actor_link(identifier, where.name if where else site.territory.name)


def _approximate(site: Site, place: Place) -> str:
    """How far the point on the map can be trusted; empty where it is the place's own."""
    _ = site.translate
    if not place.approximate:
        return ""
    if place.commune:
        return _("Sur la carte, le point est le centre de la commune.")
    return _("Sur la carte, le point est approximatif : la commune n’est pas dite, seulement le code postal.")


def _map_url(place: Place) -> str:
    """The place on OpenStreetMap; a whole commune is shown without a mark, that nobody be thought to live there."""
    if place.point is None:
        return ""
    lat, lon = place.point
    if place.approximate:
        return f"https://www.openstreetmap.org/#map=13/{lat}/{lon}"
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=16/{lat}/{lon}"


def _host(url: str) -> str:
    return url.split("/")[2].removeprefix("www.")


def _address(actor: Actor) -> tuple[str, ...]:
    location = actor.location
    if location is None:
        return ()
    town = " ".join(part for part in (location.postcode, location.municipality) if part)
    return tuple(line for line in (location.street, location.extra, town) if line)


def _offer(cards: Cards, offer: Offer) -> Offered:
    ways = ", ".join(cards.label("offer-ways", way) for way in offer.ways)
    return Offered(cards.skill_link(offer.skill), ways, offer.note or "")


def _facts(site: Site, cards: Cards, actor: Actor) -> Iterator[Fact]:
    _ = site.translate
    lists = (
        (_("Services"), "services", actor.services),
        (_("Publics"), "audiences", actor.audiences),
        (_("Accueil préparé pour"), "care", actor.care),
        (_("Frais"), "fees", actor.fees),
        (_("Accompagnement"), "support", actor.support),
        (_("Dispositifs"), "programmes", actor.programmes),
        (_("Formations et labels"), "labels", actor.labels),
        (_("Type de structure"), "typologies", actor.typologies),
    )
    for name, words, values in lists:
        if values:
            yield Fact(name, tuple(cards.label(words, value) for value in values))
    if actor.other_labels:
        yield Fact(_("Autres labels"), actor.other_labels)
    if actor.languages:
        yield Fact(_("Langues"), tuple(phrases.language_name(code, cards.language) for code in actor.languages))
    if actor.location and actor.location.mobile:
        yield Fact(_("Itinérance"), tuple(cards.label("mobile", value) for value in actor.location.mobile))
    if actor.serves:
        yield Fact(_("Intervient à"), tuple(gazetteer.area_name(code) for code in actor.serves))
    identifiers = actor.identifiers
    for name, value in (("SIRET", identifiers.siret), ("RNA", identifiers.rna), ("RIDET", identifiers.ridet)):
        if value:
            yield Fact(name, (value,))


def _relations(site: Site, cards: Cards, actor: Actor) -> Iterator[tuple[str, tuple[Link, ...]]]:
    _ = site.translate
    network = site.network
    groups = (
        (_("Structure parente"), [actor.parent] if actor.parent else []),
        (_("Membre de"), actor.member_of),
        (_("Membres"), [other.id for other in network.members(actor.id)]),
        (_("Partenaires"), [other.id for other in network.partners(actor.id)]),
        (_("Rattachés"), [other.id for other in network.children(actor.id)]),
    )
    for name, identifiers in groups:
        if identifiers:
            yield name, tuple(cards.actor_link(identifier) for identifier in identifiers)


def _territories(site: Site, department: str | None, epci: str | None) -> Iterator[Link]:
    from maillage.pages.territories import covered

    for code in (epci, department):
        if code and code in covered(site):
            yield Link(gazetteer.area_name(code), site.urls.record("territory", code))


def _translations(actor: Actor) -> Iterator[Translated]:
    for language, text in actor.translations.items():
        description = markup.markdown_html(text.description, top_heading=3) if text.description else Markup("")
        own = phrases.language_name(language, language)
        yield Translated(language, own, text.name or actor.name, text.summary or "", description)


def _files(site: Site, actor: Actor, has_events: bool) -> tuple[Link, ...]:
    path = site.urls.record("actor", actor.id)
    files = [Link(site.translate("Carte de visite (vCard)"), f"{path}contact.vcf")]
    if has_events and site.network.events_of(actor.id):
        files.append(Link(site.translate("Agenda (iCalendar)"), f"{path}agenda.ics"))
    return tuple(files)
