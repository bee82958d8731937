"""A form on one sheet of paper, to be filled in by hand: a tagged PDF that a screen reader can read too.

Typst sets it: it comes whole in a wheel, with its fonts, and writes PDF/UA-1. It alone is imported here.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

import typst

from maillage.pages.forms.fields import Field
from maillage.pages.site import Site

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
    return _set(json.dumps(data, ensure_ascii=False, sort_keys=True))


def _asked(field: Field) -> dict[str, object]:
    options = [option.label for option in field.options] if len(field.options) <= BOXED else []
    lines = 0 if options else LINES.get(field.control, 1)
    return {"label": field.label, "help": field.help, "options": options, "lines": lines}


@lru_cache(maxsize=64)
def _set(data: str) -> bytes:
    source = resources.files(__package__).joinpath("paper.typ").read_bytes()
    return bytes(typst.compile(source, sys_inputs={"data": data}, pdf_standards=["ua-1"], ignore_system_fonts=True))
