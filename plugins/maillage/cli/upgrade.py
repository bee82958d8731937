"""``maillage upgrade``: a territory of one's own follows a new version of the engine, and is told what became of each file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import click
import msgspec

from maillage import starter, yaml_edit
from maillage.cli.common import LANGUAGE, root_of
from maillage.cli.writing import write_all
from maillage.derive.migrations import Migration, pending
from maillage.i18n import N_, SOURCE_LANGUAGE, theme_path, translator
from maillage.kinds import BY_NAME
from maillage.load import discover, parse, read
from maillage.pipeline import read_territory
from maillage.starter import STATE, State, checksum

OVERRIDES = "templates"
"""Folder of the templates that a territory has made its own."""


@dataclass
class Upgrade:
    """What is to be written, what is kept, and what is told of it: ``(sentence, what fills it)``."""

    texts: dict[Path, str] = field(default_factory=dict)
    told: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def tell(self, words: str, **said: str) -> None:
        """Remember a sentence of the report."""
        self.told.append((words, said))


@click.command("upgrade")
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait fait, et n'écrit rien.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default=None, help="Langue du compte rendu.")
def command(dry_run: bool, language: str | None) -> None:
    """Met l'annuaire à la version du logiciel qui est installée : fiches, réglages et contrôles.

    Un fichier que vous avez modifié est gardé tel quel, et dit. Ensuite : maillage check.
    """
    root, here = root_of(), version("maillage")
    territory, _ = read_territory(root)
    language = language or (territory.language if territory else "fr")
    state, made = read_state(root), Upgrade()
    migrate(root, pending(state.engine, here), made)
    forge = territory.forge.kind if territory and territory.forge else _forge(root)
    follow(root, state, starter.followed(forge, territory.language if territory else SOURCE_LANGUAGE), made)
    templates = check_overrides(root, state, made)
    made.texts[root / STATE] = starter.encoded(State(here, made.files, templates)).decode()
    if not dry_run:
        write_all({path: text for path, text in made.texts.items() if _differs(path, text)})
    _report(made, state.engine, here, language, dry_run=dry_run)


def read_state(root: Path) -> State:
    """What the last upgrade left; the first version where nothing is known."""
    try:
        return msgspec.json.decode((root / STATE).read_bytes(), type=State)
    except (OSError, msgspec.MsgspecError):
        return State("0.1.0")


def migrate(root: Path, migrations: Sequence[Migration], made: Upgrade) -> None:
    """Edit the records that the migrations concern, each on what the one before it left.

    Files are read without their schema: it is the new one, which an old record need not fit.
    """
    for one in migrations:
        made.tell(one.what)
        found, _ = discover(root, BY_NAME[one.kind].folder, BY_NAME[one.kind].suffix)
        for path in (file.path for file in found):
            text = made.texts.get(root / path) or read(root, path)
            data = parse(text, path) if isinstance(text, str) else []
            edits = one.change(data) if isinstance(data, dict) else None
            if edits is None or not isinstance(text, str):
                continue
            try:
                made.texts[root / path] = yaml_edit.edit(text, *edits)
                made.tell(N_("  {path} : mise à jour"), path=path)
            except yaml_edit.EditError:
                made.tell(
                    N_("  {path} : à changer à la main, sa façon d’être écrite ne se modifie pas sans risque"),
                    path=path,
                )


def follow(root: Path, state: State, files: Mapping[str, bytes], made: Upgrade) -> None:
    """Bring the files of the engine up to date; what people changed is theirs."""
    if not state.files:
        return
    for path, content in files.items():
        target = root / path
        new, old = checksum(content), state.files.get(path)
        now = checksum(target.read_bytes()) if target.is_file() else None
        made.files[path] = new
        if now == new:
            continue
        if now is None and old is not None:
            made.tell(N_("{path} : vous l’avez supprimé, il n’est pas repris"), path=path)
        elif now is None or now == old:
            made.texts[target] = content.decode()
            made.tell(N_("{path} : mis à jour") if old else N_("{path} : nouveau"), path=path)
        else:
            made.files[path] = old or new
            made.tell(
                N_(
                    "{path} : vous l’avez modifié, il est gardé ; voyez ce qui a changé dans le journal des changements"
                ),
                path=path,
            )


def check_overrides(root: Path, state: State, made: Upgrade) -> dict[str, str]:
    """Look at the templates that the territory has made its own; the sums of the engine's, as they are now."""
    folder, ours = root / OVERRIDES, theme_path() / "templates"
    now: dict[str, str] = {}
    for path in sorted(folder.rglob("*.html")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if not (ours / name).is_file():
            made.tell(
                N_("{path} : le thème n’a plus de modèle de ce nom, celui-ci ne sert que s’il est nommé par un autre"),
                path=f"{OVERRIDES}/{name}",
            )
            continue
        now[name] = checksum((ours / name).read_bytes())
        if state.templates.get(name, now[name]) != now[name]:
            made.tell(
                N_("{path} : le modèle d’origine a changé ; comparez le vôtre avec {origin}"),
                path=f"{OVERRIDES}/{name}",
                origin=str(ours / name),
            )
    return now


def _forge(root: Path) -> str:
    """The forge whose workflows are there, for a territory that has not said."""
    places = ((".github", "github"), (".gitlab-ci.yml", "gitlab"), (".forgejo", "forgejo"))
    return next((kind for place, kind in places if (root / place).exists()), "")


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode()


def _report(made: Upgrade, before: str, here: str, language: str, *, dry_run: bool) -> None:
    _ = translator(language)
    for words, said in made.told:
        click.echo(_(words).format(**said))
    words = N_("De la version {before} à la version {here} : tout est en place.")
    if dry_run:
        words = N_("De la version {before} à la version {here} : rien n’a été écrit (--dry-run).")
    click.echo(_(words).format(before=before, here=here))
