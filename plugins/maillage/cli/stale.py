"""``maillage stale``: the records that nobody has confirmed for long."""

import json

import click

from maillage.cli.common import LANGUAGE, root_of, sound_network
from maillage.cli.links import doubts_of
from maillage.clock import today
from maillage.contribute.dues import Due, by_department, dues
from maillage.derive.places import departments_of, place_of
from maillage.i18n import N_, translator


@click.command("stale")
@click.option("--department", default=None, help="Seulement ce département.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Forme du compte rendu.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def command(department: str | None, form: str, language: str) -> None:
    """Dit quelles fiches sont à confirmer, par département, les plus anciennes d'abord.

    Les délais sont dans territory.yaml (freshness). Les adresses dont « maillage links » doute y sont aussi.
    """
    say = translator(language)
    network = sound_network(root_of(), language)
    departments = departments_of(network.territory.area)
    places = {actor.id: place_of(actor.location, departments) for actor in network.actors.values()}
    found = dues(network, places, today(network.territory), doubts_of(root_of(), language))
    found = [one for one in found if department is None or one.department == department]
    if form == "json":
        click.echo(json.dumps([_row(one) for one in found], ensure_ascii=False, indent=2))
        return
    for code, group in by_department(found).items():
        click.echo(f"{code or '?'}  ({len(group)})")
        for one in group:
            click.echo(
                f"  {one.on.isoformat() if one.on else '?':10}  {_state(one, language):14}  {one.path}  {one.name}"
            )
            for doubt in one.doubts:
                click.echo(f"              {doubt}")
    click.echo(say(N_("{count} fiches à confirmer, sur {all}.")).format(count=len(found), all=len(network.actors)))


def _state(one: Due, language: str) -> str:
    words = {
        "to-confirm": N_("à confirmer"),
        "archived": N_("hors des listes"),
        "unknown": N_("jamais confirmée"),
        "fresh": N_("lien douteux"),
    }
    return translator(language)(words[one.state])


def _row(one: Due) -> dict[str, object]:
    return {
        "id": one.id,
        "path": one.path,
        "name": one.name,
        "state": one.state,
        "verified": one.on.isoformat() if one.on else None,
        "department": one.department or None,
        "doubts": list(one.doubts),
    }
