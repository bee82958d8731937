import pytest
from maillage.repair import folded, nearest, repaired

REPAIRS = [
    ("phone", "03 53 01 02 03", "+33353010203"),
    ("phone", "03.53.01.02.03", "+33353010203"),
    ("phone", "0033 3 53 01 02 03", "+33353010203"),
    ("phone", "+33 3 53 01 02 03", "+33353010203"),
    ("phone", "trois", ""),
    ("date", "02/04/2026", "2026-04-02"),
    ("date", "2-4-2026", "2026-04-02"),
    ("date", "2026-04-02 9h30", "2026-04-02T09:30"),
    ("date", "2/4/2026 14h", "2026-04-02T14:00"),
    ("date", "mardi", ""),
    ("url", "exemple.org/atelier", "https://exemple.org/atelier"),
    ("url", "javascript:alert(1)", ""),
    ("id", "Fablab de Toul !", "fablab-de-toul"),
    ("other", "x", ""),
]


@pytest.mark.parametrize(("form", "written", "meant"), REPAIRS)
def test_what_was_meant_is_offered(form: str, written: str, meant: str) -> None:
    assert repaired(form, written) == meant


def test_a_near_word_is_found_whatever_its_accents() -> None:
    assert nearest("Impresion 3D", ["impression-3d", "soudure"]) == "impression-3d"
    assert nearest("zzz", ["impression-3d"]) == ""
    assert folded("L’Été — à Épinal") == "l-ete-a-epinal"
