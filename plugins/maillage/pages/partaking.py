"""How the network decides, as several pages show it: who takes part, a decision on one card, and what an actor signed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from maillage import phrases
from maillage.derive import governance
from maillage.governance import Charter, Committee, Decision
from maillage.model import Actor, Record
from maillage.pages.cards import Cards
from maillage.pages.links import Link


@dataclass(frozen=True, slots=True)
class Ways:
    """How a page of the collective is corrected: its file on the forge, and a letter."""

    edit: str | None
    mail: str | None


@dataclass(frozen=True, slots=True)
class Partakers:
    """Actors in the order of names; ``discreet`` is how many more there are who would rather not be named."""

    named: tuple[Link, ...]
    discreet: int


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision in a list. ``until`` is the last day to object, where that is still to come."""

    title: str
    path: str
    kind: str
    status: str
    status_label: str
    iso: str
    day: str
    summary: str
    until: str


@dataclass(frozen=True, slots=True)
class Signature:
    """What an actor signed. ``text`` is that version; ``changes`` where a newer one is in force, what changed since."""

    version: str
    day: str
    text: str
    changes: str
    current: str


@dataclass(frozen=True, slots=True)
class Partaking:
    """What an actor takes part in: seats it holds (the note says since when), decisions, consultations it answered."""

    seats: tuple[Link, ...] = ()
    decisions: tuple[Link, ...] = ()
    answers: tuple[Link, ...] = ()


def answer_anchor(identifier: str) -> str:
    """Where an answer is first heard on the page of its consultation."""
    return f"reponse-{identifier}"


class Councils:
    """What pages say of how the network decides, for one site."""

    def __init__(self, cards: Cards) -> None:
        """Take the cards, and through them the site."""
        self.cards, self.site, self.language = cards, cards.site, cards.language
        self.network, self.today = self.site.network, self.site.today

    def ways(self, record: Record) -> Ways:
        """How the file of a record is corrected."""
        contact = self.site.territory.contact.email
        edit = self.cards.forge.edit(record.path) if self.cards.forge else None
        return Ways(edit, f"mailto:{contact}?subject={record.path}" if contact else None)

    def partakers(self, actors: Iterable[str]) -> Partakers:
        """Who takes part, the discreet counted and not named."""
        given = list(actors)
        named = [actor for actor in given if actor not in self.cards.recognition.hidden]
        named.sort(key=lambda one: (phrases.order(self.cards.actors[one].name), one))
        links = (self.cards.actor_link(one, self.cards.actors[one].place) for one in named)
        return Partakers(tuple(links), len(given) - len(named))

    def decision(self, one: Decision) -> DecisionCard:
        """A decision on a card."""
        waiting = one.status == "proposed" and one.until is not None and one.until >= self.today
        return DecisionCard(
            title=one.title,
            path=self.site.urls.record("decision", one.id),
            kind=self.cards.label("decision-kinds", one.kind),
            status=one.status,
            status_label=self.cards.label("decision-statuses", one.status),
            iso=one.date.isoformat(),
            day=phrases.short_day(one.date, self.language),
            summary=one.summary or "",
            until=phrases.short_day(one.until, self.language) if waiting and one.until else "",
        )

    def decision_link(self, identifier: str | None) -> Link | None:
        """A link to a decision or to minutes, with its day."""
        if identifier is None:
            return None
        one = self.network.decisions[identifier]
        return Link(one.title, self.site.urls.record("decision", one.id), phrases.short_day(one.date, self.language))

    def latest(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """The newest first; of one day, in the order of ids."""
        return tuple(sorted(decisions, key=lambda one: (-one.date.toordinal(), one.id)))

    @cached_property
    def versions(self) -> tuple[Charter, ...]:
        """The versions of the charter, the oldest first."""
        return governance.ordered(self.network.charters.values())

    @cached_property
    def current(self) -> Charter | None:
        """The version in force."""
        chosen = self.site.territory.charter
        return governance.in_force(self.versions, chosen.version if chosen else None, self.today)

    def version_path(self, charter: Charter) -> str:
        """Where a version stays, whatever comes after it."""
        return f"{self.site.urls.section('charter')}{charter.version}/"

    def changes_path(self, charter: Charter) -> str:
        """Where one reads what changed since a version; empty for the one in force and for those that come after it."""
        current = self.current
        if current is None or self.versions.index(charter) >= self.versions.index(current):
            return ""
        return f"{self.version_path(charter)}changements/"

    def signature(self, actor: Actor) -> Signature | None:
        """What an actor signed."""
        if actor.charter is None:
            return None
        signed = next((one for one in self.versions if one.version == actor.charter.version), None)
        return Signature(
            version=actor.charter.version,
            day=phrases.short_day(actor.charter.signed, self.language),
            text=self.version_path(signed) if signed else "",
            changes=self.changes_path(signed) if signed else "",
            current=self.current.version if self.current else "",
        )

    def of(self, actor: Actor) -> Partaking:
        """What an actor takes part in; nothing for the discreet."""
        if actor.id in self.cards.recognition.hidden:
            return Partaking()
        return Partaking(
            seats=tuple(self._seat(one, actor) for one in self._seated.get(actor.id, ())),
            decisions=tuple(
                link for one in self._decided.get(actor.id, ()) if (link := self.decision_link(one.id)) is not None
            ),
            answers=tuple(self._answered.get(actor.id, ())),
        )

    def _seat(self, committee: Committee, actor: Actor) -> Link:
        term = next(term for term in governance.seated(committee, self.today) if term.actor == actor.id)
        words = self.site.translate("depuis le {day}").format(day=phrases.short_day(term.first, self.language))
        return Link(committee.name, self.site.urls.record("committee", committee.id), words)

    @cached_property
    def _seated(self) -> Mapping[str, Sequence[Committee]]:
        found: dict[str, list[Committee]] = defaultdict(list)
        for committee in self.network.committees.values():
            for actor in dict.fromkeys(term.actor for term in governance.seated(committee, self.today)):
                found[actor].append(committee)
        return found

    @cached_property
    def _decided(self) -> Mapping[str, Sequence[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for one in self.latest(self.network.decisions.values()):
            for actor in one.participants:
                found[actor].append(one)
        return found

    @cached_property
    def _answered(self) -> Mapping[str, Sequence[Link]]:
        found: dict[str, list[Link]] = defaultdict(list)
        section = self.site.urls.record
        for answer in self.network.answers.values():
            asked = self.network.consultations[answer.consultation]
            day = phrases.short_day(answer.date, self.language)
            for actor in answer.by:
                found[actor].append(
                    Link(asked.title, f"{section('consultation', asked.id)}#{answer_anchor(answer.id)}", day)
                )
        return found
