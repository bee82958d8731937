"""``maillage forget``: a record taken out everywhere, for good."""

import shlex
from collections.abc import Callable
from pathlib import Path

import click

from maillage import report, yaml_edit
from maillage.cli.common import LANGUAGE, root_of
from maillage.cli.proposing import put_in
from maillage.contribute import forgetting
from maillage.contribute.names import label
from maillage.contribute.proposal import Proposal
from maillage.exchange import forgotten
from maillage.i18n import N_, translator
from maillage.kinds import BY_NAME, KINDS
from maillage.load import IDENTIFIER, Document, parse, walk
from maillage.neighbours import SIGN, is_ours
from maillage.peers import store
from maillage.pipeline import read_documents
from maillage.validate import is_valid

_TEXTS = (".yaml", ".md", ".json", ".jsonl", ".csv")


@click.command("forget")
@click.argument("identifier")
@click.option(
    "--kind",
    default="actor",
    show_default=True,
    type=click.Choice([kind.name for kind in KINDS]),
    help="Sorte de fiche.",
)
@click.option("--also", is_flag=True, help="Retirer aussi les fiches qui n'ont plus de sens sans elle.")
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait fait, sans rien écrire.")
@click.option(
    "--steps", is_flag=True, help="Dire seulement comment nettoyer l'historique et les copies d'une fiche déjà retirée."
)
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def command(identifier: str, kind: str, language: str, *, also: bool, dry_run: bool, steps: bool) -> None:
    """Retire une fiche et tout ce qui la nomme, et laisse une marque pour qu'aucun import ne la ramène.

    La marque est chiffrée : elle ne dit pas qui c'était. La commande dit ensuite comment nettoyer l'historique et les copies.
    """
    say = translator(language)
    root = root_of()
    if steps:
        click.echo(_steps([f"{BY_NAME[kind].folder}/{identifier}.yaml"], [identifier], language))
        return
    if not is_ours(identifier):
        _forget_theirs(root, identifier, kind, say, dry_run=dry_run)
        return
    documents, problems = read_documents(root)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        click.echo(report.text(errors, language), err=True)
        raise SystemExit(1)
    known = {(one.kind, one.id): one for one in documents}
    if (kind, identifier) not in known:
        raise click.UsageError(say(N_("« {name} » n’est pas une fiche de l’annuaire.")).format(name=identifier))
    made, leaning = plan(root, documents, known[kind, identifier])
    if leaning and not also:
        click.echo(
            say(N_("Ces fiches n’ont plus de sens sans elle. Changez-les, ou retirez-les aussi avec --also :")),
            err=True,
        )
        for document in leaning:
            click.echo(f"  {document.path}", err=True)
        raise SystemExit(1)
    gone = [known[kind, identifier], *leaning]
    if not dry_run:
        made.forgotten = gone
        put_in(root, made)
        if made.problems:
            click.echo(report.text(made.problems, language), err=True)
            raise SystemExit(1)
    _tell(root, made, gone, language, dry_run=dry_run)


def plan(root: Path, documents: list[Document], wanted: Document) -> tuple[Proposal, list[Document]]:
    """The files that change and those that go, with the records that lean on the one that goes: they would not be sound."""
    leaning: list[Document] = []
    gone = [wanted]
    while True:
        texts, unsound = _texts(root, documents, gone)
        if not unsound:
            made = Proposal(texts=texts, gone=[one.path for one in gone])
            return made, leaning
        leaning += unsound
        gone += unsound


def _texts(root: Path, documents: list[Document], gone: list[Document]) -> tuple[dict[str, str], list[Document]]:
    texts: dict[str, str] = {}
    unsound: list[Document] = []
    for one in forgetting.changes(documents, gone):
        path = one.document.path
        text = yaml_edit.edit_file(path, (root / path).read_text(encoding="utf-8"), one.put, one.drop)
        data = parse(text, path)
        if isinstance(data, list) or not is_valid(one.document.kind, data):
            unsound.append(one.document)
        texts[path] = text
    return texts, unsound


def _forget_theirs(root: Path, identifier: str, kind: str, say: Callable[[str], str], *, dry_run: bool) -> None:
    """An entry of a neighbour is no longer shown here; only the neighbour can take it out of its own directory."""
    slug, _, theirs = identifier.partition(SIGN)
    path = root / store.FOLDER / f"{slug}.jsonl"
    content = path.read_bytes() if IDENTIFIER.fullmatch(slug) and path.is_file() and not path.is_symlink() else b""
    found = [line.data for line in store.lines(content) if (line.kind, line.id) == (kind, theirs)]
    if not found:
        raise click.UsageError(say(N_("« {name} » n’est pas une fiche de l’annuaire.")).format(name=identifier))
    if not dry_run:
        marks = forgotten.load(root)
        for data in found:
            marks.add(data)
        forgotten.store(root, marks)
        store.prune(root, marks.holds)
    click.echo(say(THEIRS))


THEIRS = N_(
    "La fiche ne paraît plus ici, et une marque l’empêche de revenir. Publiez de nouveau, et dites à l’annuaire d’où elle "
    "vient qu’elle est à retirer : lui seul peut le faire chez lui."
)


def _tell(root: Path, made: Proposal, gone: list[Document], language: str, *, dry_run: bool) -> None:
    say = translator(language)
    for path in made.texts:
        click.echo(say(N_("modifiée : {path}")).format(path=path))
    for path in made.gone:
        click.echo(say(N_("supprimée : {path}")).format(path=path))
    for place in _left(root, gone, set(made.gone)):
        click.echo(say(N_("à relire, le nom y est encore écrit : {place}")).format(place=place))
    if dry_run:
        return
    click.echo(_steps(made.gone, [one.id for one in gone], language))


def _steps(paths: list[str], ids: list[str], language: str) -> str:
    """What is left to do outside the tree."""
    named = " ".join(f"--path {shlex.quote(path)}" for path in paths)
    return translator(language)(STEPS).format(paths=named, ids=", ".join(ids))


def _left(root: Path, gone: list[Document], paths: set[str]) -> list[str]:
    """Lines of other texts where a name or an id still stands: prose is for people to change."""
    words = {one.id for one in gone} | {(label(one.data) or one.id) for one in gone}
    found = []
    for folder in (*(kind.folder for kind in KINDS), "content", "imports"):
        for entry in walk(root / folder, [], root):
            path = Path(entry.path)
            place = path.relative_to(root).as_posix()
            if path.suffix not in _TEXTS or place in paths or entry.is_symlink():
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
                if any(word in line for word in words):
                    found.append(f"{place}:{number}")
    return found


STEPS = N_("""
C’est fait dans les fichiers. Pour que plus rien n’en reste :
1. Proposez ce changement sans nommer la personne : « Retirer une fiche ».
2. Historique (prévenez les autres : chacun devra reprendre une copie neuve) :
     git filter-repo --invert-paths {paths}
     git push --force --all && git push --force --tags
   Les autres fiches la nommaient dans leurs anciennes versions : « git log --all -S IDENTIFIANT » les trouve, et
   « git filter-repo --replace-text » les nettoie ({ids}).
3. Forge : supprimez les branches et les demandes qui la nomment, et demandez à l’hébergeur de vider ses copies.
4. Site : publiez de nouveau. Les lecteurs hors ligne reçoivent la nouvelle liste à leur prochaine visite.
5. Moteurs de recherche et archives : demandez le retrait de l’adresse de la page (Google, Bing, archive.org).
6. Annuaires qui nous reprennent : dites-leur que la fiche est retirée ; si elle venait d’une source, dites-le à la source.""")
