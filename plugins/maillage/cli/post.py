"""``maillage post``: what is said on the forge, by the one job that has the right to."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from maillage.cli.common import LANGUAGE, root_of, sound_network
from maillage.cli.links import doubts_of
from maillage.clock import today
from maillage.contribute import comment, dues, inert, thanks
from maillage.contribute.review import LARGEST, UntrustworthyError, decode
from maillage.derive import requests
from maillage.derive.places import departments_of, place_of
from maillage.exchange.forges import Forge, ForgeError, Thing
from maillage.forge import ForgeLinks
from maillage.i18n import translator
from maillage.network import Network
from maillage.pipeline import read_territory
from maillage.settings import Territory
from maillage.urls import Urls

TOKEN = "MAILLAGE_FORGE_TOKEN"  # noqa: S105 - the variable's name


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
    n'est suivi que si la proposition qu'il nomme offre bien le commit qui a été relu.
    """
    territory = _territory()
    language = language or territory.language
    try:
        made = decode(_plain_bytes(file))
        run = _run(event) if event else {"head_sha": head, "html_url": ""}
    except (UntrustworthyError, OSError, msgspec.MsgspecError, KeyError, TypeError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    with _told():
        forge = _forge(territory)
        proposal = forge.proposal(made.number)
        if not run["head_sha"] or proposal.head != run["head_sha"]:
            raise click.ClickException(
                "Cette proposition a changé depuis, ou n’est pas celle qui a été relue : rien n’est dit."
            )
        preview = territory.forge.preview if territory.forge else None
        edit = (
            ForgeLinks(territory.forge).edit_on(proposal.head_url, proposal.head_branch)
            if territory.forge and proposal.head_url
            else ""
        )
        where = comment.Where(
            f"{run['html_url']}#artifacts" if run["html_url"] else "",
            (preview or "").replace("{number}", str(made.number)),
            edit,
        )
        upsert(forge, "proposal", made.number, comment.MARK, comment.body(made, where, language))
        forge.label("proposal", made.number, comment.labels(made))


@group.command("proposal")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def proposal_command(folder: Path) -> None:
    """Ouvre la proposition que « maillage receive » a préparée dans FOLDER, et répond à la demande.

    La branche doit être déjà sur la forge. Sans proposition préparée, la réponse seule est écrite.
    """
    territory = _territory()
    texts = {
        path.stem: path.read_text(encoding="utf-8").strip()
        for path in folder.iterdir()
        if path.suffix in {".md", ".txt"}
    }
    with _told():
        forge = _forge(territory)
        said = texts["answer"]
        if "branch" in texts:
            base = territory.forge.branch if territory.forge else "main"
            address = forge.open_proposal(texts["title"], texts["body"], texts["branch"], base)
            said += f"\n\n{address}"
        upsert(forge, "issue", int(texts["number"]), "<!-- maillage:receive -->", f"<!-- maillage:receive -->\n{said}")


@group.command("stale")
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait fait, sans rien publier.")
@_lang
def stale_command(language: str | None, *, dry_run: bool) -> None:
    """Tient à jour une demande par département, avec les fiches à confirmer ; ferme celles où tout l'est."""
    root = root_of()
    network = sound_network(root, language or "fr")
    territory = network.territory
    language = language or territory.language
    departments = departments_of(territory.area)
    places = {actor.id: place_of(actor.location, departments) for actor in network.actors.values()}
    found = dues.dues(network, places, today(territory), doubts_of(root, language))
    links = dues.Links(*_links(network, found, language))
    with _told():
        forge = _forge(territory)
        made = dues.plan(found, [(one.number, one.body) for one in forge.issues(dues.LABEL)], links, language)
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


@group.command("thanks")
@click.option("--before", required=True, help="Le dernier commit d'avant.")
@click.option("--after", default="HEAD", show_default=True, help="Le commit publié.")
@_lang
def thanks_command(before: str, after: str, language: str | None) -> None:
    """Remercie par leur nom, sous leur proposition, celles et ceux dont c'est la première, avec le lien de leur page."""
    root = root_of()
    network = sound_network(root, language or "fr")
    territory = network.territory
    from maillage.cli.git_log import commits

    with _told():
        forge = _forge(territory)
        for one in commits(root, before, after):
            text = thanks.message(one, network, Urls(territory, territory.url or ""), language or territory.language)
            for proposal in forge.proposals_of(one.id) if text else ():
                upsert(forge, "proposal", proposal.number, thanks.MARK, f"{thanks.MARK}\n{text}")


def _links(network: Network, found: list[dues.Due], language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Where each record is read, and where it is confirmed."""
    territory = network.territory
    urls = Urls(territory, territory.url or "")
    forge = ForgeLinks(territory.forge) if territory.forge else None
    say = translator(language)
    page = {one.id: urls.absolute(urls.record("actor", one.id)) for one in found}
    confirm = {one.id: forge.issue(*requests.still_true(one.path, one.name, say)) for one in found} if forge else {}
    return page, confirm


def upsert(forge: Forge, thing: Thing, number: int, mark: str, body: str) -> None:
    """One comment of ours that begins with a mark: written, written anew, or taken away where ``body`` is empty."""
    me = forge.me()
    ours = [one for one in forge.comments(thing, number) if one.author == me and one.body.startswith(mark)]
    for extra in ours[1:] if body else ours:
        forge.remove_comment(thing, number, extra.id)
    if body and len(body) > inert.LONGEST:
        raise ForgeError("too long")
    if body and ours and ours[0].body.strip() != body.strip():
        forge.change_comment(thing, number, ours[0].id, body)
    elif body and not ours:
        forge.comment(thing, number, body)


def _territory() -> Territory:
    territory, _ = read_territory(root_of())
    if territory is None or territory.forge is None:
        raise click.UsageError("territory.yaml ne dit pas où est la forge (forge: kind, url).")
    return territory


def _forge(territory: Territory) -> Forge:
    if territory.forge is None:
        raise click.UsageError("territory.yaml ne dit pas où est la forge (forge: kind, url).")
    token = os.environ.get(TOKEN, "")
    if not token:
        raise click.UsageError(f"La variable {TOKEN} est vide : c’est le jeton de la forge.")
    return Forge(territory.forge.kind, _here() or territory.forge.url, token, os.environ.get("MAILLAGE_FORGE_API", ""))


def _here() -> str:
    """The repository that a job of a forge runs for: a copy may not have changed its territory.yaml yet."""
    if repository := os.environ.get("GITHUB_REPOSITORY"):  # GitHub and Forgejo
        return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{repository}"
    return os.environ.get("CI_PROJECT_URL", "")  # GitLab


class _told:  # noqa: N801 - used as a word
    """Turns what the forge refuses into a message and exit code 1."""

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, ForgeError):
            raise click.ClickException(str(error)) from error


def _plain_bytes(path: Path) -> bytes:
    """A file that is a file, not a link to one of this machine's, and not too large. Raises OSError."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        raise OSError("not a plain file of decent size")
    return path.read_bytes()


def _run(event: Path) -> dict[str, str]:
    run: Any = msgspec.json.decode(event.read_bytes())["workflow_run"]
    if run["event"] != "pull_request":
        raise UntrustworthyError("not the run of a proposal")
    return {"head_sha": str(run["head_sha"]), "html_url": str(run["html_url"])}
