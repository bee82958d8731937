"""``maillage diagnosis``: an area's diagnosis on two sheets of paper, for a meeting."""

from pathlib import Path

import click

from maillage import report
from maillage.cli.common import LANGUAGE, root_of
from maillage.i18n import N_, translator


@click.command("diagnosis")
@click.argument("code")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Fichier (sinon, diagnostic-CODE.pdf).",
)
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def command(code: str, output: Path | None, language: str) -> None:
    """Fait les deux feuilles du diagnostic d'un territoire (PDF), à imprimer pour une réunion.

    CODE est le numéro d'une intercommunalité (SIREN) ou d'un département. Le site publié a celles de chaque
    intercommunalité. Code de sortie : 0 ; 1 si une fiche est à réparer d'abord ; 2 si le territoire n'a pas ce code.
    """
    from maillage.clock import today
    from maillage.generator import make_site
    from maillage.pages import diagnosis
    from maillage.pages.cards import Cards
    from maillage.pages.diagnosis import printed, shown
    from maillage.pipeline import read_network

    result = read_network(root_of())
    if result.network is None:
        click.echo(report.text(result.errors, language), err=True)
        raise SystemExit(1)
    territory = result.network.territory
    site = make_site(result.network, territory.url or "", today(territory), result)
    found = diagnosis.count(site)
    counted = found.reports.get(code.strip().upper()) if code.strip() else None
    if counted is None:
        words = translator(language)(
            N_(
                "« {code} » n’est ni une intercommunalité ni un département de ce territoire. Chaque code est dans l’adresse de sa page : /territoires/200070563/."
            )
        )
        raise click.UsageError(words.format(code=report.visible(code)))
    content = printed.sheets(site, shown.page(site, Cards(site), found, counted), counted)
    target = output or Path(f"diagnostic-{counted.code.lower()}.pdf")
    target.write_bytes(content)
    click.echo(translator(language)(N_("{path} : deux feuilles à imprimer.")).format(path=target))
