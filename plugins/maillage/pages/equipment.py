"""The pool: what the network lends, where it is, what it takes to borrow it, when it is free and how much it serves."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from maillage import markup, phrases
from maillage.derive import availability
from maillage.derive.availability import Use
from maillage.model import Booking, Equipment
from maillage.network import Seeker
from maillage.pages.cards import Cards, Link, NeedCard, Upkeep
from maillage.pages.practice_cards import PracticeCard
from maillage.pages.site import File, Page, Site

if TYPE_CHECKING:
    from maillage.calendars import Calendars

MOST = 20
"""How many needs of each sort an item's page shows."""


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item of the catalogue; ``state`` says whether there is one to borrow today, ``free`` how it looks ahead."""

    link: Link
    quantity: str
    summary: str
    place: str
    state: str
    is_free: bool
    free: str
    use: str


@dataclass(frozen=True, slots=True)
class Category:
    """Items of a sort."""

    id: str
    name: str
    items: tuple[ItemCard, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is lent; ``use`` is the share of days of the whole pool."""

    title: str
    categories: tuple[Category, ...]
    use: str
    propose: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month ahead: days of each sort, and in a word whether it can be borrowed then."""

    month: str
    state: str
    word: str
    free: int
    lent: int
    maintenance: int


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan that is not over."""

    days: str
    by: Link
    event: Link | None
    note: str
    now: bool


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item."""

    title: str
    category: str
    summary: str
    easy_read: str
    description: Markup
    state: str
    is_free: bool
    owner: Link
    holder: Link
    place: str
    training: tuple[Link, ...]
    conditions: tuple[tuple[str, str], ...]
    terms: str
    manual: str
    months: tuple[MonthRow, ...]
    several: bool
    loans: tuple[Loan, ...]
    closed: tuple[tuple[str, str], ...]
    use: str
    demand: str
    needs: tuple[NeedCard, ...]
    learners: tuple[NeedCard, ...]
    practices: tuple[PracticeCard, ...]
    request: str
    mail: str
    calendar: str
    upkeep: Upkeep


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """The catalogue by category."""
    pool = Pool(site, cards)
    items: dict[str, list[Equipment]] = defaultdict(list)
    for item in sorted(site.network.equipment.values(), key=lambda one: phrases.order(one.name)):
        items[item.category].append(item)
    categories = tuple(
        Category(f"c{number}", category[:1].upper() + category[1:], tuple(map(pool.card, items[category])))
        for number, category in enumerate(sorted(items, key=phrases.order), start=1)
    )
    total = availability.pool_use(site.network.equipment.values(), site.today)
    propose = f"{site.urls.section('contribute')}materiel/"
    words = pool.share(total) if categories else ""
    yield Page(
        site.urls.section("equipment"),
        "pool.html",
        Catalogue(site.translate("Matériel à prêter"), categories, words, propose),
    )


def records(site: Site, cards: Cards) -> Iterator[tuple[Equipment, Callable[[], Iterable[Page | File]]]]:
    """Each item with what makes its page and its calendar."""
    pool = Pool(site, cards)
    for item in site.network.equipment.values():
        yield item, partial(pool.made, item)


class Pool:
    """What the pages of equipment say, for one site."""

    def __init__(self, site: Site, cards: Cards) -> None:
        """Take the site and its cards."""
        self.site, self.cards, self.language = site, cards, site.territory.language

    @cached_property
    def calendars(self) -> "Calendars":
        """Of all items. What writes them takes a twentieth of a second to import."""
        from maillage.calendars import Calendars

        return Calendars(self.site.network, self.site.urls, self.site.places, self.site.translate)

    def made(self, item: Equipment) -> Iterator[Page | File]:
        """An item's page and its calendar of loans."""
        path = self.site.urls.record("equipment", item.id)
        yield Page(path, "equipment.html", self.page(item))
        yield File(f"{path}prets.ics", self.calendars.loans(item, f"{path}prets.ics"))

    def share(self, use: Use) -> str:
        """The share of days lent, in words."""
        if not use.lent:
            return self.site.translate("Aucun prêt n’est noté depuis un an.")
        words = self.site.translate("Prêté {share} % des jours depuis un an.")
        return words.format(share=phrases.number(max(1, round(use.share * 100)), self.language))

    def card(self, item: Equipment) -> ItemCard:
        """An item in the catalogue."""
        _, state = self.site.translate, self._state(item)
        free = sum(month.free for month in availability.months(item, self.site.today))
        return ItemCard(
            link=Link(item.name, self.site.urls.record("equipment", item.id)),
            quantity=self._quantity(item),
            summary=item.summary or "",
            place=self.cards.actors[item.held_by or item.owner].place,
            state=state[0],
            is_free=state[1],
            free=_("Libre {days} jours dans l’année qui vient.").format(days=free),
            use=self.share(availability.use(item, self.site.today)),
        )

    def _quantity(self, item: Equipment) -> str:
        return self.site.translate("{n} exemplaires").format(n=item.quantity) if item.quantity > 1 else ""

    def _state(self, item: Equipment) -> tuple[str, bool]:
        _, today = self.site.translate, self.site.today
        free = availability.next_free(item, today)
        if free == today:
            return _("Libre aujourd’hui"), True
        if free is None:
            return _("Rien de libre dans l’année qui vient"), False
        return _("Libre à partir du {day}").format(day=phrases.short_day(free, self.language)), False

    def page(self, item: Equipment) -> ItemPage:
        """All that is said of an item."""
        site, cards, state = self.site, self.cards, self._state(item)
        asked, learners = self._demand.get(item.id, ()), self._learners(item)
        holder = item.held_by or item.owner
        upkeep = cards.upkeep(item)
        return ItemPage(
            title=item.name,
            category=" · ".join(part for part in (item.category, self._quantity(item)) if part),
            summary=item.summary or "",
            easy_read=item.easy_read or "",
            description=markup.markdown_html(item.description, top_heading=2) if item.description else Markup(""),
            state=state[0],
            is_free=state[1],
            owner=cards.actor_link(item.owner),
            holder=cards.actor_link(holder),
            place=cards.actors[holder].place,
            training=tuple(cards.skill_link(skill) for skill in item.training),
            conditions=tuple(self._conditions(item)),
            terms=item.terms,
            manual=item.manual or "",
            months=tuple(map(self._month, availability.months(item, site.today))),
            several=item.quantity > 1,
            loans=tuple(map(self._loan, availability.upcoming(item, site.today))),
            closed=tuple(self._closed(item)),
            use=self.share(availability.use(item, site.today)),
            demand=self._forecast(len(asked), len(learners)),
            needs=tuple(cards.need(seeker) for seeker in asked[:MOST]),
            learners=tuple(cards.need(seeker) for seeker in learners[:MOST]),
            practices=cards.practices.of("equipment", item.id),
            request=f"{upkeep.form}#f-bookings-0-from" if upkeep.form else "",
            mail=self._mail(item),
            calendar=f"{site.urls.record('equipment', item.id)}prets.ics",
            upkeep=upkeep,
        )

    def _conditions(self, item: Equipment) -> Iterator[tuple[str, str]]:
        _ = self.site.translate
        for label, value in (
            (_("Assurance"), item.insurance),
            (_("Caution"), self._euros(item.deposit)),
            (_("Participation"), _("gratuit") if item.fee == 0 else self._euros(item.fee)),
            (_("Valeur de remplacement"), self._euros(item.value)),
            (_("Transport"), item.transport),
            (_("État"), item.condition),
        ):
            yield label, value or _("non précisé")

    def _euros(self, amount: float | None) -> str | None:
        return None if amount is None else f"{phrases.number(amount, self.language)}\u00a0€"

    def _month(self, span: availability.Span) -> MonthRow:
        _ = self.site.translate
        state, word = "part", _("libre en partie")
        if span.free == span.days:
            state, word = "free", _("libre")
        elif not span.free:
            state, word = "taken", _("pris")
        name = phrases.month(span.first.year, span.first.month, self.language)
        return MonthRow(name, state, word, span.free, span.lent, span.maintenance)

    def _loan(self, booking: Booking) -> Loan:
        site, event = self.site, self.site.network.events.get(booking.event or "")
        return Loan(
            days=phrases.days(booking.first, booking.last, self.language),
            by=self.cards.actor_link(booking.by),
            event=Link(event.title, site.urls.record("event", event.id)) if event else None,
            note=booking.note or "",
            now=booking.first <= site.today,
        )

    def _closed(self, item: Equipment) -> Iterator[tuple[str, str]]:
        coming = (one for one in item.maintenance if one.last >= self.site.today)
        for one in sorted(coming, key=lambda period: period.first):
            yield phrases.days(one.first, one.last, self.language), one.note or ""

    def _forecast(self, asked: int, learners: int) -> str:
        _ = self.site.translate
        if not asked and not learners:
            return _("Aucun besoin ouvert ne le demande pour l’instant.")
        words = _(
            "Besoins ouverts qui le demandent : {asked} ; qui cherchent ce qu’il faut savoir pour l’employer : {learners}."
        )
        return words.format(asked=asked, learners=learners)

    def _learners(self, item: Equipment) -> list[Seeker]:
        found = {seeker.id: seeker for skill in item.training for seeker in self.site.network.seekers(skill)}
        return [one for one in found.values() if one.need.is_open(self.site.today)]

    @cached_property
    def _demand(self) -> Mapping[str, list[Seeker]]:
        """Open needs by the equipment they name, in one pass over all needs."""
        found: dict[str, list[Seeker]] = defaultdict(list)
        for seeker in self.site.network.needs:
            if seeker.need.equipment and seeker.need.is_open(self.site.today):
                found[seeker.need.equipment].append(seeker)
        return found

    def _mail(self, item: Equipment) -> str:
        """A letter to whoever keeps it, with the blanks that a loan needs."""
        _, actors = self.site.translate, self.site.network.actors
        emails = [*actors[item.held_by or item.owner].contact.emails, *actors[item.owner].contact.emails]
        if not emails:
            return ""
        subject = _("Emprunter : {name}").format(name=item.name)
        body = _(
            "Bonjour,\n\nNous aimerions emprunter : {name}.\n\nDu :\nAu :\nPour :\nQui vient le chercher :\n"
        ).format(name=item.name)
        return f"mailto:{emails[0]}?subject={quote(subject)}&body={quote(body)}"
