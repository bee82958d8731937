"""What every import does once its file is read: compare, write, tell."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import msgspec

from maillage import report, schemas, yaml_edit
from maillage.cli.common import LANGUAGE, root_of
from maillage.cli.writing import write_all
from maillage.codes import CODES
from maillage.derive.places import departments_of, is_outside
from maillage.exchange import forgotten, memory
from maillage.exchange.leaves import digests, name_of
from maillage.exchange.mednum import Note, Outcome, Taken, take_rows
from maillage.exchange.memory import Remembered
from maillage.exchange.naming import identifiers
from maillage.exchange.rows import Row, UnreadableFileError
from maillage.exchange.sheets import Sheet
from maillage.exchange.updates import Change, Plan, plan
from maillage.i18n import N_, translator
from maillage.kinds import BY_NAME
from maillage.load import Document, parse
from maillage.model import Location
from maillage.pipeline import problems_of, read_documents, read_territory
from maillage.settings import Area, Territory
from maillage.yaml_writer import document

COMMON = (
    click.option(
        "--into", type=click.Path(file_okay=False, path_type=Path), default=None, help="Dossier des nouvelles fiches."
    ),
    click.option("--licence", default=None, help="Licence des données, écrite dans chaque fiche."),
    click.option("--dry-run", is_flag=True, help="Dire ce qui serait fait, sans rien écrire."),
    click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu."),
)
"""What every import can be told."""
OPTIONS = (
    *COMMON,
    click.option(
        "--partial", is_flag=True, help="Le fichier n'est qu'un extrait : ce qui n'y est pas n'a pas disparu."
    ),
    click.option(
        "--here", is_flag=True, help="Seulement les nouveaux lieux du territoire (« area » de territory.yaml)."
    ),
)
"""What every import of places can be told."""

NAMES = {"\t": "tab"}
"""How delimiters that cannot be seen are told."""


@dataclass(frozen=True)
class Tree:
    """The annuaire that rows come into: records of the kind that is imported, and all actors, by id."""

    root: Path
    territory: Territory
    records: Mapping[str, Document]
    ids: frozenset[str]
    actors: Mapping[str, Document]

    @property
    def data(self) -> dict[str, Mapping[str, Any]]:
        """The records' plain data, by id."""
        return {identifier: one.data for identifier, one in self.records.items()}


@dataclass(frozen=True)
class Job:
    """One call of an import command, as its options say."""

    root: Path
    folder: Path
    licence: str | None
    whole: bool
    dry_run: bool
    language: str
    kind: str = "actor"
    here: bool = False

    @classmethod
    def of(
        cls,
        default: str,
        *,
        into: Path | None,
        licence: str | None,
        dry_run: bool,
        language: str,
        partial: bool = False,
        here: bool = False,
        kind: str = "actor",
    ) -> "Job":
        """Raises click.UsageError where the folder is not one of the kind's."""
        root = root_of((into,) if into else ())
        home = root / BY_NAME[kind].folder
        folder = into.absolute() if into else home / default
        if home not in (folder, *folder.parents):
            words = translator(language)(N_("« {folder} » n’est pas dans le dossier « {home} » de l’annuaire."))
            raise click.UsageError(words.format(folder=folder, home=home.name))
        return cls(root, folder, licence, not partial, dry_run, language, kind, here)

    def with_licence(self, licence: str | None) -> "Job":
        """The same call for data of another licence."""
        return replace(self, licence=licence)

    def say(self, words: str, **params: object) -> str:
        """A sentence in the language of the call; what strangers wrote is shown as one harmless line."""
        shown = {key: report.visible(value) if isinstance(value, str) else value for key, value in params.items()}
        return translator(self.language)(words).format_map(shown)


def stop(job: Job, file: Path, error: UnreadableFileError) -> None:
    """Tell that a whole file cannot be taken, and end with exit code 2."""
    click.echo(f"{file}: {job.say(error.reason, **error.params)}", err=True)
    raise SystemExit(2) from error


