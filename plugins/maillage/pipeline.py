"""The whole road from files to a Network, on one screen; shared by the command line, Pelican and the tests.

Gather everything, check everything, link everything: all problems of all files come out in one go, and a faulty file
neither hides the next nor makes false "unknown id" errors elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from maillage import cache, rules
from maillage.codes import CODES
from maillage.contents import check_contents
from maillage.derive.places import departments_of
from maillage.kinds import BY_FOLDER, KINDS, PRACTICES
from maillage.link import (
    Names,
    build_network,
    check_aliases,
    check_badges,
    check_needs,
    check_references,
    check_skills,
)
from maillage.load import Document, Found, discover, parse, read
from maillage.network import Network
from maillage.problems import Finding, Location, Problem, ProblemsFound
from maillage.settings import Area, Territory
from maillage.validate import placed, validate

TERRITORY_FILE = "territory.yaml"


@dataclass(frozen=True)
class Result:
    """What a root folder holds: ``network`` is None when an error forbids to publish; ``files`` counts records.

    ``documents`` are the sound records as plain data, ``changed`` the paths of those that were read anew although others
    were remembered from the last time.
    """

    network: Network | None
    problems: tuple[Problem, ...]
    files: int
    documents: tuple[Document, ...] = ()
    changed: frozenset[str] = frozenset()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid to publish."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def require(self) -> Network:
        """The network. Raises ProblemsFound with every problem where there is none."""
        if self.network is None:
            raise ProblemsFound(self.problems)
        return self.network


def read_network(root: Path, *, use_cache: bool = True) -> Result:
    """Read, check and link everything below ``root``. Never raises for what contributors wrote."""
    territory, problems = read_territory(root)
    found, unfit = _discover(root)
    documents, bad, changed = _read_all(root, found, use_cache=use_cache)
    settings = territory or Territory(name="", area=Area())
    names = _names(root, found)
    findings = [*_each(documents, settings, names), *_together(documents, names)]
    problems = [*problems, *unfit, *bad, *check_contents(root), *_check_logo(root, settings)]
    problems += [*_duplicates(found), *_place_all(root, findings)]
    problems.sort(key=lambda problem: problem.sort_key)
    sound = territory is not None and all(problem.severity == "warning" for problem in problems)
    network = build_network(settings, documents) if sound else None
    return Result(network, tuple(problems), len(found), tuple(documents), changed)


def read_documents(root: Path, *, use_cache: bool = True) -> tuple[list[Document], list[Problem]]:
    """Every sound record as plain data, each alone, and the problems of the others: what an import starts from."""
    found, unfit = _discover(root)
    documents, bad, _ = _read_all(root, found, use_cache=use_cache)
    return documents, [*unfit, *bad]


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
    document = _read_one(root, TERRITORY_FILE, "territory", "territory")
    if isinstance(document, list):
        return None, document
    return msgspec.convert(document.data, Territory), []


def _check_logo(root: Path, territory: Territory) -> list[Problem]:
    logo = territory.theme.logo
    if not logo or (root / logo).is_file():
        return []
    return placed(root, TERRITORY_FILE, [("missing-logo", ("theme", "logo"), {"path": logo})])


def _discover(root: Path) -> tuple[list[Found], list[Problem]]:
    found: list[Found] = []
    problems: list[Problem] = []
    for kind in KINDS:
        files, unfit = discover(root, kind.folder)
        found += files
        problems += unfit
    return found, problems


def _read_all(
    root: Path, found: list[Found], *, use_cache: bool
) -> tuple[list[Document], list[Problem], frozenset[str]]:
    """Every sound document, the problems of the others, and which changed; those that did not are not parsed again."""
    known = cache.load(root) if use_cache else {}
    documents: list[Document] = []
    problems: list[Problem] = []
    changed: set[str] = set()
    for file in found:
        entry = known.get(file.path)
        kind, identifier = _kind_and_id(file.path)
        if entry is not None and entry.stamp == file.stamp:
            documents.append(Document(file.path, kind, identifier, entry.data))
            continue
        read_now = _read_one(root, file.path, kind, identifier)
        changed.add(file.path)
        if isinstance(read_now, list):
            problems += read_now
        else:
            documents.append(read_now)
    if use_cache:
        _remember(root, known, found, documents)
    return documents, problems, frozenset(changed) if known else frozenset()


def _remember(root: Path, known: Mapping[str, cache.Entry], found: list[Found], documents: list[Document]) -> None:
    stamps = {file.path: file.stamp for file in found}
    entries = {document.path: cache.Entry(stamps[document.path], document.data) for document in documents}
    if {path: entry.stamp for path, entry in known.items()} != {path: entry.stamp for path, entry in entries.items()}:
        cache.store(root, entries)


def _read_one(root: Path, path: str, kind: str, identifier: str) -> Document | list[Problem]:
    text = read(root, path)
    if isinstance(text, Problem):
        return [text]
    data = parse(text, path)
    if isinstance(data, list):
        return data
    document = Document(path, kind, identifier, data)
    return validate(document, root) or document


def _kind_and_id(path: str) -> tuple[str, str]:
    return BY_FOLDER[path.split("/", 1)[0]].name, path.rsplit("/", 1)[-1].removesuffix(".yaml")


def _names(root: Path, found: Iterable[Found]) -> Names:
    names: dict[str, dict[str, str]] = {kind.name: {} for kind in KINDS}
    names["practice"] = {path.stem: f"{PRACTICES}/{path.name}" for path in sorted((root / PRACTICES).glob("*.md"))}
    for file in found:
        kind, identifier = _kind_and_id(file.path)
        names[kind].setdefault(identifier, file.path)
    return names


def _duplicates(found: Iterable[Found]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for file in found:
        key = _kind_and_id(file.path)
        if (first := seen.setdefault(key, file.path)) != file.path:
            yield Problem("duplicate-id", Location(file.path), {"id": key[1], "other": first})


def _each(documents: list[Document], territory: Territory, names: Names) -> Iterator[tuple[Document, Finding]]:
    """What one record alone, with the names of the others, gets wrong."""
    departments = departments_of(territory.area)
    for document in documents:
        for finding in rules.check(document, departments, territory.timezone):
            yield document, finding
        for finding in check_references(document, names):
            yield document, finding


def _together(documents: list[Document], names: Names) -> Iterator[tuple[Document, Finding]]:
    """What several records get wrong between them."""
    yield from check_aliases(documents, names)
    by_kind: dict[str, dict[str, Document]] = {kind.name: {} for kind in KINDS}
    for document in documents:
        by_kind[document.kind][document.id] = document
    yield from check_skills(by_kind["skill"])
    yield from check_needs(by_kind["contribution"].values(), by_kind["actor"], names)
    yield from check_badges(sorted(by_kind["badge"].values(), key=lambda badge: badge.path))


def _place_all(root: Path, findings: Iterable[tuple[Document, Finding]]) -> Iterator[Problem]:
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for document, finding in findings:
        by_file[document.path].append(finding)
    for path, found in by_file.items():
        yield from placed(root, path, found)
