"""``maillage receive``: an issue that a maintainer accepted becomes the files of a proposal, or an answer."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import click

from maillage.cli.common import LANGUAGE, root_of
from maillage.cli.proposing import put_in, tell, tree_at
from maillage.contribute import words
from maillage.contribute.events import Issue, UnreadableEventError, read_issue
from maillage.contribute.proposal import Proposal
from maillage.contribute.receive import receive
from maillage.settings import Forge, Territory

LABEL = "accepter"


@click.command("receive")
@click.argument("event", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Dossier des textes à publier sur la forge.",
)
@click.option("--label", default=LABEL, show_default=True, help="L'étiquette par laquelle un mainteneur accepte.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default=None, help="Langue des réponses.")
def command(event: Path, out: Path, label: str, language: str | None) -> None:
    """Fait une proposition d'une demande. EVENT : ce que la forge en dit (GitHub, GitLab ou Forgejo), en JSON.

    Les fiches sont écrites, vérifiées avec tout l'annuaire, et remises comme avant si quelque chose ne va pas. Le dossier --out
    reçoit ce que la forge publiera : answer.md, et pour une proposition title.txt, body.md, message.txt et branch.txt.
    Code de sortie : 0 s'il y a une proposition, 1 sinon, 2 si l'événement ne peut pas être lu.
    """
    root = root_of()
    try:
        issue = read_issue(event.read_bytes())
    except UnreadableEventError as error:
        click.echo(f"{event}: {error}", err=True)
        raise SystemExit(2) from error
    if not issue.is_labelled(label):
        click.echo(f"« {label} » n’est pas l’étiquette qui vient d’être mise : rien à faire.")
        raise SystemExit(1)
    tree = tree_at(root, issue.on)
    language = language or tree.territory.language
    made = receive(issue.title, issue.labels, issue.body, tree)
    put_in(root, made)
    out.mkdir(parents=True, exist_ok=True)
    for name, text in _texts(made, issue, tree.territory, language).items():
        (out / name).write_text(f"{text.rstrip()}\n", encoding="utf-8")
    tell(made, language)
    raise SystemExit(0 if made.sound else 1)


def _texts(made: Proposal, issue: Issue, territory: Territory, language: str) -> dict[str, str]:
    """What the forge is told, by file: the answer always, the proposal where there is one."""
    texts = {"answer.md": words.answer(made, language), "number.txt": str(issue.number)}
    if made.sound:
        asked = _asked(issue, territory)
        texts |= {
            "title.txt": words.title(made, language),
            "body.md": words.description(made, asked, language),
            "message.txt": words.commit(made, asked, language),
            "branch.txt": f"demande-{issue.number}",
            "paths.txt": "\n".join([*made.texts, *made.gone, *made.marks]),
        }
    return texts


def _asked(issue: Issue, territory: Territory) -> words.Asked:
    forge = territory.forge or Forge(kind="github", url=os.environ.get("GITHUB_SERVER_URL", "https://github.com"))
    return words.Asked(issue.number, issue.author, issue.author_id, forge.kind, urlsplit(forge.url).hostname or "")
