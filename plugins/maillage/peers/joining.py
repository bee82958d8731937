"""Entries of neighbours beside our records: read from ``federation/``, checked again, put under ids that cannot be ours.

An entry names only entries of its own directory, and skills, of which there is one list. So neighbours are taken one after
the other, and what is in memory at a time is one neighbour's entries.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from maillage import cache
from maillage.derive.places import Place, departments_of, place_of
from maillage.i18n import N_
from maillage.kinds import BY_NAME
from maillage.link import references
from maillage.load import Data, Document
from maillage.model import Actor, Event, Record, Skill, build
from maillage.neighbours import Neighbour, Refusal, joined
from maillage.network import Network
from maillage.peers import store
from maillage.peers.admission import DETAILS, RefusedError, admitted
from maillage.peers.references import turned
from maillage.peers.skills import Skills, straightened
from maillage.peers.twins import twins_of
from maillage.reading import Mark
from maillage.settings import Peer

SHOWN = 20
"""Refused entries of a neighbour that are told one by one."""
Unwanted = Callable[[Mapping[str, Any]], bool]


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One entry as it is shown here; ``record`` is packed."""

    kind: str
    record: msgspec.Raw
    place: Place | None
    mark: Mark


class Taken(msgspec.Struct, frozen=True, array_like=True):
    """What became of one neighbour's lines."""

    entries: list[Entry]
    refused: list[Refusal]


@dataclass(frozen=True)
class Joined:
    """The network with its neighbours, and for their entries what a reading of files says: marks (by path), places (by id)."""

    network: Network
    marks: Mapping[str, Mark] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


def join(root: Path, network: Network, unwanted: Unwanted, forgotten: bytes = b"", *, use_cache: bool = True) -> Joined:
    """Add what is kept of the neighbours of ``territory.yaml``. ``unwanted`` are those that were to be forgotten here.

    ``forgotten`` changes with what ``unwanted`` says.
    """
    peers = store.slugs(network.territory)
    if not peers:
        return Joined(network)
    neighbours = {slug: store.state(root, slug, peer) for slug, peer in peers.items()}
    contents = {slug: store.entries(root, slug) or b"" for slug in peers}
    own = [(skill.id, skill.kind, skill.family, skill.name) for skill in network.skills.values()]
    version = cache.digest(
        cache.code_version(), network.territory.peers, network.territory.area, network.territory.timezone, own,
        forgotten, [(slug, cache.digest_of(one), neighbours[slug].timezone) for slug, one in contents.items()],
    )  # fmt: skip
    kept = root / cache.FOLDER / "neighbours"
    taken = cache.load(kept, version, dict[str, Taken]) if use_cache else None
    if taken is None:
        taken = dict(_take_all(network, peers, neighbours, contents, unwanted))
        if use_cache:
            cache.store(kept, version, taken)
    return _joined(root, network, peers, neighbours, taken, version if use_cache else b"")


def _take_all(
    network: Network,
    peers: Mapping[str, Peer],
    neighbours: Mapping[str, Neighbour],
    contents: Mapping[str, bytes],
    unwanted: Unwanted,
) -> Iterator[tuple[str, Taken]]:
    territory = network.territory
    departments = departments_of(territory.area)
    skills = Skills(network.skills.values())
    for slug, peer in peers.items():
        refused: list[Refusal] = []
        found = _read(contents[slug], peer, departments, territory.timezone, unwanted, refused)
        names, new = skills.of(slug, found["skill"])
        actors = found["actor"]

        def resolve(kind: str, identifier: str) -> str | None:
            if kind == "skill":
                return names.get(identifier) or skills.ours(identifier)  # noqa: B023 - used before the next turn
            return joined(slug, identifier) if kind == "actor" and identifier in actors else None  # noqa: B023

        shown = {"skill": {key: found["skill"][key] for key in new}, "actor": actors, "event": found["event"]}
        entries = []
        for kind, records in shown.items():
            for identifier, data in records.items():
                made = turned(kind, _shown(data), resolve)
                if made is None:
                    refused.append(Refusal(kind, identifier, LEFT_ALONE))
                    continue
                if kind == "event" and "timezone" not in made and neighbours[slug].timezone:
                    made["timezone"] = neighbours[slug].timezone
                entries.append(_entry(kind, slug, identifier, made, departments))
        yield slug, Taken(entries, refused)


