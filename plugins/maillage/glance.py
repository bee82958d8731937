"""What a page takes of the records of others: less than all of it, so that it need not be made again for all that changes.

Each view is a record without some texts, but with whether it has them. Only actors are many enough for this to matter:
of any other record, every view is the whole.
"""

from typing import Any

import msgspec

from maillage.model import Actor, Contact, Record

_REACH: dict[str, Any] = {"contact": Contact(), "links": ()}
_OWN: dict[str, Any] = {"description": None, "opening_hours": None}
_SUMMARY: dict[str, Any] = {"summary": None}


def found(record: Record) -> object:
    """What it can be found by: all but how to reach it."""
    return _without(record, _REACH)


def listed(record: Record) -> object:
    """What a card in a list can say, and the places where needs say how to answer."""
    return _without(record, _REACH | _OWN), _answer(record)


def passing(record: Record) -> object:
    """What a page of another, or one about everybody, can take of it: a name, a place, what it brings and seeks."""
    return _without(record, _REACH | _OWN | _SUMMARY), _answer(record)


def _without(record: Record, emptied: dict[str, Any]) -> object:
    if not isinstance(record, Actor):
        return record
    contact = record.contact
    reached = (contact.emails, contact.phones, contact.booking)
    has = [bool(one) for one in (*reached, *(getattr(record, name) for name in emptied))]
    return msgspec.structs.replace(record, **emptied), has


def _answer(record: Record) -> object:
    """How to answer the needs of an actor: their cards say it, wherever they are."""
    return record.contact if isinstance(record, Actor) and record.needs else None
