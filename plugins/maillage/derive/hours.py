"""Opening hours in OpenStreetMap's notation, read as rules and said in words.

Reads what directories really hold: days and ranges of days, spans of time, months, ``PH``, ``SH``, ``off``, ``24/7``
and comments. Anything else gives None, and a page shows the notation as it was written.
"""

import re
from dataclasses import dataclass

from maillage import phrases
from maillage.i18n import N_, translator

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LIMIT = 1000
"""Longest notation that is read, in characters."""

_DAY = rf"(?:{'|'.join(DAYS)}|PH|SH)"
_DAYS = rf"{_DAY}(?:-{_DAY})?(?:,\s?{_DAY}(?:-{_DAY})?)*"
_DATE = rf"(?:{'|'.join(MONTHS)})(?: [0-9]{{1,2}})?"
_SEASON = rf"{_DATE}(?:-(?:{_DATE}|[0-9]{{1,2}}))?"
_TIME = r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9]"
_SPANS = rf"{_TIME}-{_TIME}\+?(?:,\s?{_TIME}-{_TIME}\+?)*"
_RULE = re.compile(
    rf'(?:(?P<season>{_SEASON})(?:: ?| )?)?(?P<days>{_DAYS})?\s?(?P<spans>{_SPANS}|off|closed|24/7|open)?\s?(?P<comment>"[^"]{{1,120}}")?'
)
_NAMES = {"PH": N_("jours fériés"), "SH": N_("vacances scolaires")}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: ``season`` (as written), ``days`` (Monday is 0; PH, SH), ``spans`` of ``("09:00", "12:00")``, a comment.

    No span and no comment means closed. A ``fallback`` (after ``||``) holds only where no rule before it does.
    """

    season: str
    days: tuple[int | str, ...]
    spans: tuple[tuple[str, str], ...]
    comment: str
    always: bool = False
    fallback: bool = False


def parse(notation: str) -> tuple[Rule, ...] | None:
    """The rules of a notation, in order; None where a part of it is not understood."""
    if len(notation) > LIMIT:
        return None
    rules = []
    parts = re.split(r"\s*(;|\|\|)\s*", notation.strip().rstrip(";"))
    for part, separator in zip(parts[::2], [";", *parts[1::2]], strict=True):
        rule = _rule(part, fallback=separator == "||")
        if rule is None:
            return None
        rules.append(rule)
    return tuple(rules) or None


def _rule(text: str, *, fallback: bool) -> Rule | None:
    found = _RULE.fullmatch(text.strip())
    if not found or not text.strip():
        return None
    spans = found["spans"] or ""
    times = tuple(_span(span) for span in re.split(r",\s?", spans)) if ":" in spans else ()
    comment = (found["comment"] or "").strip('"')
    always = spans in {"24/7", "open"}
    return Rule(found["season"] or "", _days(found["days"] or ""), times, comment, always, fallback)


def _span(text: str) -> tuple[str, str]:
    begin, end = text.rstrip("+").split("-")
    return begin.zfill(5), end.zfill(5)


def _days(text: str) -> tuple[int | str, ...]:
    days: list[int | str] = []
    for part in re.split(r",\s?", text) if text else ():
        first, _, last = part.partition("-")
        if first in DAYS and (last in DAYS or not last):
            start, stop = DAYS.index(first), DAYS.index(last or first)
            days += [day % 7 for day in range(start, stop + 1 if stop >= start else stop + 8)]
        else:
            days += [part]
    return tuple(dict.fromkeys(days))


def words(notation: str, language: str) -> tuple[tuple[str, str], ...] | None:
    """``((days, hours), …)`` in words, or None where the notation is not understood."""
    rules = parse(notation)
    if rules is None:
        return None
    return tuple((_when(rule, language), _hours(rule, language)) for rule in rules)


def _when(rule: Rule, language: str) -> str:
    _ = translator(language)
    week = [wide for _short, wide in phrases.weekdays(language)]
    numbers = [day for day in rule.days if isinstance(day, int)]
    parts = [_run(run, week, language) for run in _runs(numbers)]
    parts += [_(_NAMES.get(day, day)) for day in rule.days if isinstance(day, str)]
    days = ", ".join(parts) or _("tous les jours")
    if rule.season:
        days = f"{days} ({_season(rule.season, language)})"
    return days[0].upper() + days[1:]


def _runs(days: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for day in sorted(days):
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _run(run: tuple[int, int], week: list[str], language: str) -> str:
    first, last = run
    if first == last:
        return week[first]
    if last == first + 1:
        return f"{week[first]}, {week[last]}"
    return translator(language)("{first} à {last}").format(first=week[first], last=week[last])


def _season(text: str, language: str) -> str:
    """``Jul-Aug`` as ``juillet – août``."""
    names = phrases.locale(language).months["format"]["wide"]

    def named(found: re.Match[str]) -> str:
        month = names[MONTHS.index(found[1]) + 1]
        return f"{int(found[2])} {month}" if found[2] else str(month)

    return re.sub(r"([A-Z][a-z]{2})(?: ([0-9]{1,2}))?", named, text).replace("-", " – ")


def _hours(rule: Rule, language: str) -> str:
    _ = translator(language)
    if rule.always:
        said = _("ouvert en continu")
    elif rule.spans:
        said = ", ".join(f"{begin} – {end}" for begin, end in rule.spans)
    else:
        said = "" if rule.comment else _("fermé")
    return f"{said} ({rule.comment})" if said and rule.comment else said or rule.comment