def _shown(data: Data) -> Data:
    """What can be said elsewhere: not old ids, nor a charter of another network, nor who wrote in whose history."""
    kept = {key: value for key, value in data.items() if key not in {"aliases", "charter", "distinct", "status"}}
    if "git" in kept.get("identifiers", {}):
        kept["identifiers"] = {key: value for key, value in kept["identifiers"].items() if key != "git"}
    return kept


LEFT_ALONE = N_("elle dépend d’une fiche qui n’est pas reprise")


def _read(
    content: bytes,
    peer: Peer,
    departments: Sequence[str],
    timezone: str,
    unwanted: Unwanted,
    refused: list[Refusal],
) -> dict[str, dict[str, Data]]:
    """The entries by kind and id: only the first of those that say they are one, and none that is not wanted."""
    found: dict[str, dict[str, Data]] = {"skill": {}, "actor": {}, "event": {}}
    decode = msgspec.json.Decoder(store.Line).decode
    without = frozenset(peer.without)
    for number, raw in enumerate(content.splitlines(), start=1):
        kind, identifier = "", str(number)
        try:
            line = decode(raw)
            if line.kind not in found or line.id in found[line.kind]:
                continue
            kind, identifier = line.kind, line.id
            data = admitted(kind, identifier, line.data, departments, timezone, details=len(refused) < DETAILS)
        except RefusedError as error:
            refused.append(Refusal(kind, identifier[:64], error.why, error.params))
            continue
        except (msgspec.MsgspecError, ValueError, RecursionError):
            refused.append(Refusal(kind, identifier, UNREADABLE))
            continue
        if identifier not in without and not unwanted(data):
            found[kind][identifier] = data
    return found


UNREADABLE = N_("cette ligne ne se lit pas")


def _entry(kind: str, slug: str, identifier: str, data: Data, departments: Sequence[str]) -> Entry:
    here = joined(slug, identifier)
    path = f"{store.FOLDER}/{slug}/{kind}/{identifier}"
    record = build(BY_NAME[kind].cls, here, path, data)
    place = place_of(record.location, departments) if isinstance(record, Actor) else None
    refers = tuple((target, name) for _pointer, target, name in references(Document(path, kind, here, data)))
    mark = Mark.of(record, cache.digest(path, data), refers)
    return Entry(kind, msgspec.Raw(msgspec.msgpack.encode(record)), place, mark)


def _joined(
    root: Path,
    network: Network,
    peers: Mapping[str, Peer],
    neighbours: dict[str, Neighbour],
    taken: Mapping[str, Taken],
    version: bytes,
) -> Joined:
    tables: dict[str, dict[str, Any]] = {kind: dict(network.records(kind)) for kind in ("skill", "actor", "event")}
    decoders = {kind: msgspec.msgpack.Decoder(BY_NAME[kind].cls).decode for kind in tables}
    marks: dict[str, Mark] = {}
    places: dict[str, Place] = {}
    for slug, one in taken.items():
        about = neighbours[slug]
        seen = cache.digest(about.name, about.seen, about.fault, about.licence, about.pages)
        for entry in one.entries:
            record: Record = decoders[entry.kind](entry.record)
            tables[entry.kind][record.id] = record
            marks[record.path] = msgspec.structs.replace(entry.mark, whole=cache.digest_of(entry.mark.whole + seen))
            if entry.place is not None:
                places[record.id] = entry.place
        neighbours[slug] = msgspec.structs.replace(
            about,
            refusals=about.refusals + len(one.refused),
            refused=(*about.refused, *one.refused)[:SHOWN],
        )
    skills: dict[str, Skill] = straightened(tables["skill"])
    actors: dict[str, Actor] = tables["actor"]
    events: dict[str, Event] = tables["event"]
    whole = replace(
        network,
        actors=dict(sorted(actors.items())),
        skills=dict(sorted(skills.items())),
        events=dict(sorted(events.items())),
        neighbours=neighbours,
    )
    distinct = frozenset(joined(slug, one) for slug, peer in peers.items() for one in peer.distinct)
    return Joined(replace(whole, twins=twins_of(root, whole, distinct, version)), marks, places)
