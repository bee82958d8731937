"""The booklets and posters of every territory that somebody is known in, made again only where what they say changed.

A sheet is kept in ``.maillage/booklets/`` under a digest of all that it shows; what no sheet needs any more is removed.
"""

import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import msgspec

from maillage import cache, stages
from maillage.pages.booklet.content import Territories
from maillage.pages.booklet.formats import FORMATS, Format, data_of, made, source
from maillage.pages.cards import Cards
from maillage.pages.site import Sheet, Site
from maillage.pages.territories import covered
from maillage.pages.typesetting import pages_of
from maillage.parallel import pieces, spread

FEW = 8
"""Territories from which on the processors share the work: each takes some tenths of a second."""


Facts = tuple[str, str, int, int, bytes]
"""Path, label, pages, size and key of a sheet."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A sheet as it was made."""

    pages: int
    content: bytes


def sheets(site: Site, root: Path, *, use_cache: bool = True) -> Mapping[str, tuple[Sheet, ...]]:
    """The sheets of each territory by its code. Their bytes wait on the disk until they are published."""
    territories, folder = Territories(site, Cards(site)), root / cache.FOLDER / "booklets"
    codes = sorted(territories.known & covered(site))

    def work(some: Iterator[str]) -> dict[str, tuple[Facts, ...]]:
        return {code: tuple(_known(site, territories, code, folder, use_cache)) for code in some}

    began = time.perf_counter()
    parts = spread(work, pieces(codes, 1), least=FEW)
    found = {code: facts for part in parts for code, facts in part.items()}
    stages.note({"booklets": time.perf_counter() - began})
    _sweep(folder, {facts[-1].hex() for each in found.values() for facts in each})
    return {
        code: tuple(
            Sheet(*facts, partial(_content, site, territories, code, sheet, folder / facts[-1].hex(), facts[-1]))
            for sheet, facts in zip(FORMATS, found[code], strict=True)
        )
        for code in codes
    }


def _known(site: Site, territories: Territories, code: str, folder: Path, use_cache: bool) -> Iterator[Facts]:
    """The facts of each sheet of a territory, which is made where it is not kept."""
    here = territories.of(code)
    for sheet in FORMATS:
        data = data_of(site, here, sheet)
        key = cache.digest(cache.code_version(), source(sheet), data)
        kept = cache.load(folder / key.hex(), key, Kept) if use_cache else None
        if kept is None:
            content = made(data, sheet)
            kept = Kept(pages_of(content), content)
            cache.store(folder / key.hex(), key, kept)
        path = f"{site.urls.record('territory', code)}{sheet.file}"
        yield path, site.translate(sheet.label), kept.pages, len(kept.content), key


def _content(site: Site, territories: Territories, code: str, sheet: Format, kept_at: Path, key: bytes) -> bytes:
    kept = cache.load(kept_at, key, Kept)
    return kept.content if kept else made(data_of(site, territories.of(code), sheet), sheet)


def _sweep(folder: Path, wanted: set[str]) -> None:
    """Remove what no sheet needs. Another build may be doing the same."""
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.name not in wanted:
            path.unlink(missing_ok=True)
