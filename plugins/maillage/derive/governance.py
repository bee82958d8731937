"""Questions about how the network decides, and what its records get wrong, alone and between them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from maillage.governance import Answer, Charter, Committee, Consultation, Decision, Term, pieces
from maillage.model import Actor, Record
from maillage.problems import Finding, Pointer
from maillage.repair import nearest

Params = dict[str, str | int | float]
Told = tuple[str, Finding]
"""A finding with the path of the file that it is about."""

_ALWAYS = date.max


def ordered(charters: Iterable[Charter]) -> tuple[Charter, ...]:
    """Versions from the oldest to the newest, drafts last; of one day, by their numbers."""
    return tuple(sorted(charters, key=lambda one: (one.date or date.max, number(one.version))))


def number(version: str) -> tuple[int, ...]:
    """A version's number, to be put in order.

    >>> number("1.10") > number("1.9")
    True
    """
    return tuple(int(part) for part in version.split("."))


def in_force(charters: Iterable[Charter], chosen: str | None, today: date) -> Charter | None:
    """The version that holds: the one that territory.yaml names, else the newest of today; None where there is none."""
    versions = ordered(charters)
    named = [one for one in versions if one.version == chosen]
    past = [one for one in versions if one.date is not None and one.date <= today]
    return next(iter([*named, *reversed(past), *versions[:1]]), None)


def signers(actors: Iterable[Actor]) -> dict[str, list[Actor]]:
    """Who signed, by the version that they signed."""
    found: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        if actor.charter:
            found[actor.charter.version].append(actor)
    return found


def successors(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """What supersedes each decision, or proposes to, by its id."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        for older in one.supersedes:
            found[older].append(one)
    return found


def seated(committee: Committee, today: date) -> list[Term]:
    """The terms that run today; none where the committee has ended."""
    ended = committee.ended is not None and committee.ended <= today
    return [] if ended else [term for term in committee.members if term.holds(today)]


def vacant(committee: Committee, today: date) -> int | None:
    """Seats that nobody holds today; None where their number is not fixed, or the committee has ended."""
    if committee.seats is None or (committee.ended is not None and committee.ended <= today):
        return None
    return max(0, committee.seats - len(seated(committee, today)))


def public(records: Mapping[str, Record], discreet: frozenset[str]) -> Mapping[str, Record]:
    """Records of a kind as they may be published: the discreet are named in none; an answer of theirs alone is left out."""
    if not discreet:
        return records
    shown = {identifier: _without(record, discreet) for identifier, record in records.items()}
    return {identifier: one for identifier, one in shown.items() if not isinstance(one, Answer) or one.by}


