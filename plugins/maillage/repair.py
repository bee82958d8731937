"""What a contributor most likely meant: near words, and the accepted form of a phone, a date or an address."""

import difflib
import re
import unicodedata
from collections.abc import Iterable


def folded(text: str) -> str:
    """Lower case, without accents or punctuation: what two spellings of one word share."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice that looks most like ``word``, or an empty string when none does."""
    by_form = {folded(choice): choice for choice in choices}
    matches = difflib.get_close_matches(folded(word)[:80], by_form, n=1, cutoff=0.7)
    return by_form[matches[0]] if matches else ""


def repaired(form: str, text: str) -> str:
    """The accepted spelling of ``text`` for a schema's ``x-repair``; empty when nobody can tell.

    >>> repaired("phone", "03 53 01 02 03"), repaired("date", "2/4/2026"), repaired("url", "exemple.org")
    ('+33353010203', '2026-04-02', 'https://exemple.org')
    """
    repair = {"phone": _phone, "date": _date, "url": _url, "id": folded}.get(form)
    return repair(text.strip()[:200]) if repair else ""


def _phone(text: str) -> str:
    digits = re.sub(r"[\s.()/-]", "", text)
    if re.fullmatch(r"0[1-9][0-9]{8}", digits):
        return f"+33{digits[1:]}"
    if re.fullmatch(r"(00|\+)[1-9][0-9]{5,14}", digits):
        return f"+{digits.removeprefix('00').removeprefix('+')}"
    return ""


def _date(text: str) -> str:
    if french := re.fullmatch(
        r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:[ T]([0-9]{1,2})[h:]([0-9]{2})?)?", text
    ):
        day, month, year, hour, minute = french.groups()
        when = f"{year}-{int(month):02}-{int(day):02}"
        return f"{when}T{int(hour):02}:{minute or '00'}" if hour else when
    if slashed := re.fullmatch(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})(?:[ T].*)?", text):
        year, month, day = slashed.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if near := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{1,2})[h:]([0-9]{2})?(?::[0-9]{2})?", text):
        return f"{near[1]}T{int(near[2]):02}:{near[3] or '00'}"
    return ""


def _url(text: str) -> str:
    return f"https://{text}" if re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[^\s<>\"]*)?", text) else ""
