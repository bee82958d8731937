"""The table of kinds of record. A new kind is a row here, a schema, a class and a template; nothing else."""

from dataclasses import dataclass

from maillage.model import Actor, Badge, Contribution, Equipment, Event, Record, Skill


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its ``name`` (also its schema's), the ``folder`` of its files and the ``cls`` that holds a record."""

    name: str
    folder: str
    cls: type[Record]


KINDS: tuple[Kind, ...] = (
    Kind("skill", "skills", Skill),
    Kind("actor", "actors", Actor),
    Kind("equipment", "equipment", Equipment),
    Kind("event", "events", Event),
    Kind("contribution", "contributions", Contribution),
    Kind("badge", "badges", Badge),
)
PRACTICES = "content/observatory"
"""Folder of the practices: Markdown articles that records may refer to by the name of their file."""
BY_NAME = {kind.name: kind for kind in KINDS}
BY_FOLDER = {kind.folder: kind for kind in KINDS}
