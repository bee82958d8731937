"""The words people read: French is the source, other languages come from gettext catalogues of the theme."""

import gettext
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


def translator(language: str) -> Callable[[str], str]:
    """The function that puts a message into ``language``."""
    return translations(language).gettext


def languages() -> tuple[str, ...]:
    """The languages that the interface speaks: that of the sources, then those of the catalogues."""
    catalogues = (theme_path() / "translations").glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return (SOURCE_LANGUAGE, *sorted(file.parents[1].name for file in catalogues))
