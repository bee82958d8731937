"""The network seen: who is tied to whom, as a table and a drawing that say the same, and the structures that bridge families.

Of structures only. Small, all of it is on one page; large, the first page draws families and each department has its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from maillage import gazetteer, phrases
from maillage.derive.families import FAMILIES
from maillage.derive.links import Relation
from maillage.derive.relations import Bridge, Relations, Tie
from maillage.exchange import spreadsheet
from maillage.i18n import N_
from maillage.pages import network_graph
from maillage.pages.cards import Cards, Link
from maillage.pages.network_graph import DRAWN, Dot, Drawing, Line
from maillage.pages.site import File, Page, Site

LISTED, PER_PAGE, ALONE, SAID = 300, 200, 100, 3
"""Ties listed on the first page at most; on one page of a department; structures without a tie that are named; links of a sort."""
_SORTS = {
    "member": N_("membre"),
    "partner": N_("partenaires"),
    "organised": N_("ont organisé ensemble"),
    "contributed": N_("contribution"),
    "answered": N_("réponse à un besoin"),
    "lent": N_("prêt"),
    "reused": N_("pratique reprise"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sort of relation in words, and the records that say so."""

    words: str
    records: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One tie."""

    one: Link
    other: Link
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family, those it is tied to, and those it is not, as far as is known."""

    sign: str
    name: str
    tied: tuple[str, ...]
    apart: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BridgeRow:
    """A structure without which something falls apart."""

    actor: Link
    family: str
    families: tuple[str, ...]
    alone: tuple[tuple[str, str], ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """An event that brought families together."""

    event: Link
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """The first page of the section. ``by_family`` says that the drawing shows families, there being too many structures."""

    title: str
    structures: str
    alone_known: int
    drawing: Drawing | None
    by_family: bool
    families: tuple[FamilyRow, ...]
    bridges: tuple[BridgeRow, ...]
    meetings: tuple[MeetingRow, ...]
    rows: tuple[Row, ...]
    departments: tuple[Link, ...]
    alone: tuple[Link, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Part:
    """The ties that touch a department, a page at a time."""

    title: str
    drawing: Drawing | None
    too_many: bool
    signs: tuple[FamilyRow, ...]
    rows: tuple[Row, ...]
    territory: str
    previous: str | None
    next: str | None


def pages(site: Site, cards: Cards) -> Iterator[Page | File]:
    """The first page, one for each department that has ties, and the table to take away."""
    yield from Ties(site, cards).pages()


class Ties:
    """Words and drawings for what :class:`maillage.derive.relations.Relations` finds."""

    def __init__(self, site: Site, cards: Cards) -> None:
        """Take the site and its cards."""
        self.site, self.cards, self.known = site, cards, Relations(site.network, site.today)
        self.section = site.urls.section("network")

    def pages(self) -> Iterator[Page | File]:
        """Everything of the section."""
        yield Page(self.section, "network.html", self._first())
        for code, ties in self._departments.items():
            yield from self._department(code, ties)
        if self.site.network.actors:
            yield File(table_path(self.site), spreadsheet.table(self._headings, self._cells()))

    def name(self, family: str) -> str:
        """A family in words."""
        return self.cards.label("structure-families", family)

    @cached_property
    def signs(self) -> Mapping[str, str]:
        """A number for each family that is there: what stands in its dots."""
        return {family: str(number) for number, family in enumerate(self.known.present, start=1)}

    @cached_property
    def _bridging(self) -> frozenset[str]:
        return frozenset(bridge.actor for bridge in self.known.bridges)

    def _first(self) -> NetworkPage:
        known = self.known
        by_family = len(known.around) > DRAWN
        alone = sorted(known.alone, key=lambda one: phrases.order(known.structures[one].name))
        return NetworkPage(
            title=self.site.translate("Le réseau vu d’ensemble"),
            structures=phrases.number(len(known.structures), self.cards.language),
            alone_known=len(alone),
            drawing=(self._of_families() if by_family else self._of_structures(known.ties)) if known.ties else None,
            by_family=by_family,
            families=tuple(self._families(known.present)),
            bridges=tuple(sorted(map(self._bridge, known.bridges), key=lambda row: phrases.order(row.actor.label))),
            meetings=tuple(
                MeetingRow(self._record("organised", one.event.id), tuple(map(self.name, one.families)))
                for one in known.gatherings
            ),
            rows=tuple(self._rows(known.ties)) if len(known.ties) <= LISTED else (),
            departments=tuple(Link(_department(code), self._path(code)) for code in self._departments if code),
            alone=tuple(map(self.cards.actor_link, alone[:ALONE])),
            table=table_path(self.site) if known.ties else "",
        )

    def _families(self, families: Iterable[str]) -> Iterator[FamilyRow]:
        for family in families:
            others = [one for one in self.known.present if one != family]
            tied = [one for one in others if self._tied(family, one)]
            apart = [one for one in others if one not in tied]
            yield FamilyRow(
                self.signs[family], self.name(family), tuple(map(self.name, tied)), tuple(map(self.name, apart))
            )

    def _tied(self, one: str, other: str) -> bool:
        return (one, other) in self.known.between or (other, one) in self.known.between

    def _bridge(self, bridge: Bridge) -> BridgeRow:
        return BridgeRow(
            actor=self.cards.actor_link(bridge.actor),
            family=self.name(self.known.family[bridge.actor]),
            families=tuple(map(self.name, bridge.families)),
            alone=tuple((self.name(one), self.name(other)) for one, other in bridge.alone),
            holds=bridge.holds,
        )

    # ---- The drawing ----

    def _of_structures(self, ties: Sequence[Tie]) -> Drawing:
        ids = sorted({identifier for tie in ties for identifier in (tie.one, tie.other)})
        at = {identifier: position for position, identifier in enumerate(ids)}
        family = self.known.family
        dots = [
            Dot(link.label, link.path, self.signs[family[one]], one in self._bridging)
            for one, link in ((one, self.cards.actor_link(one)) for one in ids)
        ]
        lines = [
            Line(
                at[tie.one],
                at[tie.other],
                "inside" if family[tie.one] == family[tie.other] else "across",
                self._title(tie),
            )
            for tie in ties
        ]
        return network_graph.draw(dots, lines)

    def _title(self, tie: Tie) -> str:
        actors = self.known.structures
        words = ", ".join(self.site.translate(_SORTS[sort]) for sort in tie.sorts)
        return f"{actors[tie.one].name} – {actors[tie.other].name} : {words}"

    def _of_families(self) -> Drawing:
        """Families as dots, and lines the thicker the more structures they tie; how thick is told in no number of anybody."""
        present = self.known.present
        at = {family: position for position, family in enumerate(present)}
        lines = [
            Line(at[one], at[other], "across", f"{self.name(one)} – {self.name(other)}", min(6, len(ties).bit_length()))
            for (one, other), ties in sorted(self.known.between.items())
            if one != other
        ]
        return network_graph.draw([Dot(self.name(one), self.section, self.signs[one]) for one in present], lines)

    # ---- The table ----

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        """Where each structure stands in the order of names."""
        return {identifier: rank for rank, identifier in enumerate(self.cards.actors)}

    @cached_property
    def _links(self) -> Mapping[str, Link]:
        return {identifier: self.cards.actor_link(identifier) for identifier in self.known.around}

    def _rows(self, ties: Iterable[Tie]) -> Iterator[Row]:
        """Rows in the order of names."""
        ranks, links = self._ranks, self._links
        for tie in sorted(ties, key=lambda tie: (ranks[tie.one], ranks[tie.other])):
            yield Row(links[tie.one], links[tie.other], tuple(self._said(tie)))

    def _said(self, tie: Tie) -> Iterator[Said]:
        _ = self.site.translate
        for sort in tie.sorts:
            found = [one for one in tie.relations if one.sort == sort]
            if sort == "member":
                for one in found:
                    yield Said(_("{one} est membre de {other}").format(**self._names(one)), ())
            else:
                ids = list(dict.fromkeys(one.record for one in found if one.record))
                yield Said(_(_SORTS[sort]), tuple(self._record(sort, one) for one in ids[:SAID]))

    def _names(self, relation: Relation) -> dict[str, str]:
        actors = self.known.structures
        return {"one": actors[relation.one].name, "other": actors[relation.other].name}

    def _record(self, sort: str, identifier: str) -> Link:
        if sort == "answered":
            link = self.cards.meetings.need_link(next(filter(None, [self.site.network.need(identifier)])))
            return Link(link.label, link.path)
        kind = {"organised": "event", "contributed": "contribution", "lent": "equipment", "reused": "practice"}[sort]
        return Link(self.site.network.records(kind)[identifier].label, self.site.urls.record(kind, identifier))

    @property
    def _headings(self) -> tuple[str, ...]:
        _ = self.site.translate
        return (_("Structure"), _("Famille"), _("Avec"), _("Famille de l’autre"), _("Ce qui les relie"), _("Selon"))

    def _cells(self) -> Iterator[dict[str, str]]:
        _, actors, family = self.site.translate, self.known.structures, self.known.family
        for tie in self.known.ties:
            for one in tie.relations:
                record = self._record(one.sort, one.record).label if one.record else ""
                cells = (
                    actors[one.one].name, self.name(family[one.one]), actors[one.other].name, self.name(family[one.other]),
                    _(_SORTS[one.sort]), record,
                )  # fmt: skip
                yield dict(zip(self._headings, cells, strict=True))

    # ---- Departments ----

    @cached_property
    def _departments(self) -> Mapping[str, list[Tie]]:
        """Ties by the departments they touch, in the order of codes; those of structures whose place is unknown last."""
        found: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.known.ties:
            codes = {self.site.places[one].department or "" for one in (tie.one, tie.other)}
            for code in codes:
                found[code].append(tie)
        return {code: found[code] for code in sorted(found, key=lambda code: (not code, code))}

    def _path(self, code: str) -> str:
        return f"{self.section}{code.lower() or 'ailleurs'}/"

    def _department(self, code: str, ties: Sequence[Tie]) -> Iterator[Page]:
        from maillage.pages.territories import covered

        path, numbers = self._path(code), -(-len(ties) // PER_PAGE)
        there = {identifier for tie in ties for identifier in (tie.one, tie.other)}
        families = [family for family in FAMILIES if family in {self.known.family[one] for one in there}]
        name = _department(code) if code else self.site.translate("Sans commune connue")
        for number in range(1, numbers + 1):
            context = Part(
                title=self.site.translate("Le réseau : {name}").format(name=name),
                drawing=self._of_structures(ties) if number == 1 and len(there) <= DRAWN else None,
                too_many=len(there) > DRAWN,
                signs=tuple(self._families(families)),
                rows=tuple(self._rows(ties[(number - 1) * PER_PAGE : number * PER_PAGE])),
                territory=self.site.urls.record("territory", code) if code in covered(self.site) else "",
                previous=_numbered(path, number - 1) if number > 1 else None,
                next=_numbered(path, number + 1) if number < numbers else None,
            )
            yield Page(_numbered(path, number), "network-part.html", context)


def table_path(site: Site) -> str:
    """Where the ties are to take away."""
    return f"{site.urls.section('data')}reseau.csv"


def _numbered(path: str, number: int) -> str:
    return path if number == 1 else f"{path}page/{number}/"


def _department(code: str) -> str:
    found = gazetteer.department(code)
    return f"{found.name} ({code})" if found else code
