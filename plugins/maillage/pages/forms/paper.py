"""A form on one sheet of paper, to be filled in by hand: a tagged PDF that a screen reader can read too."""

from collections.abc import Iterable
from importlib import resources

from maillage.pages.forms.fields import Field
from maillage.pages.site import Site
from maillage.pages.typesetting import pdf

LINES = {"area": 3, "list": 2, "hours": 2, "place": 2, "either": 2}
"""Lines to write on, by control; one for all others."""
BOXED = 10
"""Choices that are printed as boxes to tick; of more, one writes one's own."""


def sheet(site: Site, title: str, why: str, fields: Iterable[Field]) -> bytes:
    """One A4 page. The same content gives the same bytes."""
    contact, _ = site.territory.contact, site.translate
    data = {
        "language": site.territory.language,
        "title": title,
        "why": why,
        "site": site.territory.name,
        "fields": [_asked(field) for field in fields],
        "from": _("Vous pouvez laisser vide ce que vous ne savez pas. Ce qui est écrit ici sera public."),
        "back": _("Rendez cette feuille ou envoyez-la :"),
        "where": [line for line in (contact.address, contact.email, site.urls.origin) if line],
        "next": _("Quelqu’un du réseau l’écrira dans l’annuaire et vous le dira."),
        "sign": [_("Date"), _("Votre nom, si vous voulez"), _("Comment vous joindre (ne sera pas publié)")],
    }
    return pdf(resources.files(__package__).joinpath("paper.typ").read_bytes(), data)


def _asked(field: Field) -> dict[str, object]:
    options = [option.label for option in field.options] if len(field.options) <= BOXED else []
    lines = 0 if options else LINES.get(field.control, 1)
    return {"label": field.label, "help": field.help, "options": options, "lines": lines}
