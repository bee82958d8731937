"""The three sheets: their names, files, and how each is set."""

from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from itertools import islice

from maillage import palette, phrases
from maillage.i18n import N_
from maillage.pages.booklet.content import Territory
from maillage.pages.booklet.qr import svg
from maillage.pages.booklet.words import words
from maillage.pages.site import Site
from maillage.pages.typesetting import pages_of, pdf


@dataclass(frozen=True, slots=True)
class Format:
    """One sheet: its name on the command line, its file, the document that sets it, and its words."""

    name: str
    file: str
    source: str
    label: str


FORMATS = (
    Format("a5", "livret-a5.pdf", "booklet.typ", N_("Livret à plier (A5)")),
    Format("a4-large", "livret-grands-caracteres.pdf", "booklet.typ", N_("Livret en grands caractères (A4)")),
    Format("poster", "affiche.pdf", "poster.typ", N_("Affiche pour un panneau ou une vitrine (A4)")),
)
BY_NAME = {one.name: one for one in FORMATS}
POSTED = ((4, 8), (3, 6), (2, 4), (0, 0))
"""Dates and subjects on a poster: fewer where they would not fit on its one page."""


def data_of(site: Site, here: Territory, sheet: Format) -> dict[str, object]:
    """Everything the document shows, as plain data: the same data give the same bytes."""
    shared = _frame(site, here) | {"paper": sheet.name}
    if sheet.name != "poster":
        return shared | {"territory": asdict(here)}
    subjects = [subject.name for subject in here.subjects]
    return shared | {"dates": [asdict(one) for one in here.dates[: POSTED[0][0]]], "subjects": spaced(subjects)}


def made(data: dict[str, object], sheet: Format) -> bytes:
    """The PDF. A poster is one page, whatever is said."""
    document = source(sheet)
    if sheet.name != "poster":
        return pdf(document, data)
    for dates, subjects in POSTED:
        content = pdf(
            document, data | {"dates": _first(data["dates"], dates), "subjects": _first(data["subjects"], subjects)}
        )
        if pages_of(content) == 1:
            break
    return content


def spaced(names: list[str]) -> list[str]:
    """A few names from all over a list, in its order."""
    most = POSTED[0][1]
    return [names[at * len(names) // most] for at in range(most)] if len(names) > most else names


def _first(items: object, most: int) -> list[object]:
    return list(islice(items, most)) if isinstance(items, list) else []


@cache
def source(sheet: Format) -> bytes:
    """The document that sets a sheet."""
    return resources.files(__package__).joinpath(sheet.source).read_bytes()


def _frame(site: Site, here: Territory) -> dict[str, object]:
    territory, contact, urls = site.territory, site.territory.contact, site.urls
    accent = palette.legible(palette.parse(territory.theme.accent or palette.ACCENT), palette.LIGHT)
    _ = site.translate
    codes = {
        "page": (urls.record("territory", here.code), _("Ce territoire, tenu à jour")),
        "need": (f"{urls.section('contribute')}besoin/", _("Dire ce dont j’ai besoin")),
        "agenda": (urls.section("event"), _("Tous les rendez-vous")),
        "join": (urls.section("contribute"), _("Ajouter, corriger, proposer mon aide")),
    }
    return {
        "language": territory.language,
        "accent": palette.text(accent),
        "network": territory.name,
        "tagline": territory.tagline,
        "name": here.name,
        "demo": _("Démonstration : les personnes, les lieux et les événements montrés ici sont inventés.")
        if territory.demo
        else "",
        "codes": {key: _code(site, path, label) for key, (path, label) in codes.items()} if urls.origin else {},
        "phone": phrases.phone(contact.phone) if contact.phone else "",
        "email": contact.email or "",
        "address": contact.address or "",
        "words": words(site, here.actors),
    }


def _code(site: Site, path: str, label: str) -> dict[str, str]:
    address = site.urls.absolute(path)
    alt = site.translate("Code à photographier : {what}. Il mène à {address}").format(what=label, address=address)
    return {"svg": svg(address), "alt": alt, "label": label, "address": address}
