"""The closed lists: ids for our files, words for people, codes of the national standard."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from maillage.i18n import SOURCE_LANGUAGE
from maillage.load import parse_list

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Term:
    """One entry: ``labels`` by language, ``code`` in the national standard, ``also`` accepted spellings of it."""

    id: str
    labels: Mapping[str, str]
    code: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """One closed list, in its own order."""

    name: str
    terms: Mapping[str, Term]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids in the order of the list."""
        return tuple(self.terms)

    def label(self, identifier: str, language: str = SOURCE_LANGUAGE) -> str:
        """The words for an id; French where the language has none, the id itself where it is unknown."""
        term = self.terms.get(identifier)
        return (term.labels.get(language) or term.labels[SOURCE_LANGUAGE]) if term else identifier

    def by_code(self, text: str) -> Term | None:
        """The term whose code in the national standard is ``text``, in any accepted spelling."""
        return self._codes.get(text)

    @cached_property
    def _codes(self) -> dict[str, Term]:
        return {code: term for term in self.terms.values() for code in (term.code, *term.also) if code}


@cache
def vocabulary(name: str) -> Vocabulary:
    """Read one list, e.g. ``vocabulary("services")``. Raises FileNotFoundError where there is no such list."""
    rows = parse_list((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return Vocabulary(name, {row["id"]: _term(row) for row in rows})


def _term(row: dict[str, object]) -> Term:
    labels = {key: str(value) for key, value in row.items() if key not in {"id", "code", "also"}}
    also = row.get("also") or []
    code = row.get("code")
    return Term(
        str(row["id"]),
        labels,
        str(code) if code else None,
        tuple(map(str, also if isinstance(also, list) else [])),
    )
