"""``maillage review``: what there is to say of a proposal, for the job that has no right to say it."""

import os
from pathlib import Path

import click
import msgspec

from maillage import report
from maillage.cli.common import LANGUAGE, root_of
from maillage.cli.duplicates import problems_of_pairs
from maillage.cli.tracked import changed_since, not_plain
from maillage.contribute import comment
from maillage.contribute.fixing import fix
from maillage.contribute.review import Hunk, Review, hunks
from maillage.contribute.reviewing import Seen, review
from maillage.derive.places import departments_of
from maillage.kinds import kind_of
from maillage.pipeline import Result, read_network, read_territory
from maillage.problems import Problem


@click.command("review")
@click.option("--since", required=True, help="Le commit d'où part la proposition, par exemple origin/main.")
@click.option("--number", default=1, show_default=True, help="Le numéro de la proposition sur la forge.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Fichier JSON pour « maillage post review ».",
)
@click.option(
    "--annotations/--no-annotations", default=False, help="Écrire aussi les annotations de la forge (GitHub)."
)
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default=None, help="Langue du compte rendu.")
def command(since: str, number: int, out: Path | None, language: str | None, *, annotations: bool) -> None:
    """Relit une proposition : ce qui ne va pas et sa réparation, doublons, voisins, cartes, ce qui est bien.

    Rien n'est publié : le compte rendu est écrit dans --out, et en Markdown sur la sortie standard ou dans le résumé de la
    forge ($GITHUB_STEP_SUMMARY). Code de sortie : 1 s'il y a des erreurs.
    """
    root = root_of()
    territory, _ = read_territory(root)
    language = language or (territory.language if territory else "fr")
    made, problems, changed = read_proposal(root, since, number, language)
    if out:
        out.write_bytes(msgspec.json.encode(made))
    if annotations:
        first = sorted(problems, key=lambda one: (one.location.path not in changed, one.sort_key))
        click.echo(report.annotations(first, language))
    told = comment.summary(made, comment.Where(), language)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(summary, "a", encoding="utf-8") as file:
            file.write(f"{told}\n")
    else:
        click.echo(told)
    raise SystemExit(1 if any(one.severity == "error" for one in problems) else 0)


def read_proposal(
    root: Path, since: str, number: int, language: str
) -> tuple[Review, tuple[Problem, ...], frozenset[str]]:
    """The review of what changed in ``root`` since a commit, every problem of the tree, the files that changed."""
    territory, _ = read_territory(root)
    changed = changed_since(root, since)
    result = read_network(root, use_cache=False)
    departments = tuple(departments_of(territory.area)) if territory else ()
    problems = (
        *result.problems,
        *(one for one in not_plain(root) if one.location.path in changed),
        *problems_of_pairs(result.documents, changed),
    )
    seen = Seen(problems, result.documents, changed, tuple(_repairs(root, changed, result)), departments, language)
    return review(seen, number), problems, changed


def _repairs(root: Path, changed: frozenset[str], result: Result) -> list[Hunk]:
    """What ``maillage fix`` would do to the changed records, line by line."""
    ids = {(one.kind, one.id) for one in result.documents}
    made: list[Hunk] = []
    for path in sorted(changed):
        kind = kind_of(path)
        file = root / path
        if kind is None or not path.endswith(".yaml") or file.is_symlink() or not file.is_file():
            continue
        try:
            text = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        made += hunks(path, text, fix(text, kind.name, lambda to, name: (to, name) in ids).text)
    return made
