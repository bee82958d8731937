"""``/galerie/``: every component of the theme on one page, with invented content, for who changes the look.

Made by ``maillage serve``, and published where ``territory.yaml: theme.gallery`` asks for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from maillage import palette, phrases
from maillage.pages.cards import ActorCard, Cards, EventCard, Link, NeedCard
from maillage.pages.site import Page, Site

PATH = "galerie/"
TOKENS = ("paper", "sheet", "ink", "ink-soft", "line", "accent", "accent-ink", "accent-wash", "signal", "signal-ink", "signal-wash", "warn", "warn-wash", "focus")  # fmt: skip
"""The colours of ``tokens.css``."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The accent as it is shown on one ground, with its lowest contrast."""

    ground: str
    colour: str
    ratio: str


@dataclass(frozen=True, slots=True)
class Gallery:
    """Every component, with something in it."""

    title: str
    tokens: tuple[str, ...]
    contrasts: tuple[Contrast, ...]
    actors: tuple[ActorCard, ...]
    needs: tuple[NeedCard, ...]
    events: tuple[EventCard, ...]
    links: tuple[Link, ...]
    previous: str
    next: str


def pages(site: Site, _cards: Cards) -> Iterator[Page]:
    """The page, where it is asked for."""
    if site.gallery or site.territory.theme.gallery:
        yield Page(PATH, "gallery.html", _gallery(site))


def _gallery(site: Site) -> Gallery:
    _ = site.translate
    here = Link(_("Un lien"), PATH, _("avec une note"))
    return Gallery(
        title=_("Galerie des composants"),
        tokens=TOKENS,
        contrasts=tuple(_contrasts(site)),
        actors=(_actor(site, stale=False), _actor(site, stale=True)),
        needs=(_need(site, here, met=False), _need(site, here, met=True)),
        events=tuple(_event(site, status) for status in ("confirmed", "cancelled", "full")),
        links=(here, Link(_("Un autre"), PATH)),
        previous=PATH,
        next=PATH,
    )


def _contrasts(site: Site) -> Iterator[Contrast]:
    _, accent = site.translate, palette.parse(site.territory.theme.accent or palette.ACCENT)
    for name, ground in ((_("le jour"), palette.LIGHT), (_("la nuit"), palette.DARK)):
        shown = palette.legible(accent, ground)
        yield Contrast(
            name, palette.text(shown), phrases.number(round(palette.ratio(shown, ground), 1), site.territory.language)
        )


def _actor(site: Site, *, stale: bool) -> ActorCard:
    _ = site.translate
    return ActorCard(
        "",
        _("L’Atelier d’essai"),
        PATH,
        "place",
        _("Lieu"),
        "Toul (54)",
        _("On y répare, on y apprend, on y boit un café."),
        stale,
    )


def _need(site: Site, link: Link, *, met: bool) -> NeedCard:
    _, day = site.translate, phrases.short_day(site.today, site.territory.language)
    return NeedCard(
        id=f"besoin-{'satisfait' if met else 'ouvert'}",
        title=_("Quelqu’un qui sait souder"),
        note=_("Une heure, un samedi."),
        subject=link,
        by=link,
        place="Toul (54)",
        since=day,
        since_iso=site.today.isoformat(),
        until="" if met else day,
        helpers=() if met else (link, link, link, link),
        events=() if met else (link,),
        close=() if met else (link,),
        meant=(),
        answer=None if met else "mailto:essai@example.org",
        met_on=day if met else "",
        met_by=(link,) if met else (),
        outcome=_("La radio remarche.") if met else "",
        thanks=_("Merci !") if met else "",
        deeds=(link,) if met else (),
    )


def _event(site: Site, status: str) -> EventCard:
    _ = site.translate
    labels = {"confirmed": "", "cancelled": _("Annulé"), "full": _("Complet")}
    return EventCard(
        title=_("Café-réparation"),
        path=PATH,
        iso=site.today.isoformat(),
        day=phrases.day(site.today, site.territory.language),
        hours="14:00 – 17:00",
        kind_label=_("Atelier"),
        place="Toul",
        status=status,
        status_label=labels[status],
        reason=_("la salle est prise") if status == "cancelled" else "",
        moved=status == "full",
        again=status == "confirmed",
    )
