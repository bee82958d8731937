"""The records as plain JSON, field for field as their files say, with the licence and the source in the head."""

from collections.abc import Mapping

import msgspec

from maillage.model import Record
from maillage.settings import Territory
from maillage.urls import Urls


def records_json(kind: str, records: Mapping[str, Record], territory: Territory, urls: Urls) -> bytes:
    """``{"format", "territory", "licence", "kind", "records": {id: fields}}``; fields as in the schema of the kind."""
    fields = {identifier: _fields(record) for identifier, record in records.items()}
    head = {
        "format": "maillage/1",
        "territory": territory.name,
        "url": urls.absolute(""),
        "licence": territory.licence.data,
        "kind": kind,
    }
    return msgspec.json.encode({**head, "records": fields})


def _fields(record: Record) -> dict[str, object]:
    plain: dict[str, object] = msgspec.to_builtins(record)
    return {key: value for key, value in plain.items() if key not in {"id", "path"}}
