"""The national address service (Base Adresse Nationale through the Géoplateforme), asked politely.

Protocol: ``GET /search?q=…&citycode=…&limit=1`` answers a GeoJSON FeatureCollection (the addok format); 50 requests a second
at most; 429 with ``Retry-After`` where that is too many. Every answer is kept on disk: nothing is asked twice.
"""

import json
import math
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import msgspec
import requests

SERVICE = "https://data.geopf.fr/geocodage"
LICENCE = "Licence Ouverte 2.0"
INTERVAL = 0.05
"""Seconds between two requests: 20 a second, well below what is allowed."""
TRIES = 4
LONGEST_WAIT = 60.0
"""Seconds. A service that wants to be left alone for longer is: what was found is kept, and asked for another day."""
TIMEOUT = 20.0


class ServiceError(RuntimeError):
    """The service could not be reached, or answered what nobody can read."""


class Answer(msgspec.Struct, frozen=True):
    """The best match: a point (degrees, WGS 84), how fine it is (``housenumber``, ``street``…), its score from 0 to 1."""

    lat: float
    lon: float
    fineness: str
    score: float
    citycode: str
    label: str


@dataclass
class Client:
    """One service and what it has answered; ``sleep`` and ``clock`` are those of the machine but in tests."""

    kept: Path
    service: str = SERVICE
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        """Remember what was answered before; a damaged memory is none."""
        try:
            self._known = msgspec.json.decode(self.kept.read_bytes(), type=dict[str, Answer | None])
        except (OSError, msgspec.MsgspecError):
            self._known = {}
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "maillage"
        self._next = 0.0

    def search(self, street: str, *, citycode: str = "", postcode: str = "") -> Answer | None:
        """The best match for an address, or None where there is none. Raises ServiceError."""
        asked = {"q": street, "citycode": citycode, "postcode": "" if citycode else postcode, "limit": "1"}
        params = {key: value for key, value in asked.items() if value}
        key = json.dumps([self.service, params], ensure_ascii=False, sort_keys=True)
        if key not in self._known:
            self._known[key] = _best(self._ask(params))
        return self._known[key]

    def keep(self) -> None:
        """Write down what was answered, in one step."""
        self.kept.parent.mkdir(parents=True, exist_ok=True)
        aside = self.kept.with_suffix(".part")
        aside.write_bytes(msgspec.json.encode(self._known))
        aside.replace(self.kept)

    def _ask(self, params: Mapping[str, str]) -> Any:
        """One request, again after a wait where the service says so or stumbles."""
        reason = ""
        for attempt in range(TRIES):
            self.sleep(max(0.0, self._next - self.clock()))
            self._next = self.clock() + INTERVAL
            wait = float(2**attempt)
            try:
                answer = self._session.get(
                    f"{self.service}/search", params=params, timeout=TIMEOUT, allow_redirects=False
                )
            except requests.RequestException as error:
                reason = type(error).__name__
            else:
                if answer.status_code == requests.codes.ok:
                    return _json(answer)
                reason = f"HTTP {answer.status_code}"
                if answer.status_code != requests.codes.too_many and answer.status_code < 500:
                    break
                wait = _seconds(answer.headers, wait)
            if wait > LONGEST_WAIT:
                raise ServiceError(f"{reason}, Retry-After {wait / 60:.0f} min")
            if attempt + 1 < TRIES:
                self.sleep(wait)
        raise ServiceError(reason)


def _seconds(headers: Mapping[str, str], otherwise: float) -> float:
    """How long to wait: ``Retry-After`` in seconds, or as a date by the clock of the service itself (RFC 9110, 10.2.3)."""
    said = headers.get("Retry-After", "")
    if re.fullmatch("[0-9]{1,9}", said):
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - parsedate_to_datetime(headers.get("Date", ""))).total_seconds())
    except (TypeError, ValueError):
        return otherwise


def _json(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except (ValueError, RecursionError) as error:
        raise ServiceError("JSON") from error


def _best(data: Any) -> Answer | None:
    """The first feature. Raises ServiceError where the answer is not in the service's format."""
    try:
        features = data["features"]
        if not features:
            return None
        lon, lat = features[0]["geometry"]["coordinates"][:2]
        said = features[0]["properties"]
        north, east, score = (float(number) for number in (lat, lon, said["score"]))
        if not math.isfinite(north + east + score):
            raise ServiceError("GeoJSON")
        return Answer(north, east, str(said["type"]), score, str(said["citycode"]), str(said["label"]))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise ServiceError("GeoJSON") from error
