"""One list of skills for several directories: what two call by one id or one name is one skill, ours first."""

from collections.abc import Iterable, Mapping

import msgspec

from maillage.link import check_skills
from maillage.model import Skill
from maillage.neighbours import is_ours, joined
from maillage.repair import folded


class Skills:
    """What each skill of each neighbour is called here."""

    def __init__(self, own: Iterable[Skill]) -> None:
        """Begin with our own skills."""
        self._by_id: dict[tuple[str, str, str], str] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        self._own = {skill.id for skill in own}
        for skill in own:
            self._learn(skill.id, skill.kind, skill.family, skill.name, skill.id)

    def of(self, slug: str, offered: Mapping[str, Mapping[str, object]]) -> tuple[dict[str, str], list[str]]:
        """For the skills of a neighbour (id → fields): what each is called here, and which of them are new."""
        names: dict[str, str] = {}
        new: list[str] = []
        for identifier, data in offered.items():
            kind, family, name = str(data.get("kind", "skill")), str(data["family"]), str(data["name"])
            known = self._by_id.get((identifier, kind, family)) or self._by_name.get((folded(name) or name, kind))
            if known is None:
                known = joined(slug, identifier)
                new.append(identifier)
                self._learn(known, kind, family, name, identifier)
            names[identifier] = known
        return names, new

    def ours(self, identifier: str) -> str | None:
        """Our skill of this id, for a neighbour that has no list of its own."""
        return identifier if identifier in self._own else None

    def _learn(self, here: str, kind: str, family: str, name: str, identifier: str) -> None:
        self._by_id.setdefault((identifier, kind, family), here)
        self._by_name.setdefault((folded(name) or name, kind), here)


def straightened(skills: dict[str, Skill]) -> dict[str, Skill]:
    """The same skills without the circles, and the professions where only skills are meant, that neighbours brought in."""
    made = dict(skills)
    by_path = {skill.path: skill.id for skill in skills.values() if not is_ours(skill.id)}
    for path, (_code, pointer, _params) in list(check_skills(skills)):
        if path in by_path:
            made[by_path[path]] = _without(made[by_path[path]], str(pointer[0]))
    return made


def _without(skill: Skill, field: str) -> Skill:
    return msgspec.structs.replace(skill, **{field: None if field == "broader" else ()})
