"""The only module that knows Pelican: reads the network once, renders our pages, writes what changed."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import StrictUndefined
from pelican import Pelican, signals
from pelican.generators import Generator, PagesGenerator
from pelican.readers import MarkdownReader, Readers
from pelican.utils import wait_for_changes

from maillage import history, markup, render, report
from maillage.cache import code_version, digest, folder_version
from maillage.clock import today
from maillage.derive.neighbours import aged
from maillage.derive.occurrences import all_occurrences
from maillage.derive.places import departments_of, place_of
from maillage.editions import Edition, edition
from maillage.exchange import forgotten
from maillage.exchange.badges.signing import VARIABLE, BadKeyError, Signer, signer_of_environment
from maillage.i18n import page_translations, theme_path, translator
from maillage.network import Network
from maillage.output import Kept, Output
from maillage.pages import assets
from maillage.pages.site import File, Lot, Site
from maillage.parallel import collector_off
from maillage.peers.joining import Joined, join
from maillage.pipeline import Result, read_network
from maillage.problems import Location, Problem, ProblemsFound
from maillage.stages import stage
from maillage.templates import Compiled, own_folder
from maillage.urls import Urls, save_as

PAST = timedelta(days=3 * 366)
AHEAD = timedelta(days=550)
"""How far back and ahead series of events are spread out into dates."""


def connect() -> None:
    """Tie our seams to Pelican's signals. Named functions: Pelican keeps only weak references."""
    signals.initialized.connect(_in_language)
    signals.get_generators.connect(_generator)
    signals.readers_init.connect(_safe_readers)
    signals.generator_init.connect(_prepare_templates)
    signals.page_generator_finalized.connect(_note_content)
    logging.getLogger("pelican").addFilter(_quiet)


def _in_language(pelican: Pelican) -> None:
    """Build the edition of another language: in a folder of its own, below the address of the site."""
    settings, language = pelican.settings, pelican.settings.get("MAILLAGE_EDITION")
    settings["DEFAULT_METADATA"] = {**settings["DEFAULT_METADATA"], "lang": settings["DEFAULT_LANG"]}
    if language and language != settings["DEFAULT_LANG"]:
        settings["DEFAULT_LANG"] = language
        settings["SITEURL"] = f"{settings['SITEURL'].rstrip('/')}/{language}"
        settings["OUTPUT_PATH"] = pelican.output_path = str(Path(pelican.output_path) / language)


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
    settings, environment = generator.settings, generator.env
    environment.undefined = StrictUndefined
    render.prepare(environment, settings["DEFAULT_LANG"])
    folder = own_folder() if settings.get("MAILLAGE_CACHE", True) else None
    if folder:
        version = digest(
            code_version(), folder_version(theme_path() / "translations"), _settings(Path(settings["PATH"]))
        )
        environment.bytecode_cache = Compiled(folder, version, settings["DEFAULT_LANG"])


