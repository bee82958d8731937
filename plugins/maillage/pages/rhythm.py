"""How an event comes back, in words: « Le mardi », « Un lundi sur deux », « Le troisième samedi du mois »."""

from collections.abc import Callable

from maillage import phrases
from maillage.i18n import N_
from maillage.model import Event, Repeat

Translate = Callable[[str], str]
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_NTH = {
    1: N_("le premier {day} du mois"),
    2: N_("le deuxième {day} du mois"),
    3: N_("le troisième {day} du mois"),
    4: N_("le quatrième {day} du mois"),
    5: N_("le cinquième {day} du mois"),
    -1: N_("le dernier {day} du mois"),
}


def words(event: Event, language: str, translate: Translate) -> str:
    """The rhythm of a series as a sentence without a full stop; empty for one date.

    A rule of iCalendar (``rrule``) may say nearly anything: its dates are listed, its rhythm is not put into words.
    """
    repeat = event.repeat
    if repeat is None:
        return ""
    parts = {"day": _daily, "week": _weekly, "month": _monthly}[repeat.every](event, repeat, language, translate)
    sentence = f"{parts[0].upper()}{parts[1:]}"
    if repeat.until is None:
        return sentence
    until = phrases.short_day(repeat.until, language)
    return translate("{rhythm}, jusqu’au {day}").format(rhythm=sentence, day=until)


def _daily(_event: Event, repeat: Repeat, _language: str, translate: Translate) -> str:
    if repeat.interval == 1:
        return translate("tous les jours")
    return translate("tous les {count} jours").format(count=repeat.interval)


def _weekly(event: Event, repeat: Repeat, language: str, translate: Translate) -> str:
    numbers = sorted(DAYS.index(str(day)) for day in repeat.on) or [event.first.weekday()]
    names = phrases.listed([phrases.weekdays(language)[number][1] for number in numbers], language)
    if repeat.interval == 1:
        return translate("chaque {days}").format(days=names)
    if repeat.interval == 2 and len(numbers) == 1:
        return translate("un {day} sur deux").format(day=names)
    return translate("{days}, toutes les {count} semaines").format(days=names, count=repeat.interval)


def _monthly(event: Event, repeat: Repeat, language: str, translate: Translate) -> str:
    spoken = [_in_month(day, language, translate) for day in repeat.on or (event.first.day,)]
    sentence = phrases.listed(spoken, language)
    if repeat.interval == 1:
        return sentence
    return translate("{days}, tous les {count} mois").format(days=sentence, count=repeat.interval)


def _in_month(day: str | int, language: str, translate: Translate) -> str:
    """``3sa``, ``-1fr``, a day's number or -1 for the last day: what the schema and the rules let through."""
    if isinstance(day, int):
        return translate("le {day} du mois").format(day=day) if day > 0 else translate("le dernier jour du mois")
    nth, name = int(day[:-2]), phrases.weekdays(language)[DAYS.index(day[-2:])][1]
    return translate(_NTH[nth]).format(day=name)
