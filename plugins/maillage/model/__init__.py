"""The records, as frozen structures that answer questions about themselves. Nothing here reads a file or a clock.

They are msgspec structures: frozen dataclasses in all but name, filled from checked data at the speed of C.
"""

from typing import Any, TypeVar

import msgspec

from maillage.model.actors import (
    Actor,
    ActorKind,
    Alignment,
    CharterSignature,
    Consent,
    Contact,
    Identifiers,
    Link,
    Met,
    Need,
    Offer,
    Skill,
)
from maillage.model.base import (
    Day,
    Geocoded,
    Location,
    Mednum,
    Part,
    Record,
    Source,
    Translation,
    Verified,
    When,
    parse_duration,
    parse_when,
)
from maillage.model.events import Event, Move, Registration, Repeat
from maillage.model.sharing import (
    Badge,
    Booking,
    Contribution,
    Endorsement,
    Equipment,
    Maintenance,
    Period,
    Practice,
    Reading,
    Reuse,
    Reused,
)

__all__ = [
    "Actor",
    "ActorKind",
    "Alignment",
    "Badge",
    "Booking",
    "CharterSignature",
    "Consent",
    "Contact",
    "Contribution",
    "Day",
    "Endorsement",
    "Equipment",
    "Event",
    "Geocoded",
    "Identifiers",
    "Link",
    "Location",
    "Maintenance",
    "Mednum",
    "Met",
    "Move",
    "Need",
    "Offer",
    "Part",
    "Period",
    "Practice",
    "Reading",
    "Record",
    "Registration",
    "Repeat",
    "Reuse",
    "Reused",
    "Skill",
    "Source",
    "Translation",
    "Verified",
    "When",
    "build",
    "parse_duration",
    "parse_when",
]

T = TypeVar("T", bound=Record)


_SHORTHANDS: dict[type[Record], tuple[tuple[str, str], ...]] = {
    Actor: (("offers", "skill"),),
    Contribution: (("endorsed_by", "actor"),),
    Practice: (("reuses", "practice"), ("reused_by", "actor")),
}
"""Lists whose items may be written as an id alone: the field, and the key that the id stands for."""


def build(cls: type[T], identifier: str, path: str, data: dict[str, Any]) -> T:
    """Make a record from data that its schema accepted."""
    for field, key in _SHORTHANDS.get(cls, ()):
        if field in data:
            data = {**data, field: [{key: one} if isinstance(one, str) else one for one in data[field]]}
    return msgspec.convert({**data, "id": identifier, "path": path}, cls)
