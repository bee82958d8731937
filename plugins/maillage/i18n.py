"""The words people read: French is the source, other languages come from gettext catalogues of the theme."""

import gettext
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

SOURCE_LANGUAGE = "fr"
DOMAIN = "maillage"


def N_(message: str) -> str:
    """Mark a message for the catalogues without translating it now."""
    return message


def theme_path() -> Path:
    """Folder of the theme: inside the installed package, or beside ``plugins/`` in a checkout."""
    here = Path(__file__).resolve()
    installed = here.parent / "theme"
    return installed if installed.is_dir() else here.parents[2] / "theme"


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of ``language`` (a BCP 47 code); French, the language of the sources, where there is none."""
    return gettext.translation(
        DOMAIN,
        str(theme_path() / "translations"),
        [language.replace("-", "_"), language.split("-")[0]],
        fallback=True,
    )


class _French(gettext.NullTranslations):
    """The sources' own words, set as a printer would: no line begins with « : » or ends with « « »."""

    def gettext(self, message: str) -> str:
        """The message itself."""
        return unbroken(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for ``n`` things; French counts nought as one."""
        return unbroken(msgid1 if n < 2 else msgid2)


@cache
def unbroken(text: str) -> str:
    """French text with no-break spaces where it is written with plain ones.

    >>> unbroken("« Qui ? »") == "«\N{NO-BREAK SPACE}Qui\N{NO-BREAK SPACE}?\N{NO-BREAK SPACE}»"
    True
    """
    return re.sub(r" (?=[:;!?»])|(?<=«) ", "\N{NO-BREAK SPACE}", text)


def page_translations(language: str) -> gettext.NullTranslations:
    """The catalogue for what is read on a page, where lines are broken anywhere."""
    return _French() if language.split("-")[0] == SOURCE_LANGUAGE else translations(language)


def translator(language: str) -> Callable[[str], str]:
    """The function that puts a message into ``language``."""
    return translations(language).gettext


def languages() -> tuple[str, ...]:
    """The languages that the interface speaks entirely: that of the sources, then those of the catalogues."""
    return (SOURCE_LANGUAGE, *(one for one in _catalogues() if not is_partial(one)))


def partial_languages() -> tuple[str, ...]:
    """The languages whose catalogue is only begun."""
    return tuple(one for one in _catalogues() if is_partial(one))


@cache
def is_partial(language: str) -> bool:
    """Whether a language's catalogue is only begun: it says fewer things than the fullest. What it lacks is shown in French."""
    return language in _catalogues() and _said(language) < max(map(_said, _catalogues()))


def _said(language: str) -> int:
    """How many texts a compiled catalogue holds (the third number of its head)."""
    head = _file(language).read_bytes()[:12]
    return int.from_bytes(head[8:12], "little" if head[:4] == b"\xde\x12\x04\x95" else "big")


def _file(language: str) -> Path:
    return theme_path() / "translations" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def _catalogues() -> list[str]:
    return sorted(file.parents[1].name for file in (theme_path() / "translations").glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
