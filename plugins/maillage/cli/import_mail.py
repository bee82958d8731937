"""``maillage import mail``: records that the site's forms put into an e-mail."""

from datetime import date
from pathlib import Path

import click

from maillage.cli.common import LANGUAGE, root_of
from maillage.cli.proposing import put_in, tell, tree_at
from maillage.contribute import words
from maillage.contribute.mail import message
from maillage.contribute.receive import receive
from maillage.i18n import N_, translator

LARGEST = 5 * 1024 * 1024


@click.command("mail")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait fait, sans rien écrire.")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue du compte rendu.")
def mail_command(files: tuple[Path, ...], language: str, *, dry_run: bool) -> None:
    """Prend les fiches de courriels (.eml, ou le texte d'un message) écrits avec les formulaires du site.

    Une fiche qui existe déjà n'est changée que là où le message dit autre chose. Code de sortie : 1 si un message n'a pas pu être pris.
    """
    root = root_of()
    failed = 0
    for file in files:
        tree = tree_at(root, date.today())
        subject, body = message(file.read_bytes()[:LARGEST])
        made = receive(subject, (), body, tree)
        if dry_run:
            for path in made.texts if made.sound else ():
                click.echo(path)
        else:
            put_in(root, made)
            tell(made, language)
        for note, params in (*made.faults, *made.notes):
            click.echo(f"{file}: {translator(language)(note).format_map(params)}", err=True)
        if not made.sound:
            failed += 1
            click.echo(f"{file}: {translator(language)(N_('rien n’a été pris de ce message.'))}", err=True)
        else:
            click.echo(f"{file}: {words.title(made, language)}")
    raise SystemExit(1 if failed else 0)
