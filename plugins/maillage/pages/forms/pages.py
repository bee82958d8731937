"""One page for each form, its sheet of paper, and the files that they look things up in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from maillage import phrases
from maillage.forge import ForgeLinks
from maillage.kinds import BY_NAME
from maillage.pages.around import Around
from maillage.pages.cards import Cards, Link
from maillage.pages.forms import index, paper, words
from maillage.pages.forms.fields import Field, fields_of, find, folded, without
from maillage.pages.forms.table import Ask, Form, forms
from maillage.pages.site import File, Lot, Page, Site

SHEET = "fiche-papier.pdf"
"""The form on paper, beside its page."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways round a form, each where there is one."""

    email: str | None
    phone: Link | None
    address: str | None
    forge: str
    issue: str | None
    paper: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """One form: what is asked at once, what is folded away, and the other ways.

    ``fixed`` are fields that are not asked, with their values; ``prefix`` begins the ids of its records; ``crumbs`` lead up from it.
    """

    title: str
    why: str
    slug: str
    kind: str
    folder: str
    suffix: str
    adds: str
    first: tuple[Field, ...]
    more: tuple[Field, ...]
    only_if: tuple[tuple[str, str, str], ...]
    ways: Ways
    schema: str
    words: str
    index: str
    crumbs: tuple[tuple[str, str], ...]
    fixed: tuple[tuple[str, str], ...] = ()
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One form in the list of them."""

    title: str
    why: str
    path: str
    paper: str


@dataclass(frozen=True, slots=True)
class Contribute:
    """How to contribute: the forms, the first being the front door, and the ways round them."""

    title: str
    entries: tuple[Entry, ...]
    ways: Ways
    forge: str | None


def ways(site: Site, slug: str, sheet: str) -> Ways:
    """How to propose what a form asks without it; ``sheet`` is where its paper is, ``slug`` its template on the forge, if it has one."""
    territory = site.territory
    contact, forge = territory.contact, ForgeLinks(territory.forge) if territory.forge else None
    return Ways(
        email=contact.email,
        phone=Link(phrases.phone(contact.phone), f"tel:{contact.phone}") if contact.phone else None,
        address=contact.address,
        forge=forge.name if forge else "",
        issue=forge.template(slug) if forge and slug else None,
        paper=sheet,
    )


def pages(site: Site, _cards: Cards) -> Iterator[Page | File]:
    """What forms say, and the names they complete."""
    folder = site.urls.section("contribute")
    yield from index.files(site, f"{folder}index/")
    yield File(f"{folder}formulaires.json", words.encoded(site, index.counts(site)))


def lots(site: Site, around: Around) -> Iterator[Lot]:
    """Every form with its sheet of paper, made of the settings alone; and what forms look up of single records."""
    yield Lot("forms", partial(_forms, site), ())
    yield from index.lots(site, around, f"{site.urls.section('contribute')}index/")


def _forms(site: Site) -> Iterator[Page | File]:
    folder = site.urls.section("contribute")
    made_ways = {form.slug: ways(site, form.slug, f"{folder}{form.slug}/{SHEET}") for form in forms()}
    entries = tuple(
        Entry(site.translate(form.title), site.translate(form.why), f"{folder}{form.slug}/", made_ways[form.slug].paper)
        for form in forms()
    )
    forge = site.territory.forge.url if site.territory.forge else None
    page = Contribute(site.translate("Contribuer"), entries, made_ways[forms()[0].slug], forge)
    yield Page(folder, "contribute.html", page)
    for form in forms():
        made = _page(site, form, folder)
        yield Page(f"{folder}{form.slug}/", "form.html", made)
        yield File(made.ways.paper, paper.sheet(site, made.title, made.why, _on_paper(site, form, made.first)))


def _page(site: Site, form: Form, folder: str) -> FormPage:
    everything = fields_of(form.kind, site.territory.language, site.translate)
    first = tuple(_asked(site, form, everything, ask) for ask in form.first)
    taken = frozenset(ask.at for ask in form.first) | frozenset(group for group, _, _ in form.only_if)
    rest = without(everything, taken) if form.more is None else (find(everything, at) for at in form.more)
    return FormPage(
        title=site.translate(form.title),
        why=site.translate(form.why),
        slug=form.slug,
        kind=form.kind,
        folder=BY_NAME[form.kind].folder,
        suffix=BY_NAME[form.kind].suffix,
        adds=form.adds,
        first=first,
        more=tuple(_placed(form, field) for field in rest),
        only_if=form.only_if,
        ways=ways(site, form.slug, f"{folder}{form.slug}/{SHEET}"),
        schema=f"schemas/{form.kind}.json",
        words=f"{folder}formulaires.json",
        index=f"{folder}index/",
        crumbs=((site.translate("Contribuer"), folder),),
    )


def _on_paper(site: Site, form: Form, asked: tuple[Field, ...]) -> Iterator[Field]:
    """The same questions, with the schema's help where the form's own speaks of typing."""
    everything = fields_of(form.kind, site.territory.language, site.translate)
    for ask, field in zip(form.first, asked, strict=True):
        yield replace(field, help=find(everything, ask.at).help) if ask.screen else field


def _asked(site: Site, form: Form, everything: tuple[Field, ...], ask: Ask) -> Field:
    _ = site.translate
    found = find(everything, ask.at)
    label, words_ = (_(ask.label) if ask.label else found.label), (_(ask.help) if ask.help else found.help)
    field = replace(folded(found, ask.shown) if ask.shown else found, label=label, help=words_, hidden=False)
    if ask.needed:
        field = replace(field, required=True)
    if field.control == "either":  # its first field asks; the group only holds it together
        field = replace(field, help="", fields=(replace(field.fields[0], label=label, help=words_), *field.fields[1:]))
    return _placed(form, field)


def _placed(form: Form, field: Field) -> Field:
    """A field of the list that a form adds to stands in its new item."""
    old, new = f"{form.adds}.*.", f"{form.adds}.+."
    return replace(field, at=field.at.replace(old, new, 1)) if form.adds else field
