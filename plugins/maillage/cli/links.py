"""``maillage links``: addresses in the records that may be dead."""

from datetime import date
from pathlib import Path

import click

from maillage.cli.common import LANGUAGE, root_of
from maillage.exchange.linkcheck import Checker, Seen
from maillage.i18n import N_, translator
from maillage.pipeline import read_network

MEMORY = Path(".maillage/links.json")


@click.command("links")
@click.option(
    "--most",
    default=500,
    show_default=True,
    help="Combien d'adresses demander au plus ; les autres le seront la prochaine fois.",
)
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def command(most: int, language: str) -> None:
    """Demande à chaque site des fiches s'il répond encore, sans presser personne.

    Ce qui ne répond pas est un doute, pas un verdict : la fiche est à vérifier, rien n'est changé. Les réponses sont gardées
    une semaine dans .maillage/links.json, que « maillage stale » et « maillage post stale » lisent.
    """
    say = translator(language)
    root = root_of()
    found = links_of(root)
    checker = Checker(root / MEMORY, date.today())
    fresh = sorted(found, key=lambda url: (checker.seen[url].on if url in checker.seen else date.min, url))
    for url in fresh[:most]:
        seen = checker.check(url)
        if seen.doubt:
            click.echo(f"{', '.join(found[url])} : {sentence(url, seen, language)}")
    checker.keep(found)
    doubts = sum(one.doubt for url, one in checker.seen.items() if url in found)
    click.echo(say(N_("{count} adresses, {doubts} doutes.")).format(count=len(found), doubts=doubts))


def links_of(root: Path) -> dict[str, list[str]]:
    """Every address of the actors' records, with the ids of the records that give it."""
    network = read_network(root).network
    found: dict[str, list[str]] = {}
    for actor in network.actors.values() if network else ():
        for url in (*(link.url for link in actor.links), *([actor.contact.booking] if actor.contact.booking else [])):
            found.setdefault(url, []).append(actor.id)
    return found


def doubts_of(root: Path, language: str) -> dict[str, tuple[str, ...]]:
    """What was doubted when the links were last asked, by actor."""
    seen = Checker(root / MEMORY, date.today()).seen
    doubts: dict[str, tuple[str, ...]] = {}
    for url, ids in links_of(root).items():
        if url in seen and seen[url].doubt:
            for identifier in ids:
                doubts[identifier] = (*doubts.get(identifier, ()), sentence(url, seen[url], language))
    return doubts


def sentence(url: str, seen: Seen, language: str) -> str:
    """A doubt in words."""
    words = translator(language)(N_("doute : {url} ne répondait pas le {day} ({reason})"))
    return words.format(url=url, day=seen.on.isoformat(), reason=seen.reason)
