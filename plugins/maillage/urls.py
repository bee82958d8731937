"""Where each thing lives: one place decides every address of the site and the file behind it."""

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from maillage.settings import ADDRESSES, Territory


class Urls:
    """Addresses of a territory's site.

    ``base`` is the path below which the site is published (``/annuaire`` for ``https://exemple.org/annuaire``, empty
    at the top of a host) and ``origin`` the full address it is published at, empty while it is not known.
    """

    def __init__(self, territory: Territory, site_url: str = "") -> None:
        """Take the names of the sections from the territory, and the address from Pelican's ``SITEURL``."""
        self.sections: Mapping[str, str] = {**ADDRESSES, **territory.urls}
        address = site_url.rstrip("/")
        self.origin = address if "://" in address else ""
        self.base = urlsplit(address).path

    def to(self, path: str) -> str:
        """Address of a path of the site, from the host's top: ``to("carte/")`` → ``/annuaire/carte/``."""
        return f"{self.base}/{path}"

    def absolute(self, path: str) -> str:
        """Full address of a path, for feeds, calendars and linked data; a bare path while ``SITEURL`` is empty."""
        return f"{self.origin or self.base}/{path}"

    def section(self, name: str) -> str:
        """Path of a section's first page: ``acteurs/``."""
        return f"{self.sections[name]}/"

    def record(self, kind: str, identifier: str) -> str:
        """Path of a record's page: ``acteurs/fablab-de-toul/``."""
        return f"{self.sections[kind]}/{identifier}/"

    def asset(self, name: str) -> str:
        """Address of a file of the theme: ``asset("css/site.css")``."""
        return self.to(f"theme/{quote(name)}")


def save_as(path: str) -> str:
    """The file behind a path: ``carte/`` is ``carte/index.html``."""
    return f"{path}index.html" if not path or path.endswith("/") else path
