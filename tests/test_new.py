"""A record begun with a few questions."""

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from maillage import schemas
from maillage.cli import main
from maillage.cli.proposing import tree_at
from maillage.contribute import asking
from maillage.kinds import KINDS
from maillage.pipeline import read_network

from tests.test_duplicates import run

GIVEN = {
    "actor": [
        "name=Atelier",
        "kind=Lieu",
        "location.municipality=toul",
        "offers=impression 3d ; poterie",
        "needs=Une salle",
        "contact.phones=03 53 01 02 03",
    ],
    "event": ["title=Fête", "start=5/12/2026 14h", "organisers=Médiathèque de Toul", "place.municipality=Nancy"],
    "skill": ["name=Poterie", "family=Création et médias"],
    "equipment": ["name=Four", "category=fabrication", "owner=mediatheque", "terms=Une semaine"],
}


@pytest.mark.parametrize("kind", GIVEN)
def test_a_record_of_each_kind_is_begun(territory: Path, kind: str) -> None:
    family = next(iter(asking.questions("skill", lambda _: (), "fr")[1].choices))
    given = [one.replace("Création et médias", family) for one in GIVEN[kind]]
    code, told = run(
        territory, "new", kind, "--no-input", "--by", "Lou", *(word for one in given for word in ("--set", one))
    )
    assert code == 0, told
    assert read_network(territory).problems == ()
    assert len(read_network(territory).documents) == 4
    if kind == "actor":
        actor = read_network(territory).require().actors["atelier"]
        assert actor.location is not None
        assert (actor.location.insee, actor.location.postcode) == ("54528", "54200")
        assert actor.verified is not None
        assert (actor.verified.by, [offer.skill for offer in actor.offers]) == ("Lou", ["impression-3d"])
        assert "« poterie »" in told


def test_questions_are_asked_and_may_stay_without_answer(territory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(territory)
    answers = "\nAtelier\nper\nToul\n\n\n\n\n\n"  # a name is needed: it is asked again
    done = CliRunner().invoke(main, ["new", "actor", "--no-edit"], input=answers)
    assert done.exit_code == 0, done.output
    actor = read_network(territory).require().actors["atelier"]
    assert actor.kind == "person"
    assert actor.consent is not None


def test_what_would_not_be_sound_is_told_and_not_written(territory: Path) -> None:
    code, told = run(
        territory,
        "new",
        "event",
        "--no-input",
        "--set",
        "title=Fête",
        "--set",
        "start=un jour",
        "--set",
        "organisers=Personne",
    )
    assert code == 1
    assert "Rien n’a été écrit." in told
    assert not (territory / "events" / "fete.yaml").exists()
    assert run(territory, "new", "event", "--no-input", "--set", "couleur=bleu")[0] == 2


def test_tab_completes_communes_skills_and_actors(territory: Path) -> None:
    tree = tree_at(territory, date(2026, 11, 24))
    asked = {one.at: one for kind in ("actor", "event") for one in asking.questions(kind, lambda _: (), "fr")}
    complete = lambda at, begun: asking.completions(asked[at], begun, tree.names, ("54",))  # noqa: E731
    assert complete(("location", "municipality"), "tou") == ["Toul"]
    assert complete(("offers",), "poterie;imp") == ["Impression 3D"]
    assert complete(("organisers",), "méd") == ["Médiathèque de Toul"]
    assert complete(("kind",), "lie") == ["Lieu"]
    assert complete(("summary",), "x") == []


def test_every_kind_can_be_begun() -> None:
    for kind in KINDS:
        assert asking.questions(kind.name, lambda name: tuple(schemas.raw(name).get("required", ())), "fr")


def test_the_hook_checks_before_a_commit_and_never_takes_anothers_place(territory: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=territory, check=True)
    assert run(territory, "hook", "install")[0] == 0
    hook = territory / ".git" / "hooks" / "pre-commit"
    assert hook.stat().st_mode & stat.S_IXUSR
    (territory / "actors" / "faux.yaml").write_text("name: A\n", encoding="utf-8")
    path = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    assert subprocess.run([hook], cwd=territory, env=path, capture_output=True, check=False).returncode == 1
    (territory / "actors" / "faux.yaml").unlink()
    assert subprocess.run([hook], cwd=territory, env=path, capture_output=True, check=False).returncode == 0
    assert run(territory, "hook", "remove")[0] == 0
    assert not hook.exists()
    hook.write_text("#!/bin/sh\n", encoding="utf-8")
    assert run(territory, "hook", "install")[0] == 1
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\n"
