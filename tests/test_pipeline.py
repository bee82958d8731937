from pathlib import Path

import pytest
from maillage.pipeline import read_network
from maillage.problems import ProblemsFound

ACTOR = "name: Essai\nkind: place\nverified: {on: 2026-10-02}\n"


def codes(root: Path, *, use_cache: bool = False) -> list[str]:
    return [problem.code for problem in read_network(root, use_cache=use_cache).problems]


def test_a_sound_territory_becomes_a_network(territory: Path) -> None:
    network = read_network(territory).require()
    (bringer,) = network.bringers("impression-3d")
    assert bringer.actor.id == "mediatheque"
    assert [event.id for event in network.events_of("mediatheque")] == ["atelier"]
    assert [event.id for event in network.events_teaching("impression-3d")] == ["atelier"]


def test_without_a_territory_file_the_records_are_checked_all_the_same(territory: Path) -> None:
    (territory / "territory.yaml").unlink()
    (territory / "actors" / "essai.yaml").write_text(ACTOR + "nom: x\n", encoding="utf-8")
    result = read_network(territory)
    assert [problem.code for problem in result.problems] == ["unknown-field", "missing-territory"]
    with pytest.raises(ProblemsFound):
        result.require()


def test_a_faulty_file_hides_no_other_and_makes_no_false_reference(territory: Path) -> None:
    (territory / "actors" / "mediatheque.yaml").write_text("name: [\n", encoding="utf-8")
    (territory / "skills" / "autre.yaml").write_text("name: Autre\n", encoding="utf-8")
    assert codes(territory) == ["yaml-bracket", "missing-field"]


def test_a_warning_does_not_forbid_to_publish(territory: Path) -> None:
    person = "consent: {on: 2026-10-02, by: Elle}\ncontact: {phones: ['+33639980102']}\n"
    (territory / "actors" / "lou.yaml").write_text(ACTOR.replace("place", "person") + person, encoding="utf-8")
    result = read_network(territory)
    assert [problem.code for problem in result.problems] == ["mobile-number"]
    assert result.network is not None


def test_what_is_remembered_changes_nothing_but_time(territory: Path) -> None:
    (territory / "actors" / "essai.yaml").write_text(ACTOR + "offers: [nulle-part]\n", encoding="utf-8")
    cold = read_network(territory)
    assert list((territory / ".maillage" / "records").glob("actor-*"))
    assert read_network(territory).problems == cold.problems == read_network(territory, use_cache=False).problems


def test_a_change_is_seen_though_something_was_remembered(territory: Path) -> None:
    read_network(territory)
    file = territory / "actors" / "mediatheque.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Toul\nkind", "Tuol\nkind"), encoding="utf-8")
    assert read_network(territory).require().actors["mediatheque"].name == "Médiathèque de Tuol"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"version": "x", "entries": {}}', b'{"version": 1}'])
def test_a_broken_memory_is_forgotten(territory: Path, content: bytes) -> None:
    read_network(territory)
    for kept in (territory / ".maillage").rglob("*"):
        if kept.is_file():
            kept.write_bytes(content)
    assert read_network(territory).problems == ()


def test_the_same_id_in_two_kinds_is_no_clash(territory: Path) -> None:
    (territory / "actors" / "impression-3d.yaml").write_text(ACTOR, encoding="utf-8")
    assert codes(territory) == []
