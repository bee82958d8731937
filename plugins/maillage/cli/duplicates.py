"""``maillage duplicates``: which records may be one and the same actor, and why."""

from collections.abc import Collection, Sequence
from pathlib import Path

import click

from maillage import report
from maillage.cli.common import LANGUAGE, root_of, under
from maillage.derive.duplicates import Pair, candidate, find
from maillage.i18n import N_, translator
from maillage.load import Document
from maillage.pipeline import read_documents
from maillage.problems import Location, Problem


@click.command("duplicates")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(report.FORMATS), default="text", help="Forme du compte rendu.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def command(paths: tuple[Path, ...], form: str, language: str) -> None:
    """Cherche les fiches qui sont peut-être le même acteur. PATH : seulement celles de ces fichiers ou dossiers.

    Ce sont des questions, pas des erreurs : le code de sortie est 0. On répond par « maillage merge », ou en écrivant
    « distinct » dans l'une des deux fiches.
    """
    root = root_of(paths)
    documents, problems = read_documents(root)
    if any(problem.severity == "error" for problem in problems):
        click.echo(report.text(problems, language), err=True)
        raise SystemExit(1)
    only = {one.path for one in documents if under(root / one.path, paths)}
    found = problems_of_pairs(documents, only if paths else None)
    if told := report.RENDERERS[form](found, language):
        click.echo(told)
    if form == "text":
        words = translator(language)(N_("{count} paires de fiches à regarder."))
        click.echo(words.format(count=len(found)))


def problems_of_pairs(documents: Sequence[Document], paths: Collection[str] | None = None) -> list[Problem]:
    """A warning for each pair of actors that may be one; with ``paths``, only pairs with one of these files."""
    actors = {one.id: one for one in documents if one.kind == "actor"}
    only = None if paths is None else {one.id for one in actors.values() if one.path in paths}
    pairs = find([candidate(one.id, one.data) for one in actors.values()], only)
    return [_problem(pair, actors, only) for pair in pairs]


def _problem(pair: Pair, actors: dict[str, Document], only: Collection[str] | None) -> Problem:
    """Told at the file that changed, if only one did."""
    one, other = actors[pair.second], actors[pair.first]
    if only is not None and one.id not in only:
        one, other = other, one
    params: dict[str, str | int | float] = {"id": one.id, "other": other.id, "other_path": other.path}
    return Problem("possible-duplicate", Location(one.path), {**params, "reasons": " ".join(pair.reasons)}, "warning")
