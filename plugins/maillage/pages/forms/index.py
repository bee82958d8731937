"""Small files in which a form looks something up: a name while it is typed, a record to correct, a key already taken.

Each is read only when it is needed, and none grows with the territory: names are spread by their first letters, records and
keys by a hash that the browser computes as well.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from maillage import gazetteer
from maillage.derive.duplicates import keys_of
from maillage.derive.places import departments_of
from maillage.derive.recognition import public
from maillage.exchange import records
from maillage.kinds import KINDS
from maillage.model import Actor, Record, Skill
from maillage.pages.site import File, Site
from maillage.repair import folded

PER_FILE = 32
"""Records in one file, on average."""
FEW, MANY = 400, 3_000
"""Up to so many names: one file, then one for each first letter, then one for each two letters."""
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the browser must know to find a file: letters that name it and which there are, and how many files a hash is spread over."""

    letters: Mapping[str, int]
    starts: Mapping[str, str]
    records: Mapping[str, int]
    keys: int


def files(site: Site, folder: str) -> tuple[Counts, list[File]]:
    """All of them, below ``folder``."""
    names = {kind.name: _names(site, kind.name) for kind in KINDS} | {"commune": _communes(site)}
    letters = {kind: _letters(len(entries)) for kind, entries in names.items()}
    grouped = {kind: _by_letters(entries, letters[kind]) for kind, entries in names.items()}
    starts = {kind: " ".join(groups) for kind, groups in grouped.items()}
    made = [
        File(f"{folder}{kind}/{start}.json", msgspec.json.encode(rows))
        for kind, groups in grouped.items()
        for start, rows in groups.items()
    ]
    plain = {kind.name: _plain(public(site.network, kind.name)) for kind in KINDS}
    spread = {kind: _files_for(len(one)) for kind, one in plain.items()}
    for kind, one in plain.items():
        made += _by_hash(f"{folder}fiches/{kind}/", one, spread[kind])
    keys = _keys(plain["actor"])
    made += _by_hash(f"{folder}cles/", keys, _files_for(len(keys)))
    return Counts(letters, starts, spread, _files_for(len(keys))), made


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


def _names(site: Site, kind: str) -> list[tuple[str, Row]]:
    """(words to look for, row): id, name, where it is or other names, and the commune's code."""
    return [_row(site, record) for record in public(site.network, kind).values()]


def _row(site: Site, record: Record) -> tuple[str, Row]:
    if isinstance(record, Actor):
        place = site.places[record.id]
        town = f"{place.municipality} ({place.department})" if place.department else place.municipality or ""
        return record.name, (record.id, record.name, town, place.commune or "")
    if isinstance(record, Skill):
        more = ", ".join(record.synonyms)
        return f"{record.name} {more}", (record.id, record.name, more)
    return record.label, (record.id, record.label, "")


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


def _by_hash(folder: str, entries: Mapping[str, Any], count: int) -> Iterator[File]:
    groups: dict[int, dict[str, Any]] = {number: {} for number in range(count)}
    for key, value in entries.items():
        groups[bucket(key, count)][key] = value
    for number, inside in groups.items():
        yield File(f"{folder}{number}.json", msgspec.json.encode(inside))


def _plain(found: Mapping[str, Record]) -> dict[str, Any]:
    """Every record with its file and its fingerprint, so that a form can be filled with it."""
    return {
        key: {"path": one.path, "base": records.fingerprint(one), "data": records.plain(one)}
        for key, one in found.items()
    }


def _keys(actors: Mapping[str, Any]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for identifier, one in actors.items():
        for reason, value in dict.fromkeys(keys_of(one["data"])):
            found[f"{reason} {value}"].append((identifier, one["data"]["name"]))
    return found
