"""``maillage post``: what is said on the forge, by the one job that has the right to."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from maillage.cli.common import LANGUAGE, root_of, sound_network
from maillage.cli.links import doubts_of
from maillage.cli.posting import forge_of, plain_bytes, suggest, territory_here, told, upsert
from maillage.clock import today
from maillage.contribute import comment, dues, thanks
from maillage.contribute.review import Review, UntrustworthyError, decode
from maillage.derive import requests
from maillage.derive.places import departments_of, place_of
from maillage.exchange.forges import Entry, Forge
from maillage.forge import ForgeLinks
from maillage.i18n import translator
from maillage.network import Network
from maillage.settings import Territory
from maillage.urls import Urls

RECEIVED = "<!-- maillage:receive -->"
_READ = re.compile(r"([0-9]{1,9})-([0-9a-f]{40,64})\.json")


@click.group("post")
def group() -> None:
    """Dit sur la forge ce que les autres commandes ont préparé.

    Le jeton est lu dans la variable MAILLAGE_FORGE_TOKEN, l'adresse de la forge dans territory.yaml (ou MAILLAGE_FORGE_API).
    """


def _lang(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--lang", "language", type=click.Choice(LANGUAGE), default=None, help="Langue des messages.")(
        command
    )


@group.command("review")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--event",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="L'événement « workflow_run » de la forge.",
)
@click.option("--head", default="", help="Le commit qui a été relu (sans --event).")
@_lang
def review_command(file: Path, event: Path | None, head: str, language: str | None) -> None:
    """Écrit, remplace ou retire le commentaire d'une proposition. FILE : ce que « maillage review » a écrit.

    FILE vient d'un travail qui a lu des fichiers d'inconnus : sa taille est bornée, il n'est cru que comme du texte, et il
    n'est suivi que si la proposition qu'il nomme offre bien le commit qui a été relu. Sur GitHub et GitLab, les réparations sont
    proposées sur leurs lignes, à prendre d'un clic.
    """
    territory = territory_here()
    try:
        made = decode(plain_bytes(file))
        run = _run(event) if event else {"head_sha": head, "html_url": ""}
    except (UntrustworthyError, OSError, msgspec.MsgspecError, KeyError, TypeError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    with told():
        _answer(forge_of(territory), territory, made, run, language or territory.language)


@group.command("reviews")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_lang
def reviews_command(folder: Path, language: str | None) -> None:
    """Répond à plusieurs propositions. FOLDER : ce que « maillage proposals review » a écrit, un fichier par proposition.

    Un fichier qui n'est pas une relecture, ou dont la proposition a changé depuis, est dit et n'arrête pas les autres.
    """
    territory = territory_here()
    forge = forge_of(territory)
    failed = False
    for file in sorted(folder.iterdir()):
        try:
            made, head = _named(file)
            with told():
                _answer(forge, territory, made, {"head_sha": head, "html_url": ""}, language or territory.language)
        except (UntrustworthyError, OSError, click.ClickException) as error:
            failed = True
            click.echo(f"{file.name!r}: {getattr(error, 'message', error)}", err=True)
    raise SystemExit(1 if failed else 0)


def _named(file: Path) -> tuple[Review, str]:
    """A review and the commit that was read, which are the file's name. Raises UntrustworthyError, OSError."""
    name = _READ.fullmatch(file.name)
    if not name:
        raise UntrustworthyError("not the name of a review")
    made = decode(plain_bytes(file))
    if made.number != int(name[1]):
        raise UntrustworthyError("the review of another proposal")
    return made, name[2]


def _answer(forge: Forge, territory: Territory, made: Review, run: dict[str, str], language: str) -> None:
    """One comment on a proposal, suggestions on its lines, its labels."""
    proposal = forge.proposal(made.number)
    if not run["head_sha"] or proposal.head != run["head_sha"]:
        raise click.ClickException(
            "Cette proposition a changé depuis, ou n’est pas celle qui a été relue : rien n’est dit."
        )
    where = comment.Where(
        artifact=f"{run['html_url']}#artifacts" if run["html_url"] else "",
        preview=_preview(territory, made.number),
        edit=_edit(territory, proposal),
        on_lines=suggest(forge, proposal, made.repairs, language),
    )
    upsert(forge, "proposal", made.number, comment.MARK, comment.body(made, where, language))
    forge.label("proposal", made.number, comment.labels(made))


