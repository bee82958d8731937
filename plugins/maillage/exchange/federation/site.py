"""A site like ours: ``.well-known/maillage.json`` says where its files are; without it, they are where we put ours by default."""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from maillage.exchange.addresses import is_web
from maillage.exchange.federation.web import AbsentError, Visit
from maillage.exchange.records import FORMAT
from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_
from maillage.settings import ADDRESSES
from maillage.validate import is_timezone

MANIFEST = ".well-known/maillage.json"
MANIFEST_BYTES = 64 << 10
LARGEST = 64 << 20
"""Bytes of one file: some 50,000 entries."""
MOST_PIECES = 6_000_000
"""Keys and values in one file of JSON: small pieces weigh much more in memory than in the file."""
DEFAULT = {
    "skill": "donnees/competences.json", "actor": "donnees/acteurs.json", "event": "donnees/evenements.json"
}  # fmt: skip
NOT_JSON = N_("le JSON est mal formé : {error}")


class Manifest(msgspec.Struct, frozen=True):
    """What a site says of itself: paths from its first page, and how the address of an entry's page is made."""

    name: str = ""
    licence: str = ""
    timezone: str = ""
    records: dict[str, str] = {}
    pages: dict[str, str] = {}


class Export(msgspec.Struct, frozen=True):
    """One file of records (exchange.records); what we do not need of its head is not looked at."""

    format: str
    kind: str
    records: dict[str, msgspec.Raw]
    licence: str = ""


def manifest(visit: Visit, base: str) -> Manifest:
    """The site's own words about its files; ours where it has none. Raises UnreadableFileError."""
    try:
        answer = visit.get(urljoin(base, MANIFEST), MANIFEST_BYTES)
    except AbsentError:
        pages = {kind: f"{ADDRESSES[kind]}/{{id}}/" for kind in ("actor", "event", "skill")}
        return Manifest(records=DEFAULT, pages=pages)
    found: Manifest = decoded(answer.content or b"", Manifest)
    return msgspec.structs.replace(
        found,
        name=found.name[:200],
        licence=found.licence[:200],
        timezone=found.timezone if is_timezone(found.timezone) else "",
        records={kind: path for kind, path in found.records.items() if kind in DEFAULT},
        pages={kind: path for kind, path in found.pages.items() if kind in DEFAULT},
    )


def inside(base: str, path: str) -> str:
    """The full address of a path of a site. Raises UnreadableFileError where it leads to another site."""
    with contextlib.suppress(ValueError):
        url = urljoin(base, path)
        if is_web(url) and urlsplit(url).netloc == urlsplit(base).netloc and len(url) <= 500:
            return url
    raise UnreadableFileError(N_("le site annonce un fichier qui n’est pas chez lui"))


def export(content: bytes, kind: str) -> Export:
    """One file of records, each still unread. Raises UnreadableFileError where it is none of ours."""
    found: Export = decoded(content, Export)
    if found.format != FORMAT:
        raise UnreadableFileError(
            N_("le format « {found} » n’est pas « {wanted} »"), found=found.format[:40], wanted=FORMAT
        )
    if found.kind != kind:
        raise UnreadableFileError(N_("le fichier n’est pas celui qui est annoncé"))
    return found


def prepare() -> None:
    """Have the reader of manifests ready before several threads use it."""
    msgspec.json.decode(b"{}", type=Manifest)


def check_pieces(content: bytes) -> None:
    """Raise UnreadableFileError where a file would take more memory than such a file ever should."""
    if content.count(b":") + content.count(b",") > MOST_PIECES:
        raise UnreadableFileError(N_("le fichier a plus de morceaux qu’un annuaire n’en a"))


def decoded(content: bytes, kind: type[Any]) -> Any:
    """JSON as ``kind``, unless it would take more memory than such a file ever should. Raises UnreadableFileError."""
    check_pieces(content)
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UnreadableFileError(NOT_JSON, error=str(error)[:200]) from error


def records(export: Export) -> Iterator[tuple[str, Any]]:
    """Each entry's id and fields; None for what cannot be read."""
    for identifier, raw in export.records.items():
        try:
            yield identifier, msgspec.json.decode(raw)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            yield identifier, None


def pages(base: str, found: Mapping[str, str]) -> dict[str, str]:
    """How the addresses of entries' pages are made; only those on the site itself."""
    made = {}
    for kind, path in found.items():
        try:
            made[kind] = inside(base, path)
        except UnreadableFileError:
            continue
    return {kind: url for kind, url in made.items() if "{id}" in url}
