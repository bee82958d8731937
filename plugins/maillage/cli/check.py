"""``maillage check``: are all records sound? Answers without Pelican, Folium or a site."""

from pathlib import Path

import click

from maillage import report
from maillage.cli.common import LANGUAGE, root_of, under
from maillage.cli.tracked import changed_since, not_plain
from maillage.i18n import translator
from maillage.pipeline import Result, read_network, read_territory
from maillage.problems import Problem


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(report.FORMATS), default="text", help="Forme du compte rendu.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default=None, help="Langue des messages.")
@click.option("--since", default=None, help="Dire aussi les doublons possibles des fiches changées depuis ce commit.")
@click.option("--no-cache", is_flag=True, help="Tout relire, sans se souvenir de la dernière fois.")
def command(paths: tuple[Path, ...], form: str, language: str | None, since: str | None, *, no_cache: bool) -> None:
    """Vérifie les fiches. PATH : ne montrer que les problèmes de ces fichiers ou dossiers.

    Les fiches changées depuis la dernière vérification sont aussi comparées aux autres : doublons possibles.

    Code de sortie : 0 si tout va bien, 1 s'il y a des erreurs, 2 si la commande est mal écrite.
    """
    root = root_of(paths)
    result = read_network(root, use_cache=not no_cache)
    tracked = [one for one in not_plain(root) if one not in result.problems] if since else []
    found = [*result.problems, *tracked, *_duplicates(result, root, since)]
    problems = [problem for problem in found if under(root / problem.location.path, paths)]
    if language is None:
        territory, _ = read_territory(root)
        language = territory.language if territory else "fr"
    if told := report.RENDERERS[form](problems, language):
        click.echo(told)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "text":
        click.echo(_summary(result.files, errors, len(problems) - errors, language))
    raise SystemExit(1 if errors else 0)


def _duplicates(result: Result, root: Path, since: str | None) -> list[Problem]:
    """Possible duplicates of what changed; nothing is even imported where nothing did."""
    changed = result.changed if since is None else changed_since(root, since)
    if not any(path.startswith("actors/") for path in changed):
        return []
    from maillage.cli.duplicates import problems_of_pairs

    return problems_of_pairs(result.documents, changed)


def _summary(files: int, errors: int, warnings: int, language: str) -> str:
    _ = translator(language)
    if not errors and not warnings:
        return _("{files} fiches vérifiées : tout va bien.").format(files=files)
    return _("{files} fiches vérifiées : {errors} erreur(s), {warnings} avertissement(s).").format(
        files=files, errors=errors, warnings=warnings
    )
