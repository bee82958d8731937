"""Files for other programs, and the table of them that the page of data shows."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from maillage.derive.recognition import public
from maillage.exchange import commons, murmurations, opml, records, spreadsheet, vcard
from maillage.model import Actor, Need, Offer
from maillage.neighbours import is_ours
from maillage.pages.feeds import GOVERNANCE_FEED, addresses, practice_feeds
from maillage.pages.site import File, Site

NAMES = {
    "actor": "acteurs",
    "skill": "competences",
    "event": "evenements",
    "equipment": "materiel",
    "contribution": "contributions",
    "badge": "badges",
    "charter": "charte",
    "decision": "decisions",
    "committee": "comites",
    "consultation": "consultations",
    "answer": "reponses",
    "practice": "observatoire",
}
MANIFEST = ".well-known/maillage.json"
"""Where a site like ours says what it publishes (exchange.federation.site reads it)."""
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
        "charter": _("toutes les versions de la charte"),
        "decision": _("toutes les décisions et tous les comptes rendus"),
        "committee": _("tous les comités"),
        "consultation": _("toutes les consultations"),
        "answer": _("toutes les réponses aux consultations, sans celles de qui préfère rester discret"),
        "practice": _("tous les articles de l’observatoire"),
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
        Export("JSON-LD", f"{data}competences.jsonld", "application/ld+json", _("les compétences et les métiers, avec leurs correspondances (DefinedTermSet)")),
        Export("vCard", f"{data}acteurs.vcf", "text/vcard", _("la carte de chaque acteur, pour un carnet d’adresses ; chacune est aussi sur sa page")),
        Export("Murmurations", f"{data}murmurations.json", "application/json", _("l’adresse d’un profil pour chaque acteur, offre et besoin")),
        Export("HSDS 3.0", f"{data}hsds.json", "application/json", _("les services, pour les annuaires sociaux Open Referral")),
        Export("iCalendar", f"{event}agenda.ics", "text/calendar", _("tous les événements, pour un agenda personnel")),
        Export("Atom", f"{event}agenda.atom", "application/atom+xml", _("les événements, pour un lecteur de fils")),
        Export("Atom", f"{need}besoins.atom", "application/atom+xml", _("les besoins ouverts, pour un lecteur de fils")),
        Export("Atom", f"{actor}acteurs.atom", "application/atom+xml", _("les fiches confirmées dernièrement")),
        *_deciding(site),
        *_neighbours(site),
        *_lending(site),
        *_recognition(site),
        *_observatory(site),
        *_network(site),
        Export("OPML", f"{data}fils.opml", "text/x-opml", _("la liste de tous les fils, un par compétence")),
    )  # fmt: skip


def _observatory(site: Site) -> Iterator[Export]:
    for _kind, path, title, _page in practice_feeds(site, site.network.practices.values()):
        words = site.translate("les articles de l’observatoire, pour un lecteur de fils : {title}")
        yield Export("Atom", path, "application/atom+xml", words.format(title=title))


def _deciding(site: Site) -> Iterator[Export]:
    if site.network.decisions:
        path = f"{site.urls.section('decision')}{GOVERNANCE_FEED}"
        yield Export(
            "Atom",
            path,
            "application/atom+xml",
            site.translate("les décisions et les comptes rendus, pour un lecteur de fils"),
        )


def _neighbours(site: Site) -> Iterator[Export]:
    if site.network.neighbours:
        words = site.translate(
            "les fiches des annuaires voisins, chacune avec son annuaire, sa licence et le jour où elle y a été vue"
        )
        path = f"{site.urls.section('federation')}fiches"
        yield Export("GeoJSON", f"{path}.geojson", "application/geo+json", words)
        yield Export(site.translate("Tableur (CSV)"), f"{path}.csv", "text/csv", words)


def _network(site: Site) -> Iterator[Export]:
    if site.network.actors:
        words = site.translate("les liens entre structures : membres, partenaires, prêts, pratiques reprises")
        yield Export(site.translate("Tableur (CSV)"), f"{site.urls.section('data')}reseau.csv", "text/csv", words)


def _lending(site: Site) -> Iterator[Export]:
    if site.network.equipment:
        words = site.translate("le matériel, où il se trouve et quand il est libre")
        yield Export("Commons API", f"{site.urls.section('data')}commons.json", "application/json", words)


def _recognition(site: Site) -> Iterator[Export]:
    _ = site.translate
    if public(site.network, "contribution"):
        path = f"{site.urls.section('contribution')}contributions.atom"
        yield Export("Atom", path, "application/atom+xml", _("les dernières contributions, pour un lecteur de fils"))
    if site.network.contributions:
        yield Export(
            _("Tableur (CSV)"),
            f"{site.urls.section('data')}entraide.csv",
            "text/csv",
            _("les heures, les mains et les échanges du réseau, par saison et par département"),
        )
    if site.network.badges:
        path = f"{site.urls.section('badge')}emetteur.json"
        yield Export("Open Badges 3.0", path, "application/json", _("qui émet les badges ; chacun est sur sa page"))


def files(site: Site) -> Iterator[File]:
    """The exports that are not about each actor; those are in :mod:`maillage.pages.large`."""
    network, urls, territory = site.network, site.urls, site.territory
    folder = urls.section("data")
    for kind, name in NAMES.items():
        found = public(network, kind)
        if kind != "actor" and (found or kind in ALWAYS):
            yield File(f"{folder}{name}.json", records.records_json(kind, found, territory, urls))
    if network.equipment:
        yield File(f"{folder}commons.json", commons.document(network, urls, site.places, site.today))
    yield File(MANIFEST, _manifest(site))
    yield _needs_table(site, folder)
    yield File(f"{folder}fils.opml", opml.opml(territory.name, addresses(site)))
    profiles = (address for actor in network.own_actors.values() for address in _profiles(site, actor))
    yield File(f"{folder}murmurations.json", murmurations.encoded([urls.absolute(address) for address in profiles]))


def _manifest(site: Site) -> bytes:
    """Where other directories find our records and their pages: paths from the first page."""
    urls, territory = site.urls, site.territory
    folder = urls.section("data")
    said = {
        "format": "maillage-site/1",
        "name": territory.name,
        "licence": territory.licence.data,
        "timezone": territory.timezone,
        "records": {kind: f"{folder}{NAMES[kind]}.json" for kind in ALWAYS},
        "pages": {kind: urls.record(kind, "{id}") for kind in ALWAYS},
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n"


def of_actor(site: Site, actor: Actor) -> Iterator[File]:
    """The files beside an actor's page: its card for address books, its Murmurations profiles if it is ours."""
    network, urls, place = site.network, site.urls, site.places[actor.id]
    yield File(f"{urls.record('actor', actor.id)}contact.vcf", vcard.vcard(actor, place, urls))
    for address, what in _profiles(site, actor).items() if is_ours(actor.id) else ():
        if isinstance(what, Offer):
            profile = murmurations.offer_profile(actor, what, network, place, urls)
        elif isinstance(what, Need):
            profile = murmurations.need_profile(actor, what, network, place, urls)
        else:
            profile = murmurations.actor_profile(actor, network, place, urls)
        yield File(address, murmurations.encoded(profile))


def _profiles(site: Site, actor: Actor) -> dict[str, Actor | Offer | Need]:
    """Addresses of the Murmurations profiles of an actor, and what each is about; a plain offer is a tag of the actor."""
    base = site.urls.record("actor", actor.id)
    offers = {f"{base}offre-{one.skill}.json": one for one in actor.offers if one.note or one.ways}
    needs = enumerate(actor.needs, start=1)
    opened = {f"{base}besoin-{position}.json": need for position, need in needs if need.is_open(site.today)}
    return {f"{base}murmurations.json": actor, **offers, **opened}


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
