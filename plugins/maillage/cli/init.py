"""``maillage init``: a repository for a territory of one's own, ready for ``make site``."""

import sys
from importlib.metadata import version
from pathlib import Path

import click

from maillage import starter
from maillage.cli.common import LANGUAGE
from maillage.cli.writing import write_new
from maillage.exchange.addresses import is_web
from maillage.i18n import N_, translator
from maillage.starter.areas import UnknownAreaError, resolve

FORGES = ("github", "gitlab", "forgejo", "none")


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default=None, help="Nom de l'annuaire.")
@click.option(
    "--area",
    "areas",
    multiple=True,
    help="Code ou nom d'une région, d'un département, d'un EPCI, d'une commune ; plusieurs fois.",
)
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default=None, help="Langue du site.")
@click.option("--forge", type=click.Choice(FORGES), default=None, help="Où le dépôt sera publié.")
@click.option("--forge-url", default=None, help="Adresse du dépôt, si elle est connue.")
@click.option("--url", default="", help="Adresse du site, si elle est connue.")
@click.option("--engine", default=None, help="Ce que pip installe (par défaut, cette version de maillage).")
@click.option("--peer", "peers", multiple=True, help="Un annuaire voisin à montrer, NOM=ADRESSE ; plusieurs fois.")
@click.option("--skills/--no-skills", default=True, help="Commencer avec notre liste de compétences.")
def command(
    folder: Path,
    name: str | None,
    areas: tuple[str, ...],
    language: str | None,
    forge: str | None,
    forge_url: str | None,
    url: str,
    engine: str | None,
    peers: tuple[str, ...],
    skills: bool,
) -> None:
    """Commence un annuaire dans DOSSIER : des fiches vides, territory.yaml, et de quoi publier.

    Ce qui n'est pas dit en option est demandé. Rien n'est écrit dans un dossier qui contient déjà quelque chose.
    """
    if folder.is_dir() and any(one.name != ".git" for one in folder.iterdir()):
        raise click.UsageError(f"« {folder} » n’est pas vide : choisissez un dossier neuf, rien n’a été écrit.")
    language = language or _ask("Langue du site (fr, en, de)", "fr", LANGUAGE)
    name = name or _ask("Nom de l’annuaire", None)
    area = _area(areas or tuple(_ask("Territoire (codes ou noms, séparés par des virgules)", None).split(",")))
    forge = forge or _ask("Forge (github, gitlab, forgejo, none)", "github", FORGES)
    if forge != "none" and forge_url is None and sys.stdin.isatty():
        forge_url = _ask("Adresse du dépôt (vide si vous ne savez pas encore)", "")
    here = version("maillage")
    answers = starter.Answers(
        name=name,
        area=area,
        language=language,
        forge="" if forge == "none" else forge,
        forge_url=forge_url or "",
        url=url,
        engine=engine or f"maillage=={here}",
        skills=skills,
        extra={"peers": [_peer(one) for one in peers]} if peers else {},
    )
    write_new(folder, starter.files(answers, here))
    _ = translator(language)
    words = N_("L’annuaire est dans {folder}. Ensuite : cd {folder}, puis make site. Tout est dit dans son README.md.")
    click.echo(_(words).format(folder=folder))


def _peer(text: str) -> dict[str, str]:
    name, _, url = text.partition("=")
    if not name.strip() or not is_web(url.strip()):
        raise click.UsageError(f"« {text} » n’est pas un voisin : écrivez NOM=https://adresse.")
    return {"name": name.strip(), "url": url.strip()}


def _ask(question: str, default: str | None, choices: tuple[str, ...] = ()) -> str:
    """The answer typed; the default where nobody can type. Raises click.UsageError where there is no default either."""
    if not sys.stdin.isatty():
        if default is None:
            raise click.UsageError(f"Il manque une réponse : {question}. Donnez-la en option (maillage init --help).")
        return default
    kind = click.Choice(choices) if choices else str
    return str(click.prompt(question, default=default, type=kind, show_choices=False))


def _area(texts: tuple[str, ...]) -> dict[str, list[str]]:
    try:
        return resolve(text for text in texts if text.strip())
    except UnknownAreaError as error:
        near = f" Peut-être : {', '.join(error.suggestions)} ?" if error.suggestions else ""
        raise click.UsageError(f"« {error.text} » ne désigne aucun territoire connu, ou plusieurs.{near}") from error