def _note_content(generator: PagesGenerator) -> None:
    """Of each page, keep what is written in the site's language; in another one where there is nothing else."""
    ours = {page.slug for page in generator.pages if page.lang == generator.settings["DEFAULT_LANG"]}
    own = [
        page for page in (*generator.pages, *generator.translations) if page.lang == generator.settings["DEFAULT_LANG"]
    ]
    others = {page.slug: page for page in reversed(generator.pages) if page.slug not in ours}
    generator.pages, generator.translations = [*own, *others.values()], []
    generator.context["content_pages"] = generator.pages


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
    last: "ClassVar[MaillageGenerator | None]" = None
    site: Site
    edition: Edition

    def again(self, near: Callable[[list[str]], None]) -> list[str]:
        """Publish anew after a change of records alone; the paths written. ``near`` is told of the first of them."""
        self.generate_context()
        return self._publish(near)

    def generate_context(self) -> None:
        """Read, check and link. Raises ProblemsFound, before anything is written, where a record is at fault."""
        _stop_spinner()
        try:
            self._gather()
        except ProblemsFound as found:
            self._tell(found.problems)
            raise

    def _tell(self, problems: Sequence[Problem]) -> None:
        print(report.text(problems, self.settings["DEFAULT_LANG"]), flush=True)  # noqa: T201 - contributors read it

    @property
    def _use_cache(self) -> bool:
        return bool(self.settings.get("MAILLAGE_CACHE", True))

    def _gather(self) -> None:
        result = read_network(Path(self.path), use_cache=self._use_cache)
        if result.network is not None and result.problems:
            self._tell(result.problems)
        self.edited = result.changed
        self.edition = edition(result.require(), self.settings["DEFAULT_LANG"])
        network = self.edition.network
        joined = _with_neighbours(Path(self.path), network, use_cache=self._use_cache)
        kept_by = (
            history.read(Path(self.path))
            if any(actor.identifiers.git for actor in network.actors.values())
            else frozenset()
        )
        site = make_site(network, self.settings["SITEURL"], today(network.territory), result, joined)
        self.site = replace(
            site,
            credits=kept_by,
            signer=_signer(),
            changes=history.changes(Path(self.path)),
            gallery=bool(self.settings.get("MAILLAGE_GALLERY")),
        )
        self.content = self.context.get("content_pages", [])
        self.context["site"] = render.shell(
            self.site,
            frozenset(page.url for page in self.content),
            self.edition,
            tuple(self.settings.get("MAILLAGE_EDITIONS", ())),
        )
        check_clashes(self.site, [(page.save_as, page.relative_source_path) for page in self.content])

    def generate_output(self, _writer: object) -> None:
        """Make what may have changed, write what did, remove what no longer belongs."""
        self._publish()
        MaillageGenerator.unfinished, MaillageGenerator.last = False, self

    def _publish(self, near: Callable[[list[str]], None] | None = None) -> list[str]:
        folder, root = Path(self.output_path), Path(self.path)
        pages = [(page.title, page.url) for page in self.content]
        ignored = tuple(self.settings["IGNORE_FILES"])
        theme = assets.lot(Path(self.settings["THEME"]) / "static", self.settings["THEME_STATIC_DIR"], ignored)
        whole = digest(self.site.everything, pages, theme.shows)
        cached = self._use_cache and self._only is None
        with (
            collector_off(),
            stage("Pages et fichiers"),
            Output(folder, root, self._version(), use_cache=cached) as output,
        ):
            changed = output.publish(
                chain([theme], self._lots(pages)),
                partial(render.render, self.env, around=self.context["site"]),
                whole=whole,
                taken={page.save_as: page.relative_source_path for page in self.content},
                last=partial(self._last, pages),
                own=self._own_lots() if near else (),
                near=near,
                partial_only=self._only is not None,
            )
            print(_made(self.site, output.count), flush=True)  # noqa: T201 - Pelican's own line counts articles alone
        return changed

    def _own_lots(self) -> Iterator[Lot]:
        from maillage.pages.sections import lots_of

        return lots_of(self.site, self.edited)

    def _last(self, pages: list[tuple[str, str]], made: dict[str, Kept]) -> Iterator[File]:
        """What needs to know all pages: the map of the site, and what a device keeps of it."""
        from maillage.pages.files import sitemap
        from maillage.pages.offline import bundles

        yield from sitemap(self.site, [*made, *(url for _, url in pages)])
        yield from bundles(self.site, made)

    @property
    def _only(self) -> list[str] | None:
        """Files of records to which the site is limited, with what is around them; None for the whole site."""
        only: list[str] | None = self.settings.get("MAILLAGE_ONLY")
        return only

    def _lots(self, pages: list[tuple[str, str]]) -> Iterator[Lot]:
        from maillage.pages.sections import all_lots  # all sections: a quarter of a second, where something changed

        if self._only is not None:
            from maillage.pages.around import Around

            chosen = Around(self.site).neighbours(frozenset(self._only))
            yield from (lot for lot in all_lots(self.site, pages) if lot.name in chosen)
            return
        if self.settings.get("MAILLAGE_BOOKLETS"):
            from maillage.pages.booklet import publish  # typst and segno: only where paper is made

            sheets = publish.sheets(self.site, Path(self.path), use_cache=self._use_cache)
            self.site = replace(self.site, sheets=sheets)
        yield from all_lots(self.site, pages)

    def _version(self) -> bytes:
        """Changes with all that pages are made with but do not show: code, theme, words, settings."""
        theme, root = Path(self.settings["THEME"]), Path(self.path)
        looks = [
            theme / "templates",
            *map(Path, self.settings["THEME_TEMPLATES_OVERRIDES"]),
            theme_path() / "translations",
        ]
        territory, url = self.site.territory, self.settings["SITEURL"]
        kept_by, signer = sorted(self.site.credits), self.site.signer
        return digest(
            code_version(),
            folder_version(*looks),
            _settings(root),
            territory,
            url,
            [page.url for page in self.content],
            dict(self.site.network.filled),
            kept_by,
            signer.thumbprint if signer else "",
            bool(self.settings.get("MAILLAGE_BOOKLETS")),
            [self.edition.source, *self.settings.get("MAILLAGE_EDITIONS", ())],
            self.site.gallery,
        )


