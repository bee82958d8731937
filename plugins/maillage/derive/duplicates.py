"""Records that may be one and the same place, each pair with its reasons. Nothing is compared with everything.

Pairs are looked for only inside small blocks: records that share a SIRET, a phone, an e-mail or a site, or a rare word of
the name in one commune or in one cell of a grid. A key that many share (the switchboard of a network) says little and makes
no block. So the work grows with the number of records, not with its square.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

import msgspec
from rapidfuzz import fuzz

from maillage.derive.confusables import skeleton
from maillage.derive.places import place_of
from maillage.gazetteer.distance import distance_km
from maillage.model import Location
from maillage.repair import folded

LARGEST_BLOCK = 12
"""A key shared by more records than this names a network, not a place."""
CELL = 0.002
"""Degrees: cells of a grid some 150 to 220 m wide in France; neighbours are looked into too."""
NEAR_KM = 0.1
ALIKE = 86
"""Likeness of two names (0 to 100, rapidfuzz' ``token_sort_ratio``) from which they are called alike."""
KIN = 55
"""Likeness from which two names may be spellings of one, where something else says so too."""
SAME_STREET = 60
"""Likeness below which two streets are two streets."""
APART_KM = 1.0
KEYS = ("siret", "phone", "email", "site")
_NUMBER = re.compile(r"\b[0-9]+\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is compared of a record. ``words`` is the name without accents, small words, or the commune's own name."""

    id: str
    name: str
    words: str
    whole: str
    commune: str
    postcode: str
    point: tuple[float, float] | None
    street: str
    keys: tuple[tuple[str, str], ...]
    distinct: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids in order, and why they may be one: names of reasons, the strongest first."""

    first: str
    second: str
    reasons: tuple[str, ...]


def candidate(identifier: str, data: Mapping[str, Any]) -> Candidate:
    """What is compared, from an actor's plain data."""
    location = data.get("location", {})
    name = data.get("name", "")
    lat, lon = location.get("lat"), location.get("lon")
    return Candidate(
        identifier,
        name,
        _words(name, folded(skeleton(location.get("municipality", "")))),
        folded(skeleton(name)).replace("-", " "),
        _commune(location),
        location.get("postcode", ""),
        None if lat is None or lon is None else (lat, lon),
        folded(location.get("street", "")).replace("-", " "),
        tuple(keys_of(data)),
        frozenset(data.get("distinct", ())),
    )


def _commune(location: Mapping[str, Any]) -> str:
    """The commune's code; its name where it has none; nothing where only a postcode is known, which several share."""
    if not (location.get("insee") or location.get("municipality")):
        return ""
    place = place_of(msgspec.convert(location, Location))
    return place.commune or folded(location.get("municipality", ""))


def keys_of(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What tells a record by itself: (reason, value), comparable."""
    if siret := data.get("identifiers", {}).get("siret"):
        yield "siret", siret
    contact = data.get("contact", {})
    yield from (("phone", phone) for phone in contact.get("phones", ()))
    yield from (("email", email.lower()) for email in contact.get("emails", ()))
    for link in data.get("links", ()):
        parts = urlsplit(link["url"].lower())
        yield "site", f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}".rstrip("?")


SMALL = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "s", "sur", "the", "of"]
)


def _words(name: str, commune: str) -> str:
    """The name's telling words, in order; the commune's own where nothing else is left."""
    plain = folded(skeleton(name))
    inside = f"-{plain}-".replace(f"-{commune}-", "-").strip("-") if commune else plain
    telling = [word for word in inside.split("-") if word and word not in SMALL]
    return " ".join(telling) or plain.replace("-", " ")


def find(candidates: Sequence[Candidate], only: Iterable[str] | None = None) -> list[Pair]:
    """Every pair that may be one place, in the order of ids; with ``only``, those with at least one of these ids."""
    wanted = None if only is None else frozenset(only)
    found: dict[tuple[str, str], Pair] = {}
    for block in _blocks(candidates):
        for one, other in combinations(block, 2):
            key = (one.id, other.id) if one.id < other.id else (other.id, one.id)
            if key in found or (wanted is not None and wanted.isdisjoint(key)):
                continue
            if reasons := _reasons(one, other):
                found[key] = Pair(*key, reasons)
    return [found[key] for key in sorted(found)]


def _blocks(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    by_key: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for one in candidates:
        for key in dict.fromkeys(one.keys):
            by_key[key].append(one)
        for word in dict.fromkeys(one.words.split()):
            for where in filter(None, dict.fromkeys((one.commune, one.postcode))):
                by_key["commune", where, word].append(one)
        for cell in _cells(one.point):
            by_key["cell", *cell].append(one)
        by_key["look", folded(skeleton(one.name))].append(one)
    yield from (block for block in by_key.values() if 1 < len(block) <= LARGEST_BLOCK)


def _cells(point: tuple[float, float] | None) -> Iterator[tuple[str, str]]:
    """The four cells, half a cell apart, that a point falls into: two points within 100 m share at least one."""
    if point is None:
        return
    shrink = max(0.2, math.cos(math.radians(point[0])))
    y, x = point[0] / CELL, point[1] * shrink / CELL
    for shift_y in (0.0, 0.5):
        for shift_x in (0.0, 0.5):
            yield f"{shift_y}{math.floor(y + shift_y)}", f"{shift_x}{math.floor(x + shift_x)}"


def _reasons(one: Candidate, other: Candidate) -> tuple[str, ...]:
    """Why two records may be one; nothing where the evidence is thin, or somebody said that they are two."""
    if other.id in one.distinct or one.id in other.distinct:
        return ()
    shared = {name for name, value in set(one.keys) & set(other.keys)}
    likeness = _likeness(one, other)
    together = _together(one, other)
    near = _near(one, other) or (together and _one_address(one, other))
    disguised = one.name != other.name and folded(one.name) != folded(other.name) and _same_look(one, other)
    if not (disguised or _convincing(one, other, shared, likeness, near=near, together=together)):
        return ()
    said = [name for name in KEYS if name in shared]
    said += ["homoglyphs"] if disguised else []
    said += ["name"] if likeness >= KIN else []
    said += ["near"] if near else ["commune"] if together else []
    return tuple(said)


def _convincing(
    one: Candidate, other: Candidate, shared: set[str], likeness: float, *, near: bool, together: bool
) -> bool:
    """Whether the signs outweigh what speaks against: another commune, another street, another number in the name.

    Held to a set of pairs labelled by hand (bench/duplicates).
    """
    alike = likeness >= ALIKE and _same_numbers(one, other)
    if _elsewhere(one, other):
        return False
    weight = len(shared) + ("siret" in shared)
    if alike:
        return near or together or weight > 0
    if not _same_numbers(one, other):
        return False
    if near and _contained(one, other):
        return True
    return (near or together) and ((likeness >= KIN and weight > 0) or (likeness >= KIN / 2 and weight > 1 and near))


def _elsewhere(one: Candidate, other: Candidate) -> bool:
    """Whether two records say themselves that they stand in two places."""
    if one.commune and other.commune and one.commune != other.commune:
        return True
    if one.point and other.point and distance_km(*one.point, *other.point) > APART_KM:
        return True
    return bool(one.street and other.street) and fuzz.token_set_ratio(one.street, other.street) < SAME_STREET


def _likeness(one: Candidate, other: Candidate) -> float:
    """Of the telling words, or of the whole names: one of two records often lacks the commune that the other names."""
    words = fuzz.token_sort_ratio(one.words, other.words)
    whole = fuzz.token_sort_ratio(one.whole, other.whole)
    return float(max(words, whole))


def _one_address(one: Candidate, other: Candidate) -> bool:
    if not (one.street and other.street) or _NUMBER.findall(one.street) != _NUMBER.findall(other.street):
        return False
    return fuzz.token_set_ratio(one.street, other.street) >= ALIKE


def _contained(one: Candidate, other: Candidate) -> bool:
    """Whether all the telling words of one name are in the other, and they are more than one."""
    first, second = set(one.words.split()), set(other.words.split())
    return min(len(first), len(second)) > 1 and (first <= second or second <= first)


def _near(one: Candidate, other: Candidate) -> bool:
    return bool(one.point and other.point and distance_km(*one.point, *other.point) <= NEAR_KM)


def _together(one: Candidate, other: Candidate) -> bool:
    if one.commune and other.commune:
        return one.commune == other.commune
    return bool(one.postcode) and one.postcode == other.postcode


def _same_look(one: Candidate, other: Candidate) -> bool:
    """Whether two names look the same while their letters differ: somebody may pass for another."""
    return folded(skeleton(one.name)) == folded(skeleton(other.name))


def _same_numbers(one: Candidate, other: Candidate) -> bool:
    """« École 1 » is not « École 2 »."""
    return _NUMBER.findall(one.words) == _NUMBER.findall(other.words)
