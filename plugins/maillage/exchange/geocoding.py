"""Records without a point: their commune made certain from the gazetteer, their point asked from the address service.

A commune's centre is never written as if it were a place: the site works it out and says that it is approximate. A person
is never placed more finely than the commune, and nothing of a person is ever sent.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from maillage import gazetteer
from maillage.derive.places import candidates_for, check_location
from maillage.exchange.ban import Answer
from maillage.i18n import N_
from maillage.load import Document
from maillage.model import Location
from maillage.problems import Pointer

ENOUGH = 0.6
"""Score below which an answer is told but not written."""
FINENESS = {"housenumber": "exact", "street": "street", "locality": "street"}
BY = "Base Adresse Nationale"


@dataclass(frozen=True, slots=True)
class Spot:
    """One location of a record: where in the file, what it says, and whether it may be sent to a service."""

    document: Document
    at: Pointer
    data: dict[str, Any]
    private: bool


def spots(documents: Sequence[Document]) -> Iterator[Spot]:
    """Every location without a point: of actors, and of events that say a place of their own."""
    for one in documents:
        key = {"actor": "location", "event": "place"}.get(one.kind)
        where = one.data.get(key) if key else None
        if key and isinstance(where, dict) and "lat" not in where:
            yield Spot(one, (key,), where, one.data.get("kind") == "person")


def made_certain(spot: Spot, departments: Sequence[str]) -> dict[Pointer, Any]:
    """What the gazetteer alone can add: the commune's code and name where only one fits."""
    location = msgspec.convert(spot.data, Location)
    if location.insee:
        commune = gazetteer.commune(location.insee)
    elif location.municipality:
        found = candidates_for(location.municipality, location.postcode, departments)
        commune = found[0] if len(found) == 1 else None
    else:
        alone = gazetteer.communes_by_postcode(location.postcode) if location.postcode else ()
        commune = alone[0] if len(alone) == 1 else None
    if commune is None:
        return {}
    said = {"insee": commune.code, "municipality": commune.name}
    return {(*spot.at, key): value for key, value in said.items() if key not in spot.data}


def askable(spot: Spot) -> bool:
    """Whether there is an address to ask for: a street in a known commune, and nobody's home."""
    return not spot.private and bool(spot.data.get("street")) and bool({"insee", "postcode"} & spot.data.keys())


def placed(spot: Spot, answer: Answer | None, departments: Sequence[str], today: date) -> dict[Pointer, Any] | str:
    """What to write for an answer, or why it is not taken, as a sentence with ``{label}`` and ``{score}``."""
    if answer is None:
        return N_("le service ne connaît pas cette adresse")
    if answer.score < ENOUGH:
        return N_("réponse trop incertaine : « {label} » ({score})")
    if answer.fineness not in FINENESS:
        return N_("le service ne connaît que la commune : « {label} »")
    if spot.data.get("insee") not in (None, answer.citycode):
        return N_("réponse dans une autre commune : « {label} »")
    point = {"lat": round(answer.lat, 6), "lon": round(answer.lon, 6)}
    if any(check_location({**spot.data, **point}, (), departments)):
        return N_("réponse loin de la commune : « {label} »")
    origin = {"by": BY, "on": today.isoformat(), "score": round(answer.score, 2)}
    written = {**point, "precision": FINENESS[answer.fineness], "geocoded": origin}
    return {(*spot.at, key): value for key, value in written.items()}
