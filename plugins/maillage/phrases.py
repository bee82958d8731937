"""Days, hours, numbers and telephones as people of a language write them (CLDR, through Babel)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal


@cache
def locale(language: str) -> Locale:
    """Babel's locale for a BCP 47 code; French where CLDR knows none."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("fr")


@cache
def day(when: date, language: str) -> str:
    """``samedi 28 novembre 2026``."""
    return _first(when, format_date(when, "full", locale=locale(language)), language)


@cache
def short_day(when: date, language: str) -> str:
    """``28 nov. 2026``."""
    return _first(when, format_date(when, "medium", locale=locale(language)), language)


def _first(when: date, text: str, language: str) -> str:
    """French says ``1er`` for the first of a month; CLDR has no pattern for it."""
    return re.sub(r"\b1\b", "1er", text, count=1) if when.day == 1 and language.startswith("fr") else text


@cache
def days(first: date, last: date, language: str) -> str:
    """Several whole days: ``ven. 28 – dim. 30 mai 2027``."""
    text: str = format_interval(first, last, "yMMMEd", locale=locale(language))
    return re.sub(r"\b1\b", "1er", text) if language.startswith("fr") else text


def from_to(start: datetime, end: datetime, language: str) -> str:
    """A time across midnight: ``sam. 27 mars, 20:00 – dim. 28 mars 2027, 08:00``."""
    skeleton = "MMMEd" if start.year == end.year else "yMMMEd"
    begin = _first(start, format_skeleton(skeleton, start, locale=locale(language)), language)
    finish = _first(end, format_skeleton("yMMMEd", end, locale=locale(language)), language)
    return f"{begin}, {hour(start, language)} – {finish}, {hour(end, language)}"


def order(text: str) -> str:
    """A key that sorts words as a dictionary does: ``Écrire`` among the E, ``œuvre`` after ``odeur``.

    >>> sorted(["Zoé", "écrire", "œuvre", "Ohm", "Eau"], key=order)
    ['Eau', 'écrire', 'œuvre', 'Ohm', 'Zoé']
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def month(year: int, number: int, language: str) -> str:
    """``novembre 2026``."""
    return format_date(date(year, number, 1), "LLLL y", locale=locale(language))


@cache
def weekdays(language: str) -> tuple[tuple[str, str], ...]:
    """``(("lun.", "lundi"), …)``, from Monday."""
    names = locale(language).days["format"]
    return tuple((names["abbreviated"][number], names["wide"][number]) for number in range(7))


@cache
def hour(when: datetime, language: str) -> str:
    """``14:00`` as the language writes it, on the clock of the place."""
    return format_time(when.timetz().replace(tzinfo=None), "short", locale=locale(language))


def listed(words: Sequence[str], language: str) -> str:
    """``lundi, mardi et jeudi``."""
    return format_list(words, locale=locale(language))


@cache
def number(value: float, language: str) -> str:
    """``1 234``, ``12,5``."""
    return format_decimal(value, locale=locale(language))


@cache
def direction(language: str) -> str:
    """Which way a language is written: ``ltr`` or ``rtl``."""
    return str(locale(language).text_direction)


def language_name(code: str, language: str) -> str:
    """The name of a language, in another: ``allemand``; the code where CLDR has no name."""
    names = locale(language).languages
    return str(names.get(code.replace("-", "_")) or names.get(code.split("-")[0], code))


def phone(number_: str) -> str:
    """A telephone number in groups: ``03 53 01 02 03`` for France, else as it is written."""
    if french := re.fullmatch(r"\+33([1-9])([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})", number_):
        return f"0{french[1]} {french[2]} {french[3]} {french[4]} {french[5]}"
    return number_
