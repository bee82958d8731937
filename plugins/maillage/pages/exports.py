"""Files for other programs, and the table of them that the page of data shows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maillage.derive import recognition
from maillage.exchange import geojson, hsds, jsonld, mednum, murmurations, opml, records, spreadsheet, vcard
from maillage.model import Actor, Record
from maillage.network import Network
from maillage.pages.feeds import addresses
from maillage.pages.site import File, Site
from maillage.pages.territories import covered

NAMES = {
    "actor": "acteurs",
    "skill": "competences",
    "event": "evenements",
    "equipment": "materiel",
    "contribution": "contributions",
    "badge": "badges",
}
ALWAYS = ("actor", "skill", "event")
"""Kinds that have a file even where there is no record yet."""


@dataclass(frozen=True, slots=True)
class Export:
    """One file to take away: its format, address, media type, and what is in it for whom."""

    name: str
    path: str
    media: str
    what: str


def listed(site: Site) -> tuple[Export, ...]:
    """Every file that the page of data names, in its order."""
    _ = site.translate
    data, event, need, actor = (site.urls.section(name) for name in ("data", "event", "need", "actor"))
    kinds = [kind for kind in NAMES if kind in ALWAYS or public(site.network, kind)]
    words = {
        "actor": _("toutes les fiches d’acteurs, telles qu’elles sont écrites"),
        "skill": _("toutes les compétences et tous les métiers"),
        "event": _("tous les événements"),
        "equipment": _("tout le matériel"),
        "contribution": _("toutes les contributions, sans celles de qui préfère rester discret"),
        "badge": _("tous les badges"),
    }
    return (
        Export(_("Tableur (CSV)"), f"{data}acteurs.csv", "text/csv", _("les acteurs, à ouvrir dans un tableur")),
        Export(_("Tableur (CSV)"), f"{data}besoins.csv", "text/csv", _("les besoins ouverts, à ouvrir dans un tableur")),
        Export(
            _("Standard national (CSV)"), f"{data}lieux.csv", "text/csv",
            _("les lieux, au standard de la médiation numérique v1.0.2, pour la Cartographie nationale"),
        ),
        Export("GeoJSON", f"{data}acteurs.geojson", "application/geo+json", _("tous les acteurs qui ont un point, pour une carte")),
        *(Export("JSON", f"{data}{NAMES[kind]}.json", "application/json", words[kind]) for kind in kinds),
        Export("JSON-LD", f"{data}annuaire.jsonld", "application/ld+json", _("tout l’annuaire en données liées (schema.org)")),
        Export("Murmurations", f"{data}murmurations.json", "application/json", _("l’adresse d’un profil pour chaque acteur, offre et besoin")),
        Export("HSDS 3.0", f"{data}hsds.json", "application/json", _("les services, pour les annuaires sociaux Open Referral")),
        Export("iCalendar", f"{event}agenda.ics", "text/calendar", _("tous les événements, pour un agenda personnel")),
        Export("Atom", f"{event}agenda.atom", "application/atom+xml", _("les événements, pour un lecteur de fils")),
        Export("Atom", f"{need}besoins.atom", "application/atom+xml", _("les besoins ouverts, pour un lecteur de fils")),
        Export("Atom", f"{actor}acteurs.atom", "application/atom+xml", _("les fiches confirmées dernièrement")),
        Export("OPML", f"{data}fils.opml", "text/x-opml", _("la liste de tous les fils, un par compétence")),
    )  # fmt: skip


def public(network: Network, kind: str) -> Mapping[str, Record]:
    """Records of a kind as they may be taken away: who asked for discretion is named in no contribution."""
    if kind == "actor":
        return recognition.public_actors(network)
    return recognition.public_contributions(network) if kind == "contribution" else network.records(kind)


def files(site: Site) -> Iterator[File]:
    """Every export."""
    network, urls, territory = site.network, site.urls, site.territory
    folder = urls.section("data")
    yield File(f"{folder}acteurs.geojson", geojson.collection(network.actors.values(), site.places, urls, territory))
    for kind, name in NAMES.items():
        found = public(network, kind)
        if found or kind in ALWAYS:
            yield File(f"{folder}{name}.json", records.records_json(kind, found, territory, urls))
    yield from _tables(site, folder)
    yield File(f"{folder}annuaire.jsonld", jsonld.graph(_things(site)))
    yield File(f"{folder}hsds.json", hsds.services(network.actors.values(), site.places, network, urls))
    yield File(f"{folder}fils.opml", opml.opml(territory.name, addresses(site)))
    yield from _profiles(site, folder)
    for code, actors in sorted(_by_area(site).items()):
        content = geojson.collection(actors, site.places, urls, territory)
        yield File(f"{urls.record('territory', code)}acteurs.geojson", content)
    for actor in network.actors.values():
        content = vcard.vcard(actor, site.places[actor.id], urls)
        yield File(f"{urls.record('actor', actor.id)}contact.vcf", content)


def _tables(site: Site, folder: str) -> Iterator[File]:
    _ = site.translate
    name, kind, street, postcode, town = _("Nom"), _("Sorte"), _("Adresse"), _("Code postal"), _("Commune")
    phone, email, link, hours = _("Téléphone"), _("Courriel"), _("Site"), _("Horaires")
    brings, verified, page = _("Apporte"), _("Confirmée le"), _("Page")
    rows = []
    for actor in site.network.actors.values():
        location, place = actor.location, site.places[actor.id]
        rows.append({
            name: actor.name, kind: actor.kind, street: (location.street or "") if location else "",
            postcode: (location.postcode or "") if location else "", town: place.municipality or "",
            phone: " / ".join(map(_national, actor.contact.phones)), email: " / ".join(actor.contact.emails),
            link: actor.links[0].url if actor.links else "", hours: actor.opening_hours or "",
            brings: " / ".join(site.network.skills[offer.skill].name for offer in actor.offers),
            verified: actor.verified.on.isoformat() if actor.verified else "",
            page: site.urls.absolute(site.urls.record("actor", actor.id)),
        })  # fmt: skip
    headings = (name, kind, street, postcode, town, phone, email, link, hours, brings, verified, page)
    yield File(f"{folder}acteurs.csv", spreadsheet.table(headings, rows))
    yield _needs_table(site, folder)
    plain = {actor.id: records.plain(actor) for actor in site.network.actors.values()}
    yield File(f"{folder}lieux.csv", mednum.export(plain).content)


def _needs_table(site: Site, folder: str) -> File:
    _ = site.translate
    what, who, town, opened, page = _("Besoin"), _("Qui"), _("Commune"), _("Ouvert le"), _("Page")
    rows = []
    for seeker in site.network.needs:
        need, actor = seeker.need, seeker.actor
        if not need.is_open(site.today):
            continue
        known = site.network.skills.get(need.skill or "") or site.network.equipment.get(need.equipment or "")
        rows.append({
            what: need.title or need.text or (known.label if known else ""), who: actor.name,
            town: site.places[actor.id].municipality or "", opened: need.opened.isoformat(),
            page: site.urls.absolute(site.urls.record("actor", actor.id)),
        })  # fmt: skip
    return File(f"{folder}besoins.csv", spreadsheet.table((what, who, town, opened, page), rows))


def _national(phone: str) -> str:
    """A number without its plus, which a spreadsheet would take for a formula."""
    return f"0{phone[3:]}" if phone.startswith("+33") else f"00{phone.removeprefix('+')}"


def _things(site: Site) -> Iterator[jsonld.Thing]:
    network, urls = site.network, site.urls
    for actor in network.actors.values():
        yield jsonld.actor_jsonld(actor, network, urls, site.places[actor.id])
    for skill in network.skills.values():
        yield jsonld.skill_jsonld(skill, network, urls)
    dates = defaultdict(list)
    for one in site.occurrences:
        if one.last_day >= site.today:
            dates[one.event.id].append(one)
    for event in network.events.values():
        yield jsonld.event_jsonld(event, network, urls, dates[event.id][:1])


def _profiles(site: Site, folder: str) -> Iterator[File]:
    network, urls = site.network, site.urls
    found: list[str] = []
    for actor in network.actors.values():
        base, place = urls.record("actor", actor.id), site.places[actor.id]
        made = {"murmurations": murmurations.actor_profile(actor, network, place, urls)}
        for offer in (one for one in actor.offers if one.note or one.ways):  # the others are the actor's tags
            made[f"offre-{offer.skill}"] = murmurations.offer_profile(actor, offer, network, place, urls)
        for position, need in enumerate(actor.needs, start=1):
            if need.is_open(site.today):
                made[f"besoin-{position}"] = murmurations.need_profile(actor, need, network, place, urls)
        for name, profile in made.items():
            found.append(urls.absolute(f"{base}{name}.json"))
            yield File(f"{base}{name}.json", murmurations.encoded(profile))
    yield File(f"{folder}murmurations.json", murmurations.encoded(found))


def _by_area(site: Site) -> dict[str, list[Actor]]:
    codes = covered(site)
    found: dict[str, list[Actor]] = defaultdict(list)
    for actor in site.network.actors.values():
        place = site.places[actor.id]
        for code in (place.department, place.epci):
            if code is not None and code in codes:
                found[code].append(actor)
    return found
