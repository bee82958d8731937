"""Who we are: the territory's settings, as ``territory.yaml`` gives them once checked against its schema."""

from typing import Literal

import msgspec

ADDRESSES = {
    "actor": "acteurs",
    "skill": "competences",
    "profession": "metiers",
    "need": "besoins",
    "map": "carte",
    "event": "agenda",
    "equipment": "materiel",
    "territory": "territoires",
    "diagnosis": "diagnostic",
    "charter": "charte",
    "decision": "gouvernance",
    "committee": "comites",
    "consultation": "consultations",
    "federation": "federation",
    "contribution": "contributions",
    "badge": "badges",
    "practice": "observatoire",
    "network": "reseau",
    "contribute": "contribuer",
    "data": "donnees",
    "sitemap": "plan-du-site",
    "search": "recherche",
    "offline": "hors-ligne",
    "easy": "facile",
}
"""First part of the address of each section; ``territory.yaml: urls`` changes them."""


class Area(msgspec.Struct, frozen=True):
    """Official codes of what the network covers."""

    regions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    epci: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()


class Forge(msgspec.Struct, frozen=True):
    """Where the files are, so that a page can lead to a proposal."""

    kind: Literal["github", "gitlab", "forgejo"]
    url: str
    branch: str = "main"
    preview: str | None = None


class Contact(msgspec.Struct, frozen=True):
    """How to reach the team of the site."""

    email: str | None = None
    phone: str | None = None
    address: str | None = None


class Legal(msgspec.Struct, frozen=True):
    """Publisher and host, as French law (LCEN) asks them to be named."""

    publisher: str
    host: str


class Licence(msgspec.Struct, frozen=True):
    """Licence of the data."""

    data: str = "Licence Ouverte 2.0"


class Charter(msgspec.Struct, frozen=True):
    """The charter in force."""

    version: str


class Freshness(msgspec.Struct, frozen=True):
    """After how many months an entry is to be confirmed, then leaves the default lists."""

    confirm_after: int = 12
    archive_after: int = 24


class Map(msgspec.Struct, frozen=True):
    """The detailed base map, loaded only when somebody asks for it."""

    tiles: str | None = None
    attribution: str | None = None


class Fonts(msgspec.Struct, frozen=True):
    """Letters of the site's own: WOFF2 files of ``content/fonts``."""

    text: str | None = None
    bold: str | None = None
    headings: str | None = None


class Theme(msgspec.Struct, frozen=True):
    """Colour, sign and letters of the network."""

    accent: str | None = None
    logo: str | None = None
    fonts: Fonts | None = None
    gallery: bool = False


class Block(msgspec.Struct, frozen=True):
    """A block of the first page that a territory writes itself; ``text`` is Markdown."""

    title: str
    text: str


class Peer(msgspec.Struct, frozen=True):
    """A neighbouring directory, and what of it is shown here.

    ``id`` begins the addresses of its entries here (from its name by default); ``without`` are ids of entries that are not
    taken, ``distinct`` of those that are no actor of another directory, whatever they look like.
    """

    name: str
    url: str
    id: str | None = None
    format: Literal["maillage", "murmurations", "mednum", "geojson", "ics"] = "maillage"
    licence: str | None = None
    without: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()


class Subscription(msgspec.Struct, frozen=True):
    """A calendar of others whose events are brought in again and again."""

    url: str
    organiser: str
    name: str | None = None
    licence: str | None = None
    format: Literal["ics", "openagenda"] = "ics"


class Territory(msgspec.Struct, frozen=True):
    """All of ``territory.yaml``."""

    name: str
    area: Area
    tagline: str = ""
    language: str = "fr"
    languages: tuple[str, ...] = ("fr",)
    url: str | None = None
    timezone: str = "Europe/Paris"
    forge: Forge | None = None
    contact: Contact = Contact()
    legal: Legal | None = None
    licence: Licence = Licence()
    charter: Charter | None = None
    freshness: Freshness = Freshness()
    map: Map = Map()
    theme: Theme = Theme()
    home: tuple[str | Block, ...] = ()
    urls: dict[str, str] = {}
    peers: tuple[Peer, ...] = ()
    calendars: tuple[Subscription, ...] = ()
    former_badge_keys: tuple[str, ...] = ()
    demo: bool = False
