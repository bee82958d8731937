"""Gather the texts people read, and compile what translators made of them.

French is the language of the sources, so it needs no catalogue. ``python tools/translations.py`` brings
``theme/translations/<language>/LC_MESSAGES/maillage.po`` up to date and compiles it; ``--check`` changes nothing and
fails where a text is missing, out of date, or says its holes otherwise.
"""

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "theme" / "translations"
LANGUAGES = ("en", "de")
"""Complete: a text that is missing is a fault."""


def partial() -> tuple[str, ...]:
    """The other languages that there is a catalogue of: what they lack is shown in French, and pages say so."""
    return tuple(sorted(one.name for one in FOLDER.iterdir() if one.is_dir() and one.name not in LANGUAGES))


KEYWORDS = {"_": None, "N_": None, "translate": None, "gettext": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
OPTIONS = {
    "**.html": {"trimmed": "true", "extensions": "jinja2.ext.i18n", "trim_blocks": "true", "lstrip_blocks": "true"}
}
HEADER = "# Translations of Maillage. Licence: AGPL-3.0-or-later, as the program."
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
HOLES = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")


def template() -> Catalog:
    """Every text of the program and of the templates."""
    catalog = _empty(None)
    for source in (ROOT / "plugins" / "maillage", ROOT / "theme" / "templates"):
        for file, _line, message, comments, context in extract_from_dir(
            str(source), METHODS, OPTIONS, KEYWORDS, comment_tags=(), strip_comment_tags=True
        ):
            where = (source / file).relative_to(ROOT).as_posix()
            catalog.add(message, None, [(where, 0)], auto_comments=comments, context=context)
    return catalog


def path(language: str) -> Path:
    """The translators' file of a language."""
    return FOLDER / language / "LC_MESSAGES" / "maillage.po"


def current(language: str) -> Catalog:
    """What translators have made so far."""
    file = path(language)
    if not file.is_file():
        return _empty(language)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def updated(language: str, wanted: Catalog) -> Catalog:
    """The catalogue of a language with exactly the texts that are wanted, and no guesses."""
    made = current(language)
    catalog = _empty(language)
    for message in wanted:
        if message.id:
            known = made.get(message.id, message.context)
            catalog.add(message.id, known.string if known else None, message.locations, context=message.context)
    return catalog


def _empty(language: str | None) -> Catalog:
    """A catalogue whose head holds no time of day, so that the same texts make the same file."""
    return Catalog(
        locale=language,
        header_comment=HEADER,
        project="Maillage",
        copyright_holder="Maillage contributors",
        version="0.1",
        msgid_bugs_address="CONTRIBUTING.md",
        last_translator="Maillage contributors",
        language_team="Maillage contributors",
        charset="utf-8",
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        fuzzy=False,
    )


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as programs read it."""
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def faults(language: str, wanted: Catalog) -> list[str]:
    """What is missing or wrong in a language; one that is only begun may lack texts, but may say none otherwise."""
    catalog = updated(language, wanted)
    found = [
        f"{language}: not translated: {message.id!r}"
        for message in catalog
        if message.id and not _done(message.string) and language in LANGUAGES
    ]
    found += [f"{language}: not sure: {message.id!r}" for message in current(language) if message.id and message.fuzzy]
    found += [
        f"{language}: other holes: {message.id!r}"
        for message in catalog
        if message.id and _done(message.string) and _holes(message.id) != _holes(message.string)
    ]
    extra = {message.id for message in current(language)} - {message.id for message in catalog}
    found += [f"{language}: no longer used: {message!r}" for message in extra]
    mo = path(language).with_suffix(".mo")
    if not mo.is_file() or mo.read_bytes() != compiled(current(language)):
        found.append(f"{language}: not compiled")
    return found


def _done(text: object) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


def _holes(text: object) -> set[str]:
    parts = text if isinstance(text, tuple | list) else (text,)
    return {hole for part in parts for hole in HOLES.findall(str(part))}


def main() -> int:
    """Exit code 1 when ``--check`` finds a fault."""
    wanted = template()
    if "--check" in sys.argv:
        found = [fault for language in (*LANGUAGES, *partial()) for fault in faults(language, wanted)]
        print("\n".join(found) or "translations are complete")
        return 1 if found else 0
    for language in (*LANGUAGES, *partial()):
        catalog = updated(language, wanted)
        path(language).parent.mkdir(parents=True, exist_ok=True)
        with path(language).open("wb") as target:
            write_po(target, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False)
        path(language).with_suffix(".mo").write_bytes(compiled(current(language)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
