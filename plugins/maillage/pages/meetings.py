"""Needs and offers brought together on pages: who could help whom, and where a skill is brought and sought."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from maillage import gazetteer
from maillage.derive.matching import Answers, Helper, Matching, coming
from maillage.derive.training import Training
from maillage.model import Actor, Event, Skill
from maillage.network import Seeker
from maillage.pages.links import Link

if TYPE_CHECKING:
    from maillage.pages.cards import Cards


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One territory: how many actors bring a skill there, how many open needs seek it."""

    territory: Link | None
    brought: int
    sought: int


class Meetings:
    """Words and links for what :class:`maillage.derive.matching.Matching` finds."""

    def __init__(self, cards: "Cards") -> None:
        """``cards`` gives the site, its words and its links."""
        self.cards = cards
        self.site = cards.site

    @cached_property
    def matching(self) -> Matching:
        """The questions of today."""
        site = self.site
        return Matching(site.network, site.places, site.today, coming(site.occurrences, site.today), site.meant)

    @cached_property
    def training(self) -> Training:
        """Questions about learning."""
        return Training(self.matching)

    @cached_property
    def days(self) -> dict[str, str]:
        """The next day of each event to come, in words."""
        return {event.id: card.day for event, card in self.cards.next_dates}

    def answers(self, seeker: Seeker) -> Answers:
        """What a need may meet."""
        return self.matching.answers(seeker)

    def helper(self, helper: Helper, more: str = "") -> Link:
        """Who could help: where they are, how far, what they would lend."""
        _ = self.site.translate
        loan = _("prête : {name}").format(name=helper.loan.name) if helper.loan else ""
        return self.cards.actor_link(helper.actor.id, self._note(helper.actor, helper.km, loan, more))

    def event(self, event: Event) -> Link:
        """Where a skill is learnt, and when."""
        return Link(event.title, self.site.urls.record("event", event.id), self.days.get(event.id, ""))

    def could_help(self, actor: Actor) -> tuple[Link, ...]:
        """Open needs that an actor could answer, each on the page of who has it."""
        return tuple(self.need_link(near.item, near.km) for near in self.matching.could_help(actor))

    def need_link(self, seeker: Seeker, km: int | None = None) -> Link:
        """A need on the page of who has it."""
        _ = self.site.translate
        path = f"{self.site.urls.record('actor', seeker.actor.id)}#{seeker.id}"
        guessed = _("peut-être, d’après ses mots") if seeker.id in self.matching.meant_by else ""
        return Link(self.title(seeker), path, self._note(seeker.actor, km, guessed, seeker.actor.name))

    def could_be_helped(self, actor: Actor) -> tuple[Link, ...]:
        """Who could answer an actor's open needs."""
        _ = self.site.translate
        return tuple(
            self.helper(helper, _("pour « {need} »").format(need=self.title(seeker)))
            for helper, seeker in self.matching.could_be_helped(actor)
        )

    def title(self, seeker: Seeker) -> str:
        """What a need is called."""
        need, network = seeker.need, self.site.network
        what = network.skills.get(need.skill or "") or network.equipment.get(need.equipment or "")
        return need.title or need.text or (what.label if what else "")

    def _note(self, actor: Actor, km: int | None, *more: str) -> str:
        _ = self.site.translate
        far = "" if km is None else _("au même endroit") if km == 0 else _("à {km} km").format(km=km)
        return ", ".join(part for part in (*more, self.cards.actors[actor.id].place, far) if part)

    def balance(self, skill: Skill) -> tuple[BalanceRow, ...]:
        """Where a skill is brought and sought, department by department; those we know nothing of come last."""
        found = self.matching.balance(skill.id)
        return tuple(
            BalanceRow(self._department(code), found[code].brought, found[code].sought)
            for code in sorted(found, key=lambda code: (not code, code))
        )

    def _department(self, code: str) -> Link | None:
        department = gazetteer.department(code)
        if department is None:
            return None
        from maillage.pages.territories import covered  # the pages of territories show needs, which are made here

        path = self.site.urls.record("territory", code) if code in covered(self.site) else ""
        return Link(f"{department.name} ({code})", path)

    def sought_in(self, code: str) -> Iterator[Link]:
        """Skills sought in a territory, and whether somebody brings them there, elsewhere, or nobody known."""
        _ = self.site.translate
        for skill in self.matching.sought_in(code):
            if self.matching.brought_in(skill.id, code):
                note = _("apportée ici aussi")
            elif self.site.network.bringers(skill.id):
                note = _("apportée ailleurs dans le réseau")
            else:
                note = _("personne ne l’apporte encore, à notre connaissance")
            yield self.cards.skill_link(skill.id, note)
