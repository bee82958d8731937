"""The table of kinds of record. A new kind is a row here, a schema, a class and a template; nothing else."""

from dataclasses import dataclass

from maillage.governance import Answer, Charter, Committee, Consultation, Decision
from maillage.model import Actor, Badge, Contribution, Equipment, Event, Practice, Record, Skill

YAML, PAGE = ".yaml", ".md"
"""How the files of records end: fields alone, or a text with a head (see :mod:`maillage.front`)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its ``name`` (also its schema's), the ``folder`` of its files, how they end and the ``cls`` of a record."""

    name: str
    folder: str
    cls: type[Record]
    suffix: str = YAML

    def id_of(self, path: str) -> str:
        """The id of the record that a file holds: its name without what it ends with."""
        return path.rsplit("/", 1)[-1].removesuffix(self.suffix)


KINDS: tuple[Kind, ...] = (
    Kind("skill", "skills", Skill),
    Kind("charter", "content/charter", Charter, PAGE),
    Kind("decision", "content/governance", Decision, PAGE),
    Kind("committee", "committees", Committee),
    Kind("consultation", "content/consultations", Consultation, PAGE),
    Kind("answer", "content/answers", Answer, PAGE),
    Kind("actor", "actors", Actor),
    Kind("equipment", "equipment", Equipment),
    Kind("event", "events", Event),
    Kind("contribution", "contributions", Contribution),
    Kind("badge", "badges", Badge),
    Kind("practice", "content/observatory", Practice, PAGE),
)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_FOLDER = {kind.folder: kind for kind in KINDS}


def kind_of(path: str) -> Kind | None:
    """The kind whose folder a path (from the root, with slashes) lies in."""
    first, _, rest = path.partition("/")
    return BY_FOLDER.get(first) or BY_FOLDER.get(f"{first}/{rest.partition('/')[0]}")


def is_record(path: str) -> bool:
    """Whether a path is that of a record's file, by its folder and its end."""
    kind = kind_of(path)
    return kind is not None and path.endswith(kind.suffix)
