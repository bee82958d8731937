"""What a record's pages can show: the record and all that is within reach of it, as one digest.

Reach is wide on purpose, and follows the references that the schemas declare, so that a new field or kind is within it
without a word here: every record that this one names or that names it; through an event or a contribution, the others it
names; through a skill or equipment, in passing, all who have to do with it or with what is close to it. A page that needs
more than that says so in its lot (see :class:`maillage.pages.site.Lot`) or is made again after every change.
"""

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property
from hashlib import blake2b

from maillage.cache import digest
from maillage.kinds import KINDS
from maillage.model import Actor, Contribution, Record
from maillage.pages.site import Site
from maillage.reading import Mark

HUBS = frozenset({"skill", "equipment"})
"""Kinds that bring many together: what is behind them is seen in passing only."""
Key = tuple[str, str]


class Around:
    """Digests of the surroundings of records, for one site."""

    def __init__(self, site: Site) -> None:
        """Take the site, with the marks of its files."""
        self.site = site
        badges = [site.mark(badge) for badge in site.network.badges.values()]  # shown on the page of whoever holds them
        charters = [
            site.mark(charter) for charter in site.network.charters.values()
        ]  # on the page of whoever signed one
        self._today = digest(site.today, badges, charters, sorted(site.credits))
        self._zones: dict[Key, bytes] = {}
        self._pools: dict[Key, bytes] = {}
        self._own: dict[Key, bytes] = {}

    def of(self, kind: str, record: Record) -> object:
        """What changes with the pages of a record; None, which is everything, where the files have no marks."""
        mark, marks = self.site.marks.get(record.path), self._marks
        if mark is None:
            return None
        parts = [self._today, mark.whole]
        for key in self._near(kind, record):
            parts.append(marks[key].whole)
            if key[0] in HUBS:
                parts.append(self._zone(key))
            elif key[0] != "actor":
                parts += [marks[other].passing for other in self._near(*self._found(key))]
        if kind in HUBS:
            parts.append(self._zone((kind, record.id)))
        return blake2b(b"".join(parts), digest_size=16).digest()

    def own(self, kind: str, record: Record, *more: object) -> bytes:
        """What changes with what a record says by itself, with the names of what it names; and with ``more``."""
        mark = self.site.marks.get(record.path)
        if mark is None:
            return digest(kind, record, *more)
        if more or (kind, record.id) not in self._own:
            named = [self._marks[key].whole for key in mark.refers if key in self._marks]
            self._own[kind, record.id] = digest(mark.whole, named, *more)
        return self._own[kind, record.id]

    def neighbours(self, paths: Collection[str]) -> frozenset[str]:
        """Names of the lots of the records that lie in some files, of those that these name, and that name these."""
        here = [key for key, record in self._records.items() if record.path in paths]
        near = [other for key in here for other in self._near(*self._found(key))]
        return frozenset(f"{kind}/{identifier}" for kind, identifier in [*here, *near])

    def _near(self, kind: str, record: Record) -> list[Key]:
        mark = self.site.marks[record.path]
        named = [key for key in (*mark.refers, *self._unsaid(record)) if key in self._marks]
        return [*named, *self._naming.get((kind, record.id), ())]

    def _found(self, key: Key) -> tuple[str, Record]:
        return key[0], self._records[key]

    def _zone(self, key: Key) -> bytes:
        """A skill or equipment, what is close to it, and what is close to that: all who have to do with them."""
        if key not in self._zones:
            reach = {key: None}
            for _ in range(2):
                reach |= {
                    other: None for one in list(reach) for other in self._near(*self._found(one)) if other[0] in HUBS
                }
            self._zones[key] = digest([self._pool(one) for one in reach])
        return self._zones[key]

    def _pool(self, key: Key) -> bytes:
        if key not in self._pools:
            near = self._near(*self._found(key))
            marks = self._marks
            parts = [marks[key].whole, *(marks[one].passing if one[0] == "actor" else marks[one].whole for one in near)]
            self._pools[key] = blake2b(b"".join(parts), digest_size=16).digest()
        return self._pools[key]

    def _unsaid(self, record: Record) -> list[Key]:
        """What a record leads to without naming it: who had the need it answered, the skills that its needs speak of in words."""
        if isinstance(record, Contribution):
            return [("actor", record.need.rpartition("-")[0])] if record.need else []
        needs = record.needs if isinstance(record, Actor) else ()
        spoken = [need for need in needs if not (need.skill or need.equipment) and need.is_open(self.site.today)]
        return [("skill", skill) for need in spoken for skill in self.site.meant(need)]

    @cached_property
    def _records(self) -> dict[Key, Record]:
        network = self.site.network
        return {(kind.name, record.id): record for kind in KINDS for record in network.records(kind.name).values()}

    @cached_property
    def _marks(self) -> dict[Key, Mark]:
        marks = self.site.marks
        return {key: marks[record.path] for key, record in self._records.items() if record.path in marks}

    @cached_property
    def own_actors(self) -> list[tuple[Actor, bytes]]:
        """Each actor of ours, with what changes with what it says by itself."""
        return [(actor, self.own("actor", actor)) for actor in self.site.network.own_actors.values()]

    @cached_property
    def _naming(self) -> dict[Key, list[Key]]:
        """For each record, those that name it."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for key, record in self._records.items():
            for named in dict.fromkeys([*self.site.marks[record.path].refers, *self._unsaid(record)]):
                found[named].append(key)
        return found
