"""Committees: who sits on each and until when, seats that wait for somebody, terms that ended, and how to join."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from maillage import markup, phrases
from maillage.derive import governance
from maillage.governance import Committee, Term
from maillage.pages.cards import Cards
from maillage.pages.links import Link
from maillage.pages.partaking import Councils, DecisionCard, Ways
from maillage.pages.site import Page, Site


@dataclass(frozen=True, slots=True)
class CommitteeCard:
    """A committee in a list; ``vacant`` says in words how many seats wait for somebody."""

    name: str
    path: str
    summary: str
    members: str
    vacant: str
    ended: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A term; ``actor`` is None for somebody who would rather not be named."""

    actor: Link | None
    days: str
    role: str


@dataclass(frozen=True, slots=True)
class CommitteeList:
    """All committees."""

    title: str
    committees: tuple[CommitteeCard, ...]


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """One committee."""

    title: str
    summary: str
    text: Markup
    vacant: str
    ended: str
    seats: tuple[Seat, ...]
    coming: tuple[Seat, ...]
    past: tuple[Seat, ...]
    joining: str
    meets: str
    email: str
    decisions: tuple[DecisionCard, ...]
    ways: Ways


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """The list, where there are committees."""
    if site.network.committees:
        councils = cards.councils
        context = CommitteeList(site.translate("Comités"), committee_cards(councils))
        yield Page(site.urls.section("committee"), "committees.html", context)


def records(site: Site, cards: Cards) -> Iterator[tuple[Committee, Callable[[], Iterable[Page]]]]:
    """Each committee with what makes its page."""
    councils = cards.councils
    for one in site.network.committees.values():
        yield one, partial(_pages, councils, one)


def committee_cards(councils: Councils) -> tuple[CommitteeCard, ...]:
    """All committees in the order of names, those that ended last."""

    def key(one: Committee) -> tuple[bool, str, str]:
        return bool(_ended(councils, one)), phrases.order(one.name), one.id

    found = sorted(councils.network.committees.values(), key=key)
    return tuple(_card(councils, one) for one in found)


def _card(councils: Councils, one: Committee) -> CommitteeCard:
    """A committee on a card."""
    held = councils.partakers(dict.fromkeys(term.actor for term in governance.seated(one, councils.today)))
    names = [link.label for link in held.named]
    if held.discreet:
        names.append(_discreet(councils, held.discreet))
    return CommitteeCard(
        name=one.name,
        path=councils.site.urls.record("committee", one.id),
        summary=one.summary or "",
        members=", ".join(names),
        vacant=_vacant(councils, one),
        ended=_ended(councils, one),
    )


def _discreet(councils: Councils, count: int) -> str:
    _ = councils.site.translate
    return _("une personne qui préfère rester discrète") if count == 1 else _("{n} discrets").format(n=count)


def _vacant(councils: Councils, one: Committee) -> str:
    """Seats without anybody, in words; empty where all are held or their number is not fixed."""
    _, free = councils.site.translate, governance.vacant(one, councils.today)
    if not free:
        return ""
    return _("1 place libre") if free == 1 else _("{n} places libres").format(n=free)


def _ended(councils: Councils, one: Committee) -> str:
    gone = one.ended is not None and one.ended <= councils.today
    return phrases.short_day(one.ended, councils.language) if gone and one.ended else ""


def _pages(councils: Councils, one: Committee) -> Iterator[Page]:
    yield Page(councils.site.urls.record("committee", one.id), "committee.html", _page(councils, one))


def _page(councils: Councils, one: Committee) -> CommitteePage:
    today = councils.today
    now = governance.seated(one, today)
    coming = [term for term in one.members if term.first > today and not one.ended]
    past = [term for term in one.members if term not in now and term not in coming]
    decisions = [decision for decision in councils.network.decisions.values() if decision.committee == one.id]
    return CommitteePage(
        title=one.name,
        summary=one.summary or "",
        text=markup.markdown_html(one.description, top_heading=2) if one.description else Markup(""),
        vacant=_vacant(councils, one),
        ended=_ended(councils, one),
        seats=_seats(councils, now),
        coming=_seats(councils, coming),
        past=_seats(councils, past),
        joining=one.joining or "",
        meets=one.meets or "",
        email=one.email or "",
        decisions=tuple(councils.decision(decision) for decision in councils.latest(decisions)),
        ways=councils.ways(one),
    )


def _seats(councils: Councils, terms: Iterable[Term]) -> tuple[Seat, ...]:
    """Terms in the order of names, the discreet last: nobody sits above another."""
    cards = councils.cards
    hidden = cards.recognition.hidden

    def key(term: Term) -> tuple[bool, str, str]:
        return term.actor in hidden, phrases.order(cards.actors[term.actor].name), term.first.isoformat()

    return tuple(_seat(councils, term, named=term.actor not in hidden) for term in sorted(terms, key=key))


def _seat(councils: Councils, term: Term, *, named: bool) -> Seat:
    _, language = councils.site.translate, councils.language
    first = phrases.short_day(term.first, language)
    if term.last is None:
        words = _("depuis le {day}") if term.first <= councils.today else _("à partir du {day}")
        days = words.format(day=first)
    else:
        days = _("du {first} au {last}").format(first=first, last=phrases.short_day(term.last, language))
    card = councils.cards.actors[term.actor]
    actor = Link(card.name, card.path, card.place) if named else None
    return Seat(actor, days, term.role or "" if named else "")
