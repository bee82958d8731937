"""The fields of a form, made from a JSON Schema: what each is called, asks, accepts, and with which control.

A field stands at a road into the record, ``location.municipality``; ``*`` stands for an item of a list that may grow. The
schema's own ``x-form`` says what its types cannot: ``hidden`` (kept, not asked), ``hours`` and ``repeat`` (with a helper).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from maillage import schemas
from maillage.kinds import BY_NAME
from maillage.vocabularies import vocabulary

Schema = dict[str, Any]
SHORT = 280
"""Characters from which a text is written on several lines."""
FEW = 8
"""Choices that are all shown; of more, one picks from a list."""
_WORDS = ("title", "description", "x-i18n")
_BY_DEFINITION = {"date": "date", "when": "when", "url": "url", "email": "email", "phone": "tel", "location": "place"}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a closed list."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field, group or list. ``control`` names the macro that shows it; ``fields`` are those inside, ``more`` those folded away."""

    at: str
    label: str
    help: str
    example: str
    control: str
    required: bool = False
    hidden: bool = False
    limit: int = 0
    refers: str = ""
    options: tuple[Option, ...] = ()
    fields: tuple["Field", ...] = ()
    more: tuple["Field", ...] = ()

    @property
    def id(self) -> str:
        """Its id in the page."""
        return "f-" + self.road.replace(".", "-").replace("_", "-")

    @property
    def road(self) -> str:
        """Its road in the page, where every list has one row to begin with."""
        return self.at.replace("*", "0")


def fields_of(kind: str, language: str, translate: Callable[[str], str]) -> tuple[Field, ...]:
    """Every field of a kind, in the order of its schema."""
    return _Maker(schemas.bundled(kind), language, translate).inside(schemas.bundled(kind), "")


def find(fields: tuple[Field, ...], at: str) -> Field:
    """The field at a road, with ``*`` for items of lists. Raises KeyError where there is none."""
    for field in fields:
        if field.at == at:
            return field
        if at.startswith(f"{field.at}."):
            return find(field.fields, at)
    raise KeyError(at)


def without(fields: tuple[Field, ...], taken: frozenset[str]) -> Iterator[Field]:
    """The fields that are left when some are taken away, and the hidden ones with them; no empty groups."""
    for field in fields:
        if field.hidden or field.at in taken:
            continue
        if not field.fields:
            yield field
        elif inside := tuple(without(field.fields, taken)):
            yield replace(field, fields=inside)


def folded(field: Field, shown: tuple[str, ...]) -> Field:
    """A list or a group of which only some fields are open; ``shown`` names them by the end of their road."""
    if field.control == "list":
        return replace(field, fields=tuple(folded(item, shown) for item in field.fields))
    visible = tuple(one for one in field.fields if one.at.rpartition(".")[2] in shown)
    return (
        replace(field, fields=visible, more=tuple(one for one in field.fields if one not in visible))
        if visible
        else field
    )


class _Maker:
    """Walks one schema."""

    def __init__(self, root: Schema, language: str, translate: Callable[[str], str]) -> None:
        self.root = root
        self.language = language
        self.said = translate

    def inside(self, schema: Schema, at: str, *, needed: bool = True) -> tuple[Field, ...]:
        """The fields of a group; what an optional group requires is not required of a form."""
        required = schema.get("required", ()) if needed else ()
        made = (
            self.field(value, f"{at}.{key}" if at else key, required=key in required)
            for key, value in schema.get("properties", {}).items()
        )
        return tuple(field for field in made if field is not None)

    def field(self, raw: Schema, at: str, *, required: bool = False) -> Field | None:
        schema = schemas.resolve(raw, self.root)
        made = Field(
            at=at,
            label=self._words(raw, schema, "title"),
            help=self._words(raw, schema, "description"),
            example=_example(schema),
            control=schema.get("x-form", ""),
            required=required,
            hidden=schema.get("x-form") == "hidden",
            limit=schema.get("maxLength", 0),
            refers=schemas.named(schema) if schemas.named(schema) in {*BY_NAME, "need"} else "",
        )
        return self._shaped(made, schema, _definition(raw))

    def _words(self, raw: Schema, schema: Schema, name: str) -> str:
        """A title or a description in the reader's language: the schema's own translation, else the catalogues'."""
        own = raw if name in raw else schema
        return str(own.get("x-i18n", {}).get(self.language, {}).get(name) or self.said(schema.get(name, "")))

    def _shaped(self, made: Field, schema: Schema, definition: str) -> Field | None:
        if "enum" in schema:
            return _named(replace(made, control="choice", options=self._options(schema)))
        if "oneOf" in schema:
            return self._either(made, schema)
        kind = schema.get("type")
        if kind == "array":
            return self._list(made, schema)
        if kind == "object":
            inside = self.inside(schema, made.at, needed=made.required)
            control = made.control.replace("hidden", "") or _BY_DEFINITION.get(definition, "group")
            return replace(made, control=control, fields=inside) if inside or made.hidden else None
        return replace(made, control=made.control or self._simple(made, str(kind), definition))

    def _simple(self, made: Field, kind: str, definition: str) -> str:
        if made.refers:
            return "ref"
        if kind not in {"string", "number", "integer"}:
            return "mixed"  # a word or a number: a day of the week, or of the month
        if kind in {"number", "integer"}:
            return kind
        return _BY_DEFINITION.get(definition) or ("area" if made.limit >= SHORT else "text")

    def _either(self, made: Field, schema: Schema) -> Field | None:
        """A short form (an id, a day) or a group: the short one comes first in the group."""
        branches = [(raw, schemas.resolve(raw, self.root)) for raw in schema["oneOf"]]
        group = next((resolved for _, resolved in branches if resolved.get("type") == "object"), None)
        short = next((pair for pair in branches if pair[1].get("type") != "object"), None)
        if group is None or short is None:
            return None
        alone = self.field({**short[0], **{key: schema[key] for key in _WORDS if key in schema}}, made.at)
        inside = self.inside(group, made.at, needed=made.required)
        needed = group.get("required", ())
        same = alone is not None and any(
            field.refers == alone.refers and field.at.rpartition(".")[2] in needed for field in inside
        )
        if alone is None or same:  # a skill alone, or a skill with more: the group says both
            return replace(made, control="group", fields=inside)
        return replace(
            made, control="either", help="", example="", fields=(replace(alone, required=made.required), *inside)
        )

    def _list(self, made: Field, schema: Schema) -> Field | None:
        items = schemas.resolve(schema.get("items", {}), self.root)
        if "enum" in items and len(items["enum"]) <= FEW:
            return _named(replace(made, control="choices", options=self._options(items)))
        item = self.field(schema.get("items", {}), f"{made.at}.*")
        if item is None:
            return None
        return replace(made, control="list", fields=(replace(item, label=item.label or made.label),))

    def _options(self, schema: Schema) -> tuple[Option, ...]:
        terms = vocabulary(schema["x-vocabulary"])
        return tuple(Option(value, terms.label(value, self.language)) for value in schema["enum"])


def _named(made: Field) -> Field:
    """Without the help that only lists the ids of the choices: people see their names."""
    said = set(made.help.replace(",", " ").replace(".", " ").split())
    return replace(made, help="") if said & {option.value for option in made.options} else made


def _definition(raw: Schema) -> str:
    return str(raw.get("$ref", "")).rpartition("/")[2]


def _example(schema: Schema) -> str:
    """The schema's first example in words; ids and lists say nothing to people."""
    value = next(iter(schema.get("examples", ())), "")
    return str(value) if isinstance(value, str | int | float) and not schemas.named(schema) else ""
