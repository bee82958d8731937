"""The only module that knows Pelican: reads the network once, renders our pages, writes what changed."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import StrictUndefined
from pelican import Pelican, signals
from pelican.generators import Generator, PagesGenerator
from pelican.readers import MarkdownReader, Readers
from pelican.utils import wait_for_changes

from maillage import markup, output, render, report
from maillage.clock import today
from maillage.derive.occurrences import all_occurrences
from maillage.derive.places import departments_of, place_of
from maillage.i18n import page_translations, translator
from maillage.network import Network
from maillage.pages import all_pages
from maillage.pages.files import sitemap
from maillage.pages.site import File, Page, Site
from maillage.pipeline import read_network
from maillage.problems import Location, Problem, ProblemsFound
from maillage.urls import Urls, save_as

PAST = timedelta(days=3 * 366)
AHEAD = timedelta(days=550)
"""How far back and ahead series of events are spread out into dates."""


def connect() -> None:
    """Tie our seams to Pelican's signals. Named functions: Pelican keeps only weak references."""
    signals.get_generators.connect(_generator)
    signals.readers_init.connect(_safe_readers)
    signals.generator_init.connect(_prepare_templates)
    signals.page_generator_finalized.connect(_note_content)
    logging.getLogger("pelican").addFilter(_quiet)


def _generator(pelican: Pelican) -> type[Generator]:
    """Our generator. After a run that failed, first wait: ``pelican -r`` would try again at once, without end."""
    if MaillageGenerator.unfinished:
        wait_for_changes("", pelican.settings)
    MaillageGenerator.unfinished = True
    return MaillageGenerator


def _safe_readers(readers: Readers) -> None:
    for extension in MarkdownReader.file_extensions:
        readers.reader_classes[extension] = SafeMarkdownReader


def _prepare_templates(generator: Generator) -> None:
    generator.env.undefined = StrictUndefined
    render.prepare(generator.env, generator.settings["DEFAULT_LANG"])


def _note_content(generator: PagesGenerator) -> None:
    generator.context["content_pages"] = [*generator.pages, *generator.translations]


def _quiet(record: logging.LogRecord) -> bool:
    """Keep a program's trace from people whose records have problems: those were told in words already."""
    return not (record.exc_info and isinstance(record.exc_info[1], ProblemsFound))


class SafeMarkdownReader(MarkdownReader):  # type: ignore[misc]  # Pelican publishes no types
    """Reads pages of ``content/``: whitelisted HTML only, and of the head only what cannot change where it is written."""

    METADATA = frozenset({"title", "summary", "date", "modified", "version", "status_of_decision", "kind", "lang"})

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The body as safe HTML, and its metadata."""
        content, metadata = super().read(source_path)
        kept = {key: value for key, value in metadata.items() if key in self.METADATA}
        if isinstance(kept.get("summary"), str):
            kept["summary"] = str(markup.clean(kept["summary"]))
        return str(markup.clean(content)), kept


class MaillageGenerator(Generator):  # type: ignore[misc]  # Pelican publishes no types
    """Reads the network, and writes the site's pages beside Pelican's own."""

    unfinished: ClassVar[bool] = False
    site: Site
    pages: list[Page | File]

    def generate_context(self) -> None:
        """Read, check and link. Raises ProblemsFound, before anything is written, where a record is at fault."""
        try:
            self._gather()
        except ProblemsFound as found:
            self._tell(found.problems)
            raise

    def _tell(self, problems: Sequence[Problem]) -> None:
        print(report.text(problems, self.settings["DEFAULT_LANG"]), flush=True)  # noqa: T201 - contributors read it

    def _gather(self) -> None:
        result = read_network(Path(self.path))
        if result.network is not None and result.problems:
            self._tell(result.problems)
        self.site = make_site(result.require(), self.settings["SITEURL"], today(result.require().territory))
        content = self.context.get("content_pages", [])
        self.context["site"] = render.shell(self.site, frozenset(page.url for page in content))
        self.pages = [*all_pages(self.site, [(page.title, page.url) for page in content])]
        paths = [
            *(page.path for page in self.pages if isinstance(page, Page)),
            *(page.url for page in content),
        ]
        self.pages += sitemap(self.site, paths)
        check_clashes(self.pages, [(page.save_as, page.relative_source_path) for page in content])

    def generate_output(self, _writer: object) -> None:
        """Render every page, write those whose bytes changed, remove those that no longer belong."""
        output.write(Path(self.output_path), Path(self.path), self._rendered())
        MaillageGenerator.unfinished = False
        print(_made(self.site, len(self.pages)), flush=True)  # noqa: T201 - Pelican's own line counts articles alone

    def _rendered(self) -> Iterator[tuple[str, bytes]]:
        around = self.context["site"]
        for page in self.pages:
            if isinstance(page, File):
                yield page.path, page.content
            else:
                yield save_as(page.path), render.render(self.env, page, around)


def _made(site: Site, pages: int) -> str:
    """What was built, in the words of those who wrote it."""
    network = site.network
    counts = {"actors": len(network.actors), "skills": len(network.skills), "events": len(network.events)}
    _ = translator(site.territory.language)
    words = _("{actors} acteurs, {skills} compétences, {events} événements : {pages} pages et fichiers.")
    return words.format(**counts, pages=pages)


def make_site(network: Network, site_url: str, day: date) -> Site:
    """Everything pages are made from, gathered once."""
    territory = network.territory
    departments = departments_of(territory.area)
    return Site(
        network=network,
        urls=Urls(territory, site_url),
        today=day,
        translate=page_translations(territory.language).gettext,
        occurrences=all_occurrences(
            network.events.values(), timezone=territory.timezone, first=day - PAST, last=day + AHEAD
        ),
        places={actor.id: place_of(actor.location, departments) for actor in network.actors.values()},
    )


def check_clashes(pages: Iterable[Page | File], content: Iterable[tuple[str, str]]) -> None:
    """Raise ProblemsFound where two pages would be written to one file, naming both."""
    owners = dict(content)
    problems = []
    for page in pages:
        target = save_as(page.path)
        origin = page.template if isinstance(page, Page) else page.path
        if target in owners:
            params: dict[str, str | int | float] = {"path": page.path, "other": owners[target]}
            problems.append(Problem("path-clash", Location(origin), params))
        owners[target] = origin
    if problems:
        raise ProblemsFound(problems)
