"""``maillage export``: our records in the formats of others."""

from pathlib import Path

import click

from maillage import report
from maillage.cli.common import LANGUAGE, root_of
from maillage.exchange import mednum
from maillage.exchange.mednum.writer import Export
from maillage.i18n import N_, translator
from maillage.pipeline import read_documents


@click.group("export")
def group() -> None:
    """Donne les fiches dans un format que d'autres lisent."""


@group.command("mednum")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Fichier (sinon, sortie standard)."
)
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def mednum_command(output: Path | None, language: str) -> None:
    """Écrit les lieux au format du standard national de la médiation numérique (CSV, v1.0.2, 32 colonnes).

    Les personnes n'y sont jamais. Chaque cellule que le standard refuserait est dite avec sa ligne, sa colonne et la
    raison ; le fichier est écrit quand même. Code de sortie : 0, ou 1 si une fiche est à réparer d'abord.
    """
    documents, problems = read_documents(root_of())
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        click.echo(report.text(errors, language), err=True)
        raise SystemExit(1)
    made = mednum.export({one.id: one.data for one in documents if one.kind == "actor"})
    if output is None:
        click.echo(made.content, nl=False)
    else:
        aside = output.with_name(f".{output.name}.part")
        aside.write_bytes(made.content)
        aside.replace(output)
    _tell(made, language)


def _tell(made: Export, language: str) -> None:
    _ = translator(language)
    for fault in made.faults:
        place = _("ligne {row}, colonne « {column} », fiche « {record} »").format(
            row=fault.row, column=fault.column, record=fault.record
        )
        click.echo(f"{place} : {_(fault.reason)} : « {fault.value[:60]} »", err=True)
    if made.left_out:
        words = _("sans adresse, donc sans place dans le standard : {names}")
        click.echo(words.format(names=", ".join(made.left_out)), err=True)
    words = _(N_("{rows} lieux écrits, {faults} cellules que le standard refuse."))
    click.echo(words.format(rows=made.rows, faults=len(made.faults)), err=True)
