"""``maillage fix``: what a machine may repair alone, each repair told."""

from pathlib import Path

import click

from maillage.cli.common import LANGUAGE, root_of, under
from maillage.cli.writing import write_all
from maillage.contribute.fixing import Fixed, fix
from maillage.i18n import N_, translator
from maillage.kinds import KINDS, PAGE, YAML, Kind
from maillage.load import IDENTIFIER, MAX_ID, RESERVED, read, walk
from maillage.repair import folded


@click.command("fix")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait réparé, sans rien écrire.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def command(paths: tuple[Path, ...], language: str, *, dry_run: bool) -> None:
    """Répare ce qui peut l'être sans choisir à votre place. PATH : seulement ces fichiers ou dossiers.

    Mise en forme, dates, téléphones, adresses web, mots au lieu d'identifiants, accents dans les noms de fichiers ; des articles,
    l'en-tête seulement. Rien n'est jamais enlevé ; ce qui demande un choix reste à « maillage check ». Code de sortie : 1 si quelque chose a été réparé.
    """
    say = translator(language)
    root = root_of(paths)
    files = {kind.name: _files(root, kind) for kind in KINDS}
    renamed = {path: name for kind in KINDS for path, name in _renamed(files[kind.name], kind.suffix).items()}
    ids = {kind: {renamed.get(path, path).stem for path in found} for kind, found in files.items()}
    texts: dict[Path, str] = {}
    told = 0
    for kind, found in files.items():
        for path in found:
            if not under(path, paths):
                continue
            made = _fixed(root, path, kind, ids)
            target = renamed.get(path, path)
            if target != path:
                words = say(N_("{path} : renommée en {name}")).format(path=path.relative_to(root), name=target.name)
                click.echo(words)
                told += 1
            if made and (made.repairs or target != path):
                texts[target] = made.text
                told += _tell(made, path.relative_to(root), language)
    if not dry_run:
        write_all(texts)
        for path, target in renamed.items():
            if target in texts:
                path.unlink()
    click.echo(say(N_("{count} réparations.")).format(count=told))
    raise SystemExit(1 if told else 0)


_ENDS = {YAML: {".yaml", ".yml"}, PAGE: {".md", ".markdown"}}
"""How people end the names of such files."""


def _files(root: Path, kind: Kind) -> list[Path]:
    """Every file that is a record, or would be one with another name."""
    found = (Path(entry.path) for entry in walk(root / kind.folder, [], root) if entry.is_file(follow_symlinks=False))
    return sorted(path for path in found if path.suffix.lower() in _ENDS[kind.suffix])


def _renamed(found: list[Path], suffix: str) -> dict[Path, Path]:
    """The files whose name cannot be an id, each with the name it should have; not where that name is taken."""
    made: dict[Path, Path] = {}
    taken = {path.stem for path in found if path.suffix == suffix}
    for path in found:
        stem = path.stem if IDENTIFIER.fullmatch(path.stem) else folded(path.stem)
        if (path.stem, path.suffix) == (stem, suffix) or stem in RESERVED or not 0 < len(stem) <= MAX_ID:
            continue
        if stem not in taken:
            taken.add(stem)
            made[path] = path.with_name(f"{stem}{suffix}")
    return made


def _fixed(root: Path, path: Path, kind: str, ids: dict[str, set[str]]) -> Fixed | None:
    raw = read(root, path.relative_to(root).as_posix())
    if not isinstance(raw, str):
        return None
    text = path.read_bytes().decode("utf-8")  # with its byte-order mark, if it has one
    return fix(text, kind, lambda to, name: name in ids.get(to, ()))


def _tell(made: Fixed, path: Path, language: str) -> int:
    say = translator(language)
    for one in made.repairs:
        field = ".".join(map(str, one.at))
        click.echo(f"{path} : {say(one.words).format(field=field, old=one.old, new=one.new)}")
    return len(made.repairs)