def tell_sheet(job: Job, file: Path, sheet: Sheet) -> None:
    """Tell how a file was read: a wrong guess shows here."""
    words = (
        N_("lu comme {encoding}, colonnes séparées par « {delimiter} »")
        if sheet.delimiter
        else N_("lu comme {encoding}, JSON")
    )
    click.echo(
        f"{file}: {job.say(words, encoding=sheet.encoding, delimiter=NAMES.get(sheet.delimiter, sheet.delimiter))}"
    )


def bring_in(job: Job, file: Path, rows: Sequence[Row], notes: Sequence[Note] = ()) -> int:
    """Take rows into the annuaire and tell what became of them, with the notes there are already; how many were refused."""
    tree = tree_of(job)
    departments = departments_of(tree.territory.area)
    hidden = not sys.stderr.isatty()
    with click.progressbar(rows, label=str(file), file=sys.stderr, show_pos=True, hidden=hidden) as shown:
        outcome = take_rows(shown, departments=departments, licence=job.licence)
    outcome.corrected[:0] = notes
    settle(job, file, outcome, tree)
    return len(outcome.rows_refused)


def settle(job: Job, file: Path, outcome: Outcome, tree: Tree) -> None:
    """Compare what was taken with the annuaire, write, and tell."""
    try:
        remembered = memory.load(job.root)
    except UnreadableFileError as error:
        stop(job, job.root / memory.FOLDER, error)
    made = plan(outcome.taken, tree.data, remembered, whole=job.whole and job.kind == "actor")
    _leave_the_forgotten(job, made)
    if job.here:
        _leave_outside(job, file, outcome, made, tree.territory.area)
    texts, unsound = _texts(job, tree, made)
    if not job.dry_run:
        write_all(texts)
        sources = {key[0] for key in made.memory} | {one.key[0] for one in made.new}
        memory.store(job.root, made.memory, sources)
    _tell(job, file, outcome, made, unsound)


def _leave_the_forgotten(job: Job, made: Plan) -> None:
    """Take out of a plan what somebody asked to be forgotten; nothing of it is said but how many there were."""
    try:
        marks = forgotten.load(job.root)
    except ValueError as error:
        stop(
            job,
            job.root / forgotten.FILE,
            UnreadableFileError(N_("« {path} » est abîmé : reprenez sa version d’avant"), path=forgotten.FILE),
        )
        raise SystemExit(2) from error
    kept = [one for one in made.new if not marks.holds(one.data)]
    made.forgotten = len(made.new) - len(kept)
    made.new[:] = kept


def _leave_outside(job: Job, file: Path, outcome: Outcome, made: Plan, area: Area) -> None:
    """Leave new places that are outside the territory, and tell how many; those that are here already stay followed."""
    departments = departments_of(area)
    outside = {one.row for one in made.new if is_outside(_location(one), area, departments)}
    made.new[:] = [one for one in made.new if one.row not in outside]
    outcome.taken[:] = [one for one in outcome.taken if one.row not in outside]
    outcome.corrected[:] = [note for note in outcome.corrected if note.row not in outside]
    click.echo(f"{file}: {job.say(N_('{count} lignes hors du territoire, laissées'), count=len(outside))}")


def _location(one: Taken) -> Location | None:
    said = one.data.get("location")
    return msgspec.convert(said, Location) if said else None


def tree_of(job: Job) -> Tree:
    """Raises SystemExit(1) where a record is unsound: an import must not guess what it stands for."""
    territory, problems = read_territory(job.root)
    documents, bad = read_documents(job.root)
    problems += [problem for problem in bad if problem.severity == "error"]
    if problems:
        click.echo(report.text(problems, job.language), err=True)
        click.echo(job.say(N_("Réparez d’abord ces fiches : rien n’a été importé.")), err=True)
        raise SystemExit(1)
    records = {one.id: one for one in documents if one.kind == job.kind}
    actors = {one.id: one for one in documents if one.kind == "actor"}
    names = frozenset({*records, *(alias for one in records.values() for alias in one.data.get("aliases", ()))})
    return Tree(job.root, territory or Territory(name="", area=Area()), records, names, actors)


