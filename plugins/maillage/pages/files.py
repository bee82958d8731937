"""Files without a template: calendars, feeds, redirects, and what robots and browsers ask for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from xml.sax.saxutils import escape as xml

from maillage import calendars, schemas
from maillage.derive.occurrences import Occurrence
from maillage.exchange.atom import Entry, feed
from maillage.kinds import KINDS
from maillage.pages.site import File, Site
from maillage.pages.territories import covered, event_areas

SITEMAP_SIZE = 45_000
FEED_SIZE = 60


def files(site: Site) -> Iterator[File]:
    """Every file but the map of the site, which needs to know all pages."""
    yield from _calendars(site)
    yield from _feeds(site)
    yield from _redirects(site)
    for kind in KINDS:
        path = schemas.FOLDER / f"{kind.name}.json"
        yield File(f"schemas/{kind.name}.json", path.read_bytes())
    yield File("schemas/common.json", (schemas.FOLDER / "common.json").read_bytes())
    yield File("robots.txt", _robots(site))
    yield File("opensearch.xml", _opensearch(site))
    if contact := site.territory.contact.email:
        expires = date(site.today.year + 1, site.today.month, 1)
        text = f"Contact: mailto:{contact}\nExpires: {expires.isoformat()}T00:00:00Z\nPreferred-Languages: {site.territory.language}\n"
        yield File(".well-known/security.txt", text.encode())


def _calendars(site: Site) -> Iterator[File]:
    network, urls = site.network, site.urls
    by_event: dict[str, list[Occurrence]] = defaultdict(list)
    groups: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for one in site.occurrences:
        event = one.event
        by_event[event.id].append(one)
        hosts = [event.place] if isinstance(event.place, str) else []
        for actor in dict.fromkeys([*event.organisers, *hosts]):
            groups[urls.record("actor", actor), network.actors[actor].name].append(one)
        for skill in event.skills:
            groups[urls.record(network.skills[skill].kind, skill), network.skills[skill].name].append(one)
        for code in dict.fromkeys(event_areas(site, event)):
            if code and len(code) <= 3 and code in covered(site):
                groups[urls.record("territory", code), code].append(one)
    name = site.territory.name
    yield File(f"{urls.section('event')}agenda.ics", calendars.calendar(name, site.occurrences, network, urls))
    for (path, label), dates in groups.items():
        yield File(f"{path}agenda.ics", calendars.calendar(f"{label} – {name}", dates, network, urls))
    for event in network.events.values():
        content = calendars.calendar(event.title, by_event.get(event.id, []), network, urls)
        yield File(f"{urls.record('event', event.id)}evenement.ics", content)


def _feeds(site: Site) -> Iterator[File]:
    _ = site.translate
    urls, network = site.urls, site.network
    needs = [
        Entry(
            id=_id(site, f"{urls.section('need')}#{seeker.id}"),
            title=seeker.need.title or seeker.need.text or network.skills[seeker.need.skill or ""].name,
            link=urls.absolute(f"{urls.section('need')}#{seeker.id}"),
            updated=seeker.need.opened,
            summary=f"{seeker.actor.name}. {seeker.need.note or ''}".strip(),
        )
        for seeker in network.needs
        if seeker.need.is_open(site.today)
    ]
    actors = [
        Entry(_id(site, path), actor.name, urls.absolute(path), actor.verified.on, actor.summary or "")
        for actor in network.actors.values()
        if actor.verified
        for path in [urls.record("actor", actor.id)]
    ]
    coming: dict[str, Occurrence] = {}
    for one in site.occurrences:
        if one.last_day >= site.today:
            coming.setdefault(one.event.id, one)
    events = [
        Entry(
            id=_id(site, urls.record("event", event.id)),
            title=event.title,
            link=urls.absolute(urls.record("event", event.id)),
            updated=event.verified.on
            if event.verified
            else event.first
            if not hasattr(event.first, "date")
            else event.first.date(),
            summary=f"{one.first_day.isoformat()}. {event.summary or ''}".strip(),
        )
        for one in coming.values()
        for event in [one.event]
    ]
    for section, name, title, entries in (
        ("need", "besoins", _("Besoins ouverts"), needs),
        ("event", "agenda", _("Agenda"), events),
        ("actor", "acteurs", _("Fiches confirmées"), actors),
    ):
        own = f"{urls.section(section)}{name}.atom"
        newest = sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)[:FEED_SIZE]
        home = urls.absolute(urls.section(section))
        content = feed(f"{site.territory.name} – {title}", _id(site, own), home, urls.absolute(own), newest)
        yield File(own, content)


def _id(site: Site, path: str) -> str:
    """An id for a feed: the address where the site has one, else a name that stays the same."""
    return site.urls.absolute(path) if site.urls.origin else f"urn:maillage:{path}"


def _redirects(site: Site) -> Iterator[File]:
    """A page for each old id, which leads to the new one."""
    for kind in KINDS:
        for record in site.network.records(kind.name).values():
            section = getattr(record, "kind", "") if kind.name == "skill" else kind.name
            if section not in site.urls.sections:
                continue
            for alias in record.aliases:
                content = _redirect(site, site.urls.record(section, record.id), record.label)
                yield File(f"{site.urls.record(section, alias)}index.html", content)


def _redirect(site: Site, path: str, label: str) -> bytes:
    address = escape(site.urls.to(path))
    return (
        f'<!doctype html>\n<html lang="{site.territory.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(label)}</title>\n</head>\n<body>\n"
        f'<p><a href="{address}">{escape(label)}</a></p>\n</body>\n</html>\n'
    ).encode()


def _robots(site: Site) -> bytes:
    where = f"Sitemap: {site.urls.absolute('sitemap.xml')}\n" if site.urls.origin else ""
    return f"User-agent: *\nAllow: /\n{where}".encode()


def _opensearch(site: Site) -> bytes:
    name = xml(site.territory.name)
    address = xml(site.urls.absolute(site.urls.section("actor")))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{name[:16]}</ShortName>\n<Description>{name}</Description>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{address}?q={{searchTerms}}"/>\n</OpenSearchDescription>\n'
    ).encode()


def sitemap(site: Site, paths: Iterable[str]) -> Iterator[File]:
    """The map of the site for robots, in several files where one would be too large."""
    listed = [path for path in paths if path != "404.html"]
    chunks = [listed[start : start + SITEMAP_SIZE] for start in range(0, len(listed), SITEMAP_SIZE)]
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    if len(chunks) == 1:
        yield File("sitemap.xml", f"{head}<urlset {space}>\n{_locations(site, chunks[0])}</urlset>\n".encode())
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    for name, chunk in zip(names, chunks, strict=True):
        yield File(name, f"{head}<urlset {space}>\n{_locations(site, chunk)}</urlset>\n".encode())
    rows = "".join(f"<sitemap><loc>{xml(site.urls.absolute(name))}</loc></sitemap>\n" for name in names)
    yield File("sitemap.xml", f"{head}<sitemapindex {space}>\n{rows}</sitemapindex>\n".encode())


def _locations(site: Site, paths: Iterable[str]) -> str:
    return "".join(f"<url><loc>{xml(site.urls.absolute(path))}</loc></url>\n" for path in paths)
