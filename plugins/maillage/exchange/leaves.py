"""A record as its leaves: each value that is no mapping, by its path. Lists are one value: their order means something."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from maillage.problems import Pointer

Leaf = Pointer
"""The path of a leaf; all its parts are keys."""


def leaves(data: Mapping[str, Any], path: Leaf = ()) -> Iterator[tuple[Leaf, Any]]:
    """Every leaf and its value, in the record's order."""
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), value


def name_of(leaf: Leaf) -> str:
    """``location.street``: how memory and messages call a leaf. No key has a dot."""
    return ".".join(map(str, leaf))


def digest(value: Any) -> str:
    """Eight characters that change when the value does; none for what is not there."""
    if value is None:
        return ""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()[:8]


def digests(data: Mapping[str, Any]) -> dict[str, str]:
    """What memory keeps of a record: a digest of each leaf, by its name."""
    return {name_of(leaf): digest(value) for leaf, value in leaves(data)}
