"""``maillage import``: what others publish, into record files."""

import os
from pathlib import Path

import click

from maillage.cli.common import LANGUAGE, root_of
from maillage.codes import CODES
from maillage.derive.places import departments_of
from maillage.exchange import mednum
from maillage.exchange.mednum.importer import Note
from maillage.i18n import N_, translator
from maillage.load import parse, read
from maillage.pipeline import read_territory
from maillage.yaml_writer import document


@click.group("import")
def group() -> None:
    """Reprend des fiches d'un autre annuaire."""


@group.command("mednum")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), default=None, help="Dossier des fiches (actors/mednum)."
)
@click.option("--licence", default=None, help="Licence des données, écrite dans chaque fiche.")
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait fait, sans rien écrire.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def mednum_command(
    files: tuple[Path, ...], into: Path | None, licence: str | None, *, dry_run: bool, language: str
) -> None:
    """Reprend des lieux au format du standard national de la médiation numérique (CSV, v1.0.2).

    Code de sortie : 0 si chaque ligne a été prise (ou l'était déjà), 1 si une ligne a été refusée, 2 si un fichier est
    illisible ou la commande mal écrite.
    """
    _ = translator(language)
    root = root_of((into,) if into else ())
    folder = into.absolute() if into else root / "actors" / "mednum"
    if root / "actors" not in (folder, *folder.parents):
        raise click.UsageError(
            _("« {folder} » n’est pas dans le dossier « actors » de l’annuaire.").format(folder=folder)
        )
    refused = 0
    for file in files:
        refused += _one_file(file, root, folder, licence, dry_run=dry_run, language=language)
    raise SystemExit(1 if refused else 0)


def _one_file(file: Path, root: Path, folder: Path, licence: str | None, *, dry_run: bool, language: str) -> int:
    _ = translator(language)
    try:
        table = mednum.read_rows(file)
    except mednum.UnreadableFileError as error:
        click.echo(f"{file}: {_(error.reason).format_map(error.params)}", err=True)
        raise SystemExit(2) from error
    for names, words in (
        (table.missing, N_("colonnes absentes : {names}")),
        (table.unknown, N_("colonnes inconnues, laissées : {names}")),
    ):
        if names:
            click.echo(f"{file}: {_(words).format(names=', '.join(names))}")
    territory, _problems = read_territory(root)
    ids, sources = _present(root)
    outcome = mednum.import_rows(
        table.rows,
        taken_ids=ids,
        known_sources=sources,
        departments=departments_of(territory.area) if territory else (),
        licence=licence,
    )
    if not dry_run:
        _write(folder, root, outcome.records)
    for words, notes in ((N_("corrigée"), outcome.corrected), (N_("refusée"), outcome.refused)):
        for note in notes:
            click.echo(f"{file}:{note.row}: {_(words)} : {_sentence(note, language)}")
    click.echo(
        _(
            "{read} lignes lues, {taken} prises (dont {corrected} corrigées), {refused} refusées, {known} déjà là."
        ).format(
            read=outcome.read,
            taken=len(outcome.records),
            corrected=len({note.row for note in outcome.corrected}),
            refused=len(outcome.refused),
            known=len(outcome.known),
        )
    )
    return len(outcome.refused)


def _sentence(note: Note, language: str) -> str:
    _ = translator(language)
    row = CODES.get(note.reason)
    words = dict(note.params) if row is None else {**note.params, "suggestion": ""}
    return _(row.message if row else note.reason).format_map(words)


def _present(root: Path) -> tuple[set[str], set[tuple[str, str]]]:
    """Ids of the actors there are, and which source records they came from."""
    ids: set[str] = set()
    sources: set[tuple[str, str]] = set()
    for path in (root / "actors").rglob("*.yaml"):
        ids.add(path.stem)
        text = read(root, str(path.relative_to(root)))
        data = parse(text, path.name) if isinstance(text, str) else None
        source = data.get("source") if isinstance(data, dict) else None
        if isinstance(source, dict) and source.get("id"):
            sources.add((str(source.get("name", "")), str(source["id"])))
    return ids, sources


def _write(folder: Path, root: Path, records: dict[str, dict[str, object]]) -> None:
    """Each record in a file of its own, put in place in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = root / "plugins" / "maillage" / "schemas" / "actor.json"
    modeline = os.path.relpath(schema, folder).replace(os.sep, "/") if schema.exists() else ""
    for identifier, data in records.items():
        aside = folder / f".{identifier}.{os.getpid()}"
        aside.write_text(document("actor", data, schema_path=modeline), encoding="utf-8")
        aside.replace(folder / f"{identifier}.yaml")
