"""``maillage import table``: the table of any producer, with a mapping that says what its columns are."""

from collections import Counter
from pathlib import Path
from typing import Any

import click

from maillage import report
from maillage.cli.import_events import bring_in_table
from maillage.cli.importing import Job, bring_in, stop, tell_sheet
from maillage.exchange.rows import UnreadableFileError
from maillage.exchange.tables import Applied, Mapping, Sheet, apply, find_mapping, read_sheet
from maillage.exchange.tables.mapping import build, read_mapping, shipped, strange_targets
from maillage.i18n import N_, translator
from maillage.validate import validate

SHOWN = 20
"""How many values without a meaning are shown, the most frequent first."""


@click.command("table")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", required=True, help="Fichier de correspondance, ou nom d'une de celles du programme.")
@click.option("--organiser", default=None, help="Pour des événements : l'acteur qui organise.")
def table_command(files: tuple[Path, ...], mapping: str, organiser: str | None, **options: Any) -> None:
    """Reprend des lieux ou des événements d'un tableau (CSV, JSON ou GeoJSON), avec une correspondance de colonnes.

    L'encodage, le séparateur et le système de coordonnées se devinent ou se disent. Chaque ligne refusée est dite avec
    son numéro et la raison. Un fichier plus récent de la même source met à jour les fiches (voir « import mednum »).
    """
    chosen = _mapping(mapping, options["language"])
    job = Job.of("import", kind=chosen.kind, **options)
    if chosen.kind == "event" and organiser is None:
        raise click.UsageError(job.say(N_("Pour des événements, dites qui organise : --organiser.")))
    if job.licence is None:
        job = job.with_licence(chosen.licence)
    refused = 0
    for file in files:
        try:
            sheet = read_sheet(file, encoding=chosen.encoding, delimiter=chosen.delimiter, records=chosen.records)
        except UnreadableFileError as error:
            stop(job, file, error)
        _tell_columns(job, file, sheet, chosen)
        if chosen.kind == "event" and organiser:
            refused += bring_in_table(job, file, sheet, chosen, organiser)
            continue
        applied = apply(chosen, sheet.rows)
        refused += bring_in(job, file, applied.rows, applied.notes)
        _tell_unexplained(job, file, applied)
    raise SystemExit(1 if refused else 0)


def _mapping(name: str, language: str) -> Mapping:
    """The mapping. Raises SystemExit(2), with every problem told, where it cannot be used."""
    say = translator(language)
    path = find_mapping(name)
    if path is None:
        words = say(N_("La correspondance « {name} » n’est ni un fichier ni l’une de celles du programme : {names}."))
        raise click.UsageError(words.format(name=name, names=", ".join(shipped())))
    document, problems = read_mapping(path)
    if document is not None:
        problems = validate(document, path.parent)
    if document is None or problems:
        click.echo(report.text(problems, language), err=True)
        raise SystemExit(2)
    made = build(document.data)
    strange = strange_targets(made)
    for column, value in strange:
        words = say(N_("« {value} » n’est pas une valeur du standard pour « {column} »"))
        click.echo(f"{path}: {words.format(value=value, column=column)}", err=True)
    if strange:
        raise SystemExit(2)
    return made


def _tell_columns(job: Job, file: Path, sheet: Sheet, mapping: Mapping) -> None:
    tell_sheet(job, file, sheet)
    absent = sorted(mapping.used() - set(sheet.columns))
    left = [column for column in sheet.columns if column not in mapping.used()]
    for names, said in (
        (absent, N_("colonnes de la correspondance absentes du fichier : {names}")),
        (left, N_("colonnes laissées : {names}")),
    ):
        if names:
            click.echo(f"{file}: {job.say(said, names=', '.join(names))}")


def _tell_unexplained(job: Job, file: Path, applied: Applied) -> None:
    found: Counter[tuple[str, str]] = applied.unexplained
    for (column, value), times in found.most_common(SHOWN):
        words = N_("« {value} » ({times} fois, dans « {column} ») n’a pas de terme dans la correspondance : laissé")
        click.echo(f"{file}: {job.say(words, value=value, times=times, column=column)}")
    if len(found) > SHOWN:
        words = N_("et {count} autres valeurs sans terme")
        click.echo(f"{file}: {job.say(words, count=len(found) - SHOWN)}")
