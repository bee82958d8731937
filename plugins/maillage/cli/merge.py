"""``maillage merge``: two records of one actor made one, everywhere at once."""

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import click

from maillage import report, yaml_edit
from maillage.cli.common import LANGUAGE, root_of
from maillage.cli.writing import write_all
from maillage.derive.merging import Merge, merge, redirected
from maillage.i18n import N_, translator
from maillage.link import references
from maillage.load import Document, parse
from maillage.pipeline import problems_of, read_documents, read_territory
from maillage.problems import Pointer
from maillage.settings import Area, Territory


@click.command("merge")
@click.argument("kept")
@click.argument("gone")
@click.option(
    "--prefer", type=click.Choice(["kept", "gone"]), default=None, help="Qui croire là où elles se contredisent."
)
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait fait, sans rien écrire.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def command(kept: str, gone: str, prefer: str | None, language: str, *, dry_run: bool) -> None:
    """Réunit deux fiches du même acteur : KEPT garde son nom, GONE devient un de ses anciens noms.

    Tout ce que disaient les deux est gardé. Là où elles se contredisent, la commande demande, ou suit --prefer ; sans
    réponse, rien n'est écrit et le code de sortie est 1. Les autres fiches qui nommaient GONE nomment KEPT.
    """
    say = translator(language)
    root = root_of()
    documents = _sound(root, language)
    actors = {one.id: one for one in documents if one.kind == "actor"}
    for name in (kept, gone):
        if name not in actors:
            raise click.UsageError(say(N_("« {name} » n’est pas un acteur de l’annuaire.")).format(name=name))
    if kept == gone:
        raise click.UsageError(say(N_("Il faut deux fiches différentes.")))
    made = merge(actors[kept], actors[gone])
    _settle(made, prefer, language)
    texts = {root / actors[kept].path: _text(root, actors[kept], made, language)}
    for document, pointers in _mentions(documents, gone):
        if document.id == gone and document.kind == "actor":
            continue
        changed = redirected(document, pointers, gone, kept)
        if document.path == actors[kept].path:
            document = Document(document.path, "actor", kept, _data(texts[root / document.path], document.path))
            changed = redirected(document, _pointers(document, gone), gone, kept)
            texts[root / document.path] = yaml_edit.edit(texts[root / document.path], changed.put, changed.drop)
        else:
            texts[root / document.path] = _text(root, document, changed, language)
    _check(root, documents, texts, language)
    if not dry_run:
        write_all(texts)
        (root / actors[gone].path).unlink()
    for path in texts:
        click.echo(say(N_("modifiée : {path}")).format(path=path.relative_to(root)))
    click.echo(say(N_("supprimée : {path}")).format(path=actors[gone].path))


def _sound(root: Path, language: str) -> list[Document]:
    documents, problems = read_documents(root)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        click.echo(report.text(errors, language), err=True)
        raise SystemExit(1)
    return documents


def _settle(made: Merge, prefer: str | None, language: str) -> None:
    """Decide every conflict, by ``prefer`` or by asking. Raises SystemExit(1) where nobody is there to answer."""
    say = translator(language)
    if made.conflicts and prefer is None and not sys.stdin.isatty():
        for pointer, (ours, theirs) in made.conflicts.items():
            words = say(N_("{field} : « {ours} » ou « {theirs} » ?"))
            click.echo(words.format(field=_name(pointer), ours=ours, theirs=theirs), err=True)
        click.echo(say(N_("Rien n’a été écrit. Dites qui croire : --prefer kept ou --prefer gone.")), err=True)
        raise SystemExit(1)
    for pointer, (ours, theirs) in made.conflicts.items():
        chosen = prefer or click.prompt(
            f"{_name(pointer)}\n  kept: {ours}\n  gone: {theirs}\n", type=click.Choice(["kept", "gone"]), default="kept"
        )
        if chosen == "gone":
            made.put[pointer] = theirs


def _name(pointer: Pointer) -> str:
    return ".".join(map(str, pointer))


def _text(root: Path, document: Document, made: Merge, language: str) -> str:
    before = (root / document.path).read_text(encoding="utf-8")
    try:
        return yaml_edit.edit(before, made.put, made.drop)
    except yaml_edit.EditError as error:
        words = translator(language)(N_("« {path} » est écrite d’une façon que la commande ne sait pas modifier."))
        click.echo(words.format(path=document.path), err=True)
        raise SystemExit(1) from error


def _mentions(documents: list[Document], gone: str) -> list[tuple[Document, list[Pointer]]]:
    found = ((document, _pointers(document, gone)) for document in documents)
    return [(document, pointers) for document, pointers in found if pointers]


def _pointers(document: Document, gone: str) -> list[Pointer]:
    return [pointer for pointer, kind, identifier in references(document) if kind == "actor" and identifier == gone]


def _data(text: str, path: str) -> dict[str, Any]:
    data = parse(text, path)
    return {} if isinstance(data, list) else data


def _check(root: Path, documents: list[Document], texts: dict[Path, str], language: str) -> None:
    """Raises SystemExit(1), with every problem told, where a record would not hold together any more."""
    territory = read_territory(root)[0] or Territory(name="", area=Area())
    by_path = {root / one.path: one for one in documents}
    problems = defaultdict(list)
    for path, text in texts.items():
        one = by_path[path]
        found = problems_of(root, Document(one.path, one.kind, one.id, _data(text, one.path)), territory)
        problems[one.path] = [problem for problem in found if problem.severity == "error"]
    if wrong := [problem for found in problems.values() for problem in found]:
        click.echo(report.text(wrong, language), err=True)
        click.echo(
            translator(language)(N_("Réunies, les deux fiches se contrediraient : rien n’a été écrit.")), err=True
        )
        raise SystemExit(1)
