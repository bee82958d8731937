"""``maillage import ics`` and ``import openagenda``: events of other calendars; ``maillage refresh``: all that are followed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from maillage.cli.common import LANGUAGE
from maillage.cli.importing import COMMON, Job, Tree, settle, stop, tree_of
from maillage.codes import CODES
from maillage.derive.places import departments_of
from maillage.exchange.download import fetch
from maillage.exchange.events import Context, read_ics, read_openagenda, read_table
from maillage.exchange.mednum import Note, Outcome
from maillage.exchange.rows import UnreadableFileError
from maillage.exchange.tables import Mapping, Sheet
from maillage.i18n import N_
from maillage.load import Document
from maillage.pipeline import problems_of
from maillage.repair import folded
from maillage.report import message
from maillage.settings import Subscription

Reader = Callable[[bytes, Context], Outcome]
LARGEST = 64 << 20
ORGANISER = click.option("--organiser", required=True, help="Identifiant de l'acteur qui organise.")
NAME = click.option("--name", default=None, help="Nom de la source (sinon, celui du fichier ou du site).")


@click.command("ics")
@click.argument("files", nargs=-1, required=True)
@ORGANISER
@NAME
def ics_command(files: tuple[str, ...], organiser: str, name: str | None, **options: Any) -> None:
    """Reprend les événements d'un calendrier iCalendar (fichier ou adresse http).

    Répétitions, exceptions et dates déplacées sont gardées ; ce que nos fiches ne peuvent dire exactement est refusé avec la
    raison. Une seconde fois : ce que seule la source a changé est mis à jour, ce que vous avez modifié est gardé.
    """
    _import(files, organiser, name, read_ics, options)


@click.command("openagenda")
@click.argument("files", nargs=-1, required=True)
@ORGANISER
@NAME
def openagenda_command(files: tuple[str, ...], organiser: str, name: str | None, **options: Any) -> None:
    """Reprend les événements d'OpenAgenda (JSON : fichier ou adresse http)."""
    _import(files, organiser, name, read_openagenda, options)


@click.command("refresh")
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait fait, sans rien écrire.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def refresh_command(language: str, *, dry_run: bool) -> None:
    """Met à jour les événements des calendriers que territory.yaml dit de suivre (« calendars »)."""
    job = Job.of("import", into=None, licence=None, dry_run=dry_run, language=language, kind="event")
    failed = False
    for followed in tree_of(job).territory.calendars:
        failed |= not _follow(job, followed)
    raise SystemExit(1 if failed else 0)


def _follow(job: Job, followed: Subscription) -> bool:
    """Import one calendar that is followed; whether it could be had. One that cannot does not stop the others."""
    reader = read_openagenda if followed.format == "openagenda" else read_ics
    try:
        content = fetch(followed.url, LARGEST)
        _bring_in(job, followed.url, content, followed.organiser, followed.name, reader, followed.licence)
    except UnreadableFileError as error:
        click.echo(f"{followed.url}: {job.say(error.reason, **error.params)}", err=True)
        return False
    return True


def _import(files: tuple[str, ...], organiser: str, name: str | None, reader: Reader, options: dict[str, Any]) -> None:
    job = Job.of("import", kind="event", **options)
    refused = 0
    for file in files:
        try:
            content = _content(job, file)
            refused += _bring_in(job, file, content, organiser, name, reader, job.licence)
        except UnreadableFileError as error:
            stop(job, Path(file), error)
    raise SystemExit(1 if refused else 0)


def _content(job: Job, file: str) -> bytes:
    if urlsplit(file).scheme in {"http", "https"}:
        return fetch(file, LARGEST)
    path = Path(file)
    if not path.is_file():
        raise click.UsageError(job.say(N_("« {file} » n’est ni un fichier ni une adresse http."), file=file))
    if path.stat().st_size > LARGEST:
        raise UnreadableFileError(N_("le fichier dépasse {limit} Mio"), limit=LARGEST >> 20)
    return path.read_bytes()


def _bring_in(
    job: Job, file: str, content: bytes, organiser: str, name: str | None, reader: Reader, licence: str | None
) -> int:
    """Take the events of one file into the annuaire; how many were refused."""
    tree = tree_of(job)
    online = urlsplit(file).scheme in {"http", "https"}
    source = name or (urlsplit(file).hostname or file if online else Path(file).name)
    context = _context(job, tree, organiser, source, file if online else None, licence)
    return _settle(job, Path(source if online else file), reader(content, context), tree)


def bring_in_table(job: Job, file: Path, sheet: Sheet, mapping: Mapping, organiser: str) -> int:
    """Take the events of a table into the annuaire; how many were refused."""
    tree = tree_of(job)
    context = _context(job, tree, organiser, mapping.source, None, job.licence)
    return _settle(job, file, read_table(mapping, sheet.rows, context), tree)


def _context(job: Job, tree: Tree, organiser: str, source: str, url: str | None, licence: str | None) -> Context:
    if organiser not in tree.actors:
        raise click.UsageError(job.say(N_("« {name} » n’est pas un acteur de l’annuaire."), name=organiser))
    actors = {folded(one.data["name"]): one.id for one in tree.actors.values()}
    territory = tree.territory
    return Context(organiser, territory.timezone, source, url, licence, departments_of(territory.area), actors)


def _settle(job: Job, file: Path, outcome: Outcome, tree: Tree) -> int:
    _refuse_unsound(job, tree, outcome)
    settle(job, file, outcome, tree)
    return len(outcome.rows_refused)


def _refuse_unsound(job: Job, tree: Tree, outcome: Outcome) -> None:
    """Refuse, with the reason, what would not pass the check: nothing unsound is ever written, and nothing by halves."""
    for one in outcome.taken:
        found = problems_of(tree.root, Document("x.yaml", "event", one.stem, one.data), tree.territory)
        errors = [problem for problem in found if CODES[problem.code].severity == "error"]
        if errors:
            words = N_("« {title} » : {problem}")
            said = {"title": one.data["title"], "problem": message(errors[0], job.language)}
            outcome.refused.append(Note(one.row, words, said))
    refused = outcome.rows_refused
    outcome.taken[:] = [one for one in outcome.taken if one.row not in refused]


for command in (ics_command, openagenda_command):
    for option in reversed(COMMON):
        option(command)
