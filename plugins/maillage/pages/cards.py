"""What several pages show in the same way: an actor, a need, an event, a skill on one card."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from maillage import phrases
from maillage.derive import freshness, requests
from maillage.derive.matching import Answers
from maillage.derive.occurrences import Occurrence
from maillage.derive.recognition import Deed, Recognition
from maillage.forge import ForgeLinks
from maillage.kinds import KINDS
from maillage.model import Actor, Event, Record
from maillage.network import Seeker
from maillage.pages.forms.table import form_for
from maillage.pages.links import Link as Link  # most pages take it from here
from maillage.pages.meetings import Meetings
from maillage.pages.origins import Origin, origin
from maillage.pages.practice_cards import Practices
from maillage.pages.site import Site
from maillage.vocabularies import vocabulary

if TYPE_CHECKING:
    from maillage.pages.partaking import Councils


@dataclass(frozen=True, slots=True)
class ActorCard:
    """An actor in a list."""

    id: str
    name: str
    path: str
    kind: str
    kind_label: str
    place: str
    summary: str
    stale: bool
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class NeedCard:
    """A need in a list, with who may help."""

    id: str
    title: str
    note: str
    subject: Link | None
    by: Link
    place: str
    since: str
    since_iso: str
    until: str
    helpers: tuple[Link, ...]
    events: tuple[Link, ...]
    close: tuple[Link, ...]
    meant: tuple[Link, ...]
    answer: str | None
    met_on: str = ""
    met_by: tuple[Link, ...] = ()
    outcome: str = ""
    thanks: str = ""
    deeds: tuple[Link, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class EventCard:
    """One date of an event in a list."""

    title: str
    path: str
    iso: str
    day: str
    hours: str
    kind_label: str
    place: str
    status: str
    status_label: str
    reason: str
    moved: bool
    again: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How fresh a record is, and how to correct it."""

    verified: str
    verified_iso: str
    verified_by: str
    stale: bool
    archived: bool
    confirm: str | None
    source: str
    source_url: str
    licence: str
    form: str | None
    edit: str | None
    mail: str | None
    origin: Origin | None = None


class _Lazily(Mapping[str, ActorCard]):
    """The cards of actors by id, each made when it is asked for, all in the order of names: one page needs but a few of them."""

    def __init__(self, actors: Mapping[str, Actor], make: Callable[[Actor], ActorCard]) -> None:
        self._actors, self._make = actors, make
        self._made: dict[str, ActorCard] = {}

    def __getitem__(self, identifier: str) -> ActorCard:
        if identifier not in self._made:
            self._made[identifier] = self._make(self._actors[identifier])
        return self._made[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._actors)

    @cached_property
    def _order(self) -> tuple[str, ...]:
        return tuple(sorted(self._actors, key=lambda one: (phrases.order(self._actors[one].name), one)))


