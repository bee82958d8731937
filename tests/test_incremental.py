"""Whatever was edited, remembered, lost or damaged: a site made from what changed has the bytes of one made anew."""

import itertools
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from maillage.search import files as search_files

from tests.conftest import TESTS
from tests.road import TODAY, files, publish


@pytest.fixture(autouse=True, scope="module")
def _small_files() -> Iterator[None]:
    """So few actors fill several files of the search, and blocks of them."""
    with mock.patch.multiple(search_files, DETAILS=2, BLOCK=1):
        yield


TOUL = {"municipality": "Toul", "insee": "54528", "postcode": "54200"}
FOUG = {"municipality": "Foug", "insee": "54205"}
START: dict[str, dict[str, Any]] = {
    "skills/couture": {"name": "Couture", "family": "creation-et-medias", "broader": "textile"},
    "skills/textile": {"name": "Textile", "family": "creation-et-medias"},
    "skills/tailleur": {
        "name": "Tailleur",
        "family": "creation-et-medias",
        "kind": "profession",
        "summary": "Coud.",
        "skills": ["couture"],
        "activities": ["Coudre"],
    },
    "actors/halle": {
        "name": "La Halle",
        "kind": "place",
        "location": {**TOUL, "street": "1 rue du Pont"},
        "offers": ["couture"],
        "contact": {"emails": ["halle@exemple.org"]},
    },
    "actors/ada": {
        "name": "Ada",
        "kind": "person",
        "location": FOUG,
        "consent": {"on": "2026-01-01", "by": "Ada"},
        "needs": [{"skill": "couture", "title": "Un ourlet", "opened": "2026-10-01", "until": "2026-11-26"}],
        "member_of": ["halle"],
        "verified": {"on": "2025-11-20"},
    },
    "actors/cercle": {"name": "Le Cercle", "kind": "collective", "partners": ["halle"], "parent": "halle"},
    "equipment/machine": {"name": "Machine à coudre", "category": "fabrication", "owner": "halle", "terms": "loan"},
    "practices/ourlet": {"title": "L’ourlet à deux", "kind": "action", "actors": ["cercle"], "skills": ["couture"]},
    "practices/broder": {"title": "Broder", "kind": "experiment", "reuses": ["ourlet"], "reused_by": ["halle"]},
    "events/ourlets": {
        "title": "Ourlets",
        "start": "2026-11-20T18:00",
        "duration": "2h",
        "repeat": {"every": "day", "count": 9},
        "organisers": ["cercle"],
        "place": "halle",
        "skills": ["couture"],
    },
}
NAMES = ["Un nom", "Autre & nom", "Zoé <b>"]
SOME_ACTORS = ["halle", "ada", "cercle", "nouveau", "nulle-part"]
SKILL_NAMES = ["couture", "textile", "nouvelle"]
FIELDS: dict[str, dict[str, list[Any]]] = {
    "actors": {
        "name": NAMES,
        "summary": [None, "Un résumé.", "Un autre."],
        "description": [None, "Du texte.\n\nEt **encore**."],
        "kind": ["place", "collective", "organisation"],
        "location": [None, TOUL, FOUG, {**TOUL, "lat": 48.67, "lon": 5.89}],
        "contact": [None, {"emails": ["nouveau@exemple.org"]}, {"phones": ["+33383000000"]}],
        "offers": [None, ["couture"], ["textile", "couture"], [{"skill": "textile", "note": "Le soir"}]],
        "needs": [
            None,
            [{"skill": "textile", "opened": "2026-11-01"}],
            [{"text": "Une salle", "opened": "2026-11-01", "met": {"on": "2026-11-03", "by": ["halle"]}}],
            [{"skill": "couture", "opened": "2026-11-01", "until": "2026-11-25"}],
            [{"equipment": "machine", "opened": "2026-11-01"}],
            [{"text": "Du fil et une salle", "opened": "2026-11-01"}],
        ],
        "partners": [None, ["cercle"], ["ada"]],
        "member_of": [None, ["halle"], ["cercle"]],
        "parent": [None, "halle", "cercle"],
        "recognition": [None, "hidden"],
        "verified": [None, {"on": "2025-11-25"}, {"on": "2026-11-01"}, {"on": "2024-11-25"}],
        "aliases": [None, ["ancien"]],
        "services": [None, ["aide-aux-demarches-administratives"]],
        "opening_hours": [None, "Mo-Fr 09:00-12:00", "Sa 14:00-17:00"],
        "links": [None, [{"kind": "website", "url": "https://exemple.org/halle"}]],
        "translations": [None, {"en": {"name": "The hall", "summary": "A hall."}}],
    },
    "skills": {
        "name": NAMES,
        "summary": [None, "Coudre droit."],
        "broader": [None, "textile"],
        "related": [None, ["couture"], ["textile"]],
        "synonyms": [None, ["fil"], ["salle", "fils"]],
    },
    "events": {
        "title": NAMES,
        "start": ["2026-11-20T18:00", "2026-12-24T10:00", "2025-03-01"],
        "organisers": [["halle"], ["ada", "cercle"]],
        "place": [None, "halle", "ada", {"municipality": "Foug", "insee": "54205"}],
        "skills": [None, ["couture"], ["textile"]],
        "status": [None, "cancelled", "full"],
    },
    "equipment": {"name": NAMES, "owner": ["halle", "cercle"], "quantity": [None, 3]},
    "contributions": {
        "what": NAMES,
        "by": [["ada"], ["halle", "cercle"]],
        "on": ["2026-11-02"],
        "roles": [["host"], ["trainer"]],
        "for": [None, ["cercle"]],
        "event": [None, "ourlets"],
        "equipment": [None, "machine"],
        "need": [None, "ada-1"],
        "practice": [None, "ourlet"],
        "endorsed_by": [None, ["cercle"]],
    },
    "practices": {
        "title": NAMES,
        "kind": ["action", "watch"],
        "date": [None, "2026-10-01", "2026-11-02"],
        "description": [None, "Du texte."],
        "actors": [None, ["halle"], ["ada", "cercle"]],
        "skills": [None, ["couture"], ["textile"]],
        "equipment": [None, ["machine"]],
        "places": [None, ["54205"]],
        "reuses": [None, ["ourlet"], [{"practice": "broder", "note": "Autrement"}]],
        "reused_by": [None, ["halle"], ["cercle"]],
        "failed": [None, "Rien."],
    },
}
NEW: dict[str, dict[str, Any]] = {
    "actors": {"name": "Nouveau", "kind": "organisation", "location": TOUL},
    "skills": {"name": "Nouvelle", "family": "creation-et-medias"},
    "events": {"title": "Nouveau", "start": "2026-11-28", "organisers": ["halle"]},
    "equipment": {"name": "Nouveau", "category": "fabrication", "owner": "ada", "terms": "loan"},
    "practices": {"title": "Nouveau", "kind": "watch", "actors": ["halle"], "reuses": ["broder"]},
    "contributions": {"what": "A cousu", "on": "2026-11-10", "by": ["ada"], "roles": ["trainer"]},
}


MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() and shutil.disk_usage("/dev/shm").free > 1 << 28 else None
"""Where thousands of files are made and removed without the disk (docs/explanation/speed.md says what that costs it)."""


class Edits(RuleBasedStateMachine):
    """A territory that people edit and machines forget, published from what changed and, beside it, anew."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp(dir=MEMORY))
        self.root = self.top / "territory"
        self.moves = itertools.count()
        self.day = TODAY
        self.records: dict[str, dict[str, Any]] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.top)

    @initialize()
    def begin(self) -> None:
        self.root.mkdir()
        shutil.copy(TESTS / "sites" / "tiny" / "territory.yaml", self.root)
        for name, record in START.items():
            self._write(name, record)
        assert publish(self.root, self.root / "site", self.day)[0] == []
        self._compare()

    def _write(self, name: str, record: dict[str, Any]) -> None:
        """JSON is YAML; what is None is not said."""
        self.records[name] = record
        file = self._file(name)
        file.parent.mkdir(exist_ok=True, parents=True)
        said = {key: value for key, value in {"verified": {"on": "2026-10-02"}, **record}.items() if value is not None}
        text = json.dumps(said, ensure_ascii=False)
        file.write_text(f"---\n{text}\n---\n" if file.suffix == ".md" else text, encoding="utf-8")

    def _file(self, name: str) -> Path:
        folder, identifier = name.split("/")
        return self.root / (f"content/observatory/{identifier}.md" if folder == "practices" else f"{name}.yaml")

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.records)))
        fields = FIELDS[name.split("/", maxsplit=1)[0]]
        field = data.draw(st.sampled_from(sorted(fields)))
        self._write(name, {**self.records[name], field: data.draw(st.sampled_from(fields[field]))})
        self._compare(waited=data.draw(st.booleans()))

    @rule(folder=st.sampled_from(sorted(NEW)), name=st.sampled_from(["nouveau", "nouvelle"]))
    def add(self, folder: str, name: str) -> None:
        self._write(f"{folder}/{name}", NEW[folder])
        self._compare()

    @precondition(lambda self: len(self.records) > 3)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.records)))
        self._file(name).unlink()
        del self.records[name]
        self._compare()

    @rule(data=st.data())
    def rename(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.records)))
        other = f"{name}-bis"
        if other not in self.records and len(other) < 60:
            self._file(name).rename(self._file(other))
            self.records[other] = self.records.pop(name)
            self._compare()

    @rule(days=st.sampled_from([1, 3, 40]))
    def sleep(self, days: int) -> None:
        self.day += timedelta(days=days)
        self._compare()

    @rule(data=st.data(), content=st.sampled_from([b"", b"<script>", None]))
    def damage(self, data: st.DataObject, content: bytes | None) -> None:
        """Of the memory or of the published folder: a file goes, is emptied, or says something else."""
        kept = sorted(
            path for name in ("site", ".maillage") for path in (self.root / name).rglob("*") if path.is_file()
        )
        if kept:
            chosen = data.draw(st.sampled_from(kept))
            if content is None:
                chosen.unlink()
            else:
                chosen.write_bytes(content)
                os.utime(chosen, (5, 5))
            self._compare()

    @rule(copied=st.booleans())
    def move(self, *, copied: bool) -> None:
        target = self.top / f"moved-{next(self.moves)}"
        if copied:
            shutil.copytree(self.root, target, copy_function=shutil.copy)
            shutil.rmtree(self.root)
        else:
            self.root.rename(target)
        self.root = target
        self._compare()

    def _compare(self, *, waited: bool = False) -> None:
        anew = self.top / "anew"
        problems, _ = publish(self.root, self.root / "site", self.day, waited=waited)
        told, _ = publish(self.root, anew, self.day, use_cache=False)
        assert problems == told
        if not any(code for code in problems if not code.endswith("mobile-number")):
            made, wanted = files(self.root / "site"), files(anew)
            assert sorted(made) == sorted(wanted)
            assert [path for path in made if made[path] != wanted[path]] == []
        shutil.rmtree(anew, ignore_errors=True)


GLANCED = ("summary", "description", "contact", "opening_hours", "links", "translations")
"""What pages that see others in passing leave out: each must come where it is shown, and with it what it changes."""


def test_texts_that_others_leave_out_come_where_they_are_shown() -> None:
    edits = Edits()
    try:
        edits.begin()
        for name in ("actors/halle", "actors/ada"):
            for field in GLANCED:
                for value in FIELDS["actors"][field]:
                    edits._write(name, {**edits.records[name], field: value})
                    edits._compare()
    finally:
        edits.teardown()


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=int(os.environ.get("EDITS", "4")),
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
