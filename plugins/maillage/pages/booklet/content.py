"""What a territory's booklet says: actors by commune, who helps with what, what comes, what is sought."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maillage import gazetteer, phrases
from maillage.derive import hours
from maillage.model import Actor
from maillage.pages.cards import Cards, EventCard
from maillage.pages.site import Site
from maillage.pages.territories import event_areas

EVENTS = 60
"""Dates printed at most: paper is not read for ever."""
Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor on paper: ``lines`` are labels with what they stand for."""

    id: str
    name: str
    kind: str
    summary: str
    lines: tuple[Line, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Town:
    """A commune and who is there."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A skill or a service, and those who bring it: ``(id, name and commune)``."""

    name: str
    who: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Date:
    """The next date of an event."""

    when: str
    title: str
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """An open need: what, and who has it."""

    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Territory:
    """A department or EPCI as its booklet and its poster show it."""

    code: str
    name: str
    towns: tuple[Town, ...]
    subjects: tuple[Subject, ...]
    dates: tuple[Date, ...]
    wanted: tuple[Wanted, ...]

    @property
    def actors(self) -> int:
        """How many are in it."""
        return sum(len(town.entries) for town in self.towns)


class Territories:
    """Everything there is to print of each territory, sorted by territory in one pass over the records."""

    def __init__(self, site: Site, cards: Cards) -> None:
        """Sort actors, needs and dates by the departments and EPCI they belong to."""
        self.site, self.cards = site, cards
        self._entries: dict[str, Entry] = {}
        self._actors: dict[str, list[str]] = defaultdict(list)
        for identifier in cards.listed:
            for code in _codes(site, identifier):
                self._actors[code].append(identifier)
        self._dates: dict[str, list[EventCard]] = defaultdict(list)
        for event, card in cards.next_dates:
            for code in dict.fromkeys(code for code in event_areas(site, event) if code):
                self._dates[code].append(card)
        self._wanted: dict[str, list[Wanted]] = defaultdict(list)
        for seeker in site.network.needs:
            if seeker.need.is_open(site.today):
                need = cards.need(seeker)
                for code in _codes(site, seeker.actor.id):
                    self._wanted[code].append(Wanted(need.title, _with_place(need.by.label, need.place)))

    @property
    def known(self) -> frozenset[str]:
        """Codes of the territories that somebody is known in."""
        return frozenset(self._actors)

    def of(self, code: str) -> Territory:
        """What there is to print of one territory."""
        towns: dict[str, list[Entry]] = defaultdict(list)
        chosen = [self.site.network.actors[identifier] for identifier in self._actors.get(code, ())]
        for actor in chosen:
            towns[self.site.places[actor.id].municipality or ""].append(self._entry(actor))
        unknown = self.site.translate("Commune inconnue")
        ordered = sorted(towns.items(), key=lambda town: (not town[0], phrases.order(town[0])))
        return Territory(
            code=code,
            name=gazetteer.area_name(code),
            towns=tuple(Town(name or unknown, tuple(entries)) for name, entries in ordered),
            subjects=tuple(self._subjects(chosen)),
            dates=tuple(map(self._date, self._dates.get(code, ())[:EVENTS])),
            wanted=tuple(self._wanted.get(code, ())),
        )

    def _entry(self, actor: Actor) -> Entry:
        if actor.id not in self._entries:
            self._entries[actor.id] = self._made(actor)
        return self._entries[actor.id]

    def _made(self, actor: Actor) -> Entry:
        card, _ = self.cards.actors[actor.id], self.site.translate
        stale = _("Fiche à confirmer : vérifiez avant de vous déplacer.") if card.stale else ""
        lines = tuple((label, text) for label, text in self._lines(actor) if text)
        return Entry(actor.id, actor.name, card.kind_label, card.summary, lines, stale)

    def _lines(self, actor: Actor) -> Iterator[Line]:
        """What one needs to go there or to call. How to reach a person is not printed: paper cannot be taken back."""
        _, label = self.site.translate, self.cards.label
        person = actor.kind == "person"
        if not person:
            yield _("Adresse"), _address(actor)
            yield _("Téléphone"), " / ".join(map(phrases.phone, actor.contact.phones))
            yield _("Courriel"), ", ".join(actor.contact.emails)
        yield _("Horaires"), _hours(actor, self.cards.language)
        yield _("Apporte"), ", ".join(self.site.network.skills[offer.skill].name for offer in actor.offers)
        yield _("Services"), ", ".join(label("services", one) for one in actor.services)
        yield _("Frais"), ", ".join(label("fees", one) for one in actor.fees)
        yield _("Venir"), ", ".join(label("access", one) for one in actor.access)
        if person:
            yield _("La ou le joindre"), _("par l’équipe du réseau, qui transmet")

    def _subjects(self, actors: Iterable[Actor]) -> Iterator[Subject]:
        skills, found = self.site.network.skills, defaultdict(list)
        for actor in actors:
            names = [skills[offer.skill].name for offer in actor.offers]
            names += [self.cards.label("services", one) for one in actor.services]
            for name in dict.fromkeys(names):
                town = self.site.places[actor.id].municipality or ""
                found[name].append((actor.id, _with_place(actor.name, town)))
        for name, who in sorted(found.items(), key=lambda one: phrases.order(one[0])):
            yield Subject(name, tuple(who))

    def _date(self, card: EventCard) -> Date:
        _ = self.site.translate
        when = f"{card.day}, {card.hours}" if card.hours else card.day
        again = _("et d’autres dates") if card.again else ""
        return Date(when, card.title, card.place, ". ".join(filter(None, (card.status_label, card.reason, again))))


def _codes(site: Site, identifier: str) -> tuple[str, ...]:
    place = site.places[identifier]
    return tuple(code for code in (place.department, place.epci) if code)


def _with_place(name: str, place: str) -> str:
    return f"{name}, {place}" if place and place not in name else name


def _address(actor: Actor) -> str:
    location = actor.location
    if location is None:
        return ""
    town = " ".join(part for part in (location.postcode, location.municipality) if part)
    return ", ".join(part for part in (location.street, location.extra, town) if part)


def _hours(actor: Actor, language: str) -> str:
    if not actor.opening_hours:
        return ""
    words = hours.words(actor.opening_hours, language)
    if words is None:
        return actor.opening_hours
    return " ; ".join(f"{days} {times}".strip() for days, times in words)
