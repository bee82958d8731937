"""Where an entry of a neighbour comes from, as every list and page says it."""

from dataclasses import dataclass

from maillage import phrases
from maillage.neighbours import Neighbour
from maillage.pages.site import Site


@dataclass(frozen=True, slots=True)
class Origin:
    """The directory an entry comes from: its name, the entry's own page, when it was last seen there; ``silent``: too long ago."""

    name: str
    page: str
    seen: str
    seen_iso: str
    silent: bool
    licence: str = ""


def origin(site: Site, kind: str, identifier: str) -> Origin | None:
    """The origin of a record; None where it is ours. ``kind`` as in :mod:`maillage.kinds`."""
    where = site.network.neighbour(identifier)
    return None if where is None else _origin(site, where, kind, identifier)


def _origin(site: Site, where: Neighbour, kind: str, identifier: str) -> Origin:
    return Origin(
        where.name,
        where.page(kind, identifier),
        phrases.short_day(where.seen, site.territory.language) if where.seen else "",
        where.seen.isoformat() if where.seen else "",
        where.silence(site.today) != "heard",
        where.licence,
    )


def said(site: Site, kind: str, identifier: str) -> str:
    """The origin in a few words, for places that hold no link; empty where the record is ours."""
    where = origin(site, kind, identifier)
    if where is None:
        return ""
    return site.translate("de l’annuaire {name}, vu le {day}").format(name=where.name, day=where.seen)
