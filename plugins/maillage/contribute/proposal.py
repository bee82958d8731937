"""What a message would change in the tree: files to write, files to take away, words for people. Nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from maillage import yaml_edit
from maillage.codes import CODES
from maillage.contribute.names import Names, label
from maillage.exchange.records import fingerprint, plain
from maillage.i18n import N_
from maillage.kinds import BY_NAME, kind_of
from maillage.load import Document, parse
from maillage.model import build
from maillage.problems import Location, Pointer, Problem
from maillage.settings import Territory
from maillage.validate import findings, is_valid
from maillage.yaml_writer import file

Answers = Mapping[str, str]
"""What people answered, by the label of the question."""
Note = tuple[str, dict[str, str]]
"""A sentence to translate, and what fills its holes."""


class Read(Protocol):
    """The text of a file of the tree, by its path."""

    def __call__(self, path: str, /) -> str:
        """Raises OSError where there is no such file."""


@dataclass(frozen=True)
class Tree:
    """What a proposal is made against. ``today`` is the day that people's words are dated with."""

    names: Names
    territory: Territory
    read: Read
    today: date
    departments: Sequence[str] = ()
    has_schemas: bool = False

    def modeline(self, kind: str, path: str) -> str:
        """Where an editor finds the schema, from the file; empty where the schemas are not in the tree."""
        return "../" * path.count("/") + f"plugins/maillage/schemas/{kind}.json" if self.has_schemas else ""


@dataclass
class Proposal:
    """Files by path with their new text, files to take away, what is wrong with them, why it cannot be, what to tell.

    ``about`` names the record; ``forgotten`` are records that no import may bring back, ``marks`` the files that say so. ``opening`` begins
    the answer where nothing can be made of the message.
    """

    texts: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    faults: list[Note] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    forgotten: list[Document] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    about: str = ""
    verb: str = N_("Ajouter : {name} ({path})")
    opening: str = N_("Merci ! Il manque encore quelque chose pour en faire une fiche :")

    def note(self, words: str, /, **params: str) -> None:
        """Say something to the person and to who will read the proposal."""
        self.notes.append((words, params))

    def fail(self, words: str, /, **params: str) -> None:
        """Say why nothing can be made of it."""
        self.faults.append((words, params))

    @property
    def sound(self) -> bool:
        """Whether there is something to propose, and nothing against it."""
        return bool(self.texts or self.gone) and not self.problems and not self.faults

    @property
    def path(self) -> str:
        """The file that it is mainly about."""
        return next(iter((*self.texts, *self.gone)), "")


def write_new(made: Proposal, tree: Tree, kind: str, folder: str, data: dict[str, Any]) -> None:
    """Add the file of a new record, named after it."""
    name = label(data)
    place = data.get("location") or data.get("place")
    identifier = tree.names.free(kind, name, str(place.get("municipality", "")) if isinstance(place, dict) else "")
    path = f"{folder}/{identifier}{BY_NAME[kind].suffix}"
    made.texts[path] = file(kind, data, tree.modeline(kind, path))
    made.about = name


def write_changed(
    made: Proposal, tree: Tree, path: str, put: Mapping[Pointer, Any], drop: Sequence[Pointer] = ()
) -> None:
    """Change values of a record that is there, and nothing else of its file."""
    made.verb = N_("Corriger : {name} ({path})")
    try:
        made.texts[path] = yaml_edit.edit_file(path, made.texts.get(path) or tree.read(path), put, drop)
    except yaml_edit.EditError:
        made.fail(
            N_("« {path} » est écrite d’une façon que la machine ne sait pas modifier : quelqu’un le fera à la main."),
            path=path,
        )


def write_whole(made: Proposal, tree: Tree, path: str, text: str, base: str) -> None:
    """Make a record as its whole new text says: a new file as it is, a file that is there only where it differs."""
    data = parse(text, path)
    if isinstance(data, list):
        made.problems += data
        return
    kind = kind_of(path)
    if kind is None:
        raise ValueError(path)
    identifier = kind.id_of(path)
    made.about = made.about or (label(data) or identifier)
    if not is_valid(kind.name, data):
        wrong = findings(kind.name, data)
        made.problems += [Problem(code, Location(path), params, CODES[code].severity) for code, _, params in wrong]
        return
    there = tree.names.records[kind.name].get(identifier)
    if there is None:
        made.texts[path] = file(kind.name, data, tree.modeline(kind.name, path))
        return
    now = build(kind.cls, identifier, path, there.data)
    if base and base != fingerprint(now):
        words = N_("« {path} » a changé depuis : quelqu’un réunira les deux versions à la main.")
        made.fail(words, path=there.path)
        return
    put, drop = _said_otherwise(there.data, data, plain(now), plain(build(kind.cls, identifier, path, data)))
    if put or drop:
        write_changed(made, tree, there.path, put, drop)
    else:
        made.note(N_("La fiche dit déjà tout cela."))


def _said_otherwise(
    old: Mapping[str, Any], new: Mapping[str, Any], meant_before: Mapping[str, Any], meant: Mapping[str, Any]
) -> tuple[dict[Pointer, Any], list[Pointer]]:
    """What to set and take out of a file. Another way to say the same (a default, a short form) is no difference."""
    put: dict[Pointer, Any] = {}
    drop: list[Pointer] = []
    for key in dict.fromkeys([*old, *new]):
        if meant_before.get(key) == meant.get(key):
            continue
        if key not in new:
            drop.append((key,))
        elif isinstance(new[key], dict) and isinstance(old.get(key), dict):
            differences(old[key], new[key], (key,), put, drop)
        else:
            put[key,] = new[key]
    return put, drop


def differences(
    old: Mapping[str, Any], new: Mapping[str, Any], at: Pointer, put: dict[Pointer, Any], drop: list[Pointer]
) -> None:
    """What to set and take out of ``old`` so that it says ``new``; lists are taken whole."""
    drop.extend((*at, key) for key in old if key not in new)
    for key, value in new.items():
        if key in old and isinstance(value, dict) and value and isinstance(old[key], dict):
            differences(old[key], value, (*at, key), put, drop)
        elif key not in old or old[key] != value:
            put[(*at, key)] = value
