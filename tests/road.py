"""A site published without Pelican: what its generator does, for tests that do it many times."""

from datetime import date
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from maillage import render
from maillage.cache import digest
from maillage.generator import make_site
from maillage.i18n import theme_path
from maillage.output import Output
from maillage.pages.files import sitemap
from maillage.pages.sections import all_lots, lots_of
from maillage.pipeline import read_network

TODAY = date(2026, 11, 24)


def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(str(theme_path() / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    render.prepare(made, "fr")
    return made


ENVIRONMENT = environment()


def publish(
    root: Path, folder: Path, day: date = TODAY, *, use_cache: bool = True, waited: bool = False
) -> tuple[list[str], int]:
    """The problems of ``root``, and how many files of ``folder`` were written or removed; ``waited``: somebody waits for what was edited."""
    result = read_network(root, use_cache=use_cache)
    problems = [f"{one.location}: {one.code}" for one in result.problems]
    if result.network is None:
        return problems, 0
    site = make_site(result.network, "https://exemple.org", day, result)
    around = render.shell(site, frozenset())
    with Output(folder, root, digest(site.territory), use_cache=use_cache) as output:
        changed = output.publish(
            all_lots(site),
            partial(render.render, ENVIRONMENT, around=around),
            whole=site.everything,
            last=partial(sitemap, site),
            own=lots_of(site, result.changed) if waited else (),
            near=_hear if waited else None,
        )
    return problems, len(changed)


def _hear(_paths: list[str]) -> None:
    """Whoever waits is told; nothing comes of it here."""


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
