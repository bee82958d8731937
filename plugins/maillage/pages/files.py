"""Files without a template: calendars, redirects, and what robots and browsers ask for."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from xml.sax.saxutils import escape as xml

from maillage import appearance, gazetteer, schemas
from maillage.exchange.records import export_schema
from maillage.kinds import KINDS
from maillage.model import Event
from maillage.pages.gallery import PATH as GALLERY
from maillage.pages.site import COLOURS, File, Site
from maillage.pages.territories import covered, event_areas

SITEMAP_SIZE = 45_000
"""Addresses in one file; the format allows 50,000."""


def files(site: Site) -> Iterator[File]:
    """Every file but the map of the site, which needs to know all pages. Of actors they say no more than lists do."""
    yield from _calendars(site)
    yield from _redirects(site)
    yield from _schemas(site)
    yield File("robots.txt", _robots(site))
    yield File("opensearch.xml", _opensearch(site))
    yield from _security(site)
    if look := appearance.css(site.territory.theme):
        yield File(COLOURS, look.encode())


def _schemas(site: Site) -> Iterator[File]:
    """The schema of each kind, in one piece and in the site's language."""
    for kind in KINDS:
        yield File(f"schemas/{kind.name}.json", schemas.in_language(kind.name, site.territory.language).encode())
        export = json.dumps(export_schema(kind.name), ensure_ascii=False, indent=2)
        yield File(f"schemas/export-{kind.name}.json", f"{export}\n".encode())


def _security(site: Site) -> Iterator[File]:
    """Whom to tell of a weakness (RFC 9116): only where somebody is named. Good for a year, by whole months."""
    contact = site.territory.contact.email
    if not contact:
        return
    path = ".well-known/security.txt"
    lines = [f"Contact: mailto:{contact}", f"Expires: {site.today.year + 1}-{site.today.month:02}-01T00:00:00Z"]
    lines.append(f"Preferred-Languages: {', '.join(site.territory.languages)}")
    if site.urls.origin:
        lines.append(f"Canonical: {site.urls.absolute(path)}")
    yield File(path, "".join(f"{line}\n" for line in lines).encode())


def _calendars(site: Site) -> Iterator[File]:
    """The calendar of everything, of each actor, skill and department that has events, and of each event."""
    from maillage.calendars import Calendars

    network, urls = site.network, site.urls
    made = Calendars(network, urls, site.places, site.translate)
    section, name = f"{urls.section('event')}agenda.ics", site.territory.name
    yield File(section, made.calendar(name, network.events.values(), section))
    for (folder, label), events in _grouped(site).items():
        path = f"{folder}agenda.ics"
        yield File(path, made.calendar(f"{label} – {name}", events, path))
    for event in network.events.values():
        path = f"{urls.record('event', event.id)}evenement.ics"
        yield File(path, made.calendar(event.title, [event], path))


def _grouped(site: Site) -> dict[tuple[str, str], list[Event]]:
    """Events by the page they belong to: its folder and what it is called."""
    network, urls = site.network, site.urls
    groups: dict[tuple[str, str], list[Event]] = defaultdict(list)
    codes = covered(site)
    for event in network.events.values():
        hosts = [event.place] if isinstance(event.place, str) else []
        for actor in dict.fromkeys([*event.organisers, *hosts]):
            groups[urls.record("actor", actor), network.actors[actor].name].append(event)
        for skill in dict.fromkeys(event.skills):
            groups[urls.record(network.skills[skill].kind, skill), network.skills[skill].name].append(event)
        for code in dict.fromkeys(event_areas(site, event)):
            department = gazetteer.department(code) if code in codes else None
            if department is not None:
                groups[urls.record("territory", department.code), department.name].append(event)
    return groups


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
    address, canonical = escape(site.urls.to(path)), escape(site.urls.absolute(path))
    return (
        f'<!doctype html>\n<html lang="{site.territory.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n<link rel="canonical" href="{canonical}">\n'
        f"<title>{escape(label)}</title>\n</head>\n<body>\n"
        f'<p><a href="{address}">{escape(label)}</a></p>\n</body>\n</html>\n'
    ).encode()


def _robots(site: Site) -> bytes:
    where = f"Sitemap: {site.urls.absolute('sitemap.xml')}\n" if site.urls.origin else ""
    return f"User-agent: *\nAllow: /\n{where}".encode()


def _opensearch(site: Site) -> bytes:
    short, name = xml(site.territory.name[:16].strip()), xml(site.territory.name)
    address = xml(site.urls.absolute(site.urls.section("search")))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{short}</ShortName>\n<Description>{name}</Description>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{address}?q={{searchTerms}}"/>\n</OpenSearchDescription>\n'
    ).encode()


def sitemap(site: Site, paths: Iterable[str]) -> Iterator[File]:
    """The map of the site for robots, in several files where one would be too large."""
    listed = [path for path in paths if path not in {"404.html", GALLERY}]
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
