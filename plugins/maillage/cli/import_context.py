"""``maillage import context``: open data by commune, to be crossed with who helps where."""

from pathlib import Path

import click

from maillage import outside, report
from maillage.cli.common import LANGUAGE, root_of
from maillage.cli.importing import Job, stop, tell_notes
from maillage.cli.writing import write_all
from maillage.exchange.context import Taken, read_grid, take
from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_
from maillage.load import IDENTIFIER, Data, Document, decode, parse
from maillage.outside_files import FOLDER
from maillage.problems import Problem
from maillage.validate import validate


@click.command("context")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mapping",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fichier de correspondance (docs/reference/context.md).",
)
@click.option(
    "--name", default=None, help="Nom sous lequel les données sont gardées (celui de la correspondance sinon)."
)
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait fait, sans rien écrire.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def context_command(file: Path, mapping: Path, name: str | None, dry_run: bool, language: str) -> None:
    """Reprend des données par commune (CSV ou classeur), avec leur source, leur date et leur licence.

    Le diagnostic les croise avec l'aide connue. Les communes qui ont fusionné depuis sont additionnées ; un chiffre secret
    ou absent est une inconnue, jamais un zéro. Tout est gardé dans « context/ ».

    Code de sortie : 0 si chaque ligne a été prise, 1 si une ligne a été refusée, 2 si un fichier est illisible.
    """
    root = root_of()
    job = Job(root, root / FOLDER, None, whole=True, dry_run=dry_run, language=language)
    identifier = name or mapping.stem
    if not IDENTIFIER.fullmatch(identifier):
        raise click.UsageError(
            job.say(
                N_("Le nom « {name} » ne peut pas servir d’identifiant : minuscules, chiffres et tirets."),
                name=identifier,
            )
        )
    text, data = _mapping(mapping, language)
    source = outside.build(data)
    try:
        grid = read_grid(file, sheet=source.sheet, encoding=source.encoding, delimiter=source.delimiter)
        taken = take(source, grid)
    except UnreadableFileError as error:
        stop(job, file, error)
    known = sum(map(len, taken.values.values()))
    if not dry_run and known:
        target = job.folder / identifier
        figures = outside.written(source, taken.values)
        write_all({target.with_suffix(".yaml"): text, target.with_suffix(".csv"): figures})
    _tell(job, file, taken)
    raise SystemExit(0 if known and not taken.refused else 1)


def _mapping(path: Path, language: str) -> tuple[str, Data]:
    """The mapping's text and data. Raises SystemExit(2), with every problem told, where it cannot be used."""
    text = decode(path.read_bytes(), str(path))
    data = [text] if isinstance(text, Problem) else parse(text, str(path))
    problems = (
        data if isinstance(data, list) else validate(Document(str(path), "context", path.stem, data), path.parent)
    )
    if problems or isinstance(text, Problem) or isinstance(data, list):
        click.echo(report.text(problems, language), err=True)
        raise SystemExit(2)
    return text, data


def _tell(job: Job, file: Path, taken: Taken) -> None:
    tell_notes(job, file, N_("corrigée"), taken.corrected)
    tell_notes(job, file, N_("refusée"), taken.refused)
    words = N_("{read} lignes lues, {refused} refusées ; {communes} communes, {unknown} cellules inconnues.")
    communes = len({code for found in taken.values.values() for code in found})
    click.echo(job.say(words, read=taken.read, refused=len(taken.refused), communes=communes, unknown=taken.unknown))
