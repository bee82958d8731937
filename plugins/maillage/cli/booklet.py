"""``maillage booklet``: a department or EPCI on paper."""

from collections.abc import Callable
from pathlib import Path

import click

from maillage import gazetteer, report
from maillage.cli.common import LANGUAGE, root_of
from maillage.clock import today
from maillage.derive.places import departments_of
from maillage.i18n import N_, translator
from maillage.pages.booklet.content import Territories
from maillage.pages.booklet.formats import BY_NAME, data_of, made
from maillage.pages.cards import Cards
from maillage.pages.site import Site
from maillage.pages.territories import covered, sheet_weight
from maillage.pages.typesetting import pages_of
from maillage.pipeline import read_network
from maillage.starter.areas import UnknownAreaError, resolve

FORMATS = ("a5", "a4-large", "poster")


@click.command("booklet")
@click.argument("code")
@click.option(
    "--format", "formats", type=click.Choice(FORMATS), multiple=True, help="Une sorte de feuille (toutes par défaut)."
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Dossier où écrire (ici par défaut).",
)
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default=None, help="Langue du compte rendu.")
def command(code: str, formats: tuple[str, ...], into: Path, language: str | None) -> None:
    """Fait le livret (A5, et A4 en grands caractères) et l'affiche d'un département ou d'une intercommunalité.

    CODE est un code officiel ou un nom : « 54 », « 200070563 », « Terres Touloises ». Des PDF étiquetés (PDF/UA), lus aussi
    par un lecteur d'écran : acteurs par commune, qui aide à quoi, prochains rendez-vous, comment demander de l'aide, codes
    à photographier. Code de sortie : 0 ; 1 si une fiche est à réparer ou si ce territoire n'est pas du réseau.
    """
    result = read_network(root_of())
    if result.network is None:
        click.echo(report.text(result.errors, language or "fr"), err=True)
        raise SystemExit(1)
    territory = result.network.territory
    _ = translator(language or territory.language)
    from maillage.generator import make_site  # Pelican's half second is paid by this command alone

    site = make_site(result.network, territory.url or "", today(territory), result)
    _write(site, _code(site, code, _), formats or FORMATS, into, _)


def _code(site: Site, text: str, _: Callable[[str], str]) -> str:
    """The department or EPCI of the network that a code or a name means. Raises SystemExit(1) where there is none."""
    try:
        found = [code for codes in resolve([text]).values() for code in codes]
        near: tuple[str, ...] = ()
    except UnknownAreaError as error:
        found, near = [], error.suggestions
    ours = covered(site)
    if found and found[0] in ours:
        return found[0]
    click.echo(
        _(N_("« {text} » n’est ni un département ni une intercommunalité de ce réseau.")).format(text=text), err=True
    )
    near = near or tuple(f"{gazetteer.area_name(code)} ({code})" for code in departments_of(site.territory.area))
    click.echo(_(N_("Peut-être : {names} ?")).format(names=", ".join(near)), err=True)
    raise SystemExit(1)


def _write(site: Site, code: str, formats: tuple[str, ...], into: Path, _: Callable[[str], str]) -> None:
    here = Territories(site, Cards(site)).of(code)
    into.mkdir(parents=True, exist_ok=True)
    for sheet in (BY_NAME[name] for name in dict.fromkeys(formats)):
        content = made(data_of(site, here, sheet), sheet)
        target = into / f"{code}-{sheet.file}"
        aside = into / f".{target.name}.part"
        aside.write_bytes(content)
        aside.replace(target)
        weight = sheet_weight(pages_of(content), len(content), site.territory.language, _)
        click.echo(_(N_("{file} : {weight}")).format(file=target, weight=weight))
    if not site.urls.origin:
        click.echo(_(N_("Sans « url » dans territory.yaml, il n’y a pas de code à photographier.")), err=True)
