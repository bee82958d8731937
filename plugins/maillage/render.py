"""Pages to bytes: a pure function of a template, its typed context and the shell that all pages share."""

from collections.abc import Callable
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from maillage import phrases
from maillage.editions import Edition
from maillage.i18n import N_, is_partial, page_translations
from maillage.pages.site import COLOURS, Page, Site
from maillage.settings import Territory
from maillage.templates import Compiler
from maillage.urls import Urls


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a menu."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Language:
    """An edition of the site in a language: its code, its own name, where it begins (from the host's top, and in full)."""

    code: str
    name: str
    base: str
    origin: str


@dataclass(frozen=True)
class Shell:
    """What stands around every page: ``site`` in the templates."""

    territory: Territory
    urls: Urls
    language: str
    navigation: tuple[Item, ...]
    footer: tuple[Item, ...]
    source: str = ""
    translated: frozenset[str] = frozenset()
    languages: tuple[Language, ...] = ()

    @property
    def direction(self) -> str:
        """Which way the language is written: ``ltr`` or ``rtl``."""
        return phrases.direction(self.language)

    @property
    def is_partial(self) -> bool:
        """Whether the interface is only begun in this language."""
        return is_partial(self.language)

    @property
    def source_name(self) -> str:
        """What records are written in, in the reader's language."""
        return phrases.language_name(self.source or self.language, self.language)

    def lang(self, *texts: object) -> Markup:
        """The ``lang`` attribute for words of a record; nothing where they are in the page's language."""
        if self.source in {"", self.language} or all(str(text) in self.translated for text in texts):
            return Markup()
        return Markup(' lang="{}"').format(self.source)

    @property
    def name(self) -> str:
        """The network's name."""
        return self.territory.name

    @property
    def tagline(self) -> str:
        """What the network is for, in a sentence."""
        return self.territory.tagline

    @property
    def demo(self) -> bool:
        """Whether the entries are invented."""
        return self.territory.demo

    def url(self, path: str) -> str:
        """Address of a path of the site."""
        return self.urls.to(path)

    def absolute(self, path: str) -> str:
        """Full address of a path of the site."""
        return self.urls.absolute(path)

    @property
    def colours(self) -> str:
        """Address of the territory's own colours and letters; empty where the theme's are kept."""
        theme = self.territory.theme
        return self.urls.to(COLOURS) if theme.accent or theme.fonts else ""

    @property
    def logo(self) -> str:
        """Address of the network's sign; empty where the theme's own is kept."""
        return self.urls.to(self.territory.theme.logo) if self.territory.theme.logo else ""

    def csp(self, images: str = "") -> str:
        """The page's security policy: everything from this site alone; ``images`` is a host that may send tiles."""
        pictures = f"'self' data: {images}".rstrip()
        return f"default-src 'self'; script-src 'self'; img-src {pictures}; object-src 'none'; base-uri 'none'; form-action 'self' mailto:"

    def asset(self, name: str) -> str:
        """Address of a file of the theme."""
        return self.urls.asset(name)


_NAVIGATION = (
    (N_("Chercher"), "search"),
    (N_("Besoins"), "need"),
    (N_("Acteurs"), "actor"),
    (N_("Compétences"), "skill"),
    (N_("Agenda"), "event"),
    (N_("Carte"), "map"),
    (N_("Contribuer"), "contribute"),
)
_FOOTER_PAGES = (
    (N_("À propos"), "a-propos/"),
    (N_("Accessibilité"), "accessibilite/"),
    (N_("Mentions légales"), "mentions-legales/"),
)
_FOOTER_SECTIONS = (
    (N_("Charte"), "charter"),
    (N_("Gouvernance"), "decision"),
    (N_("Consultations"), "consultation"),
    (N_("Matériel"), "equipment"),
    (N_("Territoires"), "territory"),
    (N_("Contributions"), "contribution"),
    (N_("Observatoire"), "practice"),
    (N_("Le réseau"), "network"),
    (N_("Diagnostic"), "diagnosis"),
    (N_("Facile à lire"), "easy"),
    (N_("Données"), "data"),
    (N_("Sans réseau"), "offline"),
    (N_("Plan du site"), "sitemap"),
)

_NEIGHBOURS = (N_("Annuaires voisins"), "federation")


def shell(
    site: Site, content_paths: frozenset[str], edition: Edition | None = None, editions: tuple[str, ...] = ()
) -> Shell:
    """The shell of a site; pages of ``content/`` are in the footer when they exist. ``editions``: the languages built."""
    translate: Callable[[str], str] = site.translate
    empty = [name for name, there in site.network.filled.items() if not there]
    named = (*_FOOTER_SECTIONS, *((_NEIGHBOURS,) if site.network.neighbours else ()))
    sections = [Item(translate(label), site.urls.section(name)) for label, name in named if name not in empty]
    pages = [Item(translate(label), path) for label, path in _FOOTER_PAGES if path in content_paths]
    return Shell(
        territory=site.territory,
        urls=site.urls,
        language=site.territory.language,
        navigation=tuple(Item(translate(label), site.urls.section(name)) for label, name in _NAVIGATION),
        footer=(*pages, *sections),
        source=edition.source if edition else "",
        translated=edition.translated if edition else frozenset(),
        languages=_languages(site.urls, edition, editions) if edition and len(editions) > 1 else (),
    )


def _languages(urls: Urls, edition: Edition, codes: tuple[str, ...]) -> tuple[Language, ...]:
    here = f"/{edition.folder}" if edition.folder else ""
    base, origin = urls.base.removesuffix(here), urls.origin.removesuffix(here)
    folders = {code: "" if code == edition.source else f"/{code}" for code in codes}
    return tuple(
        Language(
            code,
            phrases.language_name(code, code),
            f"{base}{folders[code]}/",
            f"{origin}{folders[code]}/" if origin else "",
        )
        for code in codes
    )


def prepare(environment: Environment, language: str) -> None:
    """Give templates their words: gettext in ``language``, French where it is silent."""
    environment.auto_reload = False  # templates do not change while a site is made
    words = page_translations(language)
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["gettext"] = environment.globals["_"] = _quick_gettext(words.gettext)
    environment.code_generator_class = Compiler


def _quick_gettext(translate: Callable[[str], str]) -> Callable[..., Markup]:
    """What Jinja's own does with autoescape on, each text translated once (there are thirty on a page)."""
    known: dict[str, Markup] = {}
    plain: dict[str, Markup] = {}

    def gettext(text: str, /, **given: object) -> Markup:
        if not given and text in plain:
            return plain[text]
        if text not in known:
            known[text] = Markup(translate(text))  # noqa: S704 - our own words; what is put into them is escaped
        said = known[text] % given
        if not given:
            plain[text] = said
        return said

    return gettext


def render(environment: Environment, page: Page, around: Shell) -> bytes:
    """One page as UTF-8 bytes."""
    return environment.get_template(page.template).render(page=page.context, site=around, path=page.path).encode()