def _texts(job: Job, tree: Tree, made: Plan) -> tuple[dict[Path, str], list[Change]]:
    """Every file to write and its text, and the changes that would have made an unsound record. Completes the memory."""
    texts: dict[Path, str] = {}
    modeline = schemas.beside(job.root, job.folder, job.kind)
    for identifier, one in zip(identifiers(made.new, tree.ids), made.new, strict=True):
        texts[job.folder / f"{identifier}.yaml"] = document(job.kind, one.data, schema_path=modeline)
        made.memory[one.key] = Remembered(identifier, digests(one.data))
    unsound = []
    for change in made.changes:
        path = tree.records[change.identifier].path
        text = _edited(tree, path, change)
        if text is None:
            unsound.append(change)
        elif change.put or change.drop:
            texts[job.root / path] = text
    return texts, unsound


def _edited(tree: Tree, path: str, change: Change) -> str | None:
    """The file's text with a change made, or None where the record would not hold together any more."""
    text = yaml_edit.edit((tree.root / path).read_text(encoding="utf-8"), change.put, change.drop)
    data = parse(text, path)
    if isinstance(data, list):
        return None
    made = replace_data(tree.records[change.identifier], data)
    errors = [one for one in problems_of(tree.root, made, tree.territory) if one.severity == "error"]
    return None if errors else text


def replace_data(document_: Document, data: dict[str, Any]) -> Document:
    """The same record with other contents."""
    return Document(document_.path, document_.kind, document_.id, data)


def _tell(job: Job, file: Path, outcome: Outcome, made: Plan, unsound: Iterable[Change]) -> None:
    tell_notes(job, file, N_("corrigée"), outcome.corrected)
    tell_notes(job, file, N_("refusée"), outcome.refused)
    for change in made.changes:
        if change.kept:
            words = N_("« {record} » : modifiés ici et dans la source, gardés comme ici : {fields}")
            fields = ", ".join(name_of(leaf) for leaf in change.kept)
            click.echo(f"{file}:{change.row}: {job.say(words, record=change.identifier, fields=fields)}")
    for one in made.removed_here:
        words = N_("la fiche a été supprimée ici : elle n’est pas reprise")
        click.echo(f"{file}:{one.row}: {job.say(words)}")
    for change in unsound:
        words = N_("« {record} » n’est pas mise à jour : avec ce que dit la source, elle se contredirait")
        click.echo(f"{file}:{change.row}: {job.say(words, record=change.identifier)}")
    for identifier in made.gone:
        words = N_("« {record} » n’est plus dans la source : à vérifier")
        click.echo(f"{file}: {job.say(words, record=identifier)}")
    if made.forgotten:
        click.echo(
            f"{file}: {job.say(N_('laissées, parce que quelqu’un a demandé leur retrait : {count}'), count=made.forgotten)}"
        )
    click.echo(_summary(job, outcome, made))


def tell_notes(job: Job, file: Path, what: str, notes: Iterable[Note]) -> None:
    """A line for each note: file, row, what became of it and why."""
    for note in notes:
        click.echo(f"{file}:{note.row}: {job.say(what)} : {_sentence(job, note)}")


def _summary(job: Job, outcome: Outcome, made: Plan) -> str:
    words = N_(
        "{read} lignes lues, {taken} prises (dont {corrected} corrigées), {refused} refusées : {new} nouvelles fiches, "
        "{changed} mises à jour, {same} sans changement, {gone} disparues de la source."
    )
    updated = sum(bool(change.put or change.drop) for change in made.changes)
    return job.say(
        words,
        read=outcome.read,
        taken=len(outcome.rows_taken),
        corrected=len({note.row for note in outcome.corrected} & outcome.rows_taken),
        refused=len(outcome.rows_refused),
        new=len(made.new),
        changed=updated - len(made.gone),
        same=made.same,
        gone=len(made.gone),
    )


def _sentence(job: Job, note: Note) -> str:
    row = CODES.get(note.reason)
    words: dict[str, object] = dict(note.params) if row is None else {**note.params, "suggestion": ""}
    if "reason" in words:
        words["reason"] = job.say(str(words["reason"]))
    return job.say(row.message if row else note.reason, **words)