def _settings(root: Path) -> list[bytes]:
    """The settings of a territory, which may change Jinja too."""
    return [file.read_bytes() for file in sorted(root.glob("*.py"))]


def _stop_spinner() -> None:
    """End the thread that turns Pelican's « Generating… »: where threads run, no copies of this process can be made."""
    for thread in threading.enumerate():
        if type(thread).__module__ == "rich.live" and hasattr(thread, "stop"):
            thread.stop()
            thread.join()


def _made(site: Site, pages: int) -> str:
    """What was built, in the words of those who wrote it."""
    network = site.network
    counts = {"actors": len(network.actors), "skills": len(network.skills), "events": len(network.events)}
    _ = translator(site.territory.language)
    words = _("{actors} acteurs, {skills} compétences, {events} événements : {pages} pages et fichiers.")
    return words.format(**counts, pages=pages)


def _signer() -> Signer | None:
    try:
        return signer_of_environment()
    except BadKeyError:
        raise ProblemsFound([Problem("bad-badge-key", Location(VARIABLE))]) from None


def _with_neighbours(root: Path, network: Network, *, use_cache: bool) -> Joined | None:
    """The network with what is kept of its neighbours, but for what was to be forgotten here; None where it has none."""
    if not network.territory.peers:
        return None
    try:
        marks = forgotten.load(root)
    except ValueError:
        raise ProblemsFound([Problem("damaged-marks", Location(forgotten.FILE))]) from None
    return join(root, network, marks.holds, digest(marks.marks), use_cache=use_cache)


def make_site(
    network: Network, site_url: str, day: date, result: Result | None = None, joined: Joined | None = None
) -> Site:
    """Everything pages are made from, gathered once.

    From ``result`` what the files were found to say, from ``joined`` the same with the neighbours' entries.
    """
    territory = network.territory
    departments = departments_of(territory.area)
    places = result.places if result else {}
    marks = result.marks if result else {}
    if joined:
        network = aged(joined.network, day)
        places, marks = {**places, **joined.places}, {**marks, **joined.marks}
    return Site(
        network=network,
        urls=Urls(territory, site_url),
        today=day,
        translate=page_translations(territory.language).gettext,
        occurrences=all_occurrences(
            network.events.values(), timezone=territory.timezone, first=day - PAST, last=day + AHEAD
        ),
        places=places or {actor.id: place_of(actor.location, departments) for actor in network.actors.values()},
        marks=marks,
        context=result.context if result else (),
    )


def check_clashes(site: Site, content: Iterable[tuple[str, str]]) -> None:
    """Raise ProblemsFound where a page of ``content/`` would be written over a section's, naming both."""
    absent = {name for name, there in site.network.filled.items() if not there}
    names = site.urls.sections.keys() - absent
    sections = {save_as(site.urls.section(name)): name for name in sorted(names)} | {save_as(""): "home"}
    problems = [
        Problem("path-clash", Location(source), {"path": path.removesuffix("index.html"), "other": sections[path]})
        for path, source in content
        if path in sections
    ]
    if problems:
        raise ProblemsFound(problems)
