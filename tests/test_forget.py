"""A record forgotten: no trace in the files or in the site, no import that brings it back, and what to do beyond."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from maillage.exchange import forgotten
from maillage.pipeline import read_network

from tests.conftest import TESTS
from tests.test_duplicates import run
from tests.test_mednum import ROW, write_csv
from tests.test_mednum import run as import_mednum

PERSON = """\
name: Camille Introuvable
kind: person
location: {municipality: Toul, postcode: '54200'}
contact: {emails: [camille@introuvable.example.org]}
offers: [impression-3d]
consent: {on: 2026-01-01, by: Camille}
verified: {on: 2026-10-02}
"""
FRIEND = """\
# reste
name: Ami
kind: collective
partners: [mediatheque, camille-introuvable]   # reste aussi
needs:
  - text: Une salle
    opened: 2026-01-01
    met: {on: 2026-02-01, by: [camille-introuvable]}
verified: {on: 2026-10-02}
"""


@pytest.fixture
def people(territory: Path) -> Path:
    (territory / "actors" / "camille-introuvable.yaml").write_text(PERSON, encoding="utf-8")
    (territory / "actors" / "ami.yaml").write_text(FRIEND, encoding="utf-8")
    assert read_network(territory).problems == ()
    return territory


def everything(folder: Path) -> str:
    return "\n".join(
        path.read_bytes().decode("utf-8", "replace") + path.as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_no_trace_is_left_in_the_tree_and_the_rest_stays(people: Path) -> None:
    code, told = run(people, "forget", "camille-introuvable")
    assert code == 0
    assert "git filter-repo --invert-paths --path actors/camille-introuvable.yaml" in told
    assert "amille" not in everything(people)
    friend = (people / "actors" / "ami.yaml").read_text(encoding="utf-8")
    assert friend.startswith("# reste\nname: Ami\nkind: collective\npartners: [mediatheque]   # reste aussi\n")
    assert 'met: {"on": "2026-02-01"}' in friend
    assert read_network(people).problems == ()


THANKS = """\
what: A trouvé une salle.
on: 2026-02-01
by: [ami, camille-introuvable]
roles: [organiser]
need: camille-introuvable-1
"""


def test_no_trace_is_left_in_the_published_site_in_any_language(people: Path) -> None:
    """A person with a translated card, a need that somebody answered, and everything that could carry the name on."""
    shutil.copy(TESTS / "sites" / "tiny" / "pelicanconf.py", people)
    settings = people / "territory.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "languages: [fr, en, de]\n", encoding="utf-8")
    card = people / "actors" / "camille-introuvable.yaml"
    card.write_text(
        f"{PERSON}needs: [{{text: Une salle, opened: 2026-01-01}}]\n"
        "translations: {en: {name: Camille Untraceable}, de: {name: Camille Unauffindbar}}\n",
        encoding="utf-8",
    )
    (people / "contributions").mkdir(exist_ok=True)
    (people / "contributions" / "salle.yaml").write_text(THANKS, encoding="utf-8")
    assert read_network(people).problems == ()
    build = [sys.executable, "-m", "maillage.cli", "build", "--output", "output"]
    subprocess.run(build, cwd=people, check=True, capture_output=True)
    before = everything(people / "output")
    assert all(word in before for word in ("Introuvable", "Untraceable", "Unauffindbar"))
    for language in ("en", "de"):
        assert "amille" in everything(people / "output" / language)
    assert run(people, "forget", "camille-introuvable")[0] == 0
    subprocess.run(build, cwd=people, check=True, capture_output=True)
    found = everything(people / "output")
    assert not re.search("camille|introuvable\\.example", found, re.IGNORECASE)
    assert all((people / "output" / language / "index.html").is_file() for language in ("en", "de"))


def test_a_dry_run_writes_nothing(people: Path) -> None:
    before = everything(people / "actors")
    assert run(people, "forget", "camille-introuvable", "--dry-run")[0] == 0
    assert everything(people / "actors") == before
    assert not (people / forgotten.FILE).exists()


def test_prose_that_names_it_is_told_for_people_to_change(people: Path) -> None:
    (people / "content" / "pages").mkdir(parents=True)
    (people / "content" / "pages" / "merci.md").write_text(
        "Title: Merci\n\nMerci à Camille Introuvable.\n", encoding="utf-8"
    )
    assert "content/pages/merci.md:3" in run(people, "forget", "camille-introuvable")[1]


def test_what_leans_on_it_is_told_first(people: Path) -> None:
    before = everything(people / "actors")
    code, told = run(people, "forget", "mediatheque")
    assert code == 1
    assert "events/atelier.yaml" in told
    assert everything(people / "actors") == before
    assert run(people, "forget", "mediatheque", "--also")[0] == 0
    assert not (people / "events" / "atelier.yaml").exists()


def test_an_unknown_name_is_wrong_usage(people: Path) -> None:
    assert run(people, "forget", "personne")[0] == 2


def test_no_import_brings_it_back(territory: Path, tmp_path: Path) -> None:
    file = str(write_csv(tmp_path / "a.csv", [ROW]))
    assert import_mednum(territory, file)[0] == 0
    made = next((territory / "actors" / "mednum").glob("*.yaml"))
    assert run(territory, "forget", made.stem)[0] == 0
    assert made.stem not in everything(territory / "imports")
    code, told = import_mednum(territory, file)
    assert code == 0
    assert "quelqu’un a demandé leur retrait : 1" in told
    other = write_csv(tmp_path / "b.csv", [{**ROW, "id": "autre", "source": "Autre"}])
    assert "leur retrait : 1" in import_mednum(territory, str(other))[1]  # same name, same commune, another source
    assert list((territory / "actors" / "mednum").glob("*.yaml")) == []


def test_marks_tell_nothing_and_two_trees_mark_differently(tmp_path: Path) -> None:
    person = {"name": "Camille Introuvable", "kind": "person", "location": {"municipality": "Toul"}}
    marks = []
    for name in ("a", "b"):
        found = forgotten.load(tmp_path)
        found.add(person)
        (tmp_path / name).mkdir()
        forgotten.store(tmp_path / name, found)
        again = forgotten.load(tmp_path / name)
        assert again.holds({**person, "name": "CAMILLE  introuvable"})
        assert not again.holds({**person, "name": "Camille Autre"})
        marks.append(again.marks)
    assert marks[0] != marks[1]
    (tmp_path / "a" / forgotten.FILE).write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match="forgotten"):
        forgotten.load(tmp_path / "a")


NEEDY = """\
name: Ami
kind: collective
needs:
  - {skill: impression-3d, opened: 2026-01-01}
  - {text: Une salle, opened: 2026-01-01}
  - {skill: impression-3d, text: Une autre, opened: 2026-01-01}
verified: {on: 2026-10-02}
"""


def test_a_need_keeps_its_answers_when_the_one_before_it_goes(people: Path) -> None:
    (people / "actors" / "ami.yaml").write_text(NEEDY, encoding="utf-8")
    folder = people / "contributions"
    folder.mkdir(exist_ok=True)
    for number in (1, 2, 3):
        text = f"what: A aidé {number}.\non: 2026-02-01\nby: [mediatheque]\nroles: [organiser]\nneed: ami-{number}\n"
        (folder / f"aide-{number}.yaml").write_text(text, encoding="utf-8")
    assert read_network(people).problems == ()
    assert run(people, "forget", "impression-3d", "--kind", "skill", "--also")[0] == 0
    made = read_network(people)
    assert made.problems == ()
    assert [need.text for need in made.require().actors["ami"].needs] == ["Une salle", "Une autre"]
    needs = {one.id: one.need for one in made.require().contributions.values()}
    assert needs == {"aide-1": None, "aide-2": "ami-1", "aide-3": "ami-2"}
