"""What a machine may repair alone: the form of a file and of its values, where there is only one thing that can be meant.

Nothing is ever taken out: after a repair the file says what it said, in the form that the schema wants. What would need a
choice is left for ``maillage check`` to tell.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from maillage import front, schemas, yaml_edit
from maillage.i18n import N_
from maillage.kinds import BY_NAME, PAGE
from maillage.load import MAX_BYTES, parse
from maillage.problems import Pointer
from maillage.repair import folded, repaired
from maillage.vocabularies import vocabulary
from maillage.yaml_writer import flow

Known = Callable[[str, str], bool]
"""Whether there is a record of a kind by an id."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing repaired: where (empty: the file's form), what was there and what stands there now, or what was done in words."""

    at: Pointer
    old: str = ""
    new: str = ""
    words: str = N_("{field} : « {old} » devient « {new} »")


@dataclass(frozen=True, slots=True)
class Fixed:
    """The repaired text and everything that was done, in the order it was done."""

    text: str
    repairs: tuple[Repair, ...]


def fix(text: str, kind: str, known: Known) -> Fixed:
    """A record's text repaired; itself where there is nothing to repair, or nothing that is safe. Of a page, only the head is."""
    if len(text) > MAX_BYTES:
        return Fixed(text, ())
    return _page(text, kind, known) if BY_NAME[kind].suffix == PAGE else _fields(text, kind, known)


def _page(text: str, kind: str, known: Known) -> Fixed:
    """The head repaired; the text below it is people's, down to its blanks."""
    made = _line_ends(text)
    repairs = [Repair((), words=_FORMS[0][1])] if made != text else []
    page = front.split(made)
    if page is None or not page.head:
        return Fixed(made, tuple(repairs))
    if not page.fenced:
        return _plain_head(made, kind, known, repairs)
    start = made.index("\n") + 1
    head = _fields(page.head, kind, known)
    return Fixed(made[:start] + head.text + made[start + len(page.head) :], (*repairs, *head.repairs))


def _plain_head(text: str, kind: str, known: Known, repairs: list[Repair]) -> Fixed:
    """A head of lines ``Title: …``: where a value has a better form, the head is written anew between fences."""
    path = f"x{PAGE}"
    data = parse(text, path)
    if isinstance(data, list):
        return Fixed(text, tuple(repairs))
    root = schemas.bundled(kind)
    put = {at: new for at, new in _values(data, root, root, (), known) if at != (front.BODY,)}
    if not put:
        return Fixed(text, tuple(repairs))
    told = [Repair(at, _shown(_at(data, at)), _shown(new)) for at, new in put.items()]
    fenced = Repair((), words=N_("en-tête écrit entre deux lignes « --- »"))
    try:
        return Fixed(yaml_edit.edit_file(path, text, put), (*repairs, fenced, *told))
    except (yaml_edit.EditError, KeyError, IndexError):
        return Fixed(text, tuple(repairs))


def _fields(text: str, kind: str, known: Known) -> Fixed:
    text, repairs = _form(text)
    data = parse(text, "")
    if isinstance(data, list):
        return Fixed(text, tuple(repairs))
    root = schemas.bundled(kind)
    for at, new in list(_values(data, root, root, (), known)):
        old = _at(data, at)
        try:
            text = yaml_edit.set_value(text, at, new)
        except (yaml_edit.EditError, KeyError, IndexError):
            continue
        repairs.append(Repair(at, _shown(old), _shown(new) if isinstance(old, str) else flow(new)))
    return Fixed(text, tuple(repairs))


def _form(text: str) -> tuple[str, list[Repair]]:
    repairs: list[Repair] = []
    for change, words in _FORMS:
        made = change(text)
        if made != text and _says_the_same(text, made):
            repairs.append(Repair((), words=words))
            text = made
    return text, repairs


def _says_the_same(before: str, after: str) -> bool:
    """Whether a file reads the same after, or could not be read before and can now."""
    old, new = parse(before, ""), parse(after, "")
    return not isinstance(new, list) and (isinstance(old, list) or old == new)


def _line_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _margins(text: str) -> str:
    return re.sub(r"^[ \t]*\t[ \t]*", lambda found: found[0].replace("\t", "  "), text, flags=re.MULTILINE)


def _trailing(text: str) -> str:
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)


def _last_line(text: str) -> str:
    return f"{text.rstrip(chr(10))}\n" if text.strip() else text


_FORMS: tuple[tuple[Callable[[str], str], str], ...] = (
    (_line_ends, N_("fins de ligne ordinaires")),
    (_margins, N_("tabulations de la marge remplacées par des espaces")),
    (_trailing, N_("espaces en fin de ligne ôtées")),
    (_last_line, N_("une fin de ligne à la fin du fichier")),
)


def _values(
    value: Any, schema: dict[str, Any], root: dict[str, Any], at: Pointer, known: Known
) -> Iterator[tuple[Pointer, Any]]:
    """Every value that has a better form, with that form."""
    schema = schemas.resolve(schema, root)
    branches = [schemas.resolve(branch, root) for branch in schema.get("oneOf", ())]
    wanted = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else "string"
    schema = next((branch for branch in branches if branch.get("type") == wanted), schema)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, schema.get("properties", {}).get(key, {}), root, (*at, key), known)
    elif isinstance(value, list):
        fresh = [
            one
            for position, item in enumerate(value)
            for one in _values(item, schema.get("items", {}), root, (*at, position), known)
        ]
        yield from fresh if not _twice(value, fresh, at) else ()
    elif schema.get("type") == "array" and value is not None:
        items = schemas.resolve(schema.get("items", {}), root)
        if "oneOf" in items or items.get("type") != "object":
            better = next((new for _, new in _values(value, items, root, at, known)), value)
            yield at, [better]
    elif (better := _better(value, schema, known)) is not None:
        yield at, better


def _twice(value: list[Any], fresh: list[tuple[Pointer, Any]], at: Pointer) -> bool:
    """Whether a list would hold one thing twice after its repairs: which of the two stays is for people to say."""
    whole = list(value)
    for pointer, new in fresh:
        if len(pointer) == len(at) + 1:
            whole[int(pointer[-1])] = new
    return any(one in whole[:place] for place, one in enumerate(whole))


def _better(value: Any, schema: dict[str, Any], known: Known) -> str | None:
    """The form that the schema wants for a value it refuses; None where it is sound, or nobody can tell."""
    if isinstance(value, bool | float) or value is None or schema.get("type", "string") != "string":
        return None
    text = value if isinstance(value, str) else str(value)
    accepted = _accepts(schema, text, known)
    if accepted:
        return None if isinstance(value, str) else text
    candidates = (text.strip(), _term(schema, text), repaired(schema.get("x-repair", ""), text))
    return next((one for one in candidates if one and one != value and _accepts(schema, one, known)), None)


def _accepts(schema: dict[str, Any], text: str, known: Known) -> bool:
    if "enum" in schema:
        return text in schema["enum"]
    if "x-refers-to" in schema and not known(schema["x-refers-to"], text):
        return False
    return "pattern" not in schema or bool(re.search(schema["pattern"], text))


def _term(schema: dict[str, Any], text: str) -> str:
    """The id of a closed list whose words these are, in any language."""
    name = schema.get("x-vocabulary")
    if not name:
        return ""
    found = [
        one.id
        for one in vocabulary(name).terms.values()
        if folded(text) in {folded(one.id), *map(folded, one.labels.values())}
    ]
    return found[0] if len(found) == 1 else ""


def _at(data: Any, at: Pointer) -> Any:
    for key in at:
        data = data[key]
    return data


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
