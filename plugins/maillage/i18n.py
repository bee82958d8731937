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
    """The languages that the interface speaks: that of the sources, then those of the catalogues."""
    catalogues = (theme_path() / "translations").glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return (SOURCE_LANGUAGE, *sorted(file.parents[1].name for file in catalogues))
