import pytest
from maillage.i18n import translator
from maillage.model import Event, build
from maillage.pages.rhythm import words

RHYTHMS = [
    ({"every": "day"}, "Tous les jours"),
    ({"every": "day", "interval": 3}, "Tous les 3 jours"),
    ({"every": "week"}, "Chaque mercredi"),
    ({"every": "week", "on": ["th", "tu"]}, "Chaque mardi et jeudi"),
    ({"every": "week", "interval": 2, "on": ["mo"]}, "Un lundi sur deux"),
    ({"every": "week", "interval": 3, "on": ["mo", "fr"]}, "Lundi et vendredi, toutes les 3 semaines"),
    ({"every": "month"}, "Le 2 du mois"),
    ({"every": "month", "on": [15, -1]}, "Le 15 du mois et le dernier jour du mois"),
    ({"every": "month", "on": ["3sa"]}, "Le troisième samedi du mois"),
    ({"every": "month", "on": ["-1fr"], "interval": 2}, "Le dernier vendredi du mois, tous les 2 mois"),
    ({"every": "week", "until": "2027-06-30"}, "Chaque mercredi, jusqu’au 30 juin 2027"),
]


@pytest.mark.parametrize(("repeat", "said"), RHYTHMS)
def test_a_rhythm_is_said_in_words(repeat: dict[str, object], said: str) -> None:
    event = build(
        Event, "e", "events/e.yaml", {"title": "E", "start": "2026-12-02T14:00", "organisers": ["a"], "repeat": repeat}
    )
    assert words(event, "fr", translator("fr")) == said


def test_one_date_has_no_rhythm() -> None:
    event = build(Event, "e", "events/e.yaml", {"title": "E", "start": "2026-12-02", "organisers": ["a"]})
    assert words(event, "fr", translator("fr")) == ""