class Cards:
    """Makes cards for one site; each actor's card is made once and shown by many pages."""

    def __init__(self, site: Site) -> None:
        """Remember the site and what does not change from card to card."""
        self.site = site
        self.language = site.territory.language
        self._needs: dict[str, NeedCard] = {}
        self.forge = ForgeLinks(site.territory.forge) if site.territory.forge else None

    def label(self, name: str, identifier: str) -> str:
        """Words for an id of a vocabulary."""
        return vocabulary(name).label(identifier, self.language)

    def actor_link(self, identifier: str, note: str = "") -> Link:
        """A link to an actor's page."""
        return Link(self.site.network.actors[identifier].name, self.site.urls.record("actor", identifier), note)

    def skill_link(self, identifier: str, note: str = "") -> Link:
        """A link to the page of a skill or a profession."""
        skill = self.site.network.skills[identifier]
        return Link(skill.name, self.site.urls.record(skill.kind, identifier), note)

    @cached_property
    def actors(self) -> Mapping[str, ActorCard]:
        """Every actor's card, by id, in the order of names."""
        return _Lazily(self.site.network.actors, self._actor)

    @cached_property
    def listed(self) -> dict[str, ActorCard]:
        """The cards of the default lists: all but those that nobody has confirmed for too long."""
        actors = self.site.network.actors
        return {key: card for key, card in self.actors.items() if self.state(actors[key]) != "archived"}

    @cached_property
    def dormant(self) -> tuple[ActorCard, ...]:
        """The cards that left the default lists."""
        return tuple(card for key, card in self.actors.items() if key not in self.listed)

    def _actor(self, actor: Actor) -> ActorCard:
        place = self.site.places[actor.id]
        return ActorCard(
            id=actor.id,
            name=actor.name,
            path=self.site.urls.record("actor", actor.id),
            kind=actor.kind,
            kind_label=self.label("actor-kinds", actor.kind),
            place=place.said,
            summary=actor.summary or "",
            stale=self.is_stale(actor),
            origin=origin(self.site, "actor", actor.id),
        )

    def is_stale(self, record: Record) -> bool:
        """Whether the record is to be confirmed again (territory.yaml: freshness)."""
        return self.state(record) in {"to-confirm", "archived"}

    def state(self, record: Record) -> freshness.State:
        """How fresh a record is today; one whose directory is lost has left the lists, whatever its age."""
        where = self.site.network.neighbour(record.id)
        if where is not None and where.silence(self.site.today) in {"lost", "never"}:
            return "archived"
        return freshness.state(record, self.site.territory.freshness, self.site.today)

    @cached_property
    def meetings(self) -> Meetings:
        """Who could help whom."""
        return Meetings(self)

    @cached_property
    def practices(self) -> Practices:
        """What the observatory tells, as other pages show it."""
        return Practices(self)

    @cached_property
    def councils(self) -> "Councils":
        """How the network decides, and who takes part."""
        from maillage.pages.partaking import Councils

        return Councils(self)

    @cached_property
    def recognition(self) -> Recognition:
        """What was done for the network, without the discreet."""
        return Recognition(self.site.network, self.site.credits)

    def need(self, seeker: Seeker) -> NeedCard:
        """A need with who could help, where it is learnt and what is close to it; made once, shown by many pages."""
        if seeker.id not in self._needs:
            self._needs[seeker.id] = self._need(seeker)
        return self._needs[seeker.id]

    def _need(self, seeker: Seeker) -> NeedCard:
        need, meetings = seeker.need, self.meetings
        met = need.met
        answers = meetings.answers(seeker) if need.is_open(self.site.today) else Answers()
        return NeedCard(
            id=seeker.id,
            title=meetings.title(seeker),
            note=need.note or (need.text if need.title else "") or "",
            subject=self.skill_link(need.skill) if need.skill else None,
            by=self.actor_link(seeker.actor.id),
            place=self.actors[seeker.actor.id].place,
            since=phrases.short_day(need.opened, self.language),
            since_iso=need.opened.isoformat(),
            until=phrases.short_day(need.until, self.language) if need.until and not met else "",
            helpers=tuple(meetings.helper(helper) for helper in answers.helpers),
            events=tuple(meetings.event(event) for event in answers.events),
            close=tuple(self.skill_link(skill.id) for skill in answers.skills),
            meant=tuple(self.skill_link(skill.id) for skill in answers.meant),
            answer=self._answer(seeker.actor, need.title or ""),
            met_on=phrases.short_day(met.on, self.language) if met else "",
            met_by=tuple(self.actor_link(one) for one in met.by if one not in self.recognition.hidden) if met else (),
            outcome=(met.outcome or "") if met else "",
            thanks=(met.thanks or "") if met else "",
            deeds=tuple(self.deed_link(deed) for deed in self.recognition.by_need.get(seeker.id, ())) if met else (),
            origin=origin(self.site, "actor", seeker.actor.id),
        )

    def deed_link(self, deed: Deed) -> Link:
        """A link to the page of a contribution."""
        path = self.site.urls.record("contribution", deed.id)
        return Link(deed.contribution.label, path, phrases.short_day(deed.day, self.language))

    def _answer(self, actor: Actor, _title: str) -> str | None:
        if actor.contact.emails:
            return f"mailto:{actor.contact.emails[0]}"
        return f"tel:{actor.contact.phones[0]}" if actor.contact.phones else None

    @cached_property
    def next_dates(self) -> tuple[tuple[Event, EventCard], ...]:
        """Each event that is not over with the card of its next date, soonest first."""
        chosen: dict[str, Occurrence] = {}
        again: set[str] = set()
        for occurrence in self.site.occurrences:
            if occurrence.last_day >= self.site.today:
                identifier = occurrence.event.id
                if chosen.setdefault(identifier, occurrence) is not occurrence:
                    again.add(identifier)
        return tuple((one.event, replace(self.event(one), again=key in again)) for key, one in chosen.items())

    def event(self, occurrence: Occurrence) -> EventCard:
        """One date of an event."""
        event, start = occurrence.event, occurrence.start
        return EventCard(
            title=event.title,
            path=self.site.urls.record("event", event.id),
            iso=start.isoformat(),
            day=self.day(occurrence),
            hours=self.hours(occurrence),
            kind_label=self.label("event-kinds", event.kind),
            place=self.event_place(event),
            status=event.status,
            status_label="" if event.status == "confirmed" else self.label("event-statuses", event.status),
            reason=event.reason or "",
            moved=occurrence.moved_from is not None,
            origin=origin(self.site, "event", event.id),
        )

    def day(self, occurrence: Occurrence) -> str:
        """The day, or the days from the first to the last; with their times where there are some."""
        if not occurrence.spans_days:
            return phrases.day(occurrence.first_day, self.language)
        start, end = occurrence.start, occurrence.end
        if isinstance(start, datetime) and isinstance(end, datetime):
            return phrases.from_to(start, end, self.language)
        return phrases.days(occurrence.first_day, occurrence.last_day, self.language)

    def hours(self, occurrence: Occurrence) -> str:
        """``14:00 – 17:00``; empty for whole days, and where :meth:`day` says the times."""
        start, end = occurrence.start, occurrence.end
        if occurrence.spans_days or not isinstance(start, datetime) or not isinstance(end, datetime):
            return ""
        begin = phrases.hour(start, self.language)
        return begin if end == start else f"{begin} – {phrases.hour(end, self.language)}"

    def event_place(self, event: Event) -> str:
        """Where an event is, in a few words."""
        if event.mode == "online":
            return self.label("event-modes", "online")
        if isinstance(event.place, str):
            name = self.site.network.actors[event.place].name
            town = self.site.places[event.place].municipality
            return f"{name}, {town}" if town and town not in name else name
        return (event.place.municipality or event.place.street or "") if event.place else ""

    def upcoming(self, occurrences: Iterable[Occurrence], most: int = 200) -> tuple[EventCard, ...]:
        """Cards of the dates that are not over, at most ``most``."""
        coming = (one for one in occurrences if one.last_day >= self.site.today)
        return tuple(self.event(one) for one in islice(coming, most))

    def upkeep(self, record: Record) -> Upkeep:
        """Freshness, source and how to correct a record."""
        verified, source = record.verified, record.source
        kind = next(kind.name for kind in KINDS if kind.cls is type(record))
        where = origin(self.site, kind, record.id)
        contact = self.site.territory.contact.email
        return Upkeep(
            verified=phrases.short_day(verified.on, self.language) if verified else "",
            verified_iso=verified.on.isoformat() if verified else "",
            verified_by=(verified.by or "") if verified else "",
            stale=self.is_stale(record),
            archived=self.state(record) == "archived",
            confirm=None if where else self._confirm(record),
            source=(source.name or "") if source else "",
            source_url=(source.url or "") if source else "",
            licence=(source.licence or "") if source else "",
            form=None if where else self._form(record),
            edit=self.forge.edit(record.path) if self.forge and not where else None,
            mail=f"mailto:{contact}?subject={record.path}" if contact else None,
            origin=where,
        )

    def _confirm(self, record: Record) -> str | None:
        """Where « still true » is said of an actor: on the forge, else by e-mail."""
        if not isinstance(record, Actor):
            return None
        title, body = requests.still_true(record.path, record.label, self.site.translate)
        return self.forge.issue(title, body) if self.forge else self._mail(title, body)

    def withdraw(self, record: Record) -> str | None:
        """Where a person takes the record back: by e-mail, which nobody else reads, else on the forge."""
        title, body = requests.removal(record.path, self.site.translate)
        return self._mail(title, body) or (self.forge.issue(title, body) if self.forge else None)

    def _mail(self, subject: str, body: str) -> str | None:
        contact = self.site.territory.contact.email
        return f"mailto:{contact}?subject={quote(subject)}&body={quote(body)}" if contact else None

    def _form(self, record: Record) -> str | None:
        """The form in which a record is corrected, filled with it."""
        kind = next(kind.name for kind in KINDS if kind.cls is type(record))
        form = form_for(kind)
        return f"{self.site.urls.section('contribute')}{form.slug}/?fiche={record.id}" if form else None
