"""``maillage federate``: what the neighbours of ``territory.yaml`` publish, fetched and kept in ``federation/``."""

import click

from maillage.cli.common import LANGUAGE, root_of
from maillage.clock import today
from maillage.derive.places import departments_of
from maillage.exchange import forgotten
from maillage.exchange.federation.visits import Report, Round, visit_all
from maillage.exchange.federation.web import Limits
from maillage.i18n import N_, translator
from maillage.neighbours import filled
from maillage.pipeline import read_territory
from maillage.report import text


@click.command("federate")
@click.option(
    "--patience", type=click.IntRange(1, 3600), default=120, show_default=True, help="Secondes au plus par voisin."
)
@click.option(
    "--allow-loopback", "loopback", is_flag=True, help="Accepter des voisins servis par cette machine (pour essayer)."
)
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def command(patience: int, language: str, *, loopback: bool) -> None:
    """Rend visite aux annuaires voisins de territory.yaml (peers), et garde leurs fiches dans federation/.

    Seul ce qui est nouveau est demandé. Ce qu'un voisin a retiré disparaît ; un voisin qui ne répond pas garde ses fiches
    d'avant, avec leur date. Rien n'est demandé pendant la construction du site. Sort avec 1 si un voisin n'a pas répondu.
    """
    root = root_of()
    territory, problems = read_territory(root)
    if territory is None:
        click.echo(text(problems, language), err=True)
        raise SystemExit(1)
    try:
        marks = forgotten.load(root)
    except ValueError as error:
        raise click.ClickException(
            translator(language)(N_("« {path} » est abîmé : reprenez sa version d’avant")).format(path=error)
        ) from error
    reports = visit_all(
        Round(
            root,
            territory,
            departments_of(territory.area),
            today(territory),
            marks.holds,
            Limits(timeout=min(10.0, patience), patience=float(patience), loopback=loopback),
        )
    )
    for report in reports:
        click.echo(_line(report, language), err=report.neighbour.fault is not None)
    if not reports:
        click.echo(translator(language)(N_("Aucun voisin dans territory.yaml (peers).")))
    raise SystemExit(1 if any(report.neighbour.fault for report in reports) else 0)


def _line(report: Report, language: str) -> str:
    say = translator(language)
    about = report.neighbour
    if about.fault:
        words = say(N_("{name} : {why} (depuis le {day})"))
        why = filled(say(about.fault.why), about.fault.params)
        return words.format(name=about.name, why=why, day=about.fault.since.isoformat())
    if not report.new:
        return say(N_("{name} : rien de neuf")).format(name=about.name)
    words = say(N_("{name} : {count} fiches, {came} nouvelles, {went} retirées, {refused} refusées"))
    total = sum(about.counts.values())
    return words.format(name=about.name, count=total, came=report.came, went=report.went, refused=about.refusals)
