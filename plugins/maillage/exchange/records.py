"""The records as plain JSON, field for field as their files say, with the licence and the source in the head.

``format`` is ``maillage/1``: the number changes when a field is taken away or means something else, never when one is added.
"""

import hashlib
from collections.abc import Mapping

import msgspec

from maillage import schemas
from maillage.model import Record
from maillage.settings import Territory
from maillage.urls import Urls

FORMAT = "maillage/1"


def records_json(kind: str, records: Mapping[str, Record], territory: Territory, urls: Urls) -> bytes:
    """``{"format", "territory", "licence", "kind", "records": {id: fields}}``; fields as in the schema of the kind."""
    head, between, tail = ends(kind, territory, urls)
    return head + between.join(map(packed, records.values())) + tail


def ends(kind: str, territory: Territory, urls: Urls) -> tuple[bytes, bytes, bytes]:
    """What stands before, between and after the records."""
    head = {
        "format": FORMAT,
        "territory": territory.name,
        "url": urls.absolute(""),
        "licence": territory.licence.data,
        "kind": kind,
        "records": {},
    }
    return msgspec.json.encode(head)[:-2], b",", b"}}"


def packed(record: Record) -> bytes:
    """One record: its id and its fields."""
    return msgspec.json.encode(record.id) + b":" + msgspec.json.encode(plain(record))


def plain(record: Record) -> dict[str, object]:
    """A record's fields as its file has them: dates as text, what was not said left out."""
    plain: dict[str, object] = msgspec.to_builtins(record)
    return {key: value for key, value in plain.items() if key not in {"id", "path"}}


def fingerprint(record: Record) -> str:
    """Twelve hexadecimal digits that change when a record says something else, whatever the look of its file.

    A proposal made in the browser carries those of the record it began with, so that nothing written since is lost.
    """
    return hashlib.sha256(msgspec.json.encode(plain(record), order="sorted")).hexdigest()[:12]


def export_schema(kind: str) -> dict[str, object]:
    """The JSON Schema (2020-12) of :func:`records_json` for a kind."""
    record = schemas.bundled(kind)
    definitions = {
        **record["$defs"],
        kind: {key: value for key, value in record.items() if key not in {"$schema", "$defs"}},
    }
    text = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["format", "territory", "url", "licence", "kind", "records"],
        "properties": {
            "format": {"const": FORMAT},
            **dict.fromkeys(("territory", "url", "licence"), text),
            "kind": {"const": kind},
            "records": {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{kind}"}},
        },
        "$defs": definitions,
    }
