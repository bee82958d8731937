"""The form in which one answers a consultation: who answers, then a field for each of its questions."""

from collections.abc import Iterator
from dataclasses import replace

from maillage.governance import Consultation
from maillage.i18n import N_
from maillage.kinds import BY_NAME
from maillage.pages.forms import paper
from maillage.pages.forms.fields import Field, fields_of, find
from maillage.pages.forms.pages import SHEET, FormPage, ways
from maillage.pages.site import File, Page, Site

KIND = "answer"
SLUG = "reponse"
LONGEST = 3000
"""Characters of what is said to one question."""
WHY = N_("Une seule question ou toutes, quelques mots suffisent. La réponse est publique et signée ; quelqu’un la relit avant qu’elle paraisse.")  # fmt: skip


def pages(site: Site, one: Consultation, path: str, start: str) -> Iterator[Page | File]:
    """The form at ``path`` and its sheet of paper; ``start`` is how the names of its answers' files begin."""
    made = _page(site, one, path, start)
    yield Page(path, "form.html", made)
    yield File(made.ways.paper, paper.sheet(site, made.title, made.why, made.first))


def _page(site: Site, one: Consultation, path: str, start: str) -> FormPage:
    _, urls = site.translate, site.urls
    folder = urls.section("contribute")
    kind = BY_NAME[KIND]
    return FormPage(
        title=_("Répondre : {title}").format(title=one.title),
        why=_(WHY),
        slug=f"{SLUG}-{one.id}",
        kind=KIND,
        folder=kind.folder,
        suffix=kind.suffix,
        adds="",
        first=(*_questions(one), *_who(site)),
        more=(),
        only_if=(),
        ways=ways(site, "", f"{path}{SHEET}"),
        schema=f"schemas/{KIND}.json",
        words=f"{folder}formulaires.json",
        index=f"{folder}index/",
        crumbs=(
            (_("Gouvernance"), urls.section("decision")),
            (_("Consultations"), urls.section("consultation")),
            (one.title, urls.record("consultation", one.id)),
        ),
        fixed=(("consultation", one.id),),
        prefix=start.rpartition("/")[2],
    )


def _questions(one: Consultation) -> Iterator[Field]:
    """A field for each question; the browser makes one text of them, below a heading for each."""
    for number, text in enumerate(one.questions, start=1):
        yield Field(f"description.q{number}", f"{number}. {text}", "", "", "area", limit=LONGEST)


def _who(site: Site) -> Iterator[Field]:
    _ = site.translate
    everything = fields_of(KIND, site.territory.language, _)
    by, signed = find(everything, "by"), find(everything, "signed")
    yield replace(by, label=_("Qui répond ?"), help=_("Tapez le nom d’un acteur de l’annuaire, puis choisissez."))
    yield replace(
        signed, label=_("Ou votre nom, si vous n’y êtes pas"), help=_("Un nom, et d’où : il paraîtra avec la réponse.")
    )