def _without(record: Record, discreet: frozenset[str]) -> Record:
    def kept(actors: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(actor for actor in actors if actor not in discreet)

    if isinstance(record, Decision):
        return replace(record, participants=kept(record.participants))
    if isinstance(record, Answer):
        return replace(record, by=kept(record.by))
    if isinstance(record, Consultation):
        return replace(record, asked_by=kept(record.asked_by))
    if isinstance(record, Committee):
        return replace(record, members=tuple(term for term in record.members if term.actor not in discreet))
    return record


def check_record(kind: str, data: dict[str, Any]) -> Iterator[Finding]:
    """What one record gets wrong by itself."""
    if kind == "committee":
        yield from _committee(data)
    elif kind == "consultation" and data.get("closes", data["opens"]) < data["opens"]:
        yield "closes-before-opens", ("closes",), {"closes": data["closes"], "opens": data["opens"]}
    elif kind == "decision":
        for field in ("until", "review"):
            if data.get(field, data["date"]) < data["date"]:
                yield "before-its-date", (field,), {"field": field, "value": data[field], "date": data["date"]}


def _committee(data: dict[str, Any]) -> Iterator[Finding]:
    terms: list[tuple[int, str, str, str]] = []
    for position, term in enumerate(data.get("members", [])):
        last = term.get("to", _ALWAYS.isoformat())
        if last < term["from"]:
            yield "period-reversed", ("members", position, "to"), {"start": term["from"], "end": last}
        else:
            terms.append((position, term["actor"], term["from"], last))
    yield from _twice(terms)
    if "seats" in data:
        yield from _too_many(terms, data["seats"])


def _twice(terms: Sequence[tuple[int, str, str, str]]) -> Iterator[Finding]:
    until: dict[str, str] = {}
    for position, actor, first, last in sorted(terms, key=lambda term: (term[2], term[0])):
        if first <= until.get(actor, ""):
            yield "seated-twice", ("members", position), {"id": actor, "day": first}
        until[actor] = max(last, until.get(actor, ""))


def _too_many(terms: Sequence[tuple[int, str, str, str]], seats: int) -> Iterator[Finding]:
    """The first term that finds all seats held on its first day."""
    for position, _actor, first, _last in sorted(terms, key=lambda term: (term[2], term[0])):
        held = sum(1 for term in terms if term[2] <= first <= term[3])
        if held > seats:
            yield "seats-exceeded", ("members", position), {"seats": seats, "held": held, "day": first}
            return


def check_charters(charters: Sequence[Charter]) -> Iterator[Told]:
    """A version that two files claim."""
    first: dict[str, str] = {}
    for charter in sorted(charters, key=lambda one: one.path):
        other = first.setdefault(charter.version, charter.path)
        if other != charter.path:
            yield charter.path, ("charter-version-taken", ("version",), {"version": charter.version, "other": other})


def check_signatures(actors: Iterable[Actor], charters: Sequence[Charter]) -> Iterator[Told]:
    """Signatures of a version there is not, or from before it was adopted. Without any charter nothing is said."""
    dates = {one.version: one.date for one in charters}
    for actor in actors if dates else ():
        signed = actor.charter
        if signed is None:
            continue
        if signed.version not in dates:
            yield actor.path, unknown_version(signed.version, dates)
        elif (adopted := dates[signed.version]) is not None and signed.signed < adopted:
            params: Params = {"version": signed.version, "signed": f"{signed.signed}", "adopted": f"{adopted}"}
            yield actor.path, ("signed-before-adopted", ("charter", "signed"), params)


def unknown_version(version: str, known: Iterable[str]) -> Finding:
    """That a version is that of no charter, with those that there are."""
    names = sorted(known)
    params: Params = {"version": version, "versions": ", ".join(names), "suggestion": nearest(version, names)}
    return "unknown-charter-version", ("charter", "version"), params


def check_decisions(decisions: Mapping[str, Decision], *, all_sound: bool) -> Iterator[Told]:
    """Decisions that say they are superseded and are not, or the reverse; and what supersedes something newer.

    Where some file is faulty (not ``all_sound``), nothing is said of a successor that is not found: it may be in there.
    """
    after = successors(decisions.values())
    for one in decisions.values():
        taken = [newer for newer in after.get(one.id, ()) if newer.status == "adopted"]
        if one.status == "superseded" and not after.get(one.id) and all_sound:
            yield one.path, ("superseded-by-nothing", ("status",), {"id": one.id})
        if one.status == "adopted" and taken:
            yield one.path, ("superseded-not-said", ("status",), {"other": taken[0].id})
        for position, older in enumerate(one.supersedes):
            if older in decisions and decisions[older].date > one.date:
                params: Params = {"id": older, "date": f"{one.date}", "newer": f"{decisions[older].date}"}
                yield one.path, ("supersedes-newer", ("supersedes", position), params)


def check_answers(answers: Iterable[Answer], consultations: Mapping[str, Consultation]) -> Iterator[Told]:
    """Answers to no question, and those given before it was asked or after it was closed."""
    for answer in answers:
        asked = consultations.get(answer.consultation)
        if asked is None:
            continue
        yield from ((answer.path, finding) for finding in _questions(answer, asked))
        if answer.date < asked.opens or (asked.closes is not None and answer.date > asked.closes):
            params: Params = {"date": f"{answer.date}", "opens": f"{asked.opens}", "closes": f"{asked.closes or '…'}"}
            yield answer.path, ("answered-out-of-time", ("date",), params)


def _questions(answer: Answer, asked: Consultation) -> Iterator[Finding]:
    count = len(asked.questions)
    said = [one for one in pieces(answer.description or "") if one.question is not None]
    for one in said:
        if not 1 <= (one.question or 0) <= count:
            at: Pointer = ("description", one.line)
            yield "unknown-question", at, {"count": count, "consultation": asked.id}
    if not said:
        yield "answers-nothing", ("description",), {"count": count}
