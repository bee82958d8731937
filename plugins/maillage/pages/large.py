"""Files that say something of every actor, made of a part for each: after an edit only the parts it changed are made anew."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from maillage.derive.recognition import public
from maillage.exchange import geojson, hsds, jsonld, mednum, records, spreadsheet, vcard
from maillage.model import Actor
from maillage.pages.around import Around
from maillage.pages.site import File, Joined, Lot, Part, Site
from maillage.pages.territories import covered


def lots(site: Site, around: Around) -> Iterator[Lot]:
    """One lot for each format, so that several can be made at once."""
    for make in (_hsds, _jsonld, _json, _places, _geojson, _table, _cards):
        yield Lot(f"large{make.__name__}", partial(make, site, around))


def _parts(around: Around, make: Callable[[Actor], bytes]) -> list[Part]:
    return [Part(key, partial(make, actor)) for actor, key in around.own_actors]


def _hsds(site: Site, around: Around) -> Iterator[File]:
    made = [
        Part(key, partial(hsds.service, actor, site.places[actor.id], site.network, site.urls))
        for actor, key in around.own_actors
        if actor.kind != "person"
    ]
    yield Joined(f"{site.urls.section('data')}hsds.json", made, b"[", b",", b"]")


def _jsonld(site: Site, around: Around) -> Iterator[File]:
    network, urls = site.network, site.urls
    parts = _parts(
        around, lambda actor: jsonld.packed(jsonld.actor_jsonld(actor, network, urls, site.places[actor.id]))
    )
    for skill in network.own_skills.values():
        make = partial(_packed, jsonld.skill_jsonld, skill, network, urls)
        parts.append(Part(around.own("skill", skill), make))
    dates = defaultdict(list)
    for one in site.occurrences:
        if one.last_day >= site.today:
            dates[one.event.id].append(one)
    for event in network.own_events.values():
        make = partial(_packed, jsonld.event_jsonld, event, network, urls, dates[event.id][:1])
        parts.append(Part(around.own("event", event, site.today), make))
    for practice in public(network, "practice").values():
        make = partial(_packed, jsonld.practice_jsonld, practice, network, urls)
        parts.append(Part(around.own("practice", practice), make))
    yield Joined(f"{urls.section('data')}annuaire.jsonld", parts, *jsonld.ENDS)


def _packed(make: Callable[..., jsonld.Thing], *given: object) -> bytes:
    return jsonld.packed(make(*given))


def _json(site: Site, around: Around) -> Iterator[File]:
    path = f"{site.urls.section('data')}acteurs.json"
    shown = public(site.network, "actor")
    parts = _parts(around, lambda actor: records.packed(shown[actor.id]))
    yield Joined(path, parts, *records.ends("actor", site.territory, site.urls))


def _places(site: Site, around: Around) -> Iterator[File]:
    """The national standard's CSV."""
    head = mednum.heading()
    yield Joined(f"{site.urls.section('data')}lieux.csv", _parts(around, _place), head)


def _place(actor: Actor) -> bytes:
    return mednum.line(actor.id, records.plain(actor))


def _geojson(site: Site, around: Around) -> Iterator[File]:
    """All actors that have a point, then those of each department and EPCI."""
    urls, ends = site.urls, geojson.ends(site.territory)
    parts = {
        actor.id: Part(key, _once(partial(geojson.packed, actor, site.places[actor.id], urls)))
        for actor, key in around.own_actors
        if site.places[actor.id].point
    }
    yield Joined(f"{urls.section('data')}acteurs.geojson", [*parts.values()], *ends)
    for code, actors in sorted(_by_area(site).items()):
        chosen = [parts[actor.id] for actor in actors if actor.id in parts]
        yield Joined(f"{urls.record('territory', code)}acteurs.geojson", chosen, *ends)


def _once(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same, made once."""
    made: list[bytes] = []

    def kept() -> bytes:
        if not made:
            made.append(make())
        return made[0]

    return kept


def _by_area(site: Site) -> dict[str, list[Actor]]:
    codes = covered(site)
    found: dict[str, list[Actor]] = defaultdict(list)
    for actor in site.network.own_actors.values():
        place = site.places[actor.id]
        for code in (place.department, place.epci):
            if code is not None and code in codes:
                found[code].append(actor)
    return found


def _table(site: Site, around: Around) -> Iterator[File]:
    """The table for people's spreadsheets."""
    _ = site.translate
    headings = (
        *(_("Nom"), _("Sorte"), _("Adresse"), _("Code postal"), _("Commune"), _("Téléphone"), _("Courriel"), _("Site")),
        *(_("Horaires"), _("Apporte"), _("Confirmée le"), _("Page")),
    )
    parts = _parts(around, lambda actor: spreadsheet.lines([_row(site, actor)]))
    yield Joined(f"{site.urls.section('data')}acteurs.csv", parts, spreadsheet.heading(headings))


def _cards(site: Site, around: Around) -> Iterator[File]:
    """Every card, for an address book."""
    parts = _parts(around, lambda actor: vcard.vcard(actor, site.places[actor.id], site.urls))
    yield Joined(f"{site.urls.section('data')}acteurs.vcf", parts)


def _row(site: Site, actor: Actor) -> tuple[str, ...]:
    location, contact = actor.location, actor.contact
    return (
        actor.name,
        actor.kind,
        (location.street or "") if location else "",
        (location.postcode or "") if location else "",
        site.places[actor.id].municipality or "",
        " / ".join(map(_national, contact.phones)),
        " / ".join(contact.emails),
        actor.links[0].url if actor.links else "",
        actor.opening_hours or "",
        " / ".join(site.network.skills[offer.skill].name for offer in actor.offers),
        actor.verified.on.isoformat() if actor.verified else "",
        site.urls.absolute(site.urls.record("actor", actor.id)),
    )


def _national(phone: str) -> str:
    """A number without its plus, which a spreadsheet would take for a formula."""
    return f"0{phone[3:]}" if phone.startswith("+33") else f"00{phone.removeprefix('+')}"
