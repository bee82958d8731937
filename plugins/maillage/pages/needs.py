"""The front door: what people need, who could help, and how earlier needs found their answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.pages.cards import Cards, NeedCard
from maillage.pages.site import Page, Site

PAGE_SIZE = 60


@dataclass(frozen=True, slots=True)
class NeedList:
    """One page of needs: open ones, or those that were met."""

    title: str
    met: bool
    needs: tuple[NeedCard, ...]
    previous: str | None
    next: str | None
    other: str


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """Open needs, newest first, and the met ones with their story."""
    _ = site.translate
    section = site.urls.section("need")
    resolved = f"{section}resolus/"
    everything = site.network.needs
    waiting = sorted((one for one in everything if one.need.is_open(site.today)), key=lambda one: one.id)
    waiting.sort(key=lambda one: one.need.opened, reverse=True)
    met = sorted((one for one in everything if one.need.met), key=lambda one: one.id)
    met.sort(key=lambda one: one.need.met.on if one.need.met else one.need.opened, reverse=True)
    for path, title, seekers, other in (
        (section, _("Besoins"), waiting, resolved),
        (resolved, _("Besoins satisfaits"), met, section),
    ):
        made = [cards.need(seeker) for seeker in seekers]
        numbers = max(1, -(-len(made) // PAGE_SIZE))
        for number in range(1, numbers + 1):
            yield Page(
                _numbered(path, number),
                "needs.html",
                NeedList(
                    title=title,
                    met=path == resolved,
                    needs=tuple(made[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
                    previous=_numbered(path, number - 1) if number > 1 else None,
                    next=_numbered(path, number + 1) if number < numbers else None,
                    other=other,
                ),
            )


def _numbered(path: str, number: int) -> str:
    return path if number == 1 else f"{path}page/{number}/"
