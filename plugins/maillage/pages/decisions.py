"""Governance: what is proposed, what holds, what was superseded, minutes, rules, committees and consultations at a glance."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from urllib.parse import quote

from markupsafe import Markup

from maillage import markup, phrases
from maillage.derive import governance
from maillage.governance import Decision
from maillage.pages.cards import Cards
from maillage.pages.committees import CommitteeCard, committee_cards
from maillage.pages.consultations import ConsultationCard, listed
from maillage.pages.feeds import GOVERNANCE_FEED
from maillage.pages.links import Link
from maillage.pages.partaking import Councils, DecisionCard, Partakers, Ways
from maillage.pages.site import Page, Site


@dataclass(frozen=True, slots=True)
class Governance:
    """Everything about how the network decides, what waits for an answer first."""

    title: str
    rules: tuple[DecisionCard, ...]
    proposed: tuple[DecisionCard, ...]
    adopted: tuple[DecisionCard, ...]
    past: tuple[DecisionCard, ...]
    minutes: tuple[DecisionCard, ...]
    committees: tuple[CommitteeCard, ...]
    consultations: tuple[ConsultationCard, ...]
    charter: str
    propose: str
    feed: str


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision, minutes or rule. ``superseded_by`` holds what took its place, ``challenged_by`` what proposes to."""

    title: str
    summary: str
    kind: str
    status: str
    status_label: str
    day: str
    iso: str
    until: str
    over: bool
    review: str
    text: Markup
    superseded_by: tuple[Link, ...]
    challenged_by: tuple[Link, ...]
    supersedes: tuple[Link, ...]
    decided: tuple[Link, ...]
    minutes: Link | None
    committee: Link | None
    event: Link | None
    charter: Link | None
    consultations: tuple[Link, ...]
    partakers: Partakers
    answer: str
    ways: Ways


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """The section's page; nothing where nothing is known of how the network decides."""
    network = site.network
    if not network.deciding["decision"]:
        return
    councils = cards.councils
    decisions = councils.latest(network.decisions.values())

    def chosen(test: Callable[[Decision], bool]) -> tuple[DecisionCard, ...]:
        return tuple(councils.decision(one) for one in decisions if test(one))

    section = site.urls.section("decision")
    page = Governance(
        title=site.translate("Gouvernance"),
        rules=chosen(lambda one: one.kind == "rules" and one.status in {"proposed", "adopted"}),
        proposed=chosen(lambda one: one.kind == "decision" and one.status == "proposed"),
        adopted=chosen(lambda one: one.kind == "decision" and one.status == "adopted"),
        past=chosen(lambda one: one.kind != "minutes" and one.status in {"superseded", "declined"}),
        minutes=chosen(lambda one: one.kind == "minutes"),
        committees=committee_cards(councils),
        consultations=listed(councils),
        charter=site.urls.section("charter") if councils.current else "",
        propose=_propose(councils),
        feed=f"{section}{GOVERNANCE_FEED}" if decisions else "",
    )
    yield Page(section, "governance.html", page)


def records(site: Site, cards: Cards) -> Iterator[tuple[Decision, Callable[[], Iterable[Page]]]]:
    """Each decision with what makes its page."""
    made = _Decisions(site, cards)
    for one in site.network.decisions.values():
        yield one, partial(made.pages, one)


def _propose(councils: Councils) -> str:
    """A letter with the blanks that a proposal needs; empty where there is nobody to write to."""
    _, contact = councils.site.translate, councils.site.territory.contact.email
    subject = _("Proposer une décision")
    body = _("Bonjour,\n\nLa question :\n\nCe que je propose :\n\nQui d’autre en a parlé avec moi :\n")
    return f"mailto:{contact}?subject={quote(subject)}&body={quote(body)}" if contact else ""


class _Decisions:
    """What the pages of decisions say, for one site."""

    def __init__(self, site: Site, cards: Cards) -> None:
        self.site, self.cards, self.councils = site, cards, cards.councils
        self.language = site.territory.language

    def pages(self, one: Decision) -> Iterator[Page]:
        yield Page(self.site.urls.record("decision", one.id), "decision.html", self._page(one))

    def _page(self, one: Decision) -> DecisionPage:
        site, councils, after = self.site, self.councils, self._successors.get(one.id, [])
        card = councils.decision(one)
        committee = site.network.committees[one.committee] if one.committee else None
        event = site.network.events[one.event] if one.event else None
        return DecisionPage(
            title=one.title,
            summary=card.summary,
            kind=card.kind,
            status=one.status,
            status_label=card.status_label,
            day=card.day,
            iso=card.iso,
            until=phrases.short_day(one.until, self.language) if one.until and one.status == "proposed" else "",
            over=one.until is not None and one.until < site.today,
            review=phrases.short_day(one.review, self.language) if one.review else "",
            text=markup.markdown_html(one.description or "", top_heading=2),
            superseded_by=self._links(newer.id for newer in after if newer.status in {"adopted", "superseded"}),
            challenged_by=self._links(newer.id for newer in after if newer.status == "proposed"),
            supersedes=self._links(one.supersedes),
            decided=self._links(self._decided.get(one.id, ())),
            minutes=councils.decision_link(one.minutes),
            committee=Link(committee.name, site.urls.record("committee", committee.id)) if committee else None,
            event=Link(event.title, site.urls.record("event", event.id)) if event else None,
            charter=self._charter(one),
            consultations=tuple(self._consultations(one)),
            partakers=councils.partakers(one.participants),
            answer=self._answer(one),
            ways=councils.ways(one),
        )

    def _links(self, identifiers: Iterable[str]) -> tuple[Link, ...]:
        return tuple(link for one in identifiers if (link := self.councils.decision_link(one)) is not None)

    def _charter(self, one: Decision) -> Link | None:
        found = [charter for charter in self.councils.versions if charter.decision == one.id]
        return Link(found[-1].version, self.councils.version_path(found[-1])) if found else None

    def _consultations(self, one: Decision) -> Iterator[Link]:
        for asked in self.site.network.consultations.values():
            if asked.decision == one.id:
                yield Link(asked.title, self.site.urls.record("consultation", asked.id))

    def _answer(self, one: Decision) -> str:
        """A letter that answers a proposal, while that is of use."""
        contact, _ = self.site.territory.contact.email, self.site.translate
        if one.status != "proposed" or contact is None or (one.until is not None and one.until < self.site.today):
            return ""
        subject = _("À propos de la proposition : {title}").format(title=one.title)
        body = _("Bonjour,\n\nJ’ai une objection (laquelle, et pourquoi) :\n\nCe qui la lèverait :\n")
        return f"mailto:{contact}?subject={quote(subject)}&body={quote(body)}"

    @cached_property
    def _successors(self) -> dict[str, list[Decision]]:
        return governance.successors(self.site.network.decisions.values())

    @cached_property
    def _decided(self) -> dict[str, list[str]]:
        """Decisions by the minutes that tell of them, the order of ids."""
        found: dict[str, list[str]] = {}
        for one in self.site.network.decisions.values():
            if one.minutes:
                found.setdefault(one.minutes, []).append(one.id)
        return found
