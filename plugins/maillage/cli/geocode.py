"""``maillage geocode``: where the records without a point are."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from maillage import report, yaml_edit
from maillage.cli.common import LANGUAGE, root_of, under
from maillage.cli.writing import write_all
from maillage.derive.places import departments_of
from maillage.exchange import geocoding
from maillage.exchange.ban import SERVICE, Client, ServiceError
from maillage.exchange.geocoding import Spot
from maillage.i18n import N_, translator
from maillage.pipeline import read_documents, read_territory
from maillage.problems import Pointer

Edits = dict[str, dict[Pointer, Any]]
"""What to write, by the path of the file."""


@click.command("geocode")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--online", is_flag=True, help="Demander aussi les adresses au service public des adresses.")
@click.option("--service", default=SERVICE, show_default=True, help="Adresse d'un service du même protocole.")
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait fait, sans rien écrire ni rien envoyer.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def command(paths: tuple[Path, ...], service: str, language: str, *, online: bool, dry_run: bool) -> None:
    """Complète les lieux qui n'ont pas de point. PATH : seulement ces fichiers ou dossiers.

    Sans réseau : le code et le nom de la commune, quand ils sont sûrs. Avec --online : le point de l'adresse, demandé à la
    Base Adresse Nationale. Rien d'une personne n'est jamais envoyé.
    """
    say = translator(language)
    if urlsplit(service).scheme not in {"http", "https"}:
        raise click.UsageError(say(N_("« {service} » n’est pas une adresse http ou https.")).format(service=service))
    root = root_of(paths)
    documents, problems = read_documents(root)
    territory, more = read_territory(root)
    if errors := [problem for problem in (*problems, *more) if problem.severity == "error"]:
        click.echo(report.text(errors, language), err=True)
        raise SystemExit(1)
    departments = departments_of(territory.area) if territory else ()
    wanted = [spot for spot in geocoding.spots(documents) if under(root / spot.document.path, paths)]
    edits: Edits = {spot.document.path: geocoding.made_certain(spot, departments) for spot in wanted}
    certain = sum(map(bool, edits.values()))
    asked = [spot for spot in wanted if geocoding.askable(spot)]
    placed, whole = 0, True
    if online and asked:
        words = N_("{count} adresses à demander à {host} : rue, code postal et commune ; aucun nom, aucune personne.")
        click.echo(say(words).format(count=len(asked), host=urlsplit(service).hostname))
        if not dry_run:
            client = Client(root / ".maillage" / "addresses.json", service.rstrip("/"))
            placed, whole = _ask(asked, edits, client, departments, language)
    if not dry_run:
        write_all(_texts(root, edits))
    words = N_("{spots} lieux sans point : {certain} communes précisées, {placed} adresses trouvées.")
    click.echo(say(words).format(spots=len(wanted), certain=certain, placed=placed))
    raise SystemExit(0 if whole else 1)


def _ask(
    spots: Sequence[Spot], edits: Edits, client: Client, departments: Sequence[str], language: str
) -> tuple[int, bool]:
    """Ask for every address; how many were found, and whether the service held out to the end."""
    say = translator(language)
    found = 0
    try:
        with click.progressbar(
            spots,
            label=urlsplit(client.service).hostname or "",
            file=sys.stderr,
            show_pos=True,
            hidden=not sys.stderr.isatty(),
        ) as shown:
            for spot in shown:
                certain = str(edits[spot.document.path].get((*spot.at, "insee"), ""))
                answer = client.search(
                    spot.data["street"],
                    citycode=str(spot.data.get("insee", certain)),
                    postcode=spot.data.get("postcode", ""),
                )
                made = geocoding.placed(spot, answer, departments, date.today())
                if isinstance(made, str):
                    words = say(made).format(label=answer.label if answer else "", score=answer.score if answer else "")
                    click.echo(f"{spot.document.path}: {words}")
                else:
                    edits[spot.document.path] |= made
                    found += 1
    except ServiceError as error:
        words = N_("Le service ne répond pas ({reason}). Ce qui était trouvé est gardé : recommencez plus tard.")
        click.echo(say(words).format(reason=error), err=True)
        return found, False
    finally:
        client.keep()
    return found, True


def _texts(root: Path, edits: Mapping[str, Mapping[Pointer, Any]]) -> dict[Path, str]:
    return {
        root / path: yaml_edit.edit((root / path).read_text(encoding="utf-8"), put)
        for path, put in edits.items()
        if put
    }
