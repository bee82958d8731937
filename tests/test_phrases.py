from datetime import date, datetime, timedelta, timezone

import pytest
from maillage import phrases

DAYS = [
    (date(2026, 11, 28), "fr", "samedi 28 novembre 2026"),
    (date(2026, 12, 1), "fr", "mardi 1er décembre 2026"),
    (date(2026, 12, 11), "fr", "vendredi 11 décembre 2026"),
    (date(2026, 12, 1), "en", "Tuesday, December 1, 2026"),
    (date(2026, 12, 1), "de", "Dienstag, 1. Dezember 2026"),
    (date(2026, 12, 1), "xx-nowhere", "mardi 1 décembre 2026"),
]
PHONES = [
    ("+33353012147", "03 53 01 21 47"),
    ("+352123456", "+352123456"),
    ("3631", "3631"),
    ("+3335301214", "+3335301214"),
]
LANGUAGES = [
    ("de", "fr", "allemand"),
    ("pt-BR", "fr", "portugais brésilien"),
    ("qqq", "fr", "qqq"),
    ("fr", "en", "French"),
]


@pytest.mark.parametrize(("when", "language", "words"), DAYS)
def test_a_day_is_said_as_its_language_says_it(when: date, language: str, words: str) -> None:
    assert phrases.day(when, language) == words


def test_a_short_day_says_the_first_in_french() -> None:
    assert phrases.short_day(date(2026, 11, 1), "fr") == "1er nov. 2026"


def test_an_hour_is_that_of_the_place() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert phrases.hour(datetime(2026, 11, 28, 14, 0, tzinfo=tokyo), "fr") == "14:00"


def test_a_week_begins_on_monday() -> None:
    assert phrases.weekdays("fr")[0] == ("lun.", "lundi")
    assert phrases.weekdays("fr")[6] == ("dim.", "dimanche")


@pytest.mark.parametrize(("number", "words"), PHONES)
def test_a_telephone_is_grouped_where_it_is_french(number: str, words: str) -> None:
    assert phrases.phone(number) == words


@pytest.mark.parametrize(("code", "language", "words"), LANGUAGES)
def test_a_language_has_a_name(code: str, language: str, words: str) -> None:
    assert phrases.language_name(code, language) == words


SPANS = [
    (date(2027, 5, 28), date(2027, 5, 30), "fr", "ven. 28 – dim. 30 mai 2027"),
    (date(2027, 4, 30), date(2027, 5, 1), "fr", "ven. 30 avr. – sam. 1er mai 2027"),
    (date(2027, 12, 31), date(2028, 1, 2), "fr", "ven. 31 déc. 2027 – dim. 2 janv. 2028"),
    (date(2027, 5, 28), date(2027, 5, 30), "de", "Fr., 28. – So., 30. Mai 2027"),
]


@pytest.mark.parametrize(("first", "last", "language", "words"), SPANS)
def test_several_days_are_said_once(first: date, last: date, language: str, words: str) -> None:
    assert phrases.days(first, last, language).replace("\u2009", " ") == words


def test_a_night_says_when_it_begins_and_ends() -> None:
    night = phrases.from_to(datetime(2027, 3, 27, 20), datetime(2027, 3, 28, 8), "fr")
    assert night == "sam. 27 mars, 20:00 – dim. 28 mars 2027, 08:00"


def test_words_stand_in_the_order_of_a_dictionary() -> None:
    words = ["Zoé", "À propos", "écrire", "œuvre", "Ohm", "Eau", "abri"]
    assert sorted(words, key=phrases.order) == ["À propos", "abri", "Eau", "écrire", "œuvre", "Ohm", "Zoé"]
