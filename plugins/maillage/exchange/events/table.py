"""Events of a table, with a mapping: a title, and days as people write them (« Mar.27/08 et Mer.28/08 »)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from maillage.exchange.events.fields import Context, is_link, place, plain, stem
from maillage.exchange.mednum.importer import Note, Outcome, Taken
from maillage.exchange.rows import Row
from maillage.exchange.tables.apply import LEFT_OUT, Understood, cell, clean, left_out
from maillage.exchange.tables.mapping import Mapping
from maillage.i18n import N_
from maillage.repair import folded

_ISO = re.compile(r"\b([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ]([0-9]{1,2})[:h]([0-9]{2})?)?")
_FRENCH = re.compile(
    r"(?<![0-9/])([0-3]?[0-9])[/.]([01]?[0-9])(?:[/.]([0-9]{4}))?(?![0-9/])(?:\s*(?:à|,)?\s*([0-2]?[0-9])[h:]([0-5][0-9])?)?"
)
Start = tuple[date, str]
"""A day, and the hour if the text gives one (``14:30``)."""


def read_table(mapping: Mapping, rows: Iterable[Row], context: Context) -> Outcome:
    """Every row as one record for each run of days; what has no readable day is refused."""
    outcome = Outcome()
    empty = frozenset(map(folded, mapping.empty))
    for row in rows:
        outcome.read += 1
        if row.problem:
            outcome.refused.append(Note(row.number, row.problem, row.params))
            continue
        if row.doubt:
            outcome.corrected.append(Note(row.number, row.doubt, row.params))
        cells = clean(row, empty, outcome.corrected)
        if left := left_out(mapping, cells):
            outcome.refused.append(Note(row.number, LEFT_OUT, left))
            continue
        said = {name: cell(name, rules, cells, Understood()) for name, rules in mapping.columns.items()}
        _take(row.number, said, mapping.year, context, outcome)
    return outcome


def _take(number: int, said: dict[str, str], year: int | None, context: Context, outcome: Outcome) -> None:
    title = plain(said.get("title", ""), "title")
    starts = list(days(said.get("dates", ""), year))
    if not title or not starts:
        reason = (
            N_("l’événement n’a pas de titre")
            if not title
            else N_("« {value} » : aucune date lisible (année comprise)")
        )
        outcome.refused.append(Note(number, reason, {"value": said.get("dates", "")[:60]}))
        return
    url = said.get("url", "")
    rest = {
        "summary": plain(said.get("summary", ""), "summary"),
        "description": plain(said.get("description", ""), "description"),
        "url": url if is_link(url) else "",
        "organisers": [context.organiser],
        "place": place(context, said["place"]) if said.get("place") else None,
    }
    identifier = said.get("id") or f"~{title}|{said.get('dates', '')}"
    for position, when in enumerate(runs(starts, last=next(days(said.get("end", ""), year), None))):
        data = {"title": title, **when, **{key: value for key, value in rest.items() if value}}
        data["source"] = context.origin(identifier)
        outcome.taken.append(Taken(number, (context.source, identifier, position), stem(title, when["start"]), data))


def days(text: str, year: int | None) -> Iterator[Start]:
    """Every day that a text names, in its order; one without a year has that of the mapping, or is none."""
    found = [(match.start(), match.groups(), True) for match in _ISO.finditer(text)]
    rest = _ISO.sub(lambda match: " " * len(match[0]), text)
    found += [(match.start(), match.groups(), False) for match in _FRENCH.finditer(rest)]
    for _, (first, month, last, hour, minute), iso in sorted(found):
        said = (first, last) if iso else (last or year, first)
        if said[0] is None:
            continue
        try:
            yield date(int(said[0]), int(month), int(said[1])), f"{int(hour):02}:{minute or '00'}" if hour else ""
        except ValueError:
            continue


def runs(starts: Iterable[Start], last: Start | None = None) -> Iterator[dict[str, Any]]:
    """Days that follow each other as one event of several days; days with an hour each on its own."""
    waiting: list[date] = []
    for day, hour in sorted(set(starts)):
        if hour:
            yield {"start": f"{day.isoformat()}T{hour}"}
            continue
        if waiting and day - waiting[-1] > timedelta(days=1):
            yield _run(waiting)
            waiting = []
        waiting.append(day)
    if waiting:
        if last is not None and last[0] > waiting[-1]:
            waiting.append(last[0])
        yield _run(waiting)


def _run(found: list[date]) -> dict[str, Any]:
    alone = {"start": found[0].isoformat()}
    return alone if len(found) == 1 else {**alone, "end": found[-1].isoformat()}
