"""The whole road from files to a Network, on one screen; shared by the command line, Pelican and the tests.

Gather everything, check everything, link everything: all problems of all files come out in one go, and a faulty file
neither hides the next nor makes false "unknown id" errors elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import msgspec

from maillage import appearance, cache, outside_files, rules
from maillage.codes import CODES
from maillage.contents import check_contents
from maillage.derive import governance
from maillage.derive.places import Place, departments_of
from maillage.governance import Answer, Charter, Consultation, Decision
from maillage.kinds import KINDS
from maillage.link import (
    Names,
    build_network,
    check_aliases,
    check_badges,
    check_needs,
    check_practices,
    check_references,
    check_skills,
)
from maillage.load import Data, Document, Found, discover, read_bytes
from maillage.model import Actor, Badge, Contribution, Practice, Record, Skill
from maillage.network import Network
from maillage.outside import Outside
from maillage.parallel import collector_off
from maillage.problems import Finding, Location, Problem, ProblemsFound
from maillage.reading import Mark, Reading, kind_and_id, read_all, read_document
from maillage.settings import Area, Territory
from maillage.stages import stage
from maillage.validate import placed, validate

TERRITORY_FILE = "territory.yaml"


@dataclass(frozen=True)
class Result:
    """What a root folder holds: ``network`` is None when an error forbids to publish; ``files`` counts records.

    ``marks`` has for each file a digest of its bytes, ``places`` where each actor is; ``changed`` are the paths of those
    that were read anew although others were remembered from the last time; ``context`` is what others know of communes.
    """

    network: Network | None
    problems: tuple[Problem, ...]
    files: int
    reading: Reading = field(default_factory=Reading)
    context: tuple[Outside, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid to publish."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def documents(self) -> list[Document]:
        """The sound records as plain data."""
        return self.reading.documents()

    @property
    def changed(self) -> frozenset[str]:
        """Files that were read anew although others were remembered from the last time."""
        return frozenset(self.reading.changed)

    @property
    def marks(self) -> dict[str, Mark]:
        """For the file of each record, what changes with it."""
        return {path: entry.mark for path, entry in self.reading.entries.items()}

    @property
    def places(self) -> dict[str, Place]:
        """Where each actor is, by id."""
        entries = self.reading.entries.items()
        return {kind_and_id(path)[1]: entry.place for path, entry in entries if entry.place is not None}

    def require(self) -> Network:
        """The network. Raises ProblemsFound with every problem where there is none."""
        if self.network is None:
            raise ProblemsFound(self.problems)
        return self.network


def read_network(root: Path, *, use_cache: bool = True) -> Result:
    """Read, check and link everything below ``root``. Never raises for what contributors wrote."""
    with collector_off(), stage("Lecture et vérification des fiches"):
        territory, problems = read_territory(root)
        settings = territory or Territory(name="", area=Area())
        found, unfit = _discover(root)
        names = _names(found)
        reading = read_all(root, found, settings, use_cache=use_cache)
        records = reading.records()
        findings = [*_references(root, reading, names, use_cache=use_cache), *_together(records, names)]
        problems += [*unfit, *reading.problems, *reading.own_problems()]
        context, strange = outside_files.read(root)
        problems += [*strange, *check_contents(root), *_look(root, settings), *_duplicates(found)]
        problems += _check_charter(root, settings, records, names)
        problems += _place_all(root, findings)
        problems.sort(key=lambda problem: problem.sort_key)
        sound = territory is not None and all(problem.severity == "warning" for problem in problems)
        network = build_network(settings, records) if sound else None
    return Result(network, tuple(problems), len(found), reading, context)


def read_documents(root: Path, *, use_cache: bool = True) -> tuple[list[Document], list[Problem]]:
    """Every sound record as plain data, each alone, and the problems of the others: what an import starts from."""
    territory, _ = read_territory(root)
    found, unfit = _discover(root)
    reading = read_all(root, found, territory or Territory(name="", area=Area()), use_cache=use_cache)
    return reading.documents(), [*unfit, *reading.problems]


def problems_of(root: Path, document: Document, territory: Territory) -> list[Problem]:
    """What a record that is not yet written gets wrong by itself: its schema and the rules of one record."""
    if problems := validate(document, root):
        return problems
    findings = rules.check(document, departments_of(territory.area), territory.timezone)
    return [Problem(code, Location(document.path), params, CODES[code].severity) for code, _pointer, params in findings]


def read_territory(root: Path) -> tuple[Territory | None, list[Problem]]:
    """``territory.yaml`` as settings, or what is wrong with it."""
    if not (root / TERRITORY_FILE).is_file():
        return None, [Problem("missing-territory", Location(TERRITORY_FILE))]
    raw = read_bytes(root, TERRITORY_FILE)
    document = [raw] if isinstance(raw, Problem) else read_document(root, TERRITORY_FILE, "territory", "territory", raw)
    if isinstance(document, list):
        return None, document
    return msgspec.convert(document.data, Territory), []


def _look(root: Path, territory: Territory) -> list[Problem]:
    return placed(root, TERRITORY_FILE, [*appearance.check(root, territory.theme)])


def _discover(root: Path) -> tuple[list[Found], list[Problem]]:
    found: list[Found] = []
    problems: list[Problem] = []
    for kind in KINDS:
        files, unfit = discover(root, kind.folder, kind.suffix)
        found += files
        problems += unfit
    return found, problems


def _names(found: Iterable[Found]) -> Names:
    names: dict[str, dict[str, str]] = {kind.name: {} for kind in KINDS}
    for file in found:
        kind, identifier = kind_and_id(file.path)
        names[kind].setdefault(identifier, file.path)
    return names


def _duplicates(found: Iterable[Found]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for file in found:
        key = kind_and_id(file.path)
        if (first := seen.setdefault(key, file.path)) != file.path:
            yield Problem("duplicate-id", Location(file.path), {"id": key[1], "other": first})


def _references(root: Path, reading: Reading, names: Names, *, use_cache: bool) -> Iterator[tuple[str, Finding]]:
    """References to nothing. A file that was found right is only looked at again when it, or some id, went away."""
    store, version = root / cache.FOLDER / "linked", cache.code_version()
    linked = (cache.load(store, version, dict[str, bytes]) if use_cache else None) or {}
    here = {path for ids in names.values() for path in ids.values()}
    gone = any(path not in here for path in linked)
    now = dict.fromkeys(here, b"")
    for path, entry in reading.entries.items():
        now[path] = entry.mark.whole
        if not gone and linked.get(path) == entry.mark.whole:
            continue
        document = Document(path, *kind_and_id(path), msgspec.msgpack.decode(entry.data, type=Data))
        for finding in check_references(document, names):
            now[path] = b""
            yield path, finding
    if use_cache and now != linked:
        cache.store(store, version, now)


def _together(records: Mapping[str, list[Record]], names: Names) -> Iterator[tuple[str, Finding]]:
    """What several records get wrong between them."""
    yield from _governance(records, names)
    yield from check_aliases(((kind, record) for kind, found in records.items() for record in found), names)
    yield from check_skills({skill.id: skill for skill in cast(list[Skill], records["skill"])})
    actors = {actor.id: actor for actor in cast(list[Actor], records["actor"])}
    yield from check_needs(cast(list[Contribution], records["contribution"]), actors, names)
    yield from check_practices({practice.id: practice for practice in cast(list[Practice], records["practice"])})
    yield from check_badges(sorted(cast(list[Badge], records["badge"]), key=lambda badge: badge.path))


def _governance(records: Mapping[str, list[Record]], names: Names) -> Iterator[tuple[str, Finding]]:
    """What is wrong between the records of how the network decides. A faulty file counts as there: no false followers."""
    charters, decisions = cast(list[Charter], records["charter"]), cast(list[Decision], records["decision"])
    yield from governance.check_charters(charters)
    if len(charters) == len(names["charter"]):
        yield from governance.check_signatures(cast(list[Actor], records["actor"]), charters)
    sound = len(decisions) == len(names["decision"])
    yield from governance.check_decisions({one.id: one for one in decisions}, all_sound=sound)
    consultations = {one.id: one for one in cast(list[Consultation], records["consultation"])}
    yield from governance.check_answers(cast(list[Answer], records["answer"]), consultations)


def _check_charter(
    root: Path, territory: Territory, records: Mapping[str, list[Record]], names: Names
) -> list[Problem]:
    """Whether the version that the territory says is in force is that of a charter, where there are any."""
    known = [one.version for one in cast(list[Charter], records["charter"])]
    chosen = territory.charter.version if territory.charter else None
    if chosen is None or not known or chosen in known or len(known) < len(names["charter"]):
        return []
    return placed(root, TERRITORY_FILE, [governance.unknown_version(chosen, known)])


def _place_all(root: Path, findings: Iterable[tuple[str, Finding]]) -> Iterator[Problem]:
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for path, finding in findings:
        by_file[path].append(finding)
    for path, found in by_file.items():
        yield from placed(root, path, found)
