"""What an entry of a neighbour must be to come in: a stranger's data, held to the rules of a stranger's pull request.

The same is asked when it is fetched and when it is read again from ``federation/``, which a proposal could have changed.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from maillage import rules, schemas
from maillage.codes import CODES
from maillage.i18n import N_
from maillage.load import HIDDEN, IDENTIFIER, MAX_DEPTH, MAX_ID, RESERVED, Data, Document
from maillage.validate import findings, is_valid

KINDS = ("skill", "actor", "event")
"""What is taken from neighbours: recognition stays where it was given, and loans where the keys are."""
DETAILS = 200
"""Entries of one neighbour whose faults are looked into; the careful validator is slow, and a stranger can be very wrong."""


class RefusedError(ValueError):
    """An entry that is not taken: ``why`` is a sentence, ``params`` fill its holes."""

    def __init__(self, why: str, **params: str) -> None:
        """Keep the sentence and what fills it."""
        super().__init__(why)
        self.why, self.params = why, params


def admitted(
    kind: str, identifier: str, data: Any, departments: Sequence[str], timezone: str, *, details: bool
) -> Data:
    """The entry without the fields that this version does not know. Raises RefusedError with the reason."""
    if len(identifier) > MAX_ID or not IDENTIFIER.fullmatch(identifier) or identifier in RESERVED:
        raise RefusedError(N_("son identifiant n’en est pas un"))
    if not isinstance(data, dict):
        raise RefusedError(N_("ce n’est pas une fiche"))
    known = {key: value for key, value in data.items() if key in _fields(kind)}
    _look(known)
    if not is_valid(kind, known):
        raise _refusal(kind, known) if details else RefusedError(N_("elle ne suit pas le schéma"))
    _rules(kind, identifier, known, departments, timezone)
    if known.get("kind") == "person" and kind == "actor" and not known["consent"].get("shared"):
        raise RefusedError(N_("cette personne n’a pas dit vouloir paraître chez les voisins"))
    return known


@cache
def _fields(kind: str) -> frozenset[str]:
    return frozenset(schemas.bundled(kind)["properties"])


def _look(data: Data) -> None:
    """Refuse what hides: control and direction characters, and towers of nested values."""
    for text in _texts(data, 0):
        if HIDDEN.search(text):
            raise RefusedError(N_("un caractère invisible s’y cache"))


def _texts(value: Any, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        raise RefusedError(N_("ses champs sont emboîtés trop profond"))
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, depth + 1)


def _refusal(kind: str, data: Data) -> RefusedError:
    """The first thing that the schema refuses, by the name of its field."""
    for code, pointer, params in findings(kind, data):
        field = ".".join(map(str, pointer)) or str(params.get("field", ""))
        return RefusedError(N_("le champ « {field} » ne convient pas ({code})"), field=field[:100], code=code)
    return RefusedError(N_("elle ne suit pas le schéma"))


def _rules(kind: str, identifier: str, data: Data, departments: Sequence[str], timezone: str) -> None:
    for code, pointer, _params in rules.check(Document("", kind, identifier, data), departments, timezone):
        if CODES[code].severity == "error":
            field = ".".join(map(str, pointer))
            raise RefusedError(N_("le champ « {field} » ne convient pas ({code})"), field=field[:100], code=code)
