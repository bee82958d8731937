"""vCard 4.0 (RFC 6350) of one actor, for an address book."""

from maillage.derive.places import Place
from maillage.model import Actor
from maillage.urls import Urls

_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": ""})
FOLD = 75
"""Octets in a line, by the standard."""


def vcard(actor: Actor, place: Place, urls: Urls) -> bytes:
    """The card, CRLF lines folded at 75 octets. A person's card says no more than the page does."""
    url = urls.absolute(urls.record("actor", actor.id))
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"KIND:{'individual' if actor.kind == 'person' else 'org'}",
        f"UID:{_text(url) if urls.origin else 'urn:maillage:' + actor.id}",
        f"FN:{_text(actor.name)}",
        *(f"TEL;VALUE=uri:tel:{number}" for number in actor.contact.phones),
        *(f"EMAIL:{_text(email)}" for email in actor.contact.emails),
        *(f"URL:{link.url}" for link in actor.links),
        *_address(actor),
        *_geo(actor, place),
        *([f"NOTE:{_text(actor.summary)}"] if actor.summary else []),
        *([f"REV:{actor.verified.on:%Y%m%d}T000000Z"] if actor.verified else []),
        *([f"SOURCE:{url}"] if urls.origin else []),
        "END:VCARD",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


def _address(actor: Actor) -> list[str]:
    location = actor.location
    if location is None:
        return []
    parts = ("", location.extra, location.street, location.municipality, "", location.postcode, "France")
    return [f"ADR:{';'.join(_text(part or '') for part in parts)}"]


def _geo(actor: Actor, place: Place) -> list[str]:
    if place.point is None or place.approximate or actor.kind == "person":
        return []
    return [f"GEO:geo:{place.point[0]},{place.point[1]}"]


def _folded(line: str) -> str:
    """Cut a line every 75 octets, never inside a character; what follows begins with a space."""
    if len(line.encode()) <= FOLD:
        return line
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > FOLD:
            pieces.append(piece)
            piece, size = "", 1
        piece += character
        size += octets
    return "\r\n ".join([*pieces, piece])
