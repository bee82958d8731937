"""iCalendar files (RFC 5545) as records; what is made is compared, date by date, with what another program reads.

A series becomes one record with its exceptions and moved dates. A date of it that has become another thing (another title,
another length) becomes a record of its own, and an exception of the series. What our records cannot say exactly is refused
with its reason.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import recurring_ical_events
from icalendar import Calendar, Component

from maillage.derive.occurrences import occurrences
from maillage.derive.recurrence import BadRuleError, check_rule
from maillage.exchange.events.fields import Context, is_link, place, plain, stem, when
from maillage.exchange.mednum.importer import Note, Outcome, Taken
from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_
from maillage.model import Event, build

WINDOW = timedelta(days=3 * 366)
"""How far from its first date a series is compared with the other program's reading."""
UNREADABLE = N_("une ligne de l’événement ne se lit pas")
UNSAID_RULE = N_("une répétition que nos fiches ne disent pas (RRULE)")
BROKEN = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)
"""What the parsers of calendars raise for lines that are none (found by feeding them damaged files)."""
NOT_CLOSED = N_("un événement du fichier ne se lit pas : un bloc y est ouvert et n’est pas fermé (BEGIN sans son END)")
BEGINNING = re.compile(rb"^BEGIN:VEVENT[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
STATUSES = {"CANCELLED": "cancelled"}
DAY = timedelta(days=1)
_FREQUENCIES = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month"}


class RefusedError(ValueError):
    """An event that our records cannot say; its text is the reason."""


def read_ics(content: bytes, context: Context) -> Outcome:
    """Every event: the VEVENTs of one UID are one. Raises UnreadableFileError where the file is no calendar."""
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except BROKEN as error:
        raise UnreadableFileError(
            N_("le fichier n’est pas un calendrier iCalendar : {error}"), error=str(error)[:200]
        ) from error
    outcome = Outcome()
    found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    groups = _by_uid(found)
    lost = max(0, len(BEGINNING.findall(content)) - len(found))
    outcome.read = len(groups) + lost
    outcome.refused += [Note(len(groups) + one, "{reason}", {"reason": NOT_CLOSED}) for one in range(1, lost + 1)]
    for number, (uid, events) in enumerate(groups.items(), start=1):
        try:
            for position, data in enumerate(_records(uid, events, context)):
                key = (context.source, uid, position)
                outcome.taken.append(Taken(number, key, stem(data["title"], data["start"]), data))
        except RefusedError as error:
            outcome.refused.append(_refusal(number, error.args[0], events[0], uid))
        except BROKEN:
            outcome.refused.append(_refusal(number, UNREADABLE, events[0], uid))
    return outcome


def _by_uid(found: Sequence[Component]) -> dict[str, list[Component]]:
    """The VEVENTs of each event. Where a program gave one UID to several events, each has its start as well."""
    groups: dict[str, list[Component]] = defaultdict(list)
    for event in found:
        groups[str(event.get("UID", "")) or f"~{event.get('SUMMARY', '')}|{_shown(event, 'DTSTART')}"].append(event)
    apart: dict[str, list[Component]] = {}
    for uid, events in groups.items():
        if _is_one(events):
            apart[uid] = events
        else:
            for event in events:
                apart.setdefault(f"{uid}|{_said(event)}", []).append(event)
    return apart


def _is_one(events: Sequence[Component]) -> bool:
    """Whether VEVENTs of one UID are a series and its dates, versions of one event, or copies of one."""
    if any("RECURRENCE-ID" in event for event in events):
        return True
    sequences = {str(event.get("SEQUENCE", 0)) for event in events}
    return len(sequences) == len(events) or len({_said(event) for event in events}) == 1


def _said(event: Component) -> str:
    return f"{_shown(event, 'DTSTART')}|{event.get('SUMMARY', '')}"


def _shown(event: Component, name: str) -> str:
    value = event.get(name)
    return str(getattr(value, "dt", value))


def _refusal(number: int, reason: str, event: Component, uid: str) -> Note:
    return Note(number, N_("{reason} (« {title} »)"), {"reason": reason, "title": _title(event) or uid[:60]})


def _records(uid: str, events: Sequence[Component], context: Context) -> list[dict[str, Any]]:
    """The records of one UID. Raises RefusedError."""
    for event in events:
        if event.errors:
            raise RefusedError(UNREADABLE)
        _check_rules(event)
    masters = [event for event in events if "RECURRENCE-ID" not in event]
    if not _is_one(masters):
        raise RefusedError(N_("plusieurs événements différents ont le même UID"))
    overrides = [event for event in events if "RECURRENCE-ID" in event]
    made: list[dict[str, Any]] = []
    for event in _latest(masters):
        made += _series(uid, event, overrides, context)
        overrides = []
    made += [_single(uid, event, context) for event in overrides if event.get("STATUS") != "CANCELLED"]
    if not made:
        raise RefusedError(N_("une date annulée d’une série qui n’est pas dans le fichier"))
    _compare(events, made, context)
    return made


def _check_rules(event: Component) -> None:
    """Before any program follows them: some rules make them run without end."""
    for rule in _rules(event):
        try:
            check_rule(_text(rule))
        except BadRuleError as error:
            raise RefusedError(UNSAID_RULE) from error


def _rules(event: Component) -> list[Any]:
    rules = event.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _text(rule: Any) -> str:
    return str(rule.to_ical().decode("utf-8").upper())


def _latest(masters: Sequence[Component]) -> list[Component]:
    """Of several versions of one event, the one with the highest SEQUENCE (the last of equals)."""
    return [max(enumerate(masters), key=lambda one: (int(one[1].get("SEQUENCE", 0)), one[0]))[1]] if masters else []


def _series(uid: str, event: Component, overrides: Sequence[Component], context: Context) -> list[dict[str, Any]]:
    data = _single(uid, event, context)
    rules = _rules(event)
    if "RDATE" in event or len(rules) > 1 or "EXRULE" in event:
        raise RefusedError(N_("des dates ajoutées à la main (RDATE, plusieurs RRULE) ne se disent pas dans nos fiches"))
    if not rules:
        if overrides:
            raise RefusedError(N_("une exception sans répétition"))
        return [data]
    zone = ZoneInfo(data.get("timezone", context.timezone))
    data |= _rule(_text(rules[0]), zone)
    excluded = [when(day, zone) for day in _excluded(event)]
    moved: list[dict[str, str]] = []
    others: list[dict[str, Any]] = []
    for override in overrides:
        origin = when(_moment(override, "RECURRENCE-ID"), zone)
        if str(override["RECURRENCE-ID"].params.get("RANGE", "")):
            raise RefusedError(N_("un changement de toutes les dates suivantes (RANGE) ne se dit pas dans nos fiches"))
        other = _single(uid, override, context)
        if override.get("STATUS") == "CANCELLED":
            excluded.append(origin)
        elif _same_but_when(data, other):
            moved += [] if other["start"] == origin else [{"from": origin, "to": other["start"]}]
        else:
            excluded.append(origin)
            others.append(other)
    return [_pruned(data, excluded, moved, context), *others]


def _pruned(
    data: dict[str, Any], excluded: Sequence[str], moved: Sequence[dict[str, str]], context: Context
) -> dict[str, Any]:
    """Exceptions and moves that name a date of the series; the others were without effect in their calendar too."""
    first = date.fromisoformat(data["start"][:10])
    last = max([first, *(date.fromisoformat(day[:10]) for day in (*excluded, *(move["from"] for move in moved)))])
    try:
        event = build(Event, "x", "x", data)
        planned = {
            when(one.start, ZoneInfo(event.timezone or context.timezone))
            for one in occurrences(event, timezone=context.timezone, first=first, last=last)
        }
    except BadRuleError as error:
        raise RefusedError(UNSAID_RULE) from error
    wanted = [day for day in dict.fromkeys(excluded) if day in planned]
    gone = set(wanted)
    moves = [move for move in moved if move["from"] in planned and move["from"] not in gone]
    return {**data, **({"except": wanted} if wanted else {}), **({"moved": moves} if moves else {})}


def _same_but_when(data: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether an override only changes the time: everything else, and the length, is the series' own."""
    apart = {"start", "end", "duration", "repeat", "rrule"}
    kept = [{key: value for key, value in one.items() if key not in apart} for one in (data, other)]
    lengths = [build(Event, "x", "x", {**one, "organisers": ["x"]}).length for one in (data, other)]
    return kept[0] == kept[1] and lengths[0] == lengths[1] and ("T" in data["start"]) == ("T" in other["start"])


def _single(uid: str, event: Component, context: Context) -> dict[str, Any]:
    title = _title(event)
    if not title:
        raise RefusedError(N_("l’événement n’a pas de titre"))
    data: dict[str, Any] = {"title": title, **_times(event, context), "organisers": [context.organiser]}
    description = plain(str(event.get("DESCRIPTION", "")), "description")
    url, location = str(event.get("URL", "")), str(event.get("LOCATION", ""))
    found = None if is_link(location) else place(context, location, _point(event)) if location.strip() else None
    rest = {
        "description": description,
        "url": url if is_link(url) else location if is_link(location) else "",
        "mode": "online" if is_link(location) else "",
        "status": STATUSES.get(str(event.get("STATUS", "")).upper(), ""),
        "place": found,
        "source": context.origin(uid),
    }
    return data | {key: value for key, value in rest.items() if value}


def _title(event: Component) -> str:
    return plain(str(event.get("SUMMARY", "")), "title")


def _times(event: Component, context: Context) -> dict[str, Any]:
    start = _moment(event, "DTSTART")
    whole = not isinstance(start, datetime)
    end = _end(event, start)
    if end < start:
        raise RefusedError(N_("l’événement finit avant de commencer"))
    repeats = "RRULE" in event or "RECURRENCE-ID" in event
    name = _zone_name(start) if isinstance(start, datetime) else ""
    if name == "UTC" and not repeats:
        name = ""
    zone = _zone(name) if name else context.zone
    made = {"start": when(start, zone)}
    if whole:
        last = end - DAY
        made |= {"end": last.isoformat()} if last > start else {}
    elif "DURATION" in event and "DTEND" not in event and (length := _length(end - start)):
        made |= {"duration": length}
    elif end > start:
        made |= {"end": when(end, zone)}
    if name and name != context.timezone:
        made["timezone"] = name
    return made


def _moment(event: Component, name: str) -> date | datetime:
    value = event.get(name)
    moment = getattr(value, "dt", None)
    if not isinstance(moment, date):
        raise RefusedError(N_("l’événement n’a pas de date lisible"))
    return moment


def _end(event: Component, start: date | datetime) -> Any:
    if "DTEND" in event:
        end = _moment(event, "DTEND")
        if isinstance(end, datetime) != isinstance(start, datetime):
            raise RefusedError(N_("le début et la fin ne sont pas de la même sorte"))
        if isinstance(end, datetime) and isinstance(start, datetime) and (end.tzinfo is None) != (start.tzinfo is None):
            raise RefusedError(N_("le début et la fin ne sont pas de la même sorte"))
        return end
    if "DURATION" in event:
        length = getattr(event["DURATION"], "dt", None)
        if not isinstance(length, timedelta):
            raise RefusedError(UNREADABLE)
        if not isinstance(start, datetime):
            return start + max(length, DAY)
        return start + length
    return start if isinstance(start, datetime) else start + DAY


def _length(span: timedelta) -> str:
    minutes = span // timedelta(minutes=1)
    if span % timedelta(minutes=1) or not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{minutes}min" if not hours else f"{hours}h{rest:02}" if rest else f"{hours}h"


def _zone_name(start: datetime) -> str:
    """The name of a time zone that machines know; nothing for a floating time. Raises RefusedError for another."""
    if start.tzinfo is None:
        return ""
    name = str(getattr(start.tzinfo, "key", "") or start.tzinfo)
    if name.upper() in {"UTC", "Z", "ETC/UTC"} or str(start.tzinfo) == "UTC":
        return "UTC"
    _zone(name)
    return name


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RefusedError(N_("un fuseau horaire que personne ne connaît")) from error


def _point(event: Component) -> tuple[float, float] | None:
    geo = event.get("GEO")
    return (float(geo.latitude), float(geo.longitude)) if geo is not None and hasattr(geo, "latitude") else None


def _excluded(event: Component) -> Iterator[date | datetime]:
    said = event.get("EXDATE", [])
    for group in said if isinstance(said, list) else [said]:
        for one in getattr(group, "dts", ()):
            if isinstance(one.dt, date):
                yield one.dt


def _rule(text: str, zone: ZoneInfo) -> dict[str, Any]:
    """``repeat`` where it says the same, else ``rrule``."""
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    plain_parts = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}
    every = _FREQUENCIES.get(parts.get("FREQ", ""))
    days = parts.get("BYDAY", "").lower().split(",") if "BYDAY" in parts else []
    fits = all(
        re.fullmatch("mo|tu|we|th|fr|sa|su" if every == "week" else "(-1|[1-5])(mo|tu|we|th|fr|sa|su)", day)
        for day in days
    )
    if (
        not every
        or not parts.keys() <= plain_parts
        or parts.get("WKST", "MO") != "MO"
        or (days and (every == "day" or not fits))
    ):
        ordered = ["FREQ", *(key for key in parts if key != "FREQ")]
        return {"rrule": ";".join(f"{key}={parts[key]}" for key in ordered if key in parts)}
    made: dict[str, Any] = {"every": every}
    made |= {"interval": int(parts["INTERVAL"])} if parts.get("INTERVAL", "1") != "1" else {}
    made |= {"on": days} if days else {}
    made |= {"count": int(parts["COUNT"])} if "COUNT" in parts else {}
    if "UNTIL" in parts:
        made["until"] = _until(parts["UNTIL"], zone)
    return {"repeat": made}


def _until(text: str, zone: ZoneInfo) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise RefusedError(UNSAID_RULE) from error
    return when(moment, zone)[:10] if moment.tzinfo else moment.date().isoformat()


def _compare(events: Sequence[Component], made: Sequence[dict[str, Any]], context: Context) -> None:
    """Raise RefusedError where our dates are not those that recurring-ical-events reads, over some years."""
    first = min(date.fromisoformat(data["start"][:10]) for data in made)
    last = first + WINDOW if first.year < 9990 else first
    try:
        ours = sorted(_dates(made, context, first, last))
    except (BadRuleError, OverflowError, ValueError) as error:
        raise RefusedError(UNSAID_RULE) from error
    theirs = sorted(_dates_read(events, context, first, last))
    if ours != theirs:
        raise RefusedError(N_("les dates ne seraient pas exactement les mêmes"))


def _dates(made: Sequence[dict[str, Any]], context: Context, first: date, last: date) -> Iterator[str]:
    for data in made:
        event = build(Event, "x", "x", data)
        for one in occurrences(event, timezone=context.timezone, first=first, last=last):
            yield from _inside(one.start, first, last, context.zone)


def _dates_read(events: Sequence[Component], context: Context, first: date, last: date) -> Iterator[str]:
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    try:
        found = recurring_ical_events.of(calendar).between(first, last + DAY)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise RefusedError(N_("un autre programme ne sait pas lire ces dates")) from error
    for one in found:
        start = one["DTSTART"].dt
        if str(one.get("STATUS", "")).upper() == "CANCELLED" and "RECURRENCE-ID" in one and len(events) > 1:
            continue
        yield from _inside(start, first, last, context.zone)


def _inside(moment: date | datetime, first: date, last: date, zone: ZoneInfo) -> Iterator[str]:
    """A start as text that compares, if its day is one of those asked for."""
    if isinstance(moment, datetime):
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        if first <= aware.astimezone(zone).date() <= last:
            yield aware.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%MZ")
    elif first <= moment <= last:
        yield moment.isoformat()
