"""Small files in which a form looks something up: a name while it is typed, a record to correct, a key already taken.

Each is read only when it is needed, and none grows with the territory: names are spread by their first letters, records and
keys by a hash that the browser computes as well.
"""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar

import msgspec

from maillage import gazetteer
from maillage.derive.duplicates import keys_of
from maillage.derive.places import departments_of
from maillage.derive.recognition import public
from maillage.exchange import records
from maillage.kinds import KINDS
from maillage.model import Actor, Record, Skill
from maillage.pages.around import Around
from maillage.pages.site import File, Lot, Site
from maillage.repair import folded

PER_FILE = 32
"""Records in one file, on average."""
KEYS = 3
"""Keys of an actor, about: a name and town, a phone, an address."""
FEW, MANY = 400, 3_000
"""Up to so many names: one file, then one for each first letter, then one for each two letters."""
Row = tuple[str, ...]
Public = Callable[[str], Mapping[str, Record]]
"""The records of a kind that may be published."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the browser must know to find a file: letters that name it and which there are, and how many files a hash is spread over."""

    letters: Mapping[str, int]
    starts: Mapping[str, str]
    records: Mapping[str, int]
    keys: int


def counts(site: Site) -> Counts:
    """How everything is spread: by what can be seen of records in passing, so that few edits change it."""
    names = dict(_all_names(site))
    letters = {kind: _letters(len(entries)) for kind, entries in names.items()}
    starts = {kind: " ".join(_by_letters(entries, letters[kind])) for kind, entries in names.items()}
    records = {kind.name: _files_for(len(site.network.records(kind.name))) for kind in KINDS}
    return Counts(letters, starts, records, _files_for(KEYS * len(site.network.actors)))


def files(site: Site, folder: str) -> Iterator[File]:
    """Names to choose from while one types, below ``folder``."""
    for kind, entries in _all_names(site):
        for start, rows in _by_letters(entries, _letters(len(entries))).items():
            yield File(f"{folder}{kind}/{start}.json", msgspec.json.encode(rows))


def lots(site: Site, around: Around, folder: str) -> Iterator[Lot]:
    """Records to correct, some in each file, and the keys that are taken."""
    found = cache(partial(public, site.network))
    for kind in KINDS:
        known = site.network.records(kind.name)
        for number, some in enumerate(_by_hash(known, _files_for(len(known)))):
            path = f"{folder}fiches/{kind.name}/{number}.json"
            shows = [around.own(kind.name, record) for record in some.values()]
            yield Lot(
                f"form-records/{kind.name}/{number}", partial(_records, found, kind.name, tuple(some), path), shows
            )
    yield Lot("form-keys", partial(_keys, site, found, f"{folder}cles/"))


def _records(found: Public, kind: str, chosen: Iterable[str], path: str) -> Iterator[File]:
    shown = found(kind)
    plain = {key: _plain(shown[key]) for key in chosen if key in shown}
    yield File(path, msgspec.json.encode(plain))


def _keys(site: Site, found: Public, folder: str) -> Iterator[File]:
    taken: dict[str, list[Row]] = defaultdict(list)
    for identifier, one in found("actor").items():
        for reason, value in dict.fromkeys(keys_of(records.plain(one))):
            taken[f"{reason} {value}"].append((identifier, one.label))
    for number, inside in enumerate(_by_hash(taken, _files_for(KEYS * len(site.network.actors)))):
        yield File(f"{folder}{number}.json", msgspec.json.encode(inside))


def bucket(text: str, count: int) -> int:
    """Which of ``count`` files holds a text: CRC-32 of its UTF-8 bytes.

    >>> bucket("atelier", 1), bucket("123456789", 0x100000000) == 0xCBF43926
    (0, True)
    """
    return zlib.crc32(text.encode()) % count


def _files_for(count: int) -> int:
    return max(1, -(-count // PER_FILE))


def _letters(count: int) -> int:
    return 0 if count <= FEW else 1 if count <= MANY else 2


def _all_names(site: Site) -> Iterator[tuple[str, list[tuple[str, Row]]]]:
    for kind in KINDS:
        yield kind.name, _names(site, kind.name)
    yield "need", list(_needs(site))
    yield "commune", _communes(site)


def _names(site: Site, kind: str) -> list[tuple[str, Row]]:
    """(words to look for, row): id, name, where it is or other names, and the commune's code."""
    return [_row(site, record) for record in public(site.network, kind).values()]


def _row(site: Site, record: Record) -> tuple[str, Row]:
    if isinstance(record, Actor):
        place = site.places[record.id]
        return record.name, (record.id, record.name, place.said, place.commune or "")
    if isinstance(record, Skill):
        more = ", ".join(record.synonyms)
        return f"{record.name} {more}", (record.id, record.name, more)
    return record.label, (record.id, record.label, "")


def _needs(site: Site) -> Iterator[tuple[str, Row]]:
    """What somebody looks for or found, with who does: a contribution says which need it answered."""
    skills, items = site.network.skills, site.network.equipment
    for actor in site.network.own_actors.values():
        for position, need in enumerate(actor.needs, start=1):
            subject = skills.get(need.skill or "") or items.get(need.equipment or "")
            title = need.title or need.text or (subject.label if subject else "")
            more = ", ".join(part for part in (actor.name, site.places[actor.id].said) if part)
            yield f"{title} {actor.name}", (f"{actor.id}-{position}", title, more)


def _communes(site: Site) -> list[tuple[str, Row]]:
    """Communes of the territory's departments, the most peopled first: a postcode often serves fifty villages and a town."""
    found = [one for code in departments_of(site.territory.area) for one in gazetteer.communes_of(code).values()]
    found.sort(key=lambda one: -(one.population or 0))
    return [(f"{one.name} {' '.join(one.postcodes)}", (one.code, one.name, " ".join(one.postcodes))) for one in found]


def _by_letters(entries: Iterable[tuple[str, Row]], letters: int) -> dict[str, list[Row]]:
    """Rows for each beginning of a word; numbers (postcodes) are told apart by one more figure."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for words, row in entries:
        for start in dict.fromkeys(_start(word, letters) for word in folded(words).split("-") if word):
            groups[start or "tout"].append(row)
    return dict(sorted(groups.items()))


def _start(word: str, letters: int) -> str:
    return word[: letters + 1] if letters and word[0].isdigit() else word[:letters]


def _by_hash(entries: Mapping[str, T], count: int) -> list[dict[str, T]]:
    """The entries of each of ``count`` files."""
    groups: list[dict[str, T]] = [{} for _ in range(count)]
    for key, value in entries.items():
        groups[bucket(key, count)][key] = value
    return groups


def _plain(one: Record) -> dict[str, Any]:
    """A record with its file and its fingerprint, so that a form can be filled with it."""
    return {"path": one.path, "base": records.fingerprint(one), "data": records.plain(one)}
