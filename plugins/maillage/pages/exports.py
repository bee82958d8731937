"""Files for other programs: GeoJSON, vCard, and the records as JSON."""

from collections import defaultdict
from collections.abc import Iterator

from maillage.exchange import geojson, records, vcard
from maillage.model import Actor
from maillage.pages.site import File, Site
from maillage.pages.territories import covered

NAMES = {"actor": "acteurs", "skill": "competences", "event": "evenements", "equipment": "materiel"}


def files(site: Site) -> Iterator[File]:
    """Every export, as listed on the page of data."""
    network, urls, territory = site.network, site.urls, site.territory
    folder = urls.section("data")
    yield File(f"{folder}acteurs.geojson", geojson.collection(network.actors.values(), site.places, urls, territory))
    for kind, name in NAMES.items():
        found = network.records(kind)
        if found or kind != "equipment":
            yield File(f"{folder}{name}.json", records.records_json(kind, found, territory, urls))
    for code, actors in sorted(_by_area(site).items()):
        content = geojson.collection(actors, site.places, urls, territory)
        yield File(f"{urls.record('territory', code)}acteurs.geojson", content)
    for actor in network.actors.values():
        content = vcard.vcard(actor, site.places[actor.id], urls)
        yield File(f"{urls.record('actor', actor.id)}contact.vcf", content)


def _by_area(site: Site) -> dict[str, list[Actor]]:
    codes = covered(site)
    found: dict[str, list[Actor]] = defaultdict(list)
    for actor in site.network.actors.values():
        place = site.places[actor.id]
        for code in (place.department, place.epci):
            if code is not None and code in codes:
                found[code].append(actor)
    return found
