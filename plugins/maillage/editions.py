"""The same site in another language: the words of records where they are translated, the territory's own where they are not.

A record says what it says in the language of its territory (``territory.yaml: language``); ``translations`` says some of it in
others. An edition takes those, and knows which texts they are, so that pages mark every other text with its true language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from maillage import markup
from maillage.i18n import languages, partial_languages
from maillage.network import Network
from maillage.settings import Territory

_TABLES = ("actors", "skills", "events", "equipment", "contributions", "badges")
_TEXTS = ("name", "title", "summary", "easy_read", "description")


@dataclass(frozen=True, slots=True)
class Edition:
    """A network as it is read in one language. ``source``: what its records are written in; ``translated``: texts that are not."""

    network: Network
    language: str
    source: str
    translated: frozenset[str] = frozenset()

    @property
    def folder(self) -> str:
        """Where it lies below the site: nothing for the territory's own language."""
        return "" if self.language == self.source else self.language


def edition(network: Network, language: str) -> Edition:
    """The network in a language; itself in its own."""
    source = network.territory.language
    if language == source:
        return Edition(network, language, source)
    tables = {name: _said_in(getattr(network, name), language) for name in _TABLES}
    translated = frozenset(
        text
        for name in _TABLES
        for record in tables[name].values()
        if language in getattr(record, "translations", {})
        for text in (*_texts(record.translations[language]).values(), *_shown(record.translations[language]))
    )
    territory = msgspec.structs.replace(network.territory, language=language)
    return Edition(replace(network, territory=territory, **tables), language, source, translated)


def _said_in(records: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {
        identifier: msgspec.structs.replace(record, **_fitting(record, record.translations[language]))
        if language in getattr(record, "translations", {})
        else record
        for identifier, record in records.items()
    }


def _fitting(record: Any, translation: Any) -> dict[str, str]:
    return {name: text for name, text in _texts(translation).items() if hasattr(record, name)}


def _shown(translation: Any) -> tuple[str, ...]:
    """A translated description as pages hold it."""
    text = translation.description
    return tuple(str(markup.markdown_html(text, top_heading=level)) for level in (2, 3)) if text else ()


def _texts(translation: Any) -> dict[str, str]:
    return {name: text for name in _TEXTS if (text := getattr(translation, name))}


def published(territory: Territory) -> tuple[str, ...]:
    """The languages that a territory's site is published in, its own first; those that the interface does not speak are left out."""
    spoken = {*languages(), *partial_languages()}
    return tuple(dict.fromkeys([territory.language, *(one for one in territory.languages if one in spoken)]))
