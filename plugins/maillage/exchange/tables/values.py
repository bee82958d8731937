"""Cells as people and machines write them, made into the standard's: sets, yes and no, hours of a day, damaged accents."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from maillage.repair import folded

if TYPE_CHECKING:
    from pyproj import Transformer

NO = frozenset(
    {"", "0", "0-0", "non", "no", "n", "false", "faux", "aucun", "aucune", "null", "none", "nan", "n-a", "na"}
)
"""What says no, once folded."""
_DAMAGED = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00ff\u0152-\u2122]|\ufffd")
_TIME = re.compile(r"([01]?[0-9]|2[0-4])\s*(?:[hH:]\s*([0-5][0-9])?)")
FARTHEST = 1e8
"""Metres: more than twice around the earth is no coordinate of any system."""
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def is_yes(cell: str) -> bool:
    """Whether a cell says something else than no or nothing."""
    return folded(cell) not in NO


def items(cell: str, separators: Sequence[str]) -> list[str]:
    """A cell as a list: a set ``{a,"b, c"}`` as databases print it, else split at the separators that are given."""
    text = cell.strip()
    if text.startswith("{") and text.endswith("}"):
        return [
            (quoted or plain).strip() for quoted, plain in re.findall(r'"((?:[^"\\]|\\.)*)"|([^,{}"]+)', text[1:-1])
        ]
    parts = [text]
    for separator in separators:
        parts = [piece for part in parts for piece in part.split(separator)]
    return [part.strip() for part in parts if part.strip()]


def meanings(item: str, terms: Mapping[str, str]) -> list[str]:
    """What a mapping says of a text: every term that stands in it as whole words, in its order.

    The longest terms are looked for first, and what one has taken no other takes: « Gratuit sous condition » is not
    « Gratuit » as well. So a text needs no separator to hold several terms.
    """
    inside = f"-{folded(item)}-"
    found: list[tuple[int, str]] = []
    for word in sorted(terms, key=len, reverse=True):
        wanted = f"-{folded(word)}-"
        while wanted != "--" and (place := inside.find(wanted)) >= 0:
            found.append((place, terms[word]))
            inside = f"{inside[: place + 1]}{' ' * (len(wanted) - 2)}{inside[place + len(wanted) - 1 :]}"
    return [target for _, target in sorted(found)]


def mended(cell: str) -> str:
    """A text whose accents were encoded twice (``ChÃ¢teau``), put right."""
    if not _DAMAGED.search(cell):
        return cell
    import ftfy

    return ftfy.fix_encoding(cell)


def hours(days: Mapping[str, Iterable[str]]) -> str:
    """Opening hours in OpenStreetMap's notation, from the cells of each day (``{"Mo": ["09:00 - 12:00 / 14h-17h"]}``).

    Days with the same hours that follow each other are written as one span. Empty where a day cannot be read.
    """
    spans = {day: _spans(cells) for day, cells in days.items()}
    if None in spans.values():
        return ""
    rules: list[tuple[list[str], str]] = []
    for day in DAYS:
        span = spans.get(day)
        if not span:
            continue
        if rules and rules[-1][1] == span and DAYS.index(rules[-1][0][-1]) == DAYS.index(day) - 1:
            rules[-1][0].append(day)
        else:
            rules.append(([day], span))
    return "; ".join(f"{_run(run)} {span}" for run, span in rules)


def _run(run: list[str]) -> str:
    return run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}"


def _spans(cells: Iterable[str]) -> str | None:
    """The hours of a day: times in pairs, each opening before it closes. None where they do not pair."""
    times = [int(hour) * 60 + int(minute or 0) for cell in cells for hour, minute in _TIME.findall(cell)]
    if len(times) % 2 or times != sorted(set(times)):
        return None
    pairs = zip(times[::2], times[1::2], strict=True)
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in pairs)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def wgs84(x: str, y: str, crs: str) -> tuple[str, str] | None:
    """Latitude and longitude of a point in another system (``EPSG:2154`` is Lambert-93); None where it is no point."""
    try:
        east, north = (float(part.replace(" ", "").replace(",", ".")) for part in (x, y))
        if max(abs(east), abs(north)) > FARTHEST:
            return None
        longitude, latitude = _transformer(crs).transform(east, north)
    except ValueError:
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return str(round(latitude, 6)), str(round(longitude, 6))


@cache
def _transformer(crs: str) -> "Transformer":
    """Raises ValueError for a system that nobody knows."""
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        return Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except CRSError as error:
        raise ValueError(crs) from error


def is_siret(number: str) -> bool:
    """Whether 14 digits can be a SIRET: Luhn's sum, or for La Poste's offices that of the digits (INSEE)."""
    if not re.fullmatch(r"[0-9]{14}", number):
        return False
    doubled = [int(digit) * (2 - position % 2) for position, digit in enumerate(number)]
    luhn = sum(value - 9 if value > 9 else value for value in doubled)
    return luhn % 10 == 0 or (number.startswith("356000000") and sum(map(int, number)) % 5 == 0)
