import pytest
from maillage.derive.places import Place, place_of
from maillage.model import Location

SPELT = [
    ("TOUL", "54200", "Toul"),
    ("dommartin le franc", "52110", "Dommartin-le-Franc"),
    ("ST DIE DES VOSGES CEDEX", "88100", "Saint-Dié-des-Vosges"),
    ("Nulle-Part", "54200", "Nulle-Part"),
]


@pytest.mark.parametrize(("written", "postcode", "shown"), SPELT)
def test_a_commune_is_spelt_one_way_on_every_list(written: str, postcode: str, shown: str) -> None:
    place = place_of(Location(municipality=written, postcode=postcode))
    assert place.municipality == shown


def test_another_name_of_a_commune_is_kept() -> None:
    assert place_of(Location(municipality="Briey", insee="54099")).municipality == "Briey"


def test_without_a_point_the_commune_s_is_taken_and_said_to_be_so() -> None:
    place = place_of(Location(municipality="Toul", postcode="54200"))
    assert place.approximate
    assert place.point is not None
    assert place.department == "54"


def test_an_own_point_is_exact() -> None:
    place = place_of(Location(municipality="Toul", postcode="54200", lat=48.67, lon=5.89))
    assert (place.point, place.approximate) == ((48.67, 5.89), False)


def test_a_postcode_that_several_communes_share_names_none_of_them() -> None:
    """54200 is Toul's, and that of many villages around it."""
    place = place_of(Location(postcode="54200"))
    toul = place_of(Location(municipality="Toul", postcode="54200"))
    assert (place.municipality, place.commune) == (None, None)
    assert (place.department, place.approximate) == ("54", True)
    assert place.point == toul.point


def test_a_postcode_of_one_commune_names_it() -> None:
    assert place_of(Location(postcode="54000")).municipality == "Nancy"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(municipality="Toul", department="54"), "Toul (54)"),
        (Place(department="54"), "Meurthe-et-Moselle (54)"),
        (Place(municipality="Ailleurs"), "Ailleurs"),
        (Place(), ""),
    ],
)
def test_a_place_is_said_as_far_as_it_is_known(place: Place, words: str) -> None:
    assert place.said == words
