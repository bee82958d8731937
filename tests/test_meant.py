"""A need said in words only: the skills that its words speak of, and who could then help."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maillage.model import Skill, build
from maillage.search.meant import MOST, Meant

from tests.test_matching import SEEKER, actor, ask, matching, need

FAMILY = {"family": "fabrication-et-reparation"}
SKILLS = {
    "impression-3d": {"name": "Impression 3D", "synonyms": ["imprimante 3D", "filament"]},
    "visio": {"name": "Visioconférence", "synonyms": ["visio", "réunion à distance"], "translations": {"en": {"name": "Video calls"}}},
    "tri": {"name": "Ranger ses fichiers", "synonyms": ["ranger", "photo"]},
    "photo": {"name": "Photo", "synonyms": ["appareil photo"]},
    "avec": {"name": "Montrer sans faire", "synonyms": ["faire à la place"]},
    "metier": {"name": "Filament", "kind": "profession"},
}  # fmt: skip


def skills() -> list[Skill]:
    return [build(Skill, key, "x", {**FAMILY, **data}) for key, data in SKILLS.items()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quelqu’un pour nous montrer l’IMPRIMANTE 3D", ("impression-3d",)),
        ("Deux imprimantes, et la 3D", ("impression-3d",)),  # a plural, and words in between
        ("Une imprimante", ()),  # half of a term says nothing
        ("De faux entretiens en visio, et du filament", ("impression-3d", "visio")),  # the longer word first
        ("A video call", ("visio",)),  # a translated name
        ("Une photo", ()),  # one word for two skills is no skill
        ("Un appareil photo", ("photo",)),
        ("Une place au sec", ()),  # what is left of « faire à la place » is too little
        ("", ()),
    ],
)
def test_what_words_speak_of(text: str, found: tuple[str, ...]) -> None:
    assert Meant(skills(), "fr").skills(text) == found


@given(st.lists(st.sampled_from([*SKILLS, "Impression", "3D", "visio", "filament", "appareil", "photo", "ranger"])))
def test_never_many_and_the_order_of_words_is_nothing(said: list[str]) -> None:
    meant = Meant(skills(), "fr")
    found = meant.skills(" ".join(said))
    assert len(found) <= MOST
    assert meant.skills(" ".join(reversed(said))) == found


def speaking(text: str, **more: Any) -> Any:
    return actor("ada", (48.60, 6.00), needs=[need(text=text, **more)])


def test_who_could_help_with_what_was_said_in_words() -> None:
    bea, cid = actor("bea", (48.80, 6.0), offers=["soudure"]), actor("cid", (48.65, 6.0), offers=["soudure"])
    made = matching(speaking("Un peu de soudure"), bea, cid)
    answers = ask(made)
    assert [one.actor.id for one in answers.helpers] == ["cid", "bea"]
    assert [one.id for one in answers.meant] == ["soudure"]
    assert [near.item.id for near in made.could_help(made.network.actors["bea"])] == ["ada-1"]
    assert [helper.actor.id for helper, _ in made.could_be_helped(made.network.actors["ada"])] == ["cid", "bea"]


def test_a_skill_that_is_named_is_never_guessed_and_what_is_sure_comes_first() -> None:
    near = ("eve", {"name": "Eve", "kind": "collective", "needs": [need(text="De la soudure")]}, speaking("x")[2])
    made = matching(SEEKER, near, actor("bea", (48.60, 6.0), offers=["soudure"]))
    assert ask(made).meant == ()
    assert [one.item.id for one in made.could_help(made.network.actors["bea"])] == ["ada-1", "eve-1"]
    assert made.balance("soudure")["54"].sought == 1  # what is guessed is not counted
    both = matching(speaking("De la soudure", equipment="fer"), equipment={"fer": {"name": "Fer", "category": "x", "owner": "ada", "terms": "x"}})  # fmt: skip
    assert ask(both).meant == ()