def _preview(territory: Territory, number: int) -> str:
    preview = territory.forge.preview if territory.forge else None
    return (preview or "").replace("{number}", str(number))


def _edit(territory: Territory, proposal: Entry) -> str:
    if not territory.forge or not proposal.head_url:
        return ""
    return ForgeLinks(territory.forge).edit_on(proposal.head_url, proposal.head_branch)


def _run(event: Path) -> dict[str, str]:
    run: Any = msgspec.json.decode(event.read_bytes())["workflow_run"]
    if run["event"] != "pull_request":
        raise UntrustworthyError("not the run of a proposal")
    return {"head_sha": str(run["head_sha"]), "html_url": str(run["html_url"])}


@group.command("proposal")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def proposal_command(folder: Path) -> None:
    """Ouvre la proposition que « maillage receive » a préparée dans FOLDER, et répond à la demande.

    La branche doit être déjà sur la forge. Sans proposition préparée, la réponse seule est écrite ; sans réponse, rien.
    """
    texts = {
        path.stem: path.read_text(encoding="utf-8").strip()
        for path in folder.iterdir()
        if path.suffix in {".md", ".txt"}
    }
    if "answer" not in texts:
        return
    territory = territory_here()
    with told():
        forge = forge_of(territory)
        said = texts["answer"]
        if "branch" in texts:
            base = territory.forge.branch if territory.forge else "main"
            address = forge.open_proposal(texts["title"], texts["body"], texts["branch"], base)
            said += f"\n\n{address}"
        upsert(forge, "issue", int(texts["number"]), RECEIVED, f"{RECEIVED}\n{said}")


@group.command("stale")
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait fait, sans rien publier.")
@_lang
def stale_command(language: str | None, *, dry_run: bool) -> None:
    """Tient à jour une demande par département, avec les fiches à confirmer ; ferme celles où tout l'est."""
    root = root_of()
    network = sound_network(root, language or "fr")
    language = language or network.territory.language
    departments = departments_of(network.territory.area)
    places = {actor.id: place_of(actor.location, departments) for actor in network.actors.values()}
    found = dues.dues(network, places, today(network.territory), doubts_of(root, language))
    with told():
        forge = forge_of(network.territory)
        there = [(one.number, one.body) for one in forge.issues(dues.LABEL)]
        _follow(forge, dues.plan(found, there, _links(network, found, language), language), dry_run=dry_run)


def _follow(forge: Forge, made: dues.Plan, *, dry_run: bool) -> None:
    """Open, change and close the issues of a plan, each said first."""
    for _code, title, text in made.opened:
        click.echo(f"+ {title}")
        if not dry_run:
            forge.open_issue(title, text, [dues.LABEL])
    for number, text in made.changed:
        click.echo(f"~ #{number}")
        if not dry_run:
            forge.change_issue(number, text)
    for number, why in made.closed:
        click.echo(f"- #{number}")
        if not dry_run:
            forge.comment("issue", number, why)
            forge.close_issue(number)


def _links(network: Network, found: list[dues.Due], language: str) -> dues.Links:
    """Where each record is read, and where it is confirmed."""
    territory = network.territory
    urls = Urls(territory, territory.url or "")
    forge = ForgeLinks(territory.forge) if territory.forge else None
    say = translator(language)
    page = {one.id: urls.absolute(urls.record("actor", one.id)) for one in found}
    confirm = {one.id: forge.issue(*requests.still_true(one.path, one.name, say)) for one in found} if forge else {}
    return dues.Links(page, confirm)


@group.command("thanks")
@click.option("--before", required=True, help="Le dernier commit d'avant.")
@click.option("--after", default="HEAD", show_default=True, help="Le commit publié.")
@_lang
def thanks_command(before: str, after: str, language: str | None) -> None:
    """Remercie par leur nom, sous leur proposition, celles et ceux dont c'est la première, avec le lien de leur page."""
    from maillage.cli.git_log import commits

    root = root_of()
    network = sound_network(root, language or "fr")
    territory = network.territory
    with told():
        forge = forge_of(territory)
        for one in commits(root, before, after):
            text = thanks.message(one, network, Urls(territory, territory.url or ""), language or territory.language)
            for proposal in forge.proposals_of(one.id) if text else ():
                upsert(forge, "proposal", proposal.number, thanks.MARK, f"{thanks.MARK}\n{text}")
