"""One visit to each neighbour: what is new is checked and kept, what was withdrawn goes, and who does not answer stays as it was."""

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import msgspec

from maillage.derive.occurrences import local_starts
from maillage.exchange.federation import others, site
from maillage.exchange.federation.others import Given
from maillage.exchange.federation.web import AbsentError, Answer, Limits, Visit
from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_
from maillage.load import MAX_BYTES, Data
from maillage.model import Event, build
from maillage.neighbours import Fault, Neighbour, Refusal
from maillage.peers import store
from maillage.peers.admission import DETAILS, KINDS, RefusedError, admitted
from maillage.peers.store import Line
from maillage.settings import Peer, Territory

AT_ONCE = 8
"""Neighbours visited at the same time: a slow one does not make the others wait."""
MOST = {"skill": 2_000, "actor": 20_000, "event": 5_000}
"""Entries of a kind that one neighbour may have here: no single one should make the site what it is not."""
MOST_DATES, MOST_DATES_OF_ALL = 3_000, 50_000
"""Dates of one event, and of all events of a neighbour, to the end of the time that the site looks ahead."""
AHEAD = timedelta(days=2 * 366)
SHOWN = 20
_GONE = frozenset({404, 410})

Unwanted = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True)
class Round:
    """What all visits of one day share. ``unwanted`` says what was to be forgotten here."""

    root: Path
    territory: Territory
    departments: Sequence[str]
    today: date
    unwanted: Unwanted
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Brought:
    """What was read of a visit: entries that were not looked at yet."""

    neighbour: Neighbour
    lines: list[Line]
    refused: list[Refusal]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a visit sent, still bytes: ``read`` makes entries of it; None where nothing is new."""

    neighbour: Neighbour
    read: Callable[[], Brought] | None


@dataclass(frozen=True, slots=True)
class Report:
    """How a visit went: ``new`` whether entries were written, and how many ids came and went."""

    neighbour: Neighbour
    new: bool = False
    came: int = 0
    went: int = 0


def visit_all(round_: Round) -> list[Report]:
    """Visit every neighbour of the territory, and forget those that are no longer.

    Several are waited for at once; what they sent is read one after the other, in this thread alone: the libraries that read
    prepare themselves at the first use, and not all of them can do so twice at a time (seen to crash).
    """
    peers = store.slugs(round_.territory)
    site.prepare()
    reports = []
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        waiting: deque[tuple[Peer, Neighbour, bytes | None, Future[Fetched]]] = deque()
        for slug, peer in peers.items():
            before, had = store.state(round_.root, slug, peer), store.entries(round_.root, slug)
            known = before if had is not None else msgspec.structs.replace(before, answers={})
            waiting.append((peer, before, had, pool.submit(_fetch, round_, known)))
        while waiting:
            reports.append(_settle(round_, *waiting.popleft()))  # what was read is let go of at once
    store.forget_others(round_.root, peers)
    return reports


def _fetch(round_: Round, known: Neighbour) -> Fetched:
    with Visit(round_.limits) as open_:
        return _site(open_, known, round_) if known.format == "maillage" else _other(open_, known, round_)


def _settle(round_: Round, peer: Peer, before: Neighbour, had: bytes | None, fetched: "Future[Fetched]") -> Report:
    """Read and keep what one neighbour sent; never raises for what it does."""
    try:
        sent = fetched.result()
        brought = sent.read() if sent.read else None
    except UnreadableFileError as error:
        return _missed(round_, before, error.reason, {key: str(value)[:200] for key, value in error.params.items()})
    except Exception as error:  # a stranger's file through the parsers of others: no neighbour may stop the round
        return _missed(round_, before, UNEXPECTED, {"error": type(error).__name__})
    if brought is None:
        seen = msgspec.structs.replace(sent.neighbour, seen=round_.today, fault=None)
        store.keep(round_.root, seen, None)
        return Report(seen)
    lines, refused = _admit(round_, peer, brought)
    counts = {kind: sum(line.kind == kind for line in lines) for kind in KINDS}
    made = msgspec.structs.replace(
        brought.neighbour,
        seen=round_.today,
        fault=None,
        counts={kind: count for kind, count in counts.items() if count},
        refusals=len(refused),
        refused=tuple(refused[:SHOWN]),
    )
    store.keep(round_.root, made, lines)
    old, new = _ids(had or b""), {(line.kind, line.id) for line in lines}
    return Report(made, True, len(new - old), len(old - new))


UNEXPECTED = N_("ce qu’il envoie a fait échouer la lecture ({error})")


def _missed(round_: Round, before: Neighbour, why: str, params: dict[str, str]) -> Report:
    """A visit that brought nothing: all stays as it was, and since when is told."""
    since = before.fault.since if before.fault else round_.today
    faulty = msgspec.structs.replace(before, fault=Fault(since, why, params))
    store.keep(round_.root, faulty, None)
    return Report(faulty)


def _site(open_: Visit, known: Neighbour, round_: Round) -> Fetched:
    """A site like ours. Files that did not change are not sent again."""
    base = known.url if known.url.endswith("/") else f"{known.url}/"
    said = site.manifest(open_, base)
    answers: dict[str, Answer] = {}
    for kind in KINDS:
        if kind not in said.records:
            continue
        url = site.inside(base, said.records[kind])
        try:
            answers[kind] = open_.get(url, site.LARGEST, known.answers.get(url, ("", "")))
        except AbsentError as error:
            if kind == "actor" or error.status not in _GONE:
                raise
    if "actor" not in answers:
        raise UnreadableFileError(N_("le site n’annonce aucune fiche d’acteur"))
    marks = {site.inside(base, said.records[kind]): answer.marks for kind, answer in answers.items()}
    neighbour = msgspec.structs.replace(
        known, licence=known.licence or said.licence, timezone=said.timezone, pages=site.pages(base, said.pages),
        answers={url: one for url, one in marks.items() if any(one)},
    )  # fmt: skip
    if all(answer.content is None for answer in answers.values()):
        return Fetched(neighbour, None)
    return Fetched(neighbour, partial(_read_site, round_, neighbour, answers))


def _read_site(round_: Round, neighbour: Neighbour, answers: Mapping[str, Answer]) -> Brought:
    """The entries of a site; of a file that did not change, those that we have."""
    old = list(store.lines(store.entries(round_.root, neighbour.slug) or b""))
    lines: list[Line] = []
    for kind, answer in answers.items():
        if answer.content is None:
            lines += [line for line in old if line.kind == kind]
            continue
        export = site.export(answer.content, kind)
        neighbour = msgspec.structs.replace(neighbour, licence=neighbour.licence or export.licence[:200])
        lines += [Line(kind, identifier, data) for identifier, data in site.records(export)]
    return Brought(neighbour, lines, [])


def _other(open_: Visit, known: Neighbour, round_: Round) -> Fetched:
    """A file in a format of others, or a list of profiles."""
    listed = known.format == "murmurations"
    answer = open_.get(known.url, site.LARGEST, ("", "") if listed else known.answers.get(known.url, ("", "")))
    neighbour = msgspec.structs.replace(
        known, answers={} if listed or not any(answer.marks) else {known.url: answer.marks}
    )
    if answer.content is None:
        return Fetched(neighbour, None)
    site.check_pieces(answer.content)
    given = Given(
        neighbour, answer.content, answer.marks[1], round_.today, round_.territory.timezone, round_.departments
    )
    profiles = others.profiles(given, open_) if listed else ()
    return Fetched(neighbour, partial(_read_other, given, profiles))


def _read_other(given: Given, profiles: Sequence[others.Profile]) -> Brought:
    if given.neighbour.format == "murmurations":
        return Brought(given.neighbour, *others.murmurations(given, profiles))
    read = {"mednum": others.mednum, "geojson": others.geojson, "ics": others.ics}[given.neighbour.format]
    return Brought(given.neighbour, *read(given))


def _admit(round_: Round, peer: Peer, brought: Brought) -> tuple[list[Line], list[Refusal]]:
    """The entries that may be kept, in the order of kinds and ids, and the others with the reason."""
    refused = list(brought.refused)
    kept: dict[tuple[str, str], Line] = {}
    counts: Counter[str] = Counter()
    dates = 0
    timezone = brought.neighbour.timezone or round_.territory.timezone
    for line in brought.lines:
        if line.id in peer.without:
            continue
        try:
            if counts[line.kind] >= MOST[line.kind]:
                raise RefusedError(N_("l’annuaire en a plus de {limit}"), limit=str(MOST[line.kind]))
            data = _sound(round_, line, timezone, details=len(refused) < DETAILS)
            if line.kind == "event":
                dates += _dates(data, line.id, timezone, round_.today, MOST_DATES_OF_ALL - dates)
            counts[line.kind] += 1
        except RefusedError as error:
            refused.append(Refusal(line.kind, line.id[:64], error.why, error.params))
            continue
        if not round_.unwanted(data):
            kept[line.kind, line.id] = Line(line.kind, line.id, data)
    order = sorted(kept, key=lambda key: (KINDS.index(key[0]), key[1]))
    return [kept[key] for key in order], refused


def _dates(data: Data, identifier: str, timezone: str, today: date, left: int) -> int:
    """How many dates an event has; counted no further than needed. Raises RefusedError where they are too many."""
    event = build(Event, identifier, "", data)
    moved = [move.origin[:10] for move in event.moved]
    last = (today + AHEAD).isoformat()
    limit = min(MOST_DATES, left)
    starts = local_starts(event, ZoneInfo(event.timezone or timezone), today + AHEAD)
    found = sum(1 for _ in islice(starts, limit + 1))
    if found > limit or max(moved, default="") > last:
        raise RefusedError(N_("elle a plus de dates qu’un agenda n’en montre"))
    return found


def _sound(round_: Round, line: Line, timezone: str, *, details: bool) -> Data:
    if not isinstance(line.data, dict):
        raise RefusedError(N_("ce n’est pas une fiche"))
    if len(msgspec.json.encode(line.data)) > MAX_BYTES:
        raise RefusedError(N_("elle fait plus de {limit} Kio"), limit=str(MAX_BYTES >> 10))
    latest = (round_.today + timedelta(days=1)).isoformat()
    data = admitted(line.kind, line.id, line.data, round_.departments, timezone, details=details)
    if cast(dict[str, str], data.get("verified", {})).get("on", "") > latest:
        raise RefusedError(N_("elle se dit confirmée à une date qui n’est pas encore venue"))
    return data


def _ids(content: bytes) -> set[tuple[str, str]]:
    return {(line.kind, line.id) for line in store.lines(content)}
