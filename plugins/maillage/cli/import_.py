"""``maillage import``: what others publish, into record files."""

from pathlib import Path
from typing import Any

import click

from maillage.cli.import_context import context_command
from maillage.cli.import_events import ics_command, openagenda_command
from maillage.cli.import_mail import mail_command
from maillage.cli.import_table import table_command
from maillage.cli.importing import OPTIONS, Job, bring_in, stop, tell_sheet
from maillage.exchange import mednum
from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_


@click.group("import")
def group() -> None:
    """Reprend des fiches d'un autre annuaire."""


@group.command("mednum")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def mednum_command(files: tuple[Path, ...], **options: Any) -> None:
    """Reprend des lieux au format du standard national de la médiation numérique (CSV, v1.0.2).

    Un fichier plus récent de la même source met à jour les fiches : ce qui a été modifié ici est gardé, ce que seule la
    source a changé est repris, et ce qui n'y est plus est marqué « à vérifier ».

    Code de sortie : 0 si chaque ligne a été prise, 1 si une ligne a été refusée, 2 si un fichier est illisible ou la
    commande mal écrite.
    """
    job = Job.of("mednum", **options)
    refused = 0
    for file in files:
        try:
            table = mednum.read_rows(file)
        except UnreadableFileError as error:
            stop(job, file, error)
        tell_sheet(job, file, table.sheet)
        for names, words in (
            (table.missing, N_("colonnes absentes : {names}")),
            (table.unknown, N_("colonnes inconnues, laissées : {names}")),
        ):
            if names:
                click.echo(f"{file}: {job.say(words, names=', '.join(names))}")
        refused += bring_in(job, file, table.rows)
    raise SystemExit(1 if refused else 0)


group.add_command(table_command)
group.add_command(context_command)
group.add_command(ics_command)
group.add_command(openagenda_command)
group.add_command(mail_command)
for option in reversed(OPTIONS):
    option(mednum_command)
    option(table_command)
