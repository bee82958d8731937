"""Marks of what people asked to be forgotten, so that no import brings it back.

``imports/forgotten.json`` holds a random salt and, for each record taken out, HMAC-SHA256 marks of what a source would call
it by: its id at the source, its name with its commune, a person's e-mail addresses. The marks say nothing to a reader or to a
search engine, and no table made beforehand can undo them. They do not stand against somebody who already suspects a name and
tries it: imports must be able to try, so anybody can. A slow hash would only slow both.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from maillage.repair import folded

FILE = "imports/forgotten.json"


class Forgotten(msgspec.Struct):
    """The salt (hexadecimal) and the marks."""

    salt: str
    marks: list[str]

    def holds(self, data: Mapping[str, Any]) -> bool:
        """Whether a record, as an import would write it, is one that was to be forgotten."""
        known = set(self.marks)
        return bool(known) and any(self._mark(words) in known for words in _names(data))

    def add(self, data: Mapping[str, Any]) -> None:
        """Remember that a record is to be forgotten."""
        self.marks = sorted({*self.marks, *map(self._mark, _names(data))})

    def _mark(self, words: str) -> str:
        return hmac.new(bytes.fromhex(self.salt), words.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def load(root: Path) -> Forgotten:
    """The marks there are. Raises ValueError where the file is not as :func:`store` wrote it."""
    path = root / FILE
    if not path.is_file():
        return Forgotten(secrets.token_hex(32), [])
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Forgotten)
        bytes.fromhex(found.salt)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ValueError(FILE) from error
    return found


def store(root: Path, forgotten: Forgotten) -> None:
    """Write the marks, sorted, in one step."""
    path = root / FILE
    path.parent.mkdir(exist_ok=True)
    aside = path.with_name(f".forgotten.{os.getpid()}")
    aside.write_text(json.dumps({"salt": forgotten.salt, "marks": forgotten.marks}, indent=1) + "\n", encoding="utf-8")
    aside.replace(path)


def _names(data: Mapping[str, Any]) -> Iterator[str]:
    """What a source may call a record by. A phone is no name: several share one."""
    for source in (data.get("source") or {}, *_list(data.get("also_from"))):
        if source.get("id"):
            yield f"source\n{source.get('name', '')}\n{source['id']}"
    location = data.get("location") or {}
    name = folded(str(data.get("name") or data.get("title") or ""))
    town = folded(str(location.get("municipality", ""))) or str(location.get("postcode", ""))
    if name:
        yield f"name\n{name}\n{town}"
    if data.get("kind") == "person":
        yield from (f"email\n{str(email).lower()}" for email in (data.get("contact") or {}).get("emails", ()))


def _list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()
