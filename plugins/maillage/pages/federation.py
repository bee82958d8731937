"""The neighbours: who they are, how they answer, what was taken of them and what was not, and their entries to take away."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from maillage import phrases
from maillage.exchange import geojson, spreadsheet
from maillage.model import Actor
from maillage.neighbours import SIGN, Neighbour, filled, is_ours
from maillage.pages.cards import Cards
from maillage.pages.origins import origin
from maillage.pages.site import File, Page, Site


@dataclass(frozen=True, slots=True)
class Left:
    """One entry that was not taken, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Directory:
    """One neighbour as the page tells it; ``state`` is heard, late, lost or never."""

    id: str
    name: str
    url: str
    licence: str
    state: str
    seen: str
    seen_iso: str
    fault: str
    since: str
    since_iso: str
    counts: tuple[tuple[str, int], ...]
    doubles: int
    refusals: int
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Federation:
    """The page of the neighbours."""

    title: str
    directories: tuple[Directory, ...]
    files: tuple[str, str]


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The page, and the files of the neighbours' actors. Only where there are neighbours."""
    section = site.urls.section("federation")
    shown = {kind: _by_directory(site.network.records(kind)) for kind in ("actor", "event", "skill")}
    doubles = _by_directory(site.network.twins)
    directories = tuple(_directory(site, one, shown, doubles[one.slug]) for one in site.network.neighbours.values())
    files = (f"{section}fiches.geojson", f"{section}fiches.csv")
    yield Page(section, "federation.html", Federation(site.translate("Annuaires voisins"), directories, files))
    theirs = [actor for actor in site.network.actors.values() if not is_ours(actor.id)]
    yield File(files[0], _geojson(site, theirs))
    yield File(files[1], _table(site, cards, theirs))


def _by_directory(identifiers: Iterable[str]) -> Counter[str]:
    """How many of these ids belong to each neighbour."""
    return Counter(identifier.partition(SIGN)[0] for identifier in identifiers if not is_ours(identifier))


def _directory(site: Site, one: Neighbour, shown: Mapping[str, Counter[str]], doubles: int) -> Directory:
    language, fault = site.territory.language, one.fault
    return Directory(
        id=one.slug,
        name=one.name,
        url=one.url,
        licence=one.licence,
        state=one.silence(site.today),
        seen=phrases.short_day(one.seen, language) if one.seen else "",
        seen_iso=one.seen.isoformat() if one.seen else "",
        fault=filled(site.translate(fault.why), fault.params) if fault else "",
        since=phrases.short_day(fault.since, language) if fault else "",
        since_iso=fault.since.isoformat() if fault else "",
        counts=tuple(_counts(site, {kind: found[one.slug] for kind, found in shown.items()})),
        doubles=doubles,
        refusals=one.refusals,
        left=tuple(Left(left.id, filled(site.translate(left.why), left.params)) for left in one.refused),
    )


def _counts(site: Site, shown: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """How many entries are shown, by kind in words."""
    _ = site.translate
    words = {"actor": _("Acteurs"), "event": _("Événements"), "skill": _("Compétences nouvelles ici")}
    return ((label, shown[kind]) for kind, label in words.items() if shown[kind])


def _geojson(site: Site, actors: list[Actor]) -> bytes:
    features = []
    for actor in actors:
        if site.places[actor.id].point:
            made = geojson.feature(actor, site.places[actor.id], site.urls)
            made["properties"] |= _provenance(site, actor)
            features.append(msgspec.json.encode(made))
    head, between, tail = geojson.ends(site.territory)
    return head + between.join(features) + tail


def _provenance(site: Site, actor: Actor) -> dict[str, str]:
    where = origin(site, "actor", actor.id)
    if where is None:
        return {}
    return {"directory": where.name, "original": where.page, "licence": where.licence, "seen": where.seen_iso}


def _table(site: Site, cards: Cards, actors: list[Actor]) -> bytes:
    _ = site.translate
    headings = (_("Nom"), _("Sorte"), _("Commune"), _("Annuaire"), _("Licence"), _("Vue le"), _("Original"))
    rows = []
    for actor in actors:
        said, card = _provenance(site, actor), cards.actors[actor.id]
        where = (said["directory"], said["licence"], said["seen"], said["original"])
        rows.append(dict(zip(headings, (actor.name, card.kind_label, card.place, *where), strict=True)))
    return spreadsheet.table(headings, rows)
