"""What every format of events shares: texts made fit for a record, places found among the actors, addresses read."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import nh3

from maillage import gazetteer, markup
from maillage.derive.places import check_location
from maillage.gazetteer.distance import distance_km
from maillage.load import MAX_ID
from maillage.repair import folded

LONGEST = {"title": 160, "summary": 280, "description": 20_000, "street": 200}
NEAR_KM = 15.0
"""How far from a commune's centre a point may be for its name to be that commune's."""
TOGETHER = {
    "lat": frozenset({"lat", "lon"}),
    "insee": frozenset({"insee"}),
    "municipality": frozenset({"municipality", "postcode"}),
}
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_TOWN = re.compile(r"\b([0-9]{5})\s+(?:-\s*)?([^\W\d_][^,\n0-9]{1,80})")


@dataclass(frozen=True)
class Context:
    """What an import is told: who organises, the territory's clock, its departments, its actors by folded name."""

    organiser: str
    timezone: str
    source: str
    url: str | None = None
    licence: str | None = None
    departments: tuple[str, ...] = ()
    actors: Mapping[str, str] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The territory's time zone."""
        return ZoneInfo(self.timezone)

    def origin(self, identifier: str) -> dict[str, str]:
        """The record's ``source``."""
        said = {"name": self.source[:200], "url": self.url, "licence": self.licence, "id": identifier[:500]}
        return {key: value for key, value in said.items() if value}


def plain(text: str, name: str) -> str:
    """A text without tags, without what cannot be seen, and no longer than its field; cut at a word."""
    whole = (
        html.unescape(nh3.clean(re.sub(r"<(br|/p|/div|/li)[^>]*>", "\n", text), tags=set())) if "<" in text else text
    )
    lines = [" ".join(line.split()) for line in _UNSEEN.sub("", whole).replace("\r", "\n").split("\n")]
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if name != "description":
        tidy = " ".join(tidy.split())
    limit = LONGEST[name]
    return tidy if len(tidy) <= limit else f"{tidy[: limit - 1].rsplit(' ', 1)[0]}…"


def place(
    context: Context, text: str, point: tuple[float, float] | None = None, **known: str
) -> str | dict[str, Any] | None:
    """An actor's id where a place has an actor's name, else a location; what contradicts the commune is left out."""
    name = plain(text, "street")
    for said in (name, name.split(",")[0], name.split(" - ")[0]):
        if actor := context.actors.get(folded(said)):
            return actor
    town = _TOWN.search(text)
    made: dict[str, Any] = {"street": name} if name else {}
    if town:
        made |= {"postcode": town[1], "municipality": plain(town[2], "street")[:100]}
        before = plain(text[: town.start()].rstrip(" ,-"), "street")
        made |= {"street": before} if before else {}
    made |= {key: value for key, value in known.items() if value}
    if point and abs(point[0]) <= 90 and abs(point[1]) <= 180:
        made |= {"lat": round(point[0], 6), "lon": round(point[1], 6)}
    return _without_contradictions(_with_commune(made), context.departments) or None


def _with_commune(made: dict[str, Any]) -> dict[str, Any]:
    """The code of the commune where several have the name and the point says which it is."""
    name = made.get("municipality")
    if not name or "lat" not in made or "insee" in made or "postcode" in made:
        return made
    communes = [one for one in gazetteer.find_communes(name) if one.lat is not None and one.lon is not None]
    away = {one.code: distance_km(made["lat"], made["lon"], one.lat or 0.0, one.lon or 0.0) for one in communes}
    nearest = min(away, key=lambda code: away[code], default="")
    return {**made, "insee": nearest} if nearest and away[nearest] < NEAR_KM else made


def _without_contradictions(made: dict[str, Any], departments: Sequence[str]) -> dict[str, Any]:
    """The location less what the gazetteer says cannot be: each time, the field that is told."""
    while made:
        finding = next(check_location(made, (), departments), None)
        if finding is None:
            return made
        doubtful = TOGETHER.get(str(finding[1][-1]), ())
        if not doubtful & made.keys():
            return {}
        made = {key: value for key, value in made.items() if key not in doubtful}
    return made


def is_link(text: str) -> bool:
    """Whether a text is an address that a record may hold."""
    return text.startswith(("http://", "https://")) and markup.is_safe_link(text) and len(text) <= 500


def when(moment: date | datetime, zone: ZoneInfo) -> str:
    """A moment as records write it, on the clock of ``zone``; seconds are dropped."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    local = moment.astimezone(zone) if moment.tzinfo else moment
    return local.strftime("%Y-%m-%dT%H:%M")


def stem(title: str, start: str) -> str:
    """The id that a title and its first day suggest."""
    words = [*folded(title).split("-"), *start[:10].split("-")]
    made = ""
    for word in filter(None, words[:-3]):
        longer = f"{made}-{word}" if made else word
        if len(longer) > MAX_ID - 20:
            break
        made = longer
    return f"{made or 'evenement'}-{start[:10]}"
